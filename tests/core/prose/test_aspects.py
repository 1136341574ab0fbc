"""The stretches of a text under its numbered headings, and how far each is written."""

import pytest

from govreport_gui.core.prose.aspects import stretches

OTHERS = "\n（二）依申请公开。\n（三）政府信息管理。"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("（一）主动公开。", "bare"),
        ("（一）主动公开方面：", "bare"),
        ("（一）主动公开2645条。", "short"),
        ("（一）全年主动公开 12 件", "short"),
    ],
)
def test_a_line_that_counts_is_a_sentence_and_no_heading(line: str, written: str) -> None:
    first = stretches(line + OTHERS)[0]
    assert first.written == written
    assert (first.length > 0) == (written == "short")
