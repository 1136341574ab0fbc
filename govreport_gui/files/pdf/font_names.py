"""What a font calls itself, whatever its file is called: the names in its own table, without reading the rest of it."""

import struct
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

_FAMILY, _FULL, _TYPOGRAPHIC = 1, 4, 16
"""Numbers of names: family, the whole name, the family as designers count it."""
_MOST_TABLES: Final = 200
_LARGEST: Final = 200_000
"""Of a table of names, in bytes; they have some thousand."""
_COLLECTION: Final = b"ttcf"
_WINDOWS, _UNICODE = 3, 0


def names_of(file: Path) -> frozenset[str]:
    """The names of a font, or of the first one in a collection, in small letters; none where they cannot be read."""
    with suppress(OSError, struct.error, UnicodeDecodeError, ValueError), file.open("rb") as font:
        return _names(font)
    return frozenset()


def _names(font: BinaryIO) -> frozenset[str]:
    start = 0
    if font.read(4) == _COLLECTION:
        font.seek(12)
        (start,) = struct.unpack(">I", font.read(4))
    font.seek(start + 4)
    (count,) = struct.unpack(">H", font.read(2))
    font.seek(start + 12)
    for _ in range(min(count, _MOST_TABLES)):
        tag, _, offset, length = struct.unpack(">4sIII", font.read(16))
        if tag == b"name":
            font.seek(offset)
            return _in_table(font.read(min(length, _LARGEST)))
    return frozenset()


def _in_table(table: bytes) -> frozenset[str]:
    _, count, texts = struct.unpack_from(">HHH", table)
    found = set()
    for at in range(count):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", table, 6 + 12 * at)
        if name in (_FAMILY, _FULL, _TYPOGRAPHIC) and platform in (_WINDOWS, _UNICODE):
            text = table[texts + offset : texts + offset + length].decode("utf-16-be")
            found.add(text.strip().lower())
    return frozenset(found - {""})
