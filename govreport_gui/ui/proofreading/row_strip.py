"""The row that is being read aloud, at a glance: its columns, numbers and signs, the one in front framed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from govreport_gui.core.forms.form import Format
from govreport_gui.core.proofreading.reading_aloud import Progress, row_of
from govreport_gui.ui.widgets import signs

SIGNS: Final[Mapping[str, str]] = MappingProxyType({"ticked": "done", "wrong": "must_fix", "changed": "explain"})
"""By status: the sign beside the number. What was not read has none."""
_WIDEST: Final = 9
"""Of a box, in heights of the letters."""


class RowStrip(QWidget):
    """Small boxes, one for each cell of the row."""

    def __init__(self, form: Format) -> None:
        super().__init__()
        self._form = form
        self._cell = ""
        self._now: Progress | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(400, round(3.2 * self.fontMetrics().height()))

    def show_cell(self, now: Progress, cell: str) -> None:
        """Show the row of that cell; "" shows nothing."""
        self._now, self._cell = now, cell
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        if self._now is None or not self._cell:
            return
        painter = QPainter(self)
        cells = row_of(self._form, self._cell)
        width = min(self.width() / len(cells), _WIDEST * self.fontMetrics().height())
        left = (self.width() - width * len(cells)) / 2
        for at, cell in enumerate(cells):
            box = QRectF(left + at * width + 1, 1, width - 2, self.height() - 2)
            self._box(painter, box, cell, self._now)

    def _box(self, painter: QPainter, box: QRectF, cell: str, now: Progress) -> None:
        of = self._form.cells[cell]
        front = cell == self._cell
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        frame = self.palette().color(QPalette.ColorRole.Highlight if front else QPalette.ColorRole.Mid)
        painter.setPen(QPen(frame, 3 if front else 1))
        painter.drawRect(box)
        painter.setPen(ink)
        inside = box.adjusted(4, 4, -4, -4)
        name = self._form.table(of.table).columns[of.column]
        painter.drawText(inside, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, name)
        low = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(inside, low, now.texts[cell] or "空")
        if sign := SIGNS.get(now.statuses[cell]):
            size = self.fontMetrics().ascent()
            signs.icon(sign).paint(painter, round(inside.right()) - size, round(inside.top()), size, size)
