"""Years in last year's text that may become this year's: which they are, and which of them surely do."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import Span

YEAR: Final = pattern("(?<![0-9〔])20[0-9]{2}(?=\\s*年)")
_DAY: Final = pattern("\\s*年\\s*[0-9]{1,2}\\s*月")
_WHOLE_YEAR: Final = pattern("\\s*年\\s*(?:1\\s*月\\s*1\\s*日|12\\s*月\\s*31\\s*日)")
_NAMED: Final = pattern("《[^》\n]*》|“[^”\n]*”")
_PERIOD: Final = pattern(
    "(20[0-9]{2})\\s*年\\s*1\\s*月\\s*1\\s*日\\s*(?:起)?\\s*(?:至|到|—|－|-|~|～)\\s*(?:(20[0-9]{2})\\s*年)?"
    "\\s*12\\s*月\\s*31\\s*日"
)
_REPORT: Final = pattern("(20[0-9]{2})\\s*年度?(?:本机关|本单位)?政府信息公开(?:工作)?(?:年度)?报告")
_FIRST: Final = pattern("(?m)^[ \u3000]*(20[0-9]{2})\\s*年度?，")


@dataclass(frozen=True, slots=True)
class OldYear:
    """A year of last year's text that this year's text would write one up. `sure`: there it can mean nothing else."""

    span: Span
    year: int
    sure: bool


@lru_cache(maxsize=16)
def old_years(text: str, before: int) -> tuple[OldYear, ...]:
    """The years of that text of the report for the year `before` that move with it: that year and the one before it.

    A day other than the first and last of a year stays, and so does what has a name. Sure are the period that is
    counted, the name of the report, and the beginning of a paragraph: 2024年，… . What else names a year may speak of
    last year.
    """
    named = [found.span() for found in _NAMED.finditer(text)]
    sure = {found.start(1) for shape in (_REPORT, _FIRST) for found in shape.finditer(text)}
    for found in _PERIOD.finditer(text):
        if found[2] in (None, found[1]):
            sure |= {found.start(1), found.start(2)}
    years = []
    for found in YEAR.finditer(text):
        year, at = int(found[0]), found.start()
        day = _DAY.match(text, found.end()) and not _WHOLE_YEAR.match(text, found.end())
        inside = any(start <= at < end for start, end in named)
        if year in {before, before - 1} and not day and not inside:
            years.append(OldYear(found.span(), year, year == before and at in sure))
    return tuple(years)


def advanced(text: str, before: int, year: int) -> str:
    """The text of the report for the year `before` with the years that surely become `year` become it."""
    parts, done = [], 0
    for each in old_years(text, before):
        if each.sure:
            parts += [text[done : each.span[0]], str(year)]
            done = each.span[1]
    return "".join((*parts, text[done:]))


def first_year(text: str, span: Span, year: int) -> Span | None:
    """Where that paragraph begins with that year, as 2025年，… does; None where it does not."""
    found = _FIRST.match(text, span[0], span[1])
    return found.span(1) if found is not None and int(found[1]) == year else None
