"""Charts drawn by reportlab for a page of the report: bars across, the numbers at them, good in black and white."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from govreport_gui.core.papers.charts import Chart
from govreport_gui.core.values import Number
from govreport_gui.files.pdf.fonts import Fonts

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing
    from reportlab.pdfgen.canvas import Canvas

_TITLE_SIZE: Final = 13.0
_TEXT_SIZE: Final = 10.5
_SMALL: Final = 9.0
"""Two numbers above one another."""
_NAMES_WIDTH: Final = 92.0
"""For the names at the left, in pt."""
_LABELS_WIDTH: Final = 86.0
"""For the numbers behind the longest bar."""
_HEAD: Final = 26.0
"""For the title."""
_GAP: Final = 20.0
"""Between two charts."""
_MOST: Final = 34.0
"""The most height (pt) that one name takes, or a chart of few bars looks like a flag."""
_BARS: Final = ((0.20, 0.36, 0.55), (0.86, 0.90, 0.95))
"""This year dark, last year light: they differ without colour too."""
_INK: Final = (0.12, 0.12, 0.12)


def draw(canvas: "Canvas", charts: Sequence[Chart], fonts: Fonts, box: tuple[float, float, float, float]) -> None:
    """Draw the charts one below the other into a box: left, bottom, width and height in pt, y upwards."""
    from reportlab.graphics import renderPDF  # noqa: PLC0415 - slow to import

    left, bottom, width, height = box
    face = face_of(fonts)
    names = sum(len(chart.names) for chart in charts)
    room = min(_MOST, (height - len(charts) * (_HEAD + _GAP)) / max(names, 1))
    top = bottom + height
    for chart in charts:
        drawing = _drawing(chart, face, width, len(chart.names) * room + _HEAD)
        top -= drawing.height
        renderPDF.draw(drawing, canvas, left, top)
        top -= _GAP


def face_of(fonts: Fonts) -> str:
    """The face that all of a chart is set in."""
    return fonts.glyphs("table", "件")[0].face


def said(charts: Sequence[Chart]) -> str:
    """What charts show, in words, for whoever cannot see them: each bar's name and number."""
    return "".join(
        f"{chart.title}（{caption(chart)}）：{'；'.join(_row(chart, at) for at in range(len(chart.names)))}。"
        for chart in charts
    )


def _row(chart: Chart, at: int) -> str:
    alone = len(chart.series) == 1
    shown = "，".join(f"{'' if alone else series.name}{series.bars[at].label or '无'}" for series in chart.series)
    return f"{chart.names[at]} {shown}"


def letters(charts: Sequence[Chart]) -> str:
    """All that charts say."""
    said = []
    for chart in charts:
        said += [chart.title, caption(chart), "（）", *chart.names]
        for series in chart.series:
            said += [series.name, *(bar.label for bar in series.bars)]
    return "".join(said)


def _drawing(chart: Chart, face: str, width: float, height: float) -> "Drawing":
    from reportlab.graphics.charts.barcharts import HorizontalBarChart  # noqa: PLC0415 - slow to import
    from reportlab.graphics.shapes import Drawing, String  # noqa: PLC0415 - likewise
    from reportlab.lib.colors import Color  # noqa: PLC0415 - likewise

    ink = Color(*_INK)
    drawing = Drawing(width, height, initialFontName=face)
    title = f"{chart.title}（{caption(chart)}）"
    drawing.add(String(0, height - _TITLE_SIZE, title, fontName=face, fontSize=_TITLE_SIZE, fillColor=ink))
    bars = HorizontalBarChart()
    bars.x, bars.y = _NAMES_WIDTH, 0
    bars.width, bars.height = width - _NAMES_WIDTH - _LABELS_WIDTH, height - _HEAD
    # Names run downwards, but the bars of one name upwards: the first is the lowest.
    upwards = chart.series[::-1]
    bars.data = [[_length(bar.number) for bar in series.bars] for series in upwards]
    bars.barWidth, bars.groupSpacing, bars.barSpacing = 10, 6 if len(chart.series) > 1 else 10, 1
    for number, colour in enumerate(_BARS[len(chart.series) - 1 :: -1]):
        bars.bars[number].fillColor = Color(*colour)
        bars.bars[number].strokeColor = ink
        bars.bars[number].strokeWidth = 0.5
    bars.barLabelFormat = "values"
    bars.barLabelArray = [[bar.label for bar in series.bars] for series in upwards]
    size = _TEXT_SIZE if len(chart.series) == 1 else _SMALL
    bars.barLabels.fontName, bars.barLabels.fontSize, bars.barLabels.fillColor = face, size, ink
    bars.barLabels.boxAnchor, bars.barLabels.dx = "w", 4
    bars.barLabels.boxTarget = "hi"
    names = bars.categoryAxis
    names.categoryNames = list(chart.names)
    names.reverseDirection = 1
    names.strokeColor, names.strokeWidth, names.visibleTicks = ink, 0.5, 0
    names.labels.fontName, names.labels.fontSize, names.labels.fillColor = face, _TEXT_SIZE, ink
    names.labels.dx = -4
    values = bars.valueAxis
    values.visible, values.valueMin, values.forceZero = 0, 0, 1
    values.valueMax = max(1.0, *(length for row in bars.data for length in row))
    values.labels.fontName = face
    drawing.add(bars)
    if len(chart.series) > 1:
        drawing.add(_key(chart, face, width, height))
    return drawing


def _key(chart: Chart, face: str, width: float, height: float) -> object:
    """Which bar is which year, at the right of the title."""
    from reportlab.graphics.charts.legends import Legend  # noqa: PLC0415 - likewise
    from reportlab.lib.colors import Color  # noqa: PLC0415 - likewise

    key = Legend()
    key.fontName, key.fontSize, key.fillColor = face, _TEXT_SIZE, Color(*_INK)
    key.colorNamePairs = [(Color(*_BARS[at]), series.name) for at, series in enumerate(chart.series)]
    key.columnMaximum, key.alignment = 1, "right"
    key.dx, key.dy, key.dxTextSpace, key.deltax = 18, 8, 4, 12
    key.strokeColor, key.strokeWidth = Color(*_INK), 0.5
    key.boxAnchor, key.x, key.y = "ne", width, height - 3
    return key


def caption(chart: Chart) -> str:
    """What stands behind a title: the unit, and the year where there is only one."""
    return chart.unit if len(chart.series) > 1 else f"{chart.series[0].name}，{chart.unit}"


def _length(number: Number | None) -> float:
    """How long a bar is; what is unknown has none, and what is negative is wrong and has none either."""
    return float(max(number or 0, 0))
