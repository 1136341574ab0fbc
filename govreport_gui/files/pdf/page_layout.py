"""The printed report as plain data: pages with placed text, frames and bookmarks, set after a profile.

All measures in pt, x to the right and y down from the page's top left corner.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from govreport_gui.core.forms.form import UNIT_BLANK
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.part import Part, trimmed, visible
from govreport_gui.files.pdf.block_setting import Setter, table_room
from govreport_gui.files.pdf.fonts import Fonts
from govreport_gui.files.pdf.line_breaking import Run
from govreport_gui.files.pdf.page_filling import TOLERANCE, Bookmark, Filled, Flow, Lines, Link, Tag
from govreport_gui.files.pdf.profile import OFFICIAL, Area, Profile
from govreport_gui.files.pdf.scripts import lying
from govreport_gui.files.pdf.table_layout import LaidTable, Rectangle

_FEW: Final = 4
"""So many lines on the last page are too few for a page of their own."""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page."""

    area: Area
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
    borrowed: tuple[tuple[str, str], ...] = ()
    """By official font, 小标宋 or 仿宋: the 汉字 that its face lacks and another face lends."""
    lying: bool = False
    """Whether it has 蒙古文, which lies on its side."""


def lay_out(
    content: Content,
    fonts: Fonts,
    mark: str = "",
    annex: Sequence[Part] = (),
    code: str = "",
    profile: Profile = OFFICIAL,
) -> Layout:
    """The report on paper, each part of the annex on a page of its own behind it.

    `mark` is a short sentence for the top right corner of every page, `code` the fingerprint for its foot.
    """
    title, unit = visible(content.title), visible(content.unit)
    setter = Setter(fonts, profile)
    blocks: list[Lines | LaidTable] = [setter.title(title, unit or UNIT_BLANK)]
    for part in content.parts:
        blocks.extend(setter.part(part))
    closing = [*setter.closing(trimmed(content.closing))]
    blocks = [*_kept_beside(blocks), *closing] if closing else blocks
    behind = [block for part in annex for block in setter.part(part, page_break_before=not part.follows)]
    words = "".join((title, *_words(content.parts), *content.closing, mark, *_words(annex)))
    return _paged(title, unit, (blocks, behind), mark, words, setter, code)


def lay_out_text(title: str, parts: Sequence[Part], fonts: Fonts, unit: str = "", annex: Sequence[Part] = ()) -> Layout:
    """A paper that is no report: a title, better broken behind the unit's name, and parts one after the other; each
    part of the annex on a page of its own.
    """
    setter = Setter(fonts, OFFICIAL)
    blocks: list[Lines | LaidTable] = [setter.title(title, unit)]
    for part in parts:
        blocks.extend(setter.part(part))
    behind = [block for part in annex for block in setter.part(part, page_break_before=True)]
    return _paged(title, "", (blocks, behind), "", "".join((title, *_words(parts), *_words(annex))), setter)


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
    setter: Setter,
    code: str = "",
) -> Layout:
    """`blocks` are those of the paper and those of its annex; `words` are all texts that are drawn, for what no font
    has. How the paper is set does not depend on its annex: with one and without it has the same pages.
    """
    paper, annex = blocks
    profile = setter.profile
    flow = _fewest_pages(paper, profile)
    if annex:
        flow.begin(profile.leading)
        flow.fill(_roomiest(annex, profile))
    pages = tuple(_page(number, each, (mark, code), setter) for number, each in enumerate(flow.pages, 1))
    links = tuple(_mirrored_link(link, flow.pages[link.page].area) for link in flow.links)
    fonts = setter.fonts
    lent = {"小标宋": fonts.borrowed("title", title), "仿宋": fonts.borrowed("body", words)}
    borrowed = tuple((name, chars) for name, chars in lent.items() if chars)
    marks, tags = tuple(flow.bookmarks), tuple(flow.tags)
    return Layout(title, author, pages, marks, fonts.missing(words), tags, links, borrowed, lying(words))


def _page(number: int, filled: Filled, around: tuple[str, str], setter: Setter) -> Page:
    """The page of that number, set for an odd one, with the mark, the fingerprint and its number around it."""
    area, (mark, code) = filled.area, around
    by = area.left_of(number) - area.left
    runs = (
        *setter.mark(mark, area),
        *filled.runs,
        *setter.code(code, number, area),
        *setter.page_number(number, area),
    )
    if not by:
        return Page(area, runs, tuple(filled.rectangles))
    return Page(
        area,
        tuple(run.moved(by, 0) for run in runs),
        tuple(Rectangle(each.x + by, each.y, each.width, each.height, each.shaded) for each in filled.rectangles),
    )


def _mirrored_link(link: Link, area: Area) -> Link:
    by = area.left_of(link.page + 1) - area.left
    return replace(link, left=link.left + by, right=link.right + by)


def _fewest_pages(blocks: Sequence[Lines | LaidTable], profile: Profile) -> Flow:
    """The blocks on as few pages as can be, with lines of tables as high as these allow.

    Where a few lines are left over for the last page, those of the text stand a little closer, if that takes them in.
    """
    best = _roomiest(blocks, profile)
    leading, counted = profile.leading, _counted(best, profile)
    if len(counted.pages) > 1 and counted.y <= _FEW * leading + TOLERANCE:
        closer = _counted(best, profile, profile.closer)
        leading = profile.closer if len(closer.pages) < len(counted.pages) else leading
    flow = Flow(profile, leading)
    flow.fill(best)
    return flow


def _roomiest(blocks: Sequence[Lines | LaidTable], profile: Profile) -> Sequence[Lines | LaidTable]:
    """The blocks with the highest lines of tables that give the fewest pages."""
    ways = (_with_lines(most, blocks, profile) for most in profile.table_lines)
    return min(ways, key=lambda each: len(_counted(each, profile).pages))


def _with_lines(most: float, blocks: Sequence[Lines | LaidTable], profile: Profile) -> list[Lines | LaidTable]:
    return [
        each.no_roomier(most, table_room(profile, across=each.across)) if isinstance(each, LaidTable) else each
        for each in blocks
    ]


def _counted(blocks: Sequence[Lines | LaidTable], profile: Profile, leading: float = 0.0) -> Flow:
    """The blocks on pages without anything drawn."""
    flow = Flow(profile, leading or profile.leading, drawing=False)
    flow.fill(blocks)
    return flow


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
