"""What is printed beside the official parts, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from govreport_gui.core.forms.form import Table


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, or none, with its paragraphs; below them an official table with these texts in its cells."""

    heading: str
    paragraphs: tuple[str, ...]
    table: Table | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
