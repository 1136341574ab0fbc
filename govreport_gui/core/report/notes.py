"""What the clerk keeps beside the cells for herself: remarks, and cells to come back to."""

from collections import Counter
from dataclasses import replace

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, Note

NONE = Note()


def note(document: Document, cell: str) -> Note:
    """What is noted beside that cell."""
    return document.notes.get(cell, NONE)


def with_note(document: Document, cell: str, new: Note) -> Document:
    """The report with that beside the cell; an empty note takes away what was there."""
    new = replace(new, text=new.text.strip())
    kept = {name: each for name, each in document.notes.items() if name != cell}
    return replace(document, notes=kept if new == NONE else kept | {cell: new})


def follow_ups(form: Format, document: Document) -> tuple[str, ...]:
    """The cells to come back to, in the form's order."""
    return tuple(cell for cell in form.cells if note(document, cell).follow_up)


def next_follow_up(form: Format, document: Document, cell: str, by: int) -> str:
    """The next cell (1), or the one before (-1), to come back to, round and round; "" if there is none.

    From no cell ("") it is the first or the last.
    """
    marked = follow_ups(form, document)
    if not marked:
        return ""
    order = {each: at for at, each in enumerate(form.cells)}
    here = order.get(cell, -1 if by > 0 else len(order))
    beyond = [each for each in marked if (order[each] > here if by > 0 else order[each] < here)]
    return (beyond or marked)[0 if by > 0 else -1]


def marked_parts(form: Format, document: Document) -> dict[str, int]:
    """How many cells to come back to each part has; parts without any are absent."""
    return dict(Counter(form.part_of(cell) for cell in follow_ups(form, document))) if document.notes else {}
