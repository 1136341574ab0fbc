"""One line at the foot of the text: a number that does not agree with the table, and the ways to put it right."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from govreport_gui.core.drafting.mismatches import Mismatch, Value
from govreport_gui.core.forms.form import Format
from govreport_gui.core.values import show
from govreport_gui.ui.findings.deeds import MOST
from govreport_gui.ui.widgets import labels, signs, theme

_SIGN = 14
_LETTERS = "JK"
"""Which lead to the ways."""


class RepairLine(QFrame):
    """Shows one mismatch and hands on what the clerk chose."""

    mend_wanted = Signal(object)
    """The text shall have that value."""
    cell_wanted = Signal(str)
    next_wanted = Signal()

    def __init__(self, form: Format) -> None:
        super().__init__()
        self._form = form
        self.shown: Mismatch | None = None
        """What it shows."""
        self._leads = True
        self._sign = labels.line()
        self.words = labels.CutLabel()
        self.ways = tuple(QPushButton("改为") for _ in range(MOST))
        self.to_table = QPushButton("转到表格(&T)")
        self.next = QPushButton("下一处 F8")
        self.setAutoFillBackground(True)
        self.setFixedHeight(theme.scaled(theme.HEAD))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.M, 0, theme.M, 0)
        line.setSpacing(theme.S)
        line.addWidget(self._sign)
        line.addWidget(self.words, 1)
        for number, each in enumerate((*self.ways, self.to_table, self.next)):
            each.setProperty("small", True)
            line.addWidget(each)
            if number < len(self.ways):
                each.clicked.connect(lambda _=False, number=number: self._choose(number))
        self.to_table.clicked.connect(self._go)
        self.next.clicked.connect(self.next_wanted)
        theme.dress(self)
        self._take_colours()
        self.hide()

    @property
    def sure_value(self) -> Value | None:
        """What Alt+Enter puts into the text; None where that is not clear."""
        return self.shown.values[0] if self.shown is not None and self.shown.sure else None

    def show_mismatch(self, mismatch: Mismatch | None) -> None:
        """Show that one, or nothing."""
        self.shown = mismatch
        self.setVisible(mismatch is not None)
        if mismatch is None:
            return
        values = mismatch.values if len(mismatch.values) <= MOST else ()
        self.words.setText(self._account(mismatch))
        self.setAccessibleName(self._account(mismatch))
        for at, button in enumerate(self.ways):
            button.setVisible(at < len(values))
            if at < len(values):
                number = show(values[at].number)
                button.setText(f"改为 {number}　Alt+Enter" if mismatch.sure else f"正文改为 {number}(&{_LETTERS[at]})")
        self.lead(on=self._leads)
        table = self._form.table(self._form.cells[mismatch.cell].table).name
        self.to_table.setText(f"转到{table}(&T)")

    def lead(self, *, on: bool) -> None:
        """Whether the filled button of the window is here, where one is clearly right."""
        self._leads = on
        main = on and self.sure_value is not None
        if self.ways[0].property("main") != main:
            self.ways[0].setProperty("main", main)
            self.ways[0].style().polish(self.ways[0])

    def take_focus(self) -> None:
        """Let the clerk choose with the keys."""
        next(each for each in (*self.ways, self.to_table) if not each.isHidden()).setFocus()

    def _account(self, mismatch: Mismatch) -> str:
        words = f"第 {mismatch.paragraph} 段“{mismatch.words[-_LONGEST:]}”："
        if not mismatch.values:
            return f"{words}与{self._form.cells[mismatch.cell].place}不一致"
        told = "，".join(f"{each.name}为 {show(each.number)}" for each in mismatch.values)
        if len(mismatch.values) == 1:
            gap = mismatch.number - mismatch.values[0].number
            told += f"，相差 {show(gap if gap > 0 else -gap)}"
        return words + told

    def _go(self) -> None:
        if self.shown is not None:
            self.cell_wanted.emit(self.shown.cell)

    def _choose(self, number: int) -> None:
        if self.shown is not None:
            self.mend_wanted.emit(self.shown.values[number])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._take_colours()

    def _take_colours(self) -> None:
        palette = QPalette(self.palette())
        if palette.color(QPalette.ColorRole.Window) != theme.colour("explain fill"):
            palette.setColor(QPalette.ColorRole.Window, theme.colour("explain fill"))
            self.setPalette(palette)
        self._sign.setPixmap(signs.icon("explain").pixmap(_SIGN, _SIGN))


_LONGEST = 16
"""Characters of the words quoted."""
