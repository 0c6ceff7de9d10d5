"""Photos of paper become upright, evenly lit pages."""
