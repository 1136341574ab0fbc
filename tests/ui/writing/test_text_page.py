"""The page of a text: its measure, what is beside it, numbers put right by a key, sentences, order."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu

from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.years.last_year import with_last
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.window.main_window import MainWindow
from govreport_gui.ui.writing.section_editor import SectionEditor
from govreport_gui.ui.writing.text_page import TextPage
from govreport_gui.ui.writing.tidy_preview import TidyPreview
from tests.ui.on_screen import ALT, CTRL, NONE, Key, entry, put, text_page

CELLS = {
    "requests.new.natural_person": "70",
    "requests.granted.natural_person": "69",
    "requests.carried_out.natural_person": "1",
}
TEXT = """（一）主动公开方面。全年公开信息120条，内容有财政预决算、政府采购、惠民补贴，均在形成后二十个工作日内公开。
（二）依申请公开方面。本年度共收到70件申请，及时依法依规办结68件，1件结转下年度继续办理，均在规定期限内答复。
（三）政府信息管理方面。
（四）平台建设方面。先后关停未进行规范管理的政务新媒体2个。
（五）监督保障方面。组织4次政务公开检查，"""


@pytest.fixture
def page(window: MainWindow, sample: Imported, zeros: Document) -> TextPage:
    cells = dict.fromkeys((cell for cell in sample.form.cells if "total" in cell), "")
    document = zeros.with_cells(cells | CELLS).with_section("overview", TEXT)
    window.workspace.show_report(sample.form, document)
    window.workspace.view.go("overview")
    window.workspace.view.page.setFocus()
    found = text_page(window)
    go_to(found.text, "68件")
    return found


def go_to(text: SectionEditor, words: str) -> None:
    text.setTextCursor(text.cursor_at(text.text().index(words)))
    QCoreApplication.processEvents()


def written(window: MainWindow, part: str = "overview") -> str:
    return window.workspace.editor.document.sections.get(part, "")


def test_lines_have_forty_characters_and_paragraphs_are_indented(window: MainWindow, page: TextPage) -> None:
    page.text.selectAll()
    page.text.insertPlainText("字" * 100)
    layout = page.text.document().begin().layout()
    assert [layout.lineAt(at).textLength() for at in range(layout.lineCount())] == [38, 40, 22]
    assert layout.lineAt(1).y() - layout.lineAt(0).y() == page.text.line == 28
    window.workspace.view.zoom(90)
    assert layout.lineAt(0).textLength() == 38
    assert page.text.text() == "字" * 100
    QTest.keyClick(page.text, Key.Key_End, CTRL)
    QTest.keyClick(page.text, Key.Key_Return)
    QTest.keyClicks(page.text, "x" * 3)
    assert page.text.document().lastBlock().blockFormat() == page.text.document().begin().blockFormat()
    window.workspace.view.commit()


def test_beside_each_aspect_stands_how_far_it_is_written(page: TextPage) -> None:
    assert [(each.sign, each.words) for each in page.gutter.notes] == [
        ("done", "（一）55字"),
        ("explain", "（二）57字"),
        ("unfinished", "（三）待写"),
        ("partial", "（四）30字"),
        ("explain", "（五）未写完"),
    ]
    assert "（三）待写" in page.gutter.accessibleDescription()
    assert [words for _, words in page.text._prompts] == ["写制作、审核、发布、更新和清理情况。"]


def test_a_prompt_is_never_part_of_the_text(window: MainWindow, page: TextPage) -> None:
    go_to(page.text, "\n（四）")
    QTest.keyClicks(page.text, "a")
    window.workspace.view.commit()
    assert "（三）政府信息管理方面。a\n（四）" in written(window)
    assert page.text._prompts == []


def test_alt_enter_puts_the_number_right_and_lets_it_follow(window: MainWindow, page: TextPage) -> None:
    assert "表三（七）总计为 69，相差 1" in page.repair.words.text()
    assert [each.text() for each in page.repair.ways if not each.isHidden()] == ["改为 69　Alt+Enter"]
    assert page.repair.ways[0].property("main")
    QTest.keyClick(page.text, Key.Key_Return, ALT)
    assert written(window) == TEXT.replace("68件", "69件")
    assert page.repair.isHidden()
    assert [each.written for each in window.workspace.editor.document.bindings] == ["69"]
    window.workspace.view.undo()
    assert written(window) == TEXT
    assert not page.repair.isHidden()


def test_alt_enter_puts_no_number_right_that_was_not_seen_to_be_wrong(window: MainWindow, page: TextPage) -> None:
    page.mend()
    page.text.moveCursor(QTextCursor.MoveOperation.End)
    page.text.insertPlainText("\n全年收到申请72件。")
    assert page.repair.isHidden()
    QTest.keyClick(page.text, Key.Key_Return, ALT)
    assert written(window).endswith("收到申请72件。")
    assert not page.repair.isHidden()


def test_in_the_list_alt_enter_is_about_the_problem_that_is_chosen_there(window: MainWindow, page: TextPage) -> None:
    editor, cell = window.workspace.editor, "requests.granted.natural_person"
    right, wrong = editor.document.cells[cell], editor.document.cells[cell] + "5"
    editor.apply("填错", editor.document.with_cells({cell: wrong}))
    panel = window.workspace.view.findings
    panel.list.setCurrentRow(next(row for row, each in panel.list.problems().items() if each.level == "must_fix"))
    panel.take_focus()
    QTest.keyClick(panel.list, Key.Key_Return, ALT)
    assert editor.document.cells[cell] == right
    assert written(window) == TEXT


def test_where_either_may_be_wrong_no_key_decides(window: MainWindow, page: TextPage) -> None:
    page.text.insertPlainText("68件、")
    window.workspace.view.commit()
    before = written(window)
    shown = [each for each in page.repair.ways if not each.isHidden()]
    assert [each.text() for each in shown] == ["正文改为 69(&J)"]
    assert not shown[0].property("main")
    QTest.keyClick(page.text, Key.Key_Return, ALT)
    assert written(window) == before
    assert shown[0].hasFocus()
    QTest.keyClick(shown[0], Key.Key_Tab)
    assert page.repair.to_table.hasFocus()
    QTest.keyClick(page.repair.to_table, Key.Key_Space)
    assert window.workspace.view.cell == "requests.results_total.total"


def test_the_line_below_the_text_follows_the_caret(window: MainWindow, page: TextPage) -> None:
    text = TEXT.replace("70件申请", "71件申请")
    window.workspace.editor.apply("改", window.workspace.editor.document.with_section("overview", text))
    go_to(page.text, "71件")
    assert "表三本年新收为 70" in page.repair.words.text()
    go_to(page.text, "68件")
    assert "表三（七）总计为 69" in page.repair.words.text()
    go_to(page.text, "（一）")
    assert "表三本年新收为 70" in page.repair.words.text()
    assert page.compared.text().endswith("2 个不一致")


def test_while_something_is_typed_no_repair_is_offered_for_what_stood_there(page: TextPage) -> None:
    QTest.keyClicks(page.text, "1")
    page._count_now()
    assert page.repair.isHidden()
    QTest.keyClick(page.text, Key.Key_Backspace)
    page.commit()
    page._count_now()
    assert not page.repair.isHidden()


def test_a_sentence_is_put_in_where_the_caret_is_and_follows_the_table(window: MainWindow, page: TextPage) -> None:
    go_to(page.text, "\n（四）")
    menu = QMenu()
    page.fill_insert(menu)
    (chosen,) = [each for each in menu.actions() if each.text() == "收到和办结申请"]
    chosen.trigger()
    said = "新收政府信息公开申请70件；办结69件，结转下年度继续办理1件。"
    assert f"（三）政府信息管理方面。2025年，{said}\n（四）" in written(window)
    assert len(window.workspace.editor.document.bindings) == 3
    document = window.workspace.editor.document
    window.workspace.editor.apply("填数", document.with_cells({"requests.new.natural_person": "71"}))
    assert "新收政府信息公开申请71件" in written(window)


@pytest.mark.parametrize(
    ("part", "name", "words"),
    [
        ("preface", "编制说明范文", "统计期限为2025年1月1日至2025年12月31日"),
        ("other_matters", "六、收取信息处理费", "2025年，共发出收费通知〔件数〕件"),
        ("closing", "落款：单位和日期", "测试市财政局\n"),
        ("overview", "五个方面的标题", "（三）政府信息管理方面。\n（四）"),
    ],
)
def test_a_part_begins_with_its_usual_text(
    window: MainWindow, page: TextPage, part: str, name: str, words: str
) -> None:
    view = window.workspace.view
    window.workspace.editor.apply("清空", window.workspace.editor.document.with_section(part, ""))
    view.go(part)
    menu = QMenu()
    text_page(window).fill_insert(menu)
    (chosen,) = [each for each in menu.actions() if each.text() == name]
    chosen.trigger()
    assert words in written(window, part)
    selected = text_page(window).text.textCursor().selectedText()
    assert selected.startswith("〔") or "〔" not in written(window, part)


def test_the_text_is_put_in_order_once_the_clerk_has_seen_what_changes(
    window: MainWindow, page: TextPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def answer(accept: bool) -> Callable[[TidyPreview], QDialog.DialogCode]:
        def exec_(self: TidyPreview) -> QDialog.DialogCode:
            shown.append(self.words.text())
            return QDialog.DialogCode.Accepted if accept else QDialog.DialogCode.Rejected

        return exec_

    untidy = TEXT.replace("，内容", " ,内容").replace("\n", "\n\n　　")
    window.workspace.editor.apply("改", window.workspace.editor.document.with_section("overview", untidy))
    monkeypatch.setattr(TidyPreview, "exec", answer(accept=False))
    entry(window, "整理格式").trigger()
    assert written(window) == untidy
    monkeypatch.setattr(TidyPreview, "exec", answer(accept=True))
    entry(window, "整理格式").trigger()
    assert written(window) == TEXT
    assert "段首空格 4 处" in shown[0]
    assert "空行 4 处" in shown[0]
    window.workspace.view.undo()
    assert written(window) == untidy
    entry(window, "整理格式").trigger()
    entry(window, "整理格式").trigger()
    assert len(shown) == 3
    assert "无需整理" in window.statusBar().currentMessage()


def test_a_double_click_takes_a_number_or_a_word(page: TextPage) -> None:
    def clicked(words: str) -> str:
        place = page.text.cursorRect(page.text.cursor_at(page.text.text().index(words))).center() + QPoint(3, 0)
        QTest.mouseDClick(page.text.viewport(), Qt.MouseButton.LeftButton, NONE, place)
        return page.text.textCursor().selectedText()

    assert clicked("120条") == "120"
    assert clicked("惠民补贴") == "惠民补贴"
    assert clicked("政府采购") == "政府"
    assert clicked("政务新媒体") == "政务新媒体"


def test_a_locked_report_is_not_written_in(window: MainWindow, page: TextPage) -> None:
    editor = window.workspace.editor
    window.workspace.show_report(editor.form, replace(editor.document, state="in_review"))
    window.workspace.view.go("overview")
    page = text_page(window)
    assert page.text.isReadOnly()
    QTest.keyClick(page.text, Key.Key_Return, ALT)
    assert page.tidy_up() == ""
    assert written(window) == TEXT


# ── beside the text ─────────────────────────────────────────────────


@pytest.fixture
def compared(window: MainWindow, page: TextPage) -> TextPage:
    """The same with last year's report beside it."""
    editor = window.workspace.editor
    then = editor.document.with_cells({"requests.new.natural_person": "21"}).with_section(
        "overview", TEXT.replace("共收到70件", "2024年共收到21件").replace("68", "9")
    )
    last = LastYear(editor.form, replace(then, year=2024))
    editor.apply("载入上年年报", with_last(editor.document, last))
    go_to(page.text, "68件")
    return page


def aspects(window: MainWindow) -> list[list[str]]:
    shown = window.workspace.view.writing.aspects
    items = [shown.topLevelItem(row) for row in range(shown.topLevelItemCount())]
    return [[each.text(column) for column in range(3)] for each in items if each is not None]


def test_the_five_aspects_are_counted_for_both_years(window: MainWindow, compared: TextPage) -> None:
    pane = window.workspace.view.writing
    assert pane.isVisible()
    assert aspects(window) == [
        ["主动公开", "55", "55"],
        ["依申请公开", "57", "61"],
        ["政府信息管理", "0", "0"],
        ["平台建设", "30", "30"],
        ["监督保障", "21", "21"],
    ]
    assert pane.account.text() == "2 项已写，1 项过短，1 项未写完，1 项待写"
    assert pane.aspects.currentItem().text(0) == "依申请公开"
    go_to(compared.text, "先后关停")
    assert pane.aspects.currentItem().text(0) == "平台建设"
    assert pane.aspects.topLevelItem(2).data(0, Qt.ItemDataRole.AccessibleTextRole) == "政府信息管理，待写"


def test_last_years_words_are_named_by_their_own_part_where_two_parts_say_the_same(
    window: MainWindow, compared: TextPage
) -> None:
    editor, view = window.workspace.editor, window.workspace.view
    last = editor.document.last
    assert last is not None
    then = last.document.with_section("problems", "〔略〕").with_section("other_matters", "〔略〕")
    editor.apply("载入上年年报", with_last(editor.document, replace(last, document=then)))
    for part, name in (("problems", "2024 年五、问题及改进"), ("other_matters", "2024 年六、其他事项")):
        view.go(part)
        QCoreApplication.processEvents()
        assert view.writing.place.text() == name


def test_last_years_words_follow_the_caret_and_can_be_put_in(window: MainWindow, compared: TextPage) -> None:
    pane = window.workspace.view.writing
    assert pane.place.text() == "2024 年（二）依申请公开方面"
    assert "2024年共收到21件申请" in pane.text.toPlainText()
    marked = [each.cursor.selectedText() for each in pane.text.extraSelections()]
    assert marked == ["2024", "21件", "9件", "1件"]
    QTest.keyClick(compared.text, Key.Key_V, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert "均在规定期限内答复。本年度2025年共收到70件申请，及时依法依规办结9件，1件结转" in written(window)
    assert "2 个数跟随表格，尚有 1 处上年年份、数字未改" in window.statusBar().currentMessage()
    assert [each.written for each in window.workspace.editor.document.bindings] == ["70", "1"]
    window.workspace.view.undo()
    assert written(window) == TEXT


def test_enter_in_the_list_goes_to_the_aspect(window: MainWindow, page: TextPage) -> None:
    pane = window.workspace.view.writing
    pane.aspects.setFocus()
    pane.aspects.setCurrentItem(pane.aspects.topLevelItem(3))
    QTest.keyClick(pane.aspects, Key.Key_Return)
    assert page.text.hasFocus()
    assert page.text.at == page.text.text().index("\n（五）")


def test_without_last_years_report_only_the_aspects_are_shown(window: MainWindow, page: TextPage) -> None:
    pane = window.workspace.view.writing
    assert pane.isVisible()
    assert not pane.text.isVisible()
    assert page.last.isHidden()
    window.workspace.view.go("problems")
    assert not pane.isVisible()
    window.workspace.view.go("requests_text")
    assert not pane.isVisible()


def test_in_a_small_window_it_is_folded_away_and_comes_by_its_button(window: MainWindow, compared: TextPage) -> None:
    window.resize(911, 480)
    QCoreApplication.processEvents()
    pane = window.workspace.view.writing
    assert not pane.isVisible()
    assert compared.repair.isVisible()
    compared.last.click()
    assert pane.isVisible()
    assert compared.last.isChecked()
    compared.last.click()
    assert not pane.isVisible()


@pytest.mark.parametrize(("size", "lines"), [((1366, 690), 18), ((911, 450), 8), ((480, 320), 2)])
def test_there_is_room_to_write_and_the_ways_out_are_in_sight(
    window: MainWindow, compared: TextPage, size: tuple[int, int], lines: int
) -> None:
    window.resize(*size)
    QCoreApplication.processEvents()
    assert compared.text.viewport().height() >= lines * compared.text.line
    assert compared.repair.isVisible()
    for each in (compared.repair.ways[0], compared.repair.to_table, compared.repair.next):
        assert compared.repair.rect().contains(each.geometry()), each.text()


def test_tab_leads_from_the_text_to_the_ways_out(page: TextPage) -> None:
    page.text.setFocus()
    seen = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert isinstance(focus, QAbstractButton), focus
        seen.append(focus.text())
    assert seen == ["改为 69　Alt+Enter", "转到表三(&T)", "下一处 F8"]


@pytest.mark.usefixtures("cleared")
def test_what_is_pasted_has_its_measure_too(window: MainWindow, page: TextPage) -> None:
    usual = page.text.document().begin().blockFormat()
    window.workspace.editor.apply("清空", window.workspace.editor.document.with_section("overview", ""))
    put("第一段\r\n第二段\n第三段", b"<h1>x</h1>")
    QTest.keyClick(page.text, Key.Key_V, CTRL)
    assert written(window) == "第一段\n第二段\n第三段"
    block = page.text.document().begin()
    for _ in range(3):
        assert block.blockFormat() == usual
        block = block.next()
    assert not block.isValid()
    window.workspace.view.undo()
    assert written(window) == ""


def test_the_problems_have_the_room_that_the_aspects_leave(window: MainWindow, page: TextPage) -> None:
    view = window.workspace.view
    assert view.writing.height() <= view.writing.sizeHint().height()
    assert view.findings.height() > view.side.height() // 2
