"""Excel's `.xlsx` → blocks: the stored values of every visible sheet, merged cells told."""

import re
from collections.abc import Iterator
from functools import lru_cache
from math import isfinite
from typing import Final
from xml.etree import ElementTree as ET

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block, Place, Table, squared
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.sources.zipped import Archive

MOST_ROWS: Final = 2000
MOST_COLUMNS: Final = 200
MOST_SHEETS: Final = 100
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NEVER: Final = "有公式没有算过，读不到结果。请用 Excel 或 WPS 打开、保存一次再读入"
_HIDDEN: Final = "有隐藏的行或列，也读入了。"
_MOST_SAID: Final = 20
_OWN: Final = frozenset({"勾稽关系核对", "图表"})
"""How sheets begin that this program adds to its workbooks."""
Cells = dict[tuple[int, int], str]


def blocks(content: bytes, most_rows: int = MOST_ROWS) -> tuple[list[Block], tuple[Entry, ...]]:
    """One table for each sheet that is not hidden, of so many rows."""
    archive = Archive(content)
    shared = _shared(archive)
    found: list[Table] = []
    notes: dict[str, Entry] = {}
    lacking = False
    for sheet, path in _sheets(archive):
        root = archive.xml(path)
        cells, uncalculated = _cells(root, shared)
        lacking = lacking or uncalculated
        far = [place for place in cells if place[0] >= most_rows or place[1] >= MOST_COLUMNS]
        if far:
            notes[sheet] = Entry("left_over", f"工作表“{sheet}”里离得太远的{len(far)}格没有读入：{_some(cells, far)}。")
        cells = {place: text for place, text in cells.items() if place not in far}
        if any(each.get("hidden") in {"1", "true"} for name in ("row", "col") for each in _named(root, name)):
            notes[_HIDDEN] = Entry("doubtful", _HIDDEN)
        if cells and cells[min(cells)] not in _OWN:
            found.append(table(cells, _merged(root), sheet, most_rows))
    if lacking and not found:
        raise OutsideError(_NEVER)
    if lacking:
        notes[_NEVER] = Entry("doubtful", f"{_NEVER}。")
    # Where the text has a sheet of its own, it comes first: title and headings stand there.
    found.sort(key=lambda each: each.width > 1)
    return list[Block](found), tuple(notes.values())


def table(cells: Cells, merged: list[tuple[int, int, int, int]], sheet: str, most_rows: int = MOST_ROWS) -> Table:
    """The cells as rows; what merged cells cover is None."""
    covered = {
        (at, place)
        for top, left, bottom, right in merged
        for at in range(top, min(bottom, most_rows) + 1)
        for place in range(left, min(right, MOST_COLUMNS) + 1)
        if (at, place) != (top, left)
    }
    first = min(at for at, _ in cells)
    last = max(at for at, _ in cells)
    width = max(place for _, place in cells) + 1
    rows = [
        tuple(cells.get((at, place), None if (at, place) in covered else "") for place in range(width))
        for at in range(first, last + 1)
    ]
    return Table(squared(rows), tuple(Place(sheet=sheet, line=at + 1) for at in range(first, last + 1)))


def _name(element: ET.Element) -> str:
    return _local(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=512)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _named(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """All elements of that name in whatever namespace, in order."""
    tags = {each.tag for each in root.iter()}
    wanted = [tag for tag in tags if isinstance(tag, str) and _local(tag) == name]
    if len(wanted) == 1:
        return root.iter(wanted[0])
    return (each for each in root.iter() if _name(each) == name)


def _some(cells: Cells, places: list[tuple[int, int]]) -> str:
    return "、".join(cells[place] for place in places[:_MOST_SAID]) + "等" * (len(places) > _MOST_SAID)


def _sheets(archive: Archive) -> Iterator[tuple[str, str]]:
    """Name and member of the sheets in the order of the workbook."""
    links = {each.get("Id"): each.get("Target", "") for each in archive.xml("xl/_rels/workbook.xml.rels")}
    sheets = [each for each in archive.xml("xl/workbook.xml").iter() if _name(each) == "sheet"]
    if len(sheets) > MOST_SHEETS:
        raise OutsideError("的工作表太多，不像是年报")
    for sheet in sheets:
        link = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        path = links.get(link, "")
        path = path.removeprefix("/") if path.startswith("/") else f"xl/{path}"
        if sheet.get("state", "visible") == "visible" and path in archive.names and "chart" not in path:
            yield sheet.get("name", ""), path


def _shared(archive: Archive) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.names:
        return []
    return [_text(each) for each in archive.xml("xl/sharedStrings.xml") if _name(each) == "si"]


def _text(element: ET.Element) -> str:
    """The text of a string without its phonetic guide."""
    pieces = []
    for child in element:
        if _name(child) == "t":
            pieces.append(child.text or "")
        elif _name(child) == "r":
            pieces.append(_text(child))
    return "".join(pieces).replace("_x000D_", "")


def _cells(root: ET.Element, shared: list[str]) -> tuple[Cells, bool]:
    """The filled cells of a sheet, and whether some formula has no stored value."""
    cells: Cells = {}
    lacking = False
    at = -1
    for row in _named(root, "row"):
        said = row.get("r", "")
        at = int(said) - 1 if said.isdigit() and len(said) < 8 else at + 1
        place = -1
        for cell in row:
            match = _REFERENCE.fullmatch(cell.get("r", ""))
            place = _column(match[1]) if match else place + 1
            if not len(cell):  # nothing but a style
                continue
            text = _value(cell, shared)
            lacking = lacking or (not text and any(_name(each) == "f" for each in cell))
            if text.strip():
                cells[at, place] = text
    return cells, lacking


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: ET.Element, shared: list[str]) -> str:
    stored: str | None = None
    for each in cell:
        name = _name(each)
        if name == "is":
            return _text(each)
        if name == "v" and stored is None:
            stored = each.text or ""
    text, kind = stored or "", cell.get("t", "n")
    if kind == "s":
        return shared[int(text)] if text.isdigit() and int(text) < len(shared) else ""
    return plain_number(text) if kind == "n" else text


def plain_number(text: str) -> str:
    """A stored number as it was typed: 59237.2449 for 59237.244899999998, 3 for 3.0 and 3E0."""
    try:
        value = float(text)
    except ValueError:
        return text
    if not isfinite(value):
        return text
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    short = f"{value:.15g}"
    return short if "e" not in short else f"{value:f}".rstrip("0")


def _merged(root: ET.Element) -> list[tuple[int, int, int, int]]:
    found: list[tuple[int, int, int, int]] = []
    for each in _named(root, "mergeCell"):
        if len(found) < 10_000:
            ends = [_REFERENCE.fullmatch(end) for end in each.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                top, bottom = (int(end[2]) - 1 for end in ends if end)
                left, right = (_column(end[1]) for end in ends if end)
                found.append((top, left, bottom, right))
    return found
