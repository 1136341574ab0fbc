"""What is shown where no report is open: ways to begin one, and the reports of the last days."""

from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionFocusRect,
    QStylePainter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.report.document import KINDS, LEVELS
from govreport_gui.core.report.unit import Unit
from govreport_gui.files.names import readable
from govreport_gui.files.recent import Looked
from govreport_gui.files.settings import Settings
from govreport_gui.ui.widgets import labels
from govreport_gui.ui.widgets.icons import icon
from govreport_gui.ui.widgets.keys import ENTER

_POLL: Final = 30
"""Milliseconds between looks at what has been found out about the recent files."""
_GONE: Final = "找不到了"


class StartPage(QWidget):
    """Ways to begin at the left, recent reports at the right. Says what the clerk wants; does nothing itself."""

    new = Signal()
    next_year = Signal()
    open = Signal()
    sample = Signal()
    unit = Signal()
    # As an object: what is in a name that is no UTF-8, Qt's own texts lose.
    chosen = Signal(object)
    """This recent file, by its name, is to be opened."""
    forgotten = Signal(object)
    """This file is not to be listed any more."""

    def __init__(self, settings: Settings, due: int) -> None:
        super().__init__()
        self.ways = (
            _Way("新建年报(&N)", f"填 {due} 年度的报告", "file-plus", self.new),
            _Way("由上年年报新建(&L)", "带入单位信息和上年结转，并与上年比较", "file-clock", self.next_year),
            _Way("打开(&O)", "打开已保存的年报，或读入 Word、WPS、Excel、网页、PDF、文本", "folder-open", self.open),
            _Way("查看样例(&D)", "已填好的样例，可供练习", "book-open", self.sample),
        )
        self.recent = _Recent()
        self.recent.chosen.connect(self.chosen)
        self.recent.forgotten.connect(self.forgotten)
        self._unit = labels.paragraph()
        self.own = QPushButton("本单位信息(&U)…")
        self.own.setIcon(icon("building-2"))
        self.own.clicked.connect(self.unit)
        self._no_recent = labels.line("暂无年报。\n新建或打开后列于此处。")
        self._no_recent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._no_recent.setFrameShape(QFrame.Shape.StyledPanel)
        self._no_recent.setBackgroundRole(QPalette.ColorRole.Base)
        self._no_recent.setAutoFillBackground(True)
        left = QVBoxLayout()
        left.setSpacing(4)
        for way in self.ways:
            left.addWidget(way)
        left.addSpacing(12)
        left.addWidget(self._unit)
        left.addWidget(self.own, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch()
        layout = QGridLayout(self)
        layout.setContentsMargins(32, 20, 32, 20)
        layout.setHorizontalSpacing(32)
        layout.setVerticalSpacing(8)
        recent = labels.heading("最近打开(&R)")
        recent.setTextFormat(Qt.TextFormat.AutoText)
        recent.setBuddy(self.recent)
        layout.addWidget(labels.heading("政府信息公开工作年度报告"), 0, 0)
        layout.addWidget(recent, 0, 1)
        layout.addLayout(left, 1, 0)
        layout.addWidget(self.recent, 1, 1)
        layout.addWidget(self._no_recent, 1, 1)
        layout.setRowStretch(1, 1)
        layout.setColumnStretch(0, 2)
        layout.setColumnStretch(1, 3)
        layout.setColumnMinimumWidth(0, 300)
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """Show these recent files, newest first, and the clerk's own unit."""
        self.recent.show_files(settings.recent)
        self.recent.setVisible(bool(settings.recent))
        self._no_recent.setVisible(not settings.recent)
        self._unit.setText(_words(settings.unit))
        self.setFocusProxy(self.recent if settings.recent else self.ways[0])


class _Recent(QTreeWidget):
    """Recent files with folder and last change. Enter or a double click opens, Delete takes off the list."""

    chosen = Signal(object)
    forgotten = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderLabels(["年报", "文件夹", "最后修改"])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setAccessibleName("最近打开")
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        head = self.header()
        head.setStretchLastSection(False)
        for column, mode in enumerate(
            (QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents)
        ):
            head.setSectionResizeMode(column, mode)
        self._looked = Looked(())
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL)
        self._poll.timeout.connect(self._show_looked)
        self.itemActivated.connect(lambda item: self.chosen.emit(self._name(item)))

    def show_files(self, names: tuple[str, ...]) -> None:
        """List these, and say of each when it was changed as soon as that is known."""
        self.clear()
        self._names = names
        self._items: list[QTreeWidgetItem] = []
        for name in names:
            path = Path(name)
            folder = readable(str(path.parent))
            item = QTreeWidgetItem([readable(path.stem), folder, ""])
            item.setToolTip(0, labels.plain(f"{readable(name)}\n回车打开，Delete 从列表中去掉"))
            item.setToolTip(1, labels.plain(folder))
            item.setSizeHint(0, QSize(0, round(self.fontMetrics().height() * 1.9)))
            self._items.append(item)
        self.addTopLevelItems(self._items)
        self.setCurrentIndex(self.model().index(0, 0))
        self._looked = Looked(names)
        self._poll.start()

    def _show_looked(self) -> None:
        done = self._looked.done
        for item, name in zip(self._items, self._names, strict=True):
            if name not in self._looked.changed or item.text(2):
                continue
            changed = self._looked.changed[name]
            item.setText(2, _when(changed) if changed else _GONE)
            if changed is None:
                item.setToolTip(2, "文件已移动、改名或删除，或者U盘没有插上。按 Delete 从列表中去掉。")
        if done:
            self._poll.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.forgotten.emit(self._name(item))
        elif event.key() in ENTER and item is not None:
            self.chosen.emit(self._name(item))
        else:
            super().keyPressEvent(event)

    def _name(self, item: QTreeWidgetItem) -> str:
        """The file that is listed there."""
        return self._names[self.indexOfTopLevelItem(item)]


class _Way(QPushButton):
    """One way to begin: a picture, its name, and what it does.

    Qt's own such button (QCommandLinkButton) has a font of fixed size and does not show the focus.
    """

    def __init__(self, name: str, words: str, picture: str, signal: SignalInstance) -> None:
        super().__init__(name)
        self.words = words
        self._picture = icon(picture)
        self.setFlat(True)
        self.setAccessibleDescription(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(signal)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        widest = max(QFontMetrics(_bold(self.font())).horizontalAdvance(self.text()), self._width(self.words))
        return QSize(widest + 5 * line, round(3.2 * line))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _width(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        if self.underMouse():
            option.features &= ~QStyleOptionButton.ButtonFeature.Flat
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        line = self.fontMetrics().height()
        picture = QRect(line, (self.height() - 2 * line) // 2, 2 * line, 2 * line)
        self._picture.paint(painter, picture.adjusted(line // 4, line // 4, -line // 4, -line // 4))
        words = self.rect().adjusted(4 * line, round(0.5 * line), -line // 2, -round(0.5 * line))
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, self.words)
        painter.setFont(_bold(self.font()))
        name = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
        painter.drawText(words, name, self.text())
        if self.hasFocus():
            focus = QStyleOptionFocusRect()
            focus.initFrom(self)
            focus.state |= QStyle.StateFlag.State_KeyboardFocusChange  # also before a key was pressed
            focus.rect = self.rect().adjusted(1, 1, -1, -1)
            painter.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _when(changed: datetime) -> str:
    return f"{changed.year}-{changed.month}-{changed.day} {changed:%H:%M}"


def _words(unit: Unit) -> str:
    if not unit.name:
        return "本单位信息未填。填写后，新建年报时自动带入。"
    known = (LEVELS[unit.level] if unit.level else "", KINDS[unit.kind] if unit.kind else "")
    return "，".join((f"本单位：{unit.name}", *(each for each in known if each)))
