"""PDF with text → blocks: the characters with their places, put into the cells that ruling lines make."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block, Paragraph, Place, Table
from govreport_gui.core.reading.headings import opens_part
from govreport_gui.core.reading.own_marks import is_mark
from govreport_gui.core.reading.placed import Sign, lines_of, text_of
from govreport_gui.core.reading.runs import Run, spaced_blocks
from govreport_gui.core.reading.words import key
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.scans import addon
from govreport_gui.files.sources import pdf_streams
from govreport_gui.files.sources.pdf_rules import Rule, Ruled, continued, ruled, table_of

_MOST_PAGES: Final = 150
_MOST_SIGNS: Final = 200_000
_FEWEST: Final = 20
"""Characters on a page, on average; fewer are a scan with a line or two of text."""
_MOST_OBJECTS: Final = 40_000
_THIN: Final = 3.0
"""In points: what is no thicker is a line."""
_MARGIN: Final = 0.1
"""Of the height of a page, above and below, where its number stands."""
_ENCRYPTED: Final = "设了密码，请用 PDF 阅读器打开，去掉密码后另存一份，再读入"
_BROKEN: Final = "损坏了，读不出来。请重新复制一份，或用 PDF 阅读器打开后另存一份"
_SCANNED: Final = "为扫描件，没有文字，读不出来。请取得 Word 或有文字的 PDF 文件，或照纸面填报"


def blocks(content: bytes) -> tuple[list[Block], tuple[Entry, ...]]:
    """The blocks of all pages."""
    import pypdfium2  # noqa: PLC0415 - only where such a file is read

    pdf_streams.bounded(content)
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise OutsideError(_ENCRYPTED if "assword" in str(error) else _BROKEN) from None
    try:
        if len(document) > _MOST_PAGES:
            raise OutsideError(f"有{len(document)}页，不像是年报")
        pages = []
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                raise OutsideError(_BROKEN) from None
            pages.append(_page(page))
            page.close()
            if sum(len(each.signs) for each in pages) > _MOST_SIGNS:
                raise OutsideError("的文字太多，不像是年报")
    finally:
        document.close()
    if sum(len(each.signs) for each in pages) < _FEWEST * len(pages):
        addon.wanted("扫描件")
        raise OutsideError(_SCANNED)
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
    return _joined(found), ()


@dataclass(frozen=True, slots=True)
class _Page:
    """What is on a page, as it is seen: characters, lines, and how high it is."""

    signs: list[Sign]
    rules: list[Rule]
    height: float


def _page(page: Any) -> _Page:  # noqa: ANN401 - pypdfium2 has no types
    width, height, turned = page.get_width(), page.get_height(), page.get_rotation()
    return _Page(_signs(page, turned, width, height), _rules(page, turned, width, height), height)


def _blocks(height: float, tables: Sequence[Ruled], rest: Sequence[Sign], number: int, right: float) -> list[Block]:
    lines = [line for line in lines_of(rest) if not _page_number(line, height)]
    found: list[tuple[float, Block]] = [(each.rows[0], table_of(each, number)) for each in tables]
    found.extend(_paragraphs(lines, number, [each.rows[0] for each in tables], right))
    return [block for _, block in sorted(found, key=lambda each: -each[0])]


def _signs(page: Any, turned: int, width: float, height: float) -> list[Sign]:  # noqa: ANN401
    """The characters, each once: some programs print a text twice to make it bold."""
    from pypdfium2 import raw  # noqa: PLC0415

    text = page.get_textpage()
    count = text.count_chars()
    if count > _MOST_SIGNS:
        raise OutsideError("的文字太多，不像是年报")
    seen: dict[tuple[str, int, int], None] = {}
    found = []
    box = raw.FS_RECTF()
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if code <= 32 or code in {0xA0, 0x3000, 0xFFFE, 0xFFFF} or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        if not raw.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)):
            continue
        sign = Sign(chr(code), *_upright((box.left, box.bottom, box.right, box.top), turned, width, height))
        place = (sign.text, round(sign.left / 2), round(sign.bottom / 2))
        if place not in seen:
            seen[place] = None
            found.append(sign)
    text.close()
    return found


def _rules(page: Any, turned: int, width: float, height: float) -> list[Rule]:  # noqa: ANN401
    """Lines, and the edges of drawn rectangles."""
    from pypdfium2 import raw  # noqa: PLC0415

    found: list[Rule] = []
    for many, each in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3)):
        if many > _MOST_OBJECTS:
            raise OutsideError("的线条太多，不像是年报")
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(each, ctypes.byref(fill), ctypes.byref(stroke))
        left, bottom, right, top = _upright(each.get_bounds(), turned, width, height)
        if top - bottom <= _THIN and right - left > _THIN:
            found.append(Rule(True, (top + bottom) / 2, left, right))
        elif right - left <= _THIN and top - bottom > _THIN:
            found.append(Rule(False, (left + right) / 2, bottom, top))
        elif stroke.value and right - left > _THIN and top - bottom > _THIN:
            found.extend(Rule(True, at, left, right) for at in (bottom, top))
            found.extend(Rule(False, at, bottom, top) for at in (left, right))
    return found


def _upright(box: tuple[float, ...], turned: int, width: float, height: float) -> tuple[float, float, float, float]:
    """A box as it is seen, on a page that is shown turned; width and height are those seen."""
    left, bottom, right, top = box
    if turned == 90:
        return bottom, height - right, top, height - left
    if turned == 180:
        return width - right, height - top, width - left, height - bottom
    if turned == 270:
        return width - top, left, width - bottom, right
    return left, bottom, right, top


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
