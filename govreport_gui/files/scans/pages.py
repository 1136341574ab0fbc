"""A file with pictures → its pages as pictures, no larger and no more than may be."""

import io
import struct
import warnings
from collections.abc import Iterator
from typing import Final

from PIL import Image, ImageOps, ImageSequence

from govreport_gui.files.errors import OutsideError

MOST_PAGES: Final = 60
TOO_MANY: Final = f"超过{MOST_PAGES}页，不像是年报"
_LARGEST: Final = 70_000_000
"""Pixels of one page: A3 at 400 dpi has 31 million, a photo of a telephone up to 50."""
_LEAST: Final = 300
"""Pixels of the shorter side: nothing smaller can be read."""
_MOST_PASSES: Final = 100
"""How often a JPEG may go over its picture: those that come into view bit by bit do so some ten times."""
_TOO_LARGE: Final = "的图片太大，读不了。请以每英寸200至300点重新扫描或另存"
_BROKEN: Final = "损坏了，打不开。请重新复制或重新扫描一份"
_LONG: Final = 4
"""Times its shorter side: what is longer is no page, nor two side by side, but a web page as a telephone shows it."""
_SPOILT: Final = (
    OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError, struct.error,
    Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow raises where a file is not as it says."""
LONGEST: Final = 5000
"""Pixels of the longer side that a page keeps: more takes memory and shows nothing more."""


def of_picture(content: bytes) -> Iterator[Image.Image]:
    """The pages of a PNG, JPEG, TIFF, BMP …, in grey or colour. Raises OutsideError."""
    if content.startswith(b"\xff\xd8") and content.count(b"\xff\xda") > _MOST_PASSES:
        raise OutsideError(_BROKEN)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            opened = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF", "BMP", "GIF"))
        except Image.DecompressionBombError:
            raise OutsideError(_TOO_LARGE) from None
        except _SPOILT:
            raise OutsideError(_BROKEN) from None
        yield from _frames(opened)


def count(content: bytes) -> int:
    """How many pages a picture has, so far as its heads tell. Raises OutsideError where they are too many."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        number = 0
        try:
            opened = Image.open(io.BytesIO(content), formats=("TIFF",))
            for number in range(MOST_PAGES + 1):
                opened.seek(number)
        except _SPOILT:
            return max(1, number)
    raise OutsideError(TOO_MANY)


def _frames(opened: Image.Image) -> Iterator[Image.Image]:
    bounded(*opened.size)
    try:
        # An animation is one picture: its first.
        frames = ImageSequence.Iterator(opened) if opened.format == "TIFF" else iter((opened,))
        for number, frame in enumerate(frames):
            if number >= MOST_PAGES:
                raise OutsideError(TOO_MANY)
            bounded(*frame.size)
            if opened.format == "JPEG":
                frame.draft(None, (LONGEST, LONGEST))
            yield plain(ImageOps.exif_transpose(frame))
    except _SPOILT:
        raise OutsideError(_BROKEN) from None


def bounded(wide: int, high: int) -> None:
    """Raises OutsideError where a page of that size (pixels) is too large or too small to be read."""
    if wide * high > _LARGEST:
        raise OutsideError(_TOO_LARGE)
    if min(wide, high) < _LEAST:
        raise OutsideError("的图片太小，看不清文字。请以每英寸200至300点重新扫描")
    if max(wide, high) > _LONG * min(wide, high):
        raise OutsideError("的图片太长，看不清文字。请按页分成几张，一并选择")


def plain(picture: Image.Image) -> Image.Image:
    """That picture in grey or colour of eight bits, on white where it is transparent."""
    if picture.mode.startswith(("I", "F")):
        high = picture.getextrema()[1]
        wide = float(high) if isinstance(high, (int, float)) else 255.0
        picture = picture.convert("F").point(lambda value: value * (255.0 / max(wide, 1.0)))
        return _small(picture.convert("L"))
    if picture.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in picture.info:
        shown = picture.convert("RGBA")
        ground = Image.new("RGBA", shown.size, "white")
        picture = Image.alpha_composite(ground, shown)
    return _small(picture.convert("L" if picture.mode in {"1", "L"} else "RGB"))


def _small(picture: Image.Image) -> Image.Image:
    if max(picture.size) > LONGEST:
        picture.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
    return picture
