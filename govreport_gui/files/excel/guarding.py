"""What helps whoever types into the workbook: names, what may be typed, and what is kept from being typed over."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.values import Kind
from govreport_gui.files.excel.check_sheet import Places, ranges

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_ALLOWED: Final = {
    "objects": True,
    "scenarios": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
}
_SAYS: Final = {
    "integer": "应为不小于0的整数，没有发生的填0。",
    "signed integer": "应为整数，没有发生的填0。",
    "decimal": "应为不小于0的数，没有发生的填0。",
}


def guard(book: "Workbook", form: Format, places: Places, computed: Collection[str]) -> None:
    """Name every cell by its id; let only numbers be typed where numbers belong; lock everything but the cells.

    There is no password: who wants to change the rest can. `computed` are the totals that formulas add up.
    """
    from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell  # noqa: PLC0415 -- as in workbook.write

    for cell, place in places.items():
        at = xl_rowcol_to_cell(place.row - 1, place.column - 1, row_abs=True, col_abs=True)
        book.define_name(cell, f"='{place.sheet}'!{at}")
    for table in form.tables:
        sheet = book.get_worksheet_by_name(places[table.cells[0]].sheet)
        lock(sheet)
        for kind in dict.fromkeys(form.cells[cell].kind for cell in table.cells):
            cells = [cell for cell in table.cells if form.cells[cell].kind == kind and cell not in computed]
            if cells:
                areas = ranges(cells, places, sheet.get_name())
                first = areas[0].split(":")
                corners = (*xl_cell_to_rowcol(first[0]), *xl_cell_to_rowcol(first[-1]))
                sheet.data_validation(*corners, _rule(kind, " ".join(areas)))


def lock(sheet: "Worksheet") -> None:
    """Keep what stands on a sheet from being typed over; how it looks may be changed."""
    sheet.protect("", _ALLOWED)


def _rule(kind: Kind, areas: str) -> dict[str, object]:
    return {
        "validate": "decimal" if kind == "decimal" else "integer",
        "criteria": ">=",
        "value": -999999999999999 if kind == "signed integer" else 0,
        "error_title": "这个数不对",
        "error_message": _SAYS[kind],
        "multi_range": areas,
    }
