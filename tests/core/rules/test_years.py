"""The rules that compare with last year's report."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from govreport_gui.core.findings.finding import NO_LAST_YEAR, Finding, NotChecked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.case import Case, case_of
from govreport_gui.core.rules.check import check, check_case
from govreport_gui.core.rules.needs import not_in_last_year
from govreport_gui.core.rules.years import RULES
from govreport_gui.files.sources.imported import Imported


@dataclass(frozen=True)
class Years:
    """Two reports of one unit with 0 in every cell, 2025 and 2024, changed by this."""

    now: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    texts_before: dict[str, str] = field(default_factory=dict)
    cover: dict[str, Any] = field(default_factory=dict)
    cover_before: dict[str, Any] = field(default_factory=dict)

    def case(self, form: Format, last_form: Format | None = None) -> Case:
        last_form = last_form or form
        zeros = Document(form.id, "测试市财政局", 2025, cells=dict.fromkeys(form.cells, "0"))
        zeros_before = Document(last_form.id, "测试市财政局", 2024, cells=dict.fromkeys(last_form.cells, "0"))
        document = replace(zeros.with_cells(self.now), sections=self.texts, **self.cover)
        last = replace(zeros_before.with_cells(self.before), sections=self.texts_before, **self.cover_before)
        return case_of(form, replace(document, last=LastYear(last_form, last)))


def judged(case: Case, rule: str) -> list[Finding | NotChecked]:
    (found,) = [check for check in RULES if check.id == rule]
    return list(found.judge(case))


NEW = "requests.new.total"
LICENSING, COERCION = "proactive.licensing.decisions", "proactive.coercion.decisions"
PENALTIES = "proactive.penalties.decisions"
NATURAL, FIRMS = "requests.new.natural_person", "requests.new.enterprise"
FEES = "proactive.fees.amount"
DOCUMENTS = "proactive.normative_documents"
BUSY = {"requests.new.natural_person": "9", "requests.granted.natural_person": "8", "requests.partial.other": "1"}
PENDING, REVIEWS = "disputes.reconsideration.pending", "disputes.reconsideration.total"
LATER_SUITS, FIRST_PENDING = "disputes.litigation_after_reconsideration.total", "disputes.litigation_direct.pending"
SUITS, SUITS_PENDING = "disputes.litigation_direct.total", "disputes.litigation_after_reconsideration.pending"
PROBLEMS = (
    "政策解读形式不够丰富，未能充分运用数字化、图表图解等方式通俗易懂地解读政策文件。\n"
    "政务公开质量水平有待提高，在利用政务新媒体开展宣传方面还难以满足群众需要，下一步加强培训和检查。"
)
OTHER_PROBLEMS = (
    "依申请公开答复的规范性还需加强，个别部门征求第三方意见不及时。公开平台检索功能不够好用，栏目更新有滞后。"
    "今年将修订答复文书样式，按季度通报更新情况，改版检索功能。"
)

MEASURED = {LICENSING: "8", COERCION: "2", FEES: "0.5"}
FAILING = [
    ("XY-04", None, "explain", Years({NEW: "101"}, {NEW: "20"})),
    ("XY-04", None, "explain", Years({NEW: "20"}, {NEW: "101"})),
    ("XY-05", "licensing", "explain", Years({LICENSING: "0"}, {LICENSING: "12"})),
    ("XY-05", "coercion", "explain", Years({COERCION: "1"}, {})),
    ("XY-05", "fees", "explain", Years({FEES: "501.5"}, {FEES: "50"})),
    ("XY-06", "requests", "explain", Years(BUSY, BUSY)),
    ("XY-06", "proactive", "explain", Years(MEASURED, MEASURED)),
    ("XY-09", "reconsideration", "notice", Years({REVIEWS: "2"}, {PENDING: "3"})),
    ("XY-09", "litigation", "notice", Years({SUITS: "2"}, {SUITS_PENDING: "3"})),
    ("XY-09", "litigation", "notice", Years({LATER_SUITS: "2"}, {FIRST_PENDING: "3"})),
    ("XY-10", "year", "explain", Years(cover_before={"year": 2023})),
    ("XY-12", "licensing", "explain", Years({LICENSING: "20", PENALTIES: "190"}, {LICENSING: "187", PENALTIES: "22"})),
    ("XY-12", "new", "explain", Years({NATURAL: "2", FIRMS: "90"}, {NATURAL: "81", FIRMS: "2"})),
    (
        "XY-12",
        "normative_documents",
        "explain",
        Years(
            {f"{DOCUMENTS}.issued": "3", f"{DOCUMENTS}.repealed": "6", f"{DOCUMENTS}.in_force": "73"},
            {f"{DOCUMENTS}.in_force": "70"},
        ),
    ),
    ("XY-10", "unit", "explain", Years(cover_before={"unit": "测试市审计局"})),
]
PASSING = [
    ("XY-04", Years({NEW: "100"}, {NEW: "20"})),
    ("XY-04", Years({NEW: "190"}, {NEW: "19"})),
    ("XY-05", Years({LICENSING: "500"}, {LICENSING: "50"})),
    ("XY-05", Years({LICENSING: "49"}, {LICENSING: "1"})),
    ("XY-05", Years({FEES: "250000"}, {FEES: "25"})),  # T2-05: typed in 元
    ("XY-06", Years(BUSY, BUSY | {"requests.partial.other": "2"})),
    ("XY-06", Years({LICENSING: "8", COERCION: "2"}, {LICENSING: "8", COERCION: "2"})),  # too few to tell
    ("XY-06", Years()),
    ("XY-09", Years({REVIEWS: "3", SUITS: "3"}, {PENDING: "3", SUITS_PENDING: "3"})),
    ("XY-09", Years({SUITS: "1", LATER_SUITS: "2"}, {FIRST_PENDING: "2", SUITS_PENDING: "1"})),
    ("XY-10", Years()),
    ("XY-12", Years({LICENSING: "187", PENALTIES: "22"}, {LICENSING: "190", PENALTIES: "20"})),
    ("XY-12", Years({LICENSING: "20", PENALTIES: "190"}, {LICENSING: "60", PENALTIES: "70"})),  # no better turned round
    ("XY-12", Years({NATURAL: "2", FIRMS: "3"}, {NATURAL: "3", FIRMS: "2"})),  # too few to tell
    ("XY-10", Years(cover={"unit": "测试市 财政局"})),
]
OPEN = [
    ("XY-04", Years({"requests.new.other": "", NEW: ""}, {NEW: "90"}), "表三本年新收·其他未填"),
    ("XY-05", Years(before={LICENSING: "/"}), "上年年报表二行政许可·本年处理决定数量不是数字"),
    ("XY-06", Years(BUSY, BUSY | {"requests.new.research": ""}), "上年年报表三本年新收·科研机构未填"),
    ("XY-09", Years({REVIEWS: "", "disputes.reconsideration.upheld": ""}), "表四行政复议·结果维持未填"),
    ("XY-10", Years(cover_before={"year": None}), "上年年报未写明年度"),
    ("XY-10", Years(cover={"year": None}), "封面信息未填报告年度"),
    ("XY-10", Years(cover={"unit": ""}), "封面信息未填单位名称"),
    ("XY-12", Years({LICENSING: ""}), "表二行政许可·本年处理决定数量未填"),
]


@pytest.mark.parametrize(("rule", "each", "level", "years"), FAILING, ids=lambda value: str(value)[:12])
def test_what_each_rule_finds(form: Format, rule: str, each: str | None, level: str, years: Years) -> None:
    case = years.case(form)
    (finding,) = [found for found in judged(case, rule) if isinstance(found, Finding)]
    assert (finding.rule, finding.each, finding.level) == (rule, each, level)
    assert re.search("表[二三四]|上年年报", finding.message)
    assert re.search("[0-9]|“", finding.message)
    assert "核对" in finding.message
    assert finding.message.endswith("。")


@pytest.mark.parametrize(("rule", "years"), PASSING, ids=lambda value: str(value)[:12])
def test_what_each_rule_lets_pass(form: Format, rule: str, years: Years) -> None:
    assert judged(years.case(form), rule) == []


@pytest.mark.parametrize(("rule", "years", "reason"), OPEN, ids=lambda value: str(value)[:12])
def test_what_cannot_be_judged_and_why(form: Format, rule: str, years: Years, reason: str) -> None:
    found = judged(years.case(form), rule)
    assert reason in [each.reason for each in found if isinstance(each, NotChecked)]
    assert not any(isinstance(each, Finding) for each in found)


def test_every_rule_has_an_example_of_each() -> None:
    rules = {check.id for check in RULES}
    assert {rule for rule, *_ in FAILING} == {rule for rule, *_ in PASSING} == {rule for rule, *_ in OPEN} == rules
    assert {check.id: check.level for check in RULES} == {rule: level for rule, _, level, _ in FAILING}


def test_without_last_year_each_rule_says_so_once(form: Format, zeros: Document) -> None:
    case = case_of(form, zeros)
    for each in RULES:
        assert list(each.judge(case)) == [NotChecked(each.id, None, NO_LAST_YEAR)]


# ── 现行有效: the stock goes on from last year's (XY-02), unless last year's form has no such number (XY-03) ──

STOCK = {f"{DOCUMENTS}.issued": "50", f"{DOCUMENTS}.repealed": "227", f"{DOCUMENTS}.in_force": "420"}


@pytest.mark.parametrize(("before", "found"), [("597", []), ("600", ["normative_documents"])])
def test_documents_in_force_go_on_from_last_year(form: Format, before: str, found: list[str]) -> None:
    case = Years(STOCK, {f"{DOCUMENTS}.in_force": before}).case(form)
    findings = [each for each in check(form, case.document).findings if each.rule == "XY-02"]
    assert [each.each for each in findings] == found
    for each in findings:
        assert each.level == "explain"
        assert "现行有效420，上年现行有效加本年制发减本年废止为423，相差3件" in each.message


def test_the_older_form_has_no_documents_in_force(form: Format, old_form: Format) -> None:
    case = Years(STOCK).case(form, old_form)
    checked = check(form, case.document)
    assert not any(each.rule == "XY-02" for each in checked.findings)
    assert any(each.rule == "XY-02" for each in checked.not_checked)
    (bound, _) = [each for each in form.bound if each.rule.id == "XY-02"]
    cells = [cell for _, cell in bound.relation.terms]
    assert not_in_last_year(cells, old_form) == "上年年报采用2019年格式，无可比数据"
    assert not_in_last_year(cells, form) == ""


def test_what_two_forms_have_in_common_is_compared(form: Format, old_form: Format) -> None:
    case = Years({LICENSING: "600", FEES: "3"}, {LICENSING: "50"}).case(form, old_form)
    finding, fees = judged(case, "XY-05")
    assert isinstance(finding, Finding)
    assert finding.each == "licensing"
    assert fees == NotChecked("XY-05", "fees", "上年年报采用2019年格式，无可比数据")
    assert {each.reason for each in judged(case, "XY-06") if isinstance(each, NotChecked)} <= {fees.reason}


# ── real reports ─────────────────────────────────────────────────────

# Every finding of these rules and of XY-01, XY-02 on consecutive years; the last pair is not consecutive.
REVIEWED = [
    ("suqian-2024", "suqian-2023", set()),
    ("pingtan-2021", "pingtan-2020", set()),
    # XY-05 arguable: one licence in 2021, none in 2025. XY-10 true: 2021 is not the year before 2025.
    ("pingtan-haitan-2025", "pingtan-haitan-2021", {"XY-05", "XY-10"}),
]


@pytest.mark.parametrize(("now", "before", "rules"), REVIEWED)
def test_findings_on_real_reports_are_the_reviewed_ones(
    reports: Path, read_once: Callable[[Path], Imported], now: str, before: str, rules: set[str]
) -> None:
    read, last = (read_once(reports / f"{name}.txt") for name in (now, before))
    document = replace(read.document, last=LastYear(last.form, last.document))
    case = case_of(read.form, document)
    found = [each for rule in RULES for each in rule.judge(case)]
    found += [each for each in check(read.form, document).findings if each.rule in {"XY-01", "XY-02"}]
    assert {each.rule for each in found if isinstance(each, Finding)} == rules


def test_documents_made_and_repealed_in_each_others_place_are_one_slip(form: Format) -> None:
    now = {f"{DOCUMENTS}.issued": "3", f"{DOCUMENTS}.repealed": "6", f"{DOCUMENTS}.in_force": "73"}
    findings = check_case(Years(now, {f"{DOCUMENTS}.in_force": "70"}).case(form)).findings
    told = {each.rule: each.caused_by for each in findings if each.each == "normative_documents"}
    assert told == {"XY-02": ("XY-12", "normative_documents"), "XY-12": None}
