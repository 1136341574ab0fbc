"""Chinese line breaking: where a line may end, and where on it every character stands.

Pure: texts with their widths go in, places in pt come out. No font file and no PDF is known here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from govreport_gui.core.papers.part import from_the_right
from govreport_gui.core.patterns import pattern

NO_START: Final = frozenset("，。、；：？！）》〉”’】〗〕］｝」』．…—～·％‰℃,.:;?!)]}%ー々\u00a0")
NO_END: Final = frozenset("（《〈“‘【〖〔［｛「『([{￥＄№\u00a0")

# Full-width marks with ink in one half only: the other half may be squeezed out.
_LEFT_INK: Final = frozenset("，。、；：？！）》〉”’】〗〕］｝」』．")
_RIGHT_INK: Final = frozenset("（《〈“‘【〖〔［｛「『")
_SQUEEZED_MOST: Final = 0.6
"""How much of all the squeezable space of a line may be taken."""
_STRETCHED_MOST: Final = 0.15
"""The widest gap (em) that justification puts between two characters; a line that needs more stays
ragged, because text taken out of the PDF would have spaces in the gaps."""
_TOLERANCE: Final = 0.05
"""Below this (pt) a line counts as full."""

_WHOLE: Final = "\ufffc"
"""Stands for a word that is drawn as one."""
_FROM_RIGHT: Final = pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BETWEEN: Final = frozenset(".,:;-–·/()（）")
_TURNED: Final = pattern(r"R(?:[RNL]*R)?")
"""Of directions: from the first word that is read from the right to the last."""
_BLOCK: Final = pattern("L+|.")
"""What keeps its own order in there: numbers."""
_ALPHANUMERIC: Final = r"[0-9A-Za-z\u00c0-\u024f]+"
_TOKEN: Final = pattern(
    rf"(?:[a-z]+://|www\.)[!-~]+|[-+−]?{_ALPHANUMERIC}(?:['.,:/@_&+–-]+{_ALPHANUMERIC})*[%％‰℃]?"
    r"|[０-９]+|—+|…+|\s+|.",
    re.DOTALL,
)
_SHORT: Final = 2
"""The last line of a paragraph has more characters than that, where that is easily had."""
_GIVEN: Final = 3
"""How much (em) the line before gives for it at most: it is stretched then."""
_CUT_AFTER: Final = frozenset("/?&=#-._,@")
"""Where a unit that is longer than a line is cut, if it has such a place."""
_ADDRESS: Final = pattern(r"(?:[a-z]+://|www\.)[!-~]+|[!-~]+@[!-~]+|\d{3,4}-\d{7,8}")
"""Addresses and telephone numbers, which may be cut rather than leave a hole."""
_HOLE: Final = 2
"""The widest hole (em) at the end of a line that such a unit may leave."""
_COUNTED: Final = frozenset("年月日号件项条个次人元万亿名篇份家")
"""What a number belongs to."""
_DEAREST: Final = 1
"""The widest number (em) that goes to the next line so that it stays with what it counts."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: text[start:end]. Spaces from `ink_end` on hang into the margin. Widths in pt."""

    start: int
    end: int
    ink_end: int
    natural: float
    """How wide it is before it is squeezed or stretched."""
    room: float
    last: bool


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character to be drawn, or a word that is drawn as one: in which face, how wide (em), and whether by a
    thickened outline.

    `rise` (em) lifts it from the base line, so that its middle is as high as that of its neighbours of another face;
    `scale` is its size beside theirs.
    """

    char: str
    face: str
    width: float
    bold: bool = False
    rise: float = 0.0
    scale: float = 1.0

    @property
    def sign(self) -> str:
        """What stands for it where lines are broken: one character, whatever it draws."""
        return self.char if len(self.char) == 1 else _WHOLE


@dataclass(frozen=True, slots=True)
class Run:
    """Characters drawn at one go, or a word that is drawn as one. x and the base line y in pt from the top left corner
    of the page.

    `spacing` (pt) is added behind every character.
    """

    x: float
    y: float
    face: str
    size: float
    spacing: float
    bold: bool
    text: str
    tag: int = -1
    """Which of the layout's tags it is of; -1: it is no part of what the paper says, as a page number."""
    whole: bool = False
    """Whether it is one word, whose letters are joined or set above one another."""

    def moved(self, x: float, y: float) -> "Run":
        """The same, so far to the right and down. Not by `replace`, which takes four times as long."""
        return Run(
            self.x + x, self.y + y, self.face, self.size, self.spacing, self.bold, self.text, self.tag, self.whole
        )


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line with its glyphs and their places (pt from the line's start)."""

    glyphs: tuple[Glyph, ...]
    places: tuple[float, ...]
    width: float
    """Natural width in pt, for centring."""

    @property
    def text(self) -> str:
        """The characters as drawn."""
        return "".join(glyph.char for glyph in self.glyphs)

    def part(self, first: int, end: int) -> "SetLine":
        """The same with these glyphs alone, each at its place."""
        return SetLine(self.glyphs[first:end], self.places[first:end], self.width)

    def runs(self, x: float, y: float, size: float, tag: int = -1) -> list[Run]:
        """The line drawn from x on the base line y: one run for as long as face and gap stay the same."""
        runs = []
        start, count = 0, len(self.glyphs)
        while start < count:
            first = self.glyphs[start]
            end, spacing = start + 1, 0.0
            while end < count and (here := self.glyphs[end]).face == first.face and here.bold == first.bold:
                if (here.rise, here.scale) != (first.rise, first.scale) or len(here.char) != 1 or len(first.char) != 1:
                    break
                gap = round(self.places[end] - self.places[end - 1] - self.glyphs[end - 1].width * size, 3)
                if end == start + 1:
                    spacing = gap
                elif abs(gap - spacing) > 0.002:
                    break
                end += 1
            text = "".join(glyph.char for glyph in self.glyphs[start:end])
            up = first.rise * size
            whole = len(first.char) > 1
            high = size * first.scale
            runs.append(Run(x + self.places[start], y - up, first.face, high, spacing, first.bold, text, tag, whole))
            start = end
        return runs


def set_lines(
    glyphs: Sequence[Glyph], size: float, first: float, rest: float, *, pitch: float = 0, justify: bool = False
) -> tuple[SetLine, ...]:
    """Glyphs of `size` pt broken into a first line `first` pt wide and others `rest` pt wide.

    Full-width characters advance by `pitch` pt if it is given.
    """
    text = "".join(glyph.sign for glyph in glyphs)
    widths = [pitch if pitch and abs(glyph.width - 1) < 0.01 else glyph.width * size for glyph in glyphs]
    em = pitch or size
    lines = tuple(
        SetLine(
            tuple(glyphs[line.start : line.end]),
            tuple(places(text, widths, line, em, justify=justify)),
            min(line.natural, line.room),
        )
        for line in _long_end(text, widths, break_lines(text, widths, first, rest, em), em, wanted=justify)
    )
    return tuple(map(_turned, lines)) if _WHOLE in text or _FROM_RIGHT.search(text) else lines


def _turned(line: SetLine) -> SetLine:
    """A line in which words that are read from right to left stand so, with the spaces between them."""
    glyphs, marks = [*line.glyphs], "".join(_direction(glyph) for glyph in line.glyphs)
    ends = [*line.places[1:], max(line.width, line.places[-1])]
    room = [end - start for start, end in zip(line.places, ends, strict=True)]
    for found in _TURNED.finditer(marks):
        start, end = found.span()
        blocks = [range(start + piece.start(), start + piece.end()) for piece in _BLOCK.finditer(found[0])]
        order = [at for block in reversed(blocks) for at in block]
        glyphs[start:end] = [line.glyphs[at] for at in order]
        room[start:end] = [room[at] for at in order]
    starts = accumulate(room[:-1], initial=line.places[0])
    return SetLine(tuple(glyphs), tuple(starts), line.width)


def _direction(glyph: Glyph) -> str:
    """R: read from the right; L: a number or a Latin letter; N: what may stand between; a hyphen: anything else."""
    if from_the_right(glyph.char):
        return "R"
    if glyph.char.isascii() and glyph.char.isalnum():
        return "L"
    return "N" if glyph.char.isspace() or glyph.char in _BETWEEN else "-"


def _long_end(text: str, widths: Sequence[float], lines: list[Line], em: float, *, wanted: bool) -> list[Line]:
    """The lines of a paragraph, the last with more than one or two characters where the line before can give some."""
    if not wanted or len(lines) == 1 or lines[-1].natural > _SHORT * em + _TOLERANCE:
        return lines
    *others, before, last = lines
    for start, _ in reversed(units(text[: last.start])):
        natural = sum(widths[start : last.ink_end])
        if natural > _SHORT * em + _TOLERANCE:
            ink_end = _ink_end(text, before.start, start)
            left = sum(widths[before.start : ink_end])
            if start <= before.start or before.room - left > _GIVEN * em + _TOLERANCE:
                break
            given = replace(before, end=start, ink_end=ink_end, natural=left)
            return [*others, given, replace(last, start=start, natural=natural)]
    return lines


def set_balanced(glyphs: Sequence[Glyph], size: float, width: float) -> tuple[SetLine, ...]:
    """Glyphs in as few lines as `width` pt allows, the lines about equally long: 结果/维持, not 结果维/持."""
    lines = set_lines(glyphs, size, width, width)
    narrower = sum(glyph.width for glyph in glyphs) * size / max(len(lines), 1)
    while len(lines) > 1 and narrower < width:
        balanced = set_lines(glyphs, size, narrower, narrower)
        if len(balanced) == len(lines):
            return balanced
        narrower += size / 4
    return lines


def units(text: str) -> list[tuple[int, int]]:
    """Start and end of the pieces that a line break must not cut; spaces belong to the piece before them."""
    found: list[tuple[int, int]] = []
    glued = False
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if found and (glued or text[start] in NO_START or text[start].isspace()):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        glued = text[end - 1] in NO_END or (glued and text[end - 1].isspace())
    return found


def break_lines(text: str, widths: Sequence[float], first: float, rest: float, em: float) -> list[Line]:
    """The lines of a paragraph. Widths in pt; a piece that is longer than a line is cut, nothing else is."""
    ends = list(accumulate(widths, initial=0.0))
    loose = list(accumulate((_loose(char, width, em) for char, width in zip(text, widths, strict=True)), initial=0.0))
    lines: list[Line] = []
    waiting = units(text)[::-1]
    start = end = 0
    room = first

    def close(at: int) -> None:
        nonlocal start, end, room
        ink_end = _ink_end(text, start, at)
        lines.append(Line(start, at, ink_end, ends[ink_end] - ends[start], room, last=at == len(text)))
        start = end = at
        room = rest

    while waiting:
        unit, unit_end = waiting.pop()
        ink_end = _ink_end(text, unit, unit_end)
        over = ends[ink_end] - ends[start] - room
        if over <= _TOLERANCE:
            end = unit_end
        elif end == start:
            cut = _cut(text, ends, start, max(unit, start), ink_end, room)
            waiting.append((cut, unit_end))
            close(cut)
        elif over <= min(_SQUEEZED_MOST * (loose[ink_end] - loose[start]), room - (ends[end] - ends[start])):
            close(unit_end)
        elif cut := _early_cut(text, ends, start, (unit, ink_end), room, rest, em):
            waiting.append((cut, unit_end))
            close(cut)
        else:
            waiting.append((unit, unit_end))
            if number := _parted_number(text, ends, start, end, em):
                waiting.append((number, end))
            close(number or end)
    if end > start:
        close(end)
    return lines


def places(text: str, widths: Sequence[float], line: Line, em: float, *, justify: bool = True) -> list[float]:
    """Where each character of the line starts, in pt from the line's start."""
    spare = line.room - line.natural
    if spare < -_TOLERANCE:
        return _squeezed(text, widths, line, em, -spare)
    gap = 0.0
    if justify and not line.last and spare > _TOLERANCE:
        gaps = sum(_parts(text, at) for at in range(line.start, line.ink_end - 1))
        gap = spare / gaps if gaps and spare / gaps <= _STRETCHED_MOST * em else 0.0
    found, x = [], 0.0
    for at in range(line.start, line.end):
        found.append(x)
        x += widths[at] + (gap if gap and at < line.ink_end - 1 and _parts(text, at) else 0.0)
    return found


def _squeezed(text: str, widths: Sequence[float], line: Line, em: float, over: float) -> list[float]:
    loose = sum(_loose(text[at], widths[at], em) for at in range(line.start, line.ink_end))
    share = min(1.0, over / loose) if loose else 0.0
    found, x = [], 0.0
    for at in range(line.start, line.end):
        taken = _loose(text[at], widths[at], em) * share
        found.append(x - taken if text[at] in _RIGHT_INK else x)
        x += widths[at] - taken
    return found


def _loose(char: str, width: float, em: float) -> float:
    """How much of the character's width (pt) has no ink."""
    return width / 2 if width > 0.9 * em and (char in _LEFT_INK or char in _RIGHT_INK) else 0.0


def _parts(text: str, at: int) -> bool:
    """Whether justification may put space behind text[at]: not inside words, numbers, —— and ……."""
    one, two = text[at], text[at + 1]
    return one.isspace() or not ((one.isascii() and two.isascii()) or (one == two and one in "—…"))


def _ink_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _cut(text: str, ends: Sequence[float], start: int, unit: int, unit_end: int, room: float) -> int:
    """Where to cut a piece that is longer than a line, so that text[start:cut] fits into `room` pt."""
    most = unit
    while most < unit_end and ends[most + 1] - ends[start] <= room + _TOLERANCE:
        most += 1
    most = max(most, start + 1)
    for good in (_good_cut, _fair_cut):
        for cut in range(most, unit, -1):
            if cut < unit_end and good(text, cut):
                return cut
    return most


def _early_cut(
    text: str, ends: Sequence[float], start: int, unit: tuple[int, int], room: float, rest: float, em: float
) -> int:
    """Where to cut a piece that does not fit into the rest of this line; 0 where it goes to the next one whole.

    It is cut only at a good place: where it is longer than a line, or an address that would leave a hole.
    """
    longer = ends[unit[1]] - ends[unit[0]] > rest + _TOLERANCE
    hole = room - (ends[unit[0]] - ends[start])
    if not longer and (hole <= _HOLE * em or not _ADDRESS.match(text, *unit)):
        return 0
    fitting = [cut for cut in range(unit[0] + 1, unit[1]) if ends[cut] - ends[start] <= room + _TOLERANCE]
    return next((cut for cut in reversed(fitting) if _good_cut(text, cut)), 0)


def _parted_number(text: str, ends: Sequence[float], start: int, end: int, em: float) -> int:
    """Where a short number begins that this end of the line would part from its unit (12｜月); 0 if none does."""
    number = end
    while number > start and text[number - 1].isdecimal():
        number -= 1
    parted = start < number < end and text[end] in _COUNTED and ends[end] - ends[number] <= _DEAREST * em + _TOLERANCE
    return number if parted and text[number - 1] not in "-.,—" and text[number - 1] not in NO_END else 0


def _good_cut(text: str, cut: int) -> bool:
    before, after = text[cut - 1], text[cut]
    return (
        before in _CUT_AFTER and after not in _CUT_AFTER and after not in NO_START and not text.endswith("://", 0, cut)
    )


def _fair_cut(text: str, cut: int) -> bool:
    within = text.startswith("//", cut) or text[max(cut - 2, 0) : cut + 1] == "://"
    return text[cut] not in NO_START and text[cut - 1] not in NO_END and not within
