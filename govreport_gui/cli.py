"""The verbs of the console program. They need no screen and call the same functions as the menus."""

import json
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from govreport_gui.core.findings.finding import LEVEL_NAMES, LEVEL_SIGNS, Checked, Finding
from govreport_gui.core.prose.counts import numbers_in
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.proof import proved
from govreport_gui.core.repairs import proposals
from govreport_gui.core.report.document import LastYear
from govreport_gui.core.rules.case import Case, case_of
from govreport_gui.core.rules.check import check, check_case
from govreport_gui.core.values import Number, show
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.output import export
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.assembly import Imported

DONE, FOUND, USAGE, OUTSIDE = 0, 1, 2, 3
"""Exit codes: all well; a must_fix finding; wrong usage; a file could not be read or written."""


def check_files(options: Namespace) -> int:
    """`govreport check`: print the findings of each file and a last line with its verdict."""
    previous = None
    code = DONE
    if options.previous:
        try:
            before = reading.read(options.previous)
        except OutsideError as error:
            complain(error)
            return OUTSIDE
        previous = LastYear(before.form, before.document)
    reports: list[dict[str, Any]] = []
    for path in options.files:
        try:
            imported = reading.read(path)
        except OutsideError as error:
            complain(error)
            reports.append(_unread(path, str(error)))
            code = OUTSIDE
            continue
        if previous is not None:
            imported = replace(imported, document=replace(imported.document, last=previous))
        case = case_of(imported.form, imported.document)
        if previous is not None:
            account = proved(imported.account, case.form, case.document, case.last.numbers if case.last else {})
            imported = replace(imported, account=account)
        checked = check_case(case)
        if checked.verdict == "must_fix":
            code = max(code, FOUND)
        if options.json:
            reports.append(_report(path, imported.account, case, checked))
        else:
            _print_report(path, imported, case, checked)
    if options.json:
        text = json.dumps({"version": 1, "reports": reports}, ensure_ascii=False, indent=1) + "\n"
        # A name that is no UTF-8 has in it what UTF-8 cannot write; JSON can.
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    return code


def _print_report(path: Path, imported: Imported, case: Case, checked: Checked) -> None:
    for problem in imported.problems:
        print(f"读入：{problem}")
    for finding in checked.findings:
        print(f"{LEVEL_SIGNS[finding.level]} {LEVEL_NAMES[finding.level]}：{finding.message}〔{finding.rule}〕")
    findings = checked.findings
    repairs = _repairs(case, findings)
    for repair, count in Counter(repair for each in repairs.values() for repair in each).items():
        print(f"建议：{proposals.sentence(imported.form, repair, count)}")
    reasons: dict[str, dict[str, None]] = {}
    for rule in checked.not_checked:
        reasons.setdefault(rule.reason, {})[rule.rule] = None
    for reason, rules in reasons.items():
        print(f"- 未核对：{reason}。〔{'、'.join(rules)}〕")
    blank = f"（还有 {len(checked.blank_inputs)} 格没有填）" if checked.blank_inputs else ""
    print(f"{readable(path.name)}：{checked.verdict_words}{blank}")


def _report(path: Path, account: Sequence[Entry], case: Case, checked: Checked) -> dict[str, Any]:
    document = case.document
    repairs = _repairs(case, checked.findings)
    return {
        "file": str(path),
        "error": None,
        "format": document.format,
        "unit": document.unit,
        "year": document.year,
        "verdict": checked.verdict,
        "state": document.state,
        "cells": {cell: document.cells[cell] for cell in case.form.cells if cell in document.cells},
        "findings": [_finding(finding, repairs.get(at, ())) for at, finding in enumerate(checked.findings)],
        "not_checked": [{"rule": rule.rule, "each": rule.each, "reason": rule.reason} for rule in checked.not_checked],
        "reading": [{"what": entry.what, "cells": list(entry.cells), "text": entry.text} for entry in account],
    }


def _repairs(case: Case, findings: Sequence[Finding]) -> Mapping[int, tuple[proposals.Repair, ...]]:
    return proposals.by_finding(case, findings, numbers_in(case.document.sections.values()))


def _unread(path: Path, error: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("format", "unit", "year", "verdict", "state"))
    return {"file": str(path), "error": error, **nothing, "cells": {}, "findings": [], "not_checked": [], "reading": []}


def _finding(finding: Finding, repairs: Sequence[proposals.Repair]) -> dict[str, Any]:
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
        "repairs": [
            [{"cell": change.cell, "from": change.before, "to": change.after} for change in repair]
            for repair in repairs
        ],
    }


def convert(options: Namespace) -> int:
    """`govreport convert`: any readable form → a report file."""
    try:
        _refuse_existing(options.to, force=options.force)
        imported = reading.read(options.source)
        store.write(options.to, imported.document, imported.form)
    except OutsideError as error:
        complain(error)
        return OUTSIDE
    _tell(options.source, imported)
    print(readable(f"已保存“{options.to.name}”。"))
    return DONE


def export_file(options: Namespace) -> int:
    """`govreport export`: any readable form → PDF or workbook."""
    try:
        _refuse_existing(options.to, force=options.force)
        imported = reading.read(options.file)
        checked = check(imported.form, imported.document)
        notes = export.write(options.to, imported.form, imported.document, checked)
    except OutsideError as error:
        complain(error)
        return OUTSIDE
    _tell(options.file, imported)
    for note in notes:
        print(note)
    print(readable(f"已输出“{options.to.name}”。核对结果：{checked.verdict_words}。"))
    return DONE


def _tell(path: Path, imported: Imported) -> None:
    """What is doubtful, left over, missing or assumed in what was read, on standard error."""
    for problem in imported.problems:
        print(readable(f"“{path.name}”：{problem}"), file=sys.stderr)


def _refuse_existing(path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        raise OutsideError(f"“{path.name}”已经存在，没有改动它；要替换的，加上 --force。")


def complain(error: OutsideError) -> None:
    """One sentence on standard error."""
    print(error, file=sys.stderr)
