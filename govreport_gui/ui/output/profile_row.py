"""How the pages of the PDF are set: one line below the kinds of files."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from govreport_gui.core.papers.profiles import NAMES, ProfileName
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.fields import Choice


class ProfileRow(QFrame):
    """公文版, or a closer one."""

    chosen = Signal(str)

    def __init__(self, profile: ProfileName) -> None:
        super().__init__()
        self.choice = Choice({str(name): words for name, words in NAMES.items()})
        self.choice.show_code(profile)
        words = labels.line("PDF 版式(&L)")
        words.setBuddy(self.choice)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.XS, 0, 0)
        row.setSpacing(theme.M)
        row.addWidget(words)
        row.addWidget(self.choice, 1)
        self.choice.currentIndexChanged.connect(lambda: self.chosen.emit(self.choice.code))
