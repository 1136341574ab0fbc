"""A foreign file beside what was read of it. Nothing of it enters a report before the clerk takes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.importing.review import Item, Review, corrected, review
from govreport_gui.core.importing.taking import Parts, texts_said
from govreport_gui.core.reading.blocks import Spot
from govreport_gui.core.reading.report import Reading
from govreport_gui.core.report.document import Document
from govreport_gui.ui.importing import strips
from govreport_gui.ui.importing.cutouts import Cutouts
from govreport_gui.ui.importing.part_boxes import PartBoxes, Purpose
from govreport_gui.ui.importing.review_list import ALL, DOUBTFUL, NUMBERS, ReviewList
from govreport_gui.ui.importing.review_rows import said
from govreport_gui.ui.importing.source_pages import SourcePages
from govreport_gui.ui.widgets import fitting, labels, signs, theme
from govreport_gui.ui.widgets.icons import icon

_SIZE: Final = QSize(1366, 690)
_TEXT: Final = "text"
_CHIPS: Final = {DOUBTFUL: "待确认", NUMBERS: "有数字", ALL: "全部", _TEXT: "正文"}
_LOW: Final = 560
"""Pixels of height below which what goes into the report stands in one line."""
_SIGN: Final = 16


class Source(Protocol):
    """What shows the source: pages, or what was read of it."""

    @property
    def where(self) -> str: ...

    def show_spots(self, spots: tuple[Spot, ...], others: tuple[Spot, ...] = ()) -> None: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """What the clerk takes: the report as read and corrected, and which parts of it."""

    document: Document
    parts: Parts


class ImportWindow(QDialog):
    """Shows a reading beside its source. `taken` is what the clerk takes, None until then."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        reading: Reading,
        source: QWidget,
        purpose: Purpose,
        cutouts: Cutouts | None = None,
    ) -> None:
        """`source` shows the spots of the current item, see Source; `cutouts` what a scan looks like there."""
        super().__init__(parent)
        self.setWindowTitle(purpose.title)
        self.taken: Taken | None = None
        self.typed: dict[str, str] = {}
        self.confirmed: set[str] = set()
        self._steps: list[tuple[dict[str, str], set[str], Item | None]] = []
        """What was typed and confirmed before each step, and where the clerk was."""
        self._reading, self._purpose, self._name = reading, purpose, name
        self.source = source
        self.rows = ReviewList(cutouts)
        self.proof, self._sign, self._open_sign = labels.line(), labels.line(), labels.line()
        self.why, self._why_sign = labels.paragraph(), labels.line()
        self.counts, self.left, self.where = labels.line(), labels.line(), labels.line()
        self.chips: Mapping[str, QToolButton] = {kind: strips.chip(words) for kind, words in _CHIPS.items()}
        self.parts = PartBoxes(reading, purpose, recognised=cutouts is not None)
        self.confirm = QPushButton("确认此处，转到下一处　Enter")
        self.confirm_all = QPushButton("全部按读作确认(&Q)")
        self.take, self.cancel = QPushButton("采用(&A)"), QPushButton("取消　Esc")
        self._lay_out()
        self._connect()
        fitting.fit(self, _SIZE)
        self._refresh()
        self._focus()

    # ── what is shown ────────────────────────────────────────────────

    @property
    def review(self) -> Review:
        """The reading as it stands."""
        return self._review

    def _refresh(self) -> None:
        """Judge again, and show it."""
        purpose = self._purpose
        self._review = review(self._reading, self.typed, last=purpose.last, present=purpose.present)
        self.confirmed &= set(self._review.matters)
        self.rows.show_review(self._review, self.confirmed, self._wanted())
        self._say()

    def _wanted(self) -> str:
        return next((kind for kind, chip in self.chips.items() if chip.isChecked()), DOUBTFUL)

    def _say(self) -> None:
        proof, found = self._review.proof, self._review
        broken = len(proof.broken)
        told = proof.holds + broken
        words = f"{broken} 个等式不成立" if broken else f"{told} 个等式全部成立" if told else "没有可以核对的等式"
        self.proof.setText(words)
        sign = "must_fix" if broken else "done" if told else "optional"
        self._sign.setPixmap(signs.icon(sign).pixmap(_SIGN, _SIGN))
        document = self.document()
        filled = sum(1 for cell in self._reading.form.cells if cell in document.cells)
        texts = texts_said(self._reading.form, document)
        whole = len(self._reading.form.cells)
        self.counts.setText(f"已读入 {filled}/{whole} 格　　{f'正文 {texts}' if texts else '没有正文'}")
        left = len(self.pending)
        self.left.setText(f"{left} 处待确认" if left else "均已确认" if found.matters else "没有疑点")
        self._open_sign.setPixmap(signs.icon("explain" if left else "done").pixmap(_SIGN, _SIGN))
        shown = len([each for each in found.cells if not (each.zero or each.blank)])
        for kind, count in ((DOUBTFUL, left), (NUMBERS, shown), (ALL, whole)):
            self.chips[kind].setText(f"{_CHIPS[kind]} {count}")
        self._strip.setVisible(bool(found.doubtful))
        self.confirm.setEnabled(bool(left))
        self.confirm_all.setEnabled(bool(left))
        self.take.setEnabled(not left)
        self.take.setToolTip(f"尚有 {left} 处待确认" if left else "")

    @property
    def pending(self) -> tuple[str, ...]:
        """The doubts that are still to be confirmed."""
        return tuple(each for each in self._review.matters if each not in self.confirmed)

    def document(self) -> Document:
        """The report as read, with what the clerk has typed."""
        return corrected(self._reading.document, self.typed)

    def _show_spots(self) -> None:
        item = self.rows.current
        shown: Source = self.source  # type: ignore[assignment]  # every source is one
        if item is not None:
            same = [each for each in self._review.doubtful if item.matter and each.matter == item.matter]
            shown.show_spots(item.spots, tuple(spot for each in same for spot in each.spots))
        self.where.setText(shown.where)
        words = said(item) if item is not None else ""
        self.why.setText(words)
        open_ = item is not None and item.matter in self.pending
        self._why_sign.setPixmap(signs.icon("explain" if open_ else "done").pixmap(_SIGN, _SIGN))
        self._why_sign.setVisible(bool(words))

    # ── what the clerk does ──────────────────────────────────────────

    def _keep(self) -> None:
        self._steps.append((dict(self.typed), set(self.confirmed), self.rows.current))

    def _undo(self) -> None:
        """The last number that was confirmed or typed is as it was before."""
        if not self._steps:
            return
        self.typed, self.confirmed, item = self._steps.pop()
        self._refresh()
        self.rows.go_to(item)
        self._focus()

    def _confirm(self) -> None:
        """What the current item says is right; on to the next doubt, or to the button that takes it all."""
        item = self.rows.current
        if item is not None and item.matter and item.matter not in self.confirmed:
            self._keep()
            self.confirmed.add(item.matter)
            self._next()
        elif not self.pending:
            self.accept()
        else:
            self.rows.go_to_open(self.confirmed)

    def _confirm_all(self) -> None:
        self._keep()
        self.confirmed.update(self._review.matters)
        self._next()

    def _correct(self, cell: str, text: str) -> None:
        """The clerk has typed that: it holds, and is looked at."""
        item = next(each for each in self._review.cells if each.cell == cell)
        self._keep()
        self.typed[cell] = text
        self.confirmed |= {item.matter} - {""}
        # Not while the box is still closing.
        QTimer.singleShot(0, self, self._next)

    def _second(self) -> None:
        item = self.rows.current
        if item is not None and item.second:
            self._correct(item.cell, item.second)

    def _next(self) -> None:
        self._refresh()
        self.rows.go_to_open(self.confirmed)
        self._focus()

    def _focus(self) -> None:
        """The keyboard goes where Enter does what comes next."""
        (self.rows if self.pending else self.take).setFocus()

    def _choose(self) -> None:
        text = self.chips[_TEXT].isChecked()
        self._stack.setCurrentIndex(int(text))
        if not text:
            self.rows.show_review(self._review, self.confirmed, self._wanted())
            self.rows.setFocus()

    def _step(self, step: int) -> None:
        self.chips[DOUBTFUL].setChecked(True)
        self._choose()
        self.rows.go_to_open(self.confirmed, step)
        self.rows.setFocus()

    def accept(self) -> None:
        wanted = self.parts.wanted
        if not self.pending and any((wanted.cells, wanted.texts, wanted.cover)):
            self.taken = Taken(self.document(), wanted)
            super().accept()

    # ── how it is put together ───────────────────────────────────────

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self._stack = QStackedWidget()
        self._text = QPlainTextEdit(_texts(self._reading))
        self._text.setReadOnly(True)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.document().setDocumentMargin(theme.L)
        self._text.setAccessibleName("读入的正文")
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self._text)
        foot = strips.line(self.confirm, self.confirm_all, None, self.take, self.cancel)
        self.why.setMinimumHeight(theme.scaled(theme.HEAD))
        self._strip = QWidget()
        said_in = QHBoxLayout(self._strip)
        said_in.setContentsMargins(theme.L, 0, theme.L, 0)
        said_in.addWidget(self._why_sign)
        said_in.addWidget(self.why, 1)
        for each in (self._head(), strips.cut(), self._stack, strips.cut(), self._strip, strips.cut()):
            right.addWidget(each, int(each is self._stack))
        for each in (self.parts, strips.cut(), foot):
            right.addWidget(each)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        for each in (self._source_head(), strips.cut(), self.source):
            left.addWidget(each, int(each is self.source))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        for side in (left, right):
            pane = QWidget()
            pane.setLayout(side)
            pane.setMinimumWidth(theme.XXL * 10)
            split.addWidget(pane)
        split.setSizes([_SIZE.width() * 43 // 100, _SIZE.width() * 57 // 100])
        whole = QVBoxLayout(self)
        for widget in (self._top(), strips.cut()):
            whole.addWidget(widget)
        whole.addWidget(split, 1)
        self.take.setDefault(True)
        theme.dress_dialog(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)

    def _top(self) -> QWidget:
        picture = labels.line()
        picture.setPixmap(icon("file-text").pixmap(_SIGN, _SIGN))
        name = labels.CutLabel()
        name.setText(self._name)
        for each in (self.proof, self.left):
            each.setFont(theme.sized(each.font(), theme.SECTION, bold=True))
        made = strips.line(
            picture, name, None, self._sign, self.proof, self.counts, self._open_sign, self.left, spacing=theme.M
        )
        made.setFixedHeight(theme.scaled(theme.HEAD + theme.S))
        line = made.layout()
        assert isinstance(line, QHBoxLayout)  # noqa: S101  # made so
        line.setStretch(1, 1)
        return made

    def _source_head(self) -> QWidget:
        name = labels.line("原文")
        name.setFont(theme.sized(name.font(), theme.BODY, bold=True))
        tools: list[QWidget | None] = [name, self.where, None]
        if isinstance(self.source, SourcePages):
            pages = self.source
            tools += [strips.tool("－", "缩小", "Ctrl+-", lambda: pages.step_zoom(-1))]
            tools += [strips.tool("＋", "放大", "Ctrl+=", lambda: pages.step_zoom(1))]
            pages.moved.connect(lambda: self.where.setText(pages.where))
        return strips.line(*tools)

    def _head(self) -> QWidget:
        name = labels.line("读入结果")
        name.setFont(theme.sized(name.font(), theme.BODY, bold=True))
        hint = labels.CutLabel()
        hint.setText("F8 下一处，键入数字即更正，Ctrl+Z 退回一步")
        hint.setForegroundRole(hint.palette().ColorRole.PlaceholderText)
        group = QButtonGroup(self)
        for chip in self.chips.values():
            group.addButton(chip)
        self.chips[DOUBTFUL].setChecked(True)
        group.buttonClicked.connect(self._choose)
        return strips.line(name, *self.chips.values(), None, hint)

    def _connect(self) -> None:
        for button in (self.confirm, self.confirm_all, self.take, self.cancel):
            button.setAutoDefault(False)
        self.rows.moved.connect(self._show_spots)
        self.rows.confirmed.connect(self._confirm)
        self.rows.typed.connect(self._correct)
        self.rows.second_wanted.connect(self._second)
        self.confirm.clicked.connect(self._confirm)
        self.confirm_all.clicked.connect(self._confirm_all)
        self.take.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Undo, self, self._undo)
        QShortcut(QKeySequence("F8"), self, lambda: self._step(1))
        QShortcut(QKeySequence("Shift+F8"), self, lambda: self._step(-1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.parts.lay_out(low=self.height() < theme.scaled(_LOW))


def _texts(reading: Reading) -> str:
    """The parts of the text with their headings."""
    parts = [(each.heading or each.name, reading.document.sections.get(each.id, "")) for each in reading.form.sections]
    return "\n\n".join(f"{heading}\n{text}" for heading, text in parts if text) or "没有读到文字。"
