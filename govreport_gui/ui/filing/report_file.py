"""The file of the open report: who else has it open, what it looked like, its dated copies, its journal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.files import clock
from govreport_gui.files.saving import lock, store, versions
from govreport_gui.files.saving.journal import Origin
from govreport_gui.files.saving.lock import Holder, ReportLock
from govreport_gui.files.saving.stamp import Stamp, changed, stamp
from govreport_gui.files.saving.versions import Version
from govreport_gui.ui.filing import file_questions
from govreport_gui.ui.filing.autosave import Keeping
from govreport_gui.ui.filing.file_questions import when
from govreport_gui.ui.report.report_view import ReportView
from govreport_gui.ui.widgets.offer import Offer

_NO_JOURNAL = "现在不能自动备份：存放备份的磁盘已满或写不进去。修改要自己保存；腾出空间以后自动备份会恢复。"


@dataclass(frozen=True, slots=True)
class Reached:
    """A file that is about to be opened: our mark beside it, how it looked before it was read.

    `only_look`: the clerk wants a copy to look at, because somebody else has the file open.
    """

    mark: ReportLock | None = None
    seen: Stamp | None = None
    only_look: bool = False


class ReportFile:
    """Where the report in `window` belongs on disk. `path` is None while it has no file."""

    def __init__(self, window: QWidget, say: Callable[[str], None], offer: Offer) -> None:
        self.path: Path | None = None
        self.state = QLabel()
        self._window = window
        self._say = say
        self._offer = offer
        self._view: ReportView | None = None
        self._mark: ReportLock | None = None
        self._seen: Stamp | None = None
        self._told: Stamp | None = None
        self._told_gone = False
        self._name = ""
        self.keeping = Keeping(window, self._kept, lambda: say(_NO_JOURNAL))

    def reach(self, path: Path) -> Reached | None:
        """Make ready to open that file; None if the clerk thinks better of it, because it is open elsewhere."""
        if self._mark is not None and _same(path, self.path):
            return Reached(self._mark, stamp(path))
        mark = lock.take(path, clock.now()) if path.exists() else None
        if isinstance(mark, Holder):
            answer = file_questions.ask_open_elsewhere(self._window, path.name, mark)
            if answer != "open":
                return Reached(only_look=True) if answer else None
            mark = lock.take(path, clock.now(), over=True)
        return Reached(mark if isinstance(mark, ReportLock) else None, stamp(path))

    def give_up(self, reached: Reached) -> None:
        """The file that was reached is not opened after all."""
        if reached.mark is not None and reached.mark is not self._mark:
            reached.mark.release()

    def show(self, view: ReportView, path: Path | None, name: str, reached: Reached | None = None) -> None:
        """The window now shows `view`, whose report is in `path`; `name` is the report's for people."""
        reached = reached or (Reached(seen=stamp(path)) if path is not None else Reached())
        if self._mark is not None and self._mark is not reached.mark:
            self._mark.release()
        self._mark, self._seen, self._told, self._told_gone = reached.mark, reached.seen, None, False
        self.path, self._view, self._name = path, view, name
        self._show_state("")
        self._offer.forget("disk")
        editor = view.editor
        self.keeping.watch(view, self._origin(), None if editor.modified else editor.document)

    def show_none(self) -> None:
        """The window shows no report any more."""
        if self._mark is not None:
            self._mark.release()
        self.path, self._view, self._mark, self._seen, self._told, self._name = None, None, None, None, None, ""
        self._show_state("")
        self._offer.forget("disk")
        self.keeping.rest()

    def may_write(self, path: Path) -> str:
        """Whether the report may be saved there now: "yes", "" for no, or what the clerk wants instead:
        save_as, reopen.
        """
        if not _same(path, self.path):
            mark = lock.take(path, clock.now()) if path.exists() else None
            if isinstance(mark, Holder):
                return "yes" if file_questions.ask_save_elsewhere(self._window, path.name, mark) else ""
            if mark is not None:
                mark.release()
            return "yes"
        if self._seen is None or not changed(path, self._seen):
            return "yes"
        ask = file_questions.ask_changed if path.exists() else file_questions.ask_gone
        answer = ask(self._window, path.name)
        return "yes" if answer == "replace" else answer

    def write(self, path: Path, document: Document, form: Format) -> None:
        """Save the report there, and a dated copy of it. Raises OutsideError; all is as before then."""
        now = clock.now()
        self._find_copies()
        # A file that is replaced keeps the line of copies that it has.
        before = None if _same(path, self.path) or versions.of(path) else self.path
        kept = versions.keep_replaced(path, now)
        store.write(path, document, form)
        if before is not None:
            versions.carry_on(before, path)
        kept = versions.keep(path, store.to_text(document, form).encode("utf-8", "replace"), now) and kept
        if not _same(path, self.path) or self._mark is None:
            if self._mark is not None:
                self._mark.release()
            mark = lock.take(path, now)
            self._mark = mark if isinstance(mark, ReportLock) else None
        self.path, self._seen, self._name = path, stamp(path), path.stem
        self._told, self._told_gone = None, False
        self._offer.forget("disk")
        if self._view is not None:
            self.keeping.watch(self._view, self._origin(), document)
        self._show_state(f"已保存 {now:%H:%M}")
        if not kept:
            self._say("已保存，但这一次没有留下历史版本：存放历史版本的磁盘已满或写不进去。")

    def write_copy(self, path: Path, document: Document, form: Format) -> bool:
        """Put another report there, which is not opened; whether what it replaces is among the dated copies of
        that file. Raises OutsideError; all is as before then.
        """
        kept = versions.keep_replaced(path, clock.now())
        store.write(path, document, form)
        return kept

    def keep_version(self) -> bool:
        """Keep what is in the window as a dated copy of its file, without saving it; whether it is kept."""
        if self._view is None or self.path is None:
            return False
        text = store.to_text(self._view.draft(), self._view.editor.form)
        self._find_copies()
        return versions.keep(self.path, text.encode("utf-8", "replace"), clock.now())

    def copies(self) -> tuple[Version, ...]:
        """The dated copies of the report's file, newest first, and of what it was before it was renamed or moved."""
        self._find_copies()
        return versions.of(self.path) if self.path is not None else ()

    def _find_copies(self) -> None:
        if self.path is not None and self._seen is not None:
            versions.adopt(self.path, self._seen)

    def look_at_disk(self, reopen: Callable[[], None], save_as: Callable[[], object]) -> None:
        """Notice that somebody else has written the file, and say so once."""
        if self.path is None or self._seen is None:
            return
        if not changed(self.path, self._seen):
            # A stick that was pulled may be back.
            if self._told_gone:
                self._offer.forget("disk gone")
            self._told_gone = False
            return
        now = stamp(self.path)
        if self._told_gone if now is None else now == self._told:
            return
        self._told, self._told_gone = now, now is None
        name = self.path.name
        if now is None:
            text = f"“{name}”不在原来的位置了，可能被移动、改名或删除，也可能U盘已经拔出。窗口里的内容还在。"
            self._offer.ask("disk gone", text, (("另存(&A)…", lambda: _do(save_as)), ("知道了(&G)", lambda: None)))
            return
        text = f"“{name}”刚才被别的程序或别的人改过，窗口里还是改以前打开的内容。"
        answers = (("重新打开(&O)", reopen), ("另存(&A)…", lambda: _do(save_as)), ("知道了(&G)", lambda: None))
        self._offer.ask("disk changed", text, answers)

    def close(self, *, leave: bool) -> None:
        """The window closes. `leave`: its unsaved changes are to be offered at the next start."""
        self.keeping.end(leave=leave)
        if self._mark is not None:
            self._mark.release()
        self._mark = None

    def _origin(self) -> Origin:
        return Origin(str(self.path.resolve()) if self.path else "", self._name, self._seen)

    def _kept(self, at: datetime) -> None:
        self._show_state(
            f"已自动备份 {at:%H:%M}",
            f"没有保存的修改在{when(at)}备份到这台电脑上，程序意外退出也找得回来。要存进文件，按 Ctrl+S。",
        )

    def _show_state(self, words: str, more: str = "") -> None:
        self.state.setText(words)
        self.state.setToolTip(more)


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and path.resolve() == other.resolve()


def _do(what: Callable[[], object]) -> None:
    what()
