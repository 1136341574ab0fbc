"""The box for the text of a part, and what the title says while it changes."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from govreport_gui.core.report.document import Document, Note
from govreport_gui.core.report.notes import note, with_note
from govreport_gui.files.saving import store
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.actions import current_cell, editing, open_save
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import text_page

CELL = "requests.new.natural_person"


@pytest.fixture
def report(tmp_path: Path, sample: Imported, calm: Document) -> Path:
    path = tmp_path / "甲.govreport"
    store.write(path, calm, sample.form)
    return path


@pytest.mark.parametrize("part", ["problems", "requests_text", "overview"])
def test_an_undo_from_another_part_takes_the_star_off_the_title(window: MainWindow, report: Path, part: str) -> None:
    open_save.leave_for(window.workspace, report)
    view = window.workspace.view
    view.go("overview")
    QTest.keyClicks(text_page(window).text, "x")
    view.go(part)
    assert window.isWindowModified()
    editing.undo(window.workspace)
    assert (view.part, view.pending, window.isWindowModified()) == ("overview", False, False)
    editing.redo(window.workspace)
    assert window.isWindowModified()
    QTest.keyClicks(text_page(window).text, "y")
    assert view.pending
    view.commit()


@pytest.mark.parametrize("text", ["a\u2028b", "a\rb", "a\u00a0b", "a\x00b"])
def test_a_remark_that_the_box_cannot_show_as_it_is_is_not_changed_by_looking(
    window: MainWindow, report: Path, text: str
) -> None:
    open_save.leave_for(window.workspace, report)
    document = window.workspace.editor.document
    window.workspace.editor.apply("写备注", with_note(document, CELL, Note(text)))
    window.workspace.editor.mark_saved()
    current_cell.toggle_pane(window.workspace)
    view = window.workspace.view
    view.go_to_cell(CELL)
    view.cell_pane.show_now()
    assert not view.pending
    view.commit()
    assert note(window.workspace.editor.document, CELL).text == text
    assert not window.isWindowModified()
