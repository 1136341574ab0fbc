"""The strip for finding words in the texts, in the names of rows and in the cells; in the texts to replace them."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from govreport_gui.core.editing.replacing import replaceable, replaced
from govreport_gui.core.editing.search import Place, places
from govreport_gui.ui.report.cover_page import CoverPage
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.report.report_view import ReportView
from govreport_gui.ui.widgets import labels
from govreport_gui.ui.widgets.keys import ENTER

_ONLY_TEXTS = "只替换文字，不改表格；跟随表格的数不替换。"


class FindBar(QWidget):
    """Enter goes to the next place, Shift+Enter to the one before, Esc back to the page. `view` is the open report.

    In the line below, Enter replaces the place that is shown.
    """

    def __init__(self, view: Callable[[], ReportView]) -> None:
        super().__init__()
        self._view = view
        self._at: Place | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText("找文字、行或数字")
        self.line.setMaximumWidth(320)
        self.line.setAccessibleName("查找")
        self.line.installEventFilter(self)
        self.count = labels.line()
        before, after = QPushButton("上一处　Shift+F3"), QPushButton("下一处　F3")
        before.setShortcut("Shift+F3")
        after.setShortcut("F3")
        close = QPushButton("关闭　Esc")
        self.replacement = QLineEdit()
        self.replacement.setPlaceholderText("替换为")
        self.replacement.setAccessibleName("替换为")
        self.replacement.setMaximumWidth(320)
        self.replacement.installEventFilter(self)
        self.one, self.every = QPushButton("替换(&R)"), QPushButton("全部替换　Ctrl+Enter")
        self.told = labels.line()
        first, self._second = QWidget(), QWidget()
        for row, parts in (
            (first, (labels.line("查找"), self.line, before, after, self.count)),
            (self._second, (labels.line("替换"), self.replacement, self.one, self.every, self.told)),
        ):
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            for each in parts:
                line.addWidget(each)
            line.addStretch()
        if (upper := first.layout()) is not None:
            upper.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 0)
        layout.addWidget(first)
        layout.addWidget(self._second)
        self._second.hide()
        self._sure = ""
        """The words that may be deleted: that nothing stands in their place has been said."""
        order: tuple[QWidget, ...] = (self.line, self.replacement, self.one, self.every, before, after, close)
        for here, following in pairwise(order):
            self.setTabOrder(here, following)
        self.replacement.textChanged.connect(self._unsure)
        self.line.textChanged.connect(self._unsure)
        self.one.clicked.connect(self.replace_one)
        self.every.clicked.connect(self.replace_all)
        self.line.textChanged.connect(self._look)
        before.clicked.connect(lambda: self.step(-1))
        after.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.leave)

    def begin(self, *, replacing: bool = False) -> None:
        """Ask for words, to replace them too; those of the last time can be typed over."""
        self._view().commit()
        self._second.setVisible(replacing)
        self.told.setText(_ONLY_TEXTS if replacing else "")
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    def leave(self) -> None:
        """Back to the page, to the place that was found."""
        self.hide()
        self._view().page.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in ENTER and watched is self.replacement:
                every = event.modifiers() & Qt.KeyboardModifier.ControlModifier
                self.replace_all() if every else self.replace_one()
                return True
            if event.key() in ENTER:
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def step(self, by: int) -> None:
        """Show the next place (1) or the one before (-1), round and round."""
        found = self._found()
        if not found:
            self._say(found)
            return
        # From a place that is no longer there: forwards to the first, backwards to the last.
        at = found.index(self._at) + by if self._at in found else min(by, 0)
        self._show(found[at % len(found)])
        self._say(found)

    def replace_one(self) -> None:
        """Replace the words of the place that is shown, and show the next; without one show the first."""
        view = self._view()
        view.commit()
        found = self._found()
        if self._at not in found or self._at is None or not replaceable(view.editor.document, (self._at,)):
            self.step(1)
            return
        place, words = self._at, self.replacement.text()
        if self._replace((place,)):
            behind = [each for each in self._found() if _after(each, place, len(words))]
            if behind:
                self._show(behind[0])
            self._say(self._found())

    def replace_all(self) -> None:
        """Replace these words everywhere in the texts, as one step."""
        view = self._view()
        view.commit()
        found = self._found()
        fit = replaceable(view.editor.document, found)
        left = len(found) - len(fit)
        if fit and self._replace(fit):
            kept = f"；表格、行名和跟随表格的数 {left} 处未改" if left else ""
            self.told.setText(f"已替换 {len(fit)} 处，可以撤销{kept}。")
        elif not fit:
            self.told.setText("文字部分没有可替换的。" if self.line.text().strip() else _ONLY_TEXTS)
        self._say(self._found())

    def _replace(self, found: tuple[Place, ...]) -> bool:
        """Whether that was done: a locked report says itself why not."""
        editor = self._view().editor
        if not editor.may_change():
            return False
        if not self.replacement.text() and self._sure != self.line.text():
            self._sure = self.line.text()
            self.told.setText(f"“替换为”未填，再按一次，删除“{self._sure}”。")
            return False
        document, fresh = replaced(editor.document, found, self.replacement.text())
        editor.apply(f"替换“{self.line.text()}”", document, fresh)
        return True

    def _unsure(self) -> None:
        self._sure = ""

    def _look(self) -> None:
        """The words were typed on: show the first place from where the last one was."""
        found = self._found()
        if found and self._at not in found:
            self._show(found[0])
        self._say(found)

    def _found(self) -> tuple[Place, ...]:
        editor = self._view().editor
        return places(editor.form, editor.document, self.line.text())

    def _say(self, found: tuple[Place, ...]) -> None:
        if not self.line.text().strip():
            self.count.setText("")
        elif self._at in found:
            self.count.setText(f"第 {found.index(self._at) + 1} 处，共 {len(found)} 处")
        else:
            self.count.setText("没有找到")

    def _show(self, place: Place) -> None:
        self._at = place
        view = self._view()
        if view.part != place.part:
            view.go(place.part)
        page = view.page
        if place.cell and isinstance(page, TablePage):
            page.table.show_cells([place.cell])
        elif not isinstance(page, CoverPage):
            page.text.show_words(place.span)


def _after(place: Place, other: Place, length: int) -> bool:
    """Whether a place is to be shown after the words there were replaced by that many characters."""
    return place.part != other.part or place.span[0] >= other.span[0] + length
