"""What changed between a document as it was signed and as it is."""
