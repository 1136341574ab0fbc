"""One entry for one cause, in columns, with what mends it; and the marks on the cells."""

from dataclasses import replace

import pytest

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.causes import Cause, Line, causes, signed, slip_of
from govreport_gui.core.findings.cell_marks import NONE, before_located, cell_marks
from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.findings.located import Located
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document

GRANTED, TOTAL = "requests.granted.natural_person", "requests.granted.total"
NEW, ROW = "requests.new.natural_person", "requests.new.total"


@pytest.fixture
def right(zeros: Document) -> Document:
    """27 applications, all granted; every total typed."""
    rows = ("new", "granted", "results_total")
    return zeros.with_cells(
        {f"requests.{row}.{column}": "27" for row in rows for column in ("natural_person", "total")}
    )


def found(form: Format, document: Document) -> tuple[Cause, ...]:
    return causes(form, document, ReportEditor(form, document).located)


def test_what_vanishes_with_one_repair_is_one_entry(form: Format, right: Document) -> None:
    (cause,) = found(form, right.with_cells({GRANTED: "72"}))
    assert [finding.rule for finding in cause.findings] == ["T3-03", "T3-02"]
    assert (cause.place, cause.deed) == ("（一）予以公开·自然人", "改为 27")
    assert cause.why == "疑错：72 应为 27，两位数字颠倒；改后 2 处同时消失"
    assert cause.lines == (
        Line("（一）予以公开", "横向合计", "27", "72", "−45"),
        Line("（七）总计·自然人", "纵向合计", "27", "72", "−45"),
    )
    assert cause.offer is not None
    assert cause.offer.texts == {GRANTED: "27"}


def test_two_slips_are_two_entries(form: Format, right: Document) -> None:
    entries = found(form, right.with_cells({GRANTED: "72", "disputes.reconsideration.total": "5"}))
    assert [cause.lines[0].place for cause in entries] == ["（一）予以公开", "行政复议"]


def test_where_nothing_is_clearly_ahead_there_is_no_button(form: Format, right: Document) -> None:
    sum_off = Finding(
        "T3-03", "granted", "must_fix", (TOTAL, GRANTED), "不等。核对。", 30, 27, suspects=(TOTAL, GRANTED)
    )
    checked = replace(ReportEditor(form, right).checked, findings=(sum_off,))
    (cause,) = causes(form, right, Located(checked))
    assert (cause.offer, cause.deed, cause.place) == (None, "", "")
    assert [(suspect.place, suspect.text) for suspect in cause.suspects] == [
        ("（一）予以公开·总计", "27"),
        ("（一）予以公开·自然人", "27"),
    ]


def test_what_another_finding_tells_stands_below_it(form: Format, right: Document) -> None:
    teller = Finding("T3-03", "granted", "must_fix", (GRANTED,), "整行错位。", 30, 27)
    told = Finding("T3-02", "natural_person", "must_fix", (GRANTED,), "不等。", 1, 2, caused_by=("T3-03", "granted"))
    checked = replace(ReportEditor(form, right).checked, findings=(teller, told))
    (cause,) = causes(form, right, Located(checked))
    assert cause.findings == (teller, told)


def test_the_words_of_a_text_are_found_by_their_paragraph(form: Format, right: Document) -> None:
    text = f"{right.sections['overview']}\n收到政府信息公开申请28件。"
    causes_of = found(form, right.with_section("overview", text))
    (cause,) = [each for each in causes_of if each.finding.rule.startswith("NV")]
    paragraphs = text.count("\n") + 1
    line = cause.lines[0]
    assert (line.place, line.what, line.left, line.right) == (
        f"一、总体情况 第{paragraphs}段",
        "正文与表格",
        "28",
        "27",
    )
    assert (line.gap, cause.deed) == ("+1", "")


def test_what_was_explained_is_open_no_longer(form: Format, right: Document) -> None:
    document = right.with_section("overview", f"{right.sections['overview']}\n收到政府信息公开申请28件。")
    finding = next(each for each in ReportEditor(form, document).checked.findings if each.rule.startswith("NV"))
    explained = explanations.explain(document, finding, "口径不同，含电话咨询。")
    assert found(form, explained) == ()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("72", "27", "两位数字颠倒"),
        ("28", "27", "一位数字不同"),
        ("277", "27", "多一位数字"),
        ("2", "27", "少一位数字"),
        ("8", "9", ""),
        ("38", "27", ""),
        ("", "27", ""),
        ("多", "27", ""),
    ],
)
def test_what_the_hand_did(before: str, after: str, words: str) -> None:
    assert slip_of(before, after) == words


def test_a_difference_has_its_sign() -> None:
    assert [signed(gap) for gap in (45, -1, 0)] == ["+45", "\u22121", "0"]


# ── marks ────────────────────────────────────────────────────────────


def test_the_suspected_cell_is_told_from_the_totals_that_take_part(form: Format, right: Document) -> None:
    marks = cell_marks(form, ReportEditor(form, right.with_cells({GRANTED: "72"})).located)
    assert marks.marks == {GRANTED: "suspect"}
    assert marks.involved == {TOTAL, "requests.results_total.natural_person"}


def test_until_it_is_looked_for_no_cell_is_called_wrong_that_was_not(form: Format, right: Document) -> None:
    editor = ReportEditor(form, right.with_cells({GRANTED: "72"}))
    first = before_located(form, editor.checked, NONE)
    assert first.marks == {}
    assert TOTAL in first.involved
    known = cell_marks(form, editor.located)
    assert before_located(form, editor.checked, known).marks == {GRANTED: "suspect"}
    assert before_located(form, ReportEditor(form, right).checked, known) == NONE


def test_an_explained_cell_is_no_longer_called_to_be_explained(form: Format, right: Document) -> None:
    checked = ReportEditor(form, right).checked
    asked = Finding("XY-04", None, "explain", (ROW,), "增长过快。写明原因。", 70, 21)
    for explanation, mark in ((None, "explain"), ("新增业务。", "explained")):
        finding = replace(asked, explanation=explanation)
        assert cell_marks(form, Located(replace(checked, findings=(finding,)))).marks == {ROW: mark}


def test_a_cell_that_is_no_number_is_wrong_itself(form: Format, right: Document) -> None:
    editor = ReportEditor(form, right.with_cells({NEW: "多"}))
    assert before_located(form, editor.checked, NONE).marks[NEW] == "suspect"
    assert cell_marks(form, editor.located).marks[NEW] == "suspect"


def test_what_one_slip_has_broken_narrows_it_down_and_each_suspect_is_named_once(form: Format, zeros: Document) -> None:
    column = {"new": "52", "granted": "10", "partial": "5", "unavailable_must_be_created": "7", "results_total": "3"}
    document = zeros.with_cells(
        dict.fromkeys((cell for cell in form.sums if cell.startswith("requests.")), "")
        | {f"requests.{row}.natural_person": text for row, text in column.items()}
    )
    located = ReportEditor(form, document).located
    (cause,) = [each for each in found(form, document) if each.level == "must_fix"]
    assert len(cause.findings) == 4
    assert [each.cell for each in cause.suspects] == [f"requests.{row}.natural_person" for row in column]
    marks = cell_marks(form, located).marks
    assert {cell for cell, mark in marks.items() if mark == "must_fix"} == {each.cell for each in cause.suspects}
