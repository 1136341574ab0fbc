import pytest

from govreport_gui.core.editing.cell_status import about_cell, about_selection, sums_through
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import case_of


def test_a_long_sum_is_named_by_its_ends(form: Format) -> None:
    words = about_cell(form, Document(form.id), "requests.results_total.other")
    assert words.startswith("本格留空时自动相加：（一）予以公开＋…＋（六）3.其他，共 ")
    assert about_cell(form, Document(form.id), "requests.new.other") == ""
    assert about_cell(form, Document(form.id), "") == ""


def test_the_sums_of_a_cell_along_its_row_and_column(form: Format, zeros: Document) -> None:
    typed = zeros.with_cells({"requests.granted.natural_person": "72", "requests.granted.total": "30"})
    across, down = sums_through(case_of(form, typed), "requests.granted.natural_person")
    assert across == "72＋0＋0＋0＋0＋0＝72，总计 30，相差 42"
    assert down == "（一）予以公开至（六）3.其他 72，（七）总计 0，相差 72"
    assert sums_through(case_of(form, typed), "proactive.fees.amount") == ("", "")
    open_row = typed.with_cells({"requests.granted.other": ""})
    assert sums_through(case_of(form, open_row), "requests.granted.natural_person")[0] == "尚有 1 格未填"


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


def test_a_sum_of_many_units_says_who_gave_it(form: Format) -> None:
    cell = "requests.new.other"
    document = Document(form.id, cells={cell: "7"}, contributions={cell: (("县甲局", "4"), ("县乙局", "3"))})
    assert about_cell(form, document, cell) == "汇总来源：县甲局4、县乙局3。"
    assert about_cell(form, document.with_cells({cell: "8"}), cell) == "汇总来源（汇总时为7）：县甲局4、县乙局3。"
