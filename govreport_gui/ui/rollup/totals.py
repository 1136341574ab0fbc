"""The sum in the official tables. It cannot be typed in: each number is what the units give."""

from dataclasses import replace

from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rollup.adding import Rollup
from govreport_gui.core.rollup.submission import LastSum
from govreport_gui.core.values import show
from govreport_gui.ui.table.shown_tables import ShownTables


def totals(rollup: Rollup, last: LastSum | None) -> ShownTables:
    """The tables of that sum, with last year's beside."""
    return ShownTables(rollup.form, with_last(rollup, last), [table.id for table in rollup.form.tables])


def with_last(rollup: Rollup, last: LastSum | None) -> Document:
    """The sum as a report, with last year's."""
    document = replace(rollup.document, state="submitted")
    if last is None:
        return document
    cells = {cell: show(number) for cell, number in last.totals.items()}
    year = None if document.year is None else document.year - 1
    return replace(document, last=LastYear(last.form, Document(last.form.id, document.unit, year, cells=cells)))
