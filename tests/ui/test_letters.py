"""Letters that lead to buttons and fields: each window has its own, and no button is without letter or key."""

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QWidget,
)

from govreport_gui.core.report.document import Step
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.actions import current_cell, open_save
from govreport_gui.ui.report.lock_strip import LockStrip
from govreport_gui.ui.widgets.message_bars import Answer, MessageBar
from govreport_gui.ui.window.main_window import MainWindow

LETTER = re.compile("(?<!&)&([^&])")
KEY = re.compile(r"(Esc|Enter|F\d+|Del|PgDn|PgUp|（[^）]+）)$")
WRITTEN: tuple[Answer, ...] = (("打开(&O)", int), ("打开文件夹(&P)", int))
DISK: tuple[Answer, ...] = (("重新打开(&O)", int), ("另存(&A)…", int), ("关闭(&Z)", int))
LEFT: tuple[Answer, ...] = (("恢复(&A)", int), ("暂不恢复(&W)", int), ("放弃恢复(&Z)…", int))


def letters(shown: QWidget) -> dict[str, list[str]]:
    """What each letter leads to, of menus, buttons and names before fields that are in sight."""
    bar = shown.menuBar().actions() if isinstance(shown, QMainWindow) else []
    menus = [each.text() for each in bar if each.isVisible() and each.isEnabled()]
    buttons = [each.text() for each in shown.findChildren(QAbstractButton) if seen(each, shown)]
    names = [each.text() for each in shown.findChildren(QLabel) if seen(each, shown) and each.buddy() is not None]
    found: dict[str, list[str]] = {}
    for text in (*menus, *buttons, *names):
        if letter := LETTER.search(text):
            found.setdefault(letter[1], []).append(text)
    return found


def seen(each: QWidget, shown: QWidget) -> bool:
    return each.isVisible() and each.window() is shown


def doubled(shown: QWidget) -> dict[str, list[str]]:
    return {letter: texts for letter, texts in letters(shown).items() if len(texts) > 1}


def unreached(shown: QWidget) -> list[str]:
    """Buttons with words that have neither letter nor key; Enter presses the filled one."""
    buttons = [each for each in shown.findChildren(QPushButton) if seen(each, shown) and each.text()]
    return [
        each.text()
        for each in buttons
        if re.search(r"\w", each.text())  # ＋ and －, which have keys
        and not LETTER.search(each.text())
        and not KEY.search(each.text())
        and each.shortcut().isEmpty()
        and not each.isDefault()
        and not each.property("link")
    ]


def say(bar: MessageBar, ways: tuple[Answer, ...]) -> None:
    bar.forget()
    bar.say("先说的。")
    bar.ask("left", "说一句。", ways)
    QCoreApplication.processEvents()
    assert bar.more.isVisible()


@pytest.mark.parametrize("size", [(1366, 690), (911, 480)], ids="{0[0]}x{0[1]}".format)
def test_no_letter_means_two_things_and_no_button_lacks_one(
    window: MainWindow, sample: Imported, size: tuple[int, int]
) -> None:
    workspace, view = window.workspace, window.workspace.view
    editor = workspace.editor
    text = sample.document.sections["overview"].replace("9件", "8件")
    slip = {"requests.granted.natural_person": "8", "requests.granted.enterprise": ""}
    editor.apply("改", sample.document.with_cells(slip).with_section("overview", text))
    window.resize(*size)
    window._find_words(replacing=True)
    if not view.pane_shown:
        current_cell.toggle_pane(workspace)
    found: dict[str, object] = {}
    shown = Counter[str]()
    for part in view.parts.parts:
        view.go(part)
        for ways in (WRITTEN, DISK, LEFT, (("保存(&P)", int),)):
            say(workspace.message_bar, ways)
            shown.update(letters(window).keys())
            if wrong := doubled(window):
                found[f"{part} {ways[0][0]}"] = wrong
            if missing := unreached(window):
                found[f"{part} {ways[0][0]} lacks"] = missing
    assert found == {}
    assert set("0JKTOABIW") <= set(shown), "all that this is about has been in sight"


def test_these_are_the_letters_of_the_strip(window: MainWindow) -> None:
    """What is put up above is what the program puts up."""
    sent = Step("in_review", "2026-01-12T09:00")
    window.workspace.editor.move_to(sent)
    assert window.workspace.view.lock.isVisible()
    assert doubled(window) == {}
    window.workspace.message_bar.say("说一句。")
    assert not window.workspace.editor.may_change()
    QCoreApplication.processEvents()
    assert [each.text() for each in window.workspace.message_bar.buttons] == [LockStrip.WAY_OUT]
    for part in window.workspace.view.parts.parts:
        window.workspace.view.go(part)
        assert doubled(window) == {}
    open_save.say_unkept(window.workspace, 1)
    assert [each.text() for each in window.workspace.message_bar.buttons] == ["保存(&P)"]


def test_the_start_page_has_letters_of_its_own(window: MainWindow) -> None:
    window.workspace.editor.mark_saved()
    window.workspace.show_none()
    say(window.workspace.message_bar, LEFT)
    assert doubled(window) == {}
    assert unreached(window) == []


def test_every_window_beside_has_letters_of_its_own(
    window: MainWindow, sample: Imported, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    import windows  # noqa: PLC0415  # it lies among the benchmarks

    editor = window.workspace.editor
    editor.apply("填写", sample.document.with_cells({"requests.granted.natural_person": "95"}))
    found: dict[str, object] = {}
    seen_names: list[str] = []

    def look(shown: QWidget) -> None:
        name = shown.windowTitle() or type(shown).__name__
        seen_names.append(name)
        if wrong := doubled(shown):
            found[name] = wrong
        if missing := unreached(shown):
            found[f"{name} lacks"] = missing

    def run(dialog: QDialog) -> int:
        dialog.open()
        look(dialog)
        dialog.hide()
        return QDialog.DialogCode.Rejected

    for kind in (QDialog, QMessageBox):
        monkeypatch.setattr(kind, "exec", run)
    for _, open_it in windows.open_windows(window):
        open_it()
        QApplication.processEvents()
        for shown in windows.shown_beside(window):
            look(shown)
            shown.close()
    assert found == {}
    assert len(seen_names) > 15
