"""One official table as on the form: merged heads that stay in place, lines and columns as large as their words."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHBoxLayout, QTableView, QWidget

from govreport_gui.core.editing.grid_navigation import named_by
from govreport_gui.ui.table import cell_signs
from govreport_gui.ui.table.grid import Grid, take_sizes
from govreport_gui.ui.table.table_model import TableModel
from govreport_gui.ui.widgets import theme

_PAD: Final = 8
_HEAD_PAD: Final = 4
_ROOMY: Final = 20
"""Lines of a table up to which there is room on a small screen for taller ones."""
_LEAST: Final = 3.4
"""Narrowest column, in widths of a Chinese character: five digits and an error sign."""
_LEAST_LABELS: Final = 14
"""Narrowest that all label columns together become before the table scrolls sideways."""
_SIGN: Final = 0.85
"""An error sign, in heights of a line of words."""


class OfficialTable(QWidget):
    """A table as on the form: its head lines above, the lines to fill in below, scrolling under the head.

    Where it is wider than the window, the labels at the left stay in place too.
    """

    fitted = Signal()
    """The lines and columns have their sizes."""

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self.body = Grid(model)
        self.head = Grid(model)
        self._labels: tuple[Grid, ...] = ()
        self._percent = 100
        self._longest, self._with_last = 0, False
        heads = model.table.header_lines
        _show_lines(self.head, model, range(heads))
        _show_lines(self.body, model, range(heads, model.rowCount()))
        self.head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if heads == 0:
            self.head.hide()  # never shown here: without a parent yet it would be a window of its own
        for grid in (self.head, self.body):
            grid.words_clicked.connect(self._choose_named)
            grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.body.horizontalScrollBar().valueChanged.connect(self.head.horizontalScrollBar().setValue)
        self._places = QGridLayout(self)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(0)
        self._beyond_head = QWidget()
        self._beyond_head.setAutoFillBackground(True)
        self._take_ground()
        upper = QHBoxLayout()
        upper.addWidget(self.head)
        upper.addWidget(self._beyond_head)
        self._places.addLayout(upper, 0, 1)
        self._places.addWidget(self.body, 1, 1)
        self._places.setRowStretch(1, 1)
        self._places.setColumnStretch(1, 1)
        self.setFocusProxy(self.body)
        self.body.setAccessibleName(model.table.name)

    def show_last(self, *, on: bool) -> None:
        """Show last year's numbers below this year's, or do not any more."""
        self.body.table_model.show_last(on=on)
        self.follow()

    def follow(self) -> None:
        """Take the sizes that the numbers shown now need."""
        model = self.body.table_model
        last, longest = bool(model.last_texts), model.longest
        # Measured only when a number is longer than any before: this comes with every number typed.
        wider = longest > self._longest and any(
            need > self.body.columnWidth(position) for position, need in enumerate(_number_widths(model, self))
        )
        if wider or last != self._with_last:
            self._fit()
        self._longest, self._with_last = max(longest, self._longest), last

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Polish):
            self._fit()
        elif event.type() == QEvent.Type.PaletteChange:
            self._take_ground()
            self.body.table_model.take_colours()
            for grid in (self.head, self.body, *self._labels):
                grid.take_colours()
        return super().event(event)

    def _take_ground(self) -> None:
        # The head goes on above the scroll bar.
        own = QPalette()
        own.setBrush(QPalette.ColorRole.Window, theme.ground("head"))
        self._beyond_head.setPalette(own)

    def zoom(self, percent: int) -> None:
        """Show everything at that many percent of its usual size."""
        if percent == self._percent:
            return
        usual = self.font().pointSizeF() * 100 / self._percent
        self._percent = percent
        font = self.font()
        font.setPointSizeF(usual * percent / 100)
        self.setFont(font)  # and that fits the columns and lines

    def _fit(self) -> None:
        """Share the width among the columns as the form does; give every line the height its words need."""
        model = self.body.table_model
        sign = round(self.fontMetrics().height() * _SIGN)
        self.body.setIconSize(QSize(sign, sign))
        frame = 2 * self.body.frameWidth()
        bar = self.body.verticalScrollBar().sizeHint().width()
        room = self.width() - frame - 1
        widths, heights = _measure(model, room, self)
        low = sum(heights) + frame > self.height()
        if low:
            widths, heights = _measure(model, room - bar, self)
        labels = _labels(model) if sum(widths) > room else 0
        self._keep_labels(labels, sum(widths[:labels]) + frame)
        heads = model.table.header_lines
        for grid in (self.head, self.body, *self._labels):
            take_sizes(grid, widths, heights)
        # Where the lines have their scroll bar the head ends too, else the two would scroll by different lengths.
        self._beyond_head.setFixedWidth(bar if low or sum(widths) > room else 0)
        for grid in (self.head, *self._labels[:1]):
            grid.setFixedHeight(sum(heights[:heads]) + self.head.frameWidth())
        # Else Qt keeps room for scroll bars and cuts the head of a table of one line.
        sideways = self.body.horizontalScrollBar().sizeHint().height() if sum(widths) > room else 0
        self.body.setMinimumHeight(heights[-1] + frame + sideways)
        self.setMaximumHeight(sum(heights) + 2 * frame + sideways)
        self.fitted.emit()

    def _keep_labels(self, labels: int, width: int) -> None:
        """Keep that many columns in place at the left; 0: all columns scroll, there is nothing to scroll to."""
        if labels and not self._labels:
            self._labels = self._make_labels()
        for position in range(_labels(self.body.table_model)):
            for grid in (self.head, self.body):
                grid.setColumnHidden(position, bool(labels))
        for still in self._labels:
            still.setVisible(bool(labels))
            still.setFixedWidth(width)

    def _make_labels(self) -> tuple[Grid, Grid]:
        """The label columns once more: beside the head and beside the lines."""
        model = self.body.table_model
        heads, labels = model.table.header_lines, _labels(model)
        corner, beside = (Grid(model) for _ in range(2))
        _show_lines(corner, model, range(heads))
        _show_lines(beside, model, range(heads, model.rowCount()))
        for line, still in enumerate((corner, beside)):
            for position in range(labels, model.columnCount()):
                still.setColumnHidden(position, True)
            still.words_clicked.connect(self._choose_named)
            still.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            still.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            still.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._places.addWidget(still, line, 0)
        # As high as the lines beside it, which have a scroll bar below them.
        beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bars = self.body.verticalScrollBar(), beside.verticalScrollBar()
        bars[0].valueChanged.connect(bars[1].setValue)
        bars[1].valueChanged.connect(bars[0].setValue)
        return corner, beside

    def _choose_named(self, line: int, position: int) -> None:
        """Select the row or column whose words were clicked, as in Excel."""
        if cells := named_by(self.body.table_model.table, line, position):
            self.body.choose(cells)
            self.body.setFocus()

    def show_cells(self, cells: Iterable[str]) -> None:
        """Point at those cells and go to the first. They are not selected: Delete must not empty them all."""
        model = self.body.table_model
        shown = [cell for cell in cells if cell in model.box_of]
        if not shown:
            return
        model.point_at(shown)
        self.body.go_to(shown[0])
        self.body.scrollTo(model.index_of(shown[-1]))
        self.body.scrollTo(model.index_of(shown[0]))

    def show_changed(self, cells: Iterable[str]) -> None:
        """Go to what a step changed. Several cells that fill a rectangle are selected, as Excel does."""
        shown = [cell for cell in cells if cell in self.body.table_model.box_of]
        if not shown:
            return
        self.body.choose(shown)
        if self.body.selected_cells() != shown:
            self.body.go_to(shown[0])

    def current_cell(self) -> str:
        """The id of the cell that the clerk is in; "" if none."""
        return self.body.current_cell()


def _show_lines(grid: QTableView, model: TableModel, lines: Sequence[int]) -> None:
    """Show only those lines of the form, their boxes merged as on the form."""
    for line in range(model.rowCount()):
        grid.setRowHidden(line, line not in lines)
    for box in model.table.boxes:
        if box.line in lines and (box.lines > 1 or box.positions > 1):
            grid.setSpan(box.line, box.position, box.lines, box.positions)


def _labels(model: TableModel) -> int:
    """How many columns at the left hold labels only; 0 where boxes reach from them into the numbers."""
    boxes = model.table.boxes
    labels = min(box.position for box in boxes if box.cell)
    crossing = any(box.position < labels < box.position + box.positions for box in boxes)
    return 0 if crossing else labels


def _measure(model: TableModel, room: int, widget: QWidget) -> tuple[list[int], list[int]]:
    """Widths of the columns and heights of the lines, in pixels: as the form shares them, as far as room allows."""
    shares = model.table.widths
    labels = _labels(model)
    em = widget.fontMetrics().horizontalAdvance("国")
    least = [max(int(_LEAST * em), need) for need in _number_widths(model, widget)]
    widths = [max(need, int(room * share / sum(shares))) for need, share in zip(least, shares, strict=True)]
    if labels and sum(widths) > room:
        # Numbers must not be cut; words can be broken into more lines.
        left = max(_LEAST_LABELS * em, room - sum(widths[labels:]))
        widths[:labels] = [int(left * share / sum(shares[:labels])) for share in shares[:labels]]
    # What rounding leaves goes to the widest column, so that the right edges meet.
    widest = widths.index(max(widths))
    widths[widest] += max(0, room - sum(widths))
    return widths, _line_heights(model, widths, widget)


def _number_widths(model: TableModel, widget: QWidget) -> list[int]:
    """What the longest number of every column needs, in pixels."""
    longest = [""] * model.columnCount()
    for cell, box in model.box_of.items():
        if box.positions == 1 and len(text := model.text_of(cell)) > len(longest[box.position]):
            longest[box.position] = text
    return [cell_signs.text_width(widget, text) + _PAD if text else 0 for text in longest]


def _line_heights(model: TableModel, widths: list[int], widget: QWidget) -> list[int]:
    """The height of every line in pixels. Words of boxes over several lines share what these have."""
    metrics = widget.fontMetrics()
    em = metrics.horizontalAdvance("国")
    roomy = len(model.table.lines) <= _ROOMY
    heights = [metrics.height() + _PAD * (2 if roomy else 1)] * len(model.table.lines)
    if model.last_texts:
        for line, each in enumerate(model.table.lines):
            heights[line] += cell_signs.small_height(widget.font()) if each.cells else 0
    for line in range(model.table.header_lines):
        heights[line] = metrics.height() + _HEAD_PAD
    worded = [box for box in model.table.boxes if not box.cell]
    for box in sorted(worded, key=lambda box: box.lines):
        width = sum(widths[box.position : box.position + box.positions]) - _PAD
        text = str(model.index(box.line, box.position).data())
        pad = _HEAD_PAD if box.line < model.table.header_lines else _PAD
        need = _words_height(metrics, em, width, text) + pad
        have = sum(heights[box.line : box.line + box.lines])
        if need > have:
            heights[box.line + box.lines - 1] += need - have
    return heights


def _words_height(metrics: QFontMetrics, em: int, width: int, text: str) -> int:
    """How high those words are, broken into lines of that width."""
    if len(text) * em <= width:
        return metrics.height()  # no letter is wider than a Chinese one; to ask Qt takes longer than all the rest
    return metrics.boundingRect(0, 0, max(width, 1), 10_000, int(Qt.TextFlag.TextWordWrap), text).height()
