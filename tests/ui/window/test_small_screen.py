"""A screen of 1366 × 768 scaled up by half has 910 × 512: everything has to find room there."""

import pytest
from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QCheckBox, QDialog, QPushButton, QTableWidget, QWidget

from govreport_gui.core.clipboard.pasting import Plan
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.years.last_year import with_last
from govreport_gui.files.settings import TEXT_SIZES
from govreport_gui.ui.actions import current_cell, editing, help_menu, last_year, navigation, previewing
from govreport_gui.ui.filing.versions_window import VersionsWindow
from govreport_gui.ui.proofreading.reading_window import ReadingAloud
from govreport_gui.ui.report.last_year_window import LastYearWindow
from govreport_gui.ui.table import cell_signs, paste_preview
from govreport_gui.ui.widgets import fitting, theme
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import table_page

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
        view = small.workspace.view
        assert view.cell_pane.isVisible()
        assert (small.width(), small.height()) == (WIDTH, HEIGHT)
        # Nor is anything pushed out of it.
        pane, panel = view.cell_pane, view.findings
        assert pane.mapTo(small, pane.rect().topRight()).x() < small.width()
        assert pane.mapTo(small, pane.rect().bottomRight()).y() < small.height()
        assert panel.mapTo(small, panel.rect().topRight()).x() < pane.mapTo(small, pane.rect().topLeft()).x()
    for part in small.workspace.view.parts.parts:
        small.workspace.view.go(part)
        settle()
        assert small.width() == WIDTH
        assert small.workspace.view.page.minimumSizeHint().width() <= small.workspace.view.page.width()


@pytest.mark.parametrize(
    ("size", "beside", "names", "pane", "lines"),
    [
        ((1366, 690), True, True, True, 25),
        ((1280, 642), True, True, True, 21),
        ((1093, 546), False, True, False, 16),
        ((911, 450), False, False, False, 11),
        ((960, 474), False, True, False, 12),
    ],
)
def test_every_screen_has_its_layout(
    window: MainWindow, size: tuple[int, int], beside: bool, names: bool, pane: bool, lines: int
) -> None:
    window.resize(*size)
    view = window.workspace.view
    view.go("requests_text")
    settle()
    assert (window.width(), window.height()) == size
    assert view.below is not beside
    assert view.findings.folded is not beside
    assert view.parts.narrow is not names
    assert view.pane_shown is pane
    body = table_page(window).table.body
    assert body.horizontalScrollBar().maximum() == 0
    seen = [
        line
        for line in range(body.table_model.rowCount())
        if not body.isRowHidden(line)
        and body.rowViewportPosition(line) + body.rowHeight(line) <= body.viewport().height() + 1
    ]
    assert len(seen) >= lines
    assert len(seen) < 25 or body.verticalScrollBar().maximum() == 0


def test_last_years_number_stands_clear_of_this_years(window: MainWindow) -> None:
    editor, view = window.workspace.editor, window.workspace.view
    last = Document(editor.form.id, editor.document.unit, (editor.document.year or 0) - 1, cells={CELL: "123456"})
    editor.apply("载入上年年报", with_last(editor.document, LastYear(editor.form, last)))
    window.resize(1366, 690)
    view.go("requests_text")
    last_year.show_last(window.workspace, on=True)
    body = table_page(window).table.body
    for typed, other in (("1", "1"), ("1234", "1"), ("1234", "123456")):
        cells = {CELL: typed, "requests.granted.other": other}
        editor.apply("填写", editor.document.with_cells(cells))
        settle()
        for cell, number in cells.items():
            box = body.visualRect(body.table_model.index_of(cell))
            beside = body.table_model.last_texts.get(cell, "")
            assert cell_signs.pair_width(body, number, beside) <= box.width() + 1, (cell, number, beside)


def test_the_tools_stand_at_the_right_end_however_wide_the_window_has_become(window: MainWindow) -> None:
    for size in ((911, 450), (1366, 690), (911, 450), (1280, 642)):
        window.resize(*size)
        settle()
        tools = window.menus.tools
        assert tools.geometry().right() == window.width() - 1
        assert tools.width() == tools.sizeHint().width()


def test_all_lines_are_seen_with_last_years_numbers_too(window: MainWindow) -> None:
    editor, view = window.workspace.editor, window.workspace.view
    last = Document(editor.form.id, editor.document.unit, (editor.document.year or 0) - 1, cells={CELL: "12"})
    editor.apply("载入上年年报", with_last(editor.document, LastYear(editor.form, last)))
    window.resize(1366, 690)
    view.go("requests_text")
    last_year.show_last(window.workspace, on=True)
    settle()
    body = table_page(window).table.body
    assert body.verticalScrollBar().maximum() == 0
    assert body.horizontalScrollBar().maximum() == 0
    editor.mark_saved()


def test_the_line_below_the_page_says_the_chosen_problem_and_mends_it(small: MainWindow) -> None:
    view = small.workspace.view
    QTest.keyClick(small.focusWidget(), Qt.Key.Key_F8)
    settle()
    cause = view.findings.list.cause()
    assert cause.offer is not None
    head = view.findings._head
    assert head._chosen.isVisible()
    assert cause.place in head._chosen.text()
    assert head._act.text() == f"{cause.deed}　Alt+Enter"
    QTest.mouseClick(head._act, Qt.MouseButton.LeftButton)
    assert small.workspace.editor.document.cells[cause.offer.repair[0].cell] == cause.offer.repair[0].after
    view.findings.take_focus()
    settle()
    assert view.findings.list.isVisible(), "F6 unfolds the list"


def test_a_number_is_never_cut_and_no_sign_covers_it(small: MainWindow) -> None:
    model, body = table_page(small).model, table_page(small).table.body
    for typed in ("7", "123", "23456", "1234567", "123456789"):
        model.setData(model.index_of(CELL), typed)
        settle()
        assert small.workspace.editor.located
        model.refresh()
        assert CELL in model.marks.marks
        box = body.visualRect(model.index_of(CELL))
        number = cell_signs.text_width(body, typed)
        assert number <= box.width() - 6
        sign = cell_signs.sign_size(body, model, CELL)
        assert sign == 0 or 3 + sign < (box.width() - number) / 2
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
    table_page(small).table.body.go_to(OTHER)
    assert small.workspace.view.findings.list.causes()
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
    for _ in range(len(listed.causes())):
        QTest.keyClick(small.focusWidget(), Qt.Key.Key_F8)
        settle()
        line = listed.visualItemRect(listed.currentItem())
        seen = listed.viewport().rect()
        assert line.top() >= seen.top()
        assert line.bottom() <= seen.bottom() or line.height() > seen.height()


def test_low_windows_leave_most_to_the_table(small: MainWindow) -> None:
    view = small.workspace.view
    assert view.side.height() <= 36
    assert view.pages.height() > 0.8 * view.height()


def test_last_years_number_stands_at_the_right_in_the_same_line(small: MainWindow) -> None:
    body, editor = table_page(small).table.body, small.workspace.editor
    line = body.table_model.box_of[CELL].line
    usual = body.rowHeight(line)
    last = Document(editor.form.id, editor.document.unit, (editor.document.year or 0) - 1, cells={CELL: "77"})
    editor.apply("载入上年年报", with_last(editor.document.with_cells({CELL: "9"}), LastYear(editor.form, last)))
    body.go_to(OTHER)
    settle()
    before = body.viewport().grab(body.visualRect(body.table_model.index_of(CELL))).toImage()
    wide = body.columnWidth(body.table_model.box_of[CELL].position)
    last_year.show_last(small.workspace, on=True)
    settle()
    assert body.rowHeight(line) == usual
    assert body.columnWidth(body.table_model.box_of[CELL].position) == wide + 10
    image = body.viewport().grab(body.visualRect(body.table_model.index_of(CELL))).toImage()
    ground = image.pixelColor(image.width() // 4, 2).lightness()
    right = [
        x
        for x in range(image.width() * 2 // 3, image.width() - 2)
        for y in range(3, image.height() - 3)
        if image.pixelColor(x, y).lightness() < ground - 60
    ]
    assert right
    assert min(right) > image.width() / 2 + 8, "apart from this year's"
    assert before.size() != image.size()


# ── scaled up to twice the size: 683 × 384 ───────────────────────────

TINY = QSize(683 - 16, 384 - 44)
"""Without the frame of the window."""


def test_on_a_tiny_screen_all_that_can_be_done_is_in_sight(small: MainWindow) -> None:
    panel = small.workspace.view.findings
    small.resize(TINY)
    navigation.step_problems(small.workspace, 1)
    settle()
    assert small.size() == TINY
    head = panel._head
    for each in (head.here, head._act, head._turn, *(each for each in panel.filters.values() if not each.isHidden())):
        assert each.isVisible()
        assert each.width() >= each.minimumSizeHint().width()
        assert each.mapTo(small, each.rect().topRight()).x() < small.width()


def test_reading_aloud_fits_a_tiny_screen(small: MainWindow) -> None:
    previewing.read_aloud(small.workspace)
    reading = small.findChild(ReadingAloud)
    reading.resize(1366, 728)
    settle()
    large = reading.strip.height()
    for _ in range(2):
        reading.resize(TINY)
        settle()
        assert reading.size() == TINY
    assert 100 < reading.strip.height() < large
    shown = [reading.progress, reading.strip, reading.words, *reading.findChildren(QPushButton)]
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


@pytest.mark.parametrize("size", [(911, 450), (960, 504)], ids="{0[0]}x{0[1]}".format)
def test_large_letters_scroll_nothing_sideways(
    window: MainWindow, size: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    request.addfinalizer(lambda: theme.take_text_size(program, 100))
    theme.take_text_size(program, TEXT_SIZES[-1])
    window.workspace.renew_view()
    window.resize(*size)
    view = window.workspace.view
    for part in view.parts.parts:
        view.go(part)
        settle()
        areas = [each for each in view.page.findChildren(QAbstractScrollArea) if each.isVisible()]
        assert [each for each in areas if each.horizontalScrollBar().maximum() > 0] == [], part
