"""汇总台: who, how much, from whom; by mouse and by keys alone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup import desk as desks
from govreport_gui.core.rollup.adding import add_up, last_sum
from govreport_gui.core.rollup.desk import Desk
from govreport_gui.core.rollup.submission import Collection, Member, Submission, Unreadable
from govreport_gui.files import clock, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.rollup import collection_file, open_collection, submitted
from govreport_gui.files.rollup.submitted import judged
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading
from govreport_gui.ui import app
from govreport_gui.ui.actions import collecting, open_save
from govreport_gui.ui.rollup import deeds, desk_menu, putting_out, questions
from govreport_gui.ui.rollup.desk_menu import DeskMenus
from govreport_gui.ui.rollup.desk_window import ALIKE, PROBLEMS, DeskWindow
from govreport_gui.ui.rollup.work import Work
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.cut_words import cut_words

NEW = "requests.new.natural_person"


def came(zeros: Document, unit: str, number: int, **cells: str) -> Submission:
    """A complete report of that unit with so many new applications, all granted."""
    rows = ("new", "granted", "results_total")
    numbers = {f"requests.{row}.{column}": str(number) for row in rows for column in ("natural_person", "total")}
    numbers |= {name.replace("__", "."): text for name, text in cells.items()}
    document = replace(zeros, unit=unit, cells={**zeros.cells, **numbers})
    form = resources.form_of(document.format)
    return judged(f"收件/{unit}.docx", form, document)


@pytest.fixture
def desk(zeros: Document) -> Desk:
    wrong = came(zeros, "县乙局", 9, requests__new__total="10")
    last_year = Collection(resources.formats(), (came(zeros, "县甲局", 5), came(zeros, "县乙局", 1)), year=2025)
    collection = Collection(
        resources.formats(),
        (came(zeros, "县甲局", 3), wrong, came(zeros, "县丙局", 0)),
        (Unreadable("收件/坏.bin", "“坏.bin”读不出来。"),),
        tuple(Member(f"县{name}局") for name in "甲乙丙丁"),
        "某县人民政府",
        2025,
        last=last_sum(last_year, add_up(last_year)),
    )
    return Desk(collection, deadline="1月24日")


@pytest.fixture
def app_() -> None:
    app.application()


Shown = tuple[DeskWindow, list[tuple[str, str]]]


@pytest.fixture
def shown(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Shown]:
    monkeypatch.setattr(QDialog, "exec", lambda self: pytest.fail(f"{self.windowTitle()} waits for an answer"))
    monkeypatch.setattr(QMessageBox, "exec", lambda self: pytest.fail(f"{self.text()} waits for an answer"))
    app.application()
    opened: list[tuple[str, str]] = []
    file = open_collection.create(tmp_path / "汇总.govrollup", desk, clock.now())
    window = desk_menu.new_desk(
        Work(desk, file), lambda _form, document, _name, cell: opened.append((document.unit, cell))
    )
    window.resize(1366, 690)
    window.show()
    qtbot.waitExposed(window)
    yield window, opened
    if isValid(window):
        window.close()


def units(window: DeskWindow) -> list[tuple[str, str, str]]:
    model = window.units.units
    return [tuple(model.index(row, column).data() for column in (1, 2, 3)) for row in range(model.rowCount())]


def test_a_line_for_each_unit_with_state_and_result(shown: Shown) -> None:
    window, _ = shown
    assert units(window) == [
        ("县甲局", "已收到", "通过"),
        ("县乙局", "已收到", "2 处有错"),
        ("县丙局", "已收到", "通过"),
        ("县丁局", "未报", ""),
        ("坏.bin", "读不出", ""),
    ]
    assert window.status.accessibleName() == "汇总情况：3/4 已报　尚有 1 个单位未报、1 个单位有错、3 个单位待接收"
    window.status.linkActivated.emit("missing")
    assert [each[0] for each in units(window)] == ["县丁局"]
    assert window.counted.text() == "3 个单位已计入，未报 1 个"


def test_the_list_is_narrowed_and_sorted(shown: Shown, qtbot: QtBot) -> None:
    window, _ = shown
    window.chips["missing"].click()
    assert [each[0] for each in units(window)] == ["县丁局"]
    window.chips["wrong"].click()
    assert [each[0] for each in units(window)] == ["县乙局"]
    window.chips["all"].click()
    window.search.setText("丙")
    qtbot.waitUntil(lambda: [each[0] for each in units(window)] == ["县丙局"])
    window.search.clear()
    qtbot.waitUntil(lambda: len(units(window)) == 5)
    window.units.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert units(window)[0][0] == "县乙局", "the gravest first"


def test_a_total_says_whence_it_comes(shown: Shown) -> None:
    window, opened = shown
    window.show_tab("requests")
    window.totals.go_to(NEW)
    assert window.total.text() == "12　上年 6　+6"
    ranking = window.ranking.givers
    assert [[ranking.index(row, column).data() for column in (0, 1, 2, 4, 5)] for row in range(2)] == [
        ["县乙局", "9", "75.0%", "1", "+8"],
        ["县甲局", "3", "25.0%", "5", "−2"],
    ]
    QTest.keyClick(window.totals.tables["requests"].body, Qt.Key.Key_Return)
    assert window.focusWidget() is window.ranking or not window.isActiveWindow()
    QTest.keyClick(window.ranking, Qt.Key.Key_Return)
    assert opened == [("县乙局", NEW)]
    assert window.units.current.unit == "县乙局"


def test_nothing_can_be_typed_into_the_sum(shown: Shown) -> None:
    window, _ = shown
    window.totals.go_to(NEW)
    QTest.keyClicks(window.totals.tables["requests"].body, "5")
    QTest.keyClick(window.totals.tables["requests"].body, Qt.Key.Key_Delete)
    assert window.totals.tables["requests"].body.table_model.text_of(NEW) == "12"


def test_problems_lead_to_units_and_cells(shown: Shown) -> None:
    window, opened = shown
    window.show_tab(PROBLEMS)
    tops = [window.problems.topLevelItem(at) for at in range(window.problems.topLevelItemCount())]
    words = [top.text(0) for top in tops]
    assert "应报单位各报一份，不缺、不重" in words
    wrong = next(top for top in tops if "六类" in top.text(0) or "总计" in top.text(0))
    window.problems.setCurrentItem(wrong.child(0))
    assert window.detail.text() == wrong.child(0).text(0).partition("：")[2]
    QTest.keyClick(window.problems, Qt.Key.Key_Return)
    assert opened
    assert opened[-1][0] == "县乙局"
    assert opened[-1][1].startswith("requests.")


def test_texts_alike_stand_side_by_side(shown: Shown) -> None:
    window, _ = shown
    window.show_tab(ALIKE)
    assert window.alike.pairs.count() == 2
    assert len({text.toPlainText() for text in window.alike.texts}) == 1
    assert window.alike.names[0].text() == "县甲局"


def test_units_are_accepted_returned_noted(shown: Shown, monkeypatch) -> None:
    window, _ = shown
    window.units.go_to(window.work.row_of("县甲局"))
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert window.work.row_of("县甲局").state == "accepted"
    window.units.go_to(window.work.row_of("县乙局"))
    asked = []
    monkeypatch.setattr(dialogs, "ask", lambda _parent, text, *_, **__: asked.append(text) or "")
    deeds.mark(window, "accepted")
    assert asked == ["县乙局的年报有必须改正的问题。"]
    assert window.work.row_of("县乙局").state == "received"
    deeds.mark(window, "returned")
    assert window.work.row_of("县乙局").state == "returned"

    def write(asked: questions.NoteDialog) -> QDialog.DialogCode:
        asked.box.setPlainText("请补盖章页")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(questions.NoteDialog, "exec", write)
    deeds.note(window)
    assert "其他意见：请补盖章页" in window.slip.words.toPlainText()
    assert not window.work.file.is_saved, "that stands in the journal"
    window.work.file.close()
    saved, _ = collection_file.read(window.work.file.path)
    assert saved.mark("县乙局").note == "请补盖章页"


def test_a_report_is_taken_out_and_in_again(shown: Shown) -> None:
    window, _ = shown
    window.units.go_to(window.work.row_of("县乙局"))
    deeds.take_out(window)
    assert window.work.rollup.totals[NEW] == 3
    row = next(row for row in window.work.lines if row.file == "收件/县乙局.docx")
    window.units.go_to(row)
    assert row.why == "已由汇总单位移出。"
    assert window.slip.words.toPlainText() == "未计入：已由汇总单位移出。不出退回修改单。"
    assert not window.slip.put_out.isEnabled()
    putting_out.put_out_current(window)
    assert window.statusBar().currentMessage() == "未计入的年报不出退回修改单。"
    deeds.take_out(window)
    assert window.work.rollup.totals[NEW] == 12


def test_a_folder_is_read_while_the_desk_lives(shown: Shown, form: Format, tmp_path: Path, qtbot: QtBot) -> None:
    window, _ = shown
    folder = tmp_path / "收"
    folder.mkdir()
    for number in range(10):
        store.write(folder / f"{number}.govreport", Document(form.id, f"县{number}所", 2025, cells={NEW: "1"}), form)
    (folder / "坏.txt").write_text("不是年报", encoding="utf-8")
    deeds.read(window, [folder])
    assert window.reading.is_reading
    qtbot.waitUntil(lambda: not window.reading.is_reading, timeout=60_000)
    window.work.wait()
    assert window.work.rollup.totals[NEW] == 22
    assert "坏.txt" in window.message_bar.text.text()
    assert window.work.file.is_saved, "reports are saved at once"


def test_checking_all_again_is_one_step(shown: Shown, form: Format, tmp_path: Path, qtbot: QtBot) -> None:
    window, _ = shown
    path = tmp_path / "丁.govreport"
    store.write(path, Document(form.id, "县丁局", 2025, cells={NEW: "1"}), form)
    deeds.read(window, [path])
    qtbot.waitUntil(lambda: not window.reading.is_reading, timeout=60_000)
    window.work.wait()
    steps = len(window.work._history)
    deeds.read_again(window)
    qtbot.waitUntil(lambda: not window.reading.is_reading, timeout=60_000)
    window.work.wait()
    assert len(window.work._history) == steps, "nothing is another"
    store.write(path, Document(form.id, "县丁局", 2025, cells={NEW: "2"}), form)
    deeds.read_again(window)
    qtbot.waitUntil(lambda: not window.reading.is_reading, timeout=60_000)
    window.work.wait()
    assert window.work.undo_label == "全部核对"
    assert window.work.rollup.totals[NEW] == 14
    window.step(back=True)
    assert window.work.rollup.totals[NEW] == 13


def test_reading_can_be_stopped(shown: Shown, form: Format, tmp_path: Path, qtbot: QtBot) -> None:
    window, _ = shown
    folder = tmp_path / "收"
    folder.mkdir()
    for number in range(40):
        store.write(folder / f"{number}.govreport", Document(form.id, f"县{number}所", 2025), form)
    deeds.read(window, [folder])
    window.reading.stop.click()
    qtbot.waitUntil(lambda: not window.reading.is_reading, timeout=60_000)
    window.work.wait()
    assert len(window.work.desk.collection.submissions) < 43


def chosen(monkeypatch, path: Path) -> None:
    monkeypatch.setattr(dialogs, "ask_path", lambda *_, **__: path)
    monkeypatch.setattr(dialogs, "ask_open", lambda *_, **__: path)


def test_what_is_put_out(shown: Shown, tmp_path: Path, monkeypatch) -> None:
    window, _ = shown
    window.units.go_to(window.work.row_of("县甲局"))
    deeds.mark(window, "accepted")
    chosen(monkeypatch, tmp_path / "和.govreport")
    putting_out.put_out_report(window)
    document = reading.read(tmp_path / "和.govreport").document
    assert (document.kind, document.cells[NEW]) == ("rollup", "12")
    assert window.work.row_of("县甲局").state == "counted"
    chosen(monkeypatch, tmp_path / "表.xlsx")
    putting_out.put_out_workbook(window)
    assert "与上年对照" in openpyxl.load_workbook(tmp_path / "表.xlsx").sheetnames
    chosen(monkeypatch, tmp_path / "数.csv")
    putting_out.put_out_table(window)
    assert len((tmp_path / "数.csv").read_text(encoding="utf-8").splitlines()) == 4
    chosen(monkeypatch, tmp_path / "退回.pdf")
    putting_out.put_out_slips(window)
    assert window.work.row_of("县乙局").state == "returned"
    assert (tmp_path / "退回.docx").exists()
    chosen(monkeypatch, tmp_path / "催报.pdf")
    putting_out.put_out_reminders(window)
    assert (tmp_path / "催报.pdf").read_bytes().startswith(b"%PDF")


def test_the_governments_own_report_is_compared_with_the_sum(shown: Shown, tmp_path: Path, monkeypatch) -> None:
    window, _ = shown
    own = window.work.rollup.document.with_cells({NEW: "13"})
    store.write(tmp_path / "本级.govreport", own, window.work.rollup.form)
    chosen(monkeypatch, tmp_path / "本级.govreport")
    deeds.compare_own(window)
    assert window.message_bar.text.text() == "本级年报有 1 格不等于各单位之和。"


def test_last_years_collection_is_loaded(shown: Shown, desk: Desk, tmp_path: Path, monkeypatch, taken_as_read) -> None:
    window, _ = shown
    collection_file.write(tmp_path / "去年.govrollup", desk)
    chosen(monkeypatch, tmp_path / "去年.govrollup")
    deeds.load_last(window)
    window.totals.go_to(NEW)
    assert window.total.text() == "12　上年 12　0"
    chosen(monkeypatch, resources.path("samples/pengshui-2021.txt"))
    deeds.load_last(window)
    window.totals.go_to(NEW)
    window._show_cell(NEW)
    assert window.total.text() == "12　上年 9　+3"
    assert len(taken_as_read) == 1, "a foreign file is looked through first"


def test_roster_and_words_of_the_papers_are_typed(shown: Shown, monkeypatch) -> None:
    window, _ = shown
    for text, names in (
        ("县甲局\n县戊局", ["县甲局", "县戊局"]),
        ("县己局\t己局\t部门\t1\n县庚局", ["县己局", "县庚局"]),
    ):

        def type_it(asked: questions.RosterDialog, text: str = text) -> QDialog.DialogCode:
            asked.box.setPlainText(text)
            asked.accept()
            return QDialog.DialogCode.Accepted

        monkeypatch.setattr(questions.RosterDialog, "exec", type_it)
        deeds.edit_roster(window)
        assert [member.name for member in window.work.desk.collection.roster] == names

    def fill(asked: questions.AboutDialog) -> QDialog.DialogCode:
        asked.year.setText("20")
        asked.accept()
        assert asked.said.text() == "年度写四位数，如 2025。"
        asked.year.setText("2024")
        asked.contact.setText("张三")
        asked.accept()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(questions.AboutDialog, "exec", fill)
    deeds.about(window)
    assert window.work.rollup.counted.year == 2024
    assert window.work.desk.contact == "张三"
    assert window.totals.tables["requests"].body.table_model.text_of(NEW) == "", "nobody has reported for that year"


def noted(window: DeskWindow, unit: str, note: str) -> None:
    window.work.change(f"备注 {unit}", desks.noted(window.work.desk, unit, note))


def test_every_act_is_a_step_with_a_name_that_can_be_taken_back(shown: Shown) -> None:
    window, _ = shown
    first = window.work.desk
    assert isinstance(window.menus, DeskMenus)
    undo, redo = window.menus.steps
    assert not undo.isEnabled()
    window.units.go_to(window.work.row_of("县甲局"))
    deeds.mark(window, "accepted")
    window.units.go_to(window.work.row_of("县乙局"))
    deeds.take_out(window)
    noted(window, "县丙局", "已电话联系")
    noted(window, "县丙局", "已电话联系")
    assert undo.text() == "撤销 备注 县丙局(&U)", "what changes nothing is no step"
    last = window.work.desk
    seen = []
    while undo.isEnabled():
        undo.trigger()
        seen.append((window.statusBar().currentMessage(), window.units.current.unit))
    assert seen == [
        ("已撤销：备注 县丙局", "县丙局"),
        ("已撤销：移出汇总 县乙局", "县乙局"),
        ("已撤销：接收 县甲局", "县甲局"),
    ]
    assert window.work.desk is first
    assert window.work.rollup.totals[NEW] == 12
    assert redo.text() == "重做 接收 县甲局(&R)"
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert window.work.desk == last
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    noted(window, "县甲局", "另一步")
    assert window.work.redo_label == "", "another way leads on from there"


def test_a_key_with_shift_or_ctrl_chooses_one_unit_alone(shown: Shown) -> None:
    window, _ = shown
    window.activateWindow()
    window.units.setFocus()
    for key, held in (
        (Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    ):
        window.units.go_to(window.work.row_of("县丙局"))
        noted(window, "县甲局", held.name)
        QTest.keyClick(window, key, held)
        assert len(window.units.chosen) == 1


def test_what_was_removed_comes_back_with_its_report(shown: Shown, monkeypatch) -> None:
    window, _ = shown
    window.units.go_to(window.work.row_of("县乙局"))
    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: "remove")
    deeds.remove(window)
    putting_out.save(window)
    window.work.wait()
    assert len(collection_file.read(window.work.file.path)[0].collection.submissions) == 2
    window.step(back=True)
    assert window.units.current.unit == "县乙局"
    assert len(collection_file.read(window.work.file.path)[0].collection.submissions) == 3, "it is in the file again"


def test_what_comes_back_during_a_save_without_it_is_in_the_file(shown: Shown, monkeypatch) -> None:
    window, _ = shown
    window.units.go_to(window.work.row_of("县乙局"))
    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: "remove")
    deeds.remove(window)
    putting_out.save(window)
    window.step(back=True)
    window.work.wait()
    assert len(collection_file.read(window.work.file.path)[0].collection.submissions) == 3


def test_what_was_read_is_shown_when_the_file_has_it(shown: Shown, zeros: Document, qtbot: QtBot) -> None:
    window, _ = shown
    window.work.add([came(zeros, "县丁局", 5)])
    assert window.work.row_of("县丁局").submission is None
    noted(window, "县甲局", "同时")
    qtbot.waitUntil(lambda: window.work.row_of("县丁局").submission is not None)
    saved, _ = collection_file.read(window.work.file.path)
    assert saved.collection.submissions == window.work.desk.collection.submissions
    assert window.work.desk.mark("县甲局").note == "同时"
    assert window.work.undo_label == "读入 1 个文件"


def test_closing_waits_for_what_is_read_and_saved(shown: Shown, form: Format, tmp_path: Path) -> None:
    window, _ = shown
    path = window.work.file.path
    store.write(tmp_path / "丁.govreport", Document(form.id, "县丁局", 2025), form)
    deeds.read(window, [tmp_path / "丁.govreport"])
    noted(window, "县甲局", "最后一步")
    window.close()
    saved, _ = collection_file.read(path)
    assert saved.mark("县甲局").note == "最后一步"
    assert {each.name for each in saved.collection.submissions} >= {"县丁局"}
    assert not list(tmp_path.glob(".govreport-*.tmp"))


def test_a_save_that_fails_is_told_and_nothing_is_lost(shown: Shown, zeros: Document, monkeypatch) -> None:
    window, _ = shown

    def full(path: Path, *_, **__) -> None:
        raise OutsideError(f"“{path.name}”没有保存：磁盘已满。换一个位置另存。")

    with monkeypatch.context() as broken:
        broken.setattr("govreport_gui.files.atomic.beside", full)
        window.work.add([came(zeros, "县丁局", 5)])
        window.work.wait()
        assert "磁盘已满" in window.message_bar.text.text()
        assert window.work.row_of("县丁局").submission is not None, "it is there, and said to be unsaved"
        assert not window.work.file.is_saved
        asked = []
        broken.setattr(dialogs, "ask", lambda _parent, text, *_, **__: asked.append(text) or "")
        assert not window.close()
        assert "磁盘已满" in asked[0]
    putting_out.save(window)
    window.work.wait()
    assert window.message_bar.isHidden()
    assert window.work.file.desk == collection_file.read(window.work.file.path)[0]


def test_an_unknown_unit_is_joined_to_one_of_the_roster(shown: Shown, zeros: Document, monkeypatch) -> None:
    window, _ = shown
    window.work.add([came(zeros, "县丁局（筹）", 7)])
    window.work.wait()
    assert ("县丁局（筹）", "名单外", "通过") in units(window)
    window.units.go_to(window.work.row_of("县丁局（筹）"))
    asked = []
    monkeypatch.setattr(questions, "ask_member", lambda *of: asked.append(of[1:]) or "县丁局")
    deeds.join(window)
    assert asked == [("县丁局（筹）", ("县丁局",), "县丁局")]
    assert ("县丁局", "已收到", "通过") in units(window)
    assert window.units.current.unit == "县丁局"
    assert window.counted.text() == "4 个单位已计入，未报 0 个"
    deeds.join(window)
    assert len(asked) == 1, "it is known now"


def test_the_offices_own_report_among_those_that_came_is_told(shown: Shown, zeros: Document) -> None:
    window, _ = shown
    window._take([came(zeros, "某县人民政府", 12)])
    assert window.message_bar.text.text() == (
        "“某县人民政府.docx”是汇总单位自己的年报，已计入汇总；其中已含各单位的，按 Ctrl+D 移出。"
    )


def test_a_report_of_another_year_is_no_last_year(shown: Shown, desk: Desk, tmp_path: Path, monkeypatch) -> None:
    window, _ = shown
    collection_file.write(tmp_path / "本年.govrollup", desk)
    chosen(monkeypatch, tmp_path / "本年.govrollup")
    deeds.load_last(window)
    assert window.message_bar.text.text().startswith("载入的是 2025 年度，应为 2024 年度")
    store.write(tmp_path / "本级.govreport", replace(window.work.rollup.document, year=2024), window.work.rollup.form)
    chosen(monkeypatch, tmp_path / "本级.govreport")
    deeds.compare_own(window)
    assert window.message_bar.text.text() == "本级年报为 2024 年度，汇总为 2025 年度，请核对是否选错文件。"


def test_enter_leads_to_what_must_be_put_right_and_to_the_file_where_reading_is_doubtful(
    shown: Shown, zeros: Document, tmp_path: Path, monkeypatch
) -> None:
    window, opened = shown
    window.units.go_to(window.work.row_of("县乙局"))
    QTest.keyClick(window.units, Qt.Key.Key_Return)
    assert opened[-1][0] == "县乙局"
    assert opened[-1][1].startswith("requests.new.")
    path = tmp_path / "丁.docx"
    path.touch()
    doubtful = replace(came(zeros, "县丁局", 5), file=str(path), told=("表三的 5 不能确定。",))
    window.work.add([doubtful])
    window.work.wait()
    assert ("县丁局", "已收到", "读入存疑") in units(window)
    asked = []
    monkeypatch.setattr(deeds, "look_through", lambda window: asked.append(window.units.current.unit))
    window.show_kind("doubtful")
    QTest.keyClick(window.units, Qt.Key.Key_Return)
    assert asked == ["县丁局"]


def test_where_reports_are_only_checked_there_are_no_states(app_: None, zeros: Document, qtbot: QtBot) -> None:
    window = desk_menu.new_desk(
        Work(Desk(Collection(resources.formats(), (came(zeros, "县甲局", 3),)))), lambda *_: None
    )
    qtbot.addWidget(window)
    assert isinstance(window.menus, DeskMenus)
    assert not any(each.isEnabled() for each in window.menus.of_state)
    assert all(each.isEnabled() for each in window.menus.of_report)


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_keys_choose_the_line_that_is_looked_at(shown: Shown, held: Qt.KeyboardModifier) -> None:
    window, _ = shown
    for key, unit in ((Qt.Key.Key_End, "坏.bin"), (Qt.Key.Key_Home, "县甲局"), (Qt.Key.Key_Down, "县乙局")):
        QTest.keyClick(window.units, key, held)
        assert window.units.current.unit == unit
        assert [row.unit for row in window.units.chosen] == [unit]


def test_keys_lead_everywhere(shown: Shown) -> None:
    window, _ = shown
    window.activateWindow()
    window.units.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.units.current.unit == "县乙局"
    for number, name in enumerate(window.tabs, 1):
        QTest.keyClick(window, Qt.Key(int(Qt.Key.Key_0) + number), Qt.KeyboardModifier.ControlModifier)
        assert window.tab == name
    keys = [action.shortcut().toString() for action in window.findChildren(QAction)]
    given = [key for key in keys if key]
    assert len(given) == len(set(given)), "no key has two meanings"


@pytest.fixture
def started(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(QDialog, "exec", lambda self: pytest.fail(f"{self.windowTitle()} waits for an answer"))
    app.application()
    window = MainWindow(remembering=False)
    qtbot.addWidget(window)
    window.show()
    return window


def close_all(window: MainWindow) -> None:
    for each in [*window.workspace.desks, *window._beside]:
        each.close()


def test_a_new_collection_has_its_file_from_the_start(started: MainWindow, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "新.govrollup"
    monkeypatch.setattr(started.workspace, "ask_path", lambda *_: path)
    collecting.new(started.workspace)
    (desk,) = started.workspace.desks
    assert path.exists()
    assert desk.windowTitle() == "汇总台　新.govrollup"
    assert started.workspace.settings.recent == (str(path),)
    said: list[str] = []
    monkeypatch.setattr(dialogs, "say_error", lambda _, text: said.append(text))
    assert collecting.open_collection_in(started.workspace, path)
    assert started.workspace.desks == [desk], "the one that is open comes to the front"
    elsewhere = MainWindow(remembering=False)
    assert not collecting.open_collection_in(elsewhere.workspace, path)
    assert "不能同时修改" in said[0]
    elsewhere.close()
    close_all(started)
    assert not list(tmp_path.glob(".~lock*"))


def test_a_collection_goes_on_in_another_file(started: MainWindow, desk: Desk, tmp_path: Path, monkeypatch) -> None:
    first, second = tmp_path / "一.govrollup", tmp_path / "二.govrollup"
    collection_file.write(first, desk)
    collecting.open_collection_in(started.workspace, first)
    (window,) = started.workspace.desks
    assert isinstance(window, DeskWindow)
    assert window.windowTitle() == "汇总台　某县人民政府　2025 年度　4 个单位"
    noted(window, "县甲局", "只在第二份")
    chosen(monkeypatch, second)
    putting_out.save_as(window)
    assert started.workspace.settings.recent == (str(second), str(first))
    noted(window, "县乙局", "以后")
    close_all(started)
    assert collection_file.read(first)[0] == desk
    assert {unit: mark.note for unit, mark in collection_file.read(second)[0].marks.items()} == {
        "县甲局": "只在第二份",
        "县乙局": "以后",
    }
    again = open_collection.open_(first, clock.now())
    assert not again.restored, "of the acts that went on in the second nothing comes back in the first"
    again.close()


def test_what_was_only_checked_can_be_kept(started: MainWindow, desk: Desk, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "留.govrollup"
    window = desk_menu.new_desk(Work(Desk(replace(desk.collection, roster=()))), lambda *_: None)
    chosen(monkeypatch, path)
    putting_out.save(window)
    assert units(window)[0] == ("县甲局", "已收到", "通过")
    assert window.windowTitle() == "汇总台　某县人民政府　2025 年度　3 个单位"
    window.close()
    assert len(collection_file.read(path)[0].collection.submissions) == 3


def test_a_collection_opens_as_any_file_and_its_reports_beside(started: MainWindow, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "汇总.govrollup"
    collection_file.write(path, desk)
    open_save.leave_for(started.workspace, path)
    (window,) = started.workspace.desks
    assert isinstance(window, DeskWindow)
    assert started.workspace.at_start, "the report's window stays as it was"
    window.open_row(window.work.row_of("县乙局"), NEW)
    (beside,) = started._beside
    assert beside.workspace.editor.document.unit == "县乙局"
    assert beside.workspace.view.cell == NEW
    before = beside.workspace.editor.document
    beside.workspace.editor.apply("填写", before.with_cells({NEW: "77"}))
    assert beside.workspace.editor.document == before, "it is only looked at"
    assert before.state == "draft", "it has its own state and has not been through the others"
    assert beside.state.button.text() == "草稿（只供查看）"
    assert beside.workspace.view.lock.text.text() == "只供查看，不能修改。要修改的，另存后打开。"
    assert beside.workspace.view.lock._back.isHidden()
    beside.state._fill()
    assert [entry.text() for entry in beside.state.actions() if entry.isEnabled() and entry.text()] == ["状态记录(&H)…"]
    beside.state.go("checked")
    assert beside.workspace.editor.document.state == "draft"
    index = beside.workspace.view.table_page.table.body.currentIndex()
    assert not beside.workspace.view.table_page.table.body.table_model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert not beside.workspace.editor.modified
    close_all(started)


def test_a_folder_is_checked_without_a_collection(
    started: MainWindow, form: Format, tmp_path: Path, monkeypatch, qtbot: QtBot
) -> None:
    store.write(tmp_path / "a.govreport", Document(form.id, "县甲局", 2025), form)
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: tmp_path)
    collecting.check_folder(started.workspace)
    (window,) = started.workspace.desks
    assert isinstance(window, DeskWindow)
    qtbot.waitUntil(lambda: not window.reading.is_reading, timeout=60_000)
    assert [each[0] for each in units(window)] == ["县甲局"]
    assert window.windowTitle().startswith("批量核对")
    close_all(started)


def test_of_a_folder_reports_of_every_year_are_checked(app_: None, zeros: Document, qtbot: QtBot) -> None:
    """The sum alone is of one year; what is red is what 有错 shows and what the status bar counts."""
    wrong = {"requests__new__total": "10"}
    earlier = came(zeros, "县乙局", 9, **wrong)
    earlier = judged("收件/乙2023.docx", resources.form_of(zeros.format), replace(earlier.document, year=2023))
    copy = replace(earlier, file="收件/乙2023.pdf")
    desk = Desk(Collection(resources.formats(), (came(zeros, "县甲局", 3), earlier, copy, came(zeros, "县乙局", 9))))
    desk = replace(desk, collection=replace(desk.collection, year=2025))
    window = desk_menu.new_desk(Work(desk), lambda *_: None)
    qtbot.addWidget(window)
    window.resize(1366, 690)
    window.show()
    model = window.units.units
    lines = [tuple(model.index(row, column).data() for column in (1, 2, 3, 4)) for row in range(model.rowCount())]
    assert lines == [
        ("县甲局", "2025", "通过", ""),
        ("县乙局", "2023", "2 处有错", "乙2023.docx"),
        ("县乙局", "2023", "2 处有错", "乙2023.pdf"),
        ("县乙局", "2025", "通过", "县乙局.docx"),
    ]
    assert window.chips["wrong"].text() == "有错 2"
    assert "尚有 2 份年报有错" in window.status.accessibleName()
    assert window.counted.text() == "各年度均核对，合计只含 2025 年度 2 个单位"
    assert window.work.rollup.totals[NEW] == 12
    assert not window.units.isColumnHidden(4)
    assert not [each for each in window.work.problems if each.rule == "RU-05"]
    window.units.go_to(window.work.row_of_file("收件/乙2023.docx"))
    assert "你单位报送的2023年度" in window.slip.words.toPlainText()
    window.show_tab(PROBLEMS)
    told = [window.problems.topLevelItem(at) for at in range(window.problems.topLevelItemCount())]
    files = {top.child(at).text(0).partition("：")[0] for top in told for at in range(top.childCount())}
    assert "县乙局" in files


@pytest.mark.parametrize("in_collection", [True, False])
def test_what_does_not_count_is_neither_red_nor_wrong(
    app_: None, zeros: Document, qtbot: QtBot, *, in_collection: bool
) -> None:
    roster = (Member("县乙局"),) if in_collection else ()
    wrong = came(zeros, "县乙局", 9, requests__new__total="10")
    collection = Collection(resources.formats(), (wrong,), roster=roster, year=2025, out=frozenset({wrong.file}))
    window = desk_menu.new_desk(Work(Desk(collection)), lambda *_: None)
    qtbot.addWidget(window)
    assert ("县乙局", "未计入", "已移出") in units(window)
    assert window.chips["wrong"].text() == "有错 0"
    assert "有错" not in window.status.text()


def test_a_line_counts_what_the_report_shows_when_opened(started: MainWindow, reports: Path) -> None:
    """洪泽 2023: one slip has broken two sums, and both are shown."""
    found = submitted.read(reports / "hongze-2023.docx")
    assert isinstance(found, Submission)
    work = Work(Desk(Collection(resources.formats(), (found,))))
    window = desk_menu.new_desk(work, started.workspace.show_beside)
    ((_, year, said),) = units(window)
    assert (year, said) == ("2023", "2 处有错")
    window.open_row(work.lines[0])
    (beside,) = started._beside
    assert "2 处必须改正" in beside.words.todo.text()
    window.close()
    close_all(started)


class Counting(list):
    """Notes which of its items are asked for."""

    asked: set[int]

    def __getitem__(self, at):
        self.asked.add(at)
        return super().__getitem__(at)


def test_of_thousands_of_lines_only_what_is_seen_is_asked(shown: Shown, zeros: Document) -> None:
    window, _ = shown
    one = came(zeros, "县甲局", 1)
    many = [replace(one, file=f"{at}.docx", document=replace(one.document, unit=f"县{at}局")) for at in range(3000)]
    window.work.file.close()
    window.work.file = None
    collection = replace(window.work.desk.collection, submissions=tuple(many), roster=())
    window.work.change("读入", replace(window.work.desk, collection=collection))
    lines = Counting(window.units.units.shown)
    lines.asked = set()
    window.units.units.shown = lines
    window.units.verticalScrollBar().setValue(1500)
    window.units.viewport().repaint()
    assert len(lines) == 3001
    assert 0 < len(lines.asked) < 100


@pytest.mark.parametrize("size", [(1366, 690), (1093, 546), (911, 450), (1920, 1002)], ids="{0[0]}x{0[1]}".format)
def test_no_word_of_the_desk_is_cut(shown: Shown, size: tuple[int, int]) -> None:
    window, _ = shown
    window.resize(*size)
    found = []
    for tab in window.tabs:
        window.show_tab(tab)
        QTest.qWait(30)
        QCoreApplication.sendPostedEvents()
        found += [f"{tab}: {each}" for each in cut_words(window)]
    assert found == []
