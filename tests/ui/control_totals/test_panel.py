"""Boxes for totals on paper beside the tables, by keys and clicks."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from govreport_gui.core.forms.form import Format
from govreport_gui.ui.actions import editing
from govreport_gui.ui.control_totals.model import sides
from govreport_gui.ui.control_totals.panel import Strip
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import table_page

NEW, CARRIED = "requests.new.total", "requests.carried_in.total"
CLOSED = "requests.results_total.natural_person"
REVIEWS = "disputes.reconsideration.total"
Key = Qt.Key
Role = Qt.ItemDataRole


@pytest.fixture
def page(window: MainWindow) -> TablePage:
    return shown(window, "requests_text")


def shown(window: MainWindow, part: str) -> TablePage:
    window.workspace.view.go(part)
    page = table_page(window)
    page.setFocus()
    QCoreApplication.processEvents()
    return page


def strips(page: TablePage) -> tuple[Strip, Strip]:
    right, below = page.findChildren(Strip)
    return right, below


def label_of(page: TablePage, words: str) -> QLabel:
    (found,) = [each for each in page.findChildren(QLabel) if each.text() == words]
    return found


def unfold(page: TablePage) -> tuple[Strip, Strip]:
    QTest.mouseClick(page.unfold_totals, Qt.MouseButton.LeftButton)
    QCoreApplication.processEvents()
    return strips(page)


def type_into(strip: Strip, cell: str, text: str, end: Key = Key.Key_Return) -> None:
    strip.setFocus()
    strip.setCurrentIndex(strip.boxes.index_of(cell))
    QTest.keyClicks(strip, text[:1])
    (line,) = [line for line in strip.findChildren(QLineEdit) if line.isVisible()]
    QTest.keyClicks(line, text[1:])
    QTest.keyClick(line, end)
    QCoreApplication.processEvents()


def words(strip: Strip, cell: str) -> str:
    """What is said about the box for that total."""
    place = next(place for place, each in strip.boxes.layout.words.items() if each == cell)
    return str(strip.boxes.index(*place).data() or "").replace("\u2060", "")


def test_every_total_has_one_box(form: Format, old_form: Format) -> None:
    for each in (form, old_form):
        for table in each.tables:
            right, below = sides(each, table)
            boxes = [*right.numbers.values(), *below.numbers.values()]
            assert sorted(boxes) == sorted(cell for cell in table.cells if cell in each.sums)


def test_row_totals_beside_and_column_totals_below(form: Format) -> None:
    right, below = sides(form, form.table("requests"))
    assert right.numbers[3, 0] == NEW
    assert below.numbers[0, 3] == CLOSED
    assert below.labels == {(0, 0): ("（七）总计　台账合计", 3)}
    right, below = sides(form, form.table("disputes"))
    assert not right.numbers
    assert list(below.numbers) == [(0, 4), (0, 9), (0, 14)]


def test_folded_away_until_asked_for(page: TablePage) -> None:
    assert not page.findChildren(Strip)
    right, below = unfold(page)
    assert right.isVisible()
    assert below.isVisible()
    assert right.hasFocus()
    QTest.mouseClick(page.unfold_totals, Qt.MouseButton.LeftButton)
    assert not right.isVisible()
    assert not below.isVisible()


def test_both_columns_beside_have_a_heading(page: TablePage) -> None:
    right, _ = unfold(page)
    for zoom in (100, 150):
        page.zoom(zoom)
        QCoreApplication.processEvents()
        captions = [label_of(page, words) for words in ("台账合计", "比较")]
        for column, each in enumerate(captions):
            assert each.isVisible()
            assert abs(each.x() - right.columnViewportPosition(column)) <= 2
            assert each.width() == right.columnWidth(column) >= each.sizeHint().width()


def test_a_table_without_totals_has_no_button(window: MainWindow) -> None:
    assert shown(window, "proactive_text").unfold_totals.isHidden()
    assert not shown(window, "disputes_text").unfold_totals.isHidden()


def test_the_key_goes_to_the_box_of_the_current_total_and_esc_back(window: MainWindow, page: TablePage) -> None:
    body = page.table.body
    body.setCurrentIndex(page.model.index_of(CLOSED))
    QTest.keyClick(body, Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    QCoreApplication.processEvents()
    _, below = strips(page)
    assert below.hasFocus()
    assert below.boxes.cell_at(below.currentIndex()) == CLOSED
    QTest.keyClick(below, Key.Key_Escape)
    assert body.hasFocus()
    assert page.table.current_cell() == CLOSED
    QTest.keyClick(body, Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert not page.unfold_totals.isChecked()


def test_a_typed_total_is_one_step_and_is_judged_at_once(window: MainWindow, page: TablePage) -> None:
    right, _ = unfold(page)
    type_into(right, NEW, "10")
    assert window.workspace.editor.document.paper_totals == {NEW: "10"}
    assert window.workspace.editor.undo_label == "填写表三本年新收·总计的台账合计"
    assert words(right, NEW) == "✕ 相差 1"
    assert right.boxes.cell_at(right.currentIndex()) == CARRIED
    assert "表三本年新收·总计：台账合计10，表中为9，相差1。" in window.workspace.view.findings.list.item(1).text()
    index = right.boxes.index_of(NEW)
    assert index.data(Role.AccessibleTextRole) == "台账合计，表三本年新收·总计，10，相差 1"
    assert "核对原始台账" in index.data(Role.ToolTipRole)
    type_into(right, NEW, "9")
    assert words(right, NEW) == "✓ 一致"
    assert not window.workspace.editor.checked.findings
    editing.undo(window.workspace)
    assert window.workspace.editor.document.paper_totals == {NEW: "10"}


def test_the_sign_follows_the_table(window: MainWindow, page: TablePage) -> None:
    _, below = unfold(page)
    type_into(below, CLOSED, "9")
    assert words(below, CLOSED) == "✓ 一致"
    page.model.setData(page.model.index_of(CLOSED), "8")
    assert words(below, CLOSED) == "✕ 相差 1"
    page.model.setData(page.model.index_of(CLOSED), "")
    assert words(below, CLOSED) == "✓ 一致"


def test_the_arrows_go_from_box_to_box_and_delete_empties(window: MainWindow, page: TablePage) -> None:
    right, _ = unfold(page)
    type_into(right, NEW, "9")
    QTest.keyClick(right, Key.Key_Up)
    assert right.boxes.cell_at(right.currentIndex()) == NEW
    QTest.keyClick(right, Key.Key_Delete)
    assert not window.workspace.editor.document.paper_totals
    QTest.keyClick(right, Key.Key_Return)
    assert right.boxes.cell_at(right.currentIndex()) == CARRIED
    QTest.keyClick(right, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert right.boxes.cell_at(right.currentIndex()) == NEW


def test_a_total_being_typed_is_not_lost(window: MainWindow, page: TablePage) -> None:
    right, _ = unfold(page)
    right.setCurrentIndex(right.boxes.index_of(NEW))
    QTest.keyClicks(right, "7")
    window.workspace.view.go("overview")
    QCoreApplication.processEvents()
    assert window.workspace.editor.document.paper_totals == {NEW: "7"}


def commit(widget: QWidget, text: str, composing: str = "") -> None:
    """What an input method gives."""
    event = QInputMethodEvent(composing, [])
    if text:
        event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)
    QCoreApplication.processEvents()


def open_box(strip: Strip) -> QLineEdit:
    (line,) = [line for line in strip.findChildren(QLineEdit) if line.isVisible()]
    return line


def test_digits_of_a_chinese_input_method(window: MainWindow, page: TablePage) -> None:
    right, _ = unfold(page)
    right.setCurrentIndex(right.boxes.index_of(NEW))
    right.setFocus()
    assert right.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    commit(right, "１")
    commit(open_box(right), "２")
    QTest.keyClick(open_box(right), Key.Key_Return)
    QCoreApplication.processEvents()
    assert window.workspace.editor.document.paper_totals == {NEW: "12"}
    assert right.boxes.cell_at(right.currentIndex()) == CARRIED
    # and with a composition before it
    commit(right, "", composing="3")
    commit(open_box(right), "３")
    QTest.keyClick(open_box(right), Key.Key_Return)
    QCoreApplication.processEvents()
    assert window.workspace.editor.document.paper_totals == {NEW: "12", CARRIED: "3"}


def test_a_column_pasted_while_a_total_is_typed_goes_from_box_to_box(window: MainWindow, page: TablePage) -> None:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    right, _ = unfold(page)
    right.setCurrentIndex(right.boxes.index_of(NEW))
    right.setFocus()
    QTest.keyClicks(right, "5")
    QApplication.clipboard().setText("9\r\n0\r\n")
    QTest.keyClick(open_box(right), Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QCoreApplication.processEvents()
    QApplication.clipboard().clear()
    assert window.workspace.editor.document.paper_totals == {NEW: "9", CARRIED: "0"}


def test_what_stands_for_nothing_leaves_its_box_as_it_is(window: MainWindow, page: TablePage) -> None:
    right, _ = unfold(page)
    right.setCurrentIndex(right.boxes.index_of(NEW))
    right.setFocus()
    QApplication.clipboard().setText("9\r\n无\r\n4\r\n")
    QTest.keyClick(window, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().clear()
    assert dict(window.workspace.editor.document.paper_totals) == {NEW: "9", "requests.granted.total": "4"}
    assert "写着“无”的没有粘贴" in window.statusBar().currentMessage()


def test_what_is_filled_unfolds_by_itself(window: MainWindow, page: TablePage) -> None:
    window.workspace.view.go("overview")
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_paper_total(REVIEWS, "1"))
    page = shown(window, "disputes_text")
    assert page.unfold_totals.isChecked()
    _, below = strips(page)
    assert below.isVisible()
    assert words(below, REVIEWS).startswith(("✓", "✕"))
    assert not table_page(window, "requests_text").unfold_totals.isChecked()


def test_boxes_stand_at_their_lines_and_columns_and_scroll_along(window: MainWindow, page: TablePage) -> None:
    right, below = unfold(page)
    body = page.table.body

    def tops(cell: str) -> tuple[int, int]:
        total = body.viewport().mapTo(window, body.visualRect(page.model.index_of(cell)).topLeft())
        box = right.viewport().mapTo(window, right.visualRect(right.boxes.index_of(cell)).topLeft())
        return total.y(), box.y()

    total, box = tops(NEW)
    assert total == box
    bar = body.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    total, box = tops("requests.carried_out.total")
    assert total == box
    column = body.viewport().mapTo(window, body.visualRect(page.model.index_of(CLOSED)).topLeft())
    under = below.viewport().mapTo(window, below.visualRect(below.boxes.index_of(CLOSED)).topLeft())
    assert column.x() == under.x()


@pytest.mark.parametrize(("size", "percent"), [((1366, 728), 100), ((900, 470), 140), ((1000, 700), 200)])
@pytest.mark.parametrize("part", ["requests_text", "disputes_text"])
def test_boxes_stand_right_at_every_size_wherever_the_table_is_scrolled(
    window: MainWindow, size: tuple[int, int], percent: int, part: str
) -> None:
    window.resize(*size)
    page = shown(window, part)
    window.workspace.view.zoom(percent)
    QCoreApplication.processEvents()
    right, below = unfold(page)
    body = page.table.body
    bars = body.horizontalScrollBar(), body.verticalScrollBar()
    for share in (0, 1, 2):
        for bar in bars:
            bar.setValue(bar.maximum() * share // 2)
        QCoreApplication.processEvents()
        for strip, side in ((below, QPoint.x), (right, QPoint.y)):
            for cell in strip.boxes.layout.numbers.values():
                total = body.visualRect(page.model.index_of(cell)).topLeft()
                box = strip.visualRect(strip.boxes.index_of(cell)).topLeft()
                at = side(strip.viewport().mapTo(window, box))
                assert at == side(body.viewport().mapTo(window, total)), (cell, share)
    if percent == 200:
        assert bars[0].maximum() > 0
        assert label_of(page, next(words for words, _ in below.boxes.layout.labels.values())).x() == 0


def test_a_locked_report_keeps_its_paper_totals(window: MainWindow, sample, calm) -> None:
    window.workspace.show_report(sample.form, replace(calm, state="final"))
    right, _ = unfold(shown(window, "requests_text"))
    right.boxes.setData(right.boxes.index_of(NEW), "5")
    assert not window.workspace.editor.document.paper_totals
    assert not right.boxes.flags(right.boxes.index_of(NEW)) & Qt.ItemFlag.ItemIsEditable
