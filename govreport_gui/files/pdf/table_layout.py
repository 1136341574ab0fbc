"""The official tables on paper: sizes, merged boxes, and how a table goes over to the next page.

Everything is plain data in pt; x to the right and y down from the table's top left corner.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from govreport_gui.core.forms.form import Box, Table
from govreport_gui.core.values import read
from govreport_gui.files.pdf.fonts import Fonts
from govreport_gui.files.pdf.line_breaking import Run, SetLine, set_balanced, set_lines

TEXT_SIZE: Final = 10.5
"""五号, in pt."""
_SMALLEST_LABEL: Final = 9.0
"""小五: labels do not shrink below it, however wide the numbers are."""
_SMALLEST_NUMBER: Final = 6.0
_SMALLER: Final = (10.0, 9.5, 9.0)
"""Sizes down to 小五."""
_LEADING: Final = 1.25
_LABEL_PAD: Final = 2.5
_NUMBER_PAD: Final = 1.0
_LINE_PAD: Final = 1.5
"""Above and below the text of a box."""
LINE_HEIGHTS: Final = (24.0, 22.0, 20.0, 19.0, 18.0, 17.0, 16.0, 15.0)
"""The least heights that a table's lines may have, the roomiest first; `page_layout` chooses among them."""
_BASE: Final = 0.86
"""Where the base line of Chinese type stands, in em from its top."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A frame or a shade; x and y (pt) of its top left corner."""

    x: float
    y: float
    width: float
    height: float
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What one page shows of a table."""

    height: float
    runs: tuple[Run, ...]
    rectangles: tuple[Rectangle, ...]

    def moved(self, x: float, y: float) -> "Piece":
        """The same, with its top left corner at that place."""
        return Piece(
            self.height,
            tuple(run.moved(x, y) for run in self.runs),
            tuple(Rectangle(each.x + x, each.y + y, each.width, each.height, each.shaded) for each in self.rectangles),
        )


@dataclass(frozen=True, slots=True)
class _SetBox:
    """A box with its text set."""

    box: Box
    lines: tuple[SetLine, ...]
    size: float
    centred: bool

    @property
    def text_height(self) -> float:
        return len(self.lines) * self.size * _LEADING

    @property
    def end(self) -> int:
        return self.box.line + self.box.lines


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table whose texts are set; `pieces` cuts it into what fits."""

    boxes: tuple[_SetBox, ...]
    columns: tuple[float, ...]
    """The x of every column's left edge, and of the table's right edge."""
    header: int
    line_height: float
    needed: tuple[float, ...]
    """By line: the height that the boxes inside it ask for."""
    official: bool
    """Whether it has cells of the form; else its labels name nothing."""
    merged: tuple[_SetBox, ...]
    """The boxes of several lines, those of few first: they only ask for what their lines do not have yet."""
    across: bool = False
    """Whether it stands on a page lying on its side."""

    @property
    def height(self) -> float:
        """Height in one piece."""
        return sum(self._heights(range(len(self.needed))))

    @property
    def least(self) -> float:
        """Height of the smallest piece that may stand at the bottom of a page: the head and one line."""
        return sum(self._heights(range(self.header + 1)))

    def no_roomier(self, most: float, room: float) -> "LaidTable":
        """The same with lines at least `most` pt high, or as high as can be where it is to fit into `room` pt."""
        for line_height in (each for each in LINE_HEIGHTS if each <= most):
            roomy = replace(self, line_height=line_height)
            if roomy.height <= room:
                return roomy
        return replace(self, line_height=LINE_HEIGHTS[-1])

    def pieces(self, first: float, rest: float, tag: int = 0) -> Iterator[Piece]:
        """The table cut between lines: a piece up to `first` pt high, then pieces up to `rest` pt high.

        The head lines are repeated on every piece, and so are labels that reach over the cut. `tag` is that of the
        first box; what is repeated has none.
        """
        seen: set[int] = set()
        # A list may have thousands of lines: no page asks for all boxes.
        on_line: dict[int, list[int]] = {}
        for number, each in enumerate(self.boxes):
            for line in range(each.box.line, each.end):
                on_line.setdefault(line, []).append(number)
        return (self._piece(shown, on_line, tag, seen) for shown in self._cuts(first, rest))

    def heights(self, first: float, rest: float) -> Iterator[float]:
        """The heights of these pieces."""
        return (sum(self._heights(shown)) for shown in self._cuts(first, rest))

    def _cuts(self, first: float, rest: float) -> Iterator[Sequence[int]]:
        """The lines on each piece."""
        count = len(self.needed)
        if self.height <= first:
            yield range(count)
            return
        head = tuple(range(self.header))
        at, room = self.header, first
        while at < count:
            end = at + 1
            while end < count and sum(self._heights((*head, *range(at, end + 1)))) <= room:
                end += 1
            yield (*head, *range(at, end))
            at, room = end, rest

    def _heights(self, shown: Sequence[int]) -> list[float]:
        """The heights of these lines of the table, when they are shown below each other."""
        heights = [max(self.line_height, self.needed[line]) for line in shown]
        place = {line: at for at, line in enumerate(shown)}
        for each in self.merged:
            visible = [place[line] for line in range(each.box.line, each.end) if line in place]
            if visible:
                lacking = each.text_height + 2 * _LINE_PAD - sum(heights[at] for at in visible)
                for at in visible if lacking > 0 else ():
                    heights[at] += lacking / len(visible)
        return heights

    def _piece(self, shown: Sequence[int], on_line: Mapping[int, Sequence[int]], tag: int, seen: set[int]) -> Piece:
        tops = list(accumulate(self._heights(shown), initial=0.0))
        place = {line: at for at, line in enumerate(shown)}
        runs: list[Run] = []
        frames: list[Rectangle] = []
        for number in sorted({number for line in shown for number in on_line.get(line, ())}):
            each = self.boxes[number]
            visible = [place[line] for line in range(each.box.line, each.end) if line in place]
            of = -1 if number in seen else tag + number
            seen.add(number)
            x, right = self.columns[each.box.position], self.columns[each.box.position + each.box.positions]
            top, bottom = tops[visible[0]], tops[visible[-1] + 1]
            frames.append(Rectangle(x, top, right - x, bottom - top, each.box.kind == "band"))
            runs += _text_runs(each, x, right - x, top + (bottom - top - each.text_height) / 2, of)
        return Piece(tops[-1], tuple(runs), tuple(frames))


def _text_runs(each: _SetBox, x: float, width: float, top: float, tag: int) -> Iterator[Run]:
    leading = each.size * _LEADING
    for number, line in enumerate(each.lines):
        indent = (width - line.width) / 2 if each.centred else _LABEL_PAD
        y = top + number * leading + (leading - each.size) / 2 + _BASE * each.size
        yield from line.runs(x + indent, y, each.size, tag)


def lay_out_table(table: Table, fonts: Fonts, width: float, room: float, *, across: bool = False) -> LaidTable:
    """The table `width` pt wide, so roomy that it is at most `room` pt high if it can be.

    On a page lying on its side, which is low, its type gets smaller rather than that it is cut.
    """
    laid = _laid_out(table, fonts, width, TEXT_SIZE, across=across)
    for size in _SMALLER if across else ():
        if laid.no_roomier(LINE_HEIGHTS[0], room).height <= room:
            break
        laid = _laid_out(table, fonts, width, size, across=across)
    return laid.no_roomier(LINE_HEIGHTS[0], room)


def _laid_out(table: Table, fonts: Fonts, width: float, largest: float, *, across: bool) -> LaidTable:
    """The table set in type of at most that size."""
    total = sum(table.widths)
    columns = tuple(accumulate((each / total * width for each in table.widths), initial=0.0))
    number_size = _number_size(table, fonts, columns, largest)
    boxes = tuple(_set_box(box, fonts, columns, number_size) for box in table.boxes)
    needed = [0.0] * len(table.lines)
    for each in boxes:
        if each.box.lines == 1:
            needed[each.box.line] = max(needed[each.box.line], each.text_height + 2 * _LINE_PAD)
    merged = sorted((each for each in boxes if each.box.lines > 1), key=lambda each: each.box.lines)
    return LaidTable(
        boxes, columns, table.header_lines, LINE_HEIGHTS[0], tuple(needed), bool(table.cells), tuple(merged), across
    )


def _number_size(table: Table, fonts: Fonts, columns: Sequence[float], largest: float) -> float:
    """The size (pt) at which every number of the table stands in one line; a cell with words may need more lines."""
    size = largest
    for box in table.boxes:
        reading = read(box.text) if box.cell else None
        if reading is not None and reading.number is not None and not reading.remark:
            width = sum(glyph.width for glyph in fonts.glyphs("table", reading.text))
            room = columns[box.position + box.positions] - columns[box.position] - 2 * _NUMBER_PAD
            size = min(size, room / width)
    # Whole quarters, as sizes of type are given; down, so that it still fits.
    return max(int(size * 4) / 4, _SMALLEST_NUMBER)


def _set_box(box: Box, fonts: Fonts, columns: Sequence[float], number_size: float) -> _SetBox:
    width = columns[box.position + box.positions] - columns[box.position]
    glyphs = fonts.glyphs("table", box.text)
    if box.kind == "number":
        room = width - 2 * _NUMBER_PAD
        return _SetBox(box, set_lines(glyphs, number_size, room, room), number_size, centred=True)
    size = max(number_size, _SMALLEST_LABEL)
    room = width - 2 * _LABEL_PAD
    if box.kind == "head":
        lines = set_balanced(glyphs, size, room)
        # A head over several columns that still needs more lines is a sentence, not a name.
        if len(lines) == 1 or box.positions == 1:
            return _SetBox(box, lines, size, centred=True)
    centred = box.kind == "label" and not _numbered(box.text)
    return _SetBox(box, set_lines(glyphs, size, room, room), size, centred=centred)


def _numbered(label: str) -> bool:
    """Whether a label is one of a list (一、 （一） 1.): those stand left, plain names (规章) in the middle."""
    return label[:1] == "（" or label[1:2] in ("、", ".")
