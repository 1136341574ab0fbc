"""What a paste would do to the report, cell by cell, so that it can be looked at before it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from govreport_gui.core.clipboard.by_heads import by_heads
from govreport_gui.core.clipboard.by_names import by_names, by_part_names
from govreport_gui.core.clipboard.by_position import by_position
from govreport_gui.core.clipboard.placement import Placed, Skipped, Target, first_text
from govreport_gui.core.clipboard.tables import Grid
from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import Figures, computed
from govreport_gui.core.reading.words import DASHES, like_number
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import figures_of, shown_texts, with_totals
from govreport_gui.core.values import entered, fault, read, show

_SAID: Final = {
    "names": "按行名对齐",
    "heads": "按列名对齐",
    "position": "从当前格起按位置",
    "fill": "填满选中的格",
}


@dataclass(frozen=True, slots=True)
class Put:
    """One cell that is pasted into: what it shows now, what comes, what of that is typed in."""

    cell: str
    before: str
    after: str
    """What the cell will show."""
    typed: str
    """What goes into the document; "" for blank, and for a total that the program adds up itself."""
    note: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a paste would do."""

    how: str
    puts: tuple[Put, ...]
    skipped: tuple[Skipped, ...] = ()
    doubts: tuple[str, ...] = ()
    """Why to look before it is done; nothing of that kind, and it is done at once."""
    dashes: int = 0
    """Cells with — or 无, of which only the clerk knows whether they are 0."""
    equal: int = 0
    """Pasted totals that are what the program adds up; they stay automatic."""
    differing: int = 0
    """Pasted totals that are something else; they are kept and compared."""

    @property
    def texts(self) -> dict[str, str]:
        """What to type into the cells."""
        return {put.cell: put.typed for put in self.puts}

    @property
    def message(self) -> str:
        """What was done, in one sentence: 已粘贴 42 格；其中总计 7 格与自动总计相同。."""
        pieces = [f"已粘贴 {sum(bool(put.after) for put in self.puts)} 格"]
        if emptied := sum(not put.after and bool(put.before) for put in self.puts):
            pieces.append(f"清空 {emptied} 格")
        if self.equal:
            pieces.append(f"其中总计 {self.equal} 格与自动总计相同")
        if self.differing:
            pieces.append(f"总计 {self.differing} 格与自动总计不同，按粘贴的数保留")
        if self.skipped:
            pieces.append(f"没有放进去 {len(self.skipped)} 项")
        return "；".join(pieces) + "。"


def plan(
    form: Format,
    document: Document,
    forms: Iterable[Format],
    grids: Sequence[Grid],
    target: Target,
    dash: Literal["0", ""] = "0",
) -> Plan | None:
    """What pasting these tables would do; `dash` is what — and 无 stand for. None: there is nothing to paste."""
    placed = _place(form, forms, grids, target)
    if placed is None:
        return None
    dashed = {cell: text for cell, text in placed.texts.items() if text in DASHES}
    texts = {cell: dash if text in DASHES else entered(text) for cell, text in placed.texts.items()}
    equal = _equal_totals(form, document, texts)
    after = document.with_cells({**texts, **dict.fromkeys(equal, "")})
    figures = figures_of(form, after)
    shown, before = shown_texts(form, after, with_totals(figures)), shown_texts(form, document)
    puts = [
        _put(form, document, figures, cell, texts[cell], before.get(cell, ""), shown.get(cell, ""), equal)
        for cell in form.cells
        if cell in texts
    ]
    puts = [
        replace(put, note="，".join(filter(None, (f"粘贴的是“{dashed[put.cell]}”", put.note))))
        if put.cell in dashed
        else put
        for put in puts
    ]
    differing = sum(put.cell in form.sums and bool(put.typed) for put in puts)
    made = Plan(_SAID[placed.how], tuple(puts), placed.skipped, (), len(dashed), len(equal), differing)
    return replace(made, doubts=_doubts(form, document, placed, made))


def _place(form: Format, forms: Iterable[Format], grids: Sequence[Grid], target: Target) -> Placed | None:
    """Where everything goes: by names of rows, else by heads, else by position; None where nothing is to be put in."""
    forms = tuple(forms)
    named = by_names(form, forms, grids, target)
    if named is not None:
        return named
    filled = [grid for grid in grids if any((text or "").strip() for row in grid for text in row)]
    if not filled or not target.selected:
        return None
    grid = max(filled, key=lambda grid: sum(like_number(text) for row in grid for text in row))
    others = tuple(Skipped(first_text(other), "另一张表，没有认出来") for other in filled if other is not grid)
    table = form.table(target.table)
    placed = by_part_names(form, table, grid, target) or by_heads(table, grid, target)
    placed = placed or by_position(table, grid, target)
    words = sum(bool(text) and not like_number(text) for text in placed.texts.values())
    if placed.how == "position" and words > max(1, len(placed.texts) - words):
        return None  # prose, or a table cut into lines
    return Placed(placed.how, placed.texts, (*placed.skipped, *others), placed.doubts, placed.exact)


def _equal_totals(form: Format, document: Document, texts: dict[str, str]) -> frozenset[str]:
    """The pasted totals that are the sum of their parts as pasted."""
    figures = figures_of(form, document.with_cells(texts))
    equal = set()
    for cell, text in texts.items():
        typed = read(text)
        plain = typed.number is not None and not typed.unit and not typed.remark
        if cell in form.sums and plain and computed(cell, figures) == typed.number:
            equal.add(cell)
    return frozenset(equal)


def _put(
    form: Format,
    document: Document,
    figures: Figures,
    cell: str,
    text: str,
    before: str,
    shown: str,
    equal: frozenset[str],
) -> Put:
    if cell in equal:
        return Put(cell, before, text, "", "与自动总计相同，自动相加")
    of = form.cells[cell]
    wrong = fault(text, of.kind, of.unit)
    if wrong:
        return Put(cell, before, text, text, f"{wrong}，照原样放进去，核对后改", doubtful=True)
    if cell in form.sums and text:
        sum_of = computed(cell, figures)
        why = "自动总计尚不能得出" if sum_of is None else f"与自动总计{show(sum_of)}不同"
        return Put(cell, before, text, text, why, doubtful=True)
    typed = document.cells.get(cell, "")
    if typed and typed != text:
        return Put(cell, before, shown, text, "替换原来的数" if text else "清空", doubtful=True)
    return Put(cell, before, shown, text)


def _doubts(form: Format, document: Document, placed: Placed, made: Plan) -> tuple[str, ...]:
    doubts = list(placed.doubts)
    if placed.skipped:
        doubts.append(f"有 {len(placed.skipped)} 项放不进去。")
    if made.differing:
        doubts.append(f"总计 {made.differing} 格与自动总计不同，按粘贴的数保留、核对。")
    unread = sum(bool(fault(put.typed, form.cells[put.cell].kind, form.cells[put.cell].unit)) for put in made.puts)
    if unread:
        doubts.append(f"{unread} 格不是这一格该有的数，照原样放进去，核对后改。")
    over = sum(document.cells.get(put.cell, "") not in {"", put.typed, put.after} for put in made.puts)
    if over and not placed.exact:
        doubts.append(f"{over} 格原来填了别的数，会被替换。")
    return tuple(doubts)
