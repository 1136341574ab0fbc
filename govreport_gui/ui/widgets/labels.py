"""Texts on screen: what the clerk typed, or somebody put into a file, is shown letter by letter and never as markup.

Qt takes a text that looks like html for html, in labels and in what shows when the mouse rests, and would fetch a
picture from wherever it says.
"""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from govreport_gui.ui.widgets import theme


def plain(text: str) -> str:
    """The text as something that shows it as it is, where the mouse rests."""
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if "<" in text else text


def line(text: str = "") -> QLabel:
    """A plain text on one line."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def all_plain(box: QWidget) -> None:
    """Every label in a box that Qt has put together shows its text as it is."""
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)


def paragraph(text: str = "") -> QLabel:
    """A plain text that wraps where its window is narrow."""
    label = line(text)
    label.setWordWrap(True)
    return label


def heading(text: str) -> QLabel:
    """The official heading above a page."""
    label = paragraph(text)
    label.setFont(theme.sized(label.font(), theme.TITLE, bold=True))
    return label


def cut_heading(text: str) -> "CutLabel":
    """The official heading of a page in one line, cut where it is narrow."""
    label = CutLabel()
    label.setText(text)
    label.setFont(theme.sized(label.font(), theme.TITLE, bold=True))
    return label


class CutLabel(QLabel):
    """One line, cut with … where the window is narrow; whole when the mouse rests on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self.setToolTip(plain(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        painter = QPainter(self)
        place = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, self.alignment(), text)
