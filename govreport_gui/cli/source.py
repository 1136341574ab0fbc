"""A report that a verb is given, in any readable form."""

from pathlib import Path

from govreport_gui.files.errors import PaperError
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported


def read(path: Path) -> Imported:
    """The report in that file; what is on paper is read by a process of its own. Raises OutsideError."""
    try:
        return reading.read(path)
    except PaperError:
        from govreport_gui.files.sources import apart  # noqa: PLC0415  # only for paper

        return apart.read(path)
