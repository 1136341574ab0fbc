"""Percentages and lists of parts in the text, with the counts they belong to."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.mentions import Mention, mentions
from govreport_gui.core.prose.phrases import CATEGORY_WORDS, CHANNELS
from govreport_gui.core.prose.statements import Statement, statements

_SHARE: Final = pattern(
    "[（(]|[，,、（( ]?(?:占比|比例|(?P<open>公开率))(?:为|达到|达|约|是|：| )*"
    "|[，,、（( ]?(?:约)?占(?:比|(?:全部|全年|所有|其|新收|收到|受理|办理|办结|答复|申请|依申请公开|公开|信息)*"
    "(?:总数|总量|总件数|总条数|件数)?的?)?(?:比例|比重)?(?:为|达到|达|约|近|超过?|：| )*"
)
_KIND_OF: Final = pattern(
    f"(?:{'|'.join(f'(?P<{each}>{words})' for each, words in CATEGORY_WORDS.items())})"
    "(?:的|答复|决定|申请|件数|数量|类|情形)*"
    "占(?:比|(?:全部|全年|所有|办理|办结|答复|申请|总)*(?:数|量|件数)?的?)?(?:为|达到|达|约|近|超过?|：| )*$"
)
_GROWTH: Final = pattern(
    "[，,（( ]?(?:(?P<same>同比)|[较比与]?(?:去年|上一?年度?|(?P<year>20[0-9]{2})年)"
    "同?期?(?:相比)?(?:[，,]?同比)?[，,]?)"
    "(?:(?P<up>增长|增加|上升|提高|提升|上涨|多)|下降|减少|降低|下滑|少)(?:了|率为|幅度为|幅度达| )*"
)
_PARTS_BEGIN: Final = pattern(
    "^\\0*[^，,。；;0-9（()）\\0]{0,10}(?P<open>[（(])?[，,：:]?(?P<how>其中|分别[为是]|包括)[：:，, ]?"
)
_CHANNEL: Final = pattern(f"[，,](?:{CHANNELS})")
_UNITLESS: Final = pattern(r"(?<=[^0-9.，,、；;：:（(])\s?([0-9]{1,7})(?=[，、；;])")
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
    of_open: bool = False
    """Whether it is a 公开率, in which what was opened in part may count too."""


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much a count has changed: 比上年增加 N 件, 增长 N 倍."""

    count: Mention
    statement: Statement
    change: Mention
    up: bool
    times: bool


@dataclass(frozen=True, slots=True)
class KindShare:
    """A percentage that stands for a kind of result without its count: 予以公开的占38.5%."""

    kind: str
    percent: Mention


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A whole and the parts that are listed for it."""

    whole: Mention
    parts: tuple[Mention, ...]
    complete: bool
    """Whether the list says that it is all of it."""
    places: bool
    """Whether its parts are places or organs, of which only the larger may be named."""
    too_large: Mention | None = None
    """A part that is larger than the whole and certainly a part of it."""
    unitless: tuple[int, ...] = ()
    """Numbers between its parts that have no measure word: …信息 45，其他类4条."""


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
        share = None if growth else _SHARE.fullmatch(between)
        if growth is None and share is None:
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
        of_open = share is not None and share["open"] is not None
        found.append(Ratio(count, percent, wholes, stated.get(count.span), growth, of_open))
    return tuple(found)


@lru_cache(maxsize=64)
def differences(section: str, text: str) -> tuple[Difference, ...]:
    """All changes in 件 or 倍 that stand behind their count."""
    every = mentions(text)
    stated = {statement.count: statement for statement in statements(section, text)}
    found = []
    for count, change in pairwise(every):
        statement = stated.get(count.span)
        if statement is None or change.count.approximate or change.sentence != count.sentence:
            continue
        times = change.count.unit == "倍"
        if not times and change.count.unit != count.count.unit:
            continue
        between = _GROWTH.fullmatch(text[count.span[1] : change.span[0]])
        if between is not None and between["year"] is None:
            found.append(Difference(count, statement, change, bool(between["up"]), times))
    return tuple(found)


@lru_cache(maxsize=64)
def kind_shares(section: str, text: str) -> tuple[KindShare, ...]:
    """All percentages of a kind of result that have no count before them."""
    found = []
    for percent in mentions(text):
        ours = percent.about_requests or (section == "requests_text" and not percent.other_topic)
        if percent.count.unit != "%" or percent.count.approximate or not ours:
            continue
        if (kind := _KIND_OF.search(percent.lead)) and kind.lastgroup:
            found.append(KindShare(kind.lastgroup, percent))
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
        large = _too_large(text, whole, listed)
        if len(listed) > 1 or large:
            places = all(_PLACE_OR_ORGAN.search(part.clause.strip()) for part in listed)
            complete = _complete(listed, begin["how"], kinds)
            found.append(Enumeration(whole, listed, complete, places, large, _unitless(masked, listed, whole.span[1])))
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


def _too_large(text: str, whole: Mention, listed: tuple[Mention, ...]) -> Mention | None:
    """The first part that is larger than the whole, where nothing but a comma or a channel stands between the parts."""
    end = None
    for part in listed:
        between = "" if end is None else text[end : part.span[0]]
        if not (end is None or between.startswith(("、", "和", "及")) or _CHANNEL.match(between)):
            return None
        if part.count.number > whole.count.number:
            return part
        end = part.span[1]
    return None


def _unitless(masked: str, listed: tuple[Mention, ...], offset: int) -> tuple[int, ...]:
    """The numbers without a measure word up to the last part of a list."""
    end = listed[-1].span[1] - offset
    return tuple(int(found[1]) for found in _UNITLESS.finditer(masked, 0, end))


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
