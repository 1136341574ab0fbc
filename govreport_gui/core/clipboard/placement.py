"""What placing works with: the number boxes of a table, texts that are entries, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from govreport_gui.core.clipboard.tables import Grid
from govreport_gui.core.forms.form import Table

How = Literal["names", "heads", "position", "fill"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where the clerk is: the table, and the selected cells in the order of the form, or the current one."""

    table: str
    selected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A text that found no place, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Texts by cell of the report's form, blank ones included, and what did not fit."""

    how: How
    texts: Mapping[str, str]
    skipped: tuple[Skipped, ...] = ()
    doubts: tuple[str, ...] = ()
    exact: bool = False
    """As many cells as were selected."""


def number_lines(table: Table) -> list[int]:
    """The lines that have number boxes, top to bottom."""
    return sorted({box.line for box in table.number_boxes().values()})


def number_columns(table: Table) -> list[int]:
    """Where number boxes begin, left to right."""
    return sorted({box.position for box in table.number_boxes().values()})


def beyond(row: Sequence[str | None], why: str) -> list[Skipped]:
    """The texts of a row for which there is no place."""
    return [Skipped(text.strip(), why) for text in row if text and text.strip()]


def first_text(grid: Grid) -> str:
    """What a foreign table begins with, to call it by."""
    return next((text.strip() for row in grid for text in row if text and text.strip()), "")
