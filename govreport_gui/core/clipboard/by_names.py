"""Pasted rows found by their names: whole official tables, or rows that have only some of the columns."""

from collections.abc import Iterator, Mapping, Sequence

from govreport_gui.core.clipboard.by_heads import row_by_heads
from govreport_gui.core.clipboard.by_position import into_line
from govreport_gui.core.clipboard.placement import Placed, Skipped, Target, first_text, number_columns
from govreport_gui.core.clipboard.tables import Grid
from govreport_gui.core.forms.form import Format, Table
from govreport_gui.core.reading import blocks
from govreport_gui.core.reading.names import names_of
from govreport_gui.core.reading.rows import Value, seen
from govreport_gui.core.reading.table_account import where
from govreport_gui.core.reading.tables import Found, carried, find, moved_to, unread
from govreport_gui.core.reading.words import like_number


def by_names(form: Format, forms: Sequence[Format], grids: Sequence[Grid], target: Target) -> Placed | None:
    """Whole official tables, of this form or another, in one piece or several; None where none of them is one."""
    tables = [blocks.Table(grid) for grid in grids]
    found = {
        table: next((each for each in candidates if each.form.id == form.id), candidates[0])
        for table, candidates in find(tables, forms).items()
        if candidates[0].cells
    }
    if not found:
        return None
    texts: dict[str, str] = {}
    skipped: list[Skipped] = []
    doubts: list[str] = []
    for table, each in found.items():
        texts.update(carried(each, form))
        skipped.extend(_left(each, form))
        doubts.extend(f"{where(doubt.cells, each.form)}：{doubt.why}。" for doubt in each.doubts)
        if each.form.id != form.id:
            doubts.append(f"粘贴的{form.table(table).name}是{each.form.name}，这份报告是{form.name}。")
    skipped.extend(_unread(tables, found))
    names = "、".join(table.name for table in form.tables if table.id in found)
    if set(found) != {target.table}:
        current = form.table(target.table).name
        doubts.insert(0, f"认出来的是{names}，当前是{current}。会粘贴到{names}里。")
    return Placed("names", texts, tuple(skipped), tuple(doubts))


def _left(found: Found, form: Format) -> Iterator[Skipped]:
    """What of a found table has no place: by the reading, or because the report's form has no such cell."""
    for doubt in found.unplaced:
        yield Skipped(" ".join(value.text.strip() for value in doubt.values), doubt.why)
    for cell, text in found.cells.items():
        if text and not moved_to(cell, found, form):
            yield Skipped(f"{found.form.cells[cell].place}：{text}", "这份报告的格式没有这一格")


def _unread(tables: Sequence[blocks.Table], found: Mapping[str, Found]) -> Iterator[Skipped]:
    """Rows with numbers behind some name that no line of the form has, and tables that are other ones."""
    known = frozenset().union(*(each.known for each in found.values()))
    official = frozenset().union(*(each.parts for each in found.values()))
    foreign: dict[int, list[Value]] = {}
    for number, _, values in unread(tables, known):
        if number not in official:
            foreign.setdefault(number, []).extend(values)
        elif any(like_number(value.text) for value in values) and len(values) > 1:
            yield Skipped(" ".join(value.text.strip() for value in values), "没有认出这一行")
    for number, values in foreign.items():
        if any(like_number(value.text) for value in values):
            yield Skipped(first_text(tables[number].rows), "另一张表，没有认出来")


def by_part_names(form: Format, table: Table, grid: Grid, target: Target) -> Placed | None:
    """Rows whose names are known and that have only some of the columns."""
    names = names_of(form, table)
    rows = {
        run.at[1]: (run.line.at, run.at[2])
        for run in seen([blocks.Table(grid)], names).runs
        if run.name and run.line in names.lines and any(like_number(value.text) for value in run.values)
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
    skipped.extend(
        Skipped(" ".join(text.strip() for text in row if text and text.strip()), "没有认出这一行")
        for at, row in enumerate(grid)
        if at not in rows and any(map(like_number, row)) and sum(bool((text or "").strip()) for text in row) > 1
    )
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
