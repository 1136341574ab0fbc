"""The charts in the PDF and in the workbook."""

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import Workbook, load_workbook

from govreport_gui.core.papers.charts import Bar, Chart, Series, charts
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.purpose import Copy
from govreport_gui.core.papers.several_years import SeveralYears, several_years
from govreport_gui.core.report.document import LastYear
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check
from govreport_gui.core.years.series import Earlier
from govreport_gui.files.excel import workbook
from govreport_gui.files.output import export
from govreport_gui.files.output.export import Order, made
from govreport_gui.files.pdf import writer
from govreport_gui.files.pdf.fonts import Fonts
from govreport_gui.files.pdf.pictures import open_pages
from govreport_gui.files.pdf.writer import Printed
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported


@pytest.fixture(scope="module")
def one_year(sample: Imported) -> tuple[Chart, ...]:
    return charts(case_of(sample.form, sample.document))


@pytest.fixture(scope="module")
def two_years(sample: Imported) -> tuple[Chart, ...]:
    last = replace(sample.document.with_cells({"requests.new.total": "4711"}), year=2020)
    return charts(case_of(sample.form, replace(sample.document, last=LastYear(sample.form, last))))


@pytest.fixture(scope="module")
def printed(sample: Imported, two_years: tuple[Chart, ...], fonts: Fonts) -> Printed:
    return writer.write(content_of(sample.form, sample.document), Copy(mark="未定稿"), charts=two_years, fonts=fonts)


@pytest.fixture(scope="module")
def book(sample: Imported, two_years: tuple[Chart, ...]) -> Workbook:
    return load_workbook(io.BytesIO(workbook.write(sample.form, sample.document, charts=two_years)))


def texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_charts_are_a_last_page_with_a_bookmark(
    sample: Imported, two_years: tuple[Chart, ...], printed: Printed, fonts: Fonts
) -> None:
    plain = writer.write(content_of(sample.form, sample.document), Copy(mark="未定稿"), fonts=fonts)
    *pages, last = texts(printed.content)
    assert pages == texts(plain.content)
    assert printed.pages == plain.pages + 1
    assert last.startswith("未定稿\r\n附：图表")
    for word in ("4711", "2021年", "2020年", "申请的收到和办理", *two_years[1].names, *two_years[2].names):
        assert word in last
    toc = [entry.get_title() for entry in pypdfium2.PdfDocument(printed.content).get_toc()]
    assert toc[-1] == "附：图表"


def test_every_font_of_the_charts_is_embedded(printed: Printed) -> None:
    content = printed.content
    assert len(re.findall(rb"/Subtype /CIDFontType[02]\s", content)) == len(re.findall(rb"/FontFile[23] ", content)) > 0
    assert not re.search(b"/Subtype /(TrueType|Type1)|Helvetica|Times", content)


def test_the_same_charts_give_the_same_bytes(sample: Imported, one_year: tuple[Chart, ...]) -> None:
    form, document, checked = sample.form, sample.document, check(sample.form, sample.document)
    first, again = (export.as_pdf(form, document, checked, one_year, "review") for _ in range(2))
    assert first == again
    assert export.as_pdf(form, document, checked, one_year) == export.as_pdf(form, document, checked)
    assert workbook.write(form, document, charts=one_year) == workbook.write(form, document, charts=one_year)


def test_the_longest_bar_is_dark_and_stays_on_the_page(one_year: tuple[Chart, ...], fonts: Fonts) -> None:
    """The bar of the sample's 9 applications, looked at in grey."""
    pages = open_pages(writer.write_charts(one_year, "甲局", "2021年", fonts=fonts).content)
    picture = pages.picture(0, 210, 297)
    grey = [sum(picture.pixels[at : at + 3]) // 3 for at in range(0, len(picture.pixels), 4)]
    dark = [at for at in range(len(grey)) if grey[at] < 110]
    rows = [row for row in range(297) if sum(row * 210 <= at < (row + 1) * 210 for at in dark) > 60]
    assert len(rows) >= 12  # four bars of 9, several mm high
    assert all(28 <= at % 210 <= 184 for at in dark)


def test_what_is_not_known_has_words_in_place_of_a_bar(fonts: Fonts) -> None:
    chart = Chart("甲", "件", ("乙", "丙"), (Series("2025年", (Bar(None, "未填"), Bar(0, "0"))),))
    (page,) = texts(writer.write_charts((chart,), "", "", fonts=fonts).content)
    assert "未填" in page
    assert "甲（2025年，件）" in page


def test_the_workbook_has_charts_of_its_own(sample: Imported, two_years: tuple[Chart, ...], book: Workbook) -> None:
    plain = load_workbook(io.BytesIO(workbook.write(sample.form, sample.document)), read_only=True)
    assert book.sheetnames == [*plain.sheetnames, "图表"]
    sheet: Any = book["图表"]
    assert len(sheet._charts) == 3
    for chart, drawn in zip(two_years, sheet._charts, strict=True):
        title = "".join(run.t for paragraph in drawn.title.tx.rich.p for run in paragraph.r or ())
        assert title == f"{chart.title}（件）"
        for series, shown in zip(chart.series, drawn.series, strict=True):
            name, numbers = (
                [at for (at,) in _cells(sheet, reference)] for reference in (shown.tx.strRef.f, shown.val.numRef.f)
            )
            assert name == [series.name]
            assert numbers == [bar.number for bar in series.bars]
            assert [at for (at,) in _cells(sheet, shown.cat.strRef.f)] == list(chart.names)


@pytest.mark.parametrize("years", [1, 2])
def test_the_sheet_of_charts_from_its_first_line_on(
    years: int, one_year: tuple[Chart, ...], two_years: tuple[Chart, ...], book: Workbook, sample: Imported
) -> None:
    shown = two_years
    if years == 1:
        shown = one_year
        book = load_workbook(io.BytesIO(workbook.write(sample.form, sample.document, charts=shown)))
    sheet: Any = book["图表"]
    assert sheet["A1"].value == "图表"
    assert sheet["A2"].value == "按输出时的数画成，改了表格里的数不会跟着变。"
    assert [(sheet[at].font.name, sheet[at].font.sz) for at in ("A1", "A2")] == [("黑体", 14), ("宋体", 11)]
    for chart, drawn in zip(shown, sheet._charts, strict=True):
        top = drawn.anchor._from.row + 1
        assert sheet.cell(top, 1).value == f"{chart.title}（件）"
        table = sheet.iter_rows(top + 1, top + 1 + len(chart.names), 1, 1 + len(chart.series))
        (first, *names), *columns = ([at.value for at in column] for column in zip(*table, strict=True))
        assert (first, names) == (None, list(chart.names))
        for series, (name, *numbers) in zip(chart.series, columns, strict=True):
            assert (name, numbers) == (series.name, [bar.number for bar in series.bars])
        bold = [[at.font.b for at in row] for row in sheet.iter_rows(top, top + 2, 1, 2)]
        assert bold[1:] == [[True, True], [False, False]]
        assert bold[0][0]
        # The years need no key where there is only one.
        assert (drawn.legend is None) == (len(chart.series) == 1)
        assert drawn.legend is None or drawn.legend.position == "b"
        fills = [series.graphicalProperties.solidFill.srgbClr for series in drawn.series]
        assert fills == ["335C8C", "DBE6F2"][: len(chart.series)]


@pytest.fixture(scope="module")
def several(sample: Imported) -> SeveralYears:
    """The sample, whose year is 2021, with the years 2018 and 2020."""
    case = case_of(sample.form, sample.document)
    found = [Earlier(f"{year}.govreport", sample.form, replace(sample.document, year=year)) for year in (2018, 2020)]
    years = several_years(case, found)
    assert years is not None
    return years


def test_several_years_stand_behind_the_report_but_not_where_it_is_published(
    sample: Imported, one_year: tuple[Chart, ...], several: SeveralYears
) -> None:
    form, document, checked = sample.form, sample.document, check(sample.form, sample.document)
    drawn, beside = (*one_year, *several.charts), (several.part,)
    plain = export.as_pdf(form, document, checked, (), "review")
    with_years = export.as_pdf(form, document, checked, drawn, "review", beside)
    *_, table, charts_page, years_page = texts(with_years.content)
    assert with_years.pages == plain.pages + 3
    assert "附：历年对照" in table
    assert "2018年取自“2018.govreport”" in "".join(table.split())
    assert "附：图表" in charts_page
    assert "历年" not in charts_page
    assert "附：历年图表" in years_page
    assert "2019年（缺）" in years_page
    published = export.as_pdf(form, document, checked)
    assert export.as_pdf(form, document, checked, drawn, "public", beside) == published
    sheets = export.as_workbook(form, document, checked, drawn, "public", beside)
    assert sheets == export.as_workbook(form, document, checked, (), "public")


def test_the_charts_alone_have_the_years_on_pages_of_their_own(
    one_year: tuple[Chart, ...], several: SeveralYears, fonts: Fonts
) -> None:
    drawn = (*one_year, *several.charts)
    first, table, years = texts(writer.write_charts(drawn, "甲局", "2021年", (several.part,), fonts=fonts).content)
    assert "申请的收到和办理" in first
    assert "附：历年对照" in table
    assert "历年新收和结转下年度" in years
    (alone,) = texts(writer.write_charts(several.charts, "甲局", "2021年", fonts=fonts).content)
    assert "历年新收和结转下年度" in alone


def test_a_review_copy_with_several_years_is_read_again_without_them(
    sample: Imported, one_year: tuple[Chart, ...], several: SeveralYears, tmp_path: Path
) -> None:
    form, document, checked = sample.form, sample.document, check(sample.form, sample.document)
    order = Order(form, document, checked, "review", (*one_year, *several.charts), (several.part,))
    for suffix in (".pdf", ".xlsx"):
        path = tmp_path / f"送审{suffix}"
        # Read by its pages, not by the data that it carries.
        path.write_bytes(made(suffix, order)[0].replace(b"report.govreport", b"other.govreport_"))
        read = reading.read(path)
        assert read.document.cells == {**document.cells, **read.document.cells}
        assert {cell: read.document.cells[cell] for cell in document.cells} == document.cells
        assert not any("历年" in text for text in read.document.sections.values())


def test_a_gap_stays_empty_in_the_workbook(
    sample: Imported, one_year: tuple[Chart, ...], several: SeveralYears
) -> None:
    form, document, checked = sample.form, sample.document, check(sample.form, sample.document)
    drawn = (*one_year, *several.charts)
    book = load_workbook(io.BytesIO(export.as_workbook(form, document, checked, drawn, "archive", (several.part,))))
    assert "历年对照" in book.sheetnames
    sheet: Any = book["图表"]
    assert len(sheet._charts) == len(drawn)
    rows = [row for row in sheet.iter_rows(1, 200, 1, 3, values_only=True) if row[0] == "2019年（缺）"]
    assert rows == [("2019年（缺）", None, None)] * 3
    # Printed, these charts begin a page.
    (first,) = [at.row for at in sheet["A"] if at.value == f"{several.charts[0].title}（件）"]
    assert [each.id for each in sheet.row_breaks.brk] == [first - 2]


def _cells(sheet, reference: str) -> list[tuple[object, ...]]:
    found = sheet[reference.partition("!")[2].replace("$", "")]
    rows = found if isinstance(found, tuple) else ((found,),)
    return [tuple(at.value for at in row) for row in rows]


def test_a_blank_stays_a_word_in_the_workbook(sample: Imported) -> None:
    empty = replace(sample.document, cells={"requests.new.other": "5"})
    content = workbook.write(sample.form, empty, charts=charts(case_of(sample.form, empty)))
    sheet = load_workbook(io.BytesIO(content))["图表"]
    values = [row for row in sheet.iter_rows(1, 40, 1, 2, values_only=True) if row[0]]
    assert ("上年结转", "未填") in values
    assert ("其他", 5) in values
    (partly,) = [at for at in sheet["B"] if at.value == 5 and "未填完" in at.number_format]
    assert sheet[f"A{partly.row}"].value == "本年新收"
