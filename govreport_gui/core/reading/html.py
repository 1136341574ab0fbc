"""A web page, or a piece of one as clipboards hold it → paragraphs and tables. Merged cells keep their places."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.blocks import Block, Grid, Paragraph, Table, squared
from govreport_gui.core.reading.markup import Tag, tokens

_MOST_ROWS: Final = 20_000
_MOST_PASTED: Final = 2000
"""Rows of one table on the clipboard; the official ones have some thirty."""
_MOST_COLUMNS: Final = 200
_MOST_COVERED: Final = 400_000
"""Places in one table that merged cells may cover; beyond these no cell is merged."""
_MOST_PLACES: Final = 400_000
"""In one table; what has more is no report, and rows beyond these do not matter any more."""
_DEEPEST: Final = 50
"""Tables within each other; those deeper are not told from the one around them."""
_SPACE: Final = pattern(r"[ \t\r\n\f]+")
_HIDDEN: Final = pattern(r"display\s*:\s*none|line-through", 2)
_BREAKS: Final = frozenset(
    {"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "ul", "ol", "dd", "dt", "hr"}
)
_VOID: Final = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr", "base", "area", "embed", "source"})
_ENDED_BY: Final = {"tr": ("tr", "td", "th"), "td": ("td", "th"), "th": ("td", "th")}
_UNSEEN: Final = frozenset({"script", "style", "title", "comment", "del", "s", "strike", "sup", "sub"})
"""What is no part of a cell's text: what does not show, what is struck out, and the marks of footnotes."""
_LONG: Final = 40


def tables(html: str) -> list[Grid]:
    """The tables of a page or of a piece of one, in order; an inner table stands for itself."""
    return [grid for grid in (_expanded(rows[:_MOST_PASTED]) for rows in _read(html).tables) if grid]


def blocks(html: str) -> list[Block]:
    """The paragraphs and tables of a page, in order; what only arranges other things on the page is no table."""
    return list(_blocks(_read(html).page))


class _Cell:
    def __init__(self, lines: int, positions: int) -> None:
        self.lines = lines
        self.positions = positions
        self.pieces: list[str | list[list[_Cell]]] = []
        """Texts, and the rows of inner tables, as they follow each other."""

    def text(self) -> str:
        return "\n".join(_lines(piece for piece in self.pieces if isinstance(piece, str)))


def _lines(pieces: Iterable[str]) -> list[str]:
    lines = (_SPACE.sub(" ", line).strip(" ") for line in "".join(pieces).split("\0"))
    return [line for line in lines if line.strip()]


def _blocks(cell: _Cell) -> Iterator[Block]:
    """What a cell holds, or the page: its paragraphs and tables."""
    for inner, pieces in groupby(cell.pieces, key=lambda piece: isinstance(piece, list)):
        if not inner:
            yield from (Paragraph(line) for line in _lines(piece for piece in pieces if isinstance(piece, str)))
            continue
        for rows in pieces:
            cells = [each for row in rows for each in row if isinstance(each, _Cell)]
            if any(isinstance(piece, list) for each in cells for piece in each.pieces) or _holds_prose(cells):
                for each in cells:
                    yield from _blocks(each)
            elif isinstance(rows, list) and (grid := _expanded(rows)):
                yield Table(grid)


def _holds_prose(cells: list[_Cell]) -> bool:
    """Whether one cell has most of what there is: a frame around a text."""
    sizes = sorted(len(each.text()) for each in cells)
    return bool(sizes) and sizes[-1] > 4 * _LONG and sizes[-1] * 2 > sum(sizes)


def _read(html: str) -> "_Reader":
    reader = _Reader()
    for token in tokens(html):
        if isinstance(token, str):
            reader.text(token)
        elif token.ends:
            reader.end(token.name)
        else:
            reader.start(token)
    return reader


class _Reader:
    """Collects the rows of every table. What is hidden or struck out is not there."""

    def __init__(self) -> None:
        self.tables: list[list[list[_Cell]]] = []
        self.page = _Cell(1, 1)
        self._open: list[tuple[list[list[_Cell]], _Cell | None]] = []
        """The tables that are open, outermost first, each with the cell to go on with after an inner one."""
        self._cell: _Cell | None = None
        self._unseen: list[str] = []
        """The elements that are open and not to be seen, outermost first."""
        self._within: Counter[str] = Counter()
        """How many of each name these are."""

    def start(self, token: Tag) -> None:
        """A tag that begins an element."""
        tag, given = token.name, token.attributes
        # The end of a row or cell may be left out: the next one ends it.
        if self._unseen and not self._within["table"] and self._unseen[0] in _ENDED_BY.get(tag, ()):
            self._show_again()
        if self._unseen or tag in _UNSEEN or _HIDDEN.search(given.get("style", "")) or "hidden" in given:
            if tag not in _VOID:
                self._unseen.append(tag)
                self._within[tag] += 1
            return
        if tag == "table" and len(self._open) < _DEEPEST:
            rows: list[list[_Cell]] = []
            self.tables.append(rows)
            (self._cell or self.page).pieces.append(rows)
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
        elif tag in _BREAKS:
            self._break()

    def end(self, tag: str) -> None:
        """A tag that ends an element."""
        if self._unseen:
            if self._within[tag]:
                ended = ""
                while ended != tag:
                    ended = self._unseen.pop()
                    self._within[ended] -= 1
            elif tag != "table" or not self._open:
                return
            else:
                self._show_again()
                self.end(tag)
        elif tag == "table" and self._open:
            _, self._cell = self._open.pop()
        elif tag in {"td", "th", "tr"}:
            self._cell = None
        elif tag in _BREAKS:
            self._break()

    def _show_again(self) -> None:
        self._unseen.clear()
        self._within.clear()

    def text(self, data: str) -> None:
        """What stands between tags."""
        if not self._unseen:
            (self._cell or self.page).pieces.append(data.replace("\0", ""))

    def _break(self) -> None:
        (self._cell or self.page).pieces.append("\0")


def _span(text: str | None, most: int) -> int:
    digits = (text or "").strip()
    return min(max(int(digits), 1), most) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1


def _expanded(rows: list[list[_Cell]]) -> Grid:
    """Every cell at its place; places that it covers beside its own are None."""
    filled: dict[tuple[int, int], str | None] = {}
    rows = [row for row in rows[:_MOST_ROWS] if row]
    left = _MOST_COVERED
    width = 1
    for line, row in enumerate(rows):
        if line * width > _MOST_PLACES:
            rows = rows[:line]
            break
        position = 0
        for cell in row:
            while (line, position) in filled:
                position += 1
            if position >= _MOST_COLUMNS:
                break
            for place in _covered(cell, line, position, len(rows)) if left > 0 else ():
                filled.setdefault(place, None)
                left -= 1
            filled[line, position] = cell.text()
            position += cell.positions
        width = max(width, min(position, _MOST_COLUMNS))
    width = max((position for _, position in filled), default=-1) + 1
    return squared([tuple(filled.get((line, position), "") for position in range(width)) for line in range(len(rows))])


def _covered(cell: _Cell, line: int, position: int, lines: int) -> Iterator[tuple[int, int]]:
    for below in range(line, min(line + cell.lines, lines)):
        for right in range(position, min(position + cell.positions, _MOST_COLUMNS)):
            yield below, right
