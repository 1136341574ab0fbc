"""A row of the list of what was read: its words, the picture of its place where the source is a scan, its box."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidgetItem,
    QWidget,
)

from govreport_gui.core.importing.review import Item
from govreport_gui.core.reading.blocks import Spot
from govreport_gui.core.reading.words import like_number
from govreport_gui.core.values import entered
from govreport_gui.ui.importing.cutouts import Cutouts
from govreport_gui.ui.widgets import labels, signs, theme

WRITTEN, READ = 2, 3
"""The column of what the source has, and that in which a number can be typed."""
ITEM: Final = Qt.ItemDataRole.UserRole
_DOUBT: Final = 4
_BAR: Final = 3
_Index = QModelIndex | QPersistentModelIndex


def said(item: Item) -> str:
    """Why to look at an item, and how its second reading is taken."""
    why = "".join(item.why.splitlines())  # a name from the source may have several
    return why if not item.second else f"{why}或为 {item.second}（Alt+Enter）"


def row_of(item: Item, *, confirmed: bool, pictured: bool) -> QTreeWidgetItem:
    """The row of an item. `pictured`: what the source has is shown as it looks, the larger where it is doubtful."""
    why = said(item)
    place = f"{item.place[:2]}　{item.place[2:]}" if item.cell else item.place
    row = QTreeWidgetItem(["", place, item.written, item.text, why])
    row.setData(0, ITEM, item)
    open_ = bool(item.matter) and not confirmed
    row.setIcon(0, signs.icon("explain" if open_ else "done"))
    row.setData(0, Qt.ItemDataRole.AccessibleTextRole, "待确认" if open_ else "已确认")
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    row.setFlags(flags | Qt.ItemFlag.ItemIsEditable if item.cell else flags)
    high = theme.LINE if not pictured else theme.LINE + theme.HEAD if open_ else theme.HEAD
    for column, text in enumerate(("", place, item.written, item.text, why)):
        row.setToolTip(column, labels.plain(text))
        if column:
            row.setData(column, Qt.ItemDataRole.AccessibleTextRole, text or "空")
        row.setSizeHint(column, QSize(0, theme.scaled(high)))
    for column in (WRITTEN, READ):
        row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    row.setForeground(_DOUBT, theme.colour("explain" if open_ else "ink2"))
    if item.zero:
        row.setForeground(READ, theme.colour("ink3"))
    if pictured:
        _pictured(row, item, large=open_)
    return row


def _seen(item: Item) -> tuple[Spot, ...]:
    """The places whose picture says what is meant: those of numbers, not the first words of a line that is told."""
    return item.spots if item.cell or like_number(item.written) else ()


def _pictured(row: QTreeWidgetItem, item: Item, *, large: bool) -> None:
    """Say of a picture what it shows, and let the number beside it be as easily read."""
    if _seen(item):
        words = f"识别为“{item.written}”" if item.written else "未识别出文字"
        row.setToolTip(WRITTEN, labels.plain(words))
        row.setData(WRITTEN, Qt.ItemDataRole.AccessibleTextRole, f"原文图片，{words}")
    if large:
        row.setFont(READ, theme.sized(row.font(READ), theme.TITLE))


class Boxes(QStyledItemDelegate):
    """Paints pictures, and gives the box for a number; what is typed there goes to `typed`, never into the list."""

    def __init__(
        self, parent: QAbstractItemView, typed: Callable[[str, str], None], cutouts: Cutouts | None = None
    ) -> None:
        super().__init__(parent)
        self._list = parent
        self._typed = typed
        self._cutouts = cutouts
        self.box: QLineEdit | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:  # noqa: ARG002
        self.box = QLineEdit(parent)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setAccessibleName(f"{index.sibling(index.row(), 1).data()}，读作")
        font = index.data(Qt.ItemDataRole.FontRole)
        if font is not None:
            self.box.setFont(font)
        self.box.destroyed.connect(self._gone)
        return self.box

    def _gone(self) -> None:
        self.box = None

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:  # noqa: ARG002
        item: Item = index.sibling(index.row(), 0).data(ITEM)
        if isinstance(editor, QLineEdit):
            self._typed(item.cell, entered(editor.text()))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: ARG002
        rect: QRect = option.rect
        editor.setGeometry(_field(rect) if self._cutouts is not None else rect)

    # ── pictures ─────────────────────────────────────────────────────

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if self._cutouts is None:
            super().paint(painter, option, index)
            return
        item: Item | None = index.sibling(index.row(), 0).data(ITEM)
        rect: QRect = option.rect
        room = rect.adjusted(theme.XS, theme.XXS, -theme.XS, -theme.XXS)
        pictures: tuple[QPixmap, ...] = ()
        if item is not None and index.column() == WRITTEN:
            ratio = painter.device().devicePixelRatioF()
            pictures = self._cutouts.pictures(_seen(item), room.width(), room.height(), ratio)
        field = item is not None and bool(item.cell) and index.column() == READ and _large(index)
        self._paint_words(painter, option, index, without=bool(pictures) or field)
        if pictures:
            _paint_pictures(painter, room, pictures)
        elif field:
            _paint_field(painter, _field(rect), index, strong=self._current(index))
        elif index.column() == 0 and self._current(index) and self._list.hasFocus():
            painter.fillRect(rect.x(), rect.y(), _BAR, rect.height(), theme.colour("accent"))

    def _current(self, index: _Index) -> bool:
        """Whether that is in the row where the clerk is."""
        current = self._list.currentIndex()
        return current.row() == index.row() and current.parent() == index.parent()

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, *, without: bool) -> None:
        """A cell as usual; only its ground, where something else comes on it. What shows the focus would tint that."""
        made = QStyleOptionViewItem(option)
        self.initStyleOption(made, index)
        made.state &= ~QStyle.StateFlag.State_HasFocus
        if without:
            made.text = ""
        self._list.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, made, painter, self._list)


def _large(index: _Index) -> bool:
    """Whether that is in a row that is open, see row_of."""
    return index.data(Qt.ItemDataRole.FontRole) is not None


def _field(cell: QRect) -> QRect:
    """Where the box stands in a cell that is higher than it."""
    high = min(theme.scaled(theme.BUTTON + theme.XS), cell.height() - theme.XXS)
    return QRect(cell.left() + theme.XS, cell.center().y() - high // 2, cell.width() - 2 * theme.XS, high)


def _paint_field(painter: QPainter, field: QRect, index: _Index, *, strong: bool) -> None:
    """The number as a field, since it can be typed over at once."""
    painter.save()
    painter.setPen(QPen(theme.colour("accent" if strong else "edge"), 2 if strong else 1))
    painter.setBrush(theme.colour("base"))
    painter.drawRect(field)
    painter.setFont(index.data(Qt.ItemDataRole.FontRole))
    painter.setPen(theme.colour("ink"))
    inside = field.adjusted(theme.S, 0, -theme.S, 0)
    text = painter.fontMetrics().elidedText(index.data() or "", Qt.TextElideMode.ElideMiddle, inside.width())
    painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


def _paint_pictures(painter: QPainter, room: QRect, pictures: tuple[QPixmap, ...]) -> None:
    """Side by side up to the right, next to the number; between those of one cell a plus."""
    painter.save()
    right = room.right() + 1
    for at, picture in enumerate(reversed(pictures)):
        size = picture.deviceIndependentSize().toSize()
        if at:
            painter.setPen(theme.colour("ink"))
            plus = QRect(right - theme.XL, room.top(), theme.XL, room.height())
            painter.drawText(plus, Qt.AlignmentFlag.AlignCenter, "＋")
            right -= theme.XL
        place = QRect(QPoint(right - size.width(), room.center().y() - size.height() // 2), size)
        painter.drawPixmap(place.topLeft(), picture)
        painter.setPen(theme.colour("edge"))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        right = place.left()
    painter.restore()
