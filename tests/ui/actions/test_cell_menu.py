"""The right mouse button and the menu key: in the tables, and in the list of problems."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from govreport_gui.core.report.notes import note
from govreport_gui.ui.window.main_window import MainWindow

# What the tests run on has no window manager to grab keys from.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CELL = "requests.new.natural_person"
OTHER = "requests.granted.natural_person"


@pytest.fixture
def shown(window: MainWindow) -> Iterator[MainWindow]:
    window.workspace.view.go("requests_text")
    window.workspace.view.page.setFocus()
    window.workspace.view.table_page.table.body.go_to(CELL)
    yield window
    while isinstance(left := QApplication.activePopupWidget(), QMenu):
        left.close()


def asked(widget: QWidget, where: QPoint, *, by_key: bool = False) -> QMenu | None:
    """The menu that is up after asking for it there."""
    reason = QContextMenuEvent.Reason
    event = QContextMenuEvent(reason.Keyboard if by_key else reason.Mouse, where, widget.mapToGlobal(where))
    QCoreApplication.sendEvent(widget, event)
    up = QApplication.activePopupWidget()
    return up if isinstance(up, QMenu) else None


def names(menu: QMenu) -> list[str]:
    return [each.text().partition("(")[0] for each in menu.actions() if not each.isSeparator()]


def entry(menu: QMenu, name: str) -> QAction:
    return menu.actions()[[each.text().partition("(")[0] for each in menu.actions()].index(name)]


ENTRIES = ["剪切", "复制", "连同表头复制", "粘贴", "向下填充", "向右填充", "清空", "写备注", "待复核", "这一行填什么"]


def test_the_right_button_on_a_number_goes_there_and_offers_what_can_be_done(shown: MainWindow) -> None:
    body = shown.workspace.view.table_page.table.body
    where = body.visualRect(body.table_model.index_of(OTHER)).center()
    QTest.mouseClick(body.viewport(), Qt.MouseButton.RightButton, pos=where)
    menu = asked(body.viewport(), where)
    assert menu is not None
    assert names(menu) == ENTRIES
    assert body.selected_cells() == [OTHER]
    entry(menu, "待复核").trigger()
    assert note(shown.workspace.editor.document, OTHER).follow_up
    in_bar = [each for each in shown.findChildren(QAction) if each.shortcut().toString() == "Ctrl+C"]
    assert entry(menu, "复制") in in_bar


def test_on_words_there_is_no_menu(shown: MainWindow) -> None:
    body = shown.workspace.view.table_page.table.body
    label = body.visualRect(body.table_model.index(body.table_model.table.header_lines, 0)).center()
    assert asked(body.viewport(), label) is None


def test_the_menu_key_asks_about_the_selected_cells(shown: MainWindow) -> None:
    body = shown.workspace.view.table_page.table.body
    body.select_to("requests.new.research")
    chosen = body.selected_cells()
    assert len(chosen) == 3
    menu = asked(body, QPoint(5, 5), by_key=True)
    assert menu is not None
    assert names(menu) == ENTRIES
    entry(menu, "复制").trigger()
    assert QApplication.clipboard().text().split() == [body.table_model.text_of(cell) for cell in chosen]
    entry(menu, "清空").trigger()
    assert [shown.workspace.editor.document.cells.get(cell, "") for cell in chosen] == ["", "", ""]
    assert shown.workspace.editor.undo_label == "清空"
    shown.workspace.editor.mark_saved()


def test_what_counts_in_a_row_is_shown_and_not_put_away_again(shown: MainWindow) -> None:
    body = shown.workspace.view.table_page.table.body
    for _ in range(2):
        menu = asked(body, QPoint(5, 5), by_key=True)
        assert menu is not None
        entry(menu, "这一行填什么").trigger()
        menu.close()
        assert shown.workspace.view.pane_shown
        assert "收到的申请" in shown.workspace.view.cell_pane.help.text()


def test_a_problem_is_copied_explained_and_repaired(shown: MainWindow) -> None:
    body = shown.workspace.view.table_page.table.body
    body.table_model.setData(body.table_model.index_of(CELL), "8")
    listed = shown.workspace.view.findings.list
    grave = listed.item(1)
    menu = asked(listed.viewport(), listed.visualItemRect(grave).center())
    assert menu is not None
    repair = "把“表三本年新收·自然人”从 8 改成 9，2 处问题同时消失"
    assert names(menu) == ["复制这一条", "写说明", repair]
    assert listed.currentItem() is grave
    entry(menu, "复制这一条").trigger()
    assert QApplication.clipboard().text() == grave.text()
    assert not entry(menu, "写说明").isEnabled()
    entry(menu, repair).trigger()
    assert shown.workspace.editor.document.cells[CELL] == "9"
    shown.workspace.editor.mark_saved()


def test_the_menu_key_asks_about_the_current_problem(shown: MainWindow) -> None:
    body = shown.workspace.view.table_page.table.body
    for cell in (CELL, OTHER):
        body.table_model.setData(body.table_model.index_of(cell), "8")
    listed = shown.workspace.view.findings.list
    last = listed.item(max(listed.problems()))
    listed.setCurrentItem(last)
    menu = asked(listed, listed.rect().center(), by_key=True)
    assert menu is not None
    entry(menu, "复制这一条").trigger()
    assert QApplication.clipboard().text() == last.text()
    shown.workspace.editor.mark_saved()
