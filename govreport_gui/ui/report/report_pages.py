"""The pages of a report in the middle of the window, each made when it is first wanted."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.findings.progress import COVER
from govreport_gui.ui.report.cover_page import CoverPage
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.writing.text_page import TextPage

Page = CoverPage | TextPage | TablePage


class ReportPages(QStackedWidget):
    """A page for the cover and for every section of the editor's form; the cover is in sight first."""

    new = Signal(object)
    """A page was made, and is not in sight yet."""

    def __init__(self, editor: ReportEditor, on_typing: Callable[[], None]) -> None:
        super().__init__()
        self._editor, self._on_typing = editor, on_typing
        self._made: dict[str, Page] = {}
        self.part = COVER
        """The part in sight."""

    def __getitem__(self, part: str) -> Page:
        """The page of that part."""
        if part not in self._made:
            page = self._made[part] = self._make(part)
            self.addWidget(page)
            self.new.emit(page)
        return self._made[part]

    def _make(self, part: str) -> Page:
        if part == COVER:
            return CoverPage(self._editor)
        section = next(section for section in self._editor.form.sections if section.id == part)
        return (TablePage if section.table else TextPage)(self._editor, section, self._on_typing)

    @property
    def made(self) -> tuple[Page, ...]:
        """Those made so far: what is not on one of them has not been touched."""
        return tuple(self._made.values())

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self[self.part]

    def show_part(self, part: str) -> None:
        """Bring the page of that part into sight."""
        self.setCurrentWidget(self[part])
        self.part = part
