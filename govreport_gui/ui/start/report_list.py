"""The reports that the clerk knows: unit, year, state, how far, result, last change. To open, to take off the list."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem

from govreport_gui.files import clock
from govreport_gui.files.known.looking import Looking
from govreport_gui.files.known.reports import COLLECTION, LEDGER, NO_REPORTS, About, Seen
from govreport_gui.files.names import readable
from govreport_gui.ui.start import report_row
from govreport_gui.ui.start.report_row import (
    ABOUT,
    CHANGED,
    FOLDER,
    HEADS,
    HOW,
    PROGRESS,
    RESULT,
    SIGN,
    STATE,
    UNIT,
    YEAR,
)
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.keys import ENTER

_POLL: Final = 40
"""Milliseconds between looks at what has been found out."""
_AT_ONCE: Final = 0.2
"""Seconds that opening waits for the disk to say something; after that the window goes on meanwhile."""
_NARROW: Final = 640
"""Width under which progress is numbers alone, in pixels."""
_GONE: Final = "未找到文件"
_SILENT: Final = "位置没有响应"
_FAR: Final = {COLLECTION: "已报 {}", LEDGER: "已办结 {}"}
_UNREADABLE: Final = "无法读取"
_HOW: Final = {
    _GONE: "文件已移动、改名或删除，或所在的U盘、网络位置未连接。",
    _SILENT: "所在的U盘、网络位置没有响应，连接后自动显示。",
}


class ReportList(QTreeWidget):
    """Enter or a double click opens, Delete takes off the list and leaves the file."""

    # As objects: what is in a name that is no UTF-8, Qt's own texts lose.
    chosen = Signal(object)
    """This file is to be opened."""
    forgotten = Signal(object)
    """This file is not to be listed any more."""
    moved = Signal()
    """Another row is chosen, or more is known of it."""
    silent = Signal(object)
    """This file is wanted and its place does not answer."""

    def __init__(self, seen: Mapping[str, Seen]) -> None:
        """`seen`: what was found the last time."""
        super().__init__()
        self.setHeaderLabels(HEADS)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(report_row.ReportRow(self))
        self.setAccessibleName("年报")
        head = _Head(self)
        self.setHeader(head)
        head.setStretchLastSection(False)
        head.setFixedHeight(theme.scaled(theme.LINE))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(UNIT, QHeaderView.ResizeMode.Stretch)
        self.seen = dict(seen)
        """What is known of the files, by path."""
        self._listed: tuple[str, ...] = ()
        self._words = ""
        self._looking: list[Looking] = []
        self._painted = False
        self._wanted, self._news = "", 0
        self._poll = QTimer(self, interval=_POLL)
        self._poll.timeout.connect(self._show_found)
        self.currentItemChanged.connect(lambda *_: self.moved.emit())
        self.itemActivated.connect(lambda _item: self.open())

    # ── what is listed ───────────────────────────────────────────────

    def show_files(self, names: tuple[str, ...]) -> None:
        """List these, with what is known of them, and look at those that have not been looked at."""
        at = max(0, self.currentIndex().row())
        self.clear()
        self._listed = names
        self.seen = {name: seen for name, seen in self.seen.items() if name in names}
        items = []
        for name in names:
            item = QTreeWidgetItem()
            item.setData(UNIT, FOLDER, readable(str(Path(name).parent)))
            items.append(item)
        self.addTopLevelItems(items)
        for item, name in zip(items, names, strict=True):
            self._fill(item, name)
        if items:
            self.setCurrentItem(items[min(at, len(items) - 1)])
        self.narrow_down(self._words)
        if self._painted:
            self._look()

    def narrow_down(self, words: str) -> int:
        """List only the reports in whose unit, year, state, result or place all these words are; how many there are."""
        self._words, wanted = words, words.casefold().split()
        shown = []
        for item in self._items():
            said = self._said(item).casefold()
            item.setHidden(not all(word in said for word in wanted))
            shown += [item] * (not item.isHidden())
        current = self.currentItem()
        if shown and (current is None or current.isHidden()):
            self.setCurrentItem(shown[0])
        return len(shown)

    @property
    def path(self) -> str:
        """The file of the chosen row; "" where none is in sight."""
        item = self.currentItem()
        return "" if item is None or item.isHidden() else self._listed[self.indexOfTopLevelItem(item)]

    @property
    def is_report(self) -> bool:
        """Whether the chosen row is a report, as far as is known."""
        about = self.seen.get(self.path, Seen()).about
        return about is None or about.state not in NO_REPORTS

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _said(self, item: QTreeWidgetItem) -> str:
        """All that a row says."""
        about: About | None = item.data(UNIT, ABOUT)
        far = _FAR.get(about.state if about is not None else "", "已填 {} 格")
        forms = (
            (UNIT, "{}"),
            (YEAR, "{} 年度"),
            (STATE, "{}"),
            (PROGRESS, far),
            (RESULT, "{}"),
            (CHANGED, "最后修改 {}"),
        )
        words = [form.format(text) for column, form in forms if (text := item.text(column))]
        return "，".join((*words, str(item.data(UNIT, FOLDER)), *filter(None, (item.data(UNIT, HOW),))))

    def _fill(self, item: QTreeWidgetItem, name: str) -> None:
        """Show in a row what is known of that file now."""
        seen = self.seen.get(name, Seen())
        about, found = seen.about, self._found(name)
        trouble = ""
        if found is not None and found.about is None:
            trouble = _UNREADABLE if found.why else _GONE
        elif any(each.silent(name) for each in self._looking):
            trouble = _SILENT
        known = about is not None and not trouble
        item.setText(UNIT, (about.unit if about else "") or readable(Path(name).stem))
        item.setText(YEAR, str(about.year or "") if about else "")
        item.setText(STATE, report_row.state_of(about) if known and about else "")
        item.setText(PROGRESS, report_row.progress_of(about) if known and about else "")
        item.setText(RESULT, trouble or (about.result if about else ""))
        item.setText(CHANGED, report_row.when(seen.changed, clock.now()) if known else "")
        item.setData(UNIT, ABOUT, about if known else None)
        if item is self.currentItem():
            self.moved.emit()
        item.setData(RESULT, SIGN, "optional" if trouble else about.sign if about else "")
        how = (found.why if found else "") or _HOW.get(trouble, "")
        tip = "\n".join(each for each in (item.text(UNIT), readable(name), how) if each)
        item.setData(UNIT, HOW, how)
        for column in range(len(HEADS)):
            item.setToolTip(column, labels.plain(tip))
        item.setData(UNIT, Qt.ItemDataRole.AccessibleTextRole, self._said(item))

    # ── found out meanwhile ──────────────────────────────────────────

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        """Look at the files, once what is remembered of them is painted."""
        new = tuple(name for name in self._listed if all(name not in each.paths for each in self._looking))
        if new:
            self._looking.append(Looking(new, self.seen))
            self._poll.start()

    def _found(self, name: str) -> Seen | None:
        return next((each.found[name] for each in self._looking if name in each.found), None)

    def _show_found(self) -> None:
        """Show what has been found out since, and open what was wanted meanwhile."""
        for each in self._looking:
            each.look()
        news = sum(each.news for each in self._looking)
        if news != self._news:
            self._news = news
            self._show_news()
        if all(each.done for each in self._looking):
            self._poll.stop()
        if wanted := self._wanted:
            self._open(wanted, 0)

    def _show_news(self) -> None:
        for item, name in zip(self._items(), self._listed, strict=True):
            found = self._found(name)
            if found is not None and found.about is not None:
                self.seen[name] = found
            self._fill(item, name)
        if self._words:
            self.narrow_down(self._words)

    def stop(self) -> None:
        """The list is over."""
        self._poll.stop()
        for each in self._looking:
            each.stop()

    # ── what can be done ─────────────────────────────────────────────

    def open(self) -> None:
        """Open the chosen report, as soon as its disk says something."""
        if name := self.path:
            self._look()
            self._open(name, _AT_ONCE)

    def _open(self, name: str, patience: float) -> None:
        (looking,) = [each for each in self._looking if name in each.paths]
        self._wanted = ""
        if looking.answers(name, patience):
            self.chosen.emit(name)
        elif looking.silent(name):
            self.silent.emit(name)
        else:
            self._wanted = name

    def forget(self) -> None:
        """Take the chosen report off the list."""
        if name := self.path:
            self.forgotten.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.forget()
        elif event.key() in ENTER:
            self.open()
        else:
            super().keyPressEvent(event)

    # ── looks ────────────────────────────────────────────────────────

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().drawRow(painter, option, index)
        if self.hasFocus() and index.row() == self.currentIndex().row():
            painter.setPen(theme.colour("accent"))
            for inset in (0, 1):
                painter.drawRect(option.rect.adjusted(inset, inset, -1 - inset, -2 - inset))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width() >= theme.scaled(_NARROW)
        for column, width in enumerate(report_row.WIDE if wide else report_row.NARROW):
            if width:
                self.setColumnWidth(column, theme.scaled(width))
        self.headerItem().setText(PROGRESS, HEADS[PROGRESS] if wide else HEADS[PROGRESS].partition("（")[0])


class _Head(QHeaderView):
    """The names of the columns. Drawn here: a style sheet for them would take longer than the whole list."""

    def __init__(self, parent: QTreeWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803  # Qt's own
        painter.fillRect(rect, theme.colour("head"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        painter.setPen(theme.colour("ink2"))
        left = theme.M if logicalIndex == UNIT else theme.S - 2
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            rect.adjusted(left, 0, 0, 0), side, str(self.model().headerData(logicalIndex, self.orientation()))
        )
