"""A page of a PDF as outlines, for the printer: sharp letters and lines, at a hundredth of the bytes of a picture."""

import ctypes
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from govreport_gui.files.pdf.scripts import any_in

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOVE: Final = "move"
LINE: Final = "line"
CURVE: Final = "curve"
"""Three of them in turn are one curve: two points that draw it, and its end."""
CLOSE: Final = "close"

_LARGEST: Final = 0xFFFF
"""On Windows pdfium finds no letter beyond it, and takes another for it."""
_NO_LETTER: Final = 0xFFFF

Outline = tuple[tuple[str, float, float], ...]
"""Steps, each with the point (x, y) that it leads to. The same letter of a font has the same one."""
Place = tuple[float, float, float, float, float, float]
"""A matrix as PDF writes it, from an outline's own measures to pt from the lower left corner of the page."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline on the page, filled and drawn. Colours are 0xRRGGBB; `width` is that of the line, in pt."""

    outline: Outline
    place: Place
    fill: int | None
    line: int | None
    width: float
    even_odd: bool = False


def outlines(page: "PdfPage") -> tuple[Shape, ...] | None:
    """All that is on that page, from the undermost up; None if it has what is none: a picture, a shade, a cut."""
    try:
        return tuple(_shapes(page))
    except _OtherError:
        return None


class _OtherError(Exception):
    """What cannot be told as an outline."""


def _shapes(page: "PdfPage") -> Iterator[Shape]:
    from pypdfium2 import raw  # noqa: PLC0415  # 8 MB, which the window starts without

    if raw.FPDFPage_GetRotation(page) or not all(_is_link(page, at) for at in range(raw.FPDFPage_GetAnnotCount(page))):
        raise _OtherError
    words = page.get_textpage()
    # pdfium tells outlines letter by letter, and would give joined ones as they are alone.
    if any_in(words.get_text_range()):
        raise _OtherError
    letters: dict[int, list[int]] = defaultdict(list)
    for at in range(raw.FPDFText_CountChars(words)):
        if not raw.FPDFText_IsGenerated(words, at):
            letters[_address(raw.FPDFText_GetTextObject(words, at))].append(at)
    drawn: dict[tuple[int, int], Outline] = {}
    for at in range(raw.FPDFPage_CountObjects(page)):
        found = raw.FPDFPage_GetObject(page, at)
        clip = raw.FPDFPageObj_GetClipPath(found)
        if (
            raw.FPDFPageObj_HasTransparency(found)
            or raw.FPDFPageObj_GetDashCount(found) > 0
            or (clip and raw.FPDFClipPath_CountPaths(clip) > 0)
        ):
            raise _OtherError
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield _path(found)
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            yield from _text(found, words, letters[_address(found)], drawn)
        else:
            raise _OtherError
    words.close()


def _is_link(page: "PdfPage", at: int) -> bool:
    """Whether that annotation is one that paper does not show."""
    from pypdfium2 import raw  # noqa: PLC0415  # likewise

    found = raw.FPDFPage_GetAnnot(page, at)
    kind = raw.FPDFAnnot_GetSubtype(found)
    raw.FPDFPage_CloseAnnot(found)
    return bool(kind == raw.FPDF_ANNOT_LINK)


def _path(found: Any) -> Shape:  # noqa: ANN401  # pdfium's own kinds
    from pypdfium2 import raw  # noqa: PLC0415  # likewise

    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(found, mode, stroked)
    outline = _outline(found, raw.FPDFPath_CountSegments(found), raw.FPDFPath_GetPathSegment)
    fill = _colour(found, raw.FPDFPageObj_GetFillColor) if mode.value != raw.FPDF_FILLMODE_NONE else None
    line = _colour(found, raw.FPDFPageObj_GetStrokeColor) if stroked.value else None
    place = _place(raw.FPDFPageObj_GetMatrix, found)
    # pdfium counts the width before the matrix, which here moves at most.
    if place[:4] != (1, 0, 0, 1):
        raise _OtherError
    return Shape(outline, place, fill, line, _width(found), mode.value == raw.FPDF_FILLMODE_ALTERNATE)


def _text(found: Any, words: Any, letters: list[int], drawn: dict[tuple[int, int], Outline]) -> Iterator[Shape]:  # noqa: ANN401  # likewise
    from pypdfium2 import raw  # noqa: PLC0415  # likewise

    mode = raw.FPDFTextObj_GetTextRenderMode(found)
    if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        return
    if mode not in (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_STROKE):
        raise _OtherError
    font, size = raw.FPDFTextObj_GetFont(found), ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(found, size)
    fill = _colour(found, raw.FPDFPageObj_GetFillColor)
    bold = mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    line = _colour(found, raw.FPDFPageObj_GetStrokeColor) if bold else None
    wanted = _letters_of(found, words)
    for at in letters:
        letter = raw.FPDFText_GetUnicode(words, at)
        if chr(letter).isspace():
            continue
        key = (_address(font), letter)
        if key not in drawn:
            drawn[key] = _letter(font, letter)
            # Where pdfium finds no letter it draws the sign for that: a hyphen at the end of a line it calls U+0002.
            if letter > _LARGEST or drawn[key] in ((), _letter(font, _NO_LETTER)):
                raise _OtherError
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(words, at, x, y)
        a, b, c, d, _, _ = _place(raw.FPDFText_GetMatrix, words, at)
        big = size.value
        yield Shape(drawn[key], (a * big, b * big, c * big, d * big, x.value, y.value), fill, line, _width(found))
        wanted -= 1
    if wanted:  # pdfium's list of letters left one out, or has one twice
        raise _OtherError


def _letter(font: Any, letter: int) -> Outline:  # noqa: ANN401  # likewise
    """Its outline, one unit high."""
    from pypdfium2 import raw  # noqa: PLC0415  # likewise

    found = raw.FPDFFont_GetGlyphPath(font, letter, 1.0)
    if not found:
        return ()
    return _outline(found, raw.FPDFGlyphPath_CountGlyphSegments(found), raw.FPDFGlyphPath_GetGlyphPathSegment)


def _letters_of(found: Any, words: Any) -> int:  # noqa: ANN401  # likewise
    """How many letters that text has, blanks left out."""
    from pypdfium2 import raw  # noqa: PLC0415  # likewise

    length = raw.FPDFTextObj_GetText(found, words, None, 0)
    text = (ctypes.c_ushort * (length // 2))()
    raw.FPDFTextObj_GetText(found, words, text, length)
    return sum(not each.isspace() for each in bytes(text).decode("utf-16-le", "replace").rstrip("\0"))


def _outline(source: Any, count: int, segment: Callable[..., Any]) -> Outline:  # noqa: ANN401  # likewise
    from pypdfium2 import raw  # noqa: PLC0415  # likewise

    names = {raw.FPDF_SEGMENT_MOVETO: MOVE, raw.FPDF_SEGMENT_LINETO: LINE, raw.FPDF_SEGMENT_BEZIERTO: CURVE}
    steps = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        found = segment(source, at)
        raw.FPDFPathSegment_GetPoint(found, x, y)
        steps.append((names[raw.FPDFPathSegment_GetType(found)], x.value, y.value))
        if raw.FPDFPathSegment_GetClose(found):
            steps.append((CLOSE, x.value, y.value))
    return tuple(steps)


def _colour(found: Any, ask: Callable[..., Any]) -> int:  # noqa: ANN401  # likewise
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    ask(found, red, green, blue, opaque)
    return red.value << 16 | green.value << 8 | blue.value


def _width(found: Any) -> float:  # noqa: ANN401  # likewise
    from pypdfium2 import raw  # noqa: PLC0415  # likewise

    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(found, width)
    return width.value


def _place(ask: Callable[..., Any], *of: Any) -> Place:  # noqa: ANN401  # likewise
    from pypdfium2 import raw  # noqa: PLC0415  # likewise

    matrix = raw.FS_MATRIX()
    ask(*of, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _address(pointer: Any) -> int:  # noqa: ANN401  # likewise
    return ctypes.addressof(pointer.contents) if pointer else 0
