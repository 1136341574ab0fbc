"""The window for settings: each change holds at once and is kept; all of it by keys."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from govreport_gui.files import resources, settings
from govreport_gui.files.pdf import fonts
from govreport_gui.files.pdf.found import FindingFonts
from govreport_gui.files.saving import versions
from govreport_gui.ui import app, written
from govreport_gui.ui import workspace as workspace_module
from govreport_gui.ui.actions import editing, settings_menu
from govreport_gui.ui.settings.settings_window import SettingsWindow
from govreport_gui.ui.widgets import dialogs, fitting, theme
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.cut_words import cut_words
from tests.ui.on_screen import CTRL, entry, start_page

Key = Qt.Key


@pytest.fixture(autouse=True)
def usual_look() -> Iterator[None]:
    yield
    theme.take_scheme(app.application(), "")
    theme.take_text_size(app.application(), 100)
    QTest.qWait(10)


@pytest.fixture
def shown(window: MainWindow, qtbot: QtBot) -> Iterator[SettingsWindow]:
    """The window for settings over a report, all found out."""
    dialog = settings_menu.window(window.workspace)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: dialog.finding.used is not None, timeout=20_000)
    yield dialog
    dialog.finding.stop()
    dialog.close()
    dialog.deleteLater()
    window.workspace.editor.mark_saved()


def choose(choice, key: Key, times: int = 1) -> None:
    choice.setFocus()
    for _ in range(times):
        QTest.keyClick(choice, key)
    QTest.qWait(300)


def test_it_opens_by_key_and_from_the_menu_with_and_without_a_report(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDialog, "exec", lambda self: opened.append(self.windowTitle()))
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Key.Key_Comma, CTRL)
    assert opened == ["设置"]
    fresh = MainWindow(remembering=False)
    qtbot.addWidget(fresh)
    assert entry(fresh, "设置").isEnabled()
    entry(fresh, "设置").trigger()
    assert opened == ["设置", "设置"]


def test_the_menu_of_help_leads_to_what_the_program_keeps(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[tuple[bool, bool]] = []

    def look(self: SettingsWindow) -> None:
        self.show()
        QTest.qWait(200)
        seen = self.open_folder.visibleRegion().boundingRect().height() == self.open_folder.height()
        reached.append((seen, self.open_folder.hasFocus()))
        self.close()

    versions.folder().mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(versions, "taken", lambda: (2, 200_000))
    monkeypatch.setattr(SettingsWindow, "exec", look)
    monkeypatch.setattr(fitting, "fit", lambda dialog, _: dialog.resize(500, 220))  # too low for all of it
    entry(window, "设置").trigger()
    entry(window, "本机自存的内容").trigger()
    assert reached == [(False, False), (True, True)]


def test_the_scheme_holds_at_once_and_at_the_next_start(shown: SettingsWindow) -> None:
    assert not theme.dark()
    choose(shown.scheme, Key.Key_Down, 2)
    assert theme.dark()
    assert settings.load().scheme == "dark"
    choose(shown.scheme, Key.Key_Up)
    assert not theme.dark()
    assert settings.load().scheme == "light"
    settings_menu.look(replace(settings.load(), scheme="dark"))
    assert theme.dark()


def test_the_size_of_text_holds_at_once_and_the_report_stays_as_it_was(
    window: MainWindow, shown: SettingsWindow
) -> None:
    workspace = window.workspace
    editor = workspace.editor
    editor.apply("填写", editor.document.with_cells({"requests.new.other": "7"}))
    workspace.view.go_to_cell("requests.new.other")
    before = workspace.view
    tall, bar = window.menuBar().height(), window.statusBar().height()
    usual = window.font().pointSizeF()
    choose(shown.text_size, Key.Key_Down, 2)
    QCoreApplication.processEvents()
    assert settings.load().text_size == 133
    for widget in (window, window.menuBar(), window.menus.tools.tools[0], shown, shown.text_size, shown.fonts["仿宋"]):
        assert widget.font().pointSizeF() == pytest.approx(usual * 1.33), widget
    assert window.menuBar().height() > tall
    assert window.statusBar().height() > bar
    view = workspace.view
    assert view is not before
    assert workspace.editor is editor
    assert (view.part, view.cell) == ("requests_text", "requests.new.other")
    assert view.table_page is not None
    assert view.table_page.table.body.font().pointSizeF() == pytest.approx(usual * 1.33)
    assert QApplication.focusWidget() is shown.text_size, "the clerk goes on where she was"
    editing.undo(workspace)
    assert editor.document.cells.get("requests.new.other") != "7"
    editing.redo(workspace)
    # What is typed from now on is kept by the journal as before.
    view.go("cover")
    view.cover.unit.setText("乙局")
    assert workspace.files.autosave.keep_now()
    assert view.draft().unit == "乙局"
    settings_menu.take(workspace, replace(workspace.settings, text_size=100))
    QTest.qWait(300)
    assert window.font().pointSizeF() == pytest.approx(usual)
    assert workspace.editor.document.unit == "乙局", "what was being typed went into the report"


def test_what_is_said_of_the_report_stays_in_another_size_of_text(window: MainWindow) -> None:
    workspace = window.workspace
    workspace.show_report(workspace.editor.form, workspace.editor.document)
    workspace.message_bar.say("自动备份写不进去。", "unkept")
    settings_menu.take(workspace, replace(workspace.settings, text_size=133))
    assert workspace.message_bar.text.text() == "自动备份写不进去。"
    assert not workspace.message_bar.isHidden()
    workspace.show_none()
    assert workspace.message_bar.isHidden()


def test_the_start_page_takes_another_size_of_text_too(qtbot: QtBot) -> None:
    app.application()
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    wide = start_page(window).ways[0].height()
    settings_menu.take(window.workspace, replace(window.workspace.settings, text_size=133))
    QCoreApplication.processEvents()
    assert start_page(window).ways[0].height() > wide
    assert settings.load().text_size == 133


def test_the_default_folder_is_where_files_are_looked_for(
    window: MainWindow, shown: SettingsWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown.place.text() == "最近一份年报所在文件夹"
    assert not shown.reset.isEnabled()
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: tmp_path)
    shown.choose.click()
    assert shown.place.text() == str(tmp_path)
    assert window.workspace.folder() == str(tmp_path)
    assert settings.load().default_folder == str(tmp_path)
    monkeypatch.setattr(workspace_module, "is_there", lambda place: place != str(tmp_path))
    assert window.workspace.folder() == str(Path.home()), "a folder that is gone keeps nobody waiting"
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: None)
    shown.choose.click()
    assert settings.load().default_folder == str(tmp_path)
    shown.reset.click()
    assert settings.load().default_folder == ""
    assert shown.place.text() == "最近一份年报所在文件夹"


@pytest.fixture
def copies() -> tuple[Path, Path]:
    """Dated copies of two reports."""
    for name, content in (("甲", b"1" * 150_000), ("乙", b"2" * 10)):
        assert versions.keep(Path(f"/{name}.govreport"), content, datetime.fromisoformat("2026-01-05T10:00"))
    return Path("/甲.govreport"), Path("/乙.govreport")


def test_how_much_the_copies_take_and_emptied_only_after_a_question(
    copies: tuple[Path, Path], shown: SettingsWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown.backup.text() == "2 份，0.2 MB"
    assert shown.where.text() == str(versions.folder())
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask", lambda _, text, more, *__, **___: asked.append(f"{text}{more}") or "")
    shown.clear.click()
    assert asked == ["清空历史版本？共 2 份，0.2 MB。年报文件不受影响；清空后，以前保存的内容不能再取回。"]
    assert versions.any_of(copies[0])
    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: "clear")
    shown.clear.click()
    qtbot.waitUntil(lambda: shown.backup.text() == "无")
    assert not any(map(versions.any_of, copies))
    assert not shown.clear.isEnabled()
    assert versions.keep(copies[0], b"3", datetime.fromisoformat("2026-01-06T10:00")), "and the next save is kept again"


def test_copies_that_do_not_go_are_told(
    copies: tuple[Path, Path], shown: SettingsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: "clear")
    monkeypatch.setattr(dialogs, "say_error", lambda _, sentence: said.append(sentence))
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    shown.clear.click()
    assert said[0].startswith("有的历史版本未能清除")


def test_the_folder_of_the_copies_is_shown(
    copies: tuple[Path, Path], shown: SettingsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(written, "open_outside", lambda _, place: opened.append(place))
    shown.open_folder.click()
    assert opened == [versions.folder()]


def test_the_file_of_each_official_font_is_named(shown: SettingsWindow) -> None:
    for name, file, own in fonts.standard().used():
        text = shown.fonts[name].text()
        assert text.removeprefix("未找到，代以") == fonts.called(file)
        assert text.startswith("未找到") is not own
        assert shown.fonts[name].toolTip() == str(file)


def test_no_font_at_all_is_told(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    code = """import json; print(json.dumps({"used": [], "why": "no font"}))"""
    monkeypatch.setattr(resources, "program", lambda: (sys.executable, "-c", code))
    shown = SettingsWindow(window, window.workspace.settings)
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: not shown._poll.isActive(), timeout=20_000)
    assert {words.text() for words in shown.fonts.values()} == {"未找到"}
    assert {words.toolTip() for words in shown.fonts.values()} == {"no font"}


def test_the_search_for_fonts_ends_with_the_window(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "program", lambda: (sys.executable, "-c", "import time; time.sleep(60)"))
    searches: list[FindingFonts] = []
    monkeypatch.setattr(SettingsWindow, "exec", lambda shown: searches.append(shown.finding))
    settings_menu.show(window.workspace)
    process = searches[0]._process
    assert process is not None
    assert process.poll() is not None


@pytest.mark.parametrize("percent", settings.TEXT_SIZES)
@pytest.mark.parametrize("screen", [(1366, 690), (911, 450)])
def test_it_fits_the_screen_and_no_word_is_cut(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, screen: tuple[int, int], percent: int
) -> None:
    monkeypatch.setattr(fitting, "area", lambda _: QRect(0, 0, *screen))
    theme.take_text_size(app.application(), percent)
    QTest.qWait(10)
    shown = SettingsWindow(window, replace(window.workspace.settings, text_size=percent))
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: shown.finding.used is not None, timeout=20_000)
    qtbot.wait(50)
    assert QRect(0, 0, *screen).contains(QRect(shown.pos(), shown.size() + fitting.FRAME))
    assert [each for each in cut_words(shown) if not each.startswith("_Star")] == []


def test_every_field_has_a_name_and_every_button_a_key(shown: SettingsWindow) -> None:
    for choice in (shown.text_size, shown.scheme):
        assert choice.accessibleName()
    buttons = [each.text() for each in shown.findChildren(QPushButton)]
    named = [each.buddy() for each in shown.findChildren(QLabel) if "(&" in each.text()]
    assert named == [shown.text_size, shown.scheme]
    assert all("(&" in text or "Esc" in text for text in buttons)
    letters = [text.partition("(&")[2][:1] for text in buttons if "(&" in text] + ["T", "A"]
    assert len(set(letters)) == len(letters)


def test_tab_goes_through_all_and_esc_closes(copies: tuple[Path, Path], shown: SettingsWindow) -> None:
    passed = []
    first = QApplication.focusWidget()
    for _ in range(6):
        focused = QApplication.focusWidget()
        passed.append(focused)
        QTest.keyClick(focused, Key.Key_Tab)
    assert QApplication.focusWidget() is first
    assert {shown.choose, shown.text_size, shown.scheme, shown.open_folder, shown.clear} < set(passed)
    QTest.keyClick(shown, Key.Key_Escape)
    assert not shown.isVisible()
