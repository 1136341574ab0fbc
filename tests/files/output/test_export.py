"""What a report is put out as."""

import pytest

from govreport_gui.core.report.document import Document
from govreport_gui.files.output import export


@pytest.mark.parametrize(
    ("unit", "start"),
    [
        ("甲市财政局", "甲市财政局"),
        ("甲\0市\r财\n政\t局", "甲_市_财_政_局"),
        ('甲/乙\\\\丙:*?"<>|局', "甲_乙__丙_______局"),
        ("甲\x1b\x7f\u202e\u2028\ud800局", "甲_____局"),
        ("甲　市　财政局", "甲　市　财政局"),
        ("甲" * 300, "甲" * 50),
        ("𠮷" * 300, "𠮷" * 37),
    ],
)
def test_the_name_offered_is_one_that_a_file_can_have(unit: str, start: str) -> None:
    name = export.file_name(Document("2021", unit, 2025), ".govreport")
    assert name == f"{start}2025年政府信息公开工作年度报告.govreport"
    assert len(name.encode("utf-8")) < 255
