"""A roster of units from a file (Excel, Word, a text), and a template for one."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from govreport_gui.core.reading.blocks import Table
from govreport_gui.core.rollup import roster
from govreport_gui.core.rollup.submission import Member
from govreport_gui.files import limits
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.sources.encoding import text_of

_LARGEST: Final = 20_000_000
"""In bytes."""
_WIDTHS: Final = (40, 20, 16, 20)


def read(path: Path) -> tuple[tuple[Member, ...], tuple[str, ...]]:
    """The units in that file, and those that stand there more than once. Raises OutsideError."""
    content = limits.given(path, _LARGEST, "单位名单")
    try:
        rows = _rows(content)
    except OutsideError as error:
        raise OutsideError(str(error) if f"“{path.name}”" in str(error) else f"“{path.name}”{error}。") from None
    found = roster.members(rows)
    if not found[0]:
        raise OutsideError(f"“{path.name}”里没有找到单位名称。名单的第一行写“单位”，以下每行一个单位。")
    return found


def _rows(content: bytes) -> Sequence[Sequence[str]]:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from govreport_gui.files.sources import containers, office_archive  # noqa: PLC0415  # only for such a file

        blocks, _ = (office_archive if content.startswith(b"PK") else containers).blocks(content)
        return [[text or "" for text in row] for block in blocks if isinstance(block, Table) for row in block.rows]
    return roster.rows_of(text_of(content))


def template(members: Sequence[Member] = ()) -> bytes:
    """A workbook with the columns of a roster, filled with those units."""
    from govreport_gui.files.excel.styles import Styles, put_text, set_widths  # noqa: PLC0415 -- slow to import
    from govreport_gui.files.excel.table_sheets import new_sheet  # noqa: PLC0415 -- likewise
    from govreport_gui.files.excel.workbook import finished, new_book  # noqa: PLC0415 -- likewise

    raw = BytesIO()
    book = new_book(raw)
    styles, sheet = Styles(book), new_sheet(book, "应报单位")
    set_widths(sheet, _WIDTHS)
    rows = [roster.HEAD, *((each.name, each.short, each.kind, each.phone) for each in members)]
    for line, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            put_text(sheet, line, column, text, styles, "bold" if line == 1 else "font")
    sheet.freeze_panes(1, 0)
    book.close()
    return finished(raw)
