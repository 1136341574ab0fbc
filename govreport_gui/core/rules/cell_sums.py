"""Sums over cells named by a pattern: `requests.refused_*.total`, a minus before what is taken off."""

from collections.abc import Iterable, Mapping

from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import Term
from govreport_gui.core.prose.referents import Referent
from govreport_gui.core.values import Number


def terms(form: Format, patterns: Iterable[str]) -> tuple[Term, ...]:
    """The cells with their signs; empty where the form has no such cells."""
    found: list[Term] = []
    for pattern in patterns:
        factor, name = (-1, pattern[1:]) if pattern.startswith("-") else (1, pattern)
        if "*" not in name:
            found += [(factor, name)] if name in form.cells else []
            continue
        start, _, column = name.partition("*")
        cells = (f"{table.id}.{row}{column}" for table in form.tables for row in table.rows)
        found += [(factor, cell) for cell in cells if cell.startswith(start) and cell in form.cells]
    return tuple(found)


def named(form: Format, referent: Referent) -> str:
    """How a sentence calls what a number stands for."""
    return referent.name or form.cells[referent.cells[0]].place.removesuffix("·总计")


def first_open(
    form: Format, typed: Mapping[str, str], numbers: Mapping[str, Number], parts: Iterable[Term]
) -> str | None:
    """The first cell without a settled number; a blank total is settled when all its parts are."""
    for _, cell in parts:
        if cell in typed:
            if cell not in numbers:
                return cell
        elif cell not in form.sums:
            return cell
        elif (inner := first_open(form, typed, numbers, form.sums[cell])) is not None:
            return inner
    return None


def total(numbers: Mapping[str, Number], parts: Iterable[Term]) -> Number:
    """The sum; all its cells have numbers."""
    return sum(factor * numbers[cell] for factor, cell in parts)


def possible(form: Format, numbers: Mapping[str, Number], parts: tuple[Term, ...]) -> tuple[Number, ...]:
    """The sum as it stands and, where a total contradicts its own parts, the sum by those parts.

    Which of the two is wrong is the matter of another rule.
    """
    stands = total(numbers, parts)
    split: list[Term] = []
    for factor, cell in parts:
        of = form.sums.get(cell, ())
        known = of and all(part in numbers for _, part in of)
        split += [(factor * each, part) for each, part in of] if known else [(factor, cell)]
    return (stands, total(numbers, split))
