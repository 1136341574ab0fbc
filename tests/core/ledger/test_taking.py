"""Tables taken from a ledger into a report, and the open ledger with its history."""

from dataclasses import replace
from datetime import date

from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger.application import Application, Dispute, with_text
from govreport_gui.core.ledger.counting import count
from govreport_gui.core.ledger.editor import LedgerEditor
from govreport_gui.core.ledger.ledger import Ledger, added, changed
from govreport_gui.core.ledger.taking import TABLES, changes, offered, taken
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.rules.check import check
from govreport_gui.files.ledger.calendar_file import calendar
from govreport_gui.files.ledger.vocabulary_file import vocabulary

AT = "2026-01-15T10:32"
ONE = Application(
    0, "1", "2025-03-03", applicant="张三", applicant_class="natural_person", answered="2025-03-20", result="granted",
    fee_by="page", fee_units="41", fee_amount="110", fee_notified="2025-03-04", fee_paid="2025-03-05",
)  # fmt: skip
LEDGER = added(Ledger("某局", 2025), [ONE, replace(ONE, number="2", applicant_class="enterprise", result="partial")])
NEW, TOTAL = "requests.new.natural_person", "requests.new.total"


def test_what_would_change_is_what_changes(form: Format, zeros: Document) -> None:
    before = zeros.with_cells({NEW: "1", TOTAL: "5", "requests.granted.other": "4", "proactive.fees.amount": "7"})
    counted = count(LEDGER, form)
    seen = {each.cell: each for each in changes(counted, before, ("requests",))}
    after = taken(form, before, LEDGER, counted, ("requests",), "台账.govledger", AT)
    old, new = printed_numbers(form, before), printed_numbers(form, after)
    assert {cell for cell in new if new[cell] != old.get(cell)} == seen.keys()
    assert all(new[cell] == each.after for cell, each in seen.items())
    assert (seen[TOTAL].before, seen[TOTAL].after, seen[TOTAL].keys) == ("5", 2, (1, 2))
    assert NEW not in seen
    assert after.cells["proactive.fees.amount"] == "7"
    assert TOTAL not in after.cells, "a typed total that would contradict is added up again"
    assert after.ledger is not None
    assert (after.ledger.file, after.ledger.at, after.ledger.fees, after.ledger.fee_cases) == (
        "台账.govledger",
        AT,
        "220",
        2,
    )
    assert not changes(counted, after, ("requests",))
    assert not [each for each in check(form, after).findings if each.rule == "LD-03"]


def test_the_report_knows_nothing_of_applicants(form: Format, zeros: Document) -> None:
    after = taken(form, zeros, LEDGER, count(LEDGER, form), TABLES, "台账.govledger", AT)
    assert "张三" not in repr(after)


def test_table_four_is_offered_only_where_the_ledger_knows_of_it() -> None:
    assert offered(LEDGER) == ("requests",)
    disputed = changed(LEDGER, [replace(LEDGER.of(1), disputes=(Dispute("reconsideration", "2025-05-01"),))])
    assert offered(disputed) == ("requests", "disputes")


def test_undo_brings_back_ledger_numbers_and_problems(form: Format) -> None:
    editor = LedgerEditor(LEDGER, form, vocabulary(), calendar(), date(2026, 1, 15))
    told: list[str] = []
    editor.on_change = lambda: told.append(editor.undo_label)
    assert (editor.modified, editor.problems) == (False, ())
    before = editor.counted
    assert before is not None
    editor.apply("改类别", changed(editor.ledger, [with_text(editor.ledger.of(1), "applicant_class", "法人")]))
    editor.apply("什么也没改", editor.ledger)
    assert [each.rule for each in editor.problems] == ["LD-12"]
    after = editor.counted
    assert after is not None
    assert (before.cells[TOTAL], after.cells[TOTAL]) == (2, 1)
    editor.undo()
    assert (editor.counted, editor.problems, editor.redo_label, editor.modified) == (before, (), "改类别", False)
    editor.redo()
    editor.mark_saved()
    editor.undo()
    assert told == ["改类别", "", "改类别", "改类别", ""]
    waiting = added(editor.ledger, [Application(0, "3", "2026-01-05", applicant_class="other")])
    editor.apply("登记申请", replace(waiting, year=2026))
    assert [each.kind for each in editor.dues] == ["answer"]
    editor.renew(calendar(), date(2026, 6, 1))
    assert editor.dues[0].urgency == "overdue"
    assert "LD-05" in {each.rule for each in editor.problems}
