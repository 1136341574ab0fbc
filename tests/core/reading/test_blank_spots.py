"""Where a number is missing in a row, its empty place is found by the numbers beside it."""

from dataclasses import replace

import pytest

from govreport_gui.core.reading import lines
from govreport_gui.core.reading.blocks import Spot, Table
from govreport_gui.core.reading.look_again import blank_spots
from govreport_gui.core.reading.report import Reading, report_in
from govreport_gui.files import resources


@pytest.fixture(scope="module")
def read() -> Reading:
    text = resources.path("samples/pengshui-2021.txt").read_text(encoding="utf-8")
    forms = resources.formats()
    found = report_in(lines.blocks(text, forms), forms)
    assert found is not None
    return found


def without(read: Reading, *cells: str) -> Reading:
    """As it would be read where nothing stands in these cells."""
    gone = {spot for cell in cells for spot in read.spots[cell]}
    blocks = tuple(
        replace(
            block,
            rows=tuple(
                tuple("" if Spot(at, row, place) in gone else text for place, text in enumerate(texts))
                for row, texts in enumerate(block.rows)
            ),
        )
        if isinstance(block, Table)
        else block
        for at, block in enumerate(read.blocks)
    )
    spots = {cell: each for cell, each in read.spots.items() if cell not in cells}
    return replace(read, document=read.document.with_cells(dict.fromkeys(cells, "")), blocks=blocks, spots=spots)


@pytest.mark.parametrize(
    "cell",
    [
        "requests.new.natural_person",
        "requests.partial.research",
        "requests.granted.total",
        "disputes.litigation_direct.other",
    ],
)
def test_the_place_of_a_missing_number_is_found(read: Reading, cell: str) -> None:
    assert blank_spots(without(read, cell), cell) == read.spots[cell]


def test_of_several_in_a_row_each_is_found(read: Reading) -> None:
    cells = [f"requests.partial.{column}" for column in ("natural_person", "enterprise", "total")]
    bare = without(read, *cells)
    assert [blank_spots(bare, cell) for cell in cells] == [read.spots[cell] for cell in cells]


def test_where_something_stands_there_or_nothing_is_known_of_the_row_there_is_no_place(read: Reading) -> None:
    cell = "requests.partial.research"
    assert blank_spots(replace(read, spots={**read.spots, cell: ()}), cell) == ()
    assert blank_spots(replace(read, spots={}), cell) == ()
