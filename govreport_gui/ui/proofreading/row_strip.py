"""The row that is being read aloud: columns, numbers and signs as large as there is room, the one in front framed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from govreport_gui.core.forms.form import Format
from govreport_gui.core.proofreading.reading_aloud import STATUS_WORDS, Progress, row_of
from govreport_gui.core.values import read
from govreport_gui.ui.widgets import signs, theme

SIGNS: Final[Mapping[str, str]] = MappingProxyType({"ticked": "done", "wrong": "must_fix", "changed": "explain"})
"""By status: the sign beside the number. What was not read has none."""
_WIDEST: Final = 2.2
"""Of a box, in heights of the strip."""
_NAME: Final = 0.11
_NUMBER: Final = 0.42
_LOWEST: Final = 100
"""Height in pixels."""
_SMALLEST, _READABLE = 12, 16
"""Heights of letters: of the columns' names and of numbers, in heights of the strip; the least, in pixels."""


class RowStrip(QWidget):
    """A box for each cell of the row. Zeros recede, as in the tables."""

    def __init__(self, form: Format) -> None:
        super().__init__()
        self._form = form
        self._cell = ""
        self._high = 200
        self._now: Progress | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def take_height(self, high: int) -> None:
        """Be so many pixels high, where there is room for it."""
        self._high = high
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(400, self._high)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, _LOWEST)

    def show_cell(self, now: Progress, cell: str) -> None:
        """Show the row of that cell; "" shows nothing."""
        self._now, self._cell = now, cell
        self.update()

    def said(self) -> str:
        """The whole row in words: 自然人 3，未校对；商业企业 0，未校对."""
        now = self._now
        if now is None or not self._cell:
            return ""
        return "；".join(
            f"{self._name(cell)} {now.texts[cell] or '空'}，{STATUS_WORDS[now.statuses[cell]]}"
            for cell in row_of(self._form, self._cell)
        )

    def _name(self, cell: str) -> str:
        of = self._form.cells[cell]
        return self._form.table(of.table).columns[of.column]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        if self._now is None or not self._cell:
            return
        painter = QPainter(self)
        cells = row_of(self._form, self._cell)
        width = min(self.width() / len(cells), _WIDEST * self.height())
        left = (self.width() - width * len(cells)) / 2
        texts = [self._now.texts[cell] or "空" for cell in cells]
        numbers = self._fitting(texts, self.height() * _NUMBER, width, bold=True)
        words = [self._name(cell) for cell in cells]
        names = self._fitting(words, self.height() * _NAME, width, bold=False)
        if names.pixelSize() < _READABLE:  # in two lines then
            halves = [name[: (len(name) + 1) // 2] for name in words]
            names = self._fitting(halves, _READABLE, width, bold=False)
        for at, cell in enumerate(cells):
            box = QRectF(left + at * width + 2, 2, width - 4, self.height() - 4)
            self._box(painter, box, cell, self._now, names, numbers)
        painter.end()

    def _fitting(self, texts: list[str], pixels: float, width: float, *, bold: bool) -> QFont:
        """Letters of that height, or as high as lets the widest of these texts into a box: one size for all."""
        font = QFont(self.font())
        font.setBold(bold)
        font.setPixelSize(max(_SMALLEST, round(pixels)))
        widest = max(QFontMetricsF(font).horizontalAdvance(text) for text in texts)
        room = width - 2 * theme.M - theme.S
        if widest > room:
            font.setPixelSize(max(_SMALLEST, int(font.pixelSize() * room / widest)))
        return font

    def _box(self, painter: QPainter, box: QRectF, cell: str, now: Progress, names: QFont, numbers: QFont) -> None:
        front = cell == self._cell
        if front:
            painter.fillRect(box, theme.colour("wash"))
        painter.setPen(QPen(theme.colour("accent" if front else "edge"), 3 if front else 1))
        painter.drawRect(box)
        inside = box.adjusted(theme.M, theme.S, -theme.M, -theme.M)
        painter.setPen(theme.colour("ink2"))
        painter.setFont(names)
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(inside, top | Qt.TextFlag.TextWrapAnywhere, self._name(cell))
        text = now.texts[cell]
        painter.setPen(theme.colour("ink3" if not text or read(text).number == 0 else "ink"))
        painter.setFont(numbers)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text or "空")
        if sign := SIGNS.get(now.statuses[cell]):
            size = max(14, round(self.height() * _NAME))
            middle = round(inside.center().x()) - size // 2
            signs.icon(sign).paint(painter, middle, round(inside.bottom()) - size, size, size)
