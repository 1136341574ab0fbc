"""Which value of a run goes into which cell: by the heads above, else by their number and order.

Where neither tells, nothing is decided here: the sums may (`settling`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from govreport_gui.core.reading.names import Names, year_said
from govreport_gui.core.reading.rows import Run, Value, strange_heads
from govreport_gui.core.reading.words import digits, in_place_of_number, key
from govreport_gui.core.values import Number, read

Columns = Mapping[tuple[int, int], tuple[int, ...]]
"""By table and number of values: where the full rows of that table have theirs."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What became of a run: values by cell, values without a place, and why it is not certain."""

    run: Run
    cells: Mapping[str, Value] = field(default_factory=dict)
    left: tuple[Value, ...] = ()
    doubt: str = ""
    why_left: str = ""
    open: bool = False
    """Neither heads nor number tell where the values belong."""


def full_columns(runs: Sequence[Run]) -> Columns:
    """Where rows that have all their values have them, for tables in which they agree."""
    found: dict[tuple[int, int], set[tuple[int, ...]]] = {}
    for run in runs:
        filled = [value for value in run.values if value.text.strip()]
        rows = {value.at[1] for value in filled}
        if len(filled) == len(run.line.cells) and len(rows) == 1 and len(filled) > 1:
            found.setdefault((run.at[0], len(filled)), set()).add(tuple(value.at[2] for value in filled))
    return {place: next(iter(columns)) for place, columns in found.items() if len(columns) == 1}


def spread_out(runs: Sequence[Run]) -> frozenset[int]:
    """The tables in which merged cells stand as blanks too, one text a line: a row that has fewer lacks a cell."""
    return frozenset(
        run.at[0]
        for run in runs
        if run.loose and len(run.values) == run.line.reach > len(run.line.cells) == sum(map(_filled, run.values))
    )


def _filled(value: Value) -> bool:
    return bool(value.text.strip())


def fit(
    run: Run, names: Names, columns: Columns, year: int | None, *, lead: int, spread: frozenset[int] = frozenset()
) -> Fitted:
    """Where the values of a run go; `lead` is how many blanks stand before the name of the next line of the form,
    `spread` the tables in which merged cells stand as blanks.
    """
    cells = run.line.cells
    filled = [value for value in run.values if value.text.strip()]
    by_heads, left, why = _by_heads(run, names, year)
    by_order = _by_order(run, columns, lead)
    ordered = dict(zip(cells, by_order, strict=True)) if by_order else {}
    if run.loose and run.at[0] in spread and len(run.values) != run.line.reach > len(cells):
        ordered, by_order = {}, None
    if by_heads and (len(by_heads) == len(cells) or not left):
        doubt = ""
        if ordered and by_heads != ordered and balanced(names, run.line.cells, by_heads) is False:
            if balanced(names, cells, ordered):
                return Fitted(run, ordered, doubt="列名和合计说的不是同一种次序，按合计放")
            doubt = "按列名放，这一行的合计对不上"
        if any(not run.heads.above(value.at[2]) for value in left):
            doubt = doubt or "有的列没有列名，有列名的按列名放"
        return Fitted(run, by_heads, tuple(left), doubt, why)
    if ordered:
        strange = dict.fromkeys(head for _, head in strange_heads(run, names))
        used = {value.at for value in by_order or ()}
        rest = tuple(value for value in filled if value.at not in used)
        doubt = f"列名{'、'.join(f'“{head}”' for head in strange)}没有认出，下面的数按位置放" if strange else ""
        if not doubt and not balanced(names, cells, ordered) and _other_order(run, names):
            doubt = "列名的次序和统一格式不同，按统一格式的次序放"
        return Fitted(run, ordered, rest, doubt, "多出的文字没有放进表里" * bool(rest))
    if not filled:
        return Fitted(run, dict(zip(cells, run.values, strict=False)))
    if by_heads:
        return Fitted(run, by_heads, tuple(left), "", why)
    return Fitted(run, {}, tuple(filled), open=True)


def _by_heads(run: Run, names: Names, year: int | None) -> tuple[dict[str, Value], list[Value], str]:
    """The values by cell as the heads above say, those under other heads, and what these heads are."""
    rows = {value.at[1] for value in run.values}
    if not run.heads.rows or len(rows) != 1 or run.loose:
        return {}, [], ""
    found: dict[str, Value] = {}
    left: list[Value] = []
    strange: dict[str, None] = {}
    for value in run.values:
        above, other_year = _of_year(run.heads.over(value.at[2]), year)
        cell = "" if other_year else names.under(run.line, above)
        if cell and cell not in found:
            found[cell] = value
        elif cell and not value.text.strip():
            continue
        elif cell and not found[cell].text.strip():
            found[cell] = value
        elif value.text.strip():
            left.append(value)
            if above and above[0].strip():
                strange[other_year or above[0].strip()] = None
    if _hides(run, names):
        return {}, [], ""
    some = "、".join(f"“{head}”" for head in strange)
    return found, left, f"列名{some}不是这张表的" if strange else ""


def _hides(run: Run, names: Names) -> bool:
    """Whether some heads stand above no column: the source does not tell of merged cells, and its rows are shifted."""
    heads = run.heads
    if run.line.at not in heads.hides:
        heads.hides[run.line.at] = _shifted(run, names)
    return heads.hides[run.line.at]


def _shifted(run: Run, names: Names) -> bool:
    heads = run.heads
    positions = {place for row in heads.rows for place in row}
    named = {names.under(run.line, [text, *heads.beside(place)]) for row in heads.rows for place, text in row.items()}
    reached = {
        names.under(run.line, [head for head in heads.over(place) if not year_said(head)]) for place in positions
    }
    return bool(named - reached - {""})


def _of_year(above: Sequence[str], year: int | None) -> tuple[list[str], str]:
    """The heads without a year among them, and that year's head if it is not the report's."""
    rest = []
    for head in above[:2]:
        said = year_said(head)
        if said == "上年" or (said.isdigit() and year is not None and int(said) != year):
            return list(above), head.strip()
        rest += [] if said else [head]
    return [*rest, *above[2:]], ""


def _other_order(run: Run, names: Names) -> bool:
    """Whether the heads of the columns came in another order than on the form, read row by row or column by column."""
    leaves = [heads[0] for heads in run.line.heads]
    met = [key(text) for row in run.heads.rows for _, text in sorted(row.items()) if key(text) in leaves]
    heads = sorted((box for box in names.table.boxes if box.kind == "head"), key=lambda box: (box.line, box.position))
    by_row = [key(box.text) for box in heads if key(box.text) in leaves]
    return bool(met) and not _within(met, by_row) and not _within(met, leaves)


def _within(some: Sequence[str], all_of: Sequence[str]) -> bool:
    rest = iter(all_of)
    return all(each in rest for each in some)


def _by_order(run: Run, columns: Columns, lead: int) -> tuple[Value, ...] | None:
    """As many values as the line has cells, in order; None if they are more or fewer."""
    count = len(run.line.cells)
    values = tuple(run.values)
    filled = tuple(value for value in values if value.text.strip())
    in_row = len({value.at[1] for value in values}) == 1
    usual = columns.get((run.at[0], count))
    if in_row and usual and not run.loose and usual[0] > run.at[2] and {value.at[2] for value in filled} <= set(usual):
        return tuple(next((value for value in values if value.at[2] == place), Value(run.at, "")) for place in usual)
    whole = next((each for each in (values, filled) if len(each) == count), None)
    return whole or (_by_steps(run, filled) if in_row and run.name else None) or _first(values, filled, count, lead)


def _by_steps(run: Run, filled: Sequence[Value]) -> tuple[Value, ...] | None:
    """The values as far behind the name as on the form: merged cells that the source does not tell of are blanks."""
    at = {value.at[2] - run.at[2]: value for value in run.values}
    steps = run.line.steps
    if steps[-1] not in at or any(value.at[2] - run.at[2] not in steps for value in filled):
        return None
    return tuple(at.get(step, Value(run.at, "")) for step in steps)


def _first(values: tuple[Value, ...], filled: Sequence[Value], count: int, lead: int) -> tuple[Value, ...] | None:
    """The first of too many values, where those behind them are blanks or words."""
    first = bool(values) and bool(values[0].text.strip())
    if len(values) > count and not any(value.text.strip() for value in values[count:]):
        return values[:count] if first or len(values) == count + lead else None
    numbers = first and count < len(filled) and all(map(_number, values[:count]))
    return values[:count] if numbers and _only_words(values[count:]) else None


def _only_words(values: Sequence[Value]) -> bool:
    return not any(digits(value.text) or in_place_of_number(value.text) for value in values if value.text.strip())


def _number(value: Value) -> bool:
    return not value.text.strip() or in_place_of_number(value.text)


def balanced(names: Names, cells: Sequence[str], values: Mapping[str, Value]) -> bool | None:
    """Whether the totals among these cells are the sums of the others; None if that cannot be told."""
    told: bool | None = None
    for cell in cells:
        parts = names.form.sums.get(cell)
        if parts is None or not all(part in values for _, part in parts) or cell not in values:
            continue
        number = number_of(values[cell].text)
        if number is None or not values[cell].text.strip():
            continue
        if number != sum((factor * (number_of(values[part].text) or 0) for factor, part in parts), 0):
            return False
        told = True
    return told


def number_of(text: str) -> Number | None:
    """The number in a text; blank is 0."""
    return read(text).number if text.strip() else 0
