"""The strip at the top: what it says is true as long as it is there, and nothing that was said is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame
from pytestqt.qtbot import QtBot

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, Step
from govreport_gui.files.saving import store
from govreport_gui.ui import written
from govreport_gui.ui.actions import editing, last_year, new_report, open_save
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.message_bars import MessageBar
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import Key, grid_at, text_page


@pytest.fixture
def last(form: Format, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "去年.govreport"
    store.write(path, Document(form.id, window.workspace.editor.document.unit, 2020), form)
    monkeypatch.setattr(dialogs, "ask_files", lambda *_: [path])
    return path


def test_it_does_not_go_on_saying_that_last_year_is_compared_with(window: MainWindow, last: Path) -> None:
    last_year.load_last_year(window.workspace)
    assert "正在与它比较" in window.workspace.message_bar.text.text()
    last_year.forget_last_year(window.workspace)
    assert window.workspace.message_bar.isHidden()
    assert window.statusBar().currentMessage() == "已移除上年年报，不再比较。"
    last_year.load_last_year(window.workspace)
    editing.undo(window.workspace)
    assert window.workspace.editor.document.last is None
    assert window.workspace.message_bar.isHidden()


def test_it_stays_while_that_is_true(window: MainWindow, last: Path) -> None:
    last_year.load_last_year(window.workspace)
    window.workspace.editor.apply("改", replace(window.workspace.editor.document, unit="别的单位"))
    assert not window.workspace.message_bar.isHidden()


@pytest.mark.parametrize(("letter", "name"), [("O", "年报.pdf"), ("P", "")])
def test_what_was_put_out_is_opened_from_there(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, letter: str, name: str
) -> None:
    opened, said = [], []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    monkeypatch.setattr(dialogs, "say_error", lambda _, sentence: said.append(sentence))
    window.workspace.message_bar.say("一句话。")
    QApplication.processEvents()
    high = window.workspace.message_bar.height()
    written.say_written(window.workspace, (tmp_path / "年报.pdf",))
    QApplication.processEvents()
    assert window.workspace.message_bar.height() == high
    (button,) = [each for each in window.workspace.message_bar.buttons if f"(&{letter})" in each.text()]
    button.click()
    assert opened == [tmp_path / name]
    assert said[0].startswith(f"没有打开“{(tmp_path / name).name}”"), "no program has taken it"
    window.workspace.message_bar.say("另一句话。")
    assert window.workspace.message_bar.buttons == ()


def test_what_is_saved_is_no_sample_any_more(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_report.sample(window.workspace)
    assert "这是样例" in window.workspace.message_bar.text.text()
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: tmp_path / "a.govreport")
    assert open_save.save_as(window.workspace)
    assert window.workspace.message_bar.isHidden()


# ── what stands before what ────────────────────────────────────────────


def said(bar: MessageBar) -> str:
    return "" if bar.isHidden() else bar.text.text()


def all_said(bar: MessageBar) -> list[str]:
    """What can be turned to, beginning with what is shown."""
    found = [said(bar)]
    while not bar.more.isHidden():
        bar.more.click()
        if said(bar) == found[0]:
            return found
        found.append(said(bar))
    return found


def test_what_is_kept_nowhere_is_said_before_all_else_until_it_is_kept(window: MainWindow) -> None:
    bar = window.workspace.message_bar
    open_save.say_unkept(window.workspace, 1)
    unkept = said(bar)
    assert "有 1 次修改只在内存中" in unkept
    bar.confirm("已装入。")
    bar.say("没有找到表四。")
    bar.ask("left 1", "上次没有正常关闭。", (("恢复", lambda: None),))
    assert said(bar) == unkept
    assert bar.close_button.isHidden()
    QTest.keyClick(window, Key.Key_Escape)
    assert all_said(bar) == [unkept, "上次没有正常关闭。", "没有找到表四。", "已装入。"]
    open_save.say_unkept(window.workspace, 2)
    assert "有 2 次修改只在内存中" in said(bar), "also where another was turned to"
    open_save.say_unkept(window.workspace, 0)
    assert all_said(bar) == ["上次没有正常关闭。", "没有找到表四。", "已装入。"], "none of them was lost"


def test_a_question_waits_behind_what_is_said_after_it_and_stays_until_it_is_answered(window: MainWindow) -> None:
    bar = window.workspace.message_bar
    answered: list[str] = []
    bar.ask("left 1", "第一件", (("恢复", lambda: answered.append("1")), ("再问", lambda: False)))
    bar.ask("left 2", "第二件", (("恢复", lambda: answered.append("2")),))
    assert said(bar) == "第一件", "the first that came"
    bar.say("没有找到表四。")
    assert said(bar) == "没有找到表四。"
    QTest.keyClick(window, Key.Key_Escape)
    assert said(bar) == "第一件"
    QTest.keyClick(window, Key.Key_Escape)
    bar.say("")
    bar.buttons[1].click()
    assert said(bar) == "第一件"
    assert bar.asking
    bar.buttons[0].click()
    assert said(bar) == "第二件"
    bar.buttons[0].click()
    assert (answered, said(bar)) == (["1", "2"], "")


def test_a_confirmation_goes_by_itself_unless_the_clerk_is_at_it_or_away(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.workspace.message_bar
    bar.say("没有找到表四。")
    assert not bar._going.isActive(), "a note stays"
    bar.confirm("已载入。")
    assert bar._going.interval() == 8000
    bar.close_button.setFocus()
    bar._going.timeout.emit()
    assert said(bar) == "已载入。"
    grid_at(window, "requests.new.natural_person").setFocus()
    other = QFrame()
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    bar._going.timeout.emit()
    assert said(bar) == "已载入。"
    other.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    bar._going.timeout.emit()
    assert said(bar) == "没有找到表四。"
    assert not bar._going.isActive()
    bar.confirm("已载入" + "很长" * 50 + "。")
    assert bar._going.interval() > 15_000, "a long sentence takes longer to read"


def test_what_was_done_takes_the_place_of_what_was_done_before(window: MainWindow) -> None:
    bar = window.workspace.message_bar
    bar.confirm("已载入。")
    bar.confirm("已导入。")
    assert all_said(bar) == ["已导入。"]
    bar.say("没有找到表四。")
    bar.say("没有找到表四。")
    assert all_said(bar) == ["没有找到表四。", "已导入。"], "the same words again are one message"


@pytest.mark.parametrize("part", ["cover", "overview", "requests_text"])
def test_escape_puts_a_message_away_from_wherever_the_clerk_is(window: MainWindow, part: str) -> None:
    window.workspace.view.go(part)
    window.workspace.view.page.setFocus()
    window.workspace.message_bar.say("没有找到表四。")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert window.workspace.message_bar.isHidden()


def test_escape_belongs_to_what_is_being_typed_first(window: MainWindow) -> None:
    body = grid_at(window, "requests.new.natural_person")
    window.workspace.message_bar.say("没有找到表四。")
    QTest.keyClicks(body, "7")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert not window.workspace.message_bar.isHidden()
    window._find_words()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert not window.workspace.message_bar.isHidden()
    window.workspace.view.go("overview")
    QTest.keyClick(text_page(window).text, Key.Key_Escape)
    assert window.workspace.message_bar.isHidden()


def test_never_are_two_strips_shown_at_once(window: MainWindow) -> None:
    workspace = window.workspace
    workspace.editor.move_to(Step("in_review", "2026-01-12T09:00"))
    lock, bar = workspace.view.lock, workspace.message_bar
    assert lock.isVisible()
    assert bar.isHidden()
    bar.confirm("已载入。")
    assert (lock.isVisible(), bar.isVisible()) == (False, True)
    workspace.renew_view()
    QApplication.processEvents()
    lock = workspace.view.lock
    assert (lock.isVisible(), bar.isVisible()) == (False, True)
    assert not workspace.editor.may_change()
    assert said(bar) == lock.text.text()
    assert "已经锁定" in said(bar), "why nothing was changed is seen"
    assert [each.text() for each in bar.buttons] == ["退回修改(&O)…"]
    asked: list[str] = []
    lock.unlock.disconnect()
    lock.unlock.connect(lambda: asked.append("returned"))
    bar.buttons[0].click()
    assert asked == ["returned"]
    bar.put_away()
    bar.put_away()
    assert (lock.isVisible(), bar.isVisible()) == (True, False)
