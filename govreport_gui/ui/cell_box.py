"""The box that a number is typed in, inside the grid."""

from typing import Protocol, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)


class _Grid(Protocol):
    def key_in_box(self, box: "CellBox", event: QKeyEvent) -> bool: ...


_Index = QModelIndex | QPersistentModelIndex


class CellBox(QLineEdit):
    """As wide as its cell. Begun by typing, ↑ and ↓ leave it for the next cell; begun by F2, they stay inside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.overwriting = True
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def stay_inside(self) -> None:
        """Edit what stands here: the caret behind it, nothing selected."""
        self.overwriting = False
        self.deselect()
        self.setCursorPosition(len(self.text()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _pastes(event) and clipped_block():
            event.ignore()  # so that the key goes to the entry of 编辑, which pastes into the table
            return False
        return super().event(event)


def _pastes(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)


def clipped_block() -> bool:
    """Whether the clipboard holds several cells. “1 234” and “12 件” are one."""
    text = QApplication.clipboard().text().rstrip("\r\n")
    return any(between in text for between in "\t\r\n")


def opened_by(view: QAbstractItemView, event: QInputMethodEvent) -> bool:
    """Begin to type in the current cell with text that comes without being composed first; whether that was done.

    Full-width digits come so, and Qt would throw them away.
    """
    at = view.currentIndex()
    text = event.commitString()
    if not text or view.state() != QAbstractItemView.State.NoState or not at.flags() & Qt.ItemFlag.ItemIsEditable:
        return False
    view.edit(at)
    box = view.indexWidget(at)
    if isinstance(box, CellBox):
        box.insert(text)
    return True


class Typing(QStyledItemDelegate):
    """Gives out the boxes, and asks the grid what a key in one of them does."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:  # noqa: ARG002
        return CellBox(parent)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, CellBox) and isinstance(event, QKeyEvent):
            # The grid is the parent: a reference of our own would tie the two into a ring.
            return cast("_Grid", self.parent()).key_in_box(watched, event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)
