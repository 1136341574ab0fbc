"""Whether the text was copied from last year's report. The official notice calls it 内容雷同."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from govreport_gui.core.findings.finding import NO_LAST_YEAR, Finding, NotChecked
from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.old_years import first_year
from govreport_gui.core.prose.passages import Span, length, paragraphs, shortened
from govreport_gui.core.rules.case import Case, Check
from govreport_gui.core.rules.needs import SHORTENED

ALIKE: Final = 70
"""Percent of likeness above which a part has to be explained."""

_PARTS: Final = ("overview", "problems")
_GRAM: Final = 3
_LONG: Final = 40
"""Characters from which a paragraph that stands in both reports was copied and is no mere phrase."""
_NUMBER: Final = pattern("[0-9０-９]+")
_SHOWN: Final = 4


@lru_cache(maxsize=16)
def _grams(text: str) -> frozenset[str]:
    """All runs of three characters, spaces left out."""
    plain = "".join(text.split())
    return frozenset(plain[at : at + _GRAM] for at in range(len(plain) - _GRAM + 1))


@lru_cache(maxsize=16)
def likeness(text: str, other: str) -> int:
    """How alike two texts are, in whole percent rounded up: the share of runs of three characters that both have."""
    ours, theirs = _grams(text), _grams(other)
    both = len(ours & theirs)
    return -(-both * 100 // max(1, len(ours) + len(theirs) - both))


def _plain(paragraph: str) -> str:
    """A paragraph without its spaces and with every number as 0: new figures do not make a new text."""
    return _NUMBER.sub("0", "".join(paragraph.split()))


@lru_cache(maxsize=16)
def copied(text: str, other: str) -> tuple[tuple[int, Span], ...]:
    """The paragraphs, counted from 1, that stand in the other text too, whatever their numbers."""
    theirs = {_plain(other[slice(*span)]) for span in paragraphs(other)}
    found = []
    for number, span in enumerate(paragraphs(text), 1):
        words = _plain(text[slice(*span)])
        if len(words) >= _LONG and not shortened(words) and words in theirs:
            found.append((number, span))
    return tuple(found)


@lru_cache(maxsize=16)
def only_first_year(text: str, other: str, year: int, before: int) -> tuple[tuple[int, Span], ...]:
    """The paragraphs, counted from 1, that begin with `year` and stand in the other text with `before` in its place:
    all else in them is of the year before.
    """

    def rest(of: str, span: Span, first: int) -> str:
        found = first_year(of, span, first)
        return "".join(of[found[1] : span[1]].split()) if found is not None else ""

    theirs = {rest(other, span, before) for span in paragraphs(other)} - {""}
    ours = ((number, span) for number, span in enumerate(paragraphs(text), 1))
    return tuple((number, span) for number, span in ours if rest(text, span, year) in theirs)


def _copied(case: Case) -> Iterator[Finding | NotChecked]:
    if case.last is None:
        yield NotChecked("XY-07", None, NO_LAST_YEAR)
        return
    for section in _PARTS:
        text, last = case.text(section), case.last.document.sections.get(section, "")
        name = case.form.section(section).name
        if not text.strip() or not last.strip():
            yield NotChecked("XY-07", None, f"“{name}”" + ("上年年报未写" if text.strip() else "未写"))
            continue
        places = copied(text, last)
        cut = shortened(text) or shortened(last)
        percent = 0 if cut else likeness(text, last)
        if cut:
            yield NotChecked("XY-07", None, SHORTENED)
        if percent > ALIKE or places:
            yield _finding(section, name, text, percent, places)
    yield from _begun_again(case, case.last)


def _begun_again(case: Case, last: Case) -> Iterator[Finding]:
    """Where the first year of a paragraph is this year's and nothing else is: 由上年年报新建 leaves it so."""
    year, before = case.document.year, last.document.year
    for section in case.form.sections if year and before else ():
        text, other = case.text(section.id), last.document.sections.get(section.id, "")
        told = copied(text, other) if section.id in _PARTS else ()
        places = tuple(each for each in only_first_year(text, other, year or 0, before or 0) if each not in told)
        if places:
            numbers = _listed(places)
            message = f"“{section.name}”第{numbers}段除段首年份外与上年相同。请核对是否属实，按本年实际改写。"
            span = _from_first(places)
            yield Finding("XY-07", "first_year", "notice", (), message, len(places), 0, section.id, span)


def _from_first(places: tuple[tuple[int, Span], ...]) -> Span:
    """From the first of these paragraphs to the last of those that follow it without a gap."""
    run = [span for at, (number, span) in enumerate(places) if number == places[0][0] + at]
    return run[0][0], run[-1][1]


def _listed(places: tuple[tuple[int, Span], ...]) -> str:
    return "、".join(str(number) for number, _ in places[:_SHOWN]) + ("等" if len(places) > _SHOWN else "")


def _finding(section: str, name: str, text: str, percent: int, places: tuple[tuple[int, Span], ...]) -> Finding:
    numbers = _listed(places)
    words = sum(length(text[slice(*span)]) for _, span in places)
    which = f"第{numbers}段（共{words}字）除数字外与上年相同" if places else ""
    span = _from_first(places) if places else None
    if percent > ALIKE:
        also = f"，其中{which}" if which else ""
        message = (
            f"“{name}”与上年年报有{percent}%相同，超过{ALIKE}%{also}。"
            "易被认定为内容雷同，请按本年实际重写，或写明原因。"
        )
        return Finding("XY-07", None, "explain", (), message, percent, ALIKE, section, span)
    message = f"“{name}”{which}。请核对是否漏改，按本年实际改写。"
    return Finding("XY-07", None, "notice", (), message, len(places), 0, section, span)


RULES: Final = (
    Check(
        "XY-07",
        "explain",
        f"第一、五部分与上年年报的相同程度（三字组）不超过{ALIKE}%，没有整段照抄",
        "国办公开办函〔2021〕30号三（四）：内容雷同的要追究责任",
        _copied,
    ),
)
