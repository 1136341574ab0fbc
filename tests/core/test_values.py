from decimal import Decimal

import pytest

from govreport_gui.core.values import entered, fault, iso_date, read, show, sound, year_fault


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("9", 9),
        ("１２", 12),
        ("1,234", 1234),
        ("1，234", 1234),
        ("1 709 608", 1709608),
        ("73\u00a0", 73),
        ("\u300073", 73),
        ("9\u200b", 9),
        ("\ufeff8", 8),
        ("007", 7),
        ("-15", -15),
        ("－15", -15),
        ("−15", -15),
        ("3.50", Decimal("3.5")),
        ("3.0", 3),
        ("24252.311082", Decimal("24252.311082")),
        ("251000元", 251000),
        ("22（其中修订 16 件）", 22),
        ("22(其中修订16件)", 22),
        ("7730.28万元", Decimal("7730.28")),
    ],
)
def test_read_as_number(text: str, number: int | Decimal) -> None:
    reading = read(text)
    assert reading.number == number
    assert type(reading.number) is type(number)
    assert reading.text == text


@pytest.mark.parametrize(
    "text",
    [
        "/",
        "无",
        "—",
        "-",
        "十二",
        "12份",
        "1 2",
        "1,23",
        "9 8",
        "=1+2",
        "约9",
        "1e5",
        "9件半",
        "3²",
        "3①",
        "9" * 41,
        "9" * 5000,
    ],
)
def test_unreadable_stays_as_typed(text: str) -> None:
    reading = read(text)
    assert reading.unreadable
    assert not reading.blank
    assert reading.text == text


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u3000"])
def test_blank_is_neither_zero_nor_unreadable(text: str) -> None:
    reading = read(text)
    assert reading.blank
    assert not reading.unreadable
    assert reading.number is None


@pytest.mark.parametrize(
    ("text", "kind", "unit", "wrong"),
    [
        ("9", "integer", "件", ""),
        ("", "integer", "件", ""),
        ("9件", "integer", "件", ""),
        ("9件", "integer", "项", "写了“件”，这一格的单位是项"),
        ("251000元", "decimal", "万元", "写了“元”，这一格的单位是万元"),
        ("-1", "integer", "件", "是负数"),
        ("-1", "signed integer", "项", ""),
        ("1.5", "integer", "件", "是小数"),
        ("1.5", "signed integer", "项", "是小数"),
        ("1.0", "integer", "件", ""),
        ("1.5", "decimal", "万元", ""),
        ("24252.311082", "decimal", "万元", ""),
        ("1.1234567", "decimal", "万元", "小数超过6位"),
        ("2笔", "integer", "项", ""),
        ("2笔", "decimal", "万元", "写了“笔”，这一格的单位是万元"),
        ("5.", "integer", "件", ""),
        ("1O", "integer", "件", "含字母O，疑为10"),
        ("l5", "integer", "件", "含字母l，疑为15"),
        ("OK", "integer", "件", "不是数字"),
        ("无", "integer", "件", "不是数字"),
        ("=1+2", "integer", "件", "不能写公式"),
    ],
)
def test_fault(text: str, kind: str, unit: str, wrong: str) -> None:
    assert fault(text, kind, unit) == wrong


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (1709608, "1709608"), (Decimal("3.50"), "3.5"), (Decimal("1E+3"), "1000"), (Decimal("-0.5"), "-0.5")],
)
def test_show(number: int | Decimal, text: str) -> None:
    assert show(number) == text


@pytest.mark.parametrize(
    "text",
    [
        "2026-1-5",
        "20260105",
        "2026/01/05",
        "2026.1.5",
        "2026年1月5日",
        "2026年01月5号",
        "2026—1—5",
        "２０２６年１月５日",
        " 2026-01-05 ",
    ],
)
def test_dates_as_people_type_them(text: str) -> None:
    assert iso_date(text) == "2026-01-05"


@pytest.mark.parametrize("text", ["", "明天", "2026-13-1", "2026-2-30", "26-1-5", "2026"])
def test_no_dates(text: str) -> None:
    assert iso_date(text) == ""


@pytest.mark.parametrize("text", ["1-5", "01-05", "1/5", "1.5", "1月5日", "１－５"])
def test_a_day_without_a_year_is_of_the_year_that_is_meant(text: str) -> None:
    assert iso_date(text, 2026) == "2026-01-05"
    assert iso_date(text) == ""
    assert iso_date("2025-01-05", 2026) == "2025-01-05"
    assert iso_date("2-30", 2026) == iso_date("15", 2026) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１２", "12"),
        ("－３．５", "-3.5"),
        ("１，２３４", "1234"),
        ("12。5", "12.5"),
        ("009", "9"),
        ("+5", "5"),
        ("3.50", "3.5"),
        (" 9\u200b\u200e ", "9"),
        ("22（其中修订１６件）", "22（其中修订16件）"),
        ("0251000元", "0251000元"),
        ("无，待核。", "无，待核。"),
        ("九件半", "九件半"),
        ("3²", "3²"),
        ("9" * 41, "9" * 41),
    ],
)
def test_what_is_kept_of_what_is_typed(typed: str, kept: str) -> None:
    assert entered(typed) == entered(kept) == kept


@pytest.mark.parametrize("text", ["", " ", "2000", "2025", "2100", "２０２５", " 2025 "])
def test_years_that_a_report_can_be_for(text: str) -> None:
    assert year_fault(text) == ""


@pytest.mark.parametrize("text", ["25", "9", "20255", "二〇二五", "2025年", "-2025", "20 25", "²⁰²"])
def test_a_year_has_four_digits(text: str) -> None:
    assert year_fault(text) == "年度写四位数，如 2025。"


@pytest.mark.parametrize("text", ["1999", "2101", "9999", "0025"])
def test_a_year_that_no_report_is_for(text: str) -> None:
    assert year_fault(text) == "年度应在 2000 到 2100 之间。"


def test_halves_of_characters_become_a_sign() -> None:
    assert sound("甲\ud800乙\udc00") == "甲\ufffd乙\ufffd"
    assert sound("甲乙😀\0") == "甲乙😀\0"
    assert sound("\ud83d\ude00") == "😀"
