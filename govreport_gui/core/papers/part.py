"""A part of something printed: of the report itself, of its annex, of a paper beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from govreport_gui.core.forms.form import Box, BoxKind, Line, Table


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, or none; below it an official table with its texts, or none; then paragraphs."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    caption: str = ""
    """What the table is called away from its heading: 表二 主动公开."""
    section: str = ""
    """The id of the form's section; "" where it is no part of the report."""


def filled(table: Table, texts: Mapping[str, str]) -> Table:
    """The table with these texts, by cell, in its number boxes."""
    return replace(
        table, boxes=tuple(replace(box, text=texts.get(box.cell, "")) if box.cell else box for box in table.boxes)
    )


def grid(widths: Sequence[float], rows: Sequence[Sequence[str]], header_lines: int = 1) -> Table:
    """A table that is no official one, of texts: "<" belongs to the box at its left, "^" to the one above."""
    boxes = []
    for line, row in enumerate(rows):
        for at, text in enumerate(row):
            if text not in ("<", "^"):
                across = 1 + _run([each == "<" for each in row[at + 1 :]])
                down = 1 + _run([each[at] == "^" for each in rows[line + 1 :]])
                kind: BoxKind = "head" if line < header_lines or not (at or header_lines) else "label"
                boxes.append(Box(line, at, down, across, kind, text))
    lines = tuple(Line((), ()) for _ in rows)
    return Table("", "", tuple(widths), header_lines, "", lines, tuple(boxes), (), {}, {})


def _run(merged: Sequence[bool]) -> int:
    """How many of these are true before the first that is not."""
    return next((at for at, each in enumerate(merged) if not each), len(merged))
