"""What a rule needs before it can judge: certain numbers, last year's, the cover, text that is not shortened."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from govreport_gui.core.findings.finding import NO_LAST_YEAR, Finding, NotChecked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import PREVIOUS, without_number
from govreport_gui.core.rules.case import Case
from govreport_gui.core.values import Number

Results = Iterator[Finding | NotChecked]

NO_YEAR: Final = "封面信息未填报告年度"
NO_UNIT: Final = "封面信息未填单位名称"
NO_LEVEL: Final = "封面信息未填单位级别"
NO_KIND: Final = "封面信息未填单位类型"
NO_RULEMAKER: Final = "封面信息未填规章制定权"
SHORTENED: Final = "正文不全"
"""The reason where a text is shortened: nothing can be told from what is not in it."""
_NAMED: Final = 3
_BEFORE: Final = len(PREVIOUS)


def number(case: Case, cell: str) -> Number | None:
    """The certain number of a cell; `previous.` before its id asks for last year's.

    A blank total over a blank cell is not certain, though it shows the sum so far.
    """
    if _missing(case, cell):
        return None
    of = _report(case, cell)
    return of.numbers.get(cell.removeprefix(PREVIOUS)) if of else None


def numbers(case: Case, cells: Sequence[str]) -> tuple[Number, ...]:
    """The certain numbers of cells that `lacking` has found nothing missing in."""
    return tuple(each for cell in cells if (each := number(case, cell)) is not None)


def lacking(case: Case, cells: Sequence[str]) -> str:
    """Why these cells cannot be judged by; "" if all their numbers are certain."""
    this, last = case.figures.numbers, case.last.figures.numbers if case.last else {}
    # Asked for hundreds of cells at each number typed, of which nearly all have theirs.
    without = [
        cell for cell in cells if (cell[_BEFORE:] not in last if cell.startswith(PREVIOUS) else cell not in this)
    ]
    missing = [each for cell in without for each in _missing(case, cell)]
    if not missing:
        return ""
    if any(cell.startswith(PREVIOUS) for cell in missing):
        if case.last is None:
            return NO_LAST_YEAR
        if reason := not_in_last_year(missing, case.last.form):
            return reason
    return no_number(case, missing)


def no_number(case: Case, cells: Iterable[str]) -> str:
    """Why these cells, all without a number, have none: those that hold something else, or else that they are blank."""
    missing = list(dict.fromkeys(cells))
    any_typed = case.figures.unreadable or (case.last and case.last.figures.unreadable)
    unreadable = [cell for cell in missing if _typed(case, cell)] if any_typed else []
    named = unreadable or missing
    some = "、".join(_place(case, cell) for cell in named[:_NAMED]) + f"等{len(named)}格" * (len(named) > _NAMED)
    return f"{some}不是数字" if unreadable else f"{some}未填"


def not_in_last_year(cells: Sequence[str], last: Format) -> str:
    """Why years cannot be compared (XY-03): last year's form has no such cells; "" if it has them all."""
    absent = any(cell.removeprefix(PREVIOUS) not in last.cells for cell in cells if cell.startswith(PREVIOUS))
    return f"上年年报采用{last.name}，无可比数据" if absent else ""


def given(rule: str, cells: Sequence[str], judge: Callable[..., Results]) -> Callable[[Case], Results]:
    """A rule over those cells: `judge` gets the case and their numbers once all are certain.

    On a form without one of the cells there is nothing to judge.
    """

    def judged(case: Case) -> Results:
        if any(cell.removeprefix(PREVIOUS) not in case.form.cells for cell in cells):
            return
        if reason := lacking(case, cells):
            yield NotChecked(rule, None, reason)
        else:
            yield from judge(case, *numbers(case, cells))

    return judged


def none_for_two_years(case: Case, cells_of: Callable[[Format], Sequence[str]]) -> bool | str:
    """Whether all those cells are 0 this year and last; a sentence where that is not certain.

    `cells_of` gives them for a year's form. One number above 0 is enough for a no.
    """
    this = tuple(cells_of(case.form))
    last = tuple(PREVIOUS + cell for cell in cells_of(case.last.form)) if case.last else ()
    for cells in (this, last):
        if any(number(case, cell) for cell in cells):
            return False
        if reason := lacking(case, cells):
            return reason
    return True if case.last else NO_LAST_YEAR


def _missing(case: Case, cell: str) -> tuple[str, ...]:
    """The cells without a number that a cell's number hangs on."""
    if not cell.startswith(PREVIOUS):
        return without_number(cell, case.figures)
    if case.last is None:
        return (cell,)
    return tuple(PREVIOUS + each for each in without_number(cell.removeprefix(PREVIOUS), case.last.figures))


def _report(case: Case, cell: str) -> Case | None:
    """The report that a cell stands in: this year's or last year's, None where that is not loaded."""
    return case.last if cell.startswith(PREVIOUS) else case


def _typed(case: Case, cell: str) -> bool:
    of = _report(case, cell)
    return of is not None and cell.removeprefix(PREVIOUS) in of.document.cells


def _place(case: Case, cell: str) -> str:
    if case.last and cell.startswith(PREVIOUS):
        return f"上年年报{case.last.form.cells[cell.removeprefix(PREVIOUS)].place}"
    return case.form.cells[cell].place
