"""The open ledger: what is remembered of it is what would be found anew."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_gui.core.ledger import deadlines, rules
from govreport_gui.core.ledger.application import Application, with_text
from govreport_gui.core.ledger.counting import CLASSES, RESULTS, count
from govreport_gui.core.ledger.editor import LedgerEditor
from govreport_gui.core.ledger.ledger import Ledger, added, changed, removed
from govreport_gui.files import resources
from govreport_gui.files.ledger.calendar_file import calendar
from govreport_gui.files.ledger.vocabulary_file import vocabulary
from tests.core.ledger.test_counting import DAYS, ledgers

TODAY = date(2025, 11, 3)
ONE = Application(0, received="2025-10-30", channel="in_person")
FIELDS = {
    "number": st.sampled_from(["2025-1", "2025-2"]),
    "received": DAYS,
    "answered": DAYS,
    "applicant_class": st.sampled_from([*sorted(CLASSES), "法人"]),
    "result": st.sampled_from([*sorted(RESULTS), ""]),
    "fee_by": st.just("item"),
    "fee_amount": st.sampled_from(["0", "100"]),
    "applicant": st.just("张某"),
    "content": st.just("征收补偿安置方案"),
}


def assert_as_anew(editor: LedgerEditor) -> None:
    ledger, days = editor.ledger, calendar()
    found = rules.problems(ledger, editor.vocabulary, days, editor.today)
    assert editor.problems == found
    assert editor.dues == deadlines.list_of(ledger.applications, days, editor.today)
    assert editor.counted == (count(ledger, editor.form) if ledger.year is not None else None)
    of_each = {each.key: tuple(one for one in found if each.key in one.keys) for each in ledger.applications}
    assert editor.told == {key: told for key, told in of_each.items() if told}
    assert list(editor.of.values()) == list(ledger.applications)


@given(ledger=ledgers(), data=st.data())
@settings(max_examples=25, deadline=None)
def test_after_every_act_all_is_as_if_found_anew(ledger: Ledger, data: st.DataObject) -> None:
    editor = LedgerEditor(ledger, resources.newest(), vocabulary(), calendar(), TODAY)
    assert_as_anew(editor)
    for _ in range(6):
        now = editor.ledger
        act = data.draw(st.sampled_from(["type", "type", "type", "begin", "remove", "undo", "redo", "day", "year"]))
        if act == "type" and now.applications:
            field = data.draw(st.sampled_from(sorted(FIELDS)))
            of = data.draw(st.sampled_from(now.applications))
            editor.apply(act, changed(now, [with_text(of, field, data.draw(FIELDS[field]))]))
        elif act == "begin":
            editor.apply(act, added(now, now.applications[:1]))
        elif act == "remove":
            editor.apply(act, removed(now, [each.key for each in now.applications[:1]]))
        elif act == "undo":
            editor.undo()
        elif act == "redo":
            editor.redo()
        elif act == "day":
            editor.renew(editor.calendar, editor.today + timedelta(1))
        elif act == "year":
            year = None if now.year == 2024 else 2024
            editor.apply(act, Ledger(now.unit, year, now.applications, now.layout))
        assert_as_anew(editor)


def test_what_was_found_before_is_the_very_same() -> None:
    """So the register sees at a glance which lines have to be painted."""
    ledger = added(Ledger("某局", 2025), [replace(ONE, number="7"), replace(ONE, number="7"), replace(ONE, number="8")])
    editor = LedgerEditor(ledger, resources.newest(), vocabulary(), calendar(), TODAY)
    before = editor.told
    assert {each.rule for each in before[1]} == {"LD-11", "LD-12"}, "of one, and over all"
    editor.apply("填写备注", changed(editor.ledger, [with_text(editor.ledger.of(3), "remarks", "甲")]))
    assert editor.told.keys() == before.keys()
    assert all(now is was for key in (1, 2) for now, was in zip(editor.told[key], before[key], strict=True))
