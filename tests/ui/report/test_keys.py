"""Keys in the boxes of texts, the wheel over everything that can be chosen or typed, larger and smaller."""

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import CTRL, Key, box, cover, grid_at, press, table_page, text_page, type_text, wheel

CELL = "requests.granted.natural_person"


@pytest.mark.parametrize("key", [Key.Key_D, Key.Key_R])
def test_the_keys_of_filling_do_nothing_in_text_boxes(window: MainWindow, key: Key) -> None:
    grid_at(window, CELL)
    before = window.workspace.editor.document
    for part, text in (
        ("requests_text", table_page(window).text),
        ("overview", text_page(window, "overview").text),
    ):
        window.workspace.view.go(part)
        text.show()
        text.setFocus()
        text.moveCursor(QTextCursor.MoveOperation.Start)
        QTest.keyClick(text, key, CTRL)
        assert text.hasFocus()
    window.workspace.view.commit()
    assert window.workspace.editor.document == before


def test_the_wheel_changes_no_value(window: MainWindow) -> None:
    before = window.workspace.editor.document
    body = grid_at(window, CELL)
    type_text(body, "9")
    opened = box(body)
    assert opened is not None
    wheel(opened, 120)
    wheel(body.viewport(), -120)
    press(body, Key.Key_Return)
    window.workspace.view.go("cover")
    page = cover(window)
    for choice in (page.level, page.kind, page.rulemaker, *page.powers.values()):
        choice.setFocus()
        wheel(choice, -120)
    for line in (page.unit, page.year, page.publish_on, page.catalogue):
        line.setFocus()
        wheel(line, 120)
    window.workspace.view.commit()
    assert window.workspace.editor.document == before
    window.resize(1366, 500)
    body = grid_at(window, "requests.new.total")
    wheel(body.viewport(), -240)
    assert body.verticalScrollBar().value() > 0, "it scrolls"


def test_zoom(window: MainWindow) -> None:
    body = grid_at(window, CELL)
    line = body.table_model.box_of[CELL].line
    usual, height, sign = body.font().pointSizeF(), body.rowHeight(line), body.iconSize().width()
    QTest.keyClick(body, Key.Key_Equal, CTRL)
    QTest.keyClick(body, Key.Key_Equal, CTRL)
    wheel(body.viewport(), 120, CTRL)
    assert body.font().pointSizeF() == pytest.approx(usual * 1.3)
    assert (body.rowHeight(line) > height, body.iconSize().width() > sign) == (True, True)
    type_text(body, "1")
    opened = box(body)
    assert opened is not None
    assert opened.font().pointSizeF() == pytest.approx(usual * 1.3)
    press(body, Key.Key_Escape)
    text = text_page(window, "problems").text
    letters = text.font().pointSizeF()
    window.workspace.view.go("problems")
    assert text.font().pointSizeF() == pytest.approx(letters * 1.3)
    wheel(text.viewport(), -120, CTRL)
    QTest.keyClick(text, Key.Key_Minus, CTRL)
    assert text.font().pointSizeF() == pytest.approx(letters * 1.1)
    QTest.keyClick(text, Key.Key_0, CTRL)
    assert text.font().pointSizeF() == pytest.approx(letters)
    window.workspace.view.go("requests_text")
    assert (body.font().pointSizeF(), body.rowHeight(line)) == pytest.approx((usual, height))
