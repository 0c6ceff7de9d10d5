"""PDFs: untrusted bytes in, bytes out; pure, blocking, only in worker processes."""
