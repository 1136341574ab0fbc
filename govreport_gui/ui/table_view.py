"""One official table as on the form: merged heads that stay in place, lines and columns as large as their words."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govreport_gui.ui.grid import Grid
from govreport_gui.ui.table_model import TableModel

_PAD: Final = 8
_ROOMY: Final = 20
"""Lines of a table up to which there is room on a small screen for taller ones."""
_LEAST: Final = 44
"""Narrowest column, in pixels: five digits and an error sign at normal size."""


class OfficialTable(QWidget):
    """A table as on the form: its head lines above, the lines to fill in below, scrolling under the head."""

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self.body = Grid(model)
        self.head = Grid(model)
        heads = model.table.header_lines
        for line in range(model.rowCount()):
            self.body.setRowHidden(line, line < heads)
            self.head.setRowHidden(line, line >= heads)
        for box in model.table.boxes:
            grid = self.head if box.line < heads else self.body
            if box.lines > 1 or box.positions > 1:
                grid.setSpan(box.line, box.position, box.lines, box.positions)
        self.head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head.setHidden(heads == 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.body, 1)
        self.setFocusProxy(self.body)
        self.setAccessibleName(model.table.name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Polish):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Share the width among the columns as the form does; give every line the height its words need."""
        model = self.body.table_model
        frame = 2 * self.body.frameWidth()
        bar = self.body.verticalScrollBar().sizeHint().width()
        room = self.width() - frame - 1
        heights = self._lay(model, room)
        if sum(heights) + frame > self.height():
            heights = self._lay(model, room - bar)
        heads = model.table.header_lines
        self.head.setFixedHeight(sum(heights[:heads]) + self.head.frameWidth())
        # Else Qt keeps room for scroll bars and cuts the head of a table of one line.
        self.body.setMinimumHeight(heights[-1] + frame)
        self.setMaximumHeight(sum(heights) + 2 * frame)

    def _lay(self, model: TableModel, room: int) -> list[int]:
        whole = sum(model.table.widths)
        widths = [max(_LEAST, int(room * width / whole)) for width in model.table.widths]
        # What rounding leaves goes to the widest column, so that the right edges meet.
        widest = widths.index(max(widths))
        widths[widest] += max(0, room - sum(widths))
        heights = _line_heights(model, widths, self)
        for grid in (self.head, self.body):
            for position, width in enumerate(widths):
                grid.setColumnWidth(position, width)
            for line, height in enumerate(heights):
                grid.setRowHeight(line, height)
        return heights

    def show_cells(self, cells: Iterable[str]) -> None:
        """Point at those cells and go to the first. They are not selected: Delete must not empty them all."""
        model = self.body.table_model
        shown = [cell for cell in cells if cell in model.box_of]
        if not shown:
            return
        model.point_at(shown)
        indexes = [model.index_of(cell) for cell in shown]
        self.body.setCurrentIndex(indexes[0])
        self.body.scrollTo(indexes[-1])
        self.body.scrollTo(indexes[0])

    def current_cell(self) -> str:
        """The id of the cell that the clerk is in; "" if none."""
        return self.body.current_cell()


def _line_heights(model: TableModel, widths: list[int], widget: QWidget) -> list[int]:
    """The height of every line in pixels. Words of boxes over several lines share what these have."""
    metrics = widget.fontMetrics()
    roomy = len(model.table.lines) <= _ROOMY
    heights = [metrics.height() + _PAD * (2 if roomy else 1)] * len(model.table.lines)
    for box in sorted(model.table.boxes, key=lambda box: box.lines):
        width = sum(widths[box.position : box.position + box.positions]) - _PAD
        text = str(model.index(box.line, box.position).data() or "") if not box.cell else ""
        need = metrics.boundingRect(0, 0, max(width, 1), 10_000, int(Qt.TextFlag.TextWordWrap), text).height() + _PAD
        have = sum(heights[box.line : box.line + box.lines])
        if need > have:
            heights[box.line + box.lines - 1] += need - have
    return heights
