"""The windows for beginning a report and the cover, by keys: what the name looks like, a wrong year."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QDialogButtonBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from govreport_gui.core.findings.progress import COVER
from govreport_gui.core.report.unit import Unit
from govreport_gui.ui.start import unit_dialogs
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.widgets.fields import Choice, Guess
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import cover

Key = Qt.Key


def typed_in() -> QLineEdit:
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    return line


def press(key: Key, times: int = 1) -> None:
    for _ in range(times):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.isVisible()
        QTest.keyClick(focused, key)


@pytest.fixture
def with_window(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[QDialog], None]], unit_dialogs.NewReport | None]:
    """Asks for a new report; the clerk does this in the window, which stays until it is accepted."""

    def ask(do: Callable[[QDialog], None]) -> unit_dialogs.NewReport | None:
        def run(dialog: QDialog) -> QDialog.DialogCode:
            dialog.show()
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow)
            do(dialog)
            return QDialog.DialogCode(dialog.result())

        monkeypatch.setattr(QDialog, "exec", run)
        return unit_dialogs.ask_new(window, Unit())

    return ask


def test_what_the_name_looks_like_is_taken_by_tab_and_enter(with_window) -> None:
    def clerk(dialog: QDialog) -> None:
        guess = dialog.findChild(Guess)
        assert not guess.isVisible()
        QTest.keyClicks(QApplication.focusWidget(), "abc")
        typed_in().setText("甲市财政局")
        assert guess.isVisible()
        press(Key.Key_Tab, 3)  # level, kind, and one stop for the offer
        assert QApplication.focusWidget() is guess.button
        press(Key.Key_Return)
        assert dialog.isVisible()  # Enter has not pressed 确定
        assert [choice.code for choice in dialog.findChildren(Choice)] == ["municipal", "department"]
        assert not guess.isVisible()
        assert QApplication.focusWidget() is dialog.findChild(QCheckBox)
        press(Key.Key_Return)
        assert not dialog.isVisible()

    made = with_window(clerk)
    assert made is not None
    assert made.unit == Unit("甲市财政局", "municipal", "department")


def test_enter_in_the_name_begins_the_report_and_takes_nothing(with_window) -> None:
    def clerk(_: QDialog) -> None:
        typed_in().setText("甲市财政局")
        press(Key.Key_Return)

    assert with_window(clerk).unit == Unit("甲市财政局")


def test_a_wrong_year_says_why_it_cannot_go_on(with_window) -> None:
    def clerk(dialog: QDialog) -> None:
        year = next(line for line in dialog.findChildren(QLineEdit) if line.validator() is not None)
        said = [label for label in dialog.findChildren(QLabel) if "年度应在" in label.text()]
        assert said == []
        year.setFocus()
        year.selectAll()
        QTest.keyClicks(year, "1999")
        (wrong,) = [label for label in dialog.findChildren(QLabel) if "年度应在" in label.text()]
        assert wrong.isVisible()
        assert wrong.text() == "年度应在 2000 到 2100 之间。"
        accept = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        assert not accept.isEnabled()
        year.selectAll()
        QTest.keyClicks(year, "2025")
        assert wrong.text() == ""
        assert accept.isEnabled()
        press(Key.Key_Return)

    assert with_window(clerk).year == 2025


def test_on_the_cover_the_offer_is_one_stop_and_the_focus_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    window.workspace.editor.apply("改", replace(window.workspace.editor.document, unit="甲市财政局", level="", kind=""))
    window.workspace.view.go("cover")
    page = cover(window)
    page.kind.setFocus()
    press(Key.Key_Tab)
    assert QApplication.focusWidget() is page.findChild(Guess).button
    press(Key.Key_Return)
    document = window.workspace.editor.document
    assert (document.level, document.kind) == ("municipal", "department")
    assert QApplication.focusWidget() is page.rulemaker.focusProxy()
    window.workspace.editor.mark_saved()


# ── the frame of the current cell ────────────────────────────────────


def frame(window: MainWindow) -> int:
    """How many points of the current cell's box have the colour of its frame."""
    body = window.workspace.view.table_page.table.body
    image = body.viewport().grab(body.visualRect(body.currentIndex())).toImage()
    points = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(point == theme.colour("accent") for point in points)


def test_the_frame_stands_back_while_the_clerk_is_elsewhere(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    window.workspace.view.go("requests_text")
    window.workspace.view.page.setFocus()
    window.workspace.view.table_page.table.body.go_to("requests.new.natural_person")
    QApplication.processEvents()
    full = frame(window)
    assert full > 100
    window.workspace.view.findings.list.setFocus()
    QApplication.processEvents()
    assert frame(window) == 0
    window.workspace.view.page.setFocus()
    assert frame(window) == full


def test_the_date_offered_is_of_the_year_after_the_report(window: MainWindow) -> None:
    page = cover(window)
    window.workspace.view.go(COVER)
    assert page.publish_on.placeholderText() == "如 2022-1-20"
    window.workspace.editor.apply("改", replace(window.workspace.editor.document, year=2025))
    assert page.publish_on.placeholderText() == "如 2026-1-20"
