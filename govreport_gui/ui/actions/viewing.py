"""The menu 查看, and the entries of the other menus that lead somewhere. What they do is in `going`."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu

from govreport_gui.ui.actions import navigation
from govreport_gui.ui.widgets.entries import entry

if TYPE_CHECKING:
    from govreport_gui.ui.window.main_window import MainWindow

_PARTS: Final = ("总体情况", "主动公开", "依申请公开", "复议诉讼", "问题及改进", "其他事项")


def add_going(menu: QMenu, window: "MainWindow") -> None:
    """Into 编辑: find, go to a row."""
    menu.addSeparator()
    entry(window, menu, "查找(&F)…", window.find_words, "Ctrl+F")
    entry(window, menu, "转到行(&G)…", lambda: navigation.ask_row(window), "Ctrl+G")


def add_checking(menu: QMenu, window: "MainWindow") -> None:
    """Into 核对: check everything."""
    entry(window, menu, "检查全部(&A)", lambda: navigation.check_all(window), "F9")


def fill_view(menu: QMenu, window: "MainWindow") -> None:
    """The menu 查看: parts, larger and smaller."""
    for number, (numeral, name) in enumerate(zip(navigation.NUMERALS, _PARTS, strict=True)):
        entry(window, menu, f"{numeral}、{name}", partial(navigation.to_numbered, window, number), f"Alt+{number + 1}")
    menu.addSeparator()
    entry(window, menu, "上一部分(&P)", lambda: navigation.to_neighbour(window, -1), "Ctrl+PgUp")
    entry(window, menu, "下一部分(&N)", lambda: navigation.to_neighbour(window, 1), "Ctrl+PgDown")
    entry(window, menu, "转到下一块(&F)", lambda: navigation.to_area(window, 1), "F6")
    entry(window, menu, "转到上一块(&B)", lambda: navigation.to_area(window, -1), "Shift+F6")
    menu.addSeparator()
    # On many keyboards = stands for + without Shift, on others the + of the number pad is nearer.
    entry(window, menu, "放大(&I)", lambda: navigation.zoom_step(window, 1), "Ctrl+=", "Ctrl++")
    entry(window, menu, "缩小(&O)", lambda: navigation.zoom_step(window, -1), "Ctrl+-")
    entry(window, menu, "原来大小(&Z)", lambda: navigation.zoom(window, 100), "Ctrl+0")
