"""The rules over the tables that ask for plausibility, law and what the unit is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govreport_gui.core.findings.finding import NO_LAST_YEAR, Finding, NotChecked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules import cross_table, disputes, proactive, requests
from govreport_gui.core.rules.case import Case, case_of
from govreport_gui.core.rules.cross_table import processing_fee
from govreport_gui.files.sources.imported import Imported

RULES = (*proactive.RULES, *requests.RULES, *disputes.RULES, *cross_table.RULES)


@dataclass(frozen=True)
class Told:
    """A report with 0 in every cell, changed by this; `last` changes last year's, None means there is none."""

    cells: dict[str, str] = field(default_factory=dict)
    cover: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    last: dict[str, str] | None = None

    def case(self, form: Format) -> Case:
        zeros = Document(form.id, "测试市财政局", 2025, cells=dict.fromkeys(form.cells, "0"))
        document = replace(zeros.with_cells(self.cells), sections=self.texts, **self.cover)
        if self.last is None:
            return case_of(form, document)
        last = replace(zeros, year=2024).with_cells(self.last)
        return case_of(form, replace(document, last=LastYear(form, last)))


def judged(case: Case, rule: str) -> list[Finding | NotChecked]:
    (check,) = [check for check in RULES if check.id == rule]
    return list(check.judge(case))


ISSUED, REPEALED, IN_FORCE = (f"proactive.regulations.{column}" for column in ("issued", "repealed", "in_force"))
DOCUMENTS = "proactive.normative_documents.in_force"
LICENSING, PENALTIES = "proactive.licensing.decisions", "proactive.penalties.decisions"
FEES = "proactive.fees.amount"
NEW, CARRIED_IN, CARRIED_OUT = (f"requests.{row}.total" for row in ("new", "carried_in", "carried_out"))
GRANTED, SECRET, FILE = (
    f"requests.{row}.total" for row in ("granted", "refused_state_secret", "refused_enforcement_file")
)
OTHER, UNPAID, RESULTS = (
    f"requests.{row}.total" for row in ("otherwise_other", "otherwise_fee_unpaid", "results_total")
)
REVIEWS, DIRECT, AFTER = (
    f"disputes.{row}.total" for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
)
CORRECTED = "disputes.reconsideration.corrected"

COUNTY = {"level": "county", "kind": "department"}
CITY = {"level": "municipal", "kind": "rollup", "rulemaker": True}
TOWNSHIP = {"level": "township", "kind": "township"}
UNKNOWN = {"unit": "测试经济区"}
"""A unit whose name does not say what it is."""

FAILING = [
    ("T2-03", None, "explain", Told({ISSUED: "1", IN_FORCE: "3"}, {"rulemaker": False})),
    ("T2-03", None, "explain", Told({IN_FORCE: "3", ISSUED: ""}, COUNTY)),
    ("T2-04", None, "explain", Told({ISSUED: "31"}, CITY)),
    ("T2-05", None, "explain", Told({FEES: "251000"}, last={FEES: "25.1"})),
    ("T2-05", None, "explain", Told({FEES: "10000.01"}, COUNTY)),
    ("T2-05", None, "explain", Told({FEES: "40682080"}, CITY)),
    ("T2-03", None, "explain", Told({ISSUED: "2"}, {"unit": "东山县财政局"})),
    ("T2-06", None, "explain", Told({FEES: "0.0009"})),
    ("T2-07", "licensing", "explain", Told({}, {"office": {"licensing_power": "yes"}})),
    ("T2-07", "penalties", "explain", Told({PENALTIES: "4"}, {"office": {"penalties_power": "no"}})),
    ("T2-10", None, "explain", Told({DOCUMENTS: "73"}, {"office": {"catalogue": "75"}})),
    ("T3-07", None, "explain", Told({NEW: "20", CARRIED_IN: "5", CARRIED_OUT: "11"})),
    ("T3-09", None, "explain", Told({OTHER: "5", RESULTS: "16"})),
    ("T3-14", None, "notice", Told({SECRET: "1"}, TOWNSHIP)),
    ("T4-06", None, "explain", Told({AFTER: "4", REVIEWS: "1"}, last={REVIEWS: "2"})),
    ("T4-07", None, "explain", Told({DIRECT: "2", FILE: "3"}, last={FILE: "1"})),
    ("T4-08", None, "notice", Told({CORRECTED: "1"}, texts={"problems": "政策解读形式不够丰富，下一步丰富形式。"})),
    ("XT-01", None, "explain", Told({REVIEWS: "1"}, last={})),
    ("XT-02", None, "explain", Told({REVIEWS: "5", DIRECT: "3", RESULTS: "4"}, last={RESULTS: "3"})),
    ("XT-03", None, "explain", Told({}, texts={"other_matters": "本年收取信息处理费3件2230元。"})),
    ("XT-04", None, "explain", Told({UNPAID: "2"}, texts={"other_matters": "无其他需要报告的事项。"})),
]
PASSING = [
    ("T2-03", Told({}, {"rulemaker": False})),
    ("T2-03", Told({ISSUED: "2", IN_FORCE: "12"}, {"rulemaker": True})),
    ("T2-04", Told({ISSUED: "30"}, CITY)),
    ("T2-04", Told({ISSUED: "31"}, COUNTY)),  # T2-03 says what is wrong there
    ("T2-05", Told({FEES: "24252.311082"}, CITY, last={FEES: "24252"})),
    ("T2-05", Told({FEES: "10000"}, COUNTY, last={FEES: "9000"})),
    ("T2-06", Told({FEES: "0.001"})),
    ("T2-06", Told({FEES: "0"})),
    (
        "T2-07",
        Told(
            {LICENSING: "7"},
            {"office": {"licensing_power": "yes", "penalties_power": "no", "coercion_power": "no"}},
        ),
    ),
    ("T2-10", Told({DOCUMENTS: "73"}, {"office": {"catalogue": "73"}})),
    ("T3-07", Told({NEW: "25", CARRIED_OUT: "10"})),
    ("T3-07", Told({NEW: "9", CARRIED_OUT: "9"})),
    ("T3-09", Told({OTHER: "6", RESULTS: "20"})),
    ("T3-09", Told({OTHER: "4", RESULTS: "4"})),
    ("T3-14", Told({SECRET: "1"}, COUNTY)),
    ("T4-06", Told({AFTER: "3", REVIEWS: "1"}, last={REVIEWS: "2"})),
    ("T4-06", Told({AFTER: "1", REVIEWS: "1"})),
    ("T4-07", Told({DIRECT: "2", FILE: "3", GRANTED: "1"})),
    ("T4-07", Told({DIRECT: "2", FILE: "3"}, last={GRANTED: "1"})),
    ("T4-07", Told({DIRECT: "2", FILE: "3", "requests.refused_administrative_inquiry.total": "1"}, last={})),
    ("T4-07", Told({DIRECT: "2"}, {"year": 2023})),
    ("T4-08", Told({CORRECTED: "1"}, texts={"problems": "个别依申请公开答复不够规范，下一步加强培训。"})),
    ("T4-08", Told()),
    ("XT-01", Told()),
    ("XT-01", Told({REVIEWS: "1"}, last={NEW: "1"})),
    ("XT-02", Told({REVIEWS: "5", DIRECT: "3", RESULTS: "4"}, last={RESULTS: "4"})),
    ("XT-02", Told({REVIEWS: "5", RESULTS: "5"})),
    ("XT-03", Told({FEES: "0.223"}, texts={"other_matters": "本年收取信息处理费3件2230元。"})),
    ("XT-03", Told({FEES: "0.22"}, texts={"other_matters": "本年收取信息处理费3件2230元。"})),  # rounded
    ("XT-03", Told({FEES: "59237.2449"}, texts={"other_matters": "本单位未收取信息处理费。"})),
    ("XT-04", Told({UNPAID: "2"}, texts={"other_matters": "发出收费通知2件，未收到信息处理费。"})),
]
OPEN = [
    ("T2-03", Told({ISSUED: "1"}, UNKNOWN), "封面信息未填规章制定权"),
    ("T2-03", Told({ISSUED: ""}, COUNTY), "表二规章·本年制发未填"),
    ("T2-04", Told({ISSUED: "31"}, UNKNOWN), "封面信息未填规章制定权"),
    ("T2-04", Told({ISSUED: "31"}, UNKNOWN | {"rulemaker": True}), "封面信息未填单位类型"),
    ("T2-05", Told({FEES: "5"}), NO_LAST_YEAR),
    ("T2-05", Told({FEES: "20000"}, UNKNOWN, last={FEES: "20000"}), "封面信息未填单位类型"),
    ("T2-05", Told({FEES: "20000"}, {"kind": "department"}, last={FEES: "20000"}), "封面信息未填单位级别"),
    ("T2-06", Told({FEES: "无"}), "表二行政事业性收费·本年收费金额不是数字"),
    ("T2-07", Told(), "封面信息未填“有行政许可事项”、“有行政处罚权”、“有行政强制权”"),
    ("T2-10", Told({DOCUMENTS: "73"}), "封面信息未填现行有效规范性文件目录件数"),
    (
        "T2-10",
        Told({DOCUMENTS: "73"}, {"office": {"catalogue": "约70"}}),
        "封面信息里现行有效规范性文件目录件数不是数字",
    ),
    ("T3-07", Told({NEW: "", "requests.new.research": ""}), "表三本年新收·科研机构未填"),
    ("T3-09", Told({OTHER: "9", RESULTS: "9"}, {"forms": {"requests": "2019"}}), "原文表三未分列（六）3.其他"),
    ("T3-14", Told({SECRET: "1"}), "封面信息未填单位级别"),
    ("T4-06", Told({AFTER: "1"}), NO_LAST_YEAR),
    ("T4-06", Told({AFTER: "1"}, last={REVIEWS: "无"}), "上年年报表四行政复议·总计不是数字"),
    ("T4-07", Told({DIRECT: "1"}), NO_LAST_YEAR),
    ("T4-07", Told({DIRECT: "1"}, {"year": None}), "封面信息未填报告年度"),
    ("T4-08", Told({CORRECTED: "1"}, texts={"problems": "〔略〕"}), "正文不全"),
    ("T4-08", Told({CORRECTED: "1"}), "“五、问题及改进”未写"),
    ("XT-01", Told({AFTER: "1"}), NO_LAST_YEAR),
    ("XT-02", Told({REVIEWS: "1"}), NO_LAST_YEAR),
    ("XT-03", Told(texts={"other_matters": "〔…略…〕"}), "正文不全"),
    (
        "XT-03",
        Told({FEES: ""}, texts={"other_matters": "收取信息处理费200元。"}),
        "表二行政事业性收费·本年收费金额未填",
    ),
    ("XT-04", Told({UNPAID: "1"}, texts={"other_matters": "〔略〕"}), "正文不全"),
]


@pytest.mark.parametrize(("rule", "each", "level", "told"), FAILING, ids=lambda value: str(value)[:12])
def test_what_each_rule_finds(form: Format, rule: str, each: str | None, level: str, told: Told) -> None:
    case = told.case(form)
    (finding,) = [found for found in judged(case, rule) if isinstance(found, Finding)]
    assert (finding.rule, finding.each, finding.level) == (rule, each, level)
    assert set(finding.cells) <= set(form.cells)
    assert re.match("[表第]", finding.message)
    assert re.search("[0-9]", finding.message)
    assert "核对" in finding.message
    assert finding.message.endswith("。")
    if finding.span:
        assert case.text(finding.section)[slice(*finding.span)] in finding.message


@pytest.mark.parametrize(("rule", "told"), PASSING, ids=lambda value: str(value)[:12])
def test_what_each_rule_lets_pass(form: Format, rule: str, told: Told) -> None:
    assert not any(isinstance(found, Finding) for found in judged(told.case(form), rule))


@pytest.mark.parametrize(("rule", "told", "reason"), OPEN, ids=lambda value: str(value)[:12])
def test_what_cannot_be_judged_and_why(form: Format, rule: str, told: Told, reason: str) -> None:
    found = judged(told.case(form), rule)
    assert reason in [each.reason for each in found if isinstance(each, NotChecked)]
    assert not any(isinstance(each, Finding) for each in found)


def test_every_rule_has_an_example_of_each() -> None:
    rules = {check.id for check in RULES}
    assert {rule for rule, *_ in FAILING} == {rule for rule, *_ in PASSING} == {rule for rule, *_ in OPEN} == rules
    assert len(rules) == len(RULES)


def test_levels_and_the_trap() -> None:
    assert all(check.level != "must_fix" for check in RULES)
    for rule, _, level, _ in FAILING:
        assert next(check.level for check in RULES if check.id == rule) == level
    # 行政事业性收费 in table 二 says nothing about part 六.
    assert "XT-06" not in {check.id for check in RULES}


def test_an_empty_report_breaks_nothing(form: Format, old_form: Format) -> None:
    for each in (form, old_form):
        document = Document(each.id)
        found = [found for check in RULES for found in check.judge(case_of(each, document))]
        assert all(isinstance(one, NotChecked) for one in found)


@pytest.mark.parametrize(
    ("text", "charged"),
    [
        ("本年度共收取政府信息公开信息处理费25件，共2950元。", "2950"),
        ("收取信息处理费 2,230 元，其中市资规局880元。", "2230"),
        ("2024年，全市收取3件信息处理费，合计0.223万元。", "2230"),
        ("依规收取400元信息处理费。", "400"),
        ("向申请人通知收取信息处理费3000元，实际收取2000.5元。", "2000.5"),
        ("本单位未收取信息处理费。", None),
        ("全年行政事业性收费59237元，未收取信息处理费。", None),
        ("2021年，无收取信息处理费情况。", None),
        ("本年度未产生政府信息公开信息处理费用。", None),
        ("按件、按量收费标准，每件100元，本年度没有产生信息公开处理费。", None),
        ("通知收取件数通知收取金额（元）实际收取金额（元）信息处理费收取情况18000根据《条例》", None),
        ("未收取信息处理费，其他各项收费59237元。", None),
        ("上年收取信息处理费200元。", None),
        ("", None),
    ],
)
def test_the_fee_that_a_text_names(text: str, charged: str | None) -> None:
    found = processing_fee(text)
    assert (found and found[0]) == (charged and Decimal(charged))
    if found:
        assert text[found[1] : found[2]].endswith("元")


# ── real reports ─────────────────────────────────────────────────────

# Every finding of these rules on the collection, cover and office data blank, last year's report not loaded.
REVIEWED: dict[str, dict[str, tuple[str, str]]] = {
    "hongze-2023": {},
    "pengshui-2021": {},
    "pingtan-2020": {},
    "pingtan-2021": {},
    "pingtan-haitan-2021": {},
    "pingtan-haitan-2025": {},
    "pingtan-scj-2025": {},
    "pingtan-zrz-2021": {},
    "shanghai-office-2019": {},
    "suqian-2023": {},
    "suqian-2024": {},
}


@pytest.mark.parametrize("name", REVIEWED)
def test_findings_on_real_reports_are_the_reviewed_ones(
    reports: Path, read_once: Callable[[Path], Imported], name: str
) -> None:
    read = read_once(reports / f"{name}.txt")
    case = case_of(read.form, read.document)
    found = [found for check in RULES for found in check.judge(case) if isinstance(found, Finding)]
    assert {each.rule: each.level for each in found} == {rule: level for rule, (level, _) in REVIEWED[name].items()}


@pytest.mark.parametrize(
    ("name", "cover", "rules"),
    [
        ("pengshui-2021", {"level": "county", "kind": "office"}, set()),
        ("hongze-2023", {"level": "county", "kind": "rollup"}, set()),
        ("suqian-2023", CITY, set()),
        ("suqian-2024", CITY, set()),
        ("pingtan-2021", {"level": "county", "kind": "rollup"}, set()),
        ("pingtan-scj-2025", COUNTY, set()),
        ("pingtan-zrz-2021", COUNTY, set()),
        ("pingtan-haitan-2025", TOWNSHIP, set()),
    ],
)
def test_real_reports_with_their_cover_filled_in(
    reports: Path, read_once: Callable[[Path], Imported], name: str, cover: dict[str, Any], rules: set[str]
) -> None:
    read = read_once(reports / f"{name}.txt")
    document = replace(read.document, **cover)
    case = case_of(read.form, document)
    assert {f.rule for check in RULES for f in check.judge(case) if isinstance(f, Finding)} == rules
