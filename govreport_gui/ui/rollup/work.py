"""What is open on the desk: the collection, its sum, its lines, its problems, and the file that keeps it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from govreport_gui.core.rollup import desk as desks
from govreport_gui.core.rollup.adding import Rollup, add_up
from govreport_gui.core.rollup.alike import Alike, near_copies
from govreport_gui.core.rollup.desk import Desk, Row
from govreport_gui.core.rollup.rules import Problem, problems
from govreport_gui.core.rollup.submission import Submission
from govreport_gui.files import clock, names
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.rollup import open_collection
from govreport_gui.files.rollup.open_collection import OpenCollection, Save
from govreport_gui.files.rollup.submitted import Found
from govreport_gui.ui.rollup.beside import Beside

_YEAR: Final = "RU-05"
"""The rule that every report is of the year that is added up: none where years are only checked."""


class Work(QObject):
    """A desk that is being worked on, with all its steps: every act is one, and can be taken back.

    `changed`: it is another now; `unkept` says why its file does not hold it, `saving` what is being saved, "" once
    it is; `saved`: what was to be saved is.
    """

    changed = Signal()
    unkept = Signal(str)
    saving = Signal(str)
    saved = Signal()

    def __init__(self, desk: Desk, file: OpenCollection | None = None) -> None:
        """Without a file it is 批量核对: nothing is kept."""
        super().__init__()
        self.file = file
        self.desk = desk
        self._history = [("", desk)]
        self._at = 0
        self._saving: tuple[Save, Beside, bool] | None = None
        """With whether it is of what was read and waits."""
        self._waiting: list[tuple[str, tuple[Found, ...]]] = []
        """What has been read and is not in the file yet."""
        self.rollup: Rollup = add_up(desk.collection)
        self.lines: tuple[Row, ...] = desks.rows(desk, self.rollup, alone=self.alone)
        self._problems: tuple[Problem, ...] | None = None
        self._alike: tuple[Alike, ...] | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the rules between the units find; looked for when first asked."""
        if self._problems is None:
            found = problems(self.desk.collection, self.rollup, self.desk.report)
            self._problems = tuple(each for each in found if not (self.alone and self._of_another_year(each)))
        return self._problems

    def _of_another_year(self, problem: Problem) -> bool:
        """Whether it is that reports are not of the year of the sum."""
        return (
            problem.rule == _YEAR
            and bool(problem.files)
            and all(file in self.rollup.counted.why for file in problem.files)
        )

    @property
    def alone(self) -> bool:
        """Whether reports of whatever year are checked, each by itself: 批量核对 with no one expected."""
        return self.file is None and not self.desk.collection.roster

    @property
    def checked(self) -> tuple[Submission, ...]:
        """The reports whose problems are told: those that count, or all."""
        if not self.alone:
            return self.rollup.counted.counted
        return tuple(row.submission for row in self.lines if row.submission is not None and not row.why)

    @property
    def alike(self) -> tuple[Alike, ...]:
        """Texts of units that are nearly the same; looked for likewise."""
        if self._alike is None:
            self._alike = near_copies(self.rollup.counted.counted)
        return self._alike

    # ── steps ────────────────────────────────────────────────────────

    def change(self, label: str, desk: Desk) -> None:
        """It is that desk now, by a step of that name. An equal desk is no step."""
        if desk is self.desk or desk == self.desk:
            return
        del self._history[self._at + 1 :]
        self._history.append((label, desk))
        self._at += 1
        self._show(desk)

    @property
    def undo_label(self) -> str:
        """What undo would take back; "" if there is nothing."""
        return self._history[self._at][0]

    @property
    def redo_label(self) -> str:
        """What redo would do again; "" if there is nothing."""
        return self._history[self._at + 1][0] if self._at + 1 < len(self._history) else ""

    def undo(self) -> Row | None:
        """Take the last step back, if there is one; a line that is another by it."""
        return self._go(self._at - 1) if self._at else None

    def redo(self) -> Row | None:
        """Do the step again that was taken back, if there is one; likewise."""
        return self._go(self._at + 1) if self.redo_label else None

    def _go(self, at: int) -> Row | None:
        before = {(row.unit, row.file): row for row in self.lines}
        self._at = at
        self._show(self._history[at][1])
        return next((row for row in self.lines if before.get((row.unit, row.file)) != row), None)

    def _show(self, desk: Desk) -> None:
        before, self.desk = self.desk, desk
        if desk.collection is not before.collection:
            self.rollup = add_up(desk.collection)
            self._alike = None
        if desk.collection is not before.collection or desk.report is not before.report:
            self._problems = None
        self.lines = desks.rows(desk, self.rollup, alone=self.alone)
        self._keep()
        self.changed.emit()

    def add(self, found: Iterable[Found], label: str = "") -> None:
        """Take in what has been read, as soon as the file has it: what is shown is never lost."""
        found = tuple(found)
        label = label or f"读入 {len(found)} 个文件"
        desk = desks.came(self.desk, found, self.rollup)
        if self.file is None or desk == self.desk:
            self.change(label, desk)
            return
        self._waiting.append((label, found))
        if self._saving is None:
            self._save_next()

    # ── its file ─────────────────────────────────────────────────────

    def _keep(self) -> None:
        if self.file is None:
            return
        if self._saving is not None and not self.file.holds(self.desk, self._saving[0]):
            self.wait()
        try:
            if not self.file.keep(self.desk, clock.now()):
                self.unkept.emit("自动备份写不进去，请立即保存。")
        except OutsideError as error:
            self.unkept.emit(str(error))

    def save(self) -> None:
        """Save it, beside the window's own work."""
        if self.file is not None and self._saving is None:
            self._begin_save(self.file, self.desk, taking=False)

    def save_as(self, path: Path) -> None:
        """Save it in another file, which is its own from now on. Raises OutsideError; it stays where it was then."""
        self.wait()
        if self.file is None:
            new = open_collection.create(path, self.desk, clock.now())
        elif names.same(path, self.file.path):
            self.file.save()
            return
        else:
            new = self.file.saved_as(path, clock.now())
        self.file = new
        self._show(self.desk)

    def wait(self) -> None:
        """Wait until nothing is being saved any more."""
        while self._saving is not None:
            self._saving[1].wait()

    def _save_next(self) -> None:
        """Save what has been read and waits, before it is shown."""
        if self._waiting and self.file is not None:
            _, found = self._waiting[0]
            self._begin_save(self.file, desks.came(self.desk, found, self.rollup), taking=True)

    def _begin_save(self, file: OpenCollection, desk: Desk, *, taking: bool) -> None:
        save = file.begin_save(desk)
        beside = Beside(save.work)
        self._saving = save, beside, taking
        beside.ended.connect(self._end_save)
        self.saving.emit("已读入，正在保存。" if taking else "正在保存。")
        beside.begin()

    def _end_save(self) -> None:
        if self._saving is None or self.file is None:
            return
        save, _, taking = self._saving
        self._saving = None
        label, found = self._waiting.pop(0) if taking else ("", ())
        desk = desks.came(self.desk, found, self.rollup) if taking else self.desk
        try:
            self.file.end_save(save, desk)
            self.saved.emit()
        except OutsideError as error:
            self.unkept.emit(str(error))
        self.saving.emit("")
        self.change(label, desk)
        self._save_next()

    def row_of(self, unit: str) -> Row | None:
        """The line of that unit, the one that counts first."""
        of = [row for row in self.lines if row.unit == unit]
        return next((row for row in of if not row.why), of[0] if of else None)

    def row_of_file(self, file: str) -> Row | None:
        """The line of that file."""
        return next((row for row in self.lines if row.file == file), None)
