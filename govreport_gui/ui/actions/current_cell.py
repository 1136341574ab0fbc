"""What the menus do about the current cell: its pane, its remark, its mark; and about the totals on paper."""

from dataclasses import replace

from PySide6.QtWidgets import QMenu

from govreport_gui.core.report.document import Document
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

FOLLOW_UP = "follow_up"
"""What a link to the cells to come back to is called."""


def add_marking(workspace: Workspace, menu: QMenu) -> None:
    """Into 编辑: remarks, and cells to come back to."""
    window = workspace.window
    menu.addSeparator()
    entry(window, menu, "写备注(&B)", lambda: to_remark(workspace), "Shift+F2")
    entry(window, menu, "待复核(&K)", lambda: toggle_mark(workspace), "Ctrl+M")
    entry(window, menu, "下一处待复核(&J)", lambda: step_marks(workspace, 1), "Ctrl+F8")
    entry(window, menu, "上一处待复核(&L)", lambda: step_marks(workspace, -1), "Ctrl+Shift+F8")


def add_pane(workspace: Workspace, menu: QMenu) -> None:
    """Into 查看: all about the current cell."""
    entry(workspace.window, menu, "当前格(&C)", lambda: toggle_pane(workspace), "F1", picture="circle-help")


def add_control_totals(workspace: Workspace, menu: QMenu) -> None:
    """Into 查看: the boxes for totals on paper."""
    entry(workspace.window, menu, "台账合计比对(&T)", lambda: toggle_control_totals(workspace), "Ctrl+T")


def show_cell(workspace: Workspace) -> None:
    """Show what there is about the current cell in the pane, while it is open."""
    if not workspace.at_start and workspace.view.pane_shown:
        view = workspace.view
        view.cell_pane.show_cell(view.cell, view.part)


def toggle_pane(workspace: Workspace) -> None:
    """Show the pane of the current cell, or put it away."""
    shown = workspace.view.pane_shown
    _open_pane(workspace, open_=not shown)
    if shown:
        workspace.view.page.setFocus()


def to_help(workspace: Workspace) -> None:
    """Show what counts in the current cell, in the pane."""
    if not workspace.view.pane_shown:
        _open_pane(workspace, open_=True)
    show_cell(workspace)
    pane = workspace.view.cell_pane
    pane.show_now()
    pane.show_help()


def _open_pane(workspace: Workspace, *, open_: bool) -> None:
    """Show the pane or not, from now on."""
    workspace.view.show_pane(on=open_)
    show_cell(workspace)
    workspace.keep(replace(workspace.settings, cell_pane=open_))


def to_remark(workspace: Workspace) -> None:
    """From the cell to its remark, from the remark back to the cell."""
    view = workspace.view
    if not view.cell:
        return
    if view.pane_shown and view.cell_pane.remark.hasFocus():
        view.page.setFocus()
        return
    if not view.pane_shown:
        _open_pane(workspace, open_=True)
    to_pane(workspace)


def to_pane(workspace: Workspace) -> None:
    """From wherever the clerk is to the pane that is shown: to the remark of the cell, where there is one."""
    show_cell(workspace)
    pane = workspace.view.cell_pane
    pane.show_now()
    if workspace.view.cell:
        pane.show_remark()
    else:
        pane.setFocus()


def toggle_mark(workspace: Workspace) -> None:
    """Mark the current cell as one to come back to, or take the mark away, unless it is one of 校对."""
    from govreport_gui.core.proofreading import reading_aloud  # noqa: PLC0415  # the start page does without it
    from govreport_gui.core.report import notes  # noqa: PLC0415  # likewise

    view = workspace.view
    view.commit()
    if view.cell:
        editor = view.editor
        old = notes.note(editor.document, view.cell)
        if old.follow_up and reading_aloud.is_wrong(editor.document, view.cell):
            workspace.say(reading_aloud.TO_CLEAR, 10_000)
            return
        place = editor.form.cells[view.cell].place
        marked = notes.with_note(editor.document, view.cell, replace(old, follow_up=not old.follow_up))
        editor.apply(f"{'取消' if old.follow_up else '标记'}{place}待复核", marked)


def step_marks(workspace: Workspace, by: int) -> None:
    """Go to the next cell to come back to (1), or to the one before (-1)."""
    from govreport_gui.core.report import notes  # noqa: PLC0415  # likewise

    view = workspace.view
    view.commit()
    cell = notes.next_follow_up(view.editor.form, view.editor.document, view.cell, by)
    if cell:
        view.go_to_cell(cell)
    else:
        workspace.say("无待复核的格。按 Ctrl+M 标记当前格。", 5000)


def marks_link(document: Document) -> str:
    """待复核 3 格, leading there; "" if there are none."""
    count = sum(note.follow_up for note in document.notes.values())
    return f"　待复核 <a href='{FOLLOW_UP}'>{count} 格</a>" if count else ""


def toggle_control_totals(workspace: Workspace) -> None:
    """Unfold the boxes for totals on paper, or fold them away."""
    page = workspace.view.table_page
    if page is not None:
        page.unfold_totals.click()
    else:
        workspace.say("台账合计比对在表三、表四旁。", 5000)
