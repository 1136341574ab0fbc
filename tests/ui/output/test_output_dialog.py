"""The dialog of output: what it offers, what it says before, and that nothing is written over or left half."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.fingerprint import fingerprint
from govreport_gui.core.papers.purpose import Purpose
from govreport_gui.core.report.document import Document
from govreport_gui.files import atomic
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.output import export, pack
from govreport_gui.files.pdf import writer
from govreport_gui.files.pdf.writer import Printed
from govreport_gui.files.sources import reading
from govreport_gui.ui.actions import exporting
from govreport_gui.ui.output.output_dialog import OutputDialog
from govreport_gui.ui.preview.preview import Preview
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import said_by

Open = Callable[..., OutputDialog]
NAME = "彭水苗族土家族自治县人民政府机关2021年政府信息公开工作年度报告"


@pytest.fixture
def opened(window: MainWindow, tmp_path: Path) -> Open:
    """The dialog for the report as it is then, to write into the test's folder."""

    def open_it(purpose: Purpose | None = None, *kinds: str) -> OutputDialog:
        exporting.put_out(window.workspace)
        dialog = window.findChild(OutputDialog)
        dialog.destination.place.clear()
        QTest.keyClicks(dialog.destination.place, str(tmp_path))
        if purpose:
            dialog.cards.cards[purpose].click()
        if kinds:
            dialog.kinds.pack.setChecked("pack" in kinds)
            for suffix, box in dialog.kinds.boxes.items():
                if box.isEnabled():
                    box.setChecked(suffix in kinds)
        return dialog

    return open_it


def finished(qtbot: QtBot, window: MainWindow) -> str:
    """What is said once all is written."""
    qtbot.waitUntil(lambda: "已输出" in window.workspace.message_bar.text.text(), timeout=20_000)
    return window.workspace.message_bar.text.text()


def change(window: MainWindow, document: Document) -> None:
    window.workspace.editor.apply("改", document)


def below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


@pytest.mark.parametrize(("state", "purpose"), [("draft", "review"), ("in_review", "review"), ("final", "public")])
def test_the_state_chooses_what_it_is_for(window: MainWindow, opened: Open, state: str, purpose: str) -> None:
    window.workspace.show_report(window.workspace.editor.form, replace(window.workspace.editor.document, state=state))
    assert opened().cards.purpose == purpose


def test_1_2_3_choose_and_are_digits_where_something_is_typed(opened: Open, qtbot: QtBot) -> None:
    dialog = opened()
    qtbot.waitUntil(dialog.isActiveWindow)
    for key, purpose in (("2", "public"), ("3", "archive"), ("1", "review")):
        QTest.keyClicks(dialog, key)
        assert dialog.cards.purpose == purpose
    dialog.destination.name.setFocus()
    dialog.destination.name.clear()
    QTest.keyClicks(dialog.destination.name, "23")
    assert (dialog.destination.name.text(), dialog.cards.purpose) == ("23", "review")


def test_files_are_written_read_back_and_opened_from_the_strip(
    window: MainWindow, opened: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened("review", ".pdf", ".docx")
    editor = window.workspace.editor
    code = fingerprint(content_of(editor.form, editor.document))
    assert dialog.code.text() == code
    assert dialog.out.text() == "输出 2 个文件 Enter"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    said = finished(qtbot, window)
    name = f"{NAME}-送审稿-{code.replace('-', '')}"
    assert below(tmp_path) == [f"{name}.docx", f"{name}.pdf"]
    assert said.startswith(f"已输出 2 个文件到“{tmp_path}”。\n已读回核对，200 个数和 ")
    assert [button.text() for button in window.workspace.message_bar.buttons] == ["打开(&O)", "打开文件夹(&P)"]
    assert window.workspace.settings.output.review == ".pdf .docx"


def test_a_public_file_is_the_one_of_the_console(
    window: MainWindow, opened: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    opened("public", ".pdf").out.click()
    finished(qtbot, window)
    editor = window.workspace.editor
    export.write(tmp_path / "b.pdf", editor.form, editor.document, editor.checked)
    assert (tmp_path / f"{NAME}.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_the_pack_is_all_kinds_with_the_data_apart(
    window: MainWindow, opened: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened("public", ".pdf")
    dialog.kinds.pack.click()
    assert dialog.out.text() == "输出 5 个文件 Enter"
    dialog.kinds.pack.click()
    assert dialog.kinds.suffixes() == {".pdf"}, "as before"
    dialog.kinds.pack.click()
    dialog.out.click()
    finished(qtbot, window)
    assert below(tmp_path) == sorted([f"{NAME}{each}" for each in export.SUFFIXES] + [f"{pack.KEPT}/{NAME}.govreport"])
    assert window.workspace.settings.output.public == "pack"
    again = opened("public")
    assert again.kinds.pack.isChecked()


def test_the_archive_has_the_data_file_with_all_that_is_beside_the_report(
    window: MainWindow, opened: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    opened("archive", ".govreport").out.click()
    finished(qtbot, window)
    (name,) = below(tmp_path)
    assert reading.read(tmp_path / name).document == window.workspace.editor.document


def test_a_data_file_is_never_among_the_public_ones(window: MainWindow, opened: Open) -> None:
    kept = replace(window.workspace.settings.output, public=".govreport .pdf", review=".govreport")
    window.workspace.keep(replace(window.workspace.settings, output=kept))
    dialog = opened("public")
    assert dialog.kinds.suffixes() == {".pdf"}
    dialog.cards.cards["review"].click()
    assert (dialog.kinds.suffixes(), dialog.said.text()) == (frozenset(), "未选格式。")
    assert not dialog.out.isEnabled()


def test_a_report_that_has_not_passed_can_be_published_and_its_box_says_what_it_bears(
    window: MainWindow, opened: Open
) -> None:
    change(window, window.workspace.editor.document.with_cells({"requests.granted.natural_person": "8"}))
    dialog = opened("public", ".pdf")
    assert dialog.cards.cards["public"].words == "有必须改正的问题，每页印“未定稿”"
    assert dialog.remarks.texts[0].startswith("尚有 ")
    assert dialog.remarks.texts[0].endswith("每页右上角印“未定稿”。")
    rows = [dialog.table.item(line, 0).text() for line in range(dialog.table.rowCount())]
    assert "“未定稿”字样（每页右上角）" in rows
    assert dialog.out.isEnabled()


def test_a_report_that_has_passed_bears_no_mark(opened: Open) -> None:
    dialog = opened("public")
    assert dialog.cards.cards["public"].words == "在网站公布，只有年报本身"
    assert dialog.remarks.texts[0].startswith("通过：")
    rows = [dialog.table.item(line, 0).text() for line in range(dialog.table.rowCount())]
    assert not any("未定稿" in row for row in rows)


def test_the_table_of_contents_is_heard(opened: Open) -> None:
    dialog = opened()
    heard = [dialog.table.item(1, at).data(Qt.ItemDataRole.AccessibleTextRole) for at in (1, 2, 3)]
    assert (dialog.table.item(1, 0).text(), heard) == ("“送审稿”字样（每页右上角）", ["有", "无", "无"])


def test_pages_and_fonts_are_said_before(opened: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    foreseen = Printed(b"", 7, "𬱖", (("小标宋", "文泉驿微米黑"),))
    monkeypatch.setattr(writer, "outlook", lambda *_: foreseen)
    dialog = opened()
    qtbot.waitUntil(lambda: len(dialog.remarks.texts) == 3)
    assert dialog.remarks.texts[1:] == export.notes(foreseen)
    assert any("7 页" in words for words in said_by(dialog.kinds))


def test_where_there_is_no_font_at_all_it_is_said_and_word_is_written(
    window: MainWindow, opened: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> Printed:
        raise OutsideError("找不到可用的中文字体。")

    monkeypatch.setattr(writer, "outlook", none)
    dialog = opened("public", ".docx")
    qtbot.waitUntil(lambda: "找不到可用的中文字体。" in dialog.remarks.texts)
    dialog.out.click()
    finished(qtbot, window)
    assert below(tmp_path) == [f"{NAME}.docx"]


def test_a_unit_without_pictures_is_asked_about_before_it_is_printed(
    window: MainWindow, opened: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(window, replace(window.workspace.editor.document, unit="\U000f0000县局"))  # no font has it
    dialog = opened("public", ".pdf")
    dialog.out.click()
    assert dialog.question.text.text() == "单位名称和标题中的“\U000f0000”没有字体，PDF 中印为“〓”。"
    dialog.question.buttons[-1].click()
    assert below(tmp_path) == []
    dialog.out.click()
    dialog.question.buttons[0].click()
    finished(qtbot, window)
    assert len(below(tmp_path)) == 1


@pytest.mark.parametrize("answer", ["替换", "另用新名", "返回"])
def test_what_is_there_already_is_asked_about(
    window: MainWindow, opened: Open, tmp_path: Path, qtbot: QtBot, answer: str
) -> None:
    there = tmp_path / f"{NAME}.html"
    there.write_text("别的", encoding="utf-8")
    dialog = opened("public", ".html")
    dialog.out.click()
    assert dialog.question.text.text() == f"已有“{there.name}”，替换后原有内容不予保留。"
    (button,) = [each for each in dialog.question.buttons if each.text().startswith(answer)]
    button.click()
    if answer == "另用新名":
        qtbot.waitUntil(dialog.question.isHidden)
        assert dialog.destination.stem == f"{NAME}（2）"
        dialog.out.click()
    if answer == "返回":
        assert dialog.isVisible()
        assert dialog.question.isHidden()
    else:
        finished(qtbot, window)
    assert (there.read_text(encoding="utf-8") == "别的") is (answer != "替换")
    assert len(below(tmp_path)) == (2 if answer == "另用新名" else 1)


def test_esc_takes_back_a_question_then_the_dialog(opened: Open, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.html").write_text("别的", encoding="utf-8")
    dialog = opened("public", ".html")
    dialog.out.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.question.isHidden()
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_work_can_be_cancelled_and_leaves_nothing(opened: Open, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened("public", ".pdf", ".html")
    dialog.out.click()
    while not dialog.said.text():
        QCoreApplication.processEvents()
    assert dialog.said.text() == "正在制作（1/2）：PDF"
    assert not dialog.out.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.said.text() == "已取消，未写出文件。"
    qtbot.wait(100)
    assert below(tmp_path) == []
    assert dialog.out.isEnabled()


def test_what_goes_wrong_is_said_in_the_dialog(
    opened: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_: object, **__: object) -> None:
        raise OutsideError(f"“{path.name}”没有保存：磁盘已满。换一个位置另存。")

    monkeypatch.setattr(atomic, "write", full)
    dialog = opened("public", ".html")
    dialog.out.click()
    qtbot.waitUntil(lambda: "磁盘已满" in dialog.said.text())
    assert dialog.isVisible()
    assert dialog.out.isEnabled()
    assert below(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [("", "未填文件名。"), ("a/b:c", "文件名中不能有“/:”。"), ("长" * 80, "文件名过长。"), ("公开稿", "")],
)
def test_a_name_that_no_file_can_have_is_refused(opened: Open, name: str, fault: str) -> None:
    dialog = opened("public", ".pdf")
    dialog.destination.name.clear()
    dialog.destination.name.insert(name)
    dialog.destination.name.textEdited.emit(name)
    assert (dialog.said.text(), dialog.out.isEnabled()) == (fault, not fault)


def test_a_name_that_was_typed_stays_one_that_was_offered_follows(opened: Open) -> None:
    dialog = opened("public", ".pdf")
    assert dialog.destination.stem == NAME
    dialog.cards.cards["review"].click()
    assert dialog.destination.stem.startswith(f"{NAME}-送审稿-")
    dialog.destination.name.clear()
    QTest.keyClicks(dialog.destination.name, "own")
    dialog.cards.cards["public"].click()
    assert dialog.destination.stem == "own"


def test_a_folder_that_is_not_there_is_made_one_that_is_no_path_refused(
    window: MainWindow, opened: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened("public", ".html")
    dialog.destination.place.clear()
    QTest.keyClicks(dialog.destination.place, "a")
    assert dialog.said.text().startswith("保存位置应为完整的文件夹路径")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "新的"))
    dialog.destination.choose.click()
    assert dialog.destination.place.text() == str(tmp_path / "新的")
    dialog.out.click()
    finished(qtbot, window)
    assert below(tmp_path) == [f"新的/{NAME}.html"]


def test_the_preview_shows_the_chosen_purpose_in_front(window: MainWindow, opened: Open) -> None:
    dialog = opened("archive")
    dialog.look.click()
    shown = dialog.findChild(Preview)
    assert shown.remark.text().startswith("这是存档。")
    assert "-存档-" in shown.paper.name
    editor = window.workspace.editor
    printed = export.as_pdf(editor.form, editor.document, editor.checked, (), "archive")
    assert shown.paper.content == printed.content


def test_how_pages_are_set_is_chosen_counted_and_remembered(
    window: MainWindow, opened: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    editor = window.workspace.editor
    change(window, editor.document.with_section("overview", "很长。" * 1000))
    closer = export.as_pdf(editor.form, editor.document, editor.checked, (), "public", (), "plain")
    assert closer.pages < export.as_pdf(editor.form, editor.document, editor.checked).pages
    dialog = opened("public", ".pdf")
    assert dialog.profile.choice.code == "official"
    dialog.profile.choice.setCurrentIndex(1)
    qtbot.waitUntil(lambda: f"，{closer.pages} 页" in dialog.kinds._words[".pdf"].text())
    assert window.workspace.settings.output.profile == "plain"
    dialog.out.click()
    finished(qtbot, window)
    assert (tmp_path / f"{NAME}.pdf").read_bytes() == closer.content
    assert opened().profile.choice.code == "plain"


def test_charts_go_with_what_is_not_published(window: MainWindow, opened: Open) -> None:
    dialog = opened("public")
    assert not dialog.charts.isEnabled()
    dialog.cards.cards["review"].click()
    dialog.charts.click()
    assert window.workspace.settings.output.charts


def test_what_is_being_typed_goes_out_too(window: MainWindow, opened: Open) -> None:
    window.workspace.view.go("requests_text")
    body = window.workspace.view.table_page.table.body
    body.setCurrentIndex(body.table_model.index_of("requests.new.other"))
    QTest.keyClicks(body, "8")
    dialog = opened()
    editor = window.workspace.editor
    assert editor.document.cells["requests.new.other"] == "8"
    assert dialog.code.text() == fingerprint(content_of(editor.form, editor.document))
