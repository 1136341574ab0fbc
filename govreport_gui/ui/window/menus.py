"""The menus, the tool bar and their keys. What they do is in the main window."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from govreport_gui.ui.actions import current_cell, editing, new_report, open_save, previewing, viewing
from govreport_gui.ui.widgets.entries import entry

if TYPE_CHECKING:
    from govreport_gui.ui.window.main_window import MainWindow

_Keys = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Menus:
    """The entries whose looks follow the report."""

    undo: QAction
    redo: QAction
    recent: QMenu
    forget_last: QAction
    show_last: QAction
    always: tuple[QAction, ...]
    """What can be done while no report is open."""
    bar: QMenuBar

    def allow_steps(self, *, undo: bool, redo: bool) -> None:
        """Whether there is anything to take back, or to do again."""
        self.undo.setEnabled(undo)
        self.redo.setEnabled(redo)

    def name_steps(self, undo: str, redo: str) -> None:
        """Say in the menu which step can be taken back, and which done again; "" if none can."""
        for each, words, step in ((self.undo, "撤销{}(&U)", undo), (self.redo, "重做{}(&R)", redo)):
            each.setText(words.format(step and f" {step.replace('&', '&&')}"))

    def for_report(self, *, on: bool) -> None:
        """Whether a report is open: without one, what needs one cannot be chosen."""
        # One of the bar's menus may be Qt's own: it holds those for which a narrow window has no room.
        kept = (*self.always, *self.bar.actions())
        for menu in self.bar.findChildren(QMenu, "", Qt.FindChildOption.FindDirectChildrenOnly):
            for each in menu.actions():
                if each not in kept:
                    each.setEnabled(on)


def make(window: "MainWindow") -> Menus:
    """Put the menus and the tool bar into the window."""
    bar = window.menuBar()
    names = ("文件(&F)", "编辑(&E)", "查看(&V)", "核对(&C)", "帮助(&H)")
    files, edit, view, checks, about = (bar.addMenu(name) for name in names)
    bar.insertMenu(about.menuAction(), window.state)
    new = entry(window, files, "新建(&N)…", window.new, _Keys.New, picture="file-plus")
    following = entry(
        window, files, "由上年年报新建(&L)…", lambda: new_report.from_last_year(window), picture="file-clock"
    )
    opened = entry(window, files, "打开(&O)…", window.open, _Keys.Open, picture="folder-open")
    recent = files.addMenu("最近打开(&R)")
    files.addSeparator()
    save = entry(window, files, "保存(&S)", window.save, _Keys.Save, picture="save")
    entry(window, files, "另存为(&A)…", window.save_as, "F12")
    entry(window, files, "历史版本(&H)…", window.show_versions)
    entry(window, files, "关闭报告(&C)", window.close_report, "Ctrl+W")
    files.addSeparator()
    pdf = entry(window, files, "输出 PDF(&P)…", lambda: window.export(".pdf"), picture="file-text")
    excel = entry(window, files, "输出 Excel(&X)…", lambda: window.export(".xlsx"), picture="file-spreadsheet")
    files.addSeparator()
    empty_forms = previewing.add_output(window, files)
    files.addSeparator()
    leave = entry(window, files, "退出(&Q)", window.close, _Keys.Quit)
    undo = entry(window, edit, "撤销(&U)", window.undo, _Keys.Undo, picture="undo-2")
    redo = entry(window, edit, "重做(&R)", window.redo, picture="redo-2")
    redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
    editing.add(edit, window)
    viewing.add_going(edit, window)
    edit.addSeparator()
    own = entry(window, edit, "本单位信息(&I)…", lambda: new_report.own_unit(window), picture="building-2")
    viewing.fill_view(view, window)
    show_last = current_cell.fill_menus(window, edit, view)
    forget = _fill_checks(window, checks)
    begin = (new, following, opened, recent.menuAction())
    always = (*begin, empty_forms.menuAction(), leave, own, *_fill_help(window, about))
    _add_tools(window, (new, opened, save), (undo, redo), (pdf, excel))
    menus = Menus(undo, redo, recent, forget, show_last, always, bar)
    recent.aboutToShow.connect(lambda: _fill_recent(menus.recent, window))
    return menus


def _fill_checks(window: "MainWindow", checks: QMenu) -> QAction:
    """What has to do with checking; gives the entry that gives up comparing."""
    viewing.add_checking(checks, window)
    entry(window, checks, "下一处问题(&N)", lambda: window.step(1), "F8", picture="chevron-down")
    entry(window, checks, "上一处问题(&P)", lambda: window.step(-1), "Shift+F8", picture="chevron-up")
    entry(window, checks, "换一级问题看(&K)", window.next_level, "F7")
    checks.addSeparator()
    entry(window, checks, "唱校(&S)…", window.read_aloud, "F11")
    entry(window, checks, "校对记录(&J)…", lambda: previewing.proofreading(window))
    checks.addSeparator()
    entry(window, checks, "载入上年年报(&L)…", lambda: current_cell.load_last_year(window))
    forget = entry(window, checks, "不再与上年比较(&F)", lambda: current_cell.forget_last_year(window))
    checks.addSeparator()
    entry(window, checks, "图表(&G)…", lambda: previewing.show_charts(window))
    entry(window, checks, "上级会怎么看(&I)…", lambda: previewing.inspection(window))
    entry(window, checks, "规则说明书(&R)…", lambda: previewing.rulebook(window))
    return forget


def _fill_help(window: "MainWindow", about: QMenu) -> tuple[QAction, ...]:
    """Help; gives the entries that do without a report."""
    return (
        entry(window, about, "使用说明(&U)", lambda: open_save.show_guide(window)),
        entry(window, about, "看样例(&D)", lambda: new_report.sample(window), picture="book-open"),
        entry(window, about, "装入格式文件(&F)…", lambda: open_save.add_form(window)),
        entry(window, about, "关于公开年报(&A)", lambda: open_save.about(window)),
    )


def _add_tools(window: "MainWindow", *groups: tuple[QAction, ...]) -> None:
    tools = window.addToolBar("常用")
    tools.setObjectName("tools")
    tools.setMovable(False)
    high = round(tools.fontMetrics().height() * 1.2)
    tools.setIconSize(QSize(high, high))
    tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    for group in groups:
        tools.addActions(list(group))
        tools.addSeparator()


def _fill_recent(menu: QMenu, window: "MainWindow") -> None:
    menu.clear()
    for at, name in enumerate(window.recent, 1):
        path = Path(name)
        shown = f"{path.name}　（{path.parent.name}）".replace("&", "&&")
        made = menu.addAction(f"&{at} {shown}")
        made.triggered.connect(lambda _=False, path=path: window.open_path(path))
    if not window.recent:
        menu.addAction("还没有").setEnabled(False)
