"""Ruling lines of a page → tables: what lines enclose is a cell, wherever a line is missing cells are merged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from govreport_gui.core.reading.blocks import Place, Table
from govreport_gui.core.reading.placed import Sign, lines_of, text_of

_NEAR: Final = 3.0
"""In points: lines that are no farther apart are one."""
_MOST: Final = 120


@dataclass(frozen=True, slots=True)
class Rule:
    """A line: whether it lies, at which height or place, from where to where. In points."""

    lies: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines that make a table: heights from the top down, places from left to right, the characters within."""

    rules: Sequence[Rule]
    rows: Sequence[float]
    columns: Sequence[float]
    signs: Sequence[Sign]


def ruled(rules: Sequence[Rule], signs: Sequence[Sign]) -> tuple[list[Ruled], list[Sign]]:
    """The tables of a page from the top down, and the characters outside of them."""
    rest = list(signs)
    found: list[Ruled] = []
    for group in _groups(rules):
        rows, columns = _steps(group, lies=True), _steps(group, lies=False)
        if len(rows) < 2 or len(columns) < 3 or len(rows) > _MOST or len(columns) > _MOST:
            continue
        rows.reverse()
        inside = [
            sign
            for sign in rest
            if rows[-1] - 1 <= sign.middle[1] <= rows[0] + 1 and columns[0] - 1 <= sign.middle[0] <= columns[-1] + 1
        ]
        if inside:
            chosen = set(map(id, inside))
            rest = [sign for sign in rest if id(sign) not in chosen]
            found.append(Ruled(group, rows, columns, inside))
    return sorted(found, key=lambda each: -each.rows[0]), rest


def continued(pages: Sequence[Sequence[Ruled]]) -> list[list[Ruled]]:
    """The same tables; pieces of one table on several pages have the columns of all of them.

    A page on which no name is parted in two has fewer lines than the others.
    """
    result = [list(page) for page in pages]
    chain: list[tuple[int, int]] = []
    for number, page in enumerate(result):
        if not page or not (chain and chain[-1][0] == number - 1 and _same_width(result, chain[-1], page[0])):
            _share_columns(result, chain)
            chain = []
        if page and chain:
            chain.append((number, 0))
        if page and (not chain or len(page) > 1):
            _share_columns(result, chain)
            chain = [(number, len(page) - 1)]
    _share_columns(result, chain)
    return result


def _same_width(pages: Sequence[Sequence[Ruled]], place: tuple[int, int], other: Ruled) -> bool:
    one = pages[place[0]][place[1]]
    return all(abs(one.columns[at] - other.columns[at]) <= _NEAR for at in (0, -1))


def _share_columns(pages: list[list[Ruled]], chain: Sequence[tuple[int, int]]) -> None:
    columns = _apart([place for number, at in chain for place in pages[number][at].columns])
    for number, at in chain if len(chain) > 1 else ():
        pages[number][at] = replace(pages[number][at], columns=columns)


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that touch each other, directly or by others."""
    lying = [rule for rule in rules if rule.lies]
    standing = [rule for rule in rules if not rule.lies]
    parent = {id(rule): id(rule) for rule in rules}

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    if len(lying) * len(standing) > 4_000_000:
        return []
    for one in lying:
        for other in standing:
            if one.start - _NEAR <= other.at <= one.end + _NEAR and other.start - _NEAR <= one.at <= other.end + _NEAR:
                parent[root(id(one))] = root(id(other))
    groups: dict[int, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(root(id(rule)), []).append(rule)
    return [group for group in groups.values() if len(group) > 3]


def _steps(group: Sequence[Rule], *, lies: bool) -> list[float]:
    """The heights of the lying lines and of the ends of standing ones, or the other way round; near ones once."""
    places = [rule.at for rule in group if rule.lies is lies]
    places += [end for rule in group if rule.lies is not lies for end in (rule.start, rule.end)]
    return _apart(places)


def _apart(places: Sequence[float]) -> list[float]:
    """Places in order, near ones once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def table_of(ruled: Ruled, page: int) -> Table:
    """The cells between lines."""
    rows, columns = ruled.rows, ruled.columns
    owner = _owners(ruled.rules, rows, columns)
    cells: dict[tuple[int, int], list[Sign]] = {}
    for sign in ruled.signs:
        x, y = sign.middle
        row = max((at for at in range(len(rows) - 1) if rows[at] >= y - 0.5), default=0)
        column = max((at for at in range(len(columns) - 1) if columns[at] <= x + 0.5), default=0)
        cells.setdefault(owner[row, column], []).append(sign)
    texts: dict[tuple[int, int], str] = {}
    folded: dict[tuple[int, int], str] = {}
    for place, each in cells.items():
        lines = [text_of(line) for line in lines_of(each)]
        if len(lines) > 1 and all(line.replace(".", "").isdigit() for line in lines):
            lines = ["".join(lines)]
            folded[place] = "一个数折成几行，已接起来"
        texts[place] = "\n".join(lines)
    grid = tuple(
        tuple(
            texts.get((at, place), "") if owner[at, place] == (at, place) else None for place in range(len(columns) - 1)
        )
        for at in range(len(rows) - 1)
    )
    places = tuple(Place(page, box=(columns[0], rows[at + 1], columns[-1], rows[at])) for at in range(len(rows) - 1))
    merged = {place: of for place, of in owner.items() if place != of}
    return Table(grid, places, folded, frozenset(), merged, tuple(columns))


def _owners(
    group: Sequence[Rule], rows: Sequence[float], columns: Sequence[float]
) -> dict[tuple[int, int], tuple[int, int]]:
    """By row and column the first row and column of the cell that is there: no line parts it from them."""
    high, wide = len(rows) - 1, len(columns) - 1
    walls = {
        (at, place)
        for at in range(high)
        for place in range(wide - 1)
        if _drawn(group, columns[place + 1], (rows[at] + rows[at + 1]) / 2, lies=False)
    }
    floors = {
        (at, place)
        for at in range(high - 1)
        for place in range(wide)
        if _drawn(group, rows[at + 1], (columns[place] + columns[place + 1]) / 2, lies=True)
    }
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for at in range(high):
        for place in range(wide):
            if (at, place) in owner:
                continue
            right = place
            while right + 1 < wide and (at, right) not in walls and (at, right + 1) not in owner:
                right += 1
            below = at
            while below + 1 < high and not _parted(walls, floors, below, place, right):
                below += 1
            owner.update(
                ((row, column), (at, place)) for row in range(at, below + 1) for column in range(place, right + 1)
            )
    return owner


def _parted(walls: set[tuple[int, int]], floors: set[tuple[int, int]], row: int, left: int, right: int) -> bool:
    """Whether a line stands between a part of a row and what is below it, or within that."""
    return any((row, place) in floors for place in range(left, right + 1)) or any(
        (row + 1, place) in walls for place in range(left, right)
    )


def _drawn(group: Sequence[Rule], at: float, middle: float, *, lies: bool) -> bool:
    return any(
        rule.lies is lies and abs(rule.at - at) <= _NEAR and rule.start - 1 <= middle <= rule.end + 1 for rule in group
    )
