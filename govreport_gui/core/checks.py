"""Document → findings. A check never raises for bad data, never stops at the first, never guesses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from govreport_gui.core.document import Document
from govreport_gui.core.figures import figures_of, printed_numbers
from govreport_gui.core.findings import Checked, Finding, NotChecked
from govreport_gui.core.formats import Bound, Format
from govreport_gui.core.relations import PREVIOUS, Figures, Judgement, Term, computed, judge
from govreport_gui.core.values import Number, fault, read, show


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's report with the form it was made on."""

    form: Format
    document: Document


def check(form: Format, document: Document, previous: LastYear | None = None) -> Checked:
    """All findings of a report: the form, the entries, then the relations in the form's order."""
    last = printed_numbers(previous.form, previous.document) if previous else None
    figures = figures_of(form, document, last)
    findings = [finding for rule in _FUNCTIONS for finding in rule(form, document)]
    not_checked: dict[NotChecked, None] = {}
    for bound in form.bound:
        if bound.compares_years and last is None:
            not_checked[NotChecked(bound.rule.id, None, "没有载入上年年报")] = None
            continue
        judgement = judge(bound.relation, figures)
        if judgement.state == "broken":
            findings.append(_broken(form, bound, figures, judgement))
        elif judgement.state != "holds":
            not_checked[NotChecked(bound.rule.id, bound.each, _reason(form, judgement))] = None
    blank = tuple(cell for cell in form.inputs if cell not in document.cells)
    return Checked(tuple(findings), tuple(not_checked), blank)


def _broken(form: Format, bound: Bound, figures: Figures, judgement: Judgement) -> Finding:
    rule, relation = bound.rule, bound.relation
    says = rule.says.format(
        each=bound.name,
        left=show(judgement.left),
        right=show(judgement.right),
        left_sum=_Sum(form, bound, relation.left, judgement.left, figures),
        right_sum=_Sum(form, bound, relation.right, judgement.right, figures),
        difference=show(judgement.difference),
    )
    blanks = "（空格没有计入。）" if judgement.missing else ""
    return Finding(
        rule.id, bound.each, rule.level, relation.cells, says + blanks + rule.fix, judgement.left, judgement.right
    )


@dataclass(frozen=True, slots=True)
class _Sum:
    """One side in words: 本年新收9＋上年结转0＝9. Worded only where a sentence asks for it."""

    form: Format
    bound: Bound
    terms: tuple[Term, ...]
    total: Number
    figures: Figures

    def __format__(self, spec: str) -> str:
        parts: list[str] = []
        for factor, cell in self.terms:
            number = self.figures.numbers.get(cell)
            if number is None and cell in self.form.sums:
                number = computed(cell, self.figures)
            name = _name(self.form, self.bound, cell) + ("（空）" if number is None else show(number))
            parts.append(("－" if factor < 0 else "＋" if parts else "") + name)
        return "".join(parts) + (f"＝{show(self.total)}" if len(self.terms) > 1 else "")


def _name(form: Format, bound: Bound, cell: str) -> str:
    """A cell's name inside the row or column that the rule is bound to."""
    of = form.cells[cell.removeprefix(PREVIOUS)]
    table = form.table(of.table)
    return table.rows[of.row] if of.column == bound.each else table.columns[of.column]


def _reason(form: Format, judgement: Judgement) -> str:
    places = [
        "上年年报" * cell.startswith(PREVIOUS) + form.cells[cell.removeprefix(PREVIOUS)].place
        for cell in judgement.missing
    ]
    some = "、".join(places[:3]) + (f"等{len(places)}格" if len(places) > 3 else "")
    return f"{some}不是数字" if judgement.state == "unreadable" else f"{some}还空着"


# ── rules that are no relations ──────────────────────────────────────


def _entries(form: Format, document: Document) -> Iterator[Finding]:
    """T2-01, T3-06, T4-04: what stands in a cell must be a number of its kind. DT-01: and only that."""
    for table in form.tables:
        for cell in table.cells:
            text = document.cells.get(cell)
            if text is None:
                continue
            reading = read(text)
            if type(reading.number) is int and reading.number >= 0 and not reading.unit and not reading.remark:
                continue  # what nearly every cell holds fits every kind of cell
            of = form.cells[cell]
            wrong = fault(text, of.kind, of.unit)
            if wrong:
                message = f"{of.place}填的是“{text}”，{wrong}。{_EXPECTED[of.kind].format(unit=of.unit)}"
                yield Finding(table.entry_rule, None, "must_fix", (cell,), message)
                continue
            if reading.unit or reading.remark:
                message = (
                    f"{of.place}写的是“{text}”，按{show(reading.number or 0)}计算。格内只填数字，单位和说明写到正文里。"
                )
                yield Finding("DT-01", None, "notice", (cell,), message)


_EXPECTED: Final = MappingProxyType(
    {
        "integer": "应填不小于0的整数（单位：{unit}），没有就填0。",
        "signed integer": "应填整数（单位：{unit}），减少的前面加“-”，没有增减就填0。",
        "decimal": "应填不小于0的数（单位：{unit}），可有小数，没有就填0。",
    }
)


def _form(form: Format, document: Document) -> Iterator[Finding]:
    """FM-01: the report stands in the form of another year, or its tables in forms of two years."""
    others = [form.table(table) for table, other in document.forms.items() if other != form.id]
    if document.year is not None and not form.covers(document.year):
        yield Finding(
            "FM-01",
            None,
            "explain",
            (),
            f"这是{document.year}年度的报告，用的是{form.name}（{form.source}）。"
            "核对是否应改用报告年度的格式；确需沿用的，写明原因。",
        )
    elif others:
        names = "、".join(table.name for table in others)
        yield Finding(
            "FM-01",
            None,
            "explain",
            tuple(cell for table in others for cell in table.cells if cell in _carried_cells(form, document)),
            f"原文{names}用的是另一年的格式，已按{form.name}归入相应的行。核对这些数；确需沿用的，写明原因。",
        )


def _carried_cells(form: Format, document: Document) -> frozenset[str]:
    return frozenset(cell for other in document.forms.values() for cell in form.carry.get(other, ()))


_FUNCTIONS: Final[tuple[Callable[[Format, Document], Iterator[Finding]], ...]] = (_form, _entries)
