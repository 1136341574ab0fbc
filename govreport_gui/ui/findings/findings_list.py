"""The lines of the list of problems."""

from html import escape
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from govreport_gui.core.findings.finding import LEVEL_NAMES, Finding
from govreport_gui.ui.widgets import signs

_FINDING: Final = Qt.ItemDataRole.UserRole


class FindingsList(QListWidget):
    """Problems, broken into lines. Two lines can be seen at least, and the current problem always."""

    menu_wanted = Signal(QPoint)
    """The clerk asks what there is to do about the current problem, at that point."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setIconSize(signs.size(self))
        self.setAccessibleName("问题")
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Not at once: with a scroll bar that comes or goes the width changes again.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._see)

    def add_words(self, text: str, sign: str = "") -> None:
        """A line that says something and leads nowhere."""
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        if sign:
            item.setIcon(signs.icon(sign))
        self.addItem(item)

    def add(self, finding: Finding) -> None:
        """A line for that problem, with what was written about it."""
        text = f"{LEVEL_NAMES[finding.level]}：{finding.message}"
        if finding.explanation is not None:
            text = f"已说明：{finding.message}（{finding.explanation}）"
        item = QListWidgetItem(signs.icon("done" if finding.explanation is not None else finding.level), text)
        item.setData(_FINDING, finding)
        # In <qt> it is wrapped; escaped, what the clerk typed stays as typed.
        item.setToolTip(f"<qt>{escape(finding.message)}</qt>")
        self.addItem(item)

    def finding_in(self, item: QListWidgetItem | None) -> Finding | None:
        """The problem that the line is about; None where it only says something."""
        finding = item.data(_FINDING) if item is not None else None
        return finding if isinstance(finding, Finding) else None

    def problems(self) -> dict[int, Finding]:
        """The problems by row."""
        found = {row: self.finding_in(self.item(row)) for row in range(self.count())}
        return {row: finding for row, finding in found.items() if finding is not None}

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.lines(2))

    def lines(self, count: int) -> int:
        """The height in which that many lines of words can be read, in pixels."""
        return count * self.fontMetrics().lineSpacing() + 2 * self.frameWidth() + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        asked = self.currentItem() if by_key else self.itemAt(event.pos())
        if asked is not None:
            self.setCurrentItem(asked)
            self.menu_wanted.emit(self.visualItemRect(asked).center() if by_key else event.pos())

    def _see(self) -> None:
        """Bring all of the current line into sight, broken as the list is wide now."""
        if self.currentItem() is not None:
            self.doItemsLayout()
            self.scrollToItem(self.currentItem())
