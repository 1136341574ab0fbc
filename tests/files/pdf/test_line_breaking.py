from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_gui.files import resources
from govreport_gui.files.pdf.line_breaking import (
    NO_END,
    NO_START,
    Glyph,
    Line,
    break_lines,
    places,
    set_balanced,
    set_lines,
    units,
)

EM = 16.0
HARD = (
    "按照《条例》第三十六条、第三十七条（以下简称“两条”）的规定，“应公开、尽公开”；收到申请1234567件，"
    "其中12.5%为2021年1月1日前提出的，办结率99.99%。联系电话：023-78492255，电子邮箱zwgk@psx.gov.cn，"
    "网址http://www.psx.gov.cn/zwgk_228/zfxxgkml/（“政府信息公开”专栏）。报告称：“《条例》（国务院令第711号）、"
    "《办法》（国办函〔2020〕109号）‘均已执行’。”详见COVID-19 Report（V2.0）！！——以上……完"
)
WIDTHS = range(20, 36)


def widths_of(text: str) -> list[float]:
    return [EM * 0.5 if char.isascii() else EM for char in text]


def paragraphs() -> list[str]:
    text = resources.path("samples/pengshui-2021.txt").read_text(encoding="utf-8")
    return [*(line.strip() for line in text.split("\n") if len(line) > 40), HARD]


def broken(text: str, chars: int, indent: int = 2) -> list[Line]:
    return break_lines(text, widths_of(text), (chars - indent) * EM, chars * EM, EM)


@pytest.mark.parametrize("chars", WIDTHS)
def test_no_line_starts_or_ends_with_a_forbidden_mark_and_none_is_too_wide(chars: int) -> None:
    assert len(paragraphs()) > 10
    for text in paragraphs():
        lines = broken(text, chars)
        assert "".join(text[line.start : line.end] for line in lines) == text
        assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]
        for line in lines:
            assert text[line.start] not in NO_START or line.start == 0
            assert text[line.ink_end - 1] not in NO_END
            at = places(text, widths_of(text), line, EM)
            end = line.ink_end - 1
            squeezed = EM / 2 if text[end] in "，。、；：”）》〕" else 0
            assert at[end - line.start] + widths_of(text)[end] - squeezed <= line.room + 0.1


@pytest.mark.parametrize("chars", WIDTHS)
def test_numbers_and_words_are_not_cut(chars: int) -> None:
    lines = [HARD[line.start : line.end] for line in broken(HARD, chars)]
    for each in ("1234567", "12.5%", "99.99%", "COVID-19", "——", "……"):
        assert any(each in line for line in lines), each


@pytest.mark.parametrize("chars", WIDTHS)
def test_an_address_is_cut_at_a_good_place_where_it_would_leave_a_hole_and_nowhere_else(chars: int) -> None:
    for address in ("023-78492255", "zwgk@psx.gov.cn", "http://www.psx.gov.cn/zwgk_228/zfxxgkml/"):
        at = HARD.index(address)
        for line in broken(HARD, chars):
            if at < line.end < at + len(address):
                assert HARD[line.end - 1] in "/?&=#-._,@"
                assert line.room - sum(widths_of(HARD)[line.start : at]) > 2 * EM or line.start >= at


@pytest.mark.parametrize("before", range(41))
@pytest.mark.parametrize("more", [0, 40])
def test_an_address_behind_any_text_is_never_cut_badly(before: int, more: int) -> None:
    text = "一" * before + "详见https://www.gov.cn/zhengce/content/2019-04/15/content_5382991" + "a" * more + ".htm。"
    lines = [text[line.start : line.end] for line in broken(text, 28)]
    assert "".join(lines) == text
    for line, following in pairwise(lines):
        assert "://" not in line[-3:] + following[:2]
        assert not (line[-1].isalnum() and line[-1].isascii() and following[0].isascii())
    holes = [28 * EM - sum(widths_of(line)) for line in lines[1:-1]]
    assert more or max(holes, default=0) <= 8 * EM


@pytest.mark.parametrize("before", range(20, 30))
@pytest.mark.parametrize("number", ["5", "12", "9月12日，第711号令，2"])
def test_a_number_stays_with_what_it_counts_where_one_character_saves_it(before: int, number: str) -> None:
    text = "一" * before + number + "月" + "一" * 40
    for line, following in pairwise([text[line.start : line.end] for line in broken(text, 28)]):
        digits = len(line) - len(line.rstrip("0123456789"))
        assert not (0 < digits <= 2 and following[0] in "月日号")


@pytest.mark.parametrize("chars", WIDTHS)
def test_full_lines_end_at_the_margin(chars: int) -> None:
    for text in paragraphs():
        for line in broken(text, chars):
            at = places(text, widths_of(text), line, EM)
            end = line.ink_end - 1
            width = widths_of(text)[end]
            gap = line.room - at[end - line.start] - width
            wide = sum(not char.isascii() for char in text[line.start : line.ink_end])
            ragged = line.last or gap > 0.14 * EM * wide  # an address, or the line before it
            squeezed = line.natural > line.room and text[end] in "，。、；：？！”）》〕"
            assert ragged or squeezed or abs(gap) < 0.1, text[line.start : line.end]
            assert all(one < two for one, two in pairwise(at))


@pytest.mark.parametrize("pair", ["——", "……"])
def test_a_double_mark_stays_together_wherever_it_falls(pair: str) -> None:
    """Never cut, never first on a line, and drawn without a gap where the line is stretched."""
    stretched = 0
    for before in range(1, 45):
        # An address behind it moves to the next line whole, so that there is room to stretch.
        text = "甲" * before + pair + "乙丙丁，戊己。" + "zwgk2021@psx.gov.cn" * 2 + "庚"
        widths = widths_of(text)
        for line in broken(text, 20):
            assert text[line.start] != pair[0]
            found = text.find(pair, line.start, line.end)
            if found < 0:
                assert pair[0] not in text[line.start : line.end]
                continue
            at = places(text, widths, line, EM)[found - line.start :]
            assert at[1] - at[0] == pytest.approx(EM)
            stretched += len(at) > 2 and at[2] - at[1] > EM + 0.1
    assert stretched > 5


def test_marks_that_may_not_begin_or_end_a_line_are_those_of_the_standard() -> None:
    """GB/T 15834, 5.1: closing marks never begin a line, opening marks never end one."""
    assert set("。，、；：？！”’）］〕｝》〉』」】．—…～·") <= NO_START
    assert set("“‘（［〔｛《〈『「【") <= NO_END
    assert not NO_START & NO_END - {"\u00a0"}


def test_squeezing_takes_from_punctuation_only() -> None:
    text = "（一二），三四"
    widths = [EM] * len(text)
    line = Line(0, 7, 7, 7 * EM, 6.5 * EM, last=True)
    at = places(text, widths, line, EM)
    assert at[2] - at[1] == EM
    assert at[6] - at[5] == EM
    assert at[4] - at[3] < EM
    assert at[6] + EM == pytest.approx(6.5 * EM)


def test_a_word_longer_than_a_line_is_cut_where_an_address_may_be_cut() -> None:
    text = "见https://www.example.gov.cn/" + "aaaaaaaaa/" * 8
    lines = [text[line.start : line.end] for line in broken(text, 20)]
    assert "".join(lines) == text
    assert all(len(line) <= 41 for line in lines)
    assert all(line.endswith("/") for line in lines)
    digits = "9" * 100
    assert [line.end - line.start for line in broken(digits, 20)] == [36, 40, 24]


def test_spaces_hang_into_the_margin() -> None:
    text = "访问量达 次" * 10
    for line in broken(text, 4, indent=0):
        assert not text[line.start].isspace()
        assert not text[line.ink_end - 1].isspace()


def test_a_no_break_space_does_not_break() -> None:
    assert units("第1 条") == [(0, 1), (1, 3), (3, 4)]
    assert units("第1\u00a0条") == [(0, 1), (1, 4)]


@given(st.text(max_size=200), st.integers(1, 40))
def test_nothing_is_lost_whatever_is_typed(text: str, chars: int) -> None:
    lines = break_lines(text, widths_of(text), chars * EM, chars * EM, EM)
    assert "".join(text[line.start : line.end] for line in lines) == text
    for line in lines:
        assert len(places(text, widths_of(text), line, EM)) == line.end - line.start


def glyphs(text: str) -> list[Glyph]:
    return [Glyph(char, "f", 0.5 if char.isascii() else 1.0) for char in text]


def test_balanced_lines_are_about_equally_long() -> None:
    assert [line.text for line in set_balanced(glyphs("结果维持"), 8, 26)] == ["结果", "维持"]
    assert [line.text for line in set_balanced(glyphs("总计"), 8, 26)] == ["总计"]
    assert set_balanced(glyphs(""), 8, 26) == ()


def test_runs_give_the_line_back_at_its_places() -> None:
    (line,) = set_lines(glyphs("本年收到申请1234件，办结"), 16, 300, 300, pitch=15.79)
    runs = line.runs(10, 20, 16)
    assert "".join(run.text for run in runs) == line.text
    drawn = []
    for run in runs:
        x = run.x
        for char in run.text:
            drawn.append(x - 10)
            x += (8 if char.isascii() else 16) + run.spacing
    assert drawn == pytest.approx(line.places, abs=0.05)


@pytest.mark.parametrize("extra", range(1, 29))
def test_a_paragraph_does_not_end_in_one_or_two_characters(extra: int) -> None:
    glyphs = [Glyph(char, "f", 1.0) for char in "国" * (26 + 28 * 2 + extra)]
    lines = set_lines(glyphs, EM, 26 * EM, 28 * EM, justify=True)
    assert "".join(line.text for line in lines) == "国" * len(glyphs)
    assert [len(line.text) for line in lines] == [26, 28, 28 - max(0, 3 - extra), max(3, extra)]
    *_, before, _ = lines
    assert before.places[-1] == pytest.approx(27 * EM), "it still reaches the edge"


def test_what_must_not_be_cut_is_not_cut_for_a_longer_end() -> None:
    text = "国" * 40 + "2021年1月" + "本年"  # the line ends behind 月
    glyphs = [Glyph(char, "f", 1.0) for char in text]
    for room in range(10, 30):
        lines = set_lines(glyphs, EM, room * EM, room * EM, justify=True)
        assert all(not (line.text[-1:].isdigit() and after.text[:1].isdigit()) for line, after in pairwise(lines))
        assert "".join(line.text for line in lines) == text
