"""No word is cut: on every screen, in every part, with problems, last year's numbers and a long name of the unit."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton, QWidget

from govreport_gui.core.report.document import LastYear
from govreport_gui.core.years.last_year import with_last
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.actions.last_year import show_last
from govreport_gui.ui.widgets import fitting
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.cut_words import cut_words

SCREENS = ((1366, 690), (1280, 642), (1093, 546), (911, 450), (960, 474), (1920, 1002))
LONG_NAME = "某某自治州某某经济技术开发区管理委员会（某某综合保税区管理委员会）政务服务和数据管理局（行政审批局）机关"
SLIPS = {"requests.granted.natural_person": "725", "requests.new.other": "1234567", "proactive.licensing.decisions": ""}


def cut_anywhere(window: MainWindow) -> list[str]:
    view, found = window.workspace.view, []
    for part in view.parts.parts:
        view.go(part)
        QTest.qWait(20)
        QCoreApplication.sendPostedEvents()  # what has just been written is given its room
        found += [f"{part}: {each}" for each in cut_words(window)]
    return found


@pytest.mark.parametrize("size", SCREENS, ids="{0[0]}x{0[1]}".format)
def test_no_word_of_a_report_is_cut(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    assert cut_anywhere(window) == []


@pytest.mark.parametrize("size", SCREENS, ids="{0[0]}x{0[1]}".format)
def test_nor_where_there_is_much_to_say(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    editor = window.workspace.editor
    last = with_last(editor.document, LastYear(editor.form, editor.document))
    editor.apply("试", replace(last.with_cells(SLIPS), unit=LONG_NAME))
    show_last(window.workspace, on=True)
    QTest.qWait(300)
    assert cut_anywhere(window) == []
    editor.mark_saved()


def test_a_cut_word_would_be_seen(window: MainWindow) -> None:
    page = window.workspace.view.pages
    button, line, below = QPushButton("报送前自查", page), QLabel("尚有 166 格未填", page), QLabel("未填\n" * 20, page)
    for each in (button, line, below):
        each.show()
        each.resize(30, 16)
    below.setWordWrap(True)
    QCoreApplication.processEvents()
    assert len([each for each in cut_words(window) if "(30, 16)" in each]) == 3


@pytest.mark.parametrize("size", [(1366, 690), (911, 450)], ids="{0[0]}x{0[1]}".format)
def test_nor_in_a_window_beside_it(
    window: MainWindow, sample: Imported, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    import windows  # noqa: PLC0415  # it lies among the benchmarks

    monkeypatch.setattr(fitting, "area", lambda _: QRect(QPoint(0, 0), QSize(*size)))
    window.resize(*size)
    window.workspace.editor.apply("试", replace(sample.document.with_cells(SLIPS), unit=LONG_NAME))
    found: dict[str, list[str]] = {}

    def look(shown: QWidget) -> None:
        QTest.qWait(30)
        room = fitting.area(shown).size()
        too_large = shown.height() > room.height() or shown.width() > room.width()
        if cut := [*cut_words(shown), *["is larger than the screen"] * too_large]:
            found[f"{shown.windowTitle()} {shown.size().toTuple()}"] = cut

    def run(dialog: QDialog) -> int:
        dialog.open()
        look(dialog)
        dialog.hide()
        return int(QDialog.DialogCode.Rejected)

    for kind in (QDialog, QMessageBox):
        monkeypatch.setattr(kind, "exec", run)
    for _, open_it in windows.open_windows(window):
        open_it()
        for shown in windows.shown_beside(window):
            look(shown)
            shown.close()
    assert found == {}
