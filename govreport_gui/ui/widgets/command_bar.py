"""The tools at the right end of the line of menus."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QToolButton, QWidget

from govreport_gui.ui.widgets import theme

_ICON, _LINE = 16, 18
"""Sides of pictures and height of lines between groups, in pixels."""
_NAMED: Final = 1000
"""Width of a window from which its tools say their names, in pixels at the usual size of text."""


class CommandBar(QWidget):
    """Tools of the window, in groups. Each is an entry of the menus too, where its key stands."""

    def __init__(self, window: QMainWindow, groups: Sequence[Sequence[QAction]]) -> None:
        super().__init__()
        self.setAccessibleName("常用")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, theme.S, 0)
        self._row.setSpacing(0)
        self.tools: list[QToolButton] = []
        for number, group in enumerate(groups):
            if number:
                self._row.addWidget(_line())
            for each in group:
                self._add(each)
        self._bar = window.menuBar()
        self._bar.setCornerWidget(self)
        theme.dress_frame(self._bar)
        window.installEventFilter(self)
        self._fit()

    def _add(self, what: QAction) -> None:
        tool = QToolButton()
        tool.setDefaultAction(what)
        tool.setAccessibleName(tool.text())
        tool.setAutoRaise(True)
        tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has the menus
        tool.setIconSize(QSize(_ICON, _ICON))
        self._row.addWidget(tool)
        self.tools.append(tool)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Where there is no room for their names the tools show their pictures alone."""
        named = self.window().width() >= theme.scaled(_NAMED)
        both, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setFixedHeight(theme.scaled(theme.BAR) - 1)
        for tool in self.tools:
            tool.setFixedHeight(theme.scaled(theme.BUTTON))
            tool.setToolButtonStyle(both if named else alone)
        self.adjustSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar has put it where it would end with the width that it had."""
        super().resizeEvent(event)
        self.move(self._bar.width() - self.width(), self.y())


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.VLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    line.setFixedSize(theme.M + 1, _LINE)
    line.setForegroundRole(line.palette().ColorRole.Mid)
    return line
