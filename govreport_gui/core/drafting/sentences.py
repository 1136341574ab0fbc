"""The usual sentences of a report, written from its tables, with their numbers ready to follow these."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.patterns import pattern
from govreport_gui.core.prose.referents import (
    CARRIED_IN,
    CARRIED_OUT,
    CATEGORIES,
    LITIGATION,
    NEW,
    RECONSIDERATION,
    RESULTS,
)
from govreport_gui.core.report.binding import Binding, Bindings
from govreport_gui.core.rules.case import Case
from govreport_gui.core.rules.cell_sums import first_open, terms, total
from govreport_gui.core.values import Number, show
from govreport_gui.core.years.last_year import growth

_MARKED: Final = pattern("\0([^\0]*)\0([^\0]*)\0")
_BLANK: Final = pattern("〔[^〔〕]*〕")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to put into the text."""

    name: str
    """What it is about."""
    text: str
    numbers: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    """Where its numbers stand, how they are written, and the cells whose sum they are."""

    def placed(self, section: str, at: int) -> Bindings:
        """The bindings of its numbers once it stands in that part from there."""
        return tuple(Binding(section, at + start, written, cells) for start, written, cells in self.numbers)

    def behind(self, words: str) -> "Sentence":
        """The same behind these words."""
        numbers = tuple((at + len(words), written, cells) for at, written, cells in self.numbers)
        return Sentence(self.name, words + self.text, numbers)

    @property
    def blank(self) -> tuple[int, int] | None:
        """The first place that is still to be filled in, 〔金额〕; None where there is none."""
        found = _BLANK.search(self.text)
        return found.span() if found else None


_Marked = tuple[str, str]
"""What a sentence is about, and its text with the marks of `_marked`."""
_WORDS: Final = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
_OUTCOMES: Final = (("upheld", "结果维持"), ("corrected", "结果纠正"), ("other", "其他结果"), ("pending", "尚未审结"))
_BODIES: Final = ("enterprise", "research", "public_welfare", "legal_service", "other")
_POWERS: Final = (("licensing", "行政许可"), ("penalties", "行政处罚"), ("coercion", "行政强制"))
_FILES: Final = (("regulations", "规章"), ("normative_documents", "行政规范性文件"))


def sentences(case: Case) -> tuple[Sentence, ...]:
    """The sentences whose cells are filled in, in the order of the form, with growth where last year is loaded."""
    return tuple(_unmarked(name, text) for name, text in _all(case))


def _all(case: Case) -> Iterator[_Marked]:
    year = f"{case.document.year}年" if case.document.year else "本年度"
    yield from _files(case, year)
    yield from _powers(case, year)
    yield from _received(case, year)
    yield from _applicants(case)
    yield from _results(case)
    yield from _disputes(case, year)
    yield "信息处理费（未收取）", f"{year}，未收取信息处理费。"
    yield "信息处理费（收取）", f"{year}，共收取信息处理费〔金额〕元，涉及政府信息公开申请〔件数〕件。"


def _marked(number: Number, *patterns: str) -> str:
    """The number with the cells that it is the sum of, as it stands in a sentence until that is whole."""
    return f"\0{' '.join(patterns)}\0{show(number)}\0"


def _unmarked(name: str, marked: str) -> Sentence:
    text, numbers, done = "", [], 0
    for found in _MARKED.finditer(marked):
        text += marked[done : found.start()]
        numbers.append((len(text), found[2], tuple(found[1].split())))
        text += found[2]
        done = found.end()
    return Sentence(name, text + marked[done:], tuple(numbers))


def _number(case: Case, *patterns: str) -> Number | None:
    """The sum of the cells; None while it cannot be told, or where the form has no such cells."""
    parts = terms(case.form, patterns)
    if not parts or first_open(case.form, case.document.cells, case.numbers, parts) is not None:
        return None
    return total(case.numbers, parts)


def _growth(case: Case, now: Number, *patterns: str) -> str:
    """，同比增长8.5%; "" where there is nothing to compare with."""
    if case.last is None:
        return ""
    parts = terms(case.last.form, patterns)
    if not parts or first_open(case.last.form, case.last.document.cells, case.last.numbers, parts) is not None:
        return ""
    before = total(case.last.numbers, parts)
    if before == now:
        return "，与上年持平" if now else ""
    if not before:
        return ""
    rate = growth(before, now)
    return f"，同比{'增长' if rate > 0 else '下降'}{show(abs(rate))}%" if rate else ""


def _files(case: Case, year: str) -> Iterator[_Marked]:
    for row, name in _FILES:
        cells = [f"proactive.{row}.{column}" for column in ("issued", "repealed", "in_force")]
        issued, repealed, in_force = (_number(case, cell) for cell in cells)
        if issued is None or repealed is None or in_force is None:
            continue
        if row == "regulations" and not (issued or repealed or in_force):
            continue
        numbers = (issued, repealed, in_force)
        said = [_marked(number, cell) for number, cell in zip(numbers, cells, strict=True)]
        yield name, f"{year}，制发{name}{said[0]}件，废止{said[1]}件，现行有效{said[2]}件。"


def _powers(case: Case, year: str) -> Iterator[_Marked]:
    said = []
    for row, name in _POWERS:
        cell = f"proactive.{row}.decisions"
        number = _number(case, cell)
        if number is None:
            return
        said.append(f"作出{name}处理决定{_marked(number, cell)}件{_growth(case, number, cell)}")
    yield "许可、处罚、强制", f"{year}，{'；'.join(said)}。"


def _received(case: Case, year: str) -> Iterator[_Marked]:
    new, old = _number(case, *NEW.cells), _number(case, *CARRIED_IN.cells)
    closed, left = _number(case, *RESULTS.cells), _number(case, *CARRIED_OUT.cells)
    if new is None or old is None or closed is None or left is None:
        return
    if not (new or old):
        yield "收到和办结申请", f"{year}，未收到政府信息公开申请。"
        return
    words = f"{year}，新收政府信息公开申请{_marked(new, *NEW.cells)}件{_growth(case, new, *NEW.cells)}"
    words += f"，上年结转{_marked(old, *CARRIED_IN.cells)}件" if old else ""
    yield (
        "收到和办结申请",
        f"{words}；办结{_marked(closed, *RESULTS.cells)}件，结转下年度继续办理{_marked(left, *CARRIED_OUT.cells)}件。",
    )


def _applicants(case: Case) -> Iterator[_Marked]:
    one = "requests.new.natural_person"
    several = [f"requests.new.{column}" for column in _BODIES]
    person, body = _number(case, one), _number(case, *several)
    if person is not None and body is not None and person + body:
        yield (
            "申请人",
            f"新收的申请中，自然人申请{_marked(person, one)}件，法人或其他组织申请{_marked(body, *several)}件。",
        )


def _results(case: Case) -> Iterator[_Marked]:
    closed = _number(case, *RESULTS.cells)
    numbers = [(referent.cells, _number(case, *referent.cells)) for referent in CATEGORIES.values()]
    if not closed or None in [number for _, number in numbers]:
        return
    said = [
        f"{word}{_marked(number, *cells)}件" for word, (cells, number) in zip(_WORDS, numbers, strict=True) if number
    ]
    yield "办理结果", f"办结的政府信息公开申请中，{'，'.join(said)}。"


def _disputes(case: Case, year: str) -> Iterator[_Marked]:
    review, court = _number(case, *RECONSIDERATION.cells), _number(case, *LITIGATION.cells)
    if review is None or court is None:
        return
    if not (review or court):
        yield "复议诉讼", f"{year}，未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况。"
        return
    reviewed = _outcomes(case, "disputes.reconsideration")
    sued = _outcomes(case, "disputes.litigation_*")
    yield (
        "复议诉讼",
        (
            f"{year}，因政府信息公开工作被申请行政复议{_marked(review, *RECONSIDERATION.cells)}件{reviewed}，"
            f"被提起行政诉讼{_marked(court, *LITIGATION.cells)}件{sued}。"
        ),
    )


def _outcomes(case: Case, row: str) -> str:
    """（结果维持3件，尚未审结1件）; "" while not all are filled in."""
    numbers = [(name, f"{row}.{column}") for column, name in _OUTCOMES]
    found = [(name, cell, _number(case, cell)) for name, cell in numbers]
    said = [f"{name}{_marked(number, cell)}件" for name, cell, number in found if number]
    return f"（{'，'.join(said)}）" if said and all(number is not None for *_, number in found) else ""
