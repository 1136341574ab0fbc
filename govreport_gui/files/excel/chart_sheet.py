"""The sheet 图表: the numbers of the charts, and beside them charts of the spreadsheet's own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from govreport_gui.core.papers.charts import TITLE, Chart, Series
from govreport_gui.core.values import show
from govreport_gui.files.excel.styles import ROW_HEIGHT, Styles, put_nothing, put_text, set_height, set_widths

if TYPE_CHECKING:
    from xlsxwriter.chart_bar import ChartBar
    from xlsxwriter.worksheet import Worksheet

NAME: Final = TITLE
_WIDTHS: Final = (18, 15, 15, *(64 / 7 for _ in range(12)))
"""Those below the charts too, as Excel has them: a chart is as wide as its columns."""
_CHART_WIDTH, _BAR_HEIGHT, _HEAD = 15, 0.62, 2.4
"""In cm."""
_ROW: Final = ROW_HEIGHT / 72 * 2.54
"""Likewise."""
_PIXELS: Final = 96 / 2.54
"""To the cm."""
_FILLS: Final = ("#335C8C", "#DBE6F2")
"""As on paper: this year dark, last year light."""
_INK: Final = "#1F1F1F"
_AT_LEFT: Final = ("font", "frame", "label")
_NUMBER: Final = ("font", "frame", "number")


def fill_charts(sheet: "Worksheet", styles: Styles, charts: Sequence[Chart]) -> None:
    """Title, then for every chart its numbers, at the left, and its bars, at the right.

    What is no number stands there in words, so that a blank does not look like 0.
    """
    set_widths(sheet, _WIDTHS)
    put_text(sheet, 1, 1, NAME, styles, "heading")
    put_text(sheet, 2, 1, "按输出时的数画成，改了表格里的数不会跟着变。", styles, "font")
    row, breaks = 4, []
    for before, chart in zip((None, *charts), charts, strict=False):
        if before is not None and before.heading != chart.heading:
            breaks.append(row - 2)  # the frame of the chart stands on the line above its row
        last = _fill_numbers(sheet, styles, chart, row)
        height = _HEAD + len(chart.names) * len(chart.series) * _BAR_HEIGHT + len(chart.names) * 0.25
        drawn = _chart(sheet, styles, chart, row + 1, last)
        drawn.set_size({"width": round(_CHART_WIDTH * _PIXELS), "height": round(height * _PIXELS)})
        sheet.insert_chart(f"E{row}", drawn)
        row = max(last, row + int(height / _ROW) + 1) + 2
    sheet.set_h_pagebreaks(breaks)
    for number in range(1, row):
        set_height(sheet, number, ROW_HEIGHT)


def _fill_numbers(sheet: "Worksheet", styles: Styles, chart: Chart, top: int) -> int:
    """The last row of the numbers."""
    put_text(sheet, top, 1, f"{chart.title}（{chart.unit}）", styles, "bold")
    put_nothing(sheet, top + 1, 1, styles, "bold", "frame", "label")
    for row, name in enumerate(chart.names, top + 2):
        put_text(sheet, row, 1, name, styles, *_AT_LEFT)
    for column, series in enumerate(chart.series, 2):
        put_text(sheet, top + 1, column, series.name, styles, "bold", "frame", "number")
        _fill_series(sheet, styles, series, top + 2, column)
    return top + 1 + len(chart.names)


def _fill_series(sheet: "Worksheet", styles: Styles, series: Series, top: int, column: int) -> None:
    for row, bar in enumerate(series.bars, top):
        if bar.number is not None:
            remark = bar.label.removeprefix(show(bar.number))
            style = styles.of(*_NUMBER, number=f'General"{remark}"' if remark else "")
            sheet.write_number(row - 1, column - 1, bar.number, style)
        elif bar.label:
            put_text(sheet, row, column, bar.label, styles, *_NUMBER)
        else:  # a gap stays one
            put_nothing(sheet, row, column, styles, *_NUMBER)


def _chart(sheet: "Worksheet", styles: Styles, chart: Chart, top: int, last: int) -> "ChartBar":
    drawn: ChartBar = styles.book.add_chart({"type": "bar"})
    drawn.set_title({"name": f"{chart.title}（{chart.unit}）", "overlay": False})
    drawn.set_style(1)
    for column, fill in zip(range(1, 1 + len(chart.series)), _FILLS, strict=False):
        drawn.add_series(
            {
                "name": [sheet.get_name(), top - 1, column],
                "categories": [sheet.get_name(), top, 0, last - 1, 0],
                "values": [sheet.get_name(), top, column, last - 1, column],
                "fill": {"color": fill},
                "border": {"color": _INK},
                "data_labels": {"value": True},
                "gap": 60,
            }
        )
    # From top to bottom as in the table, and no scale: the numbers stand at the bars. The names of a bar chart stand
    # at its y axis.
    drawn.set_y_axis({"reverse": True})
    drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
    return drawn
