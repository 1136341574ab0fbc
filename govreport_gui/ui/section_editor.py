"""The box for the text of one part. It commits one step when it is left, and when it is asked to."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit

from govreport_gui.core.editor import ReportEditor
from govreport_gui.core.formats import Section


class SectionEditor(QPlainTextEdit):
    """The text of `section`. While it has the focus, Qt's own undo works inside it."""

    def __init__(self, editor: ReportEditor, section: Section, on_typing: Callable[[], None]) -> None:
        super().__init__()
        self.editor = editor
        self.section = section
        self.setTabChangesFocus(True)
        self.setPlaceholderText(section.hint)
        self.setAccessibleName(section.name)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.setFont(font)
        self.document().setDocumentMargin(10)
        self.refresh()
        self.textChanged.connect(on_typing)

    @property
    def pending(self) -> bool:
        """Whether something typed is not yet in the document."""
        return self.text() != self._committed

    def text(self) -> str:
        """What stands in the box, to the letter: toPlainText() would turn NBSP into a plain space."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def refresh(self) -> None:
        """Show the document's text; the box is left alone where it shows that already."""
        self._committed = self.editor.document.sections.get(self.section.id, "")
        if self.text() != self._committed:
            self.setPlainText(self._committed)

    def commit(self) -> None:
        """Put what was typed into the document, as one step."""
        if not self.pending:
            return
        self._committed = self.text()
        # From here on undo is the document's; the box must not hold a second history of the same words.
        self.document().clearUndoRedoStacks()
        self.editor.apply(
            f"修改{self.section.name}", self.editor.document.with_section(self.section.id, self._committed)
        )

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)
