"""核对指纹, 与送审稿的差异, 网页核对, and the web page on the clipboard that the last one finds the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.fingerprint import fingerprint
from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document, Step
from govreport_gui.files.pdf import pictures
from govreport_gui.ui.actions import comparing, exporting, open_save
from govreport_gui.ui.output.code_dialog import CodeDialog
from govreport_gui.ui.preview.preview import Preview
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import put

CELL = "requests.new.natural_person"
SENT = Step("in_review", "2022-01-12T10:40")

pytestmark = pytest.mark.usefixtures("cleared")


def code_of(window: MainWindow) -> str:
    editor = window.workspace.editor
    return fingerprint(content_of(editor.form, editor.document))


def change(window: MainWindow, document: Document) -> None:
    window.workspace.editor.apply("改", document)


def said(window: MainWindow, typed: str) -> str:
    comparing.ask_code(window.workspace)
    dialog = window.findChild(CodeDialog)
    dialog.code.setText(typed)
    words = dialog.said.text()
    dialog.done(0)
    dialog.setParent(None)
    return words


def text_of(preview: Preview) -> str:
    assert preview.paper is not None
    return "".join("".join(pictures.texts_of(preview.paper.content)).split())


def answer(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: code)


def test_a_fingerprint_is_told_to_be_this_one_or_not(window: MainWindow) -> None:
    code = code_of(window)
    for typed in (
        code,
        code.lower().replace("-", ""),
        f"— 3 —　内容指纹 {code}",
        f"甲局年报-送审稿-{code.replace('-', '')}.pdf",
    ):
        assert said(window, typed) == f"一致：纸面与本年报的内容相同（{code}）。"
    assert said(window, "0000-0000").startswith("不一致：0000-0000 不是本年报的内容")
    assert said(window, "0000-000") == "其中没有 8 位的内容指纹，或不止一个。"
    assert said(window, "00") == ""


def test_a_fingerprint_of_an_earlier_state_says_which(window: MainWindow, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: tmp_path / "甲.govreport")
    saved = code_of(window)
    assert open_save.save_as(window.workspace)
    change(window, window.workspace.editor.document.with_cells({CELL: "7"}))
    assert said(window, saved).startswith(f"不一致：{saved} 是历史版本 ")
    window.workspace.editor.move_to(SENT)
    window.workspace.editor.move_to(Step("returned", "2022-01-13T09:00", "领导退回"))
    sent = code_of(window)
    change(window, window.workspace.editor.document.with_cells({CELL: "8"}))
    assert said(window, sent) == f"不一致：{sent} 是2022年1月12日 10:40送审稿的内容，此后有改动。"


def test_a_fingerprint_that_was_copied_is_there_at_once(window: MainWindow) -> None:
    put(f"内容指纹 {code_of(window)}")
    comparing.ask_code(window.workspace)
    assert window.findChild(CodeDialog).said.text().startswith("一致：")


def test_what_has_changed_since_it_was_sent_is_shown_to_be_printed(window: MainWindow) -> None:
    assert comparing.show_since_sent(window.workspace) is None
    assert window.workspace.message_bar.text.text().startswith("该年报尚未送审")
    window.workspace.editor.move_to(SENT)
    assert comparing.show_since_sent(window.workspace) is None
    assert window.workspace.message_bar.text.text().startswith("与2022年1月12日 10:40的送审稿内容一致，内容指纹均为 ")
    window.workspace.editor.move_to(Step("returned", "2022-01-13T09:00", "领导退回"))
    place, was = window.workspace.editor.form.cells[CELL].place, window.workspace.editor.document.cells[CELL]
    change(window, window.workspace.editor.document.with_cells({CELL: "7"}))
    shown = comparing.show_since_sent(window.workspace)
    assert f"{place}{was}7" in text_of(shown)
    assert "逐处签字" in text_of(shown)


def test_undoing_leaves_what_was_sent(window: MainWindow) -> None:
    editor = window.workspace.editor
    change(window, editor.document.with_cells({CELL: "7"}))
    editor.move_to(SENT)
    editor.move_to(Step("returned", "2022-01-13T09:00", "领导退回"))
    editor.undo()
    assert editor.document.cells[CELL] != "7"
    (sent,) = editor.document.sent
    assert sent.document.cells[CELL] == "7"
    assert states.moved(editor.form, editor.document, SENT).sent[0] == sent


@pytest.mark.parametrize("kind", ["file", "copied", "text"])
def test_the_page_on_the_website_is_compared(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    exporting.copy_page(window.workspace)
    copied = QApplication.clipboard().mimeData()
    html, text = copied.html(), copied.text()
    answer(monkeypatch, "file" if kind == "file" else "copied")
    page = tmp_path / "网站.html"
    page.write_text(f"<html><body><div>首页</div>{html}</body></html>" if kind == "file" else "", encoding="utf-8")
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: page)
    if kind == "text":
        put(text)
    same = text_of(comparing.check_page(window.workspace))
    assert "200个数" in same
    assert "均一致" in same
    assert ("首页" in same) is (kind == "file")
    change(window, window.workspace.editor.document.with_cells({CELL: "77"}))
    other = text_of(comparing.check_page(window.workspace))
    assert window.workspace.editor.form.cells[CELL].place in other


def test_a_page_that_is_no_report_and_an_empty_clipboard_are_a_sentence(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "say_error", lambda _, sentence: told.append(sentence))
    answer(monkeypatch, "copied")
    QApplication.clipboard().clear()
    assert comparing.check_page(window.workspace) is None
    put("今天天气很好。")
    assert comparing.check_page(window.workspace) is None
    assert told[0] == "剪贴板中没有内容。在浏览器中全选、复制后再试。"
    assert told[1].startswith("“剪贴板中的网页”里没有找到年报的表格和标题")
    answer(monkeypatch, "")
    assert comparing.check_page(window.workspace) is None


def test_the_whole_report_or_its_table_goes_to_the_clipboard_as_a_web_page(window: MainWindow, qtbot: QtBot) -> None:
    exporting.copy_page(window.workspace)
    data = QApplication.clipboard().mimeData()
    assert data.html().startswith("<article") or "<article" in data.html()
    assert "未定稿" not in data.html()
    assert window.statusBar().currentMessage() == "已将全文复制为网页，可粘贴到网站后台。"
    window.workspace.view.go("requests_text")
    exporting.copy_page(window.workspace, part="requests_text")
    data = QApplication.clipboard().mimeData()
    assert data.html().count("<table") == 1
    assert "<h1" not in data.html()
    assert data.text().splitlines()[3].startswith("一、本年新收政府信息公开申请数量\t")
    exporting.copy_page(window.workspace, part="overview")
    assert window.statusBar().currentMessage().startswith("当前部分没有表")


def test_a_report_that_has_not_passed_says_so_on_the_clipboard_too(window: MainWindow) -> None:
    change(window, replace(window.workspace.editor.document, unit=""))
    exporting.copy_page(window.workspace)
    assert "未定稿" in QApplication.clipboard().mimeData().html()
    assert window.statusBar().currentMessage().endswith("核对通过后再公布。")
