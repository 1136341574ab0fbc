"""Report → workbook: the official tables with live totals, the sheet 核对 and the report's text.

What a clerk typed never becomes a formula. The same report always gives the same bytes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width, normalize
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from govreport_gui.core.document import Document
from govreport_gui.core.formats import BoxKind, Format, Section, Table
from govreport_gui.core.relations import Figures
from govreport_gui.core.values import read, show
from govreport_gui.files import excel_checks
from govreport_gui.files.excel_checks import Place, Places, Results

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Border, Font, PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

TEXT_SHEET: Final = "正文"
TOP: Final = 2
"""The sheet's row in which a table begins; above it stands the heading of its part."""

_BAND_COLOUR: Final = "C6D9F1"
_RED: Final = "C00000"
# Column widths are counted in half-width characters of 7 px; these fill A4 between the margins.
_PORTRAIT_WIDTH: Final = 94
_LANDSCAPE_WIDTH: Final = 140
_TEXT_WIDTH: Final = 74
_LANDSCAPE_COLUMNS: Final = 12
_ROW_HEIGHT: Final = 21.0
# A row is never higher than 409 pt, so longer paragraphs go on in the next row.
_ROW_LINES: Final = 20
_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FRACTION: Final = re.compile(r"\D?[\d, ]+\.(\d+)")
_FORMULA: Final = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)><f>([^<]*)</f><v ?(?:/>|></v>)</c>')
_TIMES: Final = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def write(form: Format, document: Document, mark: str = "") -> bytes:
    """The workbook as the bytes of an .xlsx file; `mark` is a short warning, printed on every page."""
    from openpyxl import Workbook  # noqa: PLC0415 -- takes 0.1 s, which the program's start should not

    book = Workbook()
    book.remove(book.worksheets[0])
    styles = _styles()
    figures = excel_checks.workbook_figures(form, document)
    places = {
        cell: Place(sheet_name(form, table), row, column)
        for table in form.tables
        for cell, (row, column) in cell_positions(table).items()
    }
    results = [_fill_table(book, styles, form, table, document, figures, places) for table in form.tables]
    checks = book.create_sheet(excel_checks.NAME)
    results.append(excel_checks.fill_checks(checks, form, figures, places))
    _lay_out_checks(checks, styles)
    _fill_text(book.create_sheet(TEXT_SHEET), styles, form, document, mark)
    title = title_of(form, document).replace("\n", "")
    for sheet in book.worksheets:
        _set_up_print(sheet, title, mark)
    book.properties.title = clean(title)
    book.properties.creator = clean(document.unit)
    raw = BytesIO()
    book.save(raw)
    return _finished(raw, results)


def sheet_name(form: Format, table: Table) -> str:
    """The name of a table's sheet: 表二 主动公开."""
    section = section_of(form, table)
    name = f"{table.name} {section.name.rpartition('、')[2]}" if section else table.name
    return re.sub(r"[\\/*?:\[\]]", "", name)[:31]


def section_of(form: Format, table: Table) -> Section | None:
    """The part of the report that the table stands in."""
    return next((each for each in form.sections if each.table == table.id), None)


def cell_positions(table: Table) -> dict[str, tuple[int, int]]:
    """By cell of the form: row and column on the table's sheet, counted from 1."""
    return {box.cell: (TOP + box.line, 1 + box.position) for box in table.boxes if box.cell}


def title_of(form: Format, document: Document) -> str:
    """The report's title: as the source had it, else the official one."""
    year = "    " if document.year is None else document.year
    return document.title or form.title.format(unit=document.unit, year=year)


def clean(text: str) -> str:
    """The text with every character that no workbook may hold shown as \ufffd."""
    return _REFUSED.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


# ── the official tables ──────────────────────────────────────────────


def _fill_table(
    book: "Workbook",
    styles: "_Styles",
    form: Format,
    table: Table,
    document: Document,
    figures: Figures,
    places: Places,
) -> Results:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- as in write

    sheet = book.create_sheet(sheet_name(form, table))
    widths = _lay_out_table(sheet, styles, form, table)
    totals = excel_checks.totals(form, figures)
    results: Results = {}
    for box in table.boxes:
        at = sheet[f"{get_column_letter(1 + box.position)}{TOP + box.line}"]
        at.font, at.alignment = styles.font, styles.alignments[box.kind]
        text = document.cells.get(box.cell, "") if box.cell else box.text
        if box.cell in totals:
            at.value = excel_checks.total_formula(box.cell, figures, places)
            results[at.coordinate] = totals[box.cell]
        elif box.cell in figures.numbers:
            _put_number(at, text)
        elif text:
            _put_text(at, text)
            at.alignment = styles.alignments["head" if box.cell else box.kind]
        if box.kind == "band":
            at.fill = styles.band
        if box.lines > 1 or box.positions > 1:
            top, left = TOP + box.line, 1 + box.position
            sheet.merge_cells(None, top, left, top + box.lines - 1, left + box.positions - 1)
    # Only now, and on merged cells too: a frame is drawn from all the cells it runs along.
    for row in sheet.iter_rows(TOP, TOP + len(table.lines) - 1, 1, len(widths)):
        for at in row:
            at.border = styles.border
    for number, height in enumerate(_heights(table, widths, document.cells, figures), TOP):
        sheet.row_dimensions[number].height = height
    return results


def _lay_out_table(sheet: "Worksheet", styles: "_Styles", form: Format, table: Table) -> list[float]:
    """Page, heading and columns of a table's sheet; gives the widths of the columns."""
    landscape = len(table.widths) > _LANDSCAPE_COLUMNS
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    scale = (_LANDSCAPE_WIDTH if landscape else _PORTRAIT_WIDTH) / sum(table.widths)
    widths = [width * scale for width in table.widths]
    _set_widths(sheet, widths)
    section = section_of(form, table)
    _put_text(sheet["A1"], section.heading if section else table.name)
    sheet["A1"].font, sheet["A1"].alignment = styles.heading, styles.middle
    sheet.row_dimensions[1].height = 32
    if table.header_lines:
        sheet.print_title_rows = f"{TOP}:{TOP + table.header_lines - 1}"
        sheet.freeze_panes = f"A{TOP + table.header_lines}"
    return widths


def _put_number(at: "Cell", text: str) -> None:
    """A number with a remark or unit stays a number, so that the sums go on working: the unit shows
    by the number format, and the typed text is kept as the cell's comment.
    """
    reading = read(text)
    # As digits: openpyxl would write 96171.6 as 96171.60000000001.
    at.value = show(reading.number or 0)
    at.data_type = "n"
    fraction = _FRACTION.match(normalize("NFKC", text).strip())
    at.number_format = "0" + ("." + "0" * len(fraction[1]) if fraction else "")
    if reading.unit:
        at.number_format += f'"{reading.unit}"'
    if reading.unit or reading.remark:
        from openpyxl.comments import Comment  # noqa: PLC0415 -- as in write

        at.comment = Comment(clean(f"原文：{text}"), "原文")


def _put_text(at: "Cell", text: str) -> None:
    at.value = clean(text)
    # Without this a text that begins with "=" is a formula, and "#N/A" an error.
    at.data_type = "s"
    if text.strip()[:1] in tuple("=+-@"):
        at.quotePrefix = True


def _heights(table: Table, widths: Sequence[float], typed: Mapping[str, str], figures: Figures) -> list[float]:
    """Row heights in points at which every text of the table shows whole."""
    heights = [_ROW_HEIGHT] * len(table.lines)
    # Boxes of several rows come last: they only need what their rows do not have yet.
    for box in sorted(table.boxes, key=lambda box: box.lines):
        text = typed.get(box.cell, "") if box.cell in figures.unreadable else box.text
        rows = slice(box.line, box.line + box.lines)
        width = sum(widths[box.position : box.position + box.positions])
        short = _lines(text, width - 1.5, 11) * 15 + 6 - sum(heights[rows])
        if short > 0:
            heights[rows] = [height + short / box.lines for height in heights[rows]]
    return [min(height, 409) for height in heights]


def _lines(text: str, width: float, points: float) -> int:
    """The lines that a text takes in a column of that width; rather one too many."""
    character = points * 4 / 3 / 7
    room = max(1, int(width / character * 2))
    return sum(
        max(1, ceil(_half_widths(line) / max(1, room - (_half_widths(line) > room)))) for line in text.split("\n")
    )


def _half_widths(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


# ── the other sheets ─────────────────────────────────────────────────


def _lay_out_checks(sheet: "Worksheet", styles: "_Styles") -> None:
    from openpyxl.formatting.rule import Rule  # noqa: PLC0415 -- as in write
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415 -- likewise
    from openpyxl.styles.differential import DifferentialStyle  # noqa: PLC0415 -- likewise

    widths = (66, 10, 36, 10, 6, 10, 10, 24)
    _set_widths(sheet, widths)
    sheet.page_setup.orientation = "landscape"
    header, last = excel_checks.HEADER_ROW, sheet.max_row
    for number, row in enumerate(sheet.iter_rows(1, last, 1, len(widths)), 1):
        for column, at in enumerate(row, 1):
            if number < header:
                at.font, at.alignment = styles.heading if number == 1 else styles.font, styles.middle
                continue
            at.font, at.border = styles.head if number == header else styles.font, styles.border
            left = column in (1, 3, 8) and number > header
            at.alignment = styles.alignments["label" if left else "head"]
            if number == header:
                at.fill = styles.band
        lines = max(_lines(str(row[0].value), 64, 11), _lines(str(row[2].value), 34, 11)) if number > header else 1
        sheet.row_dimensions[number].height = max(_ROW_HEIGHT, lines * 15 + 6)
    sheet.row_dimensions[1].height = 32
    red = DifferentialStyle(font=Font(color="9C0006"), fill=PatternFill(bgColor="FFC7CE"))
    broken, results = excel_checks.BROKEN, f"$H${header + 1}:$H${last}"
    for area, condition in (
        (f"A{header + 1}:H{last}", f'$H{header + 1}="{broken}"'),
        ("A2:H2", f'COUNTIF({results},"{broken}")>0'),
    ):
        sheet.conditional_formatting.add(area, Rule(type="expression", dxf=red, formula=[condition]))
    sheet.print_title_rows = f"{header}:{header}"
    sheet.freeze_panes = f"A{header + 1}"


def _fill_text(sheet: "Worksheet", styles: "_Styles", form: Format, document: Document, mark: str) -> None:
    """Title, unit and year, then part for part the heading and its paragraphs, one a row."""
    _set_widths(sheet, [_TEXT_WIDTH])
    year = "" if document.year is None else f"{document.year}年"
    rows = [(title_of(form, document), styles.title), (f"单位：{document.unit}　年度：{year}", styles.body)]
    if mark:
        rows.append((mark, styles.warning))
    for section in form.sections:
        text = document.sections.get(section.id, "")
        if heading := document.headings.get(section.id, section.heading):
            rows.append((heading, styles.heading))
        rows.extend((piece, styles.body) for line in text.splitlines() if line.strip() for piece in _pieces(line))
        if section.table:
            rows.append((f"（见工作表“{sheet_name(form, form.table(section.table))}”）", styles.font))
    for number, (text, font) in enumerate(rows, 1):
        at = sheet[f"A{number}"]
        _put_text(at, text)
        at.font = font
        at.alignment = styles.alignments["head"] if number == 1 else styles.top
        lines = _lines(text, _TEXT_WIDTH - 2, font.sz or 12)
        sheet.row_dimensions[number].height = min(409, lines * ((font.sz or 12) + 7) + 4)


def _pieces(line: str) -> Iterator[str]:
    """A paragraph, in pieces where it is higher than a row can be; they end with a sentence if they can."""
    while _lines(line, _TEXT_WIDTH - 2, 12) > _ROW_LINES:
        most = _ROW_LINES * (_TEXT_WIDTH * 2 // 5)
        end = max(line.rfind(stop, 0, most) for stop in "。；，") + 1 or most
        yield line[:end]
        line = line[end:]
    yield line


def _set_widths(sheet: "Worksheet", widths: Sequence[float]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- as in write

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _set_up_print(sheet: "Worksheet", title: str, mark: str) -> None:
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
    left, right = (_HeaderFooterPart(clean(text)[:60].replace("&", "&&")) for text in (title, mark))
    sheet.HeaderFooter = HeaderFooter(
        oddHeader=HeaderFooterItem(left=left, right=right),
        oddFooter=HeaderFooterItem(center=_HeaderFooterPart("— &P —")),
    )


# ── the finished file ────────────────────────────────────────────────


def _finished(raw: BytesIO, results: Sequence[Results]) -> bytes:
    """The saved workbook with the formulas' results, without the times of day it was made."""
    finished = BytesIO()
    stored = {f"xl/worksheets/sheet{number}.xml": each for number, each in enumerate(results, 1)}
    with ZipFile(raw) as old, ZipFile(finished, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name in stored:
                content = _with_results(content.decode(), stored[name]).encode()
            elif name == "docProps/core.xml":
                content = _TIMES.sub(b"", content)
            entry = ZipInfo(name)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            new.writestr(entry, content)
    return finished.getvalue()


def _with_results(content: str, results: Results) -> str:
    # openpyxl writes formulas without results, and programs that do not calculate show nothing then.
    def stored(found: re.Match[str]) -> str:
        cell, attributes, formula = found.groups()
        result = results[cell]
        kind, text = (' t="str"', escape(result)) if isinstance(result, str) else ("", show(result))
        return f'<c r="{cell}"{attributes}{kind}><f>{formula}</f><v>{text}</v></c>'

    return _FORMULA.sub(stored, content)


@dataclass(frozen=True, slots=True)
class _Styles:
    """The looks of the sheets."""

    font: "Font"
    head: "Font"
    heading: "Font"
    title: "Font"
    body: "Font"
    warning: "Font"
    border: "Border"
    band: "PatternFill"
    middle: "Alignment"
    top: "Alignment"
    alignments: Mapping[BoxKind, "Alignment"]


def _styles() -> _Styles:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415 -- as in write

    thin = Side(style="thin")
    centred = Alignment("center", "center", wrap_text=True)
    left = Alignment("left", "center", wrap_text=True)
    return _Styles(
        font=Font(name="宋体", size=11),
        head=Font(name="宋体", size=11, bold=True),
        heading=Font(name="黑体", size=14),
        title=Font(name="黑体", size=18),
        body=Font(name="宋体", size=12),
        warning=Font(name="宋体", size=12, bold=True, color=_RED),
        border=Border(thin, thin, thin, thin),
        band=PatternFill("solid", fgColor=_BAND_COLOUR),
        middle=Alignment(vertical="center"),
        top=Alignment("left", "top", wrap_text=True),
        alignments={
            "band": left,
            "head": centred,
            "label": left,
            # A long number gets smaller: it would show as ### otherwise.
            "number": Alignment("center", "center", shrink_to_fit=True),
        },
    )
