"""What helps whoever types into the workbook: names, what may be typed, and what is kept from being typed over."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.values import Kind
from govreport_gui.files.excel.check_sheet import Places, ranges
from govreport_gui.files.excel.styles import Styles

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

_SAYS: Final = {
    "integer": "应为不小于0的整数，没有发生的填0。",
    "signed integer": "应为整数，没有发生的填0。",
    "decimal": "应为不小于0的数，没有发生的填0。",
}


def guard(book: "Workbook", styles: Styles, form: Format, places: Places, computed: Collection[str]) -> None:
    """Name every cell by its id; let only numbers be typed where numbers belong; lock everything but the cells.

    There is no password: who wants to change the rest can. `computed` are the totals that formulas add up.
    """
    from openpyxl.styles import Protection  # noqa: PLC0415 -- as in workbook.write
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- likewise
    from openpyxl.workbook.defined_name import DefinedName  # noqa: PLC0415 -- likewise

    open_ = Protection(locked=False)
    for cell, place in places.items():
        where = f"'{place.sheet}'!${get_column_letter(place.column)}${place.row}"
        book.defined_names[cell] = DefinedName(cell, attr_text=where)
        if cell not in computed:
            styles.dress(book[place.sheet].cell(place.row, place.column), protection=open_)
    for table in form.tables:
        sheet = book[places[table.cells[0]].sheet]
        sheet.protection.sheet = True
        sheet.protection.formatCells = sheet.protection.formatColumns = sheet.protection.formatRows = False
        for kind in dict.fromkeys(form.cells[cell].kind for cell in table.cells):
            cells = [cell for cell in table.cells if form.cells[cell].kind == kind and cell not in computed]
            if cells:
                rule = _rule(kind)
                for area in ranges(cells, places, sheet.title):
                    rule.add(area)
                sheet.add_data_validation(rule)


def _rule(kind: Kind) -> "DataValidation":
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 -- as in workbook.write

    low = "-999999999999999" if kind == "signed integer" else "0"
    return DataValidation(
        type="decimal" if kind == "decimal" else "whole",
        operator="greaterThanOrEqual",
        formula1=low,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="这个数不对",
        error=_SAYS[kind],
    )
