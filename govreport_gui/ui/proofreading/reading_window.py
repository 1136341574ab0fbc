"""校对: one row at a time, large enough for a projector. One reads from the paper, the other follows here."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QShortcut,
)
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
from govreport_gui.core.forms.form import Format
from govreport_gui.core.proofreading import reading_aloud
from govreport_gui.core.proofreading.reading_aloud import STATUS_WORDS, Decision
from govreport_gui.core.proofreading.spoken_numbers import spoken
from govreport_gui.ui.proofreading.row_strip import SIGNS, RowStrip
from govreport_gui.ui.widgets import fitting, labels, signs, theme
from govreport_gui.ui.widgets.keys import ENTER

_Key = Qt.Key
_NAMED: Final = 3
"""Most changed cells that are named in the window; the paper names all."""
_ONCE: Final = (_Key.Key_Space, _Key.Key_0, _Key.Key_Period, *ENTER, _Key.Key_Backspace)
"""Keys that decide something: held down they act once."""


class ReadingAloud(QDialog):
    """Shows the rows of `editor`'s report in the order of the official tables and keeps every tick at once.

    A key for a row that is right, one where all is 0, one for the cell in front alone, one for a cell that is wrong.
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
        self.row, self.words = labels.paragraph(), labels.paragraph()
        self._sign = labels.line()
        self.strip = RowStrip(editor.form)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        layout.addLayout(self._choice_of_tables())
        layout.addWidget(self._bar)
        layout.addWidget(self.changed)
        layout.addStretch(1)
        for shown in (self.row, self.strip, self.words):
            layout.addWidget(shown)
        layout.addLayout(_centred(self._sign, self.status))
        layout.addStretch(1)
        for buttons in self._buttons():
            layout.addLayout(buttons)
        for label in (self.row, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            # Their letters follow the window; the window must not be held open by them.
            label.setMinimumSize(1, 1)
        self.progress.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._decided: list[Decision] = []
        """What was decided in this session, oldest first."""
        self._does: dict[int, Callable[[], None]] = {
            _Key.Key_Space: self.right,
            _Key.Key_0: self.zeros,
            _Key.Key_Period: self.right_here,
            **dict.fromkeys(ENTER, self.wrong),
            _Key.Key_Backspace: self.back,
            _Key.Key_Left: lambda: self._step(-1),
            _Key.Key_Right: lambda: self._step(1),
            _Key.Key_Up: lambda: self._to_row(-1),
            _Key.Key_Down: lambda: self._to_row(1),
            _Key.Key_F2: self.edit,
            **{_Key.Key_1 + at: partial(self.choose_table, at) for at in range(len(self._tables))},
        }
        theme.dress(self)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self._show_paper)
        self.choose_table(0)
        self.strip.setFocus()

    def _choice_of_tables(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for at, name in enumerate(("全部", *(table.name for table in self.editor.form.tables))):
            choice = QToolButton()
            choice.setCheckable(True)
            choice.setAutoRaise(True)
            choice.setProperty("chip", True)
            choice.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            choice.setToolTip(f"只校对{name}（按 {at + 1}）" if at else "从头到尾（按 1）")
            choice.clicked.connect(lambda _=False, at=at: self.choose_table(at))
            self._choices.addButton(choice, at)
            row.addWidget(choice)
        row.addWidget(self.progress, 1)
        return row

    def _buttons(self) -> tuple[QHBoxLayout, QHBoxLayout]:
        deciding, others = QHBoxLayout(), QHBoxLayout()
        for row, name, tip, do in (
            (deciding, "✓ 整行正确（空格）", "本行记为已校对，转到下一行；已标有误的格不变", self.right),
            (deciding, "✓ 均为 0（0）", "本行未校对的各格均为 0 的，记为已校对；不全为 0 的，予以提示", self.zeros),
            (deciding, "✓ 本格正确（句点）", "只把框出的一格记为已校对，转到下一格", self.right_here),
            (deciding, "✕ 本格有误（回车）", "框出的一格标为待复核，备注“校对有误”；再按一次取消", self.wrong),
            (others, "退回（退格）", "退回刚校对的一行或一格，恢复原状", self.back),
            (others, "去改（F2）", "结束校对，到表中修改框出的一格", self.edit),
            (others, "校对记录…（Ctrl+P）", "先看，再打印签字或存成 PDF", self._show_paper),
            (others, "结束（Esc）", "已校对的均已记下，下次接续", self.close),
        ):
            button = QPushButton(name)
            # Space and Enter belong to the row in front, wherever the mouse was last.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoDefault(False)
            button.setToolTip(tip)
            button.clicked.connect(do)
            row.addWidget(button)
        deciding.addStretch()
        others.insertStretch(2)
        return deciding, others

    # ── what the keys do ─────────────────────────────────────────────

    def choose_table(self, at: int) -> None:
        """Read that table, or all (0), and go on where the reading stopped."""
        form = self.editor.form
        self.cells = form.table(self._tables[at]).cells if at else tuple(form.cells)
        self._choices.button(at).setChecked(True)
        self._go(reading_aloud.start(self._now, self.cells))

    def right(self) -> None:
        """The row in front is right: tick all of it but what was heard to be wrong, and go on."""
        if self.cell:
            self._tick(reading_aloud.right_in_row(self.editor.form, self._now, self.cell))

    def right_here(self) -> None:
        """The cell in front is right, whatever the others of its row are."""
        if self.cell:
            self._tick((self.cell,))

    def zeros(self) -> None:
        """What is left of the row was heard to be 0: tick it if it is, else show what is not."""
        if not self.cell:
            return
        form = self.editor.form
        if others := reading_aloud.not_zero(form, self._now, self.cell):
            self._go(others[0])
            names = [f"{_column(form, cell)} {self._now.texts[cell] or '空'}" for cell in others]
            self.status.setText(f"本行不全为 0：{'、'.join(names)}。")
            self._show_sign("explain")
            self._say(self.status.text())
            return
        self._tick(reading_aloud.right_in_row(form, self._now, self.cell))

    def _tick(self, cells: tuple[str, ...]) -> None:
        self._decided.append(reading_aloud.decision(self._now, self.editor.document, cells))
        if self._now.statuses[self.cell] == "wrong":
            place = self._place(self.cell)
            self.editor.apply(f"取消校对有误{place}", reading_aloud.not_wrong(self.editor.document, self.cell))
        self.editor.tick(reading_aloud.ticked(self._now, self.editor.document, *cells))
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
        self._decided.append(reading_aloud.decision(self._now, self.editor.document, (self.cell,)))
        self.editor.tick(reading_aloud.unticked(self.editor.document, self.cell))
        self.editor.apply(f"标记校对有误{place}", reading_aloud.marked_wrong(self.editor.document, self.cell))
        self._on()

    def back(self) -> None:
        """Go back to what was decided last, and take that back; it may have been a slip."""
        if not self._decided:
            self._step(-1)
            return
        taken = self._decided.pop()
        cell = taken.cells[0]
        self.editor.tick(reading_aloud.ticks_before(self.editor.document, taken))
        self.editor.apply(f"退回校对{self._place(cell)}", reading_aloud.marks_before(self.editor.document, taken))
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
        self._now = reading_aloud.progress(self.editor.form, self.editor.document)
        self._go(reading_aloud.following_in_row(self.editor.form, self._now, self.cells, self.cell))

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
        self.words.setText(f"{table.columns[of.column]}　{spoken(text) if text else '未填'}")
        heard = self.editor.document.read_aloud.get(cell, "")
        was = f"（校对时为 {heard or '空'}）" if status == "changed" else ""
        self.status.setText("" if status == "open" else STATUS_WORDS[status] + was)
        self._show_sign(SIGNS.get(status, ""))
        self._say(f"{of.place}，{text or '空'}，{STATUS_WORDS[status]}。本行：{self.strip.said()}")

    def _show_end(self) -> None:
        done = len(self._now.cells("ticked", self.cells)) == len(self.cells)
        self.row.setText("校对完毕" if done else "已读一遍，尚有未校对的")
        self.words.setText(reading_aloud.summary(self._now, self.cells))
        self.status.setText("按 Ctrl+P 看校对记录、打印签字，按 Esc 结束。")
        self._show_sign("done" if done else "explain")
        self._say(f"{self.row.text()}，{self.words.text()}")

    def _show_sign(self, sign: str) -> None:
        self._sign.clear()
        if sign:
            self._sign.setPixmap(signs.icon(sign).pixmap(28, 28))

    def _say(self, words: str) -> None:
        """Let whoever hears the window hear that."""
        self.strip.setAccessibleName(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.strip, words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As large as the window allows."""
        unit = self.height() / 30
        for label, size in ((self.row, 1.9), (self.words, 1.5), (self.status, 1.0), (self.progress, 0.8)):
            _sized(label, unit * size, bold=label is self.row)
        self.strip.take_height(round(unit * 11))


def _centred(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch()
    for each in widgets:
        row.addWidget(each)
    row.addStretch()
    return row


def _column(form: Format, cell: str) -> str:
    of = form.cells[cell]
    return form.table(of.table).columns[of.column]


def _sized(shown: QWidget, pixels: float, *, bold: bool) -> None:
    font = QFont(shown.font())
    font.setPixelSize(max(12, round(pixels)))
    font.setBold(bold)
    shown.setFont(font)
