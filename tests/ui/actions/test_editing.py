"""The entries of 编辑 by keys and menu: copy, cut and paste in tables, boxes and lists; zeros and totals."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from govreport_gui.core.clipboard.copying import copied
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.ui.actions import editing
from govreport_gui.ui.control_totals.panel import Strip
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.report.report_view import ReportView
from govreport_gui.ui.table.cell_box import CellBox
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import menu_of, put, table_page, text_page

pytestmark = pytest.mark.usefixtures("cleared")
AT = "requests.granted.natural_person"
TOTAL = "requests.granted.total"


def page(window: MainWindow, *cells: str, part: str = "requests_text") -> TablePage:
    """The page of a table with these cells selected and the keys going there."""
    QCoreApplication.processEvents()  # a report just shown comes into sight
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.workspace.view.go(part)
    shown = table_page(window, part)
    body = shown.table.body
    body.setFocus()
    chooser = body.selectionModel()
    chooser.clear()
    for at, cell in enumerate(cells or (AT,)):
        index = shown.model.index_of(cell)
        if at == 0:
            chooser.setCurrentIndex(index, chooser.SelectionFlag.NoUpdate)
        chooser.select(index, chooser.SelectionFlag.Select)
    QCoreApplication.processEvents()
    return shown


def press(window: MainWindow, key: Qt.Key, *held: str) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for name in held:
        modifiers |= Qt.KeyboardModifier[f"{name}Modifier"]
    QTest.keyClick(window.focusWidget() or window, key, modifiers)
    QCoreApplication.processEvents()


def entry(window: MainWindow, name: str) -> QAction:
    """That entry of 编辑."""
    (found,) = [action for action in edit_menu(window).actions() if action.text().startswith(name)]
    return found


def offered(window: MainWindow, name: str) -> tuple[str, bool]:
    """How an entry of 编辑 looks when the menu is open: its words, and whether it can be chosen."""
    menu = edit_menu(window)
    menu.aboutToShow.emit()
    looks = entry(window, name).text(), entry(window, name).isEnabled()
    menu.aboutToHide.emit()
    return looks


def edit_menu(window: MainWindow) -> QMenu:
    (menu,) = [menu_of(menu) for menu in window.menuBar().actions() if "编辑" in menu.text()]
    return menu


def steps(window: MainWindow) -> int:
    """How many steps undo would take back."""
    editor, back = window.workspace.editor, 0
    while editor.undo_label:
        editor.undo()
        back += 1
    for _ in range(back):
        editor.redo()
    return back


def said(window: MainWindow) -> str:
    return window.statusBar().currentMessage()


@pytest.fixture
def empty(window: MainWindow, form: Format) -> MainWindow:
    """An empty report of 2025."""
    window.workspace.show_report(form, Document(form.id, "测试市财政局", 2025))
    return window


def test_copy_with_heads_gives_the_official_table(window: MainWindow, form: Format) -> None:
    cells = form.table("requests").cells
    page(window, *cells)
    press(window, Qt.Key.Key_C, "Control", "Shift")
    data = QApplication.clipboard().mimeData()
    lines = data.text().split("\r\n")
    assert len(lines) == 28
    assert lines[5].split("\t") == ["三、本年度办理结果", "（一）予以公开", "", "9", "0", "0", "0", "0", "0", "9"]
    assert 'rowspan="3" colspan="3"' in data.html()
    assert said(window) == f"已复制 {len(cells)} 格，连同表头。"
    press(window, Qt.Key.Key_C, "Control")
    assert QApplication.clipboard().text().startswith("9\t")
    assert said(window) == f"已复制 {len(cells)} 格。"


def test_cut_empties_as_one_step(window: MainWindow) -> None:
    cells = (AT, "requests.granted.enterprise", "requests.partial.natural_person")
    page(window, *cells)
    before, at = window.workspace.editor.document, steps(window)
    press(window, Qt.Key.Key_X, "Control")
    assert QApplication.clipboard().text() == "9\t0\r\n0\t"
    assert not set(cells) & set(window.workspace.editor.document.cells)
    assert steps(window) == at + 1
    assert said(window) == "已剪切 3 格，清空 3 格。"
    press(window, Qt.Key.Key_Z, "Control")
    assert window.workspace.editor.document == before


def test_what_goes_into_another_table_is_shown_there(empty: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    page(empty)
    disputes = empty.workspace.editor.form.table("disputes")
    put(copied(disputes, dict.fromkeys(disputes.cells, "0"), disputes.cells, with_names=True).text)
    press(empty, Qt.Key.Key_V, "Control")
    assert {cell.partition(".")[0] for cell in empty.workspace.editor.document.cells} == {"disputes"}
    assert empty.workspace.view.part == "disputes_text"


def test_from_the_menu_too(empty: MainWindow) -> None:
    page(empty)
    put("12\t3\r\n")
    entry(empty, "粘贴").trigger()
    assert empty.workspace.editor.document.cells == {AT: "12", "requests.granted.enterprise": "3"}


def test_zeros_into_a_locked_report_are_not_said_to_be_filled_in(window: MainWindow) -> None:
    window.workspace.show_report(
        window.workspace.editor.form, Document(window.workspace.editor.form.id, "测试市财政局", 2025, state="final")
    )
    page(window)
    press(window, Qt.Key.Key_0, "Control", "Alt")
    assert "已填" not in said(window)
    assert "已经锁定" in window.workspace.view.lock.text.text()
    assert window.workspace.view.lock.text.font().bold()
    assert steps(window) == 0


def test_text_boxes_take_plain_text(window: MainWindow) -> None:
    window.workspace.view.go("overview")
    box = text_page(window).text
    box.selectAll()
    box.setFocus()
    put("甲\t乙", "<table><tr><td><b>甲</b></td><td>乙</td></tr></table>".encode())
    press(window, Qt.Key.Key_V, "Control")
    assert box.text() == "甲\t乙"
    box.selectAll()
    put("=丙")
    entry(window, "粘贴").trigger()
    assert box.text() == "=丙"
    window.workspace.view.commit()


# ── zeros and totals ─────────────────────────────────────────────────


def test_the_rest_is_filled_with_zeros_as_one_step(empty: MainWindow) -> None:
    shown = page(empty, "disputes.reconsideration.upheld", part="disputes_text")
    empty.workspace.editor.apply(
        "填写", empty.workspace.editor.document.with_cells({"disputes.reconsideration.upheld": "3"})
    )
    assert offered(empty, "空格填 0") == ("空格填 0（11 格）(&Z)", True)
    QTest.mouseClick(shown.zeros, Qt.MouseButton.LeftButton)
    cells = empty.workspace.editor.document.cells
    assert cells["disputes.reconsideration.upheld"] == "3"
    assert sorted(cells.values()) == ["0"] * 11 + ["3"]
    assert not set(cells) & set(empty.workspace.editor.form.sums)
    assert all(cell.startswith("disputes.") for cell in cells)
    assert not shown.zeros.isEnabled()
    assert shown.table.body.hasFocus()
    editing.undo(empty.workspace)
    assert dict(empty.workspace.editor.document.cells) == {"disputes.reconsideration.upheld": "3"}
    assert shown.zeros.isEnabled()


def test_zeros_by_key_and_menu(empty: MainWindow) -> None:
    page(empty)
    assert offered(empty, "空格填 0") == ("空格填 0（144 格）(&Z)", True)
    press(empty, Qt.Key.Key_0, "Control", "Alt")
    assert said(empty) == "表三已填 0：144 格。"
    assert offered(empty, "空格填 0") == ("空格填 0(&Z)", False)
    press(empty, Qt.Key.Key_0, "Control", "Alt")
    assert steps(empty) == 1


def test_selected_totals_are_given_back_by_key(window: MainWindow) -> None:
    page(window, AT, "requests.granted.total", "requests.partial.total")
    press(window, Qt.Key.Key_Equal, "Alt")
    cells = window.workspace.editor.document.cells
    assert "requests.granted.total" not in cells
    assert "requests.partial.total" not in cells
    assert (cells[AT], cells["requests.new.total"]) == ("9", "9")
    assert said(window) == "总计 2 格已改回自动总计。"
    assert not offered(window, "改回自动总计")[1]
    press(window, Qt.Key.Key_Equal, "Alt")
    assert said(window) == "所选格中无手工总计。"
    assert steps(window) == 1


def test_all_totals_of_the_table_are_given_back_at_once(window: MainWindow) -> None:
    page(window)
    entry(window, "本表全部改回自动总计").trigger()
    typed = {cell for cell in window.workspace.editor.document.cells if cell in window.workspace.editor.form.sums}
    assert {cell.split(".")[0] for cell in typed} == {"disputes"}
    assert window.workspace.editor.undo_label == "总计 31 格改回自动总计"
    editing.undo(window.workspace)
    assert len(window.workspace.editor.document.cells) == 200


def test_entries_for_tables_are_grey_where_there_is_no_table(window: MainWindow) -> None:
    window.workspace.view.go("overview")
    for name in ("连同表头复制", "空格填 0", "改回自动总计", "本表全部改回自动总计"):
        assert not offered(window, name)[1]


def test_a_block_pasted_while_a_number_is_typed_goes_into_the_table(window: MainWindow) -> None:
    shown = page(window, "requests.new.natural_person")
    body = shown.table.body
    targets = [
        f"requests.{row}.{column}" for row in ("new", "carried_in") for column in ("natural_person", "enterprise")
    ]
    window.workspace.editor.apply("清空", window.workspace.editor.document.with_cells(dict.fromkeys(targets, "")))
    QTest.keyClick(body, Qt.Key.Key_F2)
    QApplication.clipboard().setText("1\t2\r\n3\t4\r\n")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    got = [window.workspace.editor.document.cells[cell] for cell in targets]
    assert got == ["1", "2", "3", "4"]
    QApplication.clipboard().clear()


@pytest.mark.parametrize("key", [Qt.Key.Key_X, Qt.Key.Key_V])
def test_from_elsewhere_nothing_is_cut_from_a_table_or_pasted_into_it(window: MainWindow, key: Qt.Key) -> None:
    page(window, "requests.new.natural_person")
    before = window.workspace.editor.document
    QApplication.clipboard().setText("777")
    for elsewhere in (window.workspace.view.findings.list, window.workspace.view.parts):
        elsewhere.setFocus()
        QTest.keyClick(elsewhere, key, Qt.KeyboardModifier.ControlModifier)
        assert window.workspace.editor.document is before
    QApplication.clipboard().clear()


def test_a_total_on_paper_is_pasted_where_it_belongs(window: MainWindow) -> None:
    shown = page(window, "requests.new.natural_person")
    before = window.workspace.editor.document.cells
    shown.unfold_totals.click()
    strip = QApplication.focusWidget()
    assert isinstance(strip, Strip)
    strip.setCurrentIndex(strip.boxes.index_of("requests.new.total"))
    QApplication.clipboard().setText("９")
    QTest.keyClick(strip, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.editor.document.paper_totals == {"requests.new.total": "9"}
    assert window.workspace.editor.document.cells == before
    QApplication.clipboard().clear()


def test_pasting_before_any_cell_was_chosen_begins_at_the_first(window: MainWindow) -> None:
    window.workspace.view.go("requests_text")
    body = window.workspace.view.table_page.table.body
    body.setCurrentIndex(QModelIndex())
    body.setFocus()
    QApplication.clipboard().setText("6")
    window.activateWindow()
    entry(window, "粘贴").trigger()
    assert window.workspace.editor.document.cells["requests.new.natural_person"] == "6"
    QApplication.clipboard().clear()


# ── the keyboard is elsewhere ────────────────────────────────────────

PAPER = "requests.new.total"


def paper_box(window: MainWindow, cell: str = PAPER) -> Strip:
    """The keyboard in the box for that total on paper; the table's own current cell is another."""
    shown = page(window, AT)
    if not shown.unfold_totals.isChecked():
        shown.unfold_totals.click()
    shown.paper.go_to(cell)
    QCoreApplication.processEvents()
    strip = window.focusWidget()
    assert isinstance(strip, Strip)
    return strip


def test_a_total_on_paper_is_pasted_into_its_own_box(window: MainWindow) -> None:
    paper_box(window)
    before = window.workspace.editor.document.cells
    put("７77\r\n")
    press(window, Qt.Key.Key_V, "Control")
    assert window.workspace.editor.document.paper_totals == {PAPER: "777"}
    assert window.workspace.editor.document.cells == before
    assert said(window) == "已粘贴台账合计 1 格。"


def test_totals_on_paper_are_cut_and_put_back_as_one_step_each(window: MainWindow) -> None:
    strip = paper_box(window)
    before = window.workspace.editor.document.cells
    put("9\r\n0\r\n9\r\n")
    press(window, Qt.Key.Key_V, "Control")
    filled = window.workspace.editor.document.paper_totals
    assert list(filled) == [PAPER, "requests.carried_in.total", TOTAL]
    strip.selectAll()
    press(window, Qt.Key.Key_C, "Control")
    assert QApplication.clipboard().text().split("\n")[:3] == ["9\r", "0\r", "9\r"]
    press(window, Qt.Key.Key_X, "Control")
    assert window.workspace.editor.document.paper_totals == {}
    assert steps(window) == 2
    strip.setCurrentIndex(strip.boxes.index_of(PAPER))
    press(window, Qt.Key.Key_V, "Control")
    assert window.workspace.editor.document.paper_totals == filled
    assert window.workspace.editor.document.cells == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "剪贴板里没有可以粘贴的数。"),
        ("共九件\r\n", "“共九件”不是数，没有粘贴。"),
        ("1\t2\r\n3\t4\r\n", "台账合计一次粘贴一行或一列。先只复制合计，再粘贴。"),
        ("1\t2\t3", "放不下，没有粘贴：剪贴板里有 3 个数，从这一格起只有 1 格。"),
    ],
)
def test_what_fits_no_boxes_on_paper_is_not_pasted(text: str, sentence: str, window: MainWindow) -> None:
    paper_box(window, "requests.carried_out.total")
    put(text)
    press(window, Qt.Key.Key_V, "Control")
    assert said(window) == sentence
    assert steps(window) == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_V, Qt.Key.Key_X])
def test_totals_on_paper_of_a_locked_report_stay(key: Qt.Key, window: MainWindow) -> None:
    document = window.workspace.editor.document.with_paper_total(PAPER, "9")
    window.workspace.show_report(window.workspace.editor.form, replace(document, state="final"))
    paper_box(window)
    put("8")
    press(window, key, "Control")
    assert window.workspace.editor.document.paper_totals == {PAPER: "9"}
    assert "已经锁定" in window.workspace.view.lock.text.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_V, Qt.Key.Key_X])
@pytest.mark.parametrize("where", ["parts", "problems", "button"])
def test_keys_in_a_list_leave_the_table_alone(where: str, key: Qt.Key, window: MainWindow) -> None:
    shown = page(window, AT)
    {
        "parts": window.workspace.view.parts,
        "problems": window.workspace.view.findings.list,
        "button": shown.unfold_totals,
    }[where].setFocus()
    put("777")
    press(window, key, "Control")
    assert steps(window) == 0
    assert said(window).startswith("先点表里的格")


def test_a_line_of_a_list_is_copied_as_it_is_read(window: MainWindow) -> None:
    page(window, AT)
    window.workspace.view.parts.setFocus()
    press(window, Qt.Key.Key_C, "Control")
    assert QApplication.clipboard().text() == window.workspace.view.parts.currentItem().text()


@pytest.mark.qt_log_ignore("This plugin does not support")  # menus of the platform without a screen
def test_the_menu_opened_by_key_pastes_where_the_keyboard_was(empty: MainWindow) -> None:
    body = page(empty).table.body
    put("12")
    QTest.keyClick(body, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    QCoreApplication.processEvents()
    menu = edit_menu(empty)
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_P)
    QCoreApplication.processEvents()
    assert empty.workspace.editor.document.cells == {AT: "12"}


# ── while a number is being typed ────────────────────────────────────


def typing(window: MainWindow, text: str = "5") -> CellBox:
    """A box open in the table, with that typed in it."""
    QTest.keyClicks(page(window, AT).table.body, text)
    box = window.focusWidget()
    assert isinstance(box, CellBox)
    return box


@pytest.mark.parametrize("key", [("V", "Control"), ("Insert", "Shift")])
def test_a_block_goes_into_the_table_though_a_number_is_being_typed(key: tuple[str, str], empty: MainWindow) -> None:
    typing(empty, "9")
    put("9\t2\r\n3\t4\r\n")
    press(empty, Qt.Key[f"Key_{key[0]}"], key[1])
    assert empty.workspace.editor.document.cells == {
        AT: "9",
        "requests.granted.enterprise": "2",
        "requests.partial.natural_person": "3",
        "requests.partial.enterprise": "4",
    }


@pytest.mark.parametrize(("text", "kept"), [("1 234", "51234"), ("12 件", "512 件"), ("7\r\n", "57")])
def test_one_value_goes_into_the_box_that_is_typed_in(text: str, kept: str, empty: MainWindow) -> None:
    box = typing(empty)
    put(text)
    press(empty, Qt.Key.Key_V, "Control")
    assert box.isVisible()
    assert box.text().strip() == "5" + text.strip()
    assert steps(empty) == 0
    press(empty, Qt.Key.Key_Return)
    assert empty.workspace.editor.document.cells == {AT: kept}


def test_one_value_from_the_menu_goes_into_the_box_too(empty: MainWindow) -> None:
    box = typing(empty)
    put("12 件")
    entry(empty, "粘贴").trigger()
    assert box.text() == "512 件"
    assert steps(empty) == 0
    press(empty, Qt.Key.Key_Return)
    assert empty.workspace.editor.document.cells == {AT: "512 件"}


def test_a_table_where_no_cell_was_chosen_yet_takes_nothing(empty: MainWindow) -> None:
    empty.activateWindow()
    assert QTest.qWaitForWindowActive(empty)
    parts = empty.workspace.view.parts
    parts.setFocus()
    for _ in range(parts.parts.index("requests_text")):
        press(empty, Qt.Key.Key_Down)
    assert empty.workspace.view.part == "requests_text"
    assert not empty.workspace.view.cell
    put("5")
    press(empty, Qt.Key.Key_V, "Control")
    assert said(empty) == "先点表里的格，再粘贴。"
    press(empty, Qt.Key.Key_Equal, "Alt")
    assert said(empty) == "所选格中无手工总计。"
    assert steps(empty) == 0


# ── no report is open ────────────────────────────────────────────────


@pytest.mark.qt_log_ignore("This plugin does not support")  # menus of the platform without a screen
def test_looking_into_the_menu_at_the_start_page_changes_nothing(window: MainWindow) -> None:
    window.workspace.show_none()
    views = window.findChildren(ReportView)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    menu, bar = edit_menu(window), window.menuBar()
    assert all(each.isEnabled() for each in bar.actions() if each is not window.state.menuAction())
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(menu.menuAction()).center())
    assert menu.isVisible()
    assert window.findChildren(ReportView) == views, "none is made for a look"
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    assert not any(entry(window, name).isEnabled() for name in ("连同表头复制", "空格填 0", "改回自动总计"))
