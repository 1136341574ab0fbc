"""The box that a number is typed in, inside the grid."""

from typing import Final, Protocol, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from govreport_gui.core.editing.editor import ReportEditor


class _Grid(Protocol):
    def key_in_box(self, box: "CellBox", event: QKeyEvent) -> bool: ...


class _Boxes(Protocol):
    editor: ReportEditor

    def cell_at(self, index: "_Index") -> str: ...


_Index = QModelIndex | QPersistentModelIndex
TYPED: Final = Qt.ItemDataRole.UserRole
"""Under which a model keeps the text that was typed into a cell. Qt's items take EditRole and DisplayRole for
one, but a sum that the program shows was not typed.
"""


class CellBox(QLineEdit):
    """As wide as its cell. Begun by typing, ↑ and ↓ leave it for the next cell; begun by F2, they stay inside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.overwriting = True
        self.begun = False
        """Whether it holds what it began with: from then on what stands in it is the clerk's."""
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
            and holds_block()
        ):
            event.ignore()  # then it is the window's 粘贴
            return False
        return super().event(event)

    def stay_inside(self) -> None:
        """Edit what stands here: the caret behind it, nothing selected."""
        self.overwriting = False
        self.deselect()
        self.setCursorPosition(len(self.text()))


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


def holds_block() -> bool:
    """Whether the clipboard holds more than one cell."""
    text = QGuiApplication.clipboard().text().strip("\r\n")
    return "\t" in text or "\n" in text


class Typing(QStyledItemDelegate):
    """Gives out the boxes, and asks the grid what a key in one of them does."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:  # noqa: ARG002
        box = CellBox(parent)
        box.setAccessibleName(self._name(index))
        return box

    def _name(self, index: _Index) -> str:
        """Where the box is: 表三本年新收·自然人; before it 台账合计 where that is what it is for."""
        boxes = cast("_Boxes", index.model())
        place = boxes.editor.form.cells[boxes.cell_at(index)].place
        of = cast("QWidget", self.parent()).accessibleName()
        return place if place.startswith(of) else f"{of}，{place}"

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Begin with what was typed, which need not be what the cell shows.

        Qt asks again whenever the cell comes to look different, as when it turns out to be wrong.
        """
        if isinstance(editor, CellBox) and not editor.begun:
            editor.begun = True
            editor.setText(str(index.data(TYPED) or ""))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, CellBox) and isinstance(event, QKeyEvent):
            # The grid is the parent: a reference of our own would tie the two into a ring.
            return cast("_Grid", self.parent()).key_in_box(watched, event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)
