"""Rows of cell texts, from whatever source, → cells of the official tables, found by their labels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from unicodedata import normalize

from govreport_gui.core.formats import Format, Line, Table
from govreport_gui.core.patterns import pattern
from govreport_gui.core.values import read, show

Row = tuple[str, ...]
_NO_WORD: Final = pattern(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """One official table found among rows: on which form it was made, and what stands in its cells."""

    form: Format
    table: str
    cells: dict[str, str] = field(default_factory=dict)
    """Texts by cell id of `form`; cells that stand blank in the source are "". """
    rows: frozenset[int] = frozenset()
    """Which of the rows were understood, heads included."""
    score: int = 0


def find(rows: Sequence[Row], forms: Iterable[Format]) -> dict[str, list[Found]]:
    """By table id the official tables in these rows, each on the forms whose labels fit best."""
    best: dict[str, list[Found]] = {}
    for form in forms:
        for table in form.tables:
            found = _match(rows, form, table)
            others = best.setdefault(table.id, [])
            if found.cells and (not others or found.score >= others[0].score):
                best[table.id] = [found, *(other for other in others if other.score == found.score)]
    return {table: found for table, found in best.items() if found}


def _match(rows: Sequence[Row], form: Format, table: Table) -> Found:
    lines = {key(line.labels[-1]): line for line in table.lines if line.cells and line.labels}
    bare = next((line for line in table.lines if line.cells and not line.labels), None)
    words = {key(label) for line in table.lines for label in line.labels}
    cells: dict[str, str] = {}
    heads: set[int] = set()
    data: set[int] = set()
    for at, row in enumerate(rows):
        line, values = _line_of(row, lines)
        if line is None and not any(key(text) in words for text in row) and heads:
            line, values = bare, row
        if line is not None:
            if len(values) == len(line.cells) and not cells.keys() & set(line.cells):
                cells.update(zip(line.cells, (text.strip() for text in values), strict=True))
                data.add(at)
        elif any(row) and all(key(text) in words for text in row if key(text)):
            heads.add(at)
    return Found(form, table.id, cells, frozenset(heads | data), len(heads) + 2 * len(data))


def _line_of(row: Row, lines: dict[str, Line]) -> tuple[Line | None, Row]:
    """The official line that a row's rightmost known label names, and the texts right of the label."""
    for position in range(len(row) - 1, -1, -1):
        line = lines.get(key(row[position]))
        if line is not None and position + 1 < len(row):
            return line, row[position + 1 :]
    return None, ()


def key(text: str) -> str:
    """A label without white space, punctuation and width, so that drifted wording still meets."""
    return _NO_WORD.sub("", normalize("NFKC", text))


def carried(found: Found, form: Format) -> Iterator[tuple[str, str]]:
    """The found cells as cells of `form`, which decides where forms mix. Texts are added where rows merge."""
    moved: set[str] = set()
    for target, sources in form.carry.get(found.form.id, {}).items() if found.form.id != form.id else ():
        parts = [found.cells[source] for source in sources if source in found.cells]
        moved.update(sources)
        if parts:
            yield target, _added(parts)
    yield from ((cell, text) for cell, text in found.cells.items() if cell in form.cells and cell not in moved)


def _added(parts: Sequence[str]) -> str:
    """The sum as text. Where a part is no number all parts stay visible, to be put right by hand."""
    filled = [part for part in parts if part]
    numbers = [read(part).number for part in filled]
    known = [number for number in numbers if number is not None]
    if len(known) < len(filled):
        return "＋".join(filled)
    return show(sum(known)) if filled else ""
