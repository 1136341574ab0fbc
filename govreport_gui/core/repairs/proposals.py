"""Which cell is wrong: the smallest change that settles broken sums and breaks none that held.

One cell, then two; a change is whole and not negative where the cell asks for that. Where several
changes do equally well, what looks like a slip of the hand, last year's figures, totals on paper and
the numbers in the text decide; where nothing decides, nothing is offered. Nothing is ever changed from here.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import Figures, Relation, State, judge
from govreport_gui.core.repairs.equations import Equation, Steps, blocks, known_factors, solutions
from govreport_gui.core.repairs.typing_errors import SMALL, neighbours, weight, weight_beside
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import Case, case_of
from govreport_gui.core.values import Number, read, show

MOST_REPAIRS: Final = 3
"""At most so many repairs are offered for one problem."""
MOST_CELLS: Final = 2
"""At most so many cells stand in one repair."""
_LARGEST: Final = 3
"""So many cells are looked for together: independent errors in one table are found as one set and offered apart."""
_TOO_MANY: Final = 40
"""With more equally small sets than this nothing is told apart any more."""
_ENOUGH: Final = Fraction(8, 10)
"""Of all that speaks for any repair, so much must speak for those on offer."""
_EVIDENCE: Final = 20
"""So many times likelier is a change that settles a further rule or puts in a number from the text."""

_COUNTED: Final = _EVIDENCE**2
"""So many times likelier is a change after which a total counted on paper agrees: it names the very row."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell, what was typed there and what should stand there."""

    cell: str
    before: str
    after: str


Repair = tuple[Change, ...]
"""Changes that belong together."""


@dataclass(frozen=True, slots=True)
class _Report:
    """A report's relations with the cells each one stands on, and how each stands."""

    form: Format
    document: Document
    figures: Figures
    equations: tuple[Equation, ...]
    of_cell: Mapping[str, Sequence[int]]
    """Cell → indexes of the bound rules it takes part in."""
    known: Sequence[tuple[Mapping[str, int], Number | None]]
    """By bound rule: the factors of the cells with numbers, and left - right; None where numbers are missing."""
    states: Sequence[State]
    control_totals: Sequence[Equation]
    """The control totals: what each stands on, and by how much that differs from it."""


def find(case: Case, in_text: AbstractSet[Number] = frozenset()) -> tuple[Repair, ...]:
    """All repairs on offer, for each group of broken sums at most MOST_REPAIRS, the likeliest first.

    `in_text` are the numbers found in the text.
    """
    report = _report(case)
    offered: dict[Repair, None] = {}
    for block in blocks(report.equations):
        for steps in _best(report, _smallest(report, block), in_text):
            for part in _parts(report, block, steps):
                if len(part) <= MOST_CELLS:
                    offered[_repair(report, part)] = None
    return tuple(offered)


def by_finding(
    case: Case, findings: Sequence[Finding], in_text: AbstractSet[Number] = frozenset()
) -> dict[int, tuple[Repair, ...]]:
    """The repairs that settle each finding, by its index; findings that no repair settles are absent."""
    sums = {rule.id for rule in case.form.rules if rule.level == "must_fix"}
    if not any(finding.rule in sums for finding in findings):
        return {}
    result: dict[int, tuple[Repair, ...]] = {}
    for repair in find(case, in_text):
        for index in settled(case, findings, repair):
            result[index] = (*result.get(index, ()), repair)[:MOST_REPAIRS]
    return result


def settled(case: Case, findings: Sequence[Finding], repair: Repair) -> tuple[int, ...]:
    """Indexes of the findings that vanish with that repair: relations, and faults of the cells themselves."""
    form = case.form
    figures = case_of(form, apply(case.document, repair), case).figures
    changed = {change.cell for change in repair}
    entries = {table.entry_rule for table in form.tables}
    bound = {(each.rule.id, each.each): each.relation for each in form.bound}
    result = []
    for index, finding in enumerate(findings):
        relation = bound.get((finding.rule, finding.each or ""))
        if relation is not None:
            if judge(relation, figures).state != "broken":
                result.append(index)
        elif finding.rule in entries and changed.issuperset(finding.cells):
            result.append(index)
    return tuple(result)


def apply(document: Document, repair: Repair) -> Document:
    """The report with the repair made."""
    return document.with_cells({change.cell: change.after for change in repair})


def sentence(form: Format, repair: Repair, settled: int) -> str:
    """The repair in words, with how many problems it settles."""
    changes = "、".join(f"“{form.cells[change.cell].place}”从 {change.before} 改成 {change.after}" for change in repair)
    return f"把{changes}，{settled} 处问题{'同时' if settled > 1 else ''}消失。"


def _report(case: Case) -> _Report:
    form, document, figures = case.form, case.document, case.figures
    equations: list[Equation] = []
    of_cell: dict[str, list[int]] = {}
    known: list[tuple[Mapping[str, int], Number | None]] = []
    states: list[State] = []
    for index, bound in enumerate(form.bound):
        factors, complete = known_factors(bound.relation, figures)
        for cell in factors:
            of_cell.setdefault(cell, []).append(index)
        states.append(judge(bound.relation, figures).state)
        gap = sum(factor * figures.numbers[cell] for cell, factor in factors.items()) if complete else None
        known.append((factors, gap))
        drives = bound.relation.sign == "=" and bound.rule.level == "must_fix" and not bound.compares_years
        if drives and gap is not None:
            equations.append(Equation(factors, gap))
    return _Report(
        form, document, figures, tuple(equations), of_cell, known, states, _control_totals(document, figures)
    )


def _control_totals(document: Document, figures: Figures) -> tuple[Equation, ...]:
    found = []
    for cell, text in document.paper_totals.items():
        factors, complete = known_factors(Relation(((1, cell),), "=", ()), figures)
        number = read(text).number
        if complete and number is not None:
            found.append(
                Equation(factors, sum(each * figures.numbers[part] for part, each in factors.items()) - number)
            )
    return tuple(found)


def _smallest(report: _Report, block: list[Equation]) -> list[Steps]:
    """The smallest sets of cells that settle the block and break nothing that must hold."""

    def allowed(cell: str, step: Number) -> bool:
        kind = report.form.cells[cell].kind
        after = report.figures.numbers[cell] + step
        return (kind == "signed integer" or after >= 0) and (kind == "decimal" or after == int(after))

    for size in range(1, _LARGEST + 1):
        found: dict[Steps, None] = {}
        for steps in solutions(block, size, allowed):
            found[steps] = None
            if len(found) > _TOO_MANY:
                return []
        if kept := [steps for steps in found if _breaks_nothing(report, steps)]:
            return kept
    return []


def _breaks_nothing(report: _Report, steps: Steps) -> bool:
    return all(report.form.bound[index].rule.level != "must_fix" for index in _effect(report, steps)[1])


def _effect(report: _Report, steps: Steps) -> tuple[list[int], list[int]]:
    """Indexes of the bound rules that the change settles, and of those that it breaks."""
    by = dict(steps)
    numbers = {**report.figures.numbers, **{cell: report.figures.numbers[cell] + step for cell, step in steps}}
    figures = replace(report.figures, numbers=numbers)
    ends: list[int] = []
    begins: list[int] = []
    for index in {index for cell in by for index in report.of_cell[cell]}:
        relation = report.form.bound[index].relation
        factors, gap = report.known[index]
        if gap is None:
            after = judge(relation, figures).state == "broken"
        else:
            gap += sum(factors.get(cell, 0) * step for cell, step in steps)
            after = gap != 0 if relation.sign == "=" else gap > 0 if relation.sign == "<=" else gap < 0
        before = report.states[index] == "broken"
        if before != after:
            (ends if before else begins).append(index)
    return ends, begins


def _best(report: _Report, found: list[Steps], in_text: AbstractSet[Number]) -> list[Steps]:
    """The likeliest first; none where there are more than MOST_REPAIRS and too little tells them apart."""
    if len(found) < 2:
        return found
    weights = {steps: _weight(report, steps, in_text) for steps in found}
    ranked = sorted(found, key=lambda steps: (-weights[steps], sorted(cell for cell, _ in steps)))
    if len(ranked) <= MOST_REPAIRS:
        return ranked
    total = sum(weights.values())
    for count in range(1, MOST_REPAIRS + 1):
        # Of equals, all are offered or none.
        stands_out = weights[ranked[count - 1]] > weights[ranked[count]]
        if stands_out and sum(weights[steps] for steps in ranked[:count]) >= _ENOUGH * total:
            return ranked[:count]
    return []


def _weight(report: _Report, steps: Steps, in_text: AbstractSet[Number]) -> Fraction:
    """What speaks for a change, to be compared with the weights of others."""
    numbers = report.figures.numbers
    ends, begins = _effect(report, steps)
    # All sets settle the same equations; what differs are rules over blanks, years and inequalities.
    result = Fraction(_EVIDENCE) ** (len(ends) - len(begins))
    for cell, step in steps:
        before = numbers[cell]
        after = before + step
        beside = [numbers[other] for other in neighbours(report.form, cell) if other in numbers]
        result *= weight(before, after) + weight_beside(before, after, beside)
        if cell not in report.form.sums:
            # Small counts are common and large ones rare: n is met about as often as 1 in n.
            result *= (abs(Fraction(before)) + 1) / (abs(Fraction(after)) + 1)
        elif not before:
            # A total that nobody filled in.
            result *= _EVIDENCE
        if after in in_text:
            result *= _EVIDENCE if after >= SMALL else 2
        if before in in_text and before >= SMALL:
            result /= _EVIDENCE
    by = dict(steps)
    for factors, gap in report.control_totals:
        after = gap + sum(factors.get(cell, 0) * step for cell, step in steps) if factors.keys() & by.keys() else gap
        if bool(gap) != bool(after):
            # The total that somebody counted on paper agrees now, or does not any more.
            result = result * _COUNTED if gap else result / _COUNTED
    if len(steps) == 2:
        (one, by_one), (other, by_other) = steps
        exchanged = numbers[one] + by_one == numbers[other] and numbers[other] + by_other == numbers[one]
        if exchanged and other in neighbours(report.form, one):
            result *= _EVIDENCE
    return result


def _parts(report: _Report, block: list[Equation], steps: Steps) -> list[Steps]:
    """The set in parts that can be made one without the other, each breaking nothing."""
    parts: list[Steps] = []
    for step in sorted(steps):
        together = frozenset({step})
        apart = []
        for part in parts:
            if _share(block, part, together):
                together |= part
            else:
                apart.append(part)
        parts = [*apart, together]
    return parts if all(_breaks_nothing(report, part) for part in parts) else [steps]


def _share(block: Iterable[Equation], part: Steps, other: Steps) -> bool:
    cells, others = {cell for cell, _ in part}, {cell for cell, _ in other}
    return any(cells & equation.factors.keys() and others & equation.factors.keys() for equation in block)


def _repair(report: _Report, steps: Steps) -> Repair:
    """In the order of the form."""
    by = dict(steps)
    cells = report.document.cells
    return tuple(
        Change(cell, cells[cell], show(report.figures.numbers[cell] + by[cell]))
        for cell in report.form.cells
        if cell in by
    )
