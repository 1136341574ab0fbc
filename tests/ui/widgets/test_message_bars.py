"""The strip at the top: what it says is true as long as it is there."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.files.saving import store
from govreport_gui.ui import written
from govreport_gui.ui.actions import editing, last_year, new_report, open_save
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.window.main_window import MainWindow


@pytest.fixture
def last(form: Format, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "去年.govreport"
    store.write(path, Document(form.id, window.workspace.editor.document.unit, 2020), form)
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: path)
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


@pytest.mark.parametrize(("letter", "name"), [("P", "年报.pdf"), ("Y", "")])
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
