"""What a rule may look at, and what a rule that is no relation is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Format, Level
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.values import Number


@dataclass(frozen=True, slots=True)
class Case:
    """One report before its rules.

    `numbers` are the readable numbers with the computed totals, by cell; `last_numbers` are those of
    last year's report. Both `last` and `last_numbers` are None where no last year's report is loaded.
    """

    form: Format
    document: Document
    numbers: Mapping[str, Number]
    last: LastYear | None = None
    last_numbers: Mapping[str, Number] | None = None

    def text(self, section: str) -> str:
        """What is written in that part."""
        return self.document.sections.get(section, "")


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that is no relation: `formula` says it in words, for whoever has to approve the rules."""

    id: str
    level: Level
    formula: str
    source: str
    judge: Callable[[Case], Iterator[Finding | NotChecked]]
