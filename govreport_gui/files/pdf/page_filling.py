"""Blocks of text and tables filled into pages, from top to bottom. Measures as in page_layout.

No line stands alone at the end of a page or at its beginning, and no heading without what it is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.forms.form import Box
from govreport_gui.core.patterns import pattern
from govreport_gui.files.pdf.line_breaking import Run, SetLine
from govreport_gui.files.pdf.profile import Area, Profile
from govreport_gui.files.pdf.table_layout import LaidTable, Rectangle

BASE: Final = 0.86
"""Where the base line of Chinese type stands, in em from its top."""
TABLE_GAP: Final = 4.0
"""Above a table, and the least below it."""
TOLERANCE: Final = 0.01
_ADDRESS: Final = pattern(r"(?:https?://|www\.)[!-~]{4,}")


@dataclass(frozen=True, slots=True)
class Tag:
    """What a text on the page is, by PDF's own names: H1, H2, H3, P, Link, TH, TD, Figure; of cells the table, by the
    number of its first tag, the line, and how far it reaches.
    """

    kind: str
    table: int = -1
    line: int = 0
    scope: str = ""
    lines: int = 1
    positions: int = 1
    inside: int = -1
    """Of a link the number of the tag of its paragraph."""
    said: str = ""
    """Of a figure what is heard instead of it."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where an address stands: the page, from 0, and the box around it. `tag` is the number of its tag."""

    tag: int
    address: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline. `y` is the top of what it leads to."""

    title: str
    level: int
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text, each with its x (pt) in the text area."""

    lines: tuple[tuple[float, SetLine], ...]
    size: float
    leading: float = 0.0
    """From one line to the next; 0 for as far as all text."""
    keep_with_next: bool = False
    bookmark: str = ""
    level: int = 1
    """Of headings: 0 the title's, 2 for those that have no bookmark."""
    after: float = 0.0
    """Blank space below, in pt."""
    page_break_before: bool = False
    goes_on: bool = False
    """Whether it is the rest of the paragraph before it."""
    across: bool = False
    """Whether it stands on a page lying on its side, as the table behind it."""


@dataclass(slots=True)
class Filled:
    """A page with what stands on it so far."""

    area: Area
    runs: list[Run]
    rectangles: list[Rectangle]


class Flow:
    """Fills pages from top to bottom; `y` is how much of the text area is used. Without `drawing` it only counts."""

    def __init__(self, profile: Profile, leading: float, *, drawing: bool = True) -> None:
        self._profile = profile
        self._leading = leading
        self._drawing = drawing
        self.pages: list[Filled] = []
        self.bookmarks: list[Bookmark] = []
        self.tags: list[Tag] = []
        self.links: list[Link] = []
        self._paragraph = -1
        """The tag of the paragraph that is being set."""
        self.y = 0.0
        self._area = profile.area
        self._break_page()

    def begin(self, leading: float) -> None:
        """Go on on a new page with lines that far apart."""
        self._leading = leading
        if self.y > 0:
            self._break_page()

    def fill(self, blocks: Sequence[Lines | LaidTable]) -> None:
        """Put these blocks below what is there."""
        kept = False
        for at, block in enumerate(blocks):
            area = self._profile.area_of(across=block.across)
            page_break_before = area != self._area or (isinstance(block, Lines) and block.page_break_before)
            if page_break_before or (not kept and _needed(blocks[at:], self._leading, area.height) > self._left):
                if self.y > 0:
                    self._break_page()
                self._area = self.pages[-1].area = area
            if isinstance(block, LaidTable):
                self._table(block)
            else:
                self._text(block)
            kept = isinstance(block, Lines) and block.keep_with_next

    @property
    def _left(self) -> float:
        return self._area.height - self.y + TOLERANCE

    def _break_page(self) -> None:
        self.pages.append(Filled(self._area, [], []))
        self.y = 0.0

    def _text(self, block: Lines) -> None:
        if block.bookmark:
            y = self._area.top + self.y
            self.bookmarks.append(Bookmark(block.bookmark, block.level, len(self.pages) - 1, y))
        if self._drawing and block.lines and not block.goes_on:
            heading = block.bookmark or block.level > 1
            self._paragraph = len(self.tags)
            self.tags.append(Tag(f"H{block.level + 1}" if heading else "P"))
        addresses = self._addresses(block.lines) if self._drawing else []
        at, waiting = 0, block.lines
        leading = block.leading or self._leading
        while waiting:
            taken = _lines_taken(len(waiting), int(self._left / leading), on_top=self.y == 0)
            for x, line in waiting[:taken]:
                if self._drawing:
                    left = self._area.left
                    base = self._area.top + self.y + (leading - block.size) / 2 + BASE * block.size
                    if addresses:
                        self._line_with_addresses(line, at, addresses, left + x, base, block.size)
                        at += len(line.glyphs)
                    else:
                        self.pages[-1].runs.extend(line.runs(left + x, base, block.size, self._paragraph))
                self.y += leading
            waiting = waiting[taken:]
            if waiting:
                self._break_page()
        self.y += block.after if self.y else 0.0

    def _addresses(self, lines: Sequence[tuple[float, SetLine]]) -> list[tuple[int, int, str, int]]:
        """The addresses in a paragraph: where each begins and ends, what it leads to, and its tag, which is new."""
        text = "".join(glyph.sign for _, line in lines for glyph in line.glyphs)
        found = []
        for each in _ADDRESS.finditer(text):
            address = each[0].rstrip(".,;:!?)'")
            whole = address if "://" in address else f"http://{address}"
            found.append((each.start(), each.start() + len(address), whole, len(self.tags)))
            self.tags.append(Tag("Link", inside=self._paragraph))
        return found

    def _line_with_addresses(
        self,
        line: SetLine,
        start: int,
        addresses: Sequence[tuple[int, int, str, int]],
        x: float,
        base: float,
        size: float,
    ) -> None:
        """A line that begins with that character of its paragraph, what is an address in it as a link; of one that goes
        over to the next line both pieces lead there.
        """
        end = start + len(line.glyphs)
        done = start
        for first, last, address, tag in addresses:
            here, there = max(first, start), min(last, end)
            if here >= there:
                continue
            self._runs(line, (done - start, here - start), (x, base, size), self._paragraph)
            self._runs(line, (here - start, there - start), (x, base, size), tag)
            done = there
            right = line.places[there - start - 1] + line.glyphs[there - start - 1].width * size
            top = self._area.top + self.y
            self.links.append(
                Link(
                    tag,
                    address,
                    len(self.pages) - 1,
                    x + line.places[here - start],
                    top,
                    x + right,
                    top + self._leading,
                )
            )
        self._runs(line, (done - start, end - start), (x, base, size), self._paragraph)

    def _runs(self, line: SetLine, part: tuple[int, int], place: tuple[float, float, float], tag: int) -> None:
        x, base, size = place
        self.pages[-1].runs.extend(line.part(*part).runs(x, base, size, tag))

    def _table(self, table: LaidTable) -> None:
        self.y += TABLE_GAP
        if self._drawing:
            first = len(self.tags)
            self.tags += [_tag_of(each.box, first, official=table.official) for each in table.boxes]
            for number, piece in enumerate(table.pieces(self._left, self._area.height, first)):
                if number:
                    self._break_page()
                placed = piece.moved(self._area.left, self._area.top + self.y)
                self.pages[-1].runs.extend(placed.runs)
                self.pages[-1].rectangles.extend(placed.rectangles)
                self.y += piece.height
        else:
            for number, height in enumerate(table.heights(self._left, self._area.height)):
                if number:
                    self._break_page()
                self.y += height
        # Back onto the lines of the text.
        self.y = -(-(self.y + TABLE_GAP) // self._leading) * self._leading


def _tag_of(box: Box, table: int, *, official: bool) -> Tag:
    """What a box is in the table of that number."""
    scope = {"band": "Column", "head": "Column", "label": "Row" if official else "", "number": ""}[box.kind]
    return Tag("TH" if scope else "TD", table, box.line, scope, box.lines, box.positions)


def _lines_taken(lines: int, room: int, *, on_top: bool) -> int:
    """How many lines of a paragraph go on a page with room for so many: at least two before and after a cut."""
    if lines <= room:
        return lines
    taken = min(room, lines - 2)
    return taken if taken >= 2 else room if on_top else 0


def _needed(blocks: Sequence[Lines | LaidTable], leading: float, most: float) -> float:
    """The height (pt) that the first block asks for, so that it does not stand alone and is not badly cut, on pages
    `most` high.
    """
    height = 0.0
    for block in blocks:
        if isinstance(block, LaidTable):
            height += TABLE_GAP
            return height + (block.height if height + block.height <= most else block.least)
        count, each = len(block.lines), block.leading or leading
        if not block.keep_with_next:
            return height + (count if count < 4 else 2) * each
        height += count * each + block.after
    return height
