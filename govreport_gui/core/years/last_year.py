"""A cell beside last year's report: what stood there, and by how much it has changed.

Where last year's form has other rows, the `carry` tables of the two forms say which of them belong
together; what was one row then and is several now is compared as a whole.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.report.figures import printed_numbers, shown_texts
from govreport_gui.core.rules.case import Case
from govreport_gui.core.values import Number, show

ABSENT: Final = "上年的格式没有这一格"
_TENTH: Final = Decimal("0.1")


def with_last(document: Document, last: LastYear) -> Document:
    """The report compared with that one, which brings no last year of its own."""
    return replace(document, last=replace(last, document=replace(last.document, last=None)))


def growth(before: Number, now: Number) -> Decimal:
    """The change in per cent of what was before (not 0), to one place."""
    return ((Decimal(now) - before) / Decimal(before) * 100).quantize(_TENTH, ROUND_HALF_UP)


def matching(form: Format, last: Format, cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The cells of this form and of last year's that are to be compared with each other.

    Both are empty where last year's form has nothing to compare this cell with.
    """
    if form.id != last.id:
        for theirs, ours in last.carry.get(form.id, {}).items():
            if cell in ours and len(ours) > 1:
                return ours, (theirs,)
        if cell in (carried := form.carry.get(last.id, {})):
            return (cell,), carried[cell]
    return ((cell,), (cell,)) if cell in last.cells else ((), ())


def last_texts(form: Format, last: LastYear) -> Mapping[str, str]:
    """What stood in each cell last year, as it was shown; only cells that are compared one by one."""
    shown = shown_texts(last.form, last.document)
    numbers = printed_numbers(last.form, last.document)
    texts = {}
    for cell in form.cells:
        ours, theirs = matching(form, last.form, cell)
        if len(ours) != 1:
            continue
        if len(theirs) > 1:
            total = _sum(numbers, theirs)
            text = "" if total is None else show(total)
        else:
            text = shown.get(theirs[0], "")
        if text:
            texts[cell] = text
    return texts


def carried_over(case: Case) -> frozenset[str]:
    """The cells that say what last year's report handed on: their number is that of its cell."""
    if case.last is None:
        return frozenset()
    found = set()
    for bound in case.form.bound:
        relation, numbers = bound.relation, case.figures.numbers
        if not bound.compares_years or relation.sign != "=" or len(relation.terms) != len(("this", "last")):
            continue
        (_, cell), (_, before) = relation.left[0], relation.right[0]
        if cell in numbers and numbers[cell] == numbers.get(before):
            found.add(cell)
    return frozenset(found)


def beside(case: Case, cell: str) -> str:
    """上年 12，增加 3（25%）: that, or why there is nothing to say; "" where no last year's report is loaded."""
    if case.last is None:
        return ""
    ours, theirs = matching(case.form, case.last.form, cell)
    if not ours:
        return ABSENT
    before = _sum(case.last.numbers, theirs)
    now = _sum(case.numbers, ours)
    if len(ours) > 1:
        name = _row(case.last.form, theirs[0])
        if before is None:
            return f"上年没有分列，“{name}”未填"
        this = f"；今年这 {len(ours)} 行共 {show(now)}，{change(before, now)}" if now is not None else ""
        return f"上年没有分列，“{name}”共 {show(before)}{this}"
    if before is None:
        typed = [text for each in theirs if (text := case.last.document.cells.get(each))]
        return f"上年写的是“{'、'.join(typed)}”" if typed else "上年未填"
    several = f"（{len(theirs)} 行合计）" if len(theirs) > 1 else ""
    return f"上年 {show(before)}{several}" + (f"，{change(before, now)}" if now is not None else "")


def change(before: Number, now: Number) -> str:
    """增加 3（25%）; without a share where there was nothing to take it of."""
    if now == before:
        return "没有变化"
    by = f"增加 {show(now - before)}" if now > before else f"减少 {show(before - now)}"
    rate = abs(growth(before, now)) if before > 0 else 0
    return by + (f"（{show(rate)}%）" if rate else "")


def _sum(numbers: Mapping[str, Number], cells: tuple[str, ...]) -> Number | None:
    known = [numbers[cell] for cell in cells if cell in numbers]
    return sum(known) if len(known) == len(cells) else None


def _row(form: Format, cell: str) -> str:
    of = form.cells[cell]
    return form.table(of.table).rows[of.row]
