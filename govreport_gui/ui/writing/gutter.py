"""Beside the text: for each of its stretches a sign, its number and how many characters it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from govreport_gui.ui.widgets import signs, theme
from govreport_gui.ui.writing.section_editor import SectionEditor

WIDTH: Final = 104
"""In pixels."""
_SIGN: Final = 12
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside the line that the cursor is in."""

    cursor: QTextCursor
    sign: str
    words: str


class Gutter(QWidget):
    """At the left of that box, as wide as that, scrolled with its text."""

    def __init__(self, text: SectionEditor, width: int) -> None:
        super().__init__(text)
        self._text = text
        self._wide = theme.scaled(width)
        self._notes: tuple[Note, ...] = ()
        text.setViewportMargins(self._wide, 0, 0, 0)
        text.verticalScrollBar().valueChanged.connect(self.update)
        text.verticalScrollBar().rangeChanged.connect(self.update)
        text.textChanged.connect(self.update)
        text.resized.connect(self._fit)
        self.setAccessibleName("各方面字数")
        self.setFont(QApplication.font())  # not the letters of the narrative

    @property
    def notes(self) -> tuple[Note, ...]:
        """What it shows."""
        return self._notes

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show these; screen readers hear them as one text."""
        self._notes = tuple(notes)
        self.setAccessibleDescription("，".join(each.words for each in notes))
        self.update()

    def _fit(self) -> None:
        frame = self._text.frameWidth()
        self.setGeometry(frame, frame, self._wide, self._text.height() - 2 * frame)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._text.palette().base())
        painter.setPen(theme.colour("ink2"))
        wide, high = self.width() - theme.S, self._text.line
        sign = theme.scaled(_SIGN)
        for each in self._notes:
            top = self._text.cursorRect(each.cursor).center().y() - high // 2
            if top > self.height() or top + high < 0:
                continue
            painter.drawText(QRect(0, top, wide, high), _RIGHT, each.words)
            if each.sign:
                left = wide - painter.fontMetrics().horizontalAdvance(each.words) - theme.XS - sign
                signs.icon(each.sign).paint(painter, QRect(max(0, left), top + (high - sign) // 2, sign, sign))
