"""Headings that are lost or misnumbered: the part's text is there, but it hangs on another part."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.forms.form import Section
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import Span, length, paragraphs, quote
from govreport_gui.core.rules.case import Case

_LINE: Final = pattern(r"^[ \u3000]*([一二三四五六七八九十]{1,2})[、.．，,]\s*(\S[^。；：\n]{1,36})$", re.MULTILINE)
_NUMERALS: Final = "一二三四五六"
# What only the heading of that part says.
_SAYS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "overview": pattern("^(?:总体情况|工作概况|概述|基本情况)$"),
        "proactive_text": pattern("主动公开政府信息(?:的)?(?:情况)?$"),
        "requests_text": pattern("(?:收到|处理).{0,6}政府信息公开申请(?:的)?(?:情况)?$"),
        "disputes_text": pattern("行政复议.{0,6}(?:行政)?诉讼(?:的)?(?:情况)?$"),
        "problems": pattern("主要问题"),
        "other_matters": pattern("^其他需要?(?:要)?(?:说明|报告)"),
    }
)
_A_PROBLEM: Final = pattern("问题|不足|薄弱|差距|不够|有待|短板|欠缺")
_A_MEASURE: Final = pattern("改进|下一步|下步|措施|今后|将|加强|提升|完善|强化|整改|优化")
_A_FEE: Final = pattern("处理费|其他需要报告的")
# Where the text of a part ends up once its heading is lost: behind the table before it, or in the part before.
_BEFORE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "overview": ("preface",),
        "problems": ("disputes_text", "requests_text", "proactive_text"),
        "other_matters": ("problems", "disputes_text"),
    }
)
_LEAST: Final = 30
_LEAST_OVERVIEW: Final = 200
_ASPECTS: Final = (pattern("主动公开"), pattern("申请"), pattern("平台|网站|新媒体"), pattern("监督|考核|培训"))


@lru_cache(maxsize=64)
def _misnumbered(text: str) -> tuple[tuple[str, Span], ...]:
    """The headings of other numerals than their own in a text: of which part, and where."""
    found = []
    for line in _LINE.finditer(text):
        words = "".join(line[2].split())
        for at, (section, says) in enumerate(_SAYS.items()):
            if says.search(words) and line[1] != _NUMERALS[at]:
                found.append((section, line.span()))
    return tuple(found)


def lost(case: Case, section: str) -> tuple[str, Span] | None:
    """Where the text of an empty part stands: in which part, and its first paragraph; None where it is nowhere."""
    for other, text in case.document.sections.items():
        for part, place in _misnumbered(text):
            if part == section:
                return other, place
    for other in _BEFORE[section]:
        text = case.text(other)
        if text and (span := _strayed(section, text)):
            return other, span
    return None


@lru_cache(maxsize=64)
def _strayed(section: str, text: str) -> Span | None:
    if section == "overview":
        whole = length(text) >= _LEAST_OVERVIEW and all(words.search(text) for words in _ASPECTS)
        return next(iter(paragraphs(text))) if whole else None
    sought = _A_PROBLEM if section == "problems" else _A_FEE
    if length(text) < _LEAST or (section == "problems" and not _A_MEASURE.search(text)):
        return None
    return next((span for span in paragraphs(text) if sought.search(text, *span)), None)


def misplaced(case: Case) -> Iterator[Finding]:
    """Headings that are misnumbered, in the text and where the source was read."""
    for section in case.form.sections:
        text = case.text(section.id)
        for part, span in _misnumbered(text) if text else ():
            yield _misnumbering(case.form.section(part), text[slice(*span)].strip(), section.id, span)
    for part, heading in case.document.headings.items():
        official = case.form.section(part)
        if (line := _LINE.match(heading)) and line[1] != official.heading[:1]:
            yield _misnumbering(official, heading.strip(), part, None)


def _misnumbering(official: Section, heading: str, section: str, span: Span | None) -> Finding:
    message = f"标题{quote(heading)}序号有误，统一格式为“{official.heading}”。请更正序号，并核对其后文字所属部分。"
    return Finding("NR-01", None, "notice", (), message, section=section, span=span)


def lost_heading(case: Case, section: str, where: tuple[str, Span]) -> Finding:
    """That the heading of a part is lost, and where its text went."""
    other, span = where
    official, text = case.form.section(section), case.text(other)
    message = (
        f"缺少标题“{official.heading}”，其文字疑接于“{case.form.section(other).name}”之后（{quote(text[slice(*span)])}）。"
        "请补标题，并将文字移入该部分。"
    )
    return Finding("NR-01", None, "notice", (), message, section=other, span=span)
