import re
from dataclasses import replace

import pytest

from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.repairs.located import locate
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check, check_case


def rules(checked: Checked) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.each) for finding in checked.findings]


def test_a_consistent_report_passes(form: Format, zeros: Document) -> None:
    checked = check(form, zeros)
    assert checked.findings == ()
    assert checked.verdict == "pass"


BROKEN = [
    ({"requests.new.natural_person": "1"}, ["T3-03 new", "T3-01 natural_person"]),
    ({"requests.new.natural_person": "1", "requests.new.total": "1"}, ["T3-01 natural_person", "T3-01 total"]),
    (
        {"requests.granted.other": "1"},
        ["T3-03 granted", "T3-02 other"],
    ),
    ({"requests.carried_out.total": "1"}, ["T3-03 carried_out", "T3-01 total", "T3-08 total"]),
    ({"disputes.reconsideration.pending": "2"}, ["T4-01 reconsideration"]),
    ({"disputes.litigation_direct.total": "2"}, ["T4-02 litigation_direct"]),
    ({"disputes.litigation_after_reconsideration.upheld": "2"}, ["T4-03 litigation_after_reconsideration"]),
    ({"proactive.regulations.issued": "2"}, ["T2-02 regulations", "T2-03 None"]),
    ({"proactive.normative_documents.issued": "5", "proactive.normative_documents.repealed": "5"}, []),
    ({"requests.new.natural_person": "九"}, ["T3-06 None"]),
    ({"proactive.licensing.decisions": "9" * 41}, ["T2-01 None"]),
    ({"proactive.licensing.decisions": "/"}, ["T2-01 None"]),
    ({"disputes.reconsideration.upheld": "无"}, ["T4-04 None"]),
    ({"proactive.penalties.decisions": "187件"}, ["DT-01 None"]),
    ({"proactive.fees.amount": "0.3"}, []),
    ({"proactive.fees.amount": "251000元"}, ["T2-01 None"]),
]


@pytest.mark.parametrize(("cells", "expected"), BROKEN)
def test_each_contradiction_is_found_once(
    form: Format, zeros: Document, cells: dict[str, str], expected: list[str]
) -> None:
    found = check(form, zeros.with_cells(cells))
    assert [f"{rule} {each}" for rule, each in rules(found)] == expected


@pytest.mark.parametrize(("cells", "expected"), BROKEN)
def test_every_sentence_has_place_number_and_what_to_do(
    form: Format, zeros: Document, cells: dict[str, str], expected: list[str]
) -> None:
    for finding in check(form, zeros.with_cells(cells)).findings:
        assert re.match("表[二三四]", finding.message)
        assert re.search("[0-9]|“", finding.message)
        assert re.search("核对|应填|仅填", finding.message)
        assert finding.message.endswith("。")
        assert "{" not in finding.message


def test_a_column_out_of_balance_in_words(form: Format, zeros: Document) -> None:
    cells = {"requests.new.natural_person": "9", "requests.new.total": "9", "requests.granted.natural_person": "8"}
    totals = {
        "requests.granted.total": "8",
        "requests.results_total.natural_person": "8",
        "requests.results_total.total": "8",
    }
    finding = check(form, zeros.with_cells(cells | totals)).findings[0]
    assert (finding.rule, finding.each, finding.level) == ("T3-01", "natural_person", "must_fix")
    assert (finding.left, finding.right) == (9, 8)
    assert finding.cells == (
        "requests.new.natural_person",
        "requests.carried_in.natural_person",
        "requests.results_total.natural_person",
        "requests.carried_out.natural_person",
    )
    assert finding.message.startswith(
        "表三“自然人”列不平：本年新收9＋上年结转0＝9，（七）总计8＋结转下年度0＝8，相差1件。"
    )


def test_an_empty_report_is_unfinished_and_does_not_shout(form: Format) -> None:
    checked = check(form, Document(form.id, year=2025))
    assert checked.findings == ()
    assert checked.verdict == "unfinished"
    assert len(checked.blank_inputs) == 166
    open_rules = {rule.rule for rule in checked.not_checked}
    assert {"T2-02", "T3-01", "T3-08", "XY-01", "NR-01", "NR-05", "NR-07"} <= open_rules
    assert all(rule.reason for rule in checked.not_checked)


def test_a_half_filled_table_says_what_is_already_impossible(form: Format) -> None:
    document = Document(
        form.id, cells={"requests.new.natural_person": "3", "requests.new.enterprise": "2", "requests.new.total": "4"}
    )
    checked = check(form, document)
    assert rules(checked) == [("T3-03", "new")]
    assert "空格未计入" in checked.findings[0].message


def test_blank_totals_are_computed_and_contradict_nothing(form: Format, zeros: Document) -> None:
    cells = dict.fromkeys(form.sums, "") | {
        "requests.new.natural_person": "5",
        "requests.granted.natural_person": "5",
    }
    assert check(form, zeros.with_cells(cells)).verdict == "pass"


def test_what_stays_open_is_said_with_its_reason(form: Format, zeros: Document) -> None:
    document = zeros.with_cells({"proactive.regulations.in_force": "", "requests.new.other": "无"})
    reasons = {(rule.rule, rule.each): rule.reason for rule in check(form, document).not_checked}
    # 现行有效 may be anything from 制发 − 废止 = 0 up, so this one is settled
    assert ("T2-02", "regulations") not in reasons
    assert reasons["T3-01", "other"] == "表三本年新收·其他不是数字"
    assert reasons["XY-01", None] == "没有载入上年年报"


def test_the_reason_names_the_cells_that_are_no_numbers_before_those_that_are_blank(
    form: Format, zeros: Document
) -> None:
    column = [f"requests.{row}.other" for row in ("new", "carried_in", "carried_out", "granted")]
    document = zeros.with_cells(dict.fromkeys((*column, "requests.results_total.other"), ""))

    def reason(document: Document) -> str:
        return {(rule.rule, rule.each): rule.reason for rule in check(form, document).not_checked}["T3-01", "other"]

    assert reason(document) == "表三本年新收·其他、表三上年结转·其他、表三结转下年度·其他等4格未填"
    assert reason(document.with_cells({column[1]: "无"})) == "表三上年结转·其他不是数字"


def test_an_explanation_is_asked_only_when_nothing_is_wrong(form: Format, zeros: Document) -> None:
    cells = {f"requests.{row}.{column}": "2" for row in ("carried_in", "carried_out") for column in ("other", "total")}
    checked = check(form, zeros.with_cells(cells))
    assert rules(checked) == [("T3-08", "other"), ("T3-08", "total")]
    assert checked.verdict == "explain"


def test_carried_in_is_last_years_carried_out(form: Format, zeros: Document) -> None:
    last = replace(zeros, year=2024, sections={}).with_cells(
        {"requests.carried_out.natural_person": "3", "requests.carried_out.total": ""}
    )
    checked = check(form, replace(zeros, last=LastYear(form, last)))
    assert rules(checked) == [("XY-01", "natural_person"), ("XY-01", "total")]
    assert "上年结转0件，上年年报结转下年度3件，相差3件" in checked.findings[0].message
    assert not any(rule.rule == "XY-01" for rule in checked.not_checked)


def test_last_years_form_may_be_the_older_one(form: Format, old_form: Format, zeros: Document) -> None:
    document = replace(zeros, year=2021)
    last = Document(old_form.id, zeros.unit, year=2020, cells={"requests.carried_out.total": "2"})
    checked = check(form, replace(document, last=LastYear(old_form, last)))
    assert rules(checked) == [("XY-01", "total")]
    reasons = {(rule.rule, rule.each): rule.reason for rule in checked.not_checked}
    assert reasons["XY-01", "other"] == "上年年报表三结转下年度·其他未填"
    assert "2019年格式" in reasons["XY-02", None]


def test_the_form_of_another_year(old_form: Format, zeros: Document) -> None:
    document = Document(
        old_form.id, zeros.unit, 2021, sections=zeros.sections, cells=dict.fromkeys(old_form.cells, "0")
    )
    checked = check(old_form, document)
    assert rules(checked) == [("FM-01", None)]
    assert checked.verdict == "explain"
    assert check(old_form, Document(old_form.id, year=2020)).findings == ()


def test_tables_of_two_years(form: Format, zeros: Document) -> None:
    mixed = replace(zeros, year=2023, forms={"requests": "2019"})
    (finding,) = check(form, mixed).findings
    assert finding.rule == "FM-01"
    assert "表三" in finding.message
    assert "requests.otherwise_other.total" in finding.cells


def test_signed_cells_take_a_minus(old_form: Format, zeros: Document) -> None:
    cells = dict.fromkeys(old_form.cells, "0") | {"proactive.fees.change": "-15"}
    document = Document(old_form.id, zeros.unit, 2020, sections=zeros.sections, cells=cells)
    assert check(old_form, document).verdict == "pass"


# ── 空格按0计 ────────────────────────────────────────────────────────

FIGURES = {
    "proactive.licensing.decisions": "8",
    "requests.new.natural_person": "61",
    "requests.granted.natural_person": "16",
    "requests.results_total.natural_person": "61",
    "disputes.reconsideration.upheld": "1",
}


def written(form: Format, zeros: Document, cells: dict[str, str], said: str = "") -> Document:
    """A report with all its text and these figures, everything else blank."""
    texts = {**zeros.sections, "overview": zeros.sections["overview"] + said}
    return Document(form.id, "测试市财政局", 2025, kind="department", sections=texts, cells=cells)


def test_blanks_of_a_written_report_are_judged_as_0_once_a_table(form: Format, zeros: Document) -> None:
    document = written(form, zeros, FIGURES)
    (finding,) = check(form, document).findings
    assert (finding.rule, finding.each, finding.level) == ("T3-02", "natural_person", "explain")
    assert finding.message.startswith(
        "表三空格按0计，“自然人”列的（七）总计为61，（一）至（六）各行相加为16，相差45件。"
    )
    assert check(form, document.with_cells({"requests.granted.natural_person": "61"})).findings == ()


def test_a_draft_is_not_judged_by_its_blanks(form: Format, zeros: Document) -> None:
    document = written(form, zeros, FIGURES)
    assert check(form, replace(document, sections={})).findings == ()
    # Table 三 has only what came in so far.
    begun = document.with_cells({"requests.granted.natural_person": "", "requests.results_total.natural_person": ""})
    assert [each.rule for each in check(form, begun).findings if each.rule.startswith("T3")] == []


def test_text_is_compared_with_blanks_as_0_too(form: Format, zeros: Document) -> None:
    cells = FIGURES | {"requests.granted.natural_person": "61"}
    wrong = check(form, written(form, zeros, cells, "收到政府信息公开申请16件。"))
    assert [(each.rule, each.right) for each in wrong.findings] == [("NV-01", 61)]
    assert check(form, written(form, zeros, cells, "收到政府信息公开申请61件。")).findings == ()


def test_what_is_broken_anyway_is_not_said_again(form: Format, zeros: Document) -> None:
    cells = FIGURES | {"requests.new.total": "5"}
    document = written(form, zeros, cells)
    levels = [(each.rule, each.level) for each in check(form, document).findings]
    assert levels == [("T3-03", "must_fix"), ("T3-02", "explain")]


# ── 未填单位或年度 ───────────────────────────────────────────────────


def test_a_report_without_its_unit_or_year_is_unfinished(form: Format, zeros: Document) -> None:
    assert check(form, zeros).verdict == "pass"
    for lacking, name in (({"unit": ""}, "单位名称"), ({"unit": " "}, "单位名称"), ({"year": None}, "年度")):
        checked = check(form, replace(zeros, **lacking))
        assert (checked.verdict, checked.uncovered) == ("unfinished", (name,))


# ── 不依据已判为有误的数 ─────────────────────────────────────────────


def test_nothing_of_a_lesser_level_rests_on_a_cell_called_wrong(form: Format, zeros: Document) -> None:
    cells = {
        f"requests.{row}.{column}": "4" for row in ("new", "granted", "results_total") for column in ("other", "total")
    }
    text = zeros.sections["overview"] + "收到政府信息公开申请4件，予以公开9件。"
    right = zeros.with_cells(cells).with_section("overview", text)
    assert rules(check(form, right)) == [("NV-05", "granted")]
    # The sums say that 予以公开 is wrong: what rests on it waits.
    wrong = right.with_cells({"requests.granted.total": "7"})
    case = case_of(form, wrong)
    located = locate(case, check_case(case))
    assert {each.level for each in located.checked.findings} == {"must_fix"}
    assert ("NV-05", "granted") in {(each.rule, each.each) for each in located.checked.not_checked}
    assert all(at < len(located.checked.findings) for at in located.repairs)
