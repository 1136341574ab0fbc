"""Which reports count: those of the year, each unit once; and who is missing, came twice or is unknown."""

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.rollup.submission import Collection, Submission, called, known_as, plain

_ALIKE: Final = 0.6
"""How alike two names must be for one to be offered in place of the other."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Which reports count. `why` says of each that does not, by file, why; `units` whose each report is, by file."""

    year: int | None
    form: Format
    counted: tuple[Submission, ...]
    why: dict[str, str]
    units: dict[str, str]
    """The name in the roster where it is known there."""
    missing: tuple[str, ...]
    """Names of the roster that no report counts for."""
    double: dict[str, tuple[str, ...]]
    """By unit that came more than once in the year: its files, the one that counts first."""
    unknown: dict[str, str]
    """By unit that is not in the roster: the nearest name that is still missing, "" where none is near."""


def count(collection: Collection) -> Counted:
    """What counts of a collection: every report of the year, whatever its verdict, and of a unit the newest."""
    submissions = collection.submissions
    year = collection.year if collection.year is not None else commonest_year(submissions)
    known = known_as(collection.roster)
    units = {each.file: known.get(plain(each.document.unit), each.name) for each in submissions}
    why: dict[str, str] = {}
    by_unit: dict[str, list[Submission]] = {}
    for each in submissions:
        if each.file in collection.out:
            why[each.file] = "已由汇总单位移出。"
        elif each.document.year is None:
            why[each.file] = "未写明年度。"
        elif each.document.year != year:
            why[each.file] = f"年度为{each.document.year}年，不是{year}年。"
        else:
            by_unit.setdefault(plain(units[each.file]), []).append(each)
    counted = []
    double = {}
    for several in by_unit.values():
        newest = max(several, key=lambda each: (each.file in collection.chosen, each.changed, each.file))
        counted.append(newest)
        if len(several) > 1:
            others = [each for each in several if each is not newest]
            double[units[newest.file]] = (newest.file, *(each.file for each in others))
            why |= {each.file: f"该单位已计入“{called(newest.file)}”，不重复计入。" for each in others}
    given = {units[each.file] for each in counted if each.document.unit.strip()}
    missing = tuple(member.name for member in collection.roster if member.name not in given)
    roster = {member.name for member in collection.roster}
    unknown = {
        name: next(iter(get_close_matches(name, missing, 1, _ALIKE)), "")
        for name in sorted(given)
        if roster and name not in roster
    }
    order = {each.file: at for at, each in enumerate(submissions)}
    counted.sort(key=lambda each: order[each.file])
    return Counted(year, _form(collection, year, counted), tuple(counted), why, units, missing, double, unknown)


def commonest_year(submissions: tuple[Submission, ...]) -> int | None:
    """The year that most reports are for, of several the latest; None where none says a year."""
    years = Counter(each.document.year for each in submissions if each.document.year is not None)
    return max(years, key=lambda year: (years[year], year), default=None)


def _form(collection: Collection, year: int | None, counted: list[Submission]) -> Format:
    """The form of that year; where no form is for it, the one that most reports are made on."""
    if year is not None and (of_year := next((form for form in collection.forms if form.covers(year)), None)):
        return of_year
    used = Counter(each.document.format for each in counted)
    return max(collection.forms, key=lambda form: (used[form.id], form.first_year))
