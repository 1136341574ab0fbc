"""Report → workbook: the official tables with live totals, the sheet 核对 and the report's text.

What a clerk typed never becomes a formula. The same report always gives the same bytes.
"""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import Figures
from govreport_gui.core.papers.charts import Chart
from govreport_gui.core.papers.content import Content, content_of
from govreport_gui.core.papers.part import Part
from govreport_gui.core.papers.purpose import PUBLIC, Copy
from govreport_gui.core.report.document import Document
from govreport_gui.files.excel import chart_sheet, check_sheet
from govreport_gui.files.excel.check_sheet import Place, Places
from govreport_gui.files.excel.guarding import guard, lock
from govreport_gui.files.excel.measuring import DIGIT, height_of, lines_of
from govreport_gui.files.excel.styles import (
    ROW_HEIGHT,
    TEXT_SIZE,
    TITLE_SIZE,
    Styles,
    clean,
    put_text,
    set_height,
    set_widths,
)
from govreport_gui.files.excel.table_sheets import COVER, cell_positions, fill_table, new_sheet, sheet_name
from govreport_gui.files.packing import packed

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

KEPT: Final = Copy("archive")
"""What a workbook is for unless something else is said: it is the sheet 核对 that it is opened for."""
TEXT_SHEET: Final = "正文"
SEE: Final = "（见工作表“"
"""Begins the row that stands for a table on the sheet 正文."""

_TEXT_WIDTH: Final = 66
"""In digits of 宋体 11: what fills A4 between the margins."""
_USUAL: Final = {
    "default_format_properties": {"font_name": "宋体", "font_size": TEXT_SIZE, "font_scheme": "none"},
    "default_row_height": 18,
    "default_column_width": 9 * DIGIT,
}
"""As a Chinese Excel has it, in pixels: widths of columns are counted in digits of that font."""
# A row is never higher than 409 pt, so longer paragraphs go on in the next row.
_ROW_LINES: Final = 20
_BLANK: Final = re.compile(rb'(<c r="[A-Z]+\d+"[^>]*)(><f>[^<]*</f><v></v>)')
_TIMES: Final = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def write(
    form: Format, document: Document, copy: Copy = KEPT, charts: Sequence[Chart] = (), content: Content | None = None
) -> bytes:
    """That copy of the report as the bytes of an .xlsx file; one that is to be published has no sheet 核对."""
    raw = BytesIO()
    book = new_book(raw)
    styles = Styles(book)
    figures = check_sheet.workbook_figures(form, document)
    content = content or content_of(form, document)
    tables = [(part, part.table) for part in content.parts if part.table]
    places = places_of(content)
    totals = check_sheet.totals(form, figures)
    for number, (part, table) in enumerate(tables):
        sheet = fill_table(book, styles, part, table, totals, figures, places, 0 if number else COVER)
        if not number:
            _fill_cover(sheet, styles, content, copy)
    guard(book, form, places, totals)
    if copy.purpose != "public":
        checks = new_sheet(book, check_sheet.NAME)
        check_sheet.fill_checks(checks, styles, form, figures, places)
        lock(checks)
    _fill_text(new_sheet(book, TEXT_SHEET), styles, content, copy)
    for part in copy.annex:
        if part.table:
            fill_table(book, styles, part, part.table, {}, Figures({}), {})
    if charts:
        chart_sheet.fill_charts(new_sheet(book, chart_sheet.NAME), styles, charts)
    title = content.title.replace("\n", "")
    for sheet in book.worksheets():
        set_up_print(sheet, title, copy)
    book.set_properties({"title": clean(title), "author": clean(content.unit)})
    book.close()
    return finished(raw)


def new_book(file: BytesIO) -> "Workbook":
    """A workbook that is written to `file` when it is closed."""
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415 -- takes 0.02 s, which the program's start should not

    return Workbook(file, {"in_memory": True, **_USUAL})


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
        (content.title.replace("\n", ""), "title"),
        (_whose(content, copy), "body"),
        (copy.mark, "warning"),
    )
    for number, (text, look) in enumerate(rows, 1):
        put_text(sheet, number, 1, text, styles, look, "middle")
        set_height(sheet, number, 36 if number == 1 else ROW_HEIGHT)


def _whose(content: Content, copy: Copy) -> str:
    year = "" if content.year is None else f"{content.year}年"
    verdict = f"　核对结果：{copy.verdict}" if copy.verdict else ""
    return f"单位：{content.unit}　年度：{year}{verdict}"


# ── the other sheets ─────────────────────────────────────────────────


def _fill_text(sheet: "Worksheet", styles: Styles, content: Content, copy: Copy) -> None:
    """Title, unit and year, then part for part the heading and its paragraphs, one a row."""
    set_widths(sheet, [_TEXT_WIDTH])
    rows = [(_title(content), "title"), (_whose(content, PUBLIC), "body")]
    if copy.mark:
        rows.append((copy.mark, "warning"))
    for part in (*content.parts, Part(paragraphs=content.closing), *copy.annex):
        if part.heading:
            rows.append((part.heading, "heading"))
        rows.extend((piece, "body") for paragraph in part.paragraphs for piece in _pieces(paragraph))
        if part.table:
            rows.append((f"{SEE}{sheet_name(part)}”）", "font"))
    for number, (text, look) in enumerate(rows, 1):
        size = styles.of(look).font_size
        put_text(sheet, number, 1, text, styles, look, "head" if number == 1 else "top")
        set_height(sheet, number, height_of(lines_of(text, _TEXT_WIDTH, size), size))


def _title(content: Content) -> str:
    """The title; in two lines by sense (the unit, the rest) if it is too long for one."""
    title, unit = content.title, content.unit
    if lines_of(title, _TEXT_WIDTH, TITLE_SIZE) == 1 or not unit or not title.startswith(unit):
        return title
    return f"{unit}\n{title.removeprefix(unit)}"


def _pieces(paragraph: str) -> Iterator[str]:
    """A paragraph, in pieces where it is higher than a row can be; they end with a sentence if they can."""
    while lines_of(paragraph, _TEXT_WIDTH, 12) > _ROW_LINES:
        most = _ROW_LINES * (_TEXT_WIDTH * 2 // 5)
        end = max(paragraph.rfind(stop, 0, most) for stop in "。；，") + 1 or most
        yield paragraph[:end]
        paragraph = paragraph[end:]
    yield paragraph


def set_up_print(sheet: "Worksheet", title: str, copy: Copy, *, one_page_wide: bool = True) -> None:
    """Have a sheet printed on A4, as wide as the page or as it is, with the title above and the page's number below."""
    sheet.set_paper(9)  # A4
    if one_page_wide:
        sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    # "&" begins a code there; the whole line may have 255 characters.
    left, right = (clean(text)[:60].replace("&", "&&") for text in (title, copy.mark))
    sheet.set_header(f"&L{left}" + (f"&R{right}" if right else ""), {"margin": 0.4})
    sheet.set_footer((f"&L内容指纹 {copy.code}" if copy.code else "") + "&C— &P —", {"margin": 0.4})


# ── the finished file ────────────────────────────────────────────────


def finished(raw: BytesIO) -> bytes:
    """The saved workbook without the times of day it was made; formulas that come to nothing say that it is a text."""
    with ZipFile(raw) as file:
        parts = {name: _BLANK.sub(rb'\1 t="str"\2', file.read(name)) for name in file.namelist()}
    parts["docProps/core.xml"] = _TIMES.sub(b"", parts["docProps/core.xml"])
    return packed(parts)
