"""A clerk who does anything, by keys and mouse in the real window: after each step all that must hold does.

Long walks of other seeds are part of `make torture`.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from govreport_gui.ui import app
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import table_page

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # what menus want of a screen
ROOT = Path(__file__).parents[2]
STEPS = 30


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch):
    """The walk's module, which lies among the benchmarks."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import window_walk  # noqa: PLC0415

    return window_walk


@pytest.fixture
def walk(walks, qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest):
    app.application()
    window = MainWindow(remembering=False)
    qtbot.addWidget(window, before_close_func=lambda window: window.workspace.editor.mark_saved())
    window.resize(1366, 728)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    made = walks.Walk(window, tmp_path, getattr(request, "param", 1))
    yield made
    made.answers.stop()


@pytest.mark.parametrize("walk", [1, 2], indirect=True)
def test_a_walk_through_the_window_holds_at_every_step(walks, walk) -> None:
    walks.go(walk, STEPS)
    QCoreApplication.processEvents()


def test_a_window_that_shows_another_number_is_found_out(walks, walk) -> None:
    walk.window.workspace.view.go("proactive_text")
    page = table_page(walk.window)
    cell = page.model.table.cells[0]
    page.model.item(page.model.box_of[cell].line, page.model.box_of[cell].position).setText("4711")
    with pytest.raises(walks.WalkError, match=f"{cell} shows '4711'"):
        walk.judge()


def test_a_journal_that_lacks_an_edit_is_found_out(walks, walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport_gui.files.saving.journal.Journal.keep", lambda *_: True)
    editor = walk.window.workspace.editor
    editor.apply("清空", editor.document.with_cells(dict.fromkeys(editor.form.cells, "")))
    with pytest.raises(walks.WalkError, match="in the file or in a journal"):
        walk.judge()


def test_an_undo_that_is_not_exact_is_found_out(walks, walk, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = walk.window.workspace.editor
    before = editor.document
    walk.steps = 0
    walk.hand.text()
    monkeypatch.setattr(editor, "undo", lambda: None)
    with pytest.raises(walks.WalkError, match="undo"):
        walk.take_back(before)
