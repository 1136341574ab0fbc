"""A page as it lay → straight, with its ruling lines: on drawn tables, so that every place is known."""

import pytest

np = pytest.importorskip("numpy", reason="what reads paper is an optional extra")

from PIL import Image, ImageDraw

from govreport_gui.files.scans import light, straight
from govreport_gui.files.scans.marks import Numbers, closed, runs_of
from govreport_gui.files.scans.ruling import Line, ruling

WIDE, HIGH = 1654, 2339
COLUMNS = (200, 700, 900, 1100, 1450)
ROWS = tuple(range(400, 1500, 60))


def drawn(*, gap: bool = False, merged: bool = False) -> Image.Image:
    """A table on a white page; with a `gap` in a line as long as a fold is wide, or two cells `merged`."""
    page = Image.new("L", (WIDE, HIGH), 255)
    draw = ImageDraw.Draw(page)
    for y in ROWS:
        draw.line((COLUMNS[0], y, COLUMNS[-1], y), fill=0, width=2)
    for x in COLUMNS:
        draw.line((x, ROWS[0], x, ROWS[-1]), fill=0, width=2)
    if gap:
        draw.rectangle((COLUMNS[1] - 4, 445, COLUMNS[1] + 4, 452), fill=255)
    if merged:
        draw.rectangle((COLUMNS[1] - 4, ROWS[0] + 3, COLUMNS[1] + 4, ROWS[1] - 3), fill=255)
    return page


def nothing() -> Numbers:
    made: Numbers = np.empty((0, 4), np.int64)
    return made


def steps(lines: list[Line], *, lies: bool) -> list[float]:
    return sorted({round(line.at, 1) for line in lines if line.lies is lies})


def on_second(line: Line) -> bool:
    return not line.lies and abs(line.at - COLUMNS[1]) < 3


def test_lines_of_a_table_are_found_where_they_are() -> None:
    lines = ruling(light.even(drawn()), nothing())
    assert steps(lines, lies=True) == pytest.approx(ROWS, abs=2)
    assert steps(lines, lies=False) == pytest.approx(COLUMNS, abs=2)
    assert all(line.start == pytest.approx(COLUMNS[0], abs=2) for line in lines if line.lies)
    assert all(line.end == pytest.approx(ROWS[-1], abs=2) for line in lines if not line.lies)


def test_a_line_goes_on_over_a_small_gap_and_stops_where_cells_are_merged() -> None:
    whole = [line for line in ruling(light.even(drawn(gap=True)), nothing()) if on_second(line)]
    assert [(round(line.start, -1), round(line.end, -1)) for line in whole] == [(ROWS[0], ROWS[-1])]
    short = [line for line in ruling(light.even(drawn(merged=True)), nothing()) if on_second(line)]
    assert [round(line.start, -1) for line in short] == [ROWS[1]]


def test_a_long_stroke_within_a_text_is_no_line() -> None:
    page = Image.new("L", (WIDE, HIGH), 255)
    draw = ImageDraw.Draw(page)
    draw.line((300, 500, 380, 500), fill=0, width=3)
    draw.line((300, 540, 380, 540), fill=0, width=3)
    draw.line((302, 495, 302, 545), fill=0, width=3)
    draw.line((378, 495, 378, 545), fill=0, width=3)
    grey = light.even(page)
    assert ruling(grey, nothing())
    assert ruling(grey, np.array([(280, 480, 600, 560)])) == []


@pytest.mark.parametrize("angle", [-5.0, -1.3, 0.0, 0.4, 3.0])
def test_the_tilt_of_a_page_is_found_and_undone(angle: float) -> None:
    tilted = drawn().rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255)
    found = straight.tilt(light.even(tilted))
    assert found == pytest.approx(angle, abs=0.1)
    back = straight.warped(tilted, straight.turned_back(found, WIDE, HIGH), (WIDE, HIGH))
    assert straight.tilt(light.even(back)) == pytest.approx(0.0, abs=0.06)


def test_a_table_seen_at_an_angle_is_a_rectangle_again() -> None:
    angle = np.array([[1.02, 0.03, -60.0], [-0.02, 1.05, -40.0], [0.00004, 0.00003, 1.0]])
    seen = straight.warped(drawn(), angle, (WIDE, HIGH))
    grey = light.even(seen)
    plane = straight.squared(straight.lying(grey, WIDE * 0.06), straight.standing(grey, HIGH * 0.04), WIDE, HIGH)
    assert plane is not None
    to = np.linalg.inv(angle @ plane)

    def laid(x: int, y: int) -> tuple[float, float]:
        across, down, depth = to @ (x, y, 1.0)
        return across / depth, down / depth

    for y in ROWS:
        assert laid(COLUMNS[0], y)[1] == pytest.approx(laid(COLUMNS[-1], y)[1], abs=1)
    for x in COLUMNS:
        assert laid(x, ROWS[0])[0] == pytest.approx(laid(x, ROWS[-1])[0], abs=1)


def test_a_page_with_hardly_a_line_is_not_bent() -> None:
    page = Image.new("L", (WIDE, HIGH), 255)
    ImageDraw.Draw(page).line((200, 300, 1400, 330), fill=0, width=3)
    grey = light.even(page)
    assert straight.squared(straight.lying(grey, 100), straight.standing(grey, 100), WIDE, HIGH) is None
    assert straight.tilt(light.even(Image.new("L", (WIDE, HIGH), 255))) == 0.0


def test_the_ink_of_a_stamp_goes_and_black_under_it_stays() -> None:
    page = Image.new("RGB", (400, 400), "white")
    draw = ImageDraw.Draw(page)
    draw.ellipse((100, 100, 300, 300), outline=(205, 40, 45), width=8)
    draw.rectangle((90, 190, 140, 210), fill=(20, 20, 20))
    grey, stamp = light.evened(page)
    assert stamp is not None
    assert stamp[104, 200]
    cleared = light.cleared(grey, stamp)
    assert cleared[104, 200] == 255
    assert cleared[200, 104] < 60


def test_paper_in_shade_is_white_and_the_desk_is_no_ink() -> None:
    page = Image.new("L", (800, 800), 30)
    shade = np.tile(np.linspace(110, 240, 600), (600, 1)).astype(np.uint8)
    page.paste(Image.fromarray(shade), (100, 100))
    ImageDraw.Draw(page).rectangle((380, 380, 390, 400), fill=20)
    grey = light.even(page)
    assert grey[300:350, 200:600].min() > 235
    assert grey[20:60, 20:60].min() == 255
    assert grey[390, 385] < 60


def test_what_touches_is_one_and_small_holes_are_filled() -> None:
    mask = np.zeros((6, 12), bool)
    mask[1, 1:4] = mask[2, 3:6] = mask[4, 8:11] = True
    runs = runs_of(mask)
    assert sorted(runs.boxes.tolist()) == [[1, 1, 6, 3], [8, 4, 11, 5]]
    assert sorted(runs.areas.tolist()) == [3, 6]
    holed = np.array([[True, False, False, True, False, False, False, True]])
    assert closed(holed, 2).tolist() == [[True, True, True, True, False, False, False, True]]
