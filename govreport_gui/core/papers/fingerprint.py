"""内容指纹: eight signs that tell whether a paper and a file say the same.

Worked out from form, unit, year, texts and cells alone. Neither how a number is written (1,234, １２３４, 1234件) nor
blanks between letters count, since paper shows neither; a blank cell is not 0, and a total that is added up is the
total typed in.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Final
from unicodedata import category, normalize

from govreport_gui.core.papers.content import Content
from govreport_gui.core.patterns import pattern
from govreport_gui.core.values import read, show

_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
_ALIKE: Final = str.maketrans("ILO", "110")
_LENGTH: Final = 8
_GROUPS: Final = pattern(r"(?<![0-9A-Z])([0-9A-Z]{4})\s*[-‐‑‒–—−_]?\s*([0-9A-Z]{4})(?![0-9A-Z])")
_BITS: Final = 5
"""Of a sign."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the fingerprint is taken of: paragraphs by section and texts by cell, none of them blank."""

    form: str
    unit: str
    year: int | None
    texts: Mapping[str, list[str]]
    cells: Mapping[str, str]


def said(content: Content) -> Said:
    """What of a content the fingerprint is taken of."""
    texts = {part.section: words for part in content.parts if (words := _paragraphs(part.paragraphs))}
    boxes = (box for part in content.parts if part.table for box in part.table.boxes if box.cell)
    return Said(
        content.form,
        _plain(content.unit),
        content.year,
        texts | ({"closing": words} if (words := _paragraphs(content.closing)) else {}),
        {box.cell: text for box in boxes if (text := _cell(box.text))},
    )


def canonical(content: Content) -> str:
    """What the fingerprint is taken of, as JSON: the same content gives the same text."""
    return json.dumps(asdict(said(content)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(content: Content) -> str:
    """The eight signs in two groups: 7K3M-Q9TD."""
    digest = sha256(canonical(content).encode("utf-8", "replace")).digest()
    number = int.from_bytes(digest[: _LENGTH * _BITS // 8], "big")
    signs = "".join(_SIGNS[number >> _BITS * at & 31] for at in reversed(range(_LENGTH)))
    return f"{signs[: _LENGTH // 2]}-{signs[_LENGTH // 2 :]}"


def typed(text: str) -> str:
    """A fingerprint as somebody typed it off a paper, or pasted it with words or a file name around it, in the way it
    is written here; "" if there is none, or more than one.
    """
    plain = normalize("NFKC", text).upper()
    found = {_grouped("".join(groups)) for groups in _GROUPS.findall(plain)} - {""}
    return found.pop() if len(found) == 1 else "" if found else _grouped(plain)


def _grouped(text: str) -> str:
    signs = "".join(sign for sign in text if sign.isalnum()).translate(_ALIKE)
    if len(signs) != _LENGTH or not set(signs) <= set(_SIGNS):
        return ""
    return f"{signs[: _LENGTH // 2]}-{signs[_LENGTH // 2 :]}"


def _paragraphs(texts: tuple[str, ...]) -> list[str]:
    return [plain for text in texts if (plain := _plain(text))]


def _plain(text: str) -> str:
    """Without marks that have no picture; blanks as one space each."""
    shown = "".join(sign for sign in text if sign.isspace() or category(sign) not in {"Cc", "Cf", "Cs"})
    return " ".join(shown.split())


def _cell(text: str) -> str:
    reading = read(text)
    return _plain(text) if reading.number is None else show(reading.number) + _plain(reading.remark)
