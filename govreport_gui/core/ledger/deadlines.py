"""期限: until when an application is to be answered, and what else is waited for. All in working days.

The day on which a period begins is not counted (国办公开办函〔2015〕207号 follows the procedural laws there). So the
day of receipt, of asking a third party, of a fee notice is day 0; days after the asking up to the opinion are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from govreport_gui.core.ledger.application import Application, day
from govreport_gui.core.ledger.working_days import Calendar

ANSWER: Final = 20
"""To answer, from receipt, from the corrected application or from payment (条例第三十三条)."""
EXTENSION: Final = 20
"""More where that was told to the applicant in time (条例第三十三条)."""
CORRECTION: Final = 7
"""To ask for a correction, from receipt, once (条例第三十条)."""
OPINION: Final = 15
"""For a third party or another organ to say something (条例第三十二条、第三十四条); more than that is not left out."""
PAYMENT: Final = 20
"""To pay, from the day after the notice came (国办函〔2020〕109号第六条); the ledger knows when it was given."""
SOON: Final = 5
"""What is due within so many days is told as coming."""

Beginning = Literal["receipt", "corrected", "paid"]
BEGINNINGS: Final = MappingProxyType({"receipt": "收到申请之日", "corrected": "收到补正之日", "paid": "缴费次日"})
"""From when the time to answer runs; after a payment from the day behind it (国办函〔2020〕109号第七条)."""
Kind = Literal["answer", "correction", "opinion", "payment"]
KINDS: Final = MappingProxyType({"answer": "答复", "correction": "补正通知", "opinion": "征求意见", "payment": "缴费"})
Urgency = Literal["overdue", "today", "soon", "later"]
URGENCIES: Final = MappingProxyType({"overdue": "已过期", "today": "今日到期", "soon": "将到期", "later": "未到期"})


@dataclass(frozen=True, slots=True)
class Clock:
    """The time to answer: the day it begins after and why, the last day, the days left out, whether it was extended.

    `late_extension`: an extension was told, but not within the time, so it does not count.
    `unknown_years`: of these there is no calendar, their days are taken by weekdays alone.
    """

    begins: date
    because: Beginning
    due: date
    left_out: int = 0
    extended: bool = False
    late_extension: bool = False
    unknown_years: tuple[int, ...] = ()

    @property
    def first(self) -> date:
        """The day that BEGINNINGS names."""
        return self.begins + timedelta(1) if self.because == "paid" else self.begins


@dataclass(frozen=True, slots=True)
class Due:
    """Something of an open application that is waited for until a day; `left` are the working days until then, fewer
    than 0 where it is over.
    """

    key: int
    kind: Kind
    due: date
    left: int
    unknown_years: tuple[int, ...] = ()

    @property
    def urgency(self) -> Urgency:
        """How near it is."""
        if self.left < 0:
            return "overdue"
        return "today" if self.left == 0 else "soon" if self.left <= SOON else "later"


@lru_cache(maxsize=16384)
def clock(application: Application, calendar: Calendar) -> Clock | None:
    """The time to answer; None where no receipt is known, or the clock stands until the applicant has corrected."""
    received = application.receipt
    if received is None:
        return None
    begins = received
    because: Beginning = "receipt"
    corrected, paid = day(application.corrected), day(application.fee_paid)
    if corrected is not None and corrected >= begins:
        begins, because = corrected, "corrected"
    elif day(application.correction_notified) is not None:
        return None
    if paid is not None and paid >= begins:
        begins, because = paid, "paid"
    stops = tuple(_stops(application, calendar))
    due, left_out = _run(calendar, begins, ANSWER, stops)
    told = day(application.extended)
    extended = told is not None and begins <= told <= due
    if extended:
        due, left_out = _run(calendar, begins, ANSWER + EXTENSION, stops)
    return Clock(
        begins,
        because,
        due,
        left_out,
        extended,
        told is not None and told > due,
        calendar.unknown(begins, due),
    )


def _stops(application: Application, calendar: Calendar) -> Iterable[tuple[date, date]]:
    """From when to when the clock stood because others were asked: the first day is counted, the last is not."""
    for asked_text, answered_text in (
        (application.third_party_asked, application.third_party_answered),
        (application.organ_asked, application.organ_answered),
    ):
        asked, answered = day(asked_text), day(answered_text)
        if asked is not None:
            most = calendar.after(asked, OPINION)
            yield asked, most if answered is None else min(most, answered)


def _run(calendar: Calendar, begins: date, days: int, stops: Iterable[tuple[date, date]]) -> tuple[date, int]:
    """The last of so many working days after that day, without those on which the clock stood; how many these were."""
    now, left_out, to_go = begins, 0, days
    # From stop to stop: each either lies behind the end, or moves it.
    for first, last in _merged(stops):
        if last <= now:
            continue
        run = calendar.between(now, first)
        if run >= to_go:
            break
        to_go -= run
        left_out += calendar.between(max(now, first), last)
        now = last
    return calendar.after(now, to_go), left_out


def _merged(stops: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """In order, those that overlap as one."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(stop for stop in stops if stop[1] > stop[0]):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def correction_due(application: Application, calendar: Calendar) -> date | None:
    """Until when a correction may be asked for; None where no receipt is known."""
    return _after(application.receipt, CORRECTION, calendar)


def payment_due(application: Application, calendar: Calendar) -> date | None:
    """Until when the applicant has to pay; None where no fee notice was given."""
    return _after(day(application.fee_notified), PAYMENT, calendar)


def _after(begins: date | None, days: int, calendar: Calendar) -> date | None:
    return None if begins is None else calendar.after(begins, days)


@lru_cache(maxsize=16384)
def waiting(application: Application, calendar: Calendar, today: date) -> tuple[Due, ...]:
    """All that is waited for in an application, the nearest first; nothing where it is answered."""
    if application.closed is not None or application.receipt is None:
        return ()
    found: list[Due] = []

    def add(kind: Kind, due: date | None) -> None:
        if due is not None:
            left = calendar.between(today, due) if due >= today else -calendar.between(due, today)
            # A due day is a working day: over is over, even where only a weekend has passed since.
            left = -1 if due < today and not left else left
            found.append(Due(application.key, kind, due, left, calendar.unknown(min(today, due), max(today, due))))

    notified = day(application.correction_notified)
    if application.documents == "no" and notified is None:
        add("correction", correction_due(application, calendar))
    for asked, answered in (
        (application.third_party_asked, application.third_party_answered),
        (application.organ_asked, application.organ_answered),
    ):
        if not answered:
            add("opinion", _after(day(asked), OPINION, calendar))
    if application.fee_notified and not application.fee_paid:
        add("payment", payment_due(application, calendar))
    else:
        time = clock(application, calendar)
        add("answer", time.due if time else None)
    return tuple(sorted(found, key=lambda each: (each.due, each.kind)))


def late(applications: Iterable[Application], calendar: Calendar, year: int) -> int:
    """How many of them were answered late in that year, or were overdue and open at its end."""
    ends = date(year, 12, 31)

    def is_late(each: Application) -> bool:
        time, closed = clock(each, calendar), each.closed
        if time is None or (each.fee_notified and not each.fee_paid) or (closed is not None and closed.year < year):
            return False
        return time.due < min(closed or ends, ends)

    return sum(map(is_late, applications))


def list_of(applications: Iterable[Application], calendar: Calendar, today: date) -> tuple[Due, ...]:
    """The deadlines of all open applications, the nearest first."""
    return in_order(due for each in applications for due in waiting(each, calendar, today))


def in_order(dues: Iterable[Due]) -> tuple[Due, ...]:
    """The nearest first."""
    return tuple(sorted(dues, key=lambda each: (each.due, each.key, each.kind)))


def overrun(due: date, on: date, calendar: Calendar) -> str:
    """How far that day lies behind the last one, for a sentence; on a weekend after it nothing but that has passed."""
    days = calendar.between(due, on)
    return f"超过{days}个工作日" if days else "在期限后的休息日，已超过期限"


def assumed(years: Iterable[int]) -> str:
    """What is to be said of days in years without a calendar; "" where there are none."""
    named = "、".join(f"{year}年" for year in sorted(set(years)))
    return f"没有{named}的放假安排，按周一至周五推算，请装入工作日历后再看。" if named else ""
