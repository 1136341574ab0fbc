"""The parts of the report on the left, each with the sign of its state and what is left to do there."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.findings.progress import COVER, remaining, states
from govreport_gui.core.report.notes import marked_parts
from govreport_gui.ui.widgets import signs, theme

WIDE: Final = 164
NARROW: Final = 44
"""Widths of the column in pixels: with names, and with signs and 一 二 三 alone."""
_SIGN: Final = 14
_BAR: Final = 3
_STATE: Final = Qt.ItemDataRole.UserRole
_LEFT: Final = Qt.ItemDataRole.UserRole + 1
_SIDE: Final = Qt.AlignmentFlag.AlignVCenter


class PartsList(QListWidget):
    """Cover, preface, 一 to 六, closing. Choosing one shows its page."""

    chosen = Signal(str)

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__()
        self.editor = editor
        self.parts = (COVER, *(section.id for section in editor.form.sections))
        self._names = ("封面信息", *(section.name for section in editor.form.sections))
        self._shown: dict[str, tuple[str, str, int]] = {}
        self.narrow = False
        for name in self._names:
            self.addItem(QListWidgetItem(name))
        self.setItemDelegate(_Row(self))
        self.setAccessibleName("报告的各部分")
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)  # the ground of the window
        self.refresh()
        self.setCurrentRow(0)
        self.currentRowChanged.connect(lambda row: self.chosen.emit(self.parts[row]))

    def name_of(self, part: str) -> str:
        """What that part is called."""
        return self._names[self.parts.index(part)]

    def refresh(self) -> None:
        """Show the state of every part, and what is left there."""
        editor = self.editor
        now = states(editor.form, editor.document, editor.checked)
        left = remaining(editor.form, editor.document, editor.checked)
        marked = marked_parts(editor.form, editor.document)
        for row, part in enumerate(self.parts):
            state, words, count = shown = now[part], left.get(part, ""), marked.get(part, 0)
            if self._shown.get(part) == shown:
                continue
            item = self.item(row)
            item.setData(_STATE, state)
            item.setData(_LEFT, words)
            item.setIcon(signs.icon(state))
            marks = f"待复核 {count} 格" if count else ""
            said = "，".join(each for each in (signs.STATE_WORDS[state], words, marks) if each)
            item.setToolTip(f"{self._names[row]}：{said}" if self.narrow else said)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{self._names[row]}，{said}")
            self._shown[part] = shown

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001  # Qt's own way
        """Whether only signs and numerals have room."""
        if narrow != self.narrow:
            self.narrow = narrow
            self._again()
            self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(NARROW if self.narrow else WIDE), self.count() * theme.scaled(theme.PART))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.scaled(theme.PART) * 3)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            self._again()

    def _again(self) -> None:
        self._shown = {}
        self.refresh()

    def show_part(self, part: str) -> None:
        """Mark that part as the chosen one, without saying so again."""
        with QSignalBlocker(self):
            self.setCurrentRow(self.parts.index(part))


class _Row(QStyledItemDelegate):
    """Sign, name, at the right what is left."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, theme.scaled(theme.PART))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        parts = self.parent()
        assert isinstance(parts, PartsList)  # noqa: S101  # it has no other
        box: QRect = option.rect
        chosen = index.row() == parts.currentRow()
        painter.save()
        if chosen:
            painter.fillRect(box, theme.colour("soft"))
            painter.fillRect(box.x(), box.y(), _BAR, box.height(), theme.colour("accent"))
        sign = QRect(box.x() + theme.M, box.center().y() - _SIGN // 2 + 1, _SIGN, _SIGN)
        if parts.narrow:
            sign.moveLeft(box.x() + theme.S - 2)
        signs.icon(index.data(_STATE)).paint(painter, sign)
        words = box.adjusted(sign.right() + theme.S - 2, 0, -10, 0)
        name = str(index.data())
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.sized(parts.font(), theme.BODY, bold=chosen))
        if parts.narrow:
            painter.drawText(words.adjusted(0, 0, theme.S, 0), _SIDE, name[0] if name[1:2] == "、" else "")
        else:
            painter.drawText(words, _SIDE, name)
            room = words.width() - painter.fontMetrics().horizontalAdvance(name) - theme.S
            painter.setFont(parts.font())
            painter.setPen(theme.colour("ink2"))
            left = str(index.data(_LEFT) or "")
            if painter.fontMetrics().horizontalAdvance(left) > room:
                left = left.partition(" ")[0]  # the number alone, the whole stands in the tool tip
            painter.drawText(words, _SIDE | Qt.AlignmentFlag.AlignRight, left)
        if chosen and parts.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        painter.restore()
