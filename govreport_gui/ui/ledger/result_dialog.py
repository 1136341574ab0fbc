"""办理结果 by a short way of questions, each answer with the articles it rests on; a digit answers."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from govreport_gui.core.ledger.vocabulary import Answer, Vocabulary
from govreport_gui.ui.widgets import fitting, labels, theme

_SIZE = QSize(620, 400)
_START = "start"


def ask(parent: QWidget, vocabulary: Vocabulary, name: str) -> str:
    """The id of the result that the clerk has found for the application of that name; "" if none."""
    dialog = ResultDialog(parent, vocabulary, name)
    return dialog.result_id if dialog.exec() == QDialog.DialogCode.Accepted else ""


class ResultDialog(QDialog):
    """One question after the other."""

    def __init__(self, parent: QWidget, vocabulary: Vocabulary, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"办理结果　{name}")
        self.result_id = ""
        self._vocabulary = vocabulary
        self._way = [_START]
        self.question = labels.heading("")
        self._answers = QWidget()
        self._grid = QGridLayout(self._answers)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.M)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self.buttons: list[QPushButton] = []
        self.back, cancel = QPushButton("上一问(&B)"), QPushButton("取消　Esc")
        self.back.clicked.connect(self.step_back)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(cancel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        whole.setSpacing(theme.M)
        whole.addWidget(self.question)
        whole.addWidget(self._answers)
        whole.addStretch(1)
        whole.addLayout(foot)
        theme.dress_dialog(self)
        fitting.fit(self, _SIZE)
        self._show()

    def _show(self) -> None:
        question = self._vocabulary.questions[self._way[-1]]
        self.question.setText(question.asks)
        self.back.setEnabled(len(self._way) > 1)
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for at, answer in enumerate(question.answers):
            button = QPushButton(f"{at + 1}　{answer.says}")
            button.setProperty("link", True)
            button.setAutoDefault(True)
            button.setAccessibleDescription(answer.law)
            button.clicked.connect(partial(self.take, answer))
            law = labels.paragraph(answer.law)
            law.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            self._grid.addWidget(button, at, 0)
            self._grid.addWidget(law, at, 1)
            self.buttons.append(button)
        self.buttons[0].setFocus()

    def take(self, answer: Answer) -> None:
        """Go on from that answer."""
        if answer.result:
            self.result_id = answer.result
            self.accept()
        else:
            self._way.append(answer.to)
            self._show()

    def step_back(self) -> None:
        """Go back to the question before."""
        if len(self._way) > 1:
            self._way.pop()
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        answers = self._vocabulary.questions[self._way[-1]].answers
        at = event.key() - Qt.Key.Key_1
        if 0 <= at < len(answers):
            self.take(answers[at])
        elif event.key() == Qt.Key.Key_Backspace:
            self.step_back()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            here = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), 0)
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            self.buttons[(here + by) % len(self.buttons)].setFocus()
        else:
            super().keyPressEvent(event)
