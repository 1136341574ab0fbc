"""Reading many files while the desk stays alive: how far it is, and a way to stop."""

import threading
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from govreport_gui.files.rollup import gathering
from govreport_gui.files.rollup.submitted import Found
from govreport_gui.ui.widgets import labels, theme

_EVERY: Final = 0.2
"""Seconds between two looks at how far it is."""


class _Reading(QObject):
    """Reads in a thread. `came` brings how many were read so far; `ended` all that was read."""

    came = Signal(int)
    ended = Signal(list)

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self._paths = paths
        self.stopped = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        found: list[Found] = []
        told = monotonic()
        for each in gathering.gather(self._paths, self.stopped.is_set):
            found.append(each)
            if monotonic() - told > _EVERY:
                told = monotonic()
                self.came.emit(len(found))
        self.ended.emit(found)


class ReadingStrip(QWidget):
    """Says how far reading is. `read` brings what was read, also where it was stopped half-way."""

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
        self._reading: _Reading | None = None
        self._whole, self._begun = 0, 0.0
        self.seconds = 0.0
        """How long the last reading took."""
        self.stop.clicked.connect(self.give_up)

    @property
    def is_reading(self) -> bool:
        """Whether files are being read now."""
        return self._reading is not None

    def begin(self, paths: Sequence[Path]) -> None:
        """Read these files."""
        self._whole, self._begun = len(paths), monotonic()
        self._reading = reading = _Reading(paths)
        reading.came.connect(self._say)
        reading.ended.connect(self._ended)
        self._say(0)
        self.show()
        reading.start()

    def give_up(self) -> None:
        """Stop; what was read until now is kept."""
        if self._reading is not None:
            self._reading.stopped.set()

    def _say(self, count: int) -> None:
        self.words.setText(f"正在读入 {count}/{self._whole} 个文件，原文件不会被改动。停止后，已读入的保留。")

    def _ended(self, found: list[Found]) -> None:
        self._reading = None
        self.seconds = monotonic() - self._begun
        self.hide()
        self.read.emit(found)
