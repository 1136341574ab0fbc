"""Rows whose values could go into several cells: read as the sums allow, if they allow one reading only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import comb
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.fitting import Fitted, balanced, number_of
from govreport_gui.core.reading.names import Names
from govreport_gui.core.reading.rows import Value
from govreport_gui.core.values import Number

Option = dict[str, Value]
_MOST_OPTIONS: Final = 400
_MOST_TRIED: Final = 1000
_MOST_STATES: Final = 30_000
_DIGITS: Final = pattern(r"[\d\s]+")
_GLUED: Final = "数字连在一起，按合计拆开"
_BLANKS: Final = "空格没有留下来，按合计放"
_MORE: Final = "数比格多，按合计挑选"


def settled(fitted: Sequence[Fitted], names: Names) -> list[Fitted]:
    """The same runs; open ones read as far as the sums of their rows and columns allow one reading."""
    options = {at: _options(each, names) for at, each in enumerate(fitted) if each.open}
    _same_columns(fitted, options)
    if not any(options.values()):
        return list(fitted)
    many = {at: each for at, each in options.items() if len(each) > 1}
    known = {cell: value for each in fitted for cell, value in each.cells.items()}
    for each in options.values():
        known.update(each[0] if len(each) == 1 else {})
    if many and all(options.values()):
        viable = _viable(list(many.values()), known, names)
        many = dict(zip(many, viable, strict=True))
    result = list(fitted)
    for at, each in options.items():
        choice = many.get(at, each)
        if len(choice) == 1:
            result[at] = _read(fitted[at], choice[0], names, alone=len(each) == 1)
    return result


def _read(each: Fitted, option: Option, names: Names, *, alone: bool) -> Fitted:
    filled = [value for value in each.run.values if value.text.strip()]
    used = {value.at for value in option.values()}
    left = tuple(value for value in filled if value.at not in used)
    count = len(each.run.line.cells)
    if _glued(each):
        zeros = all(value.text == "0" for value in option.values())
        digits = "".join(filled[0].text.split())
        sure = alone and len(digits) == count and (zeros or balanced(names, each.run.line.cells, option) is True)
        return replace(each, cells=option, left=left, doubt="" if sure else _GLUED, open=False)
    doubt = _BLANKS if len(filled) < count else _MORE
    return replace(each, cells=option, left=left, doubt=doubt, why_left=_MORE * bool(left), open=False)


def _glued(each: Fitted) -> bool:
    filled = [value for value in each.run.values if value.text.strip()]
    count = len(each.run.line.cells)
    return (
        len(filled) == 1
        and count > 2
        and _DIGITS.fullmatch(filled[0].text) is not None
        and len("".join(filled[0].text.split())) >= count
    )


def _options(each: Fitted, names: Names) -> list[Option]:
    """The readings of one run that its own sums allow; [] if there are none or far too many."""
    cells = each.run.line.cells
    filled = [value for value in each.run.values if value.text.strip()]
    if _glued(each):
        readings: Iterator[Sequence[Value]] = (
            [Value(filled[0].at, part) for part in parts] for parts in _splits(filled[0].text, len(cells))
        )
        found = [dict(zip(cells, reading, strict=True)) for reading in readings]
    elif (
        any(number_of(value.text) is None for value in filled)
        or not any(cell in names.form.sums for cell in cells)
        or comb(max(len(filled), len(cells)), min(len(filled), len(cells))) > _MOST_TRIED
    ):
        return []
    elif len(filled) < len(cells):
        places = combinations(cells, len(filled))
        found = [dict(zip(some, filled, strict=True)) for some in places]
        found = [{cell: one.get(cell, Value(each.run.at, "")) for cell in cells} for one in found]
    else:
        found = [dict(zip(cells, some, strict=True)) for some in combinations(filled, len(cells))]
    exact = len(found) == 1 and _glued(each)
    right = [one for one in found if exact or _holds(one, cells, names)]
    return right if len(right) <= _MOST_OPTIONS else []


def _can_be_summed(filled: Sequence[Value], cells: Sequence[str], names: Names) -> bool:
    """Whether trying the places of these numbers against the sums of the line leads anywhere, and soon."""
    few = comb(max(len(filled), len(cells)), min(len(filled), len(cells))) <= _MOST_TRIED
    return (
        few
        and all(number_of(value.text) is not None for value in filled)
        and any(cell in names.form.sums for cell in cells)
    )


def _holds(option: Option, cells: Sequence[str], names: Names) -> bool:
    """Whether the totals of a reading are there and right."""
    totals = [cell for cell in cells if cell in names.form.sums]
    said = [cell for cell in totals if option[cell].text.strip()]
    return bool(totals) and bool(said) and balanced(names, cells, option) is True


def _splits(text: str, count: int, most: int = 5000) -> Iterator[list[str]]:
    """The ways to cut digits into that many numbers, none with a 0 before others; a space is always a cut."""
    digits = "".join(text.split())
    cuts = set()
    at = 0
    for piece in text.split():
        at += len(piece)
        cuts.add(at)
    found = 0
    stack: list[tuple[int, list[str]]] = [(0, [])]
    while stack and found < most:
        start, parts = stack.pop()
        if len(parts) == count:
            if start == len(digits):
                found += 1
                yield parts
            continue
        needed = count - len(parts) - 1
        for end in range(start + 1, min(start + 9, len(digits) - needed) + 1):
            stack.append((end, [*parts, digits[start:end]]))
            if digits[start] == "0" or end in cuts:
                break


def _same_columns(fitted: Sequence[Fitted], options: dict[int, list[Option]]) -> None:
    """Rows of the same tables with the same number of values too many: one choice of columns for all of them."""
    groups: dict[int, list[int]] = {}
    for at in options:
        filled = [value for value in fitted[at].run.values if value.text.strip()]
        if len(filled) > len(fitted[at].run.line.cells):
            groups.setdefault(len(filled), []).append(at)
    for group in groups.values():
        if len(group) < 2:
            continue
        chosen = [[_choice(fitted[at], option) for option in options[at]] for at in group]
        common = set(chosen[0]).intersection(*chosen[1:])
        for at, choices in zip(group, chosen, strict=True):
            options[at] = [option for option, one in zip(options[at], choices, strict=True) if one in common]


def _choice(each: Fitted, option: Option) -> tuple[int, ...]:
    filled = [value for value in each.run.values if value.text.strip()]
    return tuple(filled.index(option[cell]) for cell in each.run.line.cells)


def _viable(rows: Sequence[list[Option]], known: Mapping[str, Value], names: Names) -> list[list[Option]]:
    """Of each row the readings with which all sums over rows can hold; as they are where that is too much to try."""
    relations = [
        {
            cell: factor
            for factor, cell in (*bound.relation.left, *((-factor, cell) for factor, cell in bound.relation.right))
        }
        for bound in names.form.bound
        if bound.relation.sign == "=" and not bound.compares_years and bound.rule.table == names.table.id
    ]
    open_cells = {cell for row in rows for cell in row[0]}
    told = [each for each in relations if each.keys() & open_cells and each.keys() <= open_cells | known.keys()]
    told = [each for each in told if any(not each.keys() <= row[0].keys() for row in rows)]
    if not told:
        return list(rows)
    start = tuple(-_sum(each, known) for each in told)
    steps = [[tuple(_sum(each, option) for each in told) for option in row] for row in rows]
    forward: list[set[tuple[Number, ...]]] = [{tuple(0 for _ in told)}]
    for step in steps:
        forward.append({_added(state, one) for state in forward[-1] for one in set(step)})
        if len(forward[-1]) > _MOST_STATES:
            return list(rows)
    backward = [{start}]
    for step in reversed(steps):
        backward.append({_added(state, one, -1) for state in backward[-1] for one in set(step)})
        if len(backward[-1]) > _MOST_STATES:
            return list(rows)
    backward.reverse()
    result = []
    for at, (row, step) in enumerate(zip(rows, steps, strict=True)):
        result.append(
            [
                option
                for option, one in zip(row, step, strict=True)
                if any(_added(state, one) in backward[at + 1] for state in forward[at])
            ]
        )
    return result


def _sum(relation: Mapping[str, int], values: Mapping[str, Value]) -> Number:
    return sum((factor * (number_of(values[cell].text) or 0) for cell, factor in relation.items() if cell in values), 0)


def _added(one: tuple[Number, ...], other: tuple[Number, ...], factor: int = 1) -> tuple[Number, ...]:
    return tuple(a + factor * b for a, b in zip(one, other, strict=True))
