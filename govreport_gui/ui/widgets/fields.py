"""Fields of forms to fill in, and what they offer to choose from."""

from collections.abc import Mapping
from html import unescape
from typing import Final

from PySide6.QtCore import QEvent, QRegularExpression, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from govreport_gui.core.patterns import pattern
from govreport_gui.core.report.document import KINDS, LEVELS
from govreport_gui.core.report.unit import guessed_kind, guessed_level
from govreport_gui.ui.widgets import labels, theme

_MARKUP: Final = pattern(r"<[^>]*>")
CODES: Final = {None: "", True: "yes", False: "no"}
"""The code of an answer that is yes, no or not given."""
ANSWERS: Final = {code: answer for answer, code in CODES.items()}


_DIGITS: Final = QRegularExpression("[0-9０-９]*")


class Choice(QComboBox):
    """A choice that the mouse wheel leaves alone: turning the wheel must never change what is filled in."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        super().__init__()
        for code, name in choices.items():
            self.addItem(name, code)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def show_code(self, code: str) -> None:
        """Show that choice without saying that the clerk made it."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(0, self.findData(code)))

    @property
    def code(self) -> str:
        """The code of what is chosen."""
        return str(self.currentData())


class SearchBox(QLineEdit):
    """Words to look for. Esc empties it, or leaves it where it is empty; Enter leaves it too: `left`."""

    left = Signal()

    def __init__(self, shown: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(shown)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.returnPressed.connect(self.left)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()


def take_year(line: QLineEdit) -> None:
    """Let a line take no more than the four digits of a year."""
    line.setMaxLength(4)
    line.setValidator(QRegularExpressionValidator(_DIGITS, line))


class Links(QLabel):
    """Words with links in them, which Tab and Enter reach too."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._words, self._name = "", name
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setAccessibleName(name)

    def setText(self, text: str) -> None:
        self._words = text
        link = f"<a style='color:{theme.colour('accent').name()};text-decoration:none' "
        super().setText(text.replace("<a ", link))
        # A name alone would be all that is heard.
        self.setAccessibleName(f"{self._name}：{unescape(_MARKUP.sub('', text))}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            # Qt keeps links in the colour they were first shown in.
            self.clear()
            self.setText(self._words)


class Guess(QWidget):
    """What the unit's name looks like, where neither level nor kind has been given, and a button to take that."""

    taken = Signal()
    """The clerk takes it."""

    def __init__(self) -> None:
        super().__init__()
        self._words = labels.line()
        self.button = QPushButton("采用(&B)")
        self.button.setAutoDefault(True)  # Enter presses it
        self.button.clicked.connect(self._take)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._words)
        line.addWidget(self.button)
        line.addStretch()

    def show_for(self, unit: str, level: str, kind: str) -> None:
        """Offer what that name looks like; else show nothing."""
        level_like, kind_like = guessed_level(unit), guessed_kind(unit)
        unknown = bool(level_like and kind_like) and not (level or kind)
        like = f"{LEVELS[level_like]}级、{KINDS[kind_like]}" if unknown else ""
        self._words.setText(f"看名称像是{like}")
        self.button.setAccessibleName(f"采用：{like}")
        self.setVisible(unknown)

    def _take(self) -> None:
        # It is about to go; the focus goes on first, as with Tab.
        self.focusNextPrevChild(True)  # Qt's own
        self.taken.emit()
