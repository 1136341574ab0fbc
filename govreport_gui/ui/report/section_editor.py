"""The box for the text of one part. It commits a step whenever the clerk pauses or leaves it, and when it is asked to.

It has no history of its own: two histories of the same words would lose what stands in one and not in the other.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit

from govreport_gui.core.drafting.bound_numbers import bindable
from govreport_gui.core.drafting.sentences import sentences
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Section
from govreport_gui.core.report import binding
from govreport_gui.core.report.document import Document
from govreport_gui.core.values import show
from govreport_gui.ui.widgets import labels, signs, theme

_PAUSE: Final = 800
"""Milliseconds without a key after which what was typed is checked, and is a step that can be taken back."""
_LINE_END: Final = re.compile("\r\n?|[\u2028\u2029]")
_ERASING_ON_X11: Final = (Qt.Key.Key_D, Qt.Key.Key_K, Qt.Key.Key_U)


class SectionEditor(QPlainTextEdit):
    """The text of `section`."""

    def __init__(self, editor: ReportEditor, section: Section, on_typing: Callable[[], None]) -> None:
        super().__init__()
        self.editor = editor
        self.section = section
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setPlaceholderText(section.hint)
        self.setAccessibleName(section.name)
        self._usual = self.font().pointSizeF() * 1.2
        self.zoom(100)
        self.document().setDocumentMargin(10)
        self._committed = self._shown = ""
        self._composing = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._commit_at_pause)
        self.refresh()
        self.textChanged.connect(self._pause.start)
        self.textChanged.connect(on_typing)

    @property
    def pending(self) -> bool:
        """Whether something typed is not yet in the document."""
        # Asked of every box with every number typed: the timer tells those that were touched.
        return self._pause.isActive() and self._differs()

    def _differs(self) -> bool:
        return self.text() != self._shown

    def text(self) -> str:
        """What stands in the box, to the letter: toPlainText() would turn NBSP into a plain space."""
        return _lines(self.document().toRawText())

    def refresh(self) -> None:
        """Show the document's text; the box is left alone where it shows that already."""
        now = self.editor.document.sections.get(self.section.id, "")
        if now == self._committed and self.pending:
            return  # what is being typed is not thrown away by something else that changed
        if now != self._committed:
            self._committed = now
            # This is no typing, and until it is done the box differs from what was shown.
            with QSignalBlocker(self):
                self._show(_lines(now))
            self._pause.stop()
            # Not every sign can stand in the box; what it makes of the text is not what the clerk typed.
            self._shown = self.text()
        self.mark_words()

    def _show(self, text: str) -> None:
        """Put that text into the box: only what is different, so that the clerk stays where she reads."""
        before = self.text()
        if text == before:
            return
        start = _same(before, text)
        end = _same(before[start:][::-1], text[start:][::-1])
        cursor = self._between(start, len(before) - end)
        cursor.insertText(text[start : len(text) - end])
        self.setTextCursor(cursor)

    def zoom(self, percent: int) -> None:
        """Show the text at that many percent of its usual size."""
        font = self.font()
        if font.pointSizeF() != self._usual * percent / 100:
            font.setPointSizeF(self._usual * percent / 100)
            self.setFont(font)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the report view makes everything larger or smaller
        else:
            super().wheelEvent(event)

    def show_words(self, span: tuple[int, int]) -> None:
        """Select the words from start to end of the committed text."""
        cursor = self._cursor(*span)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def mark_words(self) -> None:
        """Underline the words that findings are about, and the numbers that follow the table.

        Not while something else is being typed: the places are those of the committed text.
        """
        selections = []
        for finding in self.editor.checked.findings if not self.pending else ():
            if finding.section == self.section.id and finding.span and finding.explanation is None:
                selection = QTextEdit.ExtraSelection()
                selection.cursor = self._cursor(*finding.span)
                selection.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                selection.format.setUnderlineColor(theme.colour(finding.level))
                selections.append(selection)
        for each in self.editor.document.bindings if not self.pending else ():
            if each.section == self.section.id:
                selection = QTextEdit.ExtraSelection()
                selection.cursor = self._cursor(each.start, each.end)
                selection.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
                selection.format.setUnderlineColor(theme.colour("notice"))
                selection.format.setToolTip("跟随表格")
                selections.append(selection)
        self.setExtraSelections(selections)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        """The words from start to end of the committed text, in which a line may end in two signs."""
        return self._between(*(len(_lines(self._committed[:at])) for at in (start, end)))

    def _between(self, start: int, end: int) -> QTextCursor:
        """The words from start to end of what stands in the box."""
        text = self.text()
        cursor = QTextCursor(self.document())
        # Qt counts in UTF-16, where a rare character takes two places.
        cursor.setPosition(len(text[:start].encode("utf-16-le", "surrogatepass")) // 2)
        cursor.setPosition(len(text[:end].encode("utf-16-le", "surrogatepass")) // 2, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.extraSelections():
            self.mark_words()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, headed by the problems of the words under the mouse."""
        self.menu_at(event.pos()).exec(event.globalPos())

    def menu_at(self, point: QPoint) -> QMenu:
        """The menu for that point of the box."""
        caret = self.cursorForPosition(point)
        self.commit()
        menu = self.createStandardContextMenu()
        steps = {"edit-undo": (self.editor.undo_label, self.editor.undo)}
        steps["edit-redo"] = (self.editor.redo_label, self.editor.redo)
        for entry in menu.actions():
            entry.setText(entry.text().replace("撤消", "撤销"))  # as in the menus of the window
            if entry.objectName() in steps:
                label, step = steps[entry.objectName()]
                entry.setEnabled(bool(label))
                entry.triggered.connect(lambda _=False, step=step: step())
        at = caret.position()
        first = menu.actions()[0]
        self._add_bindings(menu, first, at)
        self._add_sentences(menu, caret)
        for finding in self.editor.checked.findings if not self.pending else ():
            if finding.section != self.section.id or not finding.span:
                continue
            words = self._cursor(*finding.span)
            if words.selectionStart() <= at <= words.selectionEnd():
                entry = QAction(signs.icon(finding.level), finding.message, menu)
                entry.setEnabled(False)
                menu.insertAction(first, entry)
        return menu

    def _add_bindings(self, menu: QMenu, before: QAction, at: int) -> None:
        """Offer to let the number under the mouse follow the table, or not to any more."""
        document = self.editor.document
        for unbound in bindable(self.editor.case):
            if self._holds(unbound.binding, at):
                entry = QAction(f"跟随{unbound.name}（{show(unbound.number)}）", menu)
                bound = replace(document, bindings=binding.bind(document.bindings, unbound.binding))
                entry.triggered.connect(lambda _=False, to=bound: self.editor.apply("数字跟随表格", to))
                menu.insertAction(before, entry)
        for each in document.bindings:
            if self._holds(each, at):
                entry = QAction("不再跟随表格", menu)
                free = replace(document, bindings=binding.release(document.bindings, each.section, each.start))
                entry.triggered.connect(lambda _=False, to=free: self.editor.apply("数字不再跟随表格", to))
                menu.insertAction(before, entry)

    def _holds(self, each: binding.Binding, at: int) -> bool:
        if each.section != self.section.id:
            return False
        words = self._cursor(each.start, each.end)
        return words.selectionStart() <= at <= words.selectionEnd()

    def _add_sentences(self, menu: QMenu, caret: QTextCursor) -> None:
        """The usual sentences with the numbers of the tables, put in where the menu was asked for."""
        insert = menu.addMenu("插入数据句")
        for name, text in sentences(self.editor.case):
            entry = insert.addAction(name)
            entry.setToolTip(labels.plain(text))
            entry.triggered.connect(lambda _=False, text=text: self._insert(caret, text))
        insert.setEnabled(not insert.isEmpty() and not self.isReadOnly())

    def _insert(self, caret: QTextCursor, text: str) -> None:
        caret.insertText(text)
        self.commit()

    def draft(self, document: Document) -> Document:
        """The document with what is being typed in it."""
        return document.with_section(self.section.id, self.text()) if self.pending else document

    def _commit_at_pause(self) -> None:
        if self._composing:
            self._pause.start()  # an input method is at work; half a word is no step
        else:
            self.commit()

    def commit(self) -> None:
        """Put what was typed into the document, as one step."""
        self._pause.stop()
        if not self._differs():
            return
        self._committed = self._shown = self.text()
        self.editor.apply(
            f"修改{self.section.name}", self.editor.document.with_section(self.section.id, self._committed)
        )

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted is a step of its own."""
        self.commit()
        super().insertFromMimeData(source)
        self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # On X11 Qt deletes by these, where Ctrl+D fills down in the tables.
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _ERASING_ON_X11:
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if leaves_undo_to_report(event):
            event.ignore()
            return False
        return super().event(event)


def leaves_undo_to_report(event: QEvent) -> bool:
    """Whether that is the key for undo or redo, which are the report's."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
    )


def _lines(text: str) -> str:
    """The text with every end of a line as the box has it."""
    return _LINE_END.sub("\n", text)


def _same(one: str, other: str) -> int:
    """How many letters are the same at the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
