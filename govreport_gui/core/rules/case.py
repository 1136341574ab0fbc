"""What a rule may look at, and what a rule that is no relation is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Format, Level
from govreport_gui.core.forms.relations import PREVIOUS, Figures
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.report.figures import figures_of, with_totals
from govreport_gui.core.values import Number


@dataclass(frozen=True, slots=True)
class Case:
    """One report before its rules, made by `case_of`: its numbers are worked out once and handed on.

    `figures` are what relations are judged by: the numbers as typed, with last year's under `previous.`;
    `numbers` are the readable numbers with the computed totals, by cell. `last` is last year's report
    in the same way, None where none is loaded.
    """

    form: Format
    document: Document
    figures: Figures
    numbers: Mapping[str, Number]
    last: "Case | None" = None

    def text(self, section: str) -> str:
        """What is written in that part."""
        return self.document.sections.get(section, "")


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that is no relation: `formula` says it in words, for whoever has to approve the rules."""

    id: str
    level: Level
    formula: str
    source: str
    judge: Callable[[Case], Iterator[Finding | NotChecked]]


def case_of(form: Format, document: Document, before: Case | None = None) -> Case:
    """A report, and last year's, as the rules see them.

    `before` is the case of an earlier state of the report: the numbers of what has not changed since are its own.
    """
    last = _last_year(document.last, before.last if before else None)
    if before and before.form is form and before.document.cells is document.cells and before.last is last:
        return Case(form, document, before.figures, before.numbers, last)
    figures = figures_of(form, document)
    numbers = with_totals(figures)
    if last:
        previous = {PREVIOUS + cell: number for cell, number in last.numbers.items()}
        figures = Figures({**figures.numbers, **previous}, figures.unreadable, figures.sums, figures.signed)
    return Case(form, document, figures, numbers, last)


def _last_year(loaded: LastYear | None, before: Case | None) -> Case | None:
    if loaded is None or (before and before.form is loaded.form and before.document is loaded.document):
        return before if loaded else None
    figures = figures_of(loaded.form, loaded.document)
    return Case(loaded.form, loaded.document, figures, with_totals(figures))
