"""A report file (.govreport, UTF-8 JSON) ↔ a document.

Version 1: kind, version, format, unit, year, level, unit_kind, rulemaker, title, headings, forms,
sections, cells. Version 2: office (what the unit says of itself), explanations (by rule and place,
each with text and basis), bindings (numbers of the text and their cells). Version 3: notes (by cell),
paper_totals, read_aloud (what was ticked when read aloud), state, steps (how it came to its state), last
(last year's report, of the same shape without kind and version, or null). Version 4: sent (what it said each time it
was sent to be approved: when, and what is printed). Version 5: contributions (of a sum, by cell: unit and number of who
gave it). Version 6: ledger (what the ledger gave that tables were taken from: file, at, tables, cells, fees,
fee_cases, late; or null). Only the newest version is written, every version is read.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from govreport_gui.core.report import binding
from govreport_gui.core.report.document import (
    KINDS,
    LEVELS,
    OFFICE,
    Document,
    Explanation,
    LastYear,
    LedgerCount,
    Note,
    Sent,
    Step,
)
from govreport_gui.core.report.states import STATES
from govreport_gui.core.values import YEARS, sound
from govreport_gui.files import atomic, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import stamp
from govreport_gui.files.saving.stamp import Stamp
from govreport_gui.files.saving.upgrades import UPGRADES

if TYPE_CHECKING:  # the start page does without it
    from govreport_gui.core.forms.form import Format

SUFFIX: Final = ".govreport"
_KIND: Final = "govreport"
_VERSION: Final = 6
_PRINTED: Final = ("format", "unit", "year", "sections", "cells")
"""What is kept of a report that was sent to be approved."""
_QUOTED: Final = 60
"""Most characters of a file that a sentence repeats."""
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
"""Half of a character, as JSON writes it; two in a row are a whole one."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A report as its file has it. `told` are sentences on what of the file the report could not take over."""

    form: Format
    document: Document
    told: tuple[str, ...] = ()


def to_text(document: Document, form: Format) -> str:
    """The file's text: fixed order, one cell a line in the form's order, a newline at the end."""
    return json.dumps(as_json(document, form), ensure_ascii=False, indent=1) + "\n"


def as_json(document: Document, form: Format) -> dict[str, Any]:
    """What the file holds, before it is text."""
    return {"kind": _KIND, "version": _VERSION, **_content(document, form)}


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
        "contributions": {
            cell: [list(each) for each in of] for cell, of in _in_order(document.contributions, form).items()
        },
        "ledger": _ledger_content(document.ledger, form),
        "state": document.state,
        "steps": [asdict(step) for step in document.steps],
        # What that one was compared with in its turn belongs to its own file.
        "last": _content(replace(last.document, last=None, sent=()), last.form) if last else None,
        "sent": [_sent_content(each) for each in document.sent],
    }


def _ledger_content(ledger: LedgerCount | None, form: Format) -> dict[str, Any] | None:
    if ledger is None:
        return None
    return {
        "file": ledger.file,
        "at": ledger.at,
        "tables": list(ledger.tables),
        "cells": _in_order(ledger.cells, form),
        "fees": ledger.fees,
        "fee_cases": ledger.fee_cases,
        "late": ledger.late,
    }


def _sent_content(sent: Sent) -> dict[str, Any]:
    whole = _content(sent.document, sent.form)
    return {"at": sent.at} | {key: whole[key] for key in _PRINTED}


def _in_order(by_cell: Mapping[str, Any], form: Format) -> dict[str, Any]:
    order = {cell: at for at, cell in enumerate(form.cells)}
    return dict(sorted(by_cell.items(), key=lambda item: order.get(item[0], len(order))))


def from_text(text: str, name: str) -> tuple[Format, Document]:
    """The document in a text that this program has written. Raises OutsideError as `opened` does."""
    found = opened(text, name)
    return found.form, found.document


def opened(text: str, name: str) -> Opened:
    """The document in a file's text. Raises OutsideError with a sentence that names the file."""
    told: list[str] = []
    try:
        content = json.loads(text, object_pairs_hook=_once)
        if _HALF.search(text):
            content = _sound(content, told)
    except _TwiceError as error:
        raise OutsideError(f"“{name}”内容有矛盾（{error.args[0]} 写了两次），读不出来。可以打开它的备份。") from None
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
            UPGRADES[old](content)
        form, document = _report(content, name, told)
    except (KeyError, TypeError, ValueError) as error:
        raise OutsideError(f"“{name}”内容不完整或被改动过（{_short(error)}），读不出来。可以打开它的备份。") from None
    return Opened(form, document, tuple(told))


class _TwiceError(Exception):
    """A name that stands twice in one mapping: which of the two values holds, nobody can tell."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwiceError(Counter(name for name, _ in pairs).most_common(1)[0][0])
    return found


def _sound(content: Any, told: list[str]) -> Any:  # noqa: ANN401  # whatever JSON holds
    """The content without halves of characters; what was changed is told."""
    changed = []

    def mended(value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, str):
            whole = sound(value)
            if whole != value:
                changed.append(whole)
            return whole
        if isinstance(value, list):
            return [mended(each) for each in value]
        if isinstance(value, dict):
            return _once([(mended(name), mended(each)) for name, each in value.items()])
        return value

    result = mended(content)
    if changed:
        told.append(f"文件里有{len(changed)}处残缺的字符，现在显示为“\ufffd”，如“{_cut(changed[0])}”，核对后改正。")
    return result


def _short(error: Exception) -> str:
    return _cut(" ".join(str(error.args[0] if error.args else "").split()))


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _report(content: dict[str, Any], name: str, told: list[str]) -> tuple[Format, Document]:
    name_of_form = content.get("format")
    form = resources.form_of(name_of_form) if isinstance(name_of_form, str) else None
    if form is None:
        raise OutsideError(f"“{name}”用的格式（{_cut(str(name_of_form))}）本程序尚不支持，升级本程序后再打开。")
    last = None if content["last"] is None else LastYear(*_last(_mapping(content, "last"), name, told))
    sent = tuple(made for each in _list(content, "sent") if (made := _sent(each, name, told)))
    return form, replace(_document(content | {"last": None, "sent": ()}, form, told), last=last, sent=sent)


def _sent(content: Any, name: str, told: list[str]) -> Sent | None:  # noqa: ANN401  # whatever JSON holds
    """What was sent to be approved; None, and told, where this program does not know its form."""
    if not isinstance(content, dict) or content.keys() != {"at", *_PRINTED}:
        raise TypeError("sent")
    (at,) = _texts("sent", {"at": content["at"]}, "at")
    nothing = _content(Document(""), resources.newest()) | {"sent": []}
    own: list[str] = []
    try:
        form, document = _report(nothing | {key: content[key] for key in _PRINTED}, name, own)
    except OutsideError:
        told.append("文件里有送审时的内容用的是本程序尚不支持的格式，没有带入。")
        return None
    told.extend(f"送审时的内容：{each}" for each in own)
    return Sent(at, form, document)


def _last(content: dict[str, Any], name: str, told: list[str]) -> tuple[Format, Document]:
    """Last year's report inside a file; what that one was compared with in its turn is not taken along."""
    if content.get("last") is not None:
        told.append("文件里的上年年报还带着更早一年的年报，没有带入。")
    own: list[str] = []
    found = _report(content | {"last": None, "sent": []}, name, own)
    told.extend(f"上年年报：{each}" for each in own)
    return found


def _document(content: dict[str, Any], form: Format, told: list[str]) -> Document:
    rest = {key: value for key, value in content.items() if key not in ("kind", "version", "unit_kind")}
    rest["kind"] = content["unit_kind"]
    _check_texts(rest, form)
    _check_cover(rest)
    year = rest["year"]
    if year is not None and year not in YEARS:
        told.append(f"年度“{_cut(str(year))}”不在 {YEARS[0]} 到 {YEARS[-1]} 之间，没有带入，在封面信息里填。")
        rest["year"] = None
    bindings = binding.from_json(rest["bindings"], rest["sections"])
    if astray := len(rest["bindings"]) - len(bindings):
        told.append(f"正文里有{astray}个数设了跟随表格，但位置对不上，不再跟随。核对这些数，需要的重新设。")
    notes = {cell: _note(each) for cell, each in _mapping(rest, "notes").items()}
    if strange := notes.keys() - form.cells.keys():
        raise ValueError(min(strange))
    steps = tuple(_step(each) for each in _list(rest, "steps"))
    if not isinstance(rest["state"], str) or rest["state"] not in STATES:
        raise ValueError("state")
    contributions = {cell: _givers(each) for cell, each in _mapping(rest, "contributions").items()}
    if strange := contributions.keys() - form.cells.keys():
        raise ValueError(min(strange))
    made = {
        "explanations": _explanations(rest, told),
        "bindings": bindings,
        "notes": notes,
        "steps": steps,
        "contributions": contributions,
        "ledger": None if rest["ledger"] is None else _ledger(_mapping(rest, "ledger"), form),
    }
    return Document(**rest | made)


def _ledger(content: dict[str, Any], form: Format) -> LedgerCount:
    """What a ledger gave."""
    rest = {key: value for key, value in content.items() if key not in ("tables", "cells", "fee_cases", "late")}
    file, at, fees = _texts("ledger", rest, "file", "at", "fees")
    tables, cells = _list(content, "tables"), _mapping(content, "cells")
    counts = (content["fee_cases"], content.get("late", 0))
    if not all(isinstance(text, str) for text in (*tables, *cells.values())) or any(
        type(count) is not int for count in counts
    ):
        raise TypeError("ledger")
    if strange := (set(tables) - {table.id for table in form.tables}) | (cells.keys() - form.cells.keys()):
        raise ValueError(min(strange))
    return LedgerCount(file, at, tuple(tables), cells, fees, *counts)


def _explanations(content: Mapping[str, Any], told: list[str]) -> dict[str, Explanation]:
    """The explanations that say which finding they are about; the others are told whole, so that none is lost."""
    found = {}
    for name, each in _mapping(content, "explanations").items():
        explanation = Explanation(*_texts("explanations", each, "text", "basis"))
        if name.count("/") < 2:
            told.append(f"有一条说明认不出写的是哪个问题，没有带入：“{explanation.text}”。")
        else:
            found[name] = explanation
    return found


def _givers(each: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401  # whatever JSON holds
    """Who gave a cell of a sum, and how much."""
    pairs = each if isinstance(each, list) else [each]
    if not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair) for pair in pairs
    ):
        raise TypeError("contributions")
    return tuple((unit, number) for unit, number in pairs)


def _note(each: Any) -> Note:  # noqa: ANN401  # whatever JSON holds
    if not isinstance(each, dict) or not isinstance(each.get("follow_up"), bool):
        raise TypeError("notes")
    (text,) = _texts("notes", {key: each[key] for key in each if key != "follow_up"}, "text")
    return Note(text, each["follow_up"])


def _step(each: Any) -> Step:  # noqa: ANN401
    step = Step(*_texts("steps", each, "state", "at", "reason"))
    if step.state not in STATES:
        raise ValueError("steps")
    return step


def _texts(place: str, content: Any, *names: str) -> tuple[str, ...]:  # noqa: ANN401
    """The texts of those names, which must be all that is there."""
    if not isinstance(content, dict) or not all(isinstance(content.get(name), str) for name in names):
        missing = next((name for name in names if isinstance(content, dict) and name not in content), "")
        raise TypeError(f"{place} {missing}".strip())
    if strange := content.keys() - set(names):
        raise ValueError(f"{place} {min(strange)}")
    return tuple(content[name] for name in names)


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
    if isinstance(year, bool) or not isinstance(year, int | None):
        raise TypeError("year")
    codes = (content["level"], LEVELS), (content["kind"], KINDS)
    if not isinstance(rulemaker, bool | None) or any(type(code) is not str or code not in all_ for code, all_ in codes):
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
