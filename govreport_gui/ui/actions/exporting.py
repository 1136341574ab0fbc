"""Putting the report out: the dialog for it."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from govreport_gui.ui.actions import previewing
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace


def add_output(workspace: Workspace, menu: QMenu) -> QAction:
    """Into 文件: put the report out; gives that entry, which the tools have too."""
    made = entry(workspace.window, menu, "输出(&E)…", lambda: put_out(workspace), "Ctrl+E", picture="file-output")
    made.setIconText("输出…")
    return made


def put_out(workspace: Workspace) -> None:
    """Ask what the report is put out for, as what and where to, and do it."""
    from govreport_gui.ui.output.output_dialog import OutputDialog  # noqa: PLC0415  # the window starts without it

    workspace.view.commit()
    dialog = OutputDialog(workspace, lambda kind, above: previewing.report(workspace, kind=kind, above=above))
    dialog.open()
