"""The rule language: linear relations Σ kᵢ·cellᵢ (=, ≤, ≥) over cells, and how one is judged.

One definition serves the live check, the computed totals, the highlighted cells, the two sides
in the message and the formulas in the workbook.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, cast

from govreport_gui.core.patterns import pattern
from govreport_gui.core.values import Number

Sign = Literal["=", "<=", ">="]
Term = tuple[int, str]
"""A factor (+1 or -1) and a cell id."""
State = Literal["holds", "broken", "open", "unreadable"]

PREVIOUS: Final = "previous."
"""Before a cell id: the same cell in last year's report."""

_NO_BLANKS: Final[Mapping[str, int]] = {}
_TOKEN: Final = pattern(r"\s*(<=|>=|=|\+|-|[a-z0-9_.]+\*?)")


class RelationError(ValueError):
    """A relation that cannot be read; the message points at the place."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Two sums of cells and the sign that should stand between them."""

    left: tuple[Term, ...]
    sign: Sign
    right: tuple[Term, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells of this report that take part, in the order written."""
        return tuple(cell for _, cell in self.left + self.right if not cell.startswith(PREVIOUS))

    @property
    def terms(self) -> tuple[Term, ...]:
        """left - right as one sum."""
        return self.left + tuple((-factor, cell) for factor, cell in self.right)


class Judgement(NamedTuple):
    """How a relation stands. The two sides are what is known of them; blanks count as nothing."""

    state: State
    left: Number = 0
    right: Number = 0
    missing: tuple[str, ...] = ()

    @property
    def difference(self) -> Number:
        """By how much the two sides differ, without a sign."""
        gap = self.left - self.right
        return gap if gap >= 0 else -gap


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers a relation is judged by. Cells in none of these are blank input cells."""

    numbers: Mapping[str, Number]
    unreadable: Collection[str] = frozenset()
    sums: Mapping[str, tuple[Term, ...]] | None = None
    signed: Collection[str] = frozenset()
    memo: dict[str, "Parts"] = field(default_factory=dict, compare=False, repr=False)
    """What blank totals stand for, as far as it was asked."""


class Parts(NamedTuple):
    """What a blank total stands for: the known sum, the factors of the blank cells, the cells without a number."""

    known: Number
    blanks: Mapping[str, int]
    missing: tuple[str, ...]
    begun: bool
    """Whether any of its cells has a number."""


def parse(text: str, resolve: Callable[[str], list[str]]) -> Relation:
    """Read a relation; `resolve` gives the cell ids that a name stands for.

    relation = sum ("=" | "<=" | ">=") sum
    sum      = name (("+" | "-") name)*
    name     = letters, digits, "_" and "."; a "*" at the end stands for all that begin so
    """
    sides: list[list[Term]] = [[]]
    sign: Sign | None = None
    factor: int | None = 1
    place = 0
    while text[place:].strip():
        token = _TOKEN.match(text, place)
        if token is None:
            raise _pointing("这里看不懂", text, place)
        word, start = token[1], token.start(1)
        if word in ("=", "<=", ">="):
            if sign is not None or factor is not None:
                raise _pointing("这里不该有关系符号", text, start)
            sign, factor = cast("Sign", word), 1
            sides.append([])
        elif word in ("+", "-"):
            if factor is not None:
                raise _pointing("这里应是名字", text, start)
            factor = 1 if word == "+" else -1
        else:
            cells = resolve(word)
            if factor is None or not cells:
                raise _pointing("没有这样的格" if factor else "这里应是 + 或 -", text, start)
            sides[-1].extend((factor, cell) for cell in cells)
            factor = None
        place = token.end()
    if sign is None or factor is not None:
        raise _pointing("式子没有写完", text, len(text))
    return Relation(tuple(sides[0]), sign, tuple(sides[1]))


def _pointing(what: str, text: str, place: int) -> RelationError:
    return RelationError(f"{what}：\n  {text}\n  {' ' * place}^")


def judge(relation: Relation, figures: Figures) -> Judgement:
    """Whether the relation holds. A blank input cell may still become any number ≥ 0 and a blank
    total stands for the sum of its parts: broken means that no such numbers could settle it.
    """
    left, open_left, missing_left = _side(relation.left, figures)
    right, open_right, missing_right = _side(relation.right, figures)
    missing = missing_left + missing_right
    if not missing:
        gap = left - right
        broken = gap != 0 if relation.sign == "=" else gap > 0 if relation.sign == "<=" else gap < 0
        return Judgement("broken" if broken else "holds", left, right)
    if figures.unreadable and any(cell in figures.unreadable for cell in missing):
        return Judgement("unreadable", left, right, missing)
    low: Number | None = left - right
    high = low
    # A blank on both sides is one and the same number: only its net factor counts.
    for cell in {**open_left, **open_right}:
        factor = open_left.get(cell, 0) - open_right.get(cell, 0)
        if factor and cell in figures.signed:
            low = high = None
        elif factor > 0:
            high = None
        elif factor < 0:
            low = None
    return Judgement(_state(relation.sign, low, high), left, right, missing)


def _state(sign: Sign, low: Number | None, high: Number | None) -> State:
    """low ≤ left - right ≤ high, where None is without bound."""
    if low == high == 0:
        return "holds"
    if (sign != ">=" and low is not None and low > 0) or (sign != "<=" and high is not None and high < 0):
        return "broken"
    if sign == "<=" and high is not None and high <= 0:
        return "holds"
    if sign == ">=" and low is not None and low >= 0:
        return "holds"
    return "open"


def _side(terms: tuple[Term, ...], figures: Figures) -> tuple[Number, Mapping[str, int], tuple[str, ...]]:
    """The known sum, the factors of the blank input cells in it, and the cells without a number."""
    numbers = figures.numbers
    try:
        known: Number = 0
        for factor, cell in terms:
            known += factor * numbers[cell]
    except KeyError:
        pass
    else:
        return known, _NO_BLANKS, ()
    known = 0
    blanks: dict[str, int] = {}
    missing: list[str] = []
    totals: list[Term] = []
    for factor, cell in terms:
        if cell in numbers:
            known += factor * numbers[cell]
        elif figures.sums and cell in figures.sums and cell not in figures.unreadable:
            totals.append((factor, cell))
        else:
            blanks[cell] = blanks.get(cell, 0) + factor
            missing.append(cell)
    for factor, cell in totals:
        of, inner, lacking, _ = _parts(cell, figures)
        known += factor * of
        for part, part_factor in inner.items():
            blanks[part] = blanks.get(part, 0) + factor * part_factor
        missing.extend(lacking)
    return known, blanks, tuple(missing)


def _parts(cell: str, figures: Figures) -> Parts:
    """What a blank total stands for; worked out once for all relations that it is in."""
    if cell not in figures.memo:
        terms = (figures.sums or {})[cell]
        known, blanks, missing = _side(terms, figures)
        figures.memo[cell] = Parts(known, blanks, missing, any(_begun(part, figures) for _, part in terms))
    return figures.memo[cell]


def _begun(cell: str, figures: Figures) -> bool:
    """Whether a cell or one of the parts that it stands for has a number."""
    return cell in figures.numbers or (cell in (figures.sums or {}) and _parts(cell, figures).begun)


def without_number(cell: str, figures: Figures) -> tuple[str, ...]:
    """The cells without a number that a cell's number hangs on: itself, or the parts of a blank total."""
    if cell in figures.numbers:
        return ()
    blank_total = figures.sums and cell in figures.sums and cell not in figures.unreadable
    return _parts(cell, figures).missing if blank_total else (cell,)


def computed(cell: str, figures: Figures) -> Number | None:
    """What a blank total shows: the sum of its parts, blanks left out; None if all are blank."""
    if cell not in (figures.sums or {}):
        return None
    known, _, missing, begun = _parts(cell, figures)
    unreadable = figures.unreadable and any(part in figures.unreadable for part in missing)
    return None if missing and (unreadable or not begun) else known
