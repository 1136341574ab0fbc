"""The window in which a foreign file is looked through, by keys alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from govreport_gui.core.reading import lines
from govreport_gui.core.reading.blocks import Paragraph, Table
from govreport_gui.core.reading.report import Reading, report_in
from govreport_gui.core.report.document import Document
from govreport_gui.files import resources
from govreport_gui.files.pdf.pictures import open_pages
from govreport_gui.ui.importing.import_window import ImportWindow
from govreport_gui.ui.importing.part_boxes import Purpose
from govreport_gui.ui.importing.review_list import ReviewList
from govreport_gui.ui.importing.source_pages import SourcePages
from govreport_gui.ui.importing.source_text import SourceText
from tests.ui.on_screen import ALT, SHIFT, Key, button

CELL = "requests.new.natural_person"


@pytest.fixture(scope="module")
def text() -> str:
    return resources.path("samples/pengshui-2021.txt").read_text(encoding="utf-8")


def reading_of(text: str) -> Reading:
    forms = resources.formats()
    found = report_in(lines.blocks(text, forms), forms)
    assert found is not None
    return found


Shown = Callable[..., ImportWindow]


@pytest.fixture
def shown(qtbot: QtBot, qapp: object) -> Shown:
    """Shows the window for a reading."""

    kept: list[QWidget] = []

    def show(read: Reading, purpose: Purpose | None = None, source: QWidget | None = None) -> ImportWindow:
        parent = QWidget()
        qtbot.addWidget(parent)
        kept.append(parent)
        made = ImportWindow(parent, "去年.txt", read, source or SourceText(read.blocks), purpose or Purpose())
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return show


@pytest.fixture
def doubtful(text: str) -> Reading:
    """A letter for a digit, and a sum that does not hold."""
    read = reading_of(text.replace("\t73\n", "\t7O\n", 1))
    assert any(entry.second for entry in read.account)
    return read


def focus(window: ImportWindow) -> QWidget:
    found = window.focusWidget()
    assert found is not None
    return found


def test_a_certain_reading_is_taken_with_enter(shown: Shown, text: str) -> None:
    read = reading_of(text)
    window = shown(read)
    assert window.proof.text().endswith("个等式全部成立")
    assert window.left.text() == "没有疑点"
    QTest.keyClick(focus(window), Key.Key_Return)
    assert window.taken is not None
    assert window.taken.document == read.document
    assert not window.isVisible()


def test_escape_takes_nothing(shown: Shown, text: str) -> None:
    window = shown(reading_of(text))
    QTest.keyClick(focus(window), Key.Key_Escape)
    assert window.taken is None
    assert not window.isVisible()


def test_nothing_is_taken_while_a_doubt_is_open(shown: Shown, doubtful: Reading) -> None:
    window = shown(doubtful)
    assert window.pending
    assert not window.take.isEnabled()
    window.accept()
    assert window.taken is None
    assert window.isVisible()


def test_enter_confirms_one_doubt_after_the_other_and_then_takes_it_all(shown: Shown, doubtful: Reading) -> None:
    window = shown(doubtful)
    for _ in range(len(window.review.matters)):
        assert isinstance(focus(window), ReviewList)
        QTest.keyClick(focus(window), Key.Key_Return)
    assert window.pending == ()
    QTest.keyClick(focus(window), Key.Key_Return)
    assert window.taken is not None
    assert window.taken.document == doubtful.document, "as it was read, not as it was meant"


def test_a_number_typed_stands_in_place_of_what_was_read(shown: Shown, doubtful: Reading) -> None:
    window = shown(doubtful)
    while (item := window.rows.current) is None or not item.second:
        QTest.keyClick(window.rows, Key.Key_F8)
    cell = item.cell
    QTest.keyClicks(window.rows, "7")
    (box,) = window.rows.findChildren(QLineEdit)
    QTest.keyClicks(box, "0")
    QTest.keyClick(box, Key.Key_Return)
    QTest.qWait(20)
    assert window.document().cells[cell] == "70"
    assert window.review.proof.broken == ()
    assert item.matter not in window.pending


def test_the_second_reading_is_taken_by_its_key_and_never_by_itself(shown: Shown, doubtful: Reading) -> None:
    window = shown(doubtful)
    while (item := window.rows.current) is None or not item.second:
        QTest.keyClick(window.rows, Key.Key_F8)
    assert window.document().cells[item.cell] == "7O"
    assert item.second in window.why.text()
    QTest.keyClick(window.rows, Key.Key_Return, ALT)
    QTest.qWait(20)
    assert window.document().cells[item.cell] == "70"


def test_f8_goes_round_the_open_doubts_and_back(shown: Shown, doubtful: Reading) -> None:
    wrong = replace(doubtful, document=doubtful.document.with_cells({"disputes.litigation_direct.total": "99"}))
    window = shown(wrong)
    assert len(window.pending) > 1

    def matter() -> str:
        assert window.rows.current is not None
        return window.rows.current.matter

    first = matter()
    met = [first]
    for _ in window.pending[1:]:
        QTest.keyClick(window.rows, Key.Key_F8)
        met.append(matter())
    assert sorted(met) == sorted(window.pending)
    QTest.keyClick(window.rows, Key.Key_F8)
    assert matter() == first
    QTest.keyClick(window.rows, Key.Key_F8, SHIFT)
    assert matter() == met[-1]


def test_an_equation_that_does_not_hold_is_said_at_the_top(shown: Shown, text: str) -> None:
    read = reading_of(text)
    window = shown(replace(read, document=read.document.with_cells({CELL: "77777"})))
    assert window.proof.text().endswith("个等式不成立")
    assert window.pending


def test_all_can_be_confirmed_at_once(shown: Shown, doubtful: Reading) -> None:
    window = shown(doubtful)
    window.confirm_all.click()
    assert window.pending == ()
    assert focus(window) is window.take


def test_zeros_are_folded_and_unfold_by_enter(shown: Shown, text: str) -> None:
    window = shown(reading_of(text))
    heads = [window.rows.topLevelItem(at) for at in range(window.rows.topLevelItemCount())]
    (zeros,) = [head for head in heads if head is not None and "为 0" in head.text(0)]
    assert not zeros.isExpanded()
    assert zeros.childCount() == sum(item.zero for item in window.review.certain)
    window.rows.setCurrentItem(zeros)
    window.rows.setFocus()
    QTest.keyClick(window.rows, Key.Key_Return)
    assert zeros.isExpanded()
    assert window.taken is None


def test_a_part_that_is_not_wanted_is_left_out(shown: Shown, text: str) -> None:
    window = shown(reading_of(text))
    window.parts.boxes["texts"].click()
    window.take.click()
    assert window.taken is not None
    assert (window.taken.parts.cells, window.taken.parts.texts) == (True, False)


def test_with_no_part_wanted_there_is_nothing_to_take(shown: Shown, text: str) -> None:
    window = shown(reading_of(text))
    for box in window.parts.boxes.values():
        box.setChecked(False)
    window.take.click()
    assert window.taken is None


def test_text_that_is_there_already_is_replaced_only_when_asked_for(shown: Shown, text: str) -> None:
    read = reading_of(text)
    present = Document(read.form.id, "测试市财政局", 2025, sections={"overview": "已经写好。"})
    window = shown(read, Purpose(present=present))
    assert not window.parts.boxes["texts"].isChecked()
    assert "1 部分已有文字" in (window.parts.boxes["texts"].text() + window.parts.boxes["texts"].toolTip())
    assert not window.parts.boxes["cover"].isChecked()


def test_the_source_shows_the_place_of_the_current_cell(shown: Shown, doubtful: Reading) -> None:
    source = SourceText(doubtful.blocks)
    window = shown(doubtful, source=source)
    while (item := window.rows.current) is None or not item.second:
        QTest.keyClick(window.rows, Key.Key_F8)
    cell = source.textCursor().currentTable()
    assert isinstance(cell, QTextTable)
    at = cell.cellAt(source.textCursor())
    found = at.firstCursorPosition()
    found.setPosition(at.lastCursorPosition().position(), found.MoveMode.KeepAnchor)
    assert found.selectedText() == "7O"


def test_every_cell_of_the_source_can_be_shown(qapp: object, text: str) -> None:
    read = reading_of(text)
    source = SourceText(read.blocks)
    for cell, spots in read.spots.items():
        source.show_spots(spots)
        table = source.textCursor().currentTable()
        assert table is not None, cell
        at = table.cellAt(source.textCursor())
        found = at.firstCursorPosition()
        found.setPosition(at.lastCursorPosition().position(), found.MoveMode.KeepAnchor)
        assert found.selectedText() == read.document.cells[cell]


def test_what_the_source_says_is_no_markup(qapp: object) -> None:
    source = SourceText((Paragraph("<b>甲</b><img src='file:///etc/hosts'>"), Table((("<i>1</i>", "2"),))))
    assert "<b>甲</b>" in source.toPlainText()
    assert "<i>1</i>" in source.toPlainText()


def test_a_pdf_is_shown_as_pages_with_the_cell_framed(shown: Shown, tmp_path, sample) -> None:
    from govreport_gui.core.rules.check import check  # noqa: PLC0415
    from govreport_gui.files.output import export  # noqa: PLC0415
    from govreport_gui.files.sources import pdf  # noqa: PLC0415

    path = tmp_path / "甲.pdf"
    export.write(path, sample.form, sample.document, check(sample.form, sample.document))
    content = path.read_bytes()
    forms = resources.formats()
    read = report_in(pdf.blocks(content)[0], forms)
    assert read is not None
    assert dict(read.document.cells) == dict(sample.document.cells)
    source = SourcePages(open_pages(content), read.blocks)
    window = shown(read, source=source)
    pages = set()
    for cell, spots in read.spots.items():
        block = read.blocks[spots[0].block]
        assert isinstance(block, Table)
        place = block.cell_place(spots[0].row, spots[0].position)
        assert place.box is not None, cell
        left, bottom, right, top = place.box
        assert 0 < right - left < 400, cell
        assert 0 < top - bottom < 100, cell
        source.show_spots(spots)
        pages.add(source.page)
    assert len(pages) > 1
    assert window.where.text().startswith("第 ")
    assert button(window, "采用(&A)").isEnabled()
