"""Remarks and cells to come back to."""

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, Note
from govreport_gui.core.report.notes import follow_ups, marked_parts, next_follow_up, note, with_note

FIRST, SECOND, THIRD = "proactive.licensing.decisions", "requests.new.total", "disputes.reconsideration.total"


def marked(zeros: Document, *cells: str) -> Document:
    for cell in cells:
        zeros = with_note(zeros, cell, Note(follow_up=True))
    return zeros


def test_an_empty_note_leaves_nothing_behind(zeros: Document) -> None:
    document = with_note(zeros, FIRST, Note(" 问一问法规科 \n"))
    assert note(document, FIRST) == Note("问一问法规科")
    assert with_note(document, FIRST, Note("  ")) == zeros
    assert note(zeros, FIRST) == Note()


def test_cells_to_come_back_to_in_the_forms_order(form: Format, zeros: Document) -> None:
    document = marked(zeros, THIRD, FIRST, SECOND)
    assert follow_ups(form, document) == (FIRST, SECOND, THIRD)
    assert marked_parts(form, document) == {"proactive_text": 1, "requests_text": 1, "disputes_text": 1}
    assert next_follow_up(form, document, FIRST, 1) == SECOND
    assert next_follow_up(form, document, THIRD, 1) == FIRST
    assert next_follow_up(form, document, FIRST, -1) == THIRD
    assert next_follow_up(form, document, "", 1) == FIRST
    assert next_follow_up(form, document, "", -1) == THIRD
    assert next_follow_up(form, document, "requests.new.other", 1) == SECOND
    assert not next_follow_up(form, zeros, FIRST, 1)


def test_a_locked_report_may_still_be_noted_in(form: Format, zeros: Document) -> None:
    editor = ReportEditor(form, Document(form.id, state="final"))
    editor.apply("写备注", with_note(editor.document, FIRST, Note("已电话核实")))
    assert note(editor.document, FIRST).text == "已电话核实"
