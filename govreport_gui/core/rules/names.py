"""Rules about the name of the unit."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import Span, own_words, quote, sentence_at, times
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.needs import NO_UNIT
from govreport_gui.core.rules.texts import about, written_sections

_ORGAN: Final = "(?:局|委|委员会|管委会|办|办公室|办公厅|厅|部|署|政府|政府机关|机关|街道|镇|乡|中心|院|处|司|公司)"
_NAME: Final = pattern("[\u4e00-\u9fff]{4,40}$")
_ORGAN_NAME: Final = pattern(rf"[\u4e00-\u9fff]{{2,39}}{_ORGAN}\s*$")
_SIGNATURE_LINE: Final = pattern(rf"^\s*([\u4e00-\u9fff]{{2,39}}{_ORGAN})\s*$", re.MULTILINE)
_CALLED: Final = pattern('[（(]以下(?:统称|简称)[:：]?[“"]?(?:我|本)[\u4e00-\u9fff]{1,3}[”"]?[）)]')
_OWN_TITLE: Final = pattern(r"(?:关于)?(?:19|20)[0-9]{2}\s*年度?政府信息公开(?:工作)?(?:年度)?报告")
_DATE: Final = pattern(r"(?:19|20)[0-9]{2}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日(?=\s|$|（)")
"""The day under a signature: nothing follows but (此件主动公开) or the line that says who printed it."""
_UNIT: Final = "(?:局|委员会|厅|人民政府|政府|街道办事处|管委会|镇|乡)"
_CONTACT: Final = pattern(
    rf"(?:与|向|和|联系(?:单位|部门|人)?[：:]|地址[：:])([\u4e00-\u9fff]{{2,34}}?{_UNIT})(?=(?:[\u4e00-\u9fff]{{0,12}}(?:办公室|科|处|股|室|办))?"
    r"\s?(?:进行)?(?:联系|咨询|[（(，,]\s?(?:联系|地址|电话|邮编)))"
)
_SUBJECT: Final = pattern(
    rf"(?:^|(?<=[。；\n])|(?<=[0-9]年[，,])|(?<=年度[，,]))[ \u3000]*([\u4e00-\u9fff]{{3,34}}?{_UNIT})"
    "(?=(?:坚持|认真|严格|积极|高度重视|全面|深入|共|收到|受理|主动|依法|按照|紧紧|始终|持续|不断|围绕|切实|进一步|扎实|着力|未|没有))",
    re.MULTILINE,
)
_CONTACT_END: Final = pattern(
    r"(?:[\u4e00-\u9fff]{0,12}(?:办公室|科|处|股|室|办))?\s?(?:进行)?(?:联系|咨询|[（(，,]\s?(?:联系|地址|电话|邮编))"
)
_SUBJECT_END: Final = pattern(
    "坚持|认真|严格|积极|高度重视|全面|深入|共|收到|受理|主动|依法|按照|紧紧|始终|持续|不断|围绕|切实|进一步|扎实|着力|未|没有"
)
_SORT: Final = pattern(f"{_UNIT}$")
_SHORT: Final = 4
"""市自然资源局 alone may be this unit or another's part; a whole name is longer than this."""
_SHORTEST_NAME: Final = 4
_LONGEST_NAME: Final = 42
_SIGNATURE: Final = 100
"""So near the end of 六 a signature stands, where it was not set apart."""
_VERBS: Final = pattern(".*(?:公布|编制|发布|完成|形成|制定|结合|根据|按照|现将|由)")
_OFFICE: Final = pattern("(?:党政|综合)?(?:办公室|办公厅|机关|办)$")
_TELLING_TAIL: Final = 6
"""So many characters at the end of a unit's name tell it from others: 海坛片区管理局, not 监督管理局."""
_RENAMED: Final = pattern("更名|改名|合并|划转|整合|撤销|组建|改革|挂牌|前身|职能|转隶")


@lru_cache(maxsize=256)
def _same_unit(name: str, unit: str) -> bool:
    """Whether a name may be that of the unit: whole, shortened, or of its office."""
    if name in unit or unit in name or unit[-_TELLING_TAIL:] in name:
        return True
    short, long = _OFFICE.sub("", name), iter(_OFFICE.sub("", unit))
    return all(character in long for character in short)


@lru_cache(maxsize=64)
def _names(section: str, text: str) -> tuple[Span, ...]:
    """Where a part names the unit that reports: as 我局, in its own title, in the signature."""
    words = own_words(text)
    # What stands behind a name is rare and looked for first: a pattern that begins with a name tries every place.
    behind = [(_CALLED, _NAME, 0), (_OWN_TITLE, _ORGAN_NAME, 0)]
    if section in {"other_matters", "closing"}:
        behind.append((_DATE, _ORGAN_NAME, max(0, len(words) - _SIGNATURE)))
    found = []
    for sign, name, begin in behind:
        for match in sign.finditer(words, begin):
            start = max(0, match.start() - _LONGEST_NAME)
            if before := name.search(words[start : match.start()]):
                found.append((start + before.start(), start + before.start() + len(before[0].rstrip())))
    if section == "closing":
        found.extend(match.span(1) for match in _SIGNATURE_LINE.finditer(words))
    found.extend(match.span(1) for match in _CONTACT.finditer(words))
    found.extend(match.span(1) for match in _SUBJECT.finditer(words))
    found = [((verbs.end() if (verbs := _VERBS.match(words, *span)) else span[0]), span[1]) for span in found]
    found = [(start, end) for start, end in found if end - start >= _SHORTEST_NAME and words[start] not in "我本"]
    return tuple(sorted(set(found)))


def _of_another(words: str, section: str, unit: str) -> list[Span]:
    """Where another unit of the same sort is named in this one's place."""
    found = []
    for start, end in _names(section, words):
        name = words[start:end]
        anchored = not (_CONTACT_END.match(words, end) or _SUBJECT_END.match(words, end))
        # Whom to call may be another office, and whoever acts too; a unit of the same sort was copied.
        if not _same_unit(name, unit) and (anchored or (_sort(name) == _sort(unit) != "" and len(name) > _SHORT)):
            found.append((start, end))
    return found


def _sort(name: str) -> str:
    """What sort of unit a name is: 局, 人民政府…; "" where it does not say."""
    sort = _SORT.search(_OFFICE.sub("", "".join(name.split())))
    return sort[0].replace("人民", "") if sort else ""


def _old_names(text: str, old: str, unit: str) -> list[Span]:
    """Where last year's name of the unit still stands, and not in a remark on the change."""
    if not old or old == unit or old in unit or old not in text:
        return []
    found = []
    for match in re.finditer(re.escape(old), text):
        before = text[max(0, match.start() - 2) : match.start()]
        if "原" not in before and not _RENAMED.search(sentence_at(text, match.start())):
            found.append(match.span())
    return found


def _unit(case: Case) -> Iterator[Finding | NotChecked]:
    """The unit is called by its name, not by last year's and not by another's."""
    unit = "".join(case.document.unit.split())
    if not unit:
        yield NotChecked("PD-06", None, NO_UNIT)
        return
    old = case.last.document.unit if case.last else ""
    for section, text in written_sections(case):
        if places := _old_names(text, old, unit):
            message = (
                f"“{section.name}”写有上年的单位名称“{old}”{times(places)}，现名称为“{unit}”。"
                "请改为现名称，或写明原因。"
            )
            yield about("PD-06", "explain", section.id, places, message)
            continue
        if places := _of_another(text, section.id, unit):
            said = quote(text[slice(*places[0])])
            message = (
                f"“{section.name}”的单位名称为{said}{times(places)}，标题为“{unit}”。请核对后改为一致，或写明原因。"
            )
            yield about("PD-06", "explain", section.id, places, message)


RULES: Final = (
    Check("PD-06", "explain", "文中的单位名称与封面一致，不是上年的旧名称", "上年文字没有改干净的常见差错", _unit),
)
