"""Document → findings. A check never raises for bad data, never stops at the first, never guesses."""

from operator import attrgetter
from typing import Final

from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.finding import NO_LAST_YEAR, Checked, Finding, NotChecked
from govreport_gui.core.forms.form import Bound, Format
from govreport_gui.core.forms.relations import judge
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules import (
    blanks,
    content,
    control_totals,
    copied_text,
    cross_table,
    dates,
    disputes,
    entries,
    ledger,
    names,
    parts,
    proactive,
    publishing,
    requests,
    wording,
    years,
)
from govreport_gui.core.rules.broken import broken
from govreport_gui.core.rules.case import Case, Check, case_of
from govreport_gui.core.rules.narrative import claims, fees, growth, numbers, shares
from govreport_gui.core.rules.needs import no_number, not_in_last_year

_OF_TEXT: Final = tuple(
    # These go over the same sentences and are reported as one.
    sorted((*numbers.RULES, *claims.RULES, *shares.RULES, *growth.RULES, *fees.RULES), key=attrgetter("id"))
)
RULES: Final[tuple[Check, ...]] = (
    *entries.RULES,
    *proactive.RULES,
    *requests.RULES,
    *disputes.RULES,
    *cross_table.RULES,
    *control_totals.RULES,
    *ledger.RULES,
    *years.RULES,
    *parts.RULES,
    *content.RULES,
    *names.RULES,
    *dates.RULES,
    *publishing.RULES,
    *wording.RULES,
    *copied_text.RULES,
    *_OF_TEXT,
)
"""All rules that are no relations, in the order in which they are reported."""
_OF_FIGURES: Final = RULES[len(entries.RULES) : -len(_OF_TEXT)]


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
            results.append(broken(form, bound, figures, judgement))
        elif judgement.state == "holds":
            # Among blanks only everything "holds"; that is nothing to speak of.
            held += not judgement.missing or any(cell in document.cells for cell in bound.relation.cells)
        else:
            results.append(NotChecked(bound.rule.id, bound.each, no_number(case, judgement.missing)))
    results.extend(blanks.second_look(case, results))
    results.extend(each for rule in _OF_FIGURES for each in rule.judge(case))
    # What a written report prints as blank is 0 to whoever reads it beside the text.
    results.extend(each for rule in _OF_TEXT for each in rule.judge(case.filled or case))
    findings = years.one_slip([each for each in results if isinstance(each, Finding)])
    not_checked = tuple(dict.fromkeys(each for each in results if isinstance(each, NotChecked)))
    blank = tuple(cell for cell in form.inputs if cell not in document.cells)
    explained, fallen = explanations.apply(findings, not_checked, document)
    lacking = (("单位名称", document.unit.strip()), ("年度", document.year))
    uncovered = tuple(name for name, given in lacking if not given)
    return Checked(explained, not_checked, blank, held, fallen, uncovered)


def _no_comparison(bound: Bound, last: LastYear | None) -> str:
    """Why a relation over two years cannot be judged; "" if it can."""
    if last is None:
        return NO_LAST_YEAR
    return not_in_last_year([cell for _, cell in bound.relation.terms], last.form) or ""
