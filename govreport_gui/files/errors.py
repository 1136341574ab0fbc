"""What can go wrong in the world outside. The message is one sentence for the clerk."""


class OutsideError(Exception):
    """A file that cannot be read or written. Raised in files, shown by ui and the console."""
