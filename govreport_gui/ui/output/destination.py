"""Where files go and what they are called."""

from collections.abc import Collection
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from govreport_gui.files import names
from govreport_gui.files.names import readable
from govreport_gui.files.output.pack import KINDS
from govreport_gui.ui.output.lists import second_words
from govreport_gui.ui.widgets import labels, theme

_LONGEST: Final = 200
"""Bytes of a name without its suffix; file systems take 255."""


class Destination(QWidget):
    """The folder and the name that all files share; behind the name the suffixes that they get."""

    changed = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._offered = ""
        self.place = QLineEdit(readable(str(folder)))
        self.name = QLineEdit()
        self.choose = QPushButton("选择(&B)…")
        self.choose.setAutoDefault(False)
        self._suffixes = second_words()
        self._suffixes.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(1, 1)
        for line, (words, field) in enumerate((("保存到(&S)", self.place), ("文件名(&M)", self.name))):
            label = labels.line(words)
            label.setBuddy(field)
            grid.addWidget(label, line, 0)
        named = QHBoxLayout()
        named.setSpacing(theme.M)
        named.addWidget(self.name, 1)
        named.addWidget(self._suffixes)
        grid.addWidget(self.place, 0, 1)
        grid.addWidget(self.choose, 0, 2)
        grid.addLayout(named, 1, 1, 1, 2)
        self.place.textEdited.connect(self._typed)
        self.name.textEdited.connect(self.changed)
        self.choose.clicked.connect(self._ask)

    @property
    def folder(self) -> Path:
        """Where the files go."""
        return self._folder

    @property
    def stem(self) -> str:
        """What they are called, without suffix."""
        return self.name.text().strip()

    def offer(self, stem: str, suffixes: Collection[str]) -> None:
        """Offer that name, unless the clerk has typed one."""
        if self.name.text() == self._offered:
            self.rename(stem)
        self._offered = stem
        self._suffixes.setText("　".join(suffix for suffix in KINDS if suffix in suffixes))

    def rename(self, stem: str) -> None:
        """Call them that from now on."""
        with QSignalBlocker(self.name):
            self.name.setText(stem)
        self.name.setCursorPosition(0)

    @property
    def fault(self) -> str:
        """Why nothing can be written there under that name; "" if it can."""
        if not self.place.text().strip():
            return "未填保存位置。"
        if not self._folder.is_absolute():
            return "保存位置应为完整的文件夹路径，可用“选择”指定。"
        if not self.stem:
            return "未填文件名。"
        if unfit := names.unfit(self.stem):
            return f"文件名中不能有“{unfit}”。"
        if len(self.stem.encode("utf-8", "replace")) > _LONGEST:
            return "文件名过长。"
        return ""

    def _typed(self, text: str) -> None:
        self._folder = Path(text.strip())
        self.changed.emit()

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "保存到", str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self.place.setText(readable(chosen))
            self.changed.emit()
