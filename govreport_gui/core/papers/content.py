"""The report as plain parts: all that it says when it is printed, and nothing else.

Every output is set from this: no explanation, note, state or mark is in it. Texts stand as they were typed; who sets
them trims them and leaves out what a file of that kind cannot hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.forms.form import Format, Section
from govreport_gui.core.papers.part import Part, filled
from govreport_gui.core.patterns import pattern
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import shown_texts

_CLOSING: Final = "closing"
_LINE_END: Final = pattern(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says. The boxes of its tables say which cell each number is."""

    form: str
    """The id of the official form."""
    unit: str
    year: int | None
    title: str
    parts: tuple[Part, ...]
    """From the preface, which has no heading, to part 六."""
    closing: tuple[str, ...]
    """落款: the unit and the date, a line each."""


def content_of(form: Format, document: Document) -> Content:
    """The content of a report on its official form; totals left blank are added up."""
    texts = shown_texts(form, document)
    return Content(
        form.id,
        document.unit.strip(),
        document.year,
        form.title_of(document.unit.strip(), document.year),
        tuple(_part(form, section, document, texts) for section in form.sections if section.id != _CLOSING),
        _paragraphs(document.sections.get(_CLOSING, "")),
    )


def _part(form: Format, section: Section, document: Document, texts: Mapping[str, str]) -> Part:
    paragraphs = _paragraphs(document.sections.get(section.id, ""))
    if not section.table:
        return Part(section.heading, paragraphs, section=section.id)
    table = form.table(section.table)
    caption = f"{table.name} {section.name.rpartition('、')[2]}"
    return Part(section.heading, paragraphs, filled(table, texts), caption, section.id)


def _paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that are not blank."""
    return tuple(line for line in _LINE_END.split(text) if line.strip())
