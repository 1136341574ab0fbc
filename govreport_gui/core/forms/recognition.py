"""Rows of cell texts, from whatever source, → cells of the official tables, found by their labels."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from govreport_gui.core.forms.form import Format, Table
from govreport_gui.core.patterns import pattern
from govreport_gui.core.values import read, show

Row = tuple[str, ...]
GridRow = Sequence[str | None]
"""The cells of one row; None where a merged cell covers the place, if the source tells."""

_NO_WORD: Final = pattern(r"[\W_]+")
_NUMBERING: Final = pattern(r"(\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|\(?\d+[.、)])\s*")
_REMARK: Final = pattern(r"(?<=.)\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Found:
    """One official table found among rows: on which form it was made, and what stands in its cells."""

    form: Format
    table: str
    cells: dict[str, str] = field(default_factory=dict)
    """Texts by cell id of `form`; cells that stand blank in the source are "". """
    rows: frozenset[int] = frozenset()
    """Which of the rows were understood, heads included."""
    named: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Rows whose name is known, also where the numbers are more or fewer than on the form: which line of
    the table that is, and where in the row its name stands."""
    score: int = 0

    def once(self) -> dict[int, tuple[int, int]]:
        """The named rows, of each line one: the row that was understood, or else the first."""
        rows: dict[int, int] = {}
        for at in sorted(self.named, key=lambda at: (at not in self.rows, at)):
            rows.setdefault(self.named[at][0], at)
        return {at: self.named[at] for at in sorted(rows.values())}


def find(rows: Sequence[GridRow], forms: Iterable[Format]) -> dict[str, list[Found]]:
    """By table id the official tables in these rows, each on the forms whose labels fit best."""
    best: dict[str, list[Found]] = {}
    for form in forms:
        for table in form.tables:
            found = match(rows, form, table)
            others = best.setdefault(table.id, [])
            if found.cells and (not others or found.score >= others[0].score):
                best[table.id] = [found, *(other for other in others if other.score == found.score)]
    return {table: found for table, found in best.items() if found}


def apart(rows: Sequence[Row], forms: Sequence[Format]) -> tuple[Row, ...]:
    """The rows, those in two that a source has run together: a name with all its numbers, and more words behind."""
    names: dict[str, set[int]] = {}
    for form in forms:
        for line in (line for table in form.tables for line in _known(form, table.id)):
            for name in line.names:
                names.setdefault(name, set()).add(len(line.cells))
    return tuple(piece for row in rows for piece in _pieces(row, names))


def _pieces(row: Row, names: Mapping[str, set[int]]) -> Iterator[Row]:
    start = 0
    for at, text in enumerate(row):
        for count in names.get(key(text), ()) if at >= start else ():
            end = at + 1 + count
            values = row[at + 1 : end]
            numbers = any(values) and all(not each or read(each).number is not None for each in values)
            behind = next((each for each in row[end:] if each.strip()), "")
            if numbers and key(behind) and read(behind).number is None:
                yield row[start:end]
                start = end
                break
    yield row[start:]


def match(rows: Sequence[GridRow], form: Format, table: Table) -> Found:
    """What of that table is in these rows."""
    known = _known(form, table.id)
    bare = next((line for line in known if not line.labels), None)
    names = {name: line for line in known for name in line.names}
    heads_of_form = {key(box.text) for box in table.boxes if box.kind in {"head", "band"}}
    words = {key(label) for line in table.lines for label in line.labels}
    cells: dict[str, str] = {}
    heads: set[int] = set()
    data: set[int] = set()
    named: dict[int, tuple[int, int]] = {}
    for at, row in enumerate(rows):
        position, line = _line_of(row, names, heads_of_form)
        if line is None and heads and bare and not any(key(text or "") in words for text in row):
            line = bare
        values = _values(row, position, line) if line else None
        if line is not None:
            if line is not bare:
                named[at] = (line.at, position)
            if values is not None and not cells.keys() & set(line.cells):
                cells.update(zip(line.cells, (text.strip() for text in values), strict=True))
                data.add(at)
        elif any(row) and all(key(text or "") in words for text in row if key(text or "")):
            heads.add(at)
    return Found(form, table.id, cells, frozenset(heads | data), named, len(heads) + 2 * len(data))


@dataclass(frozen=True, slots=True)
class _Known:
    """A line with numbers as it is looked for: its names, its cells, and how far behind the name these stand."""

    at: int
    labels: tuple[str, ...]
    names: tuple[str, ...]
    cells: tuple[str, ...]
    steps: tuple[int, ...]


@lru_cache(maxsize=32)
def _known(form: Format, name: str) -> tuple[_Known, ...]:
    """The lines of that table with numbers by every name, official or drifted, that could be no other line's."""
    table = form.table(name)
    official = {key(line.labels[-1]) for line in table.lines if line.cells and line.labels}
    places = {cell: box.position for cell, box in table.number_boxes().items()}
    said: list[set[str]] = []
    for at, line in enumerate(table.lines):
        path = [box.text for box in table.boxes if box.kind == "label" and box.line <= at < box.line + box.lines]
        texts = [line.labels[-1], "".join(path), "".join(path[-2:])] if line.cells and line.labels else []
        texts += [table.rows[form.cells[line.cells[0]].row]] if texts else []
        said.append({variant for text in texts for variant in _variants(text)})
    often = Counter(name for names in said for name in names)
    result = []
    for at, (line, names) in enumerate(zip(table.lines, said, strict=True)):
        if line.cells:
            own = key(line.labels[-1]) if line.labels else ""
            label = max((box.position for box in table.boxes if box.kind == "label" and box.line == at), default=-1)
            result.append(
                _Known(
                    at,
                    line.labels,
                    tuple(name for name in names if name == own or (often[name] == 1 and name not in official)),
                    line.cells,
                    tuple(places[cell] - label for cell in line.cells),
                )
            )
    return tuple(result)


def _variants(text: str) -> Iterator[str]:
    """The keys of a name: as it is, without its number, without the remark behind it."""
    plain = normalize("NFKC", text)
    yield key(plain)
    while (number := _NUMBERING.match(plain)) is not None:
        plain = plain[number.end() :]
    yield key(plain)
    yield key(_REMARK.sub("", plain))


def _line_of(row: GridRow, names: Mapping[str, _Known], heads: set[str]) -> tuple[int, _Known | None]:
    """Where a row's rightmost known name stands, and the line that it names."""
    for position in range(len(row) - 2, -1, -1):
        name = key(row[position] or "")
        line = names.get(name)
        # 总计 and 其他 are heads as well: a row is meant only where all its numbers follow.
        if line is not None and (
            name not in heads or any(read(text).number is not None for text in _values(row, position, line) or ())
        ):
            return position, line
    return -1, None


def _values(row: GridRow, at: int, line: _Known) -> Row | None:
    """The texts of that line's cells, right of its name at `at`; None if they are not as many as on the form."""
    said = [text for text in row[at + 1 :] if text is not None]
    if len(said) == len(line.cells):
        return tuple(said)
    # Merged cells that the source does not tell of stand as blanks: the numbers are where the form has them.
    places = [at + step for step in line.steps]
    others = (text for place, text in enumerate(row) if place > at and place not in places)
    if places[-1] < len(row) and not any((text or "").strip() for text in others):
        return tuple(row[place] or "" for place in places)
    extra = said[len(line.cells) :]
    if said and said[0].strip() and extra and not any(text.strip() for text in extra):
        return tuple(said[: len(line.cells)])
    return None


@lru_cache(maxsize=4096)
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
