"""Chinese prose as a rule sees it: each count with the words around it, and what is said not to have happened."""

from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.counts import Count, counts

_SENTENCE_END: Final = pattern("[。；;！!？?\n〔〕]")
_CLAUSE_END: Final = pattern("[。；;！!？?\n〔〕，,：:（）()]")
_ASIDE: Final = pattern("（[^（）]*）|\\([^()]*\\)")
_WORDS_IN_QUOTE: Final = 30
_BEHIND: Final = 16
_LONGEST: Final = 600
"""Characters of a sentence on either side of a number that are looked at."""

# What the sentence is about: applications for disclosure, or some other business that also has 件.
TOPIC: Final = pattern(
    "(?P<ours>(?<!许可|登记|补贴|补助|救助|执行|仲裁|备案|认定|复议|贷款|项目|专利|注册|资质|变更|低保)申请(?!行政复议|复议|强制|人|法院)|依申请公开)"
    "|咨询|投诉|举报|信访|留言|来信|信箱|信件|来电|提案|议案|建议|热线|工单|诉求|征求|征集|网民|问卷|回应|解读|舆情|线索"
    "|许可|处罚|执法|培训|通报|会议|抽检|检查|公众号|推文|微博|发布会|规范性文件|规章|公文|复议|诉讼|信用|备案|项目"
)
_ABOUT_DISCLOSURE: Final = pattern("信息公开|依申请|公开申请|不服.{0,8}答复|公开(?:类)?的?行政复议")
_OURS_BEHIND: Final = pattern(
    "^[ \u3000]?(?:的)?(?:政府信息公开|信息公开|依申请公开|政务公开|公开)?(?:的)?"
    "申请(?!人|行政复议|复议|强制|法院|办结率)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A count with the words around it.

    `lead` are the words of its sentence before it without asides in brackets, `tail` those after it.
    """

    span: tuple[int, int]
    """The number with its measure word."""
    quote: tuple[int, int]
    """The words that a finding quotes."""
    lead: str
    clause: str
    """The end of `lead`: from the last comma or the last count."""
    tail: str
    sentence: tuple[int, int]
    count: Count
    about_requests: bool
    """Whether the last topic named in the paragraph is applications for disclosure."""
    other_topic: bool
    """Whether that topic is named and something else."""
    about_disclosure: bool
    """Whether the paragraph has named disclosure so far."""


@lru_cache(maxsize=64)
def mentions(text: str) -> tuple[Mention, ...]:
    """Every count of a text with its surroundings, from left to right."""
    topics = tuple((found.start(), bool(found["ours"])) for found in TOPIC.finditer(text))
    starts = tuple(at for at, _ in topics)
    ends = tuple(found.start() for found in _SENTENCE_END.finditer(text))
    result = []
    last_end = 0
    for count in counts(text):
        start, end = count.span
        at = bisect(ends, start - 1)
        sentence = max(ends[at - 1] + 1 if at else 0, start - _LONGEST)
        sentence_end = min(ends[at] if at < len(ends) else len(text), end + _LONGEST)
        line = text.rfind("\n", 0, start) + 1
        masked = _ASIDE.sub(lambda aside: "\0" * len(aside[0]), text[sentence:start])
        clause = sentence + _clause(masked, max(0, last_end - sentence))
        topic = bisect(starts, start) - 1
        named = topic >= 0 and starts[topic] >= line
        # 对3件申请予以公开: the thing stands behind its number.
        ours = (named and topics[topic][1]) or bool(_OURS_BEHIND.search(text[end : end + _BEHIND]))
        result.append(
            Mention(
                count.span,
                (max(clause, end - _WORDS_IN_QUOTE), end),
                masked.replace("\0", ""),
                masked[clause - sentence :].replace("\0", ""),
                text[end:sentence_end],
                (sentence, sentence_end),
                count,
                ours,
                named and not ours,
                bool(_ABOUT_DISCLOSURE.search(text, line, start)),
            )
        )
        last_end = end
    return tuple(result)


def _clause(words: str, low: int) -> int:
    """Where the last clause of these words begins, not before `low`."""
    begin = low
    for found in _CLAUSE_END.finditer(words, low):
        begin = found.end()
    # Behind a count the list goes on: 8件、法人1件, 8件和法人1件.
    skipped = "、和及 \u00a0\u3000\0" if begin == low else " \u00a0\u3000\0"
    while begin < len(words) and words[begin] in skipped:
        begin += 1
    return begin
