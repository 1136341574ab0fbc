"""Last year's passage beside this year's, and what of it is brought up to date."""

from dataclasses import replace

from govreport_gui.core.drafting.last_text import last_text
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.case import Case, case_of

THEN = """2024年，本局认真贯彻条例。
（一）主动公开。按照《2024年政务公开工作要点》，2024年3月5日印发通知，公开信息120条。
（二）依申请公开。2024年，收到政府信息公开申请21件，办结18件，较2023年有所增加；统计至2024年12月31日。"""
CELLS = {
    "requests.new.natural_person": "21",
    "requests.new.total": "21",
    "requests.granted.natural_person": "21",
    "requests.granted.total": "21",
    "requests.results_total.natural_person": "21",
    "requests.results_total.total": "21",
}


def beside(form: Format, zeros: Document) -> Case:
    last = replace(zeros.with_cells(CELLS).with_section("overview", THEN), year=2024)
    now = zeros.with_cells(dict.fromkeys(CELLS, "70"))
    return case_of(form, replace(now, last=LastYear(form, last)))


def test_years_and_known_numbers_are_brought_up_to_date(form: Format, zeros: Document) -> None:
    case = beside(form, zeros)
    found = last_text(case, "overview", "requests", whole=False)
    assert found is not None
    assert found.heading == "（二）依申请公开。"
    assert [found.text[slice(*span)] for span in found.old] == ["2024", "21件", "18件", "2023", "2024"]
    # 18 was no number of last year's table: nobody knows this year's.
    assert found.left == 1
    words = "2025年，收到政府信息公开申请70件，办结18件，较2024年有所增加；统计至2025年12月31日。"
    assert found.this_year(headed=False).text == words
    assert found.this_year(headed=True).text == f"（二）依申请公开。{words}"
    sentence = found.this_year(headed=True)
    assert [(sentence.text[at : at + len(said)], cells) for at, said, cells in sentence.numbers] == [
        ("70", ("requests.new.total",))
    ]
    editor = ReportEditor(form, case.document)
    editor.apply("插入", editor.document.with_section("problems", sentence.text), sentence.placed("problems", 0))
    editor.apply("填数", editor.document.with_cells({"requests.new.total": "71"}))
    assert "申请71件，办结18件" in editor.document.sections["problems"]


def test_days_and_names_of_another_year_stay(form: Format, zeros: Document) -> None:
    found = last_text(beside(form, zeros), "overview", "proactive", whole=False)
    assert found is not None
    assert found.this_year(headed=False).text == found.text
    assert found.left == len(found.old) == 3


def test_the_words_before_the_first_heading(form: Format, zeros: Document) -> None:
    found = last_text(beside(form, zeros), "overview", None, whole=False)
    assert found is not None
    assert (found.heading, found.this_year(headed=True).text) == ("", "2025年，本局认真贯彻条例。")


def test_a_whole_part_and_where_there_is_nothing(form: Format, zeros: Document) -> None:
    case = beside(form, zeros)
    found = last_text(case, "problems", None, whole=True)
    assert found is not None
    assert found.text == zeros.sections["problems"]
    assert last_text(case, "overview", "oversight", whole=False) is None
    assert last_text(case, "preface", None, whole=True) is None
    assert last_text(case_of(form, zeros), "overview", "requests", whole=False) is None


def test_without_a_year_on_the_cover_no_year_is_guessed(form: Format, zeros: Document) -> None:
    case = beside(form, zeros)
    found = last_text(case_of(form, replace(case.document, year=None)), "overview", None, whole=False)
    assert found is not None
    assert found.this_year(headed=False).text == "2024年，本局认真贯彻条例。"
