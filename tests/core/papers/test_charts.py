"""What the charts show."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.charts import Bar, Chart, charts, outcomes
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.case import case_of
from govreport_gui.files.sources.imported import Imported

KINDS = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")


def drawn(form: Format, document: Document) -> tuple[Chart, ...]:
    return charts(case_of(form, document))


def labels(chart: Chart, year: int = 0) -> dict[str, str]:
    return dict(zip(chart.names, (bar.label for bar in chart.series[year].bars), strict=True))


def test_the_sample_as_bars(sample: Imported) -> None:
    flow, applicants, results = drawn(sample.form, sample.document)
    assert labels(flow) == {"本年新收": "9", "上年结转": "0", "办理总计": "9", "结转下年度": "0"}
    assert labels(applicants)["自然人"] == "9"
    assert results.names == KINDS
    assert results.series[0].bars[:2] == (Bar(9, "9"), Bar(0, "0"))
    assert [series.name for series in results.series] == ["2021年"]
    assert {chart.unit for chart in (flow, applicants, results)} == {"件"}


def test_both_forms_have_the_same_kinds_of_outcome(form: Format, old_form: Format) -> None:
    for each in (form, old_form):
        kinds = outcomes(each.table("requests"))
        assert tuple(kinds) == KINDS
        # Every row of an outcome belongs to one kind: together they are all rows between 上年结转 and 总计.
        rows = [cell for cells in kinds.values() for cell in cells]
        between = [row for row in each.table("requests").rows if row not in {"new", "carried_in", "carried_out"}]
        assert rows == [f"requests.{row}.total" for row in between if row != "results_total"]


def test_last_year_stands_beside_this_year_whatever_its_form(form: Format, old_form: Format) -> None:
    old = Document("2019", year=2020, cells={"requests.otherwise.total": "7", "requests.new.enterprise": "3"})
    new = Document("2021", year=2021, cells={"requests.otherwise_other.total": "2"}, last=LastYear(old_form, old))
    _, applicants, results = drawn(form, new)
    assert [series.name for series in results.series] == ["2021年", "2020年"]
    assert labels(results)["其他处理"] == "2（未填完）"
    assert labels(results, 1)["其他处理"] == "7"
    assert labels(applicants, 1)["商业企业"] == "3"


def test_two_real_years(reports: Path, read_once: Callable[[Path], Imported]) -> None:
    this, last = (read_once(reports / f"suqian-{year}.txt") for year in (2024, 2023))
    flow, _, results = drawn(this.form, replace(this.document, last=LastYear(last.form, last.document)))
    assert labels(flow) == {"本年新收": "3525", "上年结转": "121", "办理总计": "3521", "结转下年度": "125"}
    assert labels(flow, 1)["结转下年度"] == labels(flow)["上年结转"]
    # All kinds together are what was dealt with.
    for year, total in ((0, 3521), (1, 3486)):
        assert sum(bar.number for bar in results.series[year].bars) == total


def test_a_blank_is_not_zero(form: Format) -> None:
    cells = {"requests.new.natural_person": "0", "requests.granted.natural_person": "约五件"}
    flow, applicants, results = drawn(form, Document("2021", cells=cells))
    assert (labels(applicants)["自然人"], labels(applicants)["其他"]) == ("0", "未填")
    assert (labels(flow)["本年新收"], labels(flow)["上年结转"]) == ("0（未填完）", "未填")
    assert (labels(results)["予以公开"], labels(results)["部分公开"]) == ("不是数字", "未填")
    assert results.series[0].bars[0].number is None
    assert results.series[0].name == "本年"


def test_a_typed_total_counts_whatever_its_parts(form: Format) -> None:
    flow, *_ = drawn(form, Document("2021", cells={"requests.new.total": "12", "requests.new.other": "1"}))
    assert labels(flow)["本年新收"] == "12"


def test_two_reports_of_one_year_can_be_told_apart(form: Format) -> None:
    document = Document("2021", year=2024, last=LastYear(form, Document("2021", year=2024)))
    flow, *_ = drawn(form, document)
    assert [series.name for series in flow.series] == ["2024年", "2024年（上年年报）"]
