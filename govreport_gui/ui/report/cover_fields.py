"""Fields of the cover: a line that belongs to the report's history, and a date that may be empty."""

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from govreport_gui.core.values import iso_date
from govreport_gui.ui.widgets import fitting, labels, theme
from govreport_gui.ui.widgets.icons import icon
from govreport_gui.ui.widgets.keys import leaves_undo_to_report

_DAYS: Final = "一二三四五六日"
_CALENDAR: Final = QSize(260, 220)
_WIDTH: Final = 132
"""Of the field for a date, in pixels."""


class Line(QLineEdit):
    """A line that says when it is left, whatever stands in it, and has no history beside the report's."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        if leaves_undo_to_report(event):
            event.ignore()
            return False
        return super().event(event)


class DateLine(Line):
    """A day, typed or taken from a calendar, or nothing. `year` is that of days typed without one."""

    def __init__(self) -> None:
        super().__init__()
        self.year: int | None = None
        self.said = labels.line()
        """The day of the week, or that this is no date; stands beside the line."""
        self.said.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setFixedWidth(theme.scaled(_WIDTH))
        self.button = self.addAction(
            icon("calendar-days", QPalette.ColorRole.PlaceholderText), QLineEdit.ActionPosition.TrailingPosition
        )
        self.button.setText("选日期")
        self.button.setToolTip("选日期（Alt+↓）")
        self.button.triggered.connect(self.show_calendar)
        self.calendar: Calendar | None = None
        self.textChanged.connect(self._say)

    @property
    def iso(self) -> str:
        """The day as 2022-01-28; what is no date as it was typed; "" where nothing is."""
        typed = self.text().strip()
        return iso_date(typed, self.year) or typed

    def _say(self) -> None:
        typed = self.text().strip()
        known = iso_date(typed, self.year)
        words = f"星期{_DAYS[date.fromisoformat(known).weekday()]}" if known else "不是日期" if typed else ""
        self.said.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and alt:
            self.show_calendar()
        else:
            super().keyPressEvent(event)

    def show_calendar(self) -> None:
        """Let the clerk choose a day."""
        if self.isReadOnly():
            return
        known = iso_date(self.text(), self.year)
        first = date.fromisoformat(known) if known else date(self.year, 1, 31) if self.year else None
        self.calendar = calendar = Calendar(self, first)
        calendar.chosen.connect(self._take)
        area, size = fitting.area(self), calendar.sizeHint()
        below = self.mapToGlobal(QPoint(0, self.height()))
        top = below.y() if below.y() + size.height() <= area.bottom() else below.y() - self.height() - size.height()
        calendar.move(min(below.x(), area.right() - size.width()), max(area.top(), top))
        calendar.show()

    def _take(self, day: str) -> None:
        self.setText(day)
        self.setFocus()
        self.left.emit()


class Calendar(QDialog):
    """A month to choose a day from: Enter takes it, Delete none, Esc leaves all as it was."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, first: date | None) -> None:
        from PySide6.QtWidgets import QCalendarWidget  # noqa: PLC0415  # seldom wanted, and slow to make

        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("选日期")
        self.days = QCalendarWidget()
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.days.setAccessibleName("选日期")
        if first is not None:
            self.days.setSelectedDate(QDate(first.year, first.month, first.day))
        self.days.activated.connect(self._take)
        self.days.clicked.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.days)
        self.days.setFocus()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(_CALENDAR)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._end("")
        else:
            super().keyPressEvent(event)

    def _take(self, day: QDate) -> None:
        self._end(f"{day.year():04}-{day.month():02}-{day.day():02}")

    def _end(self, day: str) -> None:
        self.chosen.emit(day)
        self.accept()
