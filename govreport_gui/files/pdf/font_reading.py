"""A font file read for what is needed of it, table by table, not number by number as reportlab does.

The same comes out; a font of Chinese takes a fifth of the time.
"""

import struct
from array import array
from sys import byteorder
from typing import Any

_SEGMENTS, _GROUPS = 4, 12
"""The formats of cmap that Chinese fonts have."""
_SPACE, _NO_BREAK = 0x20, 0xA0


def quicken(ttfonts: Any) -> None:  # noqa: ANN401  # reportlab has no types
    """Let reportlab read fonts this way. Kinds of tables that are rare it reads as before."""
    usual = ttfonts.TTFontFile.extractInfo
    if getattr(usual, "quick", False):
        return

    def extract(font: Any, charInfo: int = 1) -> None:  # noqa: ANN401, N803  # as reportlab calls it
        usual(font, 0)
        if charInfo and not _read_characters(font):
            usual(font, charInfo)

    extract.quick = True  # type: ignore[attr-defined]
    ttfonts.TTFontFile.extractInfo = extract


def _read_characters(font: Any) -> bool:  # noqa: ANN401
    """Read glyphs, widths and places; whether the tables are of the kinds that are known here."""
    glyphs = _glyphs(font)
    if glyphs is None or "loca" not in font.table:
        return False
    count = font.numGlyphs
    long_places, data_format = struct.unpack_from(">HH", font.get_table("head"), 50)
    (metrics,) = struct.unpack_from(">H", font.get_table("hhea"), 34)
    numbers = _shorts(font.get_table("hmtx"))
    if data_format or long_places > 1 or len(numbers) < metrics + count or metrics > count:
        return False
    times = 1 if font.unitsPerEm == 1000 else 1000 / font.unitsPerEm
    advances = [number * times for number in numbers[0 : 2 * metrics : 2]]
    last = advances[-1]
    advances += [last] * (count - metrics)
    font.hmetrics = list(zip(numbers[0 : 2 * metrics : 2], numbers[1 : 2 * metrics : 2], strict=True))
    font.hmetrics += [(last, bearing) for bearing in numbers[2 * metrics : metrics + count]]
    font.defaultWidth = advances[0]
    font.charToGlyph, font.glyphToChar = glyphs, {}
    font.charWidths = {char: advances[glyph] for char, glyph in glyphs.items() if glyph < count}
    places = font.get_table("loca")
    font.glyphPos = (
        list(struct.unpack_from(f">{count + 1}I", places))
        if long_places
        else [place << 1 for place in struct.unpack_from(f">{count + 1}H", places)]
    )
    for one, other in ((_SPACE, _NO_BREAK), (_NO_BREAK, _SPACE)):
        if one in glyphs:
            glyphs[other], font.charWidths[other] = glyphs[one], font.charWidths[one]
            break
    return True


def _glyphs(font: Any) -> dict[int, int] | None:  # noqa: ANN401
    """By character its glyph, from the table that reportlab would take; None where that is of another format."""
    table = font.get_table("cmap")
    _, count = struct.unpack_from(">HH", table)
    chosen, sure = None, False
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * number)
        if platform == 3 or (platform, encoding) == (1, 1) or (platform == 0 and encoding != 5):
            chosen, sure = offset, True
        elif (platform, encoding) == (1, 0) and not sure:
            chosen = offset
    if chosen is None:
        return None
    (kind,) = struct.unpack_from(">H", table, chosen)
    if kind == _GROUPS:
        return _of_groups(table, chosen)
    return _of_segments(table, chosen) if kind == _SEGMENTS else None


def _of_groups(table: bytes, start: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">I", table, start + 12)
    found: dict[int, int] = {}
    for first, last, glyph in struct.iter_unpack(">III", table[start + 16 : start + 16 + 12 * count]):
        found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return found


def _of_segments(table: bytes, start: int) -> dict[int, int]:
    length, _, twice = struct.unpack_from(">HHH", table, start + 2)
    count = twice // 2
    numbers = _shorts(table[start : start + length])
    ends, firsts = numbers[7 : 7 + count], numbers[8 + count : 8 + 2 * count]
    deltas, offsets = numbers[8 + 2 * count : 8 + 3 * count], numbers[8 + 3 * count : 8 + 4 * count]
    found: dict[int, int] = {}
    for number, (first, last, delta, offset) in enumerate(zip(firsts, ends, deltas, offsets, strict=True)):
        chars = range(first, last + 1)
        if not offset:
            found.update((char, (char + delta) & 0xFFFF) for char in chars)
            continue
        at = 8 + 3 * count + number + offset // 2
        glyphs = [*numbers[at : at + len(chars)]]
        glyphs += [0] * (len(chars) - len(glyphs))
        found.update(zip(chars, ((glyph + delta) & 0xFFFF if glyph else 0 for glyph in glyphs), strict=True))
    return found


def _shorts(content: bytes) -> "array[int]":
    numbers = array("H", content[: len(content) // 2 * 2])
    if byteorder == "little":
        numbers.byteswap()
    return numbers
