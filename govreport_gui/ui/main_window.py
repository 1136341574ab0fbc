"""The window: menus, the parts of the report, its pages and its problems. Knows no rule and no file format."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from govreport_gui.core import explanations
from govreport_gui.core.case import LastYear
from govreport_gui.core.document import Document
from govreport_gui.core.editor import ReportEditor
from govreport_gui.core.findings import VERDICT_NAMES, Finding
from govreport_gui.core.formats import Format
from govreport_gui.core.progress import COVER, section_of, todo
from govreport_gui.files import export, papers, reading, resources, settings, store
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.page_layout import Part
from govreport_gui.ui import dialogs, menus
from govreport_gui.ui.cover_page import CoverPage
from govreport_gui.ui.findings_panel import FindingsPanel
from govreport_gui.ui.help_pane import HelpPane
from govreport_gui.ui.notice import Notice
from govreport_gui.ui.pages import TablePage, TextPage
from govreport_gui.ui.parts_list import PartsList

_READABLE = "年报 (*.govreport *.txt);;所有文件 (*)"
_Page = CoverPage | TextPage | TablePage


class MainWindow(QMainWindow):
    """One report: opened, edited, saved and put out."""

    def __init__(self, *, remembering: bool = True) -> None:
        """`remembering`: whether recent files and the window's place are kept for the next start."""
        super().__init__()
        self._remembering = remembering
        self._settings = settings.load() if remembering else settings.Settings()
        self._source = ""
        self.path: Path | None = None
        self.menus = menus.make(self)
        self._notice = Notice()
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.addWidget(self._notice)
        centre = QWidget()
        centre.setLayout(self._place)
        self.setCentralWidget(centre)
        self._help = HelpPane()
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._help)
        self._help.visibilityChanged.connect(self._show_help)
        self._todo = QLabel()
        self._todo.setTextFormat(Qt.TextFormat.RichText)
        self._todo.linkActivated.connect(self._go_to)
        self.statusBar().addWidget(self._todo)
        self._body: QWidget | None = None
        form = resources.formats()[0]
        self._show(form, Document(form.id))
        self.resize(1240, 740)
        if self._settings.window:
            self.restoreGeometry(QByteArray.fromBase64(self._settings.window.encode("ascii")))

    # ── the report that is shown ─────────────────────────────────────

    def _show(self, form: Format, document: Document, path: Path | None = None, source: str = "") -> None:
        """Show this report; `source` names what an unsaved one was read from."""
        self.editor = ReportEditor(form, document)
        self.path, self._source = path, source
        self.parts = PartsList(self.editor)
        self.findings = FindingsPanel(self.editor)
        self.pages: dict[str, _Page] = {COVER: CoverPage(self.editor)}
        for section in form.sections:
            page = TablePage if section.table else TextPage
            self.pages[section.id] = page(self.editor, section, self._show_title)
        self._stack = QStackedWidget()
        for each in self.pages.values():
            self._stack.addWidget(each)
            if isinstance(each, TablePage):
                each.table.body.selectionModel().currentChanged.connect(self._show_help)
        self.parts.chosen.connect(self._go)
        self.findings.chosen.connect(self._show_finding)
        self.findings.explain.connect(self._explain)
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self._stack)
        right.addWidget(self.findings)
        right.setStretchFactor(0, 1)
        right.setCollapsible(0, False)
        right.setSizes([560, 120])
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(6, 6, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.parts)
        layout.addWidget(right, 1)
        if self._body is not None:
            self._place.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        self._place.addWidget(body, 1)
        self.editor.on_change = self.refresh
        if source:
            self.editor.mark_unsaved()
        self.refresh()

    def refresh(self) -> None:
        """Show the editor's state everywhere, in this order."""
        self._page().refresh()
        self.parts.refresh()
        self.findings.refresh()
        for step, name, label in (
            (self.menus.undo, "撤销", self.editor.undo_label),
            (self.menus.redo, "重做", self.editor.redo_label),
        ):
            step.setText(f"{name} {label}".strip())
            step.setIconText(name)
            step.setEnabled(bool(label))
        self.menus.forget_last.setEnabled(self.editor.previous is not None)
        verdict = VERDICT_NAMES[self.editor.checked.verdict]
        links = "，".join(f"<a href='{what}'>{words}</a>" for what, words in todo(self.editor.checked))
        self._todo.setText(f"核对结果：{verdict}" + (f"。还差：{links}" if links else ""))
        self._show_title()

    def _show_title(self) -> None:
        pending = any(page.text.pending for page in self.pages.values() if not isinstance(page, CoverPage))
        self.setWindowModified(self.editor.modified or pending)
        self.setWindowTitle(f"{self._name()}[*]")
        self.statusBar().showMessage("")
        self.menus.save.setEnabled(self.isWindowModified() or self.path is None)

    def _name(self) -> str:
        if self.path is not None:
            return self.path.stem
        return f"{self._source}（未保存）" if self._source else "未命名"

    def _go(self, part: str) -> None:
        """Show the page of that part, and let the clerk type at once."""
        self.parts.show_part(part)
        # Pages out of sight are brought up to date when they come into sight.
        self.pages[part].refresh()
        self._stack.setCurrentWidget(self.pages[part])
        self.findings.show_part(part)
        self._show_help()

    def _page(self) -> _Page:
        return next(page for page in self.pages.values() if page is self._stack.currentWidget())

    def _show_finding(self, finding: Finding) -> None:
        part = section_of(self.editor.form, finding)
        self._go(part)
        page = self.pages[part]
        page.setFocus()
        if isinstance(page, CoverPage):
            return
        if finding.section and finding.span is not None:
            page.show_words(finding.span)
        elif isinstance(page, TablePage):
            page.table.show_cells(finding.cells)

    def _go_to(self, what: str) -> None:
        """Go to the first problem of that level, or to the first cell that is not filled in."""
        if what != "blank":
            self.findings.show_first(what)
            return
        cell = self.editor.checked.blank_inputs[0]
        table = self.editor.form.cells[cell].table
        part = next(section.id for section in self.editor.form.sections if section.table == table)
        self._go(part)
        page = self.pages[part]
        page.setFocus()
        if isinstance(page, TablePage):
            page.table.show_cells([cell])

    def _explain(self, finding: Finding) -> None:
        """Let the clerk write about a finding, as one step."""
        text = dialogs.ask_explanation(self, finding)
        if text is not None:
            self.editor.apply("写说明", explanations.explain(self.editor.document, finding, text))

    def commit(self) -> None:
        """Put everything that is still being typed into the document."""
        for page in self.pages.values():
            page.commit()

    # ── files ────────────────────────────────────────────────────────

    def may_leave(self) -> bool:
        """Whether the open report may be left: saved, or given up by the clerk's own word."""
        self.commit()
        if not self.editor.modified:
            return True
        answer = dialogs.ask_save(self, self._name())
        if answer == QMessageBox.StandardButton.Save:
            return self.save()
        return answer == QMessageBox.StandardButton.Discard

    def new(self) -> None:
        """Begin an empty report on the form of its year."""
        if not self.may_leave():
            return
        asked = dialogs.ask_new(self)
        if asked is None:
            return
        forms = resources.formats()
        form = next((form for form in forms if form.covers(asked.year)), forms[0])
        self._show(form, Document(form.id, asked.unit, asked.year))

    def open(self) -> None:
        """Ask for a report and open it."""
        chosen, _ = QFileDialog.getOpenFileName(self, "打开年报", self._folder(), _READABLE)
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> None:
        """Open that report. If it cannot be read, a sentence says why and the open one stays."""
        if not self.may_leave():
            return
        try:
            imported = reading.read(path)
        except OutsideError as error:
            dialogs.say_error(self, str(error))
            return
        if reading.is_report_file(path):
            self._show(imported.form, imported.document, path)
            self._remember(path)
        else:
            self._show(imported.form, imported.document, source=path.stem)
        self._notice.say("\n".join(imported.problems))
        self._go(COVER if not imported.document.unit else "proactive_text")

    def save(self) -> bool:
        """Save to the report's own file, asking for one if it has none; whether it is saved."""
        self.commit()
        return self.save_as() if self.path is None else self._save_to(self.path)

    def save_as(self) -> bool:
        """Ask for a file and save there; whether it is saved."""
        self.commit()
        path = self._ask_path(
            "另存为", store.SUFFIX, "年报 (*.govreport)", export.file_name(self.editor.document, store.SUFFIX)
        )
        return path is not None and self._save_to(path)

    def _save_to(self, path: Path) -> bool:
        try:
            store.write(path, self.editor.document, self.editor.form)
        except OutsideError as error:
            dialogs.say_error(self, str(error))
            return False
        self.path = path
        self._remember(path)
        self.editor.mark_saved()
        self.statusBar().showMessage(f"已保存到“{path.name}”", 5000)
        return True

    def export(self, suffix: str) -> None:
        """Ask for a file and put the report out there, by suffix .pdf or .xlsx."""
        self.commit()
        verdict = self.editor.checked.verdict
        if verdict != "pass" and not dialogs.ask_export(self, VERDICT_NAMES[verdict]):
            return
        name = export.file_name(self.editor.document, suffix)
        path = self._ask_path("输出到", suffix, f"{suffix[1:].upper()} (*{suffix})", name)
        if path is not None:
            editor = self.editor
            self._put_out(path, lambda: export.write(path, editor.form, editor.document, editor.checked))

    def _put_out(self, path: Path, write: Callable[[], tuple[str, ...]]) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            notes = write()
        except OutsideError as error:
            QApplication.restoreOverrideCursor()
            dialogs.say_error(self, str(error))
            return
        QApplication.restoreOverrideCursor()
        self._notice.say("\n".join((f"已输出到“{path}”。", *notes)))

    def _ask_path(self, title: str, suffix: str, kind: str, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(Path(self._folder()) / name), kind)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def _folder(self) -> str:
        if self.path is not None:
            return str(self.path.parent)
        return str(Path(self.recent[0]).parent if self.recent else Path.home())

    @property
    def recent(self) -> tuple[str, ...]:
        """Report files opened or saved lately, newest first."""
        return self._settings.recent

    def _remember(self, path: Path) -> None:
        self._settings = settings.with_recent(self._settings, path.resolve())
        self._keep_settings()

    def _keep_settings(self) -> None:
        if self._remembering:
            geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
            settings.save(replace(self._settings, window=geometry))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        self._keep_settings()
        event.accept()

    # ── last year, papers, help ──────────────────────────────────────

    def load_last_year(self) -> None:
        """Ask for last year's report and compare with it from now on."""
        self.commit()
        chosen, _ = QFileDialog.getOpenFileName(self, "载入上年年报", self._folder(), _READABLE)
        if not chosen:
            return
        try:
            imported = reading.read(Path(chosen))
        except OutsideError as error:
            dialogs.say_error(self, str(error))
            return
        self.editor.compare_with(LastYear(imported.form, imported.document))
        name = f"{imported.document.unit}{imported.document.year or ''}年"
        self._notice.say("\n".join((f"已载入{name}年报，正在与它比较。", *imported.problems)))

    def forget_last_year(self) -> None:
        """Compare with no last year's report any more."""
        self.editor.compare_with(None)

    def export_inspection(self) -> None:
        """The page that goes through what an inspection looks at."""
        self.commit()
        self._export_text("上级会怎么看", papers.inspection(self.editor.checked))

    def export_rulebook(self) -> None:
        """The rules of this form, for whoever has to approve them."""
        self._export_text(f"规则说明书（{self.editor.form.name}）", papers.rulebook(self.editor.form))

    def _export_text(self, title: str, parts: tuple[Part, ...]) -> None:
        path = self._ask_path(title, ".pdf", "PDF (*.pdf)", f"{title}.pdf")
        if path is not None:
            self._put_out(path, lambda: papers.write(path, title, parts))

    def toggle_help(self) -> None:
        """Show or hide what counts in the current row."""
        self._help.setVisible(not self._help.isVisible())

    def _show_help(self) -> None:
        if not self._help.isVisible():
            return
        page = self._page()
        cell = page.table.current_cell() if isinstance(page, TablePage) else ""
        part = next(part for part, each in self.pages.items() if each is page)
        self._help.say(resources.help_text(self.editor.form, cell, part))

    def about(self) -> None:
        """Name, version, forms."""
        dialogs.about(self, resources.formats())

    # ── undo ─────────────────────────────────────────────────────────

    def undo(self) -> None:
        """Take the last step back: of the text being typed, else of the report."""
        self._step(QPlainTextEdit.undo, lambda box: box.document().isUndoAvailable(), self.editor.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(QPlainTextEdit.redo, lambda box: box.document().isRedoAvailable(), self.editor.redo)

    def _step(
        self,
        in_text: Callable[[QPlainTextEdit], None],
        available: Callable[[QPlainTextEdit], bool],
        in_report: Callable[[], None],
    ) -> None:
        box = QApplication.focusWidget()
        if isinstance(box, QPlainTextEdit) and available(box):
            in_text(box)
            return
        self.commit()
        in_report()
