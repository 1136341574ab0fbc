"""The page for a part that is a table."""

from collections.abc import Callable

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Section
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import blank_inputs
from govreport_gui.core.values import entered
from govreport_gui.ui.control_totals.panel import ControlTotals
from govreport_gui.ui.table.table_model import TableModel
from govreport_gui.ui.table.table_view import OfficialTable
from govreport_gui.ui.widgets import labels, theme
from govreport_gui.ui.widgets.page_head import page_head, tool
from govreport_gui.ui.writing.section_editor import SectionEditor


class TablePage(QWidget):
    """A part that is a table, with a box for what a unit writes beside it, folded away while empty."""

    def __init__(self, editor: ReportEditor, section: Section, on_typing: Callable[[], None]) -> None:
        super().__init__()
        self.model = TableModel(editor, editor.form.table(section.table))
        self.table = OfficialTable(self.model)
        self.text = SectionEditor(editor, section, on_typing)
        self.text.setMaximumHeight(90)
        self.text.setPlaceholderText("表格以外的文字写在这里，印在表格后面。一般不用写。")
        self.zeros = tool("空格填 &0", "arrow-down-to-line", "本表未填的格均填 0，自动总计不变")
        self.zeros.clicked.connect(self.fill_zeros)
        self._unfold = tool("表后文字(&J)", "pilcrow", "在表格后面写文字，一般不用写")
        self._unfold.setCheckable(True)
        self._unfold.toggled.connect(self.text.setVisible)
        self._unfold.clicked.connect(self.text.setFocus)
        self.paper = ControlTotals(self.table)
        self._totals_seen: tuple[tuple[str, str], ...] = ()
        self.unfold_totals = tool("台账合计比对", "calculator", "填台账、底稿上的合计，与表中的数比较（Ctrl+T）")
        self.unfold_totals.setCheckable(True)
        if not self.paper.possible:
            self.unfold_totals.hide()
        self.unfold_totals.toggled.connect(lambda on: self.paper.unfold(on=on))
        self.unfold_totals.clicked.connect(self._to_totals)
        units = {editor.form.cells[cell].unit for cell in self.model.table.cells}
        unit = labels.line(f"单位：{units.pop()}" if len(units) == 1 else "")
        unit.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        head = page_head(section.heading, unit, self.unfold_totals, self.zeros, self._unfold)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, 0, theme.M, theme.M)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addLayout(self.paper, 1)
        layout.addSpacing(theme.S if self.text.text() else 0)
        layout.addWidget(self.text)
        layout.addStretch()
        self.setFocusProxy(self.table)
        self.setTabOrder(self.table.body, self._unfold)
        self.setTabOrder(self._unfold, self.text)
        self._fold()
        self._count_blanks()

    def fill_zeros(self) -> str:
        """Put 0 into every cell that is still to be filled in, as one step; what was done, for the status line.

        "" where the report is locked: the lock says so itself.
        """
        editor = self.model.editor
        if not editor.may_change():
            return ""
        self.commit()
        cells = blank_inputs(editor.form, editor.document, self.model.table.id)
        name = self.model.table.name
        editor.apply(f"{name}其余 {len(cells)} 格填 0", editor.document.with_cells(dict.fromkeys(cells, "0")))
        self.table.setFocus()
        return f"{name}已填 0：{len(cells)} 格。" if cells else f"{name}已无空格。"

    def _count_blanks(self) -> None:
        editor = self.model.editor
        blank = len(blank_inputs(editor.form, editor.document, self.model.table.id))
        self.zeros.setEnabled(blank > 0)

    def refresh(self) -> None:
        """Show the document."""
        self.model.refresh()
        self.table.follow()
        self._count_blanks()
        self.text.refresh()
        self.paper.refresh()
        if (filled := self.paper.filled) != self._totals_seen:
            self._totals_seen = filled
            self.unfold_totals.setChecked(self.unfold_totals.isChecked() or bool(filled))
        if self.text.text():
            self._fold()

    @property
    def pending(self) -> bool:
        """Whether something typed is not yet in the document."""
        document = self.model.editor.document
        return self.draft(document) != document

    def draft(self, document: Document) -> Document:
        """The document with what is being typed in it."""
        body = self.table.body
        box = body.indexWidget(body.currentIndex())
        if isinstance(box, QLineEdit) and not box.isHidden():
            document = document.with_cells({body.current_cell(): entered(box.text())})
        return self.text.draft(self.paper.draft(document))

    def commit(self) -> None:
        """Put what was typed into the document; a number still being typed is entered."""
        line = self.table.body.focusWidget()
        if line is not None and line is not self.table.body and self.table.body.isAncestorOf(line):
            self.table.body.setFocus()
        self.paper.commit()
        self.text.commit()

    def zoom(self, percent: int) -> None:
        """Show what is typed here at that many percent of its usual size."""
        self.table.zoom(percent)
        self.text.zoom(percent)

    def show_words(self, span: tuple[int, int]) -> None:
        """Select the words from start to end of the text beside the table."""
        self.text.setFocus()
        self.text.show_words(span)

    def _to_totals(self) -> None:
        """After unfolding the clerk goes on in the box of the total she is at."""
        if self.unfold_totals.isChecked():
            self.paper.go_to(self.table.current_cell())
        else:
            self.table.setFocus()

    def _fold(self) -> None:
        shown = bool(self.text.text())
        self._unfold.setChecked(shown)
        self.text.setVisible(shown)
