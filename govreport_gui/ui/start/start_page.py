"""What is shown where no report is open: ways to begin one, the clerk's own unit, and the reports that are known."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from govreport_gui.files.known import reports as known
from govreport_gui.files.settings import Settings
from govreport_gui.ui.start.reports import Reports
from govreport_gui.ui.start.ways import LeftSide, Way, link
from govreport_gui.ui.widgets import theme

_NARROW, _LOW = 1000, 560
"""Width and height of the page under which it takes less room, in pixels."""


class StartPage(QWidget):
    """Ways to begin at the left, the reports at the right. Says what the clerk wants; does nothing itself."""

    new = Signal()
    next_year = Signal()
    open = Signal()
    many = Signal()
    ledger = Signal()
    sample = Signal()
    unit = Signal()

    def __init__(self, settings: Settings, due: int) -> None:
        super().__init__()
        self.ways = (
            Way("由上年年报新建(&L)…", "带入单位信息、上年结转和上年正文", "file-clock", self.next_year),
            Way("新建空白年报(&N)…", f"{due} 年度的年报，按统一格式", "file-plus", self.new),
            Way("打开(&O)…", "年报、汇总、台账、Word、PDF", "folder-open", self.open),
            Way("汇总各单位年报(&K)…", "收到的年报逐份核对、相加", "layers", self.many),
            Way("依申请公开台账(&T)…", "逐件登记，计数得出表三、表四", "list-plus", self.ledger),
        )
        self.own, self.see_sample = link("本单位信息(&U)…", self.unit), link("查看样例(&D)", self.sample)
        self._left = LeftSide(due, self.ways, (self.own, self.see_sample))
        self.reports = Reports(known.remembered())
        self.recent = self.reports.list
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._left)
        self._row.addWidget(self.reports, 1)
        theme.dress(self)
        self.show_settings(settings)
        self._fit()

    def show_settings(self, settings: Settings) -> None:
        """Show these report files, newest first, and the clerk's own unit."""
        self.recent.show_files(settings.recent)
        self.reports.count()
        self._left.unit.show_unit(settings.unit)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # A proxy for the focus would be a stop of Tab twice.
        super().focusInEvent(event)
        (self.ways[0] if self.recent.isHidden() else self.recent).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.recent.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take no more room than the window has."""
        narrow, low = self.width() < theme.scaled(_NARROW), self.height() < theme.scaled(_LOW)
        side = theme.L if narrow else theme.XL
        self._row.setContentsMargins(side, theme.M if low else theme.XL, side, theme.L)
        self._row.setSpacing(side)
        self._left.fit(narrow=narrow, low=low)
