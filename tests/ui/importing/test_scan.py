"""A scan that was read is looked through number by number, each beside its picture."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from govreport_gui.core.reading.blocks import Spot, Table
from govreport_gui.core.reading.report import Reading
from govreport_gui.files import resources
from govreport_gui.files.pdf.pictures import open_pages
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.importing import asking, waiting
from govreport_gui.ui.importing.cutouts import Cutouts, _trimmed
from govreport_gui.ui.importing.import_window import ImportWindow
from govreport_gui.ui.importing.part_boxes import Purpose
from govreport_gui.ui.importing.review_rows import READ, WRITTEN
from govreport_gui.ui.importing.source_pages import SourcePages
from govreport_gui.ui.widgets import theme
from tests.ui.on_screen import ALT, Key

ROOT: Final = Path(__file__).parents[3]
ROOM: Final = (150, 56)
"""Pixels for a picture."""
DARK: Final = 110
"""Grey below which a pixel is writing."""


@pytest.fixture
def scan(monkeypatch: pytest.MonkeyPatch) -> Imported:
    """The sample as a scan that was read, which lies among the benchmarks."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import scanned_sample  # noqa: PLC0415

    return scanned_sample.imported()


@pytest.fixture
def read(scan: Imported) -> Reading:
    assert scan.reading is not None
    return scan.reading


@pytest.fixture
def cutouts(scan: Imported, read: Reading, qapp: object) -> Cutouts:
    return Cutouts(open_pages(scan.paper), read)


@pytest.fixture
def window(qtbot: QtBot, qapp: object, scan: Imported, read: Reading) -> Iterator[ImportWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = asking.window_for(parent, Path("去年.pdf"), read, Purpose(), paper=scan.paper)
    made.resize(1366, 690)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def drawn(cutouts: Cutouts, spots: tuple[Spot, ...], ratio: float = 1.0) -> list[QImage]:
    return [each.toImage() for each in cutouts.pictures(spots, *ROOM, ratio)]


def writing(picture: QImage) -> tuple[QRect, int]:
    """What is dark away from the edges of a picture, and how many pixels of it are."""
    edge = picture.height() // 5
    dark = [
        (x, y)
        for x in range(edge, picture.width() - edge)
        for y in range(edge, picture.height() - edge)
        if QColor(picture.pixel(x, y)).lightness() < DARK
    ]
    columns, rows = [x for x, _ in dark], [y for _, y in dark]
    if not dark:
        return QRect(), 0
    return QRect(QPoint(min(columns), min(rows)), QPoint(max(columns), max(rows))), len(dark)


def test_a_number_is_cut_out_whole_and_large(cutouts: Cutouts, read: Reading) -> None:
    (picture,) = drawn(cutouts, read.spots["requests.new.natural_person"])
    where, much = writing(picture)
    assert picture.width() <= ROOM[0]
    assert picture.height() <= ROOM[1]
    assert where.height() > ROOM[1] * 0.35, "as high as the digits of a headline"
    assert where.width() > where.height(), "two digits"
    assert much > 100


def test_an_empty_place_is_shown_empty(cutouts: Cutouts, read: Reading) -> None:
    (doubt,) = [entry for entry in read.account if entry.spots]
    (picture,) = drawn(cutouts, doubt.spots)
    assert writing(picture)[1] == 0


def test_every_number_has_its_picture_with_something_on_it(cutouts: Cutouts, read: Reading) -> None:
    assert len(read.spots) == 199
    for cell, spots in read.spots.items():
        (picture,) = drawn(cutouts, spots)
        assert writing(picture)[1] > 5, cell


def test_a_picture_has_the_pixels_of_a_fine_screen(cutouts: Cutouts, read: Reading) -> None:
    spots = read.spots["requests.new.natural_person"]
    (usual,), (fine,) = drawn(cutouts, spots), drawn(cutouts, spots, 2.0)
    assert fine.width() == pytest.approx(2 * usual.width(), abs=2)
    assert fine.devicePixelRatio() == 2
    assert writing(fine)[1] > 3 * writing(usual)[1]


def test_a_number_put_together_shows_each_of_its_places(cutouts: Cutouts, read: Reading) -> None:
    one, other = read.spots["requests.new.natural_person"], read.spots["requests.carried_in.natural_person"]
    both = drawn(cutouts, (*one, *other))
    assert len(both) == 2
    assert sum(each.width() for each in both) <= ROOM[0]
    assert all(writing(each)[1] > 20 for each in both)


def test_where_the_place_is_not_known_there_is_no_picture(scan: Imported, read: Reading, qapp: object) -> None:
    blocks = tuple(replace(each, places=()) if isinstance(each, Table) else each for each in read.blocks)
    cutouts = Cutouts(open_pages(scan.paper), replace(read, blocks=blocks))
    assert drawn(cutouts, read.spots["requests.new.natural_person"]) == []
    assert drawn(cutouts, ()) == []


def test_a_whole_line_too_wide_to_be_read_is_left_to_the_page(scan: Imported, read: Reading, qapp: object) -> None:
    blocks = tuple(replace(each, edges=()) if isinstance(each, Table) else each for each in read.blocks)
    cutouts = Cutouts(open_pages(scan.paper), replace(read, blocks=blocks))
    assert drawn(cutouts, read.spots["requests.new.natural_person"]) == []


def test_a_number_in_the_half_shadow_of_a_photo_is_cut_out_without_the_paper_beside_it(qapp: object) -> None:
    cell = QImage(1200, 84, QImage.Format.Format_RGB32)
    for x in range(cell.width()):
        for y in range(cell.height()):
            cell.setPixel(x, y, QColor.fromHsl(0, 0, 110 + x // 10).rgb())
    with QPainter(cell) as painter:
        for left in range(560, 640, 20):
            painter.fillRect(left, 30, 8, 24, QColor(60, 60, 60))
    cut = _trimmed(cell)
    assert cut.width() < 160
    dark = [x for x in range(cut.width()) if QColor(cut.pixel(x, cut.height() // 2)).lightness() < 90]
    assert len(dark) >= 4 * 7, "all four strokes"


@pytest.mark.parametrize("size", [(1366, 690), (911, 480)])
def test_a_long_number_is_not_cut(
    qtbot: QtBot, qapp: object, scan: Imported, read: Reading, size: tuple[int, int]
) -> None:
    long = "24252.311082"
    read = replace(read, document=read.document.with_cells({"proactive.fees.amount": long}))
    parent = QWidget()
    qtbot.addWidget(parent)
    made = asking.window_for(parent, Path("去年.pdf"), read, Purpose(), paper=scan.paper)
    made.resize(*size)
    made.show()
    letters = QFontMetrics(theme.sized(made.rows.font(), theme.TITLE))
    assert made.rows.columnWidth(READ) > letters.horizontalAdvance(long) + theme.L
    widths = [made.rows.columnWidth(column) for column in range(made.rows.columnCount())]
    assert sum(widths) <= made.rows.viewport().width()
    made.close()


def shown_at(window: ImportWindow, column: int) -> QImage:
    """What is on screen in the current row."""
    rows = window.rows
    row = rows.visualItemRect(rows.currentItem())
    left = rows.columnViewportPosition(column)
    place = QRect(left, row.top(), rows.columnWidth(column), row.height())
    return rows.viewport().grab(place).toImage()


@pytest.mark.parametrize("is_dark", [False, True])
def test_the_picture_stands_beside_the_number_on_the_paper_s_own_colour(
    window: ImportWindow, qapp: QApplication, *, is_dark: bool
) -> None:
    theme.take_palette(qapp, is_dark=is_dark)
    try:
        QTest.qWait(50)
        picture = shown_at(window, WRITTEN)
        middle = picture.width() - 30
        lights = [QColor(picture.pixel(middle + x, 20)).lightness() for x in range(0, 20, 2)]
        assert max(lights) > 225, "paper, whatever the window looks like"
        assert min(lights) < 160 or any(
            QColor(picture.pixel(middle + x, y)).lightness() < DARK for x in range(-20, 20) for y in range(15, 45)
        )
    finally:
        theme.take_palette(qapp, is_dark=False)


def test_the_pages_are_those_that_were_recognised(window: ImportWindow, scan: Imported) -> None:
    assert isinstance(window.source, SourcePages)
    assert window.where.text() == f"第 5 页，共 {len(open_pages(scan.paper).sizes)} 页"


def test_enter_confirms_and_what_was_typed_corrects(window: ImportWindow) -> None:
    item = window.rows.current
    assert item is not None
    assert (item.text, item.second) == ("21", "27")
    QTest.keyClicks(window.rows, "2")
    (box,) = window.rows.findChildren(QLineEdit)
    assert box.height() < window.rows.visualItemRect(window.rows.currentItem()).height() * 0.7
    QTest.keyClicks(box, "7")
    QTest.keyClick(box, Key.Key_Return)
    QTest.qWait(20)
    assert window.document().cells[item.cell] == "27"
    assert window.review.proof.broken == ()
    for _ in window.pending:
        QTest.keyClick(window.rows, Key.Key_Return)
    assert window.pending == ()
    assert window.take.isEnabled()


def test_the_second_reading_is_taken_by_its_key_alone(window: ImportWindow) -> None:
    item = window.rows.current
    assert item is not None
    assert window.document().cells[item.cell] == "21"
    QTest.keyClick(window.rows, Key.Key_Return, ALT)
    QTest.qWait(20)
    assert window.document().cells[item.cell] == "27"


def test_ctrl_z_takes_back_what_was_confirmed_or_typed_last(window: ImportWindow) -> None:
    first = window.rows.current
    assert first is not None
    whole = window.pending
    QTest.keyClicks(window.rows, "3")
    (box,) = window.rows.findChildren(QLineEdit)
    QTest.keyClick(box, Key.Key_Return)
    QTest.qWait(20)
    second = window.rows.current
    assert second is not None
    assert window.document().cells[first.cell] == "3"
    QTest.keyClick(window.rows, Key.Key_Return)
    assert len(window.pending) < len(whole)
    for item in (second, first):
        QTest.keyClick(window.rows, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert window.rows.current is not None
        assert window.rows.current.cell == item.cell
    assert window.pending == whole
    assert window.document().cells[first.cell] == "21"
    QTest.keyClick(window.rows, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.pending == whole


def test_a_recognised_text_is_said_to_be_one(window: ImportWindow, read: Reading, qtbot: QtBot) -> None:
    assert "识别所得" in window.parts.boxes["texts"].text()
    parent = QWidget()
    qtbot.addWidget(parent)
    other = asking.window_for(parent, Path("没有.pdf"), read, Purpose())
    assert "识别" not in other.parts.boxes["texts"].text()


def test_a_picture_is_told_in_words(window: ImportWindow) -> None:
    heard = []
    for at in range(window.rows.topLevelItemCount()):
        head = window.rows.topLevelItem(at)
        assert head is not None
        heard += [
            child.data(WRITTEN, Qt.ItemDataRole.AccessibleTextRole)
            for row in range(head.childCount())
            if (child := head.child(row)) is not None
        ]
    assert "原文图片，识别为“27”" in heard
    assert "原文图片，未识别出文字" in heard
    assert window.rows.columnWidth(READ) > 0


def test_doubts_of_the_reader_stay_where_it_is_read_onto_another_form(
    qtbot: QtBot, qapp: object, tmp_path: Path, scan: Imported, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = next(form for form in resources.formats() if form.id != scan.form.id)
    seen: list[ImportWindow] = []
    monkeypatch.setattr(ImportWindow, "exec", lambda window: seen.append(window))  # noqa: PLW0108  # bound
    monkeypatch.setattr(waiting, "read", lambda *_: scan)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert asking.ask(parent, tmp_path / "去年.pdf", Purpose(), onto=other) is None
    (window,) = seen
    assert window.review.matters
    told = {item.why for item in window.review.doubtful}
    assert any("印章" in why for why in told)
