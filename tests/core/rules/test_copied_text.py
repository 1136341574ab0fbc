import pytest

from govreport_gui.core.findings.finding import NO_LAST_YEAR, Finding, NotChecked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.copied_text import RULES, copied, likeness

PROBLEM = "存在的问题：政策解读形式还不够丰富，以文字为主，图解和视频只占3成；部分栏目更新不够及时，最长的停了2个月。"
MEASURE = "改进措施：一是增加图解和视频解读，全年不少于12件；二是每个季度检查一次栏目更新，结果通报到各科室并限期整改。"
NEW = (
    "今年群众反映较多的是申请渠道不好找。我们已把申请入口移到网站首页，明年准备开通手机申请，并在窗口安排专人帮助填写。"
)


def judged(form: Format, this: dict[str, str], last: dict[str, str] | None) -> list[Finding | NotChecked]:
    previous = None if last is None else LastYear(form, Document(form.id, "测试市财政局", 2024, sections=last))
    case = case_of(form, Document(form.id, "测试市财政局", 2025, sections=this, last=previous))
    return [each for rule in RULES for each in rule.judge(case)]


def findings(form: Format, this: str, last: str) -> list[Finding]:
    return [each for each in judged(form, {"problems": this}, {"problems": last}) if isinstance(each, Finding)]


def test_a_new_text_is_no_copy(form: Format) -> None:
    assert findings(form, NEW, PROBLEM + "\n" + MEASURE) == []


def test_a_part_copied_from_last_year_has_to_be_explained(form: Format) -> None:
    text = f"{PROBLEM}\n{MEASURE}"
    (finding,) = findings(form, text, text)
    assert (finding.rule, finding.level, finding.section) == ("XY-07", "explain", "problems")
    assert (finding.left, finding.right) == (100, 70)
    assert finding.span == (0, len(text)), "all of the paragraphs are underlined"
    assert finding.message == (
        f"“五、问题及改进”与上年年报有100%相同，超过70%，其中第1、2段（共{len(text) - 1}字）除数字外与上年相同。"
        "易被认定为内容雷同，请按本年实际重写，或写明原因。"
    )


def test_what_is_new_between_copied_paragraphs_is_not_underlined(form: Format) -> None:
    (finding,) = findings(form, f"{PROBLEM}\n{NEW}\n{MEASURE}", f"{PROBLEM}\n{MEASURE}")
    assert finding.span == (0, len(PROBLEM))


def test_new_figures_do_not_make_a_new_paragraph(form: Format) -> None:
    last = f"{PROBLEM}\n{MEASURE}"
    this = f"{NEW}\n{NEW[::-1]}\n{MEASURE.replace('12件', '20件')}"
    (finding,) = findings(form, this, last)
    assert finding.level == "notice"
    assert this[slice(*(finding.span or (0, 0)))].startswith("改进措施")
    assert finding.message.startswith("“五、问题及改进”第3段")


def test_the_share_is_that_of_runs_of_three_characters() -> None:
    assert likeness("一二三四五", "一二三四五") == 100
    assert likeness("一二三四五", "甲乙丙丁戊") == 0
    # 一二三 二三四 三四五 against 一二三 二三四 三四六: 2 of 4
    assert likeness("一二三四五", "一二三四六") == 50
    assert likeness("一二 三四\n五", "一二三四五") == 100
    assert likeness("", "") == 0


@pytest.mark.parametrize(("change", "expected"), [(0, ["explain"]), (15, ["explain"]), (40, [])])
def test_just_above_and_below_seventy_percent(form: Format, change: int, expected: list[str]) -> None:
    last = "".join(chr(0x4E00 + at) for at in range(200))
    this = "".join(chr(0x6E00 + at) for at in range(change)) + last[change:]
    assert [each.level for each in findings(form, this, last)] == expected


def test_short_phrases_and_shortened_paragraphs_are_no_copies() -> None:
    assert copied("（一）存在的主要问题。", "（一）存在的主要问题。") == ()
    shortened = PROBLEM + "〔…略…〕"
    assert copied(shortened, shortened) == ()


def test_what_cannot_be_compared_is_said(form: Format) -> None:
    assert judged(form, {"problems": NEW}, None) == [NotChecked("XY-07", None, NO_LAST_YEAR)]
    reasons = [each.reason for each in judged(form, {"overview": NEW}, {}) if isinstance(each, NotChecked)]
    assert reasons == ["“一、总体情况”上年年报未写", "“五、问题及改进”未写"]
    cut = {"overview": NEW + "〔…略…〕", "problems": "〔略〕"}
    assert judged(form, cut, cut) == [NotChecked("XY-07", None, "正文不全")] * 2


def test_a_paragraph_whose_first_year_alone_is_this_years_is_marked_in_every_part(form: Format) -> None:
    last = "2024年，未收取信息处理费。\n其他见附件。\n2024年，举办活动3次。"
    text = "2025年，未收取信息处理费。\n其他见附件。\n　　2025年，举办活动3次。\n2025年，另有活动。"
    (finding,) = [
        each for each in judged(form, {"other_matters": text}, {"other_matters": last}) if isinstance(each, Finding)
    ]
    assert (finding.rule, finding.each, finding.level) == ("XY-07", "first_year", "notice")
    assert finding.message.startswith("“六、其他事项”第1、3段除段首年份外与上年相同。")
    assert text[slice(*finding.span or (0, 0))] == "2025年，未收取信息处理费。"
    changed = text.replace("3次", "4次").replace("未收取", "收取")
    again = judged(form, {"other_matters": changed}, {"other_matters": last})
    assert not any(isinstance(each, Finding) for each in again)


def test_a_paragraph_that_is_told_as_copied_is_not_told_twice(form: Format) -> None:
    found = findings(form, f"2025年，{PROBLEM}\n{NEW}", f"2024年，{PROBLEM}")
    assert [each.each for each in found] == [None]
