"""The right side of the start page: the reports with a search above them, and what can be done with the chosen one."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from govreport_gui.files.known.reports import Seen
from govreport_gui.ui.start.report_list import ReportList
from govreport_gui.ui.start.ways import Rule
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.icons import icon
from govreport_gui.ui.widgets.keys import ENTER

_SEARCH: Final = 220
"""Width of the search in pixels."""


class Reports(QWidget):
    """The list, its heading and search, the buttons below it."""

    begin_from = Signal(object)
    """A report is to be begun from the one in this file."""
    folder = Signal(object)
    """The folder of this file is to be shown."""

    def __init__(self, seen: Mapping[str, Seen]) -> None:
        super().__init__()
        self.list = ReportList(seen)
        self.search = QLineEdit()
        self._count, self._none = labels.line(), labels.paragraph()
        self.buttons = (
            _button("打开 Enter", self.list.open),
            _button("以此为上年新建(&B)…", lambda: self.begin_from.emit(self.list.path), picture="file-clock"),
            _button("打开所在文件夹(&P)", lambda: self.folder.emit(self.list.path)),
            _button("从列表中移除 Del", self.list.forget, picture="x"),
        )
        self.buttons[0].setProperty("main", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addLayout(self._head())
        layout.addWidget(self._box(), 1)

    def _head(self) -> QHBoxLayout:
        heading = labels.line("年报(&R)")
        heading.setTextFormat(Qt.TextFormat.AutoText)
        heading.setFont(theme.sized(heading.font(), theme.SECTION, bold=True))
        heading.setBuddy(self.list)
        self._count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.search.setPlaceholderText("单位、年度或状态　Ctrl+F")
        self.search.setAccessibleName("查找年报")
        self.search.setFixedWidth(theme.scaled(_SEARCH))
        picture = icon("search", QPalette.ColorRole.PlaceholderText)
        self.search.addAction(picture, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self.count)
        self.list.moved.connect(self._follow)
        self.search.installEventFilter(self)
        head = QHBoxLayout()
        head.setSpacing(theme.S)
        head.addWidget(heading)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.search)
        return head

    def _box(self) -> QFrame:
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setBackgroundRole(QPalette.ColorRole.Base)
        self._none.setAutoFillBackground(True)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.M, theme.S - 1, theme.M, theme.S - 1)
        foot.setSpacing(theme.S)
        for button in self.buttons:
            foot.addWidget(button)
        foot.insertStretch(len(self.buttons) - 1)
        box = QFrame()
        box.setFrameShape(QFrame.Shape.Box)
        box.setFrameShadow(QFrame.Shadow.Plain)
        box.setForegroundRole(QPalette.ColorRole.Mid)
        inside = QGridLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.list, 0, 0)
        inside.addWidget(self._none, 0, 0)
        inside.addWidget(Rule(), 1, 0)
        inside.addLayout(foot, 2, 0)
        inside.setRowStretch(0, 1)
        return box

    def count(self) -> None:
        """List what is searched for, and say how many reports these are."""
        words = self.search.text().strip()
        shown, all_ = self.list.narrow_down(words), self.list.topLevelItemCount()
        self._count.setText(f"{shown}/{all_} 份" if words else f"{all_} 份" if all_ else "")
        self._none.setText(f"没有符合“{words}”的年报。" if all_ else "暂无年报。\n新建或打开后列于此处。")
        self._none.setVisible(not shown)
        self.list.setVisible(bool(shown))
        self.search.setEnabled(bool(all_))
        for button in self.buttons:
            button.setEnabled(bool(shown))
        self._follow()

    def _follow(self) -> None:
        """No report is begun from a collection of many."""
        self.buttons[1].setEnabled(bool(self.list.path) and self.list.is_report)

    def to_search(self) -> None:
        """Let the clerk type what she looks for."""
        self.search.setFocus()
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search line the keys of the list lead into it; Esc ends the search."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.search.clear()
                self.list.setFocus()
                return True
            if key in ENTER:
                self.list.open()
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.isVisible():
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)


def _button(words: str, do: Callable[[], object], *, picture: str = "") -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(True)  # Enter presses it
    if picture:
        button.setIcon(icon(picture))
    button.clicked.connect(lambda _=False: do())  # Qt says whether it is ticked
    return button
