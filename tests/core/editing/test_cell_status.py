from dataclasses import replace

import pytest

from govreport_gui.core.editing.cell_status import about_cell, about_selection
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document


def test_a_long_sum_is_named_by_its_ends(form: Format) -> None:
    words = about_cell(form, Document(form.id), "requests.results_total.other")
    assert words.startswith("这一格留空时由程序相加：（一）予以公开＋…＋（六）3.其他，共 ")
    assert about_cell(form, Document(form.id), "requests.new.other") == ""
    assert about_cell(form, Document(form.id), "") == ""


def test_a_locked_report_says_so_of_every_cell(form: Format) -> None:
    locked = replace(Document(form.id), state="final")
    assert "锁定" in about_cell(form, locked, "requests.new.other")
    assert about_cell(form, locked, "") == ""


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["9"], ""),
        (["1", "2"], "已选 2 格，合计 3"),
        (["0.1", "0.2"], "已选 2 格，合计 0.3"),
        (["１２", "3件", "", "多"], "已选 4 格（2 格有数），合计 15"),
        (["", ""], "已选 2 格（0 格有数），合计 0"),
    ],
)
def test_what_a_selection_adds_up_to(texts: list[str], words: str) -> None:
    assert about_selection([str(number) for number in range(len(texts))], texts) == words
