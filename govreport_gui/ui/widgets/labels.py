"""Labels that wrap: what the clerk typed is never taken for markup, and no window grows for its sake."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from govreport_gui.ui.widgets import theme


def paragraph(text: str = "") -> QLabel:
    """A plain text that wraps where its window is narrow."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def heading(text: str) -> QLabel:
    """The official heading above a page."""
    label = paragraph(text)
    label.setFont(theme.sized(label.font(), theme.TITLE, bold=True))
    return label
