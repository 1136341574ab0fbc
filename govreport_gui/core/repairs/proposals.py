"""What probably went wrong in a table: the change that settles its broken sums, or the cells among which it is.

One cell; a move; two cells. A change is offered only where nothing else explains as much: what looks like a slip of
the hand, last year's figures, totals on paper and the text decide between equals. Where they do not, the cells are
named, in no order. Nothing is ever changed from here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.findings.located import Repair
from govreport_gui.core.forms.form import Table
from govreport_gui.core.forms.relations import judge
from govreport_gui.core.repairs import moves
from govreport_gui.core.repairs.equations import Equation, Steps, blocks, solutions
from govreport_gui.core.repairs.evidence import Stated, outside, weight_of
from govreport_gui.core.repairs.moves import Move
from govreport_gui.core.repairs.sums import (
    Sums,
    allowed,
    breaks_nothing,
    broken_in,
    changes_of,
    effect,
    stepped,
    sums_of,
)
from govreport_gui.core.repairs.typing_errors import ANY, PATTERN, neighbours, weight, weight_beside
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.rules.case import Case, case_of
from govreport_gui.core.values import Number, read, show

CELLS: Final = 2
"""At most so many cells stand in one repair that is no move, besides the totals that follow."""
_LARGEST: Final = 3
"""So many cells are looked for together: independent errors in one table are found as one set and offered apart."""
_TOO_MANY: Final = 60
"""With more equally small sets than this nothing is told apart any more."""
_CLEAR: Final = 0.9
"""Of all that speaks for any explanation, so much must speak for the one on offer."""
_PINNED: Final = 2
"""So many sums that agree on one cell need no more evidence."""
_MOVE: Final = 20.0
"""A move of the rarest sort, beside the weight of one slip of the hand."""
_AGAIN: Final = 1e-6
"""A second slip in the same table, beside the first."""
_UNFILLED: Final = 20.0
"""So many times likelier is a total that nobody filled in."""
_IN_DOUBT: Final = 1 / 20
"""A cell is suspect if so much speaks for it, compared with what speaks for the likeliest."""
_NAMED: Final = 3
"""At most so many possible moves are named."""
_RECEIVED: Final = frozenset({"new", "carried_in"})
"""Rows of table 三 that come from a register and from last year's report: they are never raised to make a sum right."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What went wrong once: the bound rules that it broke, by index, and its repair or its suspects."""

    broken: tuple[int, ...]
    repair: Repair = ()
    suspects: tuple[str, ...] = ()
    words: str = ""
    """What happened, where more than cells were mistyped."""
    deed: str = ""
    """What the repair does, in a few words; "" where naming its cells will do."""
    one: bool = False
    """Whether it is told once and not at every sum that it broke."""


class _Choice(NamedTuple):
    """Equally small sets of cells that settle one block, the likeliest first, with their weights."""

    block: Sequence[Equation]
    ranked: Sequence[tuple[Steps, float, float]]
    """The steps, what speaks for them in all, and what speaks for them from outside."""
    pinned: bool

    @property
    def total(self) -> float:
        """All that speaks for any of them."""
        return sum(weight for _, weight, _ in self.ranked)


def slips(case: Case) -> tuple[Slip, ...]:
    """What went wrong in the tables whose sums contradict themselves."""
    form, sums = case.form, sums_of(case)
    every = blocks(sums.equations)
    found: list[Slip] = []
    given: tuple[Stated, ...] | None = None
    for table in form.tables:
        own = [block for block in every if form.cells[next(iter(block[0].factors))].table == table.id]
        if own or broken_in(sums, table.id):
            given = outside(sums) if given is None else given
            found += _in_table(sums, given, table, own)
    return tuple(found)


def find(case: Case) -> tuple[Repair, ...]:
    """All repairs on offer."""
    return tuple(slip.repair for slip in slips(case) if slip.repair)


def settled(case: Case, findings: Sequence[Finding], repair: Repair) -> tuple[int, ...]:
    """Indexes of the findings that vanish with that repair: relations, and faults of the cells themselves."""
    form = case.form
    figures = case_of(form, apply(case.document, repair), case).figures
    changed = {change.cell for change in repair}
    entries = {table.entry_rule for table in form.tables}
    bound = {(each.rule.id, each.each): each.relation for each in form.bound}
    result = []
    for index, finding in enumerate(findings):
        relation = bound.get((finding.rule, finding.each or ""))
        if relation is not None:
            if judge(relation, figures).state != "broken":
                result.append(index)
        elif finding.rule in entries and changed.issuperset(finding.cells):
            result.append(index)
    return tuple(result)


def apply(document: Document, repair: Repair) -> Document:
    """The report with the repair made."""
    return document.with_cells({change.cell: change.after for change in repair})


# ── One table ────────────────────────────────────────────────────────────────


def _in_table(sums: Sums, given: Sequence[Stated], table: Table, own: Sequence[list[Equation]]) -> list[Slip]:
    choices = [_choice(sums, given, block) for block in own]
    if choices and all(choice.pinned for choice in choices):
        return [slip for choice in choices for slip in _slips(sums, choice)]
    broken = tuple(broken_in(sums, table.id))
    found = {_key(move.texts): move for move in (*_exchanges(sums, choices), *moves.find(sums, table))}
    moved = [(move, _MOVE * move.prior * weight_of(sums, given, _steps(sums, move))) for move in found.values()]
    if not moved:
        return [slip for choice in choices for slip in _slips(sums, choice)]
    apart = _AGAIN ** (len(choices) - 1)
    for choice in choices:
        # What is a move as well counts once.
        apart *= sum(
            weight for steps, weight, _ in choice.ranked if len(choices) > 1 or _texts(sums, steps) not in found
        )
    total = sum(weight for _, weight in moved) + apart
    best, most = max(moved, key=lambda each: each[1])
    if most >= _CLEAR * total:
        return [Slip(broken, changes_of(sums, best.texts), (), best.words, best.deed, one=True)]
    if apart >= _CLEAR * total:
        return [slip for choice in choices for slip in _slips(sums, choice)]
    likely = sorted((each for each in moved if each[1] >= _IN_DOUBT * most), key=lambda each: -each[1])
    if apart < _IN_DOUBT * total:
        return [Slip(broken, (), _in_order(sums, (move.texts for move, _ in likely)), _either(likely), one=True)]
    return [slip for choice in choices for slip in _slips(sums, choice, sure=False)]


def _exchanges(sums: Sums, choices: Sequence[_Choice]) -> Iterator[Move]:
    """Two numbers, each in the place of the other, are one slip too."""
    numbers = sums.figures.numbers
    for steps, _, _ in choices[0].ranked if len(choices) == 1 else ():
        if len(steps) == 2:
            (one, by_one), (other, by_other) = sorted(steps)
            if numbers[one] + by_one == numbers[other] and numbers[other] + by_other == numbers[one]:
                names = [f"“{sums.form.cells[cell].place}”" for cell in (one, other)]
                texts = {one: show(numbers[other]), other: show(numbers[one])}
                words = f"{names[0]}与{names[1]}疑填反，互换后全部相符。"
                yield Move(words, "互换两数", texts, 5.0 if other in neighbours(sums.form, one) else 0.5)


def _steps(sums: Sums, move: Move) -> Steps:
    """What a move adds to the cells with numbers. Totals that it empties stand for the same sums as before."""
    numbers, of = sums.figures.numbers, move.texts
    if all(of.values()):
        after: Mapping[str, Number] = {cell: read(text).number or 0 for cell, text in of.items()}
    else:
        after = printed_numbers(sums.form, sums.document.with_cells(of))
    return frozenset(
        (cell, after[cell] - numbers[cell]) for cell in of if cell in numbers and after[cell] != numbers[cell]
    )


def _texts(sums: Sums, steps: Steps) -> tuple[tuple[str, str], ...]:
    return _key({cell: show(sums.figures.numbers[cell] + step) for cell, step in steps})


def _key(texts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(texts.items()))


def _either(likely: Sequence[tuple[Move, float]]) -> str:
    """The moves that may have happened, in words."""
    several = [move.words.partition("，")[0] for move, _ in likely[:_NAMED]]
    return "；或".join(dict.fromkeys(several)) + "。现有数据不能确定是哪一种，请与原始台账核对。"


def _slips(sums: Sums, choice: _Choice, *, sure: bool = True) -> list[Slip]:
    """The likeliest set in parts that can be made one without the other; or its suspects."""
    if not choice.ranked:
        return []
    steps, most, _ = choice.ranked[0]
    if sure and most >= _CLEAR * choice.total and not (_harms(sums, choice)):
        parts = [part for part in _parts(sums, choice.block, steps) if len(part) <= CELLS]
        return [_slip(sums, choice.block, part) for part in parts]
    likely = [each for each, weight, _ in choice.ranked if weight >= _IN_DOUBT * most]
    ends = [frozenset(_ends(sums, each)) for each in likely]
    suspects = _in_order(sums, (dict(each) for each in likely))
    broken = tuple(sorted(frozenset.intersection(*ends)))
    one = _gaps(choice.block) < len(broken) or all(_alike(sums, each) for each in likely)
    return [Slip(broken, (), suspects, one=one)]


def _slip(sums: Sums, block: Sequence[Equation], steps: Steps) -> Slip:
    broken = tuple(_ends(sums, steps))
    repair = stepped(sums, steps)
    cells = {cell for cell, _ in steps}
    sole = _gaps(each for each in block if cells & each.factors.keys()) < len(broken)
    return Slip(broken, repair, one=sole or len(repair) > len(steps) or _alike(sums, steps))


def _ends(sums: Sums, steps: Steps) -> list[int]:
    """The sums that must hold and do so after the steps."""
    return [index for index in sorted(effect(sums, steps)[0]) if sums.form.bound[index].rule.level == "must_fix"]


def _gaps(block: Iterable[Equation]) -> int:
    return sum(bool(equation.gap) for equation in block)


def _in_order(sums: Sums, texts: Iterable[Mapping[str, object]]) -> tuple[str, ...]:
    """All these cells in the order of the form."""
    cells = {cell for each in texts for cell in each}
    return tuple(cell for cell in sums.form.cells if cell in cells)


def _harms(sums: Sums, choice: _Choice) -> bool:
    """Whether the likeliest change is one that may not be offered on the strength of a sum alone."""
    steps, _, from_outside = choice.ranked[0]
    if choice.pinned or len(choice.ranked) == 1 or from_outside > 1:
        return False
    for cell, step in steps:
        factors = [(each.gap, each.factors[cell]) for each in choice.block if cell in each.factors]
        if sum(bool(gap) and gap + factor * step == 0 for gap, factor in factors) >= _PINNED:
            continue
        of, before = sums.form.cells[cell], sums.figures.numbers[cell]
        raised = of.table == "requests" and of.row in _RECEIVED and step > 0
        if not before + step or (raised and weight(before, before + step) < PATTERN):
            return True
    return False


# ── One block ────────────────────────────────────────────────────────────────


def _choice(sums: Sums, given: Sequence[Stated], block: list[Equation]) -> _Choice:
    found = _smallest(sums, block)
    single = len(found) == 1 and len(found[0]) == 1
    pinned = single and _gaps(block) >= _PINNED
    weighed = [(steps, weight_of(sums, given, steps)) for steps in found]
    ranked = [(steps, outer * _weight(sums, steps), outer) for steps, outer in weighed]
    ranked.sort(key=lambda each: (-each[1], sorted(cell for cell, _ in each[0])))
    return _Choice(block, ranked, pinned)


def _smallest(sums: Sums, block: list[Equation]) -> list[Steps]:
    """The smallest sets of cells that settle the block and break nothing that must hold."""

    def may_be(cell: str, step: Number) -> bool:
        return allowed(sums, cell, sums.figures.numbers[cell] + step)

    for size in range(1, _LARGEST + 1):
        found: dict[Steps, None] = {}
        for steps in solutions(block, size, may_be):
            found[steps] = None
            if len(found) > _TOO_MANY:
                return []
        if kept := [steps for steps in found if breaks_nothing(sums, steps)]:
            return kept
    return []


def _weight(sums: Sums, steps: Steps) -> float:
    """How readily the hand makes these slips, to be compared with others in the same block."""
    numbers = sums.figures.numbers
    alike = _alike(sums, steps)
    result = 1.0 if alike else _AGAIN ** (len(steps) - 1)
    for cell, step in steps:
        if alike and cell in sums.form.sums:
            continue
        before = numbers[cell]
        after = before + step
        beside = [numbers[other] for other in neighbours(sums.form, cell) if other in numbers]
        known = weight(before, after) - ANY + weight_beside(before, after, beside)
        # Small counts are common and large ones rare: n is met about as often as 1 in n, and typed so too.
        share = 1.0 if cell in sums.form.sums else (abs(float(before)) + 1) / (abs(float(after)) + 1)
        result *= ANY * min(share, 1.0) + known * share
        if cell in sums.form.sums and not before:
            result *= _UNFILLED
    return result


def _alike(sums: Sums, steps: Steps) -> bool:
    """Whether these are a number and the total that was added up from it: one slip."""
    cells = {cell for cell, _ in steps}
    total = next((cell for cell in cells if cell in sums.form.sums), "")
    return len({step for _, step in steps}) == 1 < len(cells) == 2 and any(
        part in cells for _, part in sums.form.sums.get(total, ())
    )


def _parts(sums: Sums, block: Sequence[Equation], steps: Steps) -> list[Steps]:
    """The set in parts that can be made one without the other, each breaking nothing."""
    parts: list[Steps] = []
    for step in sorted(steps):
        together = frozenset({step})
        apart = []
        for part in parts:
            if _share(block, part, together):
                together |= part
            else:
                apart.append(part)
        parts = [*apart, together]
    return parts if all(breaks_nothing(sums, part) for part in parts) else [steps]


def _share(block: Iterable[Equation], part: Steps, other: Steps) -> bool:
    cells, others = {cell for cell, _ in part}, {cell for cell, _ in other}
    return any(cells & equation.factors.keys() and others & equation.factors.keys() for equation in block)
