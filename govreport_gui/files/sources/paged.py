"""Pages with characters and ruling lines at their places → blocks: tables of what lines enclose, paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from govreport_gui.core.reading.blocks import Block, Paragraph, Place, Table
from govreport_gui.core.reading.headings import opens_part
from govreport_gui.core.reading.own_marks import is_mark
from govreport_gui.core.reading.placed import Sign, lines_of, text_of
from govreport_gui.core.reading.runs import Run, spaced_blocks
from govreport_gui.core.reading.words import key
from govreport_gui.files import resources
from govreport_gui.files.sources.pdf_rules import Rule, Ruled, continued, ruled, table_of

_MARGIN: Final = 0.1
"""Of the height of a page, above and below, where its number stands."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is on a page, as it is seen: characters, lines, and how high it is."""

    signs: list[Sign]
    rules: list[Rule]
    height: float
    bare: bool = False
    """Whether it is a picture, and has no text of its own."""


def blocks_of(pages: Sequence[Page]) -> list[Block]:
    """The blocks of all pages, in order; what a page break cut is whole again."""
    # Where lines end is seen on the fullest page: a page with short lines only does not tell. What stands in the
    # corner of each page may reach farther.
    signs = [sign for each in pages for sign in each.signs if not _at_edge(sign, each.height)]
    right = max((sign.right for sign in signs), default=0.0)
    read = [ruled(page.rules, page.signs) for page in pages]
    tables = continued([found for found, _ in read])
    found = [
        block
        for at, (page, (_, rest)) in enumerate(zip(pages, read, strict=True))
        for block in _blocks(page.height, tables[at], rest, at + 1, right)
    ]
    return _joined(found)


def _blocks(height: float, tables: Sequence[Ruled], rest: Sequence[Sign], number: int, right: float) -> list[Block]:
    lines = [line for line in lines_of(rest) if not _page_number(line, height)]
    found: list[tuple[float, Block]] = [(each.rows[0], table_of(each, number)) for each in tables]
    found.extend(_paragraphs(lines, number, [each.rows[0] for each in tables], right))
    return [block for _, block in sorted(found, key=lambda each: -each[0])]


def _at_edge(sign: Sign, height: float) -> bool:
    middle = sign.middle[1]
    return middle < height * _MARGIN or middle > height * (1 - _MARGIN)


def _page_number(line: list[Sign], height: float) -> bool:
    """Whether that is the number of a page, or what stands beside it on papers of this program."""
    text = key(text_of(line)).removeprefix("第").removesuffix("页")
    number = len(text) <= 4 and (text.isdigit() or not text)
    return _at_edge(line[0], height) and (number or is_mark(text_of(line)))


def _paragraphs(lines: list[list[Sign]], page: int, tables: list[float], right: float) -> Iterator[tuple[float, Block]]:
    """Lines outside of ruled tables: paragraphs, and tables that only spaces part."""
    groups: list[list[list[Sign]]] = []
    for line in lines:
        if groups and not any(line[0].top < each < groups[-1][-1][0].top for each in tables):
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        runs = [_runs(line) for line in group]
        placed = spaced_blocks(runs, resources.formats()) if sum(len(each) > 2 for each in runs) >= 3 else None
        if placed is not None:
            for at, block in placed:
                yield group[at][0].top, _on_page(block, page)
            continue
        left = min(line[0].left for line in group)
        sections = resources.formats()[0].sections
        pieces: list[list[Sign]] = []
        texts: list[str] = []
        for line in group:
            size = max(sign.top - sign.bottom for sign in line)
            full = (
                not opens_part(text_of(line), sections)
                and pieces
                and pieces[-1][-1].right > right - 1.6 * size
                and line[0].left < left + 0.8 * size
            )
            if full and pieces[-1][-1].top - line[0].top < 3 * size:
                texts[-1] += text_of(line)
                pieces[-1] = [pieces[-1][0], *line]
            else:
                pieces.append(line)
                texts.append(text_of(line))
        for piece, text in zip(pieces, texts, strict=True):
            box = (min(each.left for each in piece), piece[-1].bottom, max(each.right for each in piece), piece[0].top)
            yield piece[0].top, Paragraph(text, Place(page, box=box))


def _runs(line: list[Sign]) -> list[Run]:
    """A line in runs, parted by wide spaces."""
    found: list[list[Sign]] = [[line[0]]]
    for before, sign in pairwise(line):
        if sign.left - before.right > 0.8 * (sign.top - sign.bottom):
            found.append([sign])
        else:
            found[-1].append(sign)
    return [Run(run[0].left, run[-1].right, text_of(run)) for run in found]


def _on_page(block: Block, page: int) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(block.text, Place(page))
    return Table(block.rows, tuple(Place(page) for _ in block.rows), block.unsure, block.loose)


def _joined(found: list[Block]) -> list[Block]:
    """Paragraphs that a page break cut are whole again."""
    result: list[Block] = []
    for block in found:
        before = result[-1] if result else None
        if (
            isinstance(block, Paragraph)
            and isinstance(before, Paragraph)
            and block.place.page == before.place.page + 1
            and before.text[-1:] not in "。；：！？”）"
            and len(before.text) > 20
            and len(block.text) > 1
            and block.text[:1] not in "一二三四五六（("
        ):
            result[-1] = Paragraph(before.text + block.text, before.place)
        else:
            result.append(block)
    return result
