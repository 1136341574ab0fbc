"""Tables of a report from a ledger: what would change, and the report with it. One step, seen before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger import counting, deadlines, fees
from govreport_gui.core.ledger.counting import Counted
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.ledger.working_days import Calendar
from govreport_gui.core.report.document import Document, LedgerCount
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.core.values import Number, read, show

TABLES: Final = ("requests", "disputes")


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that shows another number then: what it shows now ("" where it is blank), what the ledger gives, which
    applications.
    """

    cell: str
    before: str
    after: Number
    keys: tuple[int, ...]


def offered(ledger: Ledger) -> tuple[str, ...]:
    """The tables that a ledger can speak for: 四 only where it knows of any 复议 or 诉讼. Else its zeros would say that
    there was none, when nobody has entered them.
    """
    return TABLES if any(each.disputes for each in ledger.applications) else TABLES[:1]


def changes(counted: Counted, document: Document, tables: Sequence[str]) -> tuple[Change, ...]:
    """All cells of these tables that would show another number, in the order of the form; totals too."""
    shown = shown_texts(counted.form, document)
    return tuple(
        Change(cell, shown.get(cell, ""), number, counted.keys.get(cell, ()))
        for cell, number in counted.cells.items()
        if counted.form.cells[cell].table in tables and read(shown.get(cell, "")).number != number
    )


def taken(
    form: Format,
    document: Document,
    ledger: Ledger,
    counted: Counted,
    tables: Sequence[str],
    file: str,
    at: str,
    calendar: Calendar | None = None,
) -> Document:
    """The report with the numbers of these tables from the ledger, and the reference to it.

    Totals are left to be added up; one that was typed and agrees stays. `file` is the name of the ledger's file, `at`
    the time as in a Step; with a calendar the reference says how many were answered late. What the report says of
    applicants: nothing.
    """
    inputs = {cell: show(number) for cell, number in counted.inputs.items() if form.cells[cell].table in tables}
    wrong = {
        cell: ""
        for cell in document.cells
        if cell in form.sums
        and form.cells[cell].table in tables
        and read(document.cells[cell]).number != counted.cells[cell]
    }
    same = {cell for cell, text in inputs.items() if read(document.cells.get(cell, "")).number == read(text).number}
    now = document.with_cells({cell: text for cell, text in inputs.items() if cell not in same} | wrong)
    return replace(now, ledger=given(ledger, counted, tables, file, at, calendar))


def given(
    ledger: Ledger,
    counted: Counted,
    tables: Sequence[str],
    file: str,
    at: str,
    calendar: Calendar | None = None,
) -> LedgerCount:
    """What a ledger gives for these tables, as a report keeps it."""
    cells = {
        cell: show(number)
        for cell, number in counted.inputs.items()
        if number and counted.form.cells[cell].table in tables
    }
    number, amount = fees.collected(ledger.applications, counted.year)
    late = deadlines.late(ledger.applications, calendar, counted.year) if calendar is not None else 0
    return LedgerCount(file, at, tuple(tables), cells, show(amount), number, late)


def as_it_stands(ledger: Ledger, form: Format, document: Document) -> LedgerCount | None:
    """What the ledger of a report would give it now; None where the report has none, or no year is known."""
    before = document.ledger
    year = document.year or ledger.year
    if before is None or year is None:
        return None
    return given(ledger, counting.count(ledger, form, year), before.tables, before.file, before.at)
