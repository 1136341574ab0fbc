"""The lines of the list of problems."""

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget

from govreport_gui.ui import marks


class FindingsList(QListWidget):
    """Problems, broken into lines. Two lines can be seen at least, and the current problem always."""

    menu_wanted = Signal(QPoint)
    """The clerk asks what there is to do about the current problem, at that point."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setIconSize(marks.size(self))
        self.setAccessibleName("问题")
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Not at once: with a scroll bar that comes or goes the width changes again.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._see)

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
