"""What moves through a paper on screen: its size, the page, and small pictures of all pages."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QWidget,
)

from govreport_gui.files.pdf.pictures import Pages
from govreport_gui.ui.preview.page_view import PAGE, WIDTH, PageView, pixmap
from govreport_gui.ui.widgets import labels

_ZOOMS: Final = {
    WIDTH: "适合宽度",
    PAGE: "整页",
    **{str(each): f"{each}%" for each in (50, 75, 100, 125, 150, 200, 300)},
}
_SMALL: Final = QSize(84, 119)


class ViewBar(QWidget):
    """Size and page of a view, to be seen and changed. The keys hold for the whole window."""

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self._view = view
        self.zoom = QComboBox()
        self.page = QSpinBox()
        self._count = labels.line()
        for zoom, words in _ZOOMS.items():
            self.zoom.addItem(words, zoom)
        self.zoom.setEditable(True)
        self.zoom.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zoom.setAccessibleName("显示比例")
        self.zoom.setToolTip("显示比例，可以直接打数字（适合宽度 Ctrl+1，整页 Ctrl+2，原大 Ctrl+0）")
        self.zoom.activated.connect(lambda at: self._choose(str(self.zoom.itemData(at))))
        if line := self.zoom.lineEdit():
            line.returnPressed.connect(self._type)
            line.setAccessibleName("显示比例")
        self.page.setAccessibleName("页")
        self.page.setMinimum(1)
        self.page.setKeyboardTracking(False)
        self.page.valueChanged.connect(self._turn)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._button("－", "缩小", -1, "Ctrl+-"))
        layout.addWidget(self.zoom)
        layout.addWidget(self._button("＋", "放大", 1, "Ctrl+="))
        layout.addSpacing(16)
        for each in (labels.line("第"), self.page, self._count):
            layout.addWidget(each)
        view.moved.connect(self._show_page)
        view.zoomed.connect(self._show_zoom)

    def add_keys(self, window: QWidget) -> None:
        """Let the keys hold in that window."""

        def at(zoom: str) -> Callable[[], None]:
            return lambda: self._view.set_zoom(zoom)

        for keys, do in (
            ("Ctrl+0", at("100")),
            ("Ctrl+1", at(WIDTH)),
            ("Ctrl+2", at(PAGE)),
            ("Ctrl+-", lambda: self._view.step_zoom(-1)),
            ("Ctrl+=", lambda: self._view.step_zoom(1)),
            ("Ctrl++", lambda: self._view.step_zoom(1)),
        ):
            QShortcut(QKeySequence(keys), window, do)

    def show_count(self, pages: int) -> None:
        """How many pages there are."""
        self.page.setMaximum(pages)
        self._count.setText(f"页，共{pages}页")
        self._show_zoom()

    def _button(self, words: str, name: str, steps: int, key: str) -> QPushButton:
        made = QPushButton(words)
        made.setAutoDefault(False)
        made.setAccessibleName(name)
        made.setToolTip(f"{name}（{key}，Ctrl+滚轮）")
        made.setFixedWidth(made.sizeHint().height() + 8)
        made.clicked.connect(lambda: self._view.step_zoom(steps))
        return made

    def _choose(self, zoom: str) -> None:
        self._view.set_zoom(zoom)
        self._view.setFocus()

    def _type(self) -> None:
        """A number that was typed, with or without %; anything else is put back."""
        text = self.zoom.currentText().strip().rstrip("%％").strip()
        if text.isdecimal():
            self._choose(str(int(text[:4])))
        self._show_zoom()

    def _turn(self, page: int) -> None:
        if page != self._view.page + 1:
            self._view.go(page - 1)

    def _show_page(self, page: int) -> None:
        self.page.blockSignals(True)  # Qt's own name
        self.page.setValue(page + 1)
        self.page.blockSignals(False)  # likewise

    def _show_zoom(self) -> None:
        at = self.zoom.findData(self._view.zoom)
        self.zoom.setCurrentIndex(at)
        if at < 0:
            self.zoom.setEditText(f"{self._view.percent}%")


class Thumbnails(QListWidget):
    """Small pictures of all pages, drawn one after the other while nothing else is to do."""

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self._view = view
        self._pages: Pages | None = None
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setMovement(QListView.Movement.Static)
        self.setWrapping(False)
        self.setIconSize(_SMALL)
        self.setSpacing(6)
        self.setFixedWidth(_SMALL.width() + 52)
        self.setAccessibleName("各页的缩略图")
        self.currentRowChanged.connect(self._choose)
        view.moved.connect(self._show)
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._draw_next)

    def show_pages(self, pages: Pages) -> None:
        """Show the pages of that paper."""
        self._pages = pages
        self.blockSignals(True)  # Qt's own name
        self.clear()
        blank = QPixmap(_SMALL)
        blank.fill(Qt.GlobalColor.white)
        for number in range(1, len(pages.sizes) + 1):
            entry = QListWidgetItem(QIcon(blank), str(number), self)
            entry.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            entry.setData(Qt.ItemDataRole.AccessibleTextRole, f"第{number}页")
        self.setCurrentRow(self._view.page)
        self.blockSignals(False)  # likewise
        self._drawn = 0
        self._idle.start()

    def _draw_next(self) -> None:
        if self._pages is None or self._drawn == len(self._pages.sizes):
            self._idle.stop()
            return
        width, height = self._pages.sizes[self._drawn]
        ratio = self.devicePixelRatioF()
        scale = min(_SMALL.width() / width, _SMALL.height() / height) * ratio
        small = pixmap(self._pages, self._drawn, round(width * scale), round(height * scale))
        small.setDevicePixelRatio(ratio)
        self.item(self._drawn).setIcon(QIcon(small))
        self._drawn += 1

    def _choose(self, row: int) -> None:
        if row >= 0 and row != self._view.page:
            self._view.go(row)

    def _show(self, page: int) -> None:
        self.blockSignals(True)  # likewise
        self.setCurrentRow(page)
        self.blockSignals(False)  # likewise
