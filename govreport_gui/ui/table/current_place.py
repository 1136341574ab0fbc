"""What tells the clerk where she is in a table: frame of the cell, tint of its row and column, line under a head.

All of it is laid over what is painted: of no cell anything is asked for it.
"""

from typing import Final

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion
from PySide6.QtWidgets import QTableView

from govreport_gui.ui.table.table_model import TableModel
from govreport_gui.ui.widgets import theme

_UNDER: Final = 3
"""Height of the line under the head of the current column, in pixels."""
_Role: Final = Qt.ItemDataRole


class CurrentPlace:
    """The place in one of the grids of a table: in its lines or, where these are in another grid, in its head.

    The grid is handed to it each time: a reference of its own would tie the two into a ring.
    """

    def __init__(self, model: TableModel) -> None:
        self._model = model
        self._cell = ""
        boxes = tuple(model.box_of.values())
        self._left, self._top = min(box.position for box in boxes), min(box.line for box in boxes)
        self._right, self._bottom = max(box.position for box in boxes), max(box.line for box in boxes)
        # Where words stand between the numbers a column is none.
        self._full = len(boxes) == (self._right - self._left + 1) * (self._bottom - self._top + 1)
        self.take_colours()

    def take_colours(self) -> None:
        """Take the colours as they are now."""
        self._frame = QPen(theme.colour("accent"), 2)
        self._idle_frame = QPen(theme.colour("edge"), 1, Qt.PenStyle.DotLine)
        self._wash, self._laid_over = theme.wash()
        self._line = QColor(theme.colour("accent"))

    def go(self, grid: QTableView, cell: str) -> None:
        """That cell is current now, or ("") none; only what looks different is painted again."""
        before, self._cell = self._strips(grid), cell
        for strip in {*before} ^ {*self._strips(grid)}:
            grid.viewport().update(QRect(*strip))

    def _in_head(self, grid: QTableView) -> bool:
        return grid.isRowHidden(self._model.box_of[self._cell].line)

    def _strips(self, grid: QTableView) -> tuple[tuple[int, int, int, int], ...]:
        """Row and column of the cell as far as they have numbers, in the viewport; in the head the line under it."""
        if not self._cell:
            return ()
        if self._in_head(grid):
            head = self._model.head_of(self._cell)
            if head is None or grid.isRowHidden(head.line):
                return ()
            place = self._rect(grid, head.line, head.position)
            return ((place.x(), place.bottom() + 1 - _UNDER, place.width(), _UNDER),)
        box = self._model.box_of[self._cell]
        place = self._rect(grid, box.line, box.position)
        first, last = self._rect(grid, self._top, self._left), self._rect(grid, self._bottom, self._right)
        across = (first.x(), place.y(), last.right() + 1 - first.x(), place.height())
        if not self._full:
            return (across,)
        return (across, (place.x(), first.y(), place.width(), last.bottom() + 1 - first.y()))

    def _rect(self, grid: QTableView, line: int, position: int) -> QRect:
        return grid.visualRect(self._model.index(line, position))

    def paint_strips(self, grid: QTableView, region: QRegion) -> None:
        """Tint row and column, or paint the line under the head."""
        strips = self._strips(grid)
        if not strips:
            return
        painter = QPainter(grid.viewport())
        painter.setClipRegion(region)
        if not self._in_head(grid):
            painter.setCompositionMode(self._laid_over)
        for strip in strips:
            painter.fillRect(*strip, self._line if self._in_head(grid) else self._wash)
        painter.end()

    def paint_number(self, grid: QTableView, at: QModelIndex) -> None:
        """Paint the current cell once more where no other is selected: its own ground says what is wrong with it."""
        painter = QPainter(grid.viewport())
        place = grid.visualRect(at)
        painter.fillRect(place, grid.palette().base())
        painter.fillRect(place, at.data(_Role.BackgroundRole) or grid.palette().base())
        painter.setFont(theme.sized(grid.font(), theme.BODY, bold=at.data(_Role.FontRole) is not None))
        painter.setPen(at.data(_Role.ForegroundRole) or grid.palette().text().color())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(at.data() or ""))
        painter.end()

    def paint_frame(self, grid: QTableView, at: QModelIndex) -> None:
        """Frame the current cell: strongly where the keyboard is in the table."""
        painter = QPainter(grid.viewport())
        focus = grid.hasFocus()
        painter.setPen(self._frame if focus else self._idle_frame)
        painter.drawRect(grid.visualRect(at).adjusted(focus, focus, -1, -1))
        painter.end()
