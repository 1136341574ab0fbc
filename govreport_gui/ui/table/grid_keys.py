"""The keys of the grid: what each does, and where those lead that move the clerk."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, Protocol

from PySide6.QtCore import Qt

from govreport_gui.core.editing import grid_navigation
from govreport_gui.core.editing.grid_navigation import Way
from govreport_gui.ui.table.table_model import TableModel
from govreport_gui.ui.widgets.keys import ENTER

_Key = Qt.Key
_NONE: Final = Qt.KeyboardModifier.NoModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_WAYS: Final[dict[int, Way]] = {
    _Key.Key_Left: "left",
    _Key.Key_Right: "right",
    _Key.Key_Up: "up",
    _Key.Key_Down: "down",
}
_PAGES: Final[dict[int, Way]] = {_Key.Key_PageUp: "up", _Key.Key_PageDown: "down"}
_UPRIGHT: Final = (_Key.Key_Up, _Key.Key_Down, _Key.Key_PageUp, _Key.Key_PageDown)
_ENDS: Final = (_Key.Key_Home, _Key.Key_End)


class _Grid(Protocol):
    """What the keys ask of a grid; `rows` are its cells, line by line."""

    table_model: TableModel
    rows: Sequence[Sequence[str]]

    def enter(self, by: int) -> None: ...
    def tab(self, by: int) -> bool: ...
    def begin(self, *, emptied: bool = False) -> None: ...
    def empty(self) -> None: ...
    def fill(self, way: Literal["down", "right"]) -> None: ...
    def select_table(self) -> None: ...
    def select_lines(self, way: Literal["rows", "columns"]) -> None: ...
    def within_page(self, cell: str, line: int) -> bool: ...


def leaves_box(key: int, held: Qt.KeyboardModifier) -> bool:
    """Whether a key that moves the clerk has nothing to do inside the box that a number is typed in."""
    if key in _UPRIGHT:
        return True
    return key in {*_WAYS, *_ENDS} and (bool(held & _ALT) or (key in _ENDS and bool(held & _CTRL)))


def target(grid: _Grid, cell: str, key: int, *, far: bool) -> str:
    """Where a key leads from that cell; `far`: with Ctrl. "" if it leads nowhere."""
    table = grid.table_model.table
    if key in _WAYS:
        if not far:
            return grid_navigation.beside(table, cell, _WAYS[key])
        return grid_navigation.edge(table, cell, _WAYS[key], grid.table_model.filled())
    if key in _ENDS:
        lines = grid.rows if far else (grid_navigation.line_of(grid.rows, cell),)
        return lines[0][0] if key == _Key.Key_Home else lines[-1][-1]
    if key in _PAGES and not far:
        return grid_navigation.page(table, cell, _PAGES[key], lambda line: grid.within_page(cell, line))
    return ""


DEEDS: Final[Mapping[tuple[int, Qt.KeyboardModifier], Callable[[_Grid], object]]] = {
    **{(key, _NONE): lambda grid: grid.enter(1) for key in ENTER},
    **{(key, _SHIFT): lambda grid: grid.enter(-1) for key in ENTER},
    (_Key.Key_Tab, _NONE): lambda grid: grid.tab(1),
    (_Key.Key_Backtab, _NONE): lambda grid: grid.tab(-1),
    (_Key.Key_Backtab, _SHIFT): lambda grid: grid.tab(-1),
    (_Key.Key_F2, _NONE): lambda grid: grid.begin(),
    (_Key.Key_Backspace, _NONE): lambda grid: grid.begin(emptied=True),
    (_Key.Key_Delete, _NONE): lambda grid: grid.empty(),
    (_Key.Key_A, _CTRL): lambda grid: grid.select_table(),
    (_Key.Key_Space, _CTRL): lambda grid: grid.select_lines("columns"),
    (_Key.Key_Space, _SHIFT): lambda grid: grid.select_lines("rows"),
    (_Key.Key_Space, _NONE): lambda _: None,  # Qt would begin to type a blank
    (_Key.Key_D, _CTRL): lambda grid: grid.fill("down"),
    (_Key.Key_R, _CTRL): lambda grid: grid.fill("right"),
}
"""What keys do besides moving the clerk. A deed that gives False leaves its key to others."""
