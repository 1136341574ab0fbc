"""The box for the text of one part. It commits a step whenever the clerk pauses or leaves it, and when it is asked to.

It has no history of its own: two histories of the same words would lose what stands in one and not in the other.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextEdit

from govreport_gui.core.drafting.bound_numbers import bindable
from govreport_gui.core.drafting.mismatches import Mismatch, Value, mended, mismatches
from govreport_gui.core.drafting.sentences import Sentence, sentences
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Section
from govreport_gui.core.report import binding
from govreport_gui.core.report.document import Document
from govreport_gui.core.values import show
from govreport_gui.ui.widgets import labels, signs, theme
from govreport_gui.ui.widgets.keys import leaves_undo_to_report
from govreport_gui.ui.writing.paper import Paper, lines

_PAUSE: Final = 800
"""Milliseconds without a key after which what was typed is checked, and is a step that can be taken back."""
_ERASING_ON_X11: Final = (Qt.Key.Key_D, Qt.Key.Key_K, Qt.Key.Key_U)


class SectionEditor(Paper):
    """The text of `section`. `measured`: set as on paper, in lines of 40 characters, two blank before a paragraph."""

    def __init__(
        self, editor: ReportEditor, section: Section, on_typing: Callable[[], None], *, measured: bool = False
    ) -> None:
        super().__init__(measured=measured)
        self.editor = editor
        self.section = section
        self.mismatches: tuple[Mismatch, ...] = ()
        """The numbers of the committed text that do not agree with the tables."""
        self.setPlaceholderText(section.hint)
        self.setAccessibleName(section.name)
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

    def refresh(self) -> None:
        """Show the document's text; the box is left alone where it shows that already."""
        now = self.editor.document.sections.get(self.section.id, "")
        if now == self._committed and self.pending:
            return  # what is being typed is not thrown away by something else that changed
        if now != self._committed:
            self._committed = now
            # This is no typing, and until it is done the box differs from what was shown.
            with QSignalBlocker(self):
                self.show_text(lines(now))
            self._pause.stop()
            # Not every sign can stand in the box; what it makes of the text is not what the clerk typed.
            self._shown = self.text()
        self.mark_words()

    def show_words(self, span: tuple[int, int]) -> None:
        """Select the words from start to end of the committed text."""
        cursor = self._cursor(*span)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def mark_words(self) -> None:
        """Underline the words that findings are about, and the numbers that follow the table.

        Not while something else is being typed: the places are those of the committed text.
        """
        if self.pending:
            self.setExtraSelections([])
            return
        self.mismatches = mismatches(self.editor.case, self.editor.checked, self.section.id)
        numbers = {each.finding.span for each in self.mismatches}
        drawn = QTextCharFormat.UnderlineStyle
        selections = [
            self._marked(finding.span, drawn.WaveUnderline, finding.level)
            for finding in self.editor.checked.findings
            if finding.section == self.section.id and finding.span and finding.explanation is None
            if finding.span not in numbers
        ]
        for bound in self.editor.document.bindings:
            if bound.section == self.section.id:
                selections.append(self._marked((bound.start, bound.end), drawn.SingleUnderline, "accent"))
                selections[-1].format.setToolTip("跟随表格")
        for each in self.mismatches:
            selections.append(self._marked(each.digits, drawn.DashUnderline, "explain", "explain fill"))
            selections[-1].format.setToolTip(labels.plain(each.finding.message))
        self.setExtraSelections(selections)

    def _marked(
        self, span: tuple[int, int], line: QTextCharFormat.UnderlineStyle, ink: str, fill: str = ""
    ) -> QTextEdit.ExtraSelection:
        marked = QTextEdit.ExtraSelection()
        marked.cursor = self._cursor(*span)
        marked.format.setUnderlineStyle(line)
        marked.format.setUnderlineColor(theme.colour(ink))
        if fill:
            marked.format.setBackground(theme.colour(fill))
        return marked

    def _cursor(self, start: int, end: int) -> QTextCursor:
        """The words from start to end of the committed text, in which a line may end in two signs."""
        return self.between(*(len(lines(self._committed[:at])) for at in (start, end)))

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
        for each in self.mismatches:
            words = self._cursor(*each.digits)
            for value in each.values if words.selectionStart() <= at <= words.selectionEnd() else ():
                entry = QAction(f"改为 {show(value.number)}，跟随{value.name}", menu)
                entry.triggered.connect(lambda _=False, value=value: self.mend(value))
                menu.insertAction(before, entry)
        for unbound in bindable(self.editor.case):
            if self._holds(unbound.binding, at):
                entry = QAction(f"跟随{unbound.name}（{show(unbound.number)}）", menu)
                bound = replace(document, bindings=binding.bind(document.bindings, unbound.binding))
                entry.triggered.connect(lambda _=False, to=bound: self.editor.apply("数字跟随表格", to))
                menu.insertAction(before, entry)
        for bound_now in document.bindings:
            if self._holds(bound_now, at):
                entry = QAction("不再跟随表格", menu)
                start = bound_now.start
                free = replace(document, bindings=binding.release(document.bindings, self.section.id, start))
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
        insert.setToolTipsVisible(True)
        at = self.index(caret.position())
        for each in sentences(self.editor.case):
            entry = insert.addAction(each.name)
            entry.setToolTip(labels.plain(each.text))
            entry.triggered.connect(lambda _=False, each=each: self.put_in(each, at))
        insert.setEnabled(not insert.isEmpty() and not self.isReadOnly())

    def put_in(self, sentence: Sentence, at: int) -> None:
        """Put the sentence into the text there, as one step; its numbers follow the tables from the start.

        What is still to be filled in is selected.
        """
        if not self.editor.may_change():
            return
        self.commit()
        text = self.text()
        at = min(at, len(text))
        written = self.editor.document.with_section(self.section.id, text[:at] + sentence.text + text[at:])
        self.editor.apply(f"插入{sentence.name}", written, sentence.placed(self.section.id, at))
        start, end = sentence.blank or (len(sentence.text), len(sentence.text))
        self.setTextCursor(self.between(at + start, at + end))
        self.ensureCursorVisible()
        self.setFocus()

    def mend(self, value: Value) -> None:
        """Let the number follow the table, which puts it right, as one step."""
        self.editor.apply(f"正文改为 {show(value.number)}", mended(self.editor.document, value))
        self.setFocus()

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
        # As Qt would do it the paragraphs would come without their measure.
        if source.hasText() and not self.isReadOnly():
            self.textCursor().insertText(source.text())
            self.ensureCursorVisible()
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
