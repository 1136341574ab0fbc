"""A collection (.govrollup, UTF-8 JSON) ↔ a desk.

Version 1: kind, version, unit, year, deadline, contact, roster, marks (by unit), out, chosen, report (the own one,
as a report file has it, or null), last (last year's: form, totals, units, or null), unreadable, and a line for each
submission: file, changed, verdict, wrong (how many problems; not in older files), findings, told, and a frozen copy of
the report.

The journal of an open collection holds it without the copies: they stand in the file, which is saved whenever reports
come in.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, get_args

from govreport_gui.core.findings.finding import LEVELS, Finding, Verdict
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.rollup.desk import Desk, Mark
from govreport_gui.core.rollup.submission import Collection, LastSum, Member, Submission, Unreadable
from govreport_gui.core.values import YEARS, Number, show
from govreport_gui.files import atomic, limits, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import stamp, store
from govreport_gui.files.saving.stamp import Stamp

SUFFIX: Final = ".govrollup"
JOURNALS: Final = "govrollup-journals"
"""The folder of the journals of collections."""
_KIND: Final = "govrollup"
_VERSION: Final = 1
_MARKS: Final = ("", "returned", "accepted", "counted")
_END: Final = "\n]}\n"
_LARGEST: Final = 500_000_000
"""In bytes: some twenty thousand reports."""


Lines = dict[str, tuple[Submission, bytes]]
"""By file: a submission and its line, which is made once: of thousands of reports few change from save to save."""


def state(desk: Desk, over: str = "") -> str:
    """What the journal holds: all but the copies of the reports. `over`: a content of the file that it goes on from
    too, as SHA-256.
    """
    head = _head(desk, None) | ({"over": over} if over else {})
    return _begun(head) + ",\n".join(_json({"file": each.file}) for each in desk.collection.submissions) + _END


def to_text(desk: Desk) -> str:
    """The file's text, a line for each report."""
    return to_bytes(desk).decode("utf-8")


def to_bytes(desk: Desk, lines: Lines | None = None) -> bytes:
    """What is in the file. Lines that are made are kept in `lines`, and those of reports that are gone let go."""
    before = {} if lines is None else dict(lines)
    made: Lines = {}
    for each in desk.collection.submissions:
        known = before.get(each.file)
        made[each.file] = known if known is not None and known[0] is each else (each, _as_bytes(_line(each)))
    if lines is not None:
        lines.clear()
        lines.update(made)
    begun = _as_bytes(_begun(_head(desk, desk.collection.last)))
    return begun + b",\n".join(line for _, line in made.values()) + _as_bytes(_END)


def _head(desk: Desk, last: LastSum | None) -> dict[str, Any]:
    collection = desk.collection
    return {
        "kind": _KIND,
        "version": _VERSION,
        "unit": collection.unit,
        "year": collection.year,
        "deadline": desk.deadline,
        "contact": desk.contact,
        "roster": [asdict(member) for member in collection.roster],
        "marks": {unit: asdict(mark) for unit, mark in desk.marks.items()},
        "out": sorted(collection.out),
        "chosen": sorted(collection.chosen),
        "report": _copy(desk.report) if desk.report is not None else None,
        "last": _last_as_json(last),
        "unreadable": [asdict(bad) for bad in collection.unreadable],
    }


def _begun(head: dict[str, Any]) -> str:
    # A newline before each report: one bad spot in the file is found by its line, and versions can be compared.
    return _json(head)[:-1] + ',\n"submissions": [\n'


def _as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def write(path: Path, desk: Desk) -> Stamp | None:
    """Save the collection whole or not at all; how the file looks now. Raises OutsideError."""
    content = to_bytes(desk)
    written = atomic.write(path, content)
    return None if written is None else stamp.of(content, written)


def read(path: Path, lines: Lines | None = None) -> tuple[Desk, Stamp | None]:
    """The collection in a file, and how the file looks; its lines are kept in `lines`. Raises OutsideError."""
    content = limits.given(path, _LARGEST, "汇总")
    try:
        written = path.stat().st_mtime_ns
    except OSError:
        written = None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise OutsideError(f"“{path.name}”已损坏，读不出来。") from None
    desk = opened(text, path.name)
    if lines is not None:
        lines.update(_lines_in(content, desk.collection.submissions))
    return desk, None if written is None else stamp.of(content, written)


def _lines_in(content: bytes, submissions: Sequence[Submission]) -> Lines:
    """The lines of these reports in a file's content; none where it is laid out in another way."""
    lines = content.split(b"\n")[2:-2]
    begun = [_as_bytes(_json({"file": each.file}))[:-1] for each in submissions]
    if len(lines) != len(begun) or not all(map(bytes.startswith, lines, begun)):
        return {}
    return {each.file: (each, line.rstrip(b",\r")) for each, line in zip(submissions, lines, strict=True)}


def opened(text: str, name: str) -> Desk:
    """The desk in a file's text. Raises OutsideError."""
    content = _content(text, name)
    try:
        reports = tuple(_submission(each) for each in content["submissions"])
        return _desk(content, reports, None if content["last"] is None else _last(content["last"]))
    except OutsideError as error:
        raise OutsideError(f"“{name}”里有一份年报读不出来：{error}") from None
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration, ArithmeticError):
        raise OutsideError(f"“{name}”内容不完整或被改动过，读不出来。") from None


def restored(text: str, saved: Desk, over: str | None = None) -> Desk | None:
    """What a journal holds, over the reports that the file has; with `over`, a content as SHA-256, only if it goes on
    from that too, else None. Raises ValueError where it is none.
    """
    try:
        content = _content(text, "")
        if over is not None and content.get("over") != over:
            return None
        there = {each.file: each for each in saved.collection.submissions}
        reports = tuple(there[each["file"]] for each in content["submissions"] if each["file"] in there)
        return _desk(content, reports, saved.collection.last)
    except (OutsideError, KeyError, TypeError, AttributeError) as error:
        raise ValueError("no state of a collection") from error


def _content(text: str, name: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise OutsideError(f"“{name}”已损坏，读不出来。") from None
    if not isinstance(content, dict) or content.get("kind") != _KIND:
        raise OutsideError(f"“{name}”不是年报汇总的文件。")
    version = content.get("version")
    if isinstance(version, int) and version > _VERSION:
        raise OutsideError(f"“{name}”是用更新的程序保存的，升级本程序后再打开。")
    if version != _VERSION or isinstance(version, bool):
        raise OutsideError(f"“{name}”没有写明版本，读不出来。")
    return content


def _desk(content: Mapping[str, Any], reports: tuple[Submission, ...], last: LastSum | None) -> Desk:
    year = content["year"]
    if year is not None and (isinstance(year, bool) or year not in YEARS):
        raise ValueError("year")
    marks = {_text(unit): Mark(**mark) for unit, mark in content["marks"].items()}
    if any(mark.state not in _MARKS or not isinstance(mark.note, str) for mark in marks.values()):
        raise ValueError("marks")
    collection = Collection(
        forms=resources.formats(),
        submissions=reports,
        unreadable=tuple(Unreadable(_text(each["file"]), _text(each["error"])) for each in content["unreadable"]),
        roster=tuple(_member(each) for each in content["roster"]),
        unit=_text(content["unit"]),
        year=year,
        out=frozenset(map(_text, content["out"])),
        chosen=frozenset(map(_text, content["chosen"])),
        last=last,
    )
    report = None if content["report"] is None else _report(content["report"])
    return Desk(collection, MappingProxyType(marks), _text(content["deadline"]), _text(content["contact"]), report)


def _line(each: Submission) -> str:
    return _json(
        {
            "file": each.file,
            "changed": each.changed,
            "verdict": each.verdict,
            "wrong": each.must_fix,
            "findings": [_finding_as_json(finding) for finding in each.findings],
            "told": list(each.told),
            "report": _copy(each.document),
        }
    )


def _submission(content: Mapping[str, Any]) -> Submission:
    document = _report(content["report"])
    form = next(form for form in resources.formats() if form.id == document.format)
    verdict: Verdict = content["verdict"]
    if verdict not in get_args(Verdict):
        raise ValueError("verdict")
    return Submission(
        _text(content["file"]),
        document,
        printed_numbers(form, document),
        verdict,
        tuple(_finding(each) for each in content["findings"]),
        tuple(map(_text, content["told"])),
        int(content["changed"]),
        int(content["wrong"]) if "wrong" in content else None,
    )


def _copy(document: Document) -> dict[str, Any]:
    """A report as its own file has it."""
    form = next(form for form in resources.formats() if form.id == document.format)
    return store.as_json(replace(document, last=None), form)


def _report(content: object) -> Document:
    return store.opened(json.dumps(content, ensure_ascii=False), "副本").document


def _finding_as_json(finding: Finding) -> dict[str, Any]:
    sides = {side: None if number is None else show(number) for side, number in _sides(finding).items()}
    return asdict(finding) | sides


def _sides(finding: Finding) -> dict[str, Number | None]:
    return {"left": finding.left, "right": finding.right}


def _finding(content: Mapping[str, Any]) -> Finding:
    made = dict(content)
    if made["level"] not in LEVELS:
        raise ValueError("level")
    for side in ("left", "right"):
        made[side] = None if made[side] is None else _number(made[side])
    for key in ("cells", "suspects"):
        made[key] = tuple(map(_text, made[key]))
    for key in ("span", "caused_by"):
        made[key] = None if made[key] is None else tuple(made[key])
    _text(made["message"])
    return Finding(**made)


def _last_as_json(last: LastSum | None) -> dict[str, Any] | None:
    if last is None:
        return None
    units = {unit: {cell: show(number) for cell, number in of.items()} for unit, of in last.by_unit.items()}
    return {"form": last.form.id, "totals": {cell: show(n) for cell, n in last.totals.items()}, "units": units}


def _last(content: Mapping[str, Any]) -> LastSum:
    form = next(form for form in resources.formats() if form.id == content["form"])
    units = {unit: {cell: _number(n) for cell, n in of.items()} for unit, of in content["units"].items()}
    return LastSum(form, {cell: _number(n) for cell, n in content["totals"].items()}, units)


def _member(content: Mapping[str, Any]) -> Member:
    return Member(*(_text(content[key]) for key in ("name", "short", "kind", "phone")))


def _number(text: str) -> Number:
    number = Decimal(_text(text))
    if not number.is_finite():
        raise ValueError(text)
    return int(number) if number == number.to_integral_value() else number


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)
