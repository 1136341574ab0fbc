"""Beginning: the start page, new reports, last year's, the sample, the clerk's own unit."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.unit import Unit
from govreport_gui.files import settings
from govreport_gui.files.saving import store
from govreport_gui.ui import app, crash
from govreport_gui.ui.actions import navigation, new_report, open_save
from govreport_gui.ui.start import unit_dialogs
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.fields import Choice, Guess
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import said_by, start_page

OWN = Unit("甲市财政局", "municipal", "department", rulemaker=False, powers={"licensing_power": "yes"})


@pytest.fixture
def started(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window as it comes up without a report. No test may wait for an answer."""
    monkeypatch.setattr(QDialog, "exec", lambda self: pytest.fail(f"{self.windowTitle()} waits for an answer"))
    monkeypatch.setattr(QMessageBox, "exec", lambda self: pytest.fail(f"{self.text()} waits for an answer"))
    app.application()
    return opened(qtbot)


def opened(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=lambda window: window.workspace.editor.mark_saved())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def answer(monkeypatch: pytest.MonkeyPatch, title: str, fill) -> None:
    """Let the clerk fill in the window of that title and press OK."""

    def run(dialog: QDialog) -> QDialog.DialogCode:
        assert dialog.windowTitle() == title
        fill(dialog)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QDialog, "exec", run)


def accept(dialog: QDialog) -> None:
    """Press OK at once."""


def rename(dialog: QWidget, name: str) -> None:
    next(line for line in dialog.findChildren(QLineEdit) if line.validator() is None).setText(name)


def last_year(tmp_path: Path, form: Format, zeros: Document) -> Path:
    path = tmp_path / "去年.govreport"
    store.write(path, zeros.with_cells({"requests.carried_out.other": "2"}), form)
    return path


def test_without_a_report_only_beginning_is_offered(started: MainWindow) -> None:
    assert started.workspace.at_start
    assert started.windowTitle() == "公开年报[*]"
    assert started.focusWidget() is start_page(started).ways[0]
    enabled = {entry.text() for entry in started.findChildren(type(started.menus.undo)) if entry.isEnabled()}
    assert "保存(&S)" not in enabled
    assert {"新建(&N)…", "打开(&O)…", "退出(&Q)", "本单位信息(&I)…"} <= enabled
    navigation.step_problems(started.workspace, 1)
    started.close()


def test_enter_begins_a_report_and_its_unit_is_kept_for_the_next_time(
    started: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: QDialog) -> None:
        rename(dialog, "甲市财政局")
        levels = dialog.findChildren(Choice)
        dialog.findChild(Guess).button.click()
        assert [choice.code for choice in levels] == ["municipal", "department"]
        assert dialog.findChild(QCheckBox).isChecked()

    answer(monkeypatch, "新建年报", fill)
    QTest.keyClick(started.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(started.focusWidget(), Qt.Key.Key_Return)
    document = started.workspace.editor.document
    assert (document.unit, document.year) == ("甲市财政局", unit_dialogs.due())
    assert (document.level, document.kind) == ("municipal", "department")
    assert not started.workspace.at_start
    assert settings.load().unit == Unit("甲市财政局", "municipal", "department")
    asked = []
    monkeypatch.setattr(unit_dialogs, "ask_new", lambda _, own: asked.append(own))
    new_report.new(opened(qtbot).workspace)
    assert asked == [Unit("甲市财政局", "municipal", "department")]


def test_the_own_unit_is_given_once_and_goes_on_new_covers(
    started: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit_dialogs, "ask_unit", lambda *_: OWN)
    start_page(started).own.click()
    assert settings.load().unit == OWN
    assert "甲市财政局" in "".join(said_by(start_page(started)))
    answer(monkeypatch, "新建年报", accept)
    new_report.new(started.workspace)
    document = started.workspace.editor.document
    assert (document.unit, document.rulemaker, dict(document.office)) == (OWN.name, False, {"licensing_power": "yes"})


def test_the_window_for_the_unit_gives_back_what_it_shows(started: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "本单位信息", accept)
    assert unit_dialogs.ask_unit(started, OWN) == OWN
    answer(monkeypatch, "新建年报", accept)
    assert unit_dialogs.ask_new(started, OWN) == unit_dialogs.NewReport(OWN, unit_dialogs.due())
    # Another unit's report does not get this one's powers.
    answer(monkeypatch, "新建年报", lambda dialog: rename(dialog, "乙镇人民政府"))
    asked = unit_dialogs.ask_new(started, OWN)
    assert asked is not None
    assert (asked.unit.rulemaker, dict(asked.unit.powers)) == (None, {})


@pytest.mark.parametrize("texts", [False, True])
def test_a_report_from_last_years(
    started: MainWindow, tmp_path: Path, form: Format, zeros: Document, monkeypatch: pytest.MonkeyPatch, texts: bool
) -> None:
    monkeypatch.setattr(dialogs, "ask_files", lambda *_: [last_year(tmp_path, form, zeros)])
    said: list[str] = []

    def fill(dialog: QDialog) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.findChild(QCheckBox).setChecked(texts)

    answer(monkeypatch, "由上年年报新建", fill)
    start_page(started).ways[0].click()
    document = started.workspace.editor.document
    assert (document.unit, document.year) == ("测试市财政局", 2026)
    assert document.cells["requests.carried_in.other"] == "2"
    assert document.last is not None
    assert document.last.document.year == 2025
    assert bool(document.sections) is texts
    assert started.workspace.path is None
    assert started.isWindowModified()
    assert "有2处必须改正的问题" in "".join(said)  # two of its columns do not balance
    assert "上年结转已按上年的结转下年度填好 6 格" in started.workspace.message_bar.text.text()
    assert ("上年的文字没有带入" in started.workspace.message_bar.text.text()) is not texts


def test_last_years_report_that_cannot_be_read_leaves_all_as_it_was(
    started: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "坏.govreport"
    bad.write_text("{", encoding="utf-8")
    monkeypatch.setattr(dialogs, "ask_files", lambda *_: [bad])
    said = []
    monkeypatch.setattr(dialogs, "say_error", lambda _, sentence: said.append(sentence))
    new_report.from_last_year(started.workspace)
    assert said[0].startswith("“坏.govreport”已损坏")
    assert started.workspace.at_start


def test_the_sample_is_nobodys_file_and_asks_nothing_unless_changed(
    started: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_page(started).see_sample.click()
    assert started.workspace.path is None
    assert started.workspace.editor.document.unit == "彭水苗族土家族自治县人民政府机关"
    asked = []
    monkeypatch.setattr(dialogs, "ask_save", lambda *_, **__: asked.append(1) or QMessageBox.StandardButton.Discard)
    open_save.close(started.workspace)
    assert (asked, started.workspace.at_start) == ([], True)
    new_report.sample(started.workspace)
    started.workspace.editor.apply("填写", started.workspace.editor.document.with_cells({"requests.new.other": "1"}))
    open_save.close(started.workspace)
    assert (asked, started.workspace.at_start) == ([1], True)


def test_closing_a_report_keeps_what_the_clerk_wants_kept(started: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    new_report.sample(started.workspace)
    started.workspace.editor.apply("填写", started.workspace.editor.document.with_cells({"requests.new.other": "1"}))
    monkeypatch.setattr(dialogs, "ask_save", lambda *_, **__: QMessageBox.StandardButton.Cancel)
    open_save.close(started.workspace)
    assert not started.workspace.at_start
    assert started.workspace.editor.document.cells["requests.new.other"] == "1"


def test_an_empty_list_of_recent_reports_explains_itself(started: MainWindow) -> None:
    words = [label.text() for label in start_page(started).findChildren(QLabel) if label.isVisible()]
    assert not any(button.isEnabled() for button in start_page(started).reports.buttons)
    assert "暂无年报。\n新建或打开后列于此处。" in words
    assert "本单位信息未填。填写后，新建年报时自动带入。" in words


def test_the_start_page_fits_a_small_screen_that_is_scaled_up(started: MainWindow) -> None:
    assert start_page(started).minimumSizeHint().width() <= 910
    assert started.minimumSizeHint().height() <= 490


def test_no_other_window_appears_while_a_report_is_opened(started: MainWindow, qtbot: QtBot) -> None:
    new_report.sample(started.workspace)
    qtbot.wait(50)
    assert started.isActiveWindow()
    assert started.focusWidget() is started.workspace.view.table_page.table.body


def test_it_is_seen_which_way_has_the_focus(started: MainWindow) -> None:
    for way in start_page(started).ways:
        started.setFocus()
        before = way.grab().toImage()
        way.setFocus()
        assert way.grab().toImage() != before


def test_a_fault_while_no_report_is_open_keeps_no_empty_copy(
    started: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    monkeypatch.setattr(crash, "show", lambda what, where: said.append((what.splitlines()[-1], where)))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    crash.install(started.workspace)
    sys.excepthook(ValueError, ValueError("意外"), None)
    QCoreApplication.processEvents()
    assert said == [("ValueError: 意外", "没有打开的报告。")]
    assert not (settings.data_folder() / "recovery").exists()
    new_report.sample(started.workspace)
    sys.excepthook(ValueError, ValueError("又一次"), None)
    QCoreApplication.processEvents()
    assert said[1][1].startswith("报告未丢失")
