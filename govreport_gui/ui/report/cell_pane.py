"""The current cell, at the right of the window: last year, its problems, a remark, what counts there."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.findings.finding import LEVEL_NAMES, LEVEL_SIGNS
from govreport_gui.core.report import notes
from govreport_gui.core.report.document import Document
from govreport_gui.core.years import last_year
from govreport_gui.files import resources
from govreport_gui.ui.report.section_editor import leaves_undo_to_report
from govreport_gui.ui.widgets import labels
from govreport_gui.ui.widgets.keys import ENTER

_WIDTH = 250
_LEAST = 130
_AFTER = 50
"""Milliseconds without a key after which the pane follows."""
_REMARK_LINES = 4


class Remark(QPlainTextEdit):
    """The box for a remark. Esc and Ctrl+Enter leave it for the cell."""

    left = Signal()
    """It lost the focus."""
    done = Signal()
    """The clerk wants to go back to the cell."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the report has the only history
        self.setAccessibleName("备注")
        self.setPlaceholderText("写给自己看的，不印在年报上")
        self.document().setDocumentMargin(5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape or (event.key() in ENTER and ctrl):
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        if leaves_undo_to_report(event):
            event.ignore()
            return False
        return super().event(event)


class CellPane(QScrollArea):
    """All about one cell of `editor`'s report.

    `on_typing` is called while a remark is typed that is not yet in the document, `go_back` when the
    clerk wants to go on in the table.
    """

    def __init__(self, editor: ReportEditor, on_typing: Callable[[], None], go_back: Callable[[], None]) -> None:
        super().__init__()
        self.editor = editor
        self.cell = ""
        self.part = ""
        self._go_back = go_back
        self._committed = self._shown = ""
        self.place, self.last, self.problems, self.help = (_words() for _ in range(4))
        font = self.place.font()
        font.setBold(True)
        self.place.setFont(font)
        self.remark = Remark()
        self.remark.setFixedHeight(self.remark.fontMetrics().lineSpacing() * _REMARK_LINES + 14)
        self.mark = QCheckBox("回头看(&K)")
        self.mark.setToolTip("做个记号，以后回来再看这一格（Ctrl+M）")
        name = labels.line("备注(&B)")
        name.setBuddy(self.remark)
        self._of_cell = (self.place, self.last, name, self.remark, self.mark)
        whole = QWidget()
        # One layout: inside another, labels that wrap would be given too much height.
        layout = QVBoxLayout(whole)
        for each in (self.place, self.last, self.problems, name, self.remark, self.mark):
            layout.addWidget(each)
        layout.addSpacing(6)
        layout.addWidget(self.help)
        layout.addStretch()
        self.setWidget(whole)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setMinimumWidth(_LEAST)
        self.setAccessibleName("当前格")
        # Texts take their time to be laid out; who goes on typing numbers need not wait for them.
        self._later = QTimer(self, singleShot=True, interval=_AFTER)
        self._later.timeout.connect(self.show_now)
        self._wanted = ("", "")
        self.remark.textChanged.connect(on_typing)
        self.remark.left.connect(self.commit)
        self.remark.done.connect(self._done)
        self.mark.toggled.connect(self._toggle_mark)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 300)

    @property
    def pending(self) -> bool:
        """Whether a remark is typed that is not yet in the document."""
        return self.remark.toPlainText() != self._shown

    def draft(self, document: Document) -> Document:
        """The document with the remark that is being typed."""
        if not self.cell or not self.pending:
            return document
        new = replace(notes.note(document, self.cell), text=self.remark.toPlainText())
        return notes.with_note(document, self.cell, new)

    def commit(self) -> None:
        """Put the remark into the document, as one step."""
        if not self.cell or not self.pending:
            return
        document = self.draft(self.editor.document)
        self._committed = self._shown = self.remark.toPlainText()
        self.editor.apply(f"写{self._name()}的备注", document)

    def show_cell(self, cell: str, part: str) -> None:
        """Show that cell, or ("") what to know about the part, as soon as the clerk pauses.

        What was typed about another cell is kept at once.
        """
        self._wanted = (cell, part)
        if cell != self.cell:
            self.commit()
        if self.part:
            self._later.start()
        else:
            self.show_now()

    @property
    def waiting(self) -> bool:
        """Whether something else is to be shown in a moment."""
        return self._later.isActive()

    def show_now(self) -> None:
        """Show what is to be shown."""
        self._later.stop()
        cell, part = self._wanted
        if cell != self.cell:
            self.commit()
            self._committed = self._shown = ""
            with QSignalBlocker(self.remark):
                self.remark.clear()
        if (cell, part) != (self.cell, self.part):
            self.cell, self.part = cell, part
            self.help.setText(resources.help_text(self.editor.form, cell, part))
        for each in self._of_cell:
            each.setVisible(bool(cell))
        if cell:
            self._show_cell()
        else:
            self.problems.hide()

    def _show_cell(self) -> None:
        document = self.editor.document
        of = self.editor.form.cells[self.cell]
        self.place.setText(f"{of.place}（{of.unit}）")
        self.last.setText(last_year.beside(self.editor.case, self.cell) or "没有载入上年年报")
        findings = self.editor.checked.by_cell().get(self.cell, ())
        self.problems.setText(
            "\n".join(
                f"✓ 已说明：{each.message}（{each.explanation}）"
                if each.explanation is not None
                else f"{LEVEL_SIGNS[each.level]} {LEVEL_NAMES[each.level]}：{each.message}"
                for each in findings
            )
        )
        self.problems.setVisible(bool(findings))
        note = notes.note(document, self.cell)
        with QSignalBlocker(self.mark):
            self.mark.setChecked(note.follow_up)
        if note.text == self._committed and self.pending:
            return  # what is being typed is not thrown away by something else that changed
        self._committed = note.text
        if self.remark.toPlainText() != note.text:
            # This is no typing, and not every sign can stand in the box.
            with QSignalBlocker(self.remark):
                self.remark.setPlainText(note.text)
        self._shown = self.remark.toPlainText()

    def _toggle_mark(self, on: bool) -> None:  # noqa: FBT001  # Qt's own signal
        self.commit()
        document = self.editor.document
        new = replace(notes.note(document, self.cell), follow_up=on)
        label = f"{'记下' if on else '取消'}{self._name()}回头看"
        self.editor.apply(label, notes.with_note(document, self.cell, new))

    def _name(self) -> str:
        return self.editor.form.cells[self.cell].place

    def _done(self) -> None:
        self.commit()
        self._go_back()


def _words() -> QLabel:
    label = labels.paragraph()
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
