"""What is marked on the cells of the tables: which is wrong, which take part in a broken sum, what is to explain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from govreport_gui.core.findings.finding import Checked, Finding
from govreport_gui.core.findings.located import Located
from govreport_gui.core.forms.form import Format

Mark = Literal["suspect", "must_fix", "explain", "explained", "notice"]

_ORDER: Final[tuple[Mark, ...]] = ("suspect", "must_fix", "explain", "explained", "notice")
"""The first that applies to a cell is its mark."""


@dataclass(frozen=True, slots=True)
class CellMarks:
    """By cell its mark: `suspect` the cell that a repair would change; `must_fix` one of those among which the wrong
    one is. `involved` are the totals of sums that do not hold: to mark all their cells would
    paint whole columns.
    """

    marks: Mapping[str, Mark]
    involved: frozenset[str]


NONE: Final = CellMarks({}, frozenset())


def cell_marks(form: Format, located: Located) -> CellMarks:
    """The marks of a report whose findings are located."""
    found: list[tuple[str, Mark]] = []
    # What one slip has broken may know the suspects where the finding that tells it does not.
    narrowed = {each.caused_by for each in located.checked.findings if each.suspects and each.caused_by}
    for index, finding in enumerate(located.checked.findings):
        if finding.level != "must_fix":
            found += _other(finding)
        elif offers := located.repairs.get(index):
            found += [(change.cell, "suspect") for change in offers[0].repair]
        elif finding.suspects or finding.caused_by or (finding.rule, finding.each) in narrowed:
            found += [(cell, "must_fix") for cell in finding.suspects]
        else:
            found += [(cell, "suspect" if len(finding.cells) == 1 else "must_fix") for cell in finding.cells]
    return CellMarks(_first(found), _involved(form, located.checked.findings))


def before_located(form: Format, checked: Checked, before: CellMarks) -> CellMarks:
    """The marks until it is known which cells are wrong: what was marked wrong stays so while it is concerned."""
    found: list[tuple[str, Mark]] = []
    for finding in checked.findings:
        if finding.level != "must_fix":
            found += _other(finding)
        elif len(finding.cells) == 1:
            found.append((finding.cells[0], "suspect"))
        else:
            kept = {cell: before.marks.get(cell) for cell in finding.cells}
            found += [(cell, mark) for cell, mark in kept.items() if mark in {"suspect", "must_fix"}]
    return CellMarks(_first(found), _involved(form, checked.findings))


def _other(finding: Finding) -> list[tuple[str, Mark]]:
    mark: Mark = "explained" if finding.explanation is not None else finding.level
    return [(cell, mark) for cell in finding.cells]


def _first(found: Iterable[tuple[str, Mark]]) -> dict[str, Mark]:
    marks: dict[str, Mark] = {}
    for cell, mark in found:
        if cell not in marks or _ORDER.index(mark) < _ORDER.index(marks[cell]):
            marks[cell] = mark
    return marks


def _involved(form: Format, findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(
        cell
        for finding in findings
        if finding.level == "must_fix" and finding.left is not None
        for cell in finding.cells
        if cell in form.sums
    )
