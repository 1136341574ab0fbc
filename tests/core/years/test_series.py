"""Which earlier reports stand for which year, and what several years beside each other show."""

from dataclasses import replace

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.charts import Bar
from govreport_gui.core.papers.several_years import CHARTS, SeveralYears, several_years
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.years.series import Earlier

UNIT = "测试市财政局"


def earlier(form: Format, year: int | None, new: str = "1", *, file: str = "", changed: int = 0, unit: str = UNIT):
    cells = dict.fromkeys(form.inputs, "0") | {"requests.new.natural_person": new}
    return Earlier(file or f"{year}.govreport", form, Document(form.id, unit, year, cells=cells), changed)


def shown(document: Document, form: Format, *found: Earlier) -> SeveralYears:
    several = several_years(case_of(form, document), found)
    assert several is not None
    return several


def rows(several: SeveralYears) -> dict[str, list[str]]:
    table = several.part.table
    assert table is not None
    lines: list[list[str]] = [[] for _ in table.lines]
    for box in table.boxes:
        lines[box.line].append(box.text)
    return {name: numbers for name, *numbers in lines}


def test_five_years_stand_from_the_oldest_to_this_one(form: Format, zeros: Document) -> None:
    several = shown(zeros, form, *(earlier(form, year, str(year)) for year in range(2015, 2030)))
    table = rows(several)
    assert table["项目"] == ["2021年", "2022年", "2023年", "2024年", "2025年"]
    assert table["本年新收（件）"] == ["2021", "2022", "2023", "2024", "0"]
    assert several.part.paragraphs == (
        "2021年取自“2021.govreport”；2022年取自“2022.govreport”；2023年取自“2023.govreport”；2024年取自“2024.govreport”。",
    )
    flow, *others = several.charts
    assert flow.names == ("2021年", "2022年", "2023年", "2024年", "2025年")
    assert [bar.number for bar in flow.series[0].bars] == [2021, 2022, 2023, 2024, 0]
    assert {chart.heading for chart in (flow, *others)} == {CHARTS}


def test_every_kind_of_number_has_its_row(form: Format, zeros: Document) -> None:
    cells = {
        "requests.granted.other": "2", "requests.refused_state_secret.other": "3",
        "requests.refused_third_party.other": "4",
        "requests.carried_out.other": "5", "proactive.licensing.decisions": "6", "proactive.penalties.decisions": "7",
        "proactive.coercion.decisions": "8", "proactive.fees.amount": "9.5", "disputes.reconsideration.corrected": "10",
        "disputes.litigation_direct.corrected": "11", "disputes.litigation_after_reconsideration.corrected": "12",
        "disputes.litigation_direct.upheld": "13",
    }  # fmt: skip
    document = replace(zeros, cells=dict.fromkeys(form.inputs, "0")).with_cells(cells)
    last = {name: numbers[-1] for name, numbers in rows(shown(document, form, earlier(form, 2023))).items()}
    assert last == {
        "项目": "2025年", "本年新收（件）": "0", "上年结转（件）": "0", "予以公开（件）": "2", "部分公开（件）": "0",
        "不予公开（件）": "7", "无法提供（件）": "0", "不予处理（件）": "0", "其他处理（件）": "0",
        "办理总计（件）": "9", "结转下年度（件）": "5", "行政许可决定（件）": "6",
        "行政处罚决定（件）": "7", "行政强制决定（件）": "8",
        "行政事业性收费（万元）": "9.5", "行政复议（件）": "10", "复议结果纠正（件）": "10", "行政诉讼（件）": "36",
        "诉讼结果纠正（件）": "23",
    }  # fmt: skip


def test_a_year_without_a_report_is_a_gap_and_no_zero(form: Format, zeros: Document) -> None:
    several = shown(zeros, form, earlier(form, 2022), earlier(form, 2023))
    assert {numbers[2] for name, numbers in rows(several).items() if name != "项目"} == {"—"}
    assert several.part.paragraphs[1] == "没有找到2024年年报，该年空缺。"
    for chart in several.charts:
        assert chart.names[2] == "2024年（缺）"
        assert [series.bars[2] for series in chart.series] == [Bar(None, "")] * 2


def test_of_the_form_of_2019_only_what_means_the_same_is_shown(form: Format, old_form: Format, zeros: Document) -> None:
    cells = {"proactive.licensing.decisions": "3", "requests.otherwise.total": "4", "proactive.fees.change": "5"}
    old = Earlier("旧.pdf", old_form, Document(old_form.id, UNIT, 2022, cells=cells))
    first = {name: numbers[0] for name, numbers in rows(shown(zeros, form, old)).items()}
    assert first["行政许可决定（件）"] == "3"
    assert first["其他处理（件）"] == "4"
    assert first["行政事业性收费（万元）"] == "当年表里没有"
    assert first["本年新收（件）"] == "未填"


def test_a_year_counted_in_another_unit_is_not_put_beside_the_others(form: Format, zeros: Document) -> None:
    fees = replace(form.cells["proactive.fees.amount"], unit="元")
    other = replace(form, id="2030", cells={**form.cells, fees.id: fees})
    report = replace(earlier(form, 2023), form=other)
    first = {name: numbers[0] for name, numbers in rows(shown(zeros, form, report)).items()}
    assert first["行政事业性收费（万元）"] == "单位不同"
    assert first["本年新收（件）"] == "1"


def test_reports_of_others_and_of_later_years_are_none_of_it(form: Format, zeros: Document) -> None:
    others = (earlier(form, 2023, unit="别局"), earlier(form, 2025), earlier(form, 2026), earlier(form, 2020))
    assert several_years(case_of(form, zeros), (*others, earlier(form, None), earlier(form, 2023, unit=" "))) is None
    assert several_years(case_of(form, replace(zeros, year=None)), [earlier(form, 2023)]) is None
    nameless = replace(zeros, unit="")
    assert several_years(case_of(form, nameless), [earlier(form, 2023, unit="")]) is None
    assert rows(shown(zeros, form, earlier(form, 2023, unit="测试市 财政局")))["项目"][0] == "2023年"


def test_the_sum_of_a_government_does_not_stand_beside_its_own_report(form: Format, zeros: Document) -> None:
    own = replace(zeros, kind="office")
    report = earlier(form, 2023)
    of_all = replace(report, document=replace(report.document, kind="rollup"))
    assert several_years(case_of(form, own), [of_all]) is None
    assert rows(shown(own, form, report))["项目"] == ["2023年", "2024年", "2025年"]


def test_last_years_report_is_the_one_that_is_compared_with(form: Format, zeros: Document) -> None:
    loaded = replace(zeros, last=LastYear(form, earlier(form, 2024, "7", unit="原财政局").document))
    # It stands beside this year already.
    assert several_years(case_of(form, loaded), [earlier(form, 2024, "8")]) is None
    several = shown(loaded, form, earlier(form, 2024, "8"), earlier(form, 2023, "6"))
    assert rows(several)["本年新收（件）"] == ["6", "7", "0"]
    assert several.part.paragraphs == (
        "2023年取自“2023.govreport”；2024年取自本年报所载上年年报。",
        "2024年另有“2024.govreport”，其中的数与本年报所载上年年报不同，未采用。",
    )


def test_of_two_files_of_a_year_the_later_one_counts_and_a_different_one_is_named(
    form: Format, zeros: Document
) -> None:
    files = (
        earlier(form, 2023, "2", file="定稿", changed=2),
        earlier(form, 2023, "2", file="副本", changed=1),
        earlier(form, 2023, "3", file="草稿", changed=1),
    )
    several = shown(zeros, form, *files)
    assert rows(several)["本年新收（件）"][0] == "2"
    assert several.part.paragraphs[0] == "2023年取自“定稿”。"
    assert several.part.paragraphs[-1] == "2023年另有“草稿”，其中的数与“定稿”不同，未采用。"
