"""The right half of the status bar: what is special about the current cell, and what the selection adds up to."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from govreport_gui.core.editing.cell_status import about_cell, about_selection
from govreport_gui.ui.report.pages import TablePage


class CutLabel(QLabel):
    """One line, cut with … where the window is narrow; whole when the mouse rests on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        painter = QPainter(self)
        place = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, self.alignment(), text)


class CellBar(CutLabel):
    """What is special about the current cell, or what the selection adds up to."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setContentsMargins(8, 0, 8, 0)

    def show_page(self, page: QWidget) -> None:
        """Speak of the cells of that page; of other pages there is nothing to say."""
        words = ""
        if isinstance(page, TablePage):
            body, model = page.table.body, page.model
            cells = body.selected_cells()
            words = about_selection(cells, [model.text_of(cell) for cell in cells])
            words = words or about_cell(model.editor.form, model.editor.document, body.current_cell())
        self.setText(words)
