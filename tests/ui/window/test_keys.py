"""The keyboard table, line by line, with real keys on the window as it is shipped: areas, parts, finding, files."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from govreport_gui.core.report.document import Document
from govreport_gui.ui.actions import cell_menu, current_cell
from govreport_gui.ui.preview.preview import Preview
from govreport_gui.ui.report.find_bar import FindBar
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.report.row_box import RowBox
from govreport_gui.ui.table import grid_keys
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.window.main_window import MainWindow
from govreport_gui.ui.writing.text_page import TextPage
from tests.ui.on_screen import (
    ALT,
    CTRL,
    NONE,
    SHIFT,
    Key,
    box,
    compose,
    entry,
    grid_at,
    press,
    table_page,
    text_page,
    type_text,
    value,
)

CELL = "requests.granted.natural_person"
PAGES = (Key.Key_PageUp, Key.Key_PageDown)
MOVES = (*PAGES, Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End)


def where(window: MainWindow) -> str:
    """The area that the keyboard is in."""
    view = window.workspace.view
    areas = {"parts": view.parts, "page": view.pages, "problems": view.findings, "pane": view.cell_pane}
    focus = QApplication.focusWidget()
    return next((name for name, area in areas.items() if area.isAncestorOf(focus) or area is focus), "")


def test_f6_goes_round_the_areas(window: MainWindow) -> None:
    grid_at(window, CELL)
    seen = []
    for pane in (False, True):
        current_cell.toggle_pane(window.workspace)
        window.workspace.view.page.setFocus()
        for held in (NONE, SHIFT):
            for _ in range(3 + pane):
                QTest.keyClick(QApplication.focusWidget(), Key.Key_F6, held)
                seen.append(where(window))
    assert seen[:3] == ["problems", "parts", "page"]
    assert seen[3:6] == ["parts", "problems", "page"]
    assert seen[6:10] == ["problems", "pane", "parts", "page"]
    assert seen[10:] == ["parts", "pane", "problems", "page"]
    assert window.workspace.view.cell == CELL


def test_f6_takes_what_is_being_typed(window: MainWindow) -> None:
    body = grid_at(window, CELL)
    type_text(body, "12")
    press(body, Key.Key_F6)
    assert value(window, CELL) == "12"
    assert where(window) == "problems"
    assert window.workspace.view.findings.list.cause() is not None


def test_the_keys_of_a_grid_belong_to_it_alone(window: MainWindow) -> None:
    """What they do is tested on a grid by itself; here nothing in the window may take them away."""
    taken = {keys.toString() for action in window.findChildren(QAction) for keys in action.shortcuts()}
    moves = [(key, held) for key in MOVES for held in (NONE, CTRL, SHIFT, CTRL | SHIFT)]
    moves = [each for each in moves if each[0] not in PAGES or not each[1] & CTRL]
    used = {QKeySequence(QKeyCombination(held, Key(key))).toString() for key, held in [*grid_keys.DEEDS, *moves]}
    assert taken & used == {"Ctrl+D", "Ctrl+R"}, "the entries for filling do the same"
    body = grid_at(window, "requests.partial.natural_person")
    press(body, Key.Key_D, CTRL)
    assert value(window, "requests.partial.natural_person") == "9"
    assert window.workspace.editor.undo_label == "向下填充"


def test_filling_is_in_the_menus_too(window: MainWindow) -> None:
    body = grid_at(window, CELL)
    press(body, Key.Key_Right, SHIFT)
    actions = {each.shortcut().toString(): each for each in window.findChildren(QAction)}
    actions["Ctrl+R"].trigger()
    assert value(window, "requests.granted.enterprise") == "9"
    body.select_to("requests.partial.natural_person")
    cell_menu.menu(window.workspace, body).actions()[6].trigger()
    assert window.workspace.editor.undo_label == "向右填充", "one column has nothing to its right"
    cell_menu.menu(window.workspace, body).actions()[5].trigger()
    assert value(window, "requests.partial.natural_person") == "9"
    assert window.workspace.editor.undo_label == "向下填充"


def test_zoom_has_bounds_and_is_kept_for_the_next_start(window: MainWindow, qtbot: QtBot) -> None:
    body = grid_at(window, CELL)
    for key, bound in ((Key.Key_Minus, 50), (Key.Key_Equal, 200)):
        for _ in range(20):
            QTest.keyClick(body, key, CTRL)
        assert window.workspace.view.percent == bound
    window.workspace.editor.mark_saved()
    assert window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    assert again.workspace.view.percent == 200


# ── going about ────────────────────────────────────────────────────────


def test_alt_and_a_digit_go_to_the_numbered_parts(window: MainWindow) -> None:
    window.workspace.view.go("cover")
    seen = []
    for digit in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5, Key.Key_6):
        QTest.keyClick(window, digit, ALT)
        seen.append(window.workspace.view.part)
        assert window.workspace.view.page.isAncestorOf(QApplication.focusWidget()), "the keyboard is in the part"
    assert seen == ["overview", "proactive_text", "requests_text", "disputes_text", "problems", "other_matters"]


def test_ctrl_page_keys_go_to_the_neighbouring_parts(window: MainWindow) -> None:
    parts = window.workspace.view.parts.parts
    window.workspace.view.go(parts[0])
    seen = [window.workspace.view.part]
    for _ in parts:
        QTest.keyClick(QApplication.focusWidget() or window, Key.Key_PageDown, CTRL)
        seen.append(window.workspace.view.part)
    assert seen == [*parts, parts[-1]]
    QTest.keyClick(QApplication.focusWidget(), Key.Key_PageUp, CTRL)
    assert window.workspace.view.part == parts[-2]


def test_ctrl_g_goes_to_a_row(window: MainWindow) -> None:
    body = grid_at(window, "requests.new.enterprise")
    QTest.keyClick(body, Key.Key_G, CTRL)
    rows = window.findChild(RowBox)
    everything = rows.list.count()
    QTest.keyClicks(rows.line, "3")
    QTest.keyClick(rows.line, Key.Key_Backspace)
    assert rows.list.count() == everything == sum(len(each.rows) for each in window.workspace.editor.form.tables)
    rows.line.setText("重复")  # as an input method puts it in
    assert rows.list.count() == 1
    QTest.keyClick(rows.line, Key.Key_Return)
    assert not rows.isVisible()
    assert body.current_cell() == "requests.not_processed_duplicate.enterprise", "in the column where the clerk was"


@pytest.mark.parametrize(
    ("typed", "downs", "cell"),
    [
        ("许可", 0, "proactive.licensing.decisions"),
        ("三4", 0, "requests.refused_third_party.natural_person"),
        ("（三）4.", 0, "requests.refused_third_party.natural_person"),
        ("复议", 1, "disputes.litigation_direct.upheld"),
    ],
)
def test_ctrl_g_finds_rows_of_every_table(window: MainWindow, typed: str, downs: int, cell: str) -> None:
    window.workspace.view.go("problems")
    QTest.keyClick(text_page(window).text, Key.Key_G, CTRL)
    rows = window.findChild(RowBox)
    rows.line.setText(typed)
    for _ in range(downs):
        QTest.keyClick(rows.line, Key.Key_Down)
    QTest.keyClick(rows.line, Key.Key_Enter)
    assert table_page(window).table.current_cell() == cell
    assert table_page(window).table.body.hasFocus()


def test_ctrl_g_says_that_there_is_no_such_row_and_escape_leaves_all_as_it_was(window: MainWindow) -> None:
    body = grid_at(window, CELL)
    QTest.keyClick(body, Key.Key_G, CTRL)
    rows = window.findChild(RowBox)
    rows.line.setText("火星")
    assert rows.list.item(0).text() == "没有这样的行"
    QTest.keyClick(rows.line, Key.Key_Return)
    assert rows.isVisible()
    QTest.keyClick(rows.line, Key.Key_Escape)
    assert not rows.isVisible()
    assert body.current_cell() == CELL


def test_ctrl_f_finds_words_in_texts_rows_and_cells(window: MainWindow) -> None:
    body = grid_at(window, CELL)
    QTest.keyClick(body, Key.Key_F, CTRL)
    bar = window.findChild(FindBar)
    assert bar.line.hasFocus()
    bar.line.setText("行政许可")
    assert (window.workspace.view.part, table_page(window).table.current_cell()) == (
        "proactive_text",
        "proactive.licensing.decisions",
    )
    assert bar.count.text() == "第 1 处，共 1 处"
    bar.line.setText("按季度")
    assert window.workspace.view.part == "problems" or bar.count.text() == "没有找到"
    bar.line.setText("政策")
    places: list[tuple[str, str, str]] = []
    while not places or bar.count.text() not in [each[0] for each in places]:
        view = window.workspace.view
        text = view.page.text if isinstance(view.page, TextPage | TablePage) else None
        assert text is not None
        places.append((bar.count.text(), view.part, text.textCursor().selectedText()))
        QTest.keyClick(bar.line, Key.Key_Return)
    assert len(places) > 1
    assert {words for _, _, words in places} == {"政策"}
    QTest.keyClick(bar.line, Key.Key_Return, SHIFT)
    assert bar.count.text() == places[-1][0]
    bar.line.setText("火星")
    assert bar.count.text() == "没有找到"
    QTest.keyClick(bar.line, Key.Key_Escape)
    assert not bar.isVisible()
    assert window.workspace.view.page.isAncestorOf(QApplication.focusWidget())


def test_ctrl_f_finds_what_is_still_being_typed(window: MainWindow) -> None:
    window.workspace.view.go("closing")
    text = text_page(window).text
    text.setFocus()
    QTest.keyClicks(text, "xyzzy")
    QTest.keyClick(text, Key.Key_F, CTRL)
    bar = window.findChild(FindBar)
    QTest.keyClicks(bar.line, "XYZZY")
    assert text.textCursor().selectedText() == "xyzzy"
    assert bar.line.hasFocus()


def test_f1_shows_the_help_of_the_row(window: MainWindow) -> None:
    body = grid_at(window, CELL)
    QTest.keyClick(body, Key.Key_F1)
    pane = window.workspace.view.cell_pane
    assert not pane.isVisible()
    QTest.keyClick(body, Key.Key_F1)
    assert pane.isVisible()
    pane.show_now()
    assert "予以公开" in pane.help.text() + pane.place.text()


def test_f8_goes_from_problem_to_problem(window: MainWindow) -> None:
    body = grid_at(window, CELL)
    typed = window.workspace.editor.document.with_cells({CELL: "8", "requests.new.other": "5"})
    window.workspace.editor.apply("填写", typed)
    chosen = window.workspace.view.findings.list
    causes = chosen.causes()
    assert [len(cause.findings) for cause in causes] == [2, 2], "one entry for one cause"
    for modifier, cause in ((NONE, causes[0]), (NONE, causes[1]), (SHIFT, causes[0])):
        body.go_to("requests.carried_out.other")
        QTest.keyClick(body, Key.Key_F8, modifier)
        assert chosen.cause() == cause
        # Of the cells concerned the one that is likely wrong.
        assert body.current_cell() == cause.offer.repair[0].cell


def test_alt_enter_mends_the_chosen_problem_as_one_step(window: MainWindow) -> None:
    body = grid_at(window, CELL)
    type_text(body, "8")
    press(body, Key.Key_Return)
    QTest.keyClick(body, Key.Key_F8)
    body.go_to("requests.carried_out.other")
    QTest.keyClick(body, Key.Key_Return, ALT)
    assert value(window, CELL) == "9"
    assert not window.workspace.editor.checked.findings
    assert body.current_cell() == CELL, "the clerk is where something has changed"
    QTest.keyClick(body, Key.Key_Z, CTRL)
    assert value(window, CELL) == "8"


def test_alt_enter_without_a_chosen_problem_changes_nothing_and_goes_to_the_first(window: MainWindow) -> None:
    body = grid_at(window, CELL)
    type_text(body, "8")
    press(body, Key.Key_Return)
    before = window.workspace.editor.document
    QTest.keyClick(body, Key.Key_Return, ALT)
    assert window.workspace.editor.document is before
    assert window.workspace.view.findings.list.cause() is not None


def test_what_is_being_typed_stays_when_its_cell_comes_to_look_different(window: MainWindow) -> None:
    total = "requests.granted.total"
    body = grid_at(window, CELL)
    type_text(body, "72")
    press(body, Key.Key_Return)
    body.go_to(total)
    type_text(body, "9")
    assert window.workspace.view.findings.list.causes(), "it is found out now which cells are wrong"
    type_text(body, "8")
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    for dark in (True, False):
        theme.take_palette(qt, is_dark=dark)
        QCoreApplication.processEvents()
    type_text(body, "7")
    press(body, Key.Key_Return)
    assert value(window, total) == "987"


def test_alt_enter_makes_no_repair_that_was_not_seen(window: MainWindow) -> None:
    body = grid_at(window, CELL)
    type_text(body, "72")
    press(body, Key.Key_Return)
    chosen = window.workspace.view.findings.list
    QTest.keyClick(body, Key.Key_F8)
    assert chosen.cause().deed == "改为 9"
    body.go_to("requests.granted.enterprise")
    type_text(body, "45")
    press(body, Key.Key_Return, ALT)
    assert (value(window, CELL), value(window, "requests.granted.enterprise")) == ("72", "45"), "as they were typed"
    assert chosen.cause().deed == "更正 2 格", "now it is seen"
    QTest.keyClick(body, Key.Key_Return, ALT)
    assert value(window, CELL) == "9"


def test_f9_checks_what_is_being_typed_and_goes_to_the_first_problem(window: MainWindow) -> None:
    body = grid_at(window, CELL)
    QTest.keyClick(body, Key.Key_F9)
    assert window.statusBar().currentMessage().startswith("已核对全部：未发现问题，")
    assert body.current_cell() == CELL
    type_text(body, "8")
    QTest.keyClick(box(body), Key.Key_F9)
    QCoreApplication.processEvents()
    assert value(window, CELL) == "8"
    assert window.statusBar().currentMessage() == "已核对全部：2 处必须改正。"
    assert body.current_cell() == CELL
    window.workspace.show_report(window.workspace.editor.form, Document(window.workspace.editor.form.id))
    window.workspace.view.go("cover")
    QTest.keyClick(window, Key.Key_F9)
    assert "格未填" in window.statusBar().currentMessage()
    assert table_page(window).table.current_cell() == window.workspace.editor.checked.blank_inputs[0]


# ── steps and files ────────────────────────────────────────────────────


@pytest.mark.parametrize("keys", ["Ctrl+Y", "Ctrl+Shift+Z"])
def test_undo_and_redo(window: MainWindow, keys: str) -> None:
    body = grid_at(window, CELL)
    type_text(body, "8")
    press(body, Key.Key_Return)
    QTest.keyClick(body, Key.Key_Z, CTRL)
    assert value(window, CELL) == "9"
    QTest.keyClick(body, Key.Key_Y if keys == "Ctrl+Y" else Key.Key_Z, CTRL if keys == "Ctrl+Y" else CTRL | SHIFT)
    assert value(window, CELL) == "8"


@pytest.mark.parametrize(
    ("key", "held", "asks"),
    [
        (Key.Key_S, CTRL, "另存为"),
        (Key.Key_F12, NONE, "另存为"),
        (Key.Key_O, CTRL, "打开"),
    ],
)
def test_the_usual_keys_for_files(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, key: Key, held: Qt.KeyboardModifier, asks: str
) -> None:
    asked = []
    monkeypatch.setattr(QFileDialog, "exec", lambda self: asked.append(self.windowTitle()))
    QTest.keyClick(window, key, held)
    assert asked == [asks]


def test_the_keys_for_a_new_report_and_for_printing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(QDialog, "exec", lambda self: asked.append(self.windowTitle()))
    monkeypatch.setattr(Preview, "print", lambda self: asked.append(f"打印{self.windowTitle()}"))
    QTest.keyClick(window, Key.Key_N, CTRL)
    QTest.keyClick(window, Key.Key_P, CTRL)
    assert asked[0] == "新建年报"
    assert asked[1].startswith("打印")


# ── what is said of cells ──────────────────────────────────────────────


def test_the_status_bar_adds_up_the_selection(window: MainWindow) -> None:
    body = grid_at(window, "proactive.licensing.decisions")
    texts = {"proactive.licensing.decisions": "12", "proactive.penalties.decisions": "", "proactive.fees.amount": "0.1"}
    window.workspace.editor.apply(
        "填写", window.workspace.editor.document.with_cells({**texts, "proactive.coercion.decisions": "0.2"})
    )
    assert window.words.cell.text() == ""
    for _ in range(3):
        press(body, Key.Key_Down, SHIFT)
    assert window.words.cell.text() == "已选 4 格（3 格有数），合计 12.3"
    press(body, Key.Key_Down)
    assert window.words.cell.text() == ""


def test_a_locked_report_says_why_nothing_can_be_typed(window: MainWindow) -> None:
    locked = replace(window.workspace.editor.document, state="in_review")
    window.workspace.show_report(window.workspace.editor.form, locked)
    body = grid_at(window, CELL)
    for key in (Key.Key_9, Key.Key_F2, Key.Key_Backspace, Key.Key_Delete):
        window.workspace.view.lock.say("")
        press(body, key)
        assert (box(body), body.current_cell()) == (None, CELL)
        assert "锁定" in window.workspace.view.lock.text.text()
    compose(body, "５")
    assert (box(body), window.workspace.editor.document) == (None, locked)


def test_words_are_replaced_one_by_one_or_all_at_once(window: MainWindow) -> None:
    editor = window.workspace.editor
    editor.apply("改", editor.document.with_section("overview", "我局公开，我局答复，我局培训。"))
    entry(window, "替换").trigger()
    bar = window.findChild(FindBar)
    assert bar is not None
    bar.line.setText("我局")
    bar.replacement.setText("本局")
    QTest.keyClick(bar.replacement, Key.Key_Return)
    assert editor.document.sections["overview"] == "本局公开，我局答复，我局培训。"
    bar.every.click()
    assert editor.document.sections["overview"] == "本局公开，本局答复，本局培训。"
    assert "已替换 2 处，可以撤销" in bar.told.text()
    window.workspace.view.undo()
    assert editor.document.sections["overview"] == "本局公开，我局答复，我局培训。"
    bar.line.setText("自然人")
    cells = editor.document.cells
    bar.every.click()
    assert (editor.document.cells, bar.told.text()) == (cells, "文字部分没有可替换的。")
    entry(window, "查找").trigger()
    assert not bar.replacement.isVisible()


def test_words_are_deleted_only_when_that_was_said(window: MainWindow) -> None:
    editor = window.workspace.editor
    editor.apply("改", editor.document.with_section("overview", "依规办结69件。"))
    entry(window, "替换").trigger()
    bar = window.findChild(FindBar)
    assert bar is not None
    bar.line.setFocus()
    bar.line.setText("69件")
    QTest.keyClick(bar.line, Key.Key_Tab)
    assert bar.replacement.hasFocus()
    for button in (bar.one, bar.every):
        button.click()
        assert editor.document.sections["overview"] == "依规办结69件。"
        assert bar.told.text() == "“替换为”未填，再按一次，删除“69件”。"
        bar.replacement.setText("68件")
        bar.replacement.clear()
    bar.one.click()
    bar.one.click()
    assert editor.document.sections["overview"] == "依规办结。"
