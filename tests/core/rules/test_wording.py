import re
from typing import Any

import pytest

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules import publishing, wording
from govreport_gui.core.rules.case import case_of

LAW = "《中华人民共和国政府信息公开条例》"
ID_NUMBER = "11010519491231002X"
"""The example of the standard on citizens' numbers."""
CARD = "6222021234567890128"


def judged(form: Format, texts: dict[str, str], **of: Any) -> list[Finding | NotChecked]:
    case = case_of(form, Document(form.id, "测试市财政局", 2025, sections=texts, **of))
    return [each for rule in (*publishing.RULES, *wording.RULES) for each in rule.judge(case)]


def findings(form: Format, texts: dict[str, str]) -> list[Finding]:
    return [each for each in judged(form, texts) if isinstance(each, Finding)]


def marked(form: Format, text: str, section: str = "overview") -> list[tuple[str, str, str]]:
    return [(each.rule, each.level, text[slice(*(each.span or (0, 0)))]) for each in findings(form, {section: text})]


RIGHT = [
    f"根据{LAW}（以下简称《条例》）和国办公开办函〔2021〕30号编制，可从 http://www.psx.gov.cn/xxgk/ 下载。",
    "（一）主动公开。公开1,234条，占98.5%。\n（二）依申请公开。收到3件。\n（一）问题。\n1.解读少。\n2.更新慢。",
    "联系电话：13800138000，传真：0591-23165370，邮编：350400，邮箱：pzxxgkb@163.com。",
    "申请人提出申请后，申请人应当补正；涉及国家秘密、商业秘密的不予公开，机密文件按规定管理。",
    "全年注销政务新媒体23个，目前入驻微信公众号8个、政务微博5个。",
    "二〇〇九年以来建立“日监测+月检查”机制，第1、2季度各通报1次。",
    "办理情况总体平稳？群众满意！",
    "统一社会信用代码11350128MB0123456X，文号为国办函〔2020〕109 号。",
    "〔…略…〕",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_text_with_nothing_wrong(form: Format, text: str) -> None:
    assert findings(form, {"overview": text}) == []


def test_an_empty_report_has_nothing_wrong_in_its_text(form: Format) -> None:
    assert judged(form, {}) == []


WRONG = [
    # 没替换的占位文字
    ("NR-08", "explain", "主动公开信息××条，收到申请3件。", "××"),
    ("NR-08", "explain", "主动公开信息XX条，收到申请XX件。", "XX"),
    ("NR-08", "explain", "截至X月X日，收到申请3件。", "X"),
    ("NR-08", "explain", "收到申请N件。", "N"),
    ("NR-08", "explain", "收到申请____件。", "____"),
    ("NR-08", "explain", "收到申请{件数}件。", "{件数}"),
    ("NR-08", "explain", "（此处填写培训情况）", "此处填写"),
    ("NR-08", "explain", "培训情况（待补充）。", "待补充"),
    ("NR-08", "explain", "〔单位名称〕公开信息12条。", "〔单位名称〕"),
    # 个人信息
    ("PB-01", "explain", f"申请人身份证号{ID_NUMBER}。", ID_NUMBER),
    ("PB-01", "explain", "来访群众王女士，13912345678，已答复。", "13912345678"),
    ("PB-01", "explain", f"费用退回{CARD}。", CARD),
    ("PB-01", "explain", "缴费账号：3500 1234 5678 9012。", "3500 1234 5678 9012"),
    ("PB-01", "explain", "申请人王小明向我局提出申请。", "王小明"),
    # 密级和内部标志
    ("PB-02", "explain", "机密★1年\n全年公开12条。", "机密★"),
    ("PB-02", "explain", "（内部资料）\n全年公开12条。", "（内部资料）"),
    ("PB-02", "explain", "内部资料，注意保存\n全年公开12条。", "内部资料，注意保存"),
    # 半角标点
    ("TX-01", "notice", "收到申请3件,办结3件。", ","),
    ("TX-01", "notice", "存在的主要问题:解读少。", ":"),
    ("TX-01", "notice", "《关于印发<政府信息公开信息处理费管理办法>的通知》", "<"),
    ("TX-01", "notice", '危及"三安全一稳定"的。', '"'),
    ("TX-01", "notice", "全年公开12条.收到申请3件。", "."),
    # 序号
    ("TX-02", "notice", "（一）、主动公开。", "（一）、"),
    ("TX-02", "notice", "1、主动公开。", "1、"),
    ("TX-02", "notice", "（一）主动公开。\n（三）平台建设。", "三"),
    # 文号
    ("TX-03", "notice", "国办函[2020]109号", "[2020]109号"),
    ("TX-03", "notice", "国办函（2020）109号", "（2020）109号"),
    # 空格
    ("TX-04", "notice", "访问量1709608\u00a0次。", "\u00a0"),
    ("TX-04", "notice", "公开\u200b信息。", "\u200b"),
    ("TX-04", "notice", "全年公开12条。\n\u3000\u3000收到申请3件。", "\u3000\u3000"),
    ("TX-04", "notice", "全年公开  12条。", "  "),
    # 法规名称和文号
    ("TX-06", "explain", "认真贯彻《条例》。", "《条例》"),
    ("TX-06", "explain", f"认真贯彻《政府信息公开条例》。根据{LAW}编制。", "《政府信息公开条例》"),
    ("TX-06", "explain", "根据《中华人民共和国信息公开条例》编制。", "《中华人民共和国信息公开条例》"),
    ("TX-06", "explain", f"根据{LAW}和国办公开办函202130 号编制。", "国办公开办函202130 号"),
    ("TX-06", "explain", f"根据{LAW}和国办函2020109号编制。", "国办函2020109号"),
]


@pytest.mark.parametrize(("rule", "level", "text", "words"), WRONG)
def test_the_very_words_are_marked(form: Format, rule: str, level: str, text: str, words: str) -> None:
    assert marked(form, text) == [(rule, level, words)]


@pytest.mark.parametrize(("rule", "level", "text", "words"), WRONG)
def test_every_sentence_has_place_words_and_what_to_do(
    form: Format, rule: str, level: str, text: str, words: str
) -> None:
    (finding,) = findings(form, {"overview": text})
    assert finding.message.startswith("“一、总体情况”")
    assert re.search("改|删去|核对|更正", finding.message)
    assert finding.message.endswith("。")
    assert not re.search("TX-|PB-|NR-", finding.message)


def test_many_places_are_one_finding_with_their_number(form: Format) -> None:
    (finding,) = findings(form, {"overview": "公开12条,收到3件,办结3件," + "结转0件,答复3件。"})
    assert (
        finding.message == "“一、总体情况”有4处半角标点，第一处在“公开12条,收到3件,办”。中文应用全角标点，请逐处更正。"
    )
    assert finding.left == 4


def test_each_part_has_its_own_finding(form: Format) -> None:
    found = findings(form, {"overview": "公开12条,收到3件。", "other_matters": "收到3件,未收费。"})
    assert [each.section for each in found] == ["overview", "other_matters"]


# ── 个人信息 ─────────────────────────────────────────────────────────


def test_pb01_the_finding_does_not_repeat_what_must_not_be_published(form: Format) -> None:
    text = f"申请人身份证号{ID_NUMBER}，来访群众13912345678。"
    (finding,) = findings(form, {"overview": text})
    assert ID_NUMBER not in finding.message
    assert "身份证号码“110***2X”等2处" in finding.message


def test_pb01_a_number_with_a_wrong_check_digit_is_no_persons_number(form: Format) -> None:
    assert findings(form, {"overview": "编号110105194912310021的文件。"}) == []


def test_pb02_a_mark_in_the_title(form: Format) -> None:
    (finding,) = judged(form, {}, title="机密★1年\n测试市财政局2025年政府信息公开工作年度报告")
    assert isinstance(finding, Finding)
    assert finding.message.startswith("标题有“机密★”")


# ── 同样的文字两次 ───────────────────────────────────────────────────

BLOCK = "坚持以公开为常态、不公开为例外，全年通过网站公开发布政府信息11144条，回应群众关切29次。"


def test_pb04_a_block_pasted_twice(form: Format) -> None:
    text = f"{BLOCK}\n严格审核，定期培训。\n{BLOCK}"
    (finding,) = findings(form, {"overview": text})
    assert (finding.rule, finding.level) == ("PB-04", "explain")
    assert finding.span == (len(text) - len(BLOCK), len(text))
    assert "与“一、总体情况”重复" in finding.message


def test_pb04_a_block_that_stands_in_another_part_too(form: Format) -> None:
    (finding,) = findings(form, {"overview": BLOCK, "problems": f"解读少。\n{BLOCK}"})
    assert finding.section == "problems"
    assert "与“一、总体情况”重复" in finding.message


def test_pb04_a_long_sentence_twice_in_one_paragraph(form: Format) -> None:
    (finding,) = findings(form, {"overview": f"{BLOCK}严格审核。{BLOCK}"})
    assert finding.span == (len(BLOCK) + 5, 2 * len(BLOCK) + 5)


@pytest.mark.parametrize("title", ["五、存在的主要问题及改进情况", "测试市财政局2025年政府信息公开工作年度报告"])
def test_pb04_a_heading_that_is_printed_anyway(form: Format, title: str) -> None:
    (finding,) = findings(form, {"problems": f"{title}\n解读少。"})
    assert finding.span == (0, len(title))
    assert "不应重复" in finding.message


def test_pb04_short_phrases_may_come_again(form: Format) -> None:
    assert findings(form, {"overview": "全年公开12条。\n全年公开12条。", "problems": "全年公开12条。"}) == []


# ── 顺序和全称 ───────────────────────────────────────────────────────


def test_tx02_a_number_that_was_cut_out_with_its_text_is_not_missing(form: Format) -> None:
    assert judged(form, {"overview": "（一）主动公开。〔…略…〕\n（三）平台建设。"}) == [
        NotChecked("TX-02", None, "正文不全")
    ]


def test_tx06_the_full_name_in_an_earlier_part_is_enough(form: Format) -> None:
    assert findings(form, {"preface": f"根据{LAW}（以下简称《条例》）。", "overview": "贯彻《条例》。"}) == []
    assert judged(form, {"preface": "〔…略…〕", "overview": "贯彻《条例》。"}) == [
        NotChecked("TX-06", None, "正文不全")
    ]


def test_tx06_a_short_name_is_said_once(form: Format) -> None:
    found = findings(form, {"overview": "贯彻《条例》。", "problems": "按照《条例》办理。"})
    assert [each.section for each in found] == ["overview"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。", "国务院令第492号"),
        ("根据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。", None),
        (
            "按《〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕20号）编制。",
            "国办公开办函〔2021〕20号",
        ),
        (
            "按《〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2019〕60号）编制。",
            "国办公开办函〔2019〕60号",
        ),
        ("按《〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。", None),
        ("按《政府信息公开信息处理费管理办法》（国办函〔2020〕19号）收取。", "国办函〔2020〕19号"),
        ("按《政府信息公开信息处理费管理办法》的通知（国办函〔2020〕109号）收取。", None),
        ("按《2022年政务公开工作要点》（国办发〔2022〕8号）办理。", None),
    ],
)
def test_tx06_the_number_of_a_law_is_its_own(form: Format, text: str, number: str | None) -> None:
    found = [each for each in findings(form, {"preface": text}) if each.rule == "TX-06"]
    assert [text[slice(*(each.span or (0, 0)))] for each in found] == ([number] if number else [])


def test_tx06_of_an_earlier_form_its_own_number(old_form: Format) -> None:
    text = "按《〈政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2019〕60号）编制。"
    assert [each.rule for each in findings(old_form, {"preface": text})] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("收到申请***件。", "NR-08"),
        ("联系人：张明 13912345678。", "PB-01"),
        ("请与李先生（手机：13912345678）联系。", "PB-01"),
        ("机密\n关于公开工作的报告", "PB-02"),
    ],
)
def test_what_must_not_be_published(form: Format, text: str, rule: str) -> None:
    assert rule in [each.rule for each in findings(form, {"preface": text})]


def test_the_telephone_of_an_office_may_be_published(form: Format) -> None:
    text = "请与区政务公开办公室联系（联系电话：13912345678）。"
    assert "PB-01" not in [each.rule for each in findings(form, {"preface": text})]
