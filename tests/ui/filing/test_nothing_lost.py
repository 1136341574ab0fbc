"""What the clerk typed is never lost: the journal, the offer at the next start, other people's files."""

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from govreport_gui.core.report.document import Document, Note
from govreport_gui.core.report.unit import Unit
from govreport_gui.files import resources, settings
from govreport_gui.files.saving import journal, lock, store, versions
from govreport_gui.files.saving.journal import Journal
from govreport_gui.files.saving.journal_file import JournalFile
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui import app, crash
from govreport_gui.ui.actions import current_cell, editing, open_save
from govreport_gui.ui.control_totals.panel import Strip
from govreport_gui.ui.filing import file_questions
from govreport_gui.ui.filing.autosave import Autosave
from govreport_gui.ui.start.report_row import FOLDER
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import box, cover, start_page, table_page, text_page

CELL = "requests.granted.natural_person"
TOTAL = "requests.new.total"
DISPUTE = "disputes.reconsideration.other"


@pytest.fixture
def report(tmp_path: Path, sample: Imported, calm: Document) -> Path:
    path = tmp_path / "甲局 2021.govreport"
    store.write(path, calm, sample.form)
    return path


@pytest.fixture
def another(qtbot: QtBot, window: MainWindow) -> Callable[[], MainWindow]:
    """Starts the program once more."""

    def start() -> MainWindow:
        second = MainWindow()
        qtbot.addWidget(second, before_close_func=lambda each: each.workspace.editor.mark_saved())
        second.show()
        qtbot.waitExposed(second)
        open_save.offer_unsaved(second.workspace)
        return second

    return start


def change(window: MainWindow, text: str = "8") -> None:
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells({CELL: text}))
    QCoreApplication.processEvents()


def killed(window: MainWindow) -> None:
    """The program has ended without a word: the system takes back what it held."""
    window.workspace.files.autosave._journal.leave()
    window.workspace.files.autosave._view = None
    if window.workspace.files._mark is not None:
        window.workspace.files._mark._file.close()


def press(window: MainWindow, start: str) -> None:
    """That answer of the strip at the top, by keys alone."""
    button = next(each for each in window.workspace.message_bar.buttons if each.text().startswith(start))
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def states(window: MainWindow) -> list[str]:
    """The states in the window's journal."""
    path = window.workspace.files.autosave.path
    lines = [] if path is None else [json.loads(line) for line in path.read_bytes().split(b"\n") if line]
    return [line["report"] for line in lines if "report" in line]


def test_every_change_is_in_the_journal_and_not_in_the_file(window: MainWindow, report: Path) -> None:
    open_save.leave_for(window.workspace, report)
    before = report.read_bytes()
    assert states(window) == []
    for text in ("8", "7", "6"):
        change(window, text)
    kept = [store.from_text(text, "")[1].cells[CELL] for text in states(window)]
    assert kept == ["8", "7", "6"]
    assert report.read_bytes() == before
    assert window.workspace.files.state.text() == f"已自动备份 {datetime.now():%H:%M}"  # noqa: DTZ005


def test_what_is_still_being_typed_is_kept_within_a_second(window: MainWindow, report: Path, qtbot: QtBot) -> None:
    open_save.leave_for(window.workspace, report)
    window.workspace.view.go("problems")
    QTest.keyClicks(text_page(window).text, "abc")
    qtbot.waitUntil(lambda: bool(states(window)), timeout=3000)
    assert "abc" in store.from_text(states(window)[-1], "")[1].sections["problems"]
    window.workspace.view.go("requests_text")
    body = window.workspace.view.table_page.table.body
    body.setCurrentIndex(body.table_model.index_of(CELL))
    body.setFocus()
    QTest.keyClicks(body, "7")
    qtbot.waitUntil(lambda: store.from_text(states(window)[-1], "")[1].cells[CELL] == "7", timeout=3000)
    window.workspace.view.go("cover")
    cover(window).unit.setText("乙局")
    qtbot.waitUntil(lambda: store.from_text(states(window)[-1], "")[1].unit == "乙局", timeout=3000)
    assert window.workspace.editor.document.unit != "乙局"
    window.workspace.view.commit()
    window.workspace.editor.mark_saved()


def kept(window: MainWindow) -> Document:
    """The newest state in the window's journal."""
    return store.from_text(states(window)[-1], "")[1]


def test_a_remark_being_typed_is_kept_and_outlives_the_session(
    window: MainWindow, report: Path, another: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    open_save.leave_for(window.workspace, report)
    window.workspace.view.go_to_cell(CELL)
    QTest.keyClick(window.workspace.view.table_page.table.body, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(window.workspace.view.cell_pane.remark, "ask")
    qtbot.waitUntil(lambda: bool(states(window)), timeout=3000)
    assert kept(window).notes[CELL] == Note("ask")
    assert CELL not in window.workspace.editor.document.notes
    QTest.keyClicks(window.workspace.view.cell_pane.remark, "ed")
    window.leave_for_now()
    window.close()
    second = another()
    press(second, "恢复")
    assert second.workspace.editor.document.notes[CELL] == Note("asked")


@pytest.mark.parametrize("typed", ["61", "６１"])
def test_a_total_on_paper_being_typed_is_kept(
    window: MainWindow, report: Path, another: Callable[[], MainWindow], typed: str
) -> None:
    open_save.leave_for(window.workspace, report)
    window.workspace.view.go_to_cell(TOTAL)
    page = table_page(window)
    QTest.mouseClick(page.unfold_totals, Qt.MouseButton.LeftButton)
    QCoreApplication.processEvents()
    strip = page.findChildren(Strip)[0]
    assert not page.pending
    QTest.keyClicks(strip, "6")
    (line,) = [line for line in strip.findChildren(QLineEdit) if line.isVisible()]
    line.setText(typed)  # as an input method does
    assert window.workspace.view.pending
    window.workspace.files.autosave.look()
    assert kept(window).paper_totals[TOTAL] == "61"
    assert TOTAL not in window.workspace.editor.document.paper_totals
    window.leave_for_now()
    window.close()
    second = another()
    press(second, "恢复")
    assert second.workspace.editor.document.paper_totals[TOTAL] == "61"


def test_a_number_being_typed_is_kept_as_it_will_be_entered(window: MainWindow, report: Path) -> None:
    open_save.leave_for(window.workspace, report)
    window.workspace.view.go_to_cell(CELL)
    QCoreApplication.processEvents()
    body = window.workspace.view.table_page.table.body
    QTest.keyClicks(body, "6")
    typed = box(body)
    assert typed is not None
    typed.setText("６１。５")
    window.workspace.files.autosave.look()
    assert kept(window).cells[CELL] == "61.5"
    assert window.workspace.view.pending
    window.workspace.view.commit()
    assert window.workspace.editor.document.cells[CELL] == "61.5"


def test_after_a_kill_the_next_start_offers_it_in_plain_words(
    window: MainWindow, report: Path, another: Callable[[], MainWindow]
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    assert another().workspace.message_bar.isHidden()  # it is open in a window that runs
    killed(window)
    second = another()
    words = second.workspace.message_bar.text.text()
    assert words.startswith("上次没有正常关闭。“甲局 2021”有 1 处修改没有保存（表三 1 格），最后一次改动在今天")
    press(second, "恢复")
    assert second.workspace.path == report
    assert second.isWindowModified()
    assert second.workspace.editor.document.cells[CELL] == "8"
    assert reading.read(report).document.cells[CELL] == "9"
    assert second.workspace.message_bar.isHidden()
    # what was restored is kept in the journal of this window, and in no other
    killed(second)
    third = another()
    assert "还有" not in third.workspace.message_bar.text.text(), "it is the only matter"
    press(third, "恢复")
    assert open_save.save(third.workspace)
    killed(third)
    assert another().workspace.message_bar.isHidden()
    assert reading.read(report).document.cells[CELL] == "8"


def test_what_was_restored_is_shown_where_it_was_changed_last(
    window: MainWindow, report: Path, another: Callable[[], MainWindow]
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells({DISPUTE: "3"}))
    QCoreApplication.processEvents()
    killed(window)
    second = another()
    press(second, "恢复")
    assert (second.workspace.view.part, second.workspace.view.cell) == ("disputes_text", DISPUTE)
    assert second.workspace.view.page.isAncestorOf(second.focusWidget())
    killed(second)  # whose journal holds one state alone
    third = another()
    press(third, "恢复")
    assert (third.workspace.view.part, third.workspace.view.cell) == ("requests_text", CELL)
    third.workspace.editor.apply("写", third.workspace.editor.document.with_section("problems", "改"))
    QCoreApplication.processEvents()
    killed(third)
    fourth = another()
    press(fourth, "恢复")
    assert fourth.workspace.view.part == "problems"


def test_an_offer_can_wait_and_comes_again(window: MainWindow, report: Path, another: Callable[[], MainWindow]) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    killed(window)
    second = another()
    press(second, "暂不恢复")
    assert second.workspace.message_bar.isHidden()
    assert not another().workspace.message_bar.isHidden()
    open_save.leave_for(second.workspace, report)
    assert "1 处修改没有保存" in second.workspace.message_bar.text.text()


@pytest.mark.parametrize("sure", [True, False])
def test_what_is_not_wanted_goes_after_a_question(
    window: MainWindow, report: Path, another: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch, sure: bool
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    killed(window)
    monkeypatch.setattr(file_questions, "ask_drop", lambda *_: sure)
    press(another(), "放弃恢复")
    assert another().workspace.message_bar.isHidden() is sure


def test_several_reports_are_offered_one_after_the_other(
    window: MainWindow, report: Path, another: Callable[[], MainWindow]
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    killed(window)
    second = another()
    press(second, "暂不恢复")
    second.workspace.show_report(window.workspace.editor.form, Document(window.workspace.editor.form.id))
    second.workspace.editor.apply("填写", replace(second.workspace.editor.document, unit="丙局"))
    QCoreApplication.processEvents()
    killed(second)
    third = another()
    assert third.workspace.message_bar.more.text().startswith("另有 1 条")
    assert not third.workspace.message_bar.more.isHidden()
    assert "“未命名”尚未存成文件（单位名称）" in third.workspace.message_bar.text.text()
    press(third, "恢复")
    assert (third.workspace.path, third.workspace.editor.document.unit) == (None, "丙局")
    assert "甲局 2021" in third.workspace.message_bar.text.text()


def test_a_file_that_has_gone_on_meanwhile_is_not_touched_by_recovery(
    window: MainWindow, report: Path, another: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    killed(window)
    form, document = reading.read(report).form, reading.read(report).document
    store.write(report, document.with_cells({CELL: "5"}), form)
    second = another()
    assert "有 1 处与现在的文件不同" in second.workspace.message_bar.text.text()
    assert "它的文件在这以后又保存过：恢复出来的是另一份" in second.workspace.message_bar.text.text()
    press(second, "恢复")
    assert (second.workspace.path, second.workspace.name) == (None, "甲局 2021（恢复的）")
    asked = []
    monkeypatch.setattr(second.workspace, "ask_path", lambda *_: asked.append("另存"))
    assert not open_save.save(second.workspace)
    assert asked == ["另存"]
    assert reading.read(report).document.cells[CELL] == "5"


def test_an_offer_that_she_draws_back_from_stays(
    window: MainWindow, report: Path, another: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    killed(window)
    second = another()
    monkeypatch.setattr(open_save, "may_leave", lambda _: False)
    press(second, "恢复")
    assert "1 处修改没有保存" in second.workspace.message_bar.text.text()


def spoil(path: Path, *lines: int) -> None:
    """Make those lines of a journal such as no program of this version can read."""
    content = path.read_text(encoding="utf-8").split("\n")
    states = [at for at, line in enumerate(content) if '"report"' in line]
    for line in lines:
        content[states[line]] = json.dumps({"at": "2026-01-15T09:00:00", "report": "{}"})
    path.write_text("\n".join(content), encoding="utf-8")


def test_where_the_newest_state_cannot_be_read_the_one_before_is_offered(
    window: MainWindow, report: Path, another: Callable[[], MainWindow]
) -> None:
    open_save.leave_for(window.workspace, report)
    for text in ("8", "7"):
        change(window, text)
    path = window.workspace.files.autosave.path
    killed(window)
    spoil(path, -1)
    second = another()
    assert "“甲局 2021”有 1 处修改没有保存（表三 1 格）" in second.workspace.message_bar.text.text()
    assert second.workspace.message_bar.text.text().endswith("在这以后的 1 次备份读不出来。")
    press(second, "恢复")
    assert second.workspace.editor.document.cells[CELL] == "8"


@pytest.mark.parametrize("states_back_to_the_file", [True, False])
def test_a_journal_that_cannot_be_read_says_where_it_lies_and_stays(
    window: MainWindow,
    report: Path,
    another: Callable[[], MainWindow],
    monkeypatch: pytest.MonkeyPatch,
    states_back_to_the_file: bool,
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    if states_back_to_the_file:
        editing.undo(window.workspace)
        QCoreApplication.processEvents()
        change(window, "7")
        spoilt = [0, 2]
    else:
        spoilt = [0]
    path = window.workspace.files.autosave.path
    killed(window)
    spoil(path, *spoilt)
    second = another()
    words = second.workspace.message_bar.text.text()
    assert words.startswith("上次没有正常关闭。“甲局 2021”在")
    assert "自动备份还在，但读不出来：“甲局 2021”不是公开年报的文件。" in words
    assert str(path) in words
    press(second, "留着")
    third = another()
    assert not third.workspace.message_bar.isHidden()
    monkeypatch.setattr(file_questions, "ask_drop", lambda *_: True)
    press(third, "放弃恢复")
    assert not path.exists()


@pytest.mark.parametrize("head", [True, False])
def test_a_journal_of_which_nothing_can_be_read_is_told_and_stays(
    window: MainWindow, report: Path, another: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch, head: bool
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    path = window.workspace.files.autosave.path
    killed(window)
    content = path.read_bytes()
    length = content.index(b"\n", 1) + 1 if head else 0
    path.write_bytes(content[:length] + b"\0" * (len(content) - length))
    second = another()
    name = "甲局 2021" if head else "没有名字的报告"
    words = second.workspace.message_bar.text.text()
    assert words.startswith(f"上次没有正常关闭。“{name}”在今天")
    assert words.endswith(f"的自动备份还在，但读不出来：文件已损坏。备份在文件“{path}”里。")
    press(second, "留着")
    third = another()
    asked = []
    monkeypatch.setattr(file_questions, "ask_drop", lambda _, name: asked.append(name) or True)
    press(third, "放弃恢复")
    assert asked == [name]
    assert not path.exists()


def test_a_journal_whose_file_no_file_can_be_called_is_offered(
    window: MainWindow, report: Path, another: Callable[[], MainWindow]
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    path = window.workspace.files.autosave.path
    killed(window)
    path.write_bytes(path.read_bytes().replace(b'"file": "/', b'"file": "\\u0000'))
    second = another()
    assert "“没有名字的报告”尚未存成文件" in second.workspace.message_bar.text.text()
    press(second, "恢复")
    assert second.workspace.editor.document.cells[CELL] == "8"


def letters(window: MainWindow) -> list[str]:
    """What Alt leads to in the window as it stands: menus, buttons, and boxes with a name before them."""
    menus = [action.text() for action in window.menuBar().actions() if action.isVisible() and action.isEnabled()]
    buttons = [each.text() for each in window.findChildren(QAbstractButton) if each.isVisible()]
    names = [each.text() for each in window.findChildren(QLabel) if each.isVisible() and each.buddy() is not None]
    return [text[text.index("&") + 1] for text in (*menus, *buttons, *names) if "&" in text]


def test_no_letter_of_the_strip_means_two_things(
    window: MainWindow, report: Path, another: Callable[[], MainWindow]
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    path = window.workspace.files.autosave.path
    killed(window)
    at_start = another()
    assert at_start.workspace.at_start
    assert not at_start.workspace.message_bar.isHidden()
    assert len(letters(at_start)) == len(set(letters(at_start)))
    at_start.close()
    spoil(path, -1)
    unread = another()
    assert not unread.workspace.message_bar.isHidden()
    assert len(letters(unread)) == len(set(letters(unread)))


@pytest.mark.parametrize("gone", [True, False])
def test_no_letter_of_the_strip_means_two_things_in_a_report(window: MainWindow, report: Path, gone: bool) -> None:
    open_save.leave_for(window.workspace, report)
    window.workspace.view.go_to_cell(CELL)
    current_cell.toggle_pane(window.workspace)
    window.workspace.view.cell_pane.show_now()
    QCoreApplication.processEvents()
    if gone:
        report.unlink()
    else:
        foreign(report)
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert not window.workspace.message_bar.isHidden()
    assert sorted(letters(window)) == sorted(set(letters(window)))


def test_closing_in_the_usual_way_leaves_no_journal(window: MainWindow, report: Path, monkeypatch) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    monkeypatch.setattr(dialogs, "ask_save", lambda *_, **__: QMessageBox.StandardButton.Discard)
    assert window.close()
    assert list(journal.folder().iterdir()) == []
    assert [each.name for each in report.parent.iterdir()] == [report.name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs by messages")
def test_a_session_that_ends_asks_nothing_and_keeps(
    window: MainWindow, report: Path, another: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    monkeypatch.setattr(dialogs, "ask_save", lambda *_, **__: pytest.fail("asked"))
    # Told to leave while no loop runs, Qt would let none run any more.
    left: list[int] = []
    monkeypatch.setattr(QApplication, "exit", left.append)
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)}
    app.leave_when_told(window)
    try:
        signal.raise_signal(signal.SIGTERM)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    assert (window.isHidden(), left) == (True, [0])
    assert "1 处修改没有保存" in another().workspace.message_bar.text.text()


def bar(window: MainWindow) -> str:
    message = window.workspace.message_bar
    return "" if message.isHidden() else message.text.text()


def test_changes_that_no_journal_takes_are_counted_and_saving_is_offered_at_each(
    window: MainWindow, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_save.leave_for(window.workspace, report)
    message = window.workspace.message_bar
    with monkeypatch.context() as full:
        full.setattr(Journal, "keep", lambda *_: False)
        for count, text in enumerate("876", 1):
            change(window, text)
            assert "现在不能自动备份" in bar(window)
            assert f"有 {count} 次修改只在内存中" in bar(window)
            message.hide()
            window.workspace.files.autosave.look()  # the same is looked at each second
            assert bar(window) == ""
    change(window, "5")
    assert store.from_text(states(window)[-1], "")[1].cells[CELL] == "5"
    assert bar(window) == ""
    with monkeypatch.context() as full:
        full.setattr(Journal, "keep", lambda *_: False)
        change(window, "4")
        assert "有 1 次修改只在内存中" in bar(window)
        assert sorted(letters(window)) == sorted(set(letters(window)))
        message.buttons[0].click()
    assert reading.read(report).document.cells[CELL] == "4"
    assert bar(window) == ""


def test_a_number_that_is_being_typed_is_one_change_that_no_journal_takes(
    window: MainWindow, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_save.leave_for(window.workspace, report)
    monkeypatch.setattr(Journal, "keep", lambda *_: False)
    window.workspace.view.go("overview")
    for key in "abc":
        QTest.keyClicks(text_page(window).text, key)
        window.workspace.files.autosave.look()
        assert "有 1 次修改只在内存中" in bar(window)
    window.workspace.view.commit()
    QCoreApplication.processEvents()
    assert "有 1 次修改只在内存中" in bar(window)


def full_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """No room in the user's data folder."""
    append = JournalFile._append

    def none_there(self: JournalFile, line: bytes) -> None:
        if self.path.parent == journal.folder():
            raise OSError(errno.ENOSPC, "full")
        append(self, line)

    monkeypatch.setattr(JournalFile, "_append", none_there)


def test_where_the_home_is_full_the_journal_lies_beside_the_report_and_is_offered_when_that_is_opened(
    window: MainWindow, report: Path, another: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full_home(full)
        open_save.leave_for(window.workspace, report)
        change(window)
        assert bar(window) == ""
        assert "备份到报告旁边，程序意外退出，再打开这份报告时找得回来" in window.workspace.files.state.toolTip()
        killed(window)
    second = another()
    assert second.workspace.message_bar.isHidden()
    open_save.leave_for(second.workspace, report)
    assert "1 处修改没有保存" in second.workspace.message_bar.text.text()
    press(second, "恢复")
    assert (second.workspace.path, second.workspace.editor.document.cells[CELL]) == (report, "8")
    assert open_save.save(second.workspace)
    assert second.close()
    assert list(report.parent.iterdir()) == [report]


def test_saving_asks_a_slow_share_three_times(window: MainWindow, report: Path, asked: list[str]) -> None:
    open_save.leave_for(window.workspace, report)
    for text in "87":
        change(window, text)
        asked.clear()
        assert open_save.save(window.workspace)
        assert len(asked) <= 3, asked
    assert reading.read(report).document.cells[CELL] == "7"


def test_what_is_saved_bears_in_its_copy_the_time_of_its_disk(
    window: MainWindow, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    assert open_save.save(window.workspace)
    assert abs(versions.of(report)[0].path.stat().st_mtime - report.stat().st_mtime) < 1


@pytest.mark.parametrize("error", [OSError(1, "Incorrect function"), RuntimeError("Symlink loop")])
def test_a_share_that_does_not_say_where_links_lead_is_no_hindrance(
    window: MainWindow, report: Path, another: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch, error
) -> None:
    def refuse(*_: object, **__: object) -> Path:
        raise error

    monkeypatch.setattr(Path, "resolve", refuse)
    open_save.leave_for(window.workspace, report)
    change(window)
    assert open_save.save(window.workspace)
    change(window, "7")
    killed(window)
    second = another()
    press(second, "恢复")
    assert open_save.save(second.workspace)
    assert reading.read(report).document.cells[CELL] == "7"
    assert second.workspace.settings.recent == (str(report),)


def test_a_report_reached_by_a_link_is_marked_where_it_lies(
    window: MainWindow, report: Path, another: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    link = report.with_name("快捷.govreport")
    try:
        link.symlink_to(report)
    except OSError:
        pytest.skip("no links may be made here")
    open_save.leave_for(window.workspace, link)
    assert (window.workspace.path, window.workspace.name) == (link, "快捷")
    asked = []
    monkeypatch.setattr(file_questions, "ask_open_elsewhere", lambda *given: asked.append(given[1]) or "")
    open_save.leave_for(another().workspace, report)
    assert asked == [report.name]
    change(window)
    assert open_save.save(window.workspace)
    assert link.is_symlink()
    assert reading.read(report).document.cells[CELL] == "8"
    assert versions.of(report)


@pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes there")
def test_a_report_whose_name_is_no_utf8_is_opened_kept_restored_and_saved(
    window: MainWindow, report: Path, another: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    folder = report.parent / os.fsdecode("年报".encode("gbk"))
    folder.mkdir()
    path = folder / os.fsdecode("甲局.govreport".encode("gbk"))
    report.rename(path)
    open_save.leave_for(window.workspace, path)
    assert window.workspace.path == path
    assert window.windowTitle().endswith("　甲局[*]")
    change(window)
    killed(window)
    second = another()
    assert "“甲局”有 1 处修改没有保存" in second.workspace.message_bar.text.text()
    press(second, "恢复")
    assert open_save.save(second.workspace)
    assert second.close()
    assert list(folder.iterdir()) == [path]
    third = another()
    listed = start_page(third).recent
    assert (listed.topLevelItem(0).text(0), listed.topLevelItem(0).data(0, FOLDER)) == ("甲局", f"{report.parent}/年报")
    QTest.keyClick(listed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: third.workspace.path == path, timeout=20_000)  # its disk is asked in a process first
    assert third.workspace.editor.document.cells[CELL] == "8"


def test_a_journal_that_does_not_know_its_file_is_offered_with_a_warning_and_as_another(
    window: MainWindow, report: Path, another: Callable[[], MainWindow]
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    path = window.workspace.files.autosave.path
    killed(window)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    lines[0]["seen"] = None
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    second = another()
    assert "文件可能更新" in second.workspace.message_bar.text.text()
    press(second, "恢复")
    assert (second.workspace.path, second.workspace.name) == (None, "甲局 2021（恢复的）")
    assert second.workspace.editor.document.cells[CELL] == "8"
    assert reading.read(report).document.cells[CELL] == "9"


@pytest.mark.parametrize("sure", [True, False])
def test_the_strip_shows_the_report_that_is_asked_about(
    window: MainWindow, report: Path, another: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch, sure: bool
) -> None:
    other = report.with_name("乙局.govreport")
    other.write_bytes(report.read_bytes())
    for path in (other, report):
        open_save.leave_for(window.workspace, path)
        change(window)
        killed(window)
        window.workspace.editor.mark_saved()
    second = another()
    bar = second.workspace.message_bar
    seen = []

    def ask(_parent: object, name: str) -> bool:
        seen.append((name, bar.text.text()))
        return sure

    monkeypatch.setattr(file_questions, "ask_drop", ask)
    press(second, "放弃恢复")
    ((name, shown),) = seen
    assert f"“{name}”" in shown
    assert (f"“{name}”" in bar.text.text()) is not sure
    assert len(journal.left_behind()) == (1 if sure else 2)


def test_the_sample_as_it_was_shipped_is_neither_changed_nor_work(
    window: MainWindow, another: Callable[[], MainWindow]
) -> None:
    open_save.leave_for(window.workspace, resources.path("samples/pengshui-2021.txt"))
    QCoreApplication.processEvents()
    assert not window.isWindowModified()
    assert window.workspace.files.autosave.path is None
    killed(window)
    assert another().workspace.message_bar.isHidden()
    change(window)
    assert window.isWindowModified()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs by messages")
def test_told_to_end_while_a_message_is_open_at_the_start_the_program_ends(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from govreport_gui.ui import app
def look():
    if QApplication.activeModalWidget() is not None:
        print("asks", flush=True)
        timer.stop()
app.application()
timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
sys.exit(app.run(Path(sys.argv[1])))
"""
    spoilt = tmp_path / "坏.govreport"
    spoilt.write_text("{", encoding="utf-8")
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    command = [sys.executable, "-c", code, str(spoilt)]
    root = Path(__file__).parents[3]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root, env=os.environ | homes) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"asks\n"
        program.send_signal(signal.SIGTERM)
        try:
            assert program.wait(30) == 0
        finally:
            program.kill()


# ── other people's hands on the file ─────────────────────────────────


def foreign(report: Path, text: str = "5") -> None:
    imported = reading.read(report)
    store.write(report, imported.document.with_cells({CELL: text}), imported.form)


@pytest.mark.parametrize(
    ("answer", "in_file", "in_window"), [("replace", "8", "8"), ("", "5", "8"), ("reopen", "5", "5")]
)
def test_a_file_changed_meanwhile_is_never_replaced_silently(
    window: MainWindow, report: Path, monkeypatch: pytest.MonkeyPatch, answer: str, in_file: str, in_window: str
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    foreign(report)
    monkeypatch.setattr(file_questions, "ask_changed", lambda *_: answer)
    assert open_save.save(window.workspace) is (answer == "replace")
    assert reading.read(report).document.cells[CELL] == in_file
    assert window.workspace.editor.document.cells[CELL] == in_window
    if answer:  # what had to give way is among the dated copies
        kept = {reading.read(each.path).document.cells[CELL] for each in versions.of(report)}
        assert ("5" if answer == "replace" else "8") in kept


def test_a_file_changed_meanwhile_can_be_saved_elsewhere(
    window: MainWindow, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    foreign(report)
    monkeypatch.setattr(file_questions, "ask_changed", lambda *_: "save_as")
    elsewhere = report.with_name("乙.govreport")
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: elsewhere)
    assert open_save.save(window.workspace)
    assert window.workspace.path == elsewhere
    assert reading.read(report).document.cells[CELL] == "5"
    assert reading.read(elsewhere).document.cells[CELL] == "8"


def test_a_stick_that_was_pulled(window: MainWindow, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_save.leave_for(window.workspace, report)
    report.unlink()
    change(window)
    assert states(window)  # the journal goes on
    elsewhere = report.with_name("乙.govreport")
    monkeypatch.setattr(file_questions, "ask_gone", lambda *_: "save_as")
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: elsewhere)
    assert open_save.save(window.workspace)
    assert reading.read(elsewhere).document.cells[CELL] == "8"
    assert not report.exists()


def test_a_change_on_disk_is_noticed_when_the_window_is_looked_at_again(window: MainWindow, report: Path) -> None:
    open_save.leave_for(window.workspace, report)
    foreign(report)
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert window.workspace.message_bar.text.text().startswith("“甲局 2021.govreport”刚才被别的程序或别的人改过")
    press(window, "关闭")
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert window.workspace.message_bar.isHidden()  # said once
    foreign(report, "4")
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    press(window, "重新打开")
    assert window.workspace.editor.document.cells[CELL] == "4"
    assert not window.isWindowModified()


def test_a_file_that_is_gone_is_told_once_until_it_is_there_again(window: MainWindow, report: Path) -> None:
    open_save.leave_for(window.workspace, report)
    content = report.read_bytes()
    stick = report.with_name("拔出的")
    for _ in range(2):
        report.rename(stick)
        QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
        assert "不在原来的位置了" in window.workspace.message_bar.text.text()
        assert not window.workspace.message_bar.isHidden()
        press(window, "关闭")
        QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
        assert window.workspace.message_bar.isHidden()
        stick.rename(report)
        QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
        assert window.workspace.message_bar.isHidden()
    report.unlink()
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert not window.workspace.message_bar.isHidden()
    report.write_bytes(content)
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert window.workspace.message_bar.isHidden()  # it is back, and nobody need answer


def test_a_second_window_takes_nothing_of_the_first_away(window: MainWindow, report: Path, another) -> None:
    second = another()
    second.workspace.keep(
        replace(
            second.workspace.settings, unit=Unit("乙局"), output=replace(second.workspace.settings.output, charts=True)
        )
    )
    open_save.leave_for(second.workspace, report)
    second.close()
    window.workspace.keep_zoom(140)
    window.close()
    now = settings.load()
    assert (now.unit.name, now.output.charts, now.zoom, now.recent) == ("乙局", True, 140, (str(report),))


def test_saving_ourselves_is_no_change_on_disk(window: MainWindow, report: Path) -> None:
    open_save.leave_for(window.workspace, report)
    for text in ("8", "7"):
        change(window, text)
        assert open_save.save(window.workspace)
        QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
        assert window.workspace.message_bar.isHidden()
    assert window.workspace.files.state.text().startswith("已保存")
    assert not window.workspace.files.state.toolTip()  # nothing is unsaved any more


@pytest.mark.parametrize("answer", ["look", "open", ""])
def test_a_report_open_elsewhere(
    window: MainWindow, report: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    mark = lock.take(report, datetime(2026, 1, 15, 9, 12))  # noqa: DTZ001
    assert isinstance(mark, lock.ReportLock)
    asked = []
    monkeypatch.setattr(file_questions, "ask_open_elsewhere", lambda *given: asked.append(given[-1]) or answer)
    before = window.workspace.editor
    open_save.leave_for(window.workspace, report)
    assert [holder.since.minute for holder in asked] == [12]
    assert (window.workspace.editor is before) is (answer == "")
    assert window.workspace.path == (report if answer == "open" else None)
    if answer == "look":
        assert "（只看）" in window.windowTitle()
        assert not window.isWindowModified()
    mark.release()


def test_opening_the_open_report_again_is_no_quarrel(window: MainWindow, report: Path) -> None:
    open_save.leave_for(window.workspace, report)
    open_save.leave_for(window.workspace, report)
    assert window.workspace.path == report
    assert isinstance(lock.take(report, datetime.now()), lock.Holder)  # noqa: DTZ005
    window.close()
    assert lock.holder(report) is None


@pytest.mark.parametrize(
    ("since", "words"),
    [(None, "由 王芳（电脑 PC-3）"), (datetime(2020, 12, 30, 9, 5), "由 王芳（电脑 PC-3、2020年12月30日 09:05起）")],  # noqa: DTZ001
)
def test_who_has_it_open_in_words(since: datetime | None, words: str) -> None:
    assert file_questions.who(lock.Holder("王芳", "PC-3", since)) == words
    assert file_questions.who(lock.Holder("", "", None)) == "在另一个窗口里"


def test_a_file_that_may_not_be_written_leads_to_another_place(
    window: MainWindow, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_save.leave_for(window.workspace, report)
    change(window)
    before = report.read_bytes()
    report.chmod(0o444)
    said = []
    monkeypatch.setattr(dialogs, "say_error", lambda _, sentence: said.append(sentence))
    elsewhere = report.with_name("乙.govreport")
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: elsewhere)
    assert open_save.save(window.workspace)
    assert said == ["“甲局 2021.govreport”没有保存：文件或磁盘是只读的。换一个位置另存。"]
    assert (window.workspace.path, report.read_bytes()) == (elsewhere, before)


def test_a_read_only_file_says_so_at_once_and_is_saved_under_its_name_elsewhere(
    window: MainWindow, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "文档"
    documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(documents))
    open_save.leave_for(window.workspace, report)
    assert window.workspace.message_bar.isHidden()
    report.chmod(0o444)
    open_save.leave_for(window.workspace, report)
    assert window.workspace.message_bar.text.text() == "“甲局 2021.govreport”是只读的，修改存不回原处，要另存。"
    change(window)
    offered: list[Path] = []
    monkeypatch.setattr(dialogs, "say_error", lambda *_: None)
    monkeypatch.setattr(dialogs, "ask_path", lambda _p, _t, path, _k: offered.append(path))
    assert not open_save.save(window.workspace)
    assert offered == [documents / report.name]
    window.workspace.ask_path("输出到", "", "甲.pdf")
    assert offered[1:] == [report.with_name("甲.pdf")]  # the folder itself can be written
    report.chmod(0o644)
    open_save.save_as(window.workspace)
    assert offered[2].parent == report.parent


# ── faults of the program itself ─────────────────────────────────────


@pytest.fixture
def faults(window: MainWindow, report: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the crash window would show: the report of the fault, and what became of the work."""
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(crash, "show", lambda what, kept: shown.append((what, kept)))
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash.install(window.workspace)
    open_save.leave_for(window.workspace, report)
    return shown


def fail(words: str) -> None:
    error = RuntimeError(words)
    sys.excepthook(RuntimeError, error, None)
    QCoreApplication.processEvents()


def test_a_fault_keeps_the_report_and_is_shown_once(window: MainWindow, faults: list[tuple[str, str]]) -> None:
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells({CELL: "8"}))
    for _ in range(3):
        fail("in a paint")
    ((what, kept),) = faults
    assert "RuntimeError: in a paint" in what
    assert kept.startswith("报告未丢失")
    assert store.from_text(states(window)[-1], "")[1].cells[CELL] == "8"
    fail("another")
    assert len(faults) == 2


def test_a_fault_in_the_journal_itself_leaves_a_copy(
    window: MainWindow, faults: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: Autosave) -> bool:
        raise ValueError("journal")

    monkeypatch.setattr(Autosave, "keep_now", broken)
    fail("first")
    ((_, kept),) = faults
    path = Path(kept.split("\n")[1])
    assert reading.read(path).document == window.workspace.editor.document
    monkeypatch.setattr(crash, "copy", broken)
    fail("second")
    assert faults[1][1].startswith("报告未能备份")


def test_the_crash_window_has_a_report_to_copy(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(box: QMessageBox) -> int:
        copy = next(each for each in box.buttons() if "复制" in each.text())
        copy.click()
        assert not box.result()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look)
    crash.show("公开年报 1\n\nRuntimeError", "报告未丢失")
    assert QApplication.clipboard().text() == "公开年报 1\n\nRuntimeError"
