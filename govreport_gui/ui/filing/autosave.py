"""Keeps the open report in its journal: after every change, and what is still being typed every second.

Nothing here makes a key wait: the state is written when the frame is painted, into the system's memory,
where the program's end cannot harm it; the disk itself is reached beside the program's own work.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from govreport_gui.core.report.document import Document
from govreport_gui.files import clock
from govreport_gui.files.saving import store
from govreport_gui.files.saving.journal import Journal, Origin

if TYPE_CHECKING:
    from govreport_gui.ui.report.report_view import ReportView

_EVERY: Final = 1000
"""Milliseconds between two looks at what is being typed."""


class Autosave:
    """The journal of whichever report `parent` shows.

    `on_kept` hears the time of each state that was written, `on_unkept` how many changes could not be written and
    stand only in memory, whenever that number changes; 0 when there are none any more.
    """

    def __init__(self, parent: QObject, on_kept: Callable[[datetime], None], on_unkept: Callable[[int], None]) -> None:
        self._on_kept = on_kept
        self._on_unkept = on_unkept
        self._made = self._told = 0
        """How many changes were made that could not be written; how many were told."""
        self._counted: Document | None = None
        """The report after the last of them, or as it was written."""
        self._view: ReportView | None = None
        self._on_disk: Document | None = None
        self._journal = Journal(Origin("", "", None))
        self._soon = QTimer(parent)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.look)
        self._often = QTimer(parent)
        self._often.timeout.connect(self._every_second)
        self._often.start(_EVERY)

    @property
    def is_beside(self) -> bool:
        """Whether the journal lies beside the report's file and not in the user's data folder."""
        return self._journal.is_beside

    @property
    def path(self) -> Path | None:
        """Where the journal lies; None before the first state."""
        return self._journal.path

    def watch(self, view: ReportView, origin: Origin, saved: Document | None) -> None:
        """From now on keep what is in that view. `saved` is what needs no keeping, None if nothing does."""
        self._journal.discard()
        self._journal = Journal(origin)
        self._view, self._on_disk = view, saved
        self._count(view.editor.document, 0)
        if saved is None:
            self.note()

    def follow(self, view: ReportView) -> None:
        """The same report is shown in that view now."""
        self._view = view

    def rest(self) -> None:
        """There is no report to keep."""
        self._journal.discard()
        self._journal = Journal(Origin("", "", None))
        self._view = self._on_disk = None
        self._count(None, 0)

    def note(self) -> None:
        """Something has changed: keep it as soon as the change is painted. Never are two changes not kept."""
        if self._soon.isActive():
            self._soon.stop()
            self.look()
        else:
            self._soon.start(0)

    def look(self) -> None:
        """Keep what is in the view, unless it is kept already."""
        if self._view is None:
            return
        try:
            document = self._view.draft()
        except Exception:
            # What is being typed may be just what is at fault; all the rest is kept.
            self._write(self._view.editor.document)
            raise
        self._write(document)

    def _every_second(self) -> None:
        """Keep what is still being typed too, and see that all of it reaches the disk."""
        self.look()
        self._journal.sync()

    def keep_now(self) -> bool:
        """Keep what is in the view, on the disk itself, before going on; whether it is kept."""
        if self._view is None:
            return True
        try:
            document = self._view.draft()
        except Exception:  # noqa: BLE001  # what is being typed may be just what is at fault
            document = self._view.editor.document
        kept = self._write(document)
        self._journal.sync(wait=True)
        return kept

    def _write(self, document: Document) -> bool:
        if self._view is None or document == self._on_disk:
            return True
        now = clock.now()
        kept = self._journal.keep(store.to_text(document, self._view.editor.form), now)
        changed = self._view.editor.document
        if kept:
            self._on_disk = document
            self._on_kept(now)
            self._count(changed, 0)
        else:
            # What is still being typed is one change, however often it is looked at.
            self._count(changed, self._made + (changed != self._counted), typing=document != changed)
        return kept

    def _count(self, document: Document | None, made: int, *, typing: bool = False) -> None:
        """So many changes are in memory alone, with those that led to that report; `typing`: and one in the making."""
        self._counted, self._made = document, made
        if made + typing != self._told:
            self._told = made + typing
            self._on_unkept(self._told)

    def end(self, *, leave: bool) -> None:
        """Keep no more. `leave`: the next start is to offer what is in the journal."""
        if leave:
            self.keep_now()
            self._journal.leave()
        else:
            self._journal.discard()
        self._view = None
        self._often.stop()
        self._soon.stop()
