"""Blocks of a source → Imported, or the sentence why there is no report in them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.reading.account import TOLD, Entry
from govreport_gui.core.reading.blocks import Block, Paragraph, Table
from govreport_gui.core.reading.report import report_in
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.limits import TOO_LARGE
from govreport_gui.files.sources.imported import Imported

_MOST_PLACES: Final = 60_000
"""In all tables; a report has a thousand, a workbook of a whole county some ten thousand."""
_MOST_TEXTS: Final = 10_000
"""Paragraphs and cells with something in them."""


def assemble(blocks: Sequence[Block], forms: Sequence[Format], notes: Sequence[Entry] = ()) -> Imported:
    """The report in these blocks; `notes` is what their reader says. Raises OutsideError where there is none."""
    reading = report_in(blocks, forms)
    if reading is None:
        raise OutsideError("没有找到年报的表格和标题，核对是不是政府信息公开工作年度报告")
    account = (*notes, *reading.account)
    problems = tuple(entry.text for entry in account if entry.what in TOLD)
    return Imported(reading.form, reading.document, problems, account, replace(reading, account=account))


def bounded(blocks: Sequence[Block]) -> Sequence[Block]:
    """These blocks, if they are no more than a report may have. Raises OutsideError."""
    tables = [block for block in blocks if isinstance(block, Table)]
    places = sum(len(row) for table in tables for row in table.rows)
    texts = sum(bool(text) for table in tables for row in table.rows for text in row)
    if places > _MOST_PLACES or texts + sum(isinstance(block, Paragraph) for block in blocks) > _MOST_TEXTS:
        raise OutsideError(TOO_LARGE)
    return blocks
