"""Report → workbook: the official tables with live totals, the sheet 核对 and the report's text.

What a clerk typed never becomes a formula. The same report always gives the same bytes.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import Figures
from govreport_gui.core.papers.charts import Chart
from govreport_gui.core.papers.content import Content, content_of
from govreport_gui.core.papers.part import Part
from govreport_gui.core.papers.purpose import PUBLIC, Copy
from govreport_gui.core.patterns import pattern
from govreport_gui.core.report.document import Document
from govreport_gui.core.values import show
from govreport_gui.files.excel import chart_sheet, check_sheet
from govreport_gui.files.excel.check_sheet import Place, Places, Results
from govreport_gui.files.excel.guarding import guard
from govreport_gui.files.excel.styles import ROW_HEIGHT, Styles, clean, lines_of, make_styles, put_text, set_widths
from govreport_gui.files.excel.table_sheets import COVER, cell_positions, fill_table, sheet_name
from govreport_gui.files.packing import packed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

KEPT: Final = Copy("archive")
"""What a workbook is for unless something else is said: it is the sheet 核对 that it is opened for."""
TEXT_SHEET: Final = "正文"
SEE: Final = "（见工作表“"
"""Begins the row that stands for a table on the sheet 正文."""

_TEXT_WIDTH: Final = 74
"""In half-width characters of 7 px: what fills A4 between the margins."""
# A row is never higher than 409 pt, so longer paragraphs go on in the next row.
_ROW_LINES: Final = 20
_FORMULA: Final = pattern(r'<c r="([A-Z]+\d+)"([^>]*)><f>([^<]*)</f><v ?(?:/>|></v>)</c>')
_TIMES: Final = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def write(form: Format, document: Document, copy: Copy = KEPT, charts: Sequence[Chart] = ()) -> bytes:
    """That copy of the report as the bytes of an .xlsx file; one that is to be published has no sheet 核对."""
    from openpyxl import Workbook  # noqa: PLC0415 -- takes 0.1 s, which the program's start should not

    book = Workbook()
    book.remove(book.worksheets[0])
    styles = make_styles()
    figures = check_sheet.workbook_figures(form, document)
    content = content_of(form, document)
    tables = [(part, part.table) for part in content.parts if part.table]
    places = places_of(content)
    totals = check_sheet.totals(form, figures)
    results = [
        fill_table(book, styles, part, table, totals, figures, places, 0 if number else COVER)
        for number, (part, table) in enumerate(tables)
    ]
    _fill_cover(book.worksheets[0], styles, content, copy)
    guard(book, styles, form, places, totals)
    if copy.purpose != "public":
        checks = book.create_sheet(check_sheet.NAME)
        results.append(check_sheet.fill_checks(checks, form, figures, places))
        _lay_out_checks(checks, styles)
    _fill_text(book.create_sheet(TEXT_SHEET), styles, content, copy)
    for part in copy.annex:
        if part.table:
            fill_table(book, styles, part, part.table, {}, Figures({}), {})
    if charts:
        chart_sheet.fill_charts(book.create_sheet(chart_sheet.NAME), styles, charts)
    title = content.title.replace("\n", "")
    for sheet in book.worksheets:
        set_up_print(sheet, title, copy)
    book.properties.title = clean(title)
    book.properties.creator = clean(content.unit)
    raw = BytesIO()
    book.save(raw)
    return finished(raw, results)


def places_of(content: Content) -> Places:
    """Where in the workbook each cell of the form is."""
    tables = [(part, part.table) for part in content.parts if part.table]
    return {
        cell: Place(sheet_name(part), row, column)
        for number, (part, table) in enumerate(tables)
        for cell, (row, column) in cell_positions(table, 0 if number else COVER).items()
    }


def _fill_cover(sheet: "Worksheet", styles: Styles, content: Content, copy: Copy) -> None:
    """What report it is, above the first table: title; unit, year and, where it is not to be published, the verdict;
    the mark.
    """
    rows = (
        (content.title.replace("\n", ""), styles.title),
        (_whose(content, copy), styles.body),
        (copy.mark, styles.warning),
    )
    for number, (text, font) in enumerate(rows, 1):
        at = sheet[f"A{number}"]
        if text:
            put_text(at, text)
        styles.dress(at, font=font, alignment=styles.middle)
        sheet.row_dimensions[number].height = 36 if number == 1 else ROW_HEIGHT


def _whose(content: Content, copy: Copy) -> str:
    year = "" if content.year is None else f"{content.year}年"
    verdict = f"　核对结果：{copy.verdict}" if copy.verdict else ""
    return f"单位：{content.unit}　年度：{year}{verdict}"


# ── the other sheets ─────────────────────────────────────────────────


def _lay_out_checks(sheet: "Worksheet", styles: Styles) -> None:
    from openpyxl.formatting.rule import Rule  # noqa: PLC0415 -- as in write
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415 -- likewise
    from openpyxl.styles.differential import DifferentialStyle  # noqa: PLC0415 -- likewise

    widths = (66, 10, 36, 10, 6, 10, 10, 24)
    set_widths(sheet, widths)
    sheet.page_setup.orientation = "landscape"
    header, last = check_sheet.HEADER_ROW, sheet.max_row
    for number, row in enumerate(sheet.iter_rows(1, last, 1, len(widths)), 1):
        for column, at in enumerate(row, 1):
            if number < header:
                styles.dress(at, font=styles.heading if number == 1 else styles.font, alignment=styles.middle)
                continue
            font = styles.link if at.hyperlink else styles.head if number == header else styles.font
            left = column in (1, 3, 8) and number > header
            alignment = styles.alignments["label" if left else "head"]
            styles.dress(at, font=font, border=styles.border, alignment=alignment)
            if number == header:
                styles.dress(at, fill=styles.band)
        lines = max(lines_of(str(row[0].value), 64, 11), lines_of(str(row[2].value), 34, 11)) if number > header else 1
        sheet.row_dimensions[number].height = max(ROW_HEIGHT, lines * 15 + 6)
    sheet.row_dimensions[1].height = 32
    red = DifferentialStyle(font=Font(color="9C0006"), fill=PatternFill(bgColor="FFC7CE"))
    broken, results = check_sheet.BROKEN, f"$H${header + 1}:$H${last}"
    for area, condition in (
        (f"A{header + 1}:H{last}", f'$H{header + 1}="{broken}"'),
        ("A2:H2", f'COUNTIF({results},"{broken}")>0'),
    ):
        sheet.conditional_formatting.add(area, Rule(type="expression", dxf=red, formula=[condition]))
    sheet.print_title_rows = f"{header}:{header}"
    sheet.freeze_panes = f"A{header + 1}"


def _fill_text(sheet: "Worksheet", styles: Styles, content: Content, copy: Copy) -> None:
    """Title, unit and year, then part for part the heading and its paragraphs, one a row."""
    set_widths(sheet, [_TEXT_WIDTH])
    rows = [(content.title, styles.title), (_whose(content, PUBLIC), styles.body)]
    if copy.mark:
        rows.append((copy.mark, styles.warning))
    for part in (*content.parts, Part(paragraphs=content.closing), *copy.annex):
        if part.heading:
            rows.append((part.heading, styles.heading))
        rows.extend((piece, styles.body) for paragraph in part.paragraphs for piece in _pieces(paragraph))
        if part.table:
            rows.append((f"{SEE}{sheet_name(part)}”）", styles.font))
    for number, (text, font) in enumerate(rows, 1):
        at = sheet[f"A{number}"]
        put_text(at, text)
        at.font = font
        at.alignment = styles.alignments["head"] if number == 1 else styles.top
        lines = lines_of(text, _TEXT_WIDTH - 2, font.sz or 12)
        sheet.row_dimensions[number].height = min(409, lines * ((font.sz or 12) + 7) + 4)


def _pieces(paragraph: str) -> Iterator[str]:
    """A paragraph, in pieces where it is higher than a row can be; they end with a sentence if they can."""
    while lines_of(paragraph, _TEXT_WIDTH - 2, 12) > _ROW_LINES:
        most = _ROW_LINES * (_TEXT_WIDTH * 2 // 5)
        end = max(paragraph.rfind(stop, 0, most) for stop in "。；，") + 1 or most
        yield paragraph[:end]
        paragraph = paragraph[end:]
    yield paragraph


def set_up_print(sheet: "Worksheet", title: str, copy: Copy) -> None:
    """Have a sheet printed on A4, as wide as the page, with the title above and the page's number below."""
    from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart  # noqa: PLC0415 -- as in write
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 -- likewise

    sheet.page_setup.paperSize = 9  # A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.6
    margins.top = margins.bottom = 0.8
    margins.header = margins.footer = 0.4
    # "&" begins a code there; the whole line may have 255 characters.
    left, right = (_HeaderFooterPart(clean(text)[:60].replace("&", "&&")) for text in (title, copy.mark))
    sheet.HeaderFooter = HeaderFooter(
        oddHeader=HeaderFooterItem(left=left, right=right),
        oddFooter=HeaderFooterItem(
            left=_HeaderFooterPart(f"内容指纹 {copy.code}") if copy.code else None, center=_HeaderFooterPart("— &P —")
        ),
    )


# ── the finished file ────────────────────────────────────────────────


def finished(raw: BytesIO, results: Sequence[Results]) -> bytes:
    """The saved workbook with the formulas' results, without the times of day it was made."""
    with ZipFile(raw) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for number, each in enumerate(results, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = _with_results(parts[name].decode(), each).encode()
    parts["docProps/core.xml"] = _TIMES.sub(b"", parts["docProps/core.xml"])
    return packed(parts)


def _with_results(content: str, results: Results) -> str:
    # openpyxl writes formulas without results, and programs that do not calculate show nothing then.
    def stored(found: re.Match[str]) -> str:
        cell, attributes, formula = found.groups()
        result = results[cell]
        kind, text = (' t="str"', escape(result, quote=False)) if isinstance(result, str) else ("", show(result))
        return f'<c r="{cell}"{attributes}{kind}><f>{formula}</f><v>{text}</v></c>'

    return _FORMULA.sub(stored, content)
