"""Which cells, changed by how much, would bring broken sums back into balance.

Every sum that must hold and whose numbers are all there is an equation Σ kᵢ·cellᵢ = 0; the *gap* is
what stands there instead of 0. Totals are cells like any other; a blank total stands for its parts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from govreport_gui.core.forms.relations import Figures, Relation
from govreport_gui.core.values import Number

Steps = frozenset[tuple[str, Number]]
"""Cells and what is to be added to each."""
Factors = Mapping[str, int]


class Equation(NamedTuple):
    """Σ factor·cell over cells with numbers, and what it comes to now."""

    factors: Factors
    gap: Number


_NO_STEP: Final = 0


def known_factors(relation: Relation, figures: Figures) -> tuple[dict[str, int], bool]:
    """The factors of the cells with numbers, blank totals replaced by their parts; whether these are all."""
    factors: dict[str, int] = {}
    complete = True
    sums = figures.sums or {}
    rest = list(relation.terms)
    for factor, cell in rest:
        if cell in figures.numbers:
            factors[cell] = factors.get(cell, 0) + factor
        elif cell in sums and cell not in figures.unreadable:
            rest.extend((factor * part_factor, part) for part_factor, part in sums[cell])
        else:
            complete = False
    return {cell: factor for cell, factor in factors.items() if factor}, complete


def blocks(equations: Iterable[Equation]) -> list[list[Equation]]:
    """The equations in blocks that share no cell, those that hold included; blocks without a gap are left out."""
    rest = _independent(equations)
    of_cell: dict[str, list[int]] = {}
    for index, equation in enumerate(rest):
        for cell in equation.factors:
            of_cell.setdefault(cell, []).append(index)
    seen: set[int] = set()
    result = []
    for start, equation in enumerate(rest):
        if start in seen or not equation.gap:
            continue
        block = [start]
        seen.add(start)
        for index in block:
            for cell in rest[index].factors:
                new = [other for other in of_cell[cell] if other not in seen]
                seen.update(new)
                block.extend(new)
        result.append([rest[index] for index in block])
    return result


def _independent(equations: Iterable[Equation]) -> list[Equation]:
    """Without those that are the sum of others, as the column 总计 is of the columns where all totals are blank."""
    kept = [equation for equation in equations if equation.factors]
    for equation in sorted(kept, key=lambda each: -len(each.factors)):
        terms = equation.factors.items()
        parts = [other for other in kept if other is not equation and other.factors.items() <= terms]
        if parts and sum(len(other.factors) for other in parts) == len(terms):
            covered = {cell for other in parts for cell in other.factors}
            if len(covered) == len(terms):
                kept = [other for other in kept if other is not equation]
    return kept


def solutions(block: Sequence[Equation], size: int, allowed: Callable[[str, Number], bool]) -> Iterator[Steps]:
    """All sets of that many cells whose change closes every gap and opens none; some may come twice.

    A cell's step is read off an equation in which no other cell of the set stands. In the official
    tables two cells stand together in one equation at most, so that up to three cells always have one.
    """
    of_cell: dict[str, list[int]] = {}
    for index, equation in enumerate(block):
        for cell in equation.factors:
            of_cell.setdefault(cell, []).append(index)
    gaps = {index: equation.gap for index, equation in enumerate(block) if equation.gap}
    return _search(_Block(block, of_cell, max(map(len, of_cell.values())), allowed), gaps, size, frozenset())


class _Block(NamedTuple):
    """Equations, the indexes of those each cell is in, how many that are at most, and what a cell may become."""

    equations: Sequence[Equation]
    of_cell: Mapping[str, Sequence[int]]
    most: int
    allowed: Callable[[str, Number], bool]


def _search(block: _Block, gaps: Mapping[int, Number], size: int, taken: Steps) -> Iterator[Steps]:
    moves = _last_moves(block, gaps) if size == 1 else _moves(block, gaps)
    for cell, step, left in moves:
        # Each further cell can close so many gaps at most; a set that is done before its time is no smallest one.
        if left > block.most * (size - 1) or (size > 1 and not left) or not block.allowed(cell, step):
            continue
        if any(cell == other for other, _ in taken):
            continue
        steps = taken | {(cell, step)}
        if size == 1:
            yield steps
        else:
            yield from _search(block, _after(block, gaps, cell, step), size - 1, steps)


def _last_moves(block: _Block, gaps: Mapping[int, Number]) -> Iterator[tuple[str, Number, int]]:
    """Cells and steps that close every gap: such a cell is in all these equations and in no other."""
    equations = block.equations
    shortest = min(gaps, key=lambda index: len(equations[index].factors))
    for cell, factor in equations[shortest].factors.items():
        if len(block.of_cell[cell]) == len(gaps):
            step = _step(gaps[shortest], factor)
            if step and all(gap + equations[index].factors.get(cell, 0) * step == 0 for index, gap in gaps.items()):
                yield cell, step, 0


def _moves(block: _Block, gaps: Mapping[int, Number]) -> Iterator[tuple[str, Number, int]]:
    """Cells and steps that close some gap, and how many gaps are open after it."""
    closed: dict[tuple[str, Number], int] = {}
    touched: dict[str, int] = {}
    for index, gap in gaps.items():
        for cell, factor in block.equations[index].factors.items():
            touched[cell] = touched.get(cell, 0) + 1
            if step := _step(gap, factor):
                closed[cell, step] = closed.get((cell, step), 0) + 1
    for (cell, step), count in closed.items():
        yield cell, step, len(gaps) - count + len(block.of_cell[cell]) - touched[cell]


def _after(block: _Block, gaps: Mapping[int, Number], cell: str, step: Number) -> dict[int, Number]:
    """The gaps that are open after the step."""
    after = dict(gaps)
    for index in block.of_cell[cell]:
        if gap := after.pop(index, 0) + block.equations[index].factors[cell] * step:
            after[index] = gap
    return after


def _step(gap: Number, factor: int) -> Number:
    """What has to be added to a cell with that factor; 0 if no such number is whole where it should be."""
    if factor in (1, -1):
        return -gap * factor
    return _NO_STEP if gap % factor else -(gap // factor)
