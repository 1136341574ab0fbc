"""What the charts show, as plain data: the year's applications, and last year's beside them where they are known."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.forms.form import Format, Table
from govreport_gui.core.patterns import pattern
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import Case
from govreport_gui.core.values import Number, show

TITLE: Final = "图表"
HEADING: Final = "附：图表"
"""Over the charts where they are printed behind a report."""

TABLE: Final = "requests"
"""The table of the applications."""
_FLOW: Final = (
    ("new", "本年新收"),
    ("carried_in", "上年结转"),
    ("results_total", "办理总计"),
    ("carried_out", "结转下年度"),
)
_OUTCOME: Final = pattern("（[一二三四五六七八九十]+）(?P<name>[^（]+)")
_ALL: Final = "总计"

Groups = Mapping[str, tuple[str, ...]]
"""By the name of a kind: the cells that are added up for it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A number and what is written at it; None has no bar, and the words say why."""

    number: Number | None
    label: str


@dataclass(frozen=True, slots=True)
class Series:
    """Bars that belong together, one for each name of the chart: one year's, or one thing's over the years."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars side by side: for every name one of each series, the dark one first.

    Charts with one `heading` stand on a page together.
    """

    title: str
    unit: str
    names: tuple[str, ...]
    series: tuple[Series, ...]
    heading: str = HEADING


@dataclass(frozen=True, slots=True)
class Year:
    """One report, and how its year is called."""

    name: str
    form: Format
    document: Document
    numbers: Mapping[str, Number]

    @property
    def table(self) -> Table | None:
        """The table of the applications."""
        return next((table for table in self.form.tables if table.id == TABLE), None)


def charts(case: Case) -> tuple[Chart, ...]:
    """Applications of the year as they came and went, by applicant and by outcome; none without their table."""
    years = tuple(_years(case))
    this = years[0]
    if this.table is None:
        return ()
    unit = case.form.cells[this.table.cells[0]].unit
    return tuple(
        Chart(title, unit, names, tuple(Series(year.name, _bars(year, groups, names)) for year in years))
        for title, groups in _CHARTS
        for names in (tuple(groups(this.table)),)
    )


def outcomes(table: Table) -> Groups:
    """The kinds of outcome of the form, （一） to （六）, each with the totals of its rows."""
    found: dict[str, tuple[str, ...]] = {}
    for box in table.boxes:
        name = _OUTCOME.match(box.text) if box.kind == "label" else None
        if name is not None and name["name"] != _ALL:
            lines = table.lines[box.line : box.line + box.lines]
            found[name["name"].strip()] = tuple(line.cells[-1] for line in lines)
    return found


def _applicants(table: Table) -> Groups:
    return {name: (f"{TABLE}.new.{column}",) for column, name in table.columns.items() if column != "total"}


def _flow(_table: Table) -> Groups:
    return {name: (f"{TABLE}.{row}.total",) for row, name in _FLOW}


_CHARTS: Final = (("申请的收到和办理", _flow), ("新收申请：按申请人", _applicants), ("办理结果", outcomes))


def _years(case: Case) -> Iterator[Year]:
    names = [_year_name(case.document, "本年")]
    yield Year(names[0], case.form, case.document, case.numbers)
    if case.last is not None:
        last = case.last.document
        name = _year_name(last, "上年")
        yield Year(name if name not in names else f"{name}（上年年报）", case.last.form, last, case.last.numbers)


def _year_name(document: Document, otherwise: str) -> str:
    return f"{document.year}年" if document.year else otherwise


def _bars(year: Year, groups: Callable[[Table], Groups], names: Sequence[str]) -> tuple[Bar, ...]:
    """Last year's report may stand on another form, which has the same kinds in other rows."""
    own = groups(year.table) if year.table else {}
    return tuple(bar(year, own.get(name, ())) for name in names)


def bar(year: Year, cells: Sequence[str]) -> Bar:
    """The sum of these cells. Blank is not 0, and a number with parts still blank says so."""
    if not cells or any(cell not in year.form.cells for cell in cells):
        return Bar(None, "当年表里没有")
    leaves = [leaf for cell in cells for leaf in _leaves(year, cell)]
    typed = [leaf for leaf in leaves if leaf in year.document.cells]
    if any(leaf not in year.numbers for leaf in typed):
        return Bar(None, "不是数字")
    if not typed:
        return Bar(None, "未填")
    number = sum(year.numbers.get(cell, 0) for cell in cells)
    return Bar(number, show(number) + ("" if len(typed) == len(leaves) else "（未填完）"))


def _leaves(year: Year, cell: str) -> Iterator[str]:
    """The cells that a number comes from: itself where it is typed or no total, else its parts'."""
    if cell in year.document.cells or cell not in year.form.sums:
        yield cell
        return
    for _, part in year.form.sums[cell]:
        yield from _leaves(year, part)
