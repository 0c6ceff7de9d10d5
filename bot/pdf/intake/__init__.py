"""What comes from outside: PDFs to be signed, and orders."""
