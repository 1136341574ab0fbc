"""Up to five years of one unit: which earlier report stands for which year, and what is to be said of that."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import Case

MOST: Final = 5
"""Years that stand beside each other, this one among them."""
LOADED: Final = "本年报所载上年年报"
"""Where last year's report comes from that the open one is compared with."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A report found beside the open one: what its file is called, and when that was changed in nanoseconds."""

    file: str
    form: Format
    document: Document
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Years:
    """The earlier reports by year, the oldest first, and sentences on those that were not taken."""

    by_year: Mapping[int, Earlier]
    told: tuple[str, ...] = ()

    def span(self, year: int) -> tuple[int, ...]:
        """All years from the oldest report to `year`, those without a report too."""
        return tuple(range(min(self.by_year, default=year), year + 1))


def wanted(year: int) -> range:
    """The years before that one which stand beside it."""
    return range(year - MOST + 1, year)


def _of_it(document: Document, other: Document) -> bool:
    """Whether the other report is the same unit's: of a government, its own and that of all its units are two."""
    kinds = {document.kind, other.kind} - {""}
    return same_unit(document.unit, other.unit) and len(kinds) <= 1


def same_unit(name: str, other: str) -> bool:
    """Whether both are the name of one unit, whatever the blanks in it."""
    return bool(name.split()) and "".join(name.split()) == "".join(other.split())


def series(case: Case, found: Iterable[Earlier], figures: Callable[[Earlier], Sequence[object]]) -> Years | None:
    """One report for each year; None where there is nothing that is not in the report with last year's anyway.

    Last year's is the one that this report is compared with, whatever its unit was called. Of several files of a year
    it is the one changed last; the others are named if their `figures`, what is shown of a report, are not the same.
    """
    document, last = case.document, case.last
    if document.year is None:
        return None
    candidates: dict[int, list[Earlier]] = {}
    before = last.document.year if last is not None else None
    if last is not None and before is not None and before in wanted(document.year):
        candidates[before] = [Earlier(LOADED, last.form, last.document)]
    new = False
    for each in sorted(found, key=lambda each: (each.changed, each.file), reverse=True):
        year = each.document.year
        if year is not None and year in wanted(document.year) and _of_it(document, each.document):
            new = new or year not in candidates
            candidates.setdefault(year, []).append(each)
    if not new:
        return None
    by_year = {year: candidates[year][0] for year in sorted(candidates)}
    told = []
    for year, (first, *others) in sorted(candidates.items()):
        differ = [each.file for each in others if figures(each) != figures(first)]
        if differ:
            names = "、".join(f"“{name}”" for name in differ)
            told.append(f"{year}年另有{names}，其中的数与{called(first)}不同，未采用。")
    return Years(by_year, tuple(told))


def called(report: Earlier) -> str:
    """Where a year's numbers come from, in a sentence."""
    return report.file if report.file == LOADED else f"“{report.file}”"
