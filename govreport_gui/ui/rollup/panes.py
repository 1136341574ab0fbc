"""How the desk is put together: what stands below each other, and chips of which one is chosen."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QSplitter, QStackedWidget, QStatusBar, QToolButton, QWidget

from govreport_gui.ui.importing import strips
from govreport_gui.ui.rollup.problem_list import ProblemList
from govreport_gui.ui.rollup.ranking import Ranking
from govreport_gui.ui.rollup.slip_pane import SlipPane
from govreport_gui.ui.rollup.unit_list import UnitList
from govreport_gui.ui.widgets import theme

_ROOMY: Final = (UnitList, QStackedWidget, QSplitter, Ranking, SlipPane, ProblemList)


def one_of(parent: QWidget, chips: Iterable[QToolButton], do: Callable[[], object]) -> None:
    """Of these only one is chosen at a time."""
    group = QButtonGroup(parent)
    for chip in chips:
        group.addButton(chip)
    group.buttonClicked.connect(lambda _: do())


def lay_out_foot(bar: QStatusBar, status: QWidget, seconds: QWidget) -> None:
    """The status bar: what is to be done at its left, how long it took at its right."""
    bar.setFixedHeight(theme.scaled(theme.STATUS))
    bar.setContentsMargins(theme.M - 2, 0, theme.M, 0)
    bar.addWidget(status)
    bar.addPermanentWidget(seconds)
    bar.setSizeGripEnabled(False)


def column(*widgets: QWidget) -> QWidget:
    """These, one below the other; what is no line takes the room."""
    return strips.column(*widgets, roomy=_ROOMY)
