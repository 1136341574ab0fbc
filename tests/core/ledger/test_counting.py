"""Ledger → tables 三 and 四: one column and one row each, and no table that contradicts itself."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger.application import Application, Dispute
from govreport_gui.core.ledger.counting import CLASSES, RESULTS, RIGHTLY, count, results
from govreport_gui.core.ledger.ledger import Ledger, added, carried_over, changed, removed
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.check import check
from govreport_gui.core.values import show
from govreport_gui.files import resources

YEAR = 2025
DAYS = st.dates(date(2023, 6, 1), date(2026, 6, 1)).map(date.isoformat)
DISPUTES = st.builds(
    Dispute,
    st.sampled_from(["reconsideration", "litigation_direct", "litigation_after_reconsideration"]),
    st.one_of(st.just(""), DAYS),
    st.sampled_from(["upheld", "corrected", "other", "pending"]),
    st.one_of(st.just(""), DAYS),
    st.sampled_from(["", "original", "co_defendant"]),
)


@st.composite
def applications(draw: st.DrawFn) -> Application:
    """Mostly whole, now and then with what cannot be counted."""
    received = draw(DAYS)
    open_ = draw(st.booleans())
    days = draw(st.integers(-2, 400))
    closed = (date.fromisoformat(received) + timedelta(days)).isoformat()
    return Application(
        0,
        received=draw(st.sampled_from([received] * 9 + ["", "三月初"])),
        applicant_class=draw(st.sampled_from([*sorted(CLASSES), "", "法人"])),
        answered="" if open_ else closed,
        result="" if open_ and draw(st.integers(0, 9)) else draw(st.sampled_from([*sorted(RESULTS), "不予受理"])),
        disputes=tuple(draw(st.lists(DISPUTES, max_size=2))),
    )


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    return added(Ledger("某局", YEAR), draw(st.lists(applications(), max_size=60)))


@pytest.fixture(scope="module", params=["2021", "2019"])
def any_form(request: pytest.FixtureRequest) -> Format:
    found = resources.form_of(request.param)
    assert found is not None
    return found


@given(ledger=ledgers())
@settings(max_examples=25, deadline=None)
def test_counted_tables_break_no_rule_of_the_form(ledger: Ledger, any_form: Format) -> None:
    counted = count(ledger, any_form)
    document = Document(any_form.id, "某局", YEAR, cells={cell: show(n) for cell, n in counted.cells.items()})
    sums = {bound.rule.id for bound in any_form.bound if bound.rule.level == "must_fix"} | {"T3-06", "T4-04"}
    assert not [finding.message for finding in check(any_form, document).findings if finding.rule in sums]


@given(ledger=ledgers())
@settings(max_examples=25, deadline=None)
def test_every_application_stands_once_on_each_side_or_in_the_account(ledger: Ledger, any_form: Format) -> None:
    counted = count(ledger, any_form)
    inputs = {cell: keys for cell, keys in counted.keys.items() if cell not in any_form.sums}
    requests = {cell: keys for cell, keys in inputs.items() if cell.startswith("requests.")}
    came = [key for cell, keys in requests.items() if ".new." in cell or ".carried_in." in cell for key in keys]
    went = [
        key for cell, keys in requests.items() if ".new." not in cell and ".carried_in." not in cell for key in keys
    ]
    assert sorted(came) == sorted(went)
    assert len(set(came)) == len(came)
    assert set(came) | set(counted.left_out) == {each.key for each in ledger.applications}
    assert not set(came) & set(counted.left_out)
    assert all(counted.cells[cell] == len(keys) for cell, keys in counted.keys.items())
    assert sum(map(len, requests.values())) == 2 * len(came)
    assert all(counted.cells[cell] == 0 for cell in counted.cells if cell not in counted.keys)


@given(ledger=ledgers(), to=st.sampled_from(sorted(CLASSES)))
@settings(max_examples=25, deadline=None)
def test_another_class_moves_one_number_in_each_of_two_columns(ledger: Ledger, to: str) -> None:
    form = resources.formats()[0]
    before = count(ledger, form)
    counted = [each for each in ledger.applications if each.key not in before.left_out and each.applicant_class != to]
    if not counted:
        return
    one = counted[len(counted) // 2]
    after = count(changed(ledger, [replace(one, applicant_class=to)]), form)
    moved = {
        cell: after.cells[cell] - before.cells[cell] for cell in after.cells if after.cells[cell] != before.cells[cell]
    }
    rows = {
        cell.rpartition(".")[0]
        for cell, keys in before.keys.items()
        if one.key in keys and cell.startswith("requests.")
    }
    assert moved == {f"{row}.{one.applicant_class}": -1 for row in rows} | {f"{row}.{to}": 1 for row in rows}


@given(ledger=ledgers())
@settings(max_examples=25, deadline=None)
def test_what_goes_out_of_a_year_comes_into_the_next(ledger: Ledger) -> None:
    form = resources.formats()[0]
    this, following = count(ledger, form), count(carried_over(ledger), form)
    assert following.year == YEAR + 1
    for column in CLASSES:
        went = set(this.keys.get(f"requests.carried_out.{column}", ()))
        came = set(following.keys.get(f"requests.carried_in.{column}", ()))
        # One that the next year answers with a word that is no result stands in no cell until that is mended.
        missing = {following.left_out[key] for key in went - came}
        assert came <= went
        assert missing <= {"no_result"}
        assert following.cells[f"requests.new.{column}"] == 0


def test_results_are_the_rows_of_the_form_between_the_sums(form: Format) -> None:
    assert set(results(form)) == RESULTS
    assert len(RESULTS) == 21


def test_the_three_rows_of_another_form_go_into_its_one(old_form: Format) -> None:
    one = Application(1, received="2020-03-02", applicant_class="enterprise", answered="2020-04-01")
    three = [
        replace(one, key=at, result=result)
        for at, result in enumerate(("otherwise_other", "otherwise_not_corrected", "otherwise_fee_unpaid"), 1)
    ]
    counted = count(Ledger("", 2020, tuple(three)), old_form)
    assert counted.keys["requests.otherwise.enterprise"] == (1, 2, 3)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"received": ""}, "no_receipt"),
        ({"received": "三月"}, "no_receipt"),
        ({"received": "2026-01-05", "answered": "2026-01-09"}, "later"),
        ({"received": "2024-11-05", "answered": "2024-12-30"}, "before"),
        ({"answered": "2025-03-01"}, "backwards"),
        ({"applicant_class": "法人"}, "no_class"),
        ({"result": "不予受理"}, "no_result"),
        ({"result": ""}, "no_result"),
        ({"answered": ""}, "no_day"),
    ],
)
def test_what_cannot_be_counted_is_in_no_cell_and_told(form: Format, fields: dict[str, Any], why: str) -> None:
    whole = Application(1, received="2025-03-03", applicant_class="enterprise", answered="2025-03-20", result="granted")
    assert not count(Ledger("", YEAR, (whole,)), form).left_out
    counted = count(Ledger("", YEAR, (replace(whole, **fields),)), form)
    assert counted.left_out == {1: why}
    assert not counted.keys
    assert (why in RIGHTLY) == (why in {"later", "before"})


def test_an_answer_posted_in_the_next_year_is_carried_out(form: Format) -> None:
    posted = Application(
        1,
        received="2025-12-22",
        applicant_class="natural_person",
        answered="2025-12-31",
        delivery="post",
        delivered="2026-01-04",
        result="granted",
    )
    counted = count(Ledger("", YEAR, (posted,)), form)
    assert counted.keys["requests.carried_out.natural_person"] == (1,)
    assert "requests.granted.natural_person" not in counted.keys


@pytest.mark.parametrize(
    ("dispute", "cell"),
    [
        (Dispute("reconsideration", "2025-03-01"), "disputes.reconsideration.pending"),
        (Dispute("reconsideration", "2025-03-01", "upheld", "2025-04-01"), "disputes.reconsideration.upheld"),
        (Dispute("reconsideration", "2024-12-01", "corrected", "2025-01-20"), "disputes.reconsideration.corrected"),
        (Dispute("reconsideration", "2025-11-01", "upheld", "2026-01-20"), "disputes.reconsideration.pending"),
        (Dispute("reconsideration", "2024-03-01", "upheld", "2024-12-20"), ""),
        (Dispute("litigation_direct", "2026-01-03"), ""),
        (Dispute("litigation_direct", "2025-05-03", "other", "2025-06-01", "co_defendant"), ""),
        (Dispute("litigation_after_reconsideration", "", "upheld"), "disputes.litigation_after_reconsideration.upheld"),
        (Dispute("litigation_direct", "2025-05-03", "胜了"), ""),
    ],
)
def test_a_dispute_counts_in_each_year_in_which_it_was_alive(form: Format, dispute: Dispute, cell: str) -> None:
    of = Application(
        1,
        received="2024-02-01",
        applicant_class="natural_person",
        answered="2024-03-01",
        result="granted",
        disputes=(dispute,),
    )
    counted = count(Ledger("", YEAR, (of,)), form)
    assert [each for each in counted.keys if each not in form.sums] == [cell] * bool(cell)


def test_keys_are_never_given_twice() -> None:
    ledger = added(Ledger("", YEAR), [Application(0, "1"), Application(0, "2")])
    ledger = added(removed(ledger, [1]), [Application(0, "3")])
    assert [(each.key, each.number) for each in ledger.applications] == [(2, "2"), (3, "3")]
