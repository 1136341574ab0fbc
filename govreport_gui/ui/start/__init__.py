"""No report open: ways to begin, recent files, the unit."""
