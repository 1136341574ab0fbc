"""The years before the open report's, from the files in its folder: looked for while the window goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from govreport_gui.core.papers import several_years
from govreport_gui.files.sources.earlier import Finding, Found
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from govreport_gui.core.papers.charts import Chart
    from govreport_gui.core.papers.part import Part

_EVERY: Final = 50
"""Milliseconds between looks at whether it is over."""
LOOKING: Final = "正在查找本年报所在文件夹中的历年年报…"
_NO_FILE: Final = "本年报保存后，这里另列同一文件夹中本单位以前各年的数。"
_NAMELESS: Final = "封面信息填写单位名称和年度后，这里另列同一文件夹中本单位以前各年的数。"


class EarlierYears(QObject):
    """One search, begun when it is first asked for. `found`: it is over."""

    found = Signal()

    def __init__(self, parent: QObject, workspace: Workspace) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._finding: Finding | None = None
        self._found: Found | None = None
        self._about: tuple[Path | None, str, int | None] | None = None
        self.lacking = ""
        """What has to be there before anything can be looked for, in a sentence."""
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._look)

    @property
    def done(self) -> bool:
        """Whether nothing more is to come."""
        return self._found is not None

    def start(self) -> None:
        """Look for them, if that has not been begun; anew where the report is another unit's or year's by now."""
        path, document = self._workspace.files.path, self._workspace.editor.document
        about = (path, document.unit, document.year)
        if about == self._about:
            return
        self._about = about
        if self._finding is not None:
            self._finding.end()
        self._finding, self._found, self.lacking = None, None, ""
        if path is None or not document.unit.strip() or document.year is None:
            self.lacking = _NO_FILE if path is None else _NAMELESS
            self._found = Found()
            return
        self._finding = Finding(path, document.unit, document.year)
        self.destroyed.connect(self._finding.end)
        self._timer.start()

    def wait(self, seconds: float) -> None:
        """Wait for it, at most that long; what is found by then is not told any more."""
        self.start()
        if self._finding is not None:
            self._finding.wait(seconds)
            self._take()

    def _look(self) -> None:
        if self._take():
            self.found.emit()

    def _take(self) -> bool:
        if self._finding is None or not self._finding.done:
            return False
        self._timer.stop()
        self._found, self._finding = self._finding.result(), None
        return True

    def added(self) -> tuple[tuple[Chart, ...], tuple[Part, ...], str]:
        """What comes to the charts of the report as it is now: charts, the table, and what the clerk should know."""
        self.start()
        if self._found is None:
            return (), (), LOOKING
        shown = several_years.several_years(self._workspace.editor.case, self._found.reports)
        told = "\n".join(self._found.told)
        return (shown.charts, (shown.part,), told) if shown else ((), (), told)
