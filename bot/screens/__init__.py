"""What the chat shows: pure functions from state and language to text and buttons."""
