"""The history of the schema. A released revision never changes."""
