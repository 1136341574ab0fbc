"""What a check went through."""

from dataclasses import replace

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.check import RULES, check
from govreport_gui.core.rules.coverage import coverage


def test_every_rule_is_either_judged_or_accounted_for(form: Format, zeros: Document) -> None:
    every = {rule.id for rule in form.rules} | {rule.id for rule in RULES}
    found = coverage(form, check(form, zeros))
    assert found.judged + found.not_judged == len(every)
    reasons = dict(found.reasons)
    assert reasons["没有载入上年年报"] >= 5
    with_last = replace(zeros, last=LastYear(form, replace(zeros, year=2024)))
    more = coverage(form, check(form, with_last))
    assert "没有载入上年年报" not in dict(more.reasons)
    assert more.judged > found.judged
