"""Where text and table do not agree: what is offered, and how sure that is."""

from dataclasses import replace

import pytest

from govreport_gui.core.drafting.mismatches import Mismatch, mismatches
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report import binding
from govreport_gui.core.report.document import Document

CELLS = {
    "requests.new.natural_person": "70",
    "requests.new.total": "70",
    "requests.granted.natural_person": "69",
    "requests.granted.total": "69",
    "requests.results_total.natural_person": "69",
    "requests.results_total.total": "69",
    "requests.carried_out.natural_person": "1",
    "requests.carried_out.total": "1",
}
TEXT = "（二）依申请公开方面。本年度共收到70件申请，及时依法依规办结68件，1件结转下年度继续办理。"


@pytest.fixture
def busy(zeros: Document) -> Document:
    return zeros.with_cells(CELLS)


def found(form: Format, document: Document, text: str = TEXT) -> tuple[Mismatch, ...]:
    editor = ReportEditor(form, document.with_section("overview", f"{text}\n{document.sections['overview']}"))
    return mismatches(editor.case, editor.checked, "overview")


def test_a_number_that_only_the_text_has_is_surely_wrong(form: Format, busy: Document) -> None:
    (each,) = found(form, busy)
    assert (each.number, [value.number for value in each.values], each.sure) == (68, [69], True)
    assert (each.paragraph, TEXT[slice(*each.digits)], each.values[0].name) == (1, "68", "表三（七）总计")
    assert each.words.endswith("办结68件")


def test_a_total_from_paper_that_its_parts_bear_out_is_right(form: Format, busy: Document) -> None:
    document = busy.with_cells({"disputes.reconsideration.upheld": "69", "disputes.reconsideration.total": "69"})
    text = "因政府信息公开工作被申请行政复议68件。"
    assert [(each.number, each.sure) for each in found(form, document, text)] == [(68, True)]
    # A balance of totals that the program adds up says something of each cell.
    totals = {cell: "" for cell in busy.cells if cell.startswith("requests.") and "total" in cell}
    assert [each.sure for each in found(form, busy.with_cells(totals))] == [True]


def test_bound_at_its_place_it_is_put_right_in_one_step(form: Format, busy: Document) -> None:
    editor = ReportEditor(form, busy.with_section("overview", TEXT))
    (each,) = mismatches(editor.case, editor.checked, "overview")
    document = editor.document
    editor.apply("改", replace(document, bindings=binding.bind(document.bindings, each.values[0].binding)))
    assert editor.document.sections["overview"] == TEXT.replace("68", "69")
    assert mismatches(editor.case, editor.checked, "overview") == ()
    editor.undo()
    assert editor.document.sections["overview"] == TEXT
    assert editor.document.bindings == ()


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        # The same number again.
        (TEXT + "全年办结的68件均未超期。", {}),
        # A sum of the table does not hold.
        (TEXT, {"requests.granted.natural_person": "68"}),
        # The text makes a balance of its own.
        (TEXT.replace("1件结转", "2件结转"), {}),
        # Its kinds add up to it.
        ("收到申请70件，办结68件，其中予以公开60件，部分公开8件，结转下年度继续办理1件。", {}),
        # The total is added up by the program: it agrees with its parts whatever they are.
        (
            "因政府信息公开工作被申请行政复议68件。",
            {"disputes.reconsideration.upheld": "69", "disputes.reconsideration.total": ""},
        ),
        # Nothing in the table bears the total out: no sum holds 行政许可.
        ("作出行政许可处理决定68件。", {"proactive.licensing.decisions": "69"}),
    ],
)
def test_where_either_may_be_wrong_neither_is_offered_first(
    form: Format, busy: Document, text: str, cells: dict[str, str]
) -> None:
    several = [each for each in found(form, busy.with_cells(cells), text) if each.number == 68]
    assert several
    assert not any(each.sure for each in several)


def test_what_may_stand_for_several_numbers_is_not_sure(form: Format, busy: Document) -> None:
    document = busy.with_cells({"requests.carried_in.natural_person": "1", "requests.carried_in.total": "1"})
    (each,) = [each for each in found(form, document, "受理政府信息公开申请88件。") if each.number == 88]
    assert (len(each.values) > 1, each.sure) == (True, False)


def test_what_the_table_cannot_tell_yet_has_no_value(form: Format, busy: Document) -> None:
    document = busy.with_cells({"requests.new.total": "", "requests.new.enterprise": ""})
    texts = [each for each in found(form, document, "收到政府信息公开申请8件。") if each.number == 8]
    assert texts
    assert all(each.values == () and not each.sure for each in texts)


def test_what_is_explained_or_agrees_is_none(form: Format, busy: Document) -> None:
    assert found(form, busy, TEXT.replace("68", "69")) == ()
    assert found(form, busy, "全年发布信息8888条。") == ()
