"""Typed text ↔ number. Cells hold what was typed; a number is read from it only when needed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal
from unicodedata import normalize

from govreport_gui.core.patterns import pattern

Number = int | Decimal
Kind = Literal["integer", "signed integer", "decimal"]
YEARS: Final = range(2000, 2101)
"""The years that a report can be for, typed or read."""

# Published amounts in 万元 carry up to six decimals (平潭 2021: 24252.311082), finer than one 元.
_DECIMAL_PLACES: Final = 6
# Far more than any report has; beyond some thousand digits Python itself refuses.
_DIGITS: Final = 40
_NUMBER: Final = pattern(r"([+-]?)(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?")
_LETTERS: Final = pattern("[OoIl]")
_AS_DIGITS: Final = str.maketrans("OoIl", "0011")
"""Letters that are typed for digits, and those digits."""
_REMARK: Final = pattern(r"\(.*\)", re.DOTALL)
_UNITS: Final = ("万元", "元", "件", "项", "条", "个", "笔")
_MONEY: Final = frozenset({"万元", "元"})
"""Units of amounts; all others count."""
_DATE: Final = pattern(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?|(\d{4})(\d\d)(\d\d)")
_DAY: Final = pattern(r"(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?")
_HALF: Final = str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+")
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES: Final = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_INVISIBLE: Final = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
)
"""Marks without width that web pages and input methods leave between letters."""
_PLAIN: Final = {**_FULL_WIDTH, **_SPACES, **_INVISIBLE, **str.maketrans("−–—", "---")}
_BETWEEN: Final = pattern(r"(?<=\d)[，。](?=\d)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell's text says: a number, or None when blank or unreadable.

    `unit` and `remark` are what stood behind the number (「251000元」, 「22（其中修订16件）」).
    """

    text: str
    number: Number | None = None
    unit: str = ""
    remark: str = ""

    @property
    def blank(self) -> bool:
        """Nothing was typed; not the same as 0, and not the same as unreadable."""
        return not self.text

    @property
    def unreadable(self) -> bool:
        """Something was typed, and it is no number."""
        return bool(self.text) and self.number is None


def entered(text: str) -> str:
    """What is kept of a text that is typed or pasted into a cell, as it will be printed.

    A plain number is kept as such: 9 for ９, 009 or +9, 1234 for 1,234, the point for 。 as an input method puts it
    in. Words beside a number, and whatever is no number, stay as they are but for digits in half width.
    """
    half = _BETWEEN.sub(lambda mark: "," if mark[0] == "，" else ".", text.translate(_HALF | _INVISIBLE))
    half = " ".join(half.split())
    reading = read(half)
    return half if reading.number is None or reading.unit or reading.remark else show(reading.number)


def sound(text: str) -> str:
    """The text without halves of characters that no file can hold (lone surrogates); U+FFFD stands for each."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def year_fault(text: str) -> str:
    """Why this is no year of a report, as a sentence; "" if it is one or nothing is typed."""
    plain = normalize("NFKC", text).strip()
    if not plain:
        return ""
    if not (plain.isascii() and plain.isdecimal() and len(plain) == 4):
        return "年度写四位数，如 2025。"
    return "" if int(plain) in YEARS else f"年度应在 {YEARS[0]} 到 {YEARS[-1]} 之间。"


def add_up(texts: Iterable[str]) -> tuple[int, Number]:
    """How many of these texts are numbers, and their exact sum."""
    numbers = [number for text in texts if (number := read(text).number) is not None]
    return len(numbers), sum(numbers, 0)


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """The reading of one cell's text: half and full width, 1,234, 1 234, NBSP, a unit, a remark.

    Raised and circled digits (3², 3①) are marks beside a number, not digits of it, and make a text unreadable.
    """
    plain = text.translate(_PLAIN).strip()
    found = _NUMBER.match(plain)
    if found is None:
        return Reading(plain and text)
    # 5. is 5: the point of an input method, or of a list.
    rest = plain[found.end() :].strip().removeprefix(".").strip()
    unit = next((name for name in _UNITS if rest.startswith(name)), "")
    remark = rest[len(unit) :].strip()
    if remark and not _REMARK.fullmatch(remark):
        return Reading(text)
    sign, digits, fraction = found.groups(default="")
    digits = re.sub("[, ]", "", digits)
    if len(digits) + len(fraction) > _DIGITS:
        return Reading(text)
    return Reading(text, _number(sign + digits + fraction), unit, remark)


def _number(digits: str) -> Number:
    value = Decimal(digits)
    return int(value) if value == value.to_integral_value() else value


def show(number: Number) -> str:
    """A number as it is printed: no exponent, no trailing zeros, no thousands marks."""
    if isinstance(number, int):
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=4096)
def fault(text: str, kind: Kind, unit: str) -> str:
    """Why this text does not fit a cell of that kind and unit, as the end of a sentence; "" if it does."""
    reading = read(text)
    if reading.number is None:
        return _no_number(text) if reading.text else ""
    if reading.unit and reading.unit not in {unit, "" if unit in _MONEY else "笔"}:
        return f"写了“{reading.unit}”，这一格的单位是{unit}"
    if reading.number < 0 and kind != "signed integer":
        return "是负数"
    if kind == "decimal":
        places = -int(Decimal(reading.number).as_tuple().exponent)
        return f"小数超过{_DECIMAL_PLACES}位" if places > _DECIMAL_PLACES else ""
    return "" if isinstance(reading.number, int) else "是小数"


def _no_number(text: str) -> str:
    if text.lstrip().startswith(("=", "＝")):
        return "不能写公式"
    letters = "".join(dict.fromkeys(_LETTERS.findall(text)))
    meant = read(text.translate(_AS_DIGITS)).number if letters else None
    return "不是数字" if meant is None else f"含字母{letters}，疑为{show(meant)}"


def iso_date(text: str, year: int | None = None) -> str:
    """2026-1-5, 20260105, 2026/1/5, 2026—1—5, 2026.1.5 or 2026年1月5日 (号) as 2026-01-05; "" if it is no date.

    With a `year`, 1-5, 1/5, 1.5 and 1月5日 are days of it.
    """
    plain = normalize("NFKC", text).translate(_PLAIN).strip()
    parts = [int(part) for part in found.groups() if part] if (found := _DATE.fullmatch(plain)) else []
    if not parts and year is not None and (day := _DAY.fullmatch(plain)):
        parts = [year, *map(int, day.groups())]
    try:
        return date(*parts).isoformat() if parts else ""
    except ValueError:
        return ""
