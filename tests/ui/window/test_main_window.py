"""The flows of docs/architecture.md through real events."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.unit import Unit
from govreport_gui.core.rules.coverage import coverage
from govreport_gui.files import resources
from govreport_gui.files.output import export
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui import app
from govreport_gui.ui.actions import editing, last_year, navigation, new_report, open_save
from govreport_gui.ui.findings import explain_dialog
from govreport_gui.ui.importing.import_window import ImportWindow
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.start import unit_dialogs
from govreport_gui.ui.widgets import dialogs, fitting
from govreport_gui.ui.widgets.fields import Guess
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import cover, menu_of, table_page, text_page

CELL = "requests.granted.natural_person"


def grid(window: MainWindow, part: str = "requests_text") -> TablePage:
    window.workspace.view.go(part)
    page = table_page(window, part)
    page.setFocus()
    QCoreApplication.processEvents()
    return page


def type_into(window: MainWindow, cell: str, text: str, end: Qt.Key = Qt.Key.Key_Return) -> str:
    """Type a number with real key events; the cell that is current afterwards."""
    body = grid(window).table.body
    body.setCurrentIndex(body.table_model.index_of(cell))
    QTest.keyClicks(body, text[:1])
    (line,) = [line for line in body.findChildren(QLineEdit) if line.isVisible()]
    QTest.keyClicks(line, text[1:])
    QTest.keyClick(line, end)
    QCoreApplication.processEvents()
    return body.table_model.cell_at(body.currentIndex())


def chosen(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda _: True)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])


def answer(monkeypatch: pytest.MonkeyPatch, button: QMessageBox.StandardButton) -> None:
    monkeypatch.setattr(dialogs, "ask_save", lambda *_, **__: button)


def test_type_a_number_and_see_the_error(window: MainWindow) -> None:
    assert shown(window)[0].startswith("未发现问题。")
    after = type_into(window, CELL, "8")
    assert after == "requests.partial.natural_person"
    assert window.workspace.editor.document.cells[CELL] == "8"
    (cause,) = window.workspace.view.findings.list.causes()
    assert [finding.rule for finding in cause.findings] == ["T3-03", "T3-02"], "one entry for one cause"
    assert (cause.place, cause.deed) == ("（一）予以公开·自然人", "改为 9")
    assert all("相差1件" in finding.message for finding in cause.findings)
    assert (
        window.workspace.view.parts.item(window.workspace.view.parts.parts.index("requests_text")).toolTip()
        == "有必须改正的问题，2 处"
    )
    assert "2 处必须改正" in window.words.todo.text()
    window.menus.undo.trigger()
    assert window.workspace.editor.document.cells[CELL] == "9"
    QCoreApplication.processEvents()
    assert shown(window)[0].startswith("未发现问题。")
    window.menus.redo.trigger()
    assert window.workspace.editor.document.cells[CELL] == "8"


def test_tab_goes_on_and_enter_at_the_end_goes_to_the_next_column(window: MainWindow) -> None:
    assert type_into(window, CELL, "9", Qt.Key.Key_Tab) == "requests.granted.enterprise"
    assert type_into(window, "requests.carried_out.natural_person", "0") == "requests.new.enterprise"


@pytest.mark.parametrize(("end", "modifier"), [("new.natural_person", "Shift"), ("carried_out.total", "No")])
def test_tab_leaves_the_table_at_its_ends(window: MainWindow, end: str, modifier: str) -> None:
    body = grid(window).table.body
    body.setCurrentIndex(body.table_model.index_of(f"requests.{end}"))
    body.setFocus()
    QTest.keyClick(body, Qt.Key.Key_Tab, Qt.KeyboardModifier[f"{modifier}Modifier"])
    assert body.table_model.cell_at(body.currentIndex()) == f"requests.{end}"
    assert not body.hasFocus()


def test_escape_leaves_the_cell_as_it_was(window: MainWindow) -> None:
    type_into(window, CELL, "77", Qt.Key.Key_Escape)
    assert window.workspace.editor.document.cells[CELL] == "9"


@pytest.mark.parametrize(
    ("part", "start", "key", "end"),
    [
        ("requests_text", "requests.new.natural_person", Qt.Key.Key_Down, "requests.carried_in.natural_person"),
        ("requests_text", "requests.new.natural_person", Qt.Key.Key_Up, "requests.new.natural_person"),
        ("requests_text", "requests.new.natural_person", Qt.Key.Key_Right, "requests.new.enterprise"),
        ("requests_text", "requests.new.total", Qt.Key.Key_Right, "requests.new.total"),
        ("requests_text", "requests.carried_in.natural_person", Qt.Key.Key_Left, "requests.carried_in.natural_person"),
        ("proactive_text", "proactive.normative_documents.repealed", Qt.Key.Key_Down, "proactive.licensing.decisions"),
        ("proactive_text", "proactive.licensing.decisions", Qt.Key.Key_Up, "proactive.normative_documents.issued"),
        ("proactive_text", "proactive.licensing.decisions", Qt.Key.Key_Return, "proactive.penalties.decisions"),
        ("disputes_text", "disputes.reconsideration.total", Qt.Key.Key_Right, "disputes.litigation_direct.upheld"),
        ("disputes_text", "disputes.reconsideration.total", Qt.Key.Key_Return, "disputes.litigation_direct.upheld"),
    ],
)
def test_keys_step_over_words(window: MainWindow, part: str, start: str, key: Qt.Key, end: str) -> None:
    body = grid(window, part).table.body
    body.setCurrentIndex(body.table_model.index_of(start))
    QTest.keyClick(body, key)
    assert body.table_model.cell_at(body.currentIndex()) == end


def test_delete_empties_the_selection_as_one_step(window: MainWindow) -> None:
    page = grid(window)
    body = page.table.body
    body.setCurrentIndex(page.model.index_of("requests.new.natural_person"))
    chooser = body.selectionModel()
    chooser.select(page.model.index_of("requests.new.total"), chooser.SelectionFlag.Select)
    QTest.keyClick(page.table.body, Qt.Key.Key_Delete)
    assert "requests.new.natural_person" not in window.workspace.editor.document.cells
    assert "requests.new.total" not in window.workspace.editor.document.cells
    editing.undo(window.workspace)
    assert len(window.workspace.editor.document.cells) == 200


def test_a_problem_shows_the_cells_to_look_at(window: MainWindow) -> None:
    type_into(window, "requests.new.natural_person", "8")
    window.workspace.view.go("cover")
    finding = next(each for each in window.workspace.editor.checked.findings if each.rule == "T3-01")
    window.workspace.view.findings.chosen.emit(finding)
    page = table_page(window, "requests_text")
    assert window.workspace.view.page is page
    body = page.table.body
    assert body.table_model.cell_at(body.currentIndex()) == "requests.new.natural_person"
    other, same = (page.model.index_of(f"requests.new.{column}") for column in ("enterprise", "natural_person"))
    background = Qt.ItemDataRole.BackgroundRole
    assert same.data(background) != other.data(background)
    assert page.model.pointed == {"requests.new.natural_person"}, "the one that is wrong"
    assert same.data(Qt.ItemDataRole.FontRole) is None, "bold numbers are totals that were typed"
    # Delete empties the one cell that the clerk is in, not all that the problem is about
    QTest.keyClick(body, Qt.Key.Key_Delete)
    assert len(window.workspace.editor.document.cells) == 199


def test_table_three_needs_no_sideways_scrolling_and_table_four_is_whole(window: MainWindow, qtbot: QtBot) -> None:
    for part in ("proactive_text", "requests_text", "disputes_text"):
        page = grid(window, part)
        qtbot.wait(1)
        body, head = page.table.body, page.table.head
        assert body.horizontalScrollBar().maximum() == 0, part
        assert sum(body.columnWidth(each) for each in range(page.model.columnCount())) <= body.viewport().width() + 1
        if part != "requests_text":
            assert body.verticalScrollBar().maximum() == 0, part
        if page.model.table.header_lines:
            heights = sum(head.rowHeight(line) for line in range(page.model.table.header_lines))
            assert head.viewport().height() >= heights - 1, part
            assert head.columnWidth(0) == body.columnWidth(0)


def test_text_is_one_step_when_it_is_left(window: MainWindow) -> None:
    window.workspace.view.go("problems")
    box = text_page(window, "problems").text
    box.setPlainText("一\u00a0二 <b>&{}")
    assert window.isWindowModified()
    assert "problems" in window.workspace.editor.document.sections
    window.workspace.view.go("cover")
    window.workspace.view.commit()
    assert window.workspace.editor.document.sections["problems"] == "一\u00a0二 <b>&{}"
    assert window.workspace.editor.undo_label == "修改五、问题及改进"
    editing.undo(window.workspace)
    assert window.workspace.editor.document.sections["problems"].startswith("（一）存在的主要问题")
    window.workspace.view.go("problems")
    assert box.text().startswith("（一）存在的主要问题")


def test_showing_a_text_does_not_change_it(window: MainWindow, sample: Imported) -> None:
    window.workspace.show_report(sample.form, sample.document)
    before = window.workspace.editor.document
    for part in window.workspace.view.parts.parts:
        window.workspace.view.go(part)
    window.workspace.view.commit()
    assert window.workspace.editor.document is before
    assert "\u00a0" in before.sections["overview"]


def test_cover_data(window: MainWindow) -> None:
    window.workspace.view.go("cover")
    page = cover(window)
    page.unit.setText("甲县财政局")
    page.unit.editingFinished.emit()
    page.kind.setCurrentIndex(page.kind.findData("department"))
    page.kind.activated.emit(1)
    page.rulemaker.choose("no")
    document = window.workspace.editor.document
    assert (document.unit, document.kind, document.rulemaker) == ("甲县财政局", "department", False)
    editing.undo(window.workspace)
    editing.undo(window.workspace)
    editing.undo(window.workspace)
    assert page.unit.text() == "彭水苗族土家族自治县人民政府机关"
    assert page.rulemaker.code == ""


def test_save_and_open_again(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    type_into(window, CELL, "8")
    chosen(monkeypatch, tmp_path / "年报")
    assert open_save.save(window.workspace)
    path = tmp_path / "年报.govreport"
    assert (window.workspace.path, window.isWindowModified()) == (path, False)
    assert reading.read(path).document == window.workspace.editor.document
    editing.undo(window.workspace)
    assert window.isWindowModified()
    answer(monkeypatch, QMessageBox.StandardButton.Discard)
    open_save.leave_for(window.workspace, path)
    assert window.workspace.editor.document.cells[CELL] == "8"
    assert not window.isWindowModified()
    assert window.workspace.settings.recent[0] == str(path)


def test_a_source_that_is_no_report_file_is_unsaved(
    window: MainWindow, tmp_path: Path, taken_as_read: list[ImportWindow]
) -> None:
    source = tmp_path / "收到的年报.txt"
    source.write_bytes(resources.path("samples/pengshui-2021.txt").read_bytes())
    open_save.leave_for(window.workspace, source)
    assert window.workspace.path is None
    assert window.workspace.editor.modified
    assert "收到的年报" in window.windowTitle()
    assert len(taken_as_read) == 1


def test_a_file_that_cannot_be_read_leaves_the_report_open(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    monkeypatch.setattr(dialogs, "say_error", lambda _, sentence: said.append(sentence))
    bad = tmp_path / "坏.govreport"
    bad.write_text("{", encoding="utf-8")
    before = window.workspace.editor
    open_save.leave_for(window.workspace, bad)
    assert window.workspace.editor is before
    assert len(said) == 1
    assert said[0].startswith("“坏.govreport”已损坏")
    chosen(monkeypatch, tmp_path / "没有" / "甲.govreport")
    assert not open_save.save_as(window.workspace)
    assert "文件夹不存在" in said[1]
    window.workspace.editor.mark_saved()


@pytest.mark.parametrize(
    ("button", "closed", "saved"),
    [
        (QMessageBox.StandardButton.Save, True, True),
        (QMessageBox.StandardButton.Discard, True, False),
        (QMessageBox.StandardButton.Cancel, False, False),
    ],
)
def test_closing_asks_about_unsaved_changes(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, button, closed: bool, saved: bool
) -> None:
    path = tmp_path / "甲.govreport"
    chosen(monkeypatch, path)
    answer(monkeypatch, button)
    # a number that is still being typed counts as well
    body = grid(window).table.body
    body.setCurrentIndex(body.table_model.index_of(CELL))
    QTest.keyClicks(body, "8")
    assert window.close() is closed
    assert path.exists() is saved
    if saved:
        assert reading.read(path).document.cells[CELL] == "8"


def test_closing_an_unchanged_report_asks_nothing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "ask_save", lambda *_, **__: pytest.fail("asked"))
    assert window.close()


def test_new_report_on_the_form_of_its_year(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = unit_dialogs.NewReport(Unit("甲局"), 2020)
    monkeypatch.setattr(unit_dialogs, "ask_new", lambda *_: asked)
    new_report.new(window.workspace)
    assert (window.workspace.editor.document.format, window.workspace.editor.document.year) == ("2019", 2020)
    assert window.workspace.editor.checked.verdict == "unfinished"
    assert window.workspace.view.findings.list.causes() == ()
    assert shown(window)[0] == "尚无可核对的数据。"
    assert not window.isWindowModified()


def test_qts_own_buttons_are_chinese(window: MainWindow) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    texts = {button.text().replace("&", "").split("(")[0] for button in buttons.buttons()}
    assert texts == {"保存", "取消"}


def test_undo_inside_a_text_that_is_being_typed(window: MainWindow) -> None:
    window.workspace.view.go("closing")
    box = text_page(window, "closing").text
    box.setFocus()
    QTest.keyClicks(box, "abc")
    assert box.text() == "abc"
    assert window.workspace.editor.undo_label == ""
    editing.undo(window.workspace)
    assert box.text() == ""
    QTest.keyClicks(box, "xyz")
    window.workspace.view.commit()
    assert window.workspace.editor.undo_label == "修改落款"
    editing.undo(window.workspace)
    assert box.text() == ""
    assert window.workspace.editor.document.sections.get("closing") is None


def test_as_many_redos_as_undos_bring_everything_back(window: MainWindow) -> None:
    type_into(window, CELL, "8")
    window.workspace.view.go("closing")
    box = text_page(window, "closing").text
    box.setFocus()
    QTest.keyClicks(box, "abc")
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (box.text(), window.workspace.editor.document.cells[CELL]) == ("", "9")
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert (box.text(), window.workspace.editor.document.cells[CELL]) == ("abc", "8")


def test_a_text_is_checked_while_the_clerk_pauses(window: MainWindow, qtbot: QtBot) -> None:
    window.workspace.view.go("problems")
    box = text_page(window, "problems").text
    box.setFocus()
    box.moveCursor(QTextCursor.MoveOperation.End)
    before = box.text()
    box.insertPlainText("收到政府信息公开申请5件。")
    qtbot.waitUntil(lambda: "1 处需要说明" in window.words.todo.text())
    assert box.extraSelections(), "the very words are underlined"
    assert (box.hasFocus(), box.textCursor().atEnd()) == (True, True)
    box.insertPlainText("另写一句。")
    assert window.menus.undo.isEnabled()
    editing.undo(window.workspace)
    assert box.text() == f"{before}收到政府信息公开申请5件。"
    editing.undo(window.workspace)
    assert box.text() == before
    assert box.textCursor().atEnd(), "the clerk stays where the change was"


def test_how_many_numbers_of_a_text_are_compared_is_said(window: MainWindow) -> None:
    window.workspace.view.go("problems")
    page = text_page(window)
    assert page.compared.text() == ""
    page.text.insertPlainText("收到政府信息公开申请9件，办结9件。另有5处亮点。")
    window.workspace.view.commit()
    assert page.compared.text() == "与表格核对 2 个数"


def test_half_a_word_of_an_input_method_is_no_step(window: MainWindow, qtbot: QtBot) -> None:
    window.workspace.view.go("closing")
    box = text_page(window, "closing").text
    box.setFocus()
    QTest.keyClicks(box, "abc")
    QApplication.sendEvent(box, QInputMethodEvent("zhong", []))
    box._commit_at_pause()
    assert box.pending
    done = QInputMethodEvent()
    done.setCommitString("中")
    QApplication.sendEvent(box, done)
    box._commit_at_pause()
    assert window.workspace.editor.document.sections["closing"] == "abc中"


def test_undo_and_redo_are_offered_only_where_there_is_something(window: MainWindow) -> None:
    def offered() -> tuple[bool, bool]:
        window.words.todo  # noqa: B018  # up to date
        return window.menus.undo.isEnabled(), window.menus.redo.isEnabled()

    assert offered() == (False, False)
    window.workspace.view.go("closing")
    box = text_page(window, "closing").text
    box.setFocus()
    QTest.keyClicks(box, "abc")
    assert offered() == (True, False), "also while it is being typed"
    editing.undo(window.workspace)
    assert offered() == (False, True)
    steps = {entry.objectName(): entry for entry in box.menu_at(QPoint(5, 5)).actions()}
    assert (steps["edit-undo"].isEnabled(), steps["edit-redo"].isEnabled()) == (False, True)
    steps["edit-redo"].trigger()
    assert box.text() == "abc"


def test_saving_under_a_name_that_exists_asks_first(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    existing = tmp_path / "甲.govreport"
    existing.write_text("重要", encoding="utf-8")
    tries = iter([True, False])
    monkeypatch.setattr(QFileDialog, "exec", lambda _: next(tries))
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(tmp_path / "甲")])
    asked = []
    monkeypatch.setattr(dialogs, "ask_replace", lambda _, name: asked.append(name))
    assert not open_save.save_as(window.workspace)
    assert asked == ["甲.govreport"]
    assert existing.read_text(encoding="utf-8") == "重要"
    window.workspace.editor.mark_saved()


def test_what_is_being_typed_is_saved_too(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "甲.govreport"
    chosen(monkeypatch, path)
    assert open_save.save(window.workspace)
    body = grid(window).table.body
    body.setCurrentIndex(body.table_model.index_of(CELL))
    QTest.keyClicks(body, "7")
    assert open_save.save(window.workspace)
    assert reading.read(path).document.cells[CELL] == "7"
    window.workspace.view.go("cover")
    cover(window).unit.setText("乙局")
    assert window.workspace.view.pending
    assert open_save.save(window.workspace)
    assert reading.read(path).document.unit == "乙局"


def test_an_undone_change_of_the_cover_stays_undone(window: MainWindow) -> None:
    window.workspace.view.go("cover")
    cover(window).unit.setText("乙局")
    window.workspace.view.commit()
    window.workspace.view.go("requests_text")
    editing.undo(window.workspace)
    assert window.workspace.editor.document.unit.startswith("彭水")
    assert window.workspace.view.part == "cover"
    window.workspace.view.go("requests_text")
    window.workspace.view.commit()
    editing.undo(window.workspace)
    assert window.workspace.editor.document.unit.startswith("彭水")
    assert not window.isWindowModified()
    editing.redo(window.workspace)
    assert window.workspace.editor.document.unit == "乙局"
    window.workspace.editor.mark_saved()


def test_undo_shows_where_it_changed_something(window: MainWindow) -> None:
    type_into(window, CELL, "8")
    window.workspace.view.go("problems")
    editing.undo(window.workspace)
    assert window.workspace.view.part == "requests_text"
    assert window.workspace.view.table_page.table.current_cell() == CELL
    block = [f"requests.{row}.{column}" for row in ("new", "carried_in") for column in ("natural_person", "enterprise")]
    window.workspace.editor.apply("粘贴", window.workspace.editor.document.with_cells(dict.fromkeys(block, "7")))
    body = window.workspace.view.table_page.table.body
    body.go_to("requests.carried_out.total")
    editing.undo(window.workspace)
    assert (body.current_cell(), body.selected_cells()) == (block[0], block)
    apart = [CELL, "requests.carried_out.total"]
    window.workspace.editor.apply("改回自动", window.workspace.editor.document.with_cells(dict.fromkeys(apart, "")))
    editing.undo(window.workspace)
    assert body.selected_cells() == [CELL], "Delete after an undo must not empty what lies between"


def test_stepping_through_problems_and_writing_about_one(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    for row in ("carried_in", "carried_out"):
        for column, number in (("research", "2"), ("other", "2"), ("total", "4")):
            type_into(window, f"requests.{row}.{column}", number)
    body = table_page(window, "requests_text").table.body
    navigation.step_problems(window.workspace, 1)
    assert body.table_model.cell_at(body.currentIndex()) == "requests.carried_out.research"
    navigation.step_problems(window.workspace, 1)
    assert body.table_model.cell_at(body.currentIndex()) == "requests.carried_out.other"
    navigation.step_problems(window.workspace, 1)
    assert body.table_model.cell_at(body.currentIndex()) == "requests.carried_out.research"
    monkeypatch.setattr(explain_dialog, "ask", lambda *_: "均在12月下旬收到。")
    press_button(window)
    assert "1 处需要说明" in window.words.todo.text()
    window.workspace.view.findings.list.fold_turned.emit()
    assert any(text.startswith("已说明：表三“科研机构”列") for text in shown(window))
    editing.undo(window.workspace)
    assert "2 处需要说明" in window.words.todo.text()
    window.workspace.editor.mark_saved()


def test_problems_of_one_part_only(window: MainWindow) -> None:
    type_into(window, CELL, "8")
    window.workspace.view.findings._head.here.setChecked(True)
    assert len(window.workspace.view.findings.list.causes()) == 1
    window.workspace.view.go("disputes_text")
    assert shown(window)[0].startswith("本部分没有问题")
    window.workspace.editor.mark_saved()


def shown(window: MainWindow) -> list[str]:
    return [
        window.workspace.view.findings.list.item(row).text()
        for row in range(window.workspace.view.findings.list.count())
    ]


def levels(window: MainWindow) -> list[str]:
    return [cause.level for cause in window.workspace.view.findings.list.causes()]


def test_problems_of_one_level_only(window: MainWindow, sample: Imported) -> None:
    window.workspace.show_report(sample.form, sample.document.with_cells({CELL: "8"}))
    panel = window.workspace.view.findings
    names = {kind: button.accessibleName() for kind, button in panel.filters.items() if not button.isHidden()}
    assert names == {"": "全部 4", "must_fix": "必须改正 2", "explain": "需要说明 1", "notice": "提醒 1"}
    assert [panel.filters[kind].text() for kind in names] == ["全部 4", "2", "1", "1"], "signs stand for the levels"
    seen = []
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_F7)
        seen.append(levels(window))
    assert seen == [["must_fix"], ["explain"], ["notice"], ["must_fix", "explain", "notice"]]
    # F8 goes through what is shown, and where nothing is left of a level all are shown again.
    QTest.keyClick(window, Qt.Key.Key_F7)
    window.workspace.editor.undo()
    window.workspace.editor.apply("改回", sample.document)
    assert panel.filters["must_fix"].isHidden()
    assert panel.filters[""].isChecked()
    assert levels(window) == ["explain", "notice"]


def test_an_empty_list_says_what_was_gone_through_and_what_was_not(window: MainWindow) -> None:
    words, fold = shown(window)
    found = coverage(window.workspace.editor.form, window.workspace.editor.checked)
    assert f"已核对 {found.judged} 条规则" in words
    assert fold.endswith(f"未核对 {found.not_judged}")
    listed = window.workspace.view.findings.list
    listed.setCurrentRow(1)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert any(text.startswith("没有载入上年年报：") for text in shown(window))
    QTest.keyClick(listed, Qt.Key.Key_Space)
    assert len(shown(window)) == 2


def test_what_is_still_to_do_leads_there(window: MainWindow) -> None:
    window.workspace.editor.apply(
        "清空", window.workspace.editor.document.with_cells({"disputes.reconsideration.other": ""})
    )
    assert "1 格未填" in window.words.todo.text()
    navigation.to_open(window.workspace, "blank")
    body = table_page(window, "disputes_text").table.body
    assert body.table_model.cell_at(body.currentIndex()) == "disputes.reconsideration.other"
    window.workspace.editor.mark_saved()


def test_last_years_report_is_compared_with(
    window: MainWindow, form: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = tmp_path / "去年.govreport"
    before = Document(
        form.id, window.workspace.editor.document.unit, 2020, cells=window.workspace.editor.document.cells
    )
    store.write(last, before.with_cells({"requests.carried_out.other": "2", "requests.new.total": "8"}), form)
    chosen(monkeypatch, last)
    last_year.load_last_year(window.workspace)
    assert "XY-01" in [finding.rule for finding in window.workspace.editor.checked.findings]
    assert "正在与它比较" in window.workspace.message_bar.text.text()
    last_year.forget_last_year(window.workspace)
    assert window.workspace.editor.checked.findings == ()


def test_words_of_the_clerk_are_no_markup_in_tooltips(window: MainWindow) -> None:
    type_into(window, CELL, "<b>9</b>")
    listed = window.workspace.view.findings.list
    (row,) = listed.problems()
    assert "&lt;b&gt;9&lt;/b&gt;" in listed.item(row).toolTip()
    window.workspace.editor.mark_saved()


def test_the_window_fits_a_small_screen(window: MainWindow) -> None:
    fresh = MainWindow(remembering=False)
    room = fresh.screen().availableGeometry()
    assert fresh.width() <= room.width()
    assert fresh.height() <= room.height()
    assert fresh.minimumSizeHint().height() < 600
    assert fresh.minimumSizeHint().width() < 1000


def open_menu(window: MainWindow, part: str, words: str) -> list[QAction]:
    """The entries of the context menu over these words of a part."""
    window.workspace.view.go(part)
    box = text_page(window, part).text
    start = box.text().index(words)
    box.show_words((start, start + len(words)))
    inside = box.textCursor()
    inside.setPosition(start + 1)
    menu = box.menu_at(box.cursorRect(inside).center())
    menu.setParent(box)
    return menu.actions()


def test_a_number_of_the_text_follows_the_table(window: MainWindow) -> None:
    text = "全年收到政府信息公开申请9件，办结9件。"
    window.workspace.editor.apply("写", window.workspace.editor.document.with_section("overview", text))
    entries = open_menu(window, "overview", "9件，")
    (offer,) = [entry for entry in entries if entry.text().startswith("跟随")]
    assert "新收" in offer.text()
    offer.trigger()
    assert len(window.workspace.editor.document.bindings) == 1
    type_into(window, "requests.new.natural_person", "12")
    type_into(window, "requests.new.total", "12")
    assert window.workspace.editor.document.sections["overview"] == "全年收到政府信息公开申请12件，办结9件。"
    editing.undo(window.workspace)
    assert window.workspace.editor.document.sections["overview"] == text
    entries = open_menu(window, "overview", "9件，")
    next(entry for entry in entries if entry.text() == "不再跟随表格").trigger()
    assert not window.workspace.editor.document.bindings
    window.workspace.editor.mark_saved()


def test_the_usual_sentences_can_be_put_in(window: MainWindow) -> None:
    entries = open_menu(window, "overview", "主动公开")
    menu = next(menu_of(entry) for entry in entries if entry.text() == "插入数据句")
    before = text_page(window, "overview").text.text()
    menu.actions()[0].trigger()
    assert len(text_page(window, "overview").text.text()) > len(before)
    window.workspace.view.commit()
    window.workspace.editor.mark_saved()


def press_button(window: MainWindow) -> None:
    """Press the button of the current problem with the mouse."""
    listed = window.workspace.view.findings.list
    listed.scrollToItem(listed.currentItem())
    index = listed.currentIndex()
    pieces, _ = listed.rows.laid_out(index)
    (button,) = [piece.place for piece in pieces if piece.kind == "button"]
    place = button.center() + listed.visualRect(index).topLeft()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize("width", [1366, 1280])
def test_no_number_of_a_problem_is_cut(window: MainWindow, width: int) -> None:
    window.resize(width, 690)
    type_into(window, CELL, "12345678")
    listed = window.workspace.view.findings.list
    index = listed.model().index(1, 0)
    numbers = [piece for piece in listed.rows.laid_out(index)[0] if piece.right]
    assert any(piece.text.endswith("12345678") or len(piece.text) > 7 for piece in numbers)
    for piece in numbers:
        assert listed.fontMetrics().horizontalAdvance(piece.text) <= piece.place.width()
        assert piece.place.right() < listed.viewport().width()
    window.workspace.editor.mark_saved()


def test_a_repair_is_offered_and_made_with_one_click(window: MainWindow) -> None:
    type_into(window, CELL, "8")
    navigation.step_problems(window.workspace, 1)
    panel = window.workspace.view.findings
    assert panel.menu().actions()[-1].text() == "把“表三（一）予以公开·自然人”从 8 改成 9，2 处问题同时消失(&J)"
    press_button(window)
    assert window.workspace.editor.document.cells[CELL] == "9"
    assert window.workspace.editor.checked.findings == ()
    assert window.workspace.view.cell == CELL
    editing.undo(window.workspace)
    assert window.workspace.editor.document.cells[CELL] == "8"
    window.workspace.editor.mark_saved()


def test_words_of_a_finding_are_underlined(window: MainWindow, sample: Imported) -> None:
    window.workspace.show_report(sample.form, sample.document)
    window.workspace.view.go("overview")
    box = text_page(window, "overview").text
    finding = next(each for each in window.workspace.editor.checked.findings if each.rule == "TX-04")
    marked = [selection.cursor.selectedText() for selection in box.extraSelections()]
    assert any("\u00a0" in words for words in marked)
    window.workspace.view.show_finding(finding)
    assert box.textCursor().hasSelection()
    # while something else is typed the places are not known, and nothing is marked wrongly
    box.insertPlainText("新")
    box.mark_words()
    assert box.extraSelections() == []
    window.workspace.view.commit()
    window.workspace.editor.mark_saved()


def test_what_is_being_typed_survives_going_to_a_problem(window: MainWindow, sample: Imported) -> None:
    window.workspace.show_report(sample.form, sample.document)
    window.workspace.view.go("overview")
    box = text_page(window, "overview").text
    box.insertPlainText("正在打的字")
    navigation.step_problems(window.workspace, 1)
    assert "正在打的字" in box.text()
    assert "正在打的字" in window.workspace.editor.document.sections["overview"]
    box.insertPlainText("又打的字")
    # something else changes while this is being typed
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells({CELL: "7"}))
    assert "又打的字" in box.text()
    window.workspace.view.commit()
    assert "又打的字" in window.workspace.editor.document.sections["overview"]
    window.workspace.editor.mark_saved()


def test_a_repair_is_made_in_the_report_as_it_stands_now(window: MainWindow) -> None:
    type_into(window, CELL, "8")
    navigation.step_problems(window.workspace, 1)
    window.workspace.editor.apply("写", window.workspace.editor.document.with_section("closing", "后来写的"))
    press_button(window)
    assert window.workspace.editor.document.cells[CELL] == "9"
    assert window.workspace.editor.document.sections["closing"] == "后来写的"
    window.workspace.editor.mark_saved()


def test_taking_the_guess_keeps_what_is_being_typed(window: MainWindow) -> None:
    window.workspace.view.go("cover")
    page = cover(window)
    page.unit.setText("南京市教育局")
    page.findChild(Guess).button.click()
    document = window.workspace.editor.document
    assert (document.unit, document.level, document.kind) == ("南京市教育局", "municipal", "department")
    window.workspace.editor.mark_saved()


# ── the title ──────────────────────────────────────────────────────────


def test_the_title_says_unit_year_and_part_and_the_files_name_where_that_says_more(
    window: MainWindow, tmp_path: Path
) -> None:
    workspace = window.workspace
    editor = workspace.editor
    editor.apply("填写", replace(editor.document, unit="甲[*]局", year=2021))
    workspace.files.write(tmp_path / export.file_name(editor.document, ".govreport"), editor.document, editor.form)
    editor.mark_saved()
    workspace.view.go("requests_text")
    assert window.windowTitle() == "甲[*][*]局 2021 年度　三、依申请公开[*]"
    assert not window.isWindowModified()
    workspace.view.go("cover")
    assert window.windowTitle() == "甲[*][*]局 2021 年度　封面信息[*]"
    workspace.files.write(tmp_path / "甲局改.govreport", editor.document, editor.form)
    editor.apply("填写", replace(editor.document, unit="甲局", year=None))
    assert window.windowTitle() == "甲局　封面信息　甲局改[*]"
    assert window.isWindowModified()
    editor.apply("填写", replace(editor.document, unit=""))
    assert window.windowTitle() == "封面信息　甲局改[*]"


@pytest.mark.parametrize(("screen", "whole"), [(QSize(1366, 720), True), (QSize(1920, 1040), False)])
def test_the_first_time_the_window_takes_the_whole_of_a_small_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, screen: QSize, *, whole: bool
) -> None:
    app.application()
    monkeypatch.setattr(fitting, "area", lambda _: QRect(QPoint(0, 0), screen))
    first = MainWindow()
    qtbot.addWidget(first)
    first.show_first()
    assert first.isMaximized() is whole
    first.workspace.keep_settings()
    first.close()
    again = MainWindow()
    qtbot.addWidget(again)
    again.showNormal()
    again.workspace.keep_settings()
    third = MainWindow()
    qtbot.addWidget(third)
    third.show_first()
    assert not third.isMaximized(), "as it was left"


def test_what_comes_from_a_file_is_offered_to_be_saved_beside_it(window: MainWindow, tmp_path: Path) -> None:
    workspace, (there, elsewhere) = window.workspace, (tmp_path / "年报", tmp_path / "别处")
    there.mkdir()
    elsewhere.mkdir()
    workspace.show_report(workspace.editor.form, workspace.editor.document, near=there / "去年.docx")
    assert workspace.folder() == str(there)
    workspace.settings = replace(workspace.settings, default_folder=str(elsewhere))
    assert workspace.folder() == str(elsewhere), "what the clerk has set goes before"
    workspace.settings = replace(workspace.settings, default_folder="")
    workspace.show_report(workspace.editor.form, workspace.editor.document)
    assert workspace.folder() != str(there)
