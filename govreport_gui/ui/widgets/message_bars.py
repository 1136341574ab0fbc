"""The strip at the top of a window: what the clerk should know, and what she is asked. It stops nobody, and nothing
that was said in it is lost: one message is shown, the others wait behind it and can be turned to.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from govreport_gui.ui.widgets import labels, signs, theme

Answer = tuple[str, Callable[[], object]]
"""What a button says, and what it does. In a question False leaves the matter as it was."""
Kind = Literal["warning", "question", "note", "done"]
_SIGNS: Final = {"warning": "explain", "note": "notice", "done": "done"}
_SHOWN: Final = 8_000
_A_LETTER: Final = 150
"""How long a confirmation is shown, in milliseconds: at least, and for each letter of a long one."""


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """A sentence with the ways that lead on from it. `about` is the matter by which it is replaced and forgotten.

    A warning stands before all others until its matter is over; a question until it is answered; a note until it is
    put away; what was done goes by itself. `lasting`: it is true of the program, not only of the open report.
    """

    kind: Kind
    text: str
    about: str = ""
    ways: tuple[Answer, ...] = ()
    lasting: bool = False


class MessageBar(QFrame):
    """The message that stands foremost, with its buttons, and a button that turns to those that wait behind it."""

    covers = Signal(bool)
    """Hears whether anything is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.text = labels.paragraph()
        self.buttons: tuple[QPushButton, ...] = ()
        self._sign = labels.line()
        self.more = QPushButton("另有(&I)")
        self.more.clicked.connect(self._turn)
        self.close_button = QPushButton("关闭　Esc")
        self.close_button.clicked.connect(self.put_away)
        self._row = row = QHBoxLayout(self)
        # As high as the head of a page, with one line of words or two.
        self.setMinimumHeight(theme.scaled(theme.HEAD))
        row.setContentsMargins(theme.M, theme.XXS, theme.S, theme.XXS)
        row.setSpacing(theme.S)
        theme.dress(self)
        row.addWidget(self._sign)
        row.addWidget(self.text, 1)
        row.addWidget(self.more)
        row.addWidget(self.close_button)
        self._waiting: list[Message] = []
        self._turned = 0
        self._going = QTimer(self, singleShot=True)
        self._going.timeout.connect(self._go)
        self.hide()

    # ── what is said ─────────────────────────────────────────────────

    def say(self, text: str, about: str = "", ways: Sequence[Answer] = (), *, lasting: bool = False) -> None:
        """Show that until it is put away, in front of what was said before. Nothing to say: all that was said goes."""
        if text:
            self._take(Message("note", text, about, tuple(ways), lasting))
        else:
            self._keep(lambda each: each.kind in ("warning", "question") or each.lasting)

    def confirm(self, text: str, about: str = "") -> None:
        """Show for a while what has been done; it takes the place of what was done before."""
        self._take(Message("done", text, about))

    def warn(self, text: str, about: str, ways: Sequence[Answer] = ()) -> None:
        """Show that before all else until that matter is forgotten, and as it is now; nothing to say: it is over."""
        if text:
            self._take(Message("warning", text, about, tuple(ways)))
        else:
            self.forget(about)

    def ask(self, matter: str, text: str, answers: Sequence[Answer]) -> None:
        """Put that matter up, unless it already is; the first answer is the usual one."""
        if all(matter != each.about for each in self._waiting):
            self._take(Message("question", text, matter, tuple(answers)))

    def forget(self, start: str = "") -> None:
        """Matters whose names begin like that are over: what was said of them is true no longer."""
        self._keep(lambda each: not each.about.startswith(start))

    def put_away(self) -> None:
        """The clerk has read what is shown; a question and a warning stay."""
        shown = self._shown
        if shown is not None and shown.kind in ("note", "done"):
            self._keep(lambda each: each is not shown)

    @property
    def asking(self) -> bool:
        """Whether what is shown is to be answered."""
        return self._shown is not None and self._shown.kind == "question"

    # ── what stands before what ──────────────────────────────────────

    @property
    def _shown(self) -> Message | None:
        return self._waiting[self._turned] if self._waiting else None

    def _take(self, new: Message) -> None:
        shown = self._shown
        if new.kind == "warning" and shown is not None and shown.about == new.about:
            self._waiting[self._turned] = new
            self._show()
            return
        kept = [each for each in self._waiting if not _replaces(new, each, shown)]
        first = sum(each.kind == "warning" for each in kept)
        if new.kind == "warning":
            first = 0
        elif new.kind == "question":  # these stand in the order in which they came
            first = max((at + 1 for at, each in enumerate(kept) if each.kind == "question"), default=first)
        self._waiting = [*kept[:first], new, *kept[first:]]
        self._turned = 0
        self._show()

    def _keep(self, stays: Callable[[Message], bool]) -> None:
        kept = [each for each in self._waiting if stays(each)]
        if len(kept) != len(self._waiting):
            self._waiting, self._turned = kept, 0
            self._show()

    def _turn(self) -> None:
        self._turned = (self._turned + 1) % len(self._waiting)
        self._show()
        self.more.setFocus()

    # ── what is shown ────────────────────────────────────────────────

    def _show(self) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = ()
        self._going.stop()
        shown = self._shown
        if shown is None:
            self.text.clear()
            self.hide()
            return
        self.text.setText(shown.text)
        self.setAccessibleName(shown.text)
        others = len(self._waiting) - 1
        self.more.setText(f"另有 {others} 条(&I)")
        self.more.setVisible(others > 0)
        self.close_button.setVisible(shown.kind in ("note", "done"))
        self._show_sign()
        self.buttons = tuple(self._button(shown, *way) for way in shown.ways)
        if shown.kind == "done":
            self._going.start(max(_SHOWN, _A_LETTER * len(shown.text)))
        self.show()
        self._order_tabs()

    def _show_sign(self) -> None:
        sign = _SIGNS.get(self._shown.kind, "") if self._shown is not None else ""
        self._sign.setVisible(bool(sign))
        if sign:
            self._sign.setPixmap(signs.icon(sign).pixmap(signs.size(self)))

    def _button(self, of: Message, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: self._answer(of, do))
        self._row.insertWidget(self._row.indexOf(self.more), button)
        return button

    def _answer(self, of: Message, do: Callable[[], object]) -> None:
        # Until it is done the strip shows what is asked about, also while it asks once more.
        if do() is not False and of.kind == "question":
            self._keep(lambda each: each is not of)

    def _order_tabs(self) -> None:
        focus = self.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            before: QWidget | None = None
            for button in (*self.buttons, self.more, self.close_button):
                if before is not None:
                    QWidget.setTabOrder(before, button)
                before = button

    def _go(self) -> None:
        """It has been shown long enough, unless the clerk is at it, or away."""
        focus = self.window().focusWidget()
        at_it = self.underMouse() or (focus is not None and self.isAncestorOf(focus))
        if at_it or not self.isActiveWindow():
            self._going.start(_SHOWN)
        else:
            self.put_away()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What comes here is a key that nothing in the window has taken.
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or watched is not self.window():
            return False
        if event.key() == Qt.Key.Key_Escape:
            before = self._shown
            self.put_away()
            return self._shown is not before
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self.covers.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.covers.emit(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_sign()


def _replaces(new: Message, old: Message, shown: Message | None) -> bool:
    """Whether what is said now takes the place of that: of the same matter, the same words again, or what was done
    before and has been seen.
    """
    if new.about == old.about and new.about:
        return True
    if new.kind == "question" or old.kind in ("warning", "question"):
        return False
    return new.text == old.text or (new.kind == old.kind == "done" and old is shown)
