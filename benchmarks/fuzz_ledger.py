"""Ledgers, old registers and calendars of working days: whole ones to be spoilt, and what reads them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from govreport_gui.core.ledger import papers
from govreport_gui.core.ledger.account import account
from govreport_gui.core.ledger.application import TEXTS, Application, Dispute
from govreport_gui.core.ledger.counting import count
from govreport_gui.core.ledger.ledger import Ledger, added, carried_over
from govreport_gui.core.ledger.privacy import anonymous
from govreport_gui.core.ledger.register import read_register
from govreport_gui.core.ledger.rules import problems
from govreport_gui.files import resources
from govreport_gui.files.ledger import calendar_file, ledger_file, register_file
from govreport_gui.files.ledger.vocabulary_file import vocabulary

TODAY = date(2026, 1, 15)
COMMAS = """登记编号,收到日期,申请渠道,申请人,申请人类别,补正告知,补正收到,答复日期,办理结果,依据,是否复议,复议日期,备注
1,2025-03-05,网上,张三,自然人,,,2025.3.28,不予公开（商业秘密）,第十五条,维持,2025年5月6日,
2,2025年3月9日,EMS,某某公司,法人,2025-03-12,2025-03-20,4月8日,部分公开,37,否,,急
3,45726,当面,李四,公民,,,,办理中,,,,
合计,,,3,,,,,,,,,
"""


def seeds() -> dict[str, list[bytes]]:
    """By target the whole inputs."""
    one = Application(0, "1", "2025-03-05", applicant="张三", applicant_class="natural_person", answered="2025-03-28",
                      result="granted", extended="2025-03-20", third_party_asked="2025-03-07")  # fmt: skip
    full = Application(
        0,
        **{field: field for field in TEXTS},
        disputes=(Dispute("reconsideration", "2025-05-06", "upheld", "2025-07-01"),),
        attachments=("申请书.pdf",),
    )
    ledger = added(Ledger("某局", 2025), [one, full, replace(one, answered="", result="", fee_notified="2025-03-09")])
    return {
        "ledger": [ledger_file.to_bytes(ledger)],
        "register": [COMMAS.encode(), COMMAS.encode("gb18030"), COMMAS.replace(",", "\t").encode("utf-16")],
        "calendar": [resources.path("working_days.toml").read_bytes()],
    }


def feeds(folder: Path) -> dict[str, Callable[[bytes], None]]:
    """By target what takes one input."""

    def ledger(content: bytes) -> None:
        path = folder / "a.govledger"
        path.write_bytes(content)
        found, _ = ledger_file.read(path)
        assert ledger_file.opened(ledger_file.to_text(found), "a") == found, "saved otherwise"
        assert ledger_file.restored(ledger_file.journaled(found, Ledger()), Ledger()) == found, "journaled otherwise"
        _whole_way(found)

    def register(content: bytes) -> None:
        path = folder / "a.csv"
        path.write_bytes(content)
        tables, _ = register_file.read(path)
        read = read_register(tables, vocabulary())
        account(read, vocabulary())
        assert len(read.rows) == sum(len(table.rows) for table in tables), "a row is missing"
        _whole_way(added(Ledger(year=read.year), read.applications))

    def calendar(content: bytes) -> None:
        path = folder / "a.toml"
        path.write_bytes(content)
        try:
            known = calendar_file.add(path)
            for year in known.years:
                known.after(date(year, 1, 1), 300)
        finally:
            calendar_file.remove()

    return {"ledger": ledger, "register": register, "calendar": calendar}


def _whole_way(ledger: Ledger) -> None:
    """What the window and the console do with a ledger."""
    ledger = replace(ledger, year=ledger.year or 2025)
    days = calendar_file.calendar()
    found = problems(ledger, vocabulary(), days, TODAY)
    counted = count(ledger, resources.formats()[0])
    again = count(anonymous(ledger), counted.form)
    assert again == counted, "counted otherwise without names"
    count(carried_over(ledger), counted.form)
    papers.register(ledger, counted, vocabulary(), days)
    papers.due_list(ledger, days, TODAY)
    papers.evidence(ledger, counted)
    for each in ledger.applications[:3]:
        papers.application(ledger, each.key, vocabulary(), days, found)
