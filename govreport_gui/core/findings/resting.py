"""What rests on a cell that a broken sum already calls wrong: it would only tell the slip again, and is not told."""

from dataclasses import replace
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.findings.located import Located, Offer

_ABOUT_THE_CELL: Final = frozenset({"DT-01", "FM-01"})
"""These say how a cell is written, whatever its number."""


def rested(located: Located) -> Located:
    """The findings without those of the lesser levels that rest on a cell called wrong; these are not checked."""
    findings = located.checked.findings
    wrong: dict[str, tuple[str, str | None]] = {}
    for at, finding in enumerate(findings):
        if finding.level == "must_fix":
            offers = located.repairs.get(at, ())
            cells = {change.cell for change in offers[0].repair} if offers else set(finding.suspects)
            wrong.update(dict.fromkeys(cells, (finding.rule, finding.each)))
    if not wrong:
        return located
    kept: list[Finding] = []
    repairs: dict[int, tuple[Offer, ...]] = {}
    left = list(located.checked.not_checked)
    for at, finding in enumerate(findings):
        of = next((wrong[cell] for cell in finding.cells if cell in wrong), None)
        if of is not None and finding.level != "must_fix" and finding.rule not in _ABOUT_THE_CELL:
            left.append(NotChecked(finding.rule, finding.each, f"所依据的数有误（{of[0]}），更正后核对"))
            continue
        if at in located.repairs:
            repairs[len(kept)] = located.repairs[at]
        kept.append(finding)
    checked = replace(located.checked, findings=tuple(kept), not_checked=tuple(dict.fromkeys(left)))
    return Located(checked, repairs)
