"""Out to people: one module a channel."""
