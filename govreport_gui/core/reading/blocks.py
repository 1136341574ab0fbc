"""What every source is read into: paragraphs and tables, in order, each with its place in the source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from govreport_gui.core.reading.words import like_number

GridRow = Sequence[str | None]
"""The cells of one row; None where a merged cell covers the place, if the source tells."""
Grid = tuple[tuple[str | None, ...], ...]
"""Rows; where the source does not tell of blank cells at their ends, of different length."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the source, as far as that is known: page and line count from 1."""

    page: int = 0
    sheet: str = ""
    line: int = 0
    box: tuple[float, float, float, float] | None = None
    """Left, bottom, right, top on the page, in points."""

    @property
    def said(self) -> str:
        """For a sentence: 工作表“表三”第5行; "" if nothing is known."""
        pieces = (f"第{self.page}页" * bool(self.page), f"工作表“{self.sheet}”" * bool(self.sheet))
        return "".join((*pieces, f"第{self.line}行" * bool(self.line)))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text stands among the blocks: which of them, row and position; 0 and 0 in a paragraph."""

    block: int
    row: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    text: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table, each with its place if that is known."""

    rows: Grid
    places: tuple[Place, ...] = ()
    unsure: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """By row and position why a text may belong to another cell."""
    loose: frozenset[int] = frozenset()
    """Rows in which only the order of the texts means something, not their columns."""
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """By covered place the place of the cell that covers it, where the reader knows; else `owners` finds it out."""
    edges: tuple[float, ...] = ()
    """Where its columns begin and end on the page, left to right, in points; () where the reader does not know."""

    @property
    def width(self) -> int:
        """How many columns its widest row has."""
        return max((len(row) for row in self.rows), default=0)

    def place(self, row: int) -> Place:
        """Where that row stands."""
        return self.places[row] if row < len(self.places) else Place()

    def only(self, rows: Sequence[int]) -> "Table":
        """That table with these of its rows alone."""
        now = {before: at for at, before in enumerate(rows)}
        unsure = {(now[at], place): why for (at, place), why in self.unsure.items() if at in now}
        loose = frozenset(now[at] for at in self.loose if at in now)
        places = tuple(self.place(at) for at in rows) if self.places else ()
        return Table(tuple(self.rows[at] for at in rows), places, unsure, loose, edges=self.edges)

    def cell_place(self, row: int, position: int) -> Place:
        """Where that cell stands; its row, where the edges of columns are not known."""
        found = self.place(row)
        if found.box is None or position + 1 >= len(self.edges):
            return found
        right = position + 1
        while right < len(self.rows[row]) and right + 1 < len(self.edges) and self.rows[row][right] is None:
            right += 1
        return replace(found, box=(self.edges[position], found.box[1], self.edges[right], found.box[3]))


Block = Paragraph | Table


def place_of(blocks: Sequence[Block], spot: Spot) -> Place:
    """Where that stands in the source."""
    block = blocks[spot.block]
    return block.place if isinstance(block, Paragraph) else block.cell_place(spot.row, spot.position)


def squared(rows: Sequence[GridRow]) -> Grid:
    """Rows of equal length: short ones have blank cells behind them."""
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *("",) * (width - len(row))) for row in rows) if width else ()


def exchanged(grid: Grid) -> Grid:
    """Rows and columns exchanged."""
    return tuple(zip(*squared(grid), strict=True))


@lru_cache(maxsize=8)
def owners(grid: Grid) -> Mapping[tuple[int, int], tuple[int, int]]:
    """By covered place the place of the merged cell that covers it, where the source tells of merged cells.

    Every official table of every form asks it of the same few grids.
    """
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for at, row in enumerate(grid):
        for left, text in enumerate(row):
            if text is None:
                continue
            right = left + 1
            while right < len(row) and row[right] is None and (at, right) not in covered:
                right += 1
            # The name right before the numbers of a row reaches into no other row.
            names_row = right < len(row) and like_number(row[right]) and not like_number(text)
            below = at + 1
            while (
                not names_row
                and below < len(grid)
                and all(_free(grid, covered, below, place) for place in range(left, right))
            ):
                below += 1
            for place in _places(at, below, left, right):
                covered[place] = (at, left)
    return MappingProxyType(covered)


def _free(grid: Grid, covered: dict[tuple[int, int], tuple[int, int]], at: int, place: int) -> bool:
    return place < len(grid[at]) and grid[at][place] is None and (at, place) not in covered


def _places(top: int, bottom: int, left: int, right: int) -> Iterator[tuple[int, int]]:
    return ((at, place) for at in range(top, bottom) for place in range(left, right) if (at, place) != (top, left))
