"""The relations of a form as SQL over a table with one row a report: what the live check finds broken, row by row; and
the sums of such a table.

A blank input may still become any number ≥ 0, and a blank total stands for the sum of its parts: a relation is broken
only if no such numbers could settle it. Of each side it is added up what is known, as `forms/relations` does; the gap
between them counts only where no blank could close it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
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


def judging(form: Format, others: Iterable[Format] = (), dialect: Dialect = "duckdb") -> str:
    """One statement: a row `file, rule, each, left, right` for every broken relation of reports on that form.

    Relations over two years are judged where last year's report of the unit is in the table too, on this form or on one
    of `others` that has the same cells.
    """
    names = _Names(form, "`" if dialect == "spark" else '"')
    forms = (form, *(other for other in others if other.id != form.id))
    statements = [_broken(form, bounds, names, forms) for bounds in _passes(form, dialect)]
    head = f"-- {form.name}：{len(form.bound)}条勾稽关系。表 {TABLE} 一份年报一行，空格为 NULL。\n"
    return head + "\nUNION ALL\n".join(statements) + ";\n"


def _passes(form: Format, dialect: Dialect) -> list[list[Bound]]:
    """The relations that are judged in one pass over the table: those of one year, and those over two.

    Spark puts what a name stands for in its place all over a statement: it comes to an end only relation by relation.
    """
    if dialect == "spark":
        return [[bound] for bound in form.bound]
    alone = [bound for bound in form.bound if not bound.compares_years]
    years = [bound for bound in form.bound if bound.compares_years]
    return [bounds for bounds in (alone, years) if bounds]


def adding(form: Format, dialect: Dialect = "duckdb") -> str:
    """One statement: for each year how many `reports` on that form there are, by cell their sum, and how many `others`
    there are on another form.

    A blank counts as 0, a blank total as the sum of its parts. Reports on another form are not in the sums.
    """
    names = _Names(form, "`" if dialect == "spark" else '"')
    q = names.quoted
    sums = ",\n    ".join(
        f"SUM({_value(form, cell, names)}) AS {q(cell)}" for cell, of in form.cells.items() if of.additive
    )
    head = f"-- {form.name}：逐年各格之和。表 {TABLE} 一份年报一行；others 是按其他格式编制、未加入的份数。\n"
    year = f"{_THIS}.{q('year')}"
    return (
        f"{head}SELECT {_THIS}.*, every.n - {_THIS}.{q('reports')} AS {q('others')}\n"  # noqa: S608  # as in _broken
        f"FROM (SELECT {year} AS {q('year')}, COUNT(*) AS {q('reports')},\n    {sums}\n"
        f"  FROM {TABLE} {_THIS} WHERE {_THIS}.{q('format')} = '{form.id}' GROUP BY {year}) {_THIS}\n"
        f"JOIN (SELECT {q('year')} AS y, COUNT(*) AS n FROM {TABLE} GROUP BY {q('year')}) every ON every.y = {year}\n"
        f"ORDER BY {year};\n"
    )


def _broken(form: Format, bounds: Sequence[Bound], names: _Names, forms: Sequence[Format]) -> str:
    """One pass over the table for all these relations: the sides of each, which are broken, a row for each of these."""
    q = names.quoted
    at = range(1, len(bounds) + 1)
    sides = [
        f"{_known(form, side, names)} AS {name}{n}"
        for n, bound in zip(at, bounds, strict=True)
        for name, side in (("l", bound.relation.left), ("r", bound.relation.right))
    ]
    wrong = [f"{_wrong(form, bound, n, names, forms)} AS b{n}" for n, bound in zip(at, bounds, strict=True)]
    # What is put in are ids of the form, which its strict reader lets have letters, digits and _ only.
    rules = [
        f"SELECT {n} AS n, '{bound.rule.id}' AS {q('rule')}, '{bound.each}' AS {q('each')}"
        for n, bound in zip(at, bounds, strict=True)
    ]
    of_rule = {name: "CASE n " + " ".join(f"WHEN {n} THEN {name}{n}" for n in at) + " END" for name in "lrb"}
    last = (
        f"\n    JOIN {TABLE} {_LAST} ON {_LAST}.{q('unit')} = {_THIS}.{q('unit')} AND {_THIS}.{q('unit')} <> ''"
        f" AND {_LAST}.{q('year')} = {_THIS}.{q('year')} - 1"
    )
    # Last year's cells go through the inner statements under their own names, with all of this year's.
    before = dict.fromkeys(cell for bound in bounds for _, cell in bound.relation.terms if cell.startswith(PREVIOUS))
    columns = [f"{names.number(cell)} AS {q(cell)}" for cell in before]
    if before:
        columns.append(f"{_LAST}.{q('format')} AS {q(PREVIOUS + 'format')}")
    given = ",\n      ".join((f"{_THIS}.*", *columns, *sides))
    passed = ", ".join(f"l{n}, r{n}" for n in at)
    found = ",\n    ".join(wrong)
    return (
        f"SELECT {q('file')}, {q('rule')}, {q('each')}, {of_rule['l']} AS {q('left')}, {of_rule['r']} AS {q('right')}\n"  # noqa: S608
        f"FROM (SELECT * FROM (SELECT {q('file')}, {passed},\n    {found}\n"
        f"    FROM (SELECT {given}\n"
        f"    FROM {TABLE} {_THIS}{last if before else ''} WHERE {_THIS}.{q('format')} = '{form.id}') {_THIS}\n"
        f"  ) judged WHERE {' OR '.join(f'b{n}' for n in at)}) broken\n"
        f"CROSS JOIN (\n  {chr(10).join(rules).replace(chr(10), f'{chr(10)}  UNION ALL ')}) rules\n"
        f"WHERE {of_rule['b']}"
    )


def _wrong(form: Format, bound: Bound, n: int, names: _Names, forms: Sequence[Format]) -> str:
    """The condition that a relation is broken, its sides being there as `l` and `r` with its number."""
    leaves = _leaves(form, bound.relation.terms)
    more = f"l{n} > r{n}" + _unless(form, leaves, names, lambda net: f"{net} < 0")
    less = f"l{n} < r{n}" + _unless(form, leaves, names, lambda net: f"{net} > 0")
    wrong = {"=": f"{more} OR {less}", "<=": more, ">=": less}[bound.relation.sign]
    if not bound.compares_years:
        return f"({wrong})"
    before = [cell for cell in leaves if cell.startswith(PREVIOUS)]
    comparable = ", ".join(f"'{each.id}'" for each in forms if _has_same(each, form, before))
    return f"({_THIS}.{names.quoted(PREVIOUS + 'format')} IN ({comparable}) AND ({wrong}))"


def _has_same(last: Format, form: Format, before: Iterable[str]) -> bool:
    """Whether a form of last year has those cells, blank totals among them standing for the same."""
    cells = [cell.removeprefix(PREVIOUS) for cell in before]
    return all(
        cell in last.cells
        and last.sums.get(cell) == form.sums.get(cell)
        and _has_same(last, form, (part for _, part in form.sums.get(cell, ())))
        for cell in cells
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
