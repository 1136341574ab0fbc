"""The report's own sums as the judge of a reading: how many of its equations hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govreport_gui.core.forms.form import Bound, Format
from govreport_gui.core.forms.relations import PREVIOUS, judge
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import figures_of
from govreport_gui.core.values import Number


@dataclass(frozen=True, slots=True)
class Proof:
    """The equations of a form that could be evaluated: how many hold, and which do not."""

    holds: int = 0
    broken: tuple[Bound, ...] = ()
    open: int = 0
    """Equations that blank or unreadable cells leave open."""

    @property
    def said(self) -> str:
        """For the account: 85个等式全部成立。"""
        told = self.holds + len(self.broken)
        if not told:
            return "没有一个等式能核对。"
        rest = f"另有{self.open}个因空格不能核对。" if self.open else ""
        if not self.broken:
            return f"{told}个等式全部成立。{rest}"
        return f"{told}个等式中{self.holds}个成立，{len(self.broken)}个不成立，数照原文录入。{rest}"


def proved(
    account: Sequence[Entry], form: Format, document: Document, previous: Mapping[str, Number]
) -> tuple[Entry, ...]:
    """The account of a reading with the proof that last year's numbers take part in."""
    said = prove(form, document, previous).said
    return tuple(Entry("proof", said) if entry.what == "proof" else entry for entry in account)


def prove(form: Format, document: Document, previous: Mapping[str, Number] | None = None) -> Proof:
    """Judge every equation of the form on the report's numbers, and on last year's where they are given."""
    figures = figures_of(form, document, previous)
    holds = left_open = 0
    broken = []
    for bound in form.bound:
        if bound.relation.sign != "=" or (bound.compares_years and previous is None):
            continue
        cells = {cell for _, cell in (*bound.relation.left, *bound.relation.right)}
        state = judge(bound.relation, figures).state
        if state == "broken":
            broken.append(bound)
        elif state == "holds" and any(cell.removeprefix(PREVIOUS) in document.cells for cell in cells):
            holds += 1
        else:
            left_open += 1
    return Proof(holds, tuple(broken), left_open)
