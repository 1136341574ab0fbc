"""Going about in the window: to a part, a row, a word, the first problem; larger and smaller."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from govreport_gui.core.editing.search import Row
from govreport_gui.core.findings.progress import todo
from govreport_gui.ui.actions import current_cell
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.report.row_box import RowBox

if TYPE_CHECKING:
    from govreport_gui.ui.window.main_window import MainWindow

NUMERALS: Final = "一二三四五六"
_STEP: Final = 10
_SMALLEST, _LARGEST = 50, 200
_NOTCH: Final = 120
"""What Qt calls one notch of a wheel."""
_SHOWN: Final = 10_000
"""For how long a result is shown, in milliseconds."""


def to_numbered(window: "MainWindow", number: int) -> None:
    """Go to the part that the form numbers 一 (0) to 六 (5)."""
    numbered = [section.id for section in window.editor.form.sections if section.heading]
    _to(window, numbered[number])


def to_neighbour(window: "MainWindow", by: int) -> None:
    """Go to the next part (1) or the one before (-1); at the ends stay."""
    parts = window.view.parts.parts
    _to(window, parts[min(max(parts.index(window.view.part) + by, 0), len(parts) - 1)])


def _to(window: "MainWindow", part: str) -> None:
    window.view.go(part)
    window.view.page.setFocus()


def to_area(window: "MainWindow", by: int) -> None:
    """Go on with the keys in the next area of the window (1), or in the one before (-1), round and round.

    The parts, the page, the problems, and the pane of the current cell while it is shown.
    """
    view = window.view
    view.commit()
    ways: list[tuple[QWidget, Callable[[], None]]] = [
        (view.parts, view.parts.setFocus),
        (view.stack, view.page.setFocus),
        (view.findings, view.findings.take_focus),
    ]
    if window.cell_dock.isVisible():
        ways.append((window.cell_dock, lambda: current_cell.to_pane(window)))
    focus = QApplication.focusWidget()
    held = [focus is not None and (focus is area or area.isAncestorOf(focus)) for area, _ in ways]
    here = held.index(True) if True in held else None
    _, go = ways[1 if here is None else (here + by) % len(ways)]  # from anywhere else to the page
    go()


def ask_row(window: "MainWindow") -> None:
    """Ask for a row of the tables and go there, in the column where the clerk is."""
    window.view.commit()
    page = window.view.page
    column = page.table.current_cell().rpartition(".")[2] if isinstance(page, TablePage) else ""

    def go(row: Row) -> None:
        cell = next((cell for cell in row.cells if cell.endswith(f".{column}")), row.cells[0])
        _to(window, window.editor.form.part_of(cell))
        if isinstance(window.view.page, TablePage):
            window.view.page.table.show_cells([cell])

    RowBox(window, window.editor.form, go).open()


def check_all(window: "MainWindow") -> None:
    """Say what the check found in all of the report, what is being typed included, and go to the first open problem."""
    window.view.commit()
    checked = window.editor.checked
    open_matters = todo(checked)
    words = "，".join(text for _, text in open_matters) or f"未发现问题，{checked.held} 处勾稽关系都一致"
    if open_matters:
        window.show_open(open_matters[0][0])
    window.statusBar().showMessage(f"已检查全部：{words}。", _SHOWN)


def zoom(window: "MainWindow", percent: int) -> None:
    """Show tables and texts at that many percent, within reason."""
    percent = min(max(percent, _SMALLEST), _LARGEST)
    window.keep_zoom(percent)
    window.view.zoom(percent)
    window.statusBar().showMessage(f"显示比例 {percent}%", 2000)


def zoom_step(window: "MainWindow", by: int) -> None:
    """Larger (1) or smaller (-1) by one step."""
    zoom(window, (window.view.percent // _STEP + by) * _STEP)


def zoom_by_wheel(window: "MainWindow", event: QWheelEvent) -> None:
    """One step for each notch; touch pads send parts of notches, which add up."""
    turned = window.wheel_turned + event.angleDelta().y()
    steps = int(turned / _NOTCH)
    window.wheel_turned = turned - steps * _NOTCH
    if steps:
        zoom_step(window, steps)
    event.accept()
