"""What a screen reader is told: every thing that the keyboard reaches has a name, heads their words, places no gap."""

from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.actions import current_cell, navigation
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import table_page

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ROOT: Final = Path(__file__).parents[2]
SLIP: Final = "requests.granted.natural_person"
ROLES: Final = {
    QAccessible.Role.ColumnHeader: "table column header",
    QAccessible.Role.RowHeader: "table row header",
    QAccessible.Role.Cell: "table cell",
    QAccessible.Role.Table: "table",
    QAccessible.Role.List: "list",
    QAccessible.Role.Tree: "tree",
    QAccessible.Role.ListItem: "list item",
    QAccessible.Role.EditableText: "text",
    QAccessible.Role.ComboBox: "combo box",
    QAccessible.Role.StaticText: "label",
    QAccessible.Role.StatusBar: "status bar",
}
"""The roles that matter, in the words of AT-SPI."""


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the tree, which lies among the benchmarks."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import heard  # noqa: PLC0415

    return heard


def tree(heard: ModuleType, widget: QWidget) -> Any:  # its module is among the benchmarks
    """What is told of that widget and all that is in it."""
    QCoreApplication.processEvents()
    return _node(heard, QAccessible.queryAccessibleInterface(widget))


def _node(heard: ModuleType, told: QAccessibleInterface) -> Any:
    state = told.state()
    children = tuple(_node(heard, child) for at in range(told.childCount()) if (child := told.child(at)) is not None)
    role = ROLES.get(told.role(), told.role().name)
    name = told.text(QAccessible.Text.Name)
    return heard.Node(role, name, bool(state.focusable), not state.invisible, children)


def named(heard: ModuleType, root: Any, role: str) -> list[str]:
    return [node.name for node, _ in heard.nodes(root) if node.role == role]


@pytest.mark.parametrize("size", [(1366, 690), (1093, 546), (911, 450)], ids="{0[0]}x{0[1]}".format)
def test_all_that_the_keyboard_reaches_in_a_report_has_a_name(
    window: MainWindow, heard: ModuleType, size: tuple[int, int]
) -> None:
    window.resize(*size)
    editor, view = window.workspace.editor, window.workspace.view
    editor.apply("填写", editor.document.with_cells({SLIP: "95", "proactive.fees.amount": ""}))
    current_cell.toggle_pane(window.workspace)
    found = {}
    for part in view.parts.parts:
        view.go(part)
        QTest.qWait(20)
        if faults := heard.faults(tree(heard, window)):
            found[part] = faults
    assert found == {}


@pytest.mark.parametrize("part", ["requests_text", "overview"])
def test_what_is_unfolded_beside_the_page_has_names_too(window: MainWindow, heard: ModuleType, part: str) -> None:
    window.workspace.view.go(part)
    current_cell.toggle_control_totals(window.workspace)
    window._find_words()
    window.workspace.message_bar.say("已保存。")
    assert heard.faults(tree(heard, window)) == []


def test_heads_have_the_words_of_the_form(window: MainWindow, heard: ModuleType) -> None:
    window.workspace.view.go("requests_text")
    body = tree(heard, table_page(window).table.body)
    assert named(heard, body, "table column header") == [
        *("项目", "项目", "项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    ]
    rows = named(heard, body, "table row header")
    assert rows[3:6] == ["本年新收", "上年结转", "（一）予以公开"]
    assert not any(name.isdigit() for name in rows)
    window.workspace.view.go("proactive_text")
    columns = named(heard, tree(heard, table_page(window).table.body), "table column header")
    assert columns[1] == "本年制发、本年处理决定数量、本年收费金额", "it stands for another number in every band"


def test_places_that_a_merged_box_covers_say_what_covers_them(window: MainWindow, heard: ModuleType) -> None:
    window.workspace.view.go("proactive_text")
    body = tree(heard, table_page(window).table.body)
    cells = named(heard, body, "table cell")
    assert "" not in cells
    licensing = "行政许可，本年处理决定数量，0"
    assert cells.count(licensing) == 3
    window.workspace.editor.apply(
        "填写", window.workspace.editor.document.with_cells({"proactive.licensing.decisions": "8"})
    )
    cells = named(heard, tree(heard, table_page(window).table.body), "table cell")
    assert (cells.count(licensing), cells.count("行政许可，本年处理决定数量，8")) == (0, 3)


def test_the_suspected_cell_and_the_level_are_heard(window: MainWindow, heard: ModuleType) -> None:
    editor = window.workspace.editor
    editor.apply("填写", editor.document.with_cells({SLIP: "95"}))
    window.workspace.view.go("requests_text")
    navigation.step_problems(window.workspace, 1)
    QTest.qWait(400)
    (cell,) = [name for name in named(heard, tree(heard, window), "table cell") if "疑错" in name][:1]
    assert cell.startswith("（一）予以公开，自然人，95，必须改正：")
    assert cell.endswith("，疑错")
    problems = named(heard, tree(heard, window.workspace.view.findings), "list item")
    assert any(each.startswith("必须改正：") and "按 Alt+Enter" in each for each in problems)


def test_rows_of_the_parts_and_the_status_bar_say_what_is_to_be_seen(window: MainWindow, heard: ModuleType) -> None:
    editor = window.workspace.editor
    editor.apply("填写", editor.document.with_cells({SLIP: "95", "proactive.fees.amount": ""}))
    QTest.qWait(400)
    parts = named(heard, tree(heard, window.workspace.view.parts), "list item")
    assert "三、依申请公开，有必须改正的问题，2 处" in parts
    assert "二、主动公开，未填完，1 格" in parts
    bar = named(heard, tree(heard, window.statusBar()), "label")
    assert "核对结果：有必须改正的问题　尚有 2 处必须改正、1 格未填" in bar
    assert "" not in bar


def test_the_start_page_says_what_it_is(window: MainWindow, heard: ModuleType) -> None:
    window.workspace.editor.mark_saved()
    window.workspace.show_none()
    assert heard.faults(tree(heard, window)) == []


def test_every_window_beside_it_can_be_heard(
    window: MainWindow, heard: ModuleType, sample: Imported, monkeypatch: pytest.MonkeyPatch
) -> None:
    import windows  # noqa: PLC0415  # found once `heard` is

    editor = window.workspace.editor
    editor.apply("填写", sample.document.with_cells({SLIP: "95"}))
    found: dict[str, list[str]] = {}
    seen: list[str] = []

    def listen(shown: QWidget) -> None:
        seen.append(shown.windowTitle())
        if faults := heard.faults(tree(heard, shown)):
            found[shown.windowTitle()] = faults

    def run(dialog: QDialog) -> int:
        dialog.open()
        listen(dialog)
        dialog.hide()
        return QDialog.DialogCode.Rejected

    for kind in (QDialog, QMessageBox):
        monkeypatch.setattr(kind, "exec", run)
    opened = []
    for name, open_it in windows.open_windows(window):
        opened.append(name)
        open_it()
        for shown in windows.shown_beside(window):
            listen(shown)
            shown.close()
        QCoreApplication.processEvents()
    assert len(seen) == len(opened)
    assert list(chain.from_iterable(found.values())) == []


def test_what_cannot_be_heard_would_be_found(heard: ModuleType) -> None:
    node = heard.Node
    bar = node("status bar", "", children=(node("label", ""),))
    table = node("table", "", children=(node("table column header", "1"), node("table cell", " ")))
    unseen = node("push button", "", focusable=True, showing=False)
    root = node("frame", "公开年报", children=(bar, table, unseen, node("push button", "", focusable=True)))
    assert heard.faults(root) == [
        "frame 公开年报：label says nothing",
        "frame 公开年报：table has no name",
        "frame 公开年报：table column header is called '1'",
        "frame 公开年报：table cell says nothing",
        "frame 公开年报：push button has no name",
    ]
