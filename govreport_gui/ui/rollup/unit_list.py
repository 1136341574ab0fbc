"""The units: who has reported, in which state, with which result. Of thousands of lines only what is seen is asked."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from govreport_gui.core.findings.finding import VERDICT_NAMES
from govreport_gui.core.rollup.desk import STATES, Row, is_in
from govreport_gui.core.rollup.submission import called
from govreport_gui.ui.widgets import labels, signs, theme
from govreport_gui.ui.widgets.line_table import LineTable

HEADS: Final = ("", "单位", "状态", "结果", "文件")
_SIGN, _UNIT, _STATE, _RESULT, _FILE = range(5)
_WIDTHS: Final = (28, 0, 62, 84, 0)
"""Pixels; the unit takes the rest, with the file where that is shown."""
_YEAR: Final = 44
"""Of the state where it is a year."""
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_SIGNS: Final = {"must_fix": "must_fix", "unfinished": "unfinished", "explain": "explain", "pass": "done"}
_ORDER: Final = ("must_fix", "unfinished", "explain", "pass")


def sign_of(row: Row) -> str:
    """The sign before a line."""
    if row.submission is None:
        return "must_fix" if row.why else "optional"
    return "notice" if row.why else _SIGNS[row.submission.verdict]


def state_of(row: Row) -> str:
    """The state in a word."""
    if row.why:
        return "未计入" if row.submission else "读不出"
    if row.alone and row.submission is not None:
        return f"{row.submission.document.year or '不明'}"
    # Another state has been said by somebody who knows.
    return "名单外" if not row.expected and row.state == "received" else STATES[row.state]


def result_of(row: Row) -> str:
    """The result of the check in a word; of what does not count, why."""
    if row.submission is None or row.why:
        return row.left_out
    if row.slips:
        return f"{row.slips} 处有错"
    if row.doubtful:
        return "读入存疑"
    if row.submission.verdict == "explain":
        return "需说明"
    said = row.submission.verdict == "pass" and any(each.explanation for each in row.submission.findings)
    return "附说明" if said else VERDICT_NAMES[row.submission.verdict]


class UnitModel(QAbstractTableModel):
    """The lines that are shown: of one kind, with some words in their name, in some order."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[Row] = ()
        self.shown: list[Row] = []
        self._kind, self._words = "all", ""
        self._by, self._down = -1, False

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these lines."""
        self._all = rows
        self._arrange()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, _STATE, _STATE)

    @property
    def alone(self) -> bool:
        """Whether the lines are reports that are only checked."""
        return any(row.alone for row in self._all)

    @property
    def files_told(self) -> bool:
        """Whether there is a column of files: where reports are only checked, and only their files tell some apart.
        In a collection it is said why another line of the unit does not count.
        """
        return any(row.several and row.alone for row in self._all)

    def narrow(self, kind: str, words: str) -> None:
        """Show lines of that kind whose unit or file has those words."""
        if (kind, words) != (self._kind, self._words):
            self._kind, self._words = kind, words
            self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._by, self._down = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        words = self._words.strip()
        self.shown = [
            row
            for row in self._all
            if is_in(row, self._kind) and (not words or words in row.unit or words in called(row.file))
        ]
        if self._by >= 0:
            self.shown.sort(key=lambda row: _key(row, self._by), reverse=self._down)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.AccessibleTextRole and section == _SIGN:
            return "标志"
        if role == _Role.DisplayRole and section == _STATE and self.alone:
            return "年度"
        return HEADS[section] if role == _Role.DisplayRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401, PLR0911
        row, column = self.shown[index.row()], index.column()
        if role == _Role.DisplayRole:
            file = called(row.file) if row.several else ""
            return ("", row.unit, state_of(row), result_of(row), file)[column]
        if role == _Role.DecorationRole and column == _SIGN:
            return signs.icon(sign_of(row))
        if role == _Role.ForegroundRole and column == _RESULT:
            return theme.colour("must_fix" if row.slips and not row.why else "ink2")
        if role == _Role.ForegroundRole and column in (_STATE, _FILE):
            return theme.colour("ink2")
        if role == _Role.ToolTipRole:
            return labels.plain("\n".join(self._told(row)))
        if role == _Role.AccessibleTextRole:
            said = "，".join(each for each in (state_of(row), result_of(row)) if each)
            file = f"，{called(row.file)}" if row.several else ""
            return {_UNIT: f"{row.unit}，{said}{file}", _SIGN: said}.get(column, self.data(index) or "无")
        return None

    @staticmethod
    def _told(row: Row) -> list[str]:
        submission = row.submission
        return [
            each
            for each in (
                row.unit,
                called(row.file) if row.file else "",
                row.why,
                "" if row.expected else "不在应报单位中",
                f"备注：{row.note}" if row.note else "",
                *(submission.told[:5] if submission else ()),
            )
            if each
        ]


def _key(row: Row, column: int) -> Any:  # noqa: ANN401  # of one kind in each column
    if column == _UNIT:
        return row.unit
    if column == _FILE:
        return called(row.file)
    if column == _STATE and row.alone:
        return (bool(row.why), 0, state_of(row))
    if column == _STATE:
        return (bool(row.why), list(STATES).index(row.state), "")
    verdict = row.submission.verdict if row.submission else ""
    rank = _ORDER.index(verdict) if verdict in _ORDER else len(_ORDER)
    return (bool(row.why), rank, -row.slips)


class UnitList(LineTable):
    """Shows the lines. `moved`: another one is current; `opened`: the current one is to be opened."""

    moved = Signal()
    opened = Signal()

    def __init__(self) -> None:
        units = UnitModel()
        super().__init__("单位", units, _WIDTHS)
        self.units = units
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.pressed_open.connect(self._open)
        head = self.horizontalHeader()
        head.moveSection(_FILE, _STATE)
        self.setColumnHidden(_FILE, True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.sortIndicatorChanged.connect(self._sort)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit())

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        here = self.current
        self.units.sort(column, order)
        self.go_to(here)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these lines; the unit that was current stays so."""
        here = self.current
        self.units.show_rows(rows)
        self.setColumnHidden(_FILE, not self.units.files_told)
        self.setColumnWidth(_STATE, theme.scaled(_YEAR if self.units.alone else _WIDTHS[_STATE]))
        self.go_to(here)

    def narrow(self, kind: str, words: str) -> None:
        """Show only lines of that kind with those words."""
        here = self.current
        self.units.narrow(kind, words)
        self.go_to(here)

    @property
    def current(self) -> Row | None:
        """The line that is current."""
        at = self.currentIndex().row()
        return self.units.shown[at] if 0 <= at < len(self.units.shown) else None

    @property
    def chosen(self) -> list[Row]:
        """All lines that are selected."""
        found = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.units.shown[at] for at in found]

    def go_to(self, row: Row | None) -> bool:
        """Make that unit's line current, or the first; whether it is shown."""
        shown = self.units.shown
        places = [at for at, each in enumerate(shown) if row is not None and each.unit == row.unit]
        exact = next((at for at in places if row is not None and shown[at].file == row.file), None)
        at = exact if exact is not None else places[0] if places else 0
        if self.units.shown:
            self.go_to_line(at)
        self.moved.emit()
        return bool(places)

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit()
