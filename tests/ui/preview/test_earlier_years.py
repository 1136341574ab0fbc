"""Up to five years in the window of the charts, in the preview and in what is put out; the window goes on meanwhile."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from govreport_gui.core.papers.purpose import Purpose
from govreport_gui.files.saving import store
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.actions import exporting, previewing
from govreport_gui.ui.output.output_dialog import OutputDialog
from govreport_gui.ui.preview import earlier_years
from govreport_gui.ui.preview.earlier_years import EarlierYears
from govreport_gui.ui.preview.preview import Preview
from govreport_gui.ui.window.main_window import MainWindow

ALL = ("附：历年对照", "附：历年图表")


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def on_paper(shown: Preview) -> str:
    assert shown.paper is not None
    return words(shown.paper.content)


@pytest.fixture
def filed(window: MainWindow, sample: Imported, tmp_path: Path) -> Iterator[MainWindow]:
    """The report in a folder with those of 2018 and 2020, and a broken file."""
    workspace = window.workspace
    document = workspace.editor.document
    for year in (2018, 2020):
        store.write(tmp_path / f"{year}.govreport", replace(document, year=year), sample.form)
    (tmp_path / "坏.govreport").write_text("{", encoding="utf-8")
    path = tmp_path / "2021.govreport"
    store.write(path, document, sample.form)
    workspace.show_report(sample.form, document, path)
    workspace.keep(replace(workspace.settings, output=replace(workspace.settings.output, charts=True)))
    yield window
    QCoreApplication.sendPostedEvents()


def test_the_charts_are_there_at_once_and_the_years_as_soon_as_they_are_found(filed: MainWindow, qtbot: QtBot) -> None:
    shown = previewing.show_charts(filed.workspace)
    assert shown is not None
    assert "申请的收到和办理" in on_paper(shown)
    assert "历年" not in on_paper(shown)
    assert "正在查找" in shown.remark.text()
    qtbot.waitUntil(lambda: all(heading in on_paper(shown) for heading in ALL), timeout=20_000)
    assert "2019年（缺）" in on_paper(shown)
    assert "未采用：“坏.govreport”已损坏，读不出来。" in shown.remark.text()
    assert "正在查找" not in shown.remark.text()


def test_a_report_without_a_file_says_when_the_years_come(window: MainWindow) -> None:
    shown = previewing.show_charts(window.workspace)
    assert shown is not None
    assert "本年报保存后" in shown.remark.text()


def test_a_report_that_is_of_another_year_by_now_is_looked_for_anew(filed: MainWindow, qtbot: QtBot) -> None:
    shown = previewing.show_charts(filed.workspace)
    assert shown is not None
    qtbot.waitUntil(lambda: "2018年" in on_paper(shown), timeout=20_000)
    editor = filed.workspace.editor
    editor.apply("年度", replace(editor.document, year=2020))
    assert shown.refresh()
    qtbot.waitUntil(lambda: "2018年" in on_paper(shown), timeout=20_000)
    assert "2021年" not in on_paper(shown)


def test_a_window_that_is_closed_meanwhile_ends_the_search(filed: MainWindow, qtbot: QtBot) -> None:
    shown = previewing.show_charts(filed.workspace)
    assert shown is not None
    (earlier,) = shown.findChildren(EarlierYears)
    finding = earlier._finding
    assert finding is not None
    shown.close()
    qtbot.waitUntil(lambda: finding.done)
    assert finding._process is None


def test_the_preview_has_them_only_with_charts_and_not_to_be_published(filed: MainWindow, qtbot: QtBot) -> None:
    shown = previewing.report(filed.workspace, kind="review")
    assert shown is not None
    qtbot.waitUntil(lambda: all(heading in on_paper(shown) for heading in ALL), timeout=20_000)
    public = previewing.report(filed.workspace, kind="public")
    assert public is not None
    assert not public.findChild(EarlierYears).done
    assert "历年" not in on_paper(public)
    output = replace(filed.workspace.settings.output, charts=False)
    filed.workspace.keep(replace(filed.workspace.settings, output=output))
    plain = previewing.report(filed.workspace, kind="review")
    assert plain is not None
    assert "历年" not in on_paper(plain)


def test_what_is_printed_at_once_has_them(filed: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing, "_PATIENCE", 30.0)
    printed: list[str] = []
    monkeypatch.setattr(Preview, "print", lambda self: printed.append(on_paper(self)))
    previewing.print_report(filed.workspace)
    assert all(heading in printed[0] for heading in ALL)


def opened(window: MainWindow, folder: Path, purpose: Purpose) -> OutputDialog:
    output = replace(window.workspace.settings.output, review=".pdf", public=".pdf")
    window.workspace.keep(replace(window.workspace.settings, output=output))
    exporting.put_out(window.workspace)
    dialog = window.findChild(OutputDialog)
    dialog.cards.choose(purpose)
    dialog.destination.place.clear()
    QTest.keyClicks(dialog.destination.place, str(folder))
    return dialog


@pytest.mark.parametrize(("purpose", "there"), [("review", True), ("public", False)])
def test_what_is_put_out_has_them_where_it_has_charts(
    filed: MainWindow, tmp_path: Path, qtbot: QtBot, purpose: Purpose, there: bool
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    dialog = opened(filed, folder, purpose)
    dialog.put_out()
    qtbot.waitUntil(lambda: bool(list(folder.glob("*.pdf"))), timeout=30_000)
    (path,) = folder.glob("*.pdf")
    assert [heading in words(path.read_bytes()) for heading in ALL] == [there] * 2
    qtbot.waitUntil(lambda: ("坏.govreport" in filed.workspace.message_bar.text.text()) == there)


def test_putting_out_can_be_cancelled_while_they_are_looked_for(
    filed: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    dialog = opened(filed, folder, "review")
    dialog.put_out()
    assert dialog.said.text() == earlier_years.LOOKING
    dialog.reject()
    assert dialog.said.text() == "已取消，未写出文件。"
    qtbot.waitUntil(lambda: dialog._earlier.done, timeout=20_000)
    qtbot.wait(100)
    assert list(folder.iterdir()) == []
