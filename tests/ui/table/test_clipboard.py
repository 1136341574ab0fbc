"""Copy, cut and paste through the keys and the menu, with what real programs put on the clipboard."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QMenu, QRadioButton, QTableWidget

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.ui.actions import editing
from govreport_gui.ui.control_totals.panel import Strip
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.report.report_view import ReportView
from govreport_gui.ui.table import clipboard
from govreport_gui.ui.table.cell_box import CellBox
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import menu_of, table_page, text_page

PAYLOADS = Path(__file__).parents[2] / "data" / "clipboard"
AT = "requests.granted.natural_person"
TOTAL = "requests.granted.total"
Role = Qt.ItemDataRole


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


def put(text: str = "", html: bytes = b"") -> None:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setData("text/html", html)
    QApplication.clipboard().setMimeData(data)


def payload(name: str) -> None:
    put((PAYLOADS / f"{name}.txt").read_bytes().decode("utf-8"), (PAYLOADS / f"{name}.html").read_bytes())


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


@pytest.fixture(autouse=True)
def cleared(qapp) -> Iterator[None]:
    """The offscreen clipboard of Qt frees what it holds only after Python has ended, and crashes."""
    yield
    QApplication.clipboard().clear()


@pytest.fixture
def empty(window: MainWindow, form: Format) -> MainWindow:
    """An empty report of 2025."""
    window.workspace.show_report(form, Document(form.id, "测试市财政局", 2025))
    return window


class Looking:
    """What the preview showed each time, and how it is answered: with its first button, or `refused`."""

    def __init__(self) -> None:
        self.seen: list[dict] = []
        self.refused = False
        self.first: Callable[[QDialog], object] = lambda _: None
        """What is done in the preview before that."""

    def look(self, dialog: QDialog) -> QDialog.DialogCode:
        self.first(dialog)
        rows = dialog.findChild(QTableWidget)
        accept = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        texts = [tuple(rows.item(row, column).text() for column in range(4)) for row in range(rows.rowCount())]
        words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
        self.seen.append({"words": words, "button": accept.text(), "rows": texts})
        return QDialog.DialogCode.Rejected if self.refused else QDialog.DialogCode.Accepted


@pytest.fixture
def looked(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Looking:
    looking = Looking()
    monkeypatch.setattr(QDialog, "exec", lambda dialog: looking.look(dialog))  # noqa: PLW0108  # a method would not be given the dialog
    return looking


# ── copy ─────────────────────────────────────────────────────────────


def test_copy_gives_tabs_and_a_table(window: MainWindow) -> None:
    page(window, AT, "requests.granted.enterprise", "requests.partial.natural_person", "requests.partial.enterprise")
    press(window, Qt.Key.Key_C, "Control")
    data = QApplication.clipboard().mimeData()
    assert data.text() == "9\t0\r\n0\t0"
    assert data.html().count("<td") == 4
    assert "申请" not in data.html()
    assert said(window) == "已复制 4 格。"
    assert not window.workspace.editor.modified


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


def test_copy_shows_totals_as_they_are_shown(window: MainWindow) -> None:
    window.workspace.editor.apply("清空", window.workspace.editor.document.with_cells({TOTAL: ""}))
    page(window, TOTAL)
    press(window, Qt.Key.Key_C, "Control")
    assert QApplication.clipboard().text() == "9"


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


# ── paste: nothing doubtful, no question ─────────────────────────────


@pytest.mark.parametrize(
    "name", ["calc-pingtan-2021-requests", "chromium-pingtan-2021-requests", "calc-pingtan-2021-numbers"]
)
def test_a_table_from_a_real_program_is_pasted_at_once_as_one_step(name: str, empty: MainWindow) -> None:
    shown = page(empty, "requests.new.natural_person")
    payload(name)
    press(empty, Qt.Key.Key_V, "Control")
    truth = json.loads((PAYLOADS / "truth.json").read_text(encoding="utf-8"))["pingtan-2021"]["cells"]
    texts = shown_texts(empty.workspace.editor.form, empty.workspace.editor.document)
    assert texts == {cell: number for cell, number in truth.items() if cell.startswith("requests.")}
    assert said(empty) == "已粘贴 175 格；其中总计 31 格与程序相加的相同。"
    assert empty.workspace.editor.undo_label == "粘贴 175 格"
    assert shown.model.index_of("requests.new.natural_person").data() == "64"
    press(empty, Qt.Key.Key_Z, "Control")
    assert not empty.workspace.editor.document.cells


def test_from_the_menu_too(empty: MainWindow) -> None:
    page(empty)
    put("12\t3\r\n")
    entry(empty, "粘贴").trigger()
    assert empty.workspace.editor.document.cells == {AT: "12", "requests.granted.enterprise": "3"}


def test_html_comes_before_plain_text(empty: MainWindow) -> None:
    page(empty)
    put("8", b"<table><tr><td>9</td></tr></table>")
    press(empty, Qt.Key.Key_V, "Control")
    assert empty.workspace.editor.document.cells == {AT: "9"}


def test_html_without_a_table_leaves_the_word_to_plain_text(empty: MainWindow) -> None:
    page(empty)
    put("8", "<p>八</p>".encode())
    press(empty, Qt.Key.Key_V, "Control")
    assert empty.workspace.editor.document.cells == {AT: "8"}


def test_pasted_numbers_are_checked_like_typed_ones(window: MainWindow) -> None:
    page(window, AT)
    put("8")
    press(window, Qt.Key.Key_V, "Control")
    assert window.workspace.editor.document.cells[AT] == "8"
    assert {finding.rule for finding in window.workspace.editor.checked.findings} >= {"T3-03", "T3-02"}


def test_one_value_fills_the_selection(window: MainWindow) -> None:
    cells = (AT, "requests.partial.natural_person", "requests.partial.enterprise", "requests.granted.enterprise")
    page(window, *cells)
    put("３")
    press(window, Qt.Key.Key_V, "Control")
    assert {window.workspace.editor.document.cells[cell] for cell in cells} == {"3"}
    assert said(window) == "已粘贴 4 格。"


def test_tables_of_an_earlier_form_go_into_a_report_of_that_year(
    window: MainWindow, old_form: Format, looked: Looking
) -> None:
    window.workspace.show_report(old_form, Document(old_form.id, "平潭综合实验区", 2020))
    page(window, "proactive.regulations.produced", part="proactive_text")
    payload("chromium-pingtan-2020-all")
    press(window, Qt.Key.Key_V, "Control")
    truth = json.loads((PAYLOADS / "truth.json").read_text(encoding="utf-8"))["pingtan-2020"]["cells"]
    texts = shown_texts(old_form, window.workspace.editor.document)
    assert {cell: texts.get(cell) for cell in truth} == truth
    assert looked.seen[0]["button"] == "粘贴到表二、表三、表四"


# ── paste: looked at first ───────────────────────────────────────────


def test_another_table_than_the_one_on_screen_is_offered_its_own_place(empty: MainWindow, looked: Looking) -> None:
    page(empty)
    payload("calc-pingtan-2021-disputes")
    press(empty, Qt.Key.Key_V, "Control")
    assert "认出来的是表四，当前是表三。会粘贴到表四里。" in looked.seen[0]["words"]
    assert looked.seen[0]["button"] == "粘贴到表四"
    assert empty.workspace.editor.document.cells["disputes.litigation_direct.upheld"] == "12"
    assert empty.workspace.view.part == "disputes_text"


def test_what_does_not_fit_comes_first_and_nothing_is_done_without_consent(empty: MainWindow, looked: Looking) -> None:
    page(empty, "requests.carried_out.other")
    put("1\t1\t7\r\n5\t6\r\n")
    looked.refused = True
    press(empty, Qt.Key.Key_V, "Control")
    assert looked.seen[0]["rows"] == [
        ("7", "", "没有放进去", "表三右边没有格了"),
        ("5", "", "没有放进去", "表三下面没有行了"),
        ("6", "", "没有放进去", "表三下面没有行了"),
        ("表三结转下年度·其他", "", "1", ""),
        ("表三结转下年度·总计", "", "1", "与程序相加的相同，由程序计算"),
    ]
    assert empty.workspace.editor.document.cells == {}
    assert steps(empty) == 0
    looked.refused = False
    page(empty, "requests.carried_out.other")
    press(empty, Qt.Key.Key_V, "Control")
    assert empty.workspace.editor.document.cells == {"requests.carried_out.other": "1"}
    assert said(empty) == "已粘贴 2 格；其中总计 1 格与程序相加的相同；没有放进去 3 项。"


def test_old_and_new_are_shown_where_numbers_are_replaced(window: MainWindow, looked: Looking) -> None:
    page(window, AT)
    put("8\r\n0\r\n")
    press(window, Qt.Key.Key_V, "Control")
    assert looked.seen[0]["rows"][0] == ("表三（一）予以公开·自然人", "9", "8", "替换原来的数")
    assert "1 格原来填了别的数，会被替换。" in looked.seen[0]["words"]


@pytest.mark.parametrize(
    ("as_blank", "expected"),
    [(False, {AT: "0", "requests.granted.enterprise": "3"}), (True, {"requests.granted.enterprise": "3"})],
)
def test_dashes_are_asked_about_once(as_blank: bool, expected: dict, empty: MainWindow, looked: Looking) -> None:
    page(empty)
    put("—\t3\t")
    if as_blank:
        looked.first = lambda dialog: dialog.findChildren(QRadioButton)[1].click()
    press(empty, Qt.Key.Key_V, "Control")
    assert empty.workspace.editor.document.cells == expected
    assert len(looked.seen) == 1
    assert "有 1 格写着“—”“/”“无”一类：" in looked.seen[0]["words"]
    assert len(looked.seen[0]["rows"]) == len(expected)


def test_a_pasted_total_that_differs_is_kept_and_looks_typed(empty: MainWindow, looked: Looking) -> None:
    shown = page(empty, "requests.granted.natural_person")
    put("1\t0\t0\t0\t0\t0\t5")
    press(empty, Qt.Key.Key_V, "Control")
    assert looked.seen[0]["rows"][0] == ("表三（一）予以公开·总计", "", "5", "与程序相加的1不同")
    assert empty.workspace.editor.document.cells[TOTAL] == "5"
    assert shown.model.index_of(TOTAL).data(Role.FontRole).bold()
    assert any(finding.rule == "T3-03" for finding in empty.workspace.editor.checked.findings)


# ── paste: nothing to do ─────────────────────────────────────────────


@pytest.mark.parametrize("text", ["", "\r\n", "一段话，没有表格，也没有数。\n第二段。"])
def test_nothing_to_paste_is_said(text: str, empty: MainWindow) -> None:
    page(empty)
    put(text)
    press(empty, Qt.Key.Key_V, "Control")
    assert said(empty).startswith("剪贴板里没有可以粘贴的表格或数。")
    assert steps(empty) == 0


def test_a_clipboard_too_large_is_refused(empty: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "LARGEST", 10)
    page(empty)
    put("12\t3\t4\t5\t6\t7\t8")
    press(empty, Qt.Key.Key_V, "Control")
    assert said(empty) == "剪贴板里的内容太多，没有粘贴。只复制表格，再粘贴。"
    assert steps(empty) == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_V, Qt.Key.Key_X])
def test_a_locked_report_says_why_it_stays(key: Qt.Key, window: MainWindow) -> None:
    window.workspace.show_report(window.workspace.editor.form, replace(window.workspace.editor.document, state="final"))
    page(window)
    put("1\t2\t3")
    press(window, key, "Control")
    assert "已经锁定" in window.workspace.view.lock.text.text()
    assert steps(window) == 0


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
    assert (shown.zeros.text(), shown.zeros.isEnabled()) == ("空格填 0", True)
    QTest.mouseClick(shown.zeros, Qt.MouseButton.LeftButton)
    cells = empty.workspace.editor.document.cells
    assert cells["disputes.reconsideration.upheld"] == "3"
    assert sorted(cells.values()) == ["0"] * 11 + ["3"]
    assert not set(cells) & set(empty.workspace.editor.form.sums)
    assert all(cell.startswith("disputes.") for cell in cells)
    assert (shown.zeros.text(), shown.zeros.isEnabled()) == ("空格填 0", False)
    assert shown.table.body.hasFocus()
    editing.undo(empty.workspace)
    assert dict(empty.workspace.editor.document.cells) == {"disputes.reconsideration.upheld": "3"}
    assert shown.zeros.isEnabled()


def test_zeros_by_key_and_menu(empty: MainWindow) -> None:
    page(empty)
    assert offered(empty, "其余空格填 0") == ("其余空格填 0（144 格）(&Z)", True)
    press(empty, Qt.Key.Key_0, "Control", "Alt")
    assert said(empty) == "表三已填 0：144 格。"
    assert offered(empty, "其余空格填 0") == ("其余空格填 0(&Z)", False)
    press(empty, Qt.Key.Key_0, "Control", "Alt")
    assert steps(empty) == 1


def test_blank_does_not_look_like_zero(empty: MainWindow) -> None:
    shown = page(empty)
    index = shown.model.index_of(AT)
    assert index.data(Role.BackgroundRole).style() == Qt.BrushStyle.BDiagPattern
    assert "未填；没有的填 0。" in index.data(Role.ToolTipRole)
    assert index.data(Role.AccessibleTextRole).endswith("，空")
    shown.model.setData(index, "0")
    assert index.data(Role.BackgroundRole) is None
    assert "未填" not in index.data(Role.ToolTipRole)


def test_a_typed_total_looks_typed_and_says_how_to_give_it_back(window: MainWindow) -> None:
    shown = page(window, TOTAL)
    index = shown.model.index_of(TOTAL)
    assert index.data(Role.FontRole).bold()
    assert "按 Delete 改回自动相加。" in index.data(Role.ToolTipRole)
    assert index.data(Role.AccessibleTextRole) == "（一）予以公开，总计，9，手工总计"
    press(window, Qt.Key.Key_Delete)
    assert index.data(Role.FontRole) is None
    assert index.data(Role.ForegroundRole) is not None
    assert index.data(Role.AccessibleTextRole) == "（一）予以公开，总计，9，自动总计"


def test_selected_totals_are_given_back_by_key(window: MainWindow) -> None:
    page(window, AT, "requests.granted.total", "requests.partial.total")
    press(window, Qt.Key.Key_Equal, "Alt")
    cells = window.workspace.editor.document.cells
    assert "requests.granted.total" not in cells
    assert "requests.partial.total" not in cells
    assert (cells[AT], cells["requests.new.total"]) == ("9", "9")
    assert said(window) == "总计 2 格改回由程序相加。"
    assert not offered(window, "改回自动合计")[1]
    press(window, Qt.Key.Key_Equal, "Alt")
    assert said(window) == "所选的格里没有输入的总计。"
    assert steps(window) == 1


def test_all_totals_of_the_table_are_given_back_at_once(window: MainWindow) -> None:
    page(window)
    entry(window, "本表全部改回自动合计").trigger()
    typed = {cell for cell in window.workspace.editor.document.cells if cell in window.workspace.editor.form.sums}
    assert {cell.split(".")[0] for cell in typed} == {"disputes"}
    assert window.workspace.editor.undo_label == "总计 31 格改回自动"
    editing.undo(window.workspace)
    assert len(window.workspace.editor.document.cells) == 200


def test_entries_for_tables_are_grey_where_there_is_no_table(window: MainWindow) -> None:
    window.workspace.view.go("overview")
    for name in ("连同表头复制", "其余空格填 0", "改回自动合计", "本表全部改回自动合计"):
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
    shown.unfold_paper.click()
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
    if not shown.unfold_paper.isChecked():
        shown.unfold_paper.click()
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
    assert said(window) == "已粘贴纸上合计 1 格。"


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
        ("1\t2\r\n3\t4\r\n", "纸上合计一次粘贴一行或一列。先只复制合计，再粘贴。"),
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
        "button": shown.unfold_paper,
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
    assert said(empty) == "所选的格里没有输入的总计。"
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
    assert not any(entry(window, name).isEnabled() for name in ("连同表头复制", "其余空格填 0", "改回自动合计"))
