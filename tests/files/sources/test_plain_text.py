from govreport_gui.files.sources.plain_text import blocks


def test_a_cell_a_line_and_a_blank_line_between_rows() -> None:
    text = "一、总体情况\n\t信息内容\n\t本年制发件数\n\n\t规章\n\t0\n\n\n正文。\n"
    assert blocks(text) == ["一、总体情况", (("信息内容", "本年制发件数"), ("规章", "0")), "正文。"]


def test_a_head_cut_over_lines_is_one_cell() -> None:
    assert blocks("\t商业\n企业\n\t科研\n机构\n") == [(("商业企业", "科研机构"),)]


def test_empty_cells_of_merged_areas_are_kept() -> None:
    assert blocks("\t\n\t\n\t总计\n") == [(("", "", "总计"),)]


def test_several_cells_in_a_line() -> None:
    assert blocks("\t规章\t1\t2\n") == [(("规章", "1", "2"),)]


def test_the_text_may_end_inside_a_row_and_have_windows_lines() -> None:
    assert blocks("甲\r\n\t规章\r\n\t1") == ["甲", (("规章", "1"),)]


def test_nbsp_and_inner_spaces_of_a_paragraph_stay() -> None:
    assert blocks("访问量1709608\u00a0次\n") == ["访问量1709608\u00a0次"]
