"""Workbooks of Excel 97 to 2003 and WPS (`.xls`, `.et`) → blocks."""

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Final

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.sources.excel import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, plain_number, table

_ENCRYPTED: Final = 0x2F
_CELLS: Final = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00FD, 0x00D6, 0x0003, 0x0004})
_BROKEN: Final = "损坏了，读不出来。请重新复制一份，或用 Excel、WPS 另存为 .xlsx"


def blocks(content: bytes, stream: bytes, most_rows: int = MOST_ROWS) -> tuple[list[Block], tuple[Entry, ...]]:
    """One table for each visible sheet; `stream` is the stream of the workbook within the file."""
    _check(stream, most_rows)
    import python_calamine as calamine  # noqa: PLC0415 - only where such a file is read

    try:
        with _quiet():
            found = _sheets(calamine, content, most_rows)
    except (calamine.CalamineError, ValueError, OSError):
        raise OutsideError(_BROKEN) from None
    except BaseException as error:
        # What makes the library fall over comes as no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise OutsideError(_BROKEN) from None
    return found, ()


def _sheets(calamine: ModuleType, content: bytes, most_rows: int) -> list[Block]:
    book = calamine.CalamineWorkbook.from_filelike(_file(content))
    found: list[Block] = []
    for meta in book.sheets_metadata[:MOST_SHEETS]:
        if meta.visible != calamine.SheetVisibleEnum.Visible or meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        top, left = sheet.start or (0, 0)
        cells = {
            (top + at, left + place): _text(value)
            for at, row in enumerate(sheet.to_python(skip_empty_area=True))
            for place, value in enumerate(row)
            if _text(value).strip()
        }
        merged = [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
        if cells:
            found.append(table(cells, merged, meta.name, most_rows))
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing goes to the console: the library says there, at length, what made it fall over."""
    try:
        console = os.dup(2)
    except OSError:  # a program with a window has none on Windows
        yield
        return
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(console, 2)
        os.close(console)


def _file(content: bytes):  # type: ignore[no-untyped-def] # noqa: ANN202
    import io  # noqa: PLC0415

    return io.BytesIO(content)


def _text(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    return plain_number(repr(value)) if isinstance(value, (int, float)) else str(value)


def _check(stream: bytes, most_rows: int) -> None:
    """Refuse what is encrypted, and cells so far out that a table up to them would fill the memory."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _ENCRYPTED:
            raise OutsideError("设了密码，请用 Excel 或 WPS 打开，取消密码后再读入")
        if kind in _CELLS and size >= 4 and at + 8 <= len(stream):
            row, column = struct.unpack_from("<HH", stream, at + 4)
            if row >= most_rows or column >= MOST_COLUMNS:
                raise OutsideError("的工作表太大，不像是年报。请只留下年报的表格，另存后再读入")
        at += 4 + size
