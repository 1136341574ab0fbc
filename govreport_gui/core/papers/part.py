"""A part of something printed: of the report itself, of its annex, of a paper beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final
from unicodedata import bidirectional

from govreport_gui.core.forms.form import Box, BoxKind, Line, Table
from govreport_gui.core.patterns import pattern
from govreport_gui.core.values import iso_date

STAND_IN: Final = "〓"
"""Printed for a character that no font has, as printers do."""
_LEAD_LENGTH: Final = 26
"""A paragraph's lead （一）….。 up to this many characters is a heading of its own."""
_LEAD: Final = pattern(r"（[一二三四五六七八九十]+）[^。]*(?:。|$)")
_INVISIBLE: Final = pattern(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0001-\U000e01ef]"
)
_LONE_SURROGATE: Final = pattern("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, or none; below it an official table with its texts, or none; then paragraphs."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    caption: str = ""
    """What the table is called away from its heading: 表二 主动公开."""
    section: str = ""
    """The id of the form's section; "" where it is no part of the report."""
    follows: bool = False
    """Of an annex: whether it goes on below the part before it, not on a page of its own."""


def visible(text: str) -> str:
    """A text without characters that have no picture (controls, zero width); tabs become spaces."""
    return _LONE_SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text.replace("\t", " ")))


def from_the_right(text: str) -> bool:
    """Whether a text has letters that are read from right to left, as those of 维吾尔文."""
    return not text.isascii() and any(bidirectional(char) in {"R", "AL"} for char in text)


def trimmed(texts: Sequence[str]) -> list[str]:
    """Paragraphs as they are set: what can be seen of them, without blanks around."""
    return [text for each in texts if (text := visible(each).strip())]


def lead_end(text: str) -> int:
    """Where the lead of a paragraph, a heading of the second rank, ends; 0 if it has none."""
    lead = _LEAD.match(text)
    return lead.end() if lead and lead.end() <= _LEAD_LENGTH else 0


def signed(closing: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """落款 in two: who signs and the date, which stand right; what comes behind (联系方式), which stands left."""
    dates = [at for at, text in enumerate(closing) if iso_date("".join(text.split()))]
    end = dates[0] + 1 if dates else len(closing)
    return closing[:end], closing[end:]


def filled(table: Table, texts: Mapping[str, str]) -> Table:
    """The table with these texts, by cell, in its number boxes."""
    # Named one by one: `replace` looks through the fields of each of two hundred boxes.
    boxes = (
        Box(box.line, box.position, box.lines, box.positions, box.kind, texts.get(box.cell, ""), box.cell)
        if box.cell
        else box
        for box in table.boxes
    )
    return replace(table, boxes=tuple(boxes))


def grid(widths: Sequence[float], rows: Sequence[Sequence[str]], header_lines: int = 1) -> Table:
    """A table that is no official one, of texts: "<" belongs to the box at its left, "^" to the one above."""
    boxes = []
    for line, row in enumerate(rows):
        for at, text in enumerate(row):
            if text not in ("<", "^"):
                across = 1 + _run(row[place] == "<" for place in range(at + 1, len(row)))
                down = 1 + _run(rows[below][at] == "^" for below in range(line + 1, len(rows)))
                kind: BoxKind = "head" if line < header_lines or not (at or header_lines) else "label"
                boxes.append(Box(line, at, down, across, kind, text))
    lines = tuple(Line((), ()) for _ in rows)
    return Table("", "", tuple(widths), header_lines, "", lines, tuple(boxes), (), {}, {})


def _run(merged: Iterable[bool]) -> int:
    """How many of these are true before the first that is not, which is as far as they are looked at."""
    return sum(1 for _ in takewhile(bool, merged))
