"""A group of a form: a box with a heading, and rows of name, field and what the field is asked for."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from govreport_gui.ui.widgets import labels, theme

_HEAD, _ROW = 30, 36
"""Heights in pixels."""
_NAME, _FIELD = 112, 264
"""Widths of the names and of the fields in pixels."""
_EDGE: Final = 5
_ALL: Final = 1000
"""So many times what is left free beside it."""


class Group(QFrame):
    """The box. It is drawn as a pane: head on its own ground, one line around."""

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(title)
        name = labels.line(title)
        name.setFont(theme.sized(name.font(), theme.BODY, bold=True))
        head = QHBoxLayout()
        head.setContentsMargins(theme.L, 0, theme.L, 0)
        head.setSpacing(theme.M)
        head.addWidget(name)
        head.addWidget(_second(hint), 1)
        above = QWidget()
        above.setLayout(head)
        above.setFixedHeight(theme.scaled(_HEAD))
        self._rows = QGridLayout()
        self._rows.setContentsMargins(theme.L, _EDGE, theme.L, _EDGE)
        self._rows.setHorizontalSpacing(theme.M)
        self._rows.setVerticalSpacing(0)
        self._rows.setColumnMinimumWidth(0, theme.scaled(_NAME))
        self._rows.setColumnMinimumWidth(1, theme.scaled(_FIELD))
        self._rows.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(above)
        layout.addLayout(self._rows)

    def add(
        self, name: str, field: QWidget, why: str = "", *beside: QWidget, needed: bool = False, wide: bool = False
    ) -> None:
        """A row: its name, with the letter that leads there, the field, what stands beside it, what it is asked for.

        `needed`: it must be filled in. `wide`: it becomes as wide as it may where there is room.
        """
        label = labels.line(name)
        label.setTextFormat(Qt.TextFormat.AutoText)
        label.setBuddy(field)
        field.setAccessibleName(name.partition("(")[0])
        field.setAccessibleDescription(why)
        left = QHBoxLayout()
        left.setSpacing(theme.XXS + 1)
        left.addStretch(1)
        left.addWidget(_Star()) if needed else None
        left.addWidget(label)
        right = QHBoxLayout()
        right.setSpacing(theme.S)
        right.addWidget(field, _ALL if wide else 0)
        for each in beside:
            right.addWidget(each)
        right.addStretch(1)
        at = self._rows.rowCount()
        self._rows.setRowMinimumHeight(at, theme.scaled(_ROW))
        self._rows.addLayout(left, at, 0)
        self._rows.addLayout(right, at, 1, 1, 1 if why else 2)
        if why:
            self._rows.addWidget(_second(why), at, 2)

    def add_whole(self, field: QWidget) -> None:
        """A row under the fields that has no name."""
        self._rows.addWidget(field, self._rows.rowCount(), 1, 1, 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.rect()
        high = theme.scaled(_HEAD) + 1
        painter.fillRect(box, theme.colour("base"))
        painter.fillRect(box.x(), box.y(), box.width(), high, theme.colour("head"))
        painter.fillRect(box.x(), high, box.width(), 1, theme.colour("line"))
        painter.setPen(theme.colour("frame"))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.end()


class _Star(QLabel):
    """The sign of what must be filled in."""

    def __init__(self) -> None:
        super().__init__("*")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.sized(self.font(), theme.BODY, bold=True))
        self.setAccessibleName("必填")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour("must_fix"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


def _second(words: str) -> QLabel:
    """What is said beside, in the second ink."""
    label = labels.paragraph(words)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
