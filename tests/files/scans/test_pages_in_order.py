"""Which way up a page is, which lines a narrow column has, which page is which."""

import pytest

np = pytest.importorskip("numpy", reason="what reads paper is an optional extra")

from PIL import Image, ImageDraw

from govreport_gui.files.scans import flat, page_order, sheet
from govreport_gui.files.scans.digits import Piece
from govreport_gui.files.scans.flat import Flat
from govreport_gui.files.scans.letters import Letter
from govreport_gui.files.scans.ruling import Line, ruling
from govreport_gui.files.scans.sheet import Sheet


def page(foot: str, *, table_to: float = 1500) -> Sheet:
    """A page with that text at its foot."""
    piece = Piece((800, 2150, 860, 2180), tuple(Letter(each, 0.5, 0.99) for each in foot))
    return Sheet(b"", 1654, 2339, (Line(True, table_to, 200, 1400),), (piece,) if foot else (), 0)


@pytest.mark.parametrize(
    ("feet", "order", "said"),
    [
        ("3 2 1", (2, 1, 0), "3、2、1"),
        ("—2— —1— —3—", (1, 0, 2), "2、1、3"),
        ("第2页 无 第3页共3页", (1, 0, 2), ""),
        ("1 2 3", (0, 1, 2), ""),
        ("2 2 1", (0, 1, 2), ""),
        ("40 2 1", (0, 1, 2), ""),
    ],
)
def test_pages_are_put_in_the_order_of_their_numbers(feet: str, order: tuple[int, ...], said: str) -> None:
    pages = [page("" if each == "无" else each) for each in feet.split()]
    found, told = page_order.in_order(pages)
    assert [next(at for at, one in enumerate(pages) if one is each) for each in found] == (
        list(order) if said else [0, 1, 2]
    )
    assert said in told
    assert bool(told) == bool(said)


def test_the_last_number_of_a_table_is_no_page_number() -> None:
    assert page_order.number_of(page("3")) == 3
    assert page_order.number_of(page("3", table_to=2200)) is None
    assert page_order.number_of(page("2023年")) is None


class Reader:
    """In the place of the recogniser: sure of what is dark at its left edge, as if that were the head of letters."""

    def read(self, lines: list[Image.Image]) -> list[tuple[Letter, ...]]:
        return [tuple(Letter("字", 0.5, self.sure(each)) for _ in range(5)) for each in lines]

    def sure(self, line: Image.Image) -> float:
        return 0.95 if line.getpixel((2, line.height // 2)) == 0 and line.width > line.height else 0.3


def placed(box: tuple[int, int, int, int], turn: int) -> tuple[int, int, int, int]:
    """Where that box is on a page of 400 × 400 that has to be turned by so many quarters to the left."""
    left, top, right, bottom = box
    for _ in range(turn):
        left, top, right, bottom = 400 - bottom, left, 400 - top, right
    return left, top, right, bottom


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_page_is_turned_to_where_it_can_be_read(turn: int) -> None:
    upright = Image.new("L", (400, 400), 255)
    boxes = [(50, at, 350, at + 30) for at in (50, 120, 190, 260)]
    for left, top, _, bottom in boxes:
        ImageDraw.Draw(upright).rectangle((left, top, left + 10, bottom), fill=0)
    lying = flat.turned(upright, (4 - turn) % 4)
    found = np.array([placed(box, turn) for box in boxes], np.int64)
    grey = np.asarray(lying, np.float32)
    assert flat.turn_of(Flat(grey, None, lying, lying, found), Reader()) == turn  # type: ignore[arg-type]


def test_the_lines_of_a_narrow_column_are_read_one_by_one() -> None:
    grey = np.full((400, 200), 255, np.float32)
    for top in (20, 60, 100):
        grey[top : top + 12, 20:60] = grey[top + 16 : top + 28, 20:60] = 0  # as 二 has two strokes
    found = sheet._one_by_one((10, 10, 70, 140), grey, 34.0)
    assert [
        (top < start and bottom > start + 28) for (_, top, _, bottom), start in zip(found, (20, 60, 100), strict=True)
    ]
    assert sheet._one_by_one((10, 10, 70, 50), grey, 34.0) == [(10, 10, 70, 50)]


def test_what_lies_within_another_piece_is_left_out() -> None:
    assert sheet._once([(10, 10, 100, 40), (12, 12, 60, 38), (90, 10, 150, 40)]) == [
        (10, 10, 100, 40),
        (90, 10, 150, 40),
    ]


def test_the_edge_of_a_stamp_is_no_wall_whether_its_colour_is_seen_or_not() -> None:
    grey = np.full((2339, 1654), 255, np.float32)
    stamp = np.zeros(grey.shape, bool)
    for y in range(300, 901, 60):
        grey[y : y + 2, 200:1400] = 0
    for x in (200, 800, 1400):
        grey[300:902, x : x + 2] = 0
    walls = {line.at for line in ruling(grey, np.empty((0, 4), np.int64)) if not line.lies}
    grey[420:480, 500:503] = 60  # an edge that stands for one row
    stamp[420:480, 499:504] = True
    assert {line.at for line in ruling(grey, np.empty((0, 4), np.int64)) if not line.lies} != walls
    assert {line.at for line in ruling(grey, np.empty((0, 4), np.int64), stamp) if not line.lies} == walls
    grey[440:462, 460:498:3] = grey[440:462, 506:560:3] = 0  # letters close by on both sides
    text = np.array([(455, 425, 570, 475)], np.int64)
    assert {line.at for line in ruling(grey, text) if not line.lies} == walls
