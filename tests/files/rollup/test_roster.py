"""应报单位 from whatever an office has them in."""

from pathlib import Path

import pytest

from govreport_gui.core.rollup.roster import members, rows_of
from govreport_gui.core.rollup.submission import Member
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.rollup import roster

TWO = (Member("县教育局", "教育局", "部门", "123"), Member("县公安局"))


@pytest.mark.parametrize(
    "text",
    [
        "单位\t简称\t类型\t电话\n县教育局\t教育局\t部门\t123\n县公安局\t\t\t\n",
        "单位名称,简称,类别,联系电话\n县教育局,教育局,部门,123\n县公安局,,,\n",
        "序号\t简称\t单 位\t电话\t类型\n1\t教育局\t县教育局\t123\t部门\n2\t\t县公安局\t\t\n",
        "2025年应报单位名单\n单位\t简称\t类型\t电话\n县教育局\t教育局\t部门\t123\n县公安局\n",
    ],
)
def test_columns_are_found_by_their_heads(text: str) -> None:
    assert members(rows_of(text)) == (TWO, ())


@pytest.mark.parametrize("text", ["县教育局\n\n县公安局\n", "1\t县教育局\n2\t县公安局\n", "1,县教育局\n2,县公安局"])
def test_without_heads_the_first_column_of_words_is_taken(text: str) -> None:
    assert [each.name for each in members(rows_of(text))[0]] == ["县教育局", "县公安局"]


def test_a_name_that_stands_twice_is_one_unit_and_is_told() -> None:
    assert members(rows_of("县教育局\n县 教育局\n"))[0] == (Member("县教育局"),)
    assert members(rows_of("县教育局\n县教育局\n"))[1] == ("县教育局",)


def test_the_template_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(roster.template(TWO))
    assert roster.read(path) == (TWO, ())


def test_an_empty_roster_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(roster.template())
    with pytest.raises(OutsideError, match="“空.xlsx”里没有找到单位名称"):
        roster.read(path)
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(OutsideError, match="空.xlsx"):
        roster.read(path)
