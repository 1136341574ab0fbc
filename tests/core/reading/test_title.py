"""The title of a report among the lines above its first part."""

import pytest

from govreport_gui.core.reading.title import may_be_unit, title_of

TITLE = "2021年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "unit", ["测试市第1局", "某县第3中学", "甲县2号街道办事处", "某市第12幼儿园", "（筹）某某管理局"]
)
def test_a_name_with_a_number_stands_above_its_title(unit: str) -> None:
    found = title_of([unit, TITLE])
    assert (found.unit, found.year, found.lines) == (unit, 2021, (0, 1))


@pytest.mark.parametrize("line", ["2021年度办公室", "发布于2022年1月18日 某某局", "12345某某局", "第 3 页"])
def test_a_line_with_a_year_or_a_code_is_no_unit(line: str) -> None:
    assert not may_be_unit(line)
