"""Fields of forms to fill in, and what they offer to choose from."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel

from govreport_gui.core import guess
from govreport_gui.core.document import KINDS, LEVELS

RULEMAKER: Final = {"": "未填", "yes": "可以制定规章", "no": "不可以制定规章"}
YES_NO: Final = {"": "未填", "yes": "有", "no": "没有"}
CODES: Final = {None: "", True: "yes", False: "no"}
"""The code of an answer that is yes, no or not given."""
ANSWERS: Final = {code: answer for answer, code in CODES.items()}


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


class Links(QLabel):
    """Words with links in them, which Tab and Enter reach too."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            # Qt keeps links in the colour they were first shown in.
            text = self.text()
            self.clear()
            self.setText(text)


def show_guess(label: Links, unit: str, level: str, kind: str) -> None:
    """Offer what the name looks like where neither level nor kind has been given; else show nothing."""
    level_like, kind_like = guess.level(unit), guess.kind(unit)
    unknown = bool(level_like and kind_like) and not (level or kind)
    text = f"看名称像是{LEVELS[level_like]}级、{KINDS[kind_like]}，<a href='take'>采用</a>" if unknown else ""
    label.setText(text)
    label.setVisible(unknown)
