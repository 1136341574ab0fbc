"""Working days (工作日) with 调休: what resources/working_days.toml says of each year, and counting by it."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from govreport_gui.core.values import YEARS

_SATURDAY: Final = 5
_MOST_DAYS: Final = 60
"""Of each kind in a year; the years so far have some 19 and 8."""


class CalendarError(ValueError):
    """A calendar that cannot be used, and why, in a sentence without its end."""


@dataclass(frozen=True, slots=True)
class YearOfDays:
    """The days of one year that are not what their weekday says: `off` from Monday to Friday, `work` at a weekend."""

    year: int
    source: str
    off: frozenset[date]
    work: frozenset[date]


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Which days are working days. A year not among `years` is taken by weekdays alone, and that is to be said."""

    years: Mapping[int, YearOfDays]

    def works(self, day: date) -> bool:
        """Whether that day is a working day."""
        known = self.years.get(day.year)
        if day.weekday() < _SATURDAY:
            return known is None or day not in known.off
        return known is not None and day in known.work

    def after(self, day: date, count: int) -> date:
        """The working day that is the `count`th after that day, which is not counted itself. `count` is at least 1."""
        days = self._working(day.year)
        at = bisect_right(days, day) + count - 1
        year = day.year
        while at >= len(days):
            if year >= MAXYEAR:
                raise OverflowError("no such day")
            at -= len(days)
            year += 1
            days = self._working(year)
        return days[at]

    def between(self, first: date, last: date) -> int:
        """How many working days come after `first` up to `last`, `last` among them; 0 where it does not come later."""
        if last <= first:
            return 0
        found = -bisect_right(self._working(first.year), first)
        found += sum(len(self._working(year)) for year in range(first.year, last.year))
        return found + bisect_right(self._working(last.year), last)

    def unknown(self, first: date, last: date) -> tuple[int, ...]:
        """The years from the one day to the other of which there is no data."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)

    def _working(self, year: int) -> tuple[date, ...]:
        return _days_of(year, self.years.get(year))


@lru_cache(maxsize=64)
def _days_of(year: int, known: YearOfDays | None) -> tuple[date, ...]:
    """The working days of that year, in order."""
    first = date(year, 1, 1)
    length = date(year, 12, 31).timetuple().tm_yday
    off, work = (known.off, known.work) if known else (frozenset(), frozenset())
    days = (first + timedelta(at) for at in range(length))
    return tuple(day for day in days if (day.weekday() < _SATURDAY and day not in off) or day in work)


def load(content: Mapping[str, Any]) -> Calendar:
    """The calendar in a file's content, whoever has made it. Raises CalendarError."""
    sections = content.get("year")
    if not isinstance(sections, list) or not sections or not all(isinstance(each, dict) for each in sections):
        raise CalendarError("没有写明年度")
    years: dict[int, YearOfDays] = {}
    for section in sections:
        year = section.get("year")
        if isinstance(year, bool) or not isinstance(year, int) or year not in YEARS:
            raise CalendarError("年度应为四位数")
        if year in years:
            raise CalendarError(f"{year}年写了两次")
        source = section.get("source", "")
        if not isinstance(source, str):
            raise CalendarError(f"{year}年的依据不是文字")
        off = _listed(year, section.get("off"), "放假")
        work = _listed(year, section.get("work"), "上班")
        if bad := next((day for day in sorted(off) if day.weekday() >= _SATURDAY), None):
            raise CalendarError(f"{bad.isoformat()}是周末，不必写在放假的日子里")
        if bad := next((day for day in sorted(work) if day.weekday() < _SATURDAY), None):
            raise CalendarError(f"{bad.isoformat()}不是周末，不必写在上班的日子里")
        if not off:
            raise CalendarError(f"{year}年没有放假的日子")
        years[year] = YearOfDays(year, source, off, work)
    return Calendar(MappingProxyType(years))


def _listed(year: int, days: object, what: str) -> frozenset[date]:
    if not isinstance(days, list) or len(days) > _MOST_DAYS:
        raise CalendarError(f"{year}年{what}的日子没有列出，或过多")
    try:
        return frozenset(date.fromisoformat(f"{year}-{each}") for each in days)
    except ValueError:
        raise CalendarError(f"{year}年{what}的日子应写月-日，如 10-01") from None


def joined(calendars: Iterable[Calendar]) -> Calendar:
    """All years of these; of a year in several the last holds."""
    years: dict[int, YearOfDays] = {}
    for each in calendars:
        years.update(each.years)
    return Calendar(MappingProxyType(years))
