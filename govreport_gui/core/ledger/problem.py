"""Something about a ledger that the clerk should look at."""

from dataclasses import dataclass

from govreport_gui.core.forms.form import Level
from govreport_gui.core.values import Number


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: the applications concerned by key, the fields, both sides where numbers are compared.

    The message names applications by their register numbers, never applicants.
    """

    rule: str
    level: Level
    message: str
    keys: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()
    left: Number | None = None
    right: Number | None = None
    alone: str = ""
    """What is said beside one of many applications; else the message is."""
