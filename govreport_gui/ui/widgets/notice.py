"""A strip at the top for what the clerk should know; it asks for nothing and goes when told to."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget


class Notice(QWidget):
    """One text with a button to put it away, before it those that lead on from there."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.buttons: tuple[QPushButton, ...] = ()
        self._about = ""
        known = QPushButton("知道了(&Z)")
        known.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(known)
        self.hide()

    def say(self, text: str, about: str = "", ways: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Show that; nothing to say hides the strip. `about` is the matter by which it can be forgotten."""
        for old in self.buttons:
            self._row.removeWidget(old)
            old.deleteLater()
        self._about = about
        self.text.setText(text)
        self.buttons = tuple(self._button(*way) for way in ways)
        self.setVisible(bool(text))

    def forget(self, about: str) -> None:
        """That matter is over: what was said of it is true no longer."""
        if self._about == about:
            self.say("")

    def _button(self, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(do)
        self._row.insertWidget(self._row.count() - 1, button)
        return button
