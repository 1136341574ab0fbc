"""Characters with places → lines of text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Sign:
    """A character and its box, in points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


def lines_of(signs: Iterable[Sign]) -> list[list[Sign]]:
    """The lines of these characters from the top down, each from left to right."""
    lines: list[tuple[float, list[Sign]]] = []
    for sign in sorted(signs, key=lambda each: (-each.middle[1], each.left)):
        height = max(sign.top - sign.bottom, 1.0)
        middle = sign.middle[1]
        if lines and lines[-1][0] - middle < 0.5 * height:
            lines[-1][1].append(sign)
        else:
            lines.append((middle, [sign]))
    return [sorted(line, key=lambda each: each.left) for _, line in lines]


def text_of(line: Sequence[Sign]) -> str:
    """The text of a line; a space where letters or digits stand apart."""
    pieces = [line[0].text] if line else []
    for before, sign in pairwise(line):
        gap = sign.left - before.right
        size = max(sign.top - sign.bottom, 1.0)
        if gap > size or (gap > 0.3 * size and before.text.isascii() and sign.text.isascii()):
            pieces.append(" ")
        pieces.append(sign.text)
    return "".join(pieces)
