"""Signs and colours. Colour is never the only sign: each level has a shape of its own."""

from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication

STATE_WORDS: Final = {
    "must_fix": "有必须改正的问题",
    "explain": "有需要说明的问题",
    "notice": "有提醒",
    "unfinished": "未填完",
    "done": "已填",
    "optional": "可以不写",
}
_SIZE: Final = 16
_INK: Final = {
    "must_fix": "#c62828",
    "explain": "#b25f00",
    "notice": "#1565c0",
    "unfinished": "#757575",
    "done": "#2e7d32",
    "optional": "#9e9e9e",
}


def dark() -> bool:
    """Whether the desktop is set to dark."""
    return QApplication.palette().color(QPalette.ColorRole.Base).lightness() < 128


def ink(level: str) -> QColor:
    """The colour that a level's sign is drawn in."""
    return QColor(_INK[level])


@cache
def icon(state: str) -> QIcon:
    """The sign of a level or state: ✕ in a disc, ! in a triangle, i in a square, ✓, or an empty ring."""
    pixmap = QPixmap(_SIZE * 2, _SIZE * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = QColor(_INK[state])
    _SHAPES[state](painter, ink)
    painter.end()
    made = QIcon(pixmap)
    # As it is on selected lines too, where Qt would dye it.
    made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made


def _disc(painter: QPainter, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QRectF(1.5, 1.5, 13, 13))
    painter.setPen(QPen(QColor("white"), 1.8))
    painter.drawLine(QPointF(5.5, 5.5), QPointF(10.5, 10.5))
    painter.drawLine(QPointF(10.5, 5.5), QPointF(5.5, 10.5))


def _triangle(painter: QPainter, ink: QColor) -> None:
    painter.setPen(QPen(ink, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(ink)
    painter.drawPolygon([QPointF(8, 2.5), QPointF(14.2, 13.5), QPointF(1.8, 13.5)])
    painter.setPen(QPen(QColor("white"), 1.8))
    painter.drawLine(QPointF(8, 6.3), QPointF(8, 9.6))
    painter.drawPoint(QPointF(8, 12))


def _square(painter: QPainter, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(2, 2, 12, 12), 2, 2)
    painter.setPen(QPen(QColor("white"), 1.8))
    painter.drawPoint(QPointF(8, 5))
    painter.drawLine(QPointF(8, 7.5), QPointF(8, 11.5))


def _tick(painter: QPainter, ink: QColor) -> None:
    painter.setPen(QPen(ink, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline([QPointF(3, 8.5), QPointF(6.5, 12), QPointF(13, 4.5)])


def _ring(painter: QPainter, ink: QColor) -> None:
    painter.setPen(QPen(ink, 1.6))
    painter.drawEllipse(QRectF(3, 3, 10, 10))


def _dash(painter: QPainter, ink: QColor) -> None:
    painter.setPen(QPen(ink, 1.8))
    painter.drawLine(QPointF(4, 8), QPointF(12, 8))


_SHAPES: Final = {
    "must_fix": _disc,
    "explain": _triangle,
    "notice": _square,
    "done": _tick,
    "unfinished": _ring,
    "optional": _dash,
}


@cache
def ground(kind: str, *, is_dark: bool) -> QBrush:
    """The background of a cell by what it is: band, head, label, total, blank, or the level of its finding."""
    if kind == "blank":
        # Hatched, as colour alone would not tell it from 0.
        return QBrush(QColor("#3a4049" if is_dark else "#d5dbe3"), Qt.BrushStyle.BDiagPattern)
    light = {
        "band": "#c6d9f1",
        "head": "#f2f5f9",
        "label": "#f8fafc",
        "total": "#eef1f4",
        "must_fix": "#fde0de",
        "explain": "#fff0d6",
        "notice": "#e1eefb",
        "must_fix pointed": "#f5a9a4",
        "explain pointed": "#ffcf85",
        "notice pointed": "#a9d0f5",
    }
    night = {
        "band": "#2d4663",
        "head": "#2b2f36",
        "label": "#26292e",
        "total": "#30343a",
        "must_fix": "#5c2a2a",
        "explain": "#5a431c",
        "notice": "#233f5c",
        "must_fix pointed": "#8f3a3a",
        "explain pointed": "#8a6420",
        "notice pointed": "#336196",
    }
    return QBrush(QColor((night if is_dark else light)[kind]))
