"""The open ledger: how it stands, its history, its numbers and its problems. No Qt, no files."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger import counting, deadlines, over_all, rules
from govreport_gui.core.ledger.application import Application
from govreport_gui.core.ledger.counting import Counted, Why
from govreport_gui.core.ledger.deadlines import Due
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.ledger.over_all import Facts
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

    @property
    def told(self) -> Mapping[int, tuple[Problem, ...]]:
        """What the rules find about each application with a problem, by key. What was found before too is the very
        same.
        """
        return self._now().told

    def problems_of(self, key: int) -> tuple[Problem, ...]:
        """What the rules find about that application."""
        return self.told.get(key, ())

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
        ledger, before = self.ledger, self._derived
        if before is not None and before.ledger is ledger:
            return before
        if before is not None and before.ledger.year != ledger.year:
            before = None
        ones = self._each(before.ones if before is not None else {})
        counted: Counted | None = None
        over: tuple[Problem, ...] = ()
        if ledger.year is not None:
            placed = ((key, *one.stands) for key, one in ones.items())
            counted = counting.together(self.form, ledger.year, placed)
            over = tuple(over_all.problems(ledger, [one.facts for one in ones.values()]))
        if before is not None:
            known = {each: each for each in before.over_all}
            over = tuple(known.get(each, each) for each in over)
        told = {key: one.problems for key, one in ones.items() if one.problems}
        for problem in over:
            for key in problem.keys:
                told[key] = (*told.get(key, ()), problem)
        found = (*chain.from_iterable(one.problems for one in ones.values()), *over)
        dues = deadlines.in_order(due for one in ones.values() for due in one.dues)
        of = {key: one.application for key, one in ones.items()}
        self._derived = _Derived(ledger, ones, over, counted, found, told, dues, of)
        return self._derived

    def _each(self, known: Mapping[int, "_One"]) -> dict[int, "_One"]:
        """What follows from each application by key; as it is known where the application is the very same."""
        year, words, days, today = self.ledger.year, self.vocabulary, self.calendar, self.today
        every = self.ledger.applications
        new = [each for each in every if (one := known.get(each.key)) is None or one.application is not each]
        # One kind after the other: all of an application at once would take a quarter longer for thousands.
        made = map(
            _One,
            new,
            [rules.of_one(each, year, words, days, today) if year is not None else () for each in new],
            [deadlines.waiting(each, days, today) for each in new],
            [counting.stands(each, self.form, year) if year is not None else ((), None) for each in new],
            [over_all.facts(each, days) for each in new],
        )
        found = {one.application.key: one for one in made}
        return {each.key: found.get(each.key) or known[each.key] for each in every}


class _One(NamedTuple):
    """What follows from one application alone."""

    application: Application
    problems: tuple[Problem, ...]
    dues: tuple[Due, ...]
    stands: tuple[tuple[str, ...], Why | None]
    facts: Facts


class _Derived(NamedTuple):
    """What follows from a ledger: from each application by key, and from all."""

    ledger: Ledger
    ones: Mapping[int, _One]
    over_all: tuple[Problem, ...]
    counted: Counted | None
    problems: tuple[Problem, ...]
    told: Mapping[int, tuple[Problem, ...]]
    dues: tuple[Due, ...]
    of: Mapping[int, Application]
