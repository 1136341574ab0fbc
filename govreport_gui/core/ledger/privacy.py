"""Who applied stays in the ledger: what may tell it, texts without it, a copy without it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from govreport_gui.core.ledger.application import PRIVATE, TEXTS, Application
from govreport_gui.core.ledger.ledger import Layout, Ledger

_LEAST: Final = {"applicant": 2, "id_number": 8, "phone": 7, "address": 6}
"""By field the fewest letters of a text that tells who somebody is; shorter ones stand in other words too."""
STAND_IN: Final = "〔申请人〕"


def personal(applications: Iterable[Application]) -> frozenset[str]:
    """All names, numbers and addresses of applicants in a ledger that can be known again in a text."""
    return frozenset(
        text
        for each in applications
        for field, least in _LEAST.items()
        if len(text := getattr(each, field).strip()) >= least
    )


def without(text: str, known: Iterable[str]) -> str:
    """A text with 〔申请人〕 in place of what tells who they are; the longest first, as names stand in names."""
    for each in sorted((one for one in known if one in text), key=len, reverse=True):
        text = text.replace(each, STAND_IN)
    return text


def anonymous(ledger: Ledger) -> Ledger:
    """A copy to show to somebody who helps: the same numbers, deadlines and problems, and nobody in it.

    The same applicant, number or content is the same stand-in, so that what comes twice still does.
    """
    known = personal(ledger.applications)
    stand_ins: dict[tuple[str, str], str] = {}

    def covered(each: Application) -> Application:
        changed: dict[str, Any] = {
            field: without(getattr(each, field), known) for field in TEXTS if field not in PRIVATE
        }
        for field, name in _NAMES.items():
            if text := getattr(each, field):
                changed[field] = stand_ins.setdefault((field, text), f"{name}{len(stand_ins) + 1}")
        disputes = tuple(
            replace(one, kind=without(one.kind, known), outcome=without(one.outcome, known)) for one in each.disputes
        )
        return Application(each.key, **changed, disputes=disputes)

    words = {(field, word): to for (field, word), to in ledger.layout.words.items() if without(word, known) == word}
    return replace(
        ledger,
        applications=tuple(covered(each) for each in ledger.applications),
        layout=Layout(ledger.layout.columns, words),
    )


_NAMES: Final = {"applicant": "申请人", "id_number": "证件号码", "content": "申请内容"}
"""What stands in for these; the other private fields are left out."""
