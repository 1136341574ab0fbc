"""OpenDocument texts and workbooks (`.odt`, `.ods`) → blocks."""

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block, Paragraph, Place, Table, squared
from govreport_gui.files.sources.zipped import Archive

MOST_ROWS: Final = 2000
_MOST_REPEATED: Final = 2**20
_MOST_COLUMNS: Final = 200
_SKIPPED: Final = frozenset({"tracked-changes", "annotation", "note-citation", "sequence-decls", "forms", "shapes"})


def blocks(content: bytes, most_rows: int = MOST_ROWS) -> tuple[list[Block], tuple[Entry, ...]]:
    """The blocks of a text, or those of all sheets of a workbook; of a table so many rows."""
    root = Archive(content).xml("content.xml")
    body = next((each for each in root.iter() if _name(each) in {"text", "spreadsheet"} and _office(each)), root)
    if _name(body) != "spreadsheet":
        return list(_blocks(body, most_rows)), ()
    sheets = (each for each in body if _name(each) == "table")
    return [block for each in sheets for block in _table(each, most_rows, _get(each, "name"))], ()


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _office(element: ET.Element) -> bool:
    return "office" in element.tag


def _get(element: ET.Element, name: str) -> str:
    return next((value for said, value in element.items() if said.rpartition("}")[2] == name), "")


def _blocks(parent: ET.Element, most_rows: int) -> Iterator[Block]:
    for child in parent:
        name = _name(child)
        if name in {"p", "h"}:
            text = "".join(_texts(child))
            if text.strip():
                yield Paragraph(text, Place())
            for box in child.iter():
                if _name(box) == "text-box":
                    yield from _blocks(box, most_rows)
        elif name == "table":
            yield from _table(child, most_rows)
        elif name not in _SKIPPED:
            yield from _blocks(child, most_rows)


def _texts(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = _name(child)
        if name == "s":
            yield " " * min(int(_get(child, "c") or 1) if (_get(child, "c") or "1").isdigit() else 1, 100)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name not in {"annotation", "note-citation", "text-box", "frame"}:
            yield from _texts(child)
        yield child.tail or ""


def _count(element: ET.Element, name: str, most: int) -> int:
    said = _get(element, name)
    return min(max(int(said), 1), most) if said.isdigit() and len(said) < 9 else 1


def _table(table: ET.Element, most_rows: int, sheet: str = "") -> Iterator[Block]:
    rows: list[tuple[str | None, ...]] = []
    places: list[Place] = []
    inner: list[Block] = []
    line = 0
    for row in _rows(table):
        cells = _cells(row, inner)
        again = _count(row, "number-rows-repeated", _MOST_REPEATED)
        line += 1
        # Thousands of equal rows are the empty end of a sheet.
        for _ in range(again if any(text for text in cells) and again < 50 else 1):
            if len(rows) < most_rows:
                rows.append(cells)
                places.append(Place(sheet=sheet, line=line))
        line += again - 1
    # A sheet has no end of its own; a table of a text has the columns that it has.
    grid = _trimmed(rows) if sheet else squared(rows)
    if grid:
        yield Table(grid, tuple(places[: len(grid)]))
    yield from inner


def _rows(table: ET.Element) -> Iterator[ET.Element]:
    for child in table:
        name = _name(child)
        if name == "table-row":
            yield child
        elif name in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(child)


def _cells(row: ET.Element, inner: list[Block]) -> tuple[str | None, ...]:
    cells: list[str | None] = []
    for cell in row:
        name = _name(cell)
        if name not in {"table-cell", "covered-table-cell"}:
            continue
        again = _count(cell, "number-columns-repeated", _MOST_COLUMNS)
        if name == "covered-table-cell":
            cells.extend([None] * again)
            continue
        pieces = list(_blocks(cell, MOST_ROWS))
        inner.extend(piece for piece in pieces if isinstance(piece, Table))
        text = "\n".join(piece.text.strip() for piece in pieces if isinstance(piece, Paragraph))
        value = _get(cell, "value")
        if _get(cell, "value-type") == "float" and value:
            text = _number(text, value)
        cells.extend([text] * again)
        if len(cells) > _MOST_COLUMNS:
            break
    return tuple(cells[:_MOST_COLUMNS])


def _number(text: str, value: str) -> str:
    """The stored number where the text shows it rounded or with other signs."""
    return value.removesuffix(".0") if text.strip() else text


def _trimmed(rows: list[tuple[str | None, ...]]) -> tuple[tuple[str | None, ...], ...]:
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((at + 1 for row in rows for at, text in enumerate(row) if text), default=0)
    return squared([row[:width] for row in rows])
