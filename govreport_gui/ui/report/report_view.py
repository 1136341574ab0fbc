"""One open report on screen: its parts at the left, the page in the middle, problems and current cell at the right."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from govreport_gui.core.drafting.bound_numbers import followed
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.findings.progress import COVER, changed_cells, changed_part, section_of
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import case_of
from govreport_gui.ui.findings import explain_dialog
from govreport_gui.ui.findings.findings_panel import FindingsPanel
from govreport_gui.ui.report.cell_pane import CellPane
from govreport_gui.ui.report.cover_page import CoverPage
from govreport_gui.ui.report.lock_strip import LockStrip
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.report.parts_column import PartsColumn
from govreport_gui.ui.report.parts_list import PartsList
from govreport_gui.ui.report.report_pages import Page, ReportPages
from govreport_gui.ui.report.side_pane import LEAST, MOST, SidePane
from govreport_gui.ui.table.table_view import wanted_width
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.writing.text_page import TextPage
from govreport_gui.ui.writing.writing_pane import WritingPane

_BESIDE: Final = 1204
"""Width from which the problems stand beside the page, in pixels; below that they lie under it."""
_ANY: Final = 16_777_215
"""No limit of height, as Qt writes it."""
_NARROW: Final = 930
"""Width under which the parts are signs and numerals alone."""


class ReportView(QWidget):
    """Shows `editor` and turns gestures into its steps.

    `on_typing` is called while something is typed that is not yet in the document, `on_move` when
    the clerk goes to another part or cell.
    """

    menu_wanted = Signal(QPoint)
    """The menu of the cells is wanted, at that place of the table in sight."""

    def __init__(self, editor: ReportEditor, on_typing: Callable[[], None], on_move: Callable[[], None]) -> None:
        super().__init__()
        self.editor = editor
        self._on_typing, self._on_move = on_typing, on_move
        self._cell_pane: CellPane | None = None
        self.percent = 100
        self._last_shown = False
        self.parts = PartsList(editor)
        self.findings = FindingsPanel(editor)
        self.pages = ReportPages(editor, on_typing)
        self.lock = LockStrip(editor, self.pages)
        self.pages.new.connect(self._listen_to)
        cover = self.pages[COVER]
        assert isinstance(cover, CoverPage)  # noqa: S101  # it has no other
        self.cover = cover
        self.parts.chosen.connect(self.go)
        self.findings.chosen.connect(self.show_finding)
        self.findings.explain.connect(self._explain)
        self.findings.repaired.connect(self.show_changed)
        self.findings.cell_wanted.connect(self.go_to_cell)
        self.findings.located.connect(self._show_located)
        self.findings.choice_wanted.connect(self.mend_text)
        self.findings.focused.connect(self._lead)
        self.writing = WritingPane()
        self.column = PartsColumn(editor, self.parts)
        self.side = SidePane(self.writing, self.findings)
        self._pane_wanted = self._pane_asked = self._unfolded = self._moved = False
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.lock)
        column.addWidget(self.pages, 1)
        self.split = QSplitter()
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(middle)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 1)
        self.split.splitterMoved.connect(self._keep_sizes)
        self.findings.unfold.connect(self._turn_fold)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.column)
        layout.addWidget(self.split, 1)

    def _listen_to(self, page: Page) -> None:
        """A page comes in: what it tells goes where it belongs, and it stands as the others do."""
        if isinstance(page, TablePage):
            page.table.body.selectionModel().currentChanged.connect(self._on_move)
            page.table.body.selectionModel().selectionChanged.connect(self._on_move)
            page.table.body.menu_wanted.connect(self.menu_wanted)
            page.table.show_last(on=self._last_shown)
        elif isinstance(page, TextPage):
            page.cell_wanted.connect(self.go_to_cell)
            page.next_wanted.connect(lambda: self.findings.step(1))
            page.counted.connect(self._show_writing)
            page.last.toggled.connect(self._last_wanted)
        self.lock.refresh()

    # ── the layout ───────────────────────────────────────────────────

    @property
    def below(self) -> bool:
        """Whether the problems lie below the page, for want of width."""
        return self.width() < theme.scaled(_BESIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Give parts, page and pane the room that the window has."""
        below = self.below
        self.column.fit(narrow=self.width() < theme.scaled(_NARROW), height=self.height())
        turned = Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal
        if self.split.orientation() != turned:
            self.split.setOrientation(turned)
            self._moved = False
        folded = below and not self._unfolded
        self.side.lie(below=below, folded=folded)
        self.side.setMaximumHeight(theme.scaled(theme.HEAD) if folded else _ANY)
        self._show_pane()
        self._show_writing()
        if self._moved and not folded:
            return
        if below:
            high = self.side.sizeHint().height()
            self.split.setSizes([self.height() - high - 1, high])
        else:
            room = self.width() - self.column.width() - 1
            wide = min(max(room - self._page_width(), theme.scaled(LEAST)), theme.scaled(MOST))
            self.split.setSizes([room - wide, wide])

    def _page_width(self) -> int:
        """What the widest table takes, in pixels."""
        form, unit = self.editor.form, self.percent / 100 * theme.scaled(100) / 100
        last = self._last_shown and self.editor.document.last is not None
        widest = max((wanted_width(table, unit, last=last) for table in form.tables), default=0)
        return widest + 2 * theme.M if widest else 0

    def _keep_sizes(self) -> None:
        self._moved = True

    def _turn_fold(self) -> None:
        """Unfold the pane below the page, or fold it to one line."""
        self._unfolded = not self._unfolded
        self._pane_asked = self._pane_asked and self._unfolded
        self.arrange()

    @property
    def pane_shown(self) -> bool:
        """Whether all about the current cell is shown."""
        # Beside a text the room is for its aspects and last year's words, where there are any.
        page = self.text_page
        taken = page is not None and self.writing.offers(page)
        return self._pane_asked if self.below or taken else self._pane_wanted

    def offer_pane(self, *, on: bool) -> None:
        """Whether that is shown where there is room for it."""
        self._pane_wanted = on
        self.arrange()

    def show_pane(self, *, on: bool) -> None:
        """Show it, room or not; or do not any more."""
        self._pane_wanted = self._pane_asked = on
        self._unfolded = on
        self.arrange()

    def _show_writing(self) -> None:
        """Show beside a text what belongs to the place of its caret."""
        page = self.text_page
        shown = page is not None and (not self.below or self._unfolded) and self.writing.offers(page)
        if page is not None and shown:
            self.writing.show_page(page)
        self.side.lead(shown=shown)
        self._lead()

    def _lead(self) -> None:
        """One filled button in the window: where the clerk is, the list or the line below the text."""
        page = self.text_page
        text = page is not None and page.repair.shown is not None and not self.findings.in_list
        self.findings.lead(on=not text)
        if page is not None:
            page.repair.lead(on=text)

    def _last_wanted(self, wanted: bool) -> None:  # noqa: FBT001  # Qt's own signature
        """Last year's passage is wanted, or not any more: where the pane is folded away, it is not seen, so it is."""
        if self.below and not self._unfolded:
            self._turn_fold()
            if self.text_page is not None and not wanted:
                self.text_page.last.setChecked(True)
        self._show_writing()

    def _show_pane(self) -> None:
        page = self.page
        if isinstance(page, CoverPage) and self.below:
            page.take_preview()
        # The cover has no cells; what becomes of it stands in their place.
        above = page.preview if isinstance(page, CoverPage) and not self.below else None
        self.side.show_above(above)
        if self.pane_shown or self._cell_pane is not None:
            self.side.hold(self.cell_pane, shown=self.pane_shown and above is None)
        if self.pane_shown:
            self.cell_pane.show_cell(self.cell, self.part)

    def refresh(self) -> None:
        """Show the editor's state: the page in sight, the parts, the problems."""
        self.page.refresh()
        self.parts.refresh()
        self.column.refresh()
        self.findings.refresh()
        self.lock.refresh()

    @property
    def part(self) -> str:
        """The part in sight."""
        return self.pages.part

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self.pages.page

    @property
    def table_page(self) -> TablePage | None:
        """The page in sight where it has a table."""
        return self.page if isinstance(self.page, TablePage) else None

    @property
    def text_page(self) -> TextPage | None:
        """The page in sight where it is a text."""
        return self.page if isinstance(self.page, TextPage) else None

    @property
    def pending(self) -> bool:
        """Whether something typed is not yet in the document."""
        noting = self._cell_pane is not None and self._cell_pane.pending
        return noting or any(page.pending for page in self.pages.made)

    def draft(self) -> Document:
        """The report as it will be once everything that is still being typed is in it."""
        document = self.editor.document
        for page in self.pages.made:
            document = page.draft(document)
        if self._cell_pane is not None:
            document = self._cell_pane.draft(document)
        return followed(self.editor.document, case_of(self.editor.form, document, self.editor.case))

    def commit(self) -> None:
        """Put everything that is still being typed into the document."""
        for page in self.pages.made:
            page.commit()
        if self._cell_pane is not None:
            self._cell_pane.commit()

    @property
    def cell(self) -> str:
        """The cell that the clerk is in; "" if none."""
        return self.page.table.current_cell() if isinstance(self.page, TablePage) else ""

    @property
    def cell_pane(self) -> CellPane:
        """All about that cell, made when it is first asked for."""
        if self._cell_pane is None:
            self._cell_pane = CellPane(self.editor, self._on_typing, self._to_page)
        return self._cell_pane

    def _to_page(self) -> None:
        self.page.setFocus()

    def show_last(self, *, on: bool) -> None:
        """Show last year's numbers in the tables, or do not any more."""
        self._last_shown = on
        for page in self.pages.made:
            if isinstance(page, TablePage):
                page.table.show_last(on=on)
        self.arrange()

    def go(self, part: str) -> None:
        """Show the page of that part; what is being typed on the one before goes into the document first."""
        self.page.commit()
        self.parts.show_part(part)
        # Pages out of sight are brought up to date when they come into sight.
        self.pages[part].refresh()
        self._zoom_page(self.pages[part])
        self.pages.show_part(part)
        self._show_pane()
        self.findings.show_part(part)
        self._show_pane()
        self._show_writing()
        self._on_move()

    def zoom(self, percent: int) -> None:
        """Show tables and texts at that many percent of their usual size; pages out of sight follow when they come."""
        self.percent = percent
        self._zoom_page(self.page)

    def _zoom_page(self, page: Page) -> None:
        if not isinstance(page, CoverPage):
            page.zoom(self.percent)

    def show_finding(self, finding: Finding) -> None:
        """Go where a finding is, and point at all cells, or the very words, concerned."""
        self.commit()
        # What was just typed may have moved its words.
        name = explanations.key(finding)
        finding = next((each for each in self.editor.checked.findings if explanations.key(each) == name), finding)
        self.go(section_of(self.editor.form, finding))
        page = self.page
        page.setFocus()
        if isinstance(page, CoverPage):
            return
        if finding.section and finding.span is not None:
            page.show_words(finding.span)
        elif isinstance(page, TablePage):
            page.table.show_cells(self._concerned(finding))

    def _show_located(self) -> None:
        """Show which cells are wrong, on the page in sight; others are brought up to date when they come."""
        if isinstance(self.page, TablePage):
            self.page.model.refresh()

    def _concerned(self, finding: Finding) -> tuple[str, ...]:
        """The cells to look at: those that a repair would change, where there is one, else all of the finding."""
        return next((tuple(texts) for _, texts in self.editor.repairs(finding)), finding.suspects or finding.cells)

    def show_open(self, what: str) -> None:
        """Go to the first problem of that level, ("blank") to the first cell that is not filled in, or to the cover."""
        self.commit()
        if what == COVER:
            self.go(COVER)
            return
        if what != "blank":
            self.findings.show_first(what)
            return
        self.go_to_cell(self.editor.checked.blank_inputs[0])

    def go_to_cell(self, cell: str) -> None:
        """Go to that cell and point at it."""
        self.go(self.editor.form.part_of(cell))
        self.page.setFocus()
        if isinstance(self.page, TablePage):
            self.page.table.show_cells([cell])

    def mend_text(self) -> bool:
        """Put right the number of the text that the clerk is at; whether there was one."""
        return self.text_page is not None and self.text_page.mend()

    def undo(self) -> None:
        """Take the last step back; what is being typed is a step too."""
        self._step(self.editor.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self.editor.redo)

    def _step(self, step: Callable[[], None]) -> None:
        self.commit()
        before = self.editor.document
        step()
        self.show_changed(before)

    def show_changed(self, before: Document) -> bool:
        """Go to where the report is different from that state of it; whether there is such a place."""
        after = self.editor.document
        part = changed_part(self.editor.form, before, after)
        if part and part != self.part:
            self.go(part)
        if isinstance(self.page, TablePage):
            self.page.table.show_changed(changed_cells(self.editor.form, before, after))
        return bool(part)

    def _explain(self, finding: Finding) -> None:
        """Let the clerk write about a finding, as one step."""
        self.commit()
        if not self.editor.may_change():
            return
        text = explain_dialog.ask(self, finding)
        if text is not None:
            self.editor.apply("写说明", explanations.explain(self.editor.document, finding, text))
