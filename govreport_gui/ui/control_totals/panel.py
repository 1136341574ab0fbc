"""台账合计: boxes beside the lines and below the columns of a table, for the totals that stand on paper.

A row total has its box at the right of its line, a column total below its column. They scroll with the
table and tell at once whether they agree.
"""

from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.control_totals import compare
from govreport_gui.core.values import entered
from govreport_gui.ui.control_totals.model import ControlTotalsModel, sides
from govreport_gui.ui.table.cell_box import CellBox, Typing, opened_by
from govreport_gui.ui.table.grid import take_sizes
from govreport_gui.ui.table.table_view import OfficialTable
from govreport_gui.ui.widgets import labels
from govreport_gui.ui.widgets.keys import ENTER

_LEAST_NUMBER: Final = "000000"
_LEAST_WORDS: Final = "✕ 相差 00"
_PAD: Final = 12
_CAPTIONS: Final = ("台账合计", "比较")
_Move = QAbstractItemView.CursorAction
_ON: Final = (_Move.MoveDown, _Move.MoveRight, _Move.MoveNext)
_BACK: Final = (_Move.MoveUp, _Move.MoveLeft, _Move.MovePrevious)


class Strip(QTableView):
    """The boxes of one side. Enter and the arrows go from box to box, Tab leaves, Esc goes to the total itself."""

    back = Signal(str)
    """The clerk wants to go to that total in the table."""

    def __init__(self, model: ControlTotalsModel) -> None:
        super().__init__()
        self.boxes = model
        self.setModel(model)
        self.setItemDelegate(Typing(self))
        self._order = sorted(model.layout.numbers)
        for (line, position), (_, places) in model.layout.labels.items():
            self.setSpan(line, position, model.layout.lines, places)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("台账合计")
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )

    def sizeHint(self) -> QSize:
        return QSize(10, 10)

    def selected_cells(self) -> list[str]:
        """The totals whose boxes are selected, in the order of the boxes; the current one where none is."""
        chosen = {(index.row(), index.column()) for index in self.selectedIndexes() or [self.currentIndex()]}
        return [self.boxes.layout.numbers[place] for place in self._order if place in chosen]

    def cells_from_here(self) -> list[str]:
        """The totals of the current box and of all behind it."""
        here = (self.currentIndex().row(), self.currentIndex().column())
        order = self._order[self._order.index(here) :] if here in self._order else []
        return [self.boxes.layout.numbers[place] for place in order]

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: ARG002
        by = 1 if action in _ON else -1 if action in _BACK else 0
        here = (self.currentIndex().row(), self.currentIndex().column())
        at = self._order.index(here) if here in self._order else -1
        return self.boxes.index(*self._order[max(0, min(at + by, len(self._order) - 1))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cell = self.boxes.cell_at(self.currentIndex())
        if self.state() == QAbstractItemView.State.EditingState or not cell:
            super().keyPressEvent(event)
        elif event.key() in ENTER:
            self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.back.emit(cell)
        elif event.key() == Qt.Key.Key_Delete:
            self.boxes.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not opened_by(self, event):
            super().inputMethodEvent(event)

    def key_in_box(self, box: CellBox, event: QKeyEvent) -> bool:  # noqa: ARG002  # the grid has keys of its own
        """Nothing besides what a box does by itself."""
        return False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go(1)

    def _go(self, by: int) -> None:
        self.setCurrentIndex(self.moveCursor(_Move.MoveNext if by > 0 else _Move.MovePrevious, _NO_KEY))


_NO_KEY: Final = Qt.KeyboardModifier.NoModifier


class _Sizes(NamedTuple):
    """What the boxes take from the table, in pixels; columns out of sight are 0 wide."""

    font: str
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    corner: tuple[int, int]
    """Where the lines begin beside labels that stay in place and below the head."""
    down: int
    sideways: int
    """The scroll bars."""
    highest: int


class ControlTotals(QGridLayout):
    """A table with its boxes for totals on paper, which are made when they are first unfolded."""

    def __init__(self, table: OfficialTable) -> None:
        super().__init__()
        self.setSpacing(0)
        self._table = table
        self._strips: tuple[Strip, ...] = ()
        self._beside: QWidget | None = None
        self._sizes: _Sizes | None = None
        self._laid: tuple[_Sizes, tuple[int, ...], tuple[int, int]] | None = None
        """What the boxes were laid out for last."""
        self._under = QWidget()
        self._below_labels, self._below_bar, self._beside_bar = labels.line(), QWidget(), QWidget()
        self._captions = tuple(map(labels.line, _CAPTIONS))
        self.addWidget(table, 0, 0)
        model = table.body.table_model
        self._layouts = sides(model.editor.form, model.table)
        self.possible = any(layout.numbers for layout in self._layouts)
        """Whether the table has totals."""

    @property
    def filled(self) -> tuple[tuple[str, str], ...]:
        """The totals on paper of this table."""
        model = self._table.body.table_model
        totals = model.editor.document.paper_totals
        return tuple((cell, totals[cell]) for cell in model.box_of if cell in totals) if totals else ()

    def unfold(self, *, on: bool) -> None:
        """Show the boxes, or fold them away."""
        if on and not self._strips:
            self._make()
        self._compare()
        if self._beside is not None:
            right, below = self._strips
            self._beside.setVisible(on and bool(right.boxes.layout.numbers))
            self._under.setVisible(on and bool(below.boxes.layout.numbers))
            self._align()

    def refresh(self) -> None:
        """Show the document."""
        if any(strip.isVisible() for strip in self._strips) and self._compare():
            self._align_words()

    def _compare(self) -> bool:
        """Compare again; whether anything looks different now."""
        editor = self._table.body.table_model.editor
        compared = compare(editor.case) if self._strips else {}
        different = [strip.boxes.refresh(compared) for strip in self._strips]
        return any(different)

    def draft(self, document: Document) -> Document:
        """The document with the total that is still being typed, as it will be entered."""
        for strip in self._strips:
            box = strip.indexWidget(strip.currentIndex())
            if isinstance(box, QLineEdit) and not box.isHidden():
                document = document.with_paper_total(strip.boxes.cell_at(strip.currentIndex()), entered(box.text()))
        return document

    def commit(self) -> None:
        """Enter a number that is still being typed."""
        for strip in self._strips:
            if strip.state() == QAbstractItemView.State.EditingState:
                strip.setFocus()

    def go_to(self, cell: str) -> None:
        """Go to the box for that total, or to the first."""
        for strip in self._strips:
            index = strip.boxes.index_of(cell)
            if index.isValid():
                strip.setCurrentIndex(index)
                strip.setFocus()
                return
        first = next((strip for strip in self._strips if strip.boxes.layout.numbers), None)
        if first is not None:
            first.setCurrentIndex(first.moveCursor(_Move.MoveHome, _NO_KEY))
            first.setFocus()

    def _make(self) -> None:
        body = self._table.body
        editor = body.table_model.editor
        right, below = (Strip(ControlTotalsModel(editor, layout)) for layout in self._layouts)
        self._strips = (right, below)
        for line in range(body.table_model.table.header_lines):
            right.setRowHidden(line, True)
        captions = QHBoxLayout()
        captions.setSpacing(0)
        for caption in self._captions:
            caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
            captions.addWidget(caption)
        captions.addStretch()
        self._beside = QWidget()
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(captions)
        column.addWidget(right, 1)
        right.setMinimumHeight(1)  # it may become as low as the table
        column.addWidget(self._beside_bar)
        row = QHBoxLayout(self._under)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._below_labels)
        row.addWidget(below, 1)
        row.addWidget(self._below_bar)
        self._below_labels.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._below_labels.setText(next((words for words, _ in below.boxes.layout.labels.values()), ""))
        self._below_labels.setWordWrap(True)
        self._below_labels.setContentsMargins(0, 0, _PAD, 0)
        self.addWidget(self._beside, 0, 1)
        self.addWidget(self._under, 1, 0)
        for strip in self._strips:
            strip.back.connect(self._back)
        for bar, other in (
            (body.verticalScrollBar(), right.verticalScrollBar()),
            (body.horizontalScrollBar(), below.horizontalScrollBar()),
        ):
            bar.valueChanged.connect(other.setValue)
            bar.rangeChanged.connect(lambda *_: self._align())
        below.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._table.fitted.connect(self._align)

    def _back(self, cell: str) -> None:
        self._table.body.setFocus()
        self._table.body.go_to(cell)

    def _align(self) -> None:
        """Give the boxes the lines and columns of the table, where these have changed."""
        if self._beside is None or not self._strips:
            return
        body = self._table.body
        places = self._table.layout()
        assert places is not None  # noqa: S101  # a table has one
        places.activate()
        model, down, sideways = body.table_model, body.verticalScrollBar(), body.horizontalScrollBar()
        sizes = _Sizes(
            self._table.font().toString(),
            tuple(map(body.columnWidth, range(model.columnCount()))),
            tuple(map(body.rowHeight, range(model.rowCount()))),
            (body.x(), body.y()),
            (down.sizeHint().width() if down.maximum() > 0 else 0),
            (sideways.sizeHint().height() if sideways.maximum() > 0 else 0),
            self._table.maximumHeight(),
        )
        if sizes != self._sizes:
            self._sizes = sizes
            self._take(self._beside, sizes)

    def _take(self, beside: QWidget, sizes: "_Sizes") -> None:
        for each in (*self._strips, self._below_labels):
            each.setFont(self._table.font())
        for position, width in enumerate(sizes.widths):
            self._strips[1].setColumnHidden(position, width == 0)
        # As much as the labels that stay in place and the table's own scroll bars take, so that both sides scroll
        # as far. Widgets, as a QTableView sets the margins of its viewport itself.
        self._below_labels.setFixedWidth(sizes.corner[0])
        self._below_bar.setFixedWidth(sizes.down)
        self._beside_bar.setFixedHeight(sizes.sideways)
        for caption in self._captions:
            caption.setFixedHeight(sizes.corner[1])
        beside.setMaximumHeight(sizes.highest)
        self._align_words()

    def _align_words(self) -> None:
        """Room for the longest words. Below the columns they break where a column is narrow."""
        if self._beside is None or self._sizes is None:
            return
        right, below = self._strips
        metrics = below.fontMetrics()
        widths = []
        for column, (least, caption) in enumerate(zip((_LEAST_NUMBER, _LEAST_WORDS), self._captions, strict=True)):
            texts = [right.boxes.text_at(line, column) for line in range(right.boxes.layout.lines)]
            words = max(map(metrics.horizontalAdvance, (least, *texts)))
            widths.append(max(words + _PAD, caption.sizeHint().width() + 2))
            caption.setFixedWidth(widths[-1])
        self._beside.setFixedWidth(sum(widths) + 2 * right.frameWidth())
        needs = [metrics.height()]
        for _, position in below.boxes.layout.words:
            text = below.boxes.text_at(1, position)
            room = QRect(0, 0, max(1, self._sizes.widths[position] - 8), 1000)
            needs.append(metrics.boundingRect(room, _WRAP, text).height())
        heights = (metrics.height() + 8, max(needs) + 4)
        if (laid := (self._sizes, tuple(widths), heights)) == self._laid:
            return
        self._laid = laid
        take_sizes(right, widths, self._sizes.heights)
        take_sizes(below, [width or below.columnWidth(at) for at, width in enumerate(self._sizes.widths)], heights)
        self._under.setFixedHeight(sum(heights) + 2 * below.frameWidth())


_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
