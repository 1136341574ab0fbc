"""What part 六 says of the 信息处理费: how much was charged, in 元, and on how many applications."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from govreport_gui.core.prose_numbers import Count, counts
from govreport_gui.core.values import Number

_FEE: Final = re.compile("信息(?:公开)?处理费")
_NONE: Final = re.compile(
    "(?:未|没有|无|暂无|不存在)(?:向[^，。；;\n]{0,12})?(?:发生|产生|收取|收到|出现|涉及|按[^，。；;\n]{0,12}收取)?(?:过|任何|的)*"
    "(?:政府)?(?:信息公开)?(?:政府)?信息(?:公开)?处理费"
    "|信息(?:公开)?处理费(?:用|收取)?(?:情况|金额|总额)?(?:[：:为是]|的)*"
    "(?:未收取|没有收取|未发生|没有发生|未产生|没有产生|无(?![法])|零|0 ?元)"
)
_SENTENCE_END: Final = "。；;！\n"
_RATE: Final = re.compile("每[件页]?$|每[件页].{0,4}$")
_BEHIND_RATE: Final = re.compile("^[/每]|^元?/[件页]")
_ASKED: Final = re.compile("(?:通知|应|拟|待)(?:收取?|缴纳?)[^，。；;]{0,8}$")
_IN_ALL: Final = re.compile("(?:[共总合]计|共收取|总额|总金额|实际收取(?:金额)?|实收|共)(?:为|：|:)?$")


@dataclass(frozen=True, slots=True)
class Fee:
    """The stated fee. `amount` is None where the text speaks of it but says no amount that can be told."""

    amount: Number | None
    applications: Number | None
    span: tuple[int, int]
    """The words that say so."""


@lru_cache(maxsize=64)
def processing_fee(text: str) -> Fee | None:
    """The fee that a text reports; None where it does not speak of it."""
    none = _NONE.search(text)
    named = [found.start() for found in _FEE.finditer(text)]
    for at in named:
        begin = max(text.rfind(mark, 0, at) for mark in _SENTENCE_END) + 1
        ends = [end for mark in _SENTENCE_END if (end := text.find(mark, at)) >= 0]
        end = min(ends, default=len(text))
        amount = _amount(text, begin, end)
        if amount is not None:
            applications = [c.number for c in counts(text) if begin <= c.span[0] < end and c.unit == "件"]
            return Fee(amount.number, applications[0] if len(applications) == 1 else None, (begin, end))
    if none is not None:
        return Fee(0, 0, none.span())
    return Fee(None, None, (named[0], named[0] + 5)) if named else None


def _amount(text: str, begin: int, end: int) -> Count | None:
    """The amount charged in that sentence; None where there is none, or several without a total."""
    amounts = [
        count
        for count in counts(text)
        if begin <= count.span[0] < end
        and count.unit == "元"
        and not count.approximate
        and not _RATE.search(text[begin : count.span[0]][-6:])
        and not _BEHIND_RATE.search(text[count.span[1] : count.span[1] + 3])
        and not _ASKED.search(text[begin : count.span[0]])
    ]
    if amounts and "其中" in text[amounts[0].span[1] : end]:
        return amounts[0]
    in_all = [count for count in amounts if _IN_ALL.search(text[begin : count.span[0]])]
    if len(in_all) == 1:
        return in_all[0]
    return amounts[0] if len(amounts) == 1 else None
