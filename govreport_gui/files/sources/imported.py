"""What reading a source gives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document

if TYPE_CHECKING:  # a report file is read without them
    from govreport_gui.core.reading.account import Entry
    from govreport_gui.core.reading.report import Reading


Tell: TypeAlias = Callable[[int, int], None]
"""Hears which page of paper is being read, from 1, and how many there are."""


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
    paper: bytes = b""
    """A PDF of the pages as they were read, turned and straightened; b"" where the source is no scan."""
