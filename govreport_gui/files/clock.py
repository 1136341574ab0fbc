"""The clock on the clerk's wall: the time of day where the program runs, without a zone."""

from datetime import datetime


def now() -> datetime:
    """This moment."""
    return datetime.now()  # noqa: DTZ005  # a clerk reads and writes times of the place
