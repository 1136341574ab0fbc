"""Rows that a page break cut in two."""

import pytest

from govreport_gui.core.reading.blocks import Grid


def halves(row: tuple[str | None, ...], place: int, sign: int) -> tuple[tuple[str | None, ...], ...]:
    """A row of which the upper half has the numbers and the first signs of one name, the lower half the rest of it."""
    upper = tuple(text[:sign] if text and at == place else text for at, text in enumerate(row))
    lower = tuple((text[sign:] if at == place else "") if text is not None else None for at, text in enumerate(row))
    return upper, lower


@pytest.mark.parametrize("repeated", [False, True], ids=["heads once", "heads on every page"])
def test_a_name_cut_anywhere_is_whole_again(written, helpers, *, repeated: bool) -> None:
    lost, numbers = helpers
    grid = written.grids["requests"]
    for at in range(3, len(grid)):
        place = max(place for place, text in enumerate(grid[at][:3]) if text)
        for sign in range(2, len(grid[at][place] or ""), 5):
            upper, lower = halves(grid[at], place, sign)
            second: Grid = (*(grid[:3] if repeated else ()), lower, *grid[at + 1 :])
            reading = written.read(written.blocks({"requests": [(*grid[:at], upper), second]}))
            assert written.wrong(reading) == {}
            assert written.missing(reading) == set()
            assert lost(numbers(written.grids), reading) == []


def test_numbers_cut_by_the_page_are_put_together_where_the_sums_vouch_for_them(written) -> None:
    grid = written.grids["disputes"]
    upper = tuple(text[:1] for text in grid[3] if text)
    lower = tuple(text[1:] for text in grid[3] if text)
    reading = written.read(written.blocks({"disputes": [(*grid[:3], upper), (lower,)]}))
    assert written.wrong(reading) == {}
    assert {cell for cell in written.missing(reading) if cell.startswith("disputes")} == set()
    assert not [entry for entry in reading.account if entry.what in {"doubtful", "left_over"}]


def test_numbers_put_together_are_doubtful_where_no_sum_vouches_for_them(written) -> None:
    grid = written.grids["disputes"]
    upper = tuple(text[:1] for text in grid[3] if text)
    lower = tuple(text[1:] for text in grid[3][:-1] if text)
    reading = written.read(written.blocks({"disputes": [(*grid[:3], upper), ((*lower, "7"),)]}))
    assert any("分页切断" in entry.text for entry in reading.account if entry.what == "doubtful")


def test_two_rows_that_follow_each_other_over_a_page_stay_two(written) -> None:
    grid = written.grids["requests"]
    for at in range(4, len(grid)):
        reading = written.read(written.blocks({"requests": [grid[:at], grid[at:]]}))
        assert written.missing(reading) == set()
