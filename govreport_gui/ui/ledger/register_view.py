"""登记簿: the applications as a grid that is typed in as a spreadsheet is."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QCompleter,
    QFrame,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from govreport_gui.core.ledger.application import TEXTS, Application
from govreport_gui.core.ledger.editing import Kind
from govreport_gui.ui.ledger.register_model import DUE, SIGN, RegisterModel
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.widgets.keys import ENTER

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS: Final = {SIGN: 28, "number": 92, "received": 84, "applicant": 76, "applicant_class": 84, "content": 138}
_WIDTHS_BY_KIND: Final = {"date": 92, "choice": 108, "count": 76, "money": 84}
_DUE, _RESULT, _USUAL = 164, 184, 108
"""Widths in pixels at the usual size of text."""
_HEAD_PAD: Final = 2 * theme.S
_TAKING: Final = {*ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_WINDOW: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""With these a key is the window's."""


class RegisterView(QTableView):
    """The grid. `moved`: another application or column is current; `emptying`: what is selected is to be emptied;
    `arranging`: the lines are about to be sorted; `refused`: nothing can be typed into that column.
    """

    moved = Signal()
    arranging = Signal()
    refused = Signal(str)
    emptying = Signal()

    def __init__(self, model: RegisterModel) -> None:
        super().__init__()
        self.register = model
        self.setAccessibleName("登记簿")
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setItemDelegate(_Typing(self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        lines = self.verticalHeader()
        lines.hide()
        lines.setSectionResizeMode(lines.ResizeMode.Fixed)
        lines.setDefaultSectionSize(theme.scaled(theme.LINE))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.sortIndicatorChanged.connect(self._sort)
        for column, field in enumerate(model.columns):
            self.setColumnWidth(column, self._width(field))
        self.setCornerWidget(QWidget(autoFillBackground=True))
        self._take_colours()
        self._tabbed_from: int | None = None
        """The column in which a row of Tabs began: Enter leads back there, as in a spreadsheet."""
        self.selectionModel().currentChanged.connect(lambda *_: self._moved())

    def _width(self, field: str) -> int:
        if field in (DUE, "result"):
            return theme.scaled(_DUE if field == DUE else _RESULT)
        if field in _WIDTHS:
            return theme.scaled(_WIDTHS[field])
        column = self.register.editor.vocabulary.column(field)
        name = QFontMetrics(self.horizontalHeader().font()).horizontalAdvance(column.name) + 2 * _HEAD_PAD
        return max(name, theme.scaled(_WIDTHS_BY_KIND.get(column.kind, _USUAL)))

    def _take_colours(self) -> None:
        """Lines are those of tables; heads and scroll bars stay as they are."""
        self.setPalette(theme.lined())
        around = (self.horizontalHeader(), self.horizontalScrollBar(), self.verticalScrollBar(), self.cornerWidget())
        for each in around:
            each.setPalette(QApplication.palette())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._take_colours()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        at = self.currentIndex()
        if not at.isValid() or not self.hasFocus():
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRect(self.visualRect(at).adjusted(1, 1, -1, -1))
        painter.end()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.arranging.emit()
        here = self.place
        self.register.sort(column, order)
        self.go_to(*here)

    def _moved(self) -> None:
        self._tabbed_from = None
        self.moved.emit()

    # ── where the clerk is ───────────────────────────────────────────

    @property
    def current(self) -> Application | None:
        """The current application; None on the blank line."""
        return self.register.application(self.currentIndex().row())

    @property
    def field(self) -> str:
        """The current column."""
        at = self.currentIndex().column()
        return self.register.columns[at] if at >= 0 else "number"

    @property
    def place(self) -> tuple[int | None, str]:
        """Key of the current application, None for the blank line, and column."""
        return self.current.key if self.current is not None else None, self.field

    def go_to(self, key: int | None, field: str = "number") -> bool:
        """Make that place current; whether the application is shown."""
        row = self.register.row_of(key) if key is not None else len(self.register.shown)
        index = self.register.index(max(row, 0), self.register.columns.index(field))
        self._put_at(index)
        self.scrollTo(index)
        return row >= 0

    def narrow(self, kind: Kind, words: str) -> None:
        """Show applications of that kind with these words; the current one stays so where it is among them."""
        here = self.place
        self.register.narrow(kind, words)
        self.go_to(*here)

    def follow(self) -> None:
        """The ledger is another now."""
        key, field = self.place
        row = self.currentIndex().row()
        self.register.follow()
        if key is None and 0 <= row < len(self.register.shown):
            key = self.register.shown[row].key  # it was begun just now
        if self.place != (key, field):
            self.go_to(key, field)

    @property
    def chosen(self) -> list[Application]:
        """The applications with anything selected."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [each for row in rows if (each := self.register.application(row)) is not None]

    @property
    def block(self) -> tuple[list[Application], Sequence[str]]:
        """The selected applications, and the columns with anything selected."""
        columns = sorted({index.column() for index in self.selectionModel().selectedIndexes()})
        return self.chosen, [self.register.columns[at] for at in columns if self.register.columns[at] != SIGN]

    @property
    def chosen_places(self) -> list[tuple[int, str]]:
        """Key and column of all that is selected."""
        found = []
        for index in self.selectionModel().selectedIndexes():
            application = self.register.application(index.row())
            if application is not None:
                found.append((application.key, self.register.columns[index.column()]))
        return found

    # ── keys ─────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() != QAbstractItemView.State.EditingState:
            if event.key() in ENTER:
                self.step_down(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
                self.emptying.emit()
                return
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not event.modifiers() & _WINDOW:
                self.step_aside(1 if event.key() == Qt.Key.Key_Tab else -1)
                return
            if self.field not in TEXTS and event.text().isprintable() and event.text().strip():
                self.refused.emit(self.field)
                return
        super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        there = super().moveCursor(action, modifiers)
        # Nothing is typed into the column of signs.
        return there if there.column() != 0 else there.siblingAtColumn(1)

    def _put_at(self, index: QModelIndex) -> None:
        """Make that place current and alone selected, also under Ctrl or Shift, which Qt would look at."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectionCommand(self, index: _Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """Under Ctrl Qt would move the frame alone, and leave selected what is out of sight: it would be emptied."""
        if isinstance(event, QKeyEvent) and event.key() != Qt.Key.Key_Space:
            plain = event.modifiers() & ~Qt.KeyboardModifier.ControlModifier
            event = QKeyEvent(event.type(), event.key(), plain)
        return super().selectionCommand(index, event)

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        if index.column() == 1:
            self.horizontalScrollBar().setValue(0)  # the sign before it is seen too

    def step_aside(self, by: int) -> None:
        """Go to the column beside."""
        at = self.currentIndex()
        began = at.column() if self._tabbed_from is None else self._tabbed_from
        self._put_at(self.register.index(at.row(), min(max(at.column() + by, 1), len(self.register.columns) - 1)))
        self._tabbed_from = began

    def commit(self) -> None:
        """Take in what is being typed."""
        box = self.indexWidget(self.currentIndex())
        if self.state() != QAbstractItemView.State.EditingState or box is None:
            return
        self.commitData(box)
        if self.state() == QAbstractItemView.State.EditingState:
            self.closeEditor(box, QAbstractItemDelegate.EndEditHint.NoHint)
        else:
            box.removeEventFilter(self.itemDelegate())  # the lines were arranged anew, and the box is gone with them

    def step_down(self, by: int = 1) -> None:
        """Go to the line below, or above; after Tabs to where they began."""
        at, began = self.currentIndex(), self._tabbed_from
        row = min(max(at.row() + by, 0), self.register.rowCount() - 1)
        self._put_at(self.register.index(row, at.column() if began is None or by < 0 else began))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        aside = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}.get(hint, 0)  # Tab
        super().closeEditor(editor, hints.NoHint if aside else hint)
        if hint == hints.SubmitModelCache:  # Enter
            self.step_down()
        elif aside:
            self.step_aside(aside)


class _Typing(QStyledItemDelegate):
    """Gives out the boxes; one of a choice offers what there is to choose from while it is typed in."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:  # noqa: ARG002
        box = QLineEdit(parent)
        box.setFrame(False)
        view = self.parent()
        assert isinstance(view, RegisterView)  # noqa: S101  # who made it
        column = view.register.editor.vocabulary.column(view.register.columns[index.column()])
        box.setAccessibleName(column.name)
        if column.choices:
            offered = _Offered(list(view.register.editor.vocabulary.names[column.choices].values()), box)
            offered.activated.connect(lambda chosen: self._take(box, chosen))
            box.setCompleter(offered)
        return box

    def _take(self, box: QLineEdit, chosen: str) -> None:
        """What is clicked on stands in its place at once."""
        box.setText(chosen)
        self.commitData.emit(box)
        self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]  # Qt gives the box
        # Alt+↓ shows all that there is to choose from.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
            and isinstance(watched, QLineEdit)
            and watched.completer() is not None
        ):
            watched.completer().setCompletionPrefix("")
            watched.completer().complete()
            return True
        return super().eventFilter(watched, event)


class _Offered(QCompleter):
    """What there is to choose from. Enter or Tab takes what is marked and goes on at once, as where nothing is offered:
    Qt would only close the list.
    """

    def __init__(self, names: list[str], box: QLineEdit) -> None:
        super().__init__(names, box)
        self._box = box
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(24)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        offered = self.popup()
        if (
            offered is None
            or watched is not offered
            or not isinstance(event, QKeyEvent)
            or event.type() != QEvent.Type.KeyPress
            or event.key() not in _TAKING
        ):
            return super().eventFilter(watched, event)
        marked = offered.currentIndex()
        if marked.isValid():
            self._box.setText(marked.data())
        offered.hide()
        QApplication.sendEvent(self._box, event)
        return True
