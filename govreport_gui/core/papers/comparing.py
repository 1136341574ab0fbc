"""Two contents of a report beside each other, place by place.

The same counts as in the fingerprint: where that is the same there is no difference, and the other way round.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from govreport_gui.core.forms.form import Format, Table
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.fingerprint import said
from govreport_gui.core.papers.part import grid

_BESIDE: Final = 12
"""Characters that stand before and behind what has changed in a long paragraph."""
_LONG: Final = 60
"""From so many characters on a paragraph is cut to what has changed in it."""
_MOST: Final = 300
"""Characters of one side: a row stays on a page."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A place, and what stands there on either side; "" where nothing does. `cell` is "" for a text."""

    place: str
    before: str
    after: str
    cell: str = ""


def differences(before: tuple[Format, Content], after: tuple[Format, Content]) -> tuple[Changed, ...]:
    """Every place where they say something else, in the order of the form; each content with the form it is on."""
    (old_form, old), (form, new) = before, after
    then, now = said(old), said(new)
    found = [
        Changed(place, one, other)
        for place, one, other in (
            ("表格格式", old_form.name, form.name),
            ("单位名称", then.unit, now.unit),
            ("报告年度", str(then.year or ""), str(now.year or "")),
        )
        if one != other
    ]
    places = {cell: each.place for each_form in (old_form, form) for cell, each in each_form.cells.items()}
    for section in form.sections:
        for cell in places if section.table else ():
            one, other = then.cells.get(cell, ""), now.cells.get(cell, "")
            if one != other and cell.startswith(f"{section.table}."):
                found.append(Changed(places[cell], one, other, cell))
        found += _texts(section.name, then.texts.get(section.id, []), now.texts.get(section.id, []))
    return tuple(found)


def as_table(widths: Sequence[float], heads: Sequence[str], changes: Iterable[Changed]) -> Table:
    """The changes as a table to be printed; columns behind the third are left to be written in."""
    rows = [[each.place, *_sides(each), *([""] * (len(heads) - 3))] for each in changes]
    return grid(widths, [heads, *rows])


def _texts(name: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Changed]:
    """The paragraphs that differ, each by its number: after, or before where there is none after."""
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for at in range(max(b - a, d - c)):
            one = before[a + at] if a + at < b else ""
            other = after[c + at] if c + at < d else ""
            which = f"第{c + at + 1}段" if other else f"原第{a + at + 1}段"
            yield Changed(f"{name}{which}", one, other)


def _sides(change: Changed) -> tuple[str, str]:
    """Both sides as they are printed: of long paragraphs what has changed, with a few characters around it."""
    one, other = change.before, change.after
    if min(len(one), len(other)) > _LONG:
        same = _common(one, other)
        end = _common(one[same:][::-1], other[same:][::-1])
        one, other = (_around(text, same, len(text) - end) for text in (one, other))
    return _cut(one), _cut(other)


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    unlike = (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    return next(unlike, min(len(one), len(other)))


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _BESIDE), min(len(text), end + _BESIDE)
    return "…" * (first > 0) + text[first:last] + "…" * (last < len(text))


def _cut(text: str) -> str:
    if not text:
        return "（无）"
    more = len(text) - _MOST
    return f"{text[:_MOST]}…（另有{more}字）" if more > 0 else text
