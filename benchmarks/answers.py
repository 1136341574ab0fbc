"""Answers what the program asks, with real keys and clicks, so that nobody waits for an answer in a test."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

REASON = "经办人核对台账后确认属实。"
_EVERY = 15
"""Milliseconds between two looks for a question."""
_AT_MOST = 40
"""Answers to one question, then it is put away as by its cross."""


class Answers(QObject):
    """Looks for whatever waits for an answer. `usual`: what a button says by what the question says; else the dice.

    `path` is the file that a file dialog is given, None to think better of it. `asked` counts the questions,
    `errors` are the sentences that had to be put away.
    """

    def __init__(self, dice: random.Random, usual: dict[str, str] | None = None) -> None:
        super().__init__()
        self.dice = dice
        self.usual = usual or {}
        self.path: Path | None = None
        self.asked: Counter[str] = Counter()
        self.errors: list[str] = []
        self._held = 0
        self._last: QWidget | None = None
        self._times = 0
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """Answer no more."""
        self._timer.stop()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Somebody else has the dialog in hand."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    def look(self) -> None:
        """Answer the question that is open, if there is one."""
        popup = QApplication.activePopupWidget()
        box = QApplication.activeModalWidget()
        if self._held:
            return
        if popup is not None:
            QTest.keyClick(popup, Qt.Key.Key_Escape)
            return
        if not isinstance(box, QDialog) or not box.isVisible():
            self._last = None
            return
        self._times = self._times + 1 if box is self._last else 1
        self._last = box
        if self._times > _AT_MOST:
            box.reject()
        elif isinstance(box, QFileDialog):
            self._give_file(box)
        elif isinstance(box, QMessageBox):
            self._answer(box)
        else:
            self._fill_in(box)

    def _give_file(self, box: QFileDialog) -> None:
        line = box.findChild(QLineEdit)
        if self.path is None or line is None or self._times > 3:
            QTest.keyClick(box, Qt.Key.Key_Escape)
            return
        self.asked[box.windowTitle()] += 1
        line.setText(str(self.path))
        QTest.keyClick(line, Qt.Key.Key_Return)

    def _answer(self, box: QMessageBox) -> None:
        text = box.text()
        buttons = [each for each in box.buttons() if isinstance(each, QPushButton)]
        if len(buttons) == 1:
            self.errors.append(text)
        self.asked["".join(letter for letter in text.partition("”")[2] or text if not letter.isdigit())[:24]] += 1
        words = next((words for part, words in self.usual.items() if part in text), "")
        chosen = next((each for each in buttons if words and words in each.text()), None)
        QTest.mouseClick(chosen or self.dice.choice(buttons), Qt.MouseButton.LeftButton)

    def _fill_in(self, box: QDialog) -> None:
        """A dialog that wants words gets them; then its own first answer, or its cross."""
        self.asked[box.windowTitle()] += 1
        wanted = box.findChild(QPlainTextEdit)
        if wanted is not None and not wanted.isReadOnly() and len(wanted.toPlainText().strip()) < len(REASON):
            wanted.setFocus()
            wanted.insertPlainText(REASON)
        roles = QDialogButtonBox.ButtonRole
        accepting = [
            button
            for group in box.findChildren(QDialogButtonBox)
            for button in group.buttons()
            if group.buttonRole(button) in {roles.AcceptRole, roles.YesRole} and button.isEnabled()
        ]
        if accepting:
            QTest.mouseClick(accepting[0], Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(box, Qt.Key.Key_Escape)
