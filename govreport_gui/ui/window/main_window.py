"""The window: menus, files, exports. Knows no rule and no file format."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.files import resources, settings
from govreport_gui.ui.actions import cell_menu, current_cell, exporting, navigation, new_report, open_save, previewing
from govreport_gui.ui.actions.state_menu import StateMenu
from govreport_gui.ui.filing.recovery import Unsaved
from govreport_gui.ui.filing.report_file import Reached, ReportFile
from govreport_gui.ui.report.cell_pane import CellDock
from govreport_gui.ui.report.find_bar import FindBar
from govreport_gui.ui.report.report_view import ReportView
from govreport_gui.ui.start.start_page import StartPage
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.notice import Notice
from govreport_gui.ui.widgets.offer import Offer
from govreport_gui.ui.window import menus
from govreport_gui.ui.window.dropping import Dropping
from govreport_gui.ui.window.status_bar import Around

_SIZE = QSize(1240, 740)
_LEAST = QSize(480, 320)
"""Below what a small screen has, scaled up. What the window holds must never make it wider than the screen."""


def _empty() -> ReportEditor:
    form = resources.newest()
    return ReportEditor(form, Document(form.id))


class MainWindow(QMainWindow):
    """One report: opened, edited, saved and put out."""

    def __init__(self, *, remembering: bool = True) -> None:
        """`remembering`: whether recent files and the window's place are kept for the next start."""
        super().__init__()
        self._remembering = remembering
        self.settings = self._kept = settings.load() if remembering else settings.Settings()
        self._source = ""
        self.state = StateMenu(self)
        self.menus = menus.make(self)
        self.notice = Notice()
        self.offer = Offer()
        self.files = ReportFile(self, self.notice.say, self.offer)
        self.leaving_for_now = False
        self.setMinimumSize(_LEAST)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.addWidget(self.notice)
        self._place.addWidget(self.offer)
        centre = QWidget()
        centre.setLayout(self._place)
        self.setCentralWidget(centre)
        self.cell_dock = CellDock()
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.cell_dock)
        self.cell_dock.visibilityChanged.connect(lambda: current_cell.show_cell(self))
        self.cell_dock.closed.connect(lambda: current_cell.toggle_pane(self))
        self.around = Around(self)
        self._find: FindBar | None = None
        self.wheel_turned = 0
        self._dropping = Dropping(self)
        self.statusBar().addPermanentWidget(self.files.state)
        self.statusBar().addPermanentWidget(self.state.button)
        self.editor = _empty()
        self._view: ReportView | None = None
        self._start: StartPage | None = None
        self.show_start()
        # A small screen, or a large one that is scaled up, has less room than the window would like.
        self.resize(_SIZE.boundedTo(self.screen().availableGeometry().size() - QSize(10, 40)))
        if self.settings.window:
            self.restoreGeometry(QByteArray.fromBase64(self.settings.window.encode("utf-8")))

    # ── the report that is shown ─────────────────────────────────────

    @property
    def path(self) -> Path | None:
        """The report's file; None while it has none."""
        return self.files.path

    @property
    def at_start(self) -> bool:
        """Whether no report is open and the start page is shown."""
        return self._start is not None

    @property
    def view(self) -> ReportView:
        """The open report on screen. While the start page is shown it is an empty one, made when asked for."""
        if self._view is None:
            self._view = self._new_view()
        return self._view

    def _new_view(self) -> ReportView:
        view = ReportView(self.editor, self._typing, self._moved)
        view.zoom(self.settings.zoom)
        view.show_last(on=self.settings.show_last)
        cell_menu.offer(self, view)
        return view

    def show_start(self) -> None:
        """Show the start page in place of a report."""
        self.editor = _empty()
        self._source = ""
        self.files.show_none()
        self._show_in_place(None)
        start = self._start = new_report.start_page(self)
        self._place.addWidget(start, 1)
        self.menus.for_report(on=False)
        self.state.for_report(on=False)
        self.around.for_report(on=False)
        if self._find is not None:
            self._find.hide()
        self.cell_dock.hide()
        self.setWindowTitle("公开年报[*]")
        self.setWindowModified(False)
        start.setFocus()

    def _show_in_place(self, view: ReportView | None) -> None:
        """Take away what is in the middle of the window, and what else shows that report, and put this there."""
        previewing.close(self)
        current_cell.close_last_year(self)
        for old in (self._view, self._start):
            if old is not None:
                self._place.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._view, self._start = view, None
        if view is not None:
            self._place.addWidget(view, 1)
        self.notice.say("")

    def show_report(
        self,
        form: Format,
        document: Document,
        path: Path | None = None,
        source: str = "",
        *,
        reached: Reached | None = None,
        unsaved: bool = False,
    ) -> None:
        """Show this report. `source` names one that has no file; `unsaved`: as it is it stands in no file."""
        self.editor = ReportEditor(form, document)
        self._source = source
        self._show_in_place(self._new_view())
        self.menus.for_report(on=True)
        self.state.for_report(on=True)
        self.statusBar().clearMessage()
        self.around.for_report(on=True)
        self.cell_dock.setVisible(self.settings.cell_pane)
        self.editor.on_change = self.refresh
        self.editor.on_refusal = self.view.lock.say
        self.view.lock.unlock.connect(lambda: self.state.go("returned"))
        if unsaved:
            self.editor.mark_unsaved()
        self.files.show(self.view, path, path.stem if path is not None else source or "未命名", reached)
        self.refresh()

    def refresh(self) -> None:
        """Show the editor's state everywhere, in this order."""
        self.view.refresh()
        compared = self.editor.document.last is not None
        self.menus.forget_last.setEnabled(compared)
        self.notice.forget("no last year" if compared else "last year")
        self.state.refresh()
        current_cell.show_cell(self)
        self._show_title()
        self.around.refresh()
        previewing.outdated(self)
        self.files.keeping.note()

    def _moved(self) -> None:
        # What was said of the last deed would stand in the way of what is to be said of this cell.
        self.statusBar().clearMessage()
        current_cell.show_cell(self)
        self.around.refresh()

    def _typing(self) -> None:
        self._show_title()
        self.around.refresh()

    def _show_title(self) -> None:
        """Show what follows from whether anything is changed, or being typed."""
        pending = self.view.pending
        self.menus.allow_steps(undo=pending or bool(self.editor.undo_label), redo=bool(self.editor.redo_label))
        modified, title = self.editor.modified or pending, f"{self.name}[*]"
        # Qt would tell the desktop anew each time.
        if (modified, title) != (self.isWindowModified(), self.windowTitle()):
            self.setWindowModified(modified)
            self.setWindowTitle(title)

    @property
    def name(self) -> str:
        """The report's name for people."""
        return self.path.stem if self.path is not None else self._source or "未命名"

    def show_open(self, what: str) -> None:
        """Go to the first matter of that kind that is still to do."""
        if what == current_cell.FOLLOW_UP:
            current_cell.step_marks(self, 1)
        else:
            self.view.show_open(what)

    def find_words(self) -> None:
        """Ask for words to find in the report."""
        if self._find is None:
            self._find = FindBar(lambda: self.view)
            self._place.insertWidget(2, self._find)
        self._find.begin()

    def keep_zoom(self, percent: int) -> None:
        """Begin with that zoom next time, and with the next report."""
        self.settings = replace(self.settings, zoom=percent)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            navigation.zoom_by_wheel(self, event)

    def step(self, by: int) -> None:
        """Go to the next problem, or to the one before."""
        self.view.commit()
        self.view.findings.step(by)

    def next_level(self) -> None:
        """Narrow the problems down to the next level."""
        self.view.findings.next_filter()

    def undo(self) -> None:
        """Take the last step back."""
        self.statusBar().clearMessage()  # it may speak of just that step
        self.view.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.view.redo()

    def toggle_help(self) -> None:
        """Show or hide all about the current cell."""
        current_cell.toggle_pane(self)

    # ── files ────────────────────────────────────────────────────────

    def may_leave(self) -> bool:
        """Whether the open report may be left: saved, or given up by the clerk's own word."""
        return self.at_start or open_save.may_leave(self)

    def new(self) -> None:
        """Begin an empty report on the form of its year."""
        new_report.new(self)

    def close_report(self) -> None:
        """Leave the open report for the start page."""
        if self.may_leave():
            self.show_start()

    def open(self) -> None:
        """Ask for a report and open it."""
        chosen = dialogs.ask_open(self, "打开年报", self.folder(), dialogs.READABLE)
        if chosen is not None:
            self.open_path(chosen)

    def open_path(self, path: Path) -> None:
        """Open that report. If it cannot be read, a sentence says why and the open one stays."""
        if self.may_leave():
            open_save.open_path(self, path)

    def save(self) -> bool:
        """Save to the report's own file, asking for one if it has none; whether it is saved."""
        return open_save.save(self)

    def save_as(self) -> bool:
        """Ask for a file and save there; whether it is saved."""
        return open_save.save_as(self)

    def restore(self, found: Unsaved) -> bool:
        """Show a report that was left unsaved, as unsaved changes of its file; whether it is open and kept again."""
        return open_save.restore(self, found)

    def show_versions(self) -> None:
        """The dated copies of the report's file."""
        from govreport_gui.ui.filing import versions_window  # noqa: PLC0415  # the window starts without it

        self.view.commit()
        versions_window.VersionsWindow(self, self.editor, self.files).exec()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dropping.watch()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.leaving_for_now = False
            self.files.look_at_disk(lambda: open_save.reopen(self), self.save_as)

    def ask_path(self, title: str, kind: str, name: str) -> Path | None:
        """Ask for a file to write, beside the report's own where that can be."""
        return dialogs.ask_path(self, title, open_save.to_write(self, name), kind)

    def folder(self) -> str:
        """Where a file is looked for first."""
        if self.path is not None:
            return str(self.path.parent)
        return str(Path(self.recent[0]).parent if self.recent else Path.home())

    @property
    def recent(self) -> tuple[str, ...]:
        """Report files opened or saved lately, newest first."""
        return self.settings.recent

    def remember(self, path: Path) -> None:
        """That file is now the newest of the recent ones."""
        self.keep(settings.with_recent(self.settings, path.resolve()))

    def keep(self, changed: settings.Settings) -> None:
        """Remember this from now on."""
        self.settings = changed
        self._keep_settings()
        if self._start is not None:
            self._start.show_settings(self.settings)

    def _keep_settings(self) -> None:
        if self._remembering:
            geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
            changed = replace(self.settings, window=geometry)
            self.settings = self._kept = settings.save_changes(changed, self._kept)

    def leave_for_now(self) -> None:
        """The session ends: nothing is asked, and what is not saved is offered at the next start."""
        self.files.keeping.keep_now()
        self.leaving_for_now = True

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving_for_now and not self.may_leave():
            event.ignore()
            return
        self.files.close(leave=self.leaving_for_now)
        self._keep_settings()
        event.accept()

    # ── exports ──────────────────────────────────────────────────────

    def export(self, suffix: str) -> None:
        """Ask for a file and put the report out there, by suffix .pdf or .xlsx."""
        exporting.report(self, suffix)

    def read_aloud(self) -> None:
        """Go through the tables aloud, number by number."""
        from govreport_gui.ui.proofreading.reading_window import ReadingAloud  # noqa: PLC0415  # the window starts without it

        self.view.commit()
        window = ReadingAloud(self, self.editor, self.view.go_to_cell, partial(previewing.proofreading, self))
        window.setWindowModality(Qt.WindowModality.WindowModal)
        window.showMaximized()
