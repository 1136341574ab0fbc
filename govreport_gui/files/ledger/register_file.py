"""An old register from a file (a workbook, a document, CSV, a web page) or from the clipboard → its tables."""

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Final

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block, Place, Table, squared
from govreport_gui.core.reading.html import tables as html_tables
from govreport_gui.files import limits
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.sources.encoding import text_of

LARGEST: Final = 50_000_000
"""In bytes."""
MOST_ROWS: Final = 20_000
"""Of one table."""
_MOST_COLUMNS: Final = 200
_HEAD: Final = 4000
"""Bytes that tell what a file is."""
_MARKS: Final = ("\t", ",", "，", ";", "|")
"""What stands between the cells of a text."""


def read(path: Path) -> tuple[tuple[Table, ...], tuple[Entry, ...]]:
    """The tables in a file, and what their reader says. Raises OutsideError."""
    content = limits.given(path, LARGEST, "登记簿")
    try:
        found, notes = _blocks(content)
    except OutsideError as error:
        raise OutsideError(str(error) if f"“{path.name}”" in str(error) else f"“{path.name}”{error}。") from None
    tables = tuple(block for block in found if isinstance(block, Table) and block.width > 1)
    if not tables:
        raise OutsideError(f"“{path.name}”里没有找到登记簿的表格。登记簿应为一行一件申请的表，第一行写各栏名称。")
    narrow = dict.fromkeys(each.place(0).sheet for each in found if isinstance(each, Table) and each.width == 1)
    lists = [Entry("left_over", f"工作表“{sheet}”只有一栏，没有读入。") for sheet in narrow if sheet]
    full = [
        Entry("left_over", f"读入了{MOST_ROWS}行；表格更长的，以后的行没有读入，请分成几个文件。")
        for table in tables
        if len(table.rows) == MOST_ROWS
    ]
    return tables, (*notes, *lists, *full)


def pasted(text: str, html: str = "") -> tuple[Table, ...]:
    """The tables on a clipboard: those of its html, else its text with tabs."""
    found = tuple(Table(rows) for rows in html_tables(html) if rows) if html else ()
    plain = _of_text(text)
    # The longest tables are cut off in html; the text beside it has all rows.
    return found if sum(len(table.rows) for table in found) >= len(plain.rows) else (plain,)


def _blocks(content: bytes) -> tuple[Sequence[Block], Sequence[Entry]]:
    if content.startswith(b"PK\x03\x04"):
        from govreport_gui.files.sources import office_archive  # noqa: PLC0415  # only for such a file

        return office_archive.blocks(content, MOST_ROWS)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        from govreport_gui.files.sources import containers  # noqa: PLC0415  # likewise

        return containers.blocks(content, MOST_ROWS)
    if content.startswith(b"{\\rtf"):
        from govreport_gui.files.sources import rich_text  # noqa: PLC0415  # likewise

        return rich_text.blocks(content)
    head = content[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    is_archive = head.startswith(b"mime-version:") or b"\nmime-version:" in head
    if is_archive or head[:1] == b"<":
        from govreport_gui.files.sources import web_page  # noqa: PLC0415  # likewise

        return web_page.archive_blocks(content) if is_archive else web_page.blocks(content)
    if content.startswith(b"%PDF"):
        raise OutsideError("不是登记簿的格式，请另存为 .xlsx、.docx 或 .csv 再读入")
    return [_of_text(text_of(content))], ()


def _of_text(text: str) -> Table:
    """The table in a text: commas or tabs between cells, "…" around cells with line breaks."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(_MARKS, key=first.count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        rows = [line.split(mark) for line in text.splitlines()]
    if len(rows) > MOST_ROWS:
        raise OutsideError(f"超过{MOST_ROWS}行，请分开读入")
    if any(len(row) > _MOST_COLUMNS for row in rows):
        raise OutsideError(f"超过{_MOST_COLUMNS}栏，不像登记簿")
    grid = squared([tuple(cell.strip() for cell in row) for row in rows])
    return Table(grid, tuple(Place(line=at + 1) for at in range(len(grid))))
