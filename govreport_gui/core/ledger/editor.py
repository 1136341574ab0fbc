"""The open ledger: how it stands, its history, its numbers and its problems. No Qt, no files."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger import counting, deadlines, rules
from govreport_gui.core.ledger.application import Application
from govreport_gui.core.ledger.counting import Counted
from govreport_gui.core.ledger.deadlines import Due
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.ledger.problem import Problem
from govreport_gui.core.ledger.vocabulary import Vocabulary
from govreport_gui.core.ledger.working_days import Calendar


class LedgerEditor:
    """The one place where an open ledger changes. Every gesture is one call of `apply`, one undo step.

    Whoever shows it sets `on_change`. What is derived is worked out when it is asked for, once for each state.
    """

    def __init__(self, ledger: Ledger, form: Format, vocabulary: Vocabulary, calendar: Calendar, today: date) -> None:
        self.form = form
        self.vocabulary = vocabulary
        self.calendar = calendar
        self.today = today
        self.on_change: Callable[[], None] = lambda: None
        self._history = [("", ledger)]
        self._at = 0
        self._saved = ledger
        self._derived: _Derived | None = None

    @property
    def ledger(self) -> Ledger:
        """The ledger as it stands now."""
        return self._history[self._at][1]

    @property
    def modified(self) -> bool:
        """Whether it differs from what is on disk."""
        return self.ledger is not self._saved and self.ledger != self._saved

    @property
    def undo_label(self) -> str:
        """What undo would take back; "" if there is nothing."""
        return self._history[self._at][0]

    @property
    def redo_label(self) -> str:
        """What redo would do again; "" if there is nothing."""
        return self._history[self._at + 1][0] if self._at + 1 < len(self._history) else ""

    @property
    def counted(self) -> Counted | None:
        """Tables 三 and 四 with their applications; None where the ledger has no year."""
        return self._now().counted

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the rules find."""
        return self._now().problems

    @property
    def dues(self) -> tuple[Due, ...]:
        """What is waited for, the nearest first."""
        return self._now().dues

    @property
    def of(self) -> Mapping[int, Application]:
        """The applications by their keys."""
        return self._now().of

    def problems_of(self, key: int) -> tuple[Problem, ...]:
        """What the rules find about that application."""
        return self._now().told.get(key, ())

    def apply(self, label: str, ledger: Ledger) -> None:
        """Make `ledger` the current one, as one step named `label`. An equal ledger is no step."""
        if ledger == self.ledger:
            return
        del self._history[self._at + 1 :]
        self._history.append((label, ledger))
        self._go(self._at + 1)

    def undo(self) -> None:
        """Take the last step back, if there is one."""
        if self._at > 0:
            self._go(self._at - 1)

    def redo(self) -> None:
        """Do the step again that was taken back, if there is one."""
        if self.redo_label:
            self._go(self._at + 1)

    def mark_saved(self) -> None:
        """The ledger as it stands is on disk."""
        self._saved = self.ledger
        self.on_change()

    def renew(self, calendar: Calendar, today: date) -> None:
        """Another day has come, or another calendar was put in."""
        self.calendar, self.today, self._derived = calendar, today, None
        self.on_change()

    def _go(self, at: int) -> None:
        self._at = at
        self.on_change()

    def _now(self) -> "_Derived":
        ledger = self.ledger
        if self._derived is None or self._derived.ledger is not ledger:
            counted = counting.count(ledger, self.form) if ledger.year is not None else None
            found = rules.problems(ledger, self.vocabulary, self.calendar, self.today)
            told: dict[int, tuple[Problem, ...]] = {}
            for problem in found:
                for key in problem.keys:
                    told[key] = (*told.get(key, ()), problem)
            dues = deadlines.list_of(ledger.applications, self.calendar, self.today)
            of = {each.key: each for each in ledger.applications}
            self._derived = _Derived(ledger, counted, found, told, dues, of)
        return self._derived


class _Derived(NamedTuple):
    """What follows from a ledger."""

    ledger: Ledger
    counted: Counted | None
    problems: tuple[Problem, ...]
    told: Mapping[int, tuple[Problem, ...]]
    dues: tuple[Due, ...]
    of: Mapping[int, Application]
