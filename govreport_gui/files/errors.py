"""What can go wrong in the world outside. The message is one sentence for the clerk."""

from govreport_gui.files.names import readable


class OutsideError(Exception):
    """A file that cannot be read or written. Raised in files, shown by ui and the console."""

    def __init__(self, sentence: str) -> None:
        # File names stand in it, and not every name can be shown as it is.
        super().__init__(readable(sentence))


class PaperError(OutsideError):
    """A scan or picture, which is read in a process of its own and nowhere else: it takes long, and much memory."""
