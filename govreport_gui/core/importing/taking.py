"""What of a report that was read goes on: tables, text, what the cover says; by itself or into an open report."""

from dataclasses import dataclass, replace

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts of a report are wanted."""

    cells: bool = True
    texts: bool = True
    cover: bool = True


def only(document: Document, parts: Parts) -> Document:
    """That report with nothing but these parts."""
    return replace(
        document,
        cells=document.cells if parts.cells else {},
        forms=document.forms if parts.cells else {},
        sections=document.sections if parts.texts else {},
        headings=document.headings if parts.texts else {},
        unit=document.unit if parts.cover else "",
        year=document.year if parts.cover else None,
        title=document.title if parts.cover else "",
    )


def into(present: Document, read: Document, parts: Parts) -> Document:
    """The open report with these parts of one that was read on its form; what that one lacks stays as it was."""
    made = present
    if parts.cells:
        made = made.with_cells(read.cells)
    for section, text in read.sections.items() if parts.texts else ():
        made = made.with_section(section, text)
    if parts.cover:
        made = replace(made, unit=read.unit or made.unit, year=read.year or made.year)
    return made


def texts_said(form: Format, document: Document) -> str:
    """How much text there is: 6 部分、2146 字; "" where there is none."""
    parts = [document.sections[each.id] for each in form.sections if document.sections.get(each.id, "").strip()]
    signs = sum(len("".join(text.split())) for text in parts)
    return f"{len(parts)} 部分、{signs} 字" if parts else ""


def cells_said(form: Format, document: Document) -> str:
    """How many cells of each table have something: 表二 10 格、表三 175 格."""
    counts = [(table.name, sum(cell in document.cells for cell in table.cells)) for table in form.tables]
    return "、".join(f"{name} {count} 格" for name, count in counts if count)


def cover_said(document: Document) -> str:
    """Unit and year, as far as they are there."""
    return "，".join((*(document.unit,) * bool(document.unit), *(f"{document.year} 年度",) * bool(document.year)))
