"""What is different between two states of a report, place by place, and taking single places over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from typing import Any, Final, Literal

from govreport_gui.core.document import KINDS, LEVELS, OFFICE, Document
from govreport_gui.core.formats import Format
from govreport_gui.core.progress import COVER

Kept = Literal["same", "gone", "new"]
Piece = tuple[Kept, str]

_COVER: Final = {"unit": "单位名称", "year": "报告年度", "level": "单位级别", "kind": "单位类型"}
_RULEMAKER: Final = {None: "", True: "可以制定规章", False: "不可以制定规章"}
_BESIDE: Final = {
    "rulemaker": "规章制定权",
    "title": "标题",
    "headings": "标题的写法",
    "forms": "表样",
    "explanations": "说明",
    "bindings": "跟随表格的数字",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One place where two reports differ: what stood there before, what stands there after.

    `field` and `key` are the document's own: its field and, inside a mapping, the key; `key` is ""
    for a field as a whole. What has no short text of its own is "" on both sides.
    """

    part: str
    place: str
    before: str
    after: str
    field: str
    key: str = ""


def differences(form: Format, before: Document, after: Document) -> tuple[Change, ...]:
    """Every place where they differ, in the order of the form."""
    found: list[Change] = []
    if before.format != after.format:
        found.append(Change(COVER, "表格格式", before.format, after.format, "format"))
    for name, place in _COVER.items():
        if getattr(before, name) != getattr(after, name):
            found.append(Change(COVER, place, _shown(name, before), _shown(name, after), name))
    found += _keyed("office", before.office, after.office, lambda key: (COVER, OFFICE.get(key, key)))
    parts = {section.id: section.name for section in form.sections}
    tables = {section.table: section.id for section in form.sections if section.table}
    for section in form.sections:
        cells = [cell for cell in form.cells if tables.get(form.cells[cell].table) == section.id]
        for cell in cells:
            then, now = before.cells.get(cell, ""), after.cells.get(cell, "")
            if then != now:
                found.append(Change(section.id, form.cells[cell].place, then, now, "cells", cell))
        then, now = before.sections.get(section.id, ""), after.sections.get(section.id, "")
        if then != now:
            place = f"{parts[section.id]}{'表后文字' if section.table else ''}"
            found.append(Change(section.id, place, then, now, "sections", section.id))
    known = {"format", "office", "cells", "sections", *_COVER}
    for each in fields(Document):
        name = each.name
        if name not in known and getattr(before, name) != getattr(after, name):
            then, now = _shown(name, before), _shown(name, after)
            found.append(Change(COVER, _BESIDE.get(name, "其他内容"), then, now, name))
    return tuple(found)


def _keyed(field: str, before: Mapping[str, str], after: Mapping[str, str], named: Any) -> list[Change]:  # noqa: ANN401
    return [
        Change(*named(key), before.get(key, ""), after.get(key, ""), field, key)
        for key in dict.fromkeys((*before, *after))
        if before.get(key, "") != after.get(key, "")
    ]


def _shown(name: str, document: Document) -> str:
    value = getattr(document, name)
    if name == "level":
        return LEVELS[value] if value else ""
    if name == "kind":
        return KINDS[value] if value else ""
    if name == "rulemaker":
        return _RULEMAKER[value]
    return str(value or "") if name in {"unit", "year", "title"} else ""


def taken_over(document: Document, other: Document, changes: Iterable[Change]) -> Document:
    """`document` with these places as they are in `other`."""
    for change in changes:
        there = getattr(other, change.field)
        if not change.key:
            document = replace(document, **{change.field: there})
            continue
        mapping = dict(getattr(document, change.field))
        if change.key in there:
            mapping[change.key] = there[change.key]
        else:
            mapping.pop(change.key, None)
        document = replace(document, **{change.field: mapping})
    return document


def summary(form: Format, changes: Iterable[Change]) -> str:
    """How much is different, by part: 表三 2 格，五、问题及改进；"" for nothing."""
    cells: dict[str, int] = {}
    others: list[str] = []
    for change in changes:
        if change.field == "cells":
            name = form.table(form.cells[change.key].table).name
            cells[name] = cells.get(name, 0) + 1
        elif change.place not in others:
            others.append(change.place)
    return "，".join((*(f"{name} {count} 格" for name, count in cells.items()), *others))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts laid into one: what is the same, what is gone and what is new, in the order of reading."""
    found: list[Piece] = []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(old[a:b])))
        else:
            found += _words("".join(old[a:b]), "".join(new[c:d]))
    return tuple(found)


def _words(before: str, after: str) -> list[Piece]:
    """Within changed paragraphs, sign by sign; crumbs of sameness shorter than two signs belong to the change."""
    found: list[Piece] = []
    gone = new = ""
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal" and b - a > 1:
            found += [(kept, text) for kept, text in (("gone", gone), ("new", new)) if text]  # type: ignore[misc]
            gone = new = ""
            found.append(("same", before[a:b]))
        else:
            gone += before[a:b]
            new += after[c:d]
    return found + [(kept, text) for kept, text in (("gone", gone), ("new", new)) if text]  # type: ignore[misc]
