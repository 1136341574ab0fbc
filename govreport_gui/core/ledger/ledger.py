"""A ledger: the applications of one unit for one year. Immutable; every act makes a new one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from govreport_gui.core.ledger.application import Application, Dispute, day
from govreport_gui.core.values import YEARS


@dataclass(frozen=True, slots=True)
class Layout:
    """How the registers of a unit are read: by head of a column the field it goes to ("" where it is left out), by
    field and word as written the id that it stands for. Asked once, and kept.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    words: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Ledger:
    """The applications of one year with those carried over from the year before, in the order of the register."""

    unit: str = ""
    year: int | None = None
    applications: tuple[Application, ...] = ()
    layout: Layout = Layout()

    @property
    def next_key(self) -> int:
        """A key that no application has."""
        return max((each.key for each in self.applications), default=0) + 1

    def of(self, key: int) -> Application:
        """The application of that key. Raises KeyError."""
        for each in self.applications:
            if each.key == key:
                return each
        raise KeyError(key)


def changed(ledger: Ledger, applications: Iterable[Application]) -> Ledger:
    """With these in place of those that have their keys."""
    now = {each.key: each for each in applications}
    return replace(ledger, applications=tuple(now.get(each.key, each) for each in ledger.applications))


def added(ledger: Ledger, applications: Iterable[Application]) -> Ledger:
    """With these behind the others, each under a key of its own."""
    first = ledger.next_key
    new = tuple(replace(each, key=first + at) for at, each in enumerate(applications))
    return replace(ledger, applications=(*ledger.applications, *new))


def removed(ledger: Ledger, keys: Iterable[int]) -> Ledger:
    """Without these applications."""
    gone = frozenset(keys)
    return replace(ledger, applications=tuple(each for each in ledger.applications if each.key not in gone))


def carried_over(ledger: Ledger) -> Ledger:
    """The ledger of the next year as it begins: what is not answered on 31 December, and what a 复议 or 诉讼 is still
    about (结转). Raises ValueError where the ledger has no year, or there is no report for the next.
    """
    if ledger.year is None:
        raise ValueError("no year")
    year = ledger.year
    if year + 1 not in YEARS:
        raise ValueError(f"{year + 1}")
    staying = tuple(each for each in ledger.applications if goes_on(each, year))
    return replace(ledger, year=year + 1, applications=staying)


def goes_on(application: Application, year: int) -> bool:
    """Whether an application of that year's ledger has to be in the next one's too."""
    received, closed = application.receipt, application.closed
    if received is None or received.year > year:
        return False
    return closed is None or closed.year > year or any(_is_open(each, year) for each in application.disputes)


def _is_open(dispute: Dispute, year: int) -> bool:
    closed = day(dispute.closed)
    return dispute.outcome == "pending" if closed is None else closed.year > year
