"""What a paper or file is for, and what stands on it beside the report for that purpose."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from govreport_gui.core.papers.part import Part

Purpose = Literal["public", "review", "archive"]

NAMES: Final = MappingProxyType[Purpose, str]({"public": "公开稿", "review": "送审稿", "archive": "存档"})
UNFINISHED: Final = "未定稿"
"""What is printed on every page of a report that has not passed, whatever the paper is for."""
MARKS: Final = (f"{NAMES['review']}　{UNFINISHED}", NAMES["review"], UNFINISHED)
"""All that can stand in the corner of a page, the longest first."""
_DONE: Final = ("final", "published", "submitted")


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy of the report bears beside the report itself; the report and nothing else bears none of it."""

    purpose: Purpose = "public"
    mark: str = ""
    """In the corner of every page."""
    code: str = ""
    """The fingerprint at the foot of every page."""
    annex: tuple[Part, ...] = ()
    """Behind the report, each on a page of its own."""
    verdict: str = ""
    """What the check says, in words."""


PUBLIC: Final = Copy()
"""The report and nothing else."""


def mark(purpose: Purpose, *, passed: bool) -> str:
    """What stands in the corner of every page."""
    both, review, unfinished = MARKS
    if purpose == "review":
        return review if passed else both
    return "" if passed else unfinished


def usual(state: str) -> Purpose:
    """What a report in that state is mostly put out for: to be signed until it is final, then to be published."""
    return "public" if state in _DONE else "review"
