"""One face of a font file, read by HarfBuzz: which characters it has, how wide they are, and what of it a PDF carries.

Nothing is read before it is asked for, so a large font costs no more than a small one.
"""

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import uharfbuzz

_SPACE, _NO_BREAK = 0x20, 0xA0
_SQUARE: Final = ord("国")
"""A character that fills its square in every font."""
_POSTSCRIPT_NAME: Final = 6
_RESTRICTED, _NO_SUBSETS, _PICTURES_ONLY = 0x0002, 0x0100, 0x0200
"""Bits of a font's licence: what they forbid is done here."""
_KINDS_OF_USE: Final = 0x000F
_KEPT: Final = 16
"""How many subsets are kept; a paper has some five, of 0.2 MB."""
_WEIGHT: Final = "wght"
_REGULAR: Final = 400
_UNUSED: Final = (
    *("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "OS/2", "STAT", "VORG", "cmap", "gasp", "hdmx", "kern", "meta"),
    *("name", "post", "vhea", "vmtx", "EBDT", "EBLC", "LTSH", "VDMX", "MATH"),
)
"""Tables of a font that a PDF does not ask for."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file. `name` is the file; `width` gives that of a character by its number, in 1/1000 em, None
    where the face lacks it.
    """

    name: str
    width: Callable[[int], float | None]
    centre: float = 0
    """How high above the base line the middle of a Chinese character is, in em; 0 where it has none."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A glyph of a word that is drawn as one: its number in the font, the text that it begins, where it stands from the
    pen and how far that goes on, in 1/1000 em.
    """

    glyph: int
    text: str
    advance: float
    across: float
    up: float


@dataclass(frozen=True, slots=True)
class Subset:
    """What of a face a PDF carries, and by glyph number its width (1/1000 em)."""

    postscript_name: str
    packed: bytes
    """The font program, compressed."""
    length: int
    """Of the font program as it is."""
    outlines: str
    """`glyf` or `CFF `: the kind of its outlines."""
    glyphs: Mapping[int, int]
    """By character its number in this subset."""
    words: Mapping[str, tuple[Shape, ...]]
    """By word how it is drawn, in the numbers of this subset."""
    widths: tuple[float, ...]
    box: tuple[float, float, float, float]
    ascent: float
    descent: float


@cache
def load(file: Path) -> Face | None:
    """The first face of a font file; None if it cannot be embedded: its outlines are pictures or of a kind that PDF
    does not know (CFF2), its licence bits forbid it, or it is broken.
    """
    font = _font(str(file))
    if font is None or not _embeddable(font.face):
        return None
    scale = 1000 / font.face.upem

    def width(char: int) -> float | None:
        glyph = _glyph(font, char)
        return font.get_glyph_h_advance(glyph) * scale if glyph else None

    return Face(str(file), width, _centre(font))


@lru_cache(maxsize=_KEPT)
def subset(name: str, chars: str, words: tuple[str, ...] = ()) -> Subset:
    """These characters of a face that was loaded under that name, and the words that are drawn as one. The same give
    the same bytes.

    Kept for the next paper: a report is looked at, printed and put out without a letter changed.
    """
    import uharfbuzz  # noqa: PLC0415 - only for what is put out

    font = _font(name)
    assert font is not None  # noqa: S101  # it was loaded  # nosec
    old = {char: glyph for char in map(ord, chars) if (glyph := _glyph(font, char))}
    order = uharfbuzz.SubsetInput()
    flags = uharfbuzz.SubsetFlags
    order.flags = flags.NO_LAYOUT_CLOSURE | flags.NO_BIDI_CLOSURE | flags.CFF_IDENTITY_CHARSET | flags.NOTDEF_OUTLINE
    order.glyph_set.update(old.values())
    order.glyph_set.update(each.glyph for word in words for each in shape(name, word) or ())
    order.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _UNUSED)
    if font.face.has_var_data:
        order.pin_all_axes_to_default(font.face)
        if _weights(font.face):
            order.pin_axis_location(font.face, _WEIGHT, _REGULAR)
    plan = uharfbuzz.SubsetPlan(font.face, order)
    cut = plan.execute()
    outlines = _outlines(cut)
    program = cut.reference_table(outlines).data if outlines == "CFF " else cut.blob.data
    new = plan.old_to_new_glyph_mapping
    scale = 1000 / font.face.upem
    by_glyph = [0.0] * cut.glyph_count
    for before, after in new.items():
        by_glyph[after] = font.get_glyph_h_advance(before) * scale
    box = struct.unpack_from(">4h", font.face.reference_table("head").data, 36)
    extents = font.get_font_extents("ltr")
    return Subset(
        _postscript_name(font.face.get_name(_POSTSCRIPT_NAME) or Path(name).stem),
        # Outlines hardly become smaller, however long one tries.
        zlib.compress(program, zlib.Z_BEST_SPEED),
        len(program),
        outlines,
        {char: new[glyph] for char, glyph in old.items()},
        {word: tuple(replace(each, glyph=new[each.glyph]) for each in shape(name, word) or ()) for word in words},
        tuple(by_glyph),
        tuple(side * scale for side in box),
        extents.ascender * scale,
        extents.descender * scale,
    )


@cache
def shape(name: str, word: str) -> tuple[Shape, ...] | None:
    """A word in the face of that file, from left to right as it is drawn; None where the face lacks a letter of it."""
    import uharfbuzz  # noqa: PLC0415 - only for what is put out

    font = _font(name)
    if font is None:
        return None
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    if not infos or any(not info.codepoint for info in infos):
        return None
    starts = sorted({info.cluster for info in infos})
    texts = {start: word[start:end] for start, end in zip(starts, [*starts[1:], len(word)], strict=True)}
    scale = 1000 / font.face.upem
    return tuple(
        Shape(
            info.codepoint, texts.pop(info.cluster, ""), at.x_advance * scale, at.x_offset * scale, at.y_offset * scale
        )
        for info, at in zip(infos, places, strict=True)
    )


@cache
def _font(name: str) -> "uharfbuzz.Font | None":
    """The font of that file as HarfBuzz has it, at 400 where it has weights; None if it is none."""
    import uharfbuzz  # noqa: PLC0415 - only for what is put out

    try:
        # HarfBuzz maps files into memory, but on Windows does not find those with Chinese names.
        blob = uharfbuzz.Blob.from_file_path(name) if name.isascii() else uharfbuzz.Blob(Path(name).read_bytes())
        face = uharfbuzz.Face(blob, 0)
    except (uharfbuzz.HarfBuzzError, OSError, ValueError):
        return None
    font = uharfbuzz.Font(face)
    if face.has_var_data and _weights(face):
        font.set_variations({_WEIGHT: _REGULAR})
    return font


def _glyph(font: "uharfbuzz.Font", char: int) -> int:
    """The number of a character's glyph, 0 if there is none. A space that may not be broken is a space."""
    return font.get_nominal_glyph(char) or (font.get_nominal_glyph(_SPACE) if char == _NO_BREAK else 0) or 0


def _embeddable(face: "uharfbuzz.Face") -> bool:
    tables = face.table_tags
    if (
        not face.glyph_count
        or not face.upem
        or not {"head", "hhea", "hmtx", "maxp"} <= set(tables)
        or not _outlines(face)
    ):
        return False
    os2 = face.reference_table("OS/2").data if "OS/2" in tables else b""
    (use,) = struct.unpack_from(">H", os2, 8) if len(os2) >= 10 else (0,)
    return use & _KINDS_OF_USE != _RESTRICTED and not use & (_NO_SUBSETS | _PICTURES_ONLY)


def _postscript_name(name: str) -> str:
    """What a PDF calls it: ASCII without what ends a name there."""
    return "".join(mark for mark in name if mark.isascii() and (mark.isalnum() or mark in "-_")) or "Font"


def _centre(font: "uharfbuzz.Font") -> float:
    glyph = font.get_nominal_glyph(_SQUARE)
    box = font.get_glyph_extents(glyph) if glyph else None
    return (box.y_bearing + box.height / 2) / font.face.upem if box else 0


def _outlines(face: "uharfbuzz.Face") -> str:
    return next((kind for kind in ("glyf", "CFF ") if kind in face.table_tags), "")


def _weights(face: "uharfbuzz.Face") -> bool:
    return any(axis.tag == _WEIGHT and axis.min_value <= _REGULAR <= axis.max_value for axis in face.axis_infos)
