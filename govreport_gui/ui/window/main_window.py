"""The window: shows what is open in its workspace, or the start page. Knows no rule and no file format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from govreport_gui.ui.actions import (
    cell_menu,
    current_cell,
    last_year,
    navigation,
    new_report,
    open_save,
    previewing,
)
from govreport_gui.ui.actions.state_menu import StateMenu
from govreport_gui.ui.start.start_page import StartPage
from govreport_gui.ui.widgets import fitting
from govreport_gui.ui.window import menus
from govreport_gui.ui.window.dropping import Dropping
from govreport_gui.ui.window.status_bar import StatusBarWords
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.core.forms.form import Format
    from govreport_gui.core.report.document import Document
    from govreport_gui.ui.report.find_bar import FindBar
    from govreport_gui.ui.report.report_view import ReportView

_SIZE = QSize(1366, 690)
_LARGE = QSize(1440, 900)
"""A screen from which the window needs not all of it."""
_LEAST = QSize(480, 320)
"""Below what a small screen has, scaled up. What the window holds must never make it wider than the screen."""


class MainWindow(QMainWindow):
    """One report: opened, edited, saved and put out."""

    def __init__(self, *, remembering: bool = True) -> None:
        """`remembering`: whether recent files and the window's place are kept for the next start."""
        super().__init__()
        self.workspace = workspace = Workspace(self, remembering=remembering)
        self.state = StateMenu(workspace)
        self.menus = menus.make(workspace, self.state, self._find_words)
        self.leaving_for_now = False
        self.setMinimumSize(_LEAST)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(0)
        self._place.addWidget(workspace.message_bar)
        centre = QWidget()
        centre.setLayout(self._place)
        self.setCentralWidget(centre)
        self.words = StatusBarWords(workspace, self.menus.name_steps)
        self._find: FindBar | None = None
        self._dropping = Dropping(workspace)
        self.statusBar().addPermanentWidget(workspace.files.state)
        self.statusBar().addPermanentWidget(self.state.button)
        self._shown: ReportView | StartPage | None = None
        workspace.message_bar.covers.connect(self._covered)
        workspace.on_shown = self._show
        workspace.on_change = self._refresh
        workspace.on_move = self._moved
        workspace.on_typing = self._typing
        workspace.on_settings = self._show_settings
        workspace.show_beside = self._show_beside
        workspace.open_file = self._open_file
        self._beside: list[MainWindow] = []
        workspace.files.on_unkept = lambda changes: open_save.say_unkept(workspace, changes)
        self._show(None)
        # A small screen, or a large one that is scaled up, has less room than the window would like.
        self.resize(_SIZE.boundedTo(fitting.area(self).size() - QSize(10, 40)))
        if workspace.settings.window:
            self.restoreGeometry(QByteArray.fromBase64(workspace.settings.window.encode("utf-8")))

    def _show(self, view: ReportView | None) -> None:
        """Show the report that is open now, or the start page where none is."""
        workspace, opened = self.workspace, view is not None
        previewing.close(workspace)
        last_year.close_window(workspace)
        if self._shown is not None:
            self._place.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = shown = view or new_report.start_page(workspace)
        self._place.addWidget(shown, 1)
        self.menus.for_report(on=opened)
        self.state.for_report(on=opened)
        self.statusBar().clearMessage()
        self.words.for_report(on=opened)
        if view is not None:
            cell_menu.offer(workspace, view)
            new_report.attend_cover(workspace, view)
            view.lock.unlock.connect(lambda: self.state.go("returned"))
            view.lock.give_way(to_message=workspace.message_bar.isVisible())
            return
        if self._find is not None:
            self._find.hide()
        self.setWindowTitle("公开年报[*]")
        self.setWindowModified(False)
        shown.show()  # what is not in sight takes no focus
        shown.setFocus()

    def _refresh(self) -> None:
        """Show the editor's state everywhere, in this order."""
        workspace = self.workspace
        workspace.view.refresh()
        compared = workspace.editor.document.last is not None
        self.menus.forget_last.setEnabled(compared)
        last_year.follow_last(workspace, self.menus.show_last)
        workspace.message_bar.forget("no last year" if compared else "last year")
        if not workspace.editor.locked:
            workspace.message_bar.forget("lock")
        self.state.refresh()
        current_cell.show_cell(workspace)
        self._show_title()
        self.words.refresh()
        previewing.outdated(workspace)
        workspace.files.autosave.note()

    def _moved(self) -> None:
        # What was said of the last deed would stand in the way of what is to be said of this cell.
        self.statusBar().clearMessage()
        current_cell.show_cell(self.workspace)
        self._show_title()
        self.words.refresh()

    def _covered(self, shown: bool) -> None:  # noqa: FBT001  # as the signal gives it
        if not self.workspace.at_start:
            self.workspace.view.lock.give_way(to_message=shown)

    def _typing(self) -> None:
        self._show_title()
        self.words.refresh()

    def _show_title(self) -> None:
        """Show what follows from whether anything is changed, or being typed."""
        editor, pending = self.workspace.editor, self.workspace.view.pending
        self.menus.allow_steps(undo=pending or bool(editor.undo_label), redo=bool(editor.redo_label))
        modified, title = editor.modified or pending, f"{self.workspace.title.replace('[*]', '[*][*]')}[*]"
        # Qt would tell the desktop anew each time.
        if (modified, title) != (self.isWindowModified(), self.windowTitle()):
            self.setWindowModified(modified)
            self.setWindowTitle(title)

    def _show_settings(self) -> None:
        if isinstance(self._shown, StartPage):
            self._shown.show_settings(self.workspace.settings)
        elif self._shown is not None:
            self._shown.cover.show_own(self.workspace.settings.unit)

    def _show_beside(self, form: Format, document: Document, name: str, cell: str) -> None:
        """Show a report in a window of its own, in its own state, only to be looked at."""
        other = MainWindow(remembering=False)
        other.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._beside.append(other)
        other.destroyed.connect(lambda: self._beside.remove(other) if other in self._beside else None)
        other.workspace.show_report(form, document, source=name, looked_at=True)
        if cell in form.cells:
            other.workspace.view.go_to_cell(cell)
        other.show()

    def _open_file(self, path: Path) -> None:
        self.activateWindow()
        open_save.leave_for(self.workspace, path)

    def _find_words(self, *, replacing: bool = False) -> None:
        """Ask for words to find in the report, or to replace; among the reports where none is open."""
        if isinstance(self._shown, StartPage):
            self._shown.reports.to_search()
            return
        from govreport_gui.ui.report.find_bar import FindBar  # noqa: PLC0415  # the start page does without it

        if self._find is None:
            self._find = FindBar(lambda: self.workspace.view)
            self._place.insertWidget(1, self._find)
        self._find.begin(replacing=replacing)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            navigation.zoom_by_wheel(self.workspace, event)

    def show_first(self) -> None:
        """Show it at the start of the program; the first time of all it takes the whole of a small screen."""
        room = fitting.area(self).size()
        if not self.workspace.settings.window and (room.width() < _LARGE.width() or room.height() < _LARGE.height()):
            self.showMaximized()
        else:
            self.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dropping.watch()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.leaving_for_now = False
            workspace = self.workspace
            workspace.files.look_at_disk(lambda: open_save.reopen(workspace), lambda: open_save.save_as(workspace))

    def leave_for_now(self) -> None:
        """The session ends: nothing is asked, and what is not saved is offered at the next start."""
        self.workspace.files.autosave.keep_now()
        self.leaving_for_now = True

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving_for_now and not open_save.may_leave(self.workspace):
            event.ignore()
            return
        self.workspace.files.close(leave=self.leaving_for_now)
        self.workspace.keep_settings()
        event.accept()
