"""The column at the left: the parts, under them the states that the report passes through and the days that remain."""

from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document
from govreport_gui.ui.report.parts_list import NARROW, WIDE, PartsList
from govreport_gui.ui.widgets import labels, signs, theme
from govreport_gui.ui.widgets.icons import icon

_SIGN: Final = 14
_STATE: Final = 22
_LOW: Final = 560
"""Height of the column under which the states have no room, in pixels."""
_LOOKED_FORWARD: Final = 92
"""So many days before it the deadline is named."""


class PartsColumn(QWidget):
    """Parts, states and deadline of `editor`'s report."""

    def __init__(self, editor: ReportEditor, parts: PartsList) -> None:
        super().__init__()
        self.editor = editor
        self._parts = parts
        self.states = _States()
        self.deadline = labels.line()
        self._calendar = labels.line()
        self._foot = QWidget()
        line = QHBoxLayout(self._foot)
        line.setContentsMargins(theme.M, theme.XS, theme.M, theme.XS)
        line.setSpacing(theme.S - 1)
        line.addWidget(self._calendar)
        line.addWidget(self.deadline, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.S, 1, theme.S)
        layout.setSpacing(0)
        layout.addWidget(parts)
        layout.addWidget(self.states)
        layout.addStretch(1)
        layout.addWidget(self._foot)
        self._take_colours()
        self.refresh()

    def refresh(self) -> None:
        """Show the report's state."""
        self.states.show_state(self.editor.document)
        words = until_deadline(self.editor.document.year, date.today())  # noqa: DTZ011  # the clerk's own calendar
        self.deadline.setText(words)
        self._foot.setVisible(bool(words) and not self._parts.narrow)

    def fit(self, *, narrow: bool, height: int) -> None:
        """Take as little room as there is."""
        self._parts.set_narrow(narrow)
        self.setFixedWidth(theme.scaled(NARROW if narrow else WIDE))
        self.states.setVisible(not narrow and height >= theme.scaled(_LOW))
        self._parts.setMaximumHeight(self._parts.sizeHint().height())
        self._foot.setVisible(bool(self.deadline.text()) and not narrow)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._take_colours()

    def _take_colours(self) -> None:
        self._calendar.setPixmap(icon("calendar-days").pixmap(_SIGN, _SIGN))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour("frame"))
        painter.end()


class _States(QFrame):
    """The way of a report, 草稿 to 已报送: what it came through has ✓, where it is now stands out."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, str]] = []
        """What is shown: the sign and the name of each state."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName("状态")

    def show_state(self, document: Document) -> None:
        """Show where the report is now. A state that it went past has no ✓."""
        state, passed = document.state, states.passed(document)
        way = [each for each in states.STATES if each != "returned"]
        if state == "returned":
            way[way.index("in_review")] = state
        rows = [
            ("present" if each == state else "done" if each in passed else "unfinished", states.STATES[each])
            for each in way
        ]
        if rows != self.rows:
            self.rows = rows
            self.setAccessibleDescription(f"现在是{states.STATES[state]}")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(WIDE), self._top() + len(self.rows) * theme.scaled(_STATE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _top(self) -> int:
        return theme.XL + theme.scaled(_STATE)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, theme.M, self.width(), 1, theme.colour("line"))
        high, at = theme.scaled(_STATE), theme.XL
        painter.setPen(theme.colour("ink2"))
        side = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(theme.M, at, self.width(), high, side, "状态")
        for sign, name in self.rows:
            at += high
            present = sign == "present"
            painter.setPen(theme.colour("ink" if present else "ink2"))
            painter.setFont(theme.sized(self.font(), theme.BODY, bold=present))
            signs.icon(sign).paint(painter, theme.M, at + (high - _SIGN) // 2, _SIGN, _SIGN)
            painter.drawText(theme.M + _SIGN + theme.S - 1, at, self.width(), high, side, name)
        painter.end()


def until_deadline(year: int | None, today: date) -> str:
    """How long it is until the report of that year has to be published (《政府信息公开条例》第四十九条：每年 1 月 31 日
    前); "" where that is far off or past.
    """
    if year is None:
        return ""
    days = (date(year + 1, 1, 31) - today).days
    if not 0 <= days <= _LOOKED_FORWARD:
        return ""
    return f"距截止日 {days} 天" if days else "今日截止"
