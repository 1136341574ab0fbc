"""Finding a row of the tables by its name or number, and words anywhere in the report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from govreport_gui.core.forms.form import Format, Table
from govreport_gui.core.patterns import pattern
from govreport_gui.core.report.document import Document

_MARKS: Final = pattern(r"[\s().,、，。·:：“”\"]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: what it is called, its cells, and the letters it is known by."""

    name: str
    cells: tuple[str, ...]
    letters: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a cell, or a span of a part's text."""

    part: str
    cell: str = ""
    span: tuple[int, int] = (0, 0)


def rows(form: Format) -> tuple[Row, ...]:
    """The rows of all tables, in the order of the form."""
    return tuple(row for table in form.tables for row in _rows(table))


def matching(rows: Sequence[Row], typed: str) -> tuple[Row, ...]:
    """The rows whose name or number has what was typed; all where nothing was."""
    letters = _letters(typed)
    return tuple(row for row in rows if letters in row.letters)


def places(form: Format, document: Document, words: str) -> tuple[Place, ...]:
    """Where these words stand, in the order of the report: in the texts, the names of rows and the cells."""
    if not words.strip():
        return ()
    asked, letters = re.compile(re.escape(words), re.IGNORECASE), _letters(words)
    found: list[Place] = []
    for section in form.sections:
        if section.table:
            for row in _rows(form.table(section.table)):
                cells = [cell for cell in row.cells if words in document.cells.get(cell, "")]
                if letters and letters in row.letters and row.cells[0] not in cells:
                    cells.insert(0, row.cells[0])
                found.extend(Place(section.id, cell=cell) for cell in cells)
        text = document.sections.get(section.id, "")
        found.extend(Place(section.id, span=match.span()) for match in asked.finditer(text))
    return tuple(found)


def _rows(table: Table) -> list[Row]:
    """The rows with what the form calls them, also by the words of their own line."""
    result = []
    for row, name in table.rows.items():
        cells = tuple(cell for cell in table.cells if cell.split(".")[1] == row)
        line = next(line for line in table.lines if cells[0] in line.cells)
        result.append(Row(f"{table.name}　{name}", cells, _letters("".join((table.name, name, *line.labels)))))
    return result


def _letters(words: str) -> str:
    """Only the letters and digits, in one width: （三）4. is found as 三4."""
    return _MARKS.sub("", normalize("NFKC", words)).casefold()
