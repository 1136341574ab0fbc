from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from govreport_gui.core.findings.progress import COVER
from govreport_gui.ui.report.cover_page import CoverPage
from govreport_gui.ui.window.main_window import MainWindow


@pytest.fixture
def cover(window: MainWindow) -> CoverPage:
    window.workspace.view.go(COVER)
    page = window.findChild(CoverPage)
    assert page is not None
    return page


def type_year(page: CoverPage, text: str) -> None:
    page.year.setFocus()
    page.year.selectAll()
    QTest.keyClicks(page.year, text)
    page.commit()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("25", "年度写四位数，如 2025。"),
        ("1999", "年度应在 2000 到 2100 之间。"),
        ("9999", "年度应在 2000 到 2100 之间。"),
    ],
)
def test_a_year_that_is_none_is_said_and_stays_to_be_put_right(
    window: MainWindow, cover: CoverPage, typed: str, sentence: str
) -> None:
    editor = window.workspace.editor
    type_year(cover, typed)
    assert editor.document.year is None
    assert cover.year_fault.text() == sentence
    assert cover.year_fault.isVisible()
    assert cover.year.text() == typed
    editor.apply("改名", replace(editor.document, unit="乙局"))
    assert (cover.unit.text(), cover.year.text()) == ("乙局", typed)
    type_year(cover, "2022")
    assert editor.document.year == 2022
    assert cover.year_fault.text() == ""


def test_taking_it_back_brings_the_year_back(window: MainWindow, cover: CoverPage) -> None:
    before = window.workspace.editor.document.year
    type_year(cover, "25")
    window.workspace.editor.undo()
    assert window.workspace.editor.document.year == before
    assert cover.year.text() == str(before)
    assert cover.year_fault.text() == ""
