"""Numbers are looked at twice; what is read of them, what is doubtful, and what may be meant instead."""

import pytest

np = pytest.importorskip("numpy", reason="what reads paper is an optional extra")

from PIL import Image, ImageDraw

from govreport_gui.files.scans import digits
from govreport_gui.files.scans.digits import FAINT, STAMPED, TWICE, Piece
from govreport_gui.files.scans.letters import Letter
from govreport_gui.files.scans.ruling import Line

BOX = (100, 100, 140, 130)


def letters(text: str, sure: float = 0.99, others: tuple[tuple[str, float], ...] = ()) -> tuple[Letter, ...]:
    return tuple(Letter(each, (at + 0.5) / len(text), sure, others) for at, each in enumerate(text))


class Reader:
    """In the place of the recogniser: what a second look says, and what it was shown."""

    def __init__(self, *says: tuple[Letter, ...]) -> None:
        self.says, self.shown = list(says), list[Image.Image]()

    def read(self, lines: list[Image.Image]) -> list[tuple[Letter, ...]]:
        self.shown += lines
        return self.says[: len(lines)]


def judged(
    first: tuple[Letter, ...], second: tuple[Letter, ...], *, stamp: bool = False, missed: bool = False
) -> Piece:
    page = Image.new("L", (300, 300), 255)
    ink = np.full((300, 300), stamp)
    lost = frozenset({BOX} if missed else ())
    (found,) = digits.looked_at(page, [Piece(BOX, first)], (), Reader(second), ink, lost)  # type: ignore[arg-type]
    return found


def test_a_number_read_the_same_twice_is_sure() -> None:
    assert judged(letters("108"), letters("108")) == Piece(BOX, letters("108"))


@pytest.mark.parametrize(
    ("first", "second", "why", "others"),
    [
        (letters("16"), letters("18"), TWICE, ("18",)),
        (letters("6", 0.9, (("5", 0.08),)), letters("6"), FAINT, ("5",)),
        (letters("6", 0.7), letters("6"), FAINT, ()),
        (letters("6", 0.9, (("6", 0.01), ("G", 0.08))), letters("6"), "", ()),
        (letters("O"), letters("0"), FAINT, ()),
        (letters("l2"), letters("12"), FAINT, ()),
        (letters("0."), letters("0"), FAINT, ()),
    ],
)
def test_what_is_less_than_sure_is_doubtful(
    first: tuple[Letter, ...], second: tuple[Letter, ...], why: str, others: tuple[str, ...]
) -> None:
    found = judged(first, second)
    assert (found.why, found.others) == (why, others)
    assert digits.is_number(found.text)


def test_under_a_stamp_or_where_text_was_overlooked_at_first_a_number_is_doubtful() -> None:
    assert judged(letters("7"), letters("7"), stamp=True).why == STAMPED
    assert judged(letters("7"), letters("7"), missed=True).why == FAINT


def test_words_are_left_as_they_are() -> None:
    assert judged(letters("总计"), letters("")).letters == letters("总计")
    assert judged(letters("O型"), letters("")).text == "O型"


def test_the_second_look_sees_a_digit_that_was_cut_off_and_no_line() -> None:
    page = Image.new("L", (300, 300), 255)
    draw = ImageDraw.Draw(page)
    draw.rectangle((82, 104, 92, 126), fill=0)  # a digit left of the box
    draw.rectangle((104, 104, 136, 126), fill=0)
    draw.rectangle((160, 60, 162, 200), fill=0)  # the wall of the cell
    wall = Line(False, 161, 60, 200)
    reader = Reader(letters("12"))
    digits.looked_at(page, [Piece(BOX, letters("2"))], (wall,), reader, None, frozenset())  # type: ignore[arg-type]
    (shown,) = reader.shown
    inked = shown.point(lambda light: 255 if light < 150 else 0).getbbox()
    assert inked is not None
    assert inked[2] - inked[0] == pytest.approx(136 - 82, abs=2)


def test_ink_that_nobody_read_is_found_within_tables_alone() -> None:
    page = Image.new("L", (600, 600), 255)
    draw = ImageDraw.Draw(page)
    lines = [Line(True, at, 50, 550) for at in (100, 300, 500)] + [Line(False, at, 100, 500) for at in (50, 300, 550)]
    draw.rectangle((400, 190, 412, 212), fill=0)  # a digit
    draw.rectangle((420, 190, 432, 212), fill=0)  # and one beside it
    draw.rectangle((400, 390, 402, 392), fill=0)  # a speck
    draw.rectangle((400, 550, 412, 572), fill=0)  # below the table
    draw.rectangle((100, 190, 200, 212), fill=0)  # what has been read
    found = digits.missed(np.asarray(page, np.float32), [(95, 185, 205, 217)], lines)
    assert len(found) == 1
    left, top, right, bottom = found[0]
    assert (left < 400, right > 432, top < 190, bottom > 212) == (True,) * 4
