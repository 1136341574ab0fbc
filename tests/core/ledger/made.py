"""A ledger made after published numbers: as many applications as the tables say, as far as any set of them can."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import zip_longest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger.application import Application, Dispute
from govreport_gui.core.ledger.counting import CLASSES, KINDS, OUTCOMES, RESULTS
from govreport_gui.core.ledger.ledger import Ledger, added
from govreport_gui.core.values import Number

CARRIED_OUT = ""


def ledger_of(form: Format, numbers: Mapping[str, Number], year: int) -> Ledger:
    """A ledger whose counts give the inputs of tables 三 and 四; of a column that does not balance, what fits."""
    made = [*_requests(form, numbers, year), *_disputed(numbers, year)]
    return added(Ledger("某局", year), made)


def _requests(form: Format, numbers: Mapping[str, Number], year: int) -> Iterator[Application]:
    for column in sorted(CLASSES):
        came = [
            day
            for row, day in (("new", date(year, 3, 3)), ("carried_in", date(year - 1, 12, 2)))
            for _ in range(int(numbers.get(f"requests.{row}.{column}", 0)))
        ]
        went = [
            result
            for row, result in [("carried_out", CARRIED_OUT), *_rows(form)]
            for _ in range(int(numbers.get(f"requests.{row}.{column}", 0)))
        ]
        for received, result in zip_longest(came, went):
            if received is not None and result is not None:
                answered = date(year, 4, 1) if result else None
                yield Application(
                    0,
                    received=received.isoformat(),
                    applicant_class=column,
                    answered=answered.isoformat() if answered else "",
                    result=result or "",
                )


def _rows(form: Format) -> list[tuple[str, str]]:
    """The result rows of a form, each with a result that goes into it."""
    rows = form.table("requests").rows
    return [(row, row if row in RESULTS else "otherwise_other") for row in rows if row in RESULTS or row == "otherwise"]


def _disputed(numbers: Mapping[str, Number], year: int) -> Iterator[Application]:
    """Applications closed before the year, which stand in table 四 alone."""
    filed, closed = date(year, 1, 1) + timedelta(30), date(year, 1, 1) + timedelta(90)
    for kind in sorted(KINDS):
        for outcome in sorted(OUTCOMES):
            for _ in range(int(numbers.get(f"disputes.{kind}.{outcome}", 0))):
                ends = "" if outcome == "pending" else closed.isoformat()
                yield Application(
                    0,
                    received=date(year - 2, 3, 3).isoformat(),
                    applicant_class="natural_person",
                    answered=date(year - 2, 4, 1).isoformat(),
                    result="granted",
                    disputes=(Dispute(kind, filed.isoformat(), outcome, ends),),
                )
