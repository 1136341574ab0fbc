"""Signs and colours. Colour is never the only sign: each level has a shape of its own."""

from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

STATE_WORDS: Final = {
    "must_fix": "有必须改正的问题",
    "explain": "有需要说明的问题",
    "notice": "有提醒",
    "unfinished": "未填完",
    "done": "已填",
    "optional": "可以不写",
}
_SIZE: Final = 16
_DRAWN: Final = (13, 16, 20, 24, 32, 48)
"""Heights in pixels of the screen for which a sign is drawn; others are scaled down from these."""
INKS: Final = {
    False: {
        "must_fix": "#ab1818",
        "explain": "#8f4700",
        "notice": "#0d4fa3",
        "unfinished": "#616161",
        "done": "#1b6e24",
        "optional": "#6b6b6b",
        "computed": "#4f5b69",
        "locked": "#55606c",
        "current": "#1a5f9e",
    },
    True: {
        "must_fix": "#ffb4ab",
        "explain": "#ffc46b",
        "notice": "#a8d1ff",
        "unfinished": "#b4b4b4",
        "done": "#8fdc94",
        "optional": "#a8a8a8",
        "computed": "#b9c3cf",
        "locked": "#b4becb",
        "current": "#6cb2f0",
    },
}
"""By whether the desktop is dark: the colours of signs, of words that stand back, of the frame of the current
cell. Under test: at least 4.5 to 1 on every ground that they stand on."""
GROUNDS: Final = {
    False: {
        "band": "#c6d9f1",
        "head": "#f2f5f9",
        "label": "#f8fafc",
        "total": "#eef1f4",
        "must_fix": "#fde0de",
        "explain": "#fff0d6",
        "notice": "#e1eefb",
        "must_fix pointed": "#fbcbc7",
        "explain pointed": "#ffdca0",
        "notice pointed": "#c2ddf7",
        "selected": "#cfe4f8",
        "locked": "#eceff2",
    },
    True: {
        "band": "#2d4663",
        "head": "#2b2f36",
        "label": "#26292e",
        "total": "#30343a",
        "must_fix": "#522626",
        "explain": "#4c3915",
        "notice": "#1f3a56",
        "must_fix pointed": "#7a2f2f",
        "explain pointed": "#604412",
        "notice pointed": "#244c76",
        "selected": "#264f78",
        "locked": "#33373d",
    },
}
"""The grounds of cells: band, head, label, total, selected, locked, or the level of the finding, stronger
where one is pointed at."""

LINES: Final = QColor("#6e7680")
"""Of the lines between boxes on a dark desktop; styles make it a little darker."""


def dark() -> bool:
    """Whether the desktop is set to dark."""
    return QApplication.palette().color(QPalette.ColorRole.Base).lightness() < 128


def ink(kind: str) -> QColor:
    """The colour that a sign is drawn in, or words of that kind are written in."""
    return QColor(INKS[dark()][kind])


def size(widget: QWidget) -> QSize:
    """How large a sign stands beside words of that widget: as high as they are."""
    high = max(_SIZE, widget.fontMetrics().height())
    return QSize(high, high)


def icon(state: str) -> QIcon:
    """The sign of a level or state: ✕ in a disc, ! in a triangle, i in a square, ✓, or an empty ring."""
    return _icon(state, is_dark=dark())


@cache
def _icon(state: str, *, is_dark: bool) -> QIcon:
    made = QIcon()
    for high in _DRAWN:
        pixmap = QPixmap(high, high)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(high / _SIZE, high / _SIZE)
        _SHAPES[state](painter, QColor(INKS[is_dark][state]), QColor("black" if is_dark else "white"))
        painter.end()
        made.addPixmap(pixmap)
        # As it is on selected lines too, where Qt would dye it.
        made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made


def _disc(painter: QPainter, ink: QColor, within: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QRectF(1.5, 1.5, 13, 13))
    painter.setPen(QPen(within, 1.8))
    painter.drawLine(QPointF(5.5, 5.5), QPointF(10.5, 10.5))
    painter.drawLine(QPointF(10.5, 5.5), QPointF(5.5, 10.5))


def _triangle(painter: QPainter, ink: QColor, within: QColor) -> None:
    painter.setPen(QPen(ink, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(ink)
    painter.drawPolygon([QPointF(8, 2.5), QPointF(14.2, 13.5), QPointF(1.8, 13.5)])
    painter.setPen(QPen(within, 1.8))
    painter.drawLine(QPointF(8, 6.3), QPointF(8, 9.6))
    painter.drawPoint(QPointF(8, 12))


def _square(painter: QPainter, ink: QColor, within: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(2, 2, 12, 12), 2, 2)
    painter.setPen(QPen(within, 1.8))
    painter.drawPoint(QPointF(8, 5))
    painter.drawLine(QPointF(8, 7.5), QPointF(8, 11.5))


def _tick(painter: QPainter, ink: QColor, _within: QColor) -> None:
    painter.setPen(QPen(ink, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline([QPointF(3, 8.5), QPointF(6.5, 12), QPointF(13, 4.5)])


def _ring(painter: QPainter, ink: QColor, _within: QColor) -> None:
    painter.setPen(QPen(ink, 1.6))
    painter.drawEllipse(QRectF(3, 3, 10, 10))


def _dash(painter: QPainter, ink: QColor, _within: QColor) -> None:
    painter.setPen(QPen(ink, 1.8))
    painter.drawLine(QPointF(4, 8), QPointF(12, 8))


def _padlock(painter: QPainter, ink: QColor, _within: QColor) -> None:
    painter.setPen(QPen(ink, 1.6))
    painter.drawArc(QRectF(5, 2, 6, 8), 0, 180 * 16)
    painter.drawLine(QPointF(5, 6), QPointF(5, 8))
    painter.drawLine(QPointF(11, 6), QPointF(11, 8))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(3, 7.2, 10, 7), 1.2, 1.2)


_SHAPES: Final = {
    "must_fix": _disc,
    "explain": _triangle,
    "notice": _square,
    "done": _tick,
    "unfinished": _ring,
    "optional": _dash,
    "locked": _padlock,
}


@cache
def ground(kind: str, *, is_dark: bool) -> QBrush:
    """The background of a cell by what it is, see GROUNDS."""
    if kind == "blank":
        # Hatched, as colour alone would not tell it from 0.
        return QBrush(QColor("#3a4049" if is_dark else "#d5dbe3"), Qt.BrushStyle.BDiagPattern)
    return QBrush(QColor(GROUNDS[is_dark][kind]))
