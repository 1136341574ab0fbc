"""The left side of the start page: ways to begin, and the clerk's own unit."""

from datetime import date
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, SignalInstance
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from govreport_gui.core.report.document import KINDS, LEVELS
from govreport_gui.core.report.unit import Unit
from govreport_gui.files import clock
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.icons import icon
from govreport_gui.ui.widgets.keys import ENTER

_WIDE, _SLIM = 300, 236
"""Widths in pixels; the lesser where the window is narrow."""
_HIGH_WAY, _LOW_WAY, _LEAST_WAY = 56, 44, 30
"""Heights in pixels; in the least only the name of a way has room."""
_ICON: Final = 20
_POWERS: Final = {"licensing_power": "许可", "penalties_power": "处罚", "coercion_power": "强制"}


class LeftSide(QWidget):
    """Title, deadline, the ways, and below them the unit with two links."""

    def __init__(self, due: int, ways: tuple["Way", ...], links: tuple[QPushButton, ...]) -> None:
        super().__init__()
        self._ways = ways
        self._title = labels.line()
        self._title.setFont(theme.sized(self._title.font(), theme.START, bold=True))
        until = labels.paragraph(_deadline(due, clock.now().date()))
        until.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.unit = _OwnUnit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(theme.XS)
        column.addWidget(until)
        column.addSpacing(theme.S)
        for way in ways:
            column.addWidget(way)
        column.addSpacing(theme.M)
        column.addWidget(Rule())
        column.addSpacing(theme.M)
        column.addWidget(self.unit)
        column.addSpacing(theme.XS)
        row = QHBoxLayout()
        row.setSpacing(theme.L)
        for each in links:
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def fit(self, *, narrow: bool, low: bool) -> None:
        """Take no more room than there is."""
        self.setFixedWidth(theme.scaled(_SLIM if narrow else _WIDE))
        self._title.setText("政府信息公开年报" if low else "政府信息公开\n工作年度报告")
        for way in self._ways:
            way.setMaximumHeight(theme.scaled(_LOW_WAY if low else _HIGH_WAY))  # and lower where there is less room


class _OwnUnit(QWidget):
    """What the clerk's own unit is."""

    def __init__(self) -> None:
        super().__init__()
        heading = labels.line("本单位")
        heading.setFont(theme.sized(heading.font(), theme.BODY, bold=True))
        self._none = labels.paragraph("本单位信息未填。填写后，新建年报时自动带入。")
        self._names = [labels.line(name) for name in ("名称", "级别类型", "行政职权")]
        self._known = [labels.paragraph() for _ in self._names]
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(theme.M)
        layout.setVerticalSpacing(theme.XS)
        layout.addWidget(heading, 0, 0, 1, 2)
        layout.addWidget(self._none, 1, 0, 1, 2)
        for row, (name, words) in enumerate(zip(self._names, self._known, strict=True), 2):
            name.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            layout.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(words, row, 1)
        layout.setColumnStretch(1, 1)

    def show_unit(self, unit: Unit) -> None:
        """Say what is known of it."""
        self._none.setVisible(not unit.name)
        kind = "　".join(each for each in (LEVELS[unit.level], KINDS[unit.kind]) if each != LEVELS[""])
        for name, words, text in zip(self._names, self._known, (unit.name, kind, _powers(unit)), strict=True):
            words.setText(text or "未填")
            name.setVisible(bool(unit.name))
            words.setVisible(bool(unit.name))


class Way(QPushButton):
    """One way to begin: a picture, its name, and what it does.

    Qt's own such button (QCommandLinkButton) has a font of fixed size and does not show the focus.
    """

    def __init__(self, name: str, words: str, picture: str, signal: SignalInstance) -> None:
        super().__init__(name)
        self.words = words
        self._picture = icon(picture, QPalette.ColorRole.Link)
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.clicked.connect(signal)

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(_SLIM), theme.scaled(_HIGH_WAY))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(_SLIM), theme.scaled(_LEAST_WAY))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isDown() or self.underMouse():
            painter.fillRect(self.rect(), theme.colour("soft" if self.isDown() else "wash"))
        high = self.fontMetrics().height()
        has_words = self.height() >= 2 * high + theme.XXS
        top = (self.height() - (2 * high + theme.XXS if has_words else max(high, _ICON))) // 2
        self._picture.paint(painter, theme.S, top, _ICON, _ICON)
        left = theme.S + _ICON + theme.M
        room = QRect(left, top, self.width() - left - theme.XS, high if has_words else max(high, _ICON))
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.sized(self.font(), theme.BODY, bold=True))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())
        if has_words:
            painter.setPen(theme.colour("ink2"))
            painter.setFont(self.font())
            words = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room.translated(0, high + theme.XXS), Qt.AlignmentFlag.AlignVCenter, words)
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            for inset in (0, 1):
                painter.drawRect(self.rect().adjusted(inset, inset, -1 - inset, -1 - inset))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class Rule(QFrame):
    """A thin line across."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("line"))
        painter.end()


def link(words: str, signal: SignalInstance) -> QPushButton:
    """Something that can be done, less important than the ways."""
    made = QPushButton(words)
    made.setProperty("link", True)
    made.setAutoDefault(True)  # Enter presses it
    made.clicked.connect(signal)
    return made


def _powers(unit: Unit) -> str:
    """Which powers the unit has, in few words; "" where nothing has been said of any."""
    answers = {word: unit.powers.get(name) for name, word in _POWERS.items()}
    has = [word for word, answer in answers.items() if answer == "yes"] + ["规章制定"] * (unit.rulemaker is True)
    said = any(answers.values()) or unit.rulemaker is not None
    return "、".join(has) or ("无" if said else "")


def _deadline(year: int, today: date) -> str:
    """Which report is due, and until when (《政府信息公开条例》第四十九条)."""
    days = (date(year + 1, 1, 31) - today).days
    left = f"，尚有 {days} 天" if days > 0 else "，今日截止" if days == 0 else ""
    return f"{year} 年度　公布截止 {year + 1}年1月31日{left}"
