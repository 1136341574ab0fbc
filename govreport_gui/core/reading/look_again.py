"""Numbers that were seen on paper and may be another: marked in the account of a reading, tried against the sums."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from govreport_gui.core.forms.form import Bound, Format
from govreport_gui.core.forms.relations import judge
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Paragraph, Place, Spot, place_of
from govreport_gui.core.reading.report import Reading
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import figures_of
from govreport_gui.core.values import read

_BLANK: Final = "纸面上此格未见数字，同一行其他格有数"
_NO_ROW: Final = "纸面上未读到这一行的数"
_BESIDE: Final = "同一行有数存疑，此数可能错位"
_SOME: Final = 60
"""Doubtful numbers, with more of which trying tells nothing."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at a place of the paper: why it is doubtful, and what it may be instead."""

    place: Place
    text: str
    why: str
    others: tuple[str, ...] = ()


def looked_again(reading: Reading, looks: Sequence[Look]) -> Reading:
    """That reading with its doubts about what was seen in the account, each with the second reading that alone fits."""
    seen = dict(_seen(reading, looks))
    others = {cell: tuple(text for look in each for text in look.others) for cell, each in seen.items()}
    seconds = second_readings(reading.form, reading.document, others)
    found = [
        Entry("doubtful", _said(reading, cell, each), (cell,), second=seconds.get(cell, ""))
        for cell, each in seen.items()
    ]
    found += [
        Entry("doubtful", f"{reading.form.cells[cell].place}：{_BLANK}，核对。", (cell,), blank_spots(reading, cell))
        for cell in blanks(reading)
    ]
    found += _rows_not_seen(reading)
    told = {cell for entry in (*found, *reading.account) if entry.what == "doubtful" for cell in entry.cells}
    found += _beside(reading, told)
    found += _in_prose(reading, looks)
    already = {cell for entry in found for cell in entry.cells}
    rest = [
        each for each in reading.account if not (each.what == "doubtful" and each.cells and set(each.cells) <= already)
    ]
    return replace(reading, account=(*found, *rest))


def _seen(reading: Reading, looks: Sequence[Look]) -> Iterator[tuple[str, list[Look]]]:
    """By cell what was doubtful at the places that its number stands at."""
    by_page: dict[int, list[Look]] = {}
    for look in looks:
        by_page.setdefault(look.place.page, []).append(look)
    for cell in reading.form.cells:
        places = [place_of(reading.blocks, spot) for spot in reading.spots.get(cell, ())]
        found = [look for place in places for look in by_page.get(place.page, ()) if _within(look.place, place)]
        if found and cell in reading.document.cells:
            yield cell, found


def _within(inner: Place, outer: Place) -> bool:
    if inner.box is None or outer.box is None:
        return False
    x, y = (inner.box[0] + inner.box[2]) / 2, (inner.box[1] + inner.box[3]) / 2
    return outer.box[0] <= x <= outer.box[2] and outer.box[1] <= y <= outer.box[3]


def _said(reading: Reading, cell: str, looks: Sequence[Look]) -> str:
    why = "；".join(dict.fromkeys(look.why for look in looks))
    return f"{reading.form.cells[cell].place}：{why}，识别为“{reading.document.cells[cell]}”，核对。"


def blanks(reading: Reading) -> list[str]:
    """Cells without a number in a row where the others have theirs, a 0 among them: one may have been missed."""
    document = reading.document
    found: list[str] = []
    for row in _rows(reading.form).values():
        empty = [cell for cell in row if cell not in document.cells]
        zeros = any(read(document.cells.get(cell, "")).number == 0 for cell in row)
        if empty and (zeros or (len(empty) == 1 and len(row) > 2)):
            found.extend(empty)
    return found


def _rows_not_seen(reading: Reading) -> Iterator[Entry]:
    """Rows without a single number in a table that prints its zeros. A table of another form has other rows."""
    form, document = reading.form, reading.document
    rows = _rows(form)
    for table in form.tables:
        own = [row for (name, _), row in rows.items() if name == table.id]
        empty = [row for row in own if not any(cell in document.cells for cell in row)]
        zeros = any(read(document.cells.get(cell, "")).number == 0 for cell in table.cells)
        if zeros and table.id not in document.forms:
            for row in empty:
                yield Entry("doubtful", f"{form.cells[row[0]].place.rpartition('·')[0]}：{_NO_ROW}，核对。", tuple(row))


def _beside(reading: Reading, told: AbstractSet[str]) -> Iterator[Entry]:
    """Numbers in a row with a doubtful one that are in no equation: they may stand beside their places."""
    form, document = reading.form, reading.document
    sure = {cell for bound in _equations(form) for _, cell in (*bound.relation.left, *bound.relation.right)}
    rows = {(form.cells[cell].table, form.cells[cell].row) for cell in told if cell in form.cells}
    for cell in form.cells.values():
        if (cell.table, cell.row) in rows and cell.id in document.cells and cell.id not in {*told, *sure}:
            yield Entry("doubtful", f"{cell.place}：{_BESIDE}，核对。", (cell.id,))


def blank_spots(reading: Reading, cell: str) -> tuple[Spot, ...]:
    """Where that cell without a number stands, by the numbers beside it in its row; () where these do not tell."""
    form = reading.form
    cells = _rows(form)[form.cells[cell].table, form.cells[cell].row]
    here = cells.index(cell)
    found = set()
    for at, other in enumerate(cells):
        for spot in reading.spots.get(other, ())[:1]:
            found.add(Spot(spot.block, spot.row, spot.position + here - at))
    if len(found) != 1:
        return ()
    spot = found.pop()
    block = reading.blocks[spot.block]
    grid = block.rows[spot.row] if not isinstance(block, Paragraph) else ()
    inside = 0 <= spot.position < len(grid)
    return (spot,) if inside and not (grid[spot.position] or "").strip() else ()


def _in_prose(reading: Reading, looks: Sequence[Look]) -> Iterator[Entry]:
    """What is doubtful in the text, a paragraph an entry."""
    for at, block in enumerate(reading.blocks):
        if not isinstance(block, Paragraph):
            continue
        found = [look for look in looks if look.place.page == block.place.page and _within(look.place, block.place)]
        if texts := "、".join(dict.fromkeys(f"“{look.text}”" for look in found)):
            begins = block.text[:12] + "…" * (len(block.text) > 12)
            told = f"第{block.place.page}页“{begins}”一段中识别为{texts}的字迹不清，核对。"
            yield Entry("doubtful", told, spots=(Spot(at),))


def second_readings(form: Format, document: Document, others: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """By doubtful cell what it may be instead: where that one change, and no other of those possible, makes every
    equation hold that the cell is in and breaks none.
    """
    if not others or len(others) > _SOME:
        return {}
    of_cell: dict[str, list[Bound]] = {}
    for bound in _equations(form):
        for _, cell in (*bound.relation.left, *bound.relation.right):
            of_cell.setdefault(cell, []).append(bound)
    fitting: list[tuple[str, str, frozenset[tuple[str, str]]]] = []
    before = _states(form, document)
    for cell, texts in others.items():
        concerned = {(bound.rule.id, bound.each) for bound in of_cell.get(cell, ())}
        broken = {each for each in concerned if before.get(each) == "broken"}
        for text in dict.fromkeys(texts) if broken else ():
            after = _states(form, document.with_cells({cell: text}))
            new = {each for each, state in after.items() if state == "broken" and before.get(each) != "broken"}
            if not new and not any(after.get(each) == "broken" for each in concerned):
                fitting.append((cell, text, frozenset(broken)))
    return {
        cell: text
        for cell, text, mended in fitting
        if sum(1 for other, _, also in fitting if also & mended or other == cell) == 1
    }


def _states(form: Format, document: Document) -> dict[tuple[str, str], str]:
    figures = figures_of(form, document)
    return {(bound.rule.id, bound.each): judge(bound.relation, figures).state for bound in _equations(form)}


def _equations(form: Format) -> Iterator[Bound]:
    """The sums that one year's report must hold by itself."""
    return (bound for bound in form.bound if bound.relation.sign == "=" and not bound.compares_years)


def _rows(form: Format) -> dict[tuple[str, str], list[str]]:
    """By table and row the cells of each row, in the order of the form."""
    rows: dict[tuple[str, str], list[str]] = {}
    for cell in form.cells.values():
        rows.setdefault((cell.table, cell.row), []).append(cell.id)
    return rows
