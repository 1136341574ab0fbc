"""A foreign file into the window: opened, into the open report, as last year's; on no and on error all stays."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.check import check
from govreport_gui.files import resources
from govreport_gui.files.output import export
from govreport_gui.files.scans import addon
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.actions import collecting, editing, importing, last_year, new_report, open_save
from govreport_gui.ui.importing import asking, waiting
from govreport_gui.ui.importing.import_window import ImportWindow
from govreport_gui.ui.start import unit_dialogs
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import entry, put

CELL = "requests.new.natural_person"


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "收到的年报.txt"
    path.write_bytes(resources.path("samples/pengshui-2021.txt").read_bytes())
    return path


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[ImportWindow]:
    """Whatever is looked through is not taken."""
    shown: list[ImportWindow] = []

    def refuse(window: ImportWindow) -> None:
        shown.append(window)
        window.reject()

    monkeypatch.setattr(ImportWindow, "exec", refuse)
    return shown


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "say_error", lambda _, sentence: told.append(sentence))
    return told


Chosen = Callable[[Path], None]


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Chosen:
    """Which file the clerk picks."""
    return lambda path: monkeypatch.setattr(dialogs, "ask_files", lambda *_: [path])


def test_what_is_not_taken_leaves_the_open_report_as_it_was(
    window: MainWindow, foreign: Path, refused: list[ImportWindow]
) -> None:
    before = window.workspace.editor, window.workspace.editor.document
    assert not open_save.open_path(window.workspace, foreign)
    assert (window.workspace.editor, window.workspace.editor.document) == before
    assert len(refused) == 1
    assert not window.workspace.editor.modified


def test_what_cannot_be_read_leaves_the_open_report_as_it_was(
    window: MainWindow, tmp_path: Path, said: list[str], chosen: Chosen
) -> None:
    before = window.workspace.editor, window.workspace.editor.document
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    assert not open_save.open_path(window.workspace, bad)
    chosen(bad)
    importing.import_file(window.workspace)
    last_year.load_last_year(window.workspace)
    assert (window.workspace.editor, window.workspace.editor.document) == before
    assert len(said) == 3
    assert all(sentence.startswith("“坏.docx”") for sentence in said)


def test_a_file_goes_into_the_open_report_as_one_step(
    window: MainWindow, foreign: Path, chosen: Chosen, taken_as_read: list[ImportWindow], sample: Imported
) -> None:
    empty = Document(sample.form.id, "测试市财政局", 2025)
    window.workspace.show_report(sample.form, empty)
    chosen(foreign)
    importing.import_file(window.workspace)
    editor = window.workspace.editor
    assert dict(editor.document.cells) == dict(sample.document.cells)
    assert editor.document.sections["overview"] == sample.document.sections["overview"]
    assert (editor.document.unit, editor.document.year) == ("测试市财政局", 2025)
    assert "Ctrl+Z" in window.workspace.message_bar.text.text()
    editing.undo(window.workspace)
    assert editor.document == empty
    assert len(taken_as_read) == 1


def test_a_locked_report_takes_no_file(window: MainWindow, foreign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace  # noqa: PLC0415

    editor = window.workspace.editor
    locked = replace(editor.document, state="final")
    window.workspace.show_report(editor.form, locked)
    monkeypatch.setattr(dialogs, "ask_files", lambda *_: pytest.fail("asks for a file that it will not take"))
    importing.import_file(window.workspace)
    assert window.workspace.editor.document == locked


def test_what_was_copied_goes_into_the_open_report(
    window: MainWindow, taken_as_read: list[ImportWindow], sample: Imported, tmp_path: Path, cleared: None
) -> None:
    page = tmp_path / "网页.html"
    export.write(page, sample.form, sample.document, check(sample.form, sample.document))
    put(html=page.read_bytes())
    window.workspace.show_report(sample.form, Document(sample.form.id))
    importing.import_copied(window.workspace)
    document = window.workspace.editor.document
    assert dict(document.cells) == dict(sample.document.cells)
    assert (document.unit, document.year) == (sample.document.unit, sample.document.year)
    assert set(document.sections) == set(sample.document.sections)


def test_a_text_that_was_copied_is_read_like_a_text_file(
    window: MainWindow, taken_as_read: list[ImportWindow], sample: Imported, cleared: None
) -> None:
    put(resources.path("samples/pengshui-2021.txt").read_text(encoding="utf-8"))
    window.workspace.show_none()
    importing.import_copied(window.workspace)
    assert not window.workspace.at_start
    assert dict(window.workspace.editor.document.cells) == dict(sample.document.cells)
    assert window.workspace.editor.modified


def test_nothing_copied_is_one_sentence(window: MainWindow, said: list[str], cleared: None) -> None:
    put(" ")
    before = window.workspace.editor.document
    importing.import_copied(window.workspace)
    assert window.workspace.editor.document == before
    assert len(said) == 1


def test_last_year_is_looked_through_and_kept_with_its_text(
    window: MainWindow, foreign: Path, chosen: Chosen, taken_as_read: list[ImportWindow], sample: Imported
) -> None:
    chosen(foreign)
    last_year.load_last_year(window.workspace)
    last = window.workspace.editor.document.last
    assert last is not None
    assert dict(last.document.cells) == dict(sample.document.cells)
    assert last.document.sections["overview"] == sample.document.sections["overview"]
    assert last.document.unit == sample.document.unit
    assert len(taken_as_read) == 1
    editing.undo(window.workspace)
    assert window.workspace.editor.document.last is None


def test_a_pdf_of_this_program_is_opened_without_a_question(
    window: MainWindow, sample: Imported, tmp_path: Path, refused: list[ImportWindow]
) -> None:
    path = tmp_path / "甲.pdf"
    export.write(path, sample.form, sample.document, check(sample.form, sample.document))
    window.workspace.editor.mark_saved()
    assert open_save.open_path(window.workspace, path)
    assert refused == []
    assert dict(window.workspace.editor.document.cells) == dict(sample.document.cells)


def test_both_ways_in_stand_in_the_menu_also_while_no_report_is_open(window: MainWindow) -> None:
    window.workspace.show_none()
    for words in ("导入文件", "从剪贴板导入"):
        assert entry(window, words).isEnabled()


def test_a_new_report_from_a_foreign_file_has_its_year_where_that_is_certain(
    window: MainWindow,
    foreign: Path,
    chosen: Chosen,
    taken_as_read: list[ImportWindow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen(foreign)
    monkeypatch.setattr(unit_dialogs, "ask_next", lambda *_: unit_dialogs.NextReport(2022, texts=True))
    new_report.from_last_year(window.workspace)
    document = window.workspace.editor.document
    assert (document.year, len(taken_as_read)) == (2022, 1)
    assert "2022年1月1日至2022年12月31日" in document.sections["preface"]
    assert document.sections["overview"].startswith("2022年，")
    assert document.last is not None
    assert document.last.document.sections["overview"].startswith("2021年，"), "last year's own stays"


@pytest.fixture
def without_add_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is on most computers; what is read in a process of its own is read in this one."""
    monkeypatch.setattr(addon, "found", lambda: None)
    monkeypatch.setattr(waiting, "read", lambda _, path, more, _name: reading.read(path, more=more))


@pytest.mark.usefixtures("without_add_on")
@pytest.mark.parametrize("at_start", [True, False])
def test_a_picture_without_the_add_on_is_told_in_the_strip_with_a_way_on(
    window: MainWindow, tmp_path: Path, said: list[str], *, at_start: bool
) -> None:
    picture = tmp_path / "去年.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    workspace = window.workspace
    if at_start:
        workspace.show_none()
    assert not open_save.open_path(workspace, picture)
    assert said == []
    bar = workspace.message_bar
    assert bar.text.text().startswith("“去年.png”为图片，安装“识别组件”后可读入。")
    assert "MB" in bar.text.text(), "how large it is"
    assert bar.isVisible()
    bar.buttons[0].click()
    assert said == [bar.text.text()], "pressed too early: something is seen to happen"
    # The add-on is there now, which a report stands for here.
    picture.write_bytes(resources.path("samples/pengshui-2021.txt").read_bytes())
    shown: list[Path] = []
    (again,) = bar.buttons
    assert again.text() == "安装后重新读入(&G)"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ImportWindow, "exec", lambda _: shown.append(picture))
        again.click()
    assert shown == [picture]
    assert not bar.isVisible(), "it is over"


@pytest.mark.usefixtures("without_add_on")
def test_a_picture_on_the_clipboard_is_read_like_one_in_a_file(
    window: MainWindow, said: list[str], monkeypatch: pytest.MonkeyPatch, cleared: None
) -> None:
    del cleared
    seen: list[bytes] = []

    def read(_: object, path: Path, *_more: object) -> None:
        seen.append(path.read_bytes())

    monkeypatch.setattr(waiting, "read", read)
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    for html, is_picture in (("", True), ("<img src='a.png'>", True), ("<p>三、收到申请</p><img src='a.png'>", False)):
        data = QMimeData()
        data.setImageData(picture)
        if html:
            data.setHtml(html)
        QApplication.clipboard().setMimeData(data)
        importing.import_copied(window.workspace)
        assert seen.pop().startswith(b"\x89PNG" if is_picture else b"<!doctype"), html
    assert said == []


def test_pictures_can_be_chosen_where_reports_can() -> None:
    for kinds in (dialogs.READABLE, collecting.OPENABLE):
        for suffix in ("png", "jpg", "jpeg", "tif", "tiff", "bmp"):
            assert f" *.{suffix}" in kinds.partition(";;")[0]


def test_several_pictures_are_the_pages_of_one_report_in_the_order_of_their_names(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    seen: list[tuple[Path, ...]] = []
    called: set[str] = set()

    def read(_: object, path: Path, more: Sequence[Path], name: str) -> None:
        seen.append((path, *more))
        called.add(name)

    monkeypatch.setattr(waiting, "read", read)
    pages = [tmp_path / name for name in ("第10页.jpg", "第2页.JPG", "第1页.png")]
    monkeypatch.setattr(dialogs, "ask_files", lambda *_: pages)
    importing.import_file(window.workspace)
    open_save.ask_and_open(window.workspace)
    last_year.load_last_year(window.workspace)
    assert seen == [(pages[2], pages[1], pages[0])] * 3
    assert called == {"第1页.png 等 3 张图片"}, "while they are read too"
    assert said == []
    pages.append(tmp_path / "去年.docx")
    importing.import_file(window.workspace)
    assert len(seen) == 3
    (sentence,) = said
    assert sentence.startswith("一次打开一份年报")


def test_several_pictures_are_named_together(tmp_path: Path) -> None:
    first, *more = (tmp_path / f"第{number}页.jpg" for number in range(1, 6))
    assert asking.called(first, more) == "第1页.jpg 等 5 张图片"
    assert asking.called(first) == "第1页.jpg"


@pytest.mark.parametrize("at_start", [True, False])
def test_files_that_were_copied_are_read_as_such(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cleared: None, *, at_start: bool
) -> None:
    del cleared
    seen: list[tuple[Path, ...]] = []
    monkeypatch.setattr(waiting, "read", lambda _, path, more, _name: seen.append((path, *more)))
    if at_start:
        window.workspace.show_none()
    word, *pages = (tmp_path / name for name in ("去年.docx", "第2页.jpg", "第1页.jpg"))
    for copied, files in (([word], (word,)), (pages, (pages[1], pages[0]))):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in copied])
        data.setText("\n".join(map(str, copied)))
        QApplication.clipboard().setMimeData(data)
        importing.import_copied(window.workspace)
        assert seen.pop() == files
