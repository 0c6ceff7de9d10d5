"""The browser's way in: signing, verifying, files; pages that work on any phone."""
