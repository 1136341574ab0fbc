"""Pages that lie in another order than their numbers say."""

from collections.abc import Sequence
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.files.scans.sheet import Sheet

_FOOT: Final = 0.85
"""Below that share of its height a page has its number."""
_NUMBER: Final = pattern(r"[-—–_·.~]*(\d{1,2})[-—–_·.~]*|第(\d{1,2})页.{0,6}")


def in_order(sheets: Sequence[Sheet]) -> tuple[list[Sheet], str]:
    """The pages in the order of their numbers, if all but one have one; and what is said where they lay otherwise."""
    numbers = [number_of(sheet) for sheet in sheets]
    known = [number for number in numbers if number is not None]
    whole = len(known) >= max(2, len(numbers) - 1) and len(set(known)) == len(known)
    if not whole or max(known) - min(known) > len(numbers) or known == sorted(known):
        return list(sheets), ""
    # A page without a number is the first of a report.
    order = sorted(range(len(sheets)), key=lambda at: numbers[at] or 0)
    said = "、".join(str(number) if number is not None else "（无）" for number in numbers)
    return [sheets[at] for at in order], f"各页页码依次为{said}，已按页码排列，核对。"


def number_of(sheet: Sheet) -> int | None:
    """The number of a page, where it has one at its foot, below all tables."""
    low = max([sheet.height * _FOOT, *(line.at for line in sheet.lines if line.lies)])
    for piece in sorted(sheet.pieces, key=lambda each: -each.box[3]):
        if piece.box[1] > low and (found := _NUMBER.fullmatch("".join(piece.text.split()))):
            return int(found[1] or found[2])
    return None
