"""The official tables in the tables of a source: pieces put together, each number in a cell or told of."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.reading.blocks import Table, exchanged
from govreport_gui.core.reading.fitting import Fitted, balanced, fit, full_columns, spread_out
from govreport_gui.core.reading.names import Line, Names, names_of
from govreport_gui.core.reading.rows import At, Run, Value, seen
from govreport_gui.core.reading.settling import settled
from govreport_gui.core.reading.words import key, like_number
from govreport_gui.core.values import read, show

Matching = Callable[[Sequence[Table], int | None], Callable[[Names], "Found"]]
"""Tables and the report's year → what of a table of some names is in them."""
_MOST_UNNAMED: Final = 100
"""Rows with an unknown name that are looked at; more are of another table."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Cells that were read but are not certain, or values that went into none; and why."""

    cells: tuple[str, ...]
    values: tuple[Value, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """One official table found in a source: on which form it was made, what stands in its cells, what is doubtful."""

    form: Format
    table: str
    cells: Mapping[str, str] = field(default_factory=dict)
    """Texts by cell of `form`; cells that stand blank in the source are "". """
    source: Mapping[str, At] = field(default_factory=dict)
    known: frozenset[At] = frozenset()
    """Every place that was understood: labels, heads, values that are in cells or told of."""
    doubts: tuple[Doubt, ...] = ()
    unplaced: tuple[Doubt, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    """Names as written and as they are on the form, where they differ by a slip."""
    pieces: int = 0
    score: int = 0
    by_sums: bool = False
    """Whether there were values whose places only sums could tell."""

    @property
    def parts(self) -> frozenset[int]:
        """Which of the tables of the source this was found in."""
        told = [value.at for doubt in self.unplaced for value in doubt.values]
        return frozenset(at[0] for at in self.source.values() or told or self.known)


def find(
    tables: Sequence[Table], forms: Iterable[Format], year: int | None = None, matching: "Matching | None" = None
) -> dict[str, list[Found]]:
    """By table id the official tables in these tables, each on the forms whose words and rows fit best.

    `matching` gives what `match` gives for some tables.
    """
    best: dict[str, list[Found]] = {}
    turned = [_turned(table) for table in tables]
    matching = matching or _plainly
    upright = matching(tables, year)
    aside = matching([each or Table((("",),)) for each in turned], year) if any(turned) else None
    for form in forms:
        for table in form.tables:
            names = names_of(form, table)
            found = upright(names)
            if len(found.cells) * 2 < len(table.cells) and aside is not None:
                other = aside(names)
                if len(other.cells) > len(found.cells):
                    found = _turned_back(other)
            others = best.setdefault(table.id, [])
            if (found.cells or found.unplaced) and (not others or found.score >= others[0].score):
                best[table.id] = [found, *(each for each in others if each.score == found.score)]
    return {table: found for table, found in best.items() if found}


def _plainly(tables: Sequence[Table], year: int | None) -> Callable[[Names], Found]:
    return lambda names: match(tables, names, year)


def _turned(table: Table) -> Table | None:
    """Rows and columns exchanged, where that could be the official table: small, and wider than one column."""
    width = table.width
    return Table(exchanged(table.rows)) if 1 < width <= 60 and 1 < len(table.rows) <= 60 else None


def _turned_back(found: Found) -> Found:
    def back(at: At) -> At:
        return at[0], at[2], at[1]

    def values(doubt: Doubt) -> Doubt:
        return Doubt(doubt.cells, tuple(Value(back(value.at), value.text) for value in doubt.values), doubt.why)

    return Found(
        found.form,
        found.table,
        found.cells,
        {cell: back(at) for cell, at in found.source.items()},
        frozenset(map(back, found.known)),
        tuple(map(values, found.doubts)),
        tuple(map(values, found.unplaced)),
        found.renamed,
        found.pieces,
        found.score,
        found.by_sums,
    )


def match(tables: Sequence[Table], names: Names, year: int | None = None) -> Found:
    """What of that table is in these tables."""
    said = seen(tables, names)
    runs = _with_guessed(said.runs, said.unnamed, names)
    columns = full_columns(runs)
    spread = spread_out(runs)
    fitted = [fit(run, names, columns, year, lead=_lead(names, run.line), spread=spread) for run in runs]
    taken = _Taken(names, tables, set(said.known))
    for each in settled(_completed(fitted), names):
        taken.take(each)
    lines = {run.line.at for run in runs}
    return Found(
        form=names.form,
        table=names.table.id,
        cells=taken.cells,
        source=taken.source,
        known=frozenset(taken.known),
        doubts=tuple(taken.doubts),
        unplaced=tuple(taken.unplaced),
        renamed=tuple(taken.renamed),
        pieces=len({at[0] for at in taken.source.values()}),
        score=len(said.official) + (2 * len(lines) + len(taken.source) if taken.cells else 0),
        by_sums=any(each.open for each in fitted),
    )


@dataclass(slots=True)
class _Taken:
    """What was taken from the runs so far."""

    names: Names
    tables: Sequence[Table]
    known: set[At]
    cells: dict[str, str] = field(default_factory=dict)
    source: dict[str, At] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    unplaced: list[Doubt] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)

    def take(self, each: Fitted) -> None:
        """Put a run's values into their cells, or say why not."""
        run = each.run
        filled = tuple(value for value in run.values if value.text.strip())
        again = [cell for cell in each.cells if cell in self.cells]
        if each.open:
            if any(like_number(value.text) for value in filled):
                free = tuple(cell for cell in run.line.cells if not self.cells.get(cell))
                self._leave(filled, "数和格对不上，没有放进表里", free)
        elif again:
            if any(each.cells[cell].text.strip() for cell in again):
                differ = any(self.cells[cell] != each.cells[cell].text.strip() for cell in again)
                why = "重复出现，数不同，用了前面的" if differ else "重复出现，数相同"
                self._leave(filled, f"“{''.join(run.name.split()) or self.names.table.name}”{why}")
        else:
            self._put(each)

    def _leave(self, values: tuple[Value, ...], why: str, cells: tuple[str, ...] = ()) -> None:
        self.known.update(value.at for value in values)
        self.unplaced.append(Doubt(cells, values, why))

    def _put(self, each: Fitted) -> None:
        for cell, value in each.cells.items():
            self.cells[cell] = value.text.strip()
            if value.text.strip():
                self.source[cell] = value.at
                self.known.add(value.at)
        told = tuple(cell for cell in each.cells if self.cells[cell])
        doubt = each.doubt or _name_doubt(each, self.names) or _place_doubt(each, self.names, self.tables)
        if doubt and told:
            self.doubts.append(Doubt(told, (), doubt))
        if each.run.misspelt:
            self.renamed.append((each.run.name.strip(), _name(each.run.line, self.names)))
        if each.left:
            self._leave(each.left, each.why_left or "没有放进表里")


def _completed(fitted: Sequence[Fitted]) -> list[Fitted]:
    """Without runs that hold nothing, where the same line comes once more: a name that a page break cut off."""
    said = {each.run.line.at for each in fitted if any(value.text.strip() for value in each.run.values)}
    return [
        each for each in fitted if each.run.line.at not in said or any(value.text.strip() for value in each.run.values)
    ]


def _lead(names: Names, line: Line) -> int:
    """How many merged names of lines before reach down beside the next line's own name."""
    after = line.at + 1
    return sum(box.kind == "label" and box.line < after < box.line + box.lines for box in names.table.boxes)


def _name(line: Line, names: Names) -> str:
    return names.table.rows[names.form.cells[line.cells[0]].row]


def _name_doubt(each: Fitted, names: Names) -> str:
    """Why the name of a run is not certain: it is misspelt, and its sum does not vouch for it."""
    if not each.run.misspelt or balanced(names, each.run.line.cells, each.cells):
        return ""
    return f"行名写作“{''.join(each.run.name.split())}”，按“{_name(each.run.line, names)}”读"


def _place_doubt(each: Fitted, names: Names, tables: Sequence[Table]) -> str:
    """Why its reader was not certain where a value stands, unless the sum vouches for it."""
    said = (tables[value.at[0]].unsure.get(value.at[1:]) for value in each.cells.values())
    why = next((why for why in said if why), "")
    return "" if not why or balanced(names, each.run.line.cells, each.cells) else why


def _with_guessed(runs: Sequence[Run], unnamed: Sequence[Run], names: Names) -> list[Run]:
    """With rows under a name that no line has, where exactly one line is missing between their neighbours."""
    order = [line for line in names.lines if line.names]
    unnamed = unnamed[:_MOST_UNNAMED]
    places = {line.at: place for place, line in enumerate(order)}
    found = list(runs)
    taken = {run.line.at for run in runs}
    for each in unnamed:
        filled = [value for value in each.values if value.text.strip()]
        if not each.name or not any(like_number(value.text) for value in filled) or each.line.at not in places:
            continue
        after = [run for run in runs if run.at > each.at]
        first = each.line.at not in {run.line.at for run in runs if run.at < each.at}
        start = 0 if first else places[each.line.at] + 1
        end = places.get(min(after, key=lambda run: run.at).line.at, 0) if after else len(order)
        between = [line for line in order[start:end] if line.at not in taken]
        same = [other for other in unnamed if other.name and other.line is each.line]
        if len(between) == 1 and len(same) == 1 and len(filled) == len(between[0].cells):
            taken.add(between[0].at)
            found.append(Run(between[0], each.name, each.at, each.values, each.heads, misspelt=True))
    return sorted(found, key=lambda run: run.at)


def carried(found: Found, form: Format) -> Iterator[tuple[str, str]]:
    """The found cells as cells of `form`, which decides where forms mix. Texts are added where rows merge."""
    moved: set[str] = set()
    for target, sources in form.carry.get(found.form.id, {}).items() if found.form.id != form.id else ():
        parts = [found.cells[source] for source in sources if source in found.cells]
        moved.update(sources)
        if parts:
            yield target, _added(parts)
    yield from ((cell, text) for cell, text in found.cells.items() if cell in form.cells and cell not in moved)


def moved_to(cell: str, found: Found, form: Format) -> str:
    """Which cell of `form` a cell of the found table became; "" if none."""
    if found.form.id == form.id:
        return cell
    for target, sources in form.carry.get(found.form.id, {}).items():
        if cell in sources:
            return target
    return cell if cell in form.cells else ""


def _added(parts: Sequence[str]) -> str:
    """The sum as text. Where a part is no number all parts stay visible, to be put right by hand."""
    filled = [part for part in parts if part]
    numbers = [read(part).number for part in filled]
    known = [number for number in numbers if number is not None]
    if len(known) < len(filled):
        return "＋".join(filled)
    return show(sum(known)) if filled else ""


def unread(tables: Sequence[Table], known: Iterable[At]) -> Iterator[tuple[int, int, list[Value]]]:
    """The texts that nobody understood, row by row."""
    understood = set(known)
    for number, table in enumerate(tables):
        for at, row in enumerate(table.rows):
            rest = [
                Value((number, at, place), text)
                for place, text in enumerate(row)
                if text and text.strip() and (number, at, place) not in understood
            ]
            if any(key(value.text) for value in rest):
                yield number, at, rest
