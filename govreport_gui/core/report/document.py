"""One unit's report for one year, as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from govreport_gui.core.report.binding import Bindings
from govreport_gui.core.values import sound

if TYPE_CHECKING:  # the start page does without it
    from govreport_gui.core.forms.form import Format

LEVELS: Final = MappingProxyType(
    {"": "未填", "national": "国家", "provincial": "省", "municipal": "市", "county": "县", "township": "乡镇、街道"}
)
KINDS: Final = MappingProxyType(
    {
        "": "未填",
        "department": "政府部门",
        "office": "政府机关本级",
        "rollup": "本级政府汇总",
        "township": "乡镇政府、街道办",
        "authorised": "法律法规授权组织",
    }
)
RULEMAKER: Final = MappingProxyType({True: "可以制定规章", False: "不可以制定规章"})

OFFICE: Final = MappingProxyType(
    {
        "publish_on": "计划公布日期",
        "licensing_power": "有行政许可事项",
        "penalties_power": "有行政处罚权",
        "coercion_power": "有行政强制权",
        "catalogue": "现行有效规范性文件目录件数",
    }
)
"""Names of what a unit may say of itself. Powers are "yes" or "no"; the date is 2026-01-31."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the clerk wrote about a finding, and the values it was written for."""

    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the clerk wrote beside a cell for herself, and whether she means to come back to it. Never printed."""

    text: str = ""
    follow_up: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A report's way into a state: when, as 2026-01-15T10:32, and why, where that was asked."""

    state: str
    at: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LedgerCount:
    """What a ledger (台账) gave when it was counted for a report: the name of its file, when, as in a Step, the tables
    that were taken from it, and their input cells that are not 0; the 信息处理费 collected, in 元, from how many; how
    many were answered late, or were overdue at the end of the year.

    Nothing in it says who applied.
    """

    file: str
    at: str
    tables: tuple[str, ...]
    cells: Mapping[str, str]
    fees: str = "0"
    fee_cases: int = 0
    late: int = 0

    def __post_init__(self) -> None:
        if not isinstance(self.cells, MappingProxyType):
            object.__setattr__(self, "cells", MappingProxyType(dict(self.cells)))


@dataclass(frozen=True, slots=True)
class Document:
    """A report. Never changed in place: an edit makes a new one.

    `cells` holds texts as typed, blank cells absent; `sections` holds texts whose paragraphs are
    lines. `title`, `headings` and `forms` are what an imported source had, where it departs from
    the official form: its wording, and by table the form that the table was made on. `office` is
    what the unit says of itself beyond the cover, by the names in OFFICE; blank answers absent.
    """

    format: str
    unit: str = ""
    year: int | None = None
    level: str = ""
    kind: str = ""
    rulemaker: bool | None = None
    """Whether the unit may make 规章; None where nobody has said so."""
    title: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    office: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, Explanation] = field(default_factory=dict)
    """By rule and place, see findings/explanations."""
    bindings: Bindings = ()
    """Numbers of the text that follow the table."""
    notes: Mapping[str, Note] = field(default_factory=dict)
    """By cell."""
    paper_totals: Mapping[str, str] = field(default_factory=dict)
    """台账合计, as typed, by the total cell that they are compared with."""
    read_aloud: Mapping[str, str] = field(default_factory=dict)
    """By cell: the text that was found right when the tables were read aloud (校对)."""
    state: str = "draft"
    """How far the report is on its way, one of report/states."""
    steps: tuple[Step, ...] = ()
    """How it came there, oldest first."""
    contributions: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """In a sum of many units, by cell: who gave how much of it when it was added up, the largest first."""
    ledger: LedgerCount | None = None
    """The ledger that tables were taken from; None where none was."""
    last: LastYear | None = None
    """Last year's report, which this one is compared with."""
    sent: tuple[Sent, ...] = ()
    """What it said each time it was sent to be approved, the last two different ones, newest last."""

    def __post_init__(self) -> None:
        for name in _MAPPINGS:
            mapping = getattr(self, name)
            if not isinstance(mapping, MappingProxyType):
                object.__setattr__(self, name, MappingProxyType(dict(mapping)))

    def with_cells(self, texts: Mapping[str, str]) -> Document:
        """With these cells typed over; a blank text empties the cell."""
        return replace(self, cells=_merged(self.cells, {cell: text.strip() for cell, text in texts.items()}))

    def with_paper_total(self, cell: str, text: str) -> Document:
        """With the total on paper for that cell typed over; a blank text takes it away."""
        return replace(self, paper_totals=_merged(self.paper_totals, {cell: text.strip()}))

    def with_section(self, section: str, text: str) -> Document:
        """With that part's text typed over."""
        return replace(self, sections=_merged(self.sections, {section: text}))


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's report with the form it was made on."""

    form: Format
    document: Document


@dataclass(frozen=True, slots=True)
class Sent:
    """What a report said when it was sent to be approved (送审): when, its form, and nothing but what is printed."""

    at: str
    """As in a Step."""
    form: Format
    document: Document


def published(document: Document) -> Document:
    """The report with nothing but what is printed of it, as it was typed."""
    return Document(document.format, document.unit, document.year, sections=document.sections, cells=document.cells)


_MAPPINGS: Final = (
    "headings",
    "forms",
    "sections",
    "cells",
    "office",
    "explanations",
    "notes",
    "paper_totals",
    "read_aloud",
    "contributions",
)


def _merged(old: Mapping[str, str], new: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(
        {key: text for key, text in {**old, **{name: sound(text) for name, text in new.items()}}.items() if text}
    )
