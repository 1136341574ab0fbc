"""Rows of tables → named runs of values: which line of the form they belong to, and what stands in them.

A row may stand over several rows of the source, and several rows in one: names begin a run, the next name ends it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from govreport_gui.core.reading.blocks import Table, owners
from govreport_gui.core.reading.names import Line, Names, numbers_rows, year_said
from govreport_gui.core.reading.words import in_place_of_number, key, like_number

At = tuple[int, int, int]
"""Where a text stands: which of the tables, row, position."""
_MOST_HEADS: Final = 6
_SHORT: Final = 8
"""In signs: words in the place of a number are no longer."""


@dataclass(frozen=True, slots=True)
class Value:
    """A text in the place of a number; blank ones too."""

    at: At
    text: str


@dataclass(slots=True)
class Run:
    """The values of one line of the form, as far as they were found."""

    line: Line
    name: str
    at: At
    values: list[Value]
    heads: "Heads"
    misspelt: bool = False
    loose: bool = False
    """Only the order of the values means something, not the columns that they stand in."""


@dataclass(slots=True)
class Heads:
    """The rows of heads above some rows: texts by position, upper rows first, and which were known."""

    rows: list[dict[int, str]] = field(default_factory=list)
    hides: dict[int, bool] = field(default_factory=dict, compare=False)
    """By line of the form what `fitting` found of them, once they are whole."""

    def above(self, position: int) -> list[str]:
        """The heads above a position, the nearest first."""
        return [row[position] for row in reversed(self.rows) if row.get(position, "").strip()]

    def over(self, position: int) -> list[str]:
        """The heads over a position, the nearest first, then those that may be merged over it."""
        above = self.above(position)
        return [*above, *self.beside(position)] if above else []

    def beside(self, position: int) -> list[str]:
        """The heads above a position or left of that, upper rows only: merged ones, where the source tells of none."""
        found = []
        for row in reversed(self.rows[:-1]):
            left = [place for place, text in row.items() if place <= position and text.strip()]
            found.extend([row[max(left)]] if left else [])
        return found


@dataclass(slots=True)
class Seen:
    """What of an official table stands in the tables of a source."""

    runs: list[Run] = field(default_factory=list)
    known: set[At] = field(default_factory=set)
    """Labels and heads that were understood."""
    official: set[str] = field(default_factory=set)
    """Which official words were met."""
    unnamed: list[Run] = field(default_factory=list)
    """Runs behind a name that no line has; `line` is the line before."""
    single: bool = False
    """Whether the table has one column: then blank cells of the next row are still of this one."""


def seen(tables: Sequence[Table], names: Names) -> Seen:
    """The named runs of values in these tables, in order."""
    found = Seen()
    heads = Heads()
    last: tuple[int, int] = (-1, -1)
    for number, table in enumerate(tables):
        before = len(found.runs)
        width = table.width
        same = (last[0] == number - 1 or last[0] < 0) and last[1] == width
        heads = _table(number, table, names, found, heads if same else Heads())
        if len(found.runs) > before or heads.rows:
            last = (number, width)
    return found


def _table(number: int, table: Table, names: Names, found: Seen, heads: Heads) -> Heads:
    """The runs of one table; given back are the heads that hold at its end."""
    covered = owners(table.rows)
    open_run: Run | None = None
    fresh = False
    found.single = table.width == 1
    for row_at, row in enumerate(table.rows):
        loose = row_at in table.loose
        cells = [Value((number, row_at, at), text) for at, text in enumerate(row) if text is not None]
        if _is_heads(cells, names):
            if not any(cell.text.strip() for cell in cells):
                if open_run is not None and found.single:
                    open_run.values.extend(cells)
                continue
            heads = heads if fresh else Heads()
            fresh = True
            heads.rows = [*heads.rows[-_MOST_HEADS:], _head_row(table, cells, covered)]
            for cell in cells:
                word = key(cell.text)
                if names.knows(cell.text):
                    found.known.add(cell.at)
                    found.official |= {word} & names.words
            open_run = None
            continue
        open_run, labelled = _read_row(cells, names, found, heads, open_run)
        if open_run is not None and open_run.at[1] == row_at:
            open_run.loose = loose
        fresh = fresh and not labelled
    return heads


def _is_heads(cells: Sequence[Value], names: Names) -> bool:
    """Whether a row has heads or nothing: known words, perhaps some unknown ones, and nothing like a number."""
    texts = [cell.text for cell in cells if cell.text.strip()]
    if not texts:
        return True
    if any(like_number(text) or (in_place_of_number(text) and not key(text)) for text in texts):
        return False
    known = sum(names.knows(text) or bool(year_said(text)) for text in texts)
    if any(_names_line(names, text) for text in texts):
        return False
    return known > 0 and (known == len(texts) or (len(texts) > 2 and known * 2 >= len(texts)))


def _names_line(names: Names, text: str) -> bool:
    line, _ = names.line(text)
    return line is not None and key(text) not in names.heads


def _head_row(
    table: Table, cells: Sequence[Value], covered: Mapping[tuple[int, int], tuple[int, int]]
) -> dict[int, str]:
    """A row of heads by position; a merged head stands over all that it covers."""
    row = {cell.at[2]: cell.text for cell in cells}
    for at in {cell.at[1] for cell in cells}:
        for place in range(len(table.rows[at])):
            if (at, place) in covered and covered[at, place][0] == at:
                row[place] = table.rows[at][covered[at, place][1]] or ""
    return row


def _read_row(
    cells: Sequence[Value], names: Names, found: Seen, heads: Heads, open_run: Run | None
) -> tuple[Run | None, bool]:
    """Take the runs of one row; given back are the run that may go on below, and whether any name was there."""
    labelled = False
    place = 0
    waiting: list[Value] = []
    while place < len(cells):
        cell = cells[place]
        line, misspelt = (None, False) if like_number(cell.text) else names.line(cell.text)
        if line is not None and key(cell.text) in names.heads:
            line = line if _is_row(line, cells[place + 1 :], names, open_run) else None
        if line is not None:
            _go_on(open_run, waiting, found)
            waiting = []
            open_run = Run(line, cell.text, cell.at, [], heads, misspelt)
            found.runs.append(open_run)
            found.known.add(cell.at)
            found.official |= {key(cell.text)} & names.words
            labelled = True
        elif names.knows(cell.text) and cell.text.strip() and not in_place_of_number(cell.text):
            found.known.add(cell.at)
            found.official |= {key(cell.text)} & names.words
            if open_run is not None and any(value.text.strip() for value in open_run.values):
                _go_on(open_run, waiting, found)
                waiting, open_run = [], None
        elif open_run is not None and labelled:
            open_run.values.append(cell)
        else:
            waiting.append(cell)
        place += 1
    return _unlabelled(waiting, names, found, heads, open_run, labelled=labelled), labelled


def _is_row(line: Line, behind: Sequence[Value], names: Names, open_run: Run | None) -> bool:
    """Whether 总计 or 其他, heads as well, name a row here: its numbers follow, or the line before came before."""
    said = []
    for value in behind:
        if value.text.strip() and not in_place_of_number(value.text):
            break
        said.append(value)
    if behind:
        return any(like_number(value.text) for value in said) and len(said) >= len(line.cells)
    before = [each.at for each in names.lines if each.at < line.at]
    return open_run is not None and bool(before) and open_run.line.at == max(before)


def _go_on(run: Run | None, values: Sequence[Value], found: Seen) -> None:
    """Values without a name before the next one: of the run that is open, as far as it still lacks some.

    Where one cell stands a line, too many are of it as well: where they stand does not tell which are too many.
    """
    if run is None or not values:
        return
    more = [value for value in values if value.text.strip()]
    fitting = all(map(_short if found.single else _is_entry, more))
    if not found.single and not run.loose:
        # What stands below a name, or left of it, is no number of its row.
        fitting = fitting and all(value.at[1] == run.at[1] or value.at[2] > run.at[2] for value in more)
    said = [value for value in run.values if value.text.strip() or not run.loose]
    if fitting and (found.single or len(said) + len(more) <= len(run.line.cells)):
        run.values.extend(values if found.single else more)
    elif more:
        found.unnamed.append(Run(run.line, "", more[0].at, list(values), run.heads))


def _short(value: Value) -> bool:
    return in_place_of_number(value.text) or len(value.text.strip()) <= _SHORT


def _is_entry(value: Value) -> bool:
    return in_place_of_number(value.text)


def _unlabelled(
    waiting: list[Value], names: Names, found: Seen, heads: Heads, open_run: Run | None, *, labelled: bool
) -> Run | None:
    """What stands without a name in a row: more of the open run, the line that has no name, or a name not known."""
    filled = [value for value in waiting if value.text.strip()]
    if not filled:
        if open_run is not None and waiting and not labelled and found.single:
            open_run.values.extend(waiting)
        return open_run
    numbers = sum(like_number(value.text) for value in filled)
    bare = names.bare
    if bare is not None and (open_run is None or open_run.line is bare) and _bare_heads(heads, names):
        if open_run is None and numbers * 2 >= len(filled):
            open_run = Run(bare, "", waiting[0].at, [], heads)
            found.runs.append(open_run)
        if open_run is not None and all(_short(value) for value in filled):
            open_run.values.extend(waiting)
            return open_run
    if in_place_of_number(filled[0].text) or (open_run is not None and _short(filled[0]) and len(filled) == 1):
        _go_on(open_run, waiting, found)
        return open_run
    if numbers or len(filled) == 1:
        before = found.runs[-1].line if found.runs else names.lines[0]
        at = waiting.index(filled[0])
        run = Run(before, filled[0].text, filled[0].at, waiting[at + 1 :], heads)
        found.unnamed.append(run)
        return None if not numbers and len(filled) == 1 and open_run is None else run
    return None


def _bare_heads(heads: Heads, names: Names) -> bool:
    known = {key(text) for row in heads.rows for text in row.values()}
    return len(known & names.heads) >= 3


def strange_heads(run: Run, names: Names) -> Iterator[tuple[int, str]]:
    """The heads above the values of a run that are none of the table's, and where they stand."""
    for value in run.values:
        above = run.heads.above(value.at[2])
        if above and value.text.strip() and not names.knows(above[0]) and not numbers_rows(above[0]):
            yield value.at[2], above[0]
