"""Deadlines, against cases that were counted out on the calendar by hand."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_gui.core.ledger import deadlines
from govreport_gui.core.ledger.application import Application
from govreport_gui.core.ledger.working_days import CalendarError, joined, load
from govreport_gui.files.ledger.calendar_file import calendar
from govreport_gui.files.ledger.vocabulary_file import vocabulary

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "deadlines.toml").read_text(encoding="utf-8")
)["case"]
SAID = ("due", "correction", "payment", "late_extension", "unknown_years", "how", "source")
YEAR = {"year": 2027, "source": "通知", "off": ["01-01"], "work": ["01-02"]}


def of(case: dict[str, Any]) -> Application:
    return Application(1, **{name: value for name, value in case.items() if name not in SAID})


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def test_there_are_enough_cases_and_each_has_a_source() -> None:
    assert len(CASES) >= 60
    assert all(case["source"] and case["how"] for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=[f"{at} {case['how']}" for at, case in enumerate(CASES, 1)])
def test_a_deadline_is_what_the_calendar_says(case: dict[str, Any]) -> None:
    application = of(case)
    if "due" in case:
        time = deadlines.clock(application, calendar())
        assert iso(time.due if time else None) == case["due"]
        assert (time.late_extension if time else False) == case.get("late_extension", False)
        assert (time.unknown_years if time else ()) == tuple(case.get("unknown_years", ()))
    if "correction" in case:
        assert iso(deadlines.correction_due(application, calendar())) == case["correction"]
    if "payment" in case:
        assert iso(deadlines.payment_due(application, calendar())) == case["payment"]


@given(first=st.dates(date(2017, 1, 1), date(2028, 1, 1)), count=st.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_counting_there_and_back_agrees_day_by_day(first: date, count: int) -> None:
    days = calendar()
    last = days.after(first, count)
    assert days.works(last)
    walked = sum(days.works(first + timedelta(at)) for at in range(1, (last - first).days + 1))
    assert walked == count == days.between(first, last)


def test_a_year_without_days_is_named_and_counted_by_weekdays() -> None:
    days = load({"year": [YEAR]})
    assert days.unknown(date(2026, 12, 30), date(2028, 1, 3)) == (2026, 2028)
    assert days.after(date(2027, 12, 31), 1) == date(2028, 1, 3)
    assert "2026年、2028年" in deadlines.assumed([2028, 2026])
    assert deadlines.assumed([]) == ""


def test_a_later_calendar_replaces_a_year() -> None:
    other = load({"year": [YEAR | {"off": ["01-04"]}]})
    both = joined([load({"year": [YEAR]}), other])
    assert both.works(date(2027, 1, 1))
    assert not both.works(date(2027, 1, 4))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({}, "没有写明年度"),
        ({"year": []}, "没有写明年度"),
        ({"year": [YEAR | {"year": "2027"}]}, "年度应为四位数"),
        ({"year": [YEAR | {"year": 1900}]}, "年度应为四位数"),
        ({"year": [YEAR, YEAR]}, "2027年写了两次"),
        ({"year": [YEAR | {"off": ["01-02"]}]}, "2027-01-02是周末"),
        ({"year": [YEAR | {"work": ["01-04"]}]}, "2027-01-04不是周末"),
        ({"year": [YEAR | {"off": []}]}, "没有放假的日子"),
        ({"year": [YEAR | {"off": ["13-01"]}]}, "应写月-日"),
        ({"year": [YEAR | {"off": [101]}]}, "应写月-日"),
        ({"year": [YEAR | {"off": "01-01"}]}, "没有列出"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(content: dict[str, Any], why: str) -> None:
    with pytest.raises(CalendarError, match=why):
        load(content)


def test_what_is_waited_for_is_listed_by_day_and_how_near_it_is() -> None:
    open_ = [
        Application(1, received="2025-03-03"),
        Application(2, received="2025-03-03", documents="no"),
        Application(3, received="2025-03-03", third_party_asked="2025-03-10"),
        Application(4, received="2025-03-03", fee_notified="2025-03-10"),
        Application(5, received="2025-03-03", answered="2025-03-10", result="granted"),
        Application(6, received="2025-03-03", correction_notified="2025-03-06"),
        Application(7, received=""),
    ]
    found = deadlines.list_of(open_, calendar(), date(2025, 3, 31))
    assert [(each.key, each.kind, iso(each.due), each.urgency) for each in found] == [
        (2, "correction", "2025-03-12", "overdue"),
        (1, "answer", "2025-03-31", "today"),
        (2, "answer", "2025-03-31", "today"),
        (3, "opinion", "2025-03-31", "today"),
        (4, "payment", "2025-04-08", "soon"),
        (3, "answer", "2025-04-22", "later"),
    ]
    assert next(each for each in found if each.kind == "correction").left == -13
    weekend = deadlines.waiting(Application(1, received="2025-03-07"), calendar(), date(2025, 4, 6))
    assert [(each.left, each.urgency) for each in weekend] == [(1, "soon")]
    over = deadlines.waiting(Application(1, received="2025-03-14"), calendar(), date(2025, 4, 12))
    assert [(iso(each.due), each.left, each.urgency) for each in over] == [("2025-04-14", 1, "soon")]
    past = deadlines.waiting(Application(1, received="2025-03-13"), calendar(), date(2025, 4, 13))
    assert [(iso(each.due), each.left, each.urgency) for each in past] == [("2025-04-11", -1, "overdue")]


@pytest.mark.parametrize(
    ("application", "late"),
    [
        (Application(1, received="2025-03-03", answered="2025-03-31"), 0),
        (Application(1, received="2025-03-03", answered="2025-04-01"), 1),
        (Application(1, received="2025-12-01"), 1),
        (Application(1, received="2025-12-03"), 0),
        (Application(1, received="2025-12-03", answered="2026-01-05"), 0),
        (Application(1, received="2025-12-01", answered="2026-01-05"), 1),
        (Application(1, received="2024-03-01", answered="2024-06-03"), 0),
        (Application(1, received="2025-03-03", fee_notified="2025-03-10"), 0),
    ],
)
def test_late_in_a_year_is_what_was_overdue_within_it(application: Application, late: int) -> None:
    assert deadlines.late([application], calendar(), 2025) == late


@pytest.mark.parametrize("text", ["0025-03-05", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_days_of_impossible_years_are_none(text: str) -> None:
    assert Application(1, received=text).receipt is None
    assert vocabulary().fault("received", text) == "不是日期"


def test_an_answer_on_the_weekend_after_the_last_day_is_late() -> None:
    friday = date(2025, 3, 28)
    assert deadlines.overrun(friday, date(2025, 3, 30), calendar()) == "在期限后的休息日，已超过期限"
    assert deadlines.overrun(friday, date(2025, 3, 31), calendar()) == "超过1个工作日"
