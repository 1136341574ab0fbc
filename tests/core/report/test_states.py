from dataclasses import replace

import pytest

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.proofreading import reading_aloud
from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document, LastYear, Note, Step

CELL = "requests.new.natural_person"
OTHER = "proactive.fees.amount"
REVIEW = Step("in_review", "2026-01-12T09:00")
BACK = Step("returned", "2026-01-13T10:00", "表三有误")


@pytest.fixture
def editor(form: Format, zeros: Document) -> ReportEditor:
    editor = ReportEditor(form, zeros)
    editor.apply("填写", zeros.with_cells({CELL: "9"}))
    return editor


@pytest.fixture
def refusals(editor: ReportEditor) -> list[str]:
    said: list[str] = []
    editor.on_refusal = said.append
    return said


def test_every_state_leads_somewhere_and_only_to_states(form: Format) -> None:
    for state in states.STATES:
        following = states.following(Document(form.id, state=state))
        assert following
        assert set(following) <= states.STATES.keys() - {state}


def test_every_locked_state_can_be_unlocked(form: Format) -> None:
    for state in states.STATES:
        document = Document(form.id, state=state)
        if states.locked(document):
            assert "returned" in states.following(document)
            assert states.STATES[state] in states.refusal(document)
        else:
            assert states.refusal(document) == ""


def test_a_locked_report_says_why_it_stays(editor: ReportEditor, refusals: list[str]) -> None:
    editor.move_to(REVIEW)
    locked = editor.document
    changes = (
        locked.with_cells({CELL: "8"}),
        locked.with_section("overview", "改"),
        replace(locked, year=2024),
        replace(locked, last=LastYear(editor.form, locked)),
        replace(locked, paper_totals={"requests.new.total": "9"}),
    )
    for changed in changes:
        editor.apply("填写", changed)
        assert editor.document is locked
    editor.undo()
    assert editor.document is locked
    assert refusals == [*[states.refusal(locked)] * 5, states.undo_refusal(locked)]


def test_notes_and_ticks_beside_a_locked_report_are_free(editor: ReportEditor, refusals: list[str]) -> None:
    editor.move_to(REVIEW)
    noted = replace(editor.document, notes={CELL: Note("等回话", follow_up=True)})
    editor.apply("备注", noted)
    assert editor.document is noted
    ticked = replace(noted, read_aloud={CELL: "9"})
    editor.apply("校对", ticked)
    assert editor.document is ticked
    editor.undo()
    assert editor.document is noted
    assert refusals == []


def test_no_step_from_before_the_lock_is_undone_or_redone(editor: ReportEditor, refusals: list[str]) -> None:
    wrong = reading_aloud.marked_wrong(editor.document, CELL)
    editor.apply("标记校对有误", wrong)
    editor.apply("备注", replace(wrong, notes={**wrong.notes, OTHER: Note("问科室")}))
    editor.undo()
    editor.move_to(REVIEW)
    editor.redo()
    assert editor.document.notes == wrong.notes
    noted = replace(editor.document, notes={**wrong.notes, OTHER: Note("等回话")})
    editor.apply("备注", noted)
    editor.undo()
    editor.redo()
    editor.undo()
    assert refusals == []
    sent = editor.document
    editor.undo()
    assert editor.document is sent
    assert refusals == [states.undo_refusal(sent)]
    editor.redo()
    assert editor.document.notes == noted.notes
    # What the next step recorded stays as well.
    editor.move_to(Step("final", "2026-01-12T15:00"))
    editor.undo()
    assert editor.document.notes == noted.notes
    assert refusals == [states.undo_refusal(sent), states.undo_refusal(editor.document)]
    editor.move_to(BACK)
    editor.undo()
    editor.undo()
    assert editor.document.notes == {}


def test_unlocking_is_recorded_and_what_was_done_can_still_be_undone(editor: ReportEditor) -> None:
    editor.move_to(REVIEW)
    editor.move_to(BACK)
    assert editor.document.steps == (REVIEW, BACK)
    assert editor.modified
    editor.undo()
    assert editor.document.cells[CELL] == "0"
    assert (editor.document.state, editor.document.steps) == ("returned", (REVIEW, BACK))
    editor.redo()
    assert editor.document.cells[CELL] == "9"


def test_a_checked_report_is_a_draft_again_when_it_changes(editor: ReportEditor) -> None:
    checked = Step("checked", "2026-01-10T08:00")
    editor.move_to(checked)
    found_right = editor.document
    editor.apply("备注", replace(found_right, notes={CELL: Note("好")}))
    assert editor.document.state == "checked"
    editor.apply("填写", editor.document.with_cells({CELL: "8"}))
    assert (editor.document.state, editor.document.steps) == ("draft", (checked,))
    editor.undo()
    assert editor.document.state == "checked"
    editor.undo()
    editor.undo()
    # What stood there before was never found right.
    assert (editor.document.cells[CELL], editor.document.state) == ("0", "draft")


@pytest.mark.parametrize(
    ("way", "passed"),
    [
        ("", ""),
        ("checked", "draft"),
        ("in_review", "draft"),
        ("checked in_review final", "draft checked in_review"),
        ("in_review final submitted published", "draft in_review final submitted"),
        ("checked in_review returned", "draft"),
        ("checked in_review returned in_review", "draft"),
        ("checked draft in_review", "draft"),
    ],
)
def test_only_states_on_record_have_been_passed(editor: ReportEditor, way: str, passed: str) -> None:
    for state in way.split():
        editor.move_to(Step(state, "2026-01-12T09:00"))
    assert states.passed(editor.document) == set(passed.split())


def test_a_checked_report_that_was_changed_has_passed_nothing(editor: ReportEditor) -> None:
    editor.move_to(Step("checked", "2026-01-12T09:00"))
    editor.apply("填写", editor.document.with_cells({CELL: "8"}))
    assert states.passed(editor.document) == set()


@pytest.mark.parametrize(
    ("at", "words"),
    [("2026-01-12T09:00", "2026年1月12日 9:00"), ("2026-11-02T14:05", "2026年11月2日 14:05"), ("?", "?")],
)
def test_a_time_is_shown_as_people_write_it(at: str, words: str) -> None:
    assert states.when(Step("final", at)) == words


def test_words_of_a_locked_state_say_so(form: Format) -> None:
    assert states.shown(Document(form.id)) == "草稿"
    assert states.shown(Document(form.id, state="in_review")) == "送审（已锁定）"


def test_whoever_asks_before_changing_hears_why_not(editor: ReportEditor, refusals: list[str]) -> None:
    assert editor.may_change()
    editor.move_to(REVIEW)
    assert not editor.may_change()
    assert refusals == [states.refusal(editor.document)]


@pytest.mark.parametrize(("reason", "enough"), [("", False), (" 无 ", False), ("改 数", False), ("领导退回", True)])
def test_a_reason_says_something(reason: str, *, enough: bool) -> None:
    assert (states.lacking(reason) == "") is enough
