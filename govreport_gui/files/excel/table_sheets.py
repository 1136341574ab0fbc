"""The sheets of the official tables: boxes, numbers as numbers, blank totals as live sums."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from govreport_gui.core.forms.form import Table
from govreport_gui.core.forms.relations import Figures
from govreport_gui.core.papers.part import Part
from govreport_gui.core.patterns import pattern
from govreport_gui.core.values import Number, read, show
from govreport_gui.files.excel import check_sheet
from govreport_gui.files.excel.check_sheet import Places, Results
from govreport_gui.files.excel.styles import ROW_HEIGHT, Styles, clean, lines_of, put_text, set_widths

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

AS_TYPED: Final = "原文："
"""Begins the comment of a cell whose number was typed with more than a number."""
TOP: Final = 2
"""The sheet's row in which a table begins; above it stands the heading of its part."""
COVER: Final = 3
"""Rows above that on the first sheet, for what report it is."""

# Column widths are counted in half-width characters of 7 px; these fill A4 between the margins.
_PORTRAIT_WIDTH: Final = 94
_LANDSCAPE_WIDTH: Final = 140
_LANDSCAPE_COLUMNS: Final = 12
_FRACTION: Final = pattern(r"\D?[\d, ]+\.(\d+)")


def sheet_name(part: Part) -> str:
    """The name of the sheet that has a part's table: 表二 主动公开."""
    return re.sub(r"[\\/*?:\[\]]", "", part.caption)[:31]


def cell_positions(table: Table, above: int = 0) -> dict[str, tuple[int, int]]:
    """By cell of the form: row and column on the table's sheet, counted from 1; `above` rows stand over its heading."""
    return {cell: (above + TOP + box.line, 1 + box.position) for cell, box in table.number_boxes().items()}


def fill_table(
    book: "Workbook",
    styles: Styles,
    part: Part,
    table: Table,
    totals: Mapping[str, Number | str],
    figures: Figures,
    places: Places,
    above: int = 0,
) -> Results:
    """Add the sheet of a part's table, below so many rows; the results of its formulas, by place on the sheet.

    `totals` are those left blank, which become formulas.
    """
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- as in write

    sheet = book.create_sheet(sheet_name(part))
    first = above + TOP
    widths = _lay_out_table(sheet, styles, part.heading, table, first)
    results: Results = {}
    for box in table.boxes:
        at = sheet[f"{get_column_letter(1 + box.position)}{first + box.line}"]
        styles.dress(at, font=styles.font, alignment=styles.alignments[box.kind])
        if box.cell in totals:
            at.value = check_sheet.total_formula(box.cell, figures, places)
            results[at.coordinate] = totals[box.cell]
            styles.dress(at, font=styles.computed)
        elif box.cell in figures.numbers:
            _put_number(at, box.text)
        elif box.text:
            put_text(at, box.text)
            styles.dress(at, alignment=styles.alignments["head" if box.cell else box.kind])
        if box.kind == "band":
            styles.dress(at, fill=styles.band)
        if box.lines > 1 or box.positions > 1:
            top, left = first + box.line, 1 + box.position
            sheet.merge_cells(None, top, left, top + box.lines - 1, left + box.positions - 1)
    # Only now, and on merged cells too: a frame is drawn from all the cells it runs along.
    for row in sheet.iter_rows(first, first + len(table.lines) - 1, 1, len(widths)):
        for at in row:
            styles.dress(at, border=styles.border)
    for number, height in enumerate(_heights(table, widths, figures), first):
        sheet.row_dimensions[number].height = height
    return results


def _lay_out_table(sheet: "Worksheet", styles: Styles, heading: str, table: Table, first: int) -> list[float]:
    """Page, heading and columns of a table's sheet; gives the widths of the columns."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- as in write

    landscape = len(table.widths) > _LANDSCAPE_COLUMNS
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    scale = (_LANDSCAPE_WIDTH if landscape else _PORTRAIT_WIDTH) / sum(table.widths)
    widths = [width * scale for width in table.widths]
    set_widths(sheet, widths)
    at = sheet[f"A{first - 1}"]
    put_text(at, heading)
    styles.dress(at, font=styles.heading, alignment=styles.middle)
    sheet.row_dimensions[first - 1].height = 32
    if table.header_lines:
        sheet.print_title_rows = f"{first}:{first + table.header_lines - 1}"
    # What names the rows stays in sight beside their numbers, also on a narrow screen.
    labels = min((box.position for box in table.boxes if box.cell), default=0)
    # Heads stay too; where there are none, rows that scroll away leave room.
    below = first + table.header_lines if table.header_lines else 1 if first > TOP else TOP
    sheet.freeze_panes = f"{get_column_letter(1 + labels)}{below}"
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

        at.comment = Comment(clean(AS_TYPED + text), "原文")


def _heights(table: Table, widths: Sequence[float], figures: Figures) -> list[float]:
    """Row heights in points at which every text of the table shows whole."""
    heights = [ROW_HEIGHT] * len(table.lines)
    # Boxes of several rows come last: they only need what their rows do not have yet.
    for box in sorted(table.boxes, key=lambda box: box.lines):
        text = "" if box.cell and box.cell not in figures.unreadable else box.text
        rows = slice(box.line, box.line + box.lines)
        width = sum(widths[box.position : box.position + box.positions])
        short = lines_of(text, width - 1.5, 11) * 15 + 6 - sum(heights[rows])
        if short > 0:
            heights[rows] = [height + short / box.lines for height in heights[rows]]
    return [min(height, 409) for height in heights]
