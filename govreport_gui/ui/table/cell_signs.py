"""What is drawn over the number boxes beside the number: signs, lines, frame, remark, flag, last year's number.

Only boxes that have one are drawn, and only those that are painted anyway.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon, QRegion
from PySide6.QtWidgets import QTableView, QWidget

from govreport_gui.core.report.document import Note
from govreport_gui.ui.table.table_model import TableModel
from govreport_gui.ui.widgets import signs, theme

_CORNER: Final = 7
_SIGN_AT: Final = 3
_LAST_AT: Final = 4
"""From the edge of the box to the sign at its left, to last year's number at its right, in pixels."""
_LEAST_SIGN: Final = 8
_LINE: Final = 2
"""Of the line under cells that take part in a broken sum, in pixels."""
_SIGNS: Final = {"suspect": "must_fix"}
"""The sign of a mark, where it is not called as the mark is."""


def paint(grid: QTableView, model: TableModel, region: QRegion) -> None:
    """Draw over the boxes of that grid that lie in the region."""
    noted, marks, involved = model.notes, model.marks.marks, model.marks.involved
    signed = model.last_texts.keys() | noted.keys() | marks.keys() | model.pointed | involved | model.carried
    places = {cell: grid.visualRect(model.index_of(cell)) for cell in _cells(grid, model, region) if cell in signed}
    if not places:
        return
    painter = QPainter(grid.viewport())
    if model.last_texts:
        _last_numbers(painter, grid, model.last_texts, places)
    red = theme.colour("must_fix")
    for cell in places.keys() & (marks.keys() | involved | model.carried | model.pointed):
        box, mark = places[cell], marks.get(cell)
        if cell in involved and mark != "suspect":
            painter.fillRect(box.left(), box.bottom() + 1 - _LINE, box.width(), _LINE, red)
        if mark or cell in model.carried:
            _sign_at_left(painter, box, _SIGNS.get(mark, mark) if mark else "carried", sign_size(grid, model, cell))
        if cell in model.pointed and mark != "suspect":
            # Not by bold numbers: these are totals that were typed.
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
    _notes(painter, {cell: note for cell, note in noted.items() if cell in places}, places)
    painter.end()


def _last_numbers(painter: QPainter, grid: QTableView, texts: Mapping[str, str], places: Mapping[str, QRect]) -> None:
    """Last year's numbers, small, at the right of their boxes, in the line of this year's."""
    font = theme.sized(grid.font(), theme.SMALL)
    small = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(theme.colour("ink3"))
    # By their base line: to lay out each number in its box takes three times as long.
    low = (small.ascent() - small.descent()) // 2 + 1
    for cell, box in places.items():
        if text := texts.get(cell):
            painter.drawText(box.right() - _LAST_AT - small.horizontalAdvance(text), box.center().y() + low, text)


def _notes(painter: QPainter, noted: Mapping[str, Note], places: Mapping[str, QRect]) -> None:
    """The corner of a remark and the flag of a cell to come back to."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    remark, flag = theme.colour("notice"), theme.colour("explain")
    for cell, note in noted.items():
        if note.text:
            _filled(painter, _corner(places[cell]), remark)
        if note.follow_up:
            _filled(painter, _flag(places[cell]), flag)


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


def sign_size(grid: QTableView, model: TableModel, cell: str) -> int:
    """The side of that cell's sign at its left, which must leave the number alone; 0 where there is no room."""
    number = text_width(grid, model.text_of(cell))
    room = (grid.visualRect(model.index_of(cell)).width() - number) // 2 - _SIGN_AT - 1
    return min(room, grid.iconSize().width()) if room >= _LEAST_SIGN else 0


def text_width(widget: QWidget, text: str) -> int:
    """The width of a number in pixels, bold as it may be shown."""
    font = QFont(widget.font())
    font.setBold(True)
    return QFontMetrics(font).horizontalAdvance(text)


def pair_width(widget: QWidget, text: str, last: str) -> int:
    """The width of a number in pixels with last year's at its right, which it must not meet."""
    beside = QFontMetrics(theme.sized(widget.font(), theme.SMALL)).horizontalAdvance(last) + _LAST_AT + theme.XS
    return text_width(widget, text) + (2 * beside if last else 0)


def _sign_at_left(painter: QPainter, box: QRect, sign: str, size: int) -> None:
    """A sign at the left; a triangle in the upper left corner where it would cover the number."""
    if size:
        signs.icon(sign).paint(painter, box.left() + _SIGN_AT, box.center().y() - size // 2 + 1, size, size)
        return
    edge = box.topLeft()
    _filled(painter, QPolygon([edge, edge + QPoint(_CORNER, 0), edge + QPoint(0, _CORNER)]), signs.ink(sign))


def _corner(box: QRect) -> QPolygon:
    """A triangle in the upper right corner."""
    edge = box.topRight()
    return QPolygon([edge - QPoint(_CORNER, 0), edge + QPoint(1, 0), edge + QPoint(1, _CORNER + 1)])


def _flag(box: QRect) -> QPolygon:
    """A flag on its pole in the lower right corner."""
    foot = box.bottomRight() - QPoint(11, 2)
    top = foot - QPoint(0, 11)
    return QPolygon([foot, top, top + QPoint(8, 3), top + QPoint(1, 7), foot])


def _filled(painter: QPainter, shape: QPolygon, ink: QColor) -> None:
    painter.setBrush(ink)
    painter.setPen(ink)
    painter.drawPolygon(shape)
