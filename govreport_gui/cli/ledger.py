"""`govreport ledger`: a ledger or an old register → tables 三 and 四, findings, deadlines. Names nobody who applied."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from govreport_gui.cli.outcome import DONE, FOUND, OUTSIDE, complain, refuse_existing
from govreport_gui.core.findings.finding import LEVEL_NAMES, LEVEL_SIGNS
from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger import deadlines
from govreport_gui.core.ledger.application import said
from govreport_gui.core.ledger.counting import RIGHTLY, WHY, Counted, count
from govreport_gui.core.ledger.deadlines import Due
from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.core.ledger.privacy import personal, without
from govreport_gui.core.ledger.problem import Problem
from govreport_gui.core.ledger.rules import problems
from govreport_gui.core.ledger.taking import TABLES, offered, taken
from govreport_gui.core.reading.account import TOLD, Entry
from govreport_gui.core.report.document import Document
from govreport_gui.core.values import Number, show
from govreport_gui.files import clock, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger import reading
from govreport_gui.files.ledger.calendar_file import calendar
from govreport_gui.files.ledger.vocabulary_file import vocabulary
from govreport_gui.files.names import readable
from govreport_gui.files.saving import store


def run(options: Namespace) -> int:
    """Count it, say what is wrong and what is due, write the report where that is asked for."""
    now = clock.now()
    try:
        if options.to is not None:
            refuse_existing(options.to, force=options.force)
        read = reading.read(options.file, year=options.year)
        year = _year(options, read.ledger)
        ledger = replace(read.ledger, year=year)
        counted = count(ledger, _form(year))
        found = problems(ledger, vocabulary(), calendar(), now.date())
        dues = deadlines.list_of(ledger.applications, calendar(), now.date())
        told = _Told(ledger)
        if not options.json:
            told.everything(counted, found, dues)
        told.account(read.account, options.file.name)
        if options.to is not None:
            at = now.isoformat(timespec="minutes")
            document = Document(counted.form.id, ledger.unit, year)
            report = taken(counted.form, document, ledger, counted, TABLES, options.file.name, at, calendar())
            store.write(options.to, report, counted.form)
            if offered(ledger) != TABLES:
                print("台账中没有复议、诉讼，表四各格计为0，请核对。", file=sys.stderr)
    except OutsideError as error:
        complain(error)
        return OUTSIDE
    if options.json:
        told.json(counted, found, dues, read.account)
    elif options.to is not None:
        print(readable(f"已保存“{options.to.name}”。"))
    return FOUND if any(each.level == "must_fix" for each in found) else DONE


def _year(options: Namespace, ledger: Ledger) -> int:
    """The year that is asked for, else the ledger's own. Raises OutsideError where there is none."""
    year: int | None = options.year or ledger.year
    if year is None:
        raise OutsideError(f"“{options.file.name}”没有写明年度，请加上--year，如 --year 2025。")
    return year


def _form(year: int) -> Format:
    """The form of that year; the newest where none covers it."""
    return next((form for form in resources.formats() if form.covers(year)), resources.formats()[0])


class _Told:
    """What is said of a ledger, without the names that are in it."""

    def __init__(self, ledger: Ledger) -> None:
        self._known = personal(ledger.applications)
        self._of = {each.key: each for each in ledger.applications}

    def _said(self, text: str) -> str:
        return without(text, self._known)

    def _numbers(self, keys: Iterable[int]) -> list[str]:
        return [self._said(self._of[key].number or self._of[key].name) for key in keys]

    def everything(self, counted: Counted, found: Sequence[Problem], dues: Sequence[Due]) -> None:
        """Problems, deadlines, and a last line with the count."""
        for each in found:
            print(f"{LEVEL_SIGNS[each.level]} {LEVEL_NAMES[each.level]}：{self._said(each.message)}〔{each.rule}〕")
        for due in dues:
            if due.urgency != "later":
                over = f"，已过{-due.left}个工作日" if due.left < 0 else ""
                (number,) = self._numbers([due.key])
                kind, urgency = deadlines.KINDS[due.kind], deadlines.URGENCIES[due.urgency]
                print(f"期限：{number}，{kind}至{said(due.due)}，{urgency}{over}。")
        for why, words in WHY.items():
            keys = [key for key, each in counted.left_out.items() if each == why]
            if keys:
                beside = "" if why in RIGHTLY else "，改正后再计"
                print(f"未计入表三：{len(keys)}件{words}{beside}。")
        new, carried, done, out = (
            show(counted.cells[f"requests.{row}.total"])
            for row in ("new", "carried_in", "results_total", "carried_out")
        )
        print(f"{counted.year}年度：新收{new}件，上年结转{carried}件，办结{done}件，结转下年度{out}件。")

    def account(self, entries: Sequence[Entry], name: str) -> None:
        """What is to be known of how a register was read, on standard error."""
        for entry in entries:
            if entry.what in TOLD:
                print(readable(f"“{name}”：{self._said(entry.text)}"), file=sys.stderr)

    def json(self, counted: Counted, found: Sequence[Problem], dues: Sequence[Due], entries: Sequence[Entry]) -> None:
        """One object with all of it."""
        content: dict[str, Any] = {
            "version": 1,
            "year": counted.year,
            "cells": {cell: show(number) for cell, number in counted.cells.items()},
            "cases": {cell: self._numbers(keys) for cell, keys in counted.keys.items()},
            "findings": [self._finding(each) for each in found],
            "deadlines": [self._due(each) for each in dues],
            "reading": [{"what": each.what, "cells": [], "text": self._said(each.text)} for each in entries],
        }
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()

    def _due(self, each: Due) -> dict[str, Any]:
        (number,) = self._numbers([each.key])
        return {"case": number, "kind": each.kind, "due": each.due.isoformat(), "urgency": each.urgency}

    def _finding(self, each: Problem) -> dict[str, Any]:
        def side(number: Number | None) -> str | None:
            return None if number is None else show(number)

        return {
            "rule": each.rule,
            "each": None,
            "level": each.level,
            "cells": [],
            "left": side(each.left),
            "right": side(each.right),
            "message": self._said(each.message),
            "explanation": None,
            "section": "",
            "span": None,
            "suspects": [],
            "caused_by": None,
            "repairs": [],
            "cases": self._numbers(each.keys),
        }
