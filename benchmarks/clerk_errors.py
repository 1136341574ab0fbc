"""The errors that clerks make, each made on purpose in a consistent report: moves, exchanges, cases counted twice.

Every kind takes a right report and gives it with one such error, or None where the report has no place for it.
Totals are written unless the kind says otherwise.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.values import show

Kind = Callable[["Sheet", random.Random], dict[str, str] | None]


@dataclass(frozen=True)
class Sheet:
    """A right report with all totals written, and table 三 as rows of cells."""

    form: Format
    document: Document
    rows: Sequence[tuple[str, ...]]

    @property
    def numbers(self) -> dict[str, int]:
        return {cell: int(number) for cell, number in printed_numbers(self.form, self.document).items()}

    def place(self, cell: str) -> tuple[int, int]:
        return next((at, row.index(cell)) for at, row in enumerate(self.rows) if cell in row)

    def row(self, name: str) -> int:
        return next(at for at, row in enumerate(self.rows) if row[0].split(".")[1] == name)


def sheet(form: Format, document: Document) -> Sheet:
    written = {cell: show(number) for cell, number in printed_numbers(form, document).items()}
    rows = [line.cells for line in form.table("requests").lines if line.cells]
    return Sheet(form, document.with_cells(written), rows)


def computed(of: Sheet, changes: Mapping[str, int]) -> dict[str, str]:
    """The changes with all totals added up anew, as the clerk does who makes the error before adding up."""
    texts = {cell: str(number) for cell, number in changes.items()}
    blank = of.document.with_cells(dict.fromkeys(of.form.sums, "") | texts)
    after = printed_numbers(of.form, blank)
    sums = {cell: show(after[cell]) for cell in of.form.sums if cell in after}
    return {cell: text for cell, text in (sums | texts).items() if of.document.cells.get(cell) != text}


def mistyped(dice: random.Random, text: str) -> str:
    """Two digits exchanged, a key beside, a digit lost or doubled, one nought too many, a miscount."""
    at = dice.randrange(len(text))
    beside = {"0": "19", "9": "08"}.get(text[at]) or str(int(text[at]) - 1) + str(int(text[at]) + 1)
    made = dice.choice([
        text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :] if at else text,
        text[:at] + dice.choice(beside) + text[at + 1 :],
        text[:at] + text[at + 1 :] or text,
        text[: at + 1] + text[at:],
        text + "0",
        str(abs(int(text) + dice.choice((-2, -1, 1, 2)))),
    ])  # fmt: skip
    return str(int(made)) if int(made) != int(text) else mistyped(dice, text)


def _row_too_low(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    return _row_off(of, dice, 1)


def _row_too_high(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    return _row_off(of, dice, -1)


def _row_off(of: Sheet, dice: random.Random, by: int) -> dict[str, str] | None:
    """A value in the row below (above); what stands there is added to it, or was 0."""
    numbers = of.numbers
    found = []
    for at, row in enumerate(of.rows):
        for cell in row[:-1]:
            if numbers[cell] and 0 <= at + by < len(of.rows):
                other = of.rows[at + by][row.index(cell)]
                if other not in of.form.sums and cell not in of.form.sums:
                    found.append(computed(of, {cell: 0, other: numbers[cell] + numbers[other]}))
    return dice.choice(found) if found else None


def _done_and_carried(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    """Open cases counted as done as well, or done cases as carried over as well."""
    numbers = of.numbers
    last = of.rows[-1]
    first, end = of.row("granted"), of.row("results_total")
    open_cells = [cell for cell in last[:-1] if numbers[cell]]
    if open_cells and dice.random() < 0.5:
        cell = dice.choice(open_cells)
        many = numbers[cell] if dice.random() < 0.5 else 1
        other = dice.choice([row[last.index(cell)] for row in of.rows[first:end]])
        return computed(of, {other: numbers[other] + many})
    column = dice.choice([at for at, cell in enumerate(of.rows[end][:-1]) if numbers[cell]] or [0])
    return computed(of, {last[column]: numbers[last[column]] + 1})


def _row_across(of: Sheet, dice: random.Random, by: int) -> dict[str, str] | None:
    rows = [row for row in of.rows if any(of.numbers[cell] for cell in row)]
    return _shifted(of, [list(dice.choice(rows))], by) if rows else None


def _inputs_across(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    """The six groups of one row a column to the right, its total right."""
    rows = [row[:-1] for row in of.rows if any(of.numbers[cell] for cell in row) and not of.numbers[row[-2]]]
    return _shifted(of, [list(dice.choice(rows))], 1) if rows else None


def _value_across(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    found = [
        {row[at]: "0", row[at + 1]: str(of.numbers[row[at]])}
        for row in of.rows
        for at in range(len(row) - 2)
        if of.numbers[row[at]] and not of.numbers[row[at + 1]]
    ]
    return dice.choice(found) if found else None


def _rows_across(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    start = dice.randrange(len(of.rows) - 2)
    return _shifted(of, [list(row) for row in of.rows[start:]], dice.choice((1, -1)))


def _table_across(of: Sheet, _dice: random.Random, by: int) -> dict[str, str] | None:
    return _shifted(of, [list(row) for row in of.rows], by)


def _table_down(of: Sheet, _dice: random.Random, by: int) -> dict[str, str] | None:
    return _shifted(of, [list(column) for column in zip(*of.rows, strict=True)], by)


def _column_down(of: Sheet, dice: random.Random, by: int) -> dict[str, str] | None:
    """One column a row lower or higher, the others right."""
    columns = [column for column in zip(*of.rows, strict=True) if any(of.numbers[cell] for cell in column)]
    return _shifted(of, [list(dice.choice(columns[:-1] or columns))], by) if columns else None


def _part_down(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    """Part of a column a row lower, from some row of the results on; its last row was 0."""
    return _results_down(of, dice, [list(dice.choice(list(zip(*of.rows, strict=True))[:-1]))])


def _rows_down(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    """Likewise for all groups at once, the totals of the rows being right."""
    return _results_down(of, dice, [list(column) for column in list(zip(*of.rows, strict=True))[:-1]])


def _results_down(of: Sheet, dice: random.Random, columns: list[list[str]]) -> dict[str, str] | None:
    first, end = of.row("granted"), of.row("results_total")
    start = dice.randrange(first, end - 1)
    stop = next((at for at in range(start + 1, end) if not any(of.numbers[each[at]] for each in columns)), None)
    return _shifted(of, [each[start : stop + 1] for each in columns], 1) if stop else None


def _shifted(of: Sheet, sequences: Iterable[Sequence[str]], by: int) -> dict[str, str] | None:
    """Each sequence of cells one place on or back; what falls off is lost, the first place is 0."""
    changes: dict[str, int] = {}
    for cells in sequences:
        values = [of.numbers[cell] for cell in cells]
        moved = [0, *values[:-1]] if by > 0 else [*values[1:], 0]
        changes |= dict(zip(cells, moved, strict=True))
    return _differing(of, changes)


def _differing(of: Sheet, changes: Mapping[str, int]) -> dict[str, str] | None:
    return {cell: str(number) for cell, number in changes.items() if number != of.numbers[cell]} or None


def _rows_exchanged(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    """Two rows that stand together exchanged, the totals right."""
    return _exchanged(of, dice, [row[:-1] for row in of.rows])


def _whole_rows_exchanged(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    """Two rows exchanged with their totals."""
    names = (("carried_in", "granted"), ("results_total", "carried_out"))
    one, other = (of.rows[of.row(name)] for name in dice.choice(names))
    return _exchange(of, one, other)


def _columns_exchanged(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    """Two columns exchanged, the row （七） right or the other way round."""
    rows = [row for row in of.rows if "results_total" not in row[0]]
    return _exchanged(of, dice, list(zip(*rows, strict=True))[:-1])


def _exchanged(of: Sheet, dice: random.Random, sequences: Sequence[Sequence[str]]) -> dict[str, str] | None:
    at = dice.randrange(len(sequences) - 1)
    return _exchange(of, sequences[at], sequences[at + 1])


def _exchange(of: Sheet, one: Sequence[str], other: Sequence[str]) -> dict[str, str] | None:
    numbers = of.numbers
    pairs = list(zip(one, other, strict=True))
    return _differing(of, {a: numbers[b] for a, b in pairs} | {b: numbers[a] for a, b in pairs})


def _total_column(of: Sheet, _dice: random.Random) -> dict[str, str] | None:
    return _differing(of, {row[-1]: 0 for row in of.rows})


def _total_row(of: Sheet, _dice: random.Random) -> dict[str, str] | None:
    return _differing(of, dict.fromkeys(of.rows[of.row("results_total")], 0))


def _dispute_total(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    return _one(of, dice, [cell for cell in of.form.table("disputes").cells if cell in of.form.sums])


def _dispute_part(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    return _one(of, dice, [cell for cell in of.form.table("disputes").cells if cell not in of.form.sums])


def _one(of: Sheet, dice: random.Random, cells: Iterable[str]) -> dict[str, str] | None:
    used = [cell for cell in cells if of.numbers[cell]]
    if not used:
        return None
    cell = dice.choice(used)
    return {cell: mistyped(dice, str(of.numbers[cell]))}


def _blank_totals(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    inputs = [cell for cell in of.form.table("requests").cells if cell not in of.form.sums]
    changes = _one(of, dice, inputs)
    return changes and dict.fromkeys(of.form.sums, "") | changes


def _input_and_total(of: Sheet, dice: random.Random) -> dict[str, str] | None:
    """An input wrong, and all totals added up from it."""
    inputs = [cell for cell in of.form.table("requests").cells if cell not in of.form.sums]
    changes = _one(of, dice, inputs)
    return changes and computed(of, {cell: int(text) for cell, text in changes.items()})


SLIPS: Mapping[str, Kind] = {
    "填低一行，总计随之": _row_too_low,
    "填高一行，总计随之": _row_too_high,
    "既计办结又计结转": _done_and_carried,
    "表四总计错": _dispute_total,
    "表四一项错": _dispute_part,
    "总计留空，一格错": _blank_totals,
    "一格错，总计随之": _input_and_total,
    "一格右移一列": _value_across,
}
"""Errors in one place."""

MOVES: Mapping[str, Kind] = {
    "一行右移一列": lambda of, dice: _row_across(of, dice, 1),
    "一行左移一列": lambda of, dice: _row_across(of, dice, -1),
    "一行右移，总计正确": _inputs_across,
    "自某行起右移或左移": _rows_across,
    "整表右移": lambda of, dice: _table_across(of, dice, 1),
    "整表左移": lambda of, dice: _table_across(of, dice, -1),
    "整表下移": lambda of, dice: _table_down(of, dice, 1),
    "整表上移": lambda of, dice: _table_down(of, dice, -1),
    "一列下移": lambda of, dice: _column_down(of, dice, 1),
    "一列上移": lambda of, dice: _column_down(of, dice, -1),
    "一列部分下移": _part_down,
    "数行下移，总计正确": _rows_down,
    "两行互换，总计正确": _rows_exchanged,
    "两行连总计互换": _whole_rows_exchanged,
    "两列互换，（七）正确": _columns_exchanged,
    "总计列为0": _total_column,
    "（七）行为0": _total_row,
}
"""Rows, columns and totals as a whole."""
