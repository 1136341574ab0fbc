"""Rules about what must not be published: placeholders, personal data, marks of secrecy, the same text twice."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from govreport_gui.core.findings.finding import Finding, NotChecked
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.passages import Span, paragraphs, places, quote, sentences, shortened, times
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.texts import about, written_sections

_NOT_LATIN_BEFORE: Final = r"(?<![A-Za-z0-9./@_\-])"
_NOT_LATIN_AFTER: Final = r"(?![A-Za-z0-9./@_\-])"
_PLACEHOLDER: Final = pattern(
    rf"{_NOT_LATIN_BEFORE}(?:[Xx]{{2,}}|[Xx](?=[年月日件条次个项元%％])|[NnMm](?=[件条次项]))(?:{_NOT_LATIN_AFTER})"
    r"|[×✕╳Ｘｘ]{2,}|[*＊]{2,}|[×✕╳Ｘｘ](?=[年月日件条次个项元%％])|[＿_]{2,}|\{[^{}\n]{0,20}\}|〔(?:单位名称|年度|待填)[^〕]*〕"
    "|某某|[○〇]{3,}|[?？]{3,}|\ufffd+"
    "|此处(?:填写|插入|补充|报告)|在此(?:填写|输入)|(?:请|待)(?:填写|填入|填报|补充|核实|输入)(?=[）)】\\]。…]|$)"
)

_ID_NUMBER: Final = pattern(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE: Final = pattern(r"(?<![0-9A-Za-z\-])1[3-9][0-9]{9}(?![0-9A-Za-z])")
_ACCOUNT: Final = pattern(
    r"(?<![0-9A-Za-z])[0-9]{16,19}(?![0-9A-Za-z])|(?:账号|帐号|账户|卡号)[：:为]?\s*(?P<named>[0-9][0-9 \-]{8,24}[0-9])"
)
_SURNAMES: Final = (
    "[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易武乔贺赖龚文]"
)
_APPLICANT: Final = pattern(
    f"(?:申请人|原告)[：:]?(?P<named>{_SURNAMES}"
    "[\u4e00-\u9fff]{1,2}?)(?=向我|向本|向区|向县|向市|不服|诉|（|\\(|，身份证|，住|先生|女士)"
)
_CONTACT: Final = pattern("电话|手机|联系|传真|热线|咨询|投诉|监督|值班|微信")
_A_PERSON: Final = pattern(
    f"(?:^|[，,。；：:（(、 \n]|联系人|经办人|负责人|填报人|审核人)"
    f"(?:{_SURNAMES}[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,3}}(?:先生|女士|同志))"
    "[）)，,：: ]*[（(]?(?:的?手机号?码?|联系电话|电话)?[：: ]*$"
)
"""A name right before a number: then it is that person's."""
_CONTACT_BEFORE: Final = 30
_APPLICANT_NAME: Final = "申请人姓名"
_OF_LEDGER: Final = "台账中申请人的信息"
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LAST_DIGITS: Final = "10X98765432"

_SECRECY: Final = pattern(
    r"(?:绝密|机密|秘密)\s*[★☆]|^[\s（(【\[]*(?:绝密|机密|秘密|工作秘密|内部资料|内部文件|内部使用)[）)】\]\s]*$"
    "|^[ \t（(【\\[]*(?:内部资料|内部文件|内部使用)[，,：:、 ].{0,16}$"
    "|注意保存|(?:不得|严禁|请勿)外传|仅限内部(?:使用|传阅)|仅供内部",
    re.MULTILINE,
)
_LONG_PARAGRAPH: Final = 20
_LONG_SENTENCE: Final = 30


def _placeholders(case: Case) -> Iterator[Finding | NotChecked]:
    for section, text in written_sections(case):
        if found := places(_PLACEHOLDER, text):
            said = quote(text[slice(*found[0])])
            message = f"“{section.name}”有未替换的文字{said}{times(found)}，应为实际内容。请改为实际内容，或删去。"
            yield about("NR-08", "explain", section.id, found, message)


@lru_cache(maxsize=64)
def _personal(text: str) -> tuple[tuple[Span, str], ...]:
    """The personal data in a text and what they look like. An office's own telephone is none."""
    found: dict[Span, str] = {}
    for match in _ID_NUMBER.finditer(text):
        if _valid_id(match[0].upper()):
            found[match.span()] = "身份证号码"
    for match in _MOBILE.finditer(text):
        before = text[max(0, match.start() - _CONTACT_BEFORE) : match.start()]
        if not _CONTACT.search(before) or _A_PERSON.search(before):
            found[match.span()] = "手机号码"
    for match in _ACCOUNT.finditer(text):
        span = match.span("named") if match["named"] else match.span()
        if span not in found and (match["named"] or _valid_card(match[0])):
            found[span] = "银行账号"
    for match in _APPLICANT.finditer(text):
        found[match.span("named")] = _APPLICANT_NAME
    return tuple(sorted(found.items()))


def _valid_id(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return number[-1] == _LAST_DIGITS[total % 11]


def _valid_card(number: str) -> bool:
    """The check digit of bank cards (Luhn)."""
    doubled = [int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(number))]
    return sum(digit if digit < 10 else digit - 9 for digit in doubled) % 10 == 0


@lru_cache(maxsize=64)
def _known(text: str, applicants: frozenset[str]) -> tuple[tuple[Span, str], ...]:
    """Where somebody stands whom the ledger knows."""
    there = [each for each in applicants if each in text]
    return tuple((match.span(), _OF_LEDGER) for each in there for match in re.finditer(re.escape(each), text))


def _privacy(case: Case) -> Iterator[Finding | NotChecked]:
    for section, text in written_sections(case):
        if found := sorted({*_personal(text), *_known(text, case.applicants)}):
            (start, end), what = found[0]
            # The finding itself is printed and passed on, so it does not repeat what must not be published.
            shown = (
                text[start] + "*" * (end - start - 1)
                if what in {_APPLICANT_NAME, _OF_LEDGER}
                else f"{text[start : start + 3]}***{text[end - 2 : end]}"
            )
            message = f"“{section.name}”有{what}“{shown}”{times(found)}，公布的年报不应有个人信息。请删去，或写明原因。"
            yield about("PB-01", "explain", section.id, [span for span, _ in found], message)


def _secrecy(case: Case) -> Iterator[Finding | NotChecked]:
    ought = "公布的年报不应有密级或内部标志。请核对能否公布，删去标志，或写明原因。"
    if marked := _SECRECY.search(case.document.title):
        yield Finding("PB-02", None, "explain", (), f"标题有{quote(marked[0])}，{ought}", 1, 0)
    for section, text in written_sections(case):
        if found := places(_SECRECY, text):
            said = quote(text[slice(*found[0])])
            message = f"“{section.name}”有{said}{times(found)}，{ought}"
            yield about("PB-02", "explain", section.id, found, message)


@lru_cache(maxsize=8)
def _doubled(texts: tuple[tuple[str, str], ...], titles: frozenset[str]) -> dict[str, list[tuple[Span, str]]]:
    """By part: what stands there for the second time, and in which part it stands first; "" for a heading or title."""
    found: dict[str, list[tuple[Span, str]]] = {}
    first: dict[str, str] = {}
    for section, text in texts:
        here = found.setdefault(section, [])
        repeated: list[Span] = []
        for span in paragraphs(text):
            words = "".join(text[slice(*span)].split())
            if words in titles:
                here.append((span, ""))
            elif len(words) < _LONG_PARAGRAPH or shortened(words) or "\t" in text[slice(*span)]:
                continue
            elif words in first:
                here.append((span, first[words]))
                repeated.append(span)
            else:
                first[words] = section
        for start, end in sentences(text):
            words = "".join(text[start:end].split())
            if len(words) < _LONG_SENTENCE or any(begin <= start < stop for begin, stop in repeated):
                continue
            sentence = "。" + words
            if sentence in first:
                here.append(((start, end), first[sentence]))
            first.setdefault(sentence, section)
    return {section: sorted(here) for section, here in found.items() if here}


def _twice(case: Case) -> Iterator[Finding | NotChecked]:
    document = case.document
    names = [section.heading for section in case.form.sections] + list(document.headings.values())
    names += [document.title, case.form.title_of(document.unit, document.year)]
    titles = frozenset("".join(name.split()) for name in names) - {""}
    texts = tuple((section.id, text) for section, text in written_sections(case))
    for section, doubled in _doubled(texts, titles).items():
        (start, end), earlier = doubled[0]
        name, words = case.form.section(section).name, quote(case.text(section)[start:end])
        if earlier:
            message = (
                f"“{name}”的{words}{times(doubled)}与“{case.form.section(earlier).name}”重复。请只留一处，或写明原因。"
            )
        else:
            message = f"“{name}”的文字有标题{words}{times(doubled)}，标题由程序印出，不应重复。请删去该行。"
        yield about("PB-04", "explain", section, [span for span, _ in doubled], message)


RULES: Final = (
    Check(
        "NR-08",
        "explain",
        "文中没有××、＿＿、｛｝、“此处填写”一类没替换的文字",
        "各地退回年报的常见原因",
        _placeholders,
    ),
    Check(
        "PB-01",
        "explain",
        "文中没有身份证号码、个人手机号码、银行账号、申请人姓名（单位联系方式除外）；打开台账时，没有台账中申请人的姓名、地址",
        "《政府信息公开条例》第十五条",
        _privacy,
    ),
    Check("PB-02", "explain", "文中没有密级标志和内部资料标志", "《政府信息公开条例》第十四条、第十七条", _secrecy),
    Check("PB-04", "explain", "同一段文字、同一个标题只出现一次", "各地退回年报的常见原因", _twice),
)
