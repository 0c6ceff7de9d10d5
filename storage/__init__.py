"""Where everything is kept: one SQL database and one place for files."""
