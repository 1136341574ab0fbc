"""What a text states about the report's own figures: each number whose cells are known, with its words."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.meanings import MEANINGS, Meaning
from govreport_gui.core.prose.mentions import Mention, mentions
from govreport_gui.core.prose.phrases import ALL_CHANNELS, ALONE, CATEGORY_WORDS, CHANNELS, ELSEWHEN, NO_REQUEST
from govreport_gui.core.prose.referents import CATEGORIES, DISPUTES, LITIGATION, NEW, RECONSIDERATION, Referent
from govreport_gui.core.values import Number

SECTIONS: Final = (
    "overview",
    "proactive_text",
    "requests_text",
    "disputes_text",
    "problems",
    "other_matters",
)
"""The parts whose numbers are compared."""

_LOOKS_BACK: Final = 90
"""Characters before a number that are looked at: no usual phrase is longer."""
_YEAR: Final = pattern("(?<![0-9])(20[0-9]{2})年(?!版)")
_PERIOD: Final = pattern("0?1月1日|12月31日|12月底")
_FIRST_CLAUSE: Final = pattern("^[^，,：:]*")
_OFFICE: Final = pattern("办公室|办公厅|[区县市旗州盟镇乡省府]政?府办(?!公|理|事|结|证)|政府办(?!公|理|事|结|证)")
_PIECES_OF_NEWS: Final = pattern("信息(?!公开申请|的?申请)(?!公开.{0,6}申请)")
_OWN_PART: Final = pattern("^[^。；\n0-9]{0,4}其中[：:，,]?(?:我|本)(?:局|委|办|厅|院|镇|乡|单位|机关|部门|街道|中心)")
_COMPARES: Final = pattern(
    "同比|相比|对比|[较比](?:去年|上年|上一年|前|往|同|20)|同期|往年|历年|以来|累计|届|决算|合计办结率"
)
_CARRIED_TO: Final = pattern("(?:结转|顺延|转|延续)(?:至|到|入|为)?[^，。；0-9]{0,4}20[0-9]{2}年|20[0-9]{2}年度?结转")
_AREA: Final = pattern("全[省市州县区旗镇乡]|各级|各地")
_CHANNEL: Final = pattern(CHANNELS)
_CARRIED_IN_TOO: Final = pattern("[含括中].{0,3}(?:上年度?|上一年度?|去年|[0-9]{4}年)结转")
_KINDS: Final = "|".join(CATEGORY_WORDS.values())
_JOINED: Final = pattern(f"(?:(?:{_KINDS})(?:及|和|与|、))+(?:{_KINDS})(?:答复|决定|申请|的)*(?:[共合总]计|共|为| )*$")
_KIND: Final = pattern("|".join(f"(?P<{each}>{words})" for each, words in CATEGORY_WORDS.items()))

_NOT: Final = "(?:均未|暂未|尚未|从未|未曾|未|没有)"
_ALL_NONE: Final = f"{ALONE}(?:无|不存在|未有)"
_NO_DISPUTE: Final = pattern(
    f"(?:{_NOT}(?:发生|出现|收到|接到|产生|引发|引起|涉及|有|(?=因|被|提起|申请|行政))|{_ALL_NONE}(?=因|行政|被|针对|涉及|有关|与|政府信息公开|信息公开))"
    "(?P<what>[^，,。；;：:！？\n（）〔0-9]{0,60}?(?:复议|诉讼)(?:案件|案|情况|的|等|情形|现象|事项|及|和|与|或|、|被?提起|被?申请|行政|复议|诉讼)*)(?:发生|产生)?"
    "(?=[，,。；;）)\\s〔]|$)"
    "|(?P<what2>行政复议(?:案件|申请)?(?:(?:、|和|及|与|或)(?:行政)?诉讼(?:案件)?)?|行政诉讼(?:案件)?)(?:情况)?"
    "(?:均|都|全部)?(?:件数|数量|数)?(?:未发生|没有发生|为零|为无|为0件?|均无|零发生)(?=[，,。；;、）)\\s〔]|$)"
)
_OTHER_MATTER: Final = pattern("败诉|纠正|撤销|维持|违法|超期|逾期|审结|不服|办理|答复|经|改变|变更|胜诉|瑕疵")


@dataclass(frozen=True, slots=True)
class Statement:
    """A number in the text with the cells it may stand for, or words that say there was none."""

    rule: str
    each: str
    referents: tuple[Referent, ...]
    number: Number
    span: tuple[int, int]
    """The words that a finding quotes."""
    count: tuple[int, int]
    """The number with its measure word; of what is said to be nil, the same as `span`."""
    digits: tuple[int, int] | None = None
    """The number alone; None where there is none to rewrite."""
    unit: str = "件"
    years: tuple[int, ...] = ()
    """Years named with it; empty where none is."""
    by_office: bool = False
    """Whether an office is its subject, which in the report of a whole government is only a part."""
    of_area: bool = False
    """Whether a whole area is its subject, which in an office's own report is more than it."""
    carried_in_said: bool = False
    """Whether the sentence says that last year's are in it."""
    looks_back: bool = False
    """Whether the sentence compares years, so that another year's number stands there rightly."""
    part_follows: bool = False
    """Whether the unit's own part of an area's number follows: 全县130件，其中我局21件."""


@lru_cache(maxsize=64)
def statements(section: str, text: str) -> tuple[Statement, ...]:
    """All statements of one part, from left to right."""
    found = [*_counted(section, text), *_denied(text)]
    return tuple(sorted(found, key=lambda statement: statement.count))


@lru_cache(maxsize=64)
def rough_statements(section: str, text: str) -> tuple[Statement, ...]:
    """What is stated with a rounded number, 285多件: it equals nothing, but may be far off."""
    return tuple(_counted(section, text, rough=True))


def _counted(section: str, text: str, *, rough: bool = False) -> list[Statement]:
    found = []
    for mention in mentions(text):
        count = mention.count
        if count.approximate != rough or count.unit in {"%", "元"}:
            continue
        said = _meaning(section, mention)
        if said is None:
            continue
        rule, each, referents, behind = said
        if count.number == 0 and rule == "NV-01":
            rule = "NV-11"
        found.append(
            Statement(
                rule,
                each,
                referents,
                count.number,
                (mention.quote[0], mention.quote[1] + behind),
                count.span,
                count.digits,
                count.unit,
                _years(rule, mention),
                bool(_OFFICE.search(mention.clause)),
                bool(_AREA.search(mention.clause)),
                bool(_CARRIED_IN_TOO.search(text, mention.sentence[0], mention.sentence[1])),
                _looks_back(text[mention.sentence[0] : mention.sentence[1]]),
                bool(_OWN_PART.search(mention.tail)),
            )
        )
    return found


def _meaning(section: str, mention: Mention) -> tuple[str, str, tuple[Referent, ...], int] | None:
    """The rule, which one of it, the referents, and how many characters behind the number belong to it.

    None where the number is about something else.
    """
    clause = ALL_CHANNELS.sub("", _PERIOD.sub("", mention.clause))
    if mention.count.unit == "条" and _PIECES_OF_NEWS.search(clause):
        # 依申请公开信息数182条: pieces of information, and no applications.
        return None
    if ELSEWHEN.search(clause):
        return None
    requests = mention.about_requests or (section == "requests_text" and not mention.other_topic)
    disclosure = mention.about_disclosure or section == "disputes_text"
    lead = mention.lead[-_LOOKS_BACK:]
    if requests and (joined := _JOINED.search(lead)):
        kinds = [str(kind.lastgroup) for kind in _KIND.finditer(joined[0])]
        referents = [CATEGORIES[kind] for kind in kinds]
        name = (
            "表三"
            + "、".join(referent.name.removeprefix("表三").removesuffix("合计") for referent in referents)
            + "合计"
        )
        cells = tuple(cell for referent in referents for cell in referent.cells)
        return "NV-05", "+".join(kinds), (Referent(name, cells),), 0
    for meaning in MEANINGS:
        if (meaning.topic == "requests" and not requests) or (meaning.topic == "disclosure" and not disclosure):
            continue
        behind = _behind(meaning, mention, lead, clause)
        if behind is not None:
            return meaning.rule, meaning.each, meaning.referents, behind
    return None


def _behind(meaning: Meaning, mention: Mention, lead: str, clause: str) -> int | None:
    """How many characters behind the number belong to the phrase; None where this is not the phrase."""
    if mention.count.unit not in meaning.units:
        return None
    if meaning.words and not any(word in lead or word in mention.tail for word in meaning.words):
        return None
    behind = 0
    if meaning.after is not None:
        found = meaning.after.search(mention.tail)
        if found is None:
            return None
        behind = found.end()
    if meaning.before is not None and meaning.before.search(lead) is None:
        return None
    if meaning.never_before is not None and meaning.never_before.search(mention.lead):
        return None
    return None if meaning.never is not None and meaning.never.search(clause) else behind


def _years(rule: str, mention: Mention) -> tuple[int, ...]:
    """Years in the words that the number belongs to; what is carried over names other years rightly."""
    if rule == "NV-04":
        return ()
    opening = _FIRST_CLAUSE.match(mention.lead)
    words = (opening[0] if opening else "") + mention.clause
    return tuple({int(year) for year in _YEAR.findall(words)})


def _looks_back(sentence: str) -> bool:
    """Whether a sentence compares years: what is carried over and planned apart it names several, or says so."""
    return bool(_COMPARES.search(sentence)) or len(set(_YEAR.findall(_CARRIED_TO.sub("", sentence)))) > 1


def _denied(text: str) -> list[Statement]:
    found = []
    for no in NO_REQUEST.finditer(text):
        what = no["what"] or no["what2"] or no["what3"] or no["what4"] or ""
        before = _clause_before(text, no.start())
        part = ELSEWHEN.search(before) or _CHANNEL.search(before)
        if "申请" in what.replace("申请人", "") and not part:
            found.append(_nil("NV-11", "new", NEW, text, no))
    for no in _NO_DISPUTE.finditer(text):
        what = no["what"] or no["what2"]
        if _OTHER_MATTER.search(what) or ELSEWHEN.search(_clause_before(text, no.start())):
            continue
        both = "复议" in what and "诉讼" in what
        each, referent = (
            ("disputes", DISPUTES)
            if both
            else ("litigation", LITIGATION)
            if "诉讼" in what
            else ("reconsideration", RECONSIDERATION)
        )
        found.append(_nil("NV-10", each, referent, text, no))
    return found


def _clause_before(text: str, end: int) -> str:
    begin = max(text.rfind(mark, 0, end) for mark in "，,。；;：:\n")
    return _PERIOD.sub("", text[begin + 1 : end])


def _nil(rule: str, each: str, referent: Referent, text: str, no: re.Match[str]) -> Statement:
    before = _clause_before(text, no.start())
    sentence = max(text.rfind(mark, 0, no.start()) for mark in "。；;\n") + 1
    opening = _FIRST_CLAUSE.match(text[sentence : no.start()])
    years = tuple({int(year) for year in _YEAR.findall((opening[0] if opening else "") + before)})
    return Statement(
        rule, each, (referent,), 0, no.span(), no.span(), years=years, by_office=bool(_OFFICE.search(before))
    )
