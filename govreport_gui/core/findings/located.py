"""Findings with what probably went wrong: the cells, the repairs on offer, and which of them are one problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from govreport_gui.core.findings.finding import Checked, Finding


@dataclass(frozen=True, slots=True)
class Change:
    """One cell, what was typed there and what should stand there; "" where it is to be emptied."""

    cell: str
    before: str
    after: str


Repair = tuple[Change, ...]
"""Changes that belong together."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A repair and what it does, in words."""

    repair: Repair
    sentence: str

    @property
    def texts(self) -> Mapping[str, str]:
        """What is to be typed, by cell; "" empties the cell."""
        return {change.cell: change.after for change in self.repair}


@dataclass(frozen=True, slots=True)
class Located:
    """The result of a check with its findings located, and by the index of a finding the repairs on offer for it."""

    checked: Checked
    repairs: Mapping[int, tuple[Offer, ...]] = field(default_factory=dict)

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings without those that another one tells: one slip is one problem."""
        return tuple(finding for finding in self.checked.findings if finding.caused_by is None)
