"""A report to a file, by suffix; papers beside it."""
