"""What a clipboard holds as text with tabs → a table of cell texts."""

import csv
import io
from typing import Final

from govreport_gui.core.reading.blocks import Grid, squared
from govreport_gui.core.reading.html import tables

__all__ = ("LARGEST", "Grid", "fits", "rows_of", "tables")

LARGEST: Final = 2_000_000
"""In characters. A report copied whole from a browser, with all its styles, has some 100 000."""
_MOST_ROWS: Final = 2000
_MOST_COLUMNS: Final = 200


def fits(text: str) -> bool:
    """Whether a plain text is small enough for a table; the official ones have some thirty rows and ten columns."""
    lines = text.rstrip().splitlines()
    return len(lines) <= _MOST_ROWS and all(line.count("\t") < _MOST_COLUMNS for line in lines)


def rows_of(text: str) -> Grid:
    """A table as spreadsheets give it in plain text: tabs between cells, "…" around cells with line breaks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    try:
        rows = list(csv.reader(io.StringIO(lines), delimiter="\t", strict=True)) if '"' in lines else []
    except csv.Error:
        rows = []
    if not rows:
        rows = [line.split("\t") for line in lines.split("\n")]
    return squared([tuple(text.strip() for text in row[:_MOST_COLUMNS]) for row in rows[:_MOST_ROWS]])
