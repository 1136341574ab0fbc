"""A report file (.govreport, UTF-8 JSON) ↔ a document.

Version 1: kind, version, format, unit, year, level, unit_kind, rulemaker, title, headings, forms,
sections, cells. Version 2: office (what the unit says of itself), explanations (by rule and place,
each with text and basis), bindings (numbers of the text and their cells). Version 3: notes (by cell),
paper_totals, read_aloud (what was ticked when read aloud), state, steps (how it came to its state), last
(last year's report, of the same shape without kind and version, or null). Only the newest version
is written, every version is read.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report import binding
from govreport_gui.core.report.document import KINDS, LEVELS, OFFICE, Document, Explanation, LastYear, Note, Step
from govreport_gui.core.report.states import STATES
from govreport_gui.files import atomic, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import stamp
from govreport_gui.files.saving.stamp import Stamp

SUFFIX: Final = ".govreport"
_KIND: Final = "govreport"
_VERSION: Final = 3
_LAST_YEAR: Final = 9999


def to_text(document: Document, form: Format) -> str:
    """The file's text: fixed order, one cell a line in the form's order, a newline at the end."""
    content = {"kind": _KIND, "version": _VERSION, **_content(document, form)}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def to_bytes(document: Document, form: Format) -> bytes:
    """What is in the file."""
    return to_text(document, form).encode("utf-8", "replace")


def _content(document: Document, form: Format) -> dict[str, Any]:
    last = document.last
    return {
        "format": document.format,
        "unit": document.unit,
        "year": document.year,
        "level": document.level,
        "unit_kind": document.kind,
        "rulemaker": document.rulemaker,
        "title": document.title,
        "headings": dict(document.headings),
        "forms": dict(document.forms),
        "office": dict(document.office),
        "explanations": {
            name: {"text": each.text, "basis": each.basis} for name, each in document.explanations.items()
        },
        "bindings": binding.as_json(document.bindings),
        "sections": {each.id: document.sections[each.id] for each in form.sections if each.id in document.sections},
        "cells": _in_order(document.cells, form),
        "notes": {cell: asdict(note) for cell, note in _in_order(document.notes, form).items()},
        "paper_totals": _in_order(document.paper_totals, form),
        "read_aloud": _in_order(document.read_aloud, form),
        "state": document.state,
        "steps": [asdict(step) for step in document.steps],
        # What that one was compared with in its turn belongs to its own file.
        "last": _content(replace(last.document, last=None), last.form) if last else None,
    }


def _in_order(by_cell: Mapping[str, Any], form: Format) -> dict[str, Any]:
    order = {cell: at for at, cell in enumerate(form.cells)}
    return dict(sorted(by_cell.items(), key=lambda item: order.get(item[0], len(order))))


def from_text(text: str, name: str) -> tuple[Format, Document]:
    """The document in a file's text. Raises OutsideError with a sentence that names the file."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise OutsideError(f"“{name}”已损坏，读不出来。可以打开它的备份，或用导出的表格重新录入。") from None
    if not isinstance(content, dict) or content.get("kind") != _KIND:
        raise OutsideError(f"“{name}”不是公开年报的文件。")
    version = content.get("version")
    if isinstance(version, int) and version > _VERSION:
        raise OutsideError(f"“{name}”是用更新的程序保存的，升级本程序后再打开。")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise OutsideError(f"“{name}”没有写明版本，读不出来。")
    try:
        for old in range(version, _VERSION):
            _UPGRADES[old](content)
        return _report(content, name)
    except (KeyError, TypeError, ValueError) as error:
        raise OutsideError(f"“{name}”内容不完整或被改动过（{error.args[0]}），读不出来。可以打开它的备份。") from None


def _with_explanations(content: dict[str, Any]) -> None:
    """Version 1 → 2."""
    content |= {"office": {}, "explanations": {}, "bindings": []}


def _with_notes(content: dict[str, Any]) -> None:
    """Version 2 → 3."""
    content |= {"notes": {}, "paper_totals": {}, "read_aloud": {}, "state": "draft", "steps": [], "last": None}


_UPGRADES: Final = {1: _with_explanations, 2: _with_notes}
"""By version: what makes it the next one."""


def _report(content: dict[str, Any], name: str) -> tuple[Format, Document]:
    name_of_form = content.get("format")
    form = resources.form_of(name_of_form) if isinstance(name_of_form, str) else None
    if form is None:
        raise OutsideError(f"“{name}”用的格式（{name_of_form}）本程序还没有，升级本程序后再打开。")
    last = None if content["last"] is None else LastYear(*_report(_mapping(content, "last") | {"last": None}, name))
    return form, replace(_document(content | {"last": None}, form), last=last)


def _document(content: dict[str, Any], form: Format) -> Document:
    rest = {key: value for key, value in content.items() if key not in ("kind", "version", "unit_kind")}
    rest["kind"] = content["unit_kind"]
    _check_texts(rest, form)
    _check_cover(rest)
    explanations = {
        str(name): Explanation(**{key: str(each[key]) for key in ("text", "basis")})
        for name, each in _mapping(rest, "explanations").items()
    }
    bindings = binding.from_json(rest["bindings"], rest["sections"])
    notes = {str(cell): _note(each) for cell, each in _mapping(rest, "notes").items()}
    if strange := notes.keys() - form.cells.keys():
        raise ValueError(min(strange))
    steps = tuple(_step(each) for each in _list(rest, "steps"))
    if rest["state"] not in STATES:
        raise ValueError("state")
    made = {"explanations": explanations, "bindings": bindings, "notes": notes, "steps": steps}
    return Document(**rest | made)


def _note(each: dict[str, Any]) -> Note:
    if not isinstance(each["text"], str) or not isinstance(each["follow_up"], bool):
        raise TypeError("notes")
    return Note(each["text"], each["follow_up"])


def _step(each: dict[str, Any]) -> Step:
    if each["state"] not in STATES:
        raise ValueError("steps")
    return Step(each["state"], str(each["at"]), str(each["reason"]))


def _check_texts(content: Mapping[str, Any], form: Format) -> None:
    """Raise where a key, a part or a cell is strange, or what should be text is none."""
    if unknown := content.keys() - Document.__dataclass_fields__.keys():
        raise ValueError("、".join(sorted(unknown)))
    parts = {section.id for section in form.sections}
    tables = {table.id for table in form.tables}
    cells = form.cells.keys()
    known = {
        "headings": parts,
        "sections": parts,
        "forms": tables,
        "office": OFFICE.keys(),
        "cells": cells,
        "paper_totals": form.sums.keys(),
        "read_aloud": cells,
    }
    for key, names in known.items():
        texts = _mapping(content, key)
        if not all(isinstance(text, str) for text in texts.values()):
            raise ValueError(key)
        if strange := texts.keys() - names:
            raise ValueError(min(strange))


def _check_cover(content: Mapping[str, Any]) -> None:
    for key in ("unit", "title"):
        if not isinstance(content[key], str):
            raise TypeError(key)
    year, rulemaker = content["year"], content["rulemaker"]
    if isinstance(year, bool) or not isinstance(year, int | None) or not 0 < (year or 1) <= _LAST_YEAR:
        raise TypeError("year")
    if not isinstance(rulemaker, bool | None) or content["level"] not in LEVELS or content["kind"] not in KINDS:
        raise ValueError("level, unit_kind, rulemaker")


def _mapping(content: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = content[key]
    if not isinstance(value, dict):
        raise TypeError(key)
    return value


def _list(content: Mapping[str, Any], key: str) -> list[Any]:
    value = content[key]
    if not isinstance(value, list):
        raise TypeError(key)
    return value


def write(path: Path, document: Document, form: Format) -> Stamp | None:
    """Save the report; how the file looks now, None where the disk does not say. Raises OutsideError; the file that
    was there is then still whole.
    """
    content = to_bytes(document, form)
    written = atomic.write(path, content)
    return None if written is None else stamp.of(content, written)
