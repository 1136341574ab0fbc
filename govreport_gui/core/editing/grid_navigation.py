"""Going from cell to cell in an official table: what every key of the grid leads to, and what is filled from what.

A column here is what stands under one head: number boxes of the same place and width, one below the other.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final, Literal

from govreport_gui.core.forms.form import Box, Table

Way = Literal["left", "right", "up", "down"]
Lines = Sequence[Sequence[str]]
"""Cells by row, or by column."""
Bounds = tuple[int, int, int, int]
"""First line, first position, last line, last position."""

_FORWARD: Final = frozenset({"right", "down"})


def rows(table: Table) -> Lines:
    """The cells of each line, left to right; lines without numbers left out."""
    return tuple(line.cells for line in table.lines if line.cells)


def columns(table: Table) -> Lines:
    """The cells of each column, top to bottom; columns in the order in which a reader meets them."""
    found: dict[tuple[int, int], list[Box]] = {}
    for box in sorted(table.number_boxes().values(), key=lambda box: (box.line, box.position)):
        found.setdefault((box.position, box.positions), []).append(box)
    ordered = sorted(found.values(), key=lambda column: (column[0].line, column[0].position))
    return tuple(tuple(box.cell for box in column) for column in ordered)


def line_of(lines: Lines, cell: str) -> Sequence[str]:
    """The row or column that the cell stands in."""
    return next(line for line in lines if cell in line)


def across(table: Table, cell: str, column: str) -> str:
    """The cell in the row of `cell` that stands in the column of `column`; `cell` itself where there is none."""
    return next((each for each in line_of(rows(table), cell) if each in line_of(columns(table), column)), cell)


def named_by(table: Table, line: int, position: int) -> tuple[str, ...]:
    """The cells that a label stands beside, or a head above, in the order of the form; none for other words."""
    box = next((box for box in table.boxes if (box.line, box.position) == (line, position)), None)
    if box is None or box.kind not in {"label", "head"}:
        return ()
    below = [each.line for each in table.boxes if each.kind == "band" and each.line > line]
    end = min(below, default=len(table.lines))
    return tuple(
        each.cell
        for each in table.number_boxes().values()
        if (
            _meet(each.line, each.lines, box.line, box.lines)
            if box.kind == "label"
            else line < each.line < end and _meet(each.position, each.positions, box.position, box.positions)
        )
    )


def stop(lines: Lines, cell: str, inputs: Collection[str], by: int) -> str:
    """The next (1) or previous (-1) cell to fill in along these rows or columns; "" beyond the end.

    Totals are passed over. Whoever stands in a line of totals only types control totals, and goes
    from one to the next.
    """
    here = line_of(lines, cell)
    only_totals = not any(each in inputs for each in here)
    stops = [
        each for line in lines for each in line if each in inputs or each == cell or (only_totals and line is here)
    ]
    at = stops.index(cell) + by
    return stops[at] if 0 <= at < len(stops) else ""


def beside(table: Table, cell: str, way: Way) -> str:
    """The nearest number cell that way, totals too; the cell itself at the edge."""
    of = _box(table, cell)
    if way in {"left", "right"}:
        found = [
            (abs(box.position - of.position), abs(box.line - of.line), box.position, box.cell)
            for box in table.number_boxes().values()
            if _meet(box.line, box.lines, of.line, of.lines) and _after(box.position, of.position, way)
        ]
    else:
        found = [
            (abs(box.line - of.line), abs(box.position - of.position), box.position, box.cell)
            for box in table.number_boxes().values()
            if _meet(box.position, box.positions, of.position, of.positions) and _after(box.line, of.line, way)
        ]
    return min(found)[-1] if found else cell


def edge(table: Table, cell: str, way: Way, filled: Collection[str]) -> str:
    """Where Ctrl and an arrow lead, as in Excel: the end of the filled block, the next filled cell, or the edge."""
    at, following = cell, beside(table, cell, way)
    inside = at in filled and following in filled
    while following != at:
        at, following = following, beside(table, following, way)
        if (at in filled) and (not inside or following not in filled):
            break
    return at


def page(table: Table, cell: str, way: Way, reaches: Callable[[int], bool]) -> str:
    """The farthest cell that way whose line is within reach; one step at least."""
    at = beside(table, cell, way)
    while (following := beside(table, at, way)) != at and reaches(_box(table, following).line):
        at = following
    return at


def bounds(table: Table, cells: Iterable[str]) -> Bounds:
    """The rectangle that holds these cells, widened until it cuts no number box."""
    boxes = [_box(table, cell) for cell in cells]
    while True:
        top, left = min(box.line for box in boxes), min(box.position for box in boxes)
        bottom = max(box.line + box.lines for box in boxes) - 1
        right = max(box.position + box.positions for box in boxes) - 1
        inside = [
            box
            for box in table.number_boxes().values()
            if _meet(box.line, box.lines, top, bottom - top + 1)
            and _meet(box.position, box.positions, left, right - left + 1)
        ]
        if len(inside) <= len(boxes) and set(inside) <= set(boxes):
            return top, left, bottom, right
        boxes = list({*boxes, *inside})


def targets(cells: Collection[str], inputs: Collection[str]) -> tuple[str, ...]:
    """Which of the selected cells are filled at one go: those to fill in; totals where nothing else is selected."""
    return tuple(cell for cell in cells if cell in inputs) or tuple(cells)


def fill(
    table: Table, way: Way, cells: Collection[str], inputs: Collection[str], texts: Mapping[str, str]
) -> Mapping[str, str]:
    """What Ctrl+D ("down") and Ctrl+R ("right") put into the selected cells, as in Excel.

    The first cell of each column or row is put into the others; where only one line is selected, the
    cell before it is put into it.
    """
    lines = columns(table) if way == "down" else rows(table)
    back: Way = "up" if way == "down" else "left"
    parts = [part for line in lines if (part := [cell for cell in line if cell in cells])]
    alone = all(len(part) == 1 for part in parts)
    wanted = targets(cells, inputs)
    result: dict[str, str] = {}
    for part in parts:
        source = beside(table, part[0], back) if alone else part[0]
        result |= {cell: texts.get(source, "") for cell in part if cell in wanted and cell != source}
    return result


def _box(table: Table, cell: str) -> Box:
    return table.number_boxes()[cell]


def _meet(first: int, length: int, other: int, other_length: int) -> bool:
    return first < other + other_length and other < first + length


def _after(place: int, here: int, way: Way) -> bool:
    return place > here if way in _FORWARD else place < here
