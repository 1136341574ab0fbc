"""What a report is put out as."""

import pytest

from govreport_gui.core.report.document import Document
from govreport_gui.files.output import export
from govreport_gui.files.pdf.writer import Printed


def test_what_stands_in_for_a_missing_font_and_what_no_font_has_are_told() -> None:
    printed = Printed(b"", 1, "𬱖𠮷", (("小标宋", "文泉驿微米黑"), ("仿宋", "simsun"), ("宋体", "文泉驿微米黑")))
    assert export.notes(printed) == (
        "电脑上的字体没有这些字：𬱖、𠮷。PDF 里用“〓”代替，装上含这些字的字体后重新输出。",
        "电脑上没有公文字体：小标宋、宋体用文泉驿微米黑代替，仿宋用simsun代替。要用公文字体的，装上后重新输出。",
    )
    assert export.notes(Printed(b"", 1, "")) == ()


def test_what_of_the_title_is_missing_is_told_apart() -> None:
    (note,) = export.notes(Printed(b"", 1, "𬱖𠮷", title="𠮷局2025年报告"))
    assert note.startswith("电脑上的字体没有这些字：𬱖、𠮷。其中“𠮷”在标题中。")


def test_what_another_face_lends_and_what_lies_is_told_once() -> None:
    printed = Printed(b"", 1, "", borrowed=(("小标宋", "𬱖"), ("仿宋", "一" * 21)), lying=True)
    assert export.notes(printed) == (
        "小标宋没有“𬱖”，用其他字体印出。",
        f"仿宋没有“{'一' * 20}”等 21 个字，用其他字体印出。",
        "蒙古文是竖写的，在汉文行内横排印出。",
    )


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
