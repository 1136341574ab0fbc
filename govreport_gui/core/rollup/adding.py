"""Reports → their sum: a report of its own, whose every cell knows who gave how much. Exact: no number is rounded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup.counting import Counted, count
from govreport_gui.core.rollup.submission import Collection, LastSum, Submission, plain
from govreport_gui.core.values import Number, show

_TOLD: Final = 20
"""So many units the report of the sum names for each cell; the collection knows all."""


@dataclass(frozen=True, slots=True)
class Rollup:
    """The sum of what counts. Cells that do not add up (`form.cells[…].additive`) are blank in it: they are asked for.

    `contributors` are by cell the files that give anything but 0, with their number, the largest first.
    """

    counted: Counted
    document: Document
    totals: Mapping[str, Number]
    contributors: Mapping[str, tuple[tuple[str, Number], ...]]
    unmapped: Mapping[str, tuple[str, ...]]
    """By file: cells of its own form with a number that the form of the sum has no place for."""

    @property
    def form(self) -> Format:
        """The form of the sum."""
        return self.counted.form

    def name(self, file: str) -> str:
        """Whose report that file is."""
        return self.counted.units[file]


def add_up(collection: Collection) -> Rollup:
    """The sum of a collection; a blank counts as 0, a blank total as the sum of its parts."""
    counted = count(collection)
    form = counted.form
    totals: dict[str, Number] = {cell.id: 0 for cell in form.cells.values() if cell.additive}
    givers: dict[str, list[tuple[str, Number]]] = {cell: [] for cell in totals}
    unmapped: dict[str, tuple[str, ...]] = {}
    for each in counted.counted:
        of = collection.form_of(each.document)
        numbers = each.numbers if of is form else mapped(each.numbers, of, form)
        for cell, number in numbers.items():
            if number and cell in totals:
                totals[cell] += number
                givers[cell].append((each.file, number))
        if of is not form and (astray := lost(each, of, form)):
            unmapped[each.file] = astray
    # A stable sort: of equals the one that came first stays first.
    contributors = {cell: tuple(sorted(of, key=_least_first)) for cell, of in givers.items()}
    document = Document(
        form.id,
        collection.unit,
        counted.year,
        kind="rollup",
        cells={cell: show(number) for cell, number in totals.items()} if counted.counted else {},
        contributions={cell: _told(counted, of, totals[cell]) for cell, of in contributors.items() if of},
    )
    return Rollup(counted, document, totals, contributors, unmapped)


def _told(counted: Counted, givers: Sequence[tuple[str, Number]], total: Number) -> tuple[tuple[str, str], ...]:
    """Who gives a cell, as the report of the sum keeps it: the largest by name, the others together."""
    named = [(counted.units[file], number) for file, number in givers[:_TOLD]]
    if len(givers) > _TOLD:
        named.append((f"其余{len(givers) - _TOLD}个单位", total - sum(number for _, number in named)))
    return tuple((unit, show(number)) for unit, number in named)


def _least_first(given: tuple[str, Number]) -> Number:
    return -given[1]


@lru_cache(maxsize=16)
def _sources(of: Format, form: Format) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each cell of `form` that the other form has something for: that form's cells that are added into it."""
    carry = form.carry.get(of.id, {})
    moved = {source for sources in carry.values() for source in sources}
    own = ((cell, (cell,)) for cell in form.cells if cell in of.cells and cell not in moved and cell not in carry)
    return (*carry.items(), *own)


def mapped(numbers: Mapping[str, Number], of: Format, form: Format) -> dict[str, Number]:
    """Numbers of a report on one form as cells of another, by the rules for mixed forms."""
    found: dict[str, Number] = {}
    for cell, sources in _sources(of, form):
        known = [numbers[source] for source in sources if source in numbers]
        if known:
            found[cell] = sum(known)
    return found


def lost(submission: Submission, of: Format, form: Format) -> tuple[str, ...]:
    """The cells of a report on another form that hold a number and have no place in this one."""
    kept = {source for _, sources in _sources(of, form) for source in sources}
    return tuple(cell for cell in of.cells if submission.numbers.get(cell) and cell not in kept)


def last_sum(collection: Collection, rollup: Rollup) -> LastSum:
    """A collection as last year's beside the next."""
    by_unit = {}
    for each in rollup.counted.counted:
        of = collection.form_of(each.document)
        numbers = each.numbers if of is rollup.form else mapped(each.numbers, of, rollup.form)
        by_unit[plain(rollup.name(each.file))] = {cell: number for cell, number in numbers.items() if number}
    return LastSum(rollup.form, rollup.totals, by_unit)


def named(form: Format, cells: Iterable[str], most: int = 3) -> str:
    """Some cells by their places, for a sentence: 表二规章·本年制发、….等5格."""
    places = [form.cells[cell].place for cell in cells]
    return "、".join(places[:most]) + (f"等{len(places)}格" if len(places) > most else "")
