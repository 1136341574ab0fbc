"""The register: what is shown, and what typing, pasting, emptying and copying make of it."""

from dataclasses import replace
from datetime import date

import pytest

from govreport_gui.core.ledger import editing
from govreport_gui.core.ledger.application import Application, Dispute
from govreport_gui.core.ledger.deadlines import list_of
from govreport_gui.core.ledger.ledger import Ledger, added
from govreport_gui.core.ledger.rules import problems
from govreport_gui.files.ledger.calendar_file import calendar
from govreport_gui.files.ledger.vocabulary_file import vocabulary

ANSWERED = Application(
    0, "2025-09", "2025-03-03", applicant="张三", applicant_class="natural_person", answered="2025-03-20",
    result="granted",
)  # fmt: skip
OPEN = replace(ANSWERED, number="2025-10", applicant="李四", answered="", result="")
LEDGER = added(Ledger("某局", 2025), [ANSWERED, OPEN])
WORDS = vocabulary()


def test_each_kind_is_found() -> None:
    every = LEDGER.applications
    today = date(2025, 3, 27)
    dues = list_of(every, calendar(), today)
    found = problems(LEDGER, WORDS, calendar(), today)
    assert editing.keys_of("all", every, dues, found) == {1, 2}
    assert editing.keys_of("open", every, dues, found) == {2}
    assert editing.keys_of("due", every, dues, found) == {2}
    assert editing.keys_of("due", every, list_of(every, calendar(), date(2025, 3, 4)), found) == frozenset()
    late = problems(LEDGER, WORDS, calendar(), date(2025, 6, 2))
    assert editing.keys_of("wrong", every, dues, late) == {2}


def test_words_are_looked_for_as_they_are_shown() -> None:
    assert editing.has(WORDS, ANSWERED, "予以公开")
    assert editing.has(WORDS, ANSWERED, "张三 自然人")
    assert not editing.has(WORDS, ANSWERED, "张三 granted")


@pytest.mark.parametrize(
    ("numbers", "next_"),
    [
        (("2025-09",), "2025-10"),
        (("2025-099",), "2025-100"),
        (("某局〔2025〕9号",), "某局〔2025〕10号"),
        (("1", "甲"), ""),
        (("9", "10", "9"), ""),
        (("3", ""), "4"),
        ((), ""),
    ],
)
def test_the_next_register_number(numbers: tuple[str, ...], next_: str) -> None:
    ledger = added(Ledger(), [Application(0, number) for number in numbers])
    assert editing.next_number(ledger) == next_


def test_what_is_typed_is_kept_as_what_it_means() -> None:
    typed = editing.typed(LEDGER, WORDS, 2, "result", "见答复书")
    assert typed.of(2).result == "见答复书", "what is not known stays as written"
    typed = editing.typed(LEDGER, WORDS, 2, "applicant_class", "企业")
    assert typed.of(2).applicant_class == "enterprise"
    assert editing.typed(LEDGER, WORDS, 2, "answered", "2025年4月1日").of(2).answered == "2025-04-01"
    assert editing.typed(LEDGER, WORDS, 2, "number", "2025-10") is LEDGER
    assert editing.typed(LEDGER, WORDS, None, "number", " ") is LEDGER
    assert editing.typed(LEDGER, WORDS, None, "received", "2025.5.6").of(3).received == "2025-05-06"


def test_a_block_is_put_over_what_is_there_and_beyond() -> None:
    rows = [["7", "2025-04-01", "x"], ["8", "四月", ""], ["9", "2025/4/3", "y"], ["", "", ""]]
    made = editing.pasted(LEDGER, WORDS, [2], ["number", "received", "due"], rows)
    assert [(each.number, each.received) for each in made.ledger.applications] == [
        ("2025-09", "2025-03-03"),
        ("7", "2025-04-01"),
        ("8", "四月"),
        ("9", "2025-04-03"),
    ]
    assert (made.put, made.replaced, made.new, made.without_place) == (6, 2, 2, 2)
    assert made.strange == ("四月",)
    assert made.ledger.of(2).applicant == "李四"


def test_what_is_copied_is_pasted_as_it_was() -> None:
    fields = ("number", "received", "applicant", "result", "remarks")
    odd = replace(ANSWERED, remarks="=cmd|' /C'!A1")
    ledger = added(Ledger("某局", 2025), [odd, OPEN])
    text = editing.copied(WORDS, ledger.applications, fields)
    assert "\t'=cmd" in text, "no spreadsheet takes it for a formula"
    rows = [line.split("\t") for line in text.split("\n")]
    back = editing.pasted(Ledger("某局", 2025), WORDS, [], fields, rows).ledger
    for field in fields:
        assert [getattr(each, field) for each in back.applications] == [
            getattr(each, field) for each in ledger.applications
        ]


def test_emptying_leaves_what_holds_no_text() -> None:
    disputed = editing.with_disputes(LEDGER, 1, (Dispute("reconsideration"),))
    emptied = editing.emptied(disputed, [(1, "number"), (1, "disputes"), (2, "applicant"), (2, "due")])
    assert (emptied.of(1).number, emptied.of(2).applicant) == ("", "")
    assert emptied.of(1).disputes == disputed.of(1).disputes
    assert emptied.of(2).number == "2025-10"


@pytest.mark.parametrize(
    ("text", "kept"),
    [("3-7", "2025-03-07"), ("3月7日", "2025-03-07"), ("2024.12.30", "2024-12-30"), ("2-30", "2-30"), ("昨天", "昨天")],
)
def test_a_day_without_a_year_is_one_of_the_ledgers_year(text: str, kept: str) -> None:
    assert editing.typed(Ledger(year=2025), vocabulary(), None, "received", text).applications[0].received == kept


def test_numbers_that_look_alike_are_alike() -> None:
    ledger = editing.typed(Ledger(year=2025), vocabulary(), None, "number", "2025-001")
    ledger = editing.typed(ledger, vocabulary(), None, "number", "\ufeff2025-001\u200b")
    assert any("有2件" in each.message for each in problems(ledger, vocabulary(), calendar()))
