"""What a rule may look at, and what a rule that is no relation is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Format, Level, Table
from govreport_gui.core.forms.relations import PREVIOUS, Figures
from govreport_gui.core.report.document import Document, LastYear, LedgerCount
from govreport_gui.core.report.figures import figures_of, with_totals
from govreport_gui.core.report.unit import certain_kind, certain_level
from govreport_gui.core.rules.report_year import NONE, Judged, judged_year
from govreport_gui.core.values import Number

_CAME: Final = frozenset({"new", "carried_in"})
"""The rows of table 三 for what came in."""


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
    filled: "Case | None" = None
    """The same report with its blanks as 0; None where nothing is blank, or where it is not otherwise written."""

    judged: Judged = NONE
    """The year that the report is for, as most of it says."""
    applicants: frozenset[str] = frozenset()
    """Names, numbers and addresses of applicants, from the ledger, where one is at hand: never kept in a report."""
    ledger_now: LedgerCount | None = None
    """What the ledger would give now, where it is at hand; the report keeps what it gave when it was counted."""

    @property
    def year(self) -> int | None:
        """The year that the report is for; None where its cover has none."""
        return self.judged.year

    @property
    def kind(self) -> str:
        """The kind of unit that the report says, or its name where that leaves no doubt."""
        return self.document.kind or certain_kind(self.document.unit)

    @property
    def level(self) -> str:
        """The level of the unit, likewise."""
        return self.document.level or certain_level(self.document.unit)

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


def case_of(
    form: Format,
    document: Document,
    before: Case | None = None,
    applicants: frozenset[str] = frozenset(),
    ledger_now: LedgerCount | None = None,
) -> Case:
    """A report, and last year's, as the rules see them.

    `before` is the case of an earlier state of the report: the numbers of what has not changed since are its own,
    and so is what it knows of the ledger.
    """
    applicants = applicants or (before.applicants if before else applicants)
    ledger_now = ledger_now or (before.ledger_now if before else None)
    last = _last_year(document.last, before.last if before else None)
    judged = judged_year(document)
    filled = _filled(form, document, before, last, judged)
    if before and before.form is form and before.document.cells is document.cells and before.last is last:
        return Case(form, document, before.figures, before.numbers, last, filled, judged, applicants, ledger_now)
    figures = figures_of(form, document)
    numbers = with_totals(figures)
    if last:
        previous = {PREVIOUS + cell: number for cell, number in last.numbers.items()}
        figures = Figures({**figures.numbers, **previous}, figures.unreadable, figures.sums, figures.signed)
    return Case(form, document, figures, numbers, last, filled, judged, applicants, ledger_now)


def _filled(form: Format, document: Document, before: Case | None, last: Case | None, judged: Judged) -> Case | None:
    """A report whose narrative is there is no draft: what it prints as blank in a table with figures is meant as 0."""
    texts = document.sections
    if not texts.get("overview") or not (texts.get("problems") or texts.get("other_matters")):
        return None
    blank = [cell for cell in form.inputs if cell not in document.cells]
    if not blank:
        return None
    carrying = {table.id for table in form.tables if carries(table, document)}
    cells = {cell: "0" for cell in blank if form.cells[cell].table in carrying}
    if not cells:
        return None
    # As long as no cell has changed the same ones are blank.
    if before and before.filled and before.form is form and before.document.cells is document.cells:
        return replace(
            before.filled, document=replace(document, cells=before.filled.document.cells), last=last, judged=judged
        )
    document = replace(document, cells={**document.cells, **cells})
    figures = figures_of(form, document)
    return Case(form, document, figures, with_totals(figures), last, judged=judged)


def carries(table: Table, document: Document) -> bool:
    """Whether a table has figures; table 三 both of what came in and of what was done."""
    rows = {cell.split(".")[1] for cell in table.cells if document.cells.get(cell, "0") != "0"}
    came = rows & _CAME
    return bool(rows) and (table.id != "requests" or bool(came and rows - came))


def _last_year(loaded: LastYear | None, before: Case | None) -> Case | None:
    if loaded is None or (before and before.form is loaded.form and before.document is loaded.document):
        return before if loaded else None
    figures = figures_of(loaded.form, loaded.document)
    return Case(loaded.form, loaded.document, figures, with_totals(figures), judged=judged_year(loaded.document))
