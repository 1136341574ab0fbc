"""A sheet that is a plain list: heads, and texts below them."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from govreport_gui.files.excel.measuring import height_of, lines_of
from govreport_gui.files.excel.styles import ROW_HEIGHT, TEXT_SIZE, Styles, put_text, set_height, set_widths

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def put_head(sheet: "Worksheet", row: int, column: int, text: str, styles: Styles) -> None:
    """The head of a column."""
    put_text(sheet, row, column, text, styles, "bold", "head", "tint")


def fill_list(
    sheet: "Worksheet",
    styles: Styles,
    widths: Sequence[float],
    rows: Iterable[Sequence[str]],
    numbers: Collection[int] = (),
) -> None:
    """Fill it; the first row holds the heads, widths are in half-width characters. In the columns of `numbers`, from 0,
    texts of digits are numbers.
    """
    set_widths(sheet, widths)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if number == 1:
                put_head(sheet, number, column, text, styles)
            elif column - 1 in numbers and text.isdecimal():
                sheet.write_number(
                    row=number - 1, col=column - 1, number=int(text), cell_format=styles.of("font", "label")
                )
            else:
                put_text(sheet, number, column, text, styles, "font", "label")
        lines = max((lines_of(text, width, TEXT_SIZE) for text, width in zip(row, widths, strict=True)), default=1)
        set_height(sheet, number, max(ROW_HEIGHT, height_of(lines, TEXT_SIZE)))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
