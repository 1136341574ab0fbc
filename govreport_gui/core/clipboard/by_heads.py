"""Pasted columns found by the heads above them."""

from collections.abc import Sequence
from typing import Final

from govreport_gui.core.clipboard.placement import Placed, Skipped, Target, beyond, number_lines
from govreport_gui.core.clipboard.tables import Grid
from govreport_gui.core.forms.form import Table
from govreport_gui.core.reading.names import heads_over
from govreport_gui.core.reading.words import key, like_number

_HEADS: Final = 4
"""Most rows of heads above a block; the official tables have three."""


def by_heads(table: Table, grid: Grid, target: Target) -> Placed | None:
    """A block under known heads and without names: its rows from the current one down."""
    heads = 0
    while heads < len(grid) and not any(like_number(text) for text in grid[heads]):
        heads += 1
    if heads > _HEADS:
        return None
    lines = number_lines(table)
    start = lines.index(table.number_boxes()[target.selected[0]].line)
    texts: dict[str, str] = {}
    skipped: list[Skipped] = []
    for step, at in enumerate(range(heads, len(grid)) if heads else ()):
        if start + step >= len(lines):
            skipped.extend(beyond(grid[at], "下面没有行了"))
            continue
        by_head = row_by_heads(table, grid, at, -1, table.lines[lines[start + step]].cells)
        numbers = sum(like_number(text) for text in grid[at])
        if sum(like_number(text) for text in by_head.values()) < numbers:
            return None
        texts.update(by_head)
    return Placed("heads", texts, tuple(skipped)) if texts else None


def row_by_heads(table: Table, grid: Grid, at: int, position: int, cells: Sequence[str]) -> dict[str, str]:
    """The texts of a row by the heads above them, in the order of the row; only those whose head is known."""
    result = {}
    for place in range(position + 1, len(grid[at])):
        cell = _under_head(table, grid, at, place, cells)
        text = grid[at][place]
        if cell and text is not None and cell not in result:
            result[cell] = text.strip()
    return result


def _under_head(table: Table, grid: Grid, at: int, place: int, cells: Sequence[str]) -> str:
    """Which of the cells stands under the same heads as that place of the grid; "" if none or several."""
    above = (row for row in range(at - 1, -1, -1) if (grid[row][place] or "").strip())
    leaf = next((row for row in above if not like_number(grid[row][place])), None)
    if leaf is None:
        return ""
    boxes = table.number_boxes()
    fitting = []
    for cell in cells:
        heads = [key(head.text) for head in heads_over(table, boxes[cell])]
        if key(grid[leaf][place] or "") in {*heads[:1], _short(table, cell)}:
            fitting.append((cell, heads))
    if len(fitting) > 1:
        upper = {key(_left_of(grid[row], place)) for row in range(leaf)}
        fitting = [(cell, heads) for cell, heads in fitting if upper & set(heads[1:])]
    return fitting[0][0] if len(fitting) == 1 else ""


def _short(table: Table, cell: str) -> str:
    """The name of a cell's column as it is said: 本年制发 for 本年制发件数."""
    return key(table.columns[cell.rpartition(".")[2]])


def _left_of(row: Sequence[str | None], place: int) -> str:
    return next((text for text in reversed(row[: place + 1]) if text and text.strip()), "")
