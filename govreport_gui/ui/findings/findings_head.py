"""The line above the list of problems: how many of each level, and what is chosen where the list is folded away."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from govreport_gui.core.findings.finding import LEVEL_NAMES, LEVELS
from govreport_gui.ui.findings.cause_row import COLUMNS, NARROW
from govreport_gui.ui.findings.deeds import REPAIR_KEY, Matter
from govreport_gui.ui.widgets import labels, signs, theme
from govreport_gui.ui.widgets.icons import icon

ALL: Final = ""
FILTERS: Final = {ALL: "全部", **LEVEL_NAMES}
"""What the list may be narrowed down to, with their names."""
_HERE: Final = "仅本部分(&N)"
_HERE_NARROW: Final = "仅本部分"
_CHOOSE: Final = "转到正文"
"""Where the table and the text may both be wrong: there both ways are."""
_SIGN: Final = 14


class FindingsHead(QFrame):
    """Chips to narrow the list down; while it is folded, the chosen problem and its button."""

    narrowed = Signal()
    """Other problems are wanted."""
    unfold = Signal()
    """The list is wanted, or not any more."""
    act = Signal()
    """The button of the chosen problem was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.scaled(theme.HEAD))
        self.setAutoFillBackground(True)
        self._title = labels.line("问题")
        self._title.setFont(theme.sized(self._title.font(), theme.BODY, bold=True))
        self.filters: Mapping[str, QToolButton] = {kind: _chip(kind) for kind in FILTERS}
        group = QButtonGroup(self)
        for button in self.filters.values():
            group.addButton(button)
        self.filters[ALL].setChecked(True)
        group.buttonClicked.connect(self.narrowed)
        self.here = QCheckBox(_HERE)
        self.here.toggled.connect(self.narrowed)
        self._sign, self._chosen, self._act = labels.line(), labels.CutLabel(), QPushButton("改正")
        self._act.setProperty("small", True)
        self._act.setProperty("main", True)
        self._act.clicked.connect(self.act)
        self._turn = QToolButton()
        self._turn.setAutoRaise(True)
        self._turn.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._turn.clicked.connect(self.unfold)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 0, theme.XS, 0)
        line.setSpacing(theme.XS)
        line.addWidget(self._title)
        for button in self.filters.values():
            line.addWidget(button)
        line.addSpacing(theme.S)
        for each in (self._sign, self._chosen, self._act):
            line.addWidget(each)
        line.addStretch(1)
        line.addWidget(self.here)
        line.addWidget(self._turn)
        theme.dress(self)
        self.fold(below=False, folded=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.scaled(NARROW)
        self._title.setVisible(wide)
        self._fit()

    def _fit(self) -> None:
        """The letter of 仅本部分 stands there where all chips leave room for it."""
        self.here.setText(_HERE)
        if self.minimumSizeHint().width() > self.width():
            self.here.setText(_HERE_NARROW)
        self.here.setShortcut("Alt+N")

    def fold(self, *, below: bool, folded: bool) -> None:
        """Whether this lies below the page, and is all that is shown."""
        self._folded = folded
        self._turn.setVisible(below)
        name = "展开问题" if folded else "收起问题"
        self._turn.setIcon(icon("chevron-up" if folded else "chevron-down"))
        self._turn.setToolTip(name)
        self._turn.setAccessibleName(name)
        for each in (self._sign, self._chosen, self._act):
            each.setVisible(False)

    def show_chosen(self, matter: Matter | None) -> None:
        """Say which problem is chosen, where there is no list that does."""
        for each in (self._sign, self._chosen):
            each.setVisible(self._folded and matter is not None)
        self._act.setVisible(self._folded and matter is not None and bool(matter.deeds))
        if matter is None:
            return
        cause, main = matter.cause, matter.main
        self._sign.setPixmap(signs.icon(cause.level).pixmap(_SIGN, _SIGN))
        first = cause.lines[0]
        words = cause.why if cause.place else first.what
        self._chosen.setText(f"{cause.place or first.place}　{words}")
        words = main.words if main is not None else _CHOOSE
        self._act.setText(words if main is not None and main.kind == "explain" else f"{words}　{REPAIR_KEY}")

    @property
    def wanted(self) -> str:
        """The level that is wanted; ALL for every one."""
        return next(kind for kind, button in self.filters.items() if button.isChecked())

    def offer(self, kind: str, number: int, *, shown: bool) -> None:
        """How many problems of that level there are; a level that has none is not offered."""
        button = self.filters[kind]
        name = f"{FILTERS[kind]} {number}"
        button.setAccessibleName(name)
        button.setText(name if kind == ALL else str(number))
        button.setVisible(shown)
        self._fit()
        if not shown and button.isChecked():
            self.filters[ALL].setChecked(True)
            self.narrowed.emit()

    def lead(self, *, on: bool) -> None:
        """Whether the filled button of the window is here."""
        if self._act.property("main") != on:
            self._act.setProperty("main", on)
            self._act.style().polish(self._act)

    def take_colours(self) -> None:
        """Draw the signs anew."""
        for kind in LEVELS:
            self.filters[kind].setIcon(signs.icon(kind))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0 if self._folded else self.height() - 1, self.width(), 1, theme.colour("frame"))
        painter.end()


class ColumnHead(QWidget):
    """What the columns of the list are."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.scaled(theme.LIST_BUTTON))
        self.setAccessibleName("级别、位置、问题、左边、右边、相差")

    def sizeHint(self) -> QSize:
        return QSize(0, theme.scaled(theme.LIST_BUTTON))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("head"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        sign, place, *numbers = (theme.scaled(each) for each in COLUMNS)
        side = Qt.AlignmentFlag.AlignVCenter
        high = self.height()
        painter.drawText(theme.S, 0, sign, high, side, "级别")
        painter.drawText(sign, 0, place, high, side, "位置")
        if self.width() >= theme.scaled(NARROW):
            painter.drawText(sign + place, 0, place, high, side, "问题")
        x = self.width() - sum(numbers)
        for name, wide in zip(("左边", "右边", "相差"), numbers, strict=True):
            painter.drawText(x, 0, wide - 6, high, side | Qt.AlignmentFlag.AlignRight, name)
            x += wide
        painter.end()


def _chip(kind: str) -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    button.setProperty("chip", True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setFixedHeight(theme.scaled(theme.LIST_BUTTON))
    button.setToolTip(f"{FILTERS[kind]}（F7 按级别筛选）")
    if kind in LEVELS:
        button.setIcon(signs.icon(kind))
        button.setIconSize(QSize(_SIGN, _SIGN))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
