"""One official table as on the form: merged heads that stay in place, lines and columns as large as their words."""

from collections.abc import Iterable, Sequence
from operator import gt
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QGridLayout, QHBoxLayout, QTableView, QWidget

from govreport_gui.core.editing.grid_navigation import named_by
from govreport_gui.core.forms.form import Table
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
_LABELS: Final = (54, 100, 256)
_LEAST_LABEL: Final = 180
_LEAST_OF_ALL: Final = (46, 70, 152)
"""Widths of the label columns of a table of many lines; what the last of them gives before the numbers give; what all
of them shrink to before the table scrolls sideways. In pixels for letters of 9 points, as all that follow."""
_NUMBERS: Final = (58, 48)
_WITH_LAST: Final = (68, 58)
"""Widths of its number columns, usual and least; the same with last year's numbers beside this year's."""
_LINE, _HIGHEST, _HEAD_LINE = 19, 26, 20
"""Heights of its lines, of the highest where there is room, and of lines of its head."""
_SIGN: Final = 12
"""An error sign."""


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
        self._longest, self._with_last = [0] * model.columnCount(), False
        self._kept = (0, 0)
        """How many columns of labels stay in place, and their width."""
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
        self.head.setAccessibleName(f"{model.table.name}表头")
        self.body.selectionModel().currentChanged.connect(self._mark_place)

    def show_last(self, *, on: bool) -> None:
        """Show last year's numbers beside this year's, or do not any more."""
        self.body.table_model.show_last(on=on)
        self.follow()

    def follow(self) -> None:
        """Take the sizes that the numbers shown now need."""
        model = self.body.table_model
        last, longest = bool(model.last_texts), [weight for weight, _, _ in _longest(model)]
        # Measured only when a number is longer than any before in its column: this comes with every number typed.
        wider = any(map(gt, longest, self._longest)) and any(
            need > self.body.columnWidth(position) for position, need in enumerate(_number_widths(model, self))
        )
        if last != self._with_last:
            self._longest = longest
        if wider or last != self._with_last:
            self._fit()
        self._longest, self._with_last = [*map(max, longest, self._longest)], last

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

    def _mark_place(self) -> None:
        """Let the row, the column and what they are called stand out where the clerk is."""
        cell = self.body.current_cell()
        self.body.table_model.mark_place(cell)
        for grid in (self.head, self.body):
            grid.place.go(grid, cell)

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
        sign = round(_SIGN * _unit(self))
        self.body.setIconSize(QSize(sign, sign))
        frame = 2 * self.body.frameWidth()
        bar = self.body.verticalScrollBar().sizeHint().width()
        room = self.width() - frame - 1
        high = self.height() - 2 * frame
        widths, heights = _measure(model, QSize(room, high), self)
        low = sum(heights) + frame > self.height()
        if low:
            widths, heights = _measure(model, QSize(room - bar, high), self)
        labels = _labels(model.table) if sum(widths) > room else 0
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
        highest = _line_heights(model, widths, _HIGHEST * len(heights) * 2, self)
        self.setMaximumHeight(sum(highest) + 2 * frame + sideways)
        self.fitted.emit()

    def _keep_labels(self, labels: int, width: int) -> None:
        """Keep that many columns in place at the left; 0: all columns scroll, there is nothing to scroll to."""
        if (labels, width) == self._kept:
            return
        self._kept = labels, width
        if labels and not self._labels:
            self._labels = self._make_labels()
        for position in range(_labels(self.body.table_model.table)):
            for grid in (self.head, self.body):
                grid.setColumnHidden(position, bool(labels))
        for still in self._labels:
            still.setVisible(bool(labels))
            still.setFixedWidth(width)

    def _make_labels(self) -> tuple[Grid, Grid]:
        """The label columns once more: beside the head and beside the lines."""
        model = self.body.table_model
        heads, labels = model.table.header_lines, _labels(model.table)
        corner, beside = (Grid(model) for _ in range(2))
        _show_lines(corner, model, range(heads))
        _show_lines(beside, model, range(heads, model.rowCount()))
        corner.setAccessibleName(f"{model.table.name}行名的表头")
        beside.setAccessibleName(f"{model.table.name}行名")
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


def wanted_width(table: Table, unit: float, *, last: bool) -> int:
    """The width in pixels in which that table is read best, its letters `unit` times as large as usual, with last
    year's numbers beside this year's or not; 0 where it takes any.
    """
    if _labels(table) != len(_LABELS) or not _tall(table):
        return 0
    number = (_WITH_LAST if last else _NUMBERS)[0]
    return round((sum(_LABELS) + number * (len(table.widths) - len(_LABELS))) * unit)


def _show_lines(grid: QTableView, model: TableModel, lines: Sequence[int]) -> None:
    """Show only those lines of the form, their boxes merged as on the form."""
    for line in range(model.rowCount()):
        grid.setRowHidden(line, line not in lines)
    for box in model.table.boxes:
        if box.line in lines and (box.lines > 1 or box.positions > 1):
            grid.setSpan(box.line, box.position, box.lines, box.positions)


def _labels(table: Table) -> int:
    """How many columns at the left hold labels only; 0 where boxes reach from them into the numbers."""
    boxes = table.boxes
    labels = min(box.position for box in boxes if box.cell)
    crossing = any(box.position < labels < box.position + box.positions for box in boxes)
    return 0 if crossing else labels


def _measure(model: TableModel, room: QSize, widget: QWidget) -> tuple[list[int], list[int]]:
    """Widths of the columns and heights of the lines, in pixels.

    In a table of many lines the numbers have columns of one width and the labels all the rest, so that the way from
    label to number stays short; other tables share the width as the form does.
    """
    labels = _labels(model.table)
    need = _number_widths(model, widget)
    if labels == len(_LABELS) and _tall(model.table):
        widths = _beside_labels(room.width(), need, _unit(widget), last=bool(model.last_texts))
    else:
        widths = _shared(model, room.width(), need, labels, widget)
    # What is left goes to the widest column, so that the right edges meet.
    widest = widths.index(max(widths))
    widths[widest] += max(0, room.width() - sum(widths))
    return widths, _line_heights(model, widths, room.height(), widget)


def _tall(table: Table) -> bool:
    return len(table.lines) > _ROOMY


def _unit(widget: QWidget) -> float:
    """By how much the letters are larger than usual."""
    return widget.font().pointSizeF() / QApplication.font().pointSizeF() * theme.scaled(100) / 100


def _beside_labels(room: int, need: list[int], unit: float, *, last: bool) -> list[int]:
    """Where there is little room the longest labels give first, then the numbers, then all labels once more."""
    *groups, longest = (round(each * unit) for each in _LABELS)
    usual, least = (round(each * unit) for each in (_WITH_LAST if last else _NUMBERS))
    count = len(need) - len(_LABELS)
    left = room - sum(groups) - round(_LEAST_LABEL * unit)
    number = max(least, min(usual, left // count))
    numbers = [max(number, each) for each in need[len(_LABELS) :]]
    labels = [*groups, max(round(_LEAST_LABEL * unit), min(longest, room - sum(groups) - sum(numbers)))]
    lacking = max(0, sum(labels) + sum(numbers) - room)
    for at in reversed(range(len(labels))):
        given = min(lacking, labels[at] - round(_LEAST_OF_ALL[at] * unit))
        labels[at], lacking = labels[at] - given, lacking - given
    return [*labels, *numbers]


def _shared(model: TableModel, room: int, need: list[int], labels: int, widget: QWidget) -> list[int]:
    shares = model.table.widths
    em = widget.fontMetrics().horizontalAdvance("国")
    least = [max(int(_LEAST * em), each) for each in need]
    widths = [max(need, int(room * share / sum(shares))) for need, share in zip(least, shares, strict=True)]
    if labels and sum(widths) > room:
        # Numbers must not be cut; words can be broken into more lines.
        left = max(_LEAST_LABELS * em, room - sum(widths[labels:]))
        widths[:labels] = [int(left * share / sum(shares[:labels])) for share in shares[:labels]]
    return widths


def _number_widths(model: TableModel, widget: QWidget) -> list[int]:
    """What the longest number of every column needs, in pixels, with last year's beside it."""
    found = _longest(model)
    return [
        cell_signs.pair_width(widget, text, last) + _PAD * (not last) if weight else 0 for weight, text, last in found
    ]


def _longest(model: TableModel) -> list[tuple[int, str, str]]:
    """By column how much room its longest number takes, that number, and last year's that stands beside it."""
    found = [(0, "", "")] * model.columnCount()
    for cell, box in model.box_of.items():
        if box.positions == 1:
            text, last = model.text_of(cell), model.last_texts.get(cell, "")
            # This year's stands in the middle: last year's, which is smaller, takes its room twice.
            found[box.position] = max(found[box.position], (2 * len(text) + 3 * len(last), text, last))
    return found


def _line_heights(model: TableModel, widths: list[int], room: int, widget: QWidget) -> list[int]:
    """The height of every line in pixels. Words of boxes over several lines share what these have; what room is left
    below makes all lines of numbers a little higher.
    """
    metrics, unit = widget.fontMetrics(), _unit(widget)
    em = metrics.horizontalAdvance("国")
    usual = max(metrics.height() + 2, round(_LINE * unit)) if _tall(model.table) else metrics.height() + _PAD * 2
    heights = [usual] * len(model.table.lines)
    heads = model.table.header_lines
    for line in range(heads):
        heights[line] = round(_HEAD_LINE * unit)
    worded = [box for box in model.table.boxes if not box.cell]
    for box in sorted(worded, key=lambda box: box.lines):
        width = sum(widths[box.position : box.position + box.positions]) - _PAD
        text = str(model.index(box.line, box.position).data())
        need = _words_height(metrics, em, width, text) + _HEAD_PAD
        have = sum(heights[box.line : box.line + box.lines])
        if need > have:
            heights[box.line + box.lines - 1] += need - have
    if _tall(model.table) and (spare := room - sum(heights)) > 0:
        more = min(round(_HIGHEST * unit) - usual, spare // (len(heights) - heads))
        heights[heads:] = [high + max(0, more) for high in heights[heads:]]
    return heights


def _words_height(metrics: QFontMetrics, em: int, width: int, text: str) -> int:
    """How high those words are, broken into lines of that width."""
    if len(text) * em <= width:
        return metrics.height()  # no letter is wider than a Chinese one; to ask Qt takes longer than all the rest
    return metrics.boundingRect(0, 0, max(width, 1), 10_000, int(Qt.TextFlag.TextWordWrap), text).height()
