"""The current cell: last year, its problems, a remark, the follow-up mark, by keys as the clerk has them."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from govreport_gui.core.forms.form import Format
from govreport_gui.core.proofreading import reading_aloud
from govreport_gui.core.report.document import Document, LastYear, Note
from govreport_gui.core.report.notes import note, with_note
from govreport_gui.core.years.last_year import with_last
from govreport_gui.files import settings
from govreport_gui.files.saving import store
from govreport_gui.ui.actions import editing, last_year, open_save
from govreport_gui.ui.report.cell_pane import CellPane
from govreport_gui.ui.report.last_year_window import LastYearWindow
from govreport_gui.ui.table.grid import Grid
from govreport_gui.ui.table.table_view import OfficialTable
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import button, table_page

CELL = "requests.new.natural_person"
OTHER = "requests.granted.natural_person"
FAR = "disputes.reconsideration.total"
Key = Qt.Key
Role = Qt.ItemDataRole
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def rest(window: MainWindow) -> None:
    """Until the pane, if it is open, shows the cell that the clerk is in."""
    QCoreApplication.processEvents()
    while window.workspace.view.pane_shown and window.workspace.view.cell_pane.waiting:
        QTest.qWait(5)


def at(window: MainWindow, cell: str = CELL) -> Grid:
    """The grid with that cell current and the focus in it."""
    window.workspace.view.go(window.workspace.editor.form.part_of(cell))
    page = table_page(window)
    page.setFocus()
    page.table.body.setCurrentIndex(page.model.index_of(cell))
    rest(window)
    return page.table.body


def press(window: MainWindow, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.focusWidget() or window, key, modifiers)
    rest(window)


def compared(window: MainWindow, texts: dict[str, str], form: Format | None = None) -> None:
    """Compare with a report of the same unit of the year before, with these texts in its cells."""
    form = form or window.workspace.editor.form
    this = window.workspace.editor.document
    cells = {cell: text for cell, text in (dict(this.cells) | texts).items() if cell in form.cells and text}
    last = Document(form.id, this.unit, (this.year or 0) - 1, cells=cells)
    window.workspace.editor.apply("载入上年年报", with_last(this, LastYear(form, last)))
    rest(window)


def chosen(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Any dialog for a file is answered with that one."""
    monkeypatch.setattr(QFileDialog, "exec", lambda _: True)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])


@pytest.fixture
def pane(window: MainWindow) -> CellPane:
    at(window)
    return window.workspace.view.cell_pane


def entry_of(window: MainWindow, name: str) -> QAction:
    return next(each for each in window.findChildren(QAction) if each.iconText() == name)


def test_shown_by_default_and_put_away_for_good(qtbot: QtBot, window: MainWindow) -> None:
    at(window)
    assert window.workspace.view.pane_shown
    assert window.workspace.view.cell_pane.isVisible()
    press(window, Key.Key_F1)
    assert not window.workspace.view.cell_pane.isVisible()
    entry_of(window, "与上年比较").trigger()
    window.workspace.keep_settings()
    assert (settings.load().cell_pane, settings.load().show_last) == (False, True)
    again = MainWindow()
    qtbot.addWidget(again)
    again.workspace.show_report(window.workspace.editor.form, window.workspace.editor.document)
    assert not again.workspace.view.pane_shown
    compared(again, {CELL: "12"})
    assert entry_of(again, "与上年比较").isChecked()
    again.workspace.editor.mark_saved()
    press(window, Key.Key_F1)
    assert window.workspace.view.pane_shown
    press(window, Key.Key_F1)
    assert window.focusWidget() is table_page(window).table.body


def test_it_says_what_the_cell_is_and_what_counts_there(window: MainWindow, pane: CellPane) -> None:
    assert "收到的申请" in pane.help.text()
    at(window, "requests.refused_state_secret.natural_person")
    assert "收到的申请" not in pane.help.text()
    assert pane.place.text() == "表三（三）1.属于国家秘密·自然人（件）"
    assert "国家秘密" in pane.help.text()
    assert "条例" in pane.law.text()
    assert pane.last.text() == "0 件　没有载入上年年报"
    assert (pane.across.text(), pane.down.text()[-2:]) == ("0＋0＋0＋0＋0＋0＝0，总计 0，相符", "相符")
    window.workspace.view.go("problems")
    rest(window)
    assert pane.remark.isHidden()
    assert pane.help.text()
    assert "国家秘密" not in pane.help.text()


def test_last_year_in_the_pane(window: MainWindow, pane: CellPane) -> None:
    compared(window, {CELL: "12", OTHER: ""})
    assert pane.last.text() == "9 件　上年 12，减少 3（25%）"
    at(window, OTHER)
    assert pane.last.text() == "9 件　上年未填"
    window.workspace.view.go("problems")
    rest(window)
    assert not pane.last.isVisible()


def test_last_year_on_the_form_of_2019(window: MainWindow, pane: CellPane, old_form: Format) -> None:
    compared(window, {"requests.otherwise.natural_person": "4"}, old_form)
    at(window, "requests.otherwise_other.natural_person")
    assert pane.last.text().startswith("0 件　上年没有分列，“（六）其他处理”共 4；")
    at(window, "proactive.regulations.issued")
    assert pane.last.text().endswith("　上年的格式没有这一格")


def test_the_sums_of_the_cell_with_their_numbers(window: MainWindow, pane: CellPane) -> None:
    page = table_page(window)
    page.model.setData(page.model.index_of(CELL), "8")
    rest(window)
    assert pane.across.text() == "8＋0＋0＋0＋0＋0＝8，总计 9，相差 1"
    assert pane.down.text() == "8＋0＝8，9＋0＝9，相差 1"
    editing.undo(window.workspace)
    rest(window)
    assert pane.across.text().endswith("，总计 9，相符")


def test_a_total_says_that_it_may_be_typed(window: MainWindow, pane: CellPane) -> None:
    total = "requests.new.total"
    names = "自然人＋商业企业＋科研机构＋社会公益组织＋法律服务机构＋其他"
    at(window, total)
    assert pane.sum.text() == f"本格按手工总计核对；清空后自动相加：{names}。"
    press(window, Key.Key_Delete)
    assert pane.sum.text() == f"本格留空时自动相加：{names}；输入数字的，按手工总计核对。"
    at(window, CELL)
    assert not pane.sum.isVisible()


def test_a_remark_by_keys_alone_is_one_step(window: MainWindow) -> None:
    at(window)
    press(window, Key.Key_F2, SHIFT)
    pane = window.workspace.view.cell_pane
    assert pane.remark.hasFocus()
    QTest.keyClicks(pane.remark, "12.31")
    assert window.workspace.view.pending
    assert window.isWindowModified()
    press(window, Key.Key_Return, CTRL)
    assert note(window.workspace.editor.document, CELL) == Note("12.31")
    assert window.workspace.editor.undo_label == "写表三本年新收·自然人的备注"
    body = window.workspace.view.table_page.table.body
    assert body.hasFocus()
    assert body.table_model.cell_at(body.currentIndex()) == CELL
    press(window, Key.Key_Z, CTRL)
    assert not window.workspace.editor.document.notes
    assert not pane.remark.toPlainText()


@pytest.mark.parametrize(("key", "modifier"), [(Key.Key_Escape, "No"), (Key.Key_F2, "Shift")])
def test_leaving_the_remark_keeps_it(window: MainWindow, key: Key, modifier: str) -> None:
    at(window)
    press(window, Key.Key_F2, SHIFT)
    QTest.keyClicks(window.workspace.view.cell_pane.remark, "ask")
    press(window, key, Qt.KeyboardModifier[f"{modifier}Modifier"])
    assert window.workspace.view.table_page.table.body.hasFocus()
    assert note(window.workspace.editor.document, CELL).text == "ask"


def test_undo_takes_back_a_remark_that_is_being_typed_and_redo_brings_it_back(window: MainWindow) -> None:
    at(window)
    press(window, Key.Key_F2, SHIFT)
    remark = window.workspace.view.cell_pane.remark
    QTest.keyClicks(remark, "ask")
    press(window, Key.Key_Z, CTRL)
    window.workspace.view.cell_pane.show_now()
    assert not remark.toPlainText()
    assert not window.workspace.editor.undo_label
    press(window, Key.Key_Y, CTRL)
    window.workspace.view.cell_pane.show_now()
    assert remark.toPlainText() == "ask"


@pytest.mark.parametrize("how", ["another cell", "another part", "F1", "a problem", "save"])
def test_what_is_typed_about_a_cell_stays_with_it(
    window: MainWindow, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(window, FAR)
    window.workspace.view.table_page.model.setData(window.workspace.view.table_page.model.index_of(FAR), "4")
    press(window, Key.Key_F2, SHIFT)
    QTest.keyClicks(window.workspace.view.cell_pane.remark, "ask")
    match how:
        case "another cell":
            at(window, "disputes.reconsideration.upheld")
        case "another part":
            window.workspace.view.go("overview")
        case "F1":
            press(window, Key.Key_F1)
        case "a problem":
            press(window, Key.Key_F8)
        case "save":
            path = tmp_path / "年报.govreport"
            chosen(monkeypatch, path)
            assert open_save.save(window.workspace)
            assert store.from_text(path.read_text("utf-8"), "")[1].notes == {FAR: Note("ask")}
    assert window.workspace.editor.document.notes == {FAR: Note("ask")}


def test_typing_on_does_not_wait_for_the_pane(window: MainWindow, pane: CellPane) -> None:
    page = table_page(window)
    page.table.body.setCurrentIndex(page.model.index_of(OTHER))
    assert pane.waiting
    assert pane.cell == CELL
    rest(window)
    assert pane.cell == OTHER


def test_a_remark_being_typed_survives_something_else_that_changes(window: MainWindow) -> None:
    at(window)
    press(window, Key.Key_F2, SHIFT)
    remark = window.workspace.view.cell_pane.remark
    QTest.keyClicks(remark, "ask")
    window.workspace.editor.apply("改单位", replace(window.workspace.editor.document, unit="测试市财政局"))
    assert remark.toPlainText() == "ask"
    window.workspace.view.commit()
    assert note(window.workspace.editor.document, CELL).text == "ask"


def test_the_mark_by_key_and_by_tick(window: MainWindow, pane: CellPane) -> None:
    press(window, Key.Key_M, CTRL)
    assert note(window.workspace.editor.document, CELL).follow_up
    assert pane.mark.isChecked()
    assert "待复核" in window.words.todo.text()
    part = window.workspace.view.parts.item(window.workspace.view.parts.parts.index("requests_text"))
    assert part.toolTip() == "已完成，待复核 1 格"
    pane.mark.setFocus()
    press(window, Key.Key_Space)
    assert not window.workspace.editor.document.notes
    assert "待复核" not in window.words.todo.text()
    assert part.toolTip() == "已完成"


def test_the_mark_of_a_cell_heard_to_be_wrong_is_not_half_cleared(window: MainWindow, pane: CellPane) -> None:
    editor = window.workspace.editor
    editor.apply("标记校对有误", reading_aloud.marked_wrong(editor.document, CELL))
    marked = editor.document
    pane.show_now()
    assert (pane.mark.isChecked(), pane.mark.isEnabled()) == (True, False)
    assert pane.mark.toolTip() == reading_aloud.TO_CLEAR
    press(window, Key.Key_M, CTRL)
    assert editor.document is marked
    assert window.statusBar().currentMessage() == reading_aloud.TO_CLEAR
    editor.apply("取消校对有误", reading_aloud.not_wrong(marked, CELL))
    pane.show_now()
    assert (pane.mark.isChecked(), pane.mark.isEnabled()) == (False, True)
    # A file of an earlier version may hold half of it: the other half can be put back.
    editor.apply("写备注", with_note(marked, CELL, Note(reading_aloud.WRONG)))
    press(window, Key.Key_M, CTRL)
    assert note(editor.document, CELL) == note(marked, CELL)


def test_to_the_next_and_the_last_marked_cell(window: MainWindow) -> None:
    for cell in (FAR, CELL):
        at(window, cell)
        press(window, Key.Key_M, CTRL)
    press(window, Key.Key_F8, CTRL)
    assert window.workspace.view.cell == FAR
    press(window, Key.Key_F8, CTRL)
    assert window.workspace.view.cell == CELL
    press(window, Key.Key_F8, CTRL | SHIFT)
    assert window.workspace.view.cell == FAR
    at(window, OTHER)
    window.words.todo.linkActivated.emit("follow_up")
    assert window.workspace.view.cell == FAR


def test_where_nothing_is_marked_a_sentence_says_how(window: MainWindow) -> None:
    at(window)
    press(window, Key.Key_F8, CTRL)
    assert window.workspace.view.cell == CELL
    assert window.statusBar().currentMessage() == "无待复核的格。按 Ctrl+M 标记当前格。"


def picture(body: Grid, cell: str) -> QImage:
    body.selectionModel().clear()
    QCoreApplication.processEvents()
    return body.viewport().grab(body.visualRect(body.table_model.index_of(cell))).toImage()


def test_remark_and_mark_are_seen_and_heard(window: MainWindow) -> None:
    body = at(window)
    index = body.table_model.index_of(CELL)
    plain = picture(body, CELL)
    window.workspace.editor.apply("写备注", with_note(window.workspace.editor.document, CELL, Note("问法规科")))
    noted = picture(body, CELL)
    window.workspace.editor.apply(
        "记下", with_note(window.workspace.editor.document, CELL, Note("问法规科", follow_up=True))
    )
    flagged = picture(body, CELL)
    assert plain.pixelColor(plain.width() - 3, 2) == QColor("white")
    assert noted.pixelColor(noted.width() - 3, 2) != QColor("white")
    assert flagged != noted
    assert index.data(Role.ToolTipRole).endswith("待复核\n备注：问法规科")
    assert index.data(Role.AccessibleTextRole).endswith("，待复核，备注：问法规科")


def test_last_years_numbers_in_the_table_are_a_choice(window: MainWindow) -> None:
    body = at(window)
    compared(window, {CELL: "12"})
    high = body.rowHeight(3)
    wide = body.columnWidth(3)
    plain = picture(body, CELL)
    at(window)
    press(window, Key.Key_L, CTRL)
    assert body.table_model.last_texts[CELL] == "12"
    assert body.rowHeight(3) == high, "beside this year's, in the same line"
    assert body.columnWidth(3) > wide
    assert picture(body, CELL) != plain
    index = body.table_model.index_of(CELL)
    assert index.data() == "9"
    assert "上年 12" in index.data(Role.ToolTipRole)
    assert "上年 12" in index.data(Role.AccessibleTextRole)
    last_year.forget_last_year(window.workspace)
    assert not body.table_model.last_texts
    assert not window.menus.show_last.isChecked()
    assert (body.rowHeight(3), body.columnWidth(3)) == (high, wide)


def test_asking_for_last_years_numbers_without_any_says_what_to_do(window: MainWindow) -> None:
    at(window)
    press(window, Key.Key_L, CTRL)
    bar = window.workspace.message_bar
    assert "尚未载入上年年报" in bar.text.text()
    assert not window.menus.show_last.isChecked(), "nothing is compared"
    press(window, Key.Key_L, CTRL)
    assert "尚未载入上年年报" in bar.text.text()
    assert not window.menus.show_last.isChecked()
    document = window.workspace.editor.document
    last = Document(document.format, document.unit, (document.year or 0) - 1, cells={CELL: "12"})
    window.workspace.editor.apply("载入", with_last(document, LastYear(window.workspace.editor.form, last)))
    assert window.menus.show_last.isChecked(), "it was asked for"
    assert bar.isHidden()
    assert table_page(window).model.last_texts
    window.workspace.show_report(window.workspace.editor.form, document)
    assert not window.menus.show_last.isChecked()


def open_last_year(window: MainWindow) -> LastYearWindow:
    press(window, Key.Key_L, CTRL | SHIFT)
    (found,) = window.findChildren(LastYearWindow)
    return found


def test_last_years_report_is_looked_at_and_not_changed(window: MainWindow) -> None:
    at(window)
    compared(window, {CELL: "12"})
    found = open_last_year(window)
    assert found.words.text().startswith("彭水苗族土家族自治县人民政府机关，2020年度，2021年格式，填了 200 格。")
    assert found.tabs.tabText(found.tabs.currentIndex()) == "表三"
    table = found.tabs.currentWidget()
    assert isinstance(table, OfficialTable)
    index = table.body.table_model.index_of(CELL)
    assert index.data() == "12"
    before = window.workspace.editor.document
    table.body.setCurrentIndex(index)
    QTest.keyClick(table.body, Key.Key_Delete)
    assert index.data() == "12"
    assert "打开上年的文件改好、保存，再重新载入" in found.words.text()
    assert window.workspace.editor.document is before
    found.close()


def test_with_no_last_year_the_window_says_how_to_come_by_one(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: Format
) -> None:
    at(window)
    found = open_last_year(window)
    assert "用“新建”建一份2020年度的年报" in found.words.text()
    assert found.tabs.isHidden()
    path = tmp_path / "去年.govreport"
    store.write(path, replace(window.workspace.editor.document, year=2019, unit="别的单位"), form)
    chosen(monkeypatch, path)
    button(found, "载入上年年报(&L)…").click()
    assert found.words.text().startswith("别的单位，2019年度")
    assert not found.tabs.isHidden()
    said = window.workspace.message_bar.text.text()
    assert "载入的上年年报为2019年度，应为2020年度。" in said
    assert "载入的上年年报单位为“别的单位”" in said
    found.close()


def test_the_window_of_last_year_is_one_and_goes_with_its_report(window: MainWindow) -> None:
    open_last_year(window)
    press(window, Key.Key_L, CTRL | SHIFT)
    assert len([each for each in window.findChildren(LastYearWindow) if each.isVisible()]) == 1
    window.workspace.editor.mark_saved()
    open_save.close(window.workspace)
    assert not [each for each in window.findChildren(LastYearWindow) if each.isVisible()]


def test_a_report_just_opened_shows_its_cell_and_takes_a_remark_on_it(window: MainWindow, tmp_path: Path) -> None:
    workspace = window.workspace
    path = tmp_path / "甲局.govreport"
    store.write(path, workspace.editor.document, workspace.editor.form)
    workspace.editor.mark_saved()
    window.resize(1366, 690)
    open_save.leave_for(workspace, path)
    QTest.qWait(300)
    view = workspace.view
    assert view.cell
    assert view.cell_pane.cell == view.cell
    view.cell_pane.remark.setPlainText("以台账为准")
    view.commit()
    assert workspace.editor.document.notes[view.cell].text == "以台账为准"
    workspace.editor.mark_saved()
