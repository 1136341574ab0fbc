"""A register that is read a second time: what the ledger has is not taken in again, and told where it differs."""

from collections import Counter
from dataclasses import replace
from typing import Final

from govreport_gui.core.ledger.application import TEXTS, Application
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.ledger.register import Register, Row
from govreport_gui.core.ledger.row_reader import Mark
from govreport_gui.core.ledger.vocabulary import Vocabulary

_LEFT_ALONE: Final = frozenset({"number", "remarks", "attachments"})
"""Fields that may differ without a word: the clerk writes on in the ledger."""


def known(register: Register, ledger: Ledger) -> int:
    """How many of the register's applications the ledger has, by their register numbers."""
    of = _by_number(ledger)
    return sum(_there(each, of) is not None for each in register.applications)


def without_known(register: Register, ledger: Ledger, vocabulary: Vocabulary) -> Register:
    """The register without those: of each row its number, and in what it differs from the ledger."""
    of = _by_number(ledger)
    rows = tuple(_row(row, of, vocabulary) for row in register.rows)
    asked = Counter(each for row in rows for each in row.asked)
    questions = tuple(
        replace(each, rows=asked[each.field, each.word]) for each in register.questions if asked[each.field, each.word]
    )
    return replace(register, rows=rows, questions=questions)


def _by_number(ledger: Ledger) -> dict[str, Application]:
    return {each.number: each for each in ledger.applications if each.number}


def _there(read: Application, of: dict[str, Application]) -> Application | None:
    """The same application in the ledger: one of that number, where not both the day and who asked are others."""
    there = of.get(read.number)
    if there is None or (read.received != there.received and read.applicant != there.applicant):
        return None
    return there


def _row(row: Row, of: dict[str, Application], vocabulary: Vocabulary) -> Row:
    read = row.application
    there = _there(read, of) if read is not None else None
    if read is None or there is None:
        return row
    names = [
        vocabulary.column(field).name
        for field in TEXTS
        if field not in _LEFT_ALONE and (text := getattr(read, field)) and text != getattr(there, field)
    ]
    if read.disputes and read.disputes != there.disputes:
        names.append(vocabulary.column("disputes").name)
    marks = (Mark("number", f"在台账中已有，{'、'.join(names)}与台账不同"),) if names else ()
    return replace(row, state="there", texts=(read.number,), application=None, marks=marks, asked=())
