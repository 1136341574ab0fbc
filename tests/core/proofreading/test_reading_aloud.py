from dataclasses import replace

import pytest

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.proofreading import reading_aloud
from govreport_gui.core.proofreading.reading_aloud import WRONG, progress
from govreport_gui.core.report.document import Document, Note, Step

FIRST = "proactive.regulations.issued"
SECOND = "proactive.regulations.repealed"
TOTAL = "requests.new.total"


def read(form: Format, document: Document, *cells: str) -> Document:
    """The report with those cells found right."""
    for cell in cells:
        document = replace(document, read_aloud=reading_aloud.ticked(progress(form, document), document, cell))
    return document


def test_the_order_is_that_of_the_official_tables(form: Format, zeros: Document) -> None:
    boxes = [
        box.cell
        for table in form.tables
        for box in sorted(table.boxes, key=lambda box: (box.line, box.position))
        if box.cell
    ]
    assert list(progress(form, zeros).texts) == boxes


def test_nothing_is_ticked_before_it_is_read(form: Format, zeros: Document) -> None:
    now = progress(form, zeros)
    assert set(now.statuses.values()) == {"open"}
    assert reading_aloud.summary(now, tuple(form.cells)) == "已校对 0 / 200 格"


def test_a_tick_holds_while_the_cell_shows_the_same(form: Format, zeros: Document) -> None:
    document = read(form, zeros, FIRST)
    assert progress(form, document).statuses[FIRST] == "ticked"
    changed = document.with_cells({FIRST: "1"})
    assert progress(form, changed).statuses[FIRST] == "changed"
    assert progress(form, changed.with_cells({FIRST: "0"})).statuses[FIRST] == "ticked"


def test_a_blank_is_ticked_as_blank(form: Format, zeros: Document) -> None:
    document = read(form, zeros.with_cells({FIRST: ""}), FIRST)
    assert document.read_aloud[FIRST] == ""
    assert progress(form, document).statuses[FIRST] == "ticked"
    assert progress(form, document.with_cells({FIRST: "0"})).statuses[FIRST] == "changed"


def test_a_computed_total_is_read_too_and_changes_with_its_parts(form: Format, zeros: Document) -> None:
    document = read(form, zeros.with_cells({TOTAL: ""}), TOTAL)
    assert document.read_aloud[TOTAL] == "0"
    assert progress(form, document.with_cells({"requests.new.other": "3"})).statuses[TOTAL] == "changed"


def test_reading_goes_on_behind_what_was_read_and_comes_back_to_what_was_left_out(
    form: Format, zeros: Document
) -> None:
    cells = tuple(form.cells)
    assert reading_aloud.start(progress(form, zeros), cells) == cells[0]
    document = read(form, zeros, cells[0], cells[2])
    assert reading_aloud.start(progress(form, document), cells) == cells[3]
    now = progress(form, read(form, zeros, cells[0], *cells[2:]))
    assert reading_aloud.following(now, cells, cells[-1]) == cells[1]


def test_what_was_heard_to_be_wrong_comes_last(form: Format, zeros: Document) -> None:
    cells = form.table("disputes").cells
    document = reading_aloud.marked_wrong(read(form, zeros, *cells[:3], *cells[4:]), cells[3])
    now = progress(form, document)
    assert reading_aloud.following(now, cells, cells[-1]) == ""
    assert reading_aloud.start(now, cells) == cells[3]
    everything = progress(form, read(form, zeros, *cells))
    assert reading_aloud.following(everything, cells, cells[3]) == ""
    assert reading_aloud.start(everything, cells) == cells[0]


def test_the_account_names_what_is_wrong_or_changed(form: Format, zeros: Document) -> None:
    document = reading_aloud.marked_wrong(read(form, zeros, FIRST, SECOND), TOTAL).with_cells({FIRST: "1"})
    assert reading_aloud.summary(progress(form, document), tuple(form.cells)) == (
        "已校对 1 / 200 格，有误 1 格，改动后未再校对 1 格"
    )


def test_a_wrong_cell_stays_wrong_until_it_is_found_right(form: Format, zeros: Document) -> None:
    document = reading_aloud.marked_wrong(zeros, FIRST).with_cells({FIRST: "1"})
    assert progress(form, document).statuses[FIRST] == "wrong"
    assert progress(form, read(form, document, FIRST)).statuses[FIRST] == "ticked"


def test_rows_keep_the_column_where_the_next_row_has_it(form: Format) -> None:
    cells = tuple(form.cells)

    def step(cell: str, by: int) -> str:
        return reading_aloud.in_next_row(form, cells, cell, by)

    assert step("requests.new.enterprise", 1) == "requests.carried_in.enterprise"
    assert step("requests.carried_in.enterprise", -1) == "requests.new.enterprise"
    assert step("proactive.normative_documents.repealed", 1) == "proactive.licensing.decisions"
    assert step("proactive.regulations.issued", -1) == "proactive.regulations.issued"
    assert reading_aloud.row_of(form, "disputes.litigation_direct.other")[0] == "disputes.litigation_direct.upheld"


@pytest.mark.parametrize(
    ("before", "marked", "after"),
    [
        (None, Note(WRONG, follow_up=True), None),
        (Note("问科室"), Note(f"{WRONG}；问科室", follow_up=True), Note("问科室")),
        (Note("问科室", follow_up=True), Note(f"问科室；{WRONG}", follow_up=True), Note("问科室", follow_up=True)),
        (Note(follow_up=True), Note(f"待复核；{WRONG}", follow_up=True), Note(follow_up=True)),
    ],
)
def test_a_cell_heard_to_be_wrong_is_marked_beside_her_own_note(
    form: Format, zeros: Document, before: Note | None, marked: Note, after: Note | None
) -> None:
    document = replace(zeros, notes={FIRST: before} if before else {})
    heard = reading_aloud.marked_wrong(document, FIRST)
    assert heard.notes[FIRST] == marked
    assert progress(form, heard).cells("wrong", tuple(form.cells)) == (FIRST,)
    assert reading_aloud.marked_wrong(heard, FIRST) is heard
    assert reading_aloud.not_wrong(heard, FIRST).notes.get(FIRST) == after
    assert reading_aloud.not_wrong(document, FIRST) is document


def test_a_mark_of_an_earlier_version_is_known(form: Format, zeros: Document) -> None:
    marked = replace(zeros, notes={FIRST: Note("回头看；唱校有误", follow_up=True)})
    assert progress(form, marked).cells("wrong", tuple(form.cells)) == (FIRST,)
    assert reading_aloud.marked_wrong(marked, FIRST) is marked
    assert reading_aloud.not_wrong(marked, FIRST).notes[FIRST] == Note(follow_up=True)


def test_ticks_outlive_undo_and_do_not_end_what_can_be_redone(form: Format, zeros: Document) -> None:
    editor = ReportEditor(form, zeros)
    editor.apply("填写", zeros.with_cells({FIRST: "1"}))
    editor.undo()
    calls: list[str] = []
    editor.on_change = lambda: calls.append("")
    for cell in (FIRST, SECOND):
        editor.tick(reading_aloud.ticked(progress(form, editor.document), editor.document, cell))
    editor.tick(dict(editor.document.read_aloud))
    assert len(calls) == 2
    assert editor.modified
    assert (editor.undo_label, editor.redo_label) == ("", "填写")
    editor.redo()
    now = progress(form, editor.document)
    assert (now.statuses[FIRST], now.statuses[SECOND]) == ("changed", "ticked")
    editor.undo()
    assert progress(form, editor.document).statuses[FIRST] == "ticked"
    editor.tick(reading_aloud.unticked(editor.document, FIRST))
    assert progress(form, editor.document).statuses[FIRST] == "open"


def test_a_locked_report_can_be_read_aloud(form: Format, zeros: Document) -> None:
    editor = ReportEditor(form, zeros)
    refused: list[str] = []
    editor.on_refusal = refused.append
    editor.move_to(Step("in_review", "2026-01-12T09:00"))
    editor.tick({FIRST: "0"})
    editor.apply("校对有误", reading_aloud.marked_wrong(editor.document, SECOND))
    assert progress(form, editor.document).statuses[SECOND] == "wrong"
    assert refused == []


def test_a_row_is_right_but_for_what_was_heard_to_be_wrong(form: Format, zeros: Document) -> None:
    row = reading_aloud.row_of(form, TOTAL)
    document = reading_aloud.marked_wrong(read(form, zeros, row[0]), row[1])
    now = progress(form, document)
    assert reading_aloud.right_in_row(form, now, row[2]) == row[2:]
    assert reading_aloud.right_in_row(form, now, row[1]) == row[1:], "what is in front is looked at anew"


def test_a_row_of_zeros_has_no_other_number_and_no_blank(form: Format, zeros: Document) -> None:
    row = reading_aloud.row_of(form, TOTAL)
    now = progress(form, zeros.with_cells({row[0]: "2", row[3]: "", row[4]: "０"}))
    assert reading_aloud.not_zero(form, now, row[1]) == (row[0], row[3])
    document = read(form, zeros.with_cells({row[0]: "2"}), row[0])
    assert reading_aloud.not_zero(form, progress(form, document), row[1]) == (), "what is left of it"


def test_the_next_to_read_is_in_the_row_before_it_is_elsewhere(form: Format, zeros: Document) -> None:
    cells, row = tuple(form.cells), reading_aloud.row_of(form, TOTAL)
    document = read(form, zeros, row[-1])
    assert reading_aloud.following_in_row(form, progress(form, document), cells, row[-1]) == row[0]
    document = read(form, zeros, *row)
    assert reading_aloud.following_in_row(form, progress(form, document), cells, row[-1]) == (
        "requests.carried_in.natural_person"
    )


def test_a_decision_taken_back_leaves_ticks_and_marks_as_they_were(form: Format, zeros: Document) -> None:
    row = reading_aloud.row_of(form, TOTAL)
    document = reading_aloud.marked_wrong(read(form, zeros, row[0]).with_cells({row[0]: "1"}), row[1])
    taken = reading_aloud.decision(progress(form, document), document, row)
    decided = read(form, reading_aloud.not_wrong(document, row[1]), *row)
    back = replace(reading_aloud.marks_before(decided, taken), read_aloud=reading_aloud.ticks_before(decided, taken))
    assert back == document
