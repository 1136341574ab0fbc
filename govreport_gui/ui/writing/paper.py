"""A box for a text as it will stand on paper: its measure and indents, exact to the letter. Knows no report."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit

from govreport_gui.core.prose.words import word_at
from govreport_gui.ui.widgets import theme

MEASURE: Final = 40
"""Characters in a line."""
MARGIN: Final = theme.S
"""Around the text within the box, in pixels."""
_LINE_END: Final = re.compile("\r\n?|[\u2028\u2029]")


class Paper(QTextEdit):
    """`measured`: in lines of 40 characters, 28 pixels high, two characters blank before a paragraph."""

    resized = Signal()

    def __init__(self, *, measured: bool) -> None:
        super().__init__()
        self._measured = measured
        self._prompts: list[tuple[QTextCursor, str]] = []
        self._text: str | None = None
        """What was read last; None when something has been written since."""
        self.document().contentsChange.connect(self._forget)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self._usual = self.font().pointSizeF() * (theme.WRITING if measured else 1.2)
        self._percent = 100
        self.document().setDocumentMargin(MARGIN)
        if measured:
            self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.zoom(100)

    def text(self) -> str:
        """What stands in the box, to the letter: toPlainText() would turn NBSP into a plain space."""
        if self._text is None:
            self._text = lines(self.document().toRawText())
        return self._text

    def _forget(self, *_where: int) -> None:
        self._text = None

    def show_text(self, text: str) -> None:
        """Put that text into the box: only what is different, so that the clerk stays where she reads."""
        before = self.text()
        if text == before:
            return
        start = _same(before, text)
        end = _same(before[start:][::-1], text[start:][::-1])
        cursor = self.between(start, len(before) - end)
        cursor.insertText(text[start : len(text) - end])
        self.setTextCursor(cursor)

    def between(self, start: int, end: int) -> QTextCursor:
        """The words from start to end of what stands in the box."""
        text = self.text()
        cursor = QTextCursor(self.document())
        # Qt counts in UTF-16, where a rare character takes two places.
        cursor.setPosition(len(text[:start].encode("utf-16-le", "surrogatepass")) // 2)
        cursor.setPosition(len(text[:end].encode("utf-16-le", "surrogatepass")) // 2, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def zoom(self, percent: int) -> None:
        """Show the text at that many percent of its usual size."""
        font = self.font()
        if font.pointSizeF() != self._usual * percent / 100:
            font.setPointSizeF(self._usual * percent / 100)
            self.setFont(font)
            self._percent = percent
            self._set_measure()

    @property
    def line(self) -> int:
        """How high a line of the measured text is, in pixels."""
        return round(theme.scaled(theme.WRITING_LINE) * self._percent / 100)

    def _set_measure(self) -> None:
        """Give all lines their height and paragraphs their indent. The text itself stays as it is."""
        if not self._measured:
            return
        paragraph = QTextBlockFormat()
        paragraph.setTextIndent(2 * self.fontMetrics().horizontalAdvance("中"))
        paragraph.setLineHeight(self.line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        with QSignalBlocker(self):
            cursor.mergeBlockFormat(paragraph)
        self._wrap()

    def _wrap(self) -> None:
        """Break lines at the measure, or where a narrow window ends."""
        if self._measured:
            measure = MEASURE * self.fontMetrics().horizontalAdvance("中") + 2 * MARGIN
            self.setLineWrapColumnOrWidth(min(measure, max(1, self.viewport().width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
        self._wrap()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the report view makes everything larger or smaller
        else:
            super().wheelEvent(event)

    @property
    def at(self) -> int:
        """Where the caret is, in characters of what stands in the box."""
        return self.index(self.textCursor().position())

    def index(self, position: int) -> int:
        """Before which character a place is that Qt counts in UTF-16."""
        raw = self.document().toRawText()
        return len(raw.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "surrogatepass"))

    def cursor_at(self, at: int) -> QTextCursor:
        """A cursor before that character of what stands in the box; it moves with the text."""
        return self.between(at, at)

    def show_prompts(self, prompts: Sequence[tuple[int, str]]) -> None:
        """Paint behind these places what is to be written there. It is never part of the text."""
        self._prompts = [(self.cursor_at(at), words) for at, words in prompts]
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._prompts:
            return
        painter = QPainter(self.viewport())
        painter.setPen(theme.colour("ink3"))
        painter.setFont(self.font())
        for cursor, words in self._prompts:
            if not cursor.atBlockEnd():
                continue  # something is written there meanwhile
            place = self.cursorRect(cursor)
            room = self.lineWrapColumnOrWidth() - MARGIN - place.right() - theme.XS
            shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
            place.setLeft(place.right() + theme.XS)
            place.setWidth(max(0, room))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the number or word: Qt would take all up to the next mark."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mouseDoubleClickEvent(event)
            return
        position = self.cursorForPosition(event.position().toPoint()).position()
        self.setTextCursor(self.between(*word_at(self.text(), self.index(position))))


def lines(text: str) -> str:
    """The text with every end of a line as the box has it."""
    return _LINE_END.sub("\n", text)


def _same(one: str, other: str) -> int:
    """How many letters are the same at the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
