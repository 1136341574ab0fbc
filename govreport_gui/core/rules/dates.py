"""Rules about the report's period, its publication and the years in its text. There is no clock here:
what counts is the day on which the unit plans to publish.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import Span, own_words, quote, sentence_at, times
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.needs import NO_KIND, NO_YEAR
from govreport_gui.core.rules.texts import about, written_sections

_A_YEAR: Final = r"((?:19|20)[0-9]{2})\s*年"
_A_DAY: Final = r"([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日"
_PERIOD: Final = pattern(rf"{_A_YEAR}\s*{_A_DAY}\s*起?\s*(?:至|到|[-—–~～]+)\s*(?:{_A_YEAR}|当年|同年)?\s*{_A_DAY}")
_OF_FIGURES: Final = pattern("统计|数据|期限|周期|时限|期间|截止")
_BEFORE_PERIOD: Final = 20
_YEAR: Final = pattern(rf"(?<![0-9]){_A_YEAR}(?!\s*版)")
_RANGE_BEFORE: Final = pattern(r"(?:[-—–~～至到]|[0-9]年?[、和与])\s*$")
_RANGE_AFTER: Final = pattern(rf"(?:{_A_DAY})?\s*起?\s*[-—–~～至到、和与]\s*(?:19|20)[0-9]{{2}}")
_DAY_AFTER: Final = pattern(rf"\s*{_A_DAY}")
_OPENS: Final = pattern(r"(?:^|\n)\s*$")
_EARLIER: Final = pattern(
    "同比|环比|同期|相比|对比|比(?:19|20)|较|上年|去年|上一年|往年|历年|前年|前期|决算|以来|自(?:19|20)|施行|实施|印发|修订|修正|修改"
    "|颁布|发布的|公布的|制定|成立|出台|结转|延续|累计|届|清理|之前|以前|此前|年底|年末|底前|遗留|启用|启动|上线|改革|至今|沿用"
)
_LATER: Final = pattern(
    "下一步|下步|预计|预期|下年|次年|明年|来年|将|计划|预算|规划|拟|继续|力争|今后|期限|之前|底前|日前|结转|目标|到20|新一年|开年"
)
_ENDS: Final = ("preface", "other_matters", "closing")
"""Parts that may bear the day of publication, which is in the next year."""
_DEADLINES: Final = {"department": (1, 31), "office": (3, 31), "rollup": (3, 31)}
"""Last month and day of publication in the following year, by kind of unit."""
_LEFT_OVER: Final = 2
_SHOWN_YEARS: Final = 3


@lru_cache(maxsize=64)
def _periods(text: str) -> tuple[tuple[Span, bool], ...]:
    """The periods 年月日至年月日 and whether each is that of a whole calendar year."""
    found = []
    for match in _PERIOD.finditer(own_words(text)):
        first, month, day, last, last_month, last_day = match.groups()
        whole = (int(month), int(day), int(last_month), int(last_day)) == (1, 1, 12, 31)
        found.append((match.span(), whole and last in {None, first}))
    return tuple(found)


def _is_of_figures(text: str, place: int, *, whole: bool) -> bool:
    """Whether a period is that of the report's figures, not that of some campaign or of last year."""
    if _OF_FIGURES.search(text[max(0, place - _BEFORE_PERIOD) : place]):
        return True
    return whole and not re.search("同期|上年|去年|上一年", sentence_at(text, place))


def _period(case: Case) -> Iterator[Finding | NotChecked]:
    year = case.document.year
    if year is None:
        yield NotChecked("PD-02", None, NO_YEAR)
        return
    for section, text in written_sections(case):
        wrong = [
            span
            for span, whole in _periods(text)
            if _is_of_figures(text, span[0], whole=whole)
            and not (whole and own_words(text)[span[0] :].startswith(str(year)))
        ]
        if wrong:
            said = quote(text[slice(*wrong[0])])
            message = f"“{section.name}”里的统计期限写的是{said}，应为{year}年1月1日至{year}年12月31日。核对后改正。"
            yield about("PD-02", "explain", section.id, wrong, message)


def _planned(case: Case, rule: str) -> tuple[date, int] | NotChecked:
    """The planned day of publication and the report's year."""
    said, year = case.document.office.get("publish_on", ""), case.document.year
    if year is None:
        return NotChecked(rule, None, NO_YEAR)
    if not said:
        return NotChecked(rule, None, "封面信息没有填计划公布日期")
    try:
        return date.fromisoformat(said), year
    except ValueError:
        return NotChecked(rule, None, f"计划公布日期“{said}”不是日期")


def _deadline(case: Case) -> Iterator[Finding | NotChecked]:
    planned = _planned(case, "PD-03")
    kind = case.document.kind
    if isinstance(planned, NotChecked):
        yield planned
    elif not kind:
        yield NotChecked("PD-03", None, NO_KIND)
    elif kind not in _DEADLINES:
        yield NotChecked("PD-03", None, "条例没有写明这类单位的公布期限")
    else:
        day, year = planned
        last = date(year + 1, *_DEADLINES[kind])
        if day > last:
            message = (
                f"计划公布日期是{_in_words(day)}，法定期限是{_in_words(last)}，晚{(day - last).days}天。"
                "提前公布；确实不能按期的，写明原因。"
            )
            yield Finding("PD-03", None, "explain", (), message, (day - last).days, 0)


def _closed(case: Case) -> Iterator[Finding | NotChecked]:
    planned = _planned(case, "PD-04")
    if isinstance(planned, NotChecked):
        yield planned
        return
    day, year = planned
    first = date(year + 1, 1, 1)
    if day < first:
        message = (
            f"计划公布日期是{_in_words(day)}，{year}年还没有结束，数据应统计到{year}年12月31日。"
            "改计划公布日期，或写明原因。"
        )
        yield Finding("PD-04", None, "explain", (), message, (first - day).days, 0)


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@lru_cache(maxsize=64)
def _other_years(section: str, text: str, year: int) -> tuple[tuple[Span, str], ...]:
    """The years in a part that are not the report's and that nothing around them explains."""
    words = own_words(text)
    periods = [span for span, _ in _periods(text)]
    found = []
    for match in _YEAR.finditer(words):
        start, end = match.span()
        other = int(match[1])
        if other == year or any(first <= start < last for first, last in periods):
            continue
        if _RANGE_BEFORE.search(words, max(0, start - 6), start) or _RANGE_AFTER.match(words, end):
            continue
        if not _explained(section, words, (start, end), year - other):
            found.append(((start, end), match[1]))
    return tuple(found)


def _explained(section: str, words: str, span: Span, back: int) -> bool:
    """Whether the words around it say why another year stands there; `back` is how many years it lies back."""
    start, end = span
    sentence = sentence_at(words, start)
    if back < 0:
        dated = section in _ENDS and _DAY_AFTER.match(words, end)
        return bool(section == "problems" or dated or _LATER.search(sentence))
    # What lies further back is history; a text that was left over speaks of the last two years.
    # 「2020年，我局…较上年增长」 at the head of a paragraph names the year that is reported on.
    opens = _OPENS.search(words, 0, start) and words[end : end + 2].lstrip("度").startswith("，")
    return not opens and (back > _LEFT_OVER or bool(_EARLIER.search(sentence)))


def _years(case: Case) -> Iterator[Finding | NotChecked]:
    year = case.document.year
    if year is None:
        yield NotChecked("PD-05", None, NO_YEAR)
        return
    for section, text in written_sections(case):
        places = _other_years(section.id, text, year)
        if not places:
            continue
        years = list(dict.fromkeys(f"{other}年" for _, other in places))
        said = "、".join(years[:_SHOWN_YEARS])
        sentence = sentence_at(text, places[0][0][0]).strip()
        same = case.last is not None and any(sentence in old for old in case.last.document.sections.values())
        left = "这句话与上年年报一字不差。" if same else ""
        message = (
            f"“{section.name}”里写到{said}{times(places)}，报告年度是{year}年。{left}"
            "核对是不是漏改了；确实是别的年度的事，不用改。"
        )
        yield about("PD-05", "notice", section.id, [span for span, _ in places], message)


_LAW: Final = "《政府信息公开条例》第四十九条"
RULES: Final = (
    Check("PD-02", "explain", "统计期限是报告年度的1月1日至12月31日", "国办公开办函〔2021〕30号", _period),
    Check("PD-03", "explain", "计划公布日期不晚于法定期限：部门1月31日，政府3月31日", _LAW, _deadline),
    Check(
        "PD-04", "explain", "计划公布日期不早于次年1月1日", "国办公开办函〔2021〕30号：核定时间点为12月31日", _closed
    ),
    Check("PD-05", "notice", "文中没有来历不明的其他年份", "上年文字没有改干净的常见差错", _years),
)
