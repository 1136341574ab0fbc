"""A ledger (.govledger, UTF-8 JSON) ↔ its applications.

Version 1: kind, version, unit, year, layout (how old registers of this unit are read: columns, words), and a line for
each application: key, and of its fields those that are not blank; disputes as objects of kind, filed, outcome, closed,
role; attachments as names of files.

The journal of an open ledger holds only what differs from the file, so that an act costs the same in a large one.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from govreport_gui.core.ledger.application import TEXTS, Application, Dispute
from govreport_gui.core.ledger.ledger import Layout, Ledger
from govreport_gui.core.values import YEARS
from govreport_gui.files import atomic, limits
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import stamp
from govreport_gui.files.saving.stamp import Stamp

SUFFIX: Final = ".govledger"
JOURNALS: Final = "govledger-journals"
"""The folder of the journals of ledgers."""
_KIND: Final = "govledger"
_VERSION: Final = 1
_LARGEST: Final = 64_000_000
"""In bytes: some hundred thousand applications."""
_DISPUTE: Final = ("kind", "filed", "outcome", "closed", "role")


def to_text(ledger: Ledger) -> str:
    """The file's text, a line for each application."""
    lines = ",\n".join(_json(_as_json(each)) for each in ledger.applications)
    return f'{_json(_head(ledger))[:-1]},\n"applications": [\n{lines}\n]}}\n'


def to_bytes(ledger: Ledger) -> bytes:
    """What is in the file."""
    return to_text(ledger).encode("utf-8", "backslashreplace")


def write(path: Path, ledger: Ledger) -> Stamp | None:
    """Save the ledger whole or not at all; how the file looks now. Raises OutsideError."""
    content = to_bytes(ledger)
    written = atomic.write(path, content)
    return None if written is None else stamp.of(content, written)


def read(path: Path) -> tuple[Ledger, Stamp | None]:
    """The ledger in a file, and how the file looks. Raises OutsideError."""
    content = limits.given(path, _LARGEST, "台账")
    try:
        written = path.stat().st_mtime_ns
    except OSError:
        written = None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OutsideError(f"“{path.name}”已损坏，读不出来。") from None
    return opened(text, path.name), None if written is None else stamp.of(content, written)


def opened(text: str, name: str) -> Ledger:
    """The ledger in a file's text. Raises OutsideError."""
    content = _content(text, name)
    try:
        return _ledger(content, tuple(_application(each) for each in content["applications"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise OutsideError(f"“{name}”内容不完整或被改动过，读不出来。") from None


def journaled(ledger: Ledger, saved: Ledger) -> str:
    """What the journal holds of a ledger, whose file has it as `saved`."""
    there = {each.key: each for each in saved.applications}
    changed = [each for each in ledger.applications if there.get(each.key) is not each]
    content = _head(ledger) | {"changed": [_as_json(each) for each in changed]}
    keys = [each.key for each in ledger.applications]
    if keys != list(there):
        content["keys"] = keys
    return _json(content)


def restored(text: str, saved: Ledger) -> Ledger:
    """What a journal holds, over what the file has. Raises ValueError where it is none."""
    try:
        content = _content(text, "")
        of = {each.key: each for each in saved.applications}
        keys = content.get("keys", list(of))
        of |= {each.key: each for each in map(_application, content["changed"])}
        return _ledger(content, tuple(of[key] for key in keys))
    except (OutsideError, KeyError, TypeError, AttributeError) as error:
        raise ValueError("no state of a ledger") from error


def _head(ledger: Ledger) -> dict[str, Any]:
    layout = {
        "columns": dict(ledger.layout.columns),
        "words": [[field, word, to] for (field, word), to in ledger.layout.words.items()],
    }
    return {"kind": _KIND, "version": _VERSION, "unit": ledger.unit, "year": ledger.year, "layout": layout}


def _content(text: str, name: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise OutsideError(f"“{name}”已损坏，读不出来。") from None
    if not isinstance(content, dict) or content.get("kind") != _KIND:
        raise OutsideError(f"“{name}”不是台账的文件。")
    version = content.get("version")
    if isinstance(version, int) and version > _VERSION:
        raise OutsideError(f"“{name}”是用更新的程序保存的，升级本程序后再打开。")
    if version != _VERSION or isinstance(version, bool):
        raise OutsideError(f"“{name}”没有写明版本，读不出来。")
    return content


def _ledger(content: Mapping[str, Any], applications: tuple[Application, ...]) -> Ledger:
    year = content["year"]
    if year is not None and (isinstance(year, bool) or year not in YEARS):
        raise ValueError("year")
    if len({each.key for each in applications}) != len(applications):
        raise ValueError("key")
    layout = content["layout"]
    columns = {_text(head): _text(field) for head, field in layout["columns"].items()}
    words = {(_text(field), _text(word)): _text(to) for field, word, to in layout["words"]}
    return Ledger(
        _text(content["unit"]), year, applications, Layout(MappingProxyType(columns), MappingProxyType(words))
    )


def _as_json(each: Application) -> dict[str, Any]:
    content: dict[str, Any] = {"key": each.key}
    for field in TEXTS:
        if text := getattr(each, field):
            content[field] = text
    if each.disputes:
        content["disputes"] = [{name: getattr(one, name) for name in _DISPUTE} for one in each.disputes]
    if each.attachments:
        content["attachments"] = list(each.attachments)
    return content


def _application(content: Mapping[str, Any]) -> Application:
    made = dict(content)
    key = made.pop("key")
    if isinstance(key, bool) or not isinstance(key, int):
        raise TypeError(key)
    disputes = tuple(_dispute(each) for each in made.pop("disputes", ()))
    attachments = tuple(map(_text, made.pop("attachments", ())))
    if not all(isinstance(text, str) for text in made.values()):
        raise TypeError(key)
    return Application(key, **made, disputes=disputes, attachments=attachments)


def _dispute(content: Mapping[str, Any]) -> Dispute:
    return Dispute(*(_text(content[name]) for name in _DISPUTE))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)
