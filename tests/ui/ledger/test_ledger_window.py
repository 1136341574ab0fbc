"""台账: by mouse and by keys alone; nothing typed is lost; tables, deadlines and the report's cells lead to cases."""

import itertools
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from govreport_gui.core.ledger import register
from govreport_gui.core.ledger.application import Application, Dispute
from govreport_gui.core.ledger.ledger import Ledger, added, carried_over, changed
from govreport_gui.core.ledger.taking import TABLES
from govreport_gui.core.report.document import Document
from govreport_gui.files import clock, resources, settings
from govreport_gui.files.known import looker, reports
from govreport_gui.files.ledger import ledger_file, open_ledger, register_file
from govreport_gui.ui import app, crash
from govreport_gui.ui.actions import importing, ledgers, open_save
from govreport_gui.ui.ledger import copies, deeds, putting_out, register_import, result_dialog, taking_preview
from govreport_gui.ui.ledger.ledger_window import DUES, PROBLEMS, REGISTER, LedgerWindow
from govreport_gui.ui.ledger.register_view import RegisterView
from govreport_gui.ui.start.start_page import StartPage
from govreport_gui.ui.widgets import dialogs, theme
from govreport_gui.ui.widgets.fields import Choice
from govreport_gui.ui.window.main_window import MainWindow

NEW, GRANTED = "requests.new.natural_person", "requests.granted.natural_person"
TODAY = datetime(2025, 6, 3, 9)  # noqa: DTZ001  # a day on the clerk's wall
ONE = Application(
    0, "2025-001", "2025-03-03", channel="in_person", applicant="张三", applicant_class="natural_person",
    content="征收补偿方案", answered="2025-03-20", result="granted",
)  # fmt: skip
LEDGER = added(
    Ledger("某局", 2025),
    [
        ONE,
        replace(ONE, number="2025-002", applicant="李四", result="partial", content="预算"),
        replace(ONE, number="2025-003", received="2025-05-06", answered="", result="", content="规划"),
    ],
)


@pytest.fixture
def home(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(QDialog, "exec", lambda self: pytest.fail(f"{self.windowTitle()} waits for an answer"))
    monkeypatch.setattr(QMessageBox, "exec", lambda self: pytest.fail(f"{self.text()} waits for an answer"))
    monkeypatch.setattr(clock, "now", lambda: TODAY)
    app.application()
    window = MainWindow()
    qtbot.addWidget(window)
    yield window
    for desk in list(window.workspace.desks):
        desk.close()


@pytest.fixture
def shown(home: MainWindow, tmp_path: Path, qtbot: QtBot) -> LedgerWindow:
    path = tmp_path / "台账.govledger"
    open_ledger.create(path, LEDGER, TODAY).close(TODAY)
    window = ledgers.open_ledger_in(home.workspace, path)
    window.resize(1366, 690)
    qtbot.waitExposed(window)
    return window


def choose(choice: Choice, code: str) -> None:
    choice.setCurrentIndex(choice.findData(code))
    choice.activated.emit(choice.currentIndex())


def lines(window: LedgerWindow, *fields: str) -> list[tuple[str, ...]]:
    model = window.register.register
    at = [model.columns.index(field) for field in fields]
    return [tuple(model.index(row, column).data() or "" for column in at) for row in range(model.rowCount())]


def typed_in(view: RegisterView, text: str) -> QLineEdit:
    """The box of the current place after these keys; the first of them opens it."""
    QTest.keyClicks(view, text[0])
    box = view.indexWidget(view.currentIndex())
    assert isinstance(box, QLineEdit)
    QTest.keyClicks(box, text[1:])
    return box


def test_a_line_for_each_application_with_its_last_day(shown: LedgerWindow) -> None:
    assert lines(shown, "number", "due", "result") == [
        ("2025-001", "2025-03-31", "（一）予以公开"),
        ("2025-002", "2025-03-31", "（二）部分公开"),
        ("2025-003", "2025-06-04  剩 1 日", ""),
        ("在此登记", "", ""),
    ]
    assert shown.status.text().startswith("3 件　　未办结 1 件　　将到期 1 件")
    assert shown.windowTitle() == "台账　某局　2025 年度　台账.govledger"


def test_typing_in_the_blank_line_begins_an_application(shown: LedgerWindow, qtbot: QtBot) -> None:
    view = shown.register
    view.go_to(None, "number")
    QTest.keyClick(typed_in(view, "4"), Qt.Key.Key_Tab)
    assert view.place == (4, "received"), "Tab leads on in the line that was begun"
    QTest.keyClick(typed_in(view, "2025-5-1"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.editor.ledger.applications[-1].received == "2025-05-01")
    assert shown.editor.ledger.applications[-1].number == "4"
    qtbot.waitUntil(lambda: view.current is None)  # Enter leads on to the next blank line
    deeds.undo(shown)
    assert shown.editor.undo_label == "登记一件"
    deeds.undo(shown)
    assert len(shown.editor.ledger.applications) == 3


def test_what_was_typed_outlives_the_program(shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    model = shown.register.register
    model.setData(model.index(2, model.columns.index("answered")), "2025-5-30")
    assert shown.kept.text() == "未保存，已自动备份"
    path = shown.file.path
    shown.file.leave()  # the program ends here
    monkeypatch.setattr(shown.file, "close", lambda _: None)
    shown.close()
    again = open_ledger.open_(path, TODAY)
    assert again.restored
    assert again.ledger.of(3).answered == "2025-05-30"
    again.leave()


def test_closing_saves(shown: LedgerWindow) -> None:
    deeds.begin(shown)
    assert shown.editor.ledger.applications[-1].number == "2025-004", "the next register number is offered"
    path = shown.file.path
    assert shown.close()
    assert ledger_file.read(path)[0].applications[-1].number == "2025-004"


def test_what_was_saved_and_closed_is_opened_without_a_word(shown: LedgerWindow, home: MainWindow) -> None:
    deeds.begin(shown)
    assert shown.save()
    path = shown.file.path
    assert shown.close()
    again = ledgers.open_ledger_in(home.workspace, path)
    assert not again.file.restored


def test_an_application_under_work_stays_in_sight(shown: LedgerWindow) -> None:
    shown.kinds["open"].click()
    assert lines(shown, "number") == [("2025-003",)]
    model = shown.register.register
    model.setData(model.index(0, model.columns.index("answered")), "2025-05-30")
    assert lines(shown, "number") == [("2025-003",)]
    shown.kinds["open"].click()
    assert lines(shown, "number") == []
    shown.kinds["all"].click()
    assert len(lines(shown, "number")) == 4


def test_every_line_that_looks_different_is_painted_anew(shown: LedgerWindow) -> None:
    model, roles = shown.register.register, Qt.ItemDataRole

    def looks() -> list[list[str]]:
        of = (roles.DisplayRole, roles.BackgroundRole, roles.ForegroundRole, roles.AccessibleTextRole)
        columns = range(model.columnCount())
        return [
            [repr(model.index(row, column).data(role)) for column in columns for role in of]
            for row in range(model.rowCount())
        ]

    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    # Of its own, of another with the same number, of a day that has come, of nothing at all.
    acts: list[tuple[Callable[[], object], set[int]]] = [
        (lambda: shown.fill("remarks", "甲"), {1}),
        (lambda: shown.fill("number", "2025-001"), {0, 1}),
        (lambda: shown.editor.renew(shown.editor.calendar, TODAY.date() + timedelta(3)), {2}),
        (shown.save, set()),
    ]
    for act, rows in acts:
        shown.register.go_to(2, "number")
        before = looks()
        told.clear()
        act()
        after = looks()
        assert {row for row, (was, now) in enumerate(zip(before, after, strict=True)) if was != now} == rows
        painted = {row for first, last in told for row in range(first, last + 1)}
        assert rows <= painted <= set(range(min(rows, default=0), max(rows, default=-1) + 1))


def test_search_and_sort(shown: LedgerWindow, qtbot: QtBot) -> None:
    shown.search.setText("预算")
    qtbot.waitUntil(lambda: lines(shown, "number") == [("2025-002",)])
    shown.search.clear()
    qtbot.waitUntil(lambda: len(lines(shown, "number")) == 4)
    shown.register.sortByColumn(shown.register.register.columns.index("content"), Qt.SortOrder.AscendingOrder)
    assert [each[0] for each in lines(shown, "content")][:3] == sorted(["征收补偿方案", "预算", "规划"])


@pytest.mark.qt_log_ignore("This plugin does not support")  # lists that drop down without a screen
@pytest.mark.parametrize(("key", "goes_to"), [(Qt.Key.Key_Return, (2, "result")), (Qt.Key.Key_Tab, (1, "confirmed"))])
def test_one_key_takes_what_is_offered_and_goes_on(
    shown: LedgerWindow, qtbot: QtBot, key: Qt.Key, goes_to: tuple[int, str]
) -> None:
    view = shown.register
    view.go_to(1, "result")
    box = typed_in(view, "7")
    box.setText("部分")
    box.completer().setCompletionPrefix("部分")
    box.completer().complete()
    offered = box.completer().popup()
    assert offered.isVisible()
    QTest.keyClick(offered, Qt.Key.Key_Down)
    QTest.keyClick(offered, key)
    qtbot.waitUntil(lambda: view.place == goes_to)
    assert shown.editor.ledger.of(1).result == "partial"
    assert not offered.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")  # lists that drop down without a screen
def test_a_click_takes_what_is_offered(shown: LedgerWindow, qtbot: QtBot) -> None:
    view = shown.register
    view.go_to(1, "result")
    box = typed_in(view, "7")
    box.setText("部分")
    box.completer().setCompletionPrefix("部分")
    box.completer().complete()
    offered = box.completer().popup()
    at = offered.visualRect(offered.model().index(0, 0)).center()
    QTest.mouseClick(offered.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: shown.editor.ledger.of(1).result == "partial")
    qtbot.waitUntil(lambda: view.state() != RegisterView.State.EditingState)
    assert view.place == (1, "result")


@pytest.mark.qt_log_ignore("This plugin does not support")  # lists that drop down without a screen
def test_enter_keeps_what_was_typed_where_nothing_offered_is_marked(shown: LedgerWindow, qtbot: QtBot) -> None:
    view = shown.register
    view.go_to(1, "result")
    box = typed_in(view, "7")
    box.setText("部分公")
    box.completer().setCompletionPrefix("部分公")
    box.completer().complete()
    QTest.keyClick(box.completer().popup(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.place == (2, "result"))
    assert shown.editor.ledger.of(1).result == "部分公", "what is meant is the clerk's to say"


def test_escape_empties_the_search_and_then_leaves_it(shown: LedgerWindow, qtbot: QtBot) -> None:
    deeds.find(shown)
    shown.search.setText("李四")
    qtbot.waitUntil(lambda: len(shown.register.register.shown) == 1)
    QTest.keyClick(shown.search, Qt.Key.Key_Escape)
    assert (shown.search.text(), shown.focusWidget()) == ("", shown.search)
    qtbot.waitUntil(lambda: len(shown.register.register.shown) == 3)
    QTest.keyClick(shown.search, Qt.Key.Key_Escape)
    assert shown.focusWidget() is shown.register


def test_the_form_shows_the_steps_and_fills_them(shown: LedgerWindow) -> None:
    shown.register.go_to(3, "received")
    assert shown.form.state.text() == "剩1个工作日，期限2025年6月4日"
    box = shown.form.fields["extended"]
    assert isinstance(box, QLineEdit)
    shown.form.go_to("extended")
    box.setText("2025-6-3")
    box.editingFinished.emit()
    assert shown.editor.ledger.of(3).extended == "2025-06-03"
    assert box.text() == "2025-06-03"
    assert "再加" not in shown.form.steps["extension"].follows.text()
    choice = shown.form.fields["applicant_class"]
    assert isinstance(choice, Choice)
    choice.setCurrentIndex(choice.findData("enterprise"))
    choice.activated.emit(choice.currentIndex())
    assert shown.editor.ledger.of(3).applicant_class == "enterprise"
    assert shown.editor.undo_label == "填写申请人类别"


def test_what_is_none_of_the_choices_is_shown_as_written(shown: LedgerWindow) -> None:
    shown.register.go_to(1, "result")
    model = shown.register.register
    model.setData(model.index(0, model.columns.index("result")), "见答复书")
    choice = shown.form.fields["result"]
    assert isinstance(choice, Choice)
    assert choice.currentText() == "见答复书（不在可选的项中）"
    shown.register.go_to(2, "result")
    assert choice.code == "partial"
    assert all("见答复书" not in choice.itemText(at) for at in range(choice.count()))


def test_disputes_are_added_changed_and_taken_away(shown: LedgerWindow) -> None:
    shown.register.go_to(1)
    shown.form.disputes.more.click()
    block = shown.form.disputes.blocks[0]
    block.filed.setText("2025年5月1日")
    block.filed.editingFinished.emit()
    assert shown.editor.ledger.of(1).disputes == (Dispute("reconsideration", "2025-05-01"),)
    shown.form.disputes.blocks[0].remove.click()
    assert shown.editor.ledger.of(1).disputes == ()


def test_names_of_files_are_noted(shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shown.register.go_to(1)
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: tmp_path / "申请表.pdf")
    shown.form.attachments.more.click()
    shown.form.attachments.more.click()
    assert shown.editor.ledger.of(1).attachments == ("申请表.pdf",), "once, and without its folder"
    assert shown.form.attachments.names.text() == "申请表.pdf"
    shown.form.attachments.clear.click()
    assert shown.editor.ledger.of(1).attachments == ()


def test_the_result_is_found_by_questions(shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = result_dialog.ResultDialog(shown, shown.editor.vocabulary, "申请2025-003")
    QTest.keyClick(asked, Qt.Key.Key_3)
    assert asked.question.text() == "不予公开的理由是什么？"
    QTest.keyClick(asked, Qt.Key.Key_Backspace)
    QTest.keyClick(asked, Qt.Key.Key_4)
    QTest.keyClick(asked, Qt.Key.Key_2)
    assert asked.result_id == "unavailable_must_be_created"
    monkeypatch.setattr(result_dialog, "ask", lambda *_: asked.result_id)
    shown.register.go_to(3)
    shown.choose_result()
    assert shown.editor.ledger.of(3).result == "unavailable_must_be_created"


def test_a_cell_leads_to_its_applications(shown: LedgerWindow) -> None:
    shown.go_to_cell(NEW)
    assert [line[0] for line in shown.cell_list.lines] == [1, 2, 3]
    shown.counted.go_to(GRANTED)
    assert shown.place.text() == "表三（一）予以公开·自然人"
    QTest.keyClick(shown.counted.tables["requests"].body, Qt.Key.Key_Return)
    QTest.keyClick(shown.cell_list, Qt.Key.Key_Return)
    assert shown.tab == REGISTER
    assert shown.register.place == (1, "number")


def test_the_tables_cannot_be_typed_in(shown: LedgerWindow) -> None:
    shown.go_to_cell(NEW)
    QTest.keyClicks(shown.counted.tables["requests"].body, "9")
    assert "不能直接修改" in shown.message_bar.text.text()
    assert shown.editor.undo_label == ""


def test_deadlines_and_problems_lead_to_the_register(shown: LedgerWindow) -> None:
    model = shown.register.register
    model.setData(model.index(0, model.columns.index("answered")), "2025-01-02")
    shown.show_tab(DUES)
    assert [line[2][:3] for line in shown.dues.lines] == [("2025-06-04", "剩 1 个工作日", "答复")]
    QTest.keyClick(shown.dues, Qt.Key.Key_Return)
    assert shown.register.place == (3, "answered")
    shown.show_tab(PROBLEMS)
    assert "答复日期" in shown.problems.lines[0][2][0]
    QTest.keyClick(shown.problems, Qt.Key.Key_Return)
    assert shown.register.place[0] == 1


def test_a_block_is_pasted_as_one_step(shown: LedgerWindow) -> None:
    shown.register.go_to(None, "number")
    QApplication.clipboard().setText("10\t2025-04-01\t王五\n11\t2025-04-02\t赵六")
    deeds.paste(shown)
    assert [each[0] for each in lines(shown, "number")] == ["2025-001", "2025-002", "2025-003", "10", "11", "在此登记"]
    assert shown.editor.undo_label == "粘贴 2 行"
    deeds.undo(shown)
    assert shown.editor.ledger == LEDGER


def test_a_copied_register_with_heads_is_looked_through(shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    QApplication.clipboard().setText(
        "登记编号\t收到日期\t申请人类别\t答复日期\t办理结果\n10\t2025-04-01\t个人\t2025-04-09\t同意公开\n合计\t1\t\t\t"
    )
    asked: list[register_import.RegisterImport] = []

    def take(self: register_import.RegisterImport) -> int:
        asked.append(self)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(register_import.RegisterImport, "exec", take)
    deeds.paste(shown)
    assert asked[0].said.text() == "读入 1 件；栏名、标题 1 行、合计行 1 行。"
    last = shown.editor.ledger.applications[-1]
    assert (last.number, last.applicant_class, last.result) == ("10", "natural_person", "granted")


def test_a_register_that_is_opened_as_a_report_is_offered_to_a_ledger(
    home: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "登记簿.csv"
    path.write_text("编号,收到日期,申请人类别,办理结果\n1,2024-03-05,个人,同意公开\n", encoding="utf-8")
    answers = iter(("", "ledger"))
    monkeypatch.setattr(dialogs, "ask", lambda *_: next(answers))
    monkeypatch.setattr(home.workspace, "ask_path", lambda *_: tmp_path / "新.govledger")
    monkeypatch.setattr(register_import.RegisterImport, "exec", lambda _: int(QDialog.DialogCode.Accepted))
    assert not open_save.open_path(home.workspace, path)
    assert not home.workspace.desks
    assert not open_save.open_path(home.workspace, path)
    assert home.workspace.at_start
    (window,) = home.workspace.desks
    assert isinstance(window, LedgerWindow)
    assert (window.editor.ledger.year, window.editor.ledger.applications[0].result) == (2024, "granted")


def test_a_register_that_is_imported_is_offered_to_a_ledger(
    home: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    form = resources.newest()
    home.workspace.show_report(form, Document(form.id, "某局", 2025), source="试")
    path = tmp_path / "登记簿.csv"
    path.write_text("编号,收到日期,申请人类别,办理结果\n1,2024-03-05,个人,同意公开\n", encoding="utf-8")
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask", lambda _window, words, *_: asked.append(words) or "")
    monkeypatch.setattr(open_save, "ask_for_report", lambda *_: (path,))
    importing.import_file(home.workspace)
    assert "像是依申请公开登记簿" in asked[0]
    assert not home.workspace.editor.document.cells


def test_a_ledger_without_applications_is_of_the_registers_year(
    shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def take(self: register_import.RegisterImport) -> int:
        asked.append(self.told.text())
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(register_import.RegisterImport, "exec", take)
    QApplication.clipboard().setText("编号\t收到日期\t申请人类别\n1\t2024-03-05\t个人\n2\t2024-03-06\t个人")
    deeds.paste(shown)
    assert "登记簿为2024年，本台账为2025年度" in asked[0]
    assert shown.editor.ledger.year == 2025
    shown.editor.apply("试", Ledger("某局", 2025))
    deeds.paste(shown)
    assert asked[1] == ""
    assert (shown.editor.ledger.year, len(shown.editor.ledger.applications)) == (2024, 2)
    shown.editor.apply("试", Ledger("某局", 2025))
    QApplication.clipboard().setText("编号\t收到日期\t申请人类别\n1\t3月5日\t个人\n2\t3月6日\t个人")
    deeds.paste(shown)
    assert shown.editor.ledger.year == 2025
    assert shown.editor.ledger.applications[0].received == "2025-03-05"


def test_what_the_ledger_has_already_is_not_taken_in_twice(
    shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (
        "编号 收到日期 申请人类别 答复日期 办理结果",
        "2025-001 2025-03-03 个人 2025-03-20 同意公开",
        "2025-003 2025-05-06 个人 2025-05-30 咨询",
        "4 2025-06-01 个人 — —",
    )
    QApplication.clipboard().setText("\n".join(rows).replace(" ", "\t"))
    asked: list[register_import.RegisterImport] = []

    def take(self: register_import.RegisterImport) -> int:
        asked.append(self)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(register_import.RegisterImport, "exec", take)
    deeds.paste(shown)
    dialog = asked[0]
    assert dialog.said.text() == "读入 1 件；台账中已有 2 行、栏名、标题 1 行。"
    assert dialog.leave_known.text() == "不读入台账中已有的 2 件(&K)"
    differing = "登记编号在台账中已有，答复日期、办理结果与台账不同"
    assert [dialog.rows.item(at, 2).text() for at in (1, 2)] == ["", differing]
    assert [each.number for each in shown.editor.ledger.applications] == ["2025-001", "2025-002", "2025-003", "4"]
    dialog.leave_known.setChecked(False)
    assert len(dialog.register.applications) == 3


def test_the_columns_of_a_register_are_chosen(shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "编号\t收到日期\t结论\n10\t2025-04-01\t同意公开\n11\t2025-04-02\t见答复书"
    tables = register_file.pasted(text)
    asked = register_import.RegisterImport(
        shown, "登记簿.csv", tables, (), shown.editor.vocabulary, shown.editor.ledger
    )
    asked._read(register.with_column(asked.layout_, "结论", "result"))
    assert [each.result for each in asked.register.applications] == ["granted", "见答复书"]
    question = asked._asked[0]
    asked._read(register.with_word(asked.layout_, question, "partial"))
    assert asked.register.applications[1].result == "partial"


def test_removing_asks_and_can_be_taken_back(shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown.register.go_to(2)
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask", lambda _parent, text, *_: asked.append(text) or "remove")
    deeds.remove(shown)
    assert asked == ["删除申请2025-002？"]
    assert [each[0] for each in lines(shown, "number")] == ["2025-001", "2025-003", "在此登记"]
    deeds.undo(shown)
    assert [each[0] for each in lines(shown, "number")] == ["2025-001", "2025-002", "2025-003", "在此登记"]


def test_the_next_year_begins_with_what_is_open(
    shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "下一年.govledger"
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: path)
    deeds.carry_over(shown)
    begun = ledger_file.read(path)[0]
    assert (begun.year, [each.number for each in begun.applications]) == (2026, ["2025-003"])
    assert shown.editor.ledger == LEDGER
    assert "未计入" not in shown.message_bar.text.text()
    undated, unclassed = replace(LEDGER.of(3), received="2-30"), replace(LEDGER.of(1), answered="", applicant_class="")
    shown.editor.apply("试", changed(LEDGER, [undated, unclassed]))
    path.unlink()
    deeds.carry_over(shown)
    assert [each.number for each in ledger_file.read(path)[0].applications] == ["2025-001"]
    assert "另有 1 件未计入表三，也没有结转" in shown.message_bar.text.text()


def test_a_report_takes_its_numbers_and_leads_back(
    shown: LedgerWindow, home: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = resources.newest()
    home.workspace.show_report(form, Document(form.id, "某局", 2025, cells={NEW: "9"}), source="试")
    asked: list[str] = []

    def take(self: taking_preview.TakingPreview) -> int:
        asked.append(self.said.text())
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(taking_preview.TakingPreview, "exec", take)
    ledgers.take(home.workspace)
    editor = home.workspace.editor
    assert "原来有数" in asked[0]
    assert editor.document.cells[NEW] == "3"
    assert editor.undo_label == "从台账取数"
    assert editor.document.ledger.tables == TABLES[:1], "of table four the ledger knows nothing"
    home.workspace.view.go_to_cell(GRANTED)
    ledgers.show_cell(home.workspace)
    assert shown.place.text() == "表三（一）予以公开·自然人"
    editor.undo()
    assert editor.document.cells[NEW] == "9"
    editor.mark_saved()


def taken_over(home: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new report with the numbers of the ledger that is open."""
    form = resources.newest()
    home.workspace.show_report(form, Document(form.id, "某局", 2025), source="试")
    monkeypatch.setattr(taking_preview.TakingPreview, "exec", lambda _: int(QDialog.DialogCode.Accepted))
    ledgers.take(home.workspace)


def differing(home: MainWindow) -> dict[str, tuple[object, object]]:
    found = (each for each in home.workspace.editor.checked.findings if each.rule == "LD-03")
    return {each.cells[0]: (each.left, each.right) for each in found}


def test_a_ledger_that_is_changed_later_is_told_in_the_report(
    shown: LedgerWindow, home: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_over(home, monkeypatch)
    assert not differing(home)
    shown.register.go_to(1)
    shown.fill("result", "partial")
    other = "requests.partial.natural_person"
    assert differing(home) == {GRANTED: (1, 0), other: (1, 2)}
    deeds.undo(shown)
    assert not differing(home)
    shown.fill("result", "partial")
    assert shown.close()
    ledgers.take(home.workspace)  # the ledger is found again, though the report is not saved
    assert not differing(home)
    assert home.workspace.editor.document.cells[other] == "2"
    home.workspace.editor.mark_saved()


def test_what_is_not_counted_is_told_with_the_numbers(
    shown: LedgerWindow, home: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.editor.apply("试", changed(LEDGER, [replace(LEDGER.of(1), applicant_class="")]))
    taken_over(home, monkeypatch)
    said = [label.text() for label in home.workspace.message_bar.findChildren(QLabel)]
    assert any("另有 1 件未计入" in text for text in said)
    home.workspace.editor.mark_saved()


def test_no_applicant_may_stand_in_the_report(
    shown: LedgerWindow, home: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = replace(LEDGER.of(1), applicant="欧阳某甲")
    shown.editor.apply("试", changed(LEDGER, [named]))
    form = resources.newest()
    text = {"overview": "本年度收到欧阳某甲的申请。"}
    home.workspace.show_report(form, Document(form.id, "某局", 2025, sections=text), source="试")
    monkeypatch.setattr(taking_preview.TakingPreview, "exec", lambda _: int(QDialog.DialogCode.Accepted))
    ledgers.take(home.workspace)
    found = [each for each in home.workspace.editor.checked.findings if each.rule == "PB-01"]
    assert found
    home.workspace.editor.mark_saved()


@pytest.mark.parametrize("deed", ["register", "application", "dues", "evidence", "anonymous_copy"])
def test_what_is_put_out_names_nobody(
    shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, deed: str
) -> None:
    shown.editor.apply("试", changed(LEDGER, [replace(LEDGER.of(1), applicant="欧阳某甲", remarks="欧阳某甲来电")]))
    shown.register.go_to(1)
    suffix = ".govledger" if deed == "anonymous_copy" else ".xlsx"
    path = tmp_path / f"出{suffix}"
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: path)
    getattr(putting_out, deed)(shown)
    content = path.read_bytes()
    if suffix == ".xlsx":
        with ZipFile(path) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"2025-001" in content or deed in {"dues", "evidence"}
    assert "欧阳".encode() not in content
    assert "已输出到" in shown.message_bar.text.text()


def test_a_planted_name_is_in_no_file_but_the_ledger_its_journal_and_its_copies(
    shown: LedgerWindow, home: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    planted = {
        "applicant": "欧阳震华",
        "address": "东湖路八十八号",
        "phone": "13800138000",
        "content": "欧阳震华的宅基地",
    }
    shown.register.go_to(1)
    for field, text in planted.items():
        shown.fill(field, text)
    taken_over(home, monkeypatch)
    report = tmp_path / "年报.govreport"
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: report)
    assert open_save.save_as(home.workspace)
    home.workspace.editor.apply("改", home.workspace.editor.document.with_section("overview", "改过。"))
    crash.keep(home.workspace)
    assert crash.copy(home.workspace.editor)
    deeds_of = (putting_out.register, putting_out.application, putting_out.dues, putting_out.evidence)
    for at, deed in enumerate((*deeds_of, putting_out.anonymous_copy)):
        suffix = ".govledger" if deed is putting_out.anonymous_copy else (".xlsx", ".pdf")[at % 2]
        monkeypatch.setattr(dialogs, "ask_path", lambda *_, at=at, suffix=suffix: tmp_path / f"出{at}{suffix}")
        deed(shown)
    shown.save()
    home.workspace.editor.mark_saved()
    own = {shown.file.path, *(copy.path for copy in shown.file.copies())}
    shown.fill("phone", "13900139000")
    told = [path for path in (*tmp_path.rglob("*"), *settings.data_folder().rglob("*")) if path.is_file()]
    assert len(told) > len(own) + 6, "there is something to be looked through"
    having = {path for path in told if secrets_in(path.read_bytes(), (*planted.values(), "13900139000"))}
    assert own <= having
    assert {path.parent.name for path in having - own} == {ledger_file.JOURNALS}


def secrets_in(content: bytes, secrets: tuple[str, ...]) -> bool:
    """Whether any of them stands in a file, its members unzipped, the words of its pages."""
    pieces = [content]
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            pieces += [archive.read(name) for name in archive.namelist()]
    if content.startswith(b"%PDF"):
        pages = [page.get_textpage() for page in pypdfium2.PdfDocument(content)]
        pieces += [page.get_text_range().encode("utf-8", "replace") for page in pages]
    ways = [way for each in secrets for way in (each.encode(), each.encode("gb18030"), json.dumps(each)[1:-1].encode())]
    return any(way in piece for way in ways for piece in pieces)


def test_the_start_page_knows_what_is_due(shown: LedgerWindow, home: MainWindow) -> None:
    path = str(shown.file.path)
    assert home.workspace.settings.recent[0] == path
    looked = looker.Looker([path], {})
    while not looked.done:
        QTest.qWait(5)
    about = looked.found[path].about
    assert (about.state, about.filled, about.inputs, about.sign) == ("ledger", 2, 3, "explain")
    assert about.result == "1 件将到期"
    assert reports.newest_earlier({path: looked.found[path]}, "某局", 2026) is None, "it is no report"


@pytest.mark.parametrize("way", ["new", "open", ""])
def test_the_start_page_leads_to_a_ledger(
    home: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    path = tmp_path / "台账.govledger"
    if way == "open":
        open_ledger.create(path, LEDGER, TODAY).close(TODAY)
    monkeypatch.setattr(dialogs, "ask", lambda *_: way)
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: path)
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: path)
    page = home.findChild(StartPage)
    page.ways[-1].click()
    assert [desk.file.path for desk in home.workspace.desks if isinstance(desk, LedgerWindow)] == [path] * bool(way)


def test_the_same_file_is_shown_once(shown: LedgerWindow, home: MainWindow) -> None:
    assert ledgers.open_ledger_in(home.workspace, shown.file.path) is shown


def test_a_full_disk_is_told(shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown.file._journal, "keep", lambda *_: False)
    deeds.begin(shown)
    assert "不能自动备份" in shown.message_bar.text.text()
    assert shown.kept.text() == "未保存"
    assert isValid(shown)
    assert shown.save()
    assert "不能自动备份" not in shown.message_bar.text.text(), "it is in the file now"


def test_what_is_typed_in_the_form_is_kept_whatever_is_done_next(shown: LedgerWindow, home: MainWindow) -> None:
    box = shown.form.fields["remarks"]
    assert isinstance(box, QLineEdit)
    done: tuple[Callable[[], object], ...] = (
        lambda: shown.show_tab(DUES),
        lambda: shown.go_to(1),
        lambda: shown.go_to_cell(NEW),
        lambda: deeds.step_wrong(shown, 1),
        shown.kinds["open"].click,
        lambda: shown.register.sortByColumn(2, Qt.SortOrder.AscendingOrder),
        lambda: ledgers._ledger_in(home.workspace, shown.file.path),
    )
    for at, do in enumerate(done):
        shown.go_to(2)
        home.activateWindow()  # another window may be in front
        shown.form.go_to("remarks")
        box.selectAll()
        QTest.keyClicks(box, f"x{at}")
        do()
        shown.commit()
        assert shown.editor.of[2].remarks == f"x{at}"


def test_what_is_typed_in_the_grid_is_kept_when_lines_are_arranged_anew(shown: LedgerWindow) -> None:
    view = shown.register
    done: tuple[Callable[[], object], ...] = (
        shown.kinds["open"].click,
        lambda: view.sortByColumn(2, Qt.SortOrder.AscendingOrder),
    )
    for at, do in enumerate(done):
        shown.go_to(2, "remarks")
        typed_in(view, f"x{at}")
        do()
        assert shown.editor.of[2].remarks == f"x{at}"
    shown.kinds["all"].click()
    view.go_to(None, "number")
    typed_in(view, "77")
    view.sortByColumn(5, Qt.SortOrder.AscendingOrder)
    shown.commit()
    assert [each.number for each in shown.editor.ledger.applications].count("77") == 1


def test_what_a_menu_does_concerns_the_application_in_sight(
    shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask", lambda _parent, text, *_: asked.append(text) or "")
    shown.register.go_to(1)
    shown.show_tab(DUES)
    deeds.remove(shown)
    assert asked == ["删除申请2025-003？"], "the list of deadlines shows that one"
    QApplication.clipboard().setText("10\t2025-04-01\t王五")
    deeds.paste(shown)
    assert shown.editor.ledger == LEDGER
    shown.show_tab("requests")
    deeds.remove(shown)
    shown.choose_result()
    assert len(asked) == 1, "beside the tables none is at hand"
    shown.show_tab(REGISTER)
    box = shown.form.fields["remarks"]
    assert isinstance(box, QLineEdit)
    shown.form.go_to("remarks")
    deeds.paste(shown)
    assert "王五" in box.text(), "a field takes what is pasted while it has the keyboard"
    assert shown.editor.ledger.of(1).number == "2025-001"


def test_a_copied_block_fits_in_again(shown: LedgerWindow) -> None:
    view, model = shown.register, shown.register.register
    view.go_to(1, "number")
    view.selectRow(0)
    deeds.copy(shown)
    view.go_to(2, "number")
    deeds.paste(shown)
    now = shown.editor.of[2]
    assert (now.number, now.answered, now.result) == ("2025-001", "2025-03-20", "granted")
    view.setCurrentIndex(model.index(0, 0))  # on the sign, which holds no text
    deeds.paste(shown)
    assert shown.editor.of[1] == shown.editor.ledger.of(1) == LEDGER.of(1)


def test_a_new_day_is_seen(shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 6, 5, 9))  # noqa: DTZ001  # as above
    QApplication.sendEvent(shown, QEvent(QEvent.Type.ActivationChange))
    assert "已过期 1 件" in shown.status.text()


def test_nothing_is_kept_where_nothing_was_done(shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new day, also the one on which the window is closed, and a save leave no journal behind."""
    kept: list[Ledger] = []
    monkeypatch.setattr(shown.file, "keep", lambda ledger, _now: not kept.append(ledger))
    shown.save()
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(1))
    QApplication.sendEvent(shown, QEvent(QEvent.Type.ActivationChange))
    assert shown.editor.today == TODAY.date() + timedelta(1)
    assert kept == []
    shown.register.go_to(1)
    shown.fill("remarks", "甲")
    assert kept == [shown.editor.ledger]


def test_it_is_seen_where_the_keyboard_is_in_the_register(shown: LedgerWindow, qtbot: QtBot) -> None:
    view = shown.register
    view.go_to(2, "applicant")

    def edge() -> str:
        at = view.visualRect(view.currentIndex())
        return view.viewport().grab().toImage().pixelColor(at.left() + 1, at.center().y()).name()

    shown.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert edge() == theme.colour("accent").name()
    shown.search.setFocus()
    assert edge() != theme.colour("accent").name()


def test_numbers_are_sorted_as_numbers(shown: LedgerWindow) -> None:
    apps = [replace(each, number=f"2025-{at}", fee_amount=fee) for each, at, fee in
            zip(LEDGER.applications, (9, 10, 100), ("900", "1000", "25"), strict=True)]  # fmt: skip
    shown.editor.apply("试", changed(LEDGER, apps))
    for field, order in (("number", ["2025-9", "2025-10", "2025-100"]), ("fee_amount", ["25", "900", "1000"])):
        shown.register.sortByColumn(shown.register.register.columns.index(field), Qt.SortOrder.AscendingOrder)
        assert [each[0] for each in lines(shown, field)][:3] == order


def test_a_window_without_a_line_says_why(shown: LedgerWindow) -> None:
    shown.search.setText("没有这样的")
    shown.narrow()
    assert shown.hint.text() == "没有符合的申请。"
    shown.search.clear()
    shown.narrow()
    shown.editor.apply("试", Ledger("某局", 2025))
    assert "在此登记" in shown.hint.text()
    shown.show_tab(PROBLEMS)
    shown.show_tab(DUES)
    assert "没有" in shown.hint.text()


def test_what_somebody_else_wrote_is_not_saved_over_without_a_word(
    shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = itertools.count()
    monkeypatch.setattr(clock, "now", lambda: TODAY + timedelta(seconds=next(ticks)))
    path = shown.file.path
    deeds.begin(shown)
    theirs = replace(LEDGER, unit="别人改的")
    ledger_file.write(path, theirs)
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask", lambda _parent, text, *_: asked.append(text) or "")
    assert not shown.save()
    assert not shown.close()
    assert len(asked) == 2
    assert ledger_file.read(path)[0] == theirs
    monkeypatch.setattr(dialogs, "ask", lambda *_: "over")
    assert shown.save()
    assert len(ledger_file.read(path)[0].applications) == 4
    there = copies.CopiesWindow(shown, shown.file)
    kept = [ledger_file.read(copy.path)[0] for copy in shown.file.copies()]
    assert theirs in kept
    to = path.with_name("取回.govledger")
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: to)
    there.list.setCurrentRow(kept.index(theirs))
    there.save_as_new()
    assert ledger_file.read(to)[0] == theirs
    assert "欧阳" not in there.list.item(0).text()


def test_a_file_changed_after_a_crash_is_told_and_the_work_is_a_copy(
    shown: LedgerWindow, home: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shown.file.path
    deeds.begin(shown)
    mine = shown.editor.ledger
    shown.file.leave()  # the program ends here
    monkeypatch.setattr(shown.file, "close", lambda _: None)
    monkeypatch.setattr(type(shown.file), "is_changed", False)
    shown.close()
    theirs = replace(LEDGER, unit="别人改的")
    ledger_file.write(path, theirs)
    os.utime(path, (0, 0))
    again = ledgers.open_ledger_in(home.workspace, path)
    assert again is not None
    assert again.editor.ledger == theirs
    assert "没有并入" in again.message_bar.text.text()
    assert mine in [ledger_file.read(copy.path)[0] for copy in again.file.copies()]


@pytest.mark.parametrize("deed", [putting_out.anonymous_copy, deeds.carry_over])
def test_an_open_ledger_is_not_written_over(
    shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch, deed: Callable[[LedgerWindow], object]
) -> None:
    said: list[str] = []
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: shown.file.path)
    monkeypatch.setattr(dialogs, "say_error", lambda _parent, words: said.append(words))
    deed(shown)
    assert len(said) == 1
    assert ledger_file.read(shown.file.path)[0] == LEDGER


def test_the_next_years_ledger_does_not_take_the_place_of_another_without_a_copy(
    shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "下一年.govledger"
    ledger_file.write(path, LEDGER)
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: path)
    deeds.carry_over(shown)
    opened = open_ledger.open_(path, TODAY)
    assert LEDGER in [ledger_file.read(copy.path)[0] for copy in opened.copies()]
    opened.leave()


def test_after_the_last_year_there_is_no_next_one(shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown.editor.apply("台账信息", replace(shown.editor.ledger, year=2100))
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: pytest.fail("a file is asked for"))
    deeds.carry_over(shown)
    assert "最晚到2100年度，不能结转到下一年度" in shown.message_bar.text.text()
    with pytest.raises(ValueError, match="2101"):
        carried_over(shown.editor.ledger)


def test_every_entry_of_the_menus_has_a_letter_of_its_own(shown: LedgerWindow) -> None:
    open_ = [action.menu() for action in shown.menuBar().actions()]
    while open_:
        menu = open_.pop()
        assert isinstance(menu, QMenu)
        entries = [action for action in menu.actions() if not action.isSeparator()]
        letters = [found[1] for each in entries if (found := re.search(r"&(\w)", each.text()))]
        assert sorted(letters) == sorted(set(letters)), menu.title()
        assert [each.text() for each in entries if "&" not in each.text() and each.shortcut().isEmpty()] == []
        open_ += [each.menu() for each in entries if isinstance(each.menu(), QMenu)]


def test_enter_after_tabs_leads_to_the_next_line_where_they_began(shown: LedgerWindow, qtbot: QtBot) -> None:
    view = shown.register
    view.go_to(None, "number")
    for text in ("7", "3-5", "W"):
        QTest.keyClick(typed_in(view, text), Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Tab)  # over a column that is left blank
    QTest.keyClick(typed_in(view, "x"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.place == (None, "number"))
    begun = shown.editor.ledger.applications[-1]
    assert (begun.number, begun.received, begun.applicant, begun.content) == ("7", "2025-03-05", "W", "x")


def test_no_key_is_swallowed_where_nothing_can_be_typed(shown: LedgerWindow) -> None:
    view = shown.register
    view.go_to(1, "received")
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.place == (1, "number"), "nothing is typed into the column of signs"
    for field, words in (("due", "由程序"), ("disputes", "右边")):
        view.go_to(1, field)
        QTest.keyClicks(view, "2")
        assert words in shown.message_bar.text.text()
    assert shown.editor.ledger == LEDGER


def test_only_what_is_in_sight_is_selected(shown: LedgerWindow) -> None:
    view = shown.register
    view.go_to(3, "content")
    QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [each.key for each in view.chosen] == [1, 2]
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert shown.editor.ledger == changed(LEDGER, [replace(LEDGER.of(1), number="")])
    view.go_to(3, "content")
    view.go_to(2, "content")
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert [each.key for each in view.chosen] == [1]


def test_the_sign_is_seen_beside_the_number(shown: LedgerWindow) -> None:
    view = shown.register
    view.go_to(1, "remarks")
    assert view.horizontalScrollBar().value() > 0
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.horizontalScrollBar().value() == 0


def test_a_ledger_that_cannot_be_saved_back_is_told_when_it_is_opened(home: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "只读.govledger"
    ledger_file.write(path, LEDGER)
    path.chmod(0o444)
    opened = ledgers.open_ledger_in(home.workspace, path)
    assert opened is not None
    assert "只读" in opened.message_bar.text.text()
    path.chmod(0o644)
    home.workspace.desks[-1].close()


def test_a_ledger_without_a_year_says_so(shown: LedgerWindow) -> None:
    shown.editor.apply("试", replace(LEDGER, year=None))
    assert "未填写年度" in shown.status.text()


def test_a_column_that_is_not_read_is_named(shown: LedgerWindow) -> None:
    tables = register_file.pasted("编号\t收到日期\t申请人类别\t窗口号\n10\t2025-04-01\t个人\t三号窗口")
    asked = register_import.RegisterImport(
        shown, "登记簿.csv", tables, (), shown.editor.vocabulary, shown.editor.ledger
    )
    assert asked.told.text() == "认不出、内容记入备注的栏：窗口号。"
    choice = asked.columns.cellWidget(3, 1)
    assert isinstance(choice, Choice)
    assert choice.currentText() == "—　记入备注"
    choose(choice, "office")
    assert not asked.told.text()
    assert asked.register.applications[0].office == "三号窗口"
    choose(choice, "\0")
    assert asked.register.applications[0].remarks == "窗口号：三号窗口"


def test_a_column_about_disputes_goes_to_its_part(shown: LedgerWindow) -> None:
    tables = register_file.pasted("编号\t收到日期\t申请人类别\t上级怎么说\n10\t2025-04-01\t个人\t维持")
    asked = register_import.RegisterImport(
        shown, "登记簿.csv", tables, (), shown.editor.vocabulary, shown.editor.ledger
    )
    choice = asked.columns.cellWidget(3, 1)
    assert isinstance(choice, Choice)
    choose(choice, "reconsideration_outcome")
    assert choice.currentText() == "复议结果"
    assert [each.outcome for each in asked.register.applications[0].disputes] == ["upheld"]


def test_what_was_left_open_is_told_before_and_after(shown: LedgerWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ("10\t4-1\t个人\t2025-04-09\t不予公开", "11\t4-2\t个人\t4-9\t同意公开", "12\t2025-04-03\t协会\t\t不予公开")
    QApplication.clipboard().setText("\n".join(("编号\t收到日期\t申请人类别\t答复日期\t办理结果", *rows)))
    asked: list[register_import.RegisterImport] = []

    def take(self: register_import.RegisterImport) -> int:
        asked.append(self)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(register_import.RegisterImport, "exec", take)
    deeds.paste(shown)
    dialog = asked[0]
    assert dialog.told.text().splitlines() == [
        "存疑：没有写年份，按2025年读入，3 处。",
        "有 2 种写法未选定：照原样读入，选定以前不计入表三、表四。",
    ]
    assert [dialog.words.item(at, 1).text() for at in range(2)] == ["协会", "不予公开"]
    dialog.words.setCurrentCell(1, 1)
    assert [index.row() for index in dialog.rows.selectionModel().selectedRows()] == [1, 3]
    assert [dialog.rows.item(at, 0).text() for at in range(4)] == ["第1行", "第2行", "第3行", "第4行"]
    said = [label.text() for label in shown.message_bar.findChildren(QLabel)]
    assert any("2 件有写法未选定" in text for text in said)


def test_tab_goes_through_disputes_in_the_order_in_which_they_stand(shown: LedgerWindow) -> None:
    shown.register.go_to(1)
    for _ in range(2):
        shown.form.disputes.more.click()
    first, second = shown.form.disputes.blocks
    fields = shown.form.fields
    wanted = [fields["delivered"], *first.fields, *second.fields, shown.form.disputes.more, fields["office"]]
    at: QWidget | None = wanted[0]
    found: list[QWidget | None] = []
    for _ in range(2000):
        if at in wanted:
            found.append(at)
        at = at.nextInFocusChain() if at is not None else None
        if at is wanted[0]:
            break
    assert found == wanted


def test_new_lines_that_the_filter_hides_are_told(shown: LedgerWindow) -> None:
    shown.search.setText("预算")
    shown.narrow()
    shown.register.go_to(2)
    QApplication.clipboard().setText("20\t2025-04-01\n21\t2025-04-02")
    deeds.paste(shown)
    assert [each.number for each in shown.editor.ledger.applications] == ["2025-001", "20", "2025-003", "21"]
    assert "在“全部”中查看" in shown.message_bar.text.text()
