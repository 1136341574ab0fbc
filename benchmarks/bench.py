"""Times of what the clerk waits for, as a table: `make bench`. The budgets are the issue's aims, not tests."""

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest

from govreport_gui.files import resources

SAMPLE = resources.path("samples/pengshui-2021.txt")
START = """
import sys, time
from govreport_gui.ui import app
from govreport_gui.ui.main_window import MainWindow
from PySide6.QtCore import QEvent, QObject
class First(QObject):
    seen = False
    def eventFilter(self, watched, event):
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False
qt = app.application(); window = MainWindow(); first = First(); window.findings.list.viewport().installEventFilter(first)
window.show()
while not first.seen: qt.processEvents()
"""
EXPORT = """
from pathlib import Path
from govreport_gui.files import {module} as out, reading
imported = reading.read(Path({sample!r})); out.write(imported.form, imported.document)
"""


class Painted(QObject):
    """When the grid was last painted."""

    at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTest.qWait(0) if False else None
            watched.event(event)
            watched.installEventFilter(self)
            Painted.at = time.perf_counter()
            return True
        return False


def times(do: Callable[[], object], rounds: int) -> list[float]:
    result = []
    for _ in range(rounds):
        start = time.perf_counter()
        do()
        result.append(time.perf_counter() - start)
    return result


def row(name: str, seconds: list[float], aim: str = "") -> None:
    ordered = sorted(seconds)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(f"{name:<46}{statistics.median(ordered) * 1e3:>10.2f}{p99 * 1e3:>10.2f}{len(ordered):>8}   {aim}")
