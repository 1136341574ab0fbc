"""What is drawn over the number boxes beside the number: sign of a problem, frame, remark, flag, last year's number.

Only boxes that have one are drawn, and only those that are painted anyway.
"""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon, QRegion
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from govreport_gui.ui.table.table_model import TableModel
from govreport_gui.ui.widgets import signs, theme

SMALL: Final = 0.78
"""Size of last year's number to that of this year's."""
_CORNER: Final = 7
_APART: Final = 6
"""Pixels left and right of the sign of a problem together."""
_LEAST_SIGN: Final = 8


def small(font: QFont) -> QFont:
    """The font of last year's numbers."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * SMALL)
    return made


def small_height(font: QFont) -> int:
    """How much higher a line is that shows last year's numbers below, in pixels."""
    return QFontMetrics(small(font)).height() + 2


def paint(grid: QTableView, model: TableModel, region: QRegion) -> None:
    """Draw over the boxes of that grid that lie in the region."""
    noted, levels = model.notes, model.levels
    signed = model.last_texts.keys() | noted.keys() | levels.keys() | model.pointed
    cells = [cell for cell in _cells(grid, model, region) if cell in signed]
    if not cells:
        return
    painter = QPainter(grid.viewport())
    painter.setFont(small(grid.font()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chosen, ink = grid.selectionModel(), theme.colour("ink3")
    usual = grid.fontMetrics()
    below = usual.height() // 2 - usual.descent() + 2
    for cell in cells:
        index = model.index_of(cell)
        box = grid.visualRect(index)
        if text := model.last_texts.get(cell):
            painter.setPen(grid.palette().highlightedText().color() if chosen.isSelected(index) else ink)
            painter.drawText(box.adjusted(0, box.height() // 2 + below, 0, 0), _BELOW, text)
        if level := levels.get(cell):
            _problem(painter, box, level, sign_size(grid, model, cell))
        if cell in model.pointed:
            # Not by bold numbers: these are totals that were typed.
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(level or "accent"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        if note := noted.get(cell):
            if note.text:
                _corner(painter, box)
            if note.follow_up:
                _flag(painter, box)
    painter.end()


def _cells(grid: QTableView, model: TableModel, region: QRegion) -> Iterable[str]:
    """The cells whose boxes lie in the region."""
    found: dict[str, None] = {}
    for part in region:  # type: ignore[attr-defined]  # rectangles
        lines = _range(grid.rowAt(part.top()), grid.rowAt(part.bottom()), model.rowCount())
        positions = _range(grid.columnAt(part.left()), grid.columnAt(part.right()), model.columnCount())
        for line in lines:
            for position in positions:
                if cell := model.cell_over.get((line, position)):
                    found[cell] = None
    return found


def _range(first: int, last: int, count: int) -> range:
    """From the first to the last; -1 is beyond the end."""
    return range(first if first >= 0 else count, (last if last >= 0 else count - 1) + 1)


_BELOW: Final = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)


def sign_size(grid: QTableView, model: TableModel, cell: str) -> int:
    """The side of that cell's sign of a problem, which must leave the number alone; 0 where there is no room."""
    number = text_width(grid, model.text_of(cell))
    room = (grid.visualRect(model.index_of(cell)).width() - number) // 2 - _APART
    return min(room, grid.iconSize().width()) if room >= _LEAST_SIGN else 0


def text_width(widget: QWidget, text: str) -> int:
    """The width of a number in pixels, bold as it may be shown."""
    font = QFont(widget.font())
    font.setBold(True)
    return QFontMetrics(font).horizontalAdvance(text)


def _problem(painter: QPainter, box: QRect, level: str, size: int) -> None:
    """The sign of a problem at the left; a triangle in the upper left corner where it would cover the number."""
    if size:
        signs.icon(level).paint(painter, box.left() + 2, box.center().y() - size // 2, size, size)
        return
    edge = box.topLeft()
    _sign(painter, QPolygon([edge, edge + QPoint(_CORNER, 0), edge + QPoint(0, _CORNER)]), theme.colour(level))


def _corner(painter: QPainter, box: QRect) -> None:
    """A triangle in the upper right corner."""
    edge = box.topRight()
    corners = [edge - QPoint(_CORNER, 0), edge + QPoint(1, 0), edge + QPoint(1, _CORNER + 1)]
    _sign(painter, QPolygon(corners), theme.colour("notice"))


def _flag(painter: QPainter, box: QRect) -> None:
    """A flag on its pole in the lower right corner."""
    foot = box.bottomRight() - QPoint(11, 2)
    top = foot - QPoint(0, 11)
    _sign(painter, QPolygon([foot, top, top + QPoint(8, 3), top + QPoint(1, 7), foot]), theme.colour("explain"))


def _sign(painter: QPainter, shape: QPolygon, ink: QColor) -> None:
    """A filled shape with a rim, so that it is seen on selected boxes too."""
    painter.setBrush(ink)
    for pen in (QPen(QApplication.palette().base().color(), 3), QPen(ink, 1)):
        painter.setPen(pen)
        painter.drawPolygon(shape)
