"""The texts' catalogues, and the tool that keeps them."""
