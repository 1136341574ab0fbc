"""What speaks for a change from outside the sums: last year's figures, totals on paper, numbers in the text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from govreport_gui.core.forms.relations import Relation, Term
from govreport_gui.core.prose.statements import statements
from govreport_gui.core.repairs.equations import Equation, Steps, known_factors
from govreport_gui.core.repairs.sums import Sums, drives, effect
from govreport_gui.core.repairs.typing_errors import SMALL
from govreport_gui.core.rules.cell_sums import terms
from govreport_gui.core.rules.texts import compared_texts, concerns
from govreport_gui.core.values import Number, read

_RULE: Final = 20.0
"""So many times likelier is a change after which a further rule holds, last year's above all."""
_PAPER: Final = 400.0
"""Likewise where a total counted on paper agrees: it names the very row."""
_STATED: Final = 50.0
"""Likewise where what the text says of that total agrees, and as many times less where it does not any more."""
_STATED_SMALL: Final = 8.0
"""Likewise for small numbers, which agree by chance."""


class Stated(NamedTuple):
    """A number given elsewhere, by the sums that it may be: their cells, and what each is short of it."""

    sums: Sequence[Equation]
    closing: float
    opening: float


def outside(sums: Sums) -> tuple[Stated, ...]:
    """All numbers given elsewhere that the table can be compared with."""
    return (*_on_paper(sums), *_in_text(sums), *_bound(sums))


def weight_of(sums: Sums, given: Sequence[Stated], steps: Steps) -> float:
    """How many times likelier the change is by all that; 1 where nothing is known."""
    ends, begins = effect(sums, steps)
    others = sum(not drives(sums, index) for index in ends) - sum(not drives(sums, index) for index in begins)
    result = _RULE**others
    by = dict(steps)
    for each in given:
        if not any(by.keys() & factors.keys() for factors, _ in each.sums):
            continue
        before = any(not gap for _, gap in each.sums)
        after = any(gap + sum(factors.get(cell, 0) * step for cell, step in steps) == 0 for factors, gap in each.sums)
        if before != after:
            result *= each.closing if after else 1 / each.opening
    return result


def _on_paper(sums: Sums) -> Iterator[Stated]:
    for cell, text in sums.document.paper_totals.items():
        number = read(text).number
        if number is not None and (of := _equation(sums, ((1, cell),), number)) is not None:
            yield Stated((of,), _PAPER, _PAPER)


def _in_text(sums: Sums) -> Iterator[Stated]:
    """What the text says of this year and of the whole unit; a bound number follows the table and says nothing."""
    document = sums.document
    case = sums.case
    bound = {(each.section, each.start) for each in document.bindings}
    for section, text in compared_texts(case):
        for statement in statements(section, text):
            start = (statement.digits or statement.span)[0]
            if (section, start) in bound or not concerns(statement, case):
                continue
            found = [
                _equation(sums, terms(sums.form, referent.cells), statement.number) for referent in statement.referents
            ]
            says = _STATED if statement.number >= SMALL else _STATED_SMALL
            if sure := [each for each in found if each is not None]:
                yield Stated(sure, says, says)


def _bound(sums: Sums) -> Iterator[Stated]:
    """Bound numbers that differ from the table, which then was changed without them. They follow any change."""
    for binding in sums.document.bindings:
        number = read(binding.written).number
        if number is not None and (of := _equation(sums, terms(sums.form, binding.cells), number)) is not None:
            yield Stated((of,), _STATED, 1.0)


def _equation(sums: Sums, of: Iterable[Term], number: Number) -> Equation | None:
    """What the cells lack of the number; None where one of them is blank, or the form has none of them."""
    factors, complete = known_factors(Relation(tuple(of), "=", ()), sums.figures)
    if not complete or not factors:
        return None
    return Equation(factors, sum(each * sums.figures.numbers[cell] for cell, each in factors.items()) - number)
