import pytest

from govreport_gui.core.clipboard.tables import fits, rows_of, tables


def one(html: str):
    (grid,) = tables(html)
    return grid


def test_merged_cells_keep_the_places_that_they_cover() -> None:
    html = "<table><tr><td rowspan=2>甲<td colspan=2>乙</tr><tr><td>1<td>2</tr></table>"
    assert one(html) == (("甲", "乙", None), (None, "1", "2"))


def test_a_cell_goes_no_further_than_the_rows_that_there_are() -> None:
    assert one("<table><tr><td rowspan=9>甲<td>1</table>") == (("甲", "1"),)


@pytest.mark.parametrize("span", ["0", "-3", "x", "1e3", "", "²", "999999999999"])
def test_spans_that_are_no_numbers_count_as_one(span: str) -> None:
    assert one(f'<table><tr><td colspan="{span}">1<td>2</table>') == (("1", "2"),)


def test_a_span_of_thousands_does_not_make_a_table_of_thousands() -> None:
    assert len(one('<table><tr><td colspan="99999999">1</table>')[0]) == 200


def test_words_inside_markup_are_read_with_their_line_breaks() -> None:
    html = "<table><tr><td><p><span>商业</span></p><p><b>企&#19994;</b></p><td>a<br>b<td><div> 1&nbsp;</div></table>"
    assert one(html) == (("商业\n企业", "a\nb", "1\xa0"),)


def test_rows_cells_and_words_that_are_not_seen_are_not_there() -> None:
    html = (
        "<table><style>td{}</style><tr style='display:none'><td>9</tr><tr><td>1<del>8</del><td hidden>7<td>2"
        "<tr style='DISPLAY: NONE'><td>9<tr><td>3<td>4</table>"
    )
    assert one(html) == (("1", "2"), ("3", "4"))


def test_marks_of_footnotes_and_what_is_struck_out_are_no_digits() -> None:
    html = (
        "<table><tr><td>3<sup>1</sup><td>4<sub>①</sub><td><s>5</s>2<td><strike>5</strike>2"
        "<td><span style='text-decoration: line-through'>5</span>2</table>"
    )
    assert one(html) == (("3", "4", "2", "2", "2"),)


def test_an_inner_table_stands_for_itself() -> None:
    html = "<table><tr><td>外<table><tr><td>1<td>2</table>面<td>x</table>"
    assert tables(html) == [(("外面", "x"),), (("1", "2"),)]


def test_what_is_no_table_is_none() -> None:
    assert tables("<p>九件</p><table></table><tr><td>1") == []
    assert tables("") == []


@pytest.mark.parametrize(
    "html", ["<table><tr><td>1", "<td>1</td></table><table><tr><td>1</td>", "<table><td>1<![if x]>"]
)
def test_broken_markup_is_read_as_far_as_it_goes(html: str) -> None:
    assert one(html) == (("1",),)


def test_plain_text_as_excel_gives_it() -> None:
    text = '规章\t"商业\n企业"\t1\r\n"他说""是"""\t\t 2 \r\n'
    assert rows_of(text) == (("规章", "商业\n企业", "1"), ('他说"是"', "", "2"))


def test_a_quotation_mark_that_is_never_closed_is_a_letter() -> None:
    assert rows_of('"甲\t1\n乙\t2') == (('"甲', "1"), ("乙", "2"))


def test_rows_of_different_length_are_made_equal() -> None:
    assert rows_of("1\t2\n3") == (("1", "2"), ("3", ""))
    assert rows_of("5") == (("5",),)


@pytest.mark.parametrize(
    "mark", ["<![endi1e5f]>", "<![if !supportLists]>", "<![", "<![CDATA[x]]>", "<!x>", "<!--", "<?x"]
)
def test_a_marked_section_is_no_part_of_a_page(mark: str) -> None:
    assert tables(f"<table><tr><td>1</td></tr></table>{mark}") == [(("1",),)]
    if mark.endswith(">"):
        assert tables(f"<table><tr>{mark}<td>1</td></tr></table>") == [(("1",),)]


def test_a_long_rest_behind_an_open_tag_takes_no_time() -> None:
    rest = "<td title='" + "<b" * 20_000
    ((row,),) = tables(f"<table><tr><td>1</td><td>2{rest}")
    assert row[:2] == ("1", "2")


def test_what_is_hidden_may_lie_deep() -> None:
    assert tables("<table><tr><td>1" + "<del>" * 2000 + "2" + "</del>" * 2000 + "</td></tr></table>") == [(("1",),)]


def test_a_text_longer_or_wider_than_any_table_is_none() -> None:
    assert fits("1\t2\n" * 2000)
    assert fits("1" + "\t" * 199 + "\n" * 5000)
    assert not fits("1\n" * 2001)
    assert not fits("\t" * 200 + "1")
    grid = rows_of("1\n" * 3000 + "\t" * 3000 + "2")
    assert (len(grid), len(grid[0])) == (2000, 1)
