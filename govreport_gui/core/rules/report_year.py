"""Which year a report is for: its title, period, text, plans and signature, by majority.

Whoever copies last year's file forgets one of them; calling the others wrong would do harm.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import Span, own_words, sentence_at
from govreport_gui.core.report.document import Document

A_YEAR: Final = r"((?:19|20)[0-9]{2})\s*年"
A_DAY: Final = r"([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日"
_PERIOD: Final = pattern(rf"{A_YEAR}\s*{A_DAY}\s*起?\s*(?:至|到|[-—–~～]+)\s*(?:{A_YEAR}|当年|同年)?\s*{A_DAY}")
_OF_FIGURES: Final = pattern("统计|数据|期限|周期|时限|期间|截止")
_BEFORE_PERIOD: Final = 20
_OPENING: Final = pattern(
    rf"(?:^|(?<=[。；\n])|(?<=[情况]。))[ \u3000]*(?:（[一二三四五六七八九十]+）[^。\n]{{0,14}}[。：])?{A_YEAR}度?[，,]"
)
PLAN: Final = pattern(
    rf"(?<![0-9]){A_YEAR}度?[，,]?(?:我们|[我本全]\S{{1,3}})?(?:计划|拟|力争|将(?:继续|进一步|着力|着重|重点|持续|加强|加大|从|以|按|紧|围绕|切实"
    "|认真|不断|深入|严格|全面|坚持|积极|努力|采取|着眼|聚焦|针对|在|做好|抓))"
)
_SIGNED: Final = pattern(rf"{A_YEAR}\s*{A_DAY}[ \u3000]*(?:（[^（）\n]*）)?\s*$")
_FIRST_HALF: Final = 6


@dataclass(frozen=True, slots=True)
class Judged:
    """The year of a report; where the title has another, that one, and what speaks against it, in words."""

    year: int | None
    title: int | None = None
    against: str = ""


NONE: Final = Judged(None)
"""Of a report whose cover has no year."""


def judged_year(document: Document) -> Judged:
    """The year that a report is for, as most of it says."""
    return _judged(document.year, tuple(document.sections.items()))


@lru_cache(maxsize=16)
def _judged(cover: int | None, texts: tuple[tuple[str, str], ...]) -> Judged:
    if cover is None:
        return NONE
    sources = dict(_sources(texts))
    votes = Counter(max(years, key=lambda year: (years[year], year == cover)) for years in sources.values())
    votes[cover] += 1
    year, number = votes.most_common(1)[0]
    if year == cover or number < _ENOUGH or number <= votes[cover]:
        return Judged(cover)
    places = sum(years[year] for name, years in sources.items() if name == _TEXT)
    against = "、".join(name for name, years in sources.items() if years[year])
    return Judged(year, cover, against.replace(_TEXT, f"{_TEXT}（{places}处）") if places > 1 else against)


_TEXT: Final = "正文"
_ENOUGH: Final = 2
"""So many of the others must agree against the title."""


def _sources(texts: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, Counter[int]]]:
    """By the name of what says so: the years that it gives the report, with how often."""
    found = {name: Counter[int]() for name in ("统计期限", _TEXT, "工作打算", "落款")}
    for section, text in texts:
        words = own_words(text)
        for span, whole in periods(text):
            if is_of_figures(text, span[0], whole=whole):
                found["统计期限"][int(words[span[0] : span[0] + 4])] += 1
        if section in {"overview", "problems", "other_matters"}:
            plans = {plan.start(1): int(plan[1]) - 1 for plan in PLAN.finditer(words)}
            found["工作打算"].update(plans.values())
            openings = (each for each in _OPENING.finditer(words) if each.start(1) not in plans)
            found[_TEXT].update(int(each[1]) for each in openings)
        if section in {"other_matters", "closing"} and (day := _SIGNED.search(words)):
            found["落款"][int(day[1]) - (int(day[2]) <= _FIRST_HALF)] += 1
    return ((name, years) for name, years in found.items() if years)


def signature(text: str) -> tuple[Span, tuple[int, int, int]] | None:
    """The day at the end of a text: where it stands, and year, month, day."""
    day = _SIGNED.search(own_words(text))
    return None if day is None else ((day.start(1), day.end(3) + 1), (int(day[1]), int(day[2]), int(day[3])))


@lru_cache(maxsize=64)
def periods(text: str) -> tuple[tuple[Span, bool], ...]:
    """The periods 年月日至年月日 and whether each is that of a whole calendar year."""
    found = []
    for match in _PERIOD.finditer(own_words(text)):
        first, month, day, last, last_month, last_day = match.groups()
        whole = (int(month), int(day), int(last_month), int(last_day)) == (1, 1, 12, 31)
        found.append((match.span(), whole and last in {None, first}))
    return tuple(found)


def is_of_figures(text: str, place: int, *, whole: bool) -> bool:
    """Whether a period is that of the report's figures, not that of some campaign or of last year."""
    if _OF_FIGURES.search(text[max(0, place - _BEFORE_PERIOD) : place]):
        return True
    return whole and not re.search("同期|上年|去年|上一年", sentence_at(text, place))
