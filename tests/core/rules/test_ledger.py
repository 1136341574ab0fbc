"""A report beside the ledger that its tables were taken from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LedgerCount
from govreport_gui.core.rules import ledger
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check, check_case

GRANTED = "requests.granted.natural_person"
NEW = "requests.new.natural_person"
COUNT = LedgerCount("2025台账.govledger", "2026-01-15T10:32", ("requests",), {NEW: "3", GRANTED: "3"}, "110", 2)


def found(form: Format, document: Document, rule: str) -> list[Finding]:
    return [each for each in check(form, document).findings if each.rule == rule]


def of(zeros: Document, **cells: str) -> Document:
    return replace(zeros, cells={**zeros.cells, **cells}, ledger=COUNT)


def test_both_rules_are_told() -> None:
    assert [rule.id for rule in ledger.RULES] == ["LD-03", "NV-17"]


def test_a_number_that_is_not_the_ledgers_is_told_with_both_sides(form: Format, zeros: Document) -> None:
    agreeing = of(zeros, **{NEW: "3", GRANTED: "3"})
    assert found(form, agreeing, "LD-03") == []
    moved = of(zeros, **{NEW: "3", "requests.partial.natural_person": "3"})
    (into, out) = found(form, moved, "LD-03")
    assert [(each.each, each.left, each.right, each.level) for each in (into, out)] == [
        (GRANTED, 0, 3, "explain"),
        ("requests.partial.natural_person", 3, 0, "explain"),
    ]
    assert into.message.startswith("表三（一）予以公开·自然人填0，台账“2025台账.govledger”为3，相差3。")


def test_tables_that_were_not_taken_and_blanks_are_not_compared(form: Format, zeros: Document) -> None:
    other = of(zeros, **{NEW: "3", GRANTED: "3", "disputes.reconsideration.upheld": "2"})
    assert found(form, other, "LD-03") == []
    blank = replace(Document(form.id, "某局", 2025), ledger=COUNT)
    checked = check(form, blank)
    assert not [each for each in checked.findings if each.rule == "LD-03"]
    open_ = [each for each in checked.not_checked if each.rule == "LD-03"]
    assert {each.each for each in open_} == {NEW, GRANTED}


def test_without_a_ledger_nothing_is_said(form: Format, zeros: Document) -> None:
    checked = check(form, zeros)
    told = {each.rule for each in checked.findings} | {each.rule for each in checked.not_checked}
    assert not told & {"LD-03", "NV-17"}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("2025年收取信息处理费110元，涉及2件。", []),
        ("2025年收取信息处理费120元，涉及2件。", ["NV-17"]),
        ("2025年未收取信息处理费。", ["XT-05"]),
        ("没有其他事项。", []),
    ],
)
def test_the_fee_of_the_text_is_the_ledgers(form: Format, zeros: Document, text: str, rules: list[str]) -> None:
    document = of(zeros, **{NEW: "3", GRANTED: "3", "proactive.fees.amount": "1"}).with_section("other_matters", text)
    told = [each for each in check(form, document).findings if each.rule in {"NV-17", "XT-05"}]
    assert [each.rule for each in told] == rules
    assert all("台账“2025台账.govledger”收取信息处理费110元（2件）" in each.message for each in told)
    without = replace(document, ledger=None)
    assert not [each for each in check(form, without).findings if each.rule in {"NV-17", "XT-05"}]


def test_the_fee_of_the_ledger_lies_within_the_fees_of_table_two(form: Format, zeros: Document) -> None:
    fees, text = "proactive.fees.amount", "2025年收取信息处理费120元，涉及2件。"
    (told,) = found(form, of(zeros, **{fees: "0.001"}), "XT-03")
    assert "台账“2025台账.govledger”收取信息处理费110元（0.011万元），表二行政事业性收费为0.001万元" in told.message
    assert (told.left, told.right, told.cells) == (Decimal("0.001"), Decimal("0.011"), (fees,))
    assert found(form, of(zeros, **{fees: "0.011"}).with_section("other_matters", text), "XT-03") == []
    # A ledger in which no fee is entered says nothing: the text does.
    none = of(zeros, **{fees: "0.011"}).with_section("other_matters", text)
    (told,) = found(form, replace(none, ledger=replace(COUNT, fees="0")), "XT-03")
    assert told.section == "other_matters"


def test_the_names_of_the_ledger_must_not_stand_in_the_text(form: Format, zeros: Document) -> None:
    text = "一、某某某来函。欧阳震华申请公开东湖路88号3单元502室的信息。"
    document = zeros.with_section("overview", text)
    known = frozenset({"欧阳震华", "东湖路88号3单元502室", "李四"})
    (told,) = [each for each in check_case(case_of(form, document, applicants=known)).findings if each.rule == "PB-01"]
    assert told.message.startswith("“一、总体情况”有台账中申请人的信息“欧***”")
    assert "欧阳" not in told.message
    assert text[slice(*told.span or ())] == "欧阳震华"
    assert not [each for each in check(form, document).findings if each.rule == "PB-01"]
    editor = ReportEditor(form, document)
    editor.know(known)
    editor.apply("改", document.with_section("problems", "李四"))
    assert [each.section for each in editor.checked.findings if each.rule == "PB-01"] == ["overview", "problems"]
    editor.know(frozenset())
    assert not [each for each in editor.checked.findings if each.rule == "PB-01"]


@pytest.mark.parametrize(
    ("text", "late", "told"),
    [
        ("收到申请3件，均按时办结。", 0, False),
        ("收到申请3件，均按时办结。", 2, True),
        ("收到申请3件，已全部办结。", 2, False),
    ],
)
def test_in_time_is_not_said_of_what_the_ledger_has_as_late(
    form: Format, zeros: Document, text: str, late: int, told: bool
) -> None:
    document = of(zeros, **{NEW: "3", GRANTED: "3"}).with_section("overview", text)
    document = replace(document, ledger=replace(COUNT, late=late))
    messages = [each.message for each in check(form, document).findings if each.rule == "NV-18"]
    assert bool(messages) == told, messages
    assert all("台账“2025台账.govledger”有2件超过答复期限" in each for each in messages)
