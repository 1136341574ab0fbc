"""The report's states through the keys and buttons that the clerk uses."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QColor, QGuiApplication, QInputMethodEvent, QPalette, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from govreport_gui.core.proofreading import reading_aloud
from govreport_gui.core.proofreading.reading_aloud import progress
from govreport_gui.core.report import states
from govreport_gui.core.report.document import Note, Step
from govreport_gui.files import clock
from govreport_gui.ui.actions import editing, last_year
from govreport_gui.ui.proofreading.reading_window import ReadingAloud
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.widgets.fields import Guess
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import cover, table_page, text_page

# Offscreen there is no window frame to raise and no keyboard to grab for a menu.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CELL = "requests.granted.natural_person"


@pytest.fixture(autouse=True)
def nine_in_the_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 1, 12, 9, 0, 31))  # noqa: DTZ001


def choose(window: MainWindow, letter: str) -> None:
    """Open the menu 状态 by its key and take the entry with that letter."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    QCoreApplication.processEvents()
    assert QApplication.activePopupWidget() is window.state
    QTest.keyClick(window.state, getattr(Qt.Key, f"Key_{letter}"))
    QCoreApplication.processEvents()


def alt(key: Qt.Key) -> QKeyCombination:
    return QKeyCombination(Qt.KeyboardModifier.AltModifier, key)


def compose(widget: QWidget, text: str) -> None:
    """Type Chinese, as an input method hands it over."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def answering(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Let the dialogs be answered by these keys, typed where the focus is; what they say is told back."""

    def answer_by(*keys: str | Qt.Key | QKeyCombination) -> list[str]:
        said: list[str] = []

        def run(dialog: QDialog) -> int:
            dialog.open()
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow)
            said.extend(label.text() for label in dialog.findChildren(QLabel))
            for key in keys:
                at = dialog.focusWidget() or dialog
                if isinstance(key, str):
                    compose(at, key)
                elif isinstance(key, QKeyCombination):
                    QTest.keyClick(at, key.key(), key.keyboardModifiers())
                else:
                    QTest.keyClick(at, key)
            # A button pressed by its letter is seen going down before it acts.
            qtbot.waitUntil(lambda: not dialog.isVisible())
            return dialog.result()

        monkeypatch.setattr(QDialog, "exec", run)
        return said

    return answer_by


def table(window: MainWindow, cell: str = CELL) -> TablePage:
    window.workspace.view.go("requests_text")
    page = table_page(window, "requests_text")
    page.setFocus()
    page.table.body.setCurrentIndex(page.model.index_of(cell))
    QCoreApplication.processEvents()
    return page


def break_a_sum(window: MainWindow) -> None:
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells({CELL: "8"}))
    assert window.workspace.editor.checked.verdict == "must_fix"


def test_the_state_is_always_in_sight(window: MainWindow) -> None:
    assert window.state.button.isVisible()
    assert window.state.button.text() == "草稿"
    window.workspace.editor.move_to(Step("in_review", "2026-01-12T09:00"))
    assert window.state.button.text() == "送审（已锁定）"


def test_a_state_that_was_skipped_has_no_tick_in_the_column(window: MainWindow) -> None:
    window.workspace.editor.move_to(Step("in_review", "2026-01-12T09:00"))
    shown = [(name, sign) for sign, name in window.workspace.view.column.states.rows]
    assert shown[:4] == [("草稿", "done"), ("已核对", "unfinished"), ("送审", "present"), ("已定稿", "unfinished")]


def read_all(window: MainWindow) -> None:
    """Read everything aloud, and find it right."""
    editor = window.workspace.editor
    editor.tick(progress(editor.form, editor.document).texts)


def test_the_whole_way_by_keys(window: MainWindow, answering: Callable[..., list[str]]) -> None:
    read_all(window)
    for letter, state in (("C", "checked"), ("S", "in_review"), ("F", "final"), ("P", "published"), ("B", "submitted")):
        choose(window, letter)
        assert window.workspace.editor.document.state == state
        assert states.STATES[state] in window.statusBar().currentMessage()
    answering("领导要求改", Qt.Key.Key_Tab, Qt.Key.Key_Return)
    choose(window, "R")
    assert window.workspace.editor.document.steps[-1] == Step("returned", "2026-01-12T09:00", "领导要求改")
    assert not states.locked(window.workspace.editor.document)


@pytest.mark.parametrize(("letter", "state"), [("C", "checked"), ("S", "in_review")])
def test_what_is_open_is_said_and_enter_leads_to_it(
    window: MainWindow, answering: Callable[..., list[str]], letter: str, state: str
) -> None:
    break_a_sum(window)
    said = answering(Qt.Key.Key_Return)
    choose(window, letter)
    assert said[0].startswith("以下 6 项中，")
    assert "尚有 2 处必须改正" in said
    assert window.workspace.editor.document.state == "draft"
    assert window.workspace.view.part == "requests_text"
    assert window.workspace.view.table_page.table.body.currentIndex().isValid()


def test_one_sheet_has_every_point_and_a_key_to_each(window: MainWindow, answering: Callable[..., list[str]]) -> None:
    break_a_sum(window)
    editor = window.workspace.editor
    wrong, marked = "disputes.reconsideration.other", "proactive.fees.amount"
    document = reading_aloud.marked_wrong(editor.document, wrong)
    editor.apply("标记", replace(document, notes={**document.notes, marked: Note("问科室", follow_up=True)}))
    said = answering(alt(Qt.Key.Key_3))
    choose(window, "S")
    results = [each for each in said if each]
    for name, result in (
        ("封面信息", f"{editor.document.unit}，{editor.document.year} 年度"),
        ("核对结果", "尚有 2 处必须改正"),
        ("校对有误", "1 格：表四行政复议·其他结果"),
        ("校对进度", "已校对 0 / 200 格，有误 1 格"),
        ("待复核", "2 格（含校对有误 1 格）：表二行政事业性收费·本年收费金额、表四行政复议·其他结果"),
        ("提醒", "无"),
    ):
        assert results[results.index(name) + 1] == result
    assert window.workspace.view.cell == wrong
    assert window.statusBar().currentMessage() == reading_aloud.TO_CLEAR
    window.statusBar().clearMessage()
    assert "2 格" in window.words.todo.text()
    answering(alt(Qt.Key.Key_5))
    choose(window, "S")
    assert window.workspace.view.cell == marked
    assert window.statusBar().currentMessage() == ""
    answering(alt(Qt.Key.Key_4))
    choose(window, "S")
    reading = QApplication.activeModalWidget()
    assert isinstance(reading, ReadingAloud)
    reading.close()
    assert editor.document.steps == ()


def test_a_written_reason_takes_it_on_all_the_same(window: MainWindow, answering: Callable[..., list[str]]) -> None:
    break_a_sum(window)
    read_all(window)
    answering("上级口径不同", alt(Qt.Key.Key_Y))  # the caret is there
    choose(window, "S")
    (step,) = window.workspace.editor.document.steps
    assert step == Step("in_review", "2026-01-12T09:00", "核对结果：尚有 2 处必须改正。理由：上级口径不同")


def test_a_reason_given_before_is_no_reason_for_the_next_step(
    window: MainWindow, answering: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = window.workspace.editor
    reason = "上级口径不同\n与 R&D 一栏有关，" + "详见往来函件，" * 5
    answering(reason, alt(Qt.Key.Key_Y))
    choose(window, "S")
    answering(Qt.Key.Key_Return)  # leads to what is open
    choose(window, "F")
    reading = QApplication.activeModalWidget()
    assert isinstance(reading, ReadingAloud)
    reading.close()
    assert editor.document.state == "in_review"

    def pick(dialog: QDialog) -> int:
        assert dialog.findChild(QPlainTextEdit).toPlainText() == ""
        (go_on,) = [each for each in dialog.findChildren(QPushButton) if each.text().startswith("仍然")]
        assert not go_on.isEnabled()
        assert not go_on.isDefault()
        (ready,) = [each for each in dialog.findChildren(QPushButton) if each.text().startswith("常用理由")]
        (earlier,) = [each for each in ready.menu().actions() if "上级口径不同 与 R&&D" in each.text()]
        assert len(earlier.text()) < len(reason)
        earlier.trigger()
        assert go_on.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QDialog, "exec", pick)
    choose(window, "F")
    first, second = editor.document.steps
    assert (second.state, second.reason) == ("final", first.reason)


def test_a_usual_reason_goes_in_by_its_digit(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    def look(dialog: QDialog) -> int:
        (ready,) = [each for each in dialog.findChildren(QPushButton) if each.text().startswith("常用理由")]
        ready.menu().actions()[0].trigger()
        written.append(dialog.findChild(QPlainTextEdit).toPlainText())
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QDialog, "exec", look)
    choose(window, "S")
    assert written == ["已在纸面上逐项校对。"]
    assert window.workspace.editor.document.steps == ()


def test_what_need_not_be_settled_asks_for_no_reason(window: MainWindow, answering: Callable[..., list[str]]) -> None:
    said = answering(Qt.Key.Key_Return)
    choose(window, "C")
    assert said[0] == "以下 6 项中，2 项提请注意，不影响标为已核对；其余已完成。"
    assert "已校对 0 / 200 格" in said
    assert window.workspace.editor.document.steps == (Step("checked", "2026-01-12T09:00"),)


@pytest.mark.parametrize(("unit", "year"), [("", 2021), ("甲县财政局", None)])
def test_a_report_of_nobody_or_of_no_year_goes_nowhere(
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    answering: Callable[..., list[str]],
    unit: str,
    year: int | None,
) -> None:
    editor = window.workspace.editor
    editor.apply("清空", replace(editor.document, unit=unit, year=year))
    found: list[bool] = []

    def look(dialog: QDialog) -> int:
        assert dialog.findChild(QPlainTextEdit) is None
        found.extend(each.isEnabled() for each in dialog.findChildren(QPushButton) if each.text().startswith("仍然"))
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QDialog, "exec", look)
    for letter in ("C", "S"):
        choose(window, letter)
    assert found == [False, False]
    answering(Qt.Key.Key_Return)
    choose(window, "S")
    assert window.workspace.view.part == "cover"
    assert editor.document.steps == ()


def test_no_step_without_a_reason_or_a_decision(
    window: MainWindow, answering: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_a_sum(window)
    answering(alt(Qt.Key.Key_R), "无", Qt.Key.Key_Escape)
    choose(window, "S")
    assert (window.workspace.editor.document.state, window.workspace.editor.document.steps) == ("draft", ())
    found: list[bool] = []

    def look(dialog: QDialog) -> int:
        (go_on,) = [each for each in dialog.findChildren(QPushButton) if each.text().startswith("仍然")]
        for reason in ("", "无", "上级口径不同"):
            dialog.findChild(QPlainTextEdit).setPlainText(reason)
            found.append(go_on.isEnabled())
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QDialog, "exec", look)
    choose(window, "S")
    assert found == [False, False, True]


def test_what_is_being_typed_is_in_the_report_before_it_is_locked(
    window: MainWindow, answering: Callable[..., list[str]]
) -> None:
    answering("已在纸面上逐项校对。", alt(Qt.Key.Key_Y))
    body = table(window).table.body
    QTest.keyClicks(body, "9")
    line = next(each for each in body.findChildren(QLineEdit) if each.isVisible())
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClicks(line, "9")
    window.state.go("in_review")
    assert window.workspace.editor.document.cells[CELL] == "9"
    window.workspace.editor.move_to(Step("returned", "2026-01-12T09:01", "再改一次"))
    window.workspace.view.go("problems")
    text_page(window).text.insertPlainText("刚写的话。")
    window.state.go("in_review")
    assert "刚写的话。" in window.workspace.editor.document.sections["problems"]
    assert states.locked(window.workspace.editor.document)


@pytest.fixture
def locked(window: MainWindow) -> Iterator[MainWindow]:
    window.workspace.editor.move_to(Step("in_review", "2026-01-12T09:00"))
    before = states.content(window.workspace.editor.document)
    yield window
    assert states.content(window.workspace.editor.document) == before


@pytest.mark.parametrize("key", [Qt.Key.Key_7, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_typing_in_a_locked_table_says_why(locked: MainWindow, key: Qt.Key) -> None:
    body = table(locked).table.body
    QTest.keyClick(body, key)
    assert not [each for each in body.findChildren(QLineEdit) if each.isVisible()]
    assert locked.workspace.view.lock.isVisible()
    assert locked.workspace.view.lock.text.text() == states.refusal(locked.workspace.editor.document)


def test_a_double_click_in_a_locked_table_says_why(locked: MainWindow) -> None:
    page = table(locked)
    body = page.table.body
    QTest.mouseDClick(
        body.viewport(), Qt.MouseButton.LeftButton, pos=body.visualRect(page.model.index_of(CELL)).center()
    )
    assert locked.workspace.view.lock.text.text() == states.refusal(locked.workspace.editor.document)


def test_a_locked_table_can_still_be_walked_through(locked: MainWindow) -> None:
    page = table(locked)
    QTest.keyClick(page.table.body, Qt.Key.Key_Return)
    assert page.table.current_cell() == "requests.partial.natural_person"
    assert locked.workspace.view.lock.text.text() != states.refusal(locked.workspace.editor.document)


def test_a_locked_text_takes_nothing_but_can_be_read_and_copied(locked: MainWindow) -> None:
    locked.workspace.view.go("problems")
    box = text_page(locked).text
    before = box.text()
    box.setFocus()
    QGuiApplication.clipboard().setText("外来的话")
    for key, modifier in ((Qt.Key.Key_A, "No"), (Qt.Key.Key_Return, "No"), (Qt.Key.Key_V, "Control")):
        locked.workspace.view.lock.text.setText("")
        QTest.keyClick(box, key, Qt.KeyboardModifier[f"{modifier}Modifier"])
        assert box.text() == before
        assert locked.workspace.view.lock.text.text() == states.refusal(locked.workspace.editor.document)
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(box, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == before
    menu = box.menu_at(box.rect().center())
    assert not next(each for each in menu.actions() if each.text() == "插入数据句").isEnabled()


def test_the_locked_cover_takes_nothing(locked: MainWindow) -> None:
    locked.workspace.view.go("cover")
    page = cover(locked)
    unit = page.unit.text()
    page.unit.setFocus()
    compose(page.unit, "甲")
    QTest.keyClicks(page.unit, "a")
    assert page.unit.text() == unit
    assert locked.workspace.view.lock.text.text() == states.refusal(locked.workspace.editor.document)
    assert not page.kind.isEnabled()


def test_explanations_and_last_year_are_refused_before_anything_is_asked(locked: MainWindow) -> None:
    locked.workspace.view.findings.explain.emit(None)
    assert locked.workspace.view.lock.text.text() == states.refusal(locked.workspace.editor.document)
    locked.workspace.view.lock.text.setText("")
    last_year.load_last_year(locked.workspace)
    assert locked.workspace.view.lock.text.text() == states.refusal(locked.workspace.editor.document)


def test_repairs_and_the_look_of_the_name_are_refused_too(locked: MainWindow) -> None:
    changes: tuple[Callable[[], object], ...] = (
        lambda: locked.workspace.view.findings._repair({CELL: "1"}),
        cover(locked).findChild(Guess).button.click,
    )
    for change in changes:
        locked.workspace.view.lock.text.setText("")
        change()
        assert locked.workspace.view.lock.text.text() == states.refusal(locked.workspace.editor.document)


def test_what_is_typed_on_the_cover_is_in_the_report_before_it_is_locked(window: MainWindow) -> None:
    read_all(window)
    window.workspace.view.go("cover")
    unit = cover(window).unit
    unit.setFocus()
    unit.selectAll()
    compose(unit, "甲县财政局")
    choose(window, "S")
    assert (window.workspace.editor.document.unit, window.workspace.editor.document.state) == (
        "甲县财政局",
        "in_review",
    )


def test_cells_of_a_locked_report_look_and_sound_locked(window: MainWindow) -> None:
    page = table(window)
    index = page.model.index_of(CELL)
    background, words = Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.AccessibleTextRole
    open_look = index.data(background)
    window.workspace.editor.move_to(Step("in_review", "2026-01-12T09:00"))
    assert index.data(background) != open_look
    assert index.data(words).endswith("，已锁定")
    window.workspace.editor.move_to(Step("returned", "2026-01-12T09:01", "领导退回"))
    assert index.data(background) == open_look
    assert not window.workspace.view.lock.isVisible()


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\r\n", "\r", "\ufdd0"])
def test_a_text_with_an_odd_end_of_a_line_is_not_changed_by_looking_at_it(window: MainWindow, odd: str) -> None:
    text = f"{odd}一是公开不够及时。{odd}二是形式单一。"
    window.workspace.editor.apply("写", window.workspace.editor.document.with_section("problems", text))
    window.workspace.editor.move_to(Step("in_review", "2026-01-12T09:00"))
    for part in ("problems", "requests_text", "problems"):
        window.workspace.view.go(part)
        assert not window.workspace.view.pending
    assert window.workspace.view.draft().sections["problems"] == text
    assert window.workspace.view.lock.text.text() != states.refusal(window.workspace.editor.document)
    box = text_page(window).text
    assert box.text() == "\n一是公开不够及时。\n二是形式单一。"
    at = text.index("二是")
    box.show_words((at, at + 2))
    assert box.textCursor().selectedText() == "二是"


def test_an_undo_that_brings_odd_ends_of_lines_back_shows_no_line_too_much(window: MainWindow) -> None:
    window.workspace.view.go("problems")
    box = text_page(window).text
    for text in ("一\r\n二", "又一\n二"):
        window.workspace.editor.apply("写", window.workspace.editor.document.with_section("problems", text))
    editing.undo(window.workspace)
    assert (box.text(), box.pending) == ("一\n二", False)
    box.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(box, "a")
    box.commit()
    assert window.workspace.editor.document.sections["problems"] == "一\n二a"


def test_notes_beside_a_locked_report_are_free(locked: MainWindow) -> None:
    document = locked.workspace.editor.document
    locked.workspace.editor.apply("备注", replace(document, notes={CELL: Note("等回话", follow_up=True)}))
    assert locked.workspace.editor.document.notes[CELL].text == "等回话"


def test_undo_in_a_locked_report_says_why_a_mark_from_before_the_lock_stays(window: MainWindow) -> None:
    editor = window.workspace.editor
    editor.apply("标记校对有误", reading_aloud.marked_wrong(editor.document, CELL))
    editor.move_to(Step("in_review", "2026-01-12T09:00"))
    body = table(window).table.body
    sent = editor.document
    QTest.keyClick(body, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.document is sent
    assert window.workspace.view.lock.text.text() == states.undo_refusal(sent)


def test_after_it_is_returned_everything_can_be_typed_again(
    window: MainWindow, answering: Callable[..., list[str]]
) -> None:
    window.workspace.editor.move_to(Step("in_review", "2026-01-12T09:00"))
    answering("领导要求改", Qt.Key.Key_Tab, Qt.Key.Key_Return)
    (back,) = window.workspace.view.lock.findChildren(QPushButton)
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert window.workspace.editor.document.state == "returned"
    body = table(window).table.body
    QTest.keyClicks(body, "8")
    (line,) = [each for each in body.findChildren(QLineEdit) if each.isVisible()]
    QTest.keyClick(line, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    assert window.workspace.editor.document.cells[CELL] == "8"
    window.workspace.view.go("problems")
    QTest.keyClicks(text_page(window).text, "a")
    window.workspace.view.commit()
    assert "a" in window.workspace.editor.document.sections["problems"]
    window.workspace.view.go("cover")
    assert cover(window).kind.isEnabled()


def test_an_edit_after_checking_is_told_once(window: MainWindow) -> None:
    read_all(window)
    choose(window, "C")
    for text in ("8", "7"):
        window.statusBar().clearMessage()
        window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells({CELL: text}))
        assert window.state.button.text() == "草稿"
        assert ("已回到“草稿”" in window.statusBar().currentMessage()) is (text == "8")
    editing.undo(window.workspace)
    editing.undo(window.workspace)
    assert window.state.button.text() == "已核对"


def test_the_history_tells_when_what_and_why(window: MainWindow) -> None:
    window.workspace.editor.move_to(Step("in_review", "2026-01-12T09:00"))
    window.workspace.editor.move_to(Step("returned", "2026-01-13T16:05", "领导要求改"))
    choose(window, "H")
    dialog = QApplication.activeModalWidget()
    shown = dialog.findChild(QTableWidget)
    lines = [[shown.item(line, column).text() for column in range(3)] for line in range(shown.rowCount())]
    assert lines == [["2026年1月12日 9:00", "送审", ""], ["2026年1月13日 16:05", "退回修改", "领导要求改"]]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_report_opened_locked_is_locked_on_screen(window: MainWindow) -> None:
    document = states.moved(
        window.workspace.editor.form, window.workspace.editor.document, Step("final", "2026-01-12T09:00")
    )
    window.workspace.show_report(window.workspace.editor.form, document)
    QCoreApplication.processEvents()
    assert window.workspace.view.lock.isVisible()
    assert window.state.button.text() == "已定稿（已锁定）"
    assert text_page(window, "problems").text.isReadOnly()


def test_a_locked_text_can_be_read_when_the_desktop_turns_dark(
    locked: MainWindow, request: pytest.FixtureRequest
) -> None:
    locked.workspace.view.go("problems")
    box = text_page(locked).text
    night = QPalette(QColor("#2b2b2b"))
    before = QApplication.palette()
    request.addfinalizer(lambda: QApplication.setPalette(before))
    QApplication.setPalette(night)
    QApplication.processEvents()
    seen = box.palette()
    ground, words = (seen.color(role).lightness() for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Text))
    assert words - ground > 100
