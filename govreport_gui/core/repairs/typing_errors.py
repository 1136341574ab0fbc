"""How often a hand that meant one number types another, as weights to compare changes by.

A weight says how many of a thousand slips of that sort come out just so. They are round numbers:
what matters is that two digits swapped tell much, and that a miscount by one tells nothing.
"""

from collections.abc import Iterator
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.values import Number

ANY: Final = 5
"""Nothing known speaks for the change."""
SMALL: Final = 10
"""Numbers below agree by chance too often to be evidence."""
PATTERN: Final = 100
"""From here on the change looks like a known slip: digits exchanged, lost, doubled, a nought too many."""
_MISCOUNTED: Final = (1, 2, 10)


def weight(before: Number, after: Number) -> int:
    """How readily `before` is typed where `after` is meant."""
    if not isinstance(before, int) or not isinstance(after, int):
        return ANY
    gap = abs(before - after)
    if before == -after:
        return ANY + 250
    typed, meant = str(before), str(after)
    return ANY + 40 * (gap in _MISCOUNTED) + _rearranged(typed, meant, gap) + _longer_or_shorter(typed, meant)


def _rearranged(typed: str, meant: str, gap: int) -> int:
    if typed in _swapped(meant):
        return 250
    if len(typed) != len(meant) or len(typed) == 1:
        return 0
    if sorted(typed) == sorted(meant):
        return 60
    if not (typed.isdecimal() and meant.isdecimal()):
        return 0  # a sign is no digit that keys could stand for
    differing = [(int(a), int(b)) for a, b in zip(typed, meant, strict=True) if a != b]
    if len(differing) == 1:
        ((one, other),) = differing
        # In the row of digits keys stand one apart, on the keypad three too.
        return 60 if abs(one - other) in (1, 3) or {one, other} == {0, 9} else 15
    # Where digits changed places, the difference can be divided by 9.
    return 10 if gap % 9 == 0 else 0


def _longer_or_shorter(typed: str, meant: str) -> int:
    if typed != "0" and typed in _one_less(meant):
        return 250 // len(meant)
    if meant in _without_double(typed):
        return 200
    if typed == meant + "0":
        return 100
    return 25 // len(meant) if meant in _one_less(typed) else 0


def weight_beside(before: Number, after: Number, beside: list[Number]) -> int:
    """How readily the number of a box beside is typed instead, or added, or taken off."""
    if before >= SMALL and before in beside:
        return 100
    return 30 if any(other >= SMALL and before - after in (other, -other) for other in beside) else 0


def neighbours(form: Format, cell: str) -> Iterator[str]:
    """The cells left and right, above and below in the official table."""
    lines = [line.cells for line in form.table(form.cells[cell].table).lines if line.cells]
    for number, line in enumerate(lines):
        if cell in line:
            at = line.index(cell)
            yield from line[max(at - 1, 0) : at]
            yield from line[at + 1 : at + 2]
            for other in (*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2]):
                yield from other[at : at + 1]


def _swapped(digits: str) -> Iterator[str]:
    """With two digits that stand together exchanged."""
    for at in range(len(digits) - 1):
        yield digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def _one_less(digits: str) -> Iterator[str]:
    for at in range(len(digits)):
        yield digits[:at] + digits[at + 1 :]


def _without_double(digits: str) -> Iterator[str]:
    for at in range(len(digits) - 1):
        if digits[at] == digits[at + 1]:
            yield digits[:at] + digits[at + 1 :]
