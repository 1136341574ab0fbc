"""Words of the texts replaced; tables and bound numbers stay."""

from dataclasses import replace

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.editing.replacing import replaceable, replaced
from govreport_gui.core.editing.search import places
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.binding import Binding
from govreport_gui.core.report.document import Document


def test_words_of_texts_are_replaced_and_bound_numbers_stay_bound(form: Format, zeros: Document) -> None:
    text = "2024年，我局收到0件，我局办结0件。2024年我局没有收费。"
    bindings = tuple(Binding("overview", at, "0", ("requests.new.total",)) for at in (10, 17))
    assert [text[each.start : each.end] for each in bindings] == ["0", "0"]
    editor = ReportEditor(form, replace(zeros.with_section("overview", text), bindings=bindings))
    found = replaceable(editor.document, places(form, editor.document, "我局"))
    document, fresh = replaced(editor.document, found, "本机关")
    editor.apply("替换", document, fresh)
    assert editor.document.sections["overview"] == text.replace("我局", "本机关")
    assert [each.start for each in editor.document.bindings] == [11, 19]
    editor.apply("填数", editor.document.with_cells({"requests.new.total": "7"}))
    assert editor.document.sections["overview"] == text.replace("我局", "本机关").replace("0件", "7件")


def test_neither_cells_nor_what_follows_them_can_be_replaced(form: Format, zeros: Document) -> None:
    text = "收到0件，另有0件。"
    bindings = (Binding("overview", 2, "0", ("requests.new.total",)),)
    document = replace(zeros.with_section("overview", text), bindings=bindings)
    found = replaceable(document, places(form, document, "0"))
    assert [(each.part, each.cell, each.span) for each in found] == [("overview", "", (7, 8))]
    assert replaceable(document, places(form, document, "到0件")) == ()
