"""历史版本: what was saved before, what is different now, and taking it back."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from govreport_gui.core.report.document import Document
from govreport_gui.files.saving import lock, store, versions
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.actions import editing, open_save
from govreport_gui.ui.filing import file_questions
from govreport_gui.ui.filing.versions_window import VersionsWindow
from govreport_gui.ui.widgets import dialogs, theme
from govreport_gui.ui.window.main_window import MainWindow

CELL = "requests.granted.natural_person"


@pytest.fixture
def saved(window: MainWindow, tmp_path: Path, sample: Imported, calm: Document) -> MainWindow:
    """A report saved three times, and changed once more."""
    report = tmp_path / "甲局.govreport"
    store.write(report, calm, sample.form)
    open_save.leave_for(window.workspace, report)
    editor = window.workspace.editor
    editor.apply("填写", editor.document.with_cells({CELL: "8"}))
    open_save.save(window.workspace)
    editor.apply("写", editor.document.with_section("problems", "公开不够及时，已改进。"))
    open_save.save(window.workspace)
    editor.apply("填写", editor.document.with_cells({"disputes.reconsideration.other": "3"}))
    return window


def shown(window: MainWindow) -> VersionsWindow:
    return VersionsWindow(window, window.workspace.editor, window.workspace.files)


def test_each_copy_says_when_and_what_it_brought(saved: MainWindow) -> None:
    copies = shown(saved)
    lines = [copies.list.item(row).text().split("\n") for row in range(copies.list.count())]
    assert [what for _, what in lines] == ["五、问题及改进", "表三 1 格", "最早的一版"]
    assert all(time.startswith("今天 ") for time, _ in lines)


def test_copies_of_one_minute_are_told_apart(window: MainWindow, tmp_path: Path, sample: Imported) -> None:
    report = tmp_path / "乙局.govreport"
    for minute, second, unit in ((32, 1, "甲"), (32, 7, "乙"), (33, 0, "丙")):
        content = store.to_text(replace(sample.document, unit=unit), sample.form).encode()
        assert versions.keep(report, content, datetime(2020, 1, 5, 10, minute, second))  # noqa: DTZ001
    report.write_bytes(content)
    open_save.leave_for(window.workspace, report)
    copies = shown(window)
    times = [copies.list.item(row).text().split("\n")[0] for row in range(copies.list.count())]
    assert times == ["2020年1月5日 10:33", "2020年1月5日 10:32:07", "2020年1月5日 10:32:01"]


@pytest.mark.parametrize("saving", [True, False])
def test_a_report_that_was_renamed_has_its_copies(saved: MainWindow, tmp_path: Path, saving: bool) -> None:
    open_save.save(saved.workspace)
    before = [each.path.read_bytes() for each in versions.of(saved.workspace.path)]
    (tmp_path / "送审").mkdir()
    moved = saved.workspace.path.replace(tmp_path / "送审" / "甲局定稿.govreport")
    open_save.leave_for(saved.workspace, moved)
    if saving:
        editor = saved.workspace.editor
        editor.apply("填写", editor.document.with_cells({CELL: "6"}))
        assert open_save.save(saved.workspace)
    copies = shown(saved)
    contents = [each.path.read_bytes() for each in saved.workspace.files.copies()]
    assert contents == [moved.read_bytes(), *before] if saving else contents == before
    assert len(before) == 4
    assert copies.list.item(copies.list.count() - 1).text().endswith("最早的一版")


def test_a_report_saved_under_another_name_has_its_copies(
    saved: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = saved.workspace.path
    before = [each.path.read_bytes() for each in versions.of(old)]
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: tmp_path / "乙局.govreport")
    assert open_save.save_as(saved.workspace)
    contents = [each.path.read_bytes() for each in saved.workspace.files.copies()]
    assert contents == [saved.workspace.path.read_bytes(), *before]
    assert [each.path.read_bytes() for each in versions.of(old)] == before


def test_a_report_saved_over_another_leaves_that_ones_copies(
    saved: MainWindow, tmp_path: Path, sample: Imported, calm: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "乙局.govreport"
    store.write(other, calm.with_cells({CELL: "77"}), sample.form)
    versions.keep(other, other.read_bytes(), datetime(2026, 1, 15, 9, 12))  # noqa: DTZ001  # the clerk's own clock
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: other)
    assert open_save.save_as(saved.workspace)
    assert [reading.read(each.path).document.cells[CELL] for each in versions.of(other)] == ["8", "77"]


def test_the_differences_are_those_from_the_open_report(saved: MainWindow) -> None:
    copies = shown(saved)
    copies.list.setCurrentRow(2)
    rows = [
        [copies.changes.item(row, column).text() for column in range(3)] for row in range(copies.changes.rowCount())
    ]
    assert ["表三（一）予以公开·自然人", "9", "8"] in rows
    assert ["表四行政复议·其他结果", "0", "3"] in rows
    assert copies.said.text().endswith("有 3 处不同：")


def test_places_are_taken_back_as_one_step(saved: MainWindow) -> None:
    copies = shown(saved)
    copies.list.setCurrentRow(2)
    copies.changes.selectAll()
    before = saved.workspace.editor.document
    QTest.keyClick(copies.take, Qt.Key.Key_Space)
    assert saved.workspace.editor.document == reading.read(saved.workspace.files.copies()[2].path).document
    assert copies.said.text().endswith("相同。")
    assert saved.workspace.editor.undo_label == "取回3 处"
    editing.undo(saved.workspace)
    assert saved.workspace.editor.document == before


def test_one_cell_alone(saved: MainWindow) -> None:
    copies = shown(saved)
    copies.list.setCurrentRow(2)
    places = [copies.changes.item(row, 0).text() for row in range(copies.changes.rowCount())]
    copies.changes.selectRow(places.index("表三（一）予以公开·自然人"))
    copies.take.click()
    assert saved.workspace.editor.document.cells[CELL] == "9"
    assert saved.workspace.editor.document.cells["disputes.reconsideration.other"] == "3"


def test_long_texts_are_laid_into_one(saved: MainWindow) -> None:
    copies = shown(saved)
    copies.list.setCurrentRow(2)
    places = [copies.changes.item(row, 0).text() for row in range(copies.changes.rowCount())]
    copies.changes.selectRow(places.index("五、问题及改进"))
    assert not copies.detail.isHidden()
    assert "公开不够及时，已改进。" in copies.detail.toPlainText() or "line-through" in copies.detail.toHtml()


def test_a_copy_goes_into_a_new_file_and_never_over_the_report(
    saved: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = shown(saved)
    copies.list.setCurrentRow(2)
    before = saved.workspace.path.read_bytes()
    offered, said = [], []
    monkeypatch.setattr(dialogs, "say_error", lambda _, sentence: said.append(sentence))
    monkeypatch.setattr(dialogs, "ask_path", lambda _p, _t, path, _k: offered.append(path) or saved.workspace.path)
    copies.save.click()
    assert said == ["这是正在打开的文件，换一个名字另存。"]
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: tmp_path / "旧.govreport")
    copies.save.click()
    assert reading.read(tmp_path / "旧.govreport").document.cells[CELL] == "9"
    assert saved.workspace.path.read_bytes() == before
    assert offered[0].name.startswith("甲局（20")


def test_a_copy_goes_over_another_report_only_with_a_dated_copy_of_it(
    saved: MainWindow, tmp_path: Path, sample: Imported, calm: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "乙局.govreport"
    store.write(other, calm.with_cells({CELL: "77"}), sample.form)
    copies = shown(saved)
    copies.list.setCurrentRow(2)
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: other)
    copies.save.click()
    assert reading.read(other).document.cells[CELL] == "9"
    assert [reading.read(each.path).document.cells[CELL] for each in versions.of(other)] == ["77"]
    assert copies.said.text() == f"已存到“{other}”。"


@pytest.mark.parametrize("sure", [True, False])
def test_a_copy_goes_over_a_report_that_is_open_elsewhere_only_after_a_question(
    saved: MainWindow, tmp_path: Path, sample: Imported, calm: Document, monkeypatch: pytest.MonkeyPatch, sure: bool
) -> None:
    other = tmp_path / "乙局.govreport"
    store.write(other, calm.with_cells({CELL: "77"}), sample.form)
    mark = lock.take(other, datetime(2026, 1, 15, 9, 12))  # noqa: DTZ001  # the clerk's own clock
    assert isinstance(mark, lock.ReportLock)
    asked: list[str] = []
    monkeypatch.setattr(file_questions, "ask_save_elsewhere", lambda _w, name, _h: asked.append(name) or sure)
    copies = shown(saved)
    copies.list.setCurrentRow(2)
    monkeypatch.setattr(dialogs, "ask_path", lambda *_: other)
    copies.save.click()
    assert asked == ["乙局.govreport"]
    assert reading.read(other).document.cells[CELL] == ("9" if sure else "77")
    mark.release()


@pytest.mark.parametrize("dark", [True, False])
def test_what_is_gone_and_what_is_new_have_the_colours_of_the_program(
    saved: MainWindow, monkeypatch: pytest.MonkeyPatch, dark: bool
) -> None:
    monkeypatch.setattr(theme, "dark", lambda: dark)
    copies = shown(saved)
    copies.list.setCurrentRow(2)
    places = [copies.changes.item(row, 0).text() for row in range(copies.changes.rowCount())]
    copies.changes.selectRow(places.index("五、问题及改进"))
    html = copies.detail.toHtml()
    assert theme.COLOURS[dark]["must_fix"] in html
    assert theme.COLOURS[dark]["done"] in html


def test_a_report_without_copies_says_so(window: MainWindow, tmp_path: Path) -> None:
    assert shown(window).said.text().startswith("这份报告尚未存成文件。")
    window.workspace.files.path = tmp_path / "别人的.govreport"
    copies = shown(window)
    assert copies.said.text().startswith("尚无历史版本。")
    assert not copies.take.isEnabled()
    assert not copies.save.isEnabled()
