"""控制总数: totals typed from the paper, beside what stands in the table."""

import pytest

from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check
from govreport_gui.core.rules.control_totals import compare

NEW = "requests.new.total"
PERSON, BUSINESS = "requests.new.natural_person", "requests.new.enterprise"
CLOSED = "requests.results_total.natural_person"


def found(form: Format, document: Document) -> list[Finding]:
    return [finding for finding in check(form, document).findings if finding.rule == "KZ-01"]


def resting(form: Format, document: Document) -> list[NotChecked]:
    return [rule for rule in check(form, document).not_checked if rule.rule == "KZ-01"]


def test_nothing_typed_from_the_paper_is_nothing_to_compare(form: Format, zeros: Document) -> None:
    assert compare(case_of(form, zeros)) == {}
    assert not found(form, zeros)
    assert not resting(form, zeros)


def test_a_total_that_agrees_is_no_finding(form: Format, zeros: Document) -> None:
    document = zeros.with_paper_total(NEW, " ０ ")
    assert document.paper_totals == {NEW: "０"}
    assert compare(case_of(form, document))[NEW].state == "agrees"
    assert not found(form, document)
    assert not resting(form, document)


def test_a_total_that_differs_says_both_numbers_and_what_to_do(form: Format, zeros: Document) -> None:
    document = zeros.with_cells({PERSON: "8", NEW: "8"}).with_paper_total(NEW, "9")
    (finding,) = found(form, document)
    assert finding.message == (
        "表三本年新收·总计：台账合计9，表中为8，相差1。请核对原始台账，更正有误的一格或台账合计。"
    )
    assert (finding.each, finding.level, finding.cells) == (NEW, "explain", (NEW,))
    assert (finding.left, finding.right) == (9, 8)
    assert compare(case_of(form, document))[NEW].words == "相差 1"


def test_a_blank_total_is_compared_by_what_is_computed_for_it(form: Format, zeros: Document) -> None:
    document = zeros.with_cells({PERSON: "8", NEW: ""})
    assert [finding.right for finding in found(form, document.with_paper_total(NEW, "9"))] == [8]
    assert not found(form, document.with_paper_total(NEW, "8"))


def test_a_number_in_the_wrong_row_is_found_by_the_paper_alone(form: Format, zeros: Document) -> None:
    blank_totals = dict.fromkeys(form.sums, "")
    granted, partial = "requests.granted.natural_person", "requests.partial.natural_person"
    right = zeros.with_cells({PERSON: "5", granted: "5"} | blank_totals)
    wrong = right.with_cells({granted: "0", partial: "5"})
    assert check(form, wrong).findings == check(form, right).findings
    on_paper = wrong.with_paper_total("requests.granted.total", "5").with_paper_total("requests.partial.total", "0")
    assert [finding.each for finding in found(form, on_paper)] == ["requests.granted.total", "requests.partial.total"]


def test_blank_parts_leave_it_open_until_no_number_could_settle_it(form: Format, zeros: Document) -> None:
    document = zeros.with_cells({PERSON: "8", BUSINESS: "", NEW: ""})
    (rule,) = resting(form, document.with_paper_total(NEW, "9"))
    assert rule == NotChecked("KZ-01", NEW, "表三本年新收·商业企业未填")
    assert compare(case_of(form, document.with_paper_total(NEW, "9")))[NEW].words == "表未填完"
    (finding,) = found(form, document.with_paper_total(NEW, "7"))
    assert "台账合计7，表中为8（空格未计入），相差1。" in finding.message


def test_what_is_unreadable_in_the_table_leaves_it_open(form: Format, zeros: Document) -> None:
    document = zeros.with_cells({PERSON: "八", NEW: ""}).with_paper_total(NEW, "8")
    assert [rule.reason for rule in resting(form, document)] == ["表三本年新收·自然人不是数字"]
    assert not found(form, document)


@pytest.mark.parametrize(("text", "why"), [("九件半", "不是数字"), ("-1", "是负数"), ("9.5", "是小数")])
def test_a_paper_total_that_is_no_count_is_said(form: Format, zeros: Document, text: str, why: str) -> None:
    (finding,) = found(form, zeros.with_paper_total(NEW, text))
    assert finding.message == f"表三本年新收·总计：台账合计写作“{text}”，{why}。请改为台账上的数，或清空。"


@pytest.mark.parametrize("name", ["form", "old_form"])
def test_column_totals_and_table_four_on_both_forms(name: str, request: pytest.FixtureRequest) -> None:
    form: Format = request.getfixturevalue(name)
    document = Document(form.id, cells=dict.fromkeys(form.cells, "0"))
    for cell in (CLOSED, "disputes.reconsideration.total"):
        document = document.with_paper_total(cell, "1")
    assert [finding.each for finding in found(form, document)] == [CLOSED, "disputes.reconsideration.total"]


def test_an_explanation_holds_for_one_total_only(form: Format, zeros: Document) -> None:
    document = zeros.with_cells(dict.fromkeys(form.sums, ""))
    for cell in (NEW, "requests.carried_in.total"):
        document = document.with_paper_total(cell, "1")
    first, second = found(form, document)
    document = explanations.explain(document, first, "台账多记了一件，已经注销")
    explained, other = found(form, document)
    assert explained.explanation == "台账多记了一件，已经注销"
    assert other == second
