"""The sheet 图表: the numbers of the charts, and beside them charts of the spreadsheet's own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from govreport_gui.core.papers.charts import TITLE, Chart, Series
from govreport_gui.core.values import show
from govreport_gui.files.excel.styles import ROW_HEIGHT, Styles, put_text, set_widths

if TYPE_CHECKING:
    from openpyxl.chart import BarChart
    from openpyxl.worksheet.worksheet import Worksheet

NAME: Final = TITLE
_WIDTHS: Final = (18, 15, 15)
_COLUMNS: Final = "BC"
_CHART_WIDTH, _BAR_HEIGHT, _HEAD = 15, 0.62, 2.4
"""In cm."""
_ROW: Final = ROW_HEIGHT / 72 * 2.54
"""Likewise."""
_FILLS: Final = ("335C8C", "DBE6F2")
"""As on paper: this year dark, last year light."""
_INK: Final = "1F1F1F"


def fill_charts(sheet: "Worksheet", styles: Styles, charts: Sequence[Chart]) -> None:
    """Title, then for every chart its numbers, at the left, and its bars, at the right.

    What is no number stands there in words, so that a blank does not look like 0.
    """
    from openpyxl.worksheet.pagebreak import Break  # noqa: PLC0415 -- as in workbook.write

    set_widths(sheet, _WIDTHS)
    put_text(sheet["A1"], NAME)
    put_text(sheet["A2"], "按输出时的数画成，改了表格里的数不会跟着变。")
    sheet["A1"].font, sheet["A2"].font = styles.heading, styles.font
    row = 4
    for before, chart in zip((None, *charts), charts, strict=False):
        if before is not None and before.heading != chart.heading:
            sheet.row_breaks.append(Break(row - 2))  # the frame of the chart stands on the line above its row
        last = _fill_numbers(sheet, styles, chart, row)
        drawn = _chart(sheet, chart, row + 1, last)
        sheet.add_chart(drawn, f"E{row}")
        row = max(last, row + int(drawn.height / _ROW) + 1) + 2
    for number in range(1, row):
        sheet.row_dimensions[number].height = ROW_HEIGHT


def _fill_numbers(sheet: "Worksheet", styles: Styles, chart: Chart, top: int) -> int:
    """The last row of the numbers."""
    put_text(sheet[f"A{top}"], f"{chart.title}（{chart.unit}）")
    sheet[f"A{top}"].font = styles.head
    for column, series in zip(_COLUMNS, chart.series, strict=False):
        put_text(sheet[f"{column}{top + 1}"], series.name)
        _fill_series(sheet, series, top + 2, column)
    for row, name in enumerate(chart.names, top + 2):
        put_text(sheet[f"A{row}"], name)
    last = top + 1 + len(chart.names)
    for number, line in enumerate(sheet.iter_rows(top + 1, last, 1, 1 + len(chart.series))):
        for at_left, at in enumerate(line):
            at.font, at.border = styles.font if number else styles.head, styles.border
            at.alignment = styles.alignments["number" if at_left else "label"]
    return last


def _fill_series(sheet: "Worksheet", series: Series, top: int, column: str) -> None:
    for row, bar in enumerate(series.bars, top):
        at = sheet[f"{column}{row}"]
        if bar.number is None:
            if bar.label:  # a gap stays one
                put_text(at, bar.label)
        else:
            at.value = bar.number
            if remark := bar.label.removeprefix(show(bar.number)):
                at.number_format = f'General"{remark}"'


def _chart(sheet: "Worksheet", chart: Chart, top: int, last: int) -> "BarChart":
    from openpyxl.chart import BarChart, Reference  # noqa: PLC0415 -- as in workbook.write
    from openpyxl.chart.label import DataLabelList  # noqa: PLC0415 -- likewise
    from openpyxl.chart.shapes import GraphicalProperties  # noqa: PLC0415 -- likewise

    drawn = BarChart()
    drawn.type, drawn.title, drawn.style = "bar", f"{chart.title}（{chart.unit}）", 1
    numbers = Reference(sheet, min_col=2, max_col=1 + len(chart.series), min_row=top, max_row=last)
    drawn.add_data(numbers, titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=last))
    for fill, series in zip(_FILLS, drawn.series, strict=False):
        series.graphicalProperties = GraphicalProperties(solidFill=fill)
        series.graphicalProperties.line.solidFill = _INK
    drawn.dataLabels = DataLabelList()
    drawn.dataLabels.showVal = True
    for part in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(drawn.dataLabels, part, False)
    # From top to bottom as in the table, and no scale: the numbers stand at the bars.
    drawn.x_axis.scaling.orientation, drawn.x_axis.delete = "maxMin", False
    drawn.y_axis.delete, drawn.y_axis.majorGridlines = True, None
    drawn.y_axis.scaling.min = 0
    drawn.gapWidth = 60
    if len(chart.series) == 1:
        drawn.legend = None
    elif drawn.legend is not None:
        drawn.legend.position = "b"
    drawn.width = _CHART_WIDTH
    drawn.height = _HEAD + len(chart.names) * len(chart.series) * _BAR_HEIGHT + len(chart.names) * 0.25
    return drawn
