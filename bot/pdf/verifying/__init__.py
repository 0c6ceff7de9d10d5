"""Was it altered? The verdict on any PDF."""
