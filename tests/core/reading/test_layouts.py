"""A layout that came before reads as it would without having been learnt, whatever its numbers."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.reading import layouts
from govreport_gui.core.reading.blocks import Table
from govreport_gui.core.reading.tables import find, match

Rows = list[list[str | None]]


def grid(form: Format, table: str, number) -> Rows:
    """An official table as it is printed; `number` gives what stands in its cells."""
    of = form.table(table)
    height = max(box.line + box.lines for box in of.boxes)
    width = max(box.position + box.positions for box in of.boxes)
    rows: Rows = [[None] * width for _ in range(height)]
    for box in of.boxes:
        rows[box.line][box.position] = number() if box.cell else box.text
    return rows


def as_table(rows: Rows) -> Table:
    return Table(tuple(map(tuple, rows)))


def spoilt(rows: Rows, dice: random.Random) -> Rows:
    """With something that happens to tables: a row lost, twice or cut, a name misspelt, a word among the numbers."""
    rows = [list(row) for row in rows]
    at = dice.randrange(len(rows))
    deed = dice.randrange(6)
    if deed == 0:
        del rows[at]
    elif deed == 1:
        rows.insert(at, list(rows[at]))
    elif deed == 2:
        rows[at] = [*(text for text in rows[at] if text), *(None for text in rows[at] if not text)]
    elif deed == 3:
        place = next((at for at, text in enumerate(rows[at]) if text and len(text) > 4), 0)
        rows[at][place] = (rows[at][place] or "")[1:]
    elif deed == 4:
        rows[at][dice.randrange(len(rows[at]))] = dice.choice(("未统计", "2021", "/", "12件", "1O", "-3", "1.50"))
    return rows


NUMBERS: dict[str, Callable[[random.Random], str]] = {
    "zeros": lambda _: "0",
    "small": lambda dice: str(dice.randrange(3)),
    "any": lambda dice: str(dice.choice((0, 7, 120, 43210, 123456789012))),
    "some blank": lambda dice: dice.choice(("", "0", "3")),
    "decimals and years": lambda dice: dice.choice(("1.5", "2021", "2025", "12")),
}


@pytest.fixture(autouse=True)
def nothing_learnt():
    layouts._layout.cache_clear()


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize("which", ["form", "old_form"])
def test_what_was_learnt_says_the_same(which: str, kind: str, form: Format, old_form: Format, request) -> None:
    dice = random.Random(f"{which} {kind}")  # noqa: S311  # dice for a test
    forms = (form, old_form)
    of = request.getfixturevalue(which)
    layout: list[Rows] = []
    for seed in range(8):
        if seed % 4 == 0:  # the same layout four times, with other numbers
            layout = [grid(of, table.id, lambda: "?") for table in of.tables]
            layout = [spoilt(rows, dice) if seed else rows for rows in layout]
        tables = [
            as_table([[NUMBERS[kind](dice) if text == "?" else text for text in row] for row in rows])
            for rows in layout
        ]
        sooner, plain = layouts.find_alike(tables, forms, 2025), find(tables, forms, 2025)
        assert sooner == plain
        for table, found in plain.items():  # the order of the cells too
            assert [list(each.cells) for each in sooner[table]] == [list(each.cells) for each in found]


def test_a_learnt_layout_is_not_read_again(form: Format, monkeypatch) -> None:
    numbers = iter(range(10_000))
    made = [as_table(grid(form, "disputes", lambda: str(next(numbers)))) for _ in range(3)]
    for table in made[:2]:
        layouts.find_alike([table], (form,), None)
    monkeypatch.setattr(layouts, "match", lambda *_: pytest.fail("read again"))
    found = layouts.find_alike([made[2]], (form,), None)
    assert found["disputes"][0].cells["disputes.reconsideration.upheld"] == made[2].rows[3][0]


def test_where_sums_decide_it_is_read_each_time(form: Format, monkeypatch) -> None:
    # A number is missing in a row without heads: only its sum tells which.
    row = ("一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "15")
    seen: list[int] = []
    monkeypatch.setattr(layouts, "match", lambda *asked: seen.append(1) or match(*asked))
    for _ in range(4):
        before = len(seen)
        layouts.find_alike([Table((row,), loose=frozenset())], (form,), None)
        assert len(seen) > before


def test_a_reader_that_doubts_places_is_heard_each_time(form: Format) -> None:
    table = as_table(grid(form, "disputes", lambda: "1"))
    for _ in range(3):
        layouts.find_alike([table], (form,), None)
    unsure = replace(table, unsure={(3, 0): "也可能是旁边一格的"})
    assert layouts.find_alike([unsure], (form,), None) == find([unsure], (form,), None)
    assert layouts.find_alike([unsure], (form,), None)["disputes"][0].doubts
