"""Rows, columns and tables that were moved or exchanged: one hypothesis each, to be undone as one.

A move is accepted only if everything it would have broken holds once it is undone, and more agrees than the
undoing itself had to make agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

from govreport_gui.core.forms.form import Table
from govreport_gui.core.forms.relations import Term
from govreport_gui.core.repairs.sums import Sums, allowed, broken_in, must_hold
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.values import Number, show

_AGREE: Final = 2
"""At least so many sums must agree after it that disagree now."""
_LIKELY: Final = 100.0
_POSSIBLE: Final = 5.0
_RARE: Final = 1.0
_TELLING: Final = 25.0
_OVER: Final = 0.2
"""What is lost was typed over, not empty."""
_APART: Final = 0.1
"""Rows that stand apart are exchanged so much less often."""
"""How often clerks make such moves, compared with each other."""


@dataclass(frozen=True, slots=True)
class Move:
    """A move found: what it is and how to undo it, in words, and the texts that undo it."""

    words: str
    deed: str
    texts: Mapping[str, str]
    prior: float


class _Try(NamedTuple):
    """A hypothesis: what would stand in the cells without the move, None where that is lost."""

    before: Mapping[str, Number | None]
    words: str
    deed: str
    prior: float
    agree: int = 2
    """At least so many sums must agree once it is undone that disagree now, besides those that tell what was lost."""


class _Grid(NamedTuple):
    """The printed lines of a table: cells, their numbers with blanks as 0, and which lines contradict their total."""

    sums: Sums
    table: Table
    lines: Sequence[Sequence[str]]
    values: Sequence[Sequence[Number]]
    broken_lines: Sequence[int]
    gap: frozenset[str]
    """The cells of the first sum that is broken: every move that explains it moves one of them."""

    def row(self, line: int) -> str:
        """The name of the row on the form."""
        return self.table.rows[self.sums.form.cells[self.lines[line][0]].row]

    def column(self, at: int) -> str:
        """The name of the column on the form."""
        return self.table.columns[self.sums.form.cells[self.lines[0][at]].column]


def find(sums: Sums, table: Table) -> tuple[Move, ...]:
    """All moves in that table which explain everything that is broken there."""
    broken = broken_in(sums, table.id)
    if len(broken) < 2:
        return ()
    lines = [line.cells for line in table.lines if line.cells]
    values = [[sums.figures.numbers.get(cell, 0) for cell in line] for line in lines]
    each = {sums.form.bound[index].each for index in broken}
    broken_lines = [at for at, line in enumerate(lines) if len(lines) > 1 and sums.form.cells[line[0]].row in each]
    balance = _balance(sums, table, frozenset(broken))
    gap = frozenset(next(each.factors for each in balance.all if each.broken))
    grid = _Grid(sums, table, lines, values, broken_lines, gap)
    found: dict[tuple[tuple[str, str], ...], Move] = {}
    for move in (*_unfilled(grid, balance), *_tried(grid, balance)):
        key = tuple(sorted(move.texts.items()))
        if key not in found or found[key].prior < move.prior:
            found[key] = move
    return tuple(found.values())


def _tried(grid: _Grid, balance: "_Balance") -> Iterator[Move]:
    for each in (*_across(grid), *_down(grid), *_exchanged(grid, balance)):
        after = balance.settled(each.before, each.agree)
        if after:
            texts = {cell: show(number) for cell, number in after.items()}
            yield Move(each.words, each.deed, texts, each.prior)


# ── What holds once a move is undone ─────────────────────────────────────────


class _Sum(NamedTuple):
    factors: Mapping[str, int]
    gap: Number
    broken: bool
    complete: bool


class _Balance(NamedTuple):
    """The sums of one table with blanks as 0, and by cell those it stands in."""

    sums: Sums
    all: Sequence[_Sum]
    of_cell: Mapping[str, Sequence[int]]

    def settled(self, before: Mapping[str, Number | None], agree: int = _AGREE) -> dict[str, Number]:
        """The cells that change and their numbers, if all that is broken holds then and nothing else breaks."""
        numbers = self.sums.figures.numbers
        if not self._may_settle(before):
            return {}
        gaps = {at: each.gap for at, each in enumerate(self.all) if each.broken}
        closed = len(gaps)
        after: dict[str, Number] = {}
        lost = []
        for cell, number in before.items():
            if cell not in self.of_cell:
                # A blank total stands for its parts; nothing is put there, and nothing lost.
                if number:
                    return {}
            elif number is None:
                lost.append(cell)
            elif step := number - numbers.get(cell, 0):
                after[cell] = number
                self._step(gaps, cell, step)
        for cell in sorted(lost, key=lambda each: each in self.sums.form.sums):
            others = [each for each in lost if each != cell and each not in after]
            of = next(
                (at for at in self.of_cell.get(cell, ()) if not self._any(at, others) and self.all[at].complete), -1
            )
            if of < 0:
                return {}
            step = -gaps.get(of, self.all[of].gap) * self.all[of].factors[cell]
            after[cell] = numbers.get(cell, 0) + step
            closed -= self.all[of].broken
            self._step(gaps, cell, step)
        wrong = any(gap and (self.all[at].broken or self.all[at].complete) for at, gap in gaps.items())
        if wrong or closed < agree or not all(allowed(self.sums, cell, number) for cell, number in after.items()):
            return {}
        return {cell: number for cell, number in after.items() if number != numbers.get(cell, 0)}

    def _may_settle(self, before: Mapping[str, Number | None]) -> bool:
        """Whether the first gap would close, or may: most hypotheses fall here, cheaply."""
        numbers = self.sums.figures.numbers
        first = next(each for each in self.all if each.broken)
        gap = first.gap
        for cell, factor in first.factors.items():
            if cell in before:
                number = before[cell]
                if number is None:
                    return True
                gap += factor * (number - numbers.get(cell, 0))
        return not gap

    def _step(self, gaps: dict[int, Number], cell: str, step: Number) -> None:
        for at in self.of_cell.get(cell, ()):
            gaps[at] = gaps.get(at, self.all[at].gap) + self.all[at].factors[cell] * step

    def _any(self, at: int, cells: Sequence[str]) -> bool:
        return any(cell in self.all[at].factors for cell in cells)


def _balance(sums: Sums, table: Table, broken: frozenset[int]) -> _Balance:
    found: list[_Sum] = []
    of_cell: dict[str, list[int]] = {}
    for index, bound in enumerate(sums.form.bound):
        if bound.rule.table != table.id or not must_hold(bound):
            continue
        factors = _all_factors(sums, bound.relation.terms)
        gap = sum(factor * sums.figures.numbers.get(cell, 0) for cell, factor in factors.items())
        for cell in factors:
            of_cell.setdefault(cell, []).append(len(found))
        found.append(_Sum(factors, gap, index in broken, sums.known[index][1] is not None))
    return _Balance(sums, found, of_cell)


def _all_factors(sums: Sums, terms: Sequence[Term]) -> dict[str, int]:
    """The factors of all cells, blank totals replaced by their parts."""
    factors: dict[str, int] = {}
    rest = list(terms)
    for factor, cell in rest:
        if cell in sums.form.sums and cell not in sums.document.cells:
            rest.extend((factor * each, part) for each, part in sums.form.sums[cell])
        else:
            factors[cell] = factors.get(cell, 0) + factor
    return {cell: factor for cell, factor in factors.items() if factor}


# ── Totals that nobody filled in ─────────────────────────────────────────────


def _unfilled(grid: _Grid, balance: _Balance) -> Iterator[Move]:
    """Totals of one column, one line or the whole table that are 0 while their parts are not: they are emptied."""
    sums, name = grid.sums, grid.table.name
    form = sums.form
    columns = list(zip(*grid.lines, strict=True)) if len(grid.lines) > 1 else []
    groups = [(line, f"{name}“{grid.row(at)}”行") for at, line in enumerate(grid.lines) if columns]
    groups += [(column, f"{name}“{grid.column(at)}”列") for at, column in enumerate(columns)]
    groups.append((grid.table.cells, f"{name}的总计"))
    found = False
    for cells, where in groups:
        if found and cells is grid.table.cells:
            return
        totals = [cell for cell in cells if cell in form.sums and cell in sums.figures.numbers]
        zero = [cell for cell in totals if not sums.figures.numbers[cell]]
        if len(zero) < _AGREE:
            continue
        after = printed_numbers(form, sums.document.with_cells(dict.fromkeys(zero, "")))
        left_out = [cell for cell in zero if after.get(cell)]
        if len(left_out) < _AGREE or not balance.settled({cell: after[cell] for cell in left_out}):
            continue
        found = True
        # One beside 无 or a blank would stand for nothing afterwards: its 0 stays.
        zero = [cell for cell in zero if cell in after]
        whole = len(zero) == len(totals)
        words = f"{where}{'全' if whole else f'有{len(left_out)}格'}为0，与各项相加不符，疑未填写。"
        texts = dict.fromkeys(zero if whole else left_out, "")
        yield Move(words + "可清空后自动相加。", f"清空{where}{'' if whole else '为0的格'}", texts, _LIKELY)


# ── To the left, to the right ────────────────────────────────────────────────


def _across(grid: _Grid) -> Iterator[_Try]:
    """Lines moved by a column, all of the line or part of it. Where lines contradict their totals it is these."""
    used = [at for at, values in enumerate(grid.values) if any(values)]
    sets = [list(grid.broken_lines)] if grid.broken_lines else [[at] for at in used]
    for chosen in sets:
        lines, values = [grid.lines[at] for at in chosen], [grid.values[at] for at in chosen]
        for by, first, last, before, share in _shifts(grid.gap, lines, values):
            direction = "右" if by > 0 else "左"
            whole = first == 0 and last == len(lines[0]) - 1
            many = len(chosen) > 1
            if len(grid.lines) == 1:
                words = f"{grid.table.name}疑{_whole(whole)}{direction}移一格"
            elif many and set(chosen) >= set(used):
                words = f"{grid.table.name}疑整体{direction}移一列"
            elif many:
                words = f"{grid.table.name}自“{grid.row(chosen[0])}”起有{len(chosen)}行疑{direction}移一列"
            else:
                words = f"{grid.table.name}“{grid.row(chosen[0])}”一行疑{_whole(whole)}{direction}移一列"
            back = "左" if by > 0 else "右"
            prior = _LIKELY if whole else _POSSIBLE if last - first == 1 or last == len(lines[0]) - 1 else _RARE
            agree, prior = _AGREE, prior * share
            if whole and many and set(chosen) >= set(used):
                # All columns still balance. To the left, each row's total in the column before it is as telling.
                agree, prior = 0, prior if by > 0 else _LIKELY * _TELLING
            yield _Try(before, f"{words}，移回后全部相符。", f"{back}移一列", prior, agree)


def _whole(whole: bool) -> str:  # noqa: FBT001  # a word of the sentence
    return "整体" if whole else "有数"


def _shifts(
    gap: frozenset[str], lines: Sequence[Sequence[str]], values: Sequence[Sequence[Number]]
) -> Iterator[tuple[int, int, int, dict[str, Number | None], float]]:
    """Every part first … last of these lines, each moved alike: by how much, and what was there before.

    One end of the part is empty now; what was at the other end is lost, or was 0.
    """
    length = len(lines[0])
    places = [at for at in range(length) if any(line[at] in gap for line in lines)]
    if not places:
        return
    empty = [not any(line[at] for line in values) for at in range(length)]
    for by in (1, -1):
        for first in range(min(length - 1, places[-1] + 1)):
            for last in range(max(first + 1, places[0]), length):
                vacant, end = (first, last) if by > 0 else (last, first)
                if not empty[vacant] or empty[vacant + by]:
                    continue
                moved: dict[str, Number | None] = {}
                for line, numbers in zip(lines, values, strict=True):
                    for at in range(first, last + 1):
                        if at != end:
                            moved[line[at]] = numbers[at + by]
                if not empty[end]:
                    yield by, first, last, moved | {line[end]: 0 for line in lines}, 1.0
                at_edge = end in {0, length - 1}
                yield by, first, last, moved | dict.fromkeys([line[end] for line in lines]), 1.0 if at_edge else _OVER


# ── Down, up ─────────────────────────────────────────────────────────────────


def _down(grid: _Grid) -> Iterator[_Try]:
    """Columns moved by a row: one, all that are no totals, or all."""
    if len(grid.lines) == 1:
        return
    columns, values = list(zip(*grid.lines, strict=True)), list(zip(*grid.values, strict=True))
    every = range(len(columns))
    if grid.broken_lines:
        first, last = grid.broken_lines[0], grid.broken_lines[-1]
        sets = [[at] for at in every] + [list(every)[:-1]]
    else:
        first, last = 0, len(grid.lines) - 1
        sets = [list(every)] + ([[at] for at in every[:-1]] if not _totals_typed(grid) else [])
    for chosen in sets:
        cells = [columns[at][first : last + 1] for at in chosen]
        numbers = [values[at][first : last + 1] for at in chosen]
        for by, start, stop, before, share in _shifts(grid.gap, cells, numbers):
            if grid.broken_lines and (start, stop) != (0, last - first):
                continue
            if len(chosen) == 1 and not grid.broken_lines and stop - start > 1:
                continue
            where = "" if len(chosen) > 1 else f"“{grid.column(chosen[0])}”列"
            names = f"“{grid.row(first + start)}”", f"“{grid.row(first + stop)}”"
            outside = (*grid.values[: first + start], *grid.values[first + stop + 1 :])
            whole = not outside if grid.broken_lines else not any(map(any, outside))
            part = "疑整体" if whole else f"自{names[0]}至{names[1]}疑"
            ways = ("下", "上") if by > 0 else ("上", "下")
            words = f"{grid.table.name}{where}{part}{ways[0]}移一行，移回后全部相符。"
            prior = _LIKELY if whole else share * (_POSSIBLE if stop - start == 1 or grid.broken_lines else _RARE)
            yield _Try(before, words, f"{ways[1]}移一行", prior)


def _totals_typed(grid: _Grid) -> bool:
    return any(cell in grid.sums.document.cells for cell in grid.table.cells if cell in grid.sums.form.sums)


# ── Exchanged ────────────────────────────────────────────────────────────────


def _exchanged(grid: _Grid, balance: _Balance) -> Iterator[_Try]:
    """Two rows, or two columns, each in the place of the other."""
    if len(grid.lines) == 1:
        return
    columns = list(zip(*grid.lines, strict=True))
    if grid.broken_lines:
        if len(grid.broken_lines) == 2:
            yield _rows(grid, grid.broken_lines[0], grid.broken_lines[1], len(columns) - 1)
        for one, other in ((at, len(columns) - 1) for at in range(len(columns) - 1)):
            yield _columns(grid, one, other, range(len(grid.lines)))
        return
    for one, other in _pairs(grid, balance):
        yield _rows(grid, one, other, len(columns))
    broken = {cell for each in balance.all if each.broken for cell in each.factors}
    touched = [at for at, column in enumerate(columns[:-1]) if broken.intersection(column)]
    if len(touched) == 2:
        free = [at for at, line in enumerate(grid.lines) if line[0] not in grid.sums.form.sums]
        yield _columns(grid, touched[0], touched[1], free)


def _pairs(grid: _Grid, balance: _Balance) -> Iterator[tuple[int, int]]:
    """Rows whose exchange would close the first gap."""
    gap = next(each for each in balance.all if each.broken)
    places = [at for at, column in enumerate(zip(*grid.lines, strict=True)) if gap.factors.keys() & set(column)]
    factors = [[gap.factors.get(line[at], 0) for at in places] for line in grid.lines]
    values = [[line[at] for at in places] for line in grid.values]
    for one, other in combinations(range(len(grid.lines)), 2):
        change = sum(
            (factor - against) * (there - here)
            for factor, against, here, there in zip(
                factors[one], factors[other], values[one], values[other], strict=True
            )
        )
        if change and change == -gap.gap:
            yield one, other


def _rows(grid: _Grid, one: int, other: int, width: int) -> _Try:
    pairs = list(zip(grid.lines[one][:width], grid.lines[other][:width], strict=True))
    words = f"{grid.table.name}“{grid.row(one)}”与“{grid.row(other)}”两行疑填反，互换后全部相符。"
    return _exchange(grid, pairs, words, "互换两行", _POSSIBLE * (1 if abs(one - other) == 1 else _APART))


def _columns(grid: _Grid, one: int, other: int, lines: Iterable[int]) -> _Try:
    pairs = [(grid.lines[at][one], grid.lines[at][other]) for at in lines]
    words = f"{grid.table.name}“{grid.column(one)}”与“{grid.column(other)}”两列疑填反，互换后全部相符。"
    return _exchange(grid, pairs, words, "互换两列", _POSSIBLE)


def _exchange(grid: _Grid, pairs: Iterable[tuple[str, str]], words: str, deed: str, prior: float) -> _Try:
    numbers = grid.sums.figures.numbers
    before: dict[str, Number | None] = {}
    for one, other in pairs:
        before[one], before[other] = numbers.get(other, 0), numbers.get(one, 0)
    return _Try(before, words, deed, prior)
