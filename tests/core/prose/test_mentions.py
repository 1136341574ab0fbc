import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_gui.core.prose.counts import counts, numeral
from govreport_gui.core.prose.mentions import mentions
from govreport_gui.core.prose.shares import enumerations, ratios
from govreport_gui.core.prose.statements import statements

WRITTEN = [
    ("收到申请9件", 9, "件"),
    ("收到申请９件", 9, "件"),
    ("访问量达1,234次", 1234, "次"),
    ("访问量达1709608 次", 1709608, "次"),
    ("访问量达1709608\u00a0次", 1709608, "次"),
    ("发布信息 1430 条", 1430, "条"),
    ("收到申请三件", 3, "件"),
    ("收到申请十二件", 12, "件"),
    ("收到申请两件", 2, "件"),
    ("收到申请一百零五件", 105, "件"),
    ("收到申请0件", 0, "件"),
    ("占38.5％", "38.5", "%"),
    ("占百分之三十八点五", "38.5", "%"),
    ("收取2950元", 2950, "元"),
    ("收取0.3万元", 3000, "元"),
]


@pytest.mark.parametrize(("text", "number", "unit"), WRITTEN)
def test_a_count_however_it_is_written(text: str, number: object, unit: str) -> None:
    (count,) = counts(text)
    assert str(count.number) == str(number)
    assert count.unit == unit
    assert not count.approximate
    assert text[slice(*count.digits)] in text[slice(*count.span)]


@pytest.mark.parametrize(
    "text",
    [
        "14万余次",
        "2000余个",
        "近300件",
        "约20件",
        "大约20件",
        "超过100件",
        "30多件",
        "十余件",
        "100件以上",
        "9件左右",
        "不足10件",
        "达14万次",
    ],
)
def test_a_rounded_number_equals_nothing(text: str) -> None:
    (count,) = counts(text)
    assert count.approximate


@pytest.mark.parametrize(
    "text",
    [
        "2021年1月1日至2021年12月31日",
        "国办公开办函〔2021〕30号",
        "国务院令第711号",
        "电话0591-24312145",
        "12345热线",
        "高效办成一件事",
        "第三件",
        "《指南（2021年版）》",
    ],
)
def test_years_documents_and_names_are_no_counts(text: str) -> None:
    assert counts(text) == ()


def test_a_range_and_a_wide_thousands_mark_are_not_read_as_a_number_of_their_own() -> None:
    assert [count.number for count in counts("每件3-5件")] == []
    assert [count.number for count in counts("收到1，234件")] == []
    assert [count.number for count in counts("收到申请，9件")] == [9]


@pytest.mark.parametrize(
    ("text", "number"),
    [("十", 10), ("二十", 20), ("一百二十三", 123), ("两千零六", 2006), ("一万二千", 12000), ("二〇", 20)],
)
def test_numerals(text: str, number: int) -> None:
    assert numeral(text) == number


def test_the_words_around_a_count() -> None:
    (first, second) = mentions("全年收到申请（含上年结转）9件，办结9件。")
    assert first.lead == "全年收到申请"
    assert second.clause == "办结"
    assert second.about_requests


def read(text: str, section: str = "overview") -> list[tuple[str, str, str]]:
    return [(each.rule, each.each, str(each.number)) for each in statements(section, text)]


STATED = [
    ("全年收到政府信息公开申请9件，办结9件。", ["NV-01 new 9", "NV-03 results_total 9"]),
    ("收到公民、法人及其他组织提出的政府信息公开申请21件。", ["NV-01 new 21"]),
    (
        "本年度共收到70件申请，办结69件，1件结转下年度继续办理。",
        ["NV-01 new 70", "NV-03 results_total 69", "NV-04 carried_out 1"],
    ),
    ("新收政府信息公开申请54件，上年结转2件。", ["NV-01 new 54", "NV-04 carried_in 2"]),
    ("受理依申请公开件255件，结转到2025年办理7件。", ["NV-02 handled 255", "NV-04 carried_out 7"]),
    ("办理依申请公开18件。", ["NV-02 handled 18"]),
    ("收到依申请公开三件，一件予以公开，两件不予公开。", ["NV-01 new 3", "NV-05 granted 1", "NV-05 refused 2"]),
    (
        "21件申请中，同意公开答复 1 件，不予公开答复3件，区分处理后公开11件，因无法提供相关信息答复2件，其他处理2件。",
        [
            "NV-05 granted 1",
            "NV-05 refused 3",
            "NV-05 partial 11",
            "NV-05 unavailable 2",
            "NV-05 otherwise 2",
        ],
    ),
    ("办结申请中，予以公开及部分公开258件。", ["NV-05 granted+partial 258"]),
    ("申请中涉及国家秘密2件，重复申请3件。", ["NV-06 refused_state_secret 2", "NV-06 not_processed_duplicate 3"]),
    ("收到申请9件（其中自然人8件、法人1件）。", ["NV-01 new 9", "NV-07 natural_person 8", "NV-07 legal_person 1"]),
    ("因政府信息公开被申请行政复议134件、提起行政诉讼57件。", ["NV-08 reconsideration 134", "NV-09 litigation 57"]),
    ("因政府信息公开引发行政复议、行政诉讼案件743件。", ["NV-08 disputes 743"]),
    (
        "因政府信息公开未经复议直接起诉2件，复议后起诉3件。",
        ["NV-09 litigation_direct 2", "NV-09 litigation_after_reconsideration 3"],
    ),
    ("未发生因政府信息公开工作引发举报、投诉、提起行政诉讼等情况。", ["NV-10 litigation 0"]),
    ("没有因政府信息公开引起的行政复议、行政诉讼。", ["NV-10 disputes 0"]),
    ("行政复议、行政诉讼均未发生。", ["NV-10 disputes 0"]),
    ("本年度未收到政府信息公开申请。", ["NV-11 new 0"]),
    ("收到政府信息公开申请0件。", ["NV-11 new 0"]),
    ("2021年暂未接到群众对依申请公开信息申请。", ["NV-11 new 0"]),
    (
        "制发行政规范性文件2件、废止3件、现行有效73件。",
        [
            "NV-13 normative_documents.issued 2",
            "NV-13 normative_documents.repealed 3",
            "NV-13 normative_documents.in_force 73",
        ],
    ),
    (
        "作出行政许可2293件、行政处罚1282件、行政强制42件。",
        ["NV-14 licensing 2293", "NV-14 penalties 1282", "NV-14 coercion 42"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_what_a_number_is_about(text: str, expected: list[str]) -> None:
    assert [" ".join(each) for each in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "全年公开政府信息395条，召开培训3次，公众号8个。",
        "办理12345热线47件，已全部办结。",
        "收到网民留言248条，办结留言230条，公开答复4条。",
        "办理人大代表建议20件、政协提案30件，办结50件。",
        "全年未收到行政许可申请。",
        "共收到政府信息公开申请，通过网络收到5件，当面收到4件。",
        "收到申请，较上年增加2件。",
        "上半年收到政府信息公开申请5件。",
        "近三年以来收到政府信息公开申请50件。",
        "收到政府信息公开申请近300件。",
        "其中各县区受理申请80件。",
        "行政复议、行政诉讼案件均未发生败诉。",
        "未发生行政复议被纠错、行政诉讼败诉情况。",
        "延期答复申请3件。",
        "公开行政许可、行政处罚等信息2000条。",
        "全年公开行政许可处理决定120件、行政处罚处理决定6件。",
        "行政许可类信息40条，政策、规范性文件类信息80条。",
        "审核规范性文件12件，备案规范性文件3件。",
        "拟适时修改规范性文件3件。",
        "依法办理行政复议案件20件。",
        "收到申请，未办结2件，正在办理7件，延期答复1件。",
        "依申请公开：办理各类事项200件。",
        "受理申请，5个工作日内办结3件。",
        "申请人通过传真未收到申请。",
        "对不予公开决定，未通过行政复议解决。",
    ],
)
def test_numbers_about_something_else_are_never_compared(text: str) -> None:
    assert read(text) == []


def test_the_part_after_table_three_is_about_applications() -> None:
    assert read("全年办结9件。", "requests_text") == [("NV-03", "results_total", "9")]
    assert read("全年办结9件。", "problems") == []


_PIECES = (
    *(
        "收到",
        "受理",
        "办结",
        "答复",
        "申请",
        "政府信息公开",
        "依申请公开",
        "予以公开",
        "部分公开",
        "不予公开",
        "其中",
        "共",
        "均",
    ),
    *(
        "行政复议",
        "行政诉讼",
        "未发生",
        "未收到",
        "规范性文件",
        "制发",
        "废止",
        "占",
        "同比增长",
        "全部办结",
        "上年结转",
        "自然人",
    ),
    *(
        "9",
        "９",
        "12",
        "三",
        "十",
        "1,234",
        "件",
        "条",
        "%",
        "百分之",
        "万",
        "余",
        "，",
        "、",
        "。",
        "；",
        "（",
        "）",
        "\n",
        " ",
        "\0",
    ),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_any_prose_is_read_and_every_place_lies_in_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    for each in statements("overview", text):
        assert 0 <= each.span[0] <= each.count[0] < each.count[1] <= each.span[1] <= len(text)
        assert each.number >= 0
        if each.digits is not None:
            assert each.count[0] <= each.digits[0] < each.digits[1] <= each.count[1]
    ratios("overview", text)
    enumerations("overview", text)
