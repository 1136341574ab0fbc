"""Rules about the writing itself: punctuation, numbering, document numbers, spaces, names of laws.

At most one finding of a rule in each part, with the number of places and the first of them.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.forms.laws import Law
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import Span, places, quote, shortened, times
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.needs import SHORTENED
from govreport_gui.core.rules.texts import about, written_sections

_HAN: Final = "\u4e00-\u9fff"
_HALF_WIDTH: Final = pattern(
    rf"(?<=[{_HAN}”》）])[,;:?!()<>\"'](?![A-Za-z0-9]*://)|[,;:?!()<>\"'](?=[{_HAN}“《（])|(?<=[{_HAN}])\.(?=[{_HAN}\s]|$)"
)
_NUMBERING: Final = pattern(
    rf"[（(][一二三四五六七八九十]+[）)][、.．，,]|(?:^|(?<=[。；：\n]))[ \u3000]*[0-9]{{1,2}}、(?=[{_HAN}])"
)
_NUMBERED: Final = pattern(r"^\s*[（(]([一二三四五六七八九]|十[一二三四五六七八九]?)[）)]", re.MULTILINE)
_ORDER: Final = tuple("一二三四五六七八九十") + tuple(f"十{digit}" for digit in "一二三四五六七八九")
_BRACKETS: Final = pattern(rf"(?<=[{_HAN}])\s?[\[［【(（](?:19|20)[0-9]{{2}}[\]］】)）]\s?第?[0-9]{{1,4}}\s?号")
_SPACES: Final = pattern(
    r"[\u00a0\u200b-\u200f\u2060\ufeff]|^[ \u3000]+(?=\S)|(?<=\S)[ \u3000]{2,}(?=\S)", re.MULTILINE
)
_SPACE_NAMES: Final = (("\u00a0", "不间断空格"), ("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "看不见的字符"))

_FULL_NAME: Final = "《中华人民共和国政府信息公开条例》"
_SHORT_NAME: Final = pattern("《(?:政府信息公开)?条例》")
_WRONG_NAME: Final = pattern(
    "《中华人民共和国(?!政府信息公开条例》)[^《》\n]{0,10}信息公开[^《》\n]{0,6}条例》"
    "|《(?:中华人民共和国)?政府(?:信息公开工作|信息|公开|信息公开实施)条例》"
)
_LOST_BRACKETS: Final = pattern(
    r"国办公开办函(?!\s*[〔\[［【(（]\s*20[0-9]{2}\s*[〕\]］】)）]\s*[0-9]{1,3}\s*号)[\s0-9〔〕\[\]（）()]*号?"
    r"|(?:国办发|国办函|国发|国函)\s?(?:19|20)[0-9]{2}\s?第?[0-9]{1,3}\s?号"
)
_DOCUMENT_NUMBER: Final = pattern(
    r"(?:国务院令|国令|国务院第?)\s?第?\s?[0-9]{3}\s?号令?|国办[公开发办函]{1,4}\s?[〔\[［【(（]\s?20[0-9]{2}\s?[〕\]］】)）]\s?第?[0-9]{1,4}\s?号"
)
_BETWEEN: Final = pattern(r"[\s>＞〉》）)（(的通知》、，,中华人民共和国”\"]*")
_DIGITS: Final = pattern("[0-9]+")
_NAME_BEFORE: Final = 40
_AROUND: Final = 6


def _each(
    rule: str, pattern: re.Pattern[str], says: Callable[[str, Span], str], case: Case
) -> Iterator[Finding | NotChecked]:
    for section, text in written_sections(case):
        if found := places(pattern, text):
            message = f"“{section.name}”有{len(found)}处{says(text, found[0])}"
            yield about(rule, "notice", section.id, found, message)


def _around(text: str, span: Span) -> str:
    """The words around a place, to find it by."""
    return quote(text[max(0, span[0] - _AROUND) : span[1] + _AROUND])


def _say_half_width(text: str, span: Span) -> str:
    return f"半角标点，第一处在{_around(text, span)}。中文应用全角标点，请逐处更正。"


def _say_numbering(text: str, span: Span) -> str:
    return f"序号写法不规范，第一处是{quote(text[slice(*span)])}。序号依次写“一、”“（一）”“1.”“（1）”，请更正。"


def _say_brackets(text: str, span: Span) -> str:
    return f"文号的括号不规范，第一处是{quote(text[slice(*span)])}。年份应用六角括号，如〔2021〕，请更正。"


def _say_spaces(text: str, span: Span) -> str:
    name = next((name for signs, name in _SPACE_NAMES if text[span[0]] in signs), "多余的空格")
    return f"{name}，第一处在{_around(text, span)}。空格不应用于排版，请删去。"


@lru_cache(maxsize=64)
def _out_of_order(text: str) -> tuple[tuple[Span, str, str], ...]:
    """The （三） that follows a （一）: its place, what it is and what should stand there."""
    found = []
    before = 0
    for match in _NUMBERED.finditer(text):
        number = _ORDER.index(match[1]) + 1
        if number not in {before + 1, 1}:
            found.append((match.span(1), f"（{match[1]}）", f"（{_ORDER[before]}）"))
        before = number
    return tuple(found)


def _levels(case: Case) -> Iterator[Finding | NotChecked]:
    """Wrong signs first; where the signs are right, numbers that were skipped or doubled."""
    for section, text in written_sections(case):
        if found := places(_NUMBERING, text):
            message = f"“{section.name}”有{len(found)}处{_say_numbering(text, found[0])}"
            yield about("TX-02", "notice", section.id, found, message)
        elif skipped := _out_of_order(text):
            if shortened(text):
                yield NotChecked("TX-02", None, SHORTENED)
                continue
            _, is_, ought = skipped[0]
            message = f"“{section.name}”序号不连续，应为“{ought}”处写作“{is_}”。请核对有无漏段或序号有误。"
            yield about("TX-02", "notice", section.id, [span for span, _, _ in skipped], message)


@lru_cache(maxsize=64)
def _misnumbered(text: str, form: str, laws: tuple[Law, ...]) -> tuple[tuple[Span, Law], ...]:
    """The numbers of laws that are not theirs, each with the law that is named before it."""
    found = []
    for number in _DOCUMENT_NUMBER.finditer(text):
        begin = max(0, number.start() - _NAME_BEFORE)
        before = text[begin : number.start()]
        cited = [
            (place + len(word), law)
            for law in laws
            if law.form in {"", form}
            for word in law.words
            if (place := before.rfind(word)) >= 0
        ]
        if not cited:
            continue
        end, law = max(cited, key=lambda each: each[0])
        # Only brackets, 的通知 and the like between a name and its number.
        if _BETWEEN.fullmatch(before, end) and _DIGITS.findall(number[0]) != _DIGITS.findall(law.number):
            found.append((number.span(), law))
    return tuple(found)


def _laws(case: Case) -> Iterator[Finding | NotChecked]:
    """Names of laws and numbers of documents are whole, and 《条例》 is spelt fully before it is shortened."""
    named = cut = False
    for section, text in written_sections(case):
        full, short = text.find(_FULL_NAME), _SHORT_NAME.search(text)
        if wrong := (*places(_WRONG_NAME, text), *places(_LOST_BRACKETS, text)):
            said = quote(text[slice(*wrong[0])])
            message = (
                f"“{section.name}”的{said}{times(wrong)}不完整或有误，应写全称和文号，如“{_FULL_NAME}”“国办公开办函〔2021〕30号”。"
                "请核对原文后更正，或写明原因。"
            )
            yield about("TX-06", "explain", section.id, wrong, message)
        elif misnumbered := _misnumbered(text, case.form.id, case.form.laws):
            span, law = misnumbered[0]
            said = quote(text[slice(*span)])
            message = (
                f"“{section.name}”引用{law.name}的文号为{said}{times(misnumbered)}，应为“{law.number}”。"
                "请核对原文后更正，或写明原因。"
            )
            yield about("TX-06", "explain", section.id, [span for span, _ in misnumbered], message)
        elif short and not named and (full < 0 or full > short.start()):
            if cut or shortened(text[: short.start()]):
                yield NotChecked("TX-06", None, SHORTENED)
            else:
                message = (
                    f"“{section.name}”首次提到条例写作{quote(short[0])}，应写全称“{_FULL_NAME}”。"
                    "请改为全称，或写明原因。"
                )
                yield about("TX-06", "explain", section.id, [short.span()], message)
        if full >= 0 or short:
            # Said once; a second 《条例》 is no second fault.
            named = True
        cut = cut or shortened(text)


_PUNCTUATION: Final = "GB/T 15834—2011"
_OFFICIAL: Final = "GB/T 9704—2012"
RULES: Final = (
    Check("TX-01", "notice", "中文里用全角标点", _PUNCTUATION, partial(_each, "TX-01", _HALF_WIDTH, _say_half_width)),
    Check(
        "TX-02", "notice", "序号依次为一、（一）1.（1），不写“（一）、”“1、”，不跳号", f"{_OFFICIAL}第7.3.3条", _levels
    ),
    Check("TX-03", "notice", "文号的年份用六角括号〔〕", _OFFICIAL, partial(_each, "TX-03", _BRACKETS, _say_brackets)),
    Check(
        "TX-04",
        "notice",
        "没有不间断空格、看不见的字符、排版用的空格",
        _OFFICIAL,
        partial(_each, "TX-04", _SPACES, _say_spaces),
    ),
    Check(
        "TX-06",
        "explain",
        "法规名称和文号完整，文号与所引法规、文件相符，条例第一次出现写全称",
        "《国家通用语言文字法》；公文写作惯例",
        _laws,
    ),
)
