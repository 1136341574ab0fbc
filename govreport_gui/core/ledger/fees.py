"""信息处理费 by the tariff of 国办函〔2020〕109号: by item within a month of one applicant, or by page; in 元."""

from collections.abc import Iterable, Mapping
from typing import Final

from govreport_gui.core.ledger.application import Application
from govreport_gui.core.values import Number, read

_FREE_ITEMS, _FIRST_ITEMS, _BAND, _STEP = 10, 30, 10, 100
"""Up to 10 free, from 11 to 30 100 元 each, then 100 元 more for each further band of 10."""
_PAGES: Final = ((30, 0), (100, 10), (200, 20))
"""Up to which page how much each; more beyond."""
_MORE_PAGES: Final = 40


def for_items(before: int, items: int) -> int:
    """What these items cost, after so many of the same applicant in the same month."""
    return sum(_item(at) for at in range(before + 1, before + items + 1))


def _item(at: int) -> int:
    if at <= _FREE_ITEMS:
        return 0
    return _STEP if at <= _FIRST_ITEMS else _STEP * (2 + (at - _FIRST_ITEMS - 1) // _BAND)


def for_pages(pages: int) -> int:
    """What so many pages cost."""
    total, before = 0, 0
    for last, each in _PAGES:
        total += each * max(0, min(pages, last) - before)
        before = last
    return total + _MORE_PAGES * max(0, pages - before)


def amount(application: Application) -> Number | None:
    """What was asked for; None where nothing is said, or no number."""
    return read(application.fee_amount).number


def collected(applications: Iterable[Application], year: int) -> tuple[int, Number]:
    """How many applications were paid for in that year, and how much together."""
    paid = [
        amount(each) or 0 for each in applications if each.fee_paid.startswith(f"{year}-") and (amount(each) or 0) > 0
    ]
    return len(paid), sum(paid, 0)


def items_before(applications: Iterable[Application]) -> Mapping[int, int]:
    """By key: how many items the same applicant asked for earlier in the same month, as the ledger has them."""
    seen: dict[tuple[str, str], int] = {}
    found: dict[int, int] = {}
    for each in sorted(applications, key=lambda one: (one.received, one.key)):
        who = each.id_number or each.applicant
        if who and each.receipt is not None:
            month = (who, each.received[:7])
            found[each.key] = seen.get(month, 0)
            seen[month] = found[each.key] + units(each)
    return found


def units(application: Application) -> int:
    """For how many items an application counts when it is charged by item: what the fee was worked out with, else 1."""
    number = read(application.fee_units).number if application.fee_by == "item" else None
    return number if isinstance(number, int) and number > 0 else 1
