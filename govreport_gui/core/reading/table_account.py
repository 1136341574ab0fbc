"""What is to be told of one official table that was read: doubts, values without a place, slips in names, pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Spot, Table
from govreport_gui.core.reading.tables import Doubt, Found, moved_to
from govreport_gui.core.reading.words import DASHES
from govreport_gui.core.values import read

_ALIKE: Final = str.maketrans("OoQlI|", "000111")
_SLIP: Final = pattern(r"[\dOoQlI|]+\.?")
_MOST_ROWS: Final = 3


def of_table(found: Found, form: Format, tables: Sequence[Table], blocks: Sequence[int]) -> Iterator[Entry]:
    """The entries of one table, cells named as on `form`; `blocks` says which of the blocks each table is."""
    name = form.table(found.table).name
    for doubt in found.doubts:
        cells = _moved(doubt.cells, found, form)
        yield Entry("doubtful", f"{where(doubt.cells, found.form)}：{doubt.why}，核对。", cells)
    for doubt in found.unplaced:
        yield replace(
            _unplaced(doubt, found, form, tables, name),
            spots=tuple(Spot(blocks[at], row, position) for at, row, position in (each.at for each in doubt.values)),
        )
    for cell, text in found.cells.items():
        if text and read(text).number is None and text not in DASHES:
            place = found.form.cells[cell].place
            second = meant(text)
            words = f"不是数字，可能是{second}，核对后改。" if second else "不是数字，核对后改。"
            yield Entry("doubtful", f"{place}写作“{text}”，{words}", _moved((cell,), found, form), second=second)
    for written, official in found.renamed:
        yield Entry("restyled", f"{name}的行名“{''.join(written.split())}”按“{official}”读。")
    if found.pieces > 1:
        yield Entry("joined", f"{name}在原文里分成{found.pieces}段，已合成一张。")
    lost = [cell for cell in found.cells if found.cells[cell] and not moved_to(cell, found, form)]
    if lost:
        numbers = "、".join(found.cells[cell] for cell in lost)
        yield Entry("left_over", f"{where(tuple(lost), found.form)}：这份报告的格式没有这几格（{numbers}）。")


def _unplaced(doubt: Doubt, found: Found, form: Format, tables: Sequence[Table], name: str) -> Entry:
    texts = "、".join(" ".join(value.text.split()) for value in doubt.values)
    at = doubt.values[0].at
    place = tables[at[0]].place(at[1]).said if at[0] < len(tables) else ""
    place = f"（{place}）" if place else ""
    if doubt.cells:
        cells = _moved(doubt.cells, found, form)
        return Entry("doubtful", f"{where(doubt.cells, found.form)}{place}：{doubt.why}：{texts}。核对后补填。", cells)
    return Entry("left_over", f"{name}{place}：{doubt.why}：{texts}。")


def meant(text: str) -> str:
    """The number that letters in the place of digits stand for: 1O → 10; "" if it is none."""
    plain = "".join(text.split())
    alike = _SLIP.fullmatch(plain) and any(sign.isdigit() for sign in plain)
    return plain.rstrip(".").translate(_ALIKE) if alike else ""


def _moved(cells: Sequence[str], found: Found, form: Format) -> tuple[str, ...]:
    moved = (moved_to(cell, found, form) for cell in cells)
    return tuple(dict.fromkeys(cell for cell in moved if cell))


def where(cells: Sequence[str], form: Format) -> str:
    """The rows of these cells for a sentence: 表三“（一）予以公开”、“（二）部分公开”."""
    table = form.table(form.cells[cells[0]].table)
    rows = list(dict.fromkeys(table.rows[form.cells[cell].row] for cell in cells))
    more = f"等{len(rows)}行" if len(rows) > _MOST_ROWS else ""
    return table.name + "、".join(f"“{row}”" for row in rows[:_MOST_ROWS]) + more
