"""Photo to clean signature or stamp: pure, blocking, run only in worker processes."""
