"""A screen of 1366 × 768 scaled up by half has 910 × 512: everything has to find room there."""

import pytest
from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from govreport_gui.core.clipboard.pasting import Plan
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.years.last_year import with_last
from govreport_gui.ui.actions import current_cell, editing, help_menu, last_year, navigation, previewing
from govreport_gui.ui.filing.versions_window import VersionsWindow
from govreport_gui.ui.proofreading.reading_window import ReadingAloud
from govreport_gui.ui.report.last_year_window import LastYearWindow
from govreport_gui.ui.table import cell_signs, paste_preview
from govreport_gui.ui.widgets import fitting
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import button, table_page

WIDTH, HEIGHT = 910, 490
CELL = "requests.new.natural_person"
OTHER = "requests.granted.natural_person"


def settle() -> None:
    for _ in range(3):
        QCoreApplication.processEvents()
        QTest.qWait(10)


@pytest.fixture
def small(window: MainWindow) -> MainWindow:
    """The window on that screen, with 表三 in front and problems of every level."""
    window.resize(WIDTH, HEIGHT)
    window.workspace.view.go("requests_text")
    page = table_page(window)
    page.setFocus()
    page.table.body.go_to(CELL)
    for cell in (CELL, OTHER):
        page.model.setData(page.model.index_of(cell), "23456")
    settle()
    return window


def test_the_window_does_not_grow_for_the_pane_or_for_problems(small: MainWindow) -> None:
    assert (small.width(), small.height()) == (WIDTH, HEIGHT)
    QTest.keyClick(small.focusWidget(), Qt.Key.Key_F1)
    for _ in range(5):
        QTest.keyClick(small.focusWidget(), Qt.Key.Key_F8)
        settle()
        assert small.workspace.cell_dock.isVisible()
        assert (small.width(), small.height()) == (WIDTH, HEIGHT)
        # Nor is anything pushed out of it.
        dock, panel = small.workspace.cell_dock, small.workspace.view.findings
        assert dock.geometry().right() <= small.width()
        assert panel.minimumSizeHint().width() <= panel.width()
        assert panel.mapTo(small, panel.rect().topRight()).x() < dock.x()
    for part in small.workspace.view.pages:
        small.workspace.view.go(part)
        settle()
        assert small.width() == WIDTH
        assert small.workspace.view.page.minimumSizeHint().width() <= small.workspace.view.page.width()


def test_where_there_is_room_the_levels_have_names(small: MainWindow) -> None:
    button = small.workspace.view.findings.filters["must_fix"]
    number = sum(each.level == "must_fix" for each in small.workspace.editor.checked.findings)
    small.resize(1366, 728)
    settle()
    assert button.text() == f"必须改正 {number}"
    current_cell.toggle_pane(small.workspace)
    small.resize(700, HEIGHT)
    settle()
    assert (button.text(), button.accessibleName()) == (str(number), f"必须改正 {number}")


def test_a_number_is_never_cut_and_no_sign_covers_it(small: MainWindow) -> None:
    current_cell.toggle_pane(small.workspace)
    settle()
    model, body = small.workspace.view.table_page.model, small.workspace.view.table_page.table.body
    for typed in ("7", "123", "23456", "1234567", "123456789"):
        model.setData(model.index_of(CELL), typed)
        settle()
        assert model.levels[CELL] == "must_fix"
        box = body.visualRect(model.index_of(CELL))
        number = cell_signs.text_width(body, typed)
        assert number <= box.width() - 6
        sign = cell_signs.sign_size(body, model, CELL)
        assert sign == 0 or 2 + sign < (box.width() - number) / 2
    model.setData(model.index_of(CELL), "7")
    assert cell_signs.sign_size(body, model, CELL) > 8


def red(small: MainWindow, cell: str) -> int:
    """How many points of that cell's box have the colour of the gravest sign or nearly."""
    body = small.workspace.view.table_page.table.body
    image = body.viewport().grab(body.visualRect(small.workspace.view.table_page.model.index_of(cell))).toImage()
    points = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(point.red() > 130 and max(point.green(), point.blue()) < 90 for point in points)


@pytest.mark.parametrize("typed", ["7", "123456"])
def test_a_sign_stands_there_with_short_numbers_and_with_long_ones(small: MainWindow, typed: str) -> None:
    model = small.workspace.view.table_page.model
    model.setData(model.index_of(CELL), typed)
    small.workspace.view.table_page.table.body.go_to(OTHER)
    settle()
    assert red(small, CELL) > 15
    editing.undo(small.workspace)
    editing.undo(small.workspace)
    editing.undo(small.workspace)
    settle()
    assert red(small, CELL) == 0


def test_the_problem_gone_to_is_seen_whole(small: MainWindow) -> None:
    current_cell.toggle_pane(small.workspace)
    settle()
    listed = small.workspace.view.findings.list
    for _ in range(listed.count()):
        QTest.keyClick(small.focusWidget(), Qt.Key.Key_F8)
        settle()
        line = listed.visualItemRect(listed.currentItem())
        seen = listed.viewport().rect()
        assert line.top() >= seen.top()
        assert line.bottom() <= seen.bottom() or line.height() > seen.height()


def test_low_windows_leave_most_to_the_table(small: MainWindow) -> None:
    body, listed = small.workspace.view.table_page.table.body, small.workspace.view.findings.list
    assert listed.height() >= 2 * listed.fontMetrics().height()
    assert listed.height() < 4 * listed.fontMetrics().height()
    heads = body.table_model.table.header_lines
    assert body.rowAt(body.viewport().height() - 1) - heads >= 6 or body.rowAt(body.viewport().height() - 1) == -1
    small.resize(1366, 728)
    settle()
    assert small.workspace.view.findings.height() >= 110


def test_lines_are_higher_only_for_last_years_numbers(small: MainWindow) -> None:
    body, editor = small.workspace.view.table_page.table.body, small.workspace.editor
    line = body.table_model.box_of[CELL].line
    usual = body.rowHeight(line)
    last_year.show_last(small.workspace, on=True)
    assert body.rowHeight(line) == usual  # no report of last year is loaded
    last = Document(editor.form.id, editor.document.unit, (editor.document.year or 0) - 1, cells={CELL: "12"})
    editor.apply("载入上年年报", with_last(editor.document, LastYear(editor.form, last)))
    assert body.rowHeight(line) > usual
    editor.undo()
    assert body.rowHeight(line) == usual


def test_this_years_number_stands_above_last_years(small: MainWindow, qtbot: QtBot) -> None:
    editor = small.workspace.editor
    last = Document(editor.form.id, editor.document.unit, (editor.document.year or 0) - 1, cells={CELL: "23456"})
    editor.apply("载入上年年报", with_last(editor.document, LastYear(editor.form, last)))
    last_year.show_last(small.workspace, on=True)
    body = small.workspace.view.table_page.table.body
    body.go_to(OTHER)
    settle()
    box = body.visualRect(body.table_model.index_of(CELL))
    image = body.viewport().grab(box.adjusted(8, 8, -3, -2)).toImage()
    ground = QColor(image.pixelColor(0, image.height() - 1)).lightness()
    columns: dict[bool, list[int]] = {False: [], True: []}
    lines = []
    for y in range(image.height()):
        for x in range(image.width()):
            if image.pixelColor(x, y).lightness() < ground - 90:
                lines.append(y)
                columns[y > image.height() / 2 + 4].append(x)
    assert columns[False]
    assert columns[True]
    middle = [(min(xs) + max(xs)) / 2 for xs in columns.values()]
    assert abs(middle[0] - middle[1]) <= 2
    assert QApplication.activeWindow() is small


# ── scaled up to twice the size: 683 × 384 ───────────────────────────

TINY = QSize(683 - 16, 384 - 44)
"""Without the frame of the window."""


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_on_a_tiny_screen_what_can_be_done_is_in_a_menu(small: MainWindow) -> None:
    panel = small.workspace.view.findings
    more, here = button(panel, "更多(&M)"), button(panel, "只看这一部分")
    assert not more.isVisible()
    small.resize(TINY)
    current_cell.toggle_pane(small.workspace)
    navigation.step_problems(small.workspace, 1)
    settle()
    assert small.size() == TINY
    assert panel.minimumSizeHint().width() <= panel.width()
    buttons = (more, *(each for each in panel.filters.values() if each.isVisible()))
    assert all(each.isVisible() and each.width() >= each.sizeHint().width() for each in buttons)
    assert not here.isVisible()
    more.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    names = [each.text() for each in menu.actions()]
    assert [name for name in names if name] == ["复制这一条(&C)", "写说明(&M)…", "修改建议(&J)", "只看这一部分(&H)"]
    menu.actions()[-1].trigger()
    menu.close()
    assert here.isChecked()
    current_cell.toggle_pane(small.workspace)
    small.resize(1366, 728)
    settle()
    assert here.isVisible()
    assert not more.isVisible()


def test_reading_aloud_fits_a_tiny_screen(small: MainWindow) -> None:
    previewing.read_aloud(small.workspace)
    reading = small.findChild(ReadingAloud)
    reading.resize(1366, 728)
    settle()
    large = reading.number.fontInfo().pixelSize()
    for _ in range(2):
        reading.resize(TINY)
        settle()
        assert reading.size() == TINY
    assert 40 < reading.number.fontInfo().pixelSize() < large
    shown = [reading.progress, reading.number, reading.words, *reading.findChildren(QPushButton)]
    for each in shown:
        assert reading.rect().contains(each.geometry())
        assert each.height() >= min(each.sizeHint().height(), each.fontMetrics().height())
    reading.close()


def test_the_preview_fits_a_tiny_screen(small: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "room", lambda _: TINY)
    shown = previewing.report(small.workspace, QAction("附图表"))
    settle()
    assert shown.findChild(QCheckBox).isVisible()
    assert shown.minimumSizeHint().width() <= TINY.width()
    shown.close()


# ── windows beside the report ────────────────────────────────────────


@pytest.mark.parametrize("screen", [QRect(0, 0, 910, 512), QRect(0, 28, 1366, 700), QRect(-1280, 100, 1280, 680)])
@pytest.mark.parametrize("wanted", [QSize(300, 100), QSize(960, 560), QSize(4000, 3000)])
@pytest.mark.parametrize("corner", [(0, 0), (800, 400), (-1280, 700), (-3000, -3000)])
def test_a_window_is_placed_within_the_screen_with_its_frame(
    screen: QRect, wanted: QSize, corner: tuple[int, int]
) -> None:
    found = fitting.place(wanted, QRect(*corner, 910, 512), screen)
    assert screen.contains(found)
    assert found.size() == (wanted + fitting.FRAME).boundedTo(screen.size())


def test_a_small_window_stands_over_the_middle_of_the_other() -> None:
    found = fitting.place(QSize(300, 100), QRect(100, 100, 800, 400), QRect(0, 0, 1366, 768))
    assert (found.center() - QRect(100, 100, 800, 400).center()).manhattanLength() <= 2


def opened(small: MainWindow, what: str) -> QWidget:
    before = set(QApplication.topLevelWidgets())
    if what == "last year":
        LastYearWindow(small, small.workspace.editor, "requests_text", lambda: None).show()
    elif what == "versions":
        VersionsWindow(small, small.workspace.editor, small.workspace.files).show()
    elif what == "guide":
        help_menu.show_guide(small.workspace)
    else:
        previewing.show_charts(small.workspace)
    settle()
    made = [each for each in QApplication.topLevelWidgets() if each not in before and each.windowTitle()]
    assert len(made) == 1
    return made[0]


@pytest.mark.parametrize("what", ["last year", "versions", "guide", "charts"])
def test_every_window_beside_the_report_fits_the_screen(small: MainWindow, what: str) -> None:
    last = LastYear(small.workspace.editor.form, Document(small.workspace.editor.form.id))
    small.workspace.editor.apply("载入上年年报", with_last(small.workspace.editor.document, last))
    screen = small.screen().availableGeometry()
    made = opened(small, what)
    assert screen.contains(QRect(made.pos(), made.size() + fitting.FRAME))
    assert made.minimumSizeHint().width() <= WIDTH
    assert made.minimumSizeHint().height() <= HEIGHT - 30
    made.close()


def test_the_heads_before_pasting_are_not_cut(small: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []

    def look(dialog: QDialog) -> int:
        (rows,) = dialog.findChildren(QTableWidget)
        head = rows.horizontalHeader()
        seen.extend((head.sectionSize(at), head.sectionSizeHint(at)) for at in range(head.count()))
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    empty = Plan("", ())
    paste_preview.ask(small, small.workspace.editor.form, empty, empty)
    assert len(seen) == 4
    assert all(size >= need for size, need in seen)
