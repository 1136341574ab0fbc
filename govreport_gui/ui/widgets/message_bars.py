"""Strips at the top of the window: one says what the clerk should know, one asks. Neither stops anybody."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from govreport_gui.ui.widgets import labels, theme

Answer = tuple[str, Callable[[], object]]
"""What a button says, and what it does. In a question False leaves the matter as it was."""


class MessageBar(QWidget):
    """One text with a button to put it away, before it those that lead on from there."""

    def __init__(self) -> None:
        super().__init__()
        self.text = labels.paragraph()
        self.buttons: tuple[QPushButton, ...] = ()
        self._about = ""
        known = QPushButton("关闭(&Z)")
        known.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        _lay_out(self, self._row)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(known)
        self.hide()

    def say(self, text: str, about: str = "", ways: Sequence[Answer] = ()) -> None:
        """Show that; nothing to say hides the strip. `about` is the matter by which it can be forgotten."""
        _take_away(self.buttons, self._row)
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


class QuestionBar(QFrame):
    """Matters to decide, shown one after the other, the first that came first."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.text = labels.paragraph()
        self.buttons: tuple[QPushButton, ...] = ()
        self._row = QHBoxLayout(self)
        _lay_out(self, self._row)
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
        _take_away(self.buttons, self._row)
        self.buttons = ()
        if not self._waiting:
            self.hide()
            return
        matter, text, answers = self._waiting[0]
        more = f"（另有 {len(self._waiting) - 1} 件）" if len(self._waiting) > 1 else ""
        self.text.setText(text + more)
        self.setAccessibleName(text)
        self.buttons = tuple(self._button(matter, *answer) for answer in answers)
        self.show()
        focus = self.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            before: QWidget = self.buttons[0]
            for button in self.buttons[1:]:
                QWidget.setTabOrder(before, button)
                before = button

    def _button(self, matter: str, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: self._answer(matter, do))
        self._row.addWidget(button)
        return button

    def _answer(self, matter: str, do: Callable[[], object]) -> None:
        # Until it is done the strip shows what is asked about, also while it asks once more.
        if do() is not False:
            self._waiting = [each for each in self._waiting if each[0] != matter]
            self._show()


def _lay_out(strip: QWidget, row: QHBoxLayout) -> None:
    """A strip is as high as the head of a page, with one line of words or two."""
    strip.setMinimumHeight(theme.scaled(theme.HEAD))
    row.setContentsMargins(theme.M, theme.XXS, theme.S, theme.XXS)
    row.setSpacing(theme.S)
    theme.dress(strip)


def _take_away(buttons: Sequence[QPushButton], row: QHBoxLayout) -> None:
    for button in buttons:
        row.removeWidget(button)
        button.deleteLater()
