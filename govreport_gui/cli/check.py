"""`govreport check`."""

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from govreport_gui.cli import source
from govreport_gui.cli.outcome import DONE, FOUND, OUTSIDE, complain, doubts_said, tell
from govreport_gui.core.findings.finding import LEVEL_NAMES, LEVEL_SIGNS, OF_TOTALS, TOTALS_ADVICE, Checked, Finding
from govreport_gui.core.findings.located import Offer
from govreport_gui.core.findings.progress import todo
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.proof import proved
from govreport_gui.core.repairs.located import locate
from govreport_gui.core.report.document import LastYear, LedgerCount
from govreport_gui.core.rules.case import Case, case_of
from govreport_gui.core.rules.check import check_case
from govreport_gui.core.values import Number, show
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.sources.imported import Imported


def run(options: Namespace) -> int:
    """`govreport check`: print the findings of each file and a last line with its verdict."""
    previous = None
    code = DONE
    if options.previous:
        try:
            before = source.read(options.previous)
        except OutsideError as error:
            complain(error)
            return OUTSIDE
        previous = LastYear(before.form, before.document)
    reports: list[dict[str, Any]] = []
    for path in options.files:
        try:
            imported = source.read(path)
        except OutsideError as error:
            complain(error)
            reports.append(_unread(path, str(error)))
            code = OUTSIDE
            continue
        document = imported.document
        document = replace(
            document,
            last=previous or document.last,
            # What the source says itself goes before.
            kind=document.kind or options.kind or "",
            level=document.level or options.level or "",
        )
        imported = replace(imported, document=document)
        applicants, ledger_now = _of_ledger(path, imported)
        case = case_of(imported.form, imported.document, applicants=applicants, ledger_now=ledger_now)
        if previous is not None:
            account = proved(imported.account, case.form, case.document, case.last.numbers if case.last else {})
            imported = replace(imported, account=account)
        checked = check_case(case)
        if checked.verdict == "must_fix":
            code = max(code, FOUND)
        if options.json:
            reports.append(report(path, imported.account, case, checked))
            if not imported.account:  # what a report file could not take over has no other place
                tell(path, imported.problems)
        else:
            _print_report(path, imported, case, checked)
    if options.json:
        text = json.dumps({"version": 1, "reports": reports}, ensure_ascii=False, indent=1) + "\n"
        # A name that is no UTF-8 has in it what UTF-8 cannot write; JSON can.
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    return code


def _of_ledger(path: Path, imported: Imported) -> tuple[frozenset[str], LedgerCount | None]:
    """Who is in the ledger beside the report, and what it gives now, where there is one."""
    if imported.document.ledger is None:
        return frozenset(), None
    from govreport_gui.files.ledger import beside  # noqa: PLC0415  # most reports have none

    return beside.at_hand(path, imported.form, imported.document)


def _print_report(path: Path, imported: Imported, case: Case, checked: Checked) -> None:
    for problem in imported.problems:
        print(f"读入：{problem}")
    located = locate(case, checked)
    if any(finding.rule in OF_TOTALS for finding in located.told):
        print(TOTALS_ADVICE)
    for finding in located.told:
        print(_line(finding))
    for sentence in dict.fromkeys(offer.sentence for offers in located.repairs.values() for offer in offers):
        print(f"建议：{sentence}")
    reasons: dict[str, dict[str, None]] = {}
    for rule in checked.not_checked:
        reasons.setdefault(rule.reason, {})[rule.rule] = None
    for reason, rules in reasons.items():
        print(f"- 未核对：{reason}。〔{'、'.join(rules)}〕")
    lacking = [words for what, words in todo(checked) if what in {"blank", "cover"}]
    if doubts := doubts_said(imported.account):
        lacking.append(doubts)
    remark = f"（{'，'.join(lacking)}）" if lacking else ""
    print(f"{readable(path.name)}：{checked.verdict_words}{remark}")


def _line(finding: Finding) -> str:
    """A finding as a line; what is explained says so, with the explanation."""
    sign = f"{LEVEL_SIGNS[finding.level]} {LEVEL_NAMES[finding.level]}"
    if finding.explanation is None:
        return f"{sign}：{finding.message}〔{finding.rule}〕"
    return f"{sign}（已说明）：{finding.fact}说明：{finding.explanation}〔{finding.rule}〕"


def report(path: Path, account: Sequence[Entry], case: Case, checked: Checked) -> dict[str, Any]:
    """A report and its check as JSON has it."""
    document = case.document
    located = locate(case, checked)
    findings = located.checked.findings
    return {
        "file": str(path),
        "error": None,
        "format": document.format,
        "unit": document.unit,
        "year": document.year,
        "verdict": checked.verdict,
        "state": document.state,
        "cells": {cell: document.cells[cell] for cell in case.form.cells if cell in document.cells},
        "findings": [_finding(finding, located.repairs.get(at, ())) for at, finding in enumerate(findings)],
        "not_checked": [{"rule": rule.rule, "each": rule.each, "reason": rule.reason} for rule in checked.not_checked],
        "reading": [{"what": entry.what, "cells": list(entry.cells), "text": entry.text} for entry in account],
    }


def _unread(path: Path, error: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("format", "unit", "year", "verdict", "state"))
    return {"file": str(path), "error": error, **nothing, "cells": {}, "findings": [], "not_checked": [], "reading": []}


def _finding(finding: Finding, offers: Sequence[Offer]) -> dict[str, Any]:
    def side(number: Number | None) -> str | None:
        return None if number is None else show(number)

    return {
        "rule": finding.rule,
        "each": finding.each,
        "level": finding.level,
        "cells": list(finding.cells),
        "left": side(finding.left),
        "right": side(finding.right),
        "message": finding.message,
        "explanation": finding.explanation,
        "section": finding.section,
        "span": finding.span,
        "suspects": list(finding.suspects),
        "caused_by": finding.caused_by,
        "repairs": [
            [{"cell": each.cell, "from": each.before or None, "to": each.after or None} for each in offer.repair]
            for offer in offers
        ],
    }
