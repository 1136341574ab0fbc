"""The file of the open report: who else has it open, what it looked like, its dated copies, its journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from govreport_gui.core.report.document import Document
from govreport_gui.files import clock, names
from govreport_gui.files.names import readable
from govreport_gui.files.saving import lock, store, versions
from govreport_gui.files.saving.journal import Origin
from govreport_gui.files.saving.lock import Holder, ReportLock
from govreport_gui.files.saving.stamp import Stamp, changed, stamp
from govreport_gui.files.saving.versions import Version
from govreport_gui.ui.filing import file_questions
from govreport_gui.ui.filing.autosave import Autosave
from govreport_gui.ui.filing.file_questions import when
from govreport_gui.ui.widgets import labels
from govreport_gui.ui.widgets.message_bars import MessageBar

if TYPE_CHECKING:
    from govreport_gui.core.forms.form import Format
    from govreport_gui.ui.report.report_view import ReportView


@dataclass(frozen=True, slots=True)
class Reached:
    """A file that is about to be opened: our mark beside it, how it looked before it was read.

    `only_look`: the clerk wants a copy to look at, because somebody else has the file open.
    """

    mark: ReportLock | None = None
    seen: Stamp | None = None
    only_look: bool = False


class ReportFile:
    """Where the report in `window` belongs on disk. `path`, as the clerk chose it, is None while it has no file.

    `place` is the same file by its one name, found out once: a slow share takes its time for each question.
    """

    def __init__(self, window: QWidget, messages: MessageBar) -> None:
        self.path: Path | None = None
        self.place: Path | None = None
        self.state = labels.line()
        self.state.hide()
        self._window = window
        self._messages = messages
        self._view: ReportView | None = None
        self._mark: ReportLock | None = None
        self._seen: Stamp | None = None
        self._told: Stamp | None = None
        self._told_gone = False
        self._name = ""
        self.on_unkept: Callable[[int], None] = lambda changes: None  # noqa: ARG005  # nobody listens yet
        """Hears how many changes stand only in memory, because no journal can be written."""
        self.autosave = Autosave(window, self._kept, self._unkept)

    def reach(self, path: Path) -> Reached | None:
        """Make ready to open that file; None if the clerk thinks better of it, because it is open elsewhere."""
        place = self._place_of(path)
        if self._mark is not None and place == self.place:
            return Reached(self._mark, stamp(place))
        mark = lock.take(place, clock.now()) if names.is_there(place) else None
        if isinstance(mark, Holder):
            answer = file_questions.ask_open_elsewhere(self._window, readable(path.name), mark)
            if answer != "open":
                return Reached(only_look=True) if answer else None
            mark = lock.take(place, clock.now(), over=True)
        return Reached(mark if isinstance(mark, ReportLock) else None, stamp(place))

    def give_up(self, reached: Reached) -> None:
        """The file that was reached is not opened after all."""
        if reached.mark is not None and reached.mark is not self._mark:
            reached.mark.release()

    def show(self, view: ReportView, path: Path | None, name: str, reached: Reached | None = None) -> None:
        """The window now shows `view`, whose report is in `path`; `name` is the report's for people."""
        place = self._place_of(path) if path is not None else None
        reached = reached or (Reached(seen=stamp(place)) if place is not None else Reached())
        if self._mark is not None and self._mark is not reached.mark:
            self._mark.release()
        self._mark, self._seen, self._told, self._told_gone = reached.mark, reached.seen, None, False
        self.path, self.place, self._view, self._name = path, place, view, name
        self._show_state("")
        self._messages.forget("disk")
        editor = view.editor
        self.autosave.watch(view, self._origin(), None if editor.modified else editor.document)

    def follow(self, view: ReportView) -> None:
        """The same report is shown in that view now."""
        self._view = view
        self.autosave.follow(view)

    def show_none(self) -> None:
        """The window shows no report any more."""
        if self._mark is not None:
            self._mark.release()
        self.path, self.place, self._view, self._name = None, None, None, ""
        self._mark, self._seen, self._told = None, None, None
        self._show_state("")
        self._messages.forget("disk")
        self.autosave.rest()

    def may_write(self, path: Path) -> str:
        """Whether the report may be saved there now: "yes", "" for no, or what the clerk wants instead:
        save_as, reopen.
        """
        place = self._place_of(path)
        if place != self.place:
            mark = lock.take(place, clock.now()) if names.is_there(place) else None
            if isinstance(mark, Holder):
                return "yes" if file_questions.ask_save_elsewhere(self._window, readable(path.name), mark) else ""
            if mark is not None:
                mark.release()
            return "yes"
        if self._seen is None or not changed(place, self._seen):
            return "yes"
        ask = file_questions.ask_changed if names.is_there(place) else file_questions.ask_gone
        answer = ask(self._window, readable(path.name))
        return "yes" if answer == "replace" else answer

    def write(self, path: Path, document: Document, form: Format) -> None:
        """Save the report there, and a dated copy of it. Raises OutsideError; all is as before then."""
        now = clock.now()
        place = self._place_of(path)
        self._find_copies()
        # A file that is replaced keeps the line of copies that it has.
        before = None if place == self.place or versions.any_of(place) else self.place
        kept = versions.keep_replaced(place, now)
        seen = store.write(place, document, form)
        if before is not None:
            versions.carry_on(before, place)
        written = seen.written if seen is not None else None
        kept = versions.keep(place, store.to_bytes(document, form), now, written) and kept
        if place != self.place or self._mark is None:
            if self._mark is not None:
                self._mark.release()
            mark = lock.take(place, now)
            self._mark = mark if isinstance(mark, ReportLock) else None
        self.path, self.place, self._seen, self._name = path, place, seen or stamp(place), path.stem
        self._told, self._told_gone = None, False
        self._messages.forget("disk")
        if self._view is not None:
            self.autosave.watch(self._view, self._origin(), document)
        self._show_state(f"已保存 {now:%H:%M}")
        if kept:
            self._messages.forget("no version")
        else:
            self._messages.say("已保存，但这一次没有留下历史版本：存放历史版本的磁盘已满或写不进去。", "no version")

    def write_copy(self, path: Path, document: Document, form: Format) -> bool:
        """Put another report there, which is not opened; whether what it replaces is among the dated copies of
        that file. Raises OutsideError; all is as before then.
        """
        place = self._place_of(path)
        kept = versions.keep_replaced(place, clock.now())
        store.write(place, document, form)
        return kept

    def keep_version(self) -> bool:
        """Keep what is in the window as a dated copy of its file, without saving it; whether it is kept."""
        if self._view is None or self.place is None:
            return False
        self._find_copies()
        return versions.keep(self.place, store.to_bytes(self._view.draft(), self._view.editor.form), clock.now())

    def copies(self) -> tuple[Version, ...]:
        """The dated copies of the report's file, newest first, and of what it was before it was renamed or moved."""
        self._find_copies()
        return versions.of(self.place) if self.place is not None else ()

    def _find_copies(self) -> None:
        if self.place is not None and self._seen is not None:
            versions.adopt(self.place, self._seen)

    def _place_of(self, path: Path) -> Path:
        """That file by its one name. The disk is not asked about the file that is open."""
        return self.place if path == self.path and self.place is not None else names.settled(path)

    def look_at_disk(self, reopen: Callable[[], None], save_as: Callable[[], object]) -> None:
        """Notice that somebody else has written the file, and say so once."""
        if self.path is None or self.place is None or self._seen is None:
            return
        if not changed(self.place, self._seen):
            # A stick that was pulled may be back.
            if self._told_gone:
                self._messages.forget("disk gone")
            self._told_gone = False
            return
        now = stamp(self.place)
        if self._told_gone if now is None else now == self._told:
            return
        self._told, self._told_gone = now, now is None
        name = readable(self.path.name)
        if now is None:
            text = f"“{name}”不在原来的位置了，可能被移动、改名或删除，也可能U盘已经拔出。窗口里的内容还在。"
            self._messages.ask("disk gone", text, (("另存(&A)…", lambda: _do(save_as)), ("关闭(&Z)", lambda: None)))
            return
        text = f"“{name}”刚才被别的程序或别的人改过，窗口里还是改以前打开的内容。"
        answers = (("重新打开(&O)", reopen), ("另存(&A)…", lambda: _do(save_as)), ("关闭(&Z)", lambda: None))
        self._messages.ask("disk changed", text, answers)

    def close(self, *, leave: bool) -> None:
        """The window closes. `leave`: its unsaved changes are to be offered at the next start."""
        self.autosave.end(leave=leave)
        if self._mark is not None:
            self._mark.release()
        self._mark = None

    def _origin(self) -> Origin:
        return Origin(str(self.place) if self.place else "", self._name, self._seen)

    def _kept(self, at: datetime) -> None:
        place, way = ("报告旁边", "再打开这份报告时") if self.autosave.is_beside else ("这台电脑上", "下次启动时")
        self._show_state(
            f"已自动备份 {at:%H:%M}",
            f"没有保存的修改在{when(at)}备份到{place}，程序意外退出，{way}找得回来。要存进文件，按 Ctrl+S。",
        )

    def _unkept(self, changes: int) -> None:
        self.on_unkept(changes)

    def _show_state(self, words: str, more: str = "") -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.state.setToolTip(labels.plain(more))


def _do(what: Callable[[], object]) -> None:
    what()
