"""The list of problems, writing an explanation."""
