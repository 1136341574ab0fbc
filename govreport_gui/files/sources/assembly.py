"""Blocks of a source → Imported, or the sentence why there is no report in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from govreport_gui.core.forms.form import Format
from govreport_gui.core.reading.account import TOLD, Entry
from govreport_gui.core.reading.blocks import Block
from govreport_gui.core.reading.report import report_in
from govreport_gui.core.report.document import Document
from govreport_gui.files.errors import OutsideError


@dataclass(frozen=True, slots=True)
class Imported:
    """A report that was read from some source, and what the clerk should know about the reading."""

    form: Format
    document: Document
    problems: tuple[str, ...] = ()
    account: tuple[Entry, ...] = ()
    """The whole account of the reading; empty for a report file."""


def assemble(blocks: Sequence[Block], forms: Sequence[Format], notes: Sequence[str] = ()) -> Imported:
    """The report in these blocks; `notes` is what their reader says. Raises OutsideError where there is none."""
    reading = report_in(blocks, forms)
    if reading is None:
        raise OutsideError("没有找到年报的表格和标题，核对是不是政府信息公开工作年度报告")
    account = (*(Entry("doubtful", note) for note in notes), *reading.account)
    problems = tuple(entry.text for entry in account if entry.what in TOLD)
    return Imported(reading.form, reading.document, problems, account)
