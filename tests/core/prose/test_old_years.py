"""Years that are put on one in last year's text, and those that are left."""

import pytest

from govreport_gui.core.prose.old_years import advanced, old_years


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("统计期限自2024年1月1日至2024年12月31日。", "统计期限自2025年1月1日至2025年12月31日。"),
        ("自2024年1月1日起至12月31日止。", "自2025年1月1日起至12月31日止。"),
        ("2024年，本局深入推进政务公开。", "2025年，本局深入推进政务公开。"),
        ("　　2024年度，本局深入推进。\n2024年，又一段。", "　　2025年度，本局深入推进。\n2025年，又一段。"),
        ("现发布2024年政府信息公开工作年度报告。", "现发布2025年政府信息公开工作年度报告。"),
        ("现发布2024年度政府信息公开年度报告。", "现发布2025年度政府信息公开年度报告。"),
    ],
)
def test_where_it_is_certain(text: str, after: str) -> None:
    assert advanced(text, 2024, 2025) == after


@pytest.mark.parametrize(
    "text",
    [
        "比2024年增加3件。",
        "与2024年，即去年相比。",
        "印发《2024年政务公开工作要点》。",
        "《2024年政府信息公开工作年度报告》已公布。",
        "自2023年1月1日至2023年12月31日。",
        "2024年5月1日起施行。",
        "12024年，",
        "下一步，2025年将加强培训。",
    ],
)
def test_elsewhere_it_stays(text: str) -> None:
    assert advanced(text, 2024, 2025) == text


def test_what_surely_moves_is_among_what_may() -> None:
    text = (
        "2024年，本局收到申请3件，比2023年多1件。2024年5月1日起施行《2024年要点》。\n"
        "自2024年1月1日至2024年12月31日，与2022年无关。"
    )
    found = old_years(text, 2024)
    assert [(each.year, each.sure) for each in found] == [
        (2024, True),
        (2023, False),
        (2024, True),
        (2024, True),
    ]
    assert [text[slice(*each.span)] for each in found] == ["2024", "2023", "2024", "2024"]


def test_blanks_within_stay_as_they_were() -> None:
    assert advanced("　　2024 年，开展工作。", 2024, 2025) == "　　2025 年，开展工作。"
