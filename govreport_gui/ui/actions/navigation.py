"""Going about in the window: to a part, a row, a word, the first problem; larger and smaller."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from govreport_gui.ui.actions import current_cell
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.core.editing.search import Row

_PARTS: Final = (
    "一、总体情况",
    "二、主动公开",
    "三、依申请公开",
    "四、复议诉讼",
    "五、问题及改进",
    "六、其他事项",
)
_RETURN: Final = "Return"
"""What Qt calls Enter."""
_STEP: Final = 10
_SMALLEST, _LARGEST = 50, 200
_NOTCH: Final = 120
"""What Qt calls one notch of a wheel."""
_SHOWN: Final = 10_000
"""For how long a result is shown, in milliseconds."""


def fill_view(workspace: Workspace, menu: QMenu) -> None:
    """Into 查看: parts, areas of the window, larger and smaller."""
    window = workspace.window
    for number, part in enumerate(_PARTS):
        entry(window, menu, part, partial(to_numbered, workspace, number), f"Alt+{number + 1}")
    menu.addSeparator()
    entry(window, menu, "上一部分(&P)", lambda: to_neighbour(workspace, -1), "Ctrl+PgUp")
    entry(window, menu, "下一部分(&N)", lambda: to_neighbour(workspace, 1), "Ctrl+PgDown")
    entry(window, menu, "下一窗格(&F)", lambda: to_area(workspace, 1), "F6")
    entry(window, menu, "上一窗格(&B)", lambda: to_area(workspace, -1), "Shift+F6")
    menu.addSeparator()
    # On many keyboards = stands for + without Shift, on others the + of the number pad is nearer.
    entry(window, menu, "放大(&I)", lambda: zoom_step(workspace, 1), "Ctrl+=", "Ctrl++")
    entry(window, menu, "缩小(&O)", lambda: zoom_step(workspace, -1), "Ctrl+-")
    entry(window, menu, "原来大小(&Z)", lambda: zoom(workspace, 100), "Ctrl+0")


def add_going(
    workspace: Workspace, menu: QMenu, find_words: Callable[[], None], replace_words: Callable[[], None]
) -> QAction:
    """Into 编辑: find, replace, go to a row; gives the first."""
    window = workspace.window
    menu.addSeparator()
    find = entry(window, menu, "查找(&F)…", find_words, "Ctrl+F", picture="search")
    entry(window, menu, "替换(&V)…", replace_words, "Ctrl+H")
    entry(window, menu, "转到行(&G)…", lambda: ask_row(workspace), "Ctrl+G")
    return find


def add_checking(workspace: Workspace, menu: QMenu) -> None:
    """Into 核对: check everything, from problem to problem."""
    window = workspace.window
    entry(window, menu, "核对全部(&A)", lambda: check_all(workspace), "F9")
    entry(window, menu, "下一处问题(&N)", lambda: step_problems(workspace, 1), "F8", picture="chevron-down")
    entry(window, menu, "上一处问题(&P)", lambda: step_problems(workspace, -1), "Shift+F8", picture="chevron-up")
    entry(window, menu, "按建议改正(&M)", lambda: mend(workspace), f"Alt+{_RETURN}")
    entry(window, menu, "按级别筛选(&K)", lambda: next_level(workspace), "F7")


def to_numbered(workspace: Workspace, number: int) -> None:
    """Go to the part that the form numbers 一 (0) to 六 (5)."""
    numbered = [section.id for section in workspace.editor.form.sections if section.heading]
    _to(workspace, numbered[number])


def to_neighbour(workspace: Workspace, by: int) -> None:
    """Go to the next part (1) or the one before (-1); at the ends stay."""
    parts = workspace.view.parts.parts
    _to(workspace, parts[min(max(parts.index(workspace.view.part) + by, 0), len(parts) - 1)])


def _to(workspace: Workspace, part: str) -> None:
    workspace.view.go(part)
    workspace.view.page.setFocus()


def to_area(workspace: Workspace, by: int) -> None:
    """Go on with the keys in the next area of the window (1), or in the one before (-1), round and round.

    The parts, the page, the problems, and the pane of the current cell while it is shown.
    """
    view = workspace.view
    view.commit()
    ways: list[tuple[QWidget, Callable[[], None]]] = [
        (view.parts, view.parts.setFocus),
        (view.pages, view.page.setFocus),
        (view.findings, view.findings.take_focus),
    ]
    if view.pane_shown:
        ways.append((view.cell_pane, lambda: current_cell.to_pane(workspace)))
    focus = QApplication.focusWidget()
    held = [focus is not None and (focus is area or area.isAncestorOf(focus)) for area, _ in ways]
    here = held.index(True) if True in held else None
    _, go = ways[1 if here is None else (here + by) % len(ways)]  # from anywhere else to the page
    go()


def ask_row(workspace: Workspace) -> None:
    """Ask for a row of the tables and go there, in the column where the clerk is."""
    from govreport_gui.ui.report.row_box import RowBox  # noqa: PLC0415  # the start page does without it

    workspace.view.commit()
    column = workspace.view.cell.rpartition(".")[2]

    def go(row: Row) -> None:
        cell = next((cell for cell in row.cells if cell.endswith(f".{column}")), row.cells[0])
        _to(workspace, workspace.editor.form.part_of(cell))
        if workspace.view.table_page is not None:
            workspace.view.table_page.table.show_cells([cell])

    RowBox(workspace.window, workspace.editor.form, go).open()


def check_all(workspace: Workspace) -> None:
    """Say what the check found in all of the report, what is being typed included, and go to the first open problem."""
    from govreport_gui.core.findings.progress import todo  # noqa: PLC0415  # the start page does without it

    workspace.view.commit()
    checked = workspace.editor.checked
    open_matters = todo(checked)
    words = "，".join(text for _, text in open_matters) or f"未发现问题，{checked.held} 处勾稽关系均一致"
    if open_matters:
        to_open(workspace, open_matters[0][0])
    workspace.say(f"已核对全部：{words}。", _SHOWN)


def step_problems(workspace: Workspace, by: int) -> None:
    """Go to the next problem (1), or to the one before (-1)."""
    workspace.view.commit()
    workspace.view.findings.step(by)


def mend(workspace: Workspace) -> None:
    """Mend the number that does not agree where the clerk writes, else the problem that is chosen.

    What follows from words still being typed is to be seen first.
    """
    view, focus = workspace.view, QApplication.focusWidget()
    typing = view.text_page is not None and view.text_page.pending
    in_list = focus is not None and view.findings.isAncestorOf(focus)
    view.commit()
    if not typing and (in_list or not view.mend_text()):
        view.findings.act()


def next_level(workspace: Workspace) -> None:
    """Narrow the problems down to the next level."""
    workspace.view.findings.next_filter()


def to_open(workspace: Workspace, what: str) -> None:
    """Go to the first matter of that kind that is still to do."""
    if what == current_cell.FOLLOW_UP:
        current_cell.step_marks(workspace, 1)
    else:
        workspace.view.show_open(what)


def zoom(workspace: Workspace, percent: int) -> None:
    """Show tables and texts at that many percent, within reason."""
    percent = min(max(percent, _SMALLEST), _LARGEST)
    workspace.keep_zoom(percent)
    workspace.view.zoom(percent)
    workspace.say(f"显示比例 {percent}%", 2000)


def zoom_step(workspace: Workspace, by: int) -> None:
    """Larger (1) or smaller (-1) by one step."""
    zoom(workspace, (workspace.view.percent // _STEP + by) * _STEP)


def zoom_by_wheel(workspace: Workspace, event: QWheelEvent) -> None:
    """One step for each notch; touch pads send parts of notches, which add up."""
    turned = workspace.wheel_turned + event.angleDelta().y()
    steps = int(turned / _NOTCH)
    workspace.wheel_turned = turned - steps * _NOTCH
    if steps:
        zoom_step(workspace, steps)
    event.accept()
