"""Tables laid out as others before: the same rows and words with other numbers read the same.

Whoever adds up thousands of reports reads the same few layouts over and over. A layout that comes again is learnt: it
is read with all numbers 0, so that every sum holds, with numbers that rise by one, as those of rows do, and with
numbers of which no sum holds. Where all tell the same cells at the same places with the same doubts, as the reading of
the tables themselves does, and no place was left to the sums, numbers have no say in it: from now on they are only put
in their places. Any other layout is read anew each time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.blocks import Grid, Table
from govreport_gui.core.reading.names import Names
from govreport_gui.core.reading.rows import Value
from govreport_gui.core.reading.tables import Doubt, Found, find, match

_PLAIN: Final = pattern(r"(?!20\d\d$)\d{1,12}(\.\d{1,6})?")
"""Texts that count as numbers and nothing else; one like a year may count as a head."""
_NUMBER: Final = "#"


def find_alike(tables: Sequence[Table], forms: Sequence[Format], year: int | None) -> dict[str, list[Found]]:
    """What `find` gives, sooner where the layout came before."""
    return find(tables, forms, year, _matching)


@dataclass(slots=True)
class _Layout:
    """Tables but for their numbers; by form and table how they read, None where numbers have a say in it."""

    frames: tuple[Grid, ...]
    came: bool = False
    learnt: dict[tuple[Format, str], Found | None] = field(default_factory=dict)


@lru_cache(maxsize=64)
def _layout(frames: tuple[Grid, ...], year: int | None) -> _Layout:  # noqa: ARG001  # the year is in the key
    return _Layout(frames)


def _matching(tables: Sequence[Table], year: int | None) -> Callable[[Names], Found]:
    if any(table.unsure or table.merged or table.loose for table in tables):
        return lambda names: match(tables, names, year)
    layout = _layout(tuple(_framed(table) for table in tables), year)
    came, layout.came = layout.came, True

    def matched(names: Names) -> Found:
        asked = names.form, names.table.id
        if came and asked not in layout.learnt:
            read, learnt = match(tables, names, year), _learnt(layout.frames, names, year)
            # What was learnt has to say of these tables what reading them says.
            layout.learnt[asked] = learnt if learnt is not None and _with_texts(learnt, tables) == read else None
            return read
        known = layout.learnt.get(asked)
        return match(tables, names, year) if known is None else _with_texts(known, tables)

    return matched


def _framed(table: Table) -> Grid:
    return tuple(tuple(_NUMBER if text and _PLAIN.fullmatch(text) else text for text in row) for row in table.rows)


def _learnt(frames: tuple[Grid, ...], names: Names, year: int | None) -> Found | None:
    """How tables of that layout read, None where numbers have a say in it."""
    rising, odd = count(1), count(1)
    ways: tuple[Callable[[], str], ...] = (lambda: "0", lambda: str(next(rising)), lambda: str(next(odd) ** 2))
    first, *others = (match([_filled(frame, way) for frame in frames], names, year) for way in ways)
    same = all(_with_texts(first, ()) == _with_texts(other, ()) for other in others)
    return first if same and not any(each.by_sums for each in (first, *others)) else None


def _filled(frame: Grid, number: Callable[[], str]) -> Table:
    return Table(tuple(tuple(number() if text == _NUMBER else text for text in row) for row in frame))


def _with_texts(found: Found, tables: Sequence[Table]) -> Found:
    """The same with the texts of these tables; of none, without texts."""

    def text(at: tuple[int, int, int]) -> str:
        return (tables[at[0]].rows[at[1]][at[2]] or "") if tables else ""

    def put(doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
        return tuple(
            replace(doubt, values=tuple(Value(value.at, text(value.at)) for value in doubt.values)) for doubt in doubts
        )

    cells = dict.fromkeys(found.cells, "")
    cells.update((cell, text(at).strip()) for cell, at in found.source.items())
    return replace(found, cells=cells, doubts=put(found.doubts), unplaced=put(found.unplaced))
