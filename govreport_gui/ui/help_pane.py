"""What counts in the current row, at the right of the window; F1 shows and hides it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QLabel, QScrollArea

_WIDTH = 280


class HelpPane(QDockWidget):
    """One text, about the row that the clerk is in."""

    def __init__(self) -> None:
        super().__init__("填报说明")
        self.setObjectName("help")
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setMargin(10)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        scroll = QScrollArea()
        scroll.setWidget(self._text)
        scroll.setWidgetResizable(True)
        scroll.setMinimumWidth(_WIDTH)
        scroll.setAccessibleName("填报说明")
        self.setWidget(scroll)
        self.hide()

    def say(self, text: str) -> None:
        """Show that."""
        self._text.setText(text)
