"""Where on a document the fields go."""
