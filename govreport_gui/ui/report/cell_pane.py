"""The current cell, below the problems: its number and last year's, its sums, what counts there, a remark, a mark."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core.editing import cell_status
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.proofreading import reading_aloud
from govreport_gui.core.report import notes
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.core.years import last_year
from govreport_gui.files import resources
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.icons import icon
from govreport_gui.ui.widgets.keys import ENTER, leaves_undo_to_report

_WIDTH, _HEIGHT, _HEAD = 362, 174, 30
_LEAST = 130
"""In pixels: width, height, of its head, narrowest."""
_AFTER = 50
"""Milliseconds without a key after which the pane follows."""
_REMARK_LINES = 2
_MARKS = "标记本格，以后复核（Ctrl+M）"
"""What the mark is for."""


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


class CellPane(QWidget):
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
        self.place = labels.CutLabel()
        self.place.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.mark = QToolButton()
        self.mark.setText("待复核(&K)")
        self.mark.setIcon(icon("flag"))
        self.mark.setCheckable(True)
        self.mark.setAutoRaise(True)
        self.mark.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.mark.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.mark.setToolTip(_MARKS)
        self.remark = Remark()
        self.remark.setFixedHeight(self.remark.fontMetrics().lineSpacing() * _REMARK_LINES + 14)
        self._rows = QFormLayout()
        self._rows.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        self._rows.setHorizontalSpacing(theme.S)
        self._rows.setVerticalSpacing(theme.XS)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.last, self.across, self.down, self.sum, self.help, self.law = (_words() for _ in range(6))
        for name, words in (
            ("本年", self.last),
            ("横向", self.across),
            ("纵向", self.down),
            ("总计", self.sum),
            ("口径", self.help),
            ("依据", self.law),
        ):
            title = labels.line(name)
            title.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            title.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._rows.addRow(title, words)
        self._rows.addRow("备注(&M)", self.remark)
        self._lines = QScrollArea()
        self._lay_out()
        self.setAccessibleName("当前格")
        self.setMinimumWidth(_LEAST)
        # Texts take their time to be laid out; who goes on typing numbers need not wait for them.
        self._later = QTimer(self, singleShot=True, interval=_AFTER)
        self._later.timeout.connect(self.show_now)
        self._wanted = ("", "")
        self.remark.textChanged.connect(on_typing)
        self.remark.left.connect(self.commit)
        self.remark.done.connect(self._done)
        self.mark.toggled.connect(self._toggle_mark)

    def _lay_out(self) -> None:
        name = labels.line("当前格")
        name.setFont(theme.sized(name.font(), theme.BODY, bold=True))
        head = QFrame()
        head.setFixedHeight(theme.scaled(_HEAD))
        head.setAutoFillBackground(True)
        head.setBackgroundRole(QPalette.ColorRole.Window)
        line = QHBoxLayout(head)
        line.setContentsMargins(10, 0, theme.XS, 0)
        line.addWidget(name)
        line.addWidget(self.place, 1)
        line.addWidget(self.mark)
        whole = QWidget()
        whole.setLayout(self._rows)
        whole.setAutoFillBackground(True)
        whole.setBackgroundRole(QPalette.ColorRole.Base)
        self._lines.setWidget(whole)
        self._lines.setWidgetResizable(True)
        self._lines.setFrameShape(QFrame.Shape.NoFrame)
        self._lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lines.setAccessibleName("当前格的数据和口径")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._lines, 1)
        self.setFocusProxy(self._lines)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, theme.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, theme.scaled(_HEAD + theme.PART))

    def show_help(self) -> None:
        """Bring what counts here into sight."""
        self._lines.ensureWidgetVisible(self.help)

    def show_remark(self) -> None:
        """Bring the remark into sight and go on there."""
        self._lines.ensureWidgetVisible(self.remark)
        self.remark.setFocus()

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
            counts, law = resources.help_text(self.editor.form, cell, part)
            self._say(self.help, counts)
            self._say(self.law, law)
        self._rows.setRowVisible(self.remark, bool(cell))
        self.mark.setVisible(bool(cell))
        if cell:
            self._show_cell()
        else:
            self.place.setText("")
            for words in (self.last, self.across, self.down, self.sum):
                self._say(words, "")

    def _say(self, words: QLabel, text: str) -> None:
        """Show that; a row that says nothing is not shown."""
        words.setText(text)
        self._rows.setRowVisible(words, bool(text))

    def _show_cell(self) -> None:
        editor, document = self.editor, self.editor.document
        of = editor.form.cells[self.cell]
        self.place.setText(f"{of.place}（{of.unit}）")
        text = shown_texts(editor.form, document, editor.case.numbers).get(self.cell, "")
        now = f"{text} {of.unit}" if text else "未填"
        self._say(self.last, f"{now}　{last_year.beside(editor.case, self.cell) or '没有载入上年年报'}")
        across, down = cell_status.sums_through(editor.case, self.cell)
        self._say(self.across, across)
        self._say(self.down, down)
        self._say(self.sum, cell_status.about_cell(editor.form, document, self.cell))
        note = notes.note(document, self.cell)
        with QSignalBlocker(self.mark):
            self.mark.setChecked(note.follow_up)
        wrong = note.follow_up and reading_aloud.is_wrong(document, self.cell)
        self.mark.setEnabled(not wrong)
        self.mark.setToolTip(reading_aloud.TO_CLEAR if wrong else _MARKS)
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
        label = f"{'标记' if on else '取消'}{self._name()}待复核"
        self.editor.apply(label, notes.with_note(document, self.cell, new))

    def _name(self) -> str:
        return self.editor.form.cells[self.cell].place

    def _done(self) -> None:
        self.commit()
        self._go_back()


def _words() -> QLabel:
    label = labels.paragraph()
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setMinimumWidth(1)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
