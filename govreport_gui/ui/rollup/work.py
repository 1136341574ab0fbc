"""What is open on the desk: the collection, its sum, its lines, its problems, and the file that keeps it."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, Signal

from govreport_gui.core.rollup import desk as desks
from govreport_gui.core.rollup.adding import Rollup, add_up
from govreport_gui.core.rollup.alike import Alike, near_copies
from govreport_gui.core.rollup.desk import Desk, Row
from govreport_gui.core.rollup.rules import Problem, problems
from govreport_gui.core.rollup.submission import Submission, Unreadable
from govreport_gui.files import clock
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.rollup.open_collection import OpenCollection

_YEAR: Final = "RU-05"
"""The rule that every report is of the year that is added up: none where years are only checked."""


class Work(QObject):
    """A desk that is being worked on. `changed`: it is another now; `unkept` says why its file does not hold it."""

    changed = Signal()
    unkept = Signal(str)

    def __init__(self, desk: Desk, file: OpenCollection | None = None) -> None:
        """Without a file it is 批量核对: nothing is kept."""
        super().__init__()
        self.file = file
        self.desk = desk
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

    def change(self, desk: Desk) -> None:
        """It is that desk now."""
        if desk is self.desk:
            return
        before, self.desk = self.desk, desk
        if desk.collection is not before.collection:
            self.rollup = add_up(desk.collection)
            self._alike = None
        if desk.collection is not before.collection or desk.report is not before.report:
            self._problems = None
        self.lines = desks.rows(desk, self.rollup, alone=self.alone)
        self._keep()
        self.changed.emit()

    def _keep(self) -> None:
        if self.file is None:
            return
        try:
            if not self.file.keep(self.desk, clock.now()):
                self.unkept.emit("自动备份写不进去，请立即保存。")
        except OutsideError as error:
            self.unkept.emit(str(error))

    def add(self, found: Iterable[Submission | Unreadable]) -> None:
        """Take in what has been read."""
        self.change(desks.came(self.desk, found, self.rollup))

    def row_of(self, unit: str) -> Row | None:
        """The line of that unit, the one that counts first."""
        of = [row for row in self.lines if row.unit == unit]
        return next((row for row in of if not row.why), of[0] if of else None)

    def row_of_file(self, file: str) -> Row | None:
        """The line of that file."""
        return next((row for row in self.lines if row.file == file), None)
