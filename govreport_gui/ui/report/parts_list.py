"""The parts of the report on the left, each with the mark of its state."""

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.findings.progress import COVER, states
from govreport_gui.core.report.notes import marked_parts
from govreport_gui.ui.widgets import signs


class PartsList(QListWidget):
    """Cover, preface, 一 to 六, closing. Choosing one shows its page."""

    chosen = Signal(str)

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__()
        self.editor = editor
        self.parts = (COVER, *(section.id for section in editor.form.sections))
        names = ("封面信息", *(section.name for section in editor.form.sections))
        self._shown: dict[str, tuple[str, int]] = {}
        self.setIconSize(signs.size(self))
        height = round(self.fontMetrics().height() * 1.6)
        for name in names:
            item = QListWidgetItem(name)
            item.setSizeHint(QSize(self.fontMetrics().horizontalAdvance(name), height))
            self.addItem(item)
        self.setAccessibleName("报告的各部分")
        self.setFixedWidth(self.sizeHintForColumn(0) + 60)
        self.refresh()
        self.setCurrentRow(0)
        self.currentRowChanged.connect(lambda row: self.chosen.emit(self.parts[row]))

    def refresh(self) -> None:
        """Show the state of every part."""
        now = states(self.editor.form, self.editor.document, self.editor.checked)
        marked = marked_parts(self.editor.form, self.editor.document)
        for row, part in enumerate(self.parts):
            state, count = shown = now[part], marked.get(part, 0)
            if self._shown.get(part) == shown:
                continue
            item = self.item(row)
            item.setIcon(signs.icon(state))
            item.setToolTip(signs.STATE_WORDS[state] + (f"，回头看 {count} 格" if count else ""))
            self._shown[part] = shown

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            self._shown = {}
            self.refresh()

    def show_part(self, part: str) -> None:
        """Mark that part as the chosen one, without saying so again."""
        with QSignalBlocker(self):
            self.setCurrentRow(self.parts.index(part))
