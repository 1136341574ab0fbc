import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from govreport_gui.core.findings.finding import NO_LAST_YEAR, Finding, NotChecked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import RULES
from govreport_gui.files.sources.imported import Imported

REVIEW = Path(__file__).parents[2] / "data" / "review-narrative.toml"

# The rules that compare the text with the tables, and shares and growth with each other: the last ones reported.
TEXT_RULES = RULES[[rule.id for rule in RULES].index("NV-01") :]
COLUMNS = ("natural_person", "enterprise", "research", "public_welfare", "legal_service", "other", "total")
# 宿迁市的两份年报，行的次序同统一格式表三。
SUQIAN = {
    2023: (
        "3402,99,0,4,5,1,3511|91,3,0,0,2,0,96|1175,12,0,3,1,0,1191|319,7,0,0,2,0,328|0,0,0,0,0,0,0|27,0,0,0,0,0,27|"
        "6,0,0,0,0,0,6|38,0,0,0,0,0,38|20,0,0,0,0,0,20|9,0,0,0,0,0,9|21,0,0,0,0,0,21|20,1,0,0,0,0,21|"
        "968,74,0,1,3,1,1047|26,2,0,0,0,0,28|3,0,0,0,0,0,3|305,0,0,0,0,0,305|39,0,0,0,0,0,39|0,0,0,0,0,0,0|"
        "58,0,0,0,0,0,58|4,0,0,0,0,0,4|40,0,0,0,0,0,40|10,0,0,0,0,0,10|287,3,0,0,1,0,291|"
        "3375,99,0,4,7,1,3486|118,3,0,0,0,0,121"
    ),
    2024: (
        "3440,75,0,1,6,3,3525|118,3,0,0,0,0,121|1408,21,0,0,2,0,1431|462,9,0,0,0,0,471|2,0,0,0,0,0,2|1,0,0,0,0,0,1|"
        "4,0,0,0,0,0,4|16,1,0,0,0,0,17|21,0,0,0,0,0,21|10,1,0,0,0,0,11|21,2,0,0,0,0,23|13,0,0,0,0,0,13|"
        "859,33,0,0,3,2,897|35,1,0,0,0,0,36|8,0,0,0,0,0,8|86,1,0,0,0,0,87|26,1,0,0,0,0,27|0,0,0,0,0,0,0|"
        "3,0,0,0,0,0,3|0,0,0,0,0,0,0|75,1,0,1,0,0,77|38,0,0,0,0,0,38|352,2,0,0,0,0,354|"
        "3440,73,0,1,5,2,3521|118,5,0,0,1,1,125"
    ),
}
DISPUTES = {
    2023: "309,17,88,26,440|1,1,16,6,24|13,0,67,9,89",
    2024: "88,18,28,36,170|7,0,11,7,25|33,0,6,13,52",
}


def suqian(form: Format, year: int, overview: str = "") -> Document:
    cells: dict[str, str] = {}
    for row, numbers in zip(form.table("requests").rows, SUQIAN[year].split("|"), strict=True):
        cells |= {f"requests.{row}.{c}": n for c, n in zip(COLUMNS, numbers.split(","), strict=True)}
    table = form.table("disputes")
    for row, numbers in zip(table.rows, DISPUTES[year].split("|"), strict=True):
        cells |= {f"disputes.{row}.{c}": n for c, n in zip(table.columns, numbers.split(","), strict=True)}
    return Document(form.id, "宿迁市人民政府", year, kind="rollup", cells=cells, sections={"overview": overview})


def judged(form: Format, document: Document, last: Document | None = None) -> list[Finding | NotChecked]:
    case = case_of(form, replace(document, last=LastYear(form, last) if last else None))
    return [found for rule in TEXT_RULES for found in rule.judge(case)]


def open_rules(form: Format, document: Document) -> dict[str, str]:
    """Why each rule was not judged."""
    return {each.rule: each.reason for each in judged(form, document) if isinstance(each, NotChecked)}


def findings(form: Format, document: Document, last: Document | None = None) -> list[Finding]:
    return [found for found in judged(form, document, last) if isinstance(found, Finding)]


def said(found: list[Finding]) -> list[str]:
    return [f"{each.rule} {each.each or '-'} {each.level}" for each in found]


@pytest.fixture
def small(form: Format, zeros: Document) -> Document:
    """新收9、上年结转2、办结10（予以公开5、部分公开2、无法提供3）、结转下年度1; one review, two lawsuits."""
    numbers = {
        "requests.new.natural_person": 8,
        "requests.new.enterprise": 1,
        "requests.new.total": 9,
        "requests.carried_in.natural_person": 2,
        "requests.carried_in.total": 2,
        "requests.granted.total": 5,
        "requests.partial.total": 2,
        "requests.unavailable_not_held.total": 3,
        "requests.results_total.total": 10,
        "requests.carried_out.total": 1,
        "disputes.reconsideration.upheld": 2,
        "disputes.reconsideration.pending": 1,
        "disputes.reconsideration.total": 3,
        "disputes.litigation_direct.corrected": 1,
        "disputes.litigation_direct.total": 1,
        "disputes.litigation_after_reconsideration.pending": 1,
        "disputes.litigation_after_reconsideration.total": 1,
        "proactive.normative_documents.issued": 2,
        "proactive.normative_documents.repealed": 3,
        "proactive.normative_documents.in_force": 73,
        "proactive.licensing.decisions": 187,
    }
    # The rows of 办理结果 are typed in the column of natural persons too, so that nothing else is wrong.
    rows = {
        c.replace(".total", ".natural_person"): n
        for c, n in numbers.items()
        if c.endswith(".total") and "requests" in c
    }
    texts = {cell: str(number) for cell, number in {**rows, **numbers}.items()}
    return zeros.with_cells(texts | {"requests.new.natural_person": "8"})


EXAMPLES = [
    ("收到政府信息公开申请9件。", []),
    ("收到政府信息公开申请11件。", ["NV-01 new notice"]),
    ("收到政府信息公开申请11件（含上年结转2件）。", []),
    ("收到政府信息公开申请12件。", ["NV-01 new explain"]),
    ("受理政府信息公开申请9件。", []),
    ("受理政府信息公开申请11件。", []),
    ("办理政府信息公开申请10件。", []),
    ("受理政府信息公开申请12件。", ["NV-02 handled explain"]),
    ("收到申请9件，办结10件。", []),
    ("收到申请9件，按时办结9件。", ["NV-03 results_total explain"]),
    ("收到申请9件，上年结转2件，结转下年度继续办理1件。", []),
    ("收到申请9件，上年结转3件，2件结转下年度继续办理。", ["NV-04 carried_in explain", "NV-04 carried_out explain"]),
    ("办结申请10件，其中予以公开5件、部分公开2件、无法提供3件。", []),
    ("办结申请10件，其中予以公开6件、无法提供2件。", ["NV-05 granted explain", "NV-05 unavailable explain"]),
    ("办结申请中，予以公开和部分公开共7件。", []),
    ("办结申请中，予以公开及部分公开5件。", ["NV-05 granted+partial explain"]),
    ("办结申请中，本机关不掌握相关政府信息3件，重复申请0件。", []),
    ("办结申请中，本机关不掌握相关政府信息2件。", ["NV-06 unavailable_not_held explain"]),
    ("收到申请9件，其中自然人8件、法人1件。", []),
    ("收到申请11件（含上年结转2件），其中自然人10件、法人1件。", []),
    ("收到申请9件，其中自然人7件、法人2件。", ["NV-07 natural_person explain", "NV-07 legal_person explain"]),
    ("因政府信息公开被申请行政复议3件。", []),
    ("因政府信息公开被申请行政复议2件。", ["NV-08 reconsideration notice"]),
    ("因政府信息公开被申请行政复议5件。", ["NV-08 reconsideration explain"]),
    ("因政府信息公开被提起行政诉讼2件。", []),
    ("因政府信息公开被提起行政诉讼1件。", ["NV-09 litigation notice"]),
    ("因政府信息公开被提起行政诉讼5件。", ["NV-09 litigation explain"]),
    ("未发生因政府信息公开引发的行政复议、行政诉讼。", ["NV-10 disputes explain"]),
    ("全年未收到政府信息公开申请。", ["NV-11 new explain"]),
    ("收到政府信息公开申请0件。", ["NV-11 new explain"]),
    ("因政府信息公开被申请行政复议3件，均获维持。", ["NV-12 - explain"]),
    ("被提起行政诉讼，无一败诉。", ["NV-12 - explain"]),
    ("制发行政规范性文件2件，废止3件，现行有效73件。", []),
    ("制发行政规范性文件4件，废止3件。", ["NV-13 normative_documents.issued explain"]),
    ("全年公开行政规范性文件4件。", ["NV-13 normative_documents.published notice"]),
    ("全年作出行政许可187件、行政处罚0件。", []),
    ("全年作出行政许可188件。", ["NV-14 licensing explain"]),
    ("收到申请9件，其中自然人8件，占88.9%。", []),
    ("收到申请9件，其中自然人8件，占90%。", ["NV-15 - explain"]),
    ("全年公开信息80条，其中网站50条，占62.5%。", []),
    ("全年公开信息80条，其中网站50条，占65.5%。", ["NV-15 - explain"]),
    ("全年公开信息100条，其中网站60条、新媒体30条、其他10条。", []),
    ("全年公开信息100条，其中网站60条、新媒体30条、其他20条。", ["NV-16 - explain"]),
    ("全年公开信息100条，其中网站60条、新媒体30条。", []),
    ("全县发布信息30条，其中东山县10条、西山县10条、北山镇9条。", ["NV-16 - explain"]),
    ("政府信息公开申请全部办结。", ["NV-18 - explain"]),
    ("政府信息公开申请办结率100%。", ["NV-18 - explain"]),
    ("政府信息公开申请按时办结率100%。", ["NV-18 - notice"]),
    ("政府信息公开申请已办结10件，其余均按期办结。", []),
    ("确保申请全部办结。", []),
    ("收到申请9件，受理并答复9件。", []),
    ("收到申请9件，答复10件。", []),
    ("县政府制发规范性文件1件，县政府办公室制发规范性文件1件。", []),
    ("全县发布信息30条，其中东山县10条、西山县9条。", []),
    ("公开政府信息395条，召开培训3次，关注公众号8个，关停新媒体23个。", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_the_text_against_the_tables(form: Format, small: Document, text: str, expected: list[str]) -> None:
    assert said(findings(form, small.with_section("overview", text))) == expected


def test_where_nothing_happened(form: Format, zeros: Document) -> None:
    text = "全年未收到政府信息公开申请，未发生因政府信息公开引发的行政复议、行政诉讼，申请全部办结，行政诉讼均获维持。"
    assert findings(form, zeros.with_section("overview", text)) == []


@pytest.mark.parametrize(("text", "expected"), [each for each in EXAMPLES if each[1]])
def test_every_sentence_has_place_words_numbers_and_what_to_do(
    form: Format, small: Document, text: str, expected: list[str]
) -> None:
    for finding in findings(form, small.with_section("overview", text)):
        assert finding.section == "overview"
        assert finding.span is not None
        assert finding.message.startswith("一、总体情况写“")
        assert text[slice(*finding.span)] in finding.message or finding.rule == "NV-16"
        assert re.search("[0-9]", finding.message)
        assert re.search("核对|写明", finding.message)
        assert finding.message.endswith("。")
        assert finding.fact in finding.message
        assert not re.search("核对|写明", finding.fact), "the fact is what is printed in the annex"


def test_both_sides_are_named(form: Format, small: Document) -> None:
    (finding,) = findings(form, small.with_section("overview", "办结申请中，因无法提供相关信息答复2件。"))
    assert finding.message == (
        "一、总体情况写“因无法提供相关信息答复2件”，表三（四）无法提供合计3件。请核对文字和表格，更正有误的一处。"
    )
    assert (finding.left, finding.right) == (2, 3)
    assert finding.cells[0] == "requests.unavailable_not_held.total"


def test_the_same_thing_stated_twice_is_two_findings(form: Format, small: Document) -> None:
    text = "收到申请9件，办结8件。按月统计的申请，共办结7件。"
    assert said(findings(form, small.with_section("overview", text))) == [
        "NV-03 results_total explain",
        "NV-03 results_total.2 explain",
    ]


def test_blank_cells_leave_it_open(form: Format, small: Document) -> None:
    blank = (
        "requests.new.total",
        "requests.results_total.total",
        "requests.results_total.other",
        "requests.granted.other",
    )
    document = small.with_cells(dict.fromkeys(blank, ""))
    found = judged(form, document.with_section("overview", "收到申请9件，办结12件。"))
    # 本年新收 has all its parts: the blank total is settled.
    assert found == [
        NotChecked("NV-03", "results_total", "表三（一）予以公开·其他未填"),
        NotChecked("XY-08", None, NO_LAST_YEAR),
    ]
    # What is filled in already is more than the text says, whatever the blanks will be.
    assert said(findings(form, document.with_section("overview", "办结8件申请。"))) == ["NV-03 results_total explain"]


def test_what_is_claimed_of_all_waits_for_cells_that_are_numbers(form: Format, small: Document) -> None:
    said_so = small.with_section("overview", "政府信息公开申请全部办结。因政府信息公开被申请行政复议3件，均获维持。")
    corrected, carried_out = "disputes.reconsideration.corrected", "requests.carried_out.total"
    for text, why in (("", "未填"), ("无", "不是数字")):
        blank = {corrected: text, carried_out: text, "requests.carried_out.other": text}
        blank["disputes.reconsideration.pending"] = "0"
        reasons = open_rules(form, said_so.with_cells(blank))
        assert reasons["NV-12"] == f"表四行政复议·结果纠正{why}"
        assert reasons["NV-18"] == f"表三结转下年度·{'总计' if text else '其他'}{why}"


def test_what_is_pending_already_denies_that_all_was_upheld(form: Format, small: Document) -> None:
    document = small.with_cells({"disputes.reconsideration.corrected": ""})
    text = "因政府信息公开被申请行政复议3件，均获维持。"
    assert said(findings(form, document.with_section("overview", text))) == ["NV-12 - explain"]


def test_a_total_that_contradicts_its_parts_is_the_matter_of_another_rule(form: Format, small: Document) -> None:
    document = small.with_cells({"requests.new.total": "0"})
    assert findings(form, document.with_section("overview", "收到申请9件。")) == []


def test_text_that_is_missing_or_cut_short(form: Format, small: Document) -> None:
    empty = replace(small, sections={})
    assert "“一、总体情况”未写" in open_rules(form, empty).values()
    found = judged(form, small.with_section("overview", "收到申请8件。〔…略…〕"))
    assert said([each for each in found if isinstance(each, Finding)]) == ["NV-01 new explain"]
    assert NotChecked("NV-01", None, "正文不全") in found


def test_other_years_and_parts_of_the_unit_are_left_alone(form: Format, small: Document) -> None:
    # A year that nothing explains was not brought up to date; PD-05 says so, and the number is compared all the same.
    left_over = small.with_section("overview", "2024年，收到政府信息公开申请50件。")
    assert said(findings(form, left_over)) == ["NV-01 new explain"]
    for explained in ("2024年收到政府信息公开申请50件，2025年收到9件。", "2021年，收到政府信息公开申请50件。"):
        assert findings(form, small.with_section("overview", explained)) == []
    office = "县政府办公室受理政府信息公开申请50件。"
    whole = Document(small.format, "东山县人民政府", 2025, kind="rollup", cells=small.cells)
    assert findings(form, whole.with_section("overview", office)) == []
    assert said(findings(form, small.with_section("overview", office))) == ["NV-02 handled explain"]
    # 县府办 is an office within the government too.
    for short in ("县政府办代表县政府受理政府信息公开申请50件。", "县府办受理政府信息公开申请50件。"):
        assert findings(form, whole.with_section("overview", short)) == []
    area = "全县各级行政机关受理政府信息公开申请50件。"
    own = Document(small.format, "东山县人民政府机关", 2025, cells=small.cells)
    assert findings(form, own.with_section("overview", area)) == []
    assert said(findings(form, whole.with_section("overview", area))) == ["NV-02 handled explain"]
    bureau = replace(own, unit="东山县财政局")
    assert findings(form, bureau.with_section("overview", area)) == []
    assert findings(form, bureau.with_section("overview", "全县收到申请130件，其中我局9件。")) == []


def test_suqian_2024_leaves_out_what_is_pending_and_rounds_growth_wrongly(form: Format) -> None:
    text = (
        "全市共收到政府信息公开申请3646件（含上年结转121件），同比增长1.05%，办结3521件。"
        "因政府信息公开被申请行政复议134件、提起行政诉讼57件。"
    )
    found = findings(form, suqian(form, 2024, text), suqian(form, 2023))
    assert said(found) == ["NV-08 reconsideration notice", "NV-09 litigation notice", "XY-08 - explain"]
    assert (found[0].left, found[0].right) == (134, 170)
    assert (found[1].left, found[1].right) == (57, 77)
    assert found[2].right == Decimal("1.08")
    right = findings(form, suqian(form, 2024, text.replace("1.05", "1.08")), suqian(form, 2023))
    assert "XY-08 - explain" not in said(right)


def test_suqian_2023_lists_its_districts(form: Format) -> None:
    districts = "沭阳县900件、泗阳县700件、泗洪县600件、宿豫区400件、宿城区300件、市自然资源局707件"
    text = f"全市共收到政府信息公开申请3607件（含上年结转），其中{districts}。"
    assert said(findings(form, suqian(form, 2023, text))) == []
    wrong = text.replace("900件", "910件")
    assert said(findings(form, suqian(form, 2023, wrong))) == ["NV-16 - explain"]


def test_growth_needs_last_years_report(form: Format) -> None:
    document = suqian(form, 2024, "新收政府信息公开申请3525件，较2023年增长5%。")
    assert NotChecked("XY-08", None, NO_LAST_YEAR) in judged(form, document)
    assert said(findings(form, document, suqian(form, 2023))) == ["XY-08 - explain"]
    fell = suqian(
        form, 2024, "办结政府信息公开申请3521件，同比增长1%。因政府信息公开被申请行政复议170件，同比下降61.4%。"
    )
    assert said(findings(form, fell, suqian(form, 2023))) == []


def test_wanyuan_2025_closed_one_more_than_it_says(form: Format, zeros: Document) -> None:
    results = {
        "granted": 45,
        "partial": 4,
        "refused_third_party": 1,
        "unavailable_not_held": 2,
        "not_processed_petition": 1,
    }
    rows = {"new": 54, "carried_in": 2, **results, "otherwise_other": 2, "results_total": 55, "carried_out": 1}
    cells = {f"requests.{row}.{column}": str(n) for row, n in rows.items() for column in ("natural_person", "total")}
    text = "新收政府信息公开申请54件，上年结转2件，按时办结54件，结转下年度1件。"
    found = findings(form, zeros.with_cells(cells).with_section("overview", text))
    assert said(found) == ["NV-03 results_total explain"]
    assert "表三（七）总计55件" in found[0].message


def test_shanghai_office_2019_counts_one_cell_for_a_whole_kind(old_form: Format) -> None:
    cells = dict.fromkeys(old_form.cells, "0") | {
        "requests.granted.total": "272",
        "requests.partial.total": "3",
        "requests.unavailable_not_held.total": "265",
        "requests.unavailable_must_be_created.total": "72",
        "disputes.litigation_direct.upheld": "4",
        "disputes.litigation_direct.pending": "3",
        "disputes.litigation_direct.total": "7",
    }
    text = "办结的申请中，予以公开及部分公开258件，无法提供265件。提起行政诉讼的案件均获维持。"
    document = Document(old_form.id, "上海市人民政府办公厅", 2019, cells=cells, sections={"overview": text})
    found = findings(old_form, document)
    assert said(found) == ["NV-05 granted+partial explain", "NV-05 unavailable explain", "NV-12 - explain"]
    assert "尚未审结3件" in found[2].message


def test_the_sample_is_without_contradiction(sample: Imported) -> None:
    assert findings(sample.form, sample.document) == []


def test_every_rule_has_words_a_source_and_is_no_must_fix() -> None:
    assert [rule.id for rule in TEXT_RULES] == [
        *(f"NV-{number:02}" for number in range(1, 17)),
        "NV-18",
        "NV-19",
        "XT-05",
        "XY-08",
    ]
    for rule in TEXT_RULES:
        assert rule.level == "explain"
        assert len(rule.formula) > 10
        assert rule.source


def test_every_alarm_on_the_real_reports_is_reviewed(
    real_texts: tuple[Path, ...], read_once: Callable[[Path], Imported]
) -> None:
    reviewed = {
        (alarm["report"], alarm["rule"], alarm["each"], alarm["words"])
        for alarm in tomllib.loads(REVIEW.read_text(encoding="utf-8"))["alarm"]
    }
    alarms = set()
    for path in real_texts:
        imported = read_once(path)
        for finding in findings(imported.form, imported.document):
            text = imported.document.sections[finding.section]
            words = text[slice(*finding.span)] if finding.span else ""
            alarms.add((path.stem, finding.rule, finding.each or "", words))
    assert alarms == reviewed


def test_no_review_says_false() -> None:
    alarms = tomllib.loads(REVIEW.read_text(encoding="utf-8"))["alarm"]
    assert {alarm["judged"] for alarm in alarms} <= {"true", "arguable"}
    assert all(alarm["why"] for alarm in alarms)


DIRECT, AFTER = "disputes.litigation_direct", "disputes.litigation_after_reconsideration"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("因政府信息公开未经复议直接起诉2件，复议后起诉3件。", []),
        ("因政府信息公开未经复议直接起诉3件。", ["NV-09 litigation_direct explain"]),
        ("因政府信息公开复议后提起行政诉讼2件。", ["NV-09 litigation_after_reconsideration explain"]),
    ],
)
def test_suits_of_one_kind_are_compared_with_that_kind(
    form: Format, zeros: Document, text: str, expected: list[str]
) -> None:
    cells = {f"{DIRECT}.upheld": "2", f"{DIRECT}.total": "2", f"{AFTER}.upheld": "3", f"{AFTER}.total": "3"}
    found = findings(form, zeros.with_cells(cells).with_section("overview", text))
    assert said(found) == expected
    for finding in found:
        assert finding.cells == (f"disputes.{finding.each}.total",)


@pytest.mark.parametrize("row", ["reconsideration", "litigation_direct", "litigation_after_reconsideration"])
@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("行政复议均获维持。", {"reconsideration"}),
        ("行政诉讼均获维持。", {"litigation_direct", "litigation_after_reconsideration"}),
        ("被提起行政诉讼，无一败诉。", {"litigation_direct", "litigation_after_reconsideration"}),
        (
            "行政复议和行政诉讼均获维持。",
            {"reconsideration", "litigation_direct", "litigation_after_reconsideration"},
        ),
    ],
)
def test_a_claim_of_cases_won_is_about_the_groups_it_names(
    form: Format, zeros: Document, text: str, rows: set[str], row: str
) -> None:
    cells = {f"disputes.{row}.corrected": "1", f"disputes.{row}.total": "1"}
    found = findings(form, zeros.with_cells(cells).with_section("overview", text))
    assert said(found) == (["NV-12 - explain"] if row in rows else [])
    for finding in found:
        assert {cell.split(".")[1] for cell in finding.cells} == rows


def test_a_share_is_worked_out_to_hundredths_half_a_hundredth_up(form: Format, zeros: Document) -> None:
    text = "全年公开信息800条，其中网站1条，占9%。"
    (finding,) = findings(form, zeros.with_section("overview", text))
    assert "，1÷800＝0.13%。" in finding.message
    assert finding.right == Decimal("0.13")
