"""How much room a text takes in a cell: broken into lines as spreadsheet programs do, in 宋体, whose characters are one
em wide, and half of one where they are no Chinese ones.
"""

from typing import Final
from unicodedata import east_asian_width

from govreport_gui.core.patterns import pattern

DIGIT: Final = 8
"""Pixels of a digit of 宋体 11: what widths of columns are counted in."""
_EDGES: Final = 11
"""Pixels of a cell that stay free at its left and right; rather too many, as a line too few would hide words."""
_PIXELS: Final = 4 / 3
"""Of a point."""
_LINE: Final = 1.3
"""From one line to the next, in em."""
_ABOVE_AND_BELOW: Final = 6.0
"""In points."""
_HIGHEST: Final = 409.0
"""No row is higher, in points."""
_PIECE: Final = pattern(r"[（《“‘〈【〔\[(]*(?:[!-~]+ *|[^\n])[，。、；：？！）》”’〉】〕％…—]*")
"""What stays together at the end of a line."""
_NUMBERED: Final = pattern("(（[一二三四五六七八九十]+）)([\u4e00-\u9fff]{2,8})")
_NAME: Final = pattern("[\u4e00-\u9fff]{4,8}")


def lines_of(text: str, width: float, points: float) -> int:
    """The lines that a text of that size takes in a column of that width."""
    room = (width * DIGIT - _EDGES) / (points * _PIXELS)
    return sum(_lines_of_one(line, room) for line in text.split("\n"))


def height_of(lines: int, points: float) -> float:
    """The height in points of a row with so many lines of that size."""
    return min(_HIGHEST, round(lines * points * _LINE + _ABOVE_AND_BELOW, 1))


def by_sense(text: str, width: float, points: float) -> str:
    """A name that needs more than one line, cut between its words: behind its number, （四）, or behind every second
    character, as the words of heads have two.
    """
    room = int((width * DIGIT - _EDGES) / (points * _PIXELS))
    numbered = _NUMBERED.fullmatch(text)
    if numbered and len(text) > room >= len(numbered[2]):
        return "\n".join(numbered.groups())
    if len(text) <= room or len(text) % 2 or room < 2 or not _NAME.fullmatch(text):
        return text
    most = room // 2 * 2
    lines = -(-len(text) // most)
    each = -(-len(text) // (2 * lines)) * 2
    return "\n".join(text[at : at + each] for at in range(0, len(text), each))


def _lines_of_one(line: str, room: float) -> int:
    """The lines of one paragraph, with room for so many em in each."""
    lines, used = 1, 0.0
    for piece in _PIECE.findall(line):
        wide = _em(piece)
        if used and used + _em(piece.rstrip(" ")) > room:
            lines, used = lines + 1, 0.0
        while wide > room >= 1:  # a word longer than a line is cut
            lines, wide = lines + 1, wide - room
        used += wide
    return lines


def _em(text: str) -> float:
    if text.isascii():
        return len(text) / 2
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.5 for character in text)
