from dataclasses import replace

import pytest

from govreport_gui.core.editing import gate
from govreport_gui.core.editing.gate import Point
from govreport_gui.core.forms.form import Format
from govreport_gui.core.proofreading import reading_aloud
from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document, Note, Step
from govreport_gui.core.rules.check import check

FIRST = "proactive.regulations.issued"
FEES = "proactive.fees.amount"
REASON = "已在纸面上逐项校对。"


def read(form: Format, document: Document) -> Document:
    """The report with everything read aloud and found right."""
    return replace(document, read_aloud=dict(reading_aloud.progress(form, document).texts))


def points(form: Format, document: Document, state: str = "in_review") -> dict[str, Point]:
    return {point.name: point for point in gate.points(form, document, check(form, document), state)}


def test_a_report_that_is_right_and_read_has_nothing_open(form: Format, zeros: Document) -> None:
    found = points(form, read(form, zeros))
    assert {point.outcome for point in found.values()} == {"good"}
    assert [(point.name, point.result) for point in found.values()] == [
        ("封面信息", "测试市财政局，2025 年度"),
        ("核对结果", "通过"),
        ("校对有误", "无"),
        ("校对进度", "已校对 200 / 200 格"),
        ("待复核", "无"),
        ("提醒", "无"),
    ]


def test_nothing_is_found_right_that_was_not_read(form: Format, zeros: Document) -> None:
    unread = points(form, zeros)["校对有误"]
    assert (unread.result, unread.outcome, unread.way) == ("未校对", "told", gate.READING)
    some = replace(zeros, read_aloud={FIRST: "0", FEES: zeros.cells[FEES]})
    assert points(form, some)["校对有误"].result == "已校对的 2 格中无"
    changed = replace(zeros, read_aloud={FIRST: "7"})
    assert points(form, changed)["校对有误"].result == "改动后未再校对"


@pytest.mark.parametrize(("unit", "year"), [("", 2025), ("测试市财政局", None), ("", None)])
@pytest.mark.parametrize("state", [state for state in states.STATES if states.forward(state)])
def test_without_unit_or_year_no_reason_helps(
    form: Format, zeros: Document, unit: str, year: int | None, state: str
) -> None:
    document = replace(read(form, zeros), unit=unit, year=year)
    found = gate.points(form, document, check(form, document), state)
    assert gate.barred(found)
    assert (found[0].outcome, found[0].way) == ("barred", "cover")
    assert not gate.barred(gate.points(form, zeros, check(form, zeros), state))


def test_what_is_open_says_how_much_and_leads_to_the_gravest(form: Format, zeros: Document) -> None:
    document = read(form, zeros.with_cells({"requests.new.total": "3", FEES: ""}))
    verdict = points(form, document)["核对结果"]
    assert (verdict.outcome, verdict.way) == ("open", "must_fix")
    assert verdict.result == "尚有 2 处必须改正，1 格未填"
    blank = points(form, read(form, zeros.with_cells({FEES: ""})))["核对结果"]
    assert (blank.outcome, blank.way) == ("open", "blank")


def test_cells_marked_wrong_are_counted_among_those_to_come_back_to(form: Format, zeros: Document) -> None:
    document = reading_aloud.marked_wrong(read(form, zeros), FIRST)
    document = replace(document, notes={**document.notes, FEES: Note(follow_up=True)}, read_aloud={})
    found = points(form, document)
    assert (found["校对有误"].result, found["校对有误"].way) == ("1 格：表二规章·本年制发", FIRST)
    assert (found["待复核"].outcome, found["待复核"].way) == ("open", FEES)
    assert found["待复核"].result == "2 格（含校对有误 1 格）：表二行政事业性收费·本年收费金额、表二规章·本年制发"
    assert found["校对进度"].result == "已校对 0 / 200 格，有误 1 格"


def test_a_report_is_read_before_it_is_signed_not_before_it_is_checked(form: Format, zeros: Document) -> None:
    assert points(form, zeros, "checked")["校对进度"].outcome == "told"
    for state in ("in_review", "final", "published", "submitted"):
        assert points(form, zeros, state)["校对进度"].outcome == "open"


def test_a_number_changed_after_it_was_read_is_open_again(form: Format, zeros: Document) -> None:
    document = read(form, zeros).with_cells({FEES: "3"})
    assert points(form, document)["校对进度"].result == "已校对 199 / 200 格，改动后未再校对 1 格"


def test_a_notice_is_told_and_asks_for_no_reason(form: Format, zeros: Document) -> None:
    document = read(form, zeros.with_section("overview", zeros.sections["overview"] + "空\u00a0格"))
    found = gate.points(form, document, check(form, document), "in_review")
    assert (found[-1].outcome, found[-1].result, found[-1].way) == ("told", "尚有 1 处提醒", "notice")
    assert gate.left_open(found) == ()
    assert gate.recorded(found, "") == ""


def test_the_record_tells_what_was_open_and_the_reasons_are_found_in_it_again(form: Format, zeros: Document) -> None:
    found = gate.points(form, zeros, check(form, zeros), "in_review")
    record = gate.recorded(found, REASON)
    assert record == f"校对进度：已校对 0 / 200 格。理由：{REASON}"
    sent = states.moved(form, zeros, Step("in_review", "2026-01-12T09:00", record))
    assert gate.earlier(sent) == (REASON,)
    assert gate.earlier(zeros) == ()
    returned = states.moved(form, sent, Step("returned", "2026-01-13T09:00", "理由：领导要求改"))
    assert gate.earlier(returned) == (REASON,)
    again = states.moved(form, returned, Step("in_review", "2026-01-14T09:00", gate.recorded(found, "上级口径不同")))
    final = states.moved(form, again, Step("final", "2026-01-15T09:00", record))
    assert gate.earlier(final) == (REASON, "上级口径不同")
