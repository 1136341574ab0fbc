"""Finds words on screen that have no room: of labels, buttons, entries, heads of lists, boxes of tables."""

from collections.abc import Iterator
from functools import singledispatch

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from govreport_gui.ui.widgets.labels import CutLabel

_SPARE = 1
"""Qt rounds widths of texts; so many pixels are no cut."""


def cut_words(window: QWidget) -> Iterator[str]:
    """A sentence for each text in the window that is not wholly seen. What scrolls is looked at where it lies."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window.window():
            for text in _cut(widget):
                yield f"{type(widget).__name__} {widget.size().toTuple()}: {text}"


_BESIDE = 4
"""The least between words and the edge of a button."""


@singledispatch
def _cut(_widget: QWidget) -> Iterator[str]:
    yield from ()


@_cut.register
def _(label: QLabel) -> Iterator[str]:
    if isinstance(label, CutLabel) or not label.text():
        return  # is cut with …, and whole in its tool tip
    wraps = label.wordWrap()
    need = label.heightForWidth(label.width()) if wraps else label.sizeHint().width()
    if need > (label.height() if wraps else label.width()) + _SPARE:
        yield label.text()


@_cut.register
def _(button: QAbstractButton) -> Iterator[str]:
    if isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        return  # it says its name where the mouse rests
    need = button.sizeHint().width()
    if isinstance(button, QPushButton) and button.menu() is None:
        # What it keeps free beside its words may give way.
        sign = 0 if button.icon().isNull() else button.iconSize().width() + _BESIDE
        words = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
        need = min(need, words + sign + 2 * _BESIDE)
    narrow = need > button.width() + _SPARE
    if button.text() and (narrow or button.height() < button.fontMetrics().height()):
        yield button.text()


@_cut.register
def _(group: QGroupBox) -> Iterator[str]:
    if group.fontMetrics().horizontalAdvance(group.title()) > group.width():
        yield group.title()


@_cut.register
def _(line: QLineEdit) -> Iterator[str]:
    hint = "" if line.text() else line.placeholderText()
    if line.fontMetrics().horizontalAdvance(hint) > line.contentsRect().width():
        yield hint


@_cut.register
def _(bar: QMenuBar) -> Iterator[str]:
    for action in bar.actions():
        if action.isVisible() and not bar.rect().contains(bar.actionGeometry(action)):
            yield action.text()


@_cut.register
def _(head: QHeaderView) -> Iterator[str]:
    model, across = head.model(), head.orientation() == Qt.Orientation.Horizontal
    if model is None or not across or not head.height():
        return
    for section in range(head.count()):
        text = str(model.headerData(section, head.orientation()) or "")
        if not head.isSectionHidden(section) and head.fontMetrics().horizontalAdvance(text) > head.sectionSize(section):
            yield text


@_cut.register
def _(grid: QTableView) -> Iterator[str]:
    model = grid.model()
    if model is None:
        return
    for line in range(model.rowCount()):
        for position in range(model.columnCount()):
            index = model.index(line, position)
            text, room = str(index.data() or ""), grid.visualRect(index)
            if not text or grid.isRowHidden(line) or grid.isColumnHidden(position) or room.isEmpty():
                continue
            if text in str(index.data(Qt.ItemDataRole.ToolTipRole) or ""):
                continue  # is cut with …, and whole in its tool tip
            wraps = Qt.TextFlag.TextWordWrap if grid.wordWrap() else Qt.TextFlag.TextExpandTabs
            need = grid.fontMetrics().boundingRect(QRect(0, 0, room.width() - 4, 10_000), int(wraps), text)
            if need.width() > room.width() + _SPARE or need.height() > room.height() + _SPARE:
                yield text
