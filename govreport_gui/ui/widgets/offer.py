"""A strip at the top with something to decide. It stops nobody: what it says can wait."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

Answer = tuple[str, Callable[[], None]]


class Offer(QFrame):
    """Matters to decide, shown one after the other, the first that came first."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.buttons: tuple[QPushButton, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1)
        self._waiting: list[tuple[str, str, tuple[Answer, ...]]] = []
        self.hide()

    def ask(self, matter: str, text: str, answers: Sequence[Answer]) -> None:
        """Put that matter up, unless it already is; the first answer is the usual one."""
        if all(matter != other for other, _, _ in self._waiting):
            self._waiting.append((matter, text, tuple(answers)))
            self._show()

    def forget(self, start: str = "") -> None:
        """Take away the matters whose names begin like that."""
        self._waiting = [each for each in self._waiting if not each[0].startswith(start)]
        self._show()

    def _show(self) -> None:
        for old in self.buttons:
            self._row.removeWidget(old)
            old.deleteLater()
        self.buttons = ()
        if not self._waiting:
            self.hide()
            return
        _, text, answers = self._waiting[0]
        more = f"（还有 {len(self._waiting) - 1} 件）" if len(self._waiting) > 1 else ""
        self.text.setText(text + more)
        self.setAccessibleName(text)
        self.buttons = tuple(self._button(*answer) for answer in answers)
        self.show()
        focus = self.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            before: QWidget = self.buttons[0]
            for button in self.buttons[1:]:
                QWidget.setTabOrder(before, button)
                before = button

    def _button(self, words: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: self._answer(do))
        self._row.addWidget(button)
        return button

    def _answer(self, do: Callable[[], None]) -> None:
        del self._waiting[0]
        self._show()
        do()
