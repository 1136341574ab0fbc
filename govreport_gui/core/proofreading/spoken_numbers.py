"""What a cell says when it is read aloud: 1234 → 一千二百三十四, 0.56 → 零点五六, a blank → 空."""

from itertools import pairwise
from typing import Final

from govreport_gui.core.values import read, show

_DIGITS: Final = "零一二三四五六七八九"
_WITHIN: Final = ("", "十", "百", "千")
_WAN, _YI = 10**4, 10**8


def spoken(text: str) -> str:
    """A cell's text in the words it is read in; what is no number is read as it is written."""
    reading = read(text)
    if reading.blank:
        return "空"
    if reading.number is None:
        return text
    sign, digits = ("负", show(-reading.number)) if reading.number < 0 else ("", show(reading.number))
    whole, _, fraction = digits.partition(".")
    after = "点" + "".join(_DIGITS[int(digit)] for digit in fraction) if fraction else ""
    # A remark or unit behind the number (22（其中修订16件）) is read too.
    return sign + _whole(int(whole)) + after + reading.unit + reading.remark


def _whole(number: int) -> str:
    words = _counted(number)
    return words.removeprefix("一") if words.startswith("一十") else words


def _counted(number: int) -> str:
    """Inside a greater number ten is 一十, at its beginning 十."""
    for scale, name in ((_YI, "亿"), (_WAN, "万")):
        if number >= scale:
            high, low = divmod(number, scale)
            gap = "零" if 0 < low < scale // 10 else ""
            return _counted(high) + name + gap + (_counted(low) if low else "")
    return _below_wan(number)


def _below_wan(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    places = [(place, number // 10**place % 10) for place in (3, 2, 1, 0)]
    said = [(place, digit) for place, digit in places if digit]
    words = _DIGITS[said[0][1]] + _WITHIN[said[0][0]]
    for (above, _), (place, digit) in pairwise(said):
        words += "零" * (above - place > 1) + _DIGITS[digit] + _WITHIN[place]
    return words
