"""What is drawn over the number boxes: the corner of a remark, the flag of a cell to come back to, last year's number.

Only boxes that have one are drawn, and only those that are painted anyway.
"""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon, QRegion
from PySide6.QtWidgets import QApplication, QTableView

from govreport_gui.ui import marks
from govreport_gui.ui.table_model import TableModel

SMALL: Final = 0.78
"""Size of last year's number to that of this year's."""
_CORNER: Final = 7


def small(font: QFont) -> QFont:
    """The font of last year's numbers."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * SMALL)
    return made


def small_height(font: QFont) -> int:
    """How much higher a line is that shows last year's numbers below, in pixels."""
    return QFontMetrics(small(font)).height()


def paint(grid: QTableView, model: TableModel, region: QRegion) -> None:
    """Draw over the boxes of that grid that lie in the region."""
    noted = model.notes
    cells = [cell for cell in _cells(grid, model, region) if cell in model.last_texts or cell in noted]
    if not cells:
        return
    painter = QPainter(grid.viewport())
    painter.setFont(small(grid.font()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chosen, ink = grid.selectionModel(), marks.ink("optional")
    for cell in cells:
        index = model.index_of(cell)
        box = grid.visualRect(index)
        if text := model.last_texts.get(cell):
            painter.setPen(grid.palette().highlightedText().color() if chosen.isSelected(index) else ink)
            painter.drawText(box.adjusted(0, 0, 0, -2), _BELOW, text)
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


_BELOW: Final = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)


def _corner(painter: QPainter, box: QRect) -> None:
    """A triangle in the upper right corner."""
    edge = box.topRight()
    corners = [edge - QPoint(_CORNER, 0), edge + QPoint(1, 0), edge + QPoint(1, _CORNER + 1)]
    _sign(painter, QPolygon(corners), marks.ink("notice"))


def _flag(painter: QPainter, box: QRect) -> None:
    """A flag on its pole in the lower right corner."""
    foot = box.bottomRight() - QPoint(11, 2)
    top = foot - QPoint(0, 11)
    _sign(painter, QPolygon([foot, top, top + QPoint(8, 3), top + QPoint(1, 7), foot]), marks.ink("explain"))


def _sign(painter: QPainter, shape: QPolygon, ink: QColor) -> None:
    """A filled shape with a rim, so that it is seen on selected boxes too."""
    painter.setBrush(ink)
    for pen in (QPen(QApplication.palette().base().color(), 3), QPen(ink, 1)):
        painter.setPen(pen)
        painter.drawPolygon(shape)
