"""The sheets of the official tables: boxes, numbers as numbers, blank totals as live sums."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from govreport_gui.core.forms.form import Box, Table
from govreport_gui.core.forms.relations import Figures
from govreport_gui.core.papers.part import Part
from govreport_gui.core.patterns import pattern
from govreport_gui.core.values import Number, read
from govreport_gui.files.excel import check_sheet
from govreport_gui.files.excel.check_sheet import Places
from govreport_gui.files.excel.measuring import by_sense, height_of, lines_of
from govreport_gui.files.excel.styles import (
    ROW_HEIGHT,
    TEXT_SIZE,
    Styles,
    clean,
    put_formula,
    put_nothing,
    put_text,
    set_height,
    set_widths,
)

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

AS_TYPED: Final = "原文："
"""Begins the comment of a cell whose number was typed with more than a number."""
TOP: Final = 2
"""The sheet's row in which a table begins; above it stands the heading of its part."""
COVER: Final = 3
"""Rows above that on the first sheet, for what report it is."""

# Column widths are counted in digits of 宋体 11; these fill A4 between the margins.
_PORTRAIT_WIDTH: Final = 82
_LANDSCAPE_WIDTH: Final = 122
_LANDSCAPE_COLUMNS: Final = 12
_COMMENT: Final = {"author": "原文", "width": 144, "height": 79}
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
) -> "Worksheet":
    """Add the sheet of a part's table, below so many rows. `totals` are those left blank, which become formulas;
    `places` are those of the cells that may be typed in, all others stay locked.
    """
    sheet = new_sheet(book, sheet_name(part))
    first = above + TOP
    widths = _lay_out_table(sheet, styles, part.heading, table, first)
    for line in range(len(table.lines)):  # a list may have gaps
        for position in range(len(widths)):
            put_nothing(sheet, first + line, 1 + position, styles, "frame")
    for box in table.boxes:
        row, column = first + box.line, 1 + box.position
        looks = [box.kind, "font", "frame"]
        looks += ["tint"] * (box.kind == "band") + ["open"] * (box.cell in places and box.cell not in totals)
        if box.lines > 1 or box.positions > 1:
            last, right = row + box.lines - 1, column + box.positions - 1
            sheet.merge_range(row - 1, column - 1, last - 1, right - 1, "", styles.of(*looks))
        if box.cell in totals:
            formula = check_sheet.total_formula(box.cell, figures, places)
            put_formula(sheet, row, column, formula, totals[box.cell], styles, *looks, "computed")
        elif box.cell in figures.numbers:
            _put_number(sheet, row, column, box.text, styles, looks)
        elif box.text:
            width = sum(widths[box.position : box.position + box.positions])
            put_text(sheet, row, column, _shown(box, box.text, width), styles, *looks, "head" if box.cell else box.kind)
        else:
            put_nothing(sheet, row, column, styles, *looks)
    for number, height in enumerate(_heights(table, widths, figures), first):
        set_height(sheet, number, height)
    return sheet


def new_sheet(book: "Workbook", name: str) -> "Worksheet":
    """Add a sheet of that name; where there is one, with a number behind it."""
    from govreport_gui.files.excel.plain_sheet import PlainSheet  # noqa: PLC0415 -- as in workbook.write

    names = {sheet.get_name().casefold() for sheet in book.worksheets()}
    free = (each for each in (name, *(f"{name}{number}" for number in range(1, 1000))) if each.casefold() not in names)
    return book.add_worksheet(next(free), PlainSheet)


def _lay_out_table(sheet: "Worksheet", styles: Styles, heading: str, table: Table, first: int) -> list[float]:
    """Page, heading and columns of a table's sheet; gives the widths of the columns."""
    landscape = len(table.widths) > _LANDSCAPE_COLUMNS
    if landscape:
        sheet.set_landscape()
    scale = (_LANDSCAPE_WIDTH if landscape else _PORTRAIT_WIDTH) / sum(table.widths)
    widths = [width * scale for width in table.widths]
    set_widths(sheet, widths)
    put_text(sheet, first - 1, 1, heading, styles, "heading", "middle")
    set_height(sheet, first - 1, 32)
    if table.header_lines:
        sheet.repeat_rows(first - 1, first + table.header_lines - 2)
    # What names the rows stays in sight beside their numbers, also on a narrow screen.
    labels = min((box.position for box in table.boxes if box.cell), default=0)
    # Heads stay too; where there are none, rows that scroll away leave room.
    below = first + table.header_lines if table.header_lines else 1 if first > TOP else TOP
    sheet.freeze_panes(below - 1, labels)
    return widths


def _put_number(sheet: "Worksheet", row: int, column: int, text: str, styles: Styles, looks: Sequence[str]) -> None:
    """A number with a remark or unit stays a number, so that the sums go on working: the unit shows
    by the number format, and the typed text is kept as the cell's comment.
    """
    reading = read(text)
    fraction = _FRACTION.match(normalize("NFKC", text).strip())
    written = "0" + ("." + "0" * len(fraction[1]) if fraction else "")
    if reading.unit:
        written += f'"{reading.unit}"'
    sheet.write_number(row - 1, column - 1, reading.number or 0, styles.of(*looks, number=written))
    if reading.unit or reading.remark:
        sheet.write_comment(row - 1, column - 1, clean(AS_TYPED + text), _COMMENT)


def _shown(box: Box, text: str, width: float) -> str:
    """The text of a box as it stands on the sheet: names are cut between their words."""
    return by_sense(text, width, TEXT_SIZE) if box.kind in ("head", "label") else text


def _heights(table: Table, widths: Sequence[float], figures: Figures) -> list[float]:
    """Row heights in points at which every text of the table shows whole."""
    heights = [ROW_HEIGHT] * len(table.lines)
    # Boxes of several rows come last: they only need what their rows do not have yet.
    for box in sorted(table.boxes, key=lambda box: box.lines):
        text = "" if box.cell and box.cell not in figures.unreadable else box.text
        rows = slice(box.line, box.line + box.lines)
        width = sum(widths[box.position : box.position + box.positions])
        short = height_of(lines_of(_shown(box, text, width), width, TEXT_SIZE), TEXT_SIZE) - sum(heights[rows])
        if short > 0:
            heights[rows] = [height + short / box.lines for height in heights[rows]]
    return heights
