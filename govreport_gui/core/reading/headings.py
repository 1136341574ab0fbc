"""Which lines of a source are the headings of the parts, by words, numeral, order and the tables between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.forms.form import Section
from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.words import key

_LONGEST: Final = 40
_MOST: Final = 400
"""Lines that may be headings; a report has ten."""
_NUMERALS: Final = "一二三四五六七八九"
_NUMBERED: Final = pattern(
    r"(?:第\s*([一二三四五六七八九])\s*部分\s*[、.．，,:：]?"
    r"|([一二三四五六七八九])\s*[、.．，,:：]"
    r"|[（(]\s*([一二三四五六七八九])\s*[)）]\s*[、.．]?"
    r"|([1-9１-９])\s*[、．，]|([1-9１-９])\.(?!\d)"
    r"|([一二三四五六七八九])\s{1,3}(?=\S))\s*(\S.*)",
)
_ENDS: Final = ("。", "；", "：", ":", "，", ",")

# Words that the headings of real reports have besides those of the form; the later part is asked first.
_WORDS: Final = {
    "other_matters": (
        "其他需",
        "需要报告",
        "需报告",
        "需要说明",
        "需说明",
        "其他事项",
        "其他需要",
        "附表",
        "其他报告",
        "其他情况",
    ),
    "problems": ("问题", "不足", "困难", "改进", "下步打算", "下一步"),
    "disputes_text": ("复议", "诉讼"),
    "requests_text": ("申请情况", "申请办理", "处理政府信息公开申请", "依申请公开"),
    "proactive_text": ("主动公开",),
    "overview": ("总体", "概述", "概况", "基本情况", "总的情况"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may open a part."""

    at: int
    """Which block it is."""
    section: str
    text: str
    score: int
    numeral: int
    """Its number, from 1; 0 if it has none."""


def headings(
    lines: Sequence[tuple[int, str]], sections: Sequence[Section], tables: Sequence[tuple[int, str]]
) -> list[Heading]:
    """The headings among numbered lines, in order; `tables` says at which place the table of which part stands."""
    parts = [section for section in sections if section.heading]
    order = {section.id: at for at, section in enumerate(parts)}
    places: dict[str, int] = {}
    for at, section in tables:
        places.setdefault(section, at)
    found = [each for at, text in lines for each in _candidates(at, text.strip(), parts, order, places)][:_MOST]
    # The best chain: parts in their order, each at most once.
    best: list[tuple[int, list[Heading]]] = []
    for each in found:
        before = max(
            (
                (score, chain)
                for score, chain in best
                if chain[-1].at < each.at and order[chain[-1].section] < order[each.section]
            ),
            key=lambda pair: pair[0],
            default=(0, []),
        )
        best.append((before[0] + each.score, [*before[1], each]))
    return max(best, key=lambda pair: pair[0], default=(0, []))[1]


def opens_part(line: str, sections: Sequence[Section]) -> bool:
    """Whether a line by itself reads as the heading of a part."""
    parts = [section for section in sections if section.heading]
    order = {section.id: at for at, section in enumerate(parts)}
    return any(each.score >= 5 for each in _candidates(0, line.strip(), parts, order, {}))


def numeral_of(heading: str) -> int:
    """The number of an official heading: 三 → 3."""
    return _NUMERALS.find(heading[:1]) + 1


@dataclass(frozen=True, slots=True)
class _Said:
    """A line as a heading: its words as a key, its number, and how its number is written."""

    words: str
    numeral: int = 0
    style: int = 0
    """2: 一、 or 第一部分; 1: 1、 or 1.; 0: （一） or no number."""


def _said(text: str) -> _Said | None:
    """A line as a heading; None if it can be none."""
    if not 2 <= len(key(text)) <= _LONGEST or text.endswith(_ENDS) or "。" in text or "；" in text:
        return None
    match = _NUMBERED.fullmatch(text)
    if match is None:
        return _Said(key(text))
    sign = next(group for group in match.groups()[:6] if group)
    numeral = _NUMERALS.find(sign) + 1 or "１２３４５６７８９".find(sign) + 1 or int(sign)
    style = 0 if match[3] else 1 if match[4] or match[5] else 2
    return _Said(key(match[7]), numeral, style) if key(match[7]) else None


def _candidates(
    at: int, text: str, parts: Sequence[Section], order: dict[str, int], places: dict[str, int]
) -> list[Heading]:
    """The part that a line opens, if any: the one that it fits best."""
    said = _said(text)
    if said is None:
        return []
    found = []
    for section in parts:
        score = _words(section, said.words)
        own = said.numeral == order[section.id] + 1
        table = places.get(section.id)
        near = table is not None and max((each for each in places.values() if each < table), default=-1) < at < table
        if score and (table is None or at < table) and _opens(section, said, score, own=own, near=near, table=table):
            found.append(Heading(at, section.id, text, score + said.style + 3 * own + near, said.numeral))
    return sorted(found, key=lambda each: -each.score)[:1]


def _opens(section: Section, said: _Said, score: int, *, own: bool, near: bool, table: int | None) -> bool:
    """Whether words that fit a part in some way are its heading: where they drift, number or place must vouch."""
    if own and (score >= 4 or table is None or near):
        return True
    if score >= 6:
        return (said.style > 0 or not said.numeral) and (table is None or near)
    if near and (score >= 4 or said.style == 2):
        return True
    return not said.numeral and table is None and _plain(section, said.words)


def _plain(section: Section, words: str) -> bool:
    """Whether a heading without numeral is little more than the words of its part."""
    return any(
        word in words and len(words) <= len(word) + 12 for word in (*_WORDS.get(section.id, ()), *section.recognise)
    )


def _words(section: Section, words: str) -> int:
    """How well words fit the heading of a part: 6 exactly, 4 all but, 2 in part, 0 not."""
    official = key(section.heading)[1:]
    if words == official:
        return 6
    if len(official) >= 6 and (official in words or words in official) and abs(len(words) - len(official)) <= 4:
        return 4
    first = next((part for part, said in _WORDS.items() if any(key(word) in words for word in said)), "")
    if first == section.id:
        return 2
    known = any(key(word) in words for word in section.recognise)
    return 2 if known and not first else 0
