"""Numbers of the text that follow the table.

The text stays plain: a binding lies beside it and says where a number stands, how it is written and which
cells it shows. When cells change the number is written again; when the clerk edits the words around it the
binding goes with its number; when the number itself is typed over, or cannot be told any more, it is released.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from unicodedata import normalize

from govreport_gui.core.values import Number, read, show

_REACH: Final = 12
"""Characters on either side by which a number is known again after an edit."""
_LEAST: Final = 3
"""Fewest of them that must be the same."""
_WIDE: Final = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@dataclass(frozen=True, slots=True)
class Binding:
    """One bound number: its part, its place in that text, how it is written, and the cells it is the sum of."""

    section: str
    start: int
    written: str
    cells: tuple[str, ...]
    """Patterns as in prose/referents: `requests.refused_*.total`, a minus before what is taken off."""

    @property
    def end(self) -> int:
        """Where the number ends."""
        return self.start + len(self.written)


Bindings = tuple[Binding, ...]


def bind(bindings: Bindings, binding: Binding) -> Bindings:
    """With that number bound, in the order of the text; what it overlaps is released."""
    others = [
        each
        for each in bindings
        if each.section != binding.section or each.end <= binding.start or each.start >= binding.end
    ]
    return tuple(sorted((*others, binding), key=lambda each: (each.section, each.start)))


def release(bindings: Bindings, section: str, at: int) -> Bindings:
    """Without the binding of the number at that place; the number stays as it is."""
    return tuple(each for each in bindings if each.section != section or not each.start <= at <= each.end)


def standing(bindings: Iterable[Binding], sections: Mapping[str, str]) -> Bindings:
    """Those whose number stands where it should."""
    return tuple(each for each in bindings if _stands(sections.get(each.section, ""), each.start, each.written))


def moved(bindings: Bindings, before: Mapping[str, str], after: Mapping[str, str]) -> Bindings:
    """The bindings of the texts `before` on the texts `after`; those whose number is gone are left out."""
    kept: dict[tuple[str, int], Binding] = {}
    for each in bindings:
        old, new = before.get(each.section, ""), after.get(each.section, "")
        start = each.start if old == new else _found_again(each, old, new)
        if start is not None and _stands(new, start, each.written):
            kept.setdefault((each.section, start), replace(each, start=start))
    return tuple(kept[place] for place in sorted(kept))


def follow(
    bindings: Bindings,
    before: Mapping[str, str],
    after: Mapping[str, str],
    value: Callable[[Binding], Number | None],
) -> tuple[dict[str, str], Bindings]:
    """The texts and the bindings after a change: each bound number is what its cells are.

    `value` gives the sum of a binding's cells, None while it cannot be told; then the number stays.
    """
    texts = dict(after)
    result: list[Binding] = []
    shift: dict[str, int] = {}
    for each in moved(bindings, before, after):
        start = each.start + shift.get(each.section, 0)
        number = value(each)
        written = each.written if number is None else written_like(number, each.written)
        text = texts[each.section]
        texts[each.section] = text[:start] + written + text[start + len(each.written) :]
        shift[each.section] = shift.get(each.section, 0) + len(written) - len(each.written)
        result.append(replace(each, start=start, written=written))
    return texts, tuple(result)


def written_like(number: Number, example: str) -> str:
    """A number in the manner of another: full width, with thousands marks, or plain."""
    plain = normalize("NFKC", example)
    if str(number) == plain.replace(",", "").replace(" ", ""):
        return example
    mark = "," if "," in plain else " " if " " in plain else ""
    text = f"{number:,}".replace(",", mark) if mark and isinstance(number, int) else show(number)
    return text.translate(_WIDE) if example != plain and " " not in plain else text


def as_json(bindings: Bindings) -> list[dict[str, Any]]:
    """The bindings as they are kept in a report file."""
    return [
        {"section": each.section, "at": each.start, "written": each.written, "cells": list(each.cells)}
        for each in bindings
    ]


def from_json(content: object, sections: Mapping[str, str]) -> Bindings:
    """The bindings in a report file that can be followed: each on a number of its own, where it should be.

    Raises ValueError where it is none.
    """
    if not isinstance(content, list):
        raise ValueError("bindings")  # noqa: TRY004 - bad data, not a wrong argument
    found: dict[tuple[str, int], Binding] = {}
    for each in content:
        match each:
            case {"section": str(section), "at": int(at), "written": str(written), "cells": [*cells], **rest} if (
                cells and not rest and all(isinstance(cell, str) for cell in cells)
            ):
                if read(written).number is not None:
                    found.setdefault((section, at), Binding(section, at, written, tuple(cells)))
            case _:
                raise ValueError("bindings")
    return standing((found[place] for place in sorted(found)), sections)


def _found_again(binding: Binding, old: str, new: str) -> int | None:
    """Where the number is after an edit of its text."""
    limit = min(len(old), len(new))
    same = 0
    while same < limit and old[same] == new[same]:
        same += 1
    if binding.end <= same:
        return binding.start
    rest = 0
    while rest < limit - same and old[-1 - rest] == new[-1 - rest]:
        rest += 1
    if binding.start >= len(old) - rest:
        return binding.start + len(new) - len(old)
    scores: dict[int, int] = {}
    at = new.find(binding.written)
    while at >= 0:
        if _stands(new, at, binding.written):
            scores[at] = _alike(old, binding.start, binding.end, new, at)
        at = new.find(binding.written, at + 1)
    best = max(scores.values(), default=0)
    places = [place for place, score in scores.items() if score == best]
    return places[0] if best >= _LEAST and len(places) == 1 else None


def _alike(old: str, start: int, end: int, new: str, at: int) -> int:
    """How many characters around the number are the same."""
    behind = at + end - start
    left = right = 0
    while left < _REACH and left < min(start, at) and old[start - 1 - left] == new[at - 1 - left]:
        left += 1
    while (
        right < _REACH
        and max(end - len(old), behind - len(new)) + right < 0
        and old[end + right] == new[behind + right]
    ):
        right += 1
    return left + right


def _stands(text: str, start: int, written: str) -> bool:
    """Whether that number stands there, and is not part of a longer one."""
    end = start + len(written)
    if start < 0 or not written or text[start:end] != written:
        return False
    joined = text[max(0, start - 2) : start], text[end : end + 2]
    before, after = joined
    longer = before[-1:].isdecimal() or (before[-1:] in tuple(".,．") and before[:1].isdecimal())
    return not (longer or after[:1].isdecimal() or (after[:1] in tuple(".,．") and after[1:].isdecimal()))
