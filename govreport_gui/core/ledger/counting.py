"""Ledger → tables 三 and 四: every application in exactly one column and one row, every cell with its applications.

What cannot be counted is in no cell at all, and is told with the reason: so the tables never contradict themselves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger.application import Application, Dispute, day
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.values import Number

NEW, CARRIED_IN, CARRIED_OUT = "requests.new", "requests.carried_in", "requests.carried_out"
"""Rows of table 三 beside the results."""
_RESULTS: Final = "requests.results_total"
CO_DEFENDANT: Final = "co_defendant"

Why = Literal["no_class", "no_receipt", "later", "before", "no_result", "no_day", "backwards"]
WHY: Final[Mapping[Why, str]] = MappingProxyType(
    {
        "no_class": "申请人类别未填或认不出",
        "no_receipt": "收到日期未填或不是日期",
        "later": "本年度以后收到",
        "before": "本年度以前已办结",
        "no_result": "已答复，办理结果未填或认不出",
        "no_day": "有办理结果而没有答复日期",
        "backwards": "答复日期早于收到日期",
    }
)
"""Why an application stands in no cell of table 三. `later` and `before` are right so, the others are to be mended."""
RIGHTLY: Final = frozenset({"later", "before"})


@dataclass(frozen=True, slots=True)
class Counted:
    """What a ledger gives for a year. `cells` are the numbers of tables 三 and 四 with their totals, by cell of the
    form; `keys` the applications in each, as the ledger has them; `left_out` those in no cell of table 三, and why.
    """

    year: int
    form: Format
    cells: Mapping[str, Number]
    keys: Mapping[str, tuple[int, ...]]
    left_out: Mapping[int, Why]

    @property
    def inputs(self) -> dict[str, Number]:
        """The numbers without the totals: what a report takes over, since it adds up by itself."""
        return {cell: number for cell, number in self.cells.items() if cell not in self.form.sums}


def to_be_mended(counted: Counted) -> int:
    """How many applications stand in no cell of table 三 and should."""
    return sum(why not in RIGHTLY for why in counted.left_out.values())


def count(ledger: Ledger, form: Format, year: int | None = None) -> Counted:
    """The ledger counted for that year, else for its own. Raises ValueError where there is none."""
    year = ledger.year if year is None else year
    if year is None:
        raise ValueError("no year")
    return together(form, year, [(each.key, *stands(each, form, year)) for each in ledger.applications])


def together(form: Format, year: int, placed: Iterable[tuple[int, tuple[str, ...], Why | None]]) -> Counted:
    """The tables of applications in the ledger's order: of each its key and what `stands` says of it."""
    found: dict[str, list[int]] = {cell: [] for cell in _mine(form)}
    left_out: dict[int, Why] = {}
    for key, cells, why in placed:
        for cell in cells:
            found[cell].append(key)
        if why is not None:
            left_out[key] = why
    return Counted(
        year,
        form,
        MappingProxyType({cell: len(keys) for cell, keys in found.items()}),
        MappingProxyType({cell: tuple(keys) for cell, keys in found.items() if keys}),
        MappingProxyType(left_out),
    )


@lru_cache(maxsize=16384)
def stands(application: Application, form: Format, year: int) -> tuple[tuple[str, ...], Why | None]:
    """All cells that an application stands in, with the totals over them; why it stands in none of table 三."""
    placed = place(application, year)
    why = placed if isinstance(placed, str) else None
    cells = [] if isinstance(placed, str) else [f"{row}.{application.applicant_class}" for row in placed]
    cells.extend(filter(None, (dispute_cell(each, year) for each in application.disputes)))
    return tuple(each for cell in cells for each in _over(form)[cell]), why


@lru_cache(maxsize=8)
def _mine(form: Format) -> tuple[str, ...]:
    """The cells of tables 三 and 四."""
    return tuple(cell for cell, of in form.cells.items() if of.table in {"requests", "disputes"})


@lru_cache(maxsize=8)
def _over(form: Format) -> Mapping[str, tuple[str, ...]]:
    """By cell that a ledger knows: the input cell of that form that it goes into, and all totals over that."""
    over: dict[str, list[str]] = {cell: [cell] for cell in _mine(form) if cell not in form.sums}
    for total in _mine(form):
        open_ = [total] if total in form.sums else []
        while open_:
            for _, part in form.sums[open_.pop()]:
                open_.append(part) if part in form.sums else over[part].append(total)
    others = {
        each: into
        for carried in form.carry.values()
        for into, those in carried.items()
        for each in those
        if each not in form.cells and into in over
    }
    return MappingProxyType({cell: tuple(over[others.get(cell, cell)]) for cell in (*over, *others)})


def results(form: Format) -> tuple[str, ...]:
    """The rows of table 三 that are results, as ids without their table: granted … otherwise_other."""
    table = form.table("requests")
    beside = {row.partition(".")[2] for row in (NEW, CARRIED_IN, CARRIED_OUT, _RESULTS)}
    return tuple(row for row in table.rows if row not in beside)


def place(application: Application, year: int) -> tuple[str, str] | Why:
    """The two rows of table 三 that an application stands in for that year: how it came, and what became of it; or why
    in none.
    """
    received, closed = application.receipt, application.closed
    if received is None:
        return "no_receipt"
    still_open = closed is None or closed.year > year
    reasons: tuple[tuple[bool, Why], ...] = (
        (received.year > year, "later"),
        (closed is not None and closed < received, "backwards"),
        (closed is not None and closed.year < year, "before"),
        (application.applicant_class not in CLASSES, "no_class"),
        (closed is None and bool(application.result), "no_day"),
        (not still_open and application.result not in RESULTS, "no_result"),
    )
    for holds, why in reasons:
        if holds:
            return why
    came = NEW if received.year == year else CARRIED_IN
    return came, CARRIED_OUT if still_open else f"requests.{application.result}"


CLASSES: Final = frozenset({"natural_person", "enterprise", "research", "public_welfare", "legal_service", "other"})
"""Columns of table 三, of every form."""
RESULTS: Final = frozenset(
    {
        "granted",
        "partial",
        "refused_state_secret",
        "refused_other_law",
        "refused_security_stability",
        "refused_third_party",
        "refused_internal_affairs",
        "refused_process_information",
        "refused_enforcement_file",
        "refused_administrative_inquiry",
        "unavailable_not_held",
        "unavailable_must_be_created",
        "unavailable_still_unclear",
        "not_processed_petition",
        "not_processed_duplicate",
        "not_processed_publication",
        "not_processed_excessive",
        "not_processed_reconfirmation",
        "otherwise_not_corrected",
        "otherwise_fee_unpaid",
        "otherwise_other",
    }
)
"""The results that a ledger knows: the leaf rows of the form of 2021."""
KINDS: Final = frozenset({"reconsideration", "litigation_direct", "litigation_after_reconsideration"})
OUTCOMES: Final = frozenset({"upheld", "corrected", "other", "pending"})


def dispute_cell(dispute: Dispute, year: int) -> str:
    """The cell of table 四 that a 复议 or 诉讼 stands in for that year; "" where it does not count.

    It counts in every year in which it was alive, with what was known at that year's end; without any date, in the year
    of its ledger.
    """
    if dispute.role == CO_DEFENDANT or dispute.kind not in KINDS or dispute.outcome not in OUTCOMES:
        return ""
    filed, closed = day(dispute.filed), day(dispute.closed)
    if (filed is not None and filed.year > year) or (closed is not None and closed.year < year):
        return ""
    outcome = "pending" if closed is not None and closed.year > year else dispute.outcome
    return f"disputes.{dispute.kind}.{outcome}"


def by_why(ledger: Ledger, counted: Counted) -> Mapping[Why, tuple[Application, ...]]:
    """The applications that stand in no cell of table 三, by the reason, in the order of the reasons."""
    out = [each for each in ledger.applications if each.key in counted.left_out]
    found = {why: tuple(each for each in out if counted.left_out[each.key] == why) for why in WHY}
    return {why: each for why, each in found.items() if each}


def named(applications: Sequence[Application], most: int = 8) -> str:
    """These applications for a sentence, by register number: 2025-3、2025-7等9件."""
    names = [each.number or each.name for each in applications]
    return "、".join(names[:most]) + (f"等{len(names)}件" if len(names) > most else "")
