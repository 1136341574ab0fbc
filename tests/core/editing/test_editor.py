from dataclasses import replace

import pytest

from govreport_gui.core.editing import editor as editing
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import Figures
from govreport_gui.core.report.binding import Binding
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.report.figures import figures_of
from govreport_gui.core.rules import case
from govreport_gui.core.rules.check import check
from govreport_gui.core.years.last_year import beside

CELL = "requests.new.natural_person"
TOTAL = "requests.new.total"


def test_every_step_is_undone_and_redone(form: Format, zeros: Document) -> None:
    editor = ReportEditor(form, zeros)
    steps = [
        ("填写", zeros.with_cells({CELL: "9"})),
        ("修改文字", zeros.with_section("overview", "很好。")),
        ("修改封面信息", replace(zeros, year=2024)),
    ]
    for label, document in steps:
        editor.apply(label, document)
        assert editor.undo_label == label
    for label, document in reversed(steps):
        assert editor.document is document
        editor.undo()
        assert editor.redo_label == label
    assert editor.document is zeros
    assert editor.undo_label == ""
    editor.undo()
    assert editor.document is zeros
    for _, document in steps:
        editor.redo()
        assert editor.document is document
    editor.redo()
    assert editor.document is steps[-1][1]


def test_the_numbers_are_worked_out_once_for_an_edit(
    form: Format, zeros: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out = []

    def counted(form: Format, document: Document) -> Figures:
        worked_out.append(document.cells.get(CELL))
        return figures_of(form, document)

    monkeypatch.setattr(case, "figures_of", counted)
    last = LastYear(form, zeros.with_cells({CELL: "3"}))
    text = "今年共收到申请0件。"
    bound = Binding("overview", text.index("0"), "0", (CELL,))
    editor = ReportEditor(form, replace(zeros.with_section("overview", text), last=last, bindings=(bound,)))
    assert worked_out == ["3", "0"]
    editor.apply("填写", editor.document.with_cells({CELL: "9"}))
    assert editor.document.sections["overview"] == "今年共收到申请9件。"
    assert beside(editor.case, CELL) == "上年 3，增加 6（200%）"
    assert worked_out == ["3", "0", "9"]
    editor.apply("修改文字", editor.document.with_section("problems", "很好。"))
    editor.tick({CELL: "9"})
    assert editor.case.document is editor.document
    assert worked_out == ["3", "0", "9"]


def test_findings_are_those_of_the_current_document(form: Format, zeros: Document) -> None:
    editor = ReportEditor(form, zeros)
    editor.apply("填写", zeros.with_cells({CELL: "9"}))
    assert editor.checked == check(form, editor.document)
    verdicts = [editor.checked.verdict]
    editor.undo()
    assert [*verdicts, editor.checked.verdict] == ["must_fix", "pass"]


def test_a_new_step_ends_what_could_be_redone(form: Format, zeros: Document) -> None:
    editor = ReportEditor(form, zeros)
    editor.apply("甲", zeros.with_cells({CELL: "1"}))
    editor.undo()
    editor.apply("乙", zeros.with_cells({CELL: "2"}))
    assert editor.redo_label == ""
    assert editor.document.cells[CELL] == "2"


def test_no_change_is_no_step(form: Format, zeros: Document) -> None:
    editor = ReportEditor(form, zeros)
    calls = []
    editor.on_change = lambda: calls.append(1)
    editor.apply("填写", zeros.with_cells({CELL: "0"}))
    assert (editor.undo_label, calls) == ("", [])


def test_modified_means_different_from_what_is_on_disk(form: Format, zeros: Document) -> None:
    editor = ReportEditor(form, zeros)

    def changed() -> None:
        editor.apply("填写", zeros.with_cells({CELL: "1"}))

    steps = (changed, editor.mark_saved, editor.undo, changed, editor.mark_unsaved)
    seen = [editor.modified, *(step() or editor.modified for step in steps)]
    assert seen == [False, True, False, True, False, True]


def test_whoever_listens_hears_of_every_change_once(form: Format, zeros: Document) -> None:
    editor = ReportEditor(form, zeros)
    seen = []
    editor.on_change = lambda: seen.append(editor.document.cells[CELL])
    editor.apply("填写", zeros.with_cells({CELL: "1"}))
    editor.undo()
    editor.redo()
    assert seen == ["1", "0", "1"]


def test_a_tick_is_beside_every_step_and_goes_through_none_of_them(form: Format, zeros: Document, monkeypatch) -> None:
    steps = [zeros, *(zeros.with_cells({CELL: str(number)}) for number in range(1, 100))]
    editor = ReportEditor(form, zeros)
    for document in steps[1:]:
        editor.apply("填写", document)
    touched = []
    with monkeypatch.context() as patched:
        patched.setattr(editing, "replace", lambda *given, **changed: touched.append(1) or replace(*given, **changed))
        editor.tick({CELL: "99"})
        editor.tick({CELL: "99", TOTAL: "0"})
    assert len(touched) == 2
    assert editor.document == replace(steps[-1], read_aloud={CELL: "99", TOTAL: "0"})
    for document in reversed(steps[:-1]):
        editor.undo()
        assert editor.document == replace(document, read_aloud={CELL: "99", TOTAL: "0"})
    editor.tick({})
    editor.redo()
    editor.apply("校对", replace(editor.document, read_aloud={CELL: "1"}))
    editor.undo()
    assert editor.document == steps[1]
    editor.redo()
    assert editor.document.read_aloud == {CELL: "1"}
    editor.tick({TOTAL: "0"})
    for document in (steps[1], steps[0]):
        editor.undo()
        assert editor.document == replace(document, read_aloud={TOTAL: "0"})
