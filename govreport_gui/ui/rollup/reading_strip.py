"""Reading many files while the desk stays alive: how far it is, and a way to stop."""

import threading
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from govreport_gui.files.rollup import gathering
from govreport_gui.files.rollup.submitted import Found
from govreport_gui.ui.rollup.beside import Beside
from govreport_gui.ui.widgets import labels, theme

_SOON: Final = 300
"""Milliseconds that a save may take before it is spoken of."""


class ReadingStrip(QWidget):
    """Says how far reading is, or that it is being saved. `read` brings what was read, also where it was stopped
    half-way.
    """

    read = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.words = labels.line()
        self.stop = QPushButton("停止(&Z)")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.M, theme.XXS, theme.S, theme.XXS)
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        theme.dress(self)
        self.hide()
        self._reading: Beside | None = None
        self._stopped = threading.Event()
        self._found: list[Found] = []
        self._whole, self._begun = 0, 0.0
        self.label = ""
        """What the step is called that takes in what was read."""
        self.seconds = 0.0
        """How long the last reading took."""
        self.stop.clicked.connect(self.give_up)
        self._saving = ""
        self._later = QTimer(self, singleShot=True, interval=_SOON)
        self._later.timeout.connect(self._show_saving)

    @property
    def is_reading(self) -> bool:
        """Whether files are being read now."""
        return self._reading is not None

    def begin(self, paths: Sequence[Path], label: str = "", known: Sequence[Found] = ()) -> None:
        """Read these files, by a step of that name; what is known without reading comes with them."""
        self.label = label or f"读入 {len(paths)} 个文件"
        self._whole, self._begun = len(paths) + len(known), monotonic()
        stopped, found = threading.Event(), list(known)
        self._stopped, self._found = stopped, found
        self._reading = reading = Beside(lambda: found.extend(gathering.gather(paths, stopped.is_set)))
        reading.looked.connect(self._say)
        reading.ended.connect(self._ended)
        self._say()
        self.stop.show()
        self.show()
        reading.begin()

    def give_up(self) -> None:
        """Stop; what was read until now is kept."""
        self._stopped.set()

    def end(self) -> None:
        """Stop, and wait until what was read until now has been told."""
        self.give_up()
        if self._reading is not None:
            self._reading.wait()

    def say_saving(self, words: str) -> None:
        """Say that it is being saved, if it goes on for a while; "" once it is."""
        self._saving = words
        if words:
            self._later.start()
        elif not self.is_reading:
            self.hide()

    def _show_saving(self) -> None:
        if self._saving and not self.is_reading:
            self.words.setText(self._saving)
            self.stop.hide()
            self.show()

    def _say(self) -> None:
        words = f"正在读入 {len(self._found)}/{self._whole} 个文件，原文件不会被改动。停止后，已读入的保留。"
        if self.words.text() != words:
            self.words.setText(words)

    def _ended(self) -> None:
        self._reading = None
        self.seconds = monotonic() - self._begun
        self.hide()
        self.read.emit(self._found)
