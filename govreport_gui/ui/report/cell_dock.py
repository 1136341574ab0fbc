"""The place at the right of the window for all about the current cell."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QWidget


class CellDock(QDockWidget):
    """The place of the pane. What it shows belongs to the open report."""

    closed = Signal()
    """The clerk closed it with the mouse."""

    def __init__(self) -> None:
        super().__init__("当前格")
        self.setObjectName("cell")
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # who listens hides it
        self.closed.emit()

    def hold(self, pane: QWidget) -> None:
        """Show that pane; the one before goes with its report."""
        old = self.widget()
        if old is not pane:
            self.setWidget(pane)
            if old is not None:
                old.deleteLater()
