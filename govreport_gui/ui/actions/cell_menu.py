"""The menu of the right mouse button, and of the menu key, on the numbers of a table: entries of the menus above."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from govreport_gui.ui.actions import current_cell
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.ui.report.report_view import ReportView
    from govreport_gui.ui.table.grid import Grid

_CLIPBOARD: Final = ("Ctrl+X", "Ctrl+C", "Ctrl+Shift+C", "Ctrl+V")
_FILL: Final = ("Ctrl+D", "Ctrl+R")
_NOTES: Final = ("Shift+F2", "Ctrl+M")
"""The keys of the entries that stand here too."""


def offer(workspace: Workspace, view: ReportView) -> None:
    """Let the tables of that report show the menu."""
    view.menu_wanted.connect(partial(_show, workspace))


def menu(workspace: Workspace, grid: Grid) -> QMenu:
    """What there is to do with the selected cells of that table."""
    keys = {entry.shortcut().toString(): entry for entry in workspace.window.findChildren(QAction)}
    made = QMenu(grid)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.addActions([keys[key] for key in _CLIPBOARD])
    made.addSeparator()
    made.addActions([keys[key] for key in _FILL])
    made.addAction("清空(&D)", QKeySequence("Del"), grid.empty)
    made.addSeparator()
    made.addActions([keys[key] for key in _NOTES])
    made.addSeparator()
    made.addAction("这一行填什么(&W)", partial(current_cell.to_help, workspace))
    return made


def _show(workspace: Workspace, where: QPoint) -> None:
    page = workspace.view.table_page
    if page is not None:
        menu(workspace, page.table.body).popup(page.table.body.viewport().mapToGlobal(where))
