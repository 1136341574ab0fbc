"""Rules about what the parts that are there must contain; `parts` says when one is missing."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose import aspects
from govreport_gui.core.prose.passages import Span, length, paragraphs, quote, shortened, times
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.needs import NO_KIND, NO_YEAR, SHORTENED
from govreport_gui.core.rules.texts import about, not_written, shortened_anywhere, written_sections

_FAR_LONGER: Final = 1500
_FEE_SINCE: Final = 2021
"""The first year of 《政府信息公开信息处理费管理办法》."""
_ASPECTS_SINCE: Final = 2021
"""The first form that asks for five aspects and a thousand characters."""

_FIVE: Final = "应写主动公开、依申请公开、政府信息管理、平台建设、监督保障5个方面"
_ASPECTS: Final = MappingProxyType(
    {
        "主动公开": pattern("主动公开|主动发布|公开发布|公布政府信息|公开政府信息"),
        "依申请公开": pattern("申请"),
        "政府信息管理": pattern("信息管理|管理.{0,6}信息|审核|审查|规范性文件|清理|保密|归档|动态调整"),
        "政府信息公开平台建设": pattern("平台|网站|新媒体|公众号|专栏|载体|公报|专区"),
        "监督保障": pattern("监督|考核|考评|保障|培训|检查|评议|督查|通报|责任"),
    }
)
_RESULTS: Final = MappingProxyType(
    {
        "工作考核": pattern("考核|考评|绩效|考绩"),
        "社会评议": pattern("评议|满意度|测评|民意|第三方评估"),
        "责任追究": pattern("追究|追责|问责|究责"),
    }
)
_PREFACE: Final = MappingProxyType(
    {
        "编制依据": pattern("条例|根据|依据|按照"),
        "统计期限": pattern("期限|周期|时限|期间|1月1日"),
        "获取方式": pattern("下载|网站|网址|电子版|查阅|公布平台|http|www"),
    }
)
_BARE: Final = pattern(r"[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．][^。；，：\n]{2,20}[。：，]?")
_A_HEADING: Final = pattern(r"[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|（$")
_ENDING: Final = 12
_FEE: Final = pattern("处理费|(?:收取|收费|产生).{0,12}费|费用?.{0,8}(?:收取|产生)|未收费|没有收费|无收费")


def asks_for_aspects(form: Format) -> bool:
    """Whether part 一 of that form has five aspects."""
    return form.first_year >= _ASPECTS_SINCE


def _aspects(case: Case) -> Iterator[Finding | NotChecked]:
    if not asks_for_aspects(case.form):
        yield NotChecked("NR-02", None, f"{case.form.name}未规定五个方面")
        return
    text = case.text("overview")
    if not text.strip():
        yield not_written(case, "NR-02", "overview")
        return
    begun = {name: aspects.state(of) for name, of in aspects.by_aspect(text).items()}
    open_ones = [*_not_written_out(text, begun)]
    headed = [aspects.ASPECTS[name] for name, state in begun.items() if state in {"bare", "unfinished"}]
    absent = [name for name in _absent(text, _ASPECTS) if not name.endswith(tuple(headed))]
    if absent and shortened(text):
        yield NotChecked("NR-02", None, SHORTENED)
    elif absent or open_ones:
        words = "；".join([f"未写{'、'.join(absent)}"] * bool(absent) + [said for said, _ in open_ones])
        message = f"“一、总体情况”{words}。{_FIVE}，请补写，或写明不涉及的原因。"
        there = len(_ASPECTS) - len(absent) - len(open_ones)
        span = open_ones[0][1] if open_ones else None
        yield Finding("NR-02", None, "explain", (), message, there, len(_ASPECTS), "overview", span)
    for name, of in aspects.by_aspect(text).items():
        if begun[name] == "short":
            number = sum(each.length for each in of)
            message = (
                f"“一、总体情况”的{aspects.ASPECTS[name]}仅{number}字，过短。"
                f"一般写明做法和数据，不少于{aspects.LEAST}字，请核对是否补写。"
            )
            yield Finding("NR-02", name, "notice", (), message, number, aspects.LEAST, "overview", of[0].head)


def _not_written_out(text: str, begun: Mapping[aspects.Aspect, aspects.Written]) -> Iterator[tuple[str, Span]]:
    """The aspects that have a heading and nothing below it, or end in the middle of a sentence, and where."""
    for name, of in aspects.by_aspect(text).items():
        called = aspects.ASPECTS[name]
        if begun[name] == "bare":
            yield f"{called}只有标题，待写", of[0].head
        elif begun[name] == "unfinished":
            start, end = next(each.span for each in of if each.written == "unfinished")
            end_of = max(start, end - _ENDING, text.rfind("。", start, end) + 1), end
            yield f"{called}止于{quote(text[slice(*end_of)])}，未写完", end_of


def _results(case: Case) -> Iterator[Finding | NotChecked]:
    kind = case.kind
    if not kind:
        yield NotChecked("NR-04", None, NO_KIND)
    elif kind in {"rollup", "office", "township"}:
        yield from _named(case, "NR-04", _RESULTS, "政府年报应写工作考核、社会评议、责任追究3项结果，未追责的也应写明")


def _named(case: Case, rule: str, wanted: Mapping[str, re.Pattern[str]], ought: str) -> Iterator[Finding | NotChecked]:
    """In 一 each of these matters must be named by one of its words at least."""
    text = case.text("overview")
    if not text.strip():
        yield not_written(case, rule, "overview")
        return
    absent = _absent(text, wanted)
    if absent and shortened(text):
        yield NotChecked(rule, None, SHORTENED)
    elif absent:
        message = f"“一、总体情况”未写{'、'.join(absent)}。{ought}，请补写，或写明不涉及的原因。"
        there = len(wanted) - len(absent)
        yield Finding(rule, None, "explain", (), message, there, len(wanted), "overview")


def unnamed(text: str) -> tuple[aspects.Aspect, ...]:
    """The aspects that no word of the text names, whatever its headings."""
    absent = _absent(text, _ASPECTS)
    return tuple(name for name, called in aspects.ASPECTS.items() if any(each.endswith(called) for each in absent))


def _absent(text: str, wanted: Mapping[str, re.Pattern[str]]) -> list[str]:
    """Those of the matters that no word of the text names."""
    said = _told(text)
    return [name for name, words in wanted.items() if not words.search(said)]


@lru_cache(maxsize=16)
def _told(text: str) -> str:
    """A part's text without the headings under which nothing is said."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    kept = (line for line, next_ in pairwise((*lines, "（")) if not (_BARE.fullmatch(line) and _A_HEADING.match(next_)))
    return "\n".join(kept)


@lru_cache(maxsize=64)
def _broken_off(text: str) -> tuple[Span, ...]:
    """The paragraphs that end in a comma, or in a colon at the end of the part, where a heading or nothing follows."""
    spans = paragraphs(text)
    found = []
    for at, (start, end) in enumerate(spans):
        words = text[start:end].rstrip()
        last = at + 1 == len(spans)
        follows = "" if last else text[slice(*spans[at + 1])].strip()
        comma = words.endswith(("，", "、", ",")) and (last or _A_HEADING.match(follows))
        if comma or (last and words.endswith(("：", ":"))):
            found.append((max(start, end - _ENDING), end))
    return tuple(found)


def _untold(case: Case, section: str, text: str) -> tuple[Span, ...]:
    """The paragraphs that are broken off, without the aspects of 一 of which NR-02 says it."""
    found = _broken_off(text)
    if not found or section != "overview" or not asks_for_aspects(case.form):
        return found
    told = {each.span[1] for each in aspects.stretches(text) if each.aspect and each.written in {"unfinished", "bare"}}
    return tuple(span for span in found if len(text[: span[1]].rstrip()) not in told)


def _unfinished(case: Case) -> Iterator[Finding]:
    for section, text in written_sections(case):
        if section.id != "closing" and (found := _untold(case, section.id, text)):
            said = quote(text[slice(*found[0])])
            message = f"“{section.name}”有段落止于{said}{times(found)}，疑未写完。请补写，或改正标点。"
            yield about("TX-07", "notice", section.id, found, message)


def _length(case: Case) -> Iterator[Finding | NotChecked]:
    text = case.text("overview")
    number = length(text)
    limit = case.form.section("overview").limit
    if not limit:
        yield NotChecked("NR-03", None, f"{case.form.name}未规定篇幅")
    elif number > limit:
        much = "超出很多" if number > _FAR_LONGER else f"超出{number - limit}字"
        message = f"“一、总体情况”有{number}字，统一格式要求原则上不超过{limit}字，{much}。请精简，或写明原因。"
        yield Finding("NR-03", None, "explain", (), message, number, limit, "overview")
    elif shortened(text):
        yield NotChecked("NR-03", None, SHORTENED)


def _fee(case: Case) -> Iterator[Finding | NotChecked]:
    text, year = case.text("other_matters"), case.year
    if year is None:
        yield NotChecked("NR-06", None, NO_YEAR)
    elif year < _FEE_SINCE:
        yield NotChecked("NR-06", None, f"信息处理费从{_FEE_SINCE}年起才要报告")
    elif not text.strip():
        yield not_written(case, "NR-06", "other_matters")
    elif not _FEE.search(text):
        if shortened(text):
            yield NotChecked("NR-06", None, SHORTENED)
            return
        message = "“六、其他事项”未写收取信息处理费情况。请写明收取件数、金额，未收取的写“未收取信息处理费”。"
        yield Finding("NR-06", None, "explain", (), message, 0, 1, "other_matters")


def _preface(case: Case) -> Iterator[Finding | NotChecked]:
    text = case.text("preface")
    absent = [name for name, words in _PREFACE.items() if not words.search(text)] if text.strip() else []
    if absent and shortened_anywhere(case):
        yield NotChecked("NR-11", None, SHORTENED)
    elif absent:
        message = f"“编制说明”未写{'、'.join(absent)}，一般写编制依据、统计期限、获取方式3项。请核对是否补写。"
        yield Finding("NR-11", None, "notice", (), message, len(_PREFACE) - len(absent), len(_PREFACE), "preface")


_NOTICE: Final = "国办公开办函〔2021〕30号"
_LAW: Final = "《政府信息公开条例》"
RULES: Final = (
    Check(
        "NR-02",
        "explain",
        "第一部分写到主动公开、依申请公开、政府信息管理、平台建设、监督保障，不只有标题，不止于逗号、冒号；"
        f"一个方面不足{aspects.LEAST}字的作提醒",
        f"{_NOTICE}一（一）",
        _aspects,
    ),
    Check(
        "NR-03",
        "explain",
        "第一部分不超过统一格式规定的字数（一千字，不计空格）",
        f"{_NOTICE}：篇幅原则上不超过一千字",
        _length,
    ),
    Check(
        "NR-04",
        "explain",
        "政府（本级汇总、机关本级、乡镇街道）的第一部分写到工作考核、社会评议、责任追究",
        f"{_LAW}第五十条第四项；{_NOTICE}一（一）",
        _results,
    ),
    Check("NR-06", "explain", "第六部分写明收取信息处理费的情况", "统一格式第六部分；国办函〔2020〕109号", _fee),
    Check("TX-07", "notice", "段落写完整，不止于逗号、冒号", "公文写作惯例", _unfinished),
    Check("NR-11", "notice", "编制说明写到编制依据、统计期限、获取方式", "各地年报的通行写法", _preface),
)
