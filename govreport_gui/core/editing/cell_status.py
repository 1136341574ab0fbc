"""What the window says of the cell that the clerk is in, of its sums, and of the cells that are selected."""

from collections.abc import Collection, Sequence
from typing import Final

from govreport_gui.core.forms.form import Bound, Format
from govreport_gui.core.forms.relations import Relation, Term
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import Case
from govreport_gui.core.values import Number, add_up, read, show

_NAMED: Final = 7
"""Most parts of a sum that are named one by one."""


def about_cell(form: Format, document: Document, cell: str) -> str:
    """What the clerk should know before she types in that cell; "" where nothing is special."""
    given = _given(document, cell)
    return given + ("\n" if given and cell in form.sums else "") + _of_total(form, document, cell)


def _given(document: Document, cell: str) -> str:
    """Who gave that number of a sum of many units; and what it was then, where another number stands there now."""
    givers = document.contributions.get(cell, ())
    if not givers:
        return ""
    words = "、".join(f"{unit}{number}" for unit, number in givers)
    _, total = add_up(number for _, number in givers)
    stands = read(document.cells.get(cell, "")).number
    changed = "" if stands == total else f"（汇总时为{show(total)}）"
    return f"汇总来源{changed}：{words}。"


def _of_total(form: Format, document: Document, cell: str) -> str:
    if cell not in form.sums:
        return ""
    if cell in document.cells:
        return f"本格按手工总计核对；清空后自动相加：{_parts(form, cell)}。"
    return f"本格留空时自动相加：{_parts(form, cell)}；输入数字的，按手工总计核对。"


def about_selection(cells: Collection[str], texts: Collection[str]) -> str:
    """How many cells are selected and what they add up to, from what they show; "" for a single one."""
    if len(cells) < 2:
        return ""
    numbers, total = add_up(texts)
    some = f"（{numbers} 格有数）" if numbers < len(cells) else ""
    return f"已选 {len(cells)} 格{some}，合计 {show(total)}"


def sums_through(case: Case, cell: str) -> tuple[str, str]:
    """The sums that the cell takes part in along its row and along its column, with their numbers; "" where there are
    none.
    """
    form, of = case.form, case.form.cells[cell]
    along: dict[str, list[str]] = {"row": [], "column": []}
    for bound in form.bound:
        cells = bound.relation.cells
        if bound.relation.sign != "=" or bound.compares_years or cell not in cells:
            continue
        for way, mine in (("row", of.row), ("column", of.column)):
            if all(getattr(form.cells[each], way) == mine for each in cells):
                along[way].append(_equation(case, bound))
    return "；".join(along["row"]), "；".join(along["column"])


def _equation(case: Case, bound: Bound) -> str:
    """Both sides of a sum with their numbers, and by how much they differ: 64＋0＝64，63＋1＝64，相符."""
    relation, numbers = bound.relation, case.numbers
    blank = sum(cell not in numbers for cell in relation.cells)
    if blank:
        return f"尚有 {blank} 格未填"
    sides = [_side(case, bound, terms) for terms in _in_order(relation)]
    gap = sides[0][1] - sides[1][1]
    words = "，".join(words for words, _ in sides)
    return f"{words}，相差 {show(max(gap, -gap))}" if gap else f"{words}，相符"


def _in_order(relation: Relation) -> tuple[Sequence[Term], Sequence[Term]]:
    """What is added up comes before its total."""
    return (relation.right, relation.left) if len(relation.left) == 1 else (relation.left, relation.right)


def _side(case: Case, bound: Bound, terms: Sequence[Term]) -> tuple[str, Number]:
    """One side in words, and its number."""
    numbers = [factor * case.numbers[cell] for factor, cell in terms]
    total: Number = sum(numbers)
    first, last = (case.form.name_within(bound, terms[at][1]) for at in (0, -1))
    if len(terms) == 1:
        return f"{first} {show(total)}", total
    if len(terms) > _NAMED:
        return f"{first}至{last} {show(total)}", total
    return f"{'＋'.join(map(show, numbers)).replace('＋-', '－')}＝{show(total)}", total


def _parts(form: Format, cell: str) -> str:
    """The names of the cells that are added up, inside the row or column of the total."""
    total = form.cells[cell]
    table = form.table(total.table)
    pieces = []
    for factor, part in form.sums[cell]:
        of = form.cells[part]
        name = table.columns[of.column] if of.row == total.row else table.rows[of.row]
        pieces.append(f"{'＋' if factor > 0 else '－'}{name}")
    if len(pieces) > _NAMED:
        pieces = [pieces[0], "＋…", f"{pieces[-1]}，共 {len(pieces)} 项"]
    return "".join(pieces).removeprefix("＋")
