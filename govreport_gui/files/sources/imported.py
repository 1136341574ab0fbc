"""What reading a source gives."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document

if TYPE_CHECKING:  # a report file is read without them
    from govreport_gui.core.reading.account import Entry
    from govreport_gui.core.reading.report import Reading


@dataclass(frozen=True, slots=True)
class Imported:
    """A report that was read from some source, and what the clerk should know about the reading."""

    form: Format
    document: Document
    problems: tuple[str, ...] = ()
    account: "tuple[Entry, ...]" = ()
    """The whole account of the reading; empty for a report file."""
    reading: "Reading | None" = None
    """The reading itself, with its source; None for a report file."""
