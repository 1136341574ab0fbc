"""What can be set: the window for it, and what follows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from govreport_gui.files.settings import Settings
from govreport_gui.ui import written
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.ui.settings.settings_window import SettingsWindow


def add(workspace: Workspace, menu: QMenu) -> QAction:
    """Into 编辑: the window for settings; gives the entry."""
    return entry(workspace.window, menu, "设置(&S)…", lambda: show(workspace), "Ctrl+,")


def add_kept(workspace: Workspace, menu: QMenu) -> QAction:
    """Into 帮助: where the copies lie that the program keeps by itself, and how they are emptied; gives the entry."""
    return entry(workspace.window, menu, "本机自存的内容(&K)…", lambda: show(workspace, at_copies=True))


def show(workspace: Workspace, *, at_copies: bool = False) -> None:
    """The window for settings, if asked for where it tells of copies."""
    shown = window(workspace)
    if at_copies:
        QTimer.singleShot(0, shown, shown.show_copies)  # once it has its size
    shown.exec()
    shown.finding.stop()
    shown.deleteLater()


def window(workspace: Workspace) -> SettingsWindow:
    """That window; what is changed there holds at once."""
    from govreport_gui.ui.settings.settings_window import SettingsWindow  # noqa: PLC0415  # the start page does without it

    made = SettingsWindow(workspace.window, workspace.settings)
    made.changed.connect(lambda kept: take(workspace, kept))
    made.folder.connect(lambda place: written.open_outside(workspace.window, place))
    return made


def take(workspace: Workspace, kept: Settings) -> None:
    """Let these settings hold from now on."""
    before = workspace.settings
    workspace.keep(kept)
    if kept.scheme != before.scheme or kept.text_size != before.text_size:
        look(kept)
    if kept.text_size != before.text_size:
        workspace.renew_view()


def look(kept: Settings) -> None:
    """Let the program look as is set."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.take_scheme(app, kept.scheme)
        theme.take_text_size(app, kept.text_size)
