from dataclasses import replace

from govreport_gui.core.findings import explanations
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.inspection import Point, inspect
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check


def point(form: Format, document: Document, name: str) -> Point:
    return next(point for point in inspect(case_of(form, document), check(form, document)) if name in point.name)


def test_what_holds_is_good_and_what_cannot_be_judged_is_said(form: Format, zeros: Document) -> None:
    assert point(form, zeros, "勾稽").outcome == "good"
    carried = point(form, zeros, "与上年年报衔接")
    assert (carried.outcome, carried.remarks) == ("not_checked", ("没有载入上年年报",))


def test_a_finding_is_advised_in_its_own_words(form: Format, zeros: Document) -> None:
    wrong = zeros.with_cells({"requests.new.total": "3"})
    sums = point(form, wrong, "勾稽")
    assert sums.outcome == "advise"
    assert sums.remarks[0] == check(form, wrong).findings[0].message


def test_blanks_and_slashes_in_tables(form: Format, zeros: Document) -> None:
    document = zeros.with_cells({"proactive.fees.amount": "", "disputes.reconsideration.other": "/"})
    assert point(form, document, "空格").outcome == "advise"
    assert point(form, document, "空格").remarks[0] == "尚有1格未填，未发生的填0。"


def test_what_is_explained_is_good_and_shown(form: Format, zeros: Document) -> None:
    document = replace(zeros, year=2020)
    (finding,) = check(form, document).findings
    explained = explanations.explain(document, finding, "上级要求沿用新格式填报。")
    form_point = point(form, explained, "统一格式")
    assert form_point.outcome == "good"
    assert form_point.remarks[0].endswith("已说明：上级要求沿用新格式填报。")


def test_what_a_point_rests_on_is_named_once(form: Format, zeros: Document) -> None:
    assert point(form, zeros, "按时公布").basis == "《政府信息公开条例》第四十九条；国办公开办函〔2021〕30号"
    assert point(form, zeros, "勾稽").basis == "国办公开办函〔2021〕30号；统一格式表三表头等"
    assert point(form, zeros, "与上年相比").basis
    assert all(each.basis for each in inspect(case_of(form, zeros), check(form, zeros)))


def test_what_is_asked_of_governments_is_not_asked_of_a_department(form: Format, zeros: Document) -> None:
    department = point(form, replace(zeros, kind="department"), "政府的年报")
    assert (department.outcome, department.remarks) == ("not_checked", ("政府部门不涉及",))
    assert point(form, replace(zeros, kind="rollup"), "政府的年报").outcome == "good"
