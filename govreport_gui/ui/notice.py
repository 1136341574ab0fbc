"""A strip at the top for what the clerk should know; it asks for nothing and goes when told to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget


class Notice(QWidget):
    """One text with a button to put it away."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        known = QPushButton("知道了")
        known.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.addWidget(self.text, 1)
        layout.addWidget(known)
        self.hide()

    def say(self, text: str) -> None:
        """Show that; nothing to say hides the strip."""
        self.text.setText(text)
        self.setVisible(bool(text))
