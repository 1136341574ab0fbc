"""The menu 查看, and the entries of the other menus that lead somewhere. What they do is in `going`."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from govreport_gui.ui import going

if TYPE_CHECKING:
    from govreport_gui.ui.main_window import MainWindow

_PARTS: Final = ("总体情况", "主动公开", "依申请公开", "复议诉讼", "问题及改进", "其他事项")


def add_going(menu: QMenu, window: "MainWindow") -> None:
    """Into 编辑: find, go to a row."""
    menu.addSeparator()
    _add(menu, "查找(&F)…", window.find_words, "Ctrl+F")
    _add(menu, "转到行(&G)…", lambda: going.ask_row(window), "Ctrl+G")


def add_checking(menu: QMenu, window: "MainWindow") -> None:
    """Into 核对: check everything."""
    _add(menu, "检查全部(&A)", lambda: going.check_all(window), "F9")


def fill_view(menu: QMenu, window: "MainWindow") -> None:
    """The menu 查看: parts, larger and smaller."""
    for number, (numeral, name) in enumerate(zip(going.NUMERALS, _PARTS, strict=True)):
        _add(menu, f"{numeral}、{name}", partial(going.to_numbered, window, number), f"Alt+{number + 1}")
    menu.addSeparator()
    _add(menu, "上一部分(&P)", lambda: going.to_neighbour(window, -1), "Ctrl+PgUp")
    _add(menu, "下一部分(&N)", lambda: going.to_neighbour(window, 1), "Ctrl+PgDown")
    menu.addSeparator()
    # On many keyboards = stands for + without Shift, on others the + of the number pad is nearer.
    _add(menu, "放大(&I)", lambda: going.zoom_step(window, 1), "Ctrl+=", "Ctrl++")
    _add(menu, "缩小(&O)", lambda: going.zoom_step(window, -1), "Ctrl+-")
    _add(menu, "原来大小(&Z)", lambda: going.zoom(window, 100), "Ctrl+0")


def _add(menu: QMenu, name: str, do: Callable[[], object], *keys: str) -> None:
    made = QAction(name, menu)
    made.triggered.connect(lambda _=False: do())  # Qt says whether it is ticked, which it never is
    made.setShortcuts([QKeySequence(key) for key in keys])
    menu.addAction(made)
