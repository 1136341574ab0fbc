import re
from dataclasses import replace

import pytest

from govreport_gui.core.drafting.bound_numbers import bindable
from govreport_gui.core.drafting.sentences import sentences
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.case import Case, case_of
from govreport_gui.core.rules.narrative import claims, growth, numbers, shares

CELLS = {
    "requests.new.natural_person": "8",
    "requests.new.enterprise": "1",
    "requests.new.total": "9",
    "requests.carried_in.natural_person": "2",
    "requests.carried_in.total": "2",
    "requests.granted.natural_person": "6",
    "requests.granted.total": "6",
    "requests.refused_state_secret.natural_person": "1",
    "requests.refused_state_secret.total": "1",
    "requests.refused_third_party.natural_person": "2",
    "requests.refused_third_party.total": "2",
    "requests.otherwise_other.enterprise": "1",
    "requests.otherwise_other.total": "1",
    "requests.results_total.natural_person": "9",
    "requests.results_total.enterprise": "1",
    "requests.results_total.total": "10",
    "requests.carried_out.natural_person": "1",
    "requests.carried_out.total": "1",
    "disputes.reconsideration.upheld": "2",
    "disputes.reconsideration.pending": "1",
    "disputes.reconsideration.total": "3",
    "disputes.litigation_direct.upheld": "1",
    "disputes.litigation_direct.total": "1",
    "proactive.normative_documents.issued": "2",
    "proactive.normative_documents.repealed": "3",
    "proactive.normative_documents.in_force": "73",
    "proactive.licensing.decisions": "187",
}


@pytest.fixture
def busy(zeros: Document) -> Document:
    return zeros.with_cells(CELLS)


def case_beside(form: Format, document: Document, last: Document | None = None) -> Case:
    return case_of(form, replace(document, last=LastYear(form, last) if last else None))


def said(case: Case) -> dict[str, str]:
    return {each.name: each.text for each in sentences(case)}


def test_the_usual_sentences(form: Format, busy: Document) -> None:
    assert said(case_beside(form, busy)) == {
        "行政规范性文件": "2025年，制发行政规范性文件2件，废止3件，现行有效73件。",
        "许可、处罚、强制": ("2025年，作出行政许可处理决定187件；作出行政处罚处理决定0件；作出行政强制处理决定0件。"),
        "收到和办结申请": "2025年，新收政府信息公开申请9件，上年结转2件；办结10件，结转下年度继续办理1件。",
        "申请人": "新收的申请中，自然人申请8件，法人或其他组织申请1件。",
        "办理结果": "办结的政府信息公开申请中，予以公开6件，不予公开3件，其他处理1件。",
        "复议诉讼": (
            "2025年，因政府信息公开工作被申请行政复议3件（结果维持2件，尚未审结1件），被提起行政诉讼1件（结果维持1件）。"
        ),
        "信息处理费（未收取）": "2025年，未收取信息处理费。",
        "信息处理费（收取）": "2025年，共收取信息处理费〔金额〕元，涉及政府信息公开申请〔件数〕件。",
    }


def test_where_nothing_happened(form: Format, zeros: Document) -> None:
    words = said(case_beside(form, zeros))
    assert words["收到和办结申请"] == "2025年，未收到政府信息公开申请。"
    assert words["复议诉讼"] == "2025年，未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况。"
    assert not words.keys() & {"规章", "申请人", "办理结果"}


def test_growth_against_last_year(form: Format, busy: Document) -> None:
    last = busy.with_cells(
        {"requests.new.natural_person": "6", "requests.new.total": "7", "proactive.licensing.decisions": "200"}
    )
    words = said(case_beside(form, busy, last))
    assert "新收政府信息公开申请9件，同比增长28.6%，" in words["收到和办结申请"]
    assert "行政许可处理决定187件，同比下降6.5%；" in words["许可、处罚、强制"]
    assert "持平" in said(case_beside(form, busy, busy))["收到和办结申请"]


def test_blank_cells_give_no_sentence(form: Format, busy: Document) -> None:
    names = said(case_beside(form, Document(form.id, year=2025))).keys()
    assert names == {"信息处理费（未收取）", "信息处理费（收取）"}
    half = busy.with_cells({"requests.carried_out.total": "", "requests.carried_out.other": ""})
    assert "收到和办结申请" not in said(case_beside(form, half))


def test_the_old_form_has_fewer(old_form: Format) -> None:
    document = Document(old_form.id, "测试局", 2020, cells=dict.fromkeys(old_form.cells, "0"))
    case = case_of(old_form, document)
    assert said(case).keys() >= {"收到和办结申请", "复议诉讼", "许可、处罚、强制"}


def test_the_program_understands_its_own_sentences(form: Format, busy: Document, zeros: Document) -> None:
    for document in (busy, zeros):
        last = busy.with_cells({"requests.new.total": "7", "proactive.licensing.decisions": "200"})
        case = case_beside(form, document, last)
        text = "\n".join(each.text for each in sentences(case) if each.blank is None)
        written = case_beside(form, document.with_section("overview", text), last)
        rules = (*numbers.RULES, *claims.RULES, *shares.RULES, *growth.RULES)
        assert [each for rule in rules for each in rule.judge(written) if isinstance(each, Finding)] == []
    all_written = busy.with_section("overview", "\n".join(each.text for each in sentences(case_of(form, busy))))
    assert len(bindable(case_of(form, all_written))) == 17


def test_every_number_of_a_sentence_follows_its_cells_from_the_start(form: Format, busy: Document) -> None:
    editor = ReportEditor(form, busy)
    for each in sentences(editor.case):
        before = editor.document.sections.get("problems", "")
        at = len(before)
        text = f"{before}{each.text}\n"
        editor.apply("插入数据句", editor.document.with_section("problems", text), each.placed("problems", at))
        digits = re.findall("[0-9]+(?=件)", each.text)
        assert [written for _, written, _ in each.numbers] == digits
    assert len(editor.document.bindings) == sum(len(each.numbers) for each in sentences(editor.case))
    editor.apply("填数", editor.document.with_cells(dict.fromkeys(CELLS, "4")))
    text = editor.document.sections["problems"]
    assert "新收政府信息公开申请4件，上年结转4件；办结4件" in text
    assert "予以公开4件，不予公开8件，其他处理4件" in text
    assert "被申请行政复议4件（结果维持4件，尚未审结4件），被提起行政诉讼4件（结果维持4件）" in text
    editor.undo()
    assert "新收政府信息公开申请9件" in editor.document.sections["problems"]


def test_what_a_sentence_leaves_to_fill_in(form: Format, busy: Document) -> None:
    blanks = {each.name: each.text[slice(*each.blank)] for each in sentences(case_of(form, busy)) if each.blank}
    assert blanks == {"信息处理费（收取）": "〔金额〕"}
