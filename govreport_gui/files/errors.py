"""What can go wrong in the world outside. The message is one sentence for the clerk."""

from govreport_gui.files.names import readable


class OutsideError(Exception):
    """A file that cannot be read or written. Raised in files, shown by ui and the console."""

    def __init__(self, sentence: str) -> None:
        # File names stand in it, and not every name can be shown as it is.
        super().__init__(readable(sentence))
