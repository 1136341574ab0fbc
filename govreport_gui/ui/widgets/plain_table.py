"""A table of texts that is only read: lines chosen whole, each one line high."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget

from govreport_gui.ui.widgets import theme


def plain_table(name: str, heads: Sequence[str], widths: Sequence[int]) -> QTableWidget:
    """An empty one with columns of these widths, in pixels at the usual size of text; the last takes the rest."""
    made = QTableWidget(0, len(heads))
    made.setAccessibleName(name)
    made.setHorizontalHeaderLabels(list(heads))
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setTabKeyNavigation(False)
    made.verticalHeader().hide()
    made.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    made.verticalHeader().setDefaultSectionSize(theme.scaled(theme.LINE))
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in enumerate(widths):
        if width:
            made.setColumnWidth(column, theme.scaled(width))
    made.horizontalHeader().setStretchLastSection(True)
    return made
