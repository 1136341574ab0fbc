"""The relations of a form as SQL over a table with one row a report: what the live check finds broken, row by row.

A blank input may still become any number ≥ 0, and a blank total stands for the sum of its parts: a relation is broken
only if no such numbers could settle it. Of each side it is added up what is known, as `forms/relations` does; the gap
between them counts only where no blank could close it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from govreport_gui.core.forms.form import Bound, Format
from govreport_gui.core.forms.relations import PREVIOUS, Term

Dialect = Literal["duckdb", "clickhouse", "spark"]
DIALECTS: Final[tuple[Dialect, ...]] = get_args(Dialect)
TABLE: Final = "reports"
FIRST_COLUMNS: Final = ("file", "unit", "year", "format", "kind", "verdict")
"""The columns before those of the cells."""
_THIS, _LAST = "r", "p"
"""The report, and the same unit's of the year before."""

Chain = frozenset[str]
"""Blank totals that stand for the sum of their parts, one inside the other."""
_Leaves = dict[str, list[tuple[int, Chain]]]


@dataclass(frozen=True, slots=True)
class _Names:
    """How columns are called in a dialect: always in quotes, for a cell's id has points in it."""

    form: Format
    mark: str

    def quoted(self, name: str) -> str:
        return f"{self.mark}{name}{self.mark}"

    def number(self, cell: str) -> str:
        """A cell of this report, or with `previous.` before it what last year's report shows there."""
        if not cell.startswith(PREVIOUS):
            return f"{_THIS}.{self.quoted(cell)}"
        cell = cell.removeprefix(PREVIOUS)
        own = f"{_LAST}.{self.quoted(cell)}"
        parts = self.form.sums.get(cell, ())
        if not parts:
            return own
        words = [(factor, self.number(PREVIOUS + part)) for factor, part in parts]
        summed = " ".join(f"{'-' if factor < 0 else '+'} COALESCE({word}, 0)" for factor, word in words)
        begun = f"COALESCE({', '.join(word for _, word in words)}) IS NOT NULL"
        return f"COALESCE({own}, CASE WHEN {begun} THEN {summed.removeprefix('+ ')} END)"


def judging(form: Format, dialect: Dialect = "duckdb") -> str:
    """One statement: a row `file, rule, each, left, right` for every broken relation of reports on that form.

    Relations over two years are judged where last year's report of the unit is in the table too.
    """
    names = _Names(form, "`" if dialect == "spark" else '"')
    parts = [_broken(form, bound, names) for bound in form.bound]
    head = f"-- {form.name}：{len(parts)}条勾稽关系。表 {TABLE} 一份年报一行，空格为 NULL。\n"
    return head + "\nUNION ALL\n".join(parts) + ";\n"


def _broken(form: Format, bound: Bound, names: _Names) -> str:
    relation, q = bound.relation, names.quoted
    left, right = (_known(form, terms, names) for terms in (relation.left, relation.right))
    leaves = _leaves(form, relation.terms)
    more = f"{q('left')} > {q('right')}" + _unless(form, leaves, names, lambda net: f"{net} < 0")
    less = f"{q('left')} < {q('right')}" + _unless(form, leaves, names, lambda net: f"{net} > 0")
    wrong = {"=": f"{more} OR {less}", "<=": more, ">=": less}[relation.sign]
    same = f"{_LAST}.{q('unit')} = {_THIS}.{q('unit')} AND {_THIS}.{q('unit')} <> ''"
    last = f" JOIN {TABLE} {_LAST} ON {_LAST}.{q('year')} = {_THIS}.{q('year')} - 1 AND {same}"
    before = [cell for cell in leaves if cell.startswith(PREVIOUS)]
    # Last year's cells go through the inner statement under their own names, with all of this year's.
    columns = "".join(f", {names.number(cell)} AS {q(cell)}" for cell in before)
    # What is put in are ids of the form, which its strict reader lets have letters, digits and _ only.
    which = f"'{bound.rule.id}' AS {q('rule')}, '{bound.each}' AS {q('each')}"
    return (
        f"SELECT {q('file')}, {which}, {q('left')}, {q('right')}\n"  # noqa: S608
        f"  FROM (SELECT {_THIS}.*{columns}, {left} AS {q('left')},\n    {right} AS {q('right')}\n"
        f"    FROM {TABLE} {_THIS}{last if bound.compares_years else ''}"
        f" WHERE {_THIS}.{q('format')} = '{form.id}') {_THIS}\n"
        f"  WHERE {wrong}"
    )


def _known(form: Format, terms: Iterable[Term], names: _Names) -> str:
    """What is known of a sum; blank inputs count as nothing."""
    words = [("- " if factor < 0 else "+ ") + _value(form, cell, names) for factor, cell in terms]
    return " ".join(words).removeprefix("+ ")


def _value(form: Format, cell: str, names: _Names) -> str:
    parts = form.sums.get(cell, ())
    return f"COALESCE({names.number(cell)}, {_known(form, parts, names) if parts else 0})"


def _unless(form: Format, leaves: _Leaves, names: _Names, closes: Callable[[str], str]) -> str:
    """The condition that no blank could close the gap; "" where no blank ever could.

    A blank on both sides is one and the same number: only its net factor counts. A cell that may be negative closes
    any gap.
    """
    open_: dict[str, list[str]] = {}
    for cell, given in leaves.items():
        always = sum(factor for factor, chain in given if not chain)
        sometimes = [(factor, chain) for factor, chain in given if chain]
        net = " ".join((str(always), *(_if_blank(factor, chain, names) for factor, chain in sometimes)))
        closing = f"({net}) <> 0" if cell.removeprefix(PREVIOUS) in form.signed else closes(f"({net})")
        if sometimes or _holds(closing):
            open_.setdefault(closing if sometimes else "", []).append(f"{_THIS}.{names.quoted(cell)}")
    # A sum is NULL where one of its parts is.
    conditions = [
        f"({' + '.join(columns)}) IS NULL" + (f" AND {closing}" if closing else "")
        for closing, columns in open_.items()
    ]
    return f"\n    AND NOT ({' OR '.join(conditions)})" if conditions else ""


def _holds(condition: str) -> bool:
    """Whether `(-1) < 0`, `(1) > 0` or such holds."""
    number, sign, _ = condition.split()
    net = int(number.strip("()"))
    return net < 0 if sign == "<" else net > 0 if sign == ">" else net != 0


def _if_blank(factor: int, chain: Chain, names: _Names) -> str:
    """The factor where all those totals are blank, else 0."""
    blank = " AND ".join(f"{_THIS}.{names.quoted(cell)} IS NULL" for cell in sorted(chain))
    return f"{'-' if factor < 0 else '+'} CASE WHEN {blank} THEN {abs(factor)} ELSE 0 END"


def _leaves(form: Format, terms: Iterable[Term]) -> _Leaves:
    """By input cell: with which factor it is in a sum, and through which totals, which must be blank for that."""
    found: _Leaves = {}
    for factor, cell, chain in _paths(form, terms, frozenset()):
        found.setdefault(cell, []).append((factor, chain))
    return found


def _paths(form: Format, terms: Iterable[Term], chain: Chain) -> Iterator[tuple[int, str, Chain]]:
    for factor, cell in terms:
        parts = form.sums.get(cell, ())
        if not parts:
            yield factor, cell, chain
            continue
        for part_factor, part, inner in _paths(form, parts, chain | {cell}):
            yield factor * part_factor, part, inner
