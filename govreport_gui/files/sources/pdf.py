"""PDF → what is on its pages: characters and lines with their places, and which pages are pictures."""

import ctypes
from dataclasses import replace
from typing import Any, Final

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block
from govreport_gui.core.reading.placed import Sign
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.sources import pdf_streams
from govreport_gui.files.sources.paged import Page, blocks_of
from govreport_gui.files.sources.pdf_rules import Rule

_MOST_PAGES: Final = 150
_MOST_SIGNS: Final = 200_000
_FEWEST: Final = 20
"""Characters on a page; fewer beside a picture are a scan with a line or two of text."""
_PART: Final = 0.3
"""Of a page, that a picture covers beside hardly any text."""
_WHOLE: Final = 0.7
"""Likewise, beside text that is not to be seen."""
_MOST_OBJECTS: Final = 40_000
_THIN: Final = 3.0
"""In points: what is no thicker is a line."""
_ENCRYPTED: Final = "设了密码，请用 PDF 阅读器打开，去掉密码后另存一份，再读入"
_BROKEN: Final = "损坏了，读不出来。请重新复制一份，或用 PDF 阅读器打开后另存一份"


def pages_of(content: bytes) -> list[Page]:
    """What is on each of its pages. Raises OutsideError."""
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
    few = sum(len(each.signs) for each in pages) < _FEWEST * len(pages)
    return [replace(each, bare=each.bare or (few and len(each.signs) < _FEWEST)) for each in pages]


def blocks(content: bytes) -> tuple[list[Block], tuple[Entry, ...]]:
    """The blocks of all pages that have text. Raises OutsideError."""
    return blocks_of(pages_of(content)), ()


def _page(page: Any) -> Page:  # noqa: ANN401 - pypdfium2 has no types
    width, height, turned = page.get_width(), page.get_height(), page.get_rotation()
    signs = _signs(page, turned, width, height)
    bare = (len(signs) < _FEWEST and _shown(page) > _PART) or (_hidden(page) and _shown(page) > _WHOLE)
    return Page(signs, _rules(page, turned, width, height), height, bare)


def _shown(page: Any) -> float:  # noqa: ANN401
    """How much of the page its largest picture covers."""
    from pypdfium2 import raw  # noqa: PLC0415

    whole = page.get_width() * page.get_height()
    boxes = [each.get_bounds() for each in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)]
    return max(((right - left) * (top - bottom) / whole for left, bottom, right, top in boxes), default=0.0)


def _hidden(page: Any) -> bool:  # noqa: ANN401
    """Whether all its text is drawn with no ink: what a program has read of the picture, and nobody has looked at."""
    from pypdfium2 import raw  # noqa: PLC0415

    texts = page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=3)
    modes = {raw.FPDFTextObj_GetTextRenderMode(each) for each in texts}
    return modes == {raw.FPDF_TEXTRENDERMODE_INVISIBLE}


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
