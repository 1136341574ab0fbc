"""How a report is drawn in the list of the start page: unit above folder, year, state, how far, result, last change."""

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from govreport_gui.core.report.states import STATES
from govreport_gui.files.known.reports import COLLECTION, LEDGER, About
from govreport_gui.ui.widgets import signs, theme
from govreport_gui.ui.widgets.icons import icon

HEADS: Final = ("单位", "年度", "状态", "填报进度（格）", "核对结果", "最后修改")
UNIT, YEAR, STATE, PROGRESS, RESULT, CHANGED = range(6)
WIDE: Final = (0, 56, 100, 150, 150, 96)
NARROW: Final = (0, 48, 86, 78, 132, 90)
"""Widths of the columns in pixels; the first takes what is left. In a narrow window progress is numbers alone."""
ABOUT: Final = Qt.ItemDataRole.UserRole
"""Under which a row holds what is known of its report."""
FOLDER: Final = Qt.ItemDataRole.UserRole + 1
SIGN: Final = Qt.ItemDataRole.UserRole + 2
HOW: Final = Qt.ItemDataRole.UserRole + 3
"""Under which a row says what is wrong with its file, as a sentence."""
_ICONS: Final = {
    COLLECTION: "layers",
    LEDGER: "list-checks",
    "draft": "circle-dot",
    "checked": "check",
    "in_review": "clipboard-check",
    "final": "lock",
    "published": "globe",
    "submitted": "send",
    "returned": "undo-2",
}
_COUNTED: Final = {COLLECTION: " 个单位", LEDGER: " 件"}
_ROW, _SIGN, _BAR = 40, 14, 3
_PROGRESS: Final = QSize(78, 4)
_SIDE: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE: Final = Qt.TextElideMode.ElideMiddle
_Index = QModelIndex | QPersistentModelIndex


class ReportRow(QStyledItemDelegate):
    """Draws the row of a report. Two years of one unit differ in a column that is never cut."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, theme.scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box: QRect = option.rect
        painter.save()
        if chosen:
            painter.fillRect(box, theme.colour("soft"))
            if index.column() == UNIT:
                painter.fillRect(box.x(), box.y(), _BAR, box.height(), theme.colour("accent"))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.colour("line"))
        about: About | None = index.sibling(index.row(), UNIT).data(ABOUT)
        room = box.adjusted(theme.M if index.column() == UNIT else theme.S - 2, 0, -theme.XS, -1)
        painter.setFont(theme.sized(option.font, theme.BODY, bold=index.column() == YEAR))
        painter.setPen(theme.colour("ink2" if index.column() in (PROGRESS, CHANGED) else "ink"))
        text = str(index.data() or "")
        if index.column() == UNIT:
            self._unit(painter, room, index, bold=chosen)
        elif index.column() == STATE and about is not None:
            _signed(painter, room, icon(_ICONS[about.state]), text)
        elif index.column() == PROGRESS and about is not None:
            _progress(painter, room, about, text)
        elif index.column() == RESULT and (sign := index.data(SIGN)):
            _signed(painter, room, signs.icon(sign), text)
        else:
            _cut(painter, room, text)
        painter.restore()

    def _unit(self, painter: QPainter, room: QRect, index: _Index, *, bold: bool) -> None:
        """Two lines: the unit, in the middle of which something may be left out, and the folder."""
        high = painter.fontMetrics().height()
        top = room.y() + (room.height() - 2 * high) // 2
        painter.setFont(theme.sized(painter.font(), theme.BODY, bold=bold))
        _cut(painter, QRect(room.x(), top, room.width(), high), str(index.data()))
        painter.setFont(theme.sized(painter.font(), theme.BODY))
        painter.setPen(theme.colour("ink2"))
        _cut(painter, QRect(room.x(), top + high, room.width(), high), str(index.data(FOLDER)))


def state_of(about: About) -> str:
    """In which state a report is, or that it is a collection of many, or a ledger."""
    return STATES.get(about.state) or ("台账" if about.state == LEDGER else "汇总")


def progress_of(about: About) -> str:
    """How many of its cells are filled in, of its units have reported, of its applications are answered."""
    return f"{about.filled}/{about.inputs}" + _COUNTED.get(about.state, "")


def _cut(painter: QPainter, room: QRect, text: str) -> None:
    painter.drawText(room, _SIDE, painter.fontMetrics().elidedText(text, _MIDDLE, room.width()))


def _signed(painter: QPainter, room: QRect, sign: QIcon, text: str) -> None:
    """A sign and words beside it."""
    sign.paint(painter, QRect(room.x(), room.center().y() - _SIGN // 2 + 1, _SIGN, _SIGN))
    _cut(painter, room.adjusted(_SIGN + theme.S - 2, 0, 0, 0), text)


def _progress(painter: QPainter, room: QRect, about: About, text: str) -> None:
    """A bar as far as the report is filled in, where there is room, and the numbers."""
    beside = _PROGRESS.width() + theme.S
    if room.width() > beside + painter.fontMetrics().horizontalAdvance(text):
        bar = QRect(room.x(), room.center().y() - 1, _PROGRESS.width(), _PROGRESS.height())
        painter.fillRect(bar, theme.colour("frame"))
        painter.fillRect(bar.adjusted(1, 1, -1, -1), theme.colour("head"))
        done = bar.adjusted(1, 1, -1, -1)
        done.setWidth(round(done.width() * about.filled / max(about.inputs, 1)))
        painter.fillRect(done, theme.colour("ink2"))
        room = room.adjusted(beside, 0, 0, 0)
    _cut(painter, room, text)


def when(changed: int, now: datetime) -> str:
    """When a file was changed, given in nanoseconds, as people say it: 今天 10:32, 昨天 16:41, 2021-01-28."""
    try:
        at = datetime.fromtimestamp(changed / 1e9)  # noqa: DTZ006  # the clerk's own clock
    except (OSError, OverflowError, ValueError):
        return ""
    for days, name in enumerate(("今天", "昨天")):
        if at.date() == now.date() - timedelta(days=days):
            return f"{name} {at:%H:%M}"
    return f"{at:%Y-%m-%d}"
