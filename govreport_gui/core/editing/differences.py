"""What is different between two states of a report, place by place, and taking single places over."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from typing import Any, Final, Literal

from govreport_gui.core.findings.progress import COVER
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import KINDS, LEVELS, OFFICE, RULEMAKER, Document, Note
from govreport_gui.core.report.states import STATES

Kept = Literal["same", "gone", "new"]
Piece = tuple[Kept, str]

_COVER: Final = {
    "format": "表格格式",
    "unit": "单位名称",
    "year": "报告年度",
    "level": "单位级别",
    "kind": "单位类型",
}
_PLACED: Final = (*_COVER, "office", "cells", "paper_totals", "notes", "sections")
"""Fields whose differences have a place of their own; the others come as one each."""
_BESIDE: Final = {
    "rulemaker": "规章制定权",
    "title": "标题",
    "headings": "各部分的标题",
    "forms": "表样",
    "explanations": "说明",
    "bindings": "跟随表格的数字",
    "read_aloud": "校对",
    "state": "报告状态",
    "steps": "办理过程",
    "last": "上年年报",
    "sent": "送审时的内容",
    "contributions": "汇总来源",
    "ledger": "台账",
}
_COUNTED: Final = {"notes": "备注", "paper_totals": "台账合计", "read_aloud": "校对"}
"""Fields beside the cells, of which is said at how many cells they differ."""
_OWN: Final = ("format", "forms", "bindings", "read_aloud", "state", "steps", "last", "sent", "contributions", "ledger")
"""Fields that belong to one state of the report and are not taken over alone."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two reports differ: what stood there before, what stands there after.

    `field` and `key` are the document's own: its field and, inside a mapping, the key; `key` is ""
    for a field as a whole. What has no short text of its own is "" on both sides. `count` is the number
    of its keys that differ.
    """

    part: str
    place: str
    before: str
    after: str
    field: str
    key: str = ""
    count: int = 1

    @property
    def movable(self) -> bool:
        """Whether this place alone can be taken over from one report into the other."""
        return self.field not in _OWN


def differences(form: Format, before: Document, after: Document) -> tuple[Difference, ...]:
    """Every place where they differ, in the order of the form."""
    found: list[Difference] = []
    found += _whole(_COVER, before, after)
    for key in dict.fromkeys((*before.office, *after.office)):
        found += _keyed(COVER, OFFICE.get(key, key), before, after, "office", key)
    for section in form.sections:
        for cell in form.table(section.table).cells if section.table else ():
            for name, what in (("cells", ""), ("paper_totals", "，台账合计"), ("notes", "，备注")):
                found += _keyed(section.id, form.cells[cell].place + what, before, after, name, cell)
        place = f"{section.name}{'，表后文字' if section.table else ''}"
        found += _keyed(section.id, place, before, after, "sections", section.id)
    names = [each.name for each in fields(Document) if each.name not in _PLACED]
    return (*found, *_whole(names, before, after))


def _whole(names: Iterable[str], before: Document, after: Document) -> list[Difference]:
    return [
        Difference(
            COVER,
            {**_COVER, **_BESIDE}.get(name, "其他内容"),
            _shown(name, before),
            _shown(name, after),
            name,
            count=_count(getattr(before, name), getattr(after, name)),
        )
        for name in names
        if _differs(name, before, after)
    ]


def _differs(name: str, before: Document, after: Document) -> bool:
    if name == "bindings":
        return _bound(before, after) != _bound(after, before)
    return bool(getattr(before, name) != getattr(after, name))


def _bound(document: Document, other: Document) -> list[tuple[str, tuple[str, ...], int]]:
    """The bound numbers, without their places in a text that differs: these, and the values, moved with it."""
    return sorted(
        (each.section, each.cells, each.start if _same_text(each.section, document, other) else 0)
        for each in document.bindings
    )


def _same_text(section: str, document: Document, other: Document) -> bool:
    return document.sections.get(section) == other.sections.get(section)


def _count(then: object, now: object) -> int:
    if not isinstance(then, Mapping) or not isinstance(now, Mapping):
        return 1
    return sum(then.get(key) != now.get(key) for key in {*then, *now})


def _keyed(part: str, place: str, before: Document, after: Document, field: str, key: str) -> list[Difference]:
    then, now = (_words_of(getattr(document, field).get(key)) for document in (before, after))
    return [] if then == now else [Difference(part, place, then, now, field, key)]


def _words_of(value: str | Note | None) -> str:
    if isinstance(value, Note):
        return f"{'待复核：' if value.follow_up else ''}{value.text}"
    return value or ""


def _shown(name: str, document: Document) -> str:
    value = getattr(document, name)
    if name == "level":
        return LEVELS[value] if value else ""
    if name == "kind":
        return KINDS[value] if value else ""
    if name == "rulemaker":
        return RULEMAKER.get(value, "")
    if name == "state":
        return STATES[value]
    return str(value or "") if name in {"format", "unit", "year", "title"} else ""


def taken_over(document: Document, other: Document, changes: Iterable[Difference]) -> Document:
    """`document` with these places as they are in `other`."""
    for change in changes:
        there: Any = getattr(other, change.field)
        if change.key:
            own = dict(getattr(document, change.field))
            own.pop(change.key, None)
            there = own | ({change.key: there[change.key]} if change.key in there else {})
        document = replace(document, **{change.field: there})
    return document


def summary(form: Format, changes: Iterable[Difference], most: int | None = None) -> str:
    """How much is different, by part: 表三 2 格，五、问题及改进，备注 1 格; "" for nothing. Beyond `most` parts: 等."""
    cells, beside = Counter[str](), Counter[str]()
    others: list[str] = []
    for change in changes:
        if change.field == "cells":
            cells[form.table(form.cells[change.key].table).name] += 1
        elif change.field in _COUNTED:
            beside[_COUNTED[change.field]] += change.count
        elif change.place not in others:
            others.append(change.place)
    parts = (*_in_cells(cells), *others, *_in_cells(beside))
    return "，".join(parts[:most]) + "等" * (most is not None and len(parts) > most)


def _in_cells(counts: Mapping[str, int]) -> list[str]:
    return [f"{name} {count} 格" for name, count in counts.items()]


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
