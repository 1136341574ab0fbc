"""The preview: the bytes of the export on screen, moved through by keys, printed and written from there."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.profiles import ProfileName
from govreport_gui.core.report.document import Document
from govreport_gui.files import resources, settings
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.output import export
from govreport_gui.files.pdf import pictures
from govreport_gui.ui.actions import exporting, open_save, previewing
from govreport_gui.ui.output.output_dialog import OutputDialog
from govreport_gui.ui.preview import printing
from govreport_gui.ui.preview.preview import Preview
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import entry, menu_of, text_page

BAD = {"requests.granted.natural_person": "8"}


def shown(window: MainWindow) -> Preview:
    (preview,) = [each for each in window.findChildren(Preview) if each.isVisible()]
    return preview


@pytest.fixture
def preview(window: MainWindow, qtbot: QtBot) -> Preview:
    entry(window, "预览").trigger()
    preview = shown(window)
    preview.resize(1000, 700)
    preview.activateWindow()
    qtbot.waitUntil(preview.isActiveWindow)
    return preview


def exported(window: MainWindow, folder: Path, qtbot: QtBot) -> bytes:
    """What the dialog of output writes as PDF."""
    output = replace(window.workspace.settings.output, review=".pdf")
    window.workspace.keep(replace(window.workspace.settings, output=output))
    exporting.put_out(window.workspace)
    dialog = window.findChild(OutputDialog)
    dialog.destination.place.clear()
    QTest.keyClicks(dialog.destination.place, str(folder))
    dialog.out.click()
    qtbot.waitUntil(lambda: [*folder.glob("*.pdf")] != [])
    (path,) = folder.glob("*.pdf")
    return path.read_bytes()


@pytest.mark.parametrize("cells", [{}, BAD])
@pytest.mark.parametrize("ticked", [False, True])
def test_the_preview_shows_the_bytes_of_the_export(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, cells: dict[str, str], ticked: bool
) -> None:
    window.workspace.editor.apply("改", window.workspace.editor.document.with_cells(cells))
    entry(window, "输出时附图表").setChecked(ticked)
    entry(window, "预览").trigger()
    preview = shown(window)
    assert preview.paper.content == exported(window, tmp_path, qtbot)
    assert ("未定稿" in preview.remark.text()) == bool(cells)
    assert "这是送审稿。" in preview.remark.text()


@pytest.mark.parametrize(("profile", "said"), [("plain", "（普通版）"), ("landscape", "（普通版，宽表横排）")])
def test_the_preview_is_set_as_what_is_put_out(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, profile: ProfileName, said: str
) -> None:
    output = replace(window.workspace.settings.output, profile=profile)
    window.workspace.keep(replace(window.workspace.settings, output=output))
    entry(window, "预览").trigger()
    preview = shown(window)
    assert f"这是送审稿{said}。" in preview.remark.text()
    assert preview.paper.content == exported(window, tmp_path, qtbot)


def test_the_tick_in_the_preview_adds_the_charts_everywhere(window: MainWindow, preview: Preview) -> None:
    pages = preview.thumbnails.count()
    (tick,) = preview.findChildren(QCheckBox)
    tick.click()
    assert preview.thumbnails.count() == pages + 1
    assert entry(window, "输出时附图表").isChecked()
    assert settings.load().output.charts
    tick.click()
    assert preview.thumbnails.count() == pages


def test_a_file_written_from_the_preview_is_what_it_shows(
    preview: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda _: True)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(tmp_path / "看过的")])
    QTest.keyClick(preview, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert (tmp_path / "看过的.pdf").read_bytes() == preview.paper.content
    assert "看过的.pdf" in preview.remark.text()


def test_pages_by_keys(preview: Preview) -> None:
    view = preview.view
    last = preview.thumbnails.count() - 1
    assert view.hasFocus()
    assert (view.page, preview.bar.page.value()) == (0, 1)
    for key, page in (("PageDown", 1), ("PageDown", 2), ("PageUp", 1), ("End", last), ("PageDown", last), ("Home", 0)):
        QTest.keyClick(view, Qt.Key[f"Key_{key}"])
        assert (view.page, preview.bar.page.value() - 1, preview.thumbnails.currentRow()) == (page, page, page)
    for zoom in ("width", "150", "page"):
        view.set_zoom(zoom)
        QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 3
    assert view.accessibleName() == f"第4页，共{last + 1}页"


def test_pages_by_thumbnail_and_number(preview: Preview) -> None:
    preview.thumbnails.setCurrentRow(4)
    assert preview.view.page == 4
    preview.bar.page.setValue(2)
    assert preview.view.page == 1


def test_zoom_by_keys_and_wheel(preview: Preview) -> None:
    view, control = preview.view, Qt.KeyboardModifier.ControlModifier
    whole = view.percent
    QTest.keyClick(preview, Qt.Key.Key_1, control)
    assert view.zoom == "width"
    assert view.percent > whole
    assert preview.bar.zoom.currentText() == "适合宽度"
    QTest.keyClick(preview, Qt.Key.Key_0, control)
    assert view.percent == 100
    QTest.keyClick(preview, Qt.Key.Key_Equal, control)
    assert view.percent == 120
    assert preview.bar.zoom.currentText() == "120%"
    _wheel(view.viewport(), -120)
    assert view.percent == 100
    QTest.keyClick(preview, Qt.Key.Key_2, control)
    assert (view.zoom, view.percent) == ("page", whole)


def _wheel(over: QWidget, turn: int) -> None:
    at = QPointF(over.rect().center())
    event = QWheelEvent(
        at, over.mapToGlobal(at), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(over, event)


@pytest.mark.parametrize(
    ("typed", "percent", "shows"), [("130", 130, "130%"), ("90%", 90, "90%"), ("9", 25, "25%"), ("大一点", 100, "100%")]
)
def test_a_zoom_can_be_typed(preview: Preview, typed: str, percent: int, shows: str) -> None:
    preview.view.set_zoom("100")
    line = preview.bar.zoom.lineEdit()
    line.selectAll()
    line.insert(typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert preview.view.percent == percent
    assert preview.bar.zoom.currentText() == shows


def test_zooming_at_the_mouse_keeps_the_place(preview: Preview) -> None:
    view = preview.view
    view.set_zoom("100")
    view.go(2)
    at = QPointF(view.viewport().width() / 2, 120)
    page, before = view._place(at)
    view.step_zoom(2, at)
    after_page, after = view._place(at)
    assert (page, after_page) == (2, 2)
    assert after.y() == pytest.approx(before.y(), abs=0.002)


def test_the_page_on_screen_is_the_page_of_the_pdf(preview: Preview) -> None:
    """The first page at 100 %, pixel by pixel."""
    view = preview.view
    view.set_zoom("100")
    view.go(0)
    drawn = view.viewport().grab().toImage()
    ratio = view.devicePixelRatioF()
    box = view._boxes[0]
    pages = pictures.open_pages(preview.paper.content)
    picture = pages.picture(0, round(box.width() * ratio), round(box.height() * ratio))
    top = 14  # the gap above the page
    ink = 0
    for row in range(0, 600, 3):
        for column in range(box.width()):
            at = (row * picture.width + column) * 4
            blue, green, red = picture.pixels[at : at + 3]
            colour = drawn.pixelColor(box.left() + column, top + row)
            assert (colour.red(), colour.green(), colour.blue()) == (red, green, blue)
            ink += red < 128
    assert ink > 500


def test_coming_back_shows_what_was_changed(window: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before = preview.paper.content
    window.workspace.editor.apply("改", window.workspace.editor.document.with_cells(BAD))
    assert preview.paper.content == before
    assert "改动" in preview.remark.text()
    preview.activateWindow()
    qtbot.waitUntil(preview.isActiveWindow)
    assert preview.paper.content != before
    assert "未定稿" in preview.remark.text()


def test_what_is_still_being_typed_is_in_the_preview(window: MainWindow) -> None:
    window.workspace.view.go("problems")
    QTest.keyClicks(text_page(window).text, "OPENDATA")
    entry(window, "预览").trigger()
    assert "OPENDATA" in window.workspace.editor.document.sections["problems"]
    assert not window.workspace.view.pending


def test_one_preview_at_a_time_and_the_zoom_is_remembered(window: MainWindow, preview: Preview) -> None:
    preview.view.set_zoom("130")
    entry(window, "图表").trigger()
    assert shown(window).windowTitle() == "图表"
    assert shown(window).view.zoom == "130"
    assert settings.load().output.zoom == "130"


def test_escape_closes_and_all_buttons_are_in_the_tab_order(preview: Preview) -> None:
    reached = set()
    for _ in range(20):
        reached.add(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    wanted = {*preview.findChildren(QPushButton), *preview.findChildren(QCheckBox), preview.view, preview.thumbnails}
    assert wanted <= reached
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


def test_the_charts_window_says_how_to_see_two_years(window: MainWindow) -> None:
    entry(window, "图表").trigger()
    preview = shown(window)
    assert "载入上年年报" in preview.remark.text()
    assert preview.thumbnails.isHidden()


def test_an_empty_form_of_each_kind(window: MainWindow) -> None:
    menu = menu_of(entry(window, "打印空表"))
    menu.aboutToShow.emit()
    assert [each.text() for each in menu.actions()] == ["2021年格式（2021年度起）…", "2019年格式（2019—2020年度）…"]
    menu.actions()[1].trigger()
    assert shown(window).paper.name == "空表（2019年格式）.pdf"
    assert shown(window).remark.text() == ""


def test_no_font_is_one_sentence_and_no_window(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said = []

    def refuse(*_: object) -> None:
        raise OutsideError("找不到可用的中文字体。")

    monkeypatch.setattr(export, "as_pdf", refuse)
    monkeypatch.setattr(dialogs, "say_error", lambda _, sentence: said.append(sentence))
    entry(window, "预览").trigger()
    assert said == ["找不到可用的中文字体。"]
    assert not [each for each in window.findChildren(Preview) if each.isVisible()]
    assert QApplication.overrideCursor() is None


def test_a_full_disk_is_one_sentence(
    window: MainWindow, preview: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: tmp_path / "没有的文件夹" / "a.pdf")
    monkeypatch.setattr(dialogs, "say_error", lambda _, sentence: said.append(sentence))
    preview.export()
    assert len(said) == 1
    assert "a.pdf" in said[0]


def test_without_a_printer_the_way_out_is_offered(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    from govreport_gui.ui.preview import printing  # noqa: PLC0415

    boxes, written = [], []

    def choose(box: QMessageBox) -> None:
        boxes.append(box.text())
        box.buttons()[0].click()

    monkeypatch.setattr(printing, "any_printer", lambda: False)
    monkeypatch.setattr(QMessageBox, "exec", choose)
    monkeypatch.setattr(preview, "export", lambda: written.append(True))
    assert not preview.print()
    assert boxes == ["这台电脑没有装打印机。"]
    assert written == [True]


def test_an_empty_report_and_a_long_one_can_be_looked_at(window: MainWindow, form: Format) -> None:
    for document, pages in (
        (Document("2021"), 3),
        (Document("2021", sections={"overview": "一段很长的文字。" * 4000}), 50),
    ):
        window.workspace.show_report(form, document)
        preview = previewing.report(window.workspace)
        assert preview.thumbnails.count() >= pages
        QTest.keyClick(preview.view, Qt.Key.Key_End)
        assert preview.view.page == preview.thumbnails.count() - 1


def test_the_newest_form_is_the_first_empty_form() -> None:
    assert resources.formats()[0] is resources.newest()


def test_what_shows_a_report_goes_with_it(window: MainWindow, preview: Preview) -> None:
    window.workspace.editor.mark_saved()
    open_save.close(window.workspace)
    assert not preview.isVisible()


def test_an_empty_form_has_nothing_to_do_with_the_report(window: MainWindow) -> None:
    form = resources.newest()
    shown_form = previewing.empty_form(window.workspace, form)
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells(BAD))
    assert "改动" not in shown_form.remark.text()


def test_a_report_that_has_not_passed_is_asked_about_before_it_is_written(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells(BAD))
    entry(window, "预览").trigger()
    asked = []
    monkeypatch.setattr(dialogs, "ask_export", lambda _, what: bool(asked.append(what)))
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: tmp_path / "a.pdf")
    shown(window).export()
    assert asked == ["有必须改正的问题"]
    assert not (tmp_path / "a.pdf").exists()


def test_a_title_without_pictures_is_asked_about_before_it_is_written_or_printed(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = window.workspace
    workspace.editor.apply("单位", replace(workspace.editor.document, unit="\U000f0000县局"))
    entry(window, "预览").trigger()
    asked: list[tuple[str, str]] = []
    answers = iter((False, False, True))
    monkeypatch.setattr(dialogs, "ask_export", lambda *_: True)
    monkeypatch.setattr(dialogs, "ask_lacking", lambda _, letters, deed: asked.append((letters, deed)) or next(answers))
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: tmp_path / "a.pdf")
    monkeypatch.setattr(printing, "any_printer", lambda: True)
    preview = shown(window)
    assert "其中“\U000f0000”在标题中" in preview.remark.text()
    preview.export()
    assert not preview.print()
    assert not (tmp_path / "a.pdf").exists()
    preview.export()
    assert (tmp_path / "a.pdf").exists()
    preview.export()  # agreed once
    assert asked == [("\U000f0000", "输出"), ("\U000f0000", "打印"), ("\U000f0000", "输出")]


@pytest.mark.parametrize(
    ("name", "offered", "words"),
    [
        ("报送前自查", "彭水苗族土家族自治县人民政府机关2021年政府信息公开工作年度报告·报送前自查.pdf", "建议改"),
        ("校对记录", "彭水苗族土家族自治县人民政府机关2021年政府信息公开工作年度报告·校对记录.pdf", "读数人"),
        ("规则说明书", "规则说明书（2021年格式）.pdf", "依据"),
    ],
)
def test_papers_beside_the_report_are_looked_at_first(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, offered: str, words: str
) -> None:
    entry(window, name).trigger()
    preview = shown(window)
    assert preview.windowTitle().startswith(name)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(preview.paper.content))
    assert words in text
    assert preview.paper.name == offered
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: tmp_path / "a.pdf")
    preview.export()
    assert (tmp_path / "a.pdf").read_bytes() == preview.paper.content
    assert [each.text() for each in window.workspace.message_bar.buttons] == ["打开(&O)", "打开文件夹(&P)"]
    window.workspace.editor.apply("改", window.workspace.editor.document.with_cells(BAD))
    assert ("报告已改动" in preview.remark.text()) == (name != "规则说明书")
