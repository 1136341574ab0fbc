"""整理格式: marks, indents, blanks and a repeated heading of a text put in order.

No number and no word is changed, but that a heading goes which the outputs print anyway.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final
from unicodedata import normalize

from govreport_gui.core.forms.form import Section
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.edits import Edit, applied
from govreport_gui.core.report.binding import Bindings

HEADING: Final = "重复的标题"
"""The one kind of change that takes words away."""
_HAN: Final = "\u3400-\u9fff〇"
_MARK: Final = "，。、；：？！（）《》“”‘’〔〕…—"
_BLANK: Final = " \t\u00a0\u2002\u2003\u3000"
_INVISIBLE: Final = pattern("[\u00ad\u200b-\u200f\u2060\ufeff]+")
_INDENT: Final = pattern(f"^[{_BLANK}]+(?=[^{_BLANK}\n])", re.MULTILINE)
_TRAILING: Final = pattern(f"[{_BLANK}]+$", re.MULTILINE)
_BETWEEN: Final = pattern(
    f"(?<=[{_HAN}{_MARK}])[{_BLANK}]+(?=[{_HAN}{_MARK}0-9０-９])|(?<=[0-9０-９%％])[{_BLANK}]+(?=[{_HAN}{_MARK}])"
)
_AFTER_NUMBER: Final = pattern(rf"(?:(?<=\n[0-9][.．])|(?<=\n[0-9][0-9][.．])|(?<=^[0-9][.．]))[{_BLANK}]+(?=[{_HAN}])")
_EMPTY_LINES: Final = pattern(r"\A\n+|\n+\Z|\n(?=\n)")
_HALF_WIDTH: Final = pattern(rf"(?<=[{_HAN}”》）])[,;:?!]|[,;:?!](?=[{_HAN}“《（])")
_FULL_STOP: Final = pattern(rf"(?<=[{_HAN}”》）])\.(?=[{_HAN}“《\n]|\Z)")
_FULL: Final = str.maketrans(",;:?!.()", "，；：？！。（）")
_ADDRESS: Final = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s，。；、（）]*")
_PAIR: Final = pattern(rf"\((?=[^()\n]*[{_HAN}])[^()\n]*\)")
_QUOTES: Final = pattern('"[^"“”\n]*"')
_ORDER: Final = pattern(r"^([（(][一二三四五六七八九十]{1,3}[）)])[、.．，,](?=.)", re.MULTILINE)
_ITEM: Final = pattern(rf"^([0-9]{{1,2}})、(?=[{_HAN}])", re.MULTILINE)
_OF_NUMBER: Final = r"\s?第?[0-9]{1,4}\s?号"
_YEAR_OPENS: Final = pattern(rf"(?<=[{_HAN}])[\[［【(（](?=(?:19|20)[0-9]{{2}}[\]］】)）]{_OF_NUMBER})")
_YEAR_ENDS: Final = pattern(rf"(?<=[{_HAN}][\[［【(（〔](?:19|20)[0-9][0-9])[\]］】)）](?={_OF_NUMBER})")
_ROUNDS: Final = 4
"""So often what one change brings side by side is looked at again."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """A text put in order."""

    text: str
    changes: tuple[tuple[str, int], ...]
    """What was changed, and in how many places."""
    places: tuple[int, ...]
    """For each place of the text as it was, its end included, the place now."""

    def moved(self, bindings: Bindings, section: str) -> Bindings:
        """The bindings of that part's text where their numbers stand now."""
        return tuple(replace(each, start=self.places[each.start]) for each in bindings if each.section == section)


def tidy(section: Section, text: str) -> Tidied:
    """The text of that part put in order."""
    places = list(range(len(text) + 1))
    changes: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        before = text
        for name, find in _KINDS:
            edits = [edit for edit in find(section, text) if text[edit[0] : edit[1]] != edit[2]]
            changes[name] += len(edits)
            if edits:
                text, moved = applied(text, edits)
                places = [moved[place] for place in places]
        if text == before:
            break
    return Tidied(text, tuple((name, changes[name]) for name, _ in _KINDS if changes[name]), tuple(places))


def _heading(section: Section, text: str) -> Iterator[Edit]:
    """A first line that repeats the heading, which is printed above the text anyway."""
    line = re.match(r"\s*([^\n]*)\n+(?=[^\n])", text)
    if line and section.heading and _plain(line[1]) in {_plain(section.heading), _plain(section.name)}:
        yield (0, line.end(), "")


def _plain(words: str) -> str:
    return "".join(letter for letter in normalize("NFKC", words) if letter.isalnum())


def _dropped(*patterns: re.Pattern[str]) -> Callable[[Section, str], Iterator[Edit]]:
    def find(_section: Section, text: str) -> Iterator[Edit]:
        found = [place.span() for words in patterns for place in words.finditer(text)]
        yield from ((start, end, "") for start, end in dict.fromkeys(found))

    return find


def _invisible(_section: Section, text: str) -> Iterator[Edit]:
    """Signs without width. Between two digits one may be all that keeps two numbers apart: it stays."""
    for found in _INVISIBLE.finditer(text):
        if not (text[: found.start()][-1:].isdigit() and text[found.end() :][:1].isdigit()):
            yield (*found.span(), "")


def _marks(_section: Section, text: str) -> Iterator[Edit]:
    """Half-width marks beside Chinese characters; in addresses they stay."""
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    for words in (_HALF_WIDTH, _FULL_STOP):
        for found in words.finditer(text):
            if not any(start <= found.start() < end for start, end in addresses):
                yield (*found.span(), found[0].translate(_FULL))


def _pairs(_section: Section, text: str) -> Iterator[Edit]:
    """Half-width brackets and quotation marks, both or none."""
    for found in _PAIR.finditer(text):
        yield (found.start(), found.start() + 1, "（")
        yield (found.end() - 1, found.end(), "）")
    for line in re.finditer("[^\n]+", text):
        if line[0].count('"') % 2 or "“" in line[0] or not re.search(f"[{_HAN}]", line[0]):
            continue
        for quoted in _QUOTES.finditer(text, *line.span()):
            yield (quoted.start(), quoted.start() + 1, "“")
            yield (quoted.end() - 1, quoted.end(), "”")


def _numbering(_section: Section, text: str) -> Iterator[Edit]:
    """（一）、 → （一）; 1、 → 1."""
    for found in _ORDER.finditer(text):
        yield (found.end(1), found.end(), "")
    for found in _ITEM.finditer(text):
        yield (found.end(1), found.end(), ".")


def _years(_section: Section, text: str) -> Iterator[Edit]:
    """〔〕 around the year of a document's number."""
    for words, mark in ((_YEAR_OPENS, "〔"), (_YEAR_ENDS, "〕")):
        for found in words.finditer(text):
            yield (*found.span(), mark)


_KINDS: Final = (
    (HEADING, _heading),
    ("看不见的字符", _invisible),
    ("段首空格", _dropped(_INDENT)),
    ("多余空格", _dropped(_TRAILING, _BETWEEN, _AFTER_NUMBER)),
    ("空行", _dropped(_EMPTY_LINES)),
    ("文号括号", _years),
    ("半角标点", _marks),
    ("半角括号、引号", _pairs),
    ("序号标点", _numbering),
)
