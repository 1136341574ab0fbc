"""唱校: two people read the tables aloud against the paper. What was found right is kept with the text it had then.

A tick holds only while the cell shows that very text, so an edit, an undo or a repair needs no word about it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from govreport_gui.core.document import Document, Note
from govreport_gui.core.figures import shown_texts
from govreport_gui.core.formats import Format

Status = Literal["ticked", "changed", "open"]
"""Found right as it stands; found right, but changed since; not read yet."""

WRONG = "唱校有误"
"""What stands in the note of a cell that was heard to be wrong."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is. `texts` is what each cell shows, in the order of the official tables."""

    texts: Mapping[str, str]
    statuses: Mapping[str, Status]
    wrong: frozenset[str]
    """Cells marked as wrong; ticking one takes its mark away."""

    def count(self, status: Status, cells: Sequence[str]) -> int:
        """How many of those cells have that status."""
        return sum(self.statuses[cell] == status for cell in cells)


def progress(form: Format, document: Document) -> Progress:
    """How far the report has been read aloud."""
    shown = shown_texts(form, document)
    texts = {cell: shown.get(cell, "") for cell in form.cells}
    heard = document.read_aloud
    statuses: dict[str, Status] = {
        cell: "open" if cell not in heard else "ticked" if heard[cell] == text else "changed"
        for cell, text in texts.items()
    }
    wrong = frozenset(cell for cell, note in document.notes.items() if WRONG in _pieces(note))
    return Progress(texts, statuses, wrong)


def start(now: Progress, cells: Sequence[str]) -> str:
    """Where to go on: behind the last cell that was dealt with, else where anything is left, else at the beginning."""
    done = [at for at, cell in enumerate(cells) if now.statuses[cell] == "ticked" or cell in now.wrong]
    left = following(now, cells, cells[done[-1]]) if done else cells[0]
    return left or next((cell for cell in cells if now.statuses[cell] != "ticked"), cells[0])


def following(now: Progress, cells: Sequence[str], cell: str) -> str:
    """The next of the cells that is to be read, going round once; then the next one marked as wrong; "" at the end."""
    at = cells.index(cell)
    behind, before = cells[at + 1 :], cells[: at + 1]
    left = [each for each in (*behind, *before) if now.statuses[each] != "ticked" and each not in now.wrong]
    wrong = [each for each in behind if now.statuses[each] != "ticked"]
    return next(iter((*left, *wrong)), "")


def in_next_row(form: Format, cells: Sequence[str], cell: str, by: int) -> str:
    """The cell one row further (1) or back (-1), in the same column if that row has it; itself at the end."""
    rows = list(dict.fromkeys(_row(form, each) for each in cells))
    at = rows.index(_row(form, cell)) + by
    if not 0 <= at < len(rows):
        return cell
    row = [each for each in cells if _row(form, each) == rows[at]]
    return next((each for each in row if form.cells[each].column == form.cells[cell].column), row[0])


def row_of(form: Format, cell: str) -> tuple[str, ...]:
    """All cells of that cell's row, left to right."""
    table = form.table(form.cells[cell].table)
    return tuple(each for each in table.cells if form.cells[each].row == form.cells[cell].row)


def ticked(now: Progress, document: Document, cell: str) -> Mapping[str, str]:
    """All ticks, with one more for that cell as it stands."""
    return {**document.read_aloud, cell: now.texts[cell]}


def unticked(document: Document, cell: str) -> Mapping[str, str]:
    """All ticks but that cell's."""
    return {each: text for each, text in document.read_aloud.items() if each != cell}


def marked_wrong(document: Document, cell: str) -> Document:
    """The report with that cell marked to come back to, as heard to be wrong. Her own note stays."""
    note = document.notes.get(cell, Note())
    if WRONG in _pieces(note):
        return document
    text = "；".join(filter(None, (note.text, WRONG)))
    return replace(document, notes={**document.notes, cell: Note(text, follow_up=True)})


def not_wrong(document: Document, cell: str) -> Document:
    """The report without that mark. Her own note, and that she wants to come back to it, stays."""
    note = document.notes.get(cell, Note())
    if WRONG not in _pieces(note):
        return document
    notes = {each: other for each, other in document.notes.items() if each != cell}
    if text := "；".join(piece for piece in _pieces(note) if piece != WRONG):
        notes[cell] = replace(note, text=text)
    return replace(document, notes=notes)


def _pieces(note: Note) -> list[str]:
    return note.text.split("；")


def _row(form: Format, cell: str) -> tuple[str, str]:
    return form.cells[cell].table, form.cells[cell].row
