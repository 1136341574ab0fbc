"""The head of a page: its title, what is said of it, at the right what can be done."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.icons import icon

_ICON: Final = 16


def page_head(title: str, beside: QWidget, *tools: QWidget) -> QWidget:
    """The head with that title, `beside` it, and the tools at the right."""
    head = QWidget()
    head.setFixedHeight(theme.scaled(theme.HEAD))
    line = QHBoxLayout(head)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.XS)
    line.addWidget(labels.cut_heading(title))
    line.addSpacing(theme.S)
    line.addWidget(beside)
    line.addStretch(1)
    for tool in tools:
        line.addWidget(tool)
    return head


def tool(name: str, picture: str, hint: str) -> QToolButton:
    """Something that can be done with the page: a flat button with a picture before its name."""
    made = QToolButton()
    made.setText(name)
    made.setIcon(icon(picture))
    made.setIconSize(QSize(_ICON, _ICON))
    made.setToolTip(hint)
    made.setAutoRaise(True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setFixedHeight(theme.scaled(theme.BUTTON))
    return made
