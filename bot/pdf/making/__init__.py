"""Documents made from data."""
