"""写说明, 不再提醒: what is written is neither replaced nor dropped unasked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QMessageBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from govreport_gui.core.findings.finding import Finding
from govreport_gui.ui.findings import explain_dialog
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.window.main_window import MainWindow

# What the tests run on has no window manager to grab keys from.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OWN = "申请集中在十二月，正在办理。"
EXPLAIN = Finding("XY-04", None, "explain", (), "变化较大。")
NOTICE = Finding("XY-05", None, "notice", (), "可以再看看。")


@pytest.fixture
def asked(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str | None]:
    """Ask about a finding; `do` gets the dialog while it is up."""

    def ask(finding: Finding, do: Callable[[QDialog, QPlainTextEdit], None]) -> str | None:
        def run(dialog: QDialog) -> int:
            dialog.open()
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow)
            do(dialog, dialog.findChild(QPlainTextEdit))
            qtbot.waitUntil(lambda: not dialog.isVisible())
            return dialog.result()

        monkeypatch.setattr(QDialog, "exec", run)
        return explain_dialog.ask(window, finding)

    return ask


def button(dialog: QDialog, words: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text().startswith(words))


def turn(widget: QPushButton | QComboBox) -> None:
    at = QPointF(widget.rect().center())
    no = Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    everywhere = QPointF(widget.mapToGlobal(widget.rect().center()))
    event = QWheelEvent(at, everywhere, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, no, phase, False)
    QApplication.sendEvent(widget, event)


def test_a_ready_one_goes_in_at_the_caret_and_can_be_taken_back(asked: Callable[..., str | None]) -> None:
    def do(dialog: QDialog, text: QPlainTextEdit) -> None:
        assert text.accessibleName() == "说明"
        assert not dialog.findChildren(QComboBox)
        text.insertPlainText(OWN)
        ready = button(dialog, "常用说明")
        turn(ready)
        assert text.toPlainText() == OWN
        ready.menu().actions()[0].trigger()
        assert text.toPlainText() == f"{OWN}已逐项核对原始台账，数据属实。"
        assert text.hasFocus()
        QTest.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert text.toPlainText() == OWN
        dialog.accept()

    assert asked(EXPLAIN, do) == OWN


def test_what_was_written_is_not_dropped_unasked(
    asked: Callable[..., str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, False, True]
    questions: list[str] = []

    def answer(_parent: QDialog, what: str) -> bool:
        questions.append(what)
        return answers[len(questions) - 1]

    monkeypatch.setattr(dialogs, "ask_give_up", answer)

    def do(dialog: QDialog, text: QPlainTextEdit) -> None:
        text.insertPlainText(OWN)
        QTest.keyClick(text, Qt.Key.Key_Escape)
        dialog.close()
        assert dialog.isVisible()
        assert text.toPlainText() == OWN
        button(dialog, "取消　Esc").click()

    assert asked(EXPLAIN, do) is None
    assert questions == ["刚写的说明"] * 3


def test_without_a_change_nothing_is_asked(asked: Callable[..., str | None]) -> None:
    written = Finding("XY-04", None, "explain", (), "变化较大。", explanation=OWN)
    assert asked(written, lambda _, text: QTest.keyClick(text, Qt.Key.Key_Escape)) is None


def test_the_question_keeps_what_was_written_by_enter(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box) or 0)
    assert not dialogs.ask_give_up(window, "刚写的说明")
    assert boxes[0].defaultButton().text() == "继续填写(&K)"


def test_each_level_is_told_what_becomes_of_the_words(asked: Callable[..., str | None]) -> None:
    remarks: list[str] = []

    def do(dialog: QDialog, text: QPlainTextEdit) -> None:
        text.insertPlainText(OWN)
        remarks.append(dialog.findChildren(QLabel)[-1].text())
        dialog.accept()

    asked(EXPLAIN, do)
    asked(NOTICE, do)
    assert remarks[0].startswith("说明印在报告的附件里")
    assert "不印在报告里" in remarks[1]
