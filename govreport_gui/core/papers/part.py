"""A part of something printed: of the report itself, of its annex, of a paper beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from govreport_gui.core.forms.form import Table


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
