"""The list of problems: what can be done about a number of the text that does not agree, and one filled button."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from govreport_gui.core.report.document import Document
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.findings.deeds import Matter
from govreport_gui.ui.findings.findings_list import FindingsList
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import ALT, Key, text_page

CELLS = {
    "requests.new.natural_person": "70",
    "requests.granted.natural_person": "69",
    "requests.carried_out.natural_person": "1",
}
TEXT = "（二）依申请公开方面。本年度共收到70件申请，及时依法依规办结68件，1件结转下年度继续办理。"
MATTER = Qt.ItemDataRole.UserRole


@pytest.fixture
def reported(window: MainWindow, sample: Imported, zeros: Document) -> MainWindow:
    cells = dict.fromkeys((cell for cell in sample.form.cells if "total" in cell), "")
    window.workspace.show_report(sample.form, zeros.with_cells(cells | CELLS).with_section("overview", TEXT))
    return window


def chosen(window: MainWindow) -> tuple[FindingsList, Matter]:
    """The list with the number of the text current that does not agree."""
    found = window.workspace.view.findings.list
    matters = {row: found.item(row).data(MATTER) for row in found.problems()}
    row, matter = next((row, each) for row, each in matters.items() if each is not None and each.mismatch is not None)
    found.setCurrentRow(row)
    assert isinstance(matter, Matter)
    return found, matter


def press(found: FindingsList, words: str) -> None:
    """Click on the button that begins with these words in the block of the current problem."""
    index = found.currentIndex()
    places = [each.place for each in found.rows.laid_out(index)[0] if each.text.startswith(words)]
    assert len(places) == 1
    at = found.visualRect(index).topLeft() + places[0].center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QCoreApplication.processEvents()


def filled(found: FindingsList) -> bool:
    """Whether anything in the list is painted in the colour of the filled button."""
    picture: QImage = found.viewport().grab().toImage()
    wanted = theme.colour("accent").rgb()
    # The frame of the current line has that colour too, but is two pixels thick.
    return any(
        all(picture.pixel(x, y + more) == wanted for more in range(4))
        for y in range(picture.height() - 4)
        for x in range(20, picture.width() - 20, 3)
    )


def test_the_text_is_put_right_from_the_list_where_the_table_is_clearly_right(reported: MainWindow) -> None:
    view = reported.workspace.view
    view.go("requests_text")
    found, matter = chosen(reported)
    assert [each.words for each in matter.deeds] == ["正文改为 69", "转到表三", "写说明…"]
    assert matter.main is matter.deeds[0]
    press(found, "正文改为 69")
    assert "办结69件" in reported.workspace.editor.document.sections["overview"]
    assert reported.workspace.editor.undo_label == "正文改为 69"
    assert view.part == "overview", "what was changed is in sight"


def test_the_key_does_it_too_and_the_way_to_the_table_is_there(reported: MainWindow) -> None:
    view = reported.workspace.view
    view.go("cover")
    found, _ = chosen(reported)
    press(found, "转到表三")
    assert (view.part, view.cell) == ("requests_text", "requests.results_total.total")
    assert not reported.workspace.editor.undo_label
    found.setFocus()
    QTest.keyClick(found, Key.Key_Return, ALT)
    assert "办结69件" in reported.workspace.editor.document.sections["overview"]


def test_of_two_equal_ways_the_clerk_chooses_where_the_words_are(reported: MainWindow) -> None:
    editor, view = reported.workspace.editor, reported.workspace.view
    editor.apply("改", editor.document.with_section("problems", "仍有差距，全年办结68件。"))
    found, matter = chosen(reported)
    assert matter.main is None
    assert [each.kind for each in matter.deeds] == ["mend", "look", "explain"]
    found.setFocus()
    assert not filled(found)
    QTest.keyClick(found, Key.Key_Return, ALT)
    assert "68件" in editor.document.sections["overview"], "nothing is changed unasked"
    assert view.part == "overview"
    assert text_page(reported).repair.ways[0].hasFocus()


def test_a_value_that_is_no_longer_the_tables_is_not_put_in(reported: MainWindow) -> None:
    editor = reported.workspace.editor
    _, matter = chosen(reported)
    editor.apply("填", editor.document.with_cells({"requests.granted.natural_person": "68"}))
    reported.workspace.view.findings._do(matter.deeds[0])
    assert "办结68件" in editor.document.sections["overview"]


def test_there_is_one_filled_button_in_the_window(reported: MainWindow) -> None:
    editor, view = reported.workspace.editor, reported.workspace.view
    editor.apply("错", editor.document.with_cells({"proactive.fees.amount": "-1"}))
    view.go("overview")
    view.page.setFocus()
    QCoreApplication.processEvents()
    found, _ = chosen(reported)
    line = text_page(reported).repair
    assert line.sure_value is not None
    assert (line.ways[0].property("main"), filled(found)) == (True, False)
    found.setFocus()
    assert (line.ways[0].property("main"), filled(found)) == (False, True)
    view.go("requests_text")
    view.page.setFocus()
    assert filled(found)
    reported.resize(911, 480)
    view.go("overview")
    view.page.setFocus()
    QCoreApplication.processEvents()
    assert (line.ways[0].property("main"), view.findings._head._act.property("main")) == (True, False)
    view.go("requests_text")
    QCoreApplication.processEvents()
    assert view.findings._head._act.property("main")
