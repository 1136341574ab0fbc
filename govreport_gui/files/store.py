"""A report file (.govreport, UTF-8 JSON) ↔ a document.

Version 1: kind, version, format, unit, year, level, unit_kind, rulemaker, title, headings, forms,
sections, cells. Version 2: office (what the unit says of itself), explanations (by rule and place,
each with text and basis), bindings (numbers of the text and their cells). Only the newest version
is written, every version is read.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from govreport_gui.core import binding
from govreport_gui.core.document import KINDS, LEVELS, OFFICE, Document, Explanation
from govreport_gui.core.formats import Format
from govreport_gui.files import resources, whole
from govreport_gui.files.errors import OutsideError

SUFFIX: Final = ".govreport"
_KIND: Final = "govreport"
_VERSION: Final = 2
_LAST_YEAR: Final = 9999


def to_text(document: Document, form: Format) -> str:
    """The file's text: fixed order, one cell a line in the form's order, a newline at the end."""
    order = {cell: at for at, cell in enumerate(form.cells)}
    content = {
        "kind": _KIND,
        "version": _VERSION,
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
        "cells": dict(sorted(document.cells.items(), key=lambda item: order.get(item[0], len(order)))),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


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
    name_of_form = content.get("format")
    form = resources.form_of(name_of_form) if isinstance(name_of_form, str) else None
    if form is None:
        raise OutsideError(f"“{name}”用的格式（{content.get('format')}）本程序还没有，升级本程序后再打开。")
    try:
        for old in range(version, _VERSION):
            _UPGRADES[old](content)
        return form, _document(content, form)
    except (KeyError, TypeError, ValueError) as error:
        raise OutsideError(f"“{name}”内容不完整或被改动过（{error.args[0]}），读不出来。可以打开它的备份。") from None


def _with_explanations(content: dict[str, Any]) -> None:
    """Version 1 → 2."""
    content |= {"office": {}, "explanations": {}, "bindings": []}


_UPGRADES: Final = {1: _with_explanations}
"""By version: what makes it the next one."""


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
    return Document(**rest | {"explanations": explanations, "bindings": bindings})


def _check_texts(content: Mapping[str, Any], form: Format) -> None:
    """Raise where a key, a part or a cell is strange, or what should be text is none."""
    if unknown := content.keys() - Document.__dataclass_fields__.keys():
        raise ValueError("、".join(sorted(unknown)))
    parts = {section.id for section in form.sections}
    tables = {table.id for table in form.tables}
    known = {"headings": parts, "sections": parts, "forms": tables, "office": OFFICE.keys(), "cells": form.cells.keys()}
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


def write(path: Path, document: Document, form: Format) -> None:
    """Save the report. Raises OutsideError; the file that was there is then still whole."""
    whole.write(path, to_text(document, form).encode("utf-8", "replace"))
