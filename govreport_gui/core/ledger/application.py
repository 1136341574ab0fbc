"""One application (申请) as the ledger holds it, and what follows from its dates alone."""

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from govreport_gui.core.values import YEARS, sound

CONFIRMED: Final = frozenset({"ordinary_post", "internet", "fax", "email"})
"""Channels whose applications count as received on the day that was confirmed with the applicant (条例第三十一条)."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A 行政复议 or 行政诉讼 about an application.

    `kind` is a row of table 四, `outcome` a column of it, `role` original or co_defendant (共同被告, which does not
    count); dates are as in an Application.
    """

    kind: str
    filed: str = ""
    outcome: str = "pending"
    closed: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """One application. Every text is as it was typed: a date that can be read is 2026-01-15, a choice that is known is
    its id; anything else stays as written and is told by a finding. `key` tells it apart in its ledger for ever.
    """

    key: int
    number: str = ""
    received: str = ""
    confirmed: str = ""
    channel: str = ""
    applicant: str = ""
    applicant_class: str = ""
    joint_applicants: str = ""
    items: str = ""
    id_number: str = ""
    address: str = ""
    phone: str = ""
    content: str = ""
    documents: str = ""
    correction_notified: str = ""
    corrected: str = ""
    third_party_asked: str = ""
    third_party_answered: str = ""
    organ_asked: str = ""
    organ_answered: str = ""
    extended: str = ""
    fee_by: str = ""
    fee_units: str = ""
    fee_amount: str = ""
    fee_notified: str = ""
    fee_paid: str = ""
    answered: str = ""
    delivery: str = ""
    delivered: str = ""
    result: str = ""
    articles: str = ""
    disputes: tuple[Dispute, ...] = ()
    office: str = ""
    archive: str = ""
    remarks: str = ""
    attachments: tuple[str, ...] = ()
    """Names of files; the files stay where they are."""

    def __hash__(self) -> int:
        # Few fields tell nearly all apart, and what the rules found is looked up for each application at each act.
        return hash((self.key, self.received, self.result))

    @property
    def name(self) -> str:
        """What it is called in a sentence: its register number; the applicant never."""
        return f"申请{self.number}" if self.number else f"未编号的第{self.key}件申请"

    @property
    def receipt(self) -> date | None:
        """The day on which it counts as received (条例第三十一条); None where no date can be read."""
        confirmed = day(self.confirmed) if self.channel in CONFIRMED else None
        return confirmed or day(self.received)

    @property
    def closed(self) -> date | None:
        """The day of the answer: of posting or handing over where that is known (国办公开办函〔2016〕235号)."""
        return day(self.delivered) or day(self.answered)


TEXTS: Final = tuple(each.name for each in fields(Application) if each.name not in {"key", "disputes", "attachments"})
"""The fields that hold a text."""
DATES: Final = (
    "received",
    "confirmed",
    "correction_notified",
    "corrected",
    "third_party_asked",
    "third_party_answered",
    "organ_asked",
    "organ_answered",
    "extended",
    "fee_notified",
    "fee_paid",
    "answered",
    "delivered",
)
"""The fields that hold a date."""
PRIVATE: Final = ("applicant", "id_number", "address", "phone", "content", "remarks")
"""What tells who somebody is, or may: it stays in the ledger."""


@lru_cache(maxsize=8192)
def day(text: str) -> date | None:
    """The date in a text of a ledger, None where it is blank, no date, or of no year that a report can be for."""
    if len(text) != _ISO_LENGTH:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None


_ISO_LENGTH: Final = 10


def said(on: date | str) -> str:
    """A day for a sentence: 2026年1月5日; what is no date as it is."""
    found = day(on) if isinstance(on, str) else on
    return str(on) if found is None else f"{found.year}年{found.month}月{found.day}日"


def with_text(application: Application, field: str, text: str) -> Application:
    """With that text in that field; `text` as vocabulary.entered gives it."""
    if field not in TEXTS:
        raise KeyError(field)
    changed: dict[str, Any] = {field: sound(text)}
    return replace(application, **changed)
