from dataclasses import replace

import pytest

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules import dates, names
from govreport_gui.core.rules.case import case_of

UNIT = "平潭综合实验区市场监督管理局"


def judged(form: Format, document: Document, last: Document | None = None) -> list[Finding | NotChecked]:
    case = case_of(form, replace(document, last=LastYear(form, last) if last else None))
    return [each for rule in (*names.RULES, *dates.RULES) for each in rule.judge(case)]


def findings(form: Format, document: Document, last: Document | None = None) -> list[Finding]:
    return [each for each in judged(form, document, last) if isinstance(each, Finding)]


def marked(form: Format, last: Document | None = None, **texts: str) -> list[tuple[str, str, str]]:
    """Rule, level and the very words, in a report of UNIT for 2025 with these texts."""
    document = Document(form.id, UNIT, 2025, sections=texts)
    return [
        (each.rule, each.level, texts[each.section][slice(*(each.span or (0, 0)))])
        for each in findings(form, document, last)
    ]


def test_an_empty_report_has_no_dates_to_judge(form: Format) -> None:
    reasons = {each.rule: each.reason for each in judged(form, Document(form.id)) if isinstance(each, NotChecked)}
    assert reasons == {
        "PD-02": "封面信息未填报告年度",
        "PD-03": "封面信息未填报告年度",
        "PD-04": "封面信息未填报告年度",
        "PD-05": "封面信息未填报告年度",
        "PD-06": "封面信息未填单位名称",
    }


def test_a_title_in_other_words_needs_nothing(form: Format) -> None:
    """The outputs print the official one."""
    for title in ("", f"2025年{UNIT}政府信息公开工作年度报告", f"{UNIT}2025年政府信息公开年度报告"):
        assert findings(form, Document(form.id, UNIT, 2025, title=title)) == []


# ── PD-02 统计期限 ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "本报告所列数据的统计期限自2025年1月1日起至2025年12月31日止。",
        "统计期限为2025 年1月1日至12月31日。",
        "统计周期从２０２５年1月1日—2025年12月31日。",
        "数据按《关于2024年1月1日至2024年12月31日统计的通知》填报。",
        "比上年同期（2024年1月1日至2024年12月31日）增长3%。",
        "专项整治（2025年3月1日至2025年5月31日）办结2件。",
    ],
)
def test_pd02_the_period_of_the_year(form: Format, text: str) -> None:
    assert marked(form, preface=text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("统计期限自2024年1月1日起至2024年12月31日止。", "2024年1月1日起至2024年12月31日"),
        ("统计期限为2025年1月1日至2025年11月30日。", "2025年1月1日至2025年11月30日"),
        ("统计期限为2025年1月1日至2026年12月31日。", "2025年1月1日至2026年12月31日"),
        ("2024年1月1日至12月31日，本局收到3件。", "2024年1月1日至12月31日"),
    ],
)
def test_pd02_another_period(form: Format, text: str, words: str) -> None:
    assert marked(form, preface=text) == [("PD-02", "explain", words)]
    (finding,) = findings(form, Document(form.id, UNIT, 2025, sections={"preface": text}))
    assert "应为2025年1月1日至2025年12月31日" in finding.message


@pytest.mark.parametrize(
    ("texts", "against"),
    [
        (
            {"preface": "统计期限为{0}年1月1日至{0}年12月31日。", "overview": "{0}年，我局公开信息8条。"},
            "统计期限、正文",
        ),
        (
            {
                "preface": "统计期限为{0}年1月1日至{0}年12月31日。",
                "overview": "{0}年，我局公开信息8条。\n{0}年，我局收到申请3件。",
                "closing": "{1}年1月22日",
            },
            "统计期限、正文（2处）、落款",
        ),
        ({"problems": "公开不够及时。{1}年，我局将继续加强培训。", "closing": "{1}年1月22日"}, "工作打算、落款"),
    ],
)
def test_pd02_the_title_is_the_odd_one_out(form: Format, texts: dict[str, str], against: str) -> None:
    sections = {part: text.format(2025, 2026) for part, text in texts.items()}
    (finding,) = findings(form, Document(form.id, UNIT, 2024, sections=sections))
    assert (finding.rule, finding.level, finding.section) == ("PD-02", "explain", "")
    assert finding.message.startswith(f"标题年度为2024年，{against}均为2025年，疑标题年度未更新。")
    assert findings(form, Document(form.id, UNIT, 2025, sections=sections)) == []


def test_pd02_one_against_the_title_is_the_odd_one_itself(form: Format) -> None:
    period = "统计期限为2024年1月1日至2024年12月31日。"
    assert marked(form, preface=period) == [("PD-02", "explain", "2024年1月1日至2024年12月31日")]
    both = {"preface": period, "overview": "2025年，我局公开信息8条。", "closing": "2026年1月22日"}
    assert [each[0] for each in marked(form, None, **both)] == ["PD-02"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年，全区共收到申请145件，共办结148件，结转至2026年6件。", ["2024年"]),
        ("2025年，我局收到申请9件，较2024年增加2件。", []),
        ("2026年，我局坚持以公开为常态，规划先行。", ["2026年"]),
        ("2025年，我局公开信息8条。2026年，我局将继续加强公开。", []),
        ("针对2024年度报告指出的问题，逐项整改。", []),
        ("2024年，我局收到申请12件，2025年收到9件。", []),
    ],
)
def test_pd05_a_year_at_the_head_of_a_sentence_is_the_one_reported_on(
    form: Format, text: str, found: list[str]
) -> None:
    assert [words for rule, _, words in marked(form, overview=text) if rule == "PD-05"] == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("公开不够及时。2025年，我局将进一步加强培训。", True),
        ("公开不够及时。2026年，我局将进一步加强培训。", False),
        ("2025年，我局将政务公开纳入考核，仍有不足。", False),
    ],
)
def test_pd05_plans_are_for_the_next_year(form: Format, text: str, said: bool) -> None:
    assert [rule for rule, *_ in marked(form, problems=text)] == ["PD-05"] * said


@pytest.mark.parametrize(
    ("section", "text", "early"),
    [
        ("closing", "2025年12月20日", True),
        ("closing", "测试单位\n2025年1月22日", True),
        ("other_matters", "未收取信息处理费。2025年1月22日", True),
        ("closing", "2025年12月31日", False),
        ("closing", "2026年1月22日", False),
        ("other_matters", "2025年3月1日起施行的办法，未收取信息处理费。", False),
    ],
)
def test_pd04_signed_before_the_year_was_over(form: Format, section: str, text: str, early: bool) -> None:
    found = [each for each in marked(form, None, **{section: text}) if each[0] == "PD-04"]
    assert [level for _, level, _ in found] == ["explain"] * early


# ── PD-03、PD-04 公布日期 ────────────────────────────────────────────


def planned(form: Format, kind: str, day: str) -> list[Finding | NotChecked]:
    return judged(form, Document(form.id, UNIT, 2025, kind=kind, office={"publish_on": day} if day else {}))


@pytest.mark.parametrize(
    ("kind", "day"),
    [("department", "2026-01-01"), ("department", "2026-01-31"), ("rollup", "2026-03-31"), ("office", "2026-02-01")],
)
def test_pd03_in_time(form: Format, kind: str, day: str) -> None:
    assert planned(form, kind, day) == []


@pytest.mark.parametrize(
    ("kind", "day", "words"),
    [("department", "2026-02-03", "晚3天"), ("rollup", "2026-04-01", "法定期限为2026年3月31日，晚1天")],
)
def test_pd03_late(form: Format, kind: str, day: str, words: str) -> None:
    (finding,) = planned(form, kind, day)
    assert isinstance(finding, Finding)
    assert (finding.rule, finding.level) == ("PD-03", "explain")
    assert words in finding.message


def test_pd04_before_the_year_is_over(form: Format) -> None:
    (finding,) = planned(form, "department", "2025-12-20")
    assert isinstance(finding, Finding)
    assert (finding.rule, finding.level) == ("PD-04", "explain")
    assert "2025年尚未结束" in finding.message
    assert "2025年12月31日" in finding.message


@pytest.mark.parametrize(
    ("kind", "day", "reasons"),
    [
        ("department", "", ["封面信息未填计划公布日期", "封面信息未填计划公布日期"]),
        ("", "2026-01-15", ["封面信息未填单位类型"]),
        ("township", "2026-04-15", ["条例未规定这类单位的公布期限"]),
    ],
)
def test_pd03_and_pd04_need_a_day_and_the_kind(form: Format, kind: str, day: str, reasons: list[str]) -> None:
    assert [each.reason for each in planned(form, kind, day) if isinstance(each, NotChecked)] == reasons
    assert not any(isinstance(each, Finding) for each in planned(form, kind, day))


@pytest.mark.parametrize("said", ["一月底", "1-32"])
def test_pd03_a_day_that_is_none_is_told(form: Format, said: str) -> None:
    told, other = planned(form, "department", said)
    assert isinstance(told, Finding)
    assert isinstance(other, NotChecked)
    assert (told.rule, told.level) == ("PD-03", "explain")
    assert told.message == f"封面信息的公布日期写作“{said}”，不是日期。请更正，如 2026-1-20，或清空。"
    assert other.reason == f"计划公布日期“{said}”不是日期"


# ── PD-05 其他年份 ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("overview", "2025年，我局公开信息120条，比2024年增长3%。"),
        ("overview", "公布2024年部门决算。"),
        ("overview", "按照《2024年政务公开工作要点》和国办发〔2020〕17号文件落实。"),
        ("overview", "修订《指南（2024年版）》，自2019年以来每年清理一次。"),
        ("overview", "落实2023—2025年行动方案。"),
        ("overview", "公布2026年部门预算。新平台预计2026年6月建成。"),
        ("overview", "2018年机构改革后，2020年的老栏目并入现在的网站。"),
        ("problems", "2026年，我局将加强培训。"),
        ("closing", f"{UNIT}\n2026年1月15日"),
        ("other_matters", f"本年度未收取信息处理费。 {UNIT} 2026年1月15日"),
        ("preface", "统计期限自2025年1月1日起至2025年12月31日止。"),
        ("overview", "服务电话0591-2024。"),
    ],
)
def test_pd05_years_that_belong_there(form: Format, section: str, text: str) -> None:
    assert marked(form, None, **{section: text}) == []


@pytest.mark.parametrize(
    ("section", "text", "words"),
    [
        ("overview", "2024年，我局公开信息120条，较上年增长3%。", "2024年"),
        ("overview", "全年公开信息120条。2023年共收到申请3件。", "2023年"),
        ("problems", "2024年，我局工作仍有不足。", "2024年"),
        ("overview", "2021年，我局公开信息120条。", "2021年"),
        ("overview", "2026年，我局公开信息120条。", "2026年"),
    ],
)
def test_pd05_years_left_over(form: Format, section: str, text: str, words: str) -> None:
    assert marked(form, None, **{section: text}) == [("PD-05", "notice", words)]


def test_pd05_says_how_often_and_whether_last_year_said_the_same(form: Format) -> None:
    text = "2024年，我局收到申请3件。2023年收到2件。"
    last = Document(form.id, UNIT, 2024, sections={"overview": "2024年，我局收到申请3件。"})
    document = Document(form.id, UNIT, 2025, sections={"overview": text})
    (finding,) = findings(form, document, last)
    assert finding.message == (
        "“一、总体情况”写有2024年、2023年等2处，报告年度为2025年。该句与上年年报相同。请核对年份是否未更新。"
    )


# ── PD-06 单位名称 ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("preface", f"结合{UNIT}（以下简称“我局”）2025年工作实际，编制本报告。"),
        ("preface", f"特向社会公布{UNIT}2025年度政府信息公开工作年度报告。"),
        ("preface", "《平潭综合实验区管委会办公室关于编制2025年政府信息公开工作年度报告的通知》"),
        ("preface", "现公布我局2025年政府信息公开工作年度报告。"),
        ("preface", "现公布区市场监管局2025年政府信息公开工作年度报告。"),
        ("closing", f"{UNIT}\n2026年1月15日"),
        ("closing", "区市场监管局\n2026年1月15日"),
        ("closing", f"{UNIT}办公室\n2026年1月15日"),
        ("other_matters", f"未收取信息处理费。{UNIT}2026年1月23日"),
        ("other_matters", "区司法局2025年5月10日印发的收费通知没有执行。本年度未收取信息处理费。"),
        ("overview", "联合平潭综合实验区自然资源局开展宣传。"),
    ],
)
def test_pd06_the_unit_by_its_name(form: Format, section: str, text: str) -> None:
    assert marked(form, None, **{section: text}) == []


@pytest.mark.parametrize(
    ("section", "text", "words"),
    [
        ("preface", "结合平潭综合实验区自然资源局（以下简称“我局”）实际。", "平潭综合实验区自然资源局"),
        ("preface", "现公布平潭综合实验区农业农村局2025年政府信息公开工作年度报告。", "平潭综合实验区农业农村局"),
        ("closing", "平潭综合实验区自然资源局\n2026年1月15日", "平潭综合实验区自然资源局"),
        ("other_matters", "无 平潭综合实验区自然资源局2026年1月15日", "平潭综合实验区自然资源局"),
    ],
)
def test_pd06_another_name(form: Format, section: str, text: str, words: str) -> None:
    assert marked(form, None, **{section: text}) == [("PD-06", "explain", words)]


def test_pd06_last_years_name_is_still_there(form: Format) -> None:
    old = "平潭综合实验区工商行政管理局"
    last = Document(form.id, old, 2024)
    assert marked(form, last, overview=f"{old}公开信息120条，{old}收到申请3件。") == [("PD-06", "explain", old)]
    assert marked(form, last, overview=f"2025年，{old}更名为{UNIT}。") == []
    assert marked(form, last, overview=f"原{old}的申请转由我局办理。") == []
    assert marked(form, Document(form.id, UNIT, 2024), overview=f"{UNIT}公开信息120条。") == []
    document = Document(form.id, UNIT, 2025, sections={"overview": f"{old}公开信息120条，{old}收到申请3件。"})
    (finding,) = findings(form, document, last)
    assert finding.message == (
        f"“一、总体情况”写有上年的单位名称“{old}”等2处，现名称为“{UNIT}”。请改为现名称，或写明原因。"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("如有疑问，请与平潭综合实验区公安局办公室联系（电话：12345）。", "平潭综合实验区公安局"),
        ("平潭综合实验区公安局坚持公开为常态。", "平潭综合实验区公安局"),
        ("2025年，平潭综合实验区公安局共收到申请3件。", "平潭综合实验区公安局"),
        ("如有疑问，请与平潭综合实验区市场监督管理局办公室联系。", None),
        ("如有疑问，请与平潭综合实验区政务服务中心联系。", None),
        ("平潭综合实验区市场监督管理局坚持公开为常态。", None),
        ("市场监管局认真落实要求。", None),
    ],
)
def test_pd06_another_unit_in_this_ones_place(form: Format, text: str, name: str | None) -> None:
    assert [words for rule, _, words in marked(form, preface=text) if rule == "PD-06"] == [name] * (name is not None)
