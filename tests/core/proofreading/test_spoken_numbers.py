import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_gui.core.proofreading.spoken_numbers import spoken
from govreport_gui.core.prose.counts import counts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0", "零"),
        ("7", "七"),
        ("10", "十"),
        ("12", "十二"),
        ("20", "二十"),
        ("105", "一百零五"),
        ("110", "一百一十"),
        ("1234", "一千二百三十四"),
        ("1,234", "一千二百三十四"),
        ("１２３４", "一千二百三十四"),
        ("1001", "一千零一"),
        ("1010", "一千零一十"),
        ("10000", "一万"),
        ("10010", "一万零一十"),
        ("100500", "十万零五百"),
        ("123456", "十二万三千四百五十六"),
        ("100000000", "一亿"),
        ("2000003000", "二十亿零三千"),
        ("-15", "负十五"),
        ("24252.311082", "二万四千二百五十二点三一一零八二"),
        ("0.05", "零点零五"),
        ("251000元", "二十五万一千元"),
        ("", "空"),
        ("/", "/"),
        ("九件", "九件"),
    ],
)
def test_a_cell_is_read_as_people_read_it(text: str, words: str) -> None:
    assert spoken(text) == words


@given(st.integers(min_value=1, max_value=99_999_999))
def test_what_is_read_aloud_is_understood_as_the_same_number(number: int) -> None:
    (count,) = counts(f"共收到{spoken(str(number))}件")
    assert count.number == number
