"""Published tables that no set of applications can give: which cells, and why."""

from dataclasses import dataclass
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.repairs.located import locate
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check_case

_RULES: Final = frozenset({"T3-01", "T3-02", "T3-03", "T3-06", "T4-01", "T4-02", "T4-03", "T4-04"})


@dataclass(frozen=True, slots=True)
class Impossible:
    """A sum of a table that no set of applications gives: rule and which, all its cells, those that probably are wrong
    (none where nothing tells), a sentence.
    """

    rule: str
    each: str | None
    cells: tuple[str, ...]
    suspects: tuple[str, ...]
    message: str


def impossible(form: Format, document: Document) -> tuple[Impossible, ...]:
    """All such sums of tables 三 and 四, in report order; nothing where some set of applications gives the tables."""
    case = case_of(form, document)
    checked = check_case(case)
    located = locate(case, checked)
    found = []
    for at, finding in enumerate(located.checked.findings):
        if finding.rule not in _RULES or finding.level != "must_fix":
            continue
        offers = located.repairs.get(at, ())
        suspects = finding.suspects or tuple(each.cell for offer in offers[:1] for each in offer.repair)
        message = f"{finding.fact}没有一组申请能得出这些数。"
        found.append(Impossible(finding.rule, finding.each, finding.cells, suspects, message))
    return tuple(found)
