"""The lines of one official table: keys as in a spreadsheet, words are stepped over."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView

from govreport_gui.core.editing import grid_navigation
from govreport_gui.core.values import entered
from govreport_gui.ui.table import cell_signs, grid_keys
from govreport_gui.ui.table.cell_box import CellBox, Typing, opened_by
from govreport_gui.ui.table.current_place import CurrentPlace
from govreport_gui.ui.table.table_model import TableModel
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.widgets.keys import ENTER

_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_SHORT: Final = 0.75
"""Of the height of the table: up to there scrolling leaves most of what is painted."""


class Grid(QTableView):
    """The boxes of the model, all of them cells or words.

    As in Excel the current cell stays where the selection began; `_lead` is the cell at its other corner.
    """

    menu_wanted = Signal(QPoint)
    """The clerk asks what there is to do with the selected cells, with the mouse or the menu key, at that point."""

    words_clicked = Signal(int, int)
    """The clerk has clicked the words at that line and position."""

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self.table_model = model
        self._lead = ""
        self._tabbed = ("", "")
        """Where the clerk began to go on with Tab, and where Tab has led her."""
        self._dragging = False
        self.rows = grid_navigation.rows(model.table)
        self.columns = grid_navigation.columns(model.table)
        self._inputs = frozenset(model.editor.form.inputs)
        self.setModel(model)
        self.setItemDelegate(Typing(self))
        # Where they are hidden Qt paints twice what scrolling back brings into sight.
        self.horizontalHeader().setFixedHeight(0)
        self.verticalHeader().setFixedWidth(0)
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setCornerButtonEnabled(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)  # columns are wide enough, see table_view
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.place = CurrentPlace(model)
        self.take_colours()
        # F2 and double clicks begin in a way of their own, see begin().
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)

    # ── where the clerk is ───────────────────────────────────────────

    def current_cell(self) -> str:
        """The cell that the clerk is in; "" if none."""
        return self.table_model.cell_at(self.currentIndex())

    def selected_cells(self) -> list[str]:
        """All selected cells, in the order of the form."""
        chosen = {self.table_model.cell_at(index) for index in self.selectedIndexes()}
        return [cell for cell in self.table_model.table.cells if cell in chosen]

    def go_to(self, cell: str) -> None:
        """Make that the current cell, and the only one selected."""
        index = self.table_model.index_of(cell)
        area, place = self.viewport().rect(), self.visualRect(index)
        if not area.contains(place):
            # Scrolling moves what is painted, but where something still waits for it Qt paints all anew: dear where
            # the way is short. What was selected before waits too, so scrolling comes first.
            if abs(place.center().y() - area.center().y()) < area.height() * _SHORT:
                QCoreApplication.sendPostedEvents(self.window(), QEvent.Type.UpdateRequest.value)
            self.scrollTo(index)
        # Not setCurrentIndex(): with Ctrl held that would add to the selection.
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def choose(self, cells: Sequence[str]) -> None:
        """Select that block of cells, the clerk in the first."""
        self.go_to(cells[0])
        self._lead = cells[-1]
        self._select(tuple(cells))

    def select_to(self, lead: str) -> None:
        """Select the rectangle from the current cell to that one."""
        self._lead = lead
        self._select((self.current_cell(), lead))
        self.scrollTo(self.table_model.index_of(lead))

    def _select(self, corners: tuple[str, ...]) -> None:
        self.selectionModel().select(self._block(corners), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _block(self, corners: tuple[str, ...]) -> QItemSelection:
        top, left, bottom, right = grid_navigation.bounds(self.table_model.table, corners)
        return QItemSelection(self.table_model.index(top, left), self.table_model.index(bottom, right))

    def _far_corner(self) -> str:
        """The corner opposite the current cell, if the selection still is the one made from there."""
        here = self.current_cell()
        if self._lead and self.selectionModel().selection() == self._block((here, self._lead)):
            return self._lead
        return here

    # ── keys ─────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        deed = grid_keys.DEEDS.get((event.key(), held))
        if self.state() == QAbstractItemView.State.EditingState or not self.current_cell():
            # What the box that is typed in has no use for arrives here too.
            super().keyPressEvent(event)
        elif deed is not None:
            event.setAccepted(deed(self) is not False)
        elif not self._move(event.key(), held):
            super().keyPressEvent(event)

    def _move(self, key: int, held: Qt.KeyboardModifier) -> bool:
        """Go where an arrow, Home, End or a page key leads; with Shift the selection follows instead."""
        if held & ~(_CTRL | _SHIFT):
            return False
        extending = bool(held & _SHIFT)
        start = self._far_corner() if extending else self.current_cell()
        target = grid_keys.target(self, start, key, far=bool(held & _CTRL))
        if target:
            (self.select_to if extending else self.go_to)(target)
        return bool(target)

    def within_page(self, cell: str, line: int) -> bool:
        """Whether the cell and that line are in sight together when the table is scrolled there."""
        top = self.rowViewportPosition(self.table_model.box_of[cell].line)
        apart = abs(self.rowViewportPosition(line) - top)
        return apart + self.rowHeight(line) <= self.viewport().height()

    def enter(self, by: int) -> None:
        """To the next number of the column that is to be filled in; at its end to the top of the next column."""
        here = start = self.current_cell()
        if by > 0 and self._tabbed[1] == here:
            # As in Excel: who goes along a row with Tab begins the next one where she began this one.
            start = grid_navigation.across(self.table_model.table, here, self._tabbed[0])
        self.go_to(grid_navigation.stop(self.columns, start, self._inputs, by) or here)

    def tab(self, by: int) -> bool:
        """To the next number of the row, then of the next row; False at the last one, where Tab leaves the table."""
        here = self.current_cell()
        target = grid_navigation.stop(self.rows, here, self._inputs, by)
        if target:
            self._tabbed = (self._tabbed[0] if self._tabbed[1] == here else here, target)
            self.go_to(target)
        return bool(target)

    def select_table(self) -> None:
        """Select every number of the table."""
        self._select((self.rows[0][0], self.rows[-1][-1]))

    def select_lines(self, way: Literal["rows", "columns"]) -> None:
        """Select the whole columns, or rows, of the selection."""
        lines = self.rows if way == "rows" else self.columns
        corners = [grid_navigation.line_of(lines, cell) for cell in (self.current_cell(), self._far_corner())]
        self._select(tuple(cell for line in corners for cell in line))

    # ── what changes the report, each one step ───────────────────────

    def empty(self) -> None:
        """Empty the selected cells; a total is added up by the program again."""
        self._put("清空", dict.fromkeys(self.selected_cells(), ""))

    def fill(self, way: Literal["down", "right"]) -> None:
        """Fill the selection from its first line or column, as in Excel."""
        label = "向下填充" if way == "down" else "向右填充"
        model = self.table_model
        cells = model.editor.document.cells
        self._put(label, grid_navigation.fill(model.table, way, self.selected_cells(), self._inputs, cells))

    def _fill_typed(self, box: CellBox) -> None:
        """Put what was typed into every selected cell; the clerk stays where she is."""
        cells = grid_navigation.targets(self.selected_cells(), self._inputs)
        typed = entered(box.text())
        self.closeEditor(box, QAbstractItemDelegate.EndEditHint.NoHint)
        self._put("填入所选的格", dict.fromkeys(cells, typed))

    def _put(self, label: str, texts: Mapping[str, str]) -> None:
        editor = self.table_model.editor
        editor.apply(label, editor.document.with_cells(texts))

    # ── the box that is typed in ─────────────────────────────────────

    def begin(self, *, emptied: bool = False) -> None:
        """Type in the current cell: behind what stands there, or from nothing, as Backspace does in Excel."""
        box = self._open()
        if box is not None and emptied:
            box.clear()
        elif box is not None:
            box.stay_inside()

    def _open(self) -> CellBox | None:
        """The box to type in over the current cell, all that stands there selected; None if it cannot be changed."""
        if not self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            return None  # the report is locked, and says so itself
        self.edit(self.currentIndex())
        box = self.indexWidget(self.currentIndex())
        return box if isinstance(box, CellBox) else None

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not opened_by(self, event):
            super().inputMethodEvent(event)

    def key_in_box(self, box: CellBox, event: QKeyEvent) -> bool:
        """What a key does while a number is typed; True if it is dealt with."""
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in ENTER and held == _CTRL:
            self._fill_typed(box)
        elif key in ENTER and not held & ~_SHIFT:
            self._take(box)
            self.enter(-1 if held & _SHIFT else 1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._take(box)
            if not self.tab(1 if key == Qt.Key.Key_Tab else -1):
                self.focusNextPrevChild(key == Qt.Key.Key_Tab)
        elif key == Qt.Key.Key_F2:
            box.stay_inside()
        elif grid_keys.leaves_box(key, held):
            if box.overwriting and not held & ~_CTRL:
                self._take(box)
                self._move(key, held)
        else:
            return False
        return True

    def _take(self, box: CellBox) -> None:
        """Put what was typed into the report and close the box."""
        self.commitData(box)
        self.closeEditor(box, QAbstractItemDelegate.EndEditHint.NoHint)

    # ── the mouse ────────────────────────────────────────────────────

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.table_model.cell_at(self.indexAt(event.position().toPoint()))
        self._dragging = bool(cell) and event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & _CTRL
        if self._dragging and event.modifiers() & _SHIFT and self.current_cell():
            self.select_to(cell)
        elif cell:
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            words = self.indexAt(event.position().toPoint())
            self.words_clicked.emit(words.row(), words.column())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._dragging or self.state() == QAbstractItemView.State.EditingState:
            super().mouseMoveEvent(event)
            return
        area, place = self.viewport().rect(), event.position().toPoint()
        inside = QPoint(min(max(place.x(), area.left()), area.right()), min(max(place.y(), area.top()), area.bottom()))
        cell = self.table_model.cell_at(self.indexAt(inside))
        if cell and cell != self._far_corner():
            self.select_to(cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.table_model.cell_at(self.indexAt(event.position().toPoint())):
            self.begin()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.current_cell():
            self.scrollTo(self.currentIndex())
            self.menu_wanted.emit(self.visualRect(self.currentIndex()).center())
        elif self.table_model.cell_at(self.indexAt(event.pos())):
            self.menu_wanted.emit(event.pos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _CTRL:
            event.ignore()  # the report view makes everything larger or smaller
        else:
            super().wheelEvent(event)

    # ── looks ────────────────────────────────────────────────────────

    def take_colours(self) -> None:
        """Take the colours of the desktop as it is now."""
        self.place.take_colours()
        self.setPalette(theme.lined())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        at = self.currentIndex()
        self.place.paint_strips(self, event.region())
        if self.current_cell() and self.selectionModel().selection() == QItemSelection(at, at):
            self.place.paint_number(self, at)
        if self.table_model.has_signs:
            cell_signs.paint(self, self.table_model, event.region())
        if self.current_cell():
            self.place.paint_frame(self, at)

    # ── Qt's own ways ────────────────────────────────────────────────

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        if not self.current_cell():
            return self.table_model.index_of(self.rows[0][0])  # the clerk comes in
        found = super().moveCursor(action, modifiers)
        return found if self.table_model.cell_at(found) else self.currentIndex()  # on words nothing could be typed

    def keyboardSearch(self, search: str) -> None:
        """Nothing: where a number cannot be typed it must not lead elsewhere."""

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


def take_sizes(view: QTableView, widths: Sequence[int], heights: Sequence[int]) -> None:
    """Give every column and line of a table its size in pixels, all at once.

    Told of each by itself, or left to lay things out when it comes to it, Qt would paint the whole table
    once more after the frame that shows them.
    """
    across, down = view.horizontalHeader(), view.verticalHeader()
    with QSignalBlocker(across), QSignalBlocker(down):
        for position, width in enumerate(widths):
            across.resizeSection(position, width)
        for line, height in enumerate(heights):
            down.resizeSection(line, height)
    view.doItemsLayout()
