from dataclasses import replace

import pytest

from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.findings.progress import states, todo
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.check import check

PENDING = {f"requests.{row}.other": "2" for row in ("carried_in", "carried_out")}
WHY = "均为12月下旬收到，仍在法定期限内。"


@pytest.fixture
def pending(zeros: Document) -> Document:
    """Two applications were carried over and over again: T3-08 asks why."""
    totals = {f"requests.{row}.total": "" for row in ("carried_in", "carried_out")}
    return zeros.with_cells(PENDING | totals)


def asked(form: Format, document: Document) -> list[Finding]:
    return [finding for finding in check(form, document).findings if finding.rule == "T3-08"]


def explained(form: Format, document: Document) -> Document:
    for finding in asked(form, document):
        document = explanations.explain(document, finding, WHY)
    return document


def test_an_explanation_settles_the_finding(form: Format, pending: Document) -> None:
    assert check(form, pending).verdict == "explain"
    document = explained(form, pending)
    checked = check(form, document)
    assert checked.verdict == "pass"
    assert {finding.explanation for finding in checked.findings} == {WHY}
    assert "，".join(words for _, words in todo(checked)) == ""
    assert states(form, document, checked)["requests_text"] == "done"


def test_it_falls_when_the_values_change_and_stays_visible(form: Format, pending: Document) -> None:
    document = explained(form, pending).with_cells(
        {"requests.carried_in.other": "3", "requests.carried_out.other": "3"}
    )
    checked = check(form, document)
    assert checked.verdict == "explain"
    assert all(finding.explanation is None for finding in checked.findings)
    assert {fallen.text for fallen in checked.fallen} == {WHY}
    # other cells do not matter
    assert check(form, explained(form, pending).with_cells({"proactive.fees.amount": "7"})).verdict == "pass"


def test_it_falls_when_the_finding_is_gone(form: Format, pending: Document, zeros: Document) -> None:
    document = replace(zeros, explanations=explained(form, pending).explanations)
    assert len(check(form, document).fallen) == 2


def test_a_blank_text_takes_it_away(form: Format, pending: Document) -> None:
    document = explained(form, pending)
    for finding in asked(form, document):
        document = explanations.explain(document, finding, " ")
    assert document == pending


def test_what_must_be_fixed_cannot_be_explained_away(form: Format, zeros: Document) -> None:
    wrong = zeros.with_cells({"requests.new.total": "5"})
    (finding, _) = check(form, wrong).findings
    document = explanations.explain(wrong, finding, "情况属实，确实如此。")
    assert check(form, document).verdict == "must_fix"


def test_it_rests_while_the_rule_is_not_checked(form: Format, zeros: Document) -> None:
    last = LastYear(form, zeros.with_cells({"requests.carried_out.other": "1", "requests.carried_out.total": ""}))
    document = replace(zeros, last=last)
    for finding in check(form, document).findings:
        document = explanations.explain(document, finding, "去年的年报已经更正。")
    assert check(form, document).verdict == "pass"
    without = check(form, replace(document, last=None))
    assert without.fallen == ()
    assert without.verdict == "pass"


@pytest.mark.parametrize(
    ("text", "fault"),
    [("", "尚未写说明。"), ("无", "尚未写说明。"), ("属 实", "说明至少写6个字，讲清原因。"), (WHY, "")],
)
def test_what_counts_as_an_explanation(text: str, fault: str) -> None:
    assert explanations.fault(text) == fault


def test_the_annex_prints_finding_and_explanation(form: Format, pending: Document) -> None:
    first, second = explanations.paragraphs(check(form, explained(form, pending)))
    assert check(form, explained(form, pending)).verdict_words == "通过（附说明）"
    assert first == f"1．表三“其他”列结转下年度2件，多于本年新收0件。说明：{WHY}", "no orders to the clerk"
    assert second.startswith("2．表三“总计”列")
    assert explanations.paragraphs(check(form, pending)) == ()


def test_it_falls_visibly_although_another_part_of_the_rule_is_not_checked(form: Format, zeros: Document) -> None:
    text = "收到申请8件。〔…略…〕"
    document = zeros.with_section("overview", text)
    (finding,) = [each for each in check(form, document).findings if each.rule == "NV-01"]
    document = explanations.explain(document, finding, "文字为更正前的数。")
    assert check(form, document).fallen == ()
    changed = document.with_cells({"requests.new.total": "7", "requests.new.other": "7"})
    assert [fallen.text for fallen in check(form, changed).fallen] == ["文字为更正前的数。"]
