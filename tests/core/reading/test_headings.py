import pytest

from govreport_gui.core.reading.blocks import Block, Paragraph
from govreport_gui.core.rules.check import check

pytestmark = pytest.mark.parametrize("written", ["2021"], indirect=True)

SPELLINGS = [
    ("overview", "一、工作基本情况"),
    ("overview", "1、 总体情况"),
    ("overview", "1.总体情况"),
    ("overview", "总体情况"),
    ("overview", "一、 总  体  情  况"),
    ("overview", "一 、总体情况"),
    ("overview", "（一）总体情况"),
    ("overview", "第一部分 总体情况"),
    ("overview", "一、概述"),
    ("overview", "一．总体情况"),
    ("overview", "一、2025年政府信息公开工作总体情况"),
    ("proactive_text", "二、主动公开政府信息的情况"),
    ("proactive_text", "二、政府信息主动公开情况"),
    ("proactive_text", "第二部分　主动公开政府信息情况"),
    ("requests_text", "三、收到和处理政府信息公开申请的情况"),
    ("requests_text", "三、依申请公开情况"),
    ("requests_text", "三、政府信息公开申请情况"),
    ("disputes_text", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    ("disputes_text", "四、政府信息公开行政复议行政诉讼情况"),
    ("disputes_text", "四、复议、诉讼情况"),
    ("problems", "五、存在的不足及下一步工作思路"),
    ("problems", "五、工作中的困难与对策"),
    ("problems", "五、当前存在的主要问题及下步改进措施"),
    ("problems", "五、存在的问题、建议和下一步工作思考"),
    ("problems", "存在的主要问题和改进措施"),
    ("problems", "五、改进措施"),
    ("other_matters", "其它需要报告的事项"),
    ("other_matters", "六、其它需要报告的事项"),
    ("other_matters", "六、附表"),
    ("other_matters", "六、需要说明的事项与附表"),
    ("other_matters", "六、其他需报告的事项"),
    ("other_matters", "6、其他需要报告的事项"),
    ("other_matters", "第六部分 其他需要报告的事项"),
]


@pytest.mark.parametrize(("part", "heading"), SPELLINGS, ids=[heading for _, heading in SPELLINGS])
def test_a_heading_as_real_reports_have_it(written, part: str, heading: str) -> None:
    official = written.form.section(part).heading
    blocks: list[Block] = []
    for block in written.blocks():
        if isinstance(block, Paragraph) and block.text == official:
            blocks += [Paragraph(heading), Paragraph(f"这里是{official[2:6]}的话。")]
        else:
            blocks.append(block)
    reading = written.read(blocks)
    document = reading.document
    assert document.sections[part].split("\n") == [f"这里是{official[2:6]}的话。", "这一部分的文字。"]
    assert document.headings.get(part, heading) == heading
    assert not [entry for entry in reading.account if entry.what == "not_found"]
    findings = [each for each in check(reading.form, document).findings if each.rule.startswith("NR")]
    assert not [each.message for each in findings if each.level == "must_fix"]


LONG = "甲省乙市丙高新技术产业开发区管理委员会（丙国家自主创新示范区管理委员会、丙保税港区管理委员会）"
SUBHEADS = ["（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）平台建设", "（五）监督保障"]


def test_points_of_part_one_are_no_headings(written) -> None:
    blocks: list[Block] = []
    for block in written.blocks():
        blocks.append(block)
        if isinstance(block, Paragraph) and block.text == "一、总体情况":
            blocks += [Paragraph(text) for each in SUBHEADS for text in (each, "按要求做了。")]
            blocks += [Paragraph("二、主动公开工作扎实推进，全年公开395条，质量提升。"), Paragraph("三、其他。")]
    document = written.read(blocks).document
    for each in SUBHEADS:
        assert each in document.sections["overview"].split("\n")
    assert set(document.headings) == set()
    assert len(document.sections["overview"].split("\n")) == 13


def test_a_heading_that_is_lost_leaves_its_text_and_the_table_where_they_are(written) -> None:
    blocks = [
        block
        for block in written.blocks()
        if not (isinstance(block, Paragraph) and block.text == written.form.section("requests_text").heading)
    ]
    reading = written.read(blocks)
    assert written.missing(reading) == set()
    assert reading.document.sections["requests_text"] == "这一部分的文字。"


def test_a_heading_with_another_number_opens_its_part_and_is_kept_as_written(written) -> None:
    heading = written.form.section("requests_text").heading
    blocks = [
        Paragraph("二" + heading[1:]) if isinstance(block, Paragraph) and block.text == heading else block
        for block in written.blocks()
    ]
    document = written.read(blocks).document
    assert document.headings["requests_text"] == "二" + heading[1:]
    assert document.sections["proactive_text"] == "这一部分的文字。"


@pytest.mark.parametrize(
    ("above", "title", "unit", "year"),
    [
        (["首页 > 政务公开 > 政府信息公开年报"], "甲县财政局2025年政府信息公开工作年度报告", "甲县财政局", 2025),
        (["索引号：0001", "发布日期：2026-01-20"], "甲县财政局2025年政府信息公开工作年度报告", "甲县财政局", 2025),
        (["【字体：大 中 小】 打印"], "2025年政府信息公开工作年度报告", "", 2025),
        (["2026年1月20日"], "2025年政府信息公开工作年度报告", "", 2025),
        (["甲县教育局文件"], "2025年政府信息公开工作年度报告", "", 2025),
        (["甲县教育局"], "2025年政府信息公开工作年度报告", "甲县教育局", 2025),
        (["0001"], "2025年政府信息公开工作年度报告", "", 2025),
        (
            [],
            f"{LONG}2025年度政府信息公开工作年度报告",
            LONG,
            2025,
        ),
    ],
)
def test_what_stands_above_the_title_is_not_the_unit(
    written, above: list[str], title: str, unit: str, year: int
) -> None:
    blocks = [*map(Paragraph, [*above, title]), *written.blocks()[1:]]
    document = written.read(blocks).document
    assert (document.unit, document.year) == (unit, year)
    for line in above:
        assert line == unit or line in document.sections["preface"].split("\n")


def test_without_a_title_unit_and_year_are_assumed_from_the_text_and_said(written) -> None:
    text = "按照要求，现将茅坪回族镇2022年度政府信息公开工作报告如下："
    reading = written.read([Paragraph(text), *written.blocks()[2:]])
    assert (reading.document.unit, reading.document.year) == ("茅坪回族镇", 2022)
    told = [entry.what for entry in reading.account if "茅坪回族镇" in entry.text or "2022" in entry.text]
    assert told == ["assumed", "assumed"]


def test_a_title_that_comes_twice_stands_once(written) -> None:
    blocks = written.blocks()
    document = written.read([blocks[0], *blocks]).document
    assert document.sections["preface"] == "按照要求编制本报告。"
    assert document.unit == "甲县财政局"
