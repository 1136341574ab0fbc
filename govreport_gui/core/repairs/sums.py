"""A report's sums as equations: how each stands, and what a change of cells does to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from govreport_gui.core.findings.located import Change, Repair
from govreport_gui.core.forms.form import Bound, Format
from govreport_gui.core.forms.relations import Figures, State, judge
from govreport_gui.core.repairs.equations import Equation, Steps, known_factors
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.rules.case import Case, case_of
from govreport_gui.core.values import Number, show


@dataclass(frozen=True, slots=True)
class Sums:
    """A report's relations with the cells each one stands on, and how each stands."""

    case: Case
    equations: tuple[Equation, ...]
    of_cell: Mapping[str, Sequence[int]]
    """Cell → indexes of the bound rules it takes part in."""
    known: Sequence[tuple[Mapping[str, int], Number | None]]
    """By bound rule: the factors of the cells with numbers, and left - right; None where numbers are missing."""
    states: Sequence[State]
    followers: Mapping[str, str] = field(default_factory=dict)
    """Totals, as typed, that agree with their parts and are taken as blank: they follow what is changed there."""

    @property
    def form(self) -> Format:
        """The form of the report."""
        return self.case.form

    @property
    def document(self) -> Document:
        """The report without the totals that follow."""
        return self.case.document

    @property
    def figures(self) -> Figures:
        """Its numbers."""
        return self.case.figures


def must_hold(bound: Bound) -> bool:
    """Whether it is a sum that no report may break."""
    return bound.relation.sign == "=" and bound.rule.level == "must_fix" and not bound.compares_years


def drives(sums: Sums, index: int) -> bool:
    """Whether that bound rule is one of the equations."""
    return must_hold(sums.form.bound[index]) and sums.known[index][1] is not None


def sums_of(case: Case) -> Sums:
    """The sums of a report.

    Where all totals of a table agree with their parts and it contradicts itself nevertheless, they were added up
    from wrong numbers: whatever is changed, they follow.
    """
    sums = _sums(case)
    followers = _followers(sums)
    if not followers:
        return sums
    blank = case_of(case.form, case.document.with_cells(dict.fromkeys(followers, "")), case)
    return replace(_sums(blank), followers=followers)


def _sums(case: Case) -> Sums:
    form, figures = case.form, case.figures
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
        if gap is not None and must_hold(bound):
            equations.append(Equation(factors, gap))
    return Sums(case, tuple(equations), of_cell, known, states)


def _followers(sums: Sums) -> dict[str, str]:
    form = sums.form
    found: dict[str, str] = {}
    for table in form.tables:
        broken = totals = False
        agreeing: list[str] = []
        for index, bound in enumerate(form.bound):
            if bound.rule.table == table.id and must_hold(bound):
                ((_, cell), *more) = bound.relation.left
                if sums.states[index] == "broken":
                    broken = True
                    totals = totals or (not more and cell in form.sums)
                elif not more and cell in form.sums and cell in sums.document.cells and sums.known[index][1] == 0:
                    agreeing.append(cell)
        if broken and not totals:
            found.update((cell, sums.document.cells[cell]) for cell in agreeing)
    return found


def broken_in(sums: Sums, table: str) -> list[int]:
    """Indexes of the bound rules of that table that must hold and are broken."""
    return [
        index
        for index, bound in enumerate(sums.form.bound)
        if sums.states[index] == "broken" and bound.rule.table == table and must_hold(bound)
    ]


def allowed(sums: Sums, cell: str, after: Number) -> bool:
    """Whether that number may stand in the cell."""
    kind = sums.form.cells[cell].kind
    return (kind == "signed integer" or after >= 0) and (kind == "decimal" or after == int(after))


def effect(sums: Sums, steps: Steps) -> tuple[list[int], list[int]]:
    """Indexes of the bound rules that the change settles, and of those that it breaks."""
    by = dict(steps)
    figures: Figures | None = None
    ends: list[int] = []
    begins: list[int] = []
    for index in {index for cell in by for index in sums.of_cell[cell]}:
        relation = sums.form.bound[index].relation
        factors, gap = sums.known[index]
        if gap is None:
            if figures is None:
                after = {cell: sums.figures.numbers[cell] + step for cell, step in steps}
                figures = replace(sums.figures, numbers={**sums.figures.numbers, **after})
            is_broken = judge(relation, figures).state == "broken"
        else:
            gap += sum(factors.get(cell, 0) * step for cell, step in steps)
            is_broken = gap != 0 if relation.sign == "=" else gap > 0 if relation.sign == "<=" else gap < 0
        was_broken = sums.states[index] == "broken"
        if was_broken != is_broken:
            (ends if was_broken else begins).append(index)
    return ends, begins


def breaks_nothing(sums: Sums, steps: Steps) -> bool:
    """Whether every sum that must hold and held holds after the change."""
    return all(sums.form.bound[index].rule.level != "must_fix" for index in effect(sums, steps)[1])


def changes_of(sums: Sums, texts: Mapping[str, str]) -> Repair:
    """The changes that put in these texts, in the order of the form, with the totals that follow them."""
    document = sums.document
    texts = {cell: text for cell, text in texts.items() if document.cells.get(cell, "") != text}
    typed = {**document.cells, **sums.followers}
    if sums.followers:
        after = printed_numbers(sums.form, document.with_cells(texts))
        before = sums.case.numbers
        texts |= {
            cell: show(after[cell])
            for cell in sums.followers
            if cell not in texts and cell in after and after[cell] != before.get(cell)
        }
    return tuple(Change(cell, typed.get(cell, ""), texts[cell]) for cell in sums.form.cells if cell in texts)


def stepped(sums: Sums, steps: Steps) -> Repair:
    """The changes that these steps make."""
    return changes_of(sums, {cell: show(sums.figures.numbers[cell] + step) for cell, step in steps})
