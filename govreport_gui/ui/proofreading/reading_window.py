"""校对: one number at a time, large enough for a projector. One reads from the paper, the other follows here."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.proofreading import reading_aloud
from govreport_gui.core.proofreading.reading_aloud import STATUS_WORDS
from govreport_gui.core.proofreading.spoken_numbers import spoken
from govreport_gui.ui.proofreading.row_strip import SIGNS, RowStrip
from govreport_gui.ui.widgets import fitting, labels, signs
from govreport_gui.ui.widgets.keys import ENTER

_Key = Qt.Key
_NAMED: Final = 3
"""Most changed cells that are named in the window; the paper names all."""
_LINE: Final = 1.4
"""Height of a line, in heights of its letters."""
_ONCE: Final = (_Key.Key_Space, *ENTER, _Key.Key_Backspace)
"""Keys that decide something: held down they act once."""


class ReadingAloud(QDialog):
    """Shows the cells of `editor`'s report in the order of the official tables and keeps every tick at once.

    `to_cell` opens a cell in the window below, `to_record` shows the 校对记录 above this one.
    """

    def __init__(
        self,
        parent: QWidget,
        editor: ReportEditor,
        to_cell: Callable[[str], None],
        to_record: Callable[[QWidget], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("校对")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        # White, or black, as far as it goes: it is read from the other end of the table.
        palette = self.palette()
        palette.setBrush(QPalette.ColorRole.Window, palette.base())
        self.setPalette(palette)
        fitting.fit(self, fitting.area(parent).size())
        self.editor = editor
        self._to_cell, self._to_record = to_cell, to_record
        self._tables = ("", *(table.id for table in editor.form.tables))
        self._now = reading_aloud.progress(editor.form, editor.document)
        self.cells = tuple(editor.form.cells)
        self.cell = ""
        """The cell in front; "" when the end has been reached."""
        self._choices = QButtonGroup(self)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self.progress, self.changed = labels.paragraph(), labels.paragraph()
        self.status = labels.line()
        self.row, self.column, self.number, self.words = (labels.paragraph() for _ in range(4))
        self._sign = labels.line()
        self.strip = RowStrip(editor.form)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addLayout(self._choice_of_tables())
        layout.addWidget(self._bar)
        layout.addWidget(self.changed)
        layout.addStretch(1)
        for label in (self.row, self.column, self.number, self.words):
            layout.addWidget(label)
        layout.addLayout(_centred(self._sign, self.status))
        layout.addStretch(1)
        layout.addWidget(self.strip)
        layout.addStretch(1)
        layout.addLayout(self._buttons())
        for label in (self.row, self.column, self.number, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            # Their letters follow the window; the window must not be held open by them.
            label.setMinimumSize(1, 1)
        self.progress.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._decided: list[str] = []
        """The cells decided about in this session, oldest first."""
        self._does: dict[int, Callable[[], None]] = {
            _Key.Key_Space: self.right,
            **dict.fromkeys(ENTER, self.wrong),
            _Key.Key_Backspace: self.back,
            _Key.Key_Left: lambda: self._step(-1),
            _Key.Key_Right: lambda: self._step(1),
            _Key.Key_Up: lambda: self._to_row(-1),
            _Key.Key_Down: lambda: self._to_row(1),
            _Key.Key_F2: self.edit,
            **{_Key.Key_1 + at: partial(self.choose_table, at) for at in range(len(self._tables))},
        }
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self._show_paper)
        self.choose_table(0)

    def _choice_of_tables(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for at, name in enumerate(("全部", *(table.name for table in self.editor.form.tables))):
            choice = QToolButton()
            choice.setCheckable(True)
            choice.setAutoRaise(True)
            choice.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            choice.setToolTip(f"只校对{name}（按 {at + 1}）" if at else "从头到尾（按 1）")
            choice.clicked.connect(lambda _=False, at=at: self.choose_table(at))
            self._choices.addButton(choice, at)
            row.addWidget(choice)
        row.addWidget(self.progress, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for name, tip, do in (
            ("✓ 对（空格）", "记为已校对，转到下一格", self.right),
            ("✕ 有误（回车）", "标为待复核，备注“校对有误”；再按一次取消", self.wrong),
            ("退回（退格）", "退回刚校对的一格，取消“已校对”或“有误”", self.back),
            ("去改（F2）", "结束校对，到表中修改本格", self.edit),
            ("校对记录…（Ctrl+P）", "先看，再打印签字或存成 PDF", self._show_paper),
            ("结束（Esc）", "已校对的均已记下，下次接续", self.close),
        ):
            button = QPushButton(name)
            # Space and Enter belong to the number in front, wherever the mouse was last.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoDefault(False)
            button.setToolTip(tip)
            button.clicked.connect(do)
            row.addWidget(button)
        row.insertStretch(4)
        return row

    # ── what the keys do ─────────────────────────────────────────────

    def choose_table(self, at: int) -> None:
        """Read that table, or all (0), and go on where the reading stopped."""
        form = self.editor.form
        self.cells = form.table(self._tables[at]).cells if at else tuple(form.cells)
        self._choices.button(at).setChecked(True)
        self._go(reading_aloud.start(self._now, self.cells))

    def right(self) -> None:
        """The number in front is right: tick it and go on."""
        if not self.cell:
            return
        place = self._place(self.cell)
        self.editor.apply(f"取消校对有误{place}", reading_aloud.not_wrong(self.editor.document, self.cell))
        self.editor.tick(reading_aloud.ticked(self._now, self.editor.document, self.cell))
        self._on()

    def wrong(self) -> None:
        """The number in front is wrong: mark it and go on; a second time takes the mark away."""
        if not self.cell:
            return
        place = self._place(self.cell)
        if self._now.statuses[self.cell] == "wrong":
            self.editor.apply(f"取消校对有误{place}", reading_aloud.not_wrong(self.editor.document, self.cell))
            self._go(self.cell)
            return
        self.editor.tick(reading_aloud.unticked(self.editor.document, self.cell))
        self.editor.apply(f"标记校对有误{place}", reading_aloud.marked_wrong(self.editor.document, self.cell))
        self._on()

    def back(self) -> None:
        """Go back to the cell decided about last, and take that back; it may have been a slip."""
        if not self._decided:
            self._step(-1)
            return
        cell = self._decided.pop()
        self.editor.tick(reading_aloud.unticked(self.editor.document, cell))
        self.editor.apply(f"取消校对有误{self._place(cell)}", reading_aloud.not_wrong(self.editor.document, cell))
        if cell not in self.cells:
            self.choose_table(0)  # it was decided before another table was chosen
        self._go(cell)

    def edit(self) -> None:
        """End the reading and open the cell in front."""
        cell = self.cell
        self.close()
        if cell:
            self._to_cell(cell)

    def _show_paper(self) -> None:
        self._to_record(self)

    def _place(self, cell: str) -> str:
        return self.editor.form.cells[cell].place

    def _on(self) -> None:
        self._decided.append(self.cell)
        self._now = reading_aloud.progress(self.editor.form, self.editor.document)
        self._go(reading_aloud.following(self._now, self.cells, self.cell))

    def _step(self, by: int) -> None:
        """To the cell before or behind, ticked or not."""
        last = len(self.cells) - 1
        at = self.cells.index(self.cell) + by if self.cell else last
        self._go(self.cells[min(max(at, 0), last)])

    def _to_row(self, by: int) -> None:
        cell = self.cell or self.cells[-1]
        self._go(reading_aloud.in_next_row(self.editor.form, self.cells, cell, by))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ONCE and event.isAutoRepeat():
            return
        do = self._does.get(event.key())
        if do is not None:
            do()
        else:
            super().keyPressEvent(event)

    # ── what is shown ────────────────────────────────────────────────

    def _go(self, cell: str) -> None:
        self.cell = cell
        self._now = reading_aloud.progress(self.editor.form, self.editor.document)
        self._show_progress()
        self.strip.show_cell(self._now, cell)
        if cell:
            self._show_cell(cell)
        else:
            self._show_end()
        self._fit()

    def _show_progress(self) -> None:
        form, now = self.editor.form, self._now
        for at, table in enumerate(self._tables):
            cells = form.table(table).cells if table else tuple(form.cells)
            name = form.table(table).name if table else "全部"
            self._choices.button(at).setText(f"{name} {len(now.cells('ticked', cells))} / {len(cells)}")
        self.progress.setText(reading_aloud.summary(now, self.cells))
        self._bar.setRange(0, len(self.cells))
        self._bar.setValue(len(now.cells("ticked", self.cells)))
        changed = [form.cells[each].place for each in now.cells("changed", tuple(form.cells))]
        more = f"等 {len(changed)} 格" if len(changed) > _NAMED else ""
        self.changed.setText(f"校对后又改动，须再校对：{'、'.join(changed[:_NAMED])}{more}。")
        self.changed.setVisible(bool(changed))

    def _show_cell(self, cell: str) -> None:
        form, now = self.editor.form, self._now
        of = form.cells[cell]
        table = form.table(of.table)
        text, status = now.texts[cell], now.statuses[cell]
        self.row.setText(f"{table.name}　{table.rows[of.row]}")
        self.column.setText(table.columns[of.column])
        self.number.setText(text or "空")
        self.words.setText(spoken(text) if text else "未填")
        heard = self.editor.document.read_aloud.get(cell, "")
        was = f"（校对时为 {heard or '空'}）" if status == "changed" else ""
        self.status.setText("" if status == "open" else STATUS_WORDS[status] + was)
        self._sign.clear()
        if sign := SIGNS.get(status):
            self._sign.setPixmap(signs.icon(sign).pixmap(28, 28))
        self.setAccessibleDescription(f"{of.place}，{text or '空'}，{STATUS_WORDS[status]}")

    def _show_end(self) -> None:
        done = len(self._now.cells("ticked", self.cells)) == len(self.cells)
        self.row.setText("校对完毕" if done else "已读一遍，尚有未校对的")
        self.column.setText("")
        self.number.setText("✓" if done else "！")
        self.words.setText(reading_aloud.summary(self._now, self.cells))
        self.status.setText("按 Ctrl+P 看校对记录、打印签字，按 Esc 结束。")
        self._sign.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As large as the window allows; a long number gets smaller rather than be cut."""
        unit = self.height() / 30
        for label, size in (
            (self.row, 1.9),
            (self.column, 1.9),
            (self.words, 1.3),
            (self.status, 1.0),
            (self.progress, 0.8),
        ):
            _sized(label, unit * size, bold=label in (self.row, self.column))
        _sized(self.strip, unit * 0.7, bold=False)
        self.strip.updateGeometry()
        _sized(self.number, 12, bold=True)
        others = self._layout.totalHeightForWidth(self.width()) - self.number.sizeHint().height()
        letters = max(len(self.number.text()), 3)
        _sized(self.number, min(unit * 8, self.width() / letters * 1.3, (self.height() - others) / _LINE), bold=True)


def _centred(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch()
    for each in widgets:
        row.addWidget(each)
    row.addStretch()
    return row


def _sized(shown: QWidget, pixels: float, *, bold: bool) -> None:
    font = QFont(shown.font())
    font.setPixelSize(max(12, round(pixels)))
    font.setBold(bold)
    shown.setFont(font)
