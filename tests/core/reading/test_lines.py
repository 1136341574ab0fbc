from collections.abc import Callable, Sequence
from typing import Any

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.reading import lines
from govreport_gui.core.reading.blocks import Block, Paragraph, Table
from govreport_gui.files import resources


def blocks(text: str) -> list[Block]:
    return lines.blocks(text, resources.formats())


def plain(found: Sequence[Block]) -> list[Any]:
    return [each.text if isinstance(each, Paragraph) else each.rows for each in found]


SAMPLE = "\t信息内容\n\t本年制发件数\n\n\t规章\n\t0\n\n\t行政许可\n\t3\n\n"


def test_a_cell_a_line_and_a_blank_line_between_rows() -> None:
    found = plain(blocks(f"一、总体情况\n{SAMPLE}正文。\n"))
    assert found == ["一、总体情况", (("信息内容", "本年制发件数"), ("规章", "0"), ("行政许可", "3")), "正文。"]


def test_a_head_cut_over_lines_is_one_cell() -> None:
    found = plain(blocks(f"\t商业\n企业\n\t科研\n机构\n\n{SAMPLE}"))
    assert found[0][0] == ("商业企业", "科研机构")


def test_empty_cells_of_merged_areas_are_kept() -> None:
    assert plain(blocks(f"\t\n\t\n\t总计\n\n{SAMPLE}"))[0][0] == ("", "", "总计")


def test_the_text_may_end_inside_a_row_and_have_windows_lines() -> None:
    found = plain(blocks(f"甲\n{SAMPLE}\t规章\n\t1".replace("\n", "\r\n")))
    assert found[0] == "甲"
    assert found[1][-1] == ("规章", "1")


def test_nbsp_and_inner_spaces_of_a_paragraph_stay() -> None:
    assert plain(blocks("访问量1709608\u00a0次\n")) == ["访问量1709608\u00a0次"]


def test_a_table_knows_the_lines_that_it_stood_in() -> None:
    table = next(each for each in blocks(f"标题\n{SAMPLE}") if isinstance(each, Table))
    assert [table.place(row).line for row in range(3)] == [2, 5, 8]


TABLE_TWO = [
    ["第二十条第（一）项"],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "1", "2", "3"],
    ["行政规范性文件", "4", "5", "6"],
    ["第二十条第（五）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政许可", "7"],
]


def bars(outer: str) -> Callable[[list[str]], str]:
    return lambda row: f"{outer} {' | '.join(row)} {outer or '|'}".strip()


@pytest.mark.parametrize(
    "row",
    ["\t".join, bars("|"), bars(""), "\n".join, "\n\n".join, lambda row: "".join(f"{cell} |\n" for cell in row)],
    ids=["tabs", "bars", "bars without the first", "one a line", "blank lines between", "one a line with bars"],
)
def test_the_same_cells_in_every_layout(form: Format, row: Callable[[list[str]], str]) -> None:
    from govreport_gui.core.reading.tables import find  # noqa: PLC0415

    text = "\n".join(row(each) for each in TABLE_TWO)
    found = [each for each in blocks(f"二、主动公开政府信息情况\n{text}\n") if isinstance(each, Table)]
    cells = find(found, [form])["proactive"][0].cells
    assert [cells[f"proactive.regulations.{each}"] for each in ("issued", "repealed", "in_force")] == ["1", "2", "3"]
    assert cells["proactive.normative_documents.in_force"] == "6"
    assert cells["proactive.licensing.decisions"] == "7"


def test_prose_with_commas_is_no_table() -> None:
    text = "报告,如下:一是,二是,三是。\n" * 6
    assert all(isinstance(each, Paragraph) for each in blocks(text))


def test_every_sign_that_ends_a_line_ends_one() -> None:
    assert plain(blocks("甲\x0b乙\x0c丙\x85丁\u2028戊")) == ["甲", "乙", "丙", "丁", "戊"]


def test_marks_of_markdown_are_no_words() -> None:
    title = "甲县财政局2025年政府信息公开工作年度报告"
    text = f"# {title}\n## **一、总体情况**\n**二、其他**\n本年 #1 号文件**加粗**。\n#1号"
    assert plain(blocks(text)) == [title, "一、总体情况", "二、其他", "本年 #1 号文件**加粗**。", "#1号"]
