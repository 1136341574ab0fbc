"""A table of lines that are chosen whole: the units, those who give a number."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from govreport_gui.ui.widgets import theme
from govreport_gui.ui.widgets.keys import ENTER

_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_BAR: Final = 3
"""Of the current line, at its left, in pixels."""


class _Whole(QStyledItemDelegate):
    """No single box of a line is framed: the line is."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class LineTable(QTableView):
    """Shows a model with columns of these widths, in pixels at the usual size of text; one of 0 takes the rest."""

    pressed_open = Signal()
    """Enter or a double click: the current line is to be opened."""

    def __init__(self, name: str, model: QAbstractTableModel, widths: Sequence[int]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(_Whole(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.scaled(theme.LINE))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(widths):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed if width else QHeaderView.ResizeMode.Stretch)
            if width:
                self.setColumnWidth(column, theme.scaled(width))

    def go_to_line(self, at: int) -> None:
        """Make that line current and the only one selected. Qt's own `selectRow` adds to others under Ctrl, Shift."""
        index = self.model().index(at, 1)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        at = self.currentIndex()
        if not at.isValid():
            return
        painter = QPainter(self.viewport())
        row = QRect(0, self.rowViewportPosition(at.row()), self.viewport().width(), self.rowHeight(at.row()))
        painter.fillRect(row.x(), row.y(), _BAR, row.height(), theme.colour("accent"))
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            for inset in (0, 1):
                painter.drawRect(row.adjusted(inset, inset, -1 - inset, -1 - inset))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in ENTER:
            self.pressed_open.emit()
        elif plain and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self.model().rowCount() - 1
            self.go_to_line(0 if event.key() == Qt.Key.Key_Home else last)
        elif plain and event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _MOVES:
            # Qt would move the frame alone: what is done then would be done to another line than the one looked at.
            super().keyPressEvent(QKeyEvent(event.type(), event.key(), Qt.KeyboardModifier.NoModifier))
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.pressed_open.emit()
