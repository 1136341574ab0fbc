"""The menus, the tool bar and their keys. What they do is in the main window."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from govreport_gui.ui.main_window import MainWindow

_Keys = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Menus:
    """The entries whose looks follow the report."""

    undo: QAction
    redo: QAction
    recent: QMenu
    forget_last: QAction


def make(window: "MainWindow") -> Menus:
    """Put the menus and the tool bar into the window."""

    def action(
        menu: QMenu, name: str, do: Callable[[], object], key: str | QKeySequence.StandardKey | None = None
    ) -> QAction:
        made = QAction(name, window)
        made.triggered.connect(do)
        made.setIconText(name.partition("(")[0])
        if key is not None:
            made.setShortcut(key if isinstance(key, QKeySequence.StandardKey) else QKeySequence(key))
        menu.addAction(made)
        return made

    bar = window.menuBar()
    files, edit, checks, about = (bar.addMenu(name) for name in ("文件(&F)", "编辑(&E)", "核对(&C)", "帮助(&H)"))
    new = action(files, "新建(&N)…", window.new, _Keys.New)
    opened = action(files, "打开(&O)…", window.open, _Keys.Open)
    recent = files.addMenu("最近打开(&R)")
    files.addSeparator()
    save = action(files, "保存(&S)", window.save, _Keys.Save)
    action(files, "另存为(&A)…", window.save_as, "F12")
    action(files, "历史版本(&V)…", window.show_versions)
    files.addSeparator()
    pdf = action(files, "输出 PDF(&P)…", lambda: window.export(".pdf"))
    excel = action(files, "输出 Excel(&X)…", lambda: window.export(".xlsx"))
    files.addSeparator()
    action(files, "退出(&Q)", window.close, _Keys.Quit)
    undo = action(edit, "撤销", window.undo, _Keys.Undo)
    redo = action(edit, "重做", window.redo)
    redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
    action(checks, "下一处问题(&N)", lambda: window.step(1), "F8")
    action(checks, "上一处问题(&P)", lambda: window.step(-1), "Shift+F8")
    checks.addSeparator()
    action(checks, "载入上年年报(&L)…", window.load_last_year)
    forget = action(checks, "不再与上年比较(&F)", window.forget_last_year)
    checks.addSeparator()
    action(checks, "上级会怎么看(&I)…", window.export_inspection)
    action(checks, "输出规则说明书(&R)…", window.export_rulebook)
    action(about, "填报说明(&H)", window.toggle_help, "F1")
    action(about, "装入格式文件(&F)…", window.add_form)
    action(about, "关于公开年报(&A)", window.about)
    tools = window.addToolBar("常用")
    tools.setObjectName("tools")
    tools.setMovable(False)
    for group in ((new, opened, save), (undo, redo), (pdf, excel)):
        tools.addActions(list(group))
        tools.addSeparator()
    menus = Menus(undo, redo, recent, forget)
    recent.aboutToShow.connect(lambda: _fill_recent(menus.recent, window))
    return menus


def _fill_recent(menu: QMenu, window: "MainWindow") -> None:
    menu.clear()
    for name in window.recent:
        path = Path(name)
        entry = menu.addAction(f"{path.name}　（{path.parent.name}）")
        entry.triggered.connect(lambda _=False, path=path: window.open_path(path))
    if not window.recent:
        menu.addAction("还没有").setEnabled(False)
