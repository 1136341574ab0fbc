"""What the window says of the cell that the clerk is in, and of the cells that are selected."""

from collections.abc import Collection
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document
from govreport_gui.core.values import add_up, show

_NAMED: Final = 7
"""Most parts of a sum that are named one by one."""


def about_cell(form: Format, document: Document, cell: str) -> str:
    """What the clerk should know before she types in that cell; "" where nothing is special."""
    if cell and states.locked(document):
        return states.refusal(document)
    if cell not in form.sums:
        return ""
    if cell in document.cells:
        return f"这一格按输入的数核对；清空后由程序相加：{_parts(form, cell)}。"
    return f"这一格留空时由程序相加：{_parts(form, cell)}；输入数字就按输入的核对。"


def about_selection(cells: Collection[str], texts: Collection[str]) -> str:
    """How many cells are selected and what they add up to, from what they show; "" for a single one."""
    if len(cells) < 2:
        return ""
    numbers, total = add_up(texts)
    some = f"（{numbers} 格有数）" if numbers < len(cells) else ""
    return f"已选 {len(cells)} 格{some}，合计 {show(total)}"


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
