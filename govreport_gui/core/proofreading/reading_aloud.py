"""校对: two people read the tables aloud against the paper, row by row. What was right is kept with the text it had.

A tick holds only while the cell shows that very text, so an edit, an undo or a repair needs no word about it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report import notes
from govreport_gui.core.report.document import Document, Note
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.core.values import read

Status = Literal["ticked", "wrong", "changed", "open"]
STATUS_WORDS: Final = MappingProxyType(
    {"ticked": "已校对", "wrong": "有误", "changed": "改动后未再校对", "open": "未校对"}
)
"""Found right as it stands; heard to be wrong; found right, but changed since; not read yet."""

_TO_READ: Final[tuple[Status, ...]] = ("open", "changed")

WRONG: Final = "校对有误"
"""What stands in the note of a cell that was heard to be wrong, until it is found right."""
TO_CLEAR: Final = "本格校对有误：改正或核实后，按 F11 校对，移到本格按句点，有误和待复核一并取消。"
"""How that mark is taken away; the mark to come back to belongs to it."""
_MARKED: Final = "待复核"
"""Stands for a mark of her own that had no words."""
_FORMERLY: Final = MappingProxyType({"唱校有误": WRONG, "回头看": _MARKED})
"""What files written by earlier versions say for these."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is: what each cell shows and how it stands, in the order of the official tables."""

    texts: Mapping[str, str]
    statuses: Mapping[str, Status]

    def cells(self, status: Status, among: Sequence[str]) -> tuple[str, ...]:
        """Those of the cells that stand so."""
        return tuple(cell for cell in among if self.statuses[cell] == status)


def progress(form: Format, document: Document) -> Progress:
    """How far the report has been read aloud."""
    shown = shown_texts(form, document)
    texts = {cell: shown.get(cell, "") for cell in form.cells}
    return Progress(texts, {cell: _status(document, cell, text) for cell, text in texts.items()})


def _status(document: Document, cell: str, text: str) -> Status:
    heard = document.read_aloud
    if heard.get(cell) == text:
        return "ticked"
    if cell in document.notes and is_wrong(document, cell):
        return "wrong"
    return "changed" if cell in heard else "open"


def summary(now: Progress, cells: Sequence[str]) -> str:
    """How far these cells are, in one line: 已校对 57 / 200 格，有误 2 格，改动后未再校对 1 格."""
    done = f"{STATUS_WORDS['ticked']} {len(now.cells('ticked', cells))} / {len(cells)} 格"
    others: tuple[Status, ...] = ("wrong", "changed")
    rest = [f"{STATUS_WORDS[each]} {number} 格" for each in others if (number := len(now.cells(each, cells)))]
    return "，".join((done, *rest))


def start(now: Progress, cells: Sequence[str]) -> str:
    """Where to go on: behind the last cell that was dealt with, else where anything is left, else at the beginning."""
    done = [at for at, cell in enumerate(cells) if now.statuses[cell] in {"ticked", "wrong"}]
    left = following(now, cells, cells[done[-1]]) if done else cells[0]
    return left or next((cell for cell in cells if now.statuses[cell] != "ticked"), cells[0])


def following(now: Progress, cells: Sequence[str], cell: str) -> str:
    """The next of the cells that is to be read, going round once; then the next one marked as wrong; "" at the end."""
    at = cells.index(cell)
    behind, before = cells[at + 1 :], cells[: at + 1]
    left = [each for each in (*behind, *before) if now.statuses[each] in _TO_READ]
    return next(iter((*left, *now.cells("wrong", behind))), "")


def following_in_row(form: Format, now: Progress, cells: Sequence[str], cell: str) -> str:
    """The next to be read of that cell's row, going round in it; where the row is done, the next of all."""
    row = row_of(form, cell)
    at = row.index(cell)
    left = [each for each in (*row[at + 1 :], *row[:at]) if now.statuses[each] in _TO_READ]
    return left[0] if left else following(now, cells, cell)


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


def right_in_row(form: Format, now: Progress, cell: str) -> tuple[str, ...]:
    """What is found right where the row of that cell is: the cell itself, and all of its row that are to be read.

    Others of the row that were heard to be wrong stay so.
    """
    return tuple(each for each in row_of(form, cell) if each == cell or now.statuses[each] in _TO_READ)


def not_zero(form: Format, now: Progress, cell: str) -> tuple[str, ...]:
    """What `right_in_row` gives that shows anything but 0; a blank is no 0."""
    return tuple(each for each in right_in_row(form, now, cell) if read(now.texts[each]).number != 0)


def ticked(now: Progress, document: Document, *cells: str) -> Mapping[str, str]:
    """All ticks, with those of these cells as they stand."""
    return {**document.read_aloud, **{cell: now.texts[cell] for cell in cells}}


def unticked(document: Document, cell: str) -> Mapping[str, str]:
    """All ticks but that cell's."""
    return {each: text for each, text in document.read_aloud.items() if each != cell}


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about at one stroke, and how it stood before: old ticks, and what was marked wrong."""

    cells: tuple[str, ...]
    heard: Mapping[str, str]
    wrong: tuple[str, ...]


def decision(now: Progress, document: Document, cells: tuple[str, ...]) -> Decision:
    """How those cells stand, before anything is decided about them."""
    heard = {cell: text for cell, text in document.read_aloud.items() if cell in cells}
    return Decision(cells, heard, now.cells("wrong", cells))


def ticks_before(document: Document, taken: Decision) -> Mapping[str, str]:
    """All ticks, those of a decision that is taken back as they were before it."""
    others = {cell: text for cell, text in document.read_aloud.items() if cell not in taken.cells}
    return {**others, **taken.heard}


def marks_before(document: Document, taken: Decision) -> Document:
    """The report with the marks as they were before a decision that is taken back."""
    for cell in taken.cells:
        document = marked_wrong(document, cell) if cell in taken.wrong else not_wrong(document, cell)
    return document


def marked_wrong(document: Document, cell: str) -> Document:
    """The report with that cell marked to come back to, as heard to be wrong. Her own note stays.

    It stands before her words where she had not marked the cell herself, behind them where she had.
    """
    note = notes.note(document, cell)
    if is_wrong(document, cell):
        return document
    pieces = (note.text or _MARKED, WRONG) if note.follow_up else (WRONG, note.text)
    return notes.with_note(document, cell, Note("；".join(filter(None, pieces)), follow_up=True))


def not_wrong(document: Document, cell: str) -> Document:
    """The report without that mark. Her own note, and that she wants to come back to it, stays."""
    pieces = _pieces(notes.note(document, cell))
    if WRONG not in pieces:
        return document
    hers = [piece for piece in pieces if piece not in {WRONG, _MARKED}]
    return notes.with_note(document, cell, Note("；".join(hers), follow_up=pieces[0] != WRONG))


def is_wrong(document: Document, cell: str) -> bool:
    """Whether that cell is marked as heard to be wrong."""
    return WRONG in _pieces(notes.note(document, cell))


def _pieces(note: Note) -> list[str]:
    return [_FORMERLY.get(piece, piece) for piece in note.text.split("；")]


def _row(form: Format, cell: str) -> tuple[str, str]:
    return form.cells[cell].table, form.cells[cell].row
