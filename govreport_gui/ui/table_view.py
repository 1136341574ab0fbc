"""The grid of one official table: merged heads that stay in place, keys that go from cell to cell."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.formats import Box
from govreport_gui.ui import marks
from govreport_gui.ui.table_model import TableModel

_Move = QAbstractItemView.CursorAction
_PAD: Final = 8
_ROOMY: Final = 20
"""Lines of a table up to which there is room on a small screen for taller ones."""
_LEAST: Final = 44
"""Narrowest column, in pixels: five digits and an error sign at normal size."""


class OfficialTable(QWidget):
    """A table as on the form: its head lines above, the lines to fill in below, scrolling under the head."""

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self.body = _Grid(model)
        self.head = _Grid(model)
        heads = model.table.header_lines
        for line in range(model.rowCount()):
            self.body.setRowHidden(line, line < heads)
            self.head.setRowHidden(line, line >= heads)
        for box in model.table.boxes:
            grid = self.head if box.line < heads else self.body
            if box.lines > 1 or box.positions > 1:
                grid.setSpan(box.line, box.position, box.lines, box.positions)
        self.head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if heads == 0:
            self.head.hide()  # never shown here: without a parent yet it would be a window of its own
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.body, 1)
        self.setFocusProxy(self.body)
        self.body.setAccessibleName(model.table.name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Polish):
            self._fit()
        elif event.type() == QEvent.Type.PaletteChange:
            self.body.table_model.take_colours()
            for grid in (self.head, self.body):
                grid.take_colours()
        return super().event(event)

    def _fit(self) -> None:
        """Share the width among the columns as the form does; give every line the height its words need."""
        model = self.body.table_model
        frame = 2 * self.body.frameWidth()
        bar = self.body.verticalScrollBar().sizeHint().width()
        room = self.width() - frame - 1
        heights = self._lay(model, room)
        if sum(heights) + frame > self.height():
            heights = self._lay(model, room - bar)
        heads = model.table.header_lines
        self.head.setFixedHeight(sum(heights[:heads]) + self.head.frameWidth())
        # Else Qt keeps room for scroll bars and cuts the head of a table of one line.
        self.body.setMinimumHeight(heights[-1] + frame)
        self.setMaximumHeight(sum(heights) + 2 * frame)

    def _lay(self, model: TableModel, room: int) -> list[int]:
        whole = sum(model.table.widths)
        widths = [max(_LEAST, int(room * width / whole)) for width in model.table.widths]
        # What rounding leaves goes to the widest column, so that the right edges meet.
        widest = widths.index(max(widths))
        widths[widest] += max(0, room - sum(widths))
        heights = _line_heights(model, widths, self)
        for grid in (self.head, self.body):
            for position, width in enumerate(widths):
                grid.setColumnWidth(position, width)
            for line, height in enumerate(heights):
                grid.setRowHeight(line, height)
        return heights

    def show_cells(self, cells: Iterable[str]) -> None:
        """Point at those cells and go to the first. They are not selected: Delete must not empty them all."""
        model = self.body.table_model
        shown = [cell for cell in cells if cell in model.box_of]
        if not shown:
            return
        model.point_at(shown)
        indexes = [model.index_of(cell) for cell in shown]
        self.body.setCurrentIndex(indexes[0])
        self.body.scrollTo(indexes[-1])
        self.body.scrollTo(indexes[0])

    def current_cell(self) -> str:
        """The id of the cell that the clerk is in; "" if none."""
        return self.body.table_model.cell_at(self.body.currentIndex())


def _line_heights(model: TableModel, widths: list[int], widget: QWidget) -> list[int]:
    """The height of every line in pixels. Words of boxes over several lines share what these have."""
    metrics = widget.fontMetrics()
    roomy = len(model.table.lines) <= _ROOMY
    heights = [metrics.height() + _PAD * (2 if roomy else 1)] * len(model.table.lines)
    for box in sorted(model.table.boxes, key=lambda box: box.lines):
        width = sum(widths[box.position : box.position + box.positions]) - _PAD
        text = str(model.index(box.line, box.position).data() or "") if not box.cell else ""
        need = metrics.boundingRect(0, 0, max(width, 1), 10_000, int(Qt.TextFlag.TextWordWrap), text).height() + _PAD
        have = sum(heights[box.line : box.line + box.lines])
        if need > have:
            heights[box.line + box.lines - 1] += need - have
    return heights


class _Grid(QTableView):
    """The lines of one table. Enter goes down, Tab goes on; words are stepped over."""

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self.table_model = model
        self.setModel(model)
        self.setItemDelegate(_Typing(self))
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setCornerButtonEnabled(False)
        sign = round(self.fontMetrics().height() * 0.85)
        self.setIconSize(QSize(sign, sign))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        boxes = sorted((box for box in model.table.boxes if box.cell), key=lambda box: (box.line, box.position))
        self._order = [(box.line, box.position) for box in boxes]
        self._boxes = boxes
        self.take_colours()

    def take_colours(self) -> None:
        """See to it that the lines between the boxes are seen on a dark desktop too.

        Styles make them out of the colours of windows, and there they are darker than dark.
        """
        own = QPalette()
        if marks.dark():
            for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Mid):
                own.setColor(role, marks.LINES)
        self.setPalette(own)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        index = self.currentIndex()
        here = (index.row(), index.column())
        if here not in self._order:
            return self._index(self._order[0])
        at = self._order.index(here)
        if action in (_Move.MoveNext, _Move.MoveRight):
            return self._index(self._order[min(at + 1, len(self._order) - 1)])
        if action in (_Move.MovePrevious, _Move.MoveLeft):
            return self._index(self._order[max(at - 1, 0)])
        if action in (_Move.MoveDown, _Move.MoveUp):
            return self._index(self._vertical(self._boxes[at], down=action == _Move.MoveDown) or here)
        target = super().moveCursor(action, modifiers)
        place = (target.row(), target.column())
        return target if place in self._order else self._index(self._order[-1 if target.row() >= here[0] else 0])

    def _index(self, place: tuple[int, int]) -> QModelIndex:
        return self.table_model.index(*place)

    def _vertical(self, box: Box, *, down: bool) -> tuple[int, int] | None:
        """The next number box below or above, in the same column of the form."""
        same = [
            (other.line, other.position)
            for other in self._boxes
            if other.position <= box.position < other.position + other.positions
            or box.position <= other.position < box.position + box.positions
        ]
        beyond = [place for place in same if (place[0] > box.line if down else place[0] < box.line)]
        if not beyond:
            return None
        nearest = (min if down else max)(line for line, _ in beyond)
        return min(place for place in beyond if place[0] == nearest)

    def _enter(self, *, down: bool) -> None:
        """To the next number of the column; at its end to the top of the next column."""
        index = self.currentIndex()
        here = (index.row(), index.column())
        if here not in self._order:
            return
        target = self._vertical(self._boxes[self._order.index(here)], down=down)
        if target is None:
            columns = sorted({position for _, position in self._order})
            at = columns.index(here[1]) + (1 if down else -1)
            if not 0 <= at < len(columns):
                return
            column = [place for place in self._order if place[1] == columns[at]]
            target = min(column) if down else max(column)
        self.setCurrentIndex(self._index(target))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # Keys of the box that is typed in arrive here too; Enter there is heard by closeEditor.
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(down=not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == Qt.Key.Key_Delete:
            self._empty()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._at_end(event.key()):
            event.ignore()  # Qt, which called us through focusNextPrevChild, then leaves the table
        else:
            super().keyPressEvent(event)

    def _at_end(self, key: int) -> bool:
        index = self.currentIndex()
        end = self._order[-1 if key == Qt.Key.Key_Tab else 0]
        return (index.row(), index.column()) == end

    def _empty(self) -> None:
        """Empty the selected cells, as one step."""
        cells = [cell for index in self.selectedIndexes() if (cell := self.table_model.cell_at(index))]
        editor = self.table_model.editor
        editor.apply("清空", editor.document.with_cells(dict.fromkeys(cells, "")))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focus_changed(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._focus_changed(event)

    def _focus_changed(self, event: QFocusEvent) -> None:
        """Qt would paint every cell again, which takes 10 ms at each number typed, as the box that is
        typed in takes the focus and gives it back. Only selected cells look different without it.
        """
        if not self.currentIndex().isValid():
            (super().focusInEvent if event.gotFocus() else super().focusOutEvent)(event)
            return
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.viewport().update(self.visualRegionForSelection(self.selectionModel().selection()))
        self.viewport().update(self.visualRect(self.currentIndex()))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        # SubmitModelCache is what Qt says for Enter; a click elsewhere comes without it.
        entered = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        tabbed = hint in (
            QAbstractItemDelegate.EndEditHint.EditNextItem,
            QAbstractItemDelegate.EndEditHint.EditPreviousItem,
        )
        forward = hint == QAbstractItemDelegate.EndEditHint.EditNextItem
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if entered:
            self._enter(down=True)
        elif tabbed:
            action = _Move.MoveNext if forward else _Move.MovePrevious
            self.setCurrentIndex(self.moveCursor(action, Qt.KeyboardModifier.NoModifier))


class _Typing(QStyledItemDelegate):
    """A plain box to type in, as wide as the cell."""

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002  # Qt's own signature
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QWidget:
        line = QLineEdit(parent)
        line.setFrame(False)
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return line
