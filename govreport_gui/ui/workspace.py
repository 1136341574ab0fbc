"""The open report of a window with all that an action needs: editor, view, file, settings, messages.

Every action is handed a workspace; the window only shows it, and hears of what happens by the callbacks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QMainWindow

from govreport_gui.core.report.document import Document
from govreport_gui.files import atomic, names, resources, settings
from govreport_gui.files.known.looking import is_there
from govreport_gui.ui.filing.report_file import Reached, ReportFile
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.message_bars import MessageBar

if TYPE_CHECKING:
    from govreport_gui.core.editing.editor import ReportEditor
    from govreport_gui.core.forms.form import Format
    from govreport_gui.ui.report.report_view import ReportView


class Workspace:
    """What is open in `window`, which is the parent of dialogs and owner of menu entries.

    `on_shown` hears the new view, None where no report is open; `on_change` that the editor's state is to be shown,
    `on_move` that the clerk is elsewhere, `on_typing` that something is typed, `on_settings` that others hold.

    The start page does without rules and tables: editor and view are loaded when first asked for.
    """

    def __init__(self, window: QMainWindow, *, remembering: bool) -> None:
        """`remembering`: whether settings are kept for the next start."""
        self.window = window
        self._remembering = remembering
        self.settings = self._kept = settings.load() if remembering else settings.Settings()
        self.message_bar = MessageBar()
        self.files = ReportFile(window, self.message_bar)
        self.at_start = True
        """Whether no report is open."""
        self.wheel_turned = 0
        """What has been turned of the next notch of the wheel."""
        self._editor: ReportEditor | None = None
        self._view: ReportView | None = None
        self._source = ""
        self._near: Path | None = None
        self.on_shown: Callable[[ReportView | None], None] = lambda view: None  # noqa: ARG005  # nobody listens yet
        self.on_change: Callable[[], None] = lambda: None
        self.on_move: Callable[[], None] = lambda: None
        self.on_typing: Callable[[], None] = lambda: None
        self.on_settings: Callable[[], None] = lambda: None
        self.show_beside: Callable[[Format, Document, str, str], None] = lambda *_: None
        """Shows a report in a window of its own, to be looked at: form, report, name, a cell to go to or ""."""
        self.open_file: Callable[[Path], None] = lambda _: None
        """Opens that report in this window, once the open one may be left."""
        self.desks: list[QMainWindow] = []
        """Windows of collections that are open beside this one."""

    # ── the report that is open ──────────────────────────────────────

    @property
    def editor(self) -> ReportEditor:
        """The open report; where none is open, an empty one."""
        if self._editor is None:
            form = resources.newest()
            self._editor = self._new_editor(form, Document(form.id))
        return self._editor

    def _new_editor(self, form: Format, document: Document, *, looked_at: bool = False) -> ReportEditor:
        from govreport_gui.core.editing.editor import ReportEditor  # noqa: PLC0415  # the start page does without it

        return ReportEditor(form, document, looked_at=looked_at)

    @property
    def view(self) -> ReportView:
        """The open report on screen. Where none is open it is an empty one, made when asked for."""
        if self._view is None:
            self._view = self._new_view()
        return self._view

    def _new_view(self) -> ReportView:
        from govreport_gui.ui.report.report_view import ReportView  # noqa: PLC0415  # likewise

        view = ReportView(self.editor, self._typing, self._moved)
        view.zoom(self.settings.zoom)
        view.show_last(on=self.settings.show_last)
        view.offer_pane(on=self.settings.cell_pane)
        return view

    def show_report(
        self,
        form: Format,
        document: Document,
        path: Path | None = None,
        source: str = "",
        *,
        near: Path | None = None,
        reached: Reached | None = None,
        unsaved: bool = False,
        looked_at: bool = False,
    ) -> None:
        """Show this report. `source` names one that has no file, `near` is the file that it comes from; `unsaved`: as
        it is it stands in no file; `looked_at`: it is only to be looked at.
        """
        self._take_away()
        self.at_start = False
        self._editor = self._new_editor(form, document, looked_at=looked_at)
        self._source, self._near = source, near
        view = self.view
        self.on_shown(view)
        self.editor.on_change = self._changed
        self.editor.on_refusal = self._refused
        if unsaved:
            self.editor.mark_unsaved()
        self.files.show(view, path, path.stem if path is not None else source or "未命名", reached)
        self.on_change()

    def renew_view(self) -> None:
        """Make what is shown anew, as in another size of text; the report with its steps stays as it is."""
        if self.at_start or self._view is None:
            self.on_shown(None)
            return
        old = self._view
        old.commit()
        part, cell = old.part, old.cell
        self._view = None
        view = self.view
        self.on_shown(view)
        old.deleteLater()
        self.files.follow(view)
        view.go(part)
        if cell:
            view.go_to_cell(cell)
        self.on_change()

    # The window says only later what it wants to hear.

    def _changed(self) -> None:
        self.on_change()

    def _moved(self) -> None:
        self.on_move()

    def _typing(self) -> None:
        self.on_typing()

    def _refused(self, why: str) -> None:
        lock = self.view.lock
        lock.say(why)
        if not lock.isVisible():  # what was said before stands over it
            self.message_bar.say(why, "lock", ((lock.WAY_OUT, lock.unlock.emit),) * (not self.editor.looked_at))

    def show_none(self) -> None:
        """Show no report any more."""
        self._take_away()
        self.at_start = True
        self._source = ""
        self.files.show_none()
        self.on_shown(None)

    def _take_away(self) -> None:
        self.message_bar.say("")
        self._editor = None
        if self._view is not None:
            self._view.hide()
            self._view.deleteLater()
            self._view = None

    # ── its file ─────────────────────────────────────────────────────

    @property
    def path(self) -> Path | None:
        """The report's file; None while it has none."""
        return self.files.path

    @property
    def name(self) -> str:
        """The report's name for people."""
        return names.readable(self.path.stem if self.path is not None else self._source or "未命名")

    @property
    def title(self) -> str:
        """Unit, year and part for the window's title; the file's name too where it says more."""
        document = self.editor.document
        year = f"{document.year} 年度" if document.year else ""
        report = " ".join(each for each in (document.unit, year) if each)
        name = "" if self.name == names.offered(document.unit, document.year) else self.name
        part = self.view.parts.name_of(self.view.part)
        return "　".join(each for each in (report, part, name) if each)

    def folder(self) -> str:
        """Where a file is looked for first."""
        if self.path is not None:
            return str(self.path.parent)
        recent = (str(Path(name).parent) for name in self.settings.recent[:1])
        near = (str(self._near.parent),) if self._near is not None and not self.at_start else ()
        offered = (self.settings.default_folder, *near, *recent)
        # A share that is gone would keep the window waiting.
        return next((place for place in offered if place and is_there(place)), str(_documents()))

    def place_for(self, name: str) -> Path:
        """Where a file of that name is offered to be written: beside the report's own, or where the clerk keeps her
        documents if that place is read-only or gone.
        """
        beside = Path(self.folder())
        places = [folder / name for folder in dict.fromkeys((beside, _documents(), Path.home()))]
        return next((path for path in places if atomic.may_write(path)), places[0])

    def ask_path(self, title: str, kind: str, name: str) -> Path | None:
        """Ask for a file to write, beside the report's own where that can be."""
        return dialogs.ask_path(self.window, title, self.place_for(name), kind)

    # ── settings, messages ───────────────────────────────────────────

    def say(self, words: str, milliseconds: int) -> None:
        """Say that in the status bar for a while."""
        self.window.statusBar().showMessage(words, milliseconds)

    def remember(self) -> None:
        """The report's file is now the newest of the recent ones."""
        if self.files.place is not None:
            self.keep(settings.with_recent(self.settings, self.files.place))

    def keep(self, changed: settings.Settings) -> None:
        """Remember this from now on."""
        self.settings = changed
        self.keep_settings()
        self.on_settings()

    def keep_zoom(self, percent: int) -> None:
        """Begin with that zoom next time, and with the next report."""
        self.settings = replace(self.settings, zoom=percent)

    def keep_settings(self) -> None:
        """Write the settings for the next start, with the place of the window."""
        if self._remembering:
            geometry = bytes(self.window.saveGeometry().toBase64().data()).decode("ascii")
            changed = replace(self.settings, window=geometry)
            self.settings = self._kept = settings.save_changes(changed, self._kept)


def _documents() -> Path:
    """Where people keep their documents (文档), where there is such a place."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()
