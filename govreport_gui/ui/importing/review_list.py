"""The cells that were read: doubtful ones first, zeros folded. Everything can be done by keys."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from govreport_gui.core.importing.review import Item, Review
from govreport_gui.ui.importing.cutouts import Cutouts
from govreport_gui.ui.importing.review_rows import ITEM, READ, WRITTEN, Boxes, row_of
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.widgets.keys import ENTER

_HEADS: Final = ("级别", "位置", "原文", "读作", "疑点")
_WIDTHS: Final = (40, 210, 92, 92, 100)
_NARROW: Final = (36, 120, 72, 64, 84)
_WIDE: Final = 640
"""Pixels of the list from which on the columns are wide."""
_PICTURE: Final = 150
"""Pixels of a column in which the source is shown as it looks on paper."""
_LONGEST: Final = 200
"""Pixels of a number beyond which it is cut after all: what somebody typed may be of any length."""
DOUBTFUL, NUMBERS, ALL = "doubtful", "numbers", "all"


class ReviewList(QTreeWidget):
    """Shows a review. `moved`: another item is current; `confirmed`: what the current one says is right;
    `typed`: a cell and what stands there instead; `second_wanted`: the other reading of the current one is right.
    """

    moved = Signal()
    confirmed = Signal()
    typed = Signal(str, str)
    second_wanted = Signal()

    def __init__(self, cutouts: Cutouts | None = None) -> None:
        """`cutouts`: what a scan looks like in each cell, shown in place of what was read there."""
        super().__init__()
        self._pictured = cutouts is not None
        self._longest = 0
        self.setAccessibleName("读入结果")
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setColumnCount(len(_HEADS))
        self.setHeaderLabels(_HEADS)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(not self._pictured)
        self.setWordWrap(self._pictured)
        # What shows it would tint pictures.
        self.setAllColumnsShowFocus(not self._pictured)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._boxes = Boxes(self, self.typed.emit, cutouts)
        self.setItemDelegate(self._boxes)
        head = self.header()
        head.setStretchLastSection(True)
        head.setSectionsMovable(False)
        head.setMinimumSectionSize(theme.XXL)
        for column in (WRITTEN, READ):
            self.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.currentItemChanged.connect(lambda *_: self.moved.emit())
        self.itemDoubleClicked.connect(lambda *_: self._edit(None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Give each column its width: that of the numbers what the longest of them takes, so that none is cut."""
        narrow = self.width() < theme.scaled(_WIDE)
        widths = [theme.scaled(wide) for wide in (_NARROW if narrow else _WIDTHS)]
        if self._pictured:
            widths[WRITTEN] = theme.scaled(_PICTURE)
        widths[READ] = min(max(widths[READ], self._longest), theme.scaled(_LONGEST))
        if narrow:  # the doubt is said below the list too
            widths[1] = max(widths[1], self.viewport().width() - sum(widths) + widths[1])
        # Qt makes the last one wider by itself, but not narrower again when a scroll bar comes.
        widths[-1] = max(self.viewport().width() - sum(widths[:-1]), theme.XXL)
        for column, wide in enumerate(widths):
            self.header().resizeSection(column, wide)

    # ── what it holds ────────────────────────────────────────────────

    def show_review(self, review: Review, confirmed: Iterable[str], wanted: str) -> None:
        """Show that; the same cell stays the current one. `wanted`: DOUBTFUL first, NUMBERS only, or ALL in order."""
        done = frozenset(confirmed)
        before = self.current
        self.blockSignals(True)
        self.clear()
        letters = QFontMetrics(theme.sized(self.font(), theme.TITLE) if self._pictured else self.font())
        texts = (each.text for each in review.cells)
        self._longest = max((letters.horizontalAdvance(each) for each in texts), default=0) + 2 * (theme.XS + theme.M)
        self._share()
        if wanted == ALL:
            self._group("", review.cells, done)
        elif wanted == NUMBERS:
            self._group("", [each for each in review.cells if not (each.zero or each.blank)], done)
        else:
            self._by_doubt(review, done)
        self.blockSignals(False)
        self.go_to(before)

    def _by_doubt(self, review: Review, done: frozenset[str]) -> None:
        open_ = [each for each in review.doubtful if each.matter not in done]
        looked = [each for each in review.doubtful if each.matter in done]
        filled = [each for each in review.certain if not (each.zero or each.blank)]
        zeros = [each for each in review.certain if each.zero]
        blanks = [each for each in review.certain if each.blank]
        many = len({each.matter for each in open_})
        self._group(f"待确认 {many} 处", open_, done)
        self._group(f"已确认 {len({each.matter for each in looked})} 处", looked, done)
        self._group(f"无疑点，有数字 {len(filled)} 格", filled, done)
        self._group(f"为 0 的 {len(zeros)} 格", zeros, done, folded=True)
        self._group(f"空白的 {len(blanks)} 格", blanks, done, folded=True)

    def _group(self, name: str, items: Iterable[Item], done: frozenset[str], *, folded: bool = False) -> None:
        rows = [row_of(each, confirmed=each.matter in done, pictured=self._pictured) for each in items]
        if not rows:
            return
        if not name:
            self.addTopLevelItems(rows)
            return
        head = QTreeWidgetItem([f"{'›' if folded else ''} {name}".strip()])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled | (Qt.ItemFlag.ItemIsSelectable if folded else Qt.ItemFlag.NoItemFlags))
        font = self.font()
        font.setBold(not folded)
        head.setFont(0, font)
        for column in range(len(_HEADS)):
            head.setBackground(column, theme.colour("head"))
            head.setData(column, Qt.ItemDataRole.AccessibleTextRole, name)
        if folded:
            head.setForeground(0, theme.colour("ink2"))
            head.setToolTip(0, "回车或 → 展开")
        self.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)
        head.addChildren(rows)
        head.setSizeHint(0, QSize(0, theme.scaled(theme.LINE)))
        head.setExpanded(not folded)

    # ── the current item ─────────────────────────────────────────────

    @property
    def current(self) -> Item | None:
        """The item that the clerk is at; None at a head."""
        row = self.currentItem()
        return row.data(0, ITEM) if row is not None else None

    def go_to(self, item: Item | None) -> None:
        """Make the row of that item the current one; where there is none, the first."""
        same = [row for row in self._rows() if item is not None and _same(row.data(0, ITEM), item)]
        found = same or self._rows()
        if found:
            self.setCurrentItem(found[0])
            self.scrollToItem(found[0])
        self.moved.emit()

    def _rows(self) -> list[QTreeWidgetItem]:
        """The rows of items in the order shown, folded ones too."""
        found = []
        for at in range(self.topLevelItemCount()):
            top = self.topLevelItem(at)
            if top is None:
                continue
            children = [child for row in range(top.childCount()) if (child := top.child(row)) is not None]
            found.extend(children or [top])
        return [row for row in found if row.data(0, ITEM) is not None]

    def go_to_open(self, confirmed: Iterable[str], step: int = 1) -> bool:
        """Go to the next doubt that nobody has confirmed, round the end; whether there is one."""
        done = frozenset(confirmed)
        rows = self._rows()
        open_ = [at for at, row in enumerate(rows) if row.data(0, ITEM).matter not in {"", *done}]
        if not open_:
            return False
        here = self.currentItem()
        at = rows.index(here) if here in rows else -1
        matter = here.data(0, ITEM).matter if here in rows else ""
        other = [each for each in open_ if rows[each].data(0, ITEM).matter != matter] or open_
        # The first row of each matter.
        firsts = list({rows[each].data(0, ITEM).matter: each for each in reversed(other)}.values())
        after = sorted((each for each in firsts if (each > at if step > 0 else each < at)), reverse=step < 0)
        before = sorted(firsts, reverse=step < 0)
        wanted = rows[(after or before)[0]]
        self.setCurrentItem(wanted)
        self.scrollToItem(wanted)
        return True

    # ── keys ─────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, item = Qt.Key, self.current
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        row = self.currentItem()
        if self.state() == QAbstractItemView.State.EditingState:
            return  # what the box leaves over: the Enter that ends it
        if event.key() in ENTER and alt:
            self.second_wanted.emit()
        elif event.key() in ENTER and item is None and row is not None:
            row.setExpanded(not row.isExpanded())
        elif event.key() in ENTER:
            self.confirmed.emit()
        elif event.key() == keys.Key_F2:
            self._edit(None)
        elif event.key() == keys.Key_Delete and item is not None and item.cell:
            self.typed.emit(item.cell, "")
        elif plain and event.text().strip() and event.text().isprintable() and item is not None and item.cell:
            self._edit(event.text())
        else:
            super().keyPressEvent(event)

    def _edit(self, begun: str | None) -> None:
        """Open the box for the number of the current cell, with what stands there or with what is being typed."""
        item, row = self.current, self.currentItem()
        if item is None or not item.cell or row is None:
            return
        self.editItem(row, READ)
        if self._boxes.box is not None and begun is not None:
            self._boxes.box.setText(begun)


def _same(one: Item, other: Item) -> bool:
    return one.cell == other.cell and (bool(one.cell) or one.matter == other.matter)
