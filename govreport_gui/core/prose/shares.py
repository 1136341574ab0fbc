"""Percentages and lists of parts in the text, with the counts they belong to."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.mentions import Mention, mentions
from govreport_gui.core.prose.statements import Statement, statements

_SHARE: Final = pattern(
    "[，,、（( ]?占(?:比|(?:全部|全年|所有|其|新收|收到|受理|办理|办结|答复|申请|依申请公开|公开|信息)*"
    "(?:总数|总量|总件数|总条数|件数)?的?)?(?:比例|比重)?(?:为|达到|达|：| )*"
)
_GROWTH: Final = pattern(
    "[，,（( ]?(?:(?P<same>同比)|[较比与]?(?:去年|上一?年度?|(?P<year>20[0-9]{2})年)"
    "同?期?(?:相比)?(?:[，,]?同比)?[，,]?)"
    "(?:(?P<up>增长|增加|上升|提高|提升|上涨)|下降|减少|降低|下滑)(?:了|率为|幅度为|幅度达| )*"
)
_PARTS_BEGIN: Final = pattern(
    "^\\0*[^，,。；;0-9（()）\\0]{0,10}(?P<open>[（(])?[，,：:]?(?P<how>其中|分别[为是]|包括)[：:，, ]?"
)
_ASIDE: Final = pattern("（[^（）]*）|\\([^()]*\\)")
_THE_REST: Final = pattern("其他|其余|其它")
_PLACE_OR_ORGAN: Final = pattern("[县区市乡镇局委办院厅]$|街道$")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A percentage with the count it belongs to."""

    count: Mention
    percent: Mention
    wholes: tuple[Mention, ...]
    """Larger counts before it in the sentence that it may be a part of."""
    statement: Statement | None
    growth: re.Match[str] | None = None


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A whole and the parts that are listed for it."""

    whole: Mention
    parts: tuple[Mention, ...]
    complete: bool
    """Whether the list says that it is all of it."""
    places: bool
    """Whether its parts are places or organs, of which only the larger may be named."""


@lru_cache(maxsize=64)
def ratios(section: str, text: str) -> tuple[Ratio, ...]:
    """All percentages that stand directly behind their count."""
    every = mentions(text)
    stated = {statement.count: statement for statement in statements(section, text)}
    found = []
    for at, percent in enumerate(every):
        if percent.count.unit != "%" or percent.count.approximate:
            continue
        start = percent.sentence[0]
        masked = _masked(text[start : percent.span[0]])
        # Not a count in brackets between: 3646件（含上年结转121件），同比….
        count = next(
            (each for each in reversed(every[:at]) if each.span[0] >= start and masked[each.span[0] - start] != "\0"),
            None,
        )
        if count is None or count.count.approximate or count.count.unit == "%":
            continue
        between = masked[count.span[1] - start :].replace("\0", "")
        growth = _GROWTH.fullmatch(between)
        if growth is None and _SHARE.fullmatch(between) is None:
            continue
        wholes = tuple(
            each
            for each in every[:at]
            if each.sentence == count.sentence
            and each.span[0] < count.span[0]
            and each.count.unit == count.count.unit
            and not each.count.approximate
            and each.count.number >= count.count.number
            and ("其中" in text[each.span[1] : count.span[0]] or (each.span in stated and count.span in stated))
        )
        found.append(Ratio(count, percent, wholes, stated.get(count.span), growth))
    return tuple(found)


@lru_cache(maxsize=64)
def enumerations(section: str, text: str) -> tuple[Enumeration, ...]:
    """All counts that are followed by a list of their parts, each part with its own count."""
    every = mentions(text)
    kinds = {statement.count: _kind(statement) for statement in statements(section, text)}
    found = []
    for at, whole in enumerate(every):
        begin = _PARTS_BEGIN.match(whole.tail) or _PARTS_BEGIN.match(_masked(whole.tail))
        if begin is None or whole.count.approximate or whole.count.unit == "%":
            continue
        segment = whole.tail
        if begin["open"]:
            closing = re.search("[）)]", segment[begin.end() :])
            if closing is None:
                continue
            segment = segment[: begin.end() + closing.start()]
        elif text[whole.sentence[1] : whole.sentence[1] + 1] == "〔":
            # The list is cut short.
            continue
        masked = _masked(segment)
        if "其中" in masked[begin.end() :]:
            continue
        listed = _parts(whole, every[at + 1 :], masked, kinds)
        if len(listed) > 1:
            places = all(_PLACE_OR_ORGAN.search(part.clause.strip()) for part in listed)
            found.append(Enumeration(whole, listed, _complete(listed, begin["how"], kinds), places))
    return tuple(found)


def _masked(words: str) -> str:
    """The words with their asides blanked, each character in its place."""
    return _ASIDE.sub(lambda aside: "\0" * len(aside[0]), words)


def _parts(
    whole: Mention, later: tuple[Mention, ...], masked: str, kinds: dict[tuple[int, int], str]
) -> tuple[Mention, ...]:
    """The counts of one kind that follow the whole, up to the first of another kind."""
    offset = whole.span[1]
    listed: list[Mention] = []
    for part in later:
        at = part.span[0] - offset
        if at >= len(masked):
            break
        if part.count.unit == "%" or masked[at] == "\0":
            continue
        other = part.count.unit != whole.count.unit or part.count.approximate
        if other or (listed and kinds.get(part.span, "") != kinds.get(listed[0].span, "")):
            break
        listed.append(part)
    return tuple(listed)


def _kind(statement: Statement) -> str:
    """Results and what is carried over make one list; the applicants another."""
    return "result" if statement.rule in {"NV-05", "NV-06"} or statement.each == "carried_out" else statement.rule


def _complete(listed: tuple[Mention, ...], how: str, kinds: dict[tuple[int, int], str]) -> bool:
    if how.startswith("分别"):
        return True
    last = listed[-1]
    labels = [part.clause.strip() for part in listed]
    if kinds.get(last.span) == "NV-07":
        return any("自然人" in label for label in labels) and any("法人" in label for label in labels)
    return _THE_REST.search(last.clause) is not None
