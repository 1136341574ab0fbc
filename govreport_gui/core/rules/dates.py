"""Rules about the report's period, its publication and the years in its text. There is no clock here:
what counts is the day on which the unit plans to publish.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import Span, own_words, quote, sentence_at, times
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.needs import NO_KIND, NO_YEAR
from govreport_gui.core.rules.report_year import A_DAY, A_YEAR, PLAN, is_of_figures, periods, signature
from govreport_gui.core.rules.texts import about, written_sections

_YEAR: Final = pattern(rf"(?<![0-9]){A_YEAR}(?!\s*版)")
_RANGE_BEFORE: Final = pattern(r"(?:[-—–~～至到]|[0-9]年?[、和与])\s*$")
_RANGE_AFTER: Final = pattern(rf"(?:{A_DAY})?\s*起?\s*[-—–~～至到、和与]\s*(?:19|20)[0-9]{{2}}")
_DAY_AFTER: Final = pattern(rf"\s*{A_DAY}")
_OPENS: Final = pattern(r"(?:^|\n)\s*$")
_EARLIER: Final = pattern(
    "同比|环比|同期|相比|对比|比(?:19|20)|较|上年|去年|上一年|针对|往年|历年|前年|前期|决算|以来|自(?:19|20)|施行|实施|印发|修订|修正|修改"
    "|颁布|发布的|公布的|制定|成立|出台|结转|延续|累计|届|清理|之前|以前|此前|年底|年末|底前|遗留|启用|启动|上线|改革|至今|沿用"
)
_LATER: Final = pattern(
    "下一步|下步|预计|预期|下年|次年|明年|来年|将|计划|预算|规划|拟|继续|力争|今后|期限|之前|底前|日前|结转|目标|到20|新一年|开年"
)
_HEADS: Final = pattern(r"(?:^|[。；\n：])[ \u3000]*$")
_CLOSE: Final = pattern(r"度?(?:，[^，。；\n]*|[^，。；\n]+(?:，[^，。；\n]*)?)")
"""From a year at the head of a sentence to the end of the clause that it opens."""
_ENDS: Final = ("preface", "other_matters", "closing")
"""Parts that may bear the day of publication, which is in the next year."""
_DEADLINES: Final = {"department": (1, 31), "office": (3, 31), "rollup": (3, 31)}
"""Last month and day of publication in the following year, by kind of unit."""
_LEFT_OVER: Final = 2
_SHOWN_YEARS: Final = 3


def _period(case: Case) -> Iterator[Finding | NotChecked]:
    year = case.year
    if year is None:
        yield NotChecked("PD-02", None, NO_YEAR)
        return
    if (title := case.judged.title) is not None:
        message = (
            f"标题年度为{title}年，{case.judged.against}均为{year}年，疑标题年度未更新。请核对后更正年度，或写明原因。"
        )
        yield Finding("PD-02", None, "explain", (), message, title, year)
    for section, text in written_sections(case):
        wrong = [
            span
            for span, whole in periods(text)
            if is_of_figures(text, span[0], whole=whole)
            and not (whole and own_words(text)[span[0] :].startswith(str(year)))
        ]
        if wrong:
            said = quote(text[slice(*wrong[0])])
            message = (
                f"“{section.name}”的统计期限为{said}，应为{year}年1月1日至{year}年12月31日。请核对后更正，或写明原因。"
            )
            yield about("PD-02", "explain", section.id, wrong, message)


def _planned(case: Case, rule: str) -> tuple[date, int] | NotChecked:
    """The planned day of publication and the report's year."""
    said, year = case.document.office.get("publish_on", ""), case.year
    if year is None:
        return NotChecked(rule, None, NO_YEAR)
    if not said:
        return NotChecked(rule, None, "封面信息未填计划公布日期")
    try:
        return date.fromisoformat(said), year
    except ValueError:
        return NotChecked(rule, None, f"计划公布日期“{said}”不是日期")


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def _deadline(case: Case) -> Iterator[Finding | NotChecked]:
    planned = _planned(case, "PD-03")
    kind, said = case.kind, case.document.office.get("publish_on", "")
    if said and not _is_day(said):
        such = f"，如 {case.year + 1}-1-20" if case.year else ""
        message = f"封面信息的公布日期写作“{said}”，不是日期。请更正{such}，或清空。"
        yield Finding("PD-03", None, "explain", (), message)
    elif isinstance(planned, NotChecked):
        yield planned
    elif not kind:
        yield NotChecked("PD-03", None, NO_KIND)
    elif kind not in _DEADLINES:
        yield NotChecked("PD-03", None, "条例未规定这类单位的公布期限")
    else:
        day, year = planned
        last = date(year + 1, *_DEADLINES[kind])
        if day > last:
            message = (
                f"计划公布日期为{_in_words(day)}，法定期限为{_in_words(last)}，晚{(day - last).days}天。"
                "请提前公布；确不能按期的，写明原因。"
            )
            yield Finding("PD-03", None, "explain", (), message, (day - last).days, 0)


def _closed(case: Case) -> Iterator[Finding | NotChecked]:
    yield from _signed(case)
    planned = _planned(case, "PD-04")
    if isinstance(planned, NotChecked):
        yield planned
        return
    day, year = planned
    first = date(year + 1, 1, 1)
    if day < first:
        message = (
            f"计划公布日期为{_in_words(day)}，{year}年尚未结束，数据应统计至{year}年12月31日。"
            "请更正计划公布日期，或写明原因。"
        )
        yield Finding("PD-04", None, "explain", (), message, (first - day).days, 0)


def _signed(case: Case) -> Iterator[Finding]:
    """A report that is signed before its year was over, or with last year's date."""
    year = case.year
    for section in ("other_matters", "closing"):
        text = case.text(section)
        if not text or year is None or (found := signature(text)) is None:
            continue
        span, day = found
        if (year - 1, 12, 31) <= day < (year, 12, 31):
            said = quote(text[slice(*span)])
            message = (
                f"落款日期为{said}，{year}年尚未结束，疑年份未更新或数据未统计至12月31日。请核对后更正，或写明原因。"
            )
            yield Finding("PD-04", None, "explain", (), message, day[0], year + 1, section, span)


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@lru_cache(maxsize=64)
def _other_years(section: str, text: str, year: int) -> tuple[tuple[Span, str], ...]:
    """The years in a part that are not the report's and that nothing around them explains."""
    words = own_words(text)
    named = [span for span, _ in periods(text)]
    found = []
    for match in _YEAR.finditer(words):
        start, end = match.span()
        other = int(match[1])
        if other == year or any(first <= start < last for first, last in named):
            continue
        if _RANGE_BEFORE.search(words, max(0, start - 6), start) or _RANGE_AFTER.match(words, end):
            continue
        if not _explained(section, words, (start, end), year - other):
            found.append(((start, end), match[1]))
    return tuple(found)


def _explained(section: str, words: str, span: Span, back: int) -> bool:
    """Whether the words around it say why another year stands there; `back` is how many years it lies back."""
    start, end = span
    near = sentence_at(words, start)
    # 「2024年收到12件，2025年收到9件」 compares the two.
    if back > 0 and f"{int(words[start : start + 4]) + back}年" in near:
        return True
    # 「2024年，全区共收到…，结转至2026年」: at the head of a sentence a year is the one that is reported on, and
    # only what stands close to it can say otherwise.
    if _HEADS.search(words, 0, start) and (close := _CLOSE.match(words, end)):
        near = close[0]
    if back < 0:
        dated = section in _ENDS and _DAY_AFTER.match(words, end)
        return bool(section == "problems" or dated or _LATER.search(near))
    # What lies further back is history; a text that was left over speaks of the last two years.
    # 「2020年，我局…较上年增长」 at the head of a paragraph names the year that is reported on.
    opens = _OPENS.search(words, 0, start) and words[end : end + 2].lstrip("度").startswith("，")
    return not opens and (back > _LEFT_OVER or bool(_EARLIER.search(near)))


@lru_cache(maxsize=64)
def _old_plans(text: str, year: int) -> tuple[Span, ...]:
    """Plans that name the year that is over."""
    return tuple(plan.span() for plan in PLAN.finditer(own_words(text)) if int(plan[1]) == year)


def _years(case: Case) -> Iterator[Finding | NotChecked]:
    year = case.year
    if year is None:
        yield NotChecked("PD-05", None, NO_YEAR)
        return
    for section, text in written_sections(case):
        places = _other_years(section.id, text, year)
        plans = _old_plans(text, year) if section.id == "problems" else ()
        if plans and not places:
            said = quote(text[slice(*plans[0])])
            message = (
                f"“{section.name}”的工作打算写作{said}{times(plans)}，下一年度为{year + 1}年。请核对年份是否未更新。"
            )
            yield about("PD-05", "notice", section.id, plans, message)
        if not places:
            continue
        years = list(dict.fromkeys(f"{other}年" for _, other in places))
        said = "、".join(years[:_SHOWN_YEARS])
        sentence = sentence_at(text, places[0][0][0]).strip()
        same = case.last is not None and any(sentence in old for old in case.last.document.sections.values())
        left = "该句与上年年报相同。" if same else ""
        message = f"“{section.name}”写有{said}{times(places)}，报告年度为{year}年。{left}请核对年份是否未更新。"
        yield about("PD-05", "notice", section.id, [span for span, _ in places], message)


_LAW: Final = "《政府信息公开条例》第四十九条"
RULES: Final = (
    Check(
        "PD-02",
        "explain",
        "标题年度与统计期限、正文、落款一致，统计期限是报告年度的1月1日至12月31日",
        "国办公开办函〔2021〕30号",
        _period,
    ),
    Check("PD-03", "explain", "计划公布日期不晚于法定期限：部门1月31日，政府3月31日", _LAW, _deadline),
    Check(
        "PD-04",
        "explain",
        "计划公布日期不早于次年1月1日，落款日期不早于报告年度12月31日",
        "国办公开办函〔2021〕30号：核定时间点为12月31日",
        _closed,
    ),
    Check("PD-05", "notice", "文中没有来历不明的其他年份", "上年文字没有改干净的常见差错", _years),
)
