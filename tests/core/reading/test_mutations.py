"""Whatever happens to a source, no number is lost in silence and none is wrong without a word."""

import random

import pytest

from govreport_gui.core.reading.blocks import Grid
from govreport_gui.core.reading.lines import blocks
from govreport_gui.core.values import read


def number_rows(grid: Grid) -> list[int]:
    return [at for at, row in enumerate(grid) if any(text and read(text).number is not None for text in row)]


def test_every_layout_gives_every_cell(written, layout, helpers) -> None:
    reading = written.read(blocks(written.text(layout), written.forms))
    assert written.wrong(reading) == {}
    assert written.missing(reading) == set()
    assert [entry.what for entry in reading.account if entry.what != "proof"] == []
    assert "全部成立" in reading.account[-1].text


@pytest.mark.parametrize("seed", range(5))
def test_a_blank_line_taken_out_or_put_in(written, layout, helpers, seed: int) -> None:
    lost, numbers = helpers
    dice = random.Random(seed)  # noqa: S311 -- no secret
    lines = written.text(layout).split("\n")
    first = next(at for at, line in enumerate(lines) if "第二十条" in line)
    blank = [at for at, line in enumerate(lines) if not line.strip() and at > first]
    at = dice.choice(blank) if blank and seed % 2 else dice.randrange(first + 1, len(lines) - 8)
    mutated = [*lines[:at], *lines[at + 1 :]] if at in blank else [*lines[:at], "", *lines[at:]]
    reading = written.read(blocks("\n".join(mutated), written.forms))
    assert written.wrong(reading) == {}
    assert lost(numbers(written.grids), reading) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_row_doubled(written, layout, helpers, seed: int) -> None:
    lost, numbers = helpers
    dice = random.Random(seed)  # noqa: S311 -- no secret
    table = dice.choice(["proactive", "requests"])
    grid = written.grids[table]
    at = dice.choice(number_rows(grid))
    mutated = {**written.grids, table: (*grid[: at + 1], grid[at], *grid[at + 1 :])}
    reading = written.read(blocks(written.text(layout, mutated), written.forms))
    assert written.wrong(reading) == {}
    assert written.missing(reading) == set()
    assert lost(numbers(mutated), reading) == []


@pytest.mark.parametrize("head", ["", "小计", "合同数"])
@pytest.mark.parametrize("seed", range(2))
def test_a_column_added(written, layout, helpers, head: str, seed: int) -> None:
    lost, numbers = helpers
    grid = written.grids["requests"]
    place = random.Random(seed).choice([3, 4, 6, 9, 10])  # noqa: S311 -- no secret
    rows = []
    for at, row in enumerate(grid):
        extra = str(8000 + at) if at > 2 else head if at == 2 else ""
        rows.append((*row[:place], extra, *row[place:]))
    mutated = {**written.grids, "requests": tuple(rows)}
    reading = written.read(blocks(written.text(layout, mutated), written.forms))
    assert written.wrong(reading) == {}
    assert lost(numbers(mutated), reading) == []


@pytest.mark.parametrize("seed", range(8))
def test_a_label_misspelt(written, layout, helpers, seed: int) -> None:
    lost, numbers = helpers
    dice = random.Random(seed)  # noqa: S311 -- no secret
    table = dice.choice(["proactive", "requests", "disputes"])
    grid = [list(row) for row in written.grids[table]]
    labels = [
        (at, place)
        for at, row in enumerate(grid)
        for place, text in enumerate(row)
        if text and read(text).number is None and len(text) > 1
    ]
    at, place = dice.choice(labels)
    text = grid[at][place]
    sign = dice.randrange(len(text))
    grid[at][place] = text[:sign] + dice.choice("丙丁戊") * dice.choice((0, 1, 1)) + text[sign + 1 :]
    mutated = {**written.grids, table: tuple(map(tuple, grid))}
    reading = written.read(blocks(written.text(layout, mutated), written.forms))
    assert written.wrong(reading) == {}
    assert lost(numbers(mutated), reading) == []


@pytest.mark.parametrize("repeated", [False, True], ids=["heads once", "heads on every page"])
@pytest.mark.parametrize("table", ["proactive", "requests"])
def test_a_page_break_at_every_row(written, helpers, table: str, repeated: bool) -> None:
    lost, numbers = helpers
    grid = written.grids[table]
    heads = grid[:3] if table == "requests" else ()
    for cut in range(1, len(grid)):
        second = (*heads, *grid[cut:]) if repeated and cut > len(heads) else grid[cut:]
        reading = written.read(written.blocks({table: [grid[:cut], second]}))
        assert written.wrong(reading) == {}
        assert written.missing(reading) == set()
        assert lost(numbers(written.grids), reading) == []
        assert not [entry for entry in reading.account if entry.what in {"doubtful", "left_over", "not_found"}]


@pytest.mark.parametrize("seed", range(5))
def test_a_line_or_a_cell_taken_out(written, layout, helpers, seed: int) -> None:
    """A number that is gone cannot come back; the others are right or told of."""
    dice = random.Random(seed)  # noqa: S311 -- no secret
    lines = written.text(layout).split("\n")
    first = next(at for at, line in enumerate(lines) if "第二十条" in line)
    last = next(at for at, line in enumerate(lines) if line.startswith("五、"))
    at = dice.randrange(first, last)
    reading = written.read(blocks("\n".join([*lines[:at], *lines[at + 1 :]]), written.forms))
    assert written.wrong(reading) == {}


@pytest.mark.parametrize("seed", range(3))
def test_numbers_gone_blank(written, layout, helpers, seed: int) -> None:
    """Zeros left blank, as many units print them: what layouts do not tell apart is told, never guessed."""
    lost, numbers = helpers
    dice = random.Random(seed)  # noqa: S311 -- no secret
    mutated = {
        table: tuple(tuple("" if text == "0" and dice.random() < 0.8 else text for text in row) for row in grid)
        for table, grid in written.grids.items()
    }
    reading = written.read(blocks(written.text(layout, mutated), written.forms))
    wrong = {cell: said for cell, said in written.wrong(reading).items() if said[0] != "0" or said[1]}
    assert wrong == {}
    assert lost(numbers(mutated), reading) == []
