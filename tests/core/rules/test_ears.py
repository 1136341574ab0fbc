"""The wordings in which published reports give their figures: each heard where it is wrong, quiet where it is right."""

from dataclasses import replace

import pytest

from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check_case

FIGURES = {
    "requests.new.natural_person": 8, "requests.new.enterprise": 1, "requests.new.total": 9,
    "requests.carried_in.natural_person": 2, "requests.carried_in.total": 2,
    "requests.granted.natural_person": 4, "requests.granted.total": 4,
    "requests.partial.natural_person": 1, "requests.partial.enterprise": 1, "requests.partial.total": 2,
    "requests.refused_process_information.natural_person": 1, "requests.refused_process_information.total": 1,
    "requests.unavailable_not_held.natural_person": 3, "requests.unavailable_not_held.total": 3,
    "requests.results_total.natural_person": 9, "requests.results_total.enterprise": 1,
    "requests.results_total.total": 10,
    "requests.carried_out.natural_person": 1, "requests.carried_out.total": 1,
    "disputes.reconsideration.upheld": 2, "disputes.reconsideration.corrected": 1, "disputes.reconsideration.total": 3,
    "disputes.litigation_direct.upheld": 1, "disputes.litigation_direct.total": 1,
    "disputes.litigation_after_reconsideration.upheld": 1, "disputes.litigation_after_reconsideration.total": 1,
    "proactive.normative_documents.issued": 6, "proactive.normative_documents.repealed": 3,
    "proactive.normative_documents.in_force": 73,
    "proactive.licensing.decisions": 187, "proactive.penalties.decisions": 45, "proactive.coercion.decisions": 5,
}  # fmt: skip
REQUESTS = "规范办理依申请公开工作。"
DISCLOSURE = "依法办理因政府信息公开引发的争议。"

WORDINGS = [
    # received
    ("我单位依申请公开共{}件。", 9, "NV-02", "handled"),
    ("全年，我局依申请公开{}件。", 9, "NV-02", "handled"),
    ("通过邮寄、网络、当面提交等方式提交的各类申请共计{}件。", 9, "NV-01", "new"),
    ("通过邮寄和网络等渠道提出的政府信息公开申请{}件。", 9, "NV-01", "new"),
    ("通过网络、信函等渠道收到政府信息公开申请{}件。", 9, "NV-01", "new"),
    ("收到政府网站上申请件{}件。", 9, "NV-01", "new"),
    ("收到{}条政府信息公开申请。", 9, "NV-01", "new"),
    (REQUESTS + "收到{}条社会公众提出的公开申请。", 9, "NV-01", "new"),
    ("收到政府信息公开申请书{}份。", 9, "NV-01", "new"),
    ("收到政府信息公开申请{}宗。", 9, "NV-01", "new"),
    ("累计收到政府信息公开申请{}件。", 9, "NV-01", "new"),
    # done
    (REQUESTS + "答复申请人{}件。", 10, "NV-03", "results_total"),
    ("{}件申请均已按时答复。", 10, "NV-03", "results_total"),
    ("{}件申请均已在法定期限内办结。", 10, "NV-03", "results_total"),
    ("{}件政府信息公开申请已全部答复。", 10, "NV-03", "results_total"),
    # carried
    (REQUESTS + "尚有{}件正在办理中，结转下一年度。", 1, "NV-04", "carried_out"),
    (REQUESTS + "另有{}件顺延到下年度答复。", 1, "NV-04", "carried_out"),
    (REQUESTS + "{}件尚未办结，转入下一年度继续办理。", 1, "NV-04", "carried_out"),
    (REQUESTS + "转下一年度办理答复的有{}件。", 1, "NV-04", "carried_out"),
    (REQUESTS + "顺延至下一年答复{}件。", 1, "NV-04", "carried_out"),
    ("共办理申请，其中{}件系上年结转。", 2, "NV-04", "carried_in"),
    ("共办理申请，其中{}件为2024年结转。", 2, "NV-04", "carried_in"),
    # results
    ("同意公开依申请公开{}件。", 4, "NV-05", "granted"),
    ("对{}件申请予以公开。", 4, "NV-05", "granted"),
    ("对{}件申请部分公开。", 2, "NV-05", "partial"),
    ("对{}件申请不予公开。", 1, "NV-05", "refused"),
    ("对{}件政府信息公开申请作出不予公开决定。", 1, "NV-05", "refused"),
    # disputes
    ("办理因政府信息公开申请引发的行政复议{}起。", 3, "NV-08", "reconsideration"),
    ("因不服答复引起行政复议{}件。", 3, "NV-08", "reconsideration"),
    (DISCLOSURE + "复议应诉{}件。", 3, "NV-08", "reconsideration"),
    (DISCLOSURE + "诉讼应诉案件{}件。", 2, "NV-09", "litigation"),
    ("办理因政府信息公开引发的行政诉讼{}宗。", 2, "NV-09", "litigation"),
    # documents
    ("出台规范性文件{}件。", 6, "NV-13", "normative_documents.issued"),
    ("制订行政规范性文件{}件。", 6, "NV-13", "normative_documents.issued"),
    ("制发了{}件行政规范性文件。", 6, "NV-13", "normative_documents.issued"),
    ("行政规范性文件发布{}件，废止3件，现行有效73件。", 6, "NV-13", "normative_documents.issued"),
    ("行政规范性文件发布6件，废止{}件，现行有效73件。", 3, "NV-13", "normative_documents.repealed"),
    ("行政规范性文件发布6件，废止3件，现行有效{}件。", 73, "NV-13", "normative_documents.in_force"),
    ("行政规范性文件发布{}条，废止数量3条，现行有效数量73条。", 6, "NV-13", "normative_documents.issued"),
    ("行政规范性文件发布6条，废止数量{}条，现行有效数量73条。", 3, "NV-13", "normative_documents.repealed"),
    ("行政规范性文件发布6条，废止数量3条，现行有效数量{}条。", 73, "NV-13", "normative_documents.in_force"),
    ("对{}件规范性文件予以废止。", 3, "NV-13", "normative_documents.repealed"),
    ("规范性文件库中现行有效{}件。", 73, "NV-13", "normative_documents.in_force"),
    # decisions
    ("办理行政许可事项{}件。", 187, "NV-14", "licensing"),
    ("作出{}宗行政许可。", 187, "NV-14", "licensing"),
    ("行政许可处理决定{}件。", 187, "NV-14", "licensing"),
    ("行政处罚处理决定（数量）{}件。", 45, "NV-14", "penalties"),
    ("立案并作出处罚{}件。", 45, "NV-14", "penalties"),
    ("实施行政强制{}件。", 5, "NV-14", "coercion"),
    ("新增政府信息公开申请{}件。", 9, "NV-01", "new"),
    ("共收到线上线下申请{}件。", 9, "NV-01", "new"),
    ("受理公众申请信息公开{}件。", 9, "NV-02", "handled"),
    (REQUESTS + "另有{}件申请跨年办理，转入下一年度。", 1, "NV-04", "carried_out"),
    (REQUESTS + "含2024年结转{}件。", 2, "NV-04", "carried_in"),
    ("行政许可决定数{}件。", 187, "NV-14", "licensing"),
    ("下达行政处罚决定书{}份。", 45, "NV-14", "penalties"),
    ("采取行政强制措施{}件。", 5, "NV-14", "coercion"),
]
NUMERALS = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 9: "九", 10: "十"}


@pytest.fixture
def whole(form: Format, zeros: Document) -> Document:
    return zeros.with_cells({cell: str(number) for cell, number in FIGURES.items()})


def said(form: Format, document: Document, text: str) -> list[Finding]:
    checked = check_case(case_of(form, document.with_section("proactive_text", text)))
    return [each for each in checked.findings if each.rule[:2] in {"NV", "XT"}]


@pytest.mark.parametrize(("wording", "number", "rule", "each"), WORDINGS)
def test_a_right_number_is_quiet_and_a_wrong_one_is_heard(
    form: Format, whole: Document, wording: str, number: int, rule: str, each: str
) -> None:
    assert said(form, whole, wording.format(number)) == []
    (found,) = said(form, whole, wording.format(number + 14))
    assert (found.rule, found.each, found.level) == (rule, each, "explain")
    assert found.left == number + 14


@pytest.mark.parametrize(("wording", "number", "rule", "each"), [each for each in WORDINGS if each[1] in NUMERALS])
def test_chinese_numerals_are_heard_too(
    form: Format, whole: Document, wording: str, number: int, rule: str, each: str
) -> None:
    assert said(form, whole, wording.format(NUMERALS[number])) == []
    (found,) = said(form, whole, wording.format("二十七"))
    assert (found.rule, found.each) == (rule, each)


QUIET = [
    "依申请公开信息数182条，不予公开信息数95条。",
    "主动公开信息50条，依申请公开信息3条。",
    "转下一年度办理答复的有1件。",
    "全市收到政府信息公开申请130件，其中我局9件。",
    "收到重复申请3件，合并答复1件。",
    "通过网络收到申请5件，通过信函收到申请4件。",
    "收到行政许可申请30件，办结30件。",
    "收到群众来信30件，均已答复。",
    "行政许可事项共120项，行政处罚事项300项。",
    "公布行政规范性文件目录，涉及文件20件。",
    "制发文件30件。",
    "审理行政复议案件50件。",
    "办理人大代表建议12件，均已按时答复。",
    "政府信息公开申请9件中，涉及土地征收4件、财政预算3件。",
    "代表市政府答复政府信息公开申请17件。",
    "政府信息公开申请平均答复时间12天。",
    "办理申请10件，已全部办结。",
    "受理不动产登记申请3500件，办结3490件。",
    "公开行政许可1200条、行政处罚300条。",
    "为企业减免收费120万元。",
]


@pytest.mark.parametrize("text", QUIET)
def test_what_is_about_something_else_is_left_alone(form: Format, whole: Document, text: str) -> None:
    assert said(form, whole, text) == []


KINDS = [
    # rounded numbers far off
    ("收到政府信息公开申请30多件。", ["NV-01 new explain"]),
    ("收到政府信息公开申请近10件。", []),
    ("收到政府信息公开申请200余件。", ["NV-01 new explain"]),
    ("收到政府信息公开申请增至285件。", ["NV-01 new explain"]),
    ("全年作出行政许可180余件。", []),
    ("全年作出行政许可5万余件。", ["NV-14 licensing explain"]),
    # nothing at all
    ("本年度零申请。", ["NV-11 new explain"]),
    ("全年无依申请公开事项。", ["NV-11 new explain"]),
    ("我局无依申请公开事项。", ["NV-11 new explain"]),
    ("全年未有政府信息公开申请发生。", ["NV-11 new explain"]),
    ("依申请公开0件。", ["NV-02 handled explain"]),
    ("2025年无行政复议、行政诉讼案件。", ["NV-10 disputes explain"]),
    ("全年未有因政府信息公开引发的行政复议发生。", ["NV-10 reconsideration explain"]),
    ("全年无因政府信息公开引起的行政诉讼。", ["NV-10 litigation explain"]),
    ("全年无超期答复的申请。", []),
    # all of them
    ("政府信息公开申请全部答复办结。", ["NV-18 - explain"]),
    ("政府信息公开申请全部按期答复办结。", ["NV-18 - notice"]),
    ("政府信息公开申请答复率100%。", ["NV-18 - explain"]),
    ("政府信息公开申请均按时答复。", ["NV-18 - notice"]),
    ("政府信息公开申请按期答复率100%。", ["NV-18 - notice"]),
    # parts and shares
    ("收到申请9件，其中网络5件、信函60件。", ["NV-16 - explain"]),
    ("收到申请9件，其中网络5件、信函4件。", []),
    ("全年公开信息52条，其中文件类3条，国土类信息 45，其他类4条。", []),
    ("办结申请10件，其中予以公开4件（40%）。", []),
    ("办结申请10件，其中予以公开4件（47.3%）。", ["NV-15 - explain"]),
    ("办结申请10件，其中予以公开4件，公开率40%。", []),
    ("办结申请10件，其中予以公开4件，公开率60%。", []),
    ("办结申请10件，其中予以公开4件，公开率75%。", ["NV-15 - explain"]),
    ("办结申请10件，予以公开的占40%，部分公开的占20%。", []),
    ("办结申请10件，予以公开的占47.3%。", ["NV-15 - explain"]),
    ("收到信息80条，其中网站24条，占三成。", []),
    ("收到信息80条，其中网站24条，占七成。", ["NV-15 - explain"]),
    ("公开信息8条，其中解读4条，占比50%。", []),
    ("公开信息8条，其中解读4条，占比51%。", ["NV-15 - explain"]),
    ("公开信息7条，其中解读4条，占比57%。", []),
    # fees
    ("全年行政事业性收费12.5万元。", []),
    ("全年行政事业性收费金额共计13万元。", []),
    ("全年收费125万元。", ["NV-19 - explain"]),
    ("全年行政事业性收费125000元。", []),
    ("收取信息处理费125元。", []),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_the_kinds_of_errors_that_reports_have(form: Format, whole: Document, text: str, expected: list[str]) -> None:
    document = whole.with_cells({"proactive.fees.amount": "12.5"})
    document = replace(document, sections={**document.sections, "other_matters": "信息处理费收取情况见第二部分。"})
    found = said(form, document, text)
    assert [f"{each.rule} {each.each or '-'} {each.level}" for each in found] == expected
