"""What a clipboard holds, as html or as text with tabs → tables of cell texts. Merged cells keep their places."""

import csv
import io
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from govreport_gui.core.patterns import pattern

Grid = tuple[tuple[str | None, ...], ...]
"""Rows of equal length; None where a merged cell covers the place."""

LARGEST: Final = 2_000_000
"""In characters. A report copied whole from a browser, with all its styles, has some 100 000."""
_MOST_ROWS: Final = 2000
_MOST_COLUMNS: Final = 200
_LONGEST_TAG: Final = 20_000
_DEEPEST: Final = 500
"""How deep what is hidden may lie in one another; browsers stop about there."""
_SPACE: Final = pattern(r"[ \t\r\n\f]+")
_HIDDEN: Final = pattern(r"display\s*:\s*none|line-through", 2)
_BREAKS: Final = frozenset({"br", "p", "div", "li"})
_VOID: Final = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr", "base", "area", "embed", "source"})
_ENDED_BY: Final = {"tr": ("tr", "td", "th"), "td": ("td", "th"), "th": ("td", "th")}
_UNSEEN: Final = frozenset({"script", "style", "title", "comment", "del", "s", "strike", "sup", "sub"})
"""What is no part of a cell's text: what does not show, what is struck out, and the marks of footnotes."""


def tables(html: str) -> list[Grid]:
    """The tables of a page or of a piece of one, in order; an inner table stands for itself."""
    reader = _Reader()
    reader.feed(html)
    reader.end()
    return [grid for grid in (_expanded(rows) for rows in reader.tables) if grid]


def fits(text: str) -> bool:
    """Whether a plain text is small enough for a table; the official ones have some thirty rows and ten columns."""
    lines = text.rstrip().splitlines()
    return len(lines) <= _MOST_ROWS and all(line.count("\t") < _MOST_COLUMNS for line in lines)


def rows_of(text: str) -> Grid:
    """A table as spreadsheets give it in plain text: tabs between cells, "…" around cells with line breaks.

    As in html, only so much of it as any table has: see `fits`.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    try:
        rows = list(csv.reader(io.StringIO(lines), delimiter="\t", strict=True)) if '"' in lines else []
    except csv.Error:
        rows = []
    if not rows:
        rows = [line.split("\t") for line in lines.split("\n")]
    return _squared([tuple(text.strip() for text in row[:_MOST_COLUMNS]) for row in rows[:_MOST_ROWS]])


class _Cell:
    def __init__(self, lines: int, positions: int) -> None:
        self.lines = lines
        self.positions = positions
        self.pieces: list[str] = []

    def text(self) -> str:
        lines = (_SPACE.sub(" ", line).strip(" ") for line in "".join(self.pieces).split("\0"))
        return "\n".join(line for line in lines if line.strip())


class _Reader(HTMLParser):
    """Collects the rows of every table. What is hidden or struck out is not there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[_Cell]]] = []
        self._open: list[tuple[list[list[_Cell]], _Cell | None]] = []
        """The tables that are open, outermost first, each with the cell to go on with after an inner one."""
        self._cell: _Cell | None = None
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        # The end of a row or cell may be left out: the next one ends it.
        if self._unseen and "table" not in self._unseen and self._unseen[0] in _ENDED_BY.get(tag, ()):
            self._unseen.clear()
        if self._unseen or tag in _UNSEEN or _HIDDEN.search(given.get("style", "")) or "hidden" in given:
            if tag not in _VOID and len(self._unseen) < _DEEPEST:
                self._unseen.append(tag)
            return
        if tag == "table":
            rows: list[list[_Cell]] = []
            self.tables.append(rows)
            self._open.append((rows, self._cell))
            self._cell = None
        elif tag == "tr" and self._open:
            self._cell = None
            self._open[-1][0].append([])
        elif tag in {"td", "th"} and self._open:
            rows = self._open[-1][0]
            if not rows:
                rows.append([])
            self._cell = _Cell(_span(given.get("rowspan"), _MOST_ROWS), _span(given.get("colspan"), _MOST_COLUMNS))
            rows[-1].append(self._cell)
        elif tag in _BREAKS and self._cell is not None:
            self._cell.pieces.append("\0")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                del self._unseen[len(self._unseen) - 1 - self._unseen[::-1].index(tag) :]
            elif tag != "table" or not self._open:
                return
            else:
                self._unseen.clear()
                self.handle_endtag(tag)
        elif tag == "table" and self._open:
            _, self._cell = self._open.pop()
        elif tag in {"td", "th", "tr"}:
            self._cell = None
        elif tag in _BREAKS and self._cell is not None:
            self._cell.pieces.append("\0")

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unseen:
            self._cell.pieces.append(data.replace("\0", ""))

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """`<![if …]>` of Office, `<![word]>`: no part of html, and over at the next ">", as in a browser."""
        return self.parse_bogus_comment(i, bool(report))

    def end(self) -> None:
        """What was never closed is closed. A long rest behind a tag that does not end is text as it stands: looking
        for tags in it takes time with the square of its length.
        """
        if len(self.rawdata) > _LONGEST_TAG:
            self.handle_data(self.rawdata)
            self.rawdata = ""
        self.close()
        self._open.clear()


def _span(text: str | None, most: int) -> int:
    digits = (text or "").strip()
    return min(max(int(digits), 1), most) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1


def _expanded(rows: list[list[_Cell]]) -> Grid:
    """Every cell at its place; places that it covers beside its own are None."""
    filled: dict[tuple[int, int], str | None] = {}
    rows = [row for row in rows[:_MOST_ROWS] if row]
    for line, row in enumerate(rows):
        position = 0
        for cell in row:
            while (line, position) in filled:
                position += 1
            if position >= _MOST_COLUMNS:
                break
            for place in _covered(cell, line, position, len(rows)):
                filled.setdefault(place, None)
            filled[line, position] = cell.text()
            position += cell.positions
    width = max((position for _, position in filled), default=-1) + 1
    return _squared([tuple(filled.get((line, position), "") for position in range(width)) for line in range(len(rows))])


def _covered(cell: _Cell, line: int, position: int, lines: int) -> Iterator[tuple[int, int]]:
    for below in range(line, min(line + cell.lines, lines)):
        for right in range(position, min(position + cell.positions, _MOST_COLUMNS)):
            yield below, right


def _squared(rows: list[tuple[str | None, ...]]) -> Grid:
    width = max((len(row) for row in rows), default=0)
    squared = [row + ("",) * (width - len(row)) for row in rows]
    return tuple(squared) if width else ()
