"""历年对照: up to five years of the unit in a table and as bars. A year without a report is a gap, never 0."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.forms.form import Format, Table
from govreport_gui.core.papers.charts import TABLE, Bar, Chart, Groups, Series, Year, bar, outcomes
from govreport_gui.core.papers.part import Part, grid
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.rules.case import Case
from govreport_gui.core.years.series import Earlier, called, series

HEADING: Final = "附：历年对照"
CHARTS: Final = "附：历年图表"
"""Over the charts of the years where they are printed behind a report."""
_NAME: Final = "历年对照"
_NEW, _CARRIED, _REVIEWS, _SUITS = "本年新收", "结转下年度", "行政复议", "行政诉讼"
_GRANTED, _REFUSED = "予以公开", "不予公开"
_DIRECT, _AFTER = "disputes.litigation_direct", "disputes.litigation_after_reconsideration"
_BEFORE: Final[Groups] = {_NEW: (f"{TABLE}.new.total",), "上年结转": (f"{TABLE}.carried_in.total",)}
_BEHIND: Final[Groups] = {
    "办理总计": (f"{TABLE}.results_total.total",),
    _CARRIED: (f"{TABLE}.carried_out.total",),
    "行政许可决定": ("proactive.licensing.decisions",),
    "行政处罚决定": ("proactive.penalties.decisions",),
    "行政强制决定": ("proactive.coercion.decisions",),
    "行政事业性收费": ("proactive.fees.amount",),
    _REVIEWS: ("disputes.reconsideration.total",),
    "复议结果纠正": ("disputes.reconsideration.corrected",),
    _SUITS: (f"{_DIRECT}.total", f"{_AFTER}.total"),
    "诉讼结果纠正": (f"{_DIRECT}.corrected", f"{_AFTER}.corrected"),
}
"""Rows of the table and what is added up for them. Whatever form a year is on, a cell of that name means the same."""
_CHARTS: Final = (
    ("历年新收和结转下年度", (_NEW, _CARRIED)),
    ("历年予以公开和不予公开", (_GRANTED, _REFUSED)),
    ("历年行政复议和行政诉讼", (_REVIEWS, _SUITS)),
)
_NO_REPORT: Final = "—"
_NAME_WIDTH: Final = 30.0


@dataclass(frozen=True, slots=True)
class SeveralYears:
    """The table with where each year comes from, and the charts."""

    part: Part
    charts: tuple[Chart, ...]


def several_years(case: Case, found: Iterable[Earlier]) -> SeveralYears | None:
    """This year and those before it of which a report was found; None where none adds to what the report has."""
    years = series(case, found, _figures)
    year = case.document.year
    if years is None or year is None:
        return None
    told: dict[int, Year | None] = dict.fromkeys(years.span(year))
    told |= {each: _year(report) for each, report in years.by_year.items()}
    told[year] = Year(f"{year}年", case.form, case.document, case.numbers)
    rows = {
        name: tuple(None if each is None else _bar(each, name, _unit(case.form, name)) for each in told.values())
        for name, cells in _rows(case.form).items()
        if cells
    }
    sources = "；".join(f"{each}年取自{called(report)}" for each, report in years.by_year.items())
    gaps = "、".join(f"{each}年" for each, report in told.items() if report is None)
    told_of = [f"{sources}。", *([f"没有找到{gaps}年报，该年空缺。"] if gaps else []), *years.told]
    return SeveralYears(
        Part(HEADING, tuple(told_of), _table(case.form, tuple(told), rows), _NAME),
        tuple(_charts(case.form, told, rows)),
    )


def _year(report: Earlier) -> Year:
    document = report.document
    return Year(f"{document.year}年", report.form, document, printed_numbers(report.form, document))


def _figures(report: Earlier) -> Sequence[Bar]:
    """All that is shown of a year."""
    year = _year(report)
    return [bar(year, cells) for cells in _rows(report.form).values()]


def _rows(form: Format) -> Groups:
    """By row: its cells on that form, none where the form has no such thing."""
    table = next((each for each in form.tables if each.id == TABLE), None)
    rows = {**_BEFORE, **(outcomes(table) if table is not None else {}), **_BEHIND}
    return {name: cells if all(cell in form.cells for cell in cells) else () for name, cells in rows.items()}


def _bar(year: Year, name: str, unit: str) -> Bar:
    cells = _rows(year.form).get(name, ())
    return Bar(None, "单位不同") if cells and year.form.cells[cells[0]].unit != unit else bar(year, cells)


def _unit(form: Format, name: str) -> str:
    return form.cells[_rows(form)[name][0]].unit


def _table(form: Format, years: Sequence[int], rows: Mapping[str, Sequence[Bar | None]]) -> Table:
    widths = (_NAME_WIDTH, *[(100 - _NAME_WIDTH) / len(years)] * len(years))
    head = ["项目", *(f"{year}年" for year in years)]
    lines = [
        [f"{name}（{_unit(form, name)}）", *(_NO_REPORT if each is None else each.label for each in bars)]
        for name, bars in rows.items()
    ]
    return grid(widths, [head, *lines])


def _charts(
    form: Format, years: Mapping[int, Year | None], rows: Mapping[str, Sequence[Bar | None]]
) -> Iterator[Chart]:
    names = tuple(f"{year}年" if report else f"{year}年（缺）" for year, report in years.items())
    for title, pair in _CHARTS:
        if all(name in rows for name in pair):
            shown = tuple(Series(name, tuple(each or Bar(None, "") for each in rows[name])) for name in pair)
            yield Chart(title, _unit(form, pair[0]), names, shown, CHARTS)
