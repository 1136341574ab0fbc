"""The printed report as plain data, after GB/T 9704: pages with placed text, frames and bookmarks.

A4 portrait, 22 lines of 28 characters. All measures in pt, x to the right and y down from the
page's top left corner.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from govreport_gui.core.forms.form import UNIT_BLANK
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.part import Part, lead_end, signed, trimmed, visible
from govreport_gui.files.pdf.fonts import Fonts, Role
from govreport_gui.files.pdf.line_breaking import Glyph, Run, SetLine, set_balanced, set_lines
from govreport_gui.files.pdf.page_filling import (
    BASE,
    HEIGHT,
    LEADING,
    LEFT,
    MM,
    PAGE_WIDTH,
    PITCH,
    TABLE_GAP,
    TEXT_SIZE,
    TOLERANCE,
    TOP,
    WIDTH,
    Bookmark,
    Flow,
    Lines,
    Link,
    Tag,
)
from govreport_gui.files.pdf.table_layout import LaidTable, Rectangle, lay_out_table

TITLE_SIZE: Final = 22.0
PAGE_NUMBER_SIZE: Final = 14.0
MARK_SIZE: Final = 9.0

_PAGE_NUMBER_DROP: Final = 7 * MM
"""From the text area to the top of the page number."""
_MARK_TOP: Final = 20 * MM
_CLOSING_GAP: Final = 4 * PITCH
_TABLE_ROOM: Final = HEIGHT - LEADING - TABLE_GAP
"""What a page has for a table below its heading."""
_TABLE_LINES: Final = (24.0, 20.0, 18.0, 17.0)
"""How high (pt) the lines of tables are; lower ones are only taken where that saves a page."""
_FEW: Final = 4
"""So many lines on the last page are too few for a page of their own."""
_CLOSER: Final = HEIGHT / 23
"""Then the text may have 23 lines on a page: the standard allows for it where there is reason."""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page."""

    runs: tuple[Run, ...]
    rectangles: tuple[Rectangle, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A document laid out on pages. `missing` are the distinct characters that no font has."""

    title: str
    author: str
    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...]
    missing: str
    tags: tuple[Tag, ...] = ()
    """What the runs are of, in the order of reading."""
    links: tuple[Link, ...] = ()


def lay_out(content: Content, fonts: Fonts, mark: str = "", annex: Sequence[Part] = (), code: str = "") -> Layout:
    """The report on paper, each part of the annex on a page of its own behind it.

    `mark` is a short sentence for the top right corner of every page, `code` the fingerprint for its foot.
    """
    title, unit = visible(content.title), visible(content.unit)
    blocks: list[Lines | LaidTable] = [_title_lines(title, unit or UNIT_BLANK, fonts)]
    for part in content.parts:
        blocks.extend(_part(part, fonts))
    closing = [*_closing(trimmed(content.closing), fonts)]
    blocks = [*_kept_beside(blocks), *closing] if closing else blocks
    behind = [block for part in annex for block in _part(part, fonts, page_break_before=not part.follows)]
    words = "".join((title, *_words(content.parts), *content.closing, mark, *_words(annex)))
    return _paged(title, unit, (blocks, behind), mark, words, fonts, code)


def lay_out_text(title: str, parts: Sequence[Part], fonts: Fonts, unit: str = "", annex: Sequence[Part] = ()) -> Layout:
    """A paper that is no report: a title, better broken behind the unit's name, and parts one after the other; each
    part of the annex on a page of its own.
    """
    blocks: list[Lines | LaidTable] = [_title_lines(title, unit, fonts)]
    for part in parts:
        blocks.extend(_part(part, fonts))
    behind = [block for part in annex for block in _part(part, fonts, page_break_before=True)]
    return _paged(title, "", (blocks, behind), "", "".join((title, *_words(parts), *_words(annex))), fonts)


def _words(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        yield part.heading
        yield from (box.text for box in part.table.boxes) if part.table else ()
        yield from part.paragraphs


def _paged(
    title: str,
    author: str,
    blocks: tuple[Sequence[Lines | LaidTable], Sequence[Lines | LaidTable]],
    mark: str,
    words: str,
    fonts: Fonts,
    code: str = "",
) -> Layout:
    """`blocks` are those of the paper and those of its annex; `words` are all texts that are drawn, for what no font
    has. How the paper is set does not depend on its annex: with one and without it has the same pages.
    """
    paper, annex = blocks
    flow = _fewest_pages(paper)
    if annex:
        flow.begin(LEADING)
        flow.fill(_roomiest(annex))
    pages = tuple(
        _mirrored(
            number,
            (*_mark_runs(mark, fonts), *runs, *_code_runs(code, number, fonts), *_page_number(number, fonts)),
            rectangles,
        )
        for number, (runs, rectangles) in enumerate(flow.pages, 1)
    )
    links = tuple(_mirrored_link(link) for link in flow.links)
    return Layout(title, author, pages, tuple(flow.bookmarks), fonts.missing(words), tuple(flow.tags), links)


def left_of(number: int) -> float:
    """The x of the text area on that page: the wider margin is at the binding edge, right on even pages."""
    return LEFT if number % 2 else PAGE_WIDTH - LEFT - WIDTH


def _mirrored(number: int, runs: Sequence[Run], rectangles: Sequence[Rectangle]) -> Page:
    """The page of that number, set for an odd one."""
    by = left_of(number) - LEFT
    if not by:
        return Page(tuple(runs), tuple(rectangles))
    return Page(
        tuple(run.moved(by, 0) for run in runs),
        tuple(Rectangle(each.x + by, each.y, each.width, each.height, each.shaded) for each in rectangles),
    )


def _mirrored_link(link: Link) -> Link:
    by = left_of(link.page + 1) - LEFT
    return replace(link, left=link.left + by, right=link.right + by)


def _fewest_pages(blocks: Sequence[Lines | LaidTable]) -> "Flow":
    """The blocks on as few pages as can be, with lines of tables as high as these allow.

    Where a few lines are left over for the last page, those of the text stand a little closer, if that takes them in.
    """
    best = _roomiest(blocks)
    leading, counted = LEADING, _counted(best)
    if len(counted.pages) > 1 and counted.y <= _FEW * LEADING + TOLERANCE:
        closer = _counted(best, _CLOSER)
        leading = _CLOSER if len(closer.pages) < len(counted.pages) else LEADING
    flow = Flow(leading)
    flow.fill(best)
    return flow


def _roomiest(blocks: Sequence[Lines | LaidTable]) -> Sequence[Lines | LaidTable]:
    """The blocks with the highest lines of tables that give the fewest pages."""
    return min((_with_lines(most, blocks) for most in _TABLE_LINES), key=lambda each: len(_counted(each).pages))


def _with_lines(most: float, blocks: Sequence[Lines | LaidTable]) -> list[Lines | LaidTable]:
    return [each.no_roomier(most, _TABLE_ROOM) if isinstance(each, LaidTable) else each for each in blocks]


def _counted(blocks: Sequence[Lines | LaidTable], leading: float = LEADING) -> "Flow":
    """The blocks on pages without anything drawn."""
    flow = Flow(leading, drawing=False)
    flow.fill(blocks)
    return flow


def _part(part: Part, fonts: Fonts, *, page_break_before: bool = False) -> Iterator[Lines | LaidTable]:
    if part.heading:
        lines = _indented(fonts.glyphs("h1", part.heading))
        yield Lines(lines, keep_with_next=True, bookmark=part.heading, page_break_before=page_break_before)
    if part.table is not None:
        yield lay_out_table(part.table, fonts, WIDTH, _TABLE_ROOM)
    yield from _paragraphs(trimmed(part.paragraphs), fonts)


def _title_lines(title: str, unit: str, fonts: Fonts) -> Lines:
    """The title centred; in two or more lines by sense (the unit, the rest) if it is too long for one."""
    pieces = [title]
    if len(set_lines(fonts.glyphs("title", title), TITLE_SIZE, WIDTH, WIDTH)) > 1:
        pieces = [piece for piece in title.partition(unit) if piece] if unit else pieces
    lines = [line for piece in pieces for line in set_balanced(fonts.glyphs("title", piece), TITLE_SIZE, WIDTH)]
    placed = tuple(((WIDTH - line.width) / 2, line) for line in lines)
    return Lines(placed, TITLE_SIZE, bookmark=title, level=0, after=LEADING)


def _paragraphs(texts: Sequence[str], fonts: Fonts) -> Iterator[Lines]:
    leads = [lead_end(text) for text in texts]
    for at, (text, end) in enumerate(zip(texts, leads, strict=True)):
        glyphs = fonts.glyphs("h2", text[:end]) + fonts.glyphs("body", text[end:])
        followed = at + 1 < len(texts) and leads[at + 1] < len(texts[at + 1])
        alone = end == len(text)
        yield Lines(_indented(glyphs), keep_with_next=alone and followed, level=2 if alone else 1)


def _indented(glyphs: Sequence[Glyph]) -> tuple[tuple[float, SetLine], ...]:
    lines = set_lines(glyphs, TEXT_SIZE, WIDTH - 2 * PITCH, WIDTH, pitch=PITCH, justify=True)
    return tuple((0.0 if number else 2 * PITCH, line) for number, line in enumerate(lines))


def _kept_beside(blocks: Sequence[Lines | LaidTable]) -> Iterator[Lines | LaidTable]:
    """The blocks, the last two lines of their text on the page of what follows: who seals has something to seal."""
    *others, last = blocks
    yield from others
    if isinstance(last, LaidTable) or last.keep_with_next:
        yield last
        return
    # Three lines stay together: a cut leaves two on either side.
    cut = len(last.lines) - 2 if len(last.lines) > 3 else 0
    if cut:
        yield replace(last, lines=last.lines[:cut])
    rest = replace(last, lines=last.lines[cut:], keep_with_next=True)
    yield replace(rest, bookmark="", goes_on=True) if cut else rest


def _closing(texts: Sequence[str], fonts: Fonts) -> Iterator[Lines]:
    """落款: the date four characters in, who signs centred over it; a long name two in, the date under its middle."""
    room = WIDTH - _CLOSING_GAP
    right, left = signed(texts)
    if right:
        yield Lines((), after=LEADING, keep_with_next=True)
    blocks = [set_lines(fonts.glyphs("body", text), TEXT_SIZE, room, room, pitch=PITCH) for text in right]
    widest = max((line.width for lines in blocks for line in lines), default=0.0)
    last = blocks[-1][-1].width if blocks else 0.0
    middle = min(room - last / 2, WIDTH - 2 * PITCH - widest / 2)
    for lines in blocks:
        placed = tuple((max(middle - line.width / 2, 0.0), line) for line in lines)
        yield Lines(placed, keep_with_next=lines is not blocks[-1])
    yield from _paragraphs(left, fonts)


def _mark_runs(mark: str, fonts: Fonts) -> Iterator[Run]:
    lines = set_lines(fonts.glyphs("body", mark), MARK_SIZE, WIDTH, WIDTH)
    for number, line in enumerate(lines):
        y = _MARK_TOP + (number * 1.3 + BASE) * MARK_SIZE
        yield from line.runs(LEFT + WIDTH - line.width, y, MARK_SIZE)


def _code_runs(code: str, number: int, fonts: Fonts) -> Iterator[Run]:
    """The fingerprint in the line of the page number, at the inner edge."""
    for line in set_lines(fonts.glyphs("table", f"内容指纹 {code}"), MARK_SIZE, WIDTH, WIDTH) if code else ():
        x = LEFT + (PAGE_NUMBER_SIZE if number % 2 else WIDTH - PAGE_NUMBER_SIZE - line.width)
        yield from line.runs(x, TOP + HEIGHT + _PAGE_NUMBER_DROP + BASE * PAGE_NUMBER_SIZE, MARK_SIZE)


def _page_number(number: int, fonts: Fonts) -> list[Run]:
    """— n —, one character in: at the right on odd pages, at the left on even ones."""
    role: Role = "table"
    (line,) = set_lines(fonts.glyphs(role, f"— {number} —"), PAGE_NUMBER_SIZE, WIDTH, WIDTH)
    x = LEFT + (WIDTH - PAGE_NUMBER_SIZE - line.width if number % 2 else PAGE_NUMBER_SIZE)
    return line.runs(x, TOP + HEIGHT + _PAGE_NUMBER_DROP + BASE * PAGE_NUMBER_SIZE, PAGE_NUMBER_SIZE)
