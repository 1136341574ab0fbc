"""Pasted rows found by their names: whole official tables, or rows that have only some of the columns."""

from collections.abc import Sequence

from govreport_gui.core.clipboard.by_heads import row_by_heads, strange_heads
from govreport_gui.core.clipboard.by_position import into_line
from govreport_gui.core.clipboard.placement import Placed, Skipped, Target, first_text, like_number, number_columns
from govreport_gui.core.clipboard.tables import Grid
from govreport_gui.core.forms.form import Format, Table
from govreport_gui.core.forms.recognition import Found, carried, find, match


def by_names(form: Format, forms: Sequence[Format], grids: Sequence[Grid], target: Target) -> Placed | None:
    """Whole official tables, of this form or another; None where none of them is one."""
    texts: dict[str, str] = {}
    skipped: list[Skipped] = []
    doubts: list[str] = []
    seen: set[str] = set()
    for grid in grids:
        known: set[int] = set()
        tables = find(grid, forms)
        for table, candidates in tables.items():
            found = next((each for each in candidates if each.form.id == form.id), candidates[0])
            known |= found.rows
            if table in seen:
                skipped.append(Skipped(form.table(table).name, "粘贴的内容里有两张，只用了第一张"))
                continue
            seen.add(table)
            cells, left = _cells(form, found, grid)
            own = found.form.table(table)
            strange = [
                head for at, (_, position) in found.once().items() for head in strange_heads(own, grid, at, position)
            ]
            if strange:
                some = "、".join(f"“{head}”" for head in dict.fromkeys(strange))
                doubts.append(f"列名{some}没有认出，下面的数按位置放。")
            texts.update(cells)
            skipped.extend(left)
            if found.form.id != form.id:
                doubts.append(f"粘贴的{form.table(table).name}是{found.form.name}，这份报告是{form.name}。")
        if tables:
            skipped.extend(_unread(grid, known))
        elif any(like_number(text) for row in grid for text in row):
            skipped.append(Skipped(first_text(grid), "另一张表，没有认出来"))
    if not seen:
        return None
    names = "、".join(table.name for table in form.tables if table.id in seen)
    if seen != {target.table}:
        current = form.table(target.table).name
        doubts.insert(0, f"认出来的是{names}，当前是{current}。会粘贴到{names}里。")
    return Placed("names", texts, tuple(skipped), tuple(doubts))


def _cells(form: Format, found: Found, grid: Grid) -> tuple[dict[str, str], list[Skipped]]:
    """The found texts as cells of the report's form, and what that form has no cell for."""
    own = found.form.table(found.table)
    ordered = _ordered_by_heads(found, own, grid)
    if ordered is not None:
        found = ordered
    cells = dict(carried(found, form))
    moved = {source for sources in form.carry.get(found.form.id, {}).values() for source in sources}
    left = [
        Skipped(f"{found.form.cells[cell].place}：{text}", "这份报告的格式没有这一格")
        for cell, text in found.cells.items()
        if text and found.form.id != form.id and cell not in form.cells and cell not in moved
    ]
    return cells, left


def _ordered_by_heads(found: Found, table: Table, grid: Grid) -> Found | None:
    """The same rows read by the heads of their columns, where these stand in another order than on the form."""
    cells: dict[str, str] = {}
    for at, (line, position) in found.once().items():
        own = table.lines[line].cells
        by_head = row_by_heads(table, grid, at, position, own)
        if len(by_head) == len(own) and tuple(by_head) != own:
            cells.update(by_head)
    return Found(found.form, found.table, {**found.cells, **cells}, found.rows) if cells else None


def _unread(grid: Grid, known: set[int]) -> list[Skipped]:
    """Rows with numbers behind some name that no line of the form has."""
    return [
        Skipped(" ".join(text.strip() for text in row if text and text.strip()), "没有认出这一行")
        for at, row in enumerate(grid)
        if at not in known
        and any(like_number(text) for text in row)
        and sum(bool((text or "").strip()) for text in row) > 1
    ]


def by_part_names(form: Format, table: Table, grid: Grid, target: Target) -> Placed | None:
    """Rows whose names are known and that have only some of the columns."""
    found = match(grid, form, table)
    rows = {
        at: place for at, place in found.once().items() if any(like_number(text) for text in grid[at][place[1] + 1 :])
    }
    if not rows:
        return None
    texts: dict[str, str] = {}
    skipped: list[Skipped] = []
    blind = False
    columns = number_columns(table)
    base = columns.index(table.number_boxes()[target.selected[0]].position)
    for at, (line, position) in rows.items():
        by_head = row_by_heads(table, grid, at, position, table.lines[line].cells)
        if not by_head:
            blind = True
            row = _behind_name(table, line, grid[at], position)
            by_head = into_line(table, line, base, row, skipped)
        texts.update(by_head)
    skipped.extend(_unread(grid, set(rows) | found.rows))
    doubts = ("行按名称对齐；没有认出列名，列从当前格起往右放。",) if blind else ()
    return Placed("names", texts, tuple(skipped), doubts)


def _behind_name(table: Table, line: int, row: Sequence[str | None], position: int) -> list[str]:
    """The texts right of a row's name; not the blanks of a name that is merged over several columns on the form."""
    texts = [text for text in row[position + 1 :] if text is not None]
    label = max(box.position for box in table.boxes if box.kind == "label" and box.line == line)
    merged = min(box.position for box in table.boxes if box.cell and box.line == line) - label - 1
    while merged > 0 and None not in row and len(texts) > 1 and not texts[0].strip():
        del texts[0]
        merged -= 1
    return texts
