"""Counts in Chinese prose: every number that stands with a measure word, with its place in the text.

Years, document numbers, dates and telephone numbers have no measure word and are no counts.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from unicodedata import normalize

from govreport_gui.core.patterns import pattern
from govreport_gui.core.values import Number

_SPACE: Final = "[ \u00a0\u3000]?"
_DIGIT: Final = "[0-9０-９]"
_UNITS: Final = (
    "个百分点|平方米|件次|条次|人次|批次|件|条|个|项|份|次|起|宗|例|篇|期|场|批|元|户|家|页|部|名|位|人|处|倍|%|％"
)
_NUMERALS: Final = "零〇一二两三四五六七八九十百千万"
_COUNT: Final = pattern(
    # A digit before it, a range, a document number or a telephone number: not a count of its own.
    rf"(?<![0-9０-９][,，.．至到~～－–—-])(?<![0-9０-９A-Za-z第〔/.．-])"
    rf"(?P<digits>{_DIGIT}{{1,3}}(?:[, \u00a0]{_DIGIT}{{3}})+(?!{_DIGIT})(?:[.．]{_DIGIT}+)?"
    rf"|{_DIGIT}+(?:[.．]{_DIGIT}+)?)"
    rf"{_SPACE}(?P<scale>万亿|[千百十万亿])?(?P<more>余|多|来|几)?{_SPACE}(?P<unit>{_UNITS})"
    r"(?P<after>左右|以上|以下|以内|上下|多)?"
    rf"|百分之(?P<hundredths>[{_NUMERALS}]+(?:点[{_NUMERALS}]+)?)"
    # 三成 is 30 %, give or take ten.
    "|(?<![0-9第数几一二三四五六七八九十])(?P<tenths>[一二三四五六七八九])成(?![立为效果员本熟功长都绩就份交型品套])"
    rf"|(?<![第数几{_NUMERALS}])(?P<numeral>[{_NUMERALS}]+)(?P<more2>余|多|来|几)?"
    r"(?P<unit2>件次|件|起|宗|例|份|条|项|次|部|个)"
    # 「一件事」 is the name of a service, 「一件一办」 a way of working.
    r"(?![事一])(?P<after2>左右|以上|以下|以内|上下|多)?"
)
_ABOUT: Final = pattern("(?:将?近|约|大约|超过?|突破|逾|不足|不到|至少|最多|多达|不少于|不低于|几)$")
_SCALES: Final = MappingProxyType({"十": 10, "百": 100, "千": 1000, "万": 10000, "亿": 100000000, "万亿": 10**12})
_VALUES: Final = MappingProxyType(
    {character: at for at, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its measure word. `digits` is the place of the number alone, `span` of both.

    Amounts are in 元, whatever they are written in. A rounded number (14万余, 近2000) is
    `approximate` and equals nothing.
    """

    span: tuple[int, int]
    digits: tuple[int, int]
    number: Number
    unit: str
    approximate: bool = False
    places: int = 0
    """Written decimal places."""


@lru_cache(maxsize=64)
def counts(text: str) -> tuple[Count, ...]:
    """All counts of a text, from left to right."""
    return tuple(_count(text, found) for found in _COUNT.finditer(text))


def numeral(text: str) -> int:
    """What a Chinese numeral says: 两百一十二 → 212."""
    if all(character in _VALUES for character in text):
        return int("".join(str(_VALUES[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character == "万":
            total, section, digit = (total + section + digit or 1) * 10000, 0, 0
        else:
            section += (digit or 1) * _SCALES[character]
            digit = 0
    return total + section + digit


def _whole(number: Decimal) -> Number:
    return int(number) if number == number.to_integral_value() else number


def _count(text: str, found: re.Match[str]) -> Count:
    about = bool(_ABOUT.search(text, max(0, found.start() - 3), found.start()))
    if found["digits"] is not None:
        digits = normalize("NFKC", found["digits"]).replace(",", "").replace(" ", "")
        number = Decimal(digits) * _SCALES.get(found["scale"], 1)
        unit = "%" if found["unit"] == "％" else found["unit"]
        # 14万件 is rounded; 6.5万元 is an amount like any other.
        about = about or bool(found["more"] or found["after"]) or bool(found["scale"] and unit != "元")
        places = len(digits.partition(".")[2])
        return Count(found.span(), found.span("digits"), _whole(number), unit, about, places)
    if found["hundredths"] is not None:
        units, _, decimals = found["hundredths"].partition("点")
        tail = "".join(str(_VALUES.get(character, 0)) for character in decimals)
        number = Decimal(f"{numeral(units)}.{tail or 0}")
        return Count(found.span(), found.span("hundredths"), _whole(number), "%", about, len(tail))
    if found["tenths"] is not None:
        return Count(found.span(), found.span("tenths"), numeral(found["tenths"]) * 10, "%", places=-1)
    about = about or bool(found["more2"] or found["after2"])
    return Count(found.span(), found.span("numeral"), numeral(found["numeral"]), found["unit2"], about)
