"""A report file (.govreport, UTF-8 JSON) ↔ a document.

Version 1: kind, version, format, unit, year, level, unit_kind, rulemaker, title, headings, forms,
sections, cells. Version 2: office (what the unit says of itself) and explanations (by rule and
place, each with text and basis). Only the newest version is written, every version is read.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from govreport_gui.core.document import KINDS, LEVELS, OFFICE, Document, Explanation
from govreport_gui.core.formats import Format
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError

SUFFIX: Final = ".govreport"
_KIND: Final = "govreport"
_VERSION: Final = 2
_TEXTS: Final = ("headings", "forms", "office", "sections", "cells")


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
    form = resources.form_of(str(content.get("format")))
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
    content |= {"office": {}, "explanations": {}}


_UPGRADES: Final = {1: _with_explanations}
"""By version: what makes it the next one."""


def _document(content: dict[str, Any], form: Format) -> Document:
    rest = {key: value for key, value in content.items() if key not in ("kind", "version", "unit_kind")}
    if unknown := rest.keys() - Document.__dataclass_fields__.keys():
        raise ValueError("、".join(sorted(unknown)))
    for key in _TEXTS:
        if not all(isinstance(value, str) for value in _mapping(rest, key).values()):
            raise ValueError(key)
    known = {"office": OFFICE.keys(), "sections": {section.id for section in form.sections}, "cells": form.cells.keys()}
    for key, names in known.items():
        if strange := rest[key].keys() - names:
            raise ValueError(min(strange))
    for key in ("unit", "title"):
        if not isinstance(rest[key], str):
            raise TypeError(key)
    year, rulemaker = rest["year"], rest["rulemaker"]
    if isinstance(year, bool) or not isinstance(year, int | None):
        raise TypeError("year")
    if not isinstance(rulemaker, bool | None) or rest["level"] not in LEVELS or content["unit_kind"] not in KINDS:
        raise ValueError("level, unit_kind, rulemaker")
    rest["explanations"] = {
        str(name): Explanation(**{key: str(each[key]) for key in ("text", "basis")})
        for name, each in _mapping(rest, "explanations").items()
    }
    return Document(**rest, kind=content["unit_kind"])


def _mapping(content: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = content[key]
    if not isinstance(value, dict):
        raise TypeError(key)
    return value


def write(path: Path, document: Document, form: Format) -> None:
    """Save the report. Raises OutsideError; the file that was there is then still whole."""
    write_whole(path, to_text(document, form).encode("utf-8", "replace"))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, on disk, then put in its place."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutsideError(f"“{path.name}”没有保存：{_why(error)}。换一个位置另存。") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有写入这个文件夹的权限，或文件正被别的程序打开"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "文件夹不存在"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹"
    full = 28
    return "磁盘已满" if error.errno == full else "磁盘写不进去"
