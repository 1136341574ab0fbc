"""Reading a file while the window stays alive: what takes longer is told, counts its seconds and can be given up."""

from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from govreport_gui.files.names import readable
from govreport_gui.files.sources.apart import Apart
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.widgets import labels, theme

_LOOKS: Final = 15
"""Milliseconds between looks at whether it is done."""
_SILENT: Final = 0.3
"""Seconds for which nothing is shown."""


def read(parent: QWidget, path: Path, more: Sequence[Path] = (), name: str = "") -> Imported | None:
    """The report in a file, or in several pictures; None where the clerk gave up waiting. Raises OutsideError.

    `name`: what it is called on screen, if not as the file.
    """
    apart = Apart(path, more)
    try:
        if _at_once(apart) or Waiting(parent, apart, name or readable(path.name)).wait():
            return apart.result()
        return None
    finally:
        apart.end()


def _at_once(apart: Apart) -> bool:
    """Whether it is done before anybody would wonder; until then nothing can be pressed."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        return _watch(apart, QEventLoop(), monotonic() + _SILENT, QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    finally:
        QApplication.restoreOverrideCursor()


def _watch(apart: Apart, loop: QEventLoop, until: float, flags: QEventLoop.ProcessEventsFlag) -> bool:
    """Let the window live until it is done, or that time has come; whether it is done."""
    clock = QTimer(interval=_LOOKS)
    clock.timeout.connect(lambda: loop.quit() if apart.done or monotonic() > until else None)
    clock.start()
    if not apart.done:
        loop.exec(flags)
    clock.stop()
    return apart.done


class Waiting(QDialog):
    """Says what is read, of paper which page, and for how long; Esc or the button gives it up."""

    def __init__(self, parent: QWidget, apart: Apart, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("正在读入")
        self._apart = apart
        self._name = name
        self._begun = monotonic()
        self.words = labels.paragraph()
        self.words.setMinimumWidth(440)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.stop = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.stop.setText("取消（Esc）")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(buttons)
        theme.dress_dialog(self)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._say()

    def wait(self) -> bool:
        """Wait in sight; whether it is done, and not given up."""
        loop = QEventLoop()
        self.rejected.connect(loop.quit)
        self.rejected.connect(self._apart.end)
        seconds = QTimer(self, interval=500)
        seconds.timeout.connect(self._say)
        seconds.start()
        self.open()
        stopped: list[bool] = []
        self.rejected.connect(lambda: stopped.append(True))
        done = _watch(self._apart, loop, float("inf"), QEventLoop.ProcessEventsFlag.AllEvents)
        seconds.stop()
        self.rejected.disconnect()
        self.hide()
        self.deleteLater()
        return done and not stopped

    def _say(self) -> None:
        page = self._apart.page
        seconds = f"已用 {monotonic() - self._begun:.0f} 秒"
        how_far = f"正在识别第 {page[0]} 页，共 {page[1]} 页，{seconds}。" if page is not None else f"{seconds}。"
        self.words.setText(f"正在读入“{self._name}”，原文件不会被改动。\n{how_far}")
