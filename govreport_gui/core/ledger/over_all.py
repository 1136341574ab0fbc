"""What is only seen over all applications of a ledger: what comes twice, fees by the month, days that were assumed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from govreport_gui.core.ledger import deadlines, fees
from govreport_gui.core.ledger.application import CONFIRMED, Application, day
from govreport_gui.core.ledger.counting import named
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.ledger.problem import Problem
from govreport_gui.core.ledger.vocabulary import plain
from govreport_gui.core.ledger.working_days import Calendar
from govreport_gui.core.values import show

_SAME_LEAST: Final = 4
"""Letters that a content must have to be known again."""
RULES: Final[Mapping[str, str]] = {
    "LD-11": "登记编号不重复；同一申请人没有同样内容的申请",
    "LD-13": "期限按工作日和调休计算；没有日历的年度写明",
}
"""The rules that only this module knows, in words."""


class Facts(NamedTuple):
    """What these rules want to know of one application."""

    same: tuple[str, str] | None
    """Who asked for what; None where that is not filled in."""
    unconfirmed: bool
    unposted: bool
    unknown_years: tuple[int, ...]


@lru_cache(maxsize=16384)
def facts(each: Application, calendar: Calendar) -> Facts:
    """Those of one application."""
    told = bool(each.applicant) and len(each.content) >= _SAME_LEAST
    time = deadlines.clock(each, calendar)
    return Facts(
        (plain(each.id_number or each.applicant), plain(each.content)) if told else None,
        each.channel in CONFIRMED and each.receipt is not None and day(each.confirmed) is None,
        each.delivery == "post" and day(each.answered) is not None and day(each.delivered) is None,
        time.unknown_years if time else (),
    )


def problems(ledger: Ledger, facts: Sequence[Facts]) -> Iterator[Problem]:
    """All of them; `facts` are those of its applications."""
    yield from _twice(ledger, facts)
    yield from _assumed(ledger, facts)
    yield from _monthly(ledger)
    yield from _calendar(ledger, facts)


def _twice(ledger: Ledger, facts: Sequence[Facts]) -> Iterator[Problem]:
    """Register numbers that come twice, the same asked twice."""
    numbers = Counter(each.number for each in ledger.applications)
    for number in [number for number, times in numbers.items() if number and times > 1]:
        found = tuple(each.key for each in ledger.applications if each.number == number)
        words = f"登记编号{number}有{len(found)}件申请。请核对是否重复登记；确为不同申请的，更正编号。"
        yield Problem("LD-11", "explain", words, found, ("number",))
    asked = Counter(of.same for of in facts)
    contents: dict[tuple[str, str], list[Application]] = {}
    # A list for each of thousands, at each act, would be too much.
    for each, of in zip(ledger.applications, facts, strict=True):
        if of.same is not None and asked[of.same] > 1:
            contents.setdefault(of.same, []).append(each)
    for same in contents.values():
        if any(each.result != "not_processed_duplicate" for each in same[1:]):
            keys = tuple(each.key for each in same)
            words = (
                f"{named(same)}是同一申请人、同样内容。请核对是否重复登记；"
                "已答复过又申请的，办理结果可能为重复申请（条例第三十六条第六项）。"
            )
            yield Problem("LD-11", "notice", words, keys, ("content", "result"))


def _assumed(ledger: Ledger, facts: Sequence[Facts]) -> Iterator[Problem]:
    """Days that the law counts from and that are not filled in, so that another is taken. One problem for all alike."""
    both = tuple(zip(ledger.applications, facts, strict=True))
    unconfirmed = [each.key for each, of in both if of.unconfirmed]
    if unconfirmed:
        words = (
            f"{len(unconfirmed)}件由网上、传真、电子邮件或平信收到的申请未填确认日期，按收到日期计算期限。"
            "与申请人另行确认的，请补填确认日期。"
        )
        alone = "未填确认日期，按收到日期计算期限。与申请人另行确认的，请补填确认日期。"
        yield Problem("LD-01", "notice", words, tuple(unconfirmed), ("confirmed",), alone=alone)
    unposted = [each.key for each, of in both if of.unposted]
    if unposted:
        words = f"{len(unposted)}件邮寄送达的申请未填交邮日期，以答复日期计算。两者不在同一天的，请补填交邮日期。"
        alone = "邮寄送达，未填交邮日期，以答复日期计算。两者不在同一天的，请补填交邮日期。"
        yield Problem("LD-08", "notice", words, tuple(unposted), ("delivered",), alone=alone)


def _monthly(ledger: Ledger) -> Iterator[Problem]:
    """Fees by item, which depend on what the same applicant asked for before in the month."""
    charged = [each for each in ledger.applications if each.fee_by == "item" and fees.amount(each) is not None]
    before = fees.items_before(ledger.applications) if charged else {}
    for each in charged:
        right, stands = fees.for_items(before.get(each.key, 0), fees.units(each)), fees.amount(each)
        if stands is not None and each.key in before and stands != right:
            words = (
                f"{each.name}：按件计收，同一申请人当月在前有{before[each.key]}件，本件应收{right}元，"
                f"现填{show(stands)}元。请核对件数和金额。"
            )
            yield Problem("LD-09", "explain", words, (each.key,), ("fee_amount",), stands, right)


def _calendar(ledger: Ledger, facts: Sequence[Facts]) -> Iterator[Problem]:
    """Deadlines that were worked out without the calendar of a year."""
    years: dict[int, list[int]] = {}
    for each, of in zip(ledger.applications, facts, strict=True):
        for year in of.unknown_years:
            years.setdefault(year, []).append(each.key)
    for year, keys in sorted(years.items()):
        alone = deadlines.assumed([year])
        words = f"{len(keys)}件申请的期限涉及{year}年。{alone}"
        yield Problem("LD-13", "notice", words, tuple(keys), alone=alone)
