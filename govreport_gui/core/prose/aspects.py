"""The five aspects of part 一 in its text: what stands under which heading, and how far it is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import Span, length, shortened

Aspect = Literal["proactive", "requests", "management", "platform", "oversight"]
Written = Literal["written", "short", "unfinished", "bare"]

ASPECTS: Final[Mapping[Aspect, str]] = MappingProxyType(
    {
        "proactive": "主动公开",
        "requests": "依申请公开",
        "management": "政府信息管理",
        "platform": "平台建设",
        "oversight": "监督保障",
    }
)
"""By the name of an aspect what it is called."""
PROMPTS: Final[Mapping[Aspect, str]] = MappingProxyType(
    {
        "proactive": "写公开的内容、方式、数量，规章、规范性文件和政策解读情况。",
        "requests": "写收到、办结、结转的申请件数，办理和答复情况。",
        "management": "写制作、审核、发布、更新和清理情况。",
        "platform": "写政府网站、政务新媒体、公报、查阅点的建设和管理情况。",
        "oversight": "写机构人员、培训、检查、工作考核、社会评议和责任追究情况。",
    }
)
"""What belongs under the heading of each: shown where nothing is written yet, and never part of the text."""
LEAST: Final = 40
"""Characters, the heading among them, under which an aspect is hardly said."""

# In this order: what a heading names besides is told by the rarer word. 信息公开平台建设 is about the platform.
_HEADS: Final[Mapping[Aspect, re.Pattern[str]]] = MappingProxyType(
    {
        "requests": pattern("申请"),
        "platform": pattern("平台|网站|新媒体|载体|阵地"),
        "oversight": pattern("监督|保障|考核|考评|评议"),
        "management": pattern("管理"),
        "proactive": pattern("主动公开|主动发布|信息公开|政务公开"),
    }
)
_NUMBERINGS: Final = (
    pattern(r"^[ \u3000]*([（(][一二三四五六七八九十]{1,3}[）)])[ \u3000]*"),
    pattern(r"^[ \u3000]*([一二三四五六七八九十]{1,3}、)[ \u3000]*"),
    pattern(r"^[ \u3000]*([0-9]{1,2}[.．、](?![0-9]))[ \u3000]*"),
)
_FEWEST: Final = 2
"""Fewest lines numbered alike that are headings."""
_HEAD_END: Final = pattern("[。：:；;，,]")
_WHOLE: Final = pattern("[^。：:；;]{0,30}[。：:；;，,]?")
"""A line that is a heading as a whole."""
_COUNT: Final = pattern(r"\d\s*[件条次项篇个期份场人]")
"""A heading counts nothing: a line that does is a sentence, however short."""
_LONGEST: Final = 24
"""Characters of a line, behind its number, in which a heading ends."""
_OPEN_ENDS: Final = ("，", ",", "、", "：", ":")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands under one heading of a part, the heading included; or before the first."""

    number: str
    """Its number as written, （一）; "" before the first heading."""
    aspect: Aspect | None
    span: Span
    head: Span
    """The heading with its number; empty before the first."""
    length: int
    """Characters as they are counted for the length of a part; 0 where there is a heading only."""
    written: Written


@lru_cache(maxsize=16)
def stretches(text: str) -> tuple[Stretch, ...]:
    """The stretches of a text, in its order; one without a heading where nothing is numbered."""
    starts = _headings(text)
    found = []
    bounds = [*(start for start, _, _ in starts), len(text)]
    before = text[: bounds[0]].rstrip()
    if before.strip():
        found.append(Stretch("", None, (0, len(before)), (0, 0), length(before), "written"))
    for (start, head_end, number), end in zip(starts, bounds[1:], strict=True):
        words = text[start:end].rstrip()
        head = text[start:head_end]
        aspect: Aspect | None = next((name for name, says in _HEADS.items() if says.search(head)), None)
        written = _written(words, words[head_end - start :])
        letters = 0 if written == "bare" else length(words)
        found.append(Stretch(number, aspect, (start, start + len(words)), (start, head_end), letters, written))
    return tuple(found)


def by_aspect(text: str) -> dict[Aspect, tuple[Stretch, ...]]:
    """By aspect its stretches; those that no heading names are absent."""
    found: dict[Aspect, tuple[Stretch, ...]] = {}
    for each in stretches(text):
        if each.aspect is not None:
            found[each.aspect] = (*found.get(each.aspect, ()), each)
    return found


def state(several: tuple[Stretch, ...]) -> Written:
    """How far an aspect is written that stands under these headings: written under one is written."""
    states = {each.written for each in several}
    if "unfinished" in states:
        return "unfinished"
    told = states - {"bare"}
    if not told:
        return "bare"
    return "written" if "written" in told or sum(each.length for each in several) >= LEAST else "short"


def _written(words: str, behind: str) -> Written:
    if shortened(words):
        return "written"
    if not behind.strip(" \u3000\u00a0\n。：:；;，,、") and not _COUNT.search(words):
        return "bare"
    if words.endswith(_OPEN_ENDS):
        return "unfinished"
    return "short" if length(words) < LEAST else "written"


def _headings(text: str) -> list[tuple[int, int, str]]:
    """Where the headings of the outermost numbering begin and end, and their numbers."""
    for numbering in _NUMBERINGS:
        found = []
        at = 0
        for line in text.split("\n"):
            if number := numbering.match(line):
                found.append((at + number.start(1), at + _head_end(line, number.end()), number[1]))
            at += len(line) + 1
        if len(found) >= _FEWEST:
            return found
    return []


def _head_end(line: str, start: int) -> int:
    """Where the heading ends in a line whose number ends at `start`."""
    if _WHOLE.fullmatch(line.rstrip(), start):
        return len(line)
    end = _HEAD_END.search(line, start, start + _LONGEST)
    return end.end() if end else start + _LONGEST
