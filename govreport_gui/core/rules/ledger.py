"""A report beside the ledger that tables were taken from: cell by cell, and what its text says of 信息处理费.

A number in the wrong row breaks no sum; the ledger alone can tell.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.report.document import LedgerCount
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.cross_table import processing_fee
from govreport_gui.core.rules.needs import no_number
from govreport_gui.core.rules.texts import quoted
from govreport_gui.core.values import Number, read, show

_PARTS: Final = ("other_matters", "overview")


def counted(case: Case, cell: str) -> Number | None:
    """What the ledger gave for an input cell; None where no table was taken from one, or not this."""
    ledger = case.document.ledger
    if ledger is None or cell in case.form.sums or case.form.cells[cell].table not in ledger.tables:
        return None
    return read(_as_it_stands(case, ledger).cells.get(cell, "0")).number


def _as_it_stands(case: Case, ledger: LedgerCount) -> LedgerCount:
    """What the ledger gives now, where it is at hand, else what it gave when it was counted."""
    now = case.ledger_now
    return now if now is not None and now.file == ledger.file else ledger


def _cells(case: Case) -> Iterator[Finding | NotChecked]:
    ledger = case.document.ledger
    if ledger is None:
        return
    for cell, of in case.form.cells.items():
        given = counted(case, cell)
        stands = case.figures.numbers.get(cell)
        if given is None or stands == given:
            continue
        if stands is None:
            if given:
                yield NotChecked("LD-03", cell, no_number(case, (cell,)))
            continue
        low, high = sorted((stands, given))
        message = (
            f"{of.place}填{show(stands)}，台账“{ledger.file}”为{show(given)}，相差{show(high - low)}。"
            "请在台账中查看这一格的申请，更正表格或台账；两者都对的，写明原因。"
        )
        yield Finding("LD-03", cell, "explain", (cell,), message, stands, given)


def _fee_in_words(case: Case) -> Iterator[Finding]:
    """The 信息处理费 of the text beside what the ledger says was collected."""
    ledger = case.document.ledger
    if ledger is None:
        return
    ledger = _as_it_stands(case, ledger)
    collected = Decimal(ledger.fees)
    for section in _PARTS:
        text = case.text(section)
        said = processing_fee(text) if text else None
        if said is not None and said[0] != collected:
            message = (
                f"{quoted(case, section, text, said[1:])}，台账“{ledger.file}”收取信息处理费{show(collected)}元"
                f"（{ledger.fee_cases}件）。请核对后更正有误的一处。"
            )
            yield Finding("NV-17", None, "explain", (), message, said[0], collected, section, said[1:])
            return


RULES: Final = (
    Check(
        "LD-03",
        "explain",
        "由台账得来的表，每格等于台账计数",
        "《政府信息公开条例》第四十五条：申请的登记、审核、办理、答复、归档",
        _cells,
    ),
    Check("NV-17", "explain", "正文的信息处理费金额等于台账收费合计", "国办函〔2020〕109号", _fee_in_words),
)
