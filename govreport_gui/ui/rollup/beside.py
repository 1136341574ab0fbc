"""Long work in a thread while the window lives on: reading, saving.

Python would take away widgets from within such a thread, where Qt cannot bear it. While one works, what is garbage is
collected by the window's own thread alone.
"""

import gc
import threading
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Signal

_EVERY: Final = 30
"""Milliseconds between two looks at how far it is."""


class Beside(QObject):
    """Does one thing in a thread. `looked`: it is still at it; `ended`: it is done. Both are told in the window's."""

    looked = Signal()
    ended = Signal()

    def __init__(self, do: Callable[[], object]) -> None:
        super().__init__()
        self._thread = threading.Thread(target=do, daemon=True)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """Begin with it."""
        _at_work.add(self)
        gc.disable()
        self._thread.start()
        self._timer.start()

    @property
    def is_at_work(self) -> bool:
        """Whether its end has not been told yet."""
        return self in _at_work

    def wait(self) -> None:
        """Wait until its end has been told, while the window is painted and takes nothing in."""
        while self.is_at_work:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            self._thread.join(_EVERY / 1000)

    def _look(self) -> None:
        gc.collect(0)
        if self._thread.is_alive():
            self.looked.emit()
            return
        self._timer.stop()
        _at_work.discard(self)
        if not _at_work:
            gc.enable()
        self.ended.emit()


_at_work: set[Beside] = set()
"""Nobody else may hold them when their window is gone."""
