"""The clipboard and a table: copy, cut and paste with what real programs put there. The keys are tested in actions."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QRadioButton, QTableWidget
from pytestqt.qtbot import QtBot

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.ui.table import clipboard
from govreport_gui.ui.table.grid import Grid
from govreport_gui.ui.table.table_model import TableModel
from tests.ui.on_screen import put

pytestmark = pytest.mark.usefixtures("cleared")
PAYLOADS = Path(__file__).parents[2] / "data" / "clipboard"
AT = "requests.granted.natural_person"
TOTAL = "requests.granted.total"
Role = Qt.ItemDataRole


def payload(name: str) -> None:
    put((PAYLOADS / f"{name}.txt").read_bytes().decode("utf-8"), (PAYLOADS / f"{name}.html").read_bytes())


class Sheet:
    """A table of a report with some cells chosen: what was said last, where it led, why a change was refused."""

    def __init__(self, qtbot: QtBot, form: Format, document: Document, table: str = "requests") -> None:
        self.editor = ReportEditor(form, document)
        self.model = TableModel(self.editor, form.table(table))
        self.editor.on_change = self.model.refresh
        self.editor.on_refusal = self._hear_refusal
        self.grid = Grid(self.model)
        qtbot.addWidget(self.grid)  # goes before its model, whatever Python takes away first
        self.cells: tuple[str, ...] = (AT,)
        self.said = self.went = self.refused = ""

    def choose(self, *cells: str) -> None:
        self.cells = cells or (AT,)

    def copy(self) -> None:
        clipboard.copy(self.grid, self.cells, self._hear)

    def cut(self) -> None:
        clipboard.cut(self.grid, self.cells, self._hear)

    def paste(self) -> None:
        clipboard.paste(self.grid, self.cells, self._hear, self._go)

    def _hear(self, words: str) -> None:
        self.said = words

    def _hear_refusal(self, why: str) -> None:
        self.refused = why

    def _go(self, part: str) -> None:
        self.went = part


@pytest.fixture
def filled(qtbot: QtBot, form: Format, calm: Document) -> Sheet:
    return Sheet(qtbot, form, calm)


@pytest.fixture
def empty(qtbot: QtBot, form: Format) -> Sheet:
    """An empty report of 2025."""
    return Sheet(qtbot, form, Document(form.id, "测试市财政局", 2025))


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
def looked(monkeypatch: pytest.MonkeyPatch) -> Looking:
    looking = Looking()
    monkeypatch.setattr(QDialog, "exec", lambda dialog: looking.look(dialog))  # noqa: PLW0108  # a method would not be given the dialog
    return looking


# ── copy ───────────────────────────────────────────────────────────────


def test_copy_gives_tabs_and_a_table(filled: Sheet) -> None:
    filled.choose(AT, "requests.granted.enterprise", "requests.partial.natural_person", "requests.partial.enterprise")
    filled.copy()
    data = QApplication.clipboard().mimeData()
    assert data.text() == "9\t0\r\n0\t0"
    assert data.html().count("<td") == 4
    assert "申请" not in data.html()
    assert filled.said == "已复制 4 格。"
    assert not filled.editor.modified


def test_copy_shows_totals_as_they_are_shown(filled: Sheet) -> None:
    filled.editor.apply("清空", filled.editor.document.with_cells({TOTAL: ""}))
    filled.choose(TOTAL)
    filled.copy()
    assert QApplication.clipboard().text() == "9"


# ── paste: nothing doubtful, no question ───────────────────────────────


@pytest.mark.parametrize(
    "name", ["calc-pingtan-2021-requests", "chromium-pingtan-2021-requests", "calc-pingtan-2021-numbers"]
)
def test_a_table_from_a_real_program_is_pasted_at_once_as_one_step(name: str, empty: Sheet) -> None:
    empty.choose("requests.new.natural_person")
    payload(name)
    empty.paste()
    truth = json.loads((PAYLOADS / "truth.json").read_text(encoding="utf-8"))["pingtan-2021"]["cells"]
    texts = shown_texts(empty.editor.form, empty.editor.document)
    assert texts == {cell: number for cell, number in truth.items() if cell.startswith("requests.")}
    assert empty.said == "已粘贴 175 格；其中总计 31 格与自动总计相同。"
    assert empty.editor.undo_label == "粘贴 175 格"
    assert empty.model.index_of("requests.new.natural_person").data() == "64"
    empty.editor.undo()
    assert not empty.editor.document.cells


def test_html_comes_before_plain_text(empty: Sheet) -> None:
    empty.choose()
    put("8", b"<table><tr><td>9</td></tr></table>")
    empty.paste()
    assert empty.editor.document.cells == {AT: "9"}


def test_html_without_a_table_leaves_the_word_to_plain_text(empty: Sheet) -> None:
    empty.choose()
    put("8", "<p>八</p>".encode())
    empty.paste()
    assert empty.editor.document.cells == {AT: "8"}


def test_pasted_numbers_are_checked_like_typed_ones(filled: Sheet) -> None:
    filled.choose(AT)
    put("8")
    filled.paste()
    assert filled.editor.document.cells[AT] == "8"
    assert {finding.rule for finding in filled.editor.checked.findings} >= {"T3-03", "T3-02"}


def test_one_value_fills_the_selection(filled: Sheet) -> None:
    cells = (AT, "requests.partial.natural_person", "requests.partial.enterprise", "requests.granted.enterprise")
    filled.choose(*cells)
    put("３")
    filled.paste()
    assert {filled.editor.document.cells[cell] for cell in cells} == {"3"}
    assert filled.said == "已粘贴 4 格。"


def test_tables_of_an_earlier_form_go_into_a_report_of_that_year(
    qtbot: QtBot, old_form: Format, looked: Looking
) -> None:
    filled = Sheet(qtbot, old_form, Document(old_form.id, "平潭综合实验区", 2020), table="proactive")
    filled.choose("proactive.regulations.produced")
    payload("chromium-pingtan-2020-all")
    filled.paste()
    truth = json.loads((PAYLOADS / "truth.json").read_text(encoding="utf-8"))["pingtan-2020"]["cells"]
    texts = shown_texts(old_form, filled.editor.document)
    assert {cell: texts.get(cell) for cell in truth} == truth
    assert looked.seen[0]["button"] == "粘贴到表二、表三、表四"


# ── paste: looked at first ─────────────────────────────────────────────


def test_another_table_than_the_one_on_screen_is_offered_its_own_place(empty: Sheet, looked: Looking) -> None:
    empty.choose()
    payload("calc-pingtan-2021-disputes")
    empty.paste()
    assert "认出来的是表四，当前是表三。会粘贴到表四里。" in looked.seen[0]["words"]
    assert looked.seen[0]["button"] == "粘贴到表四"
    assert empty.editor.document.cells["disputes.litigation_direct.upheld"] == "12"
    assert empty.went == "disputes_text"


def test_what_does_not_fit_comes_first_and_nothing_is_done_without_consent(empty: Sheet, looked: Looking) -> None:
    empty.choose("requests.carried_out.other")
    put("1\t1\t7\r\n5\t6\r\n")
    looked.refused = True
    empty.paste()
    assert looked.seen[0]["rows"] == [
        ("7", "", "没有放进去", "表三右边没有格了"),
        ("5", "", "没有放进去", "表三下面没有行了"),
        ("6", "", "没有放进去", "表三下面没有行了"),
        ("表三结转下年度·其他", "", "1", ""),
        ("表三结转下年度·总计", "", "1", "与自动总计相同，自动相加"),
    ]
    assert empty.editor.document.cells == {}
    assert not empty.editor.undo_label
    looked.refused = False
    empty.choose("requests.carried_out.other")
    empty.paste()
    assert empty.editor.document.cells == {"requests.carried_out.other": "1"}
    assert empty.said == "已粘贴 2 格；其中总计 1 格与自动总计相同；没有放进去 3 项。"


def test_old_and_new_are_shown_where_numbers_are_replaced(filled: Sheet, looked: Looking) -> None:
    filled.choose(AT)
    put("8\r\n0\r\n")
    filled.paste()
    assert looked.seen[0]["rows"][0] == ("表三（一）予以公开·自然人", "9", "8", "替换原来的数")
    assert "1 格原来填了别的数，会被替换。" in looked.seen[0]["words"]


@pytest.mark.parametrize(
    ("as_blank", "expected"),
    [(False, {AT: "0", "requests.granted.enterprise": "3"}), (True, {"requests.granted.enterprise": "3"})],
)
def test_dashes_are_asked_about_once(as_blank: bool, expected: dict, empty: Sheet, looked: Looking) -> None:
    empty.choose()
    put("—\t3\t")
    if as_blank:
        looked.first = lambda dialog: dialog.findChildren(QRadioButton)[1].click()
    empty.paste()
    assert empty.editor.document.cells == expected
    assert len(looked.seen) == 1
    assert "有 1 格写着“—”“/”“无”一类：" in looked.seen[0]["words"]
    assert len(looked.seen[0]["rows"]) == len(expected)


def test_a_pasted_total_that_differs_is_kept_and_looks_typed(empty: Sheet, looked: Looking) -> None:
    empty.choose("requests.granted.natural_person")
    put("1\t0\t0\t0\t0\t0\t5")
    empty.paste()
    assert looked.seen[0]["rows"][0] == ("表三（一）予以公开·总计", "", "5", "与自动总计1不同")
    assert empty.editor.document.cells[TOTAL] == "5"
    assert empty.model.index_of(TOTAL).data(Role.FontRole).bold()
    assert any(finding.rule == "T3-03" for finding in empty.editor.checked.findings)


# ── paste: nothing to do ───────────────────────────────────────────────


@pytest.mark.parametrize("text", ["", "\r\n", "一段话，没有表格，也没有数。\n第二段。"])
def test_nothing_to_paste_is_said(text: str, empty: Sheet) -> None:
    empty.choose()
    put(text)
    empty.paste()
    assert empty.said.startswith("剪贴板里没有可以粘贴的表格或数。")
    assert not empty.editor.undo_label


def test_a_clipboard_too_large_is_refused(empty: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "LARGEST", 10)
    empty.choose()
    put("12\t3\t4\t5\t6\t7\t8")
    empty.paste()
    assert empty.said == "剪贴板里的内容太多，没有粘贴。只复制表格，再粘贴。"
    assert not empty.editor.undo_label


@pytest.mark.parametrize("deed", [Sheet.paste, Sheet.cut])
def test_a_locked_report_says_why_it_stays(
    deed: Callable[[Sheet], None], qtbot: QtBot, form: Format, calm: Document
) -> None:
    filled = Sheet(qtbot, form, replace(calm, state="final"))
    put("1\t2\t3")
    deed(filled)
    assert "已经锁定" in filled.refused
    assert QApplication.clipboard().text() == "1\t2\t3"
    assert not filled.editor.undo_label
