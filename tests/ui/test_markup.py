"""What is typed, pasted or lies in a file is shown letter by letter, wherever it is seen: Qt would take it for html."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLabel, QMessageBox, QWidget

from govreport_gui.core.clipboard.pasting import plan
from govreport_gui.core.clipboard.placement import Target
from govreport_gui.core.findings.explanations import explain
from govreport_gui.core.report.document import LastYear, Note, Step
from govreport_gui.core.rules.check import check
from govreport_gui.files import resources
from govreport_gui.files.settings import Settings
from govreport_gui.ui import crash
from govreport_gui.ui.actions import current_cell, last_year, open_save, previewing, state_dialogs
from govreport_gui.ui.start.start_page import StartPage
from govreport_gui.ui.table import paste_preview
from govreport_gui.ui.widgets import dialogs, labels
from govreport_gui.ui.window.main_window import MainWindow

UI = Path(labels.__file__).parent.parent
MARK = '<img src="file://SERVER/share/x.png">'
NEW, FEES = "requests.new.total", "proactive.regulations.issued"
_Role = Qt.ItemDataRole


def rich(widget: QWidget) -> Iterator[str]:
    """The texts in that widget and all inside that Qt would take for markup though they are data."""
    for each in (widget, *widget.findChildren(QWidget)):
        yield from (text for text in (each.toolTip(), each.whatsThis(), each.statusTip()) if "<img" in text)
        if isinstance(each, QLabel) and "<img" in each.text() and each.textFormat() != Qt.TextFormat.PlainText:
            yield each.text()
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            yield from (tip for tip in tips(each.model()) if "<img" in tip)
    for action in widget.findChildren(QAction):
        yield from (text for text in (action.toolTip(), action.whatsThis()) if "<img" in text)


def tips(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    parent = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            index = model.index(row, column, parent)
            told = (model.data(index, role) for role in (_Role.ToolTipRole, _Role.WhatsThisRole, _Role.StatusTipRole))
            yield from (tip for tip in told if isinstance(tip, str))
        if not isinstance(model, QAbstractListModel | QAbstractTableModel):
            yield from tips(model, model.index(row, 0, parent))


def seen(widget: QWidget) -> str:
    """Every text that may be seen there, to know that the data was there to be looked at."""
    found = []
    for each in (widget, *widget.findChildren(QWidget)):
        found.append(each.toolTip())
        if isinstance(each, QLabel):
            found.append(each.text())
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            found += tips(each.model())
    return "\n".join(found)


@pytest.fixture
def marked(window: MainWindow) -> MainWindow:
    """The window with a report that has the mark wherever somebody can write."""
    workspace = window.workspace
    form, document = workspace.editor.form, workspace.editor.document
    text = f"2021年收到申请99件{MARK}。"
    document = replace(
        document,
        unit=f"甲局{MARK}",
        title=f"甲局{MARK}2021年政府信息公开工作年度报告",
        headings={"problems": f"五、问题{MARK}"},
        sections={section.id: text for section in form.sections},
        cells=dict(document.cells) | {FEES: MARK, "proactive.fees.amount": f"1（{MARK}）"},
        office={"publish_on": MARK},
        notes={FEES: Note(MARK, follow_up=True), NEW: Note(MARK)},
        paper_totals={NEW: MARK},
        read_aloud={NEW: MARK},
        state="returned",
        steps=(Step("returned", MARK, MARK),),
    )
    document = replace(document, last=LastYear(form, document))
    for finding in check(form, document).findings:
        document = explain(document, finding, f"情况属实{MARK}")
    workspace.show_report(form, document, source=f"年报{MARK}", unsaved=True)
    return window


def test_no_part_of_the_window_shows_markup(marked: MainWindow) -> None:
    workspace = marked.workspace
    current_cell.toggle_pane(workspace)
    for section in workspace.editor.form.sections:
        workspace.view.go(section.id)
        page = workspace.view.table_page
        if page is not None and page.unfold_totals.isEnabled() and not page.unfold_totals.isHidden():
            page.unfold_totals.click()
        assert list(rich(marked)) == []
    for cell in (FEES, NEW):
        workspace.view.go_to_cell(cell)
        QApplication.processEvents()
        marked.findChild(QLabel)
        assert list(rich(marked)) == []
    workspace.message_bar.say(MARK)
    assert list(rich(marked)) == []
    assert labels.plain(MARK).removeprefix("<qt>").removesuffix("</qt>") in seen(marked)


def test_the_words_at_the_foot_the_totals_on_paper_and_the_steps(marked: MainWindow) -> None:
    workspace = marked.workspace
    workspace.view.go_to_cell(NEW)
    page = workspace.view.table_page
    assert page is not None
    if page.unfold_totals.isEnabled():
        page.unfold_totals.click()
    QApplication.processEvents()
    bar = marked.statusBar()
    workspace.view.go_to_cell(FEES)
    QApplication.processEvents()
    assert list(rich(bar)) == []
    pane = workspace.view.cell_pane
    pane.show_now()
    assert "<img" in seen(pane)
    assert list(rich(pane)) == []
    history = state_dialogs.show_history(marked, workspace.editor.document)
    assert seen(history).count("&lt;img") >= 2
    assert list(rich(history)) == []
    history.close()


@pytest.mark.parametrize("open_it", [last_year.see_last_year, previewing.read_aloud, open_save.show_versions])
def test_windows_beside_the_report(marked: MainWindow, open_it, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[list[str]] = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: found.append(list(rich(dialog))) or 0)
    open_it(marked.workspace)
    QApplication.processEvents()
    for shown in QApplication.topLevelWidgets():
        found.append(list(rich(shown)))
        if isinstance(shown, QDialog):
            shown.close()
    assert not any(found)


def test_boxes_that_ask_and_say(marked: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def look(box: QMessageBox) -> int:
        assert list(rich(box)) == []
        shown.append(seen(box))
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look)
    dialogs.say_error(marked, MARK)
    dialogs.ask(marked, MARK, MARK, (("yes", "好"), ("", "不")))
    dialogs.ask_save(marked, MARK, never_saved=False)
    crash.show(MARK, MARK)
    assert [text.count("<img") for text in shown] == [1, 2, 1, 1]


def test_the_look_before_a_paste(marked: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    form, document = marked.workspace.editor.form, marked.workspace.editor.document
    grid = ((f"规章{MARK}", "1", "2", ""), ("规章", MARK, "—", "3"))
    made = plan(form, document, resources.formats(), [grid], Target("proactive", (FEES,)))
    assert made is not None
    looked: list[str] = []

    def look(dialog: QDialog) -> int:
        assert list(rich(dialog)) == []
        looked.append(seen(dialog))
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    paste_preview.ask(marked, form, made, made)
    assert "&lt;img" in looked[0]


def test_the_recent_files(marked: MainWindow, tmp_path: Path) -> None:
    page = next(iter(marked.findChildren(StartPage)))
    page.show_settings(Settings(recent=(str(tmp_path / f"{MARK.replace('/', '')}.govreport"),)))
    QApplication.processEvents()
    assert "&lt;img" in seen(page)
    assert list(rich(page)) == []


def test_what_would_be_seen_is_found() -> None:
    """This test can fail: it finds what is no plain text."""
    label = QLabel(MARK)
    assert list(rich(label)) == [MARK]
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setToolTip(MARK)
    assert list(rich(label)) == [MARK]
    model = QStandardItemModel(1, 1)
    model.setData(model.index(0, 0), MARK, _Role.ToolTipRole)
    assert list(tips(model)) == [MARK]


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: str(path.relative_to(UI)))
def test_labels_are_made_in_one_place(path: Path) -> None:
    made = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QLabel"
    ]
    assert path.stem == "labels" or not made


def test_plain_texts() -> None:
    assert labels.plain("甲 & 乙\n丙") == "甲 & 乙\n丙"
    assert labels.plain("1 < 2 & 3\n4") == "<qt>1 &lt; 2 &amp; 3<br>4</qt>"
