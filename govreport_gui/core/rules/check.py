"""Document → findings. A check never raises for bad data, never stops at the first, never guesses."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.finding import NO_LAST_YEAR, Checked, Finding, NotChecked
from govreport_gui.core.forms.form import Bound, Format
from govreport_gui.core.forms.relations import Figures, Judgement, Term, computed, judge
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules import (
    content,
    control_totals,
    copied_text,
    cross_table,
    dates,
    disputes,
    entries,
    names,
    parts,
    proactive,
    publishing,
    requests,
    text_claims,
    text_numbers,
    text_shares,
    wording,
    years,
)
from govreport_gui.core.rules.case import Case, Check, case_of
from govreport_gui.core.rules.needs import no_number, not_in_last_year
from govreport_gui.core.values import Number, show

RULES: Final[tuple[Check, ...]] = (
    *entries.RULES,
    *proactive.RULES,
    *requests.RULES,
    *disputes.RULES,
    *cross_table.RULES,
    *control_totals.RULES,
    *years.RULES,
    *parts.RULES,
    *content.RULES,
    *names.RULES,
    *dates.RULES,
    *publishing.RULES,
    *wording.RULES,
    *copied_text.RULES,
    # These three go over the same sentences and are reported as one.
    *sorted((*text_numbers.RULES, *text_claims.RULES, *text_shares.RULES), key=attrgetter("id")),
)
"""All rules that are no relations, in the order in which they are reported."""


def check(form: Format, document: Document) -> Checked:
    """All findings of a report: the form and the entries, the relations in the form's order, then the rest."""
    return check_case(case_of(form, document))


def check_case(case: Case) -> Checked:
    """`check` for a report whose case is at hand."""
    form, document, figures = case.form, case.document, case.figures
    results = [each for rule in entries.RULES for each in rule.judge(case)]
    held = 0
    for bound in form.bound:
        if bound.compares_years and (reason := _no_comparison(bound, document.last)):
            results.append(NotChecked(bound.rule.id, None, reason))
            continue
        judgement = judge(bound.relation, figures)
        if judgement.state == "broken":
            results.append(_broken(form, bound, figures, judgement))
        elif judgement.state == "holds":
            # Among blanks only everything "holds"; that is nothing to speak of.
            held += not judgement.missing or any(cell in document.cells for cell in bound.relation.cells)
        else:
            results.append(NotChecked(bound.rule.id, bound.each, no_number(case, judgement.missing)))
    results.extend(each for rule in RULES[len(entries.RULES) :] for each in rule.judge(case))
    findings = [each for each in results if isinstance(each, Finding)]
    not_checked = tuple(dict.fromkeys(each for each in results if isinstance(each, NotChecked)))
    blank = tuple(cell for cell in form.inputs if cell not in document.cells)
    explained, fallen = explanations.apply(findings, not_checked, document)
    return Checked(explained, not_checked, blank, held, fallen)


def _no_comparison(bound: Bound, last: LastYear | None) -> str:
    """Why a relation over two years cannot be judged; "" if it can."""
    if last is None:
        return NO_LAST_YEAR
    return not_in_last_year([cell for _, cell in bound.relation.terms], last.form) or ""


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
        words: list[str] = []
        for factor, cell in self.terms:
            number = self.figures.numbers.get(cell)
            if number is None and cell in self.form.sums:
                number = computed(cell, self.figures)
            name = self.form.name_within(self.bound, cell) + ("（空）" if number is None else show(number))
            words.append(("－" if factor < 0 else "＋" if words else "") + name)
        return "".join(words) + (f"＝{show(self.total)}" if len(self.terms) > 1 else "")
