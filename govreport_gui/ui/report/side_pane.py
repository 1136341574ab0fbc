"""The pane at the right, or below where the window is narrow: the problems, and all about the current cell."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from govreport_gui.ui.findings.findings_panel import FindingsPanel
from govreport_gui.ui.report.cell_pane import CellPane
from govreport_gui.ui.widgets import theme
from govreport_gui.ui.writing.writing_pane import WritingPane

LEAST: Final = 276
MOST: Final = 480
"""Widths of the pane beside the page, in pixels."""
_BELOW: Final = 220
"""Its height below the page when it is unfolded, in pixels."""


class SidePane(QWidget):
    """Problems above, the cell below them; side by side where the pane lies below the page."""

    def __init__(self, writing: WritingPane, findings: FindingsPanel) -> None:
        super().__init__()
        self._writing, self._findings = writing, findings
        self._cell: CellPane | None = None
        self._above: QWidget | None = None
        self.folded = False
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setHandleWidth(1)
        theme.dress_frame(self._split)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(writing)
        self._split.addWidget(findings)
        self._split.setStretchFactor(1, 1)
        self._led = (False, 0)
        writing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)

    def show_above(self, above: QWidget | None) -> None:
        """Show that above the problems; None: nothing any more."""
        if self._above is not None and self._above is not above and self._split.isAncestorOf(self._above):
            self._above.hide()
        self._above = above
        if above is not None:
            if self._split.indexOf(above) < 0:
                self._split.insertWidget(0, above)
            above.show()

    def hold(self, cell: CellPane, *, shown: bool) -> None:
        """Show all about a cell there, or do not any more."""
        if self._cell is None:
            self._cell = cell
            self._split.addWidget(cell)
        cell.setVisible(shown and not self.folded)

    def lead(self, *, shown: bool) -> None:
        """Show what belongs to the text above the problems, or do not any more."""
        shown = shown and not self.folded
        upright = self._split.orientation() == Qt.Orientation.Vertical
        room = self._writing.sizeHint().height() if upright else self.width() // 2
        if self._led == (shown, room):
            return
        self._led = shown, room
        self._writing.setVisible(shown)
        if shown:
            sizes, problems = self._split.sizes(), self._split.indexOf(self._findings)
            sizes[self._split.indexOf(self._writing)], sizes[problems] = room, 0
            sizes[problems] = max(1, (self.height() if upright else self.width()) - sum(sizes))
            self._split.setSizes(sizes)

    def lie(self, *, below: bool, folded: bool) -> None:
        """Stand beside the page or lie below it, there folded to one line or not."""
        self._split.setOrientation(Qt.Orientation.Horizontal if below else Qt.Orientation.Vertical)
        self.folded = folded
        self._findings.fold(below=below, folded=folded)
        self._writing.lie(below=below)

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(LEAST), theme.scaled(theme.HEAD if self.folded else _BELOW))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.scaled(theme.HEAD if self.folded else theme.HEAD * 3))
