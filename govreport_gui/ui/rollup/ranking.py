"""数字来源: the units that give a total, the largest first, with share, last year's number and the change."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from govreport_gui.core.rollup.adding import Rollup
from govreport_gui.core.rollup.submission import LastSum, plain
from govreport_gui.core.values import Number, show
from govreport_gui.core.years.last_year import matching
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.widgets.line_table import LineTable

_HEADS: Final = ("单位", "数", "占比", "", "上年", "变动")
_WIDTHS: Final = (0, 52, 48, 44, 46, 50)
_SHARE, _BAR, _LAST, _CHANGE = 2, 3, 4, 5
_NAME: Final = 96
"""Pixels that a unit's name has at least."""
_HIGH: Final = 8
"""Of a bar, in pixels."""
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Giver:
    """A unit and what it gives: the number, its share of the total in percent, last year's number where known."""

    file: str
    unit: str
    number: Number
    share: Decimal | None
    last: Number | None


class Givers:
    """Who gives a cell of the sum, the largest first. Of thousands only those are worked out that are asked for."""

    def __init__(self, rollup: Rollup | None = None, last: LastSum | None = None, cell: str = "") -> None:
        self._rollup, self._last = rollup, last
        self._of = rollup.contributors.get(cell, ()) if rollup is not None else ()
        self._total = rollup.totals.get(cell, 0) if rollup is not None else 0
        self._theirs = matching(rollup.form, last.form, cell)[1] if rollup and last and cell else ()
        self.with_last = bool(self._theirs)
        """Whether last year's numbers are known."""
        self.most = max((abs(Decimal(number)) for _, number in (*self._of[:1], *self._of[-1:])), default=Decimal(0))
        """The largest number, without its sign."""

    def __len__(self) -> int:
        return len(self._of)

    def __getitem__(self, at: int) -> Giver:
        file, number = self._of[at]
        unit = self._rollup.name(file) if self._rollup is not None else ""
        known = self._last.by_unit.get(plain(unit)) if self._last is not None and self._theirs else None
        before = sum(known.get(each, 0) for each in self._theirs) if known is not None else None
        whole = Decimal(self._total)
        share = (Decimal(number) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None
        return Giver(file, unit, number, share, before)


def last_total(rollup: Rollup, last: LastSum | None, cell: str) -> Number | None:
    """Last year's sum beside that cell; None where it is not known."""
    ours, theirs = matching(rollup.form, last.form, cell) if last is not None else ((), ())
    if last is None or len(ours) != 1 or any(each not in last.totals for each in theirs):
        return None
    return sum(last.totals[each] for each in theirs)


def beside(now: Number, before: Number | None) -> str:
    """A total, with last year's and the change where that is known."""
    return show(now) + (f"　上年 {show(before)}　{change(now, before)}" if before is not None else "")


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows = Givers()

    def show_rows(self, rows: Givers) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return None if section == 0 else _RIGHT
        if role == _Role.AccessibleTextRole and section == _BAR:
            return "占比图"
        return _HEADS[section] if role == _Role.DisplayRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401, PLR0911
        row, column = self.rows[index.row()], index.column()
        if role == _Role.DisplayRole:
            share = "" if row.share is None else f"{row.share}%"
            last = "" if row.last is None else show(row.last)
            return (row.unit, show(row.number), share, "", last, change(row.number, row.last))[column]
        if role == _Role.TextAlignmentRole:
            return None if column == 0 else _RIGHT
        if role == _Role.ForegroundRole and column > 1:
            return theme.colour("ink2")
        if role == _Role.ToolTipRole and column == 0:
            return row.unit
        if role == _Role.AccessibleTextRole and column in (0, _BAR):
            share = f"占{row.share}%" if row.share is not None else "不计占比"
            return f"{row.unit}，{show(row.number)}，{share}" if column == 0 else share
        if role == _Role.AccessibleTextRole:
            return self.data(index) or "无"
        return None


def change(now: Number, before: Number | None) -> str:
    """+5, −3, 0; "" where nothing is known of the year before."""
    if before is None:
        return ""
    by = now - before
    return f"+{show(by)}" if by > 0 else f"−{show(-by)}" if by < 0 else "0"


class _Bars(QStyledItemDelegate):
    """Draws shares beside the numbers, never instead."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, _Model) or not len(model.rows):
            return
        most = model.rows.most
        number = abs(Decimal(model.rows[index.row()].number))
        place = option.rect
        high = theme.scaled(_HIGH)
        long = round((place.width() - theme.S) * float(number / most)) if most else 0
        top = place.top() + (place.height() - high) // 2
        painter.fillRect(place.left() + theme.XS, top, max(1, long), high, theme.colour("ink3"))


class Ranking(LineTable):
    """Shows who gives a cell. `opened`: the file of a unit that is wanted."""

    opened = Signal(str)

    def __init__(self) -> None:
        givers = _Model()
        super().__init__("数字来源", givers, _WIDTHS)
        self.givers = givers
        self.setItemDelegateForColumn(_BAR, _Bars(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.pressed_open.connect(self._open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """What is less needed gives way to the names of units."""
        with_last = self.givers.rows.with_last
        for column in range(1, len(_HEADS)):
            self.setColumnHidden(column, column in (_LAST, _CHANGE) and not with_last)
        for column in (_BAR, _SHARE, _CHANGE):
            others = sum(self.columnWidth(each) for each in range(1, len(_HEADS)) if not self.isColumnHidden(each))
            if self.viewport().width() - others >= theme.scaled(_NAME):
                break
            self.setColumnHidden(column, True)

    def show_givers(self, rows: Givers) -> None:
        """Show these, the first current."""
        self.givers.show_rows(rows)
        self._share_room()
        if len(rows):
            self.go_to_line(0)

    def _open(self) -> None:
        at = self.currentIndex().row()
        if 0 <= at < len(self.givers.rows):
            self.opened.emit(self.givers.rows[at].file)
