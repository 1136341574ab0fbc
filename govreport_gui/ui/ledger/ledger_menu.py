"""The menus of the ledger, each entry with its key."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QKeySequence

from govreport_gui.core.ledger.editor import LedgerEditor
from govreport_gui.files.ledger.open_ledger import OpenLedger
from govreport_gui.ui.ledger import deeds, putting_out
from govreport_gui.ui.ledger.copies import CopiesWindow
from govreport_gui.ui.ledger.ledger_window import LedgerWindow
from govreport_gui.ui.widgets.command_bar import CommandBar
from govreport_gui.ui.widgets.entries import entry

_Keys = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class LedgerMenus:
    """The entries whose looks follow the ledger."""

    undo: QAction
    redo: QAction
    of_one: tuple[QAction, ...]
    of_year: tuple[QAction, ...]
    tools: CommandBar

    def follow(self, window: LedgerWindow) -> None:
        """What can be done now."""
        editor = window.editor
        for each, name, label in ((self.undo, "撤销", editor.undo_label), (self.redo, "重做", editor.redo_label)):
            each.setEnabled(bool(label))
            each.setText(f"{name}“{label}”" if label else name)
        for each in self.of_one:
            each.setEnabled(window.form.application is not None)
        for each in self.of_year:
            each.setEnabled(editor.ledger.year is not None)


def _after(window: LedgerWindow, do: Callable[[LedgerWindow], object]) -> None:
    """Do that once what is being typed is taken in."""
    window.commit()
    do(window)


def new_window(file: OpenLedger, editor: LedgerEditor) -> LedgerWindow:
    """The window of a ledger, with its menus."""
    window = LedgerWindow(file, editor)
    window.menus = menus = make(window)
    window.moved.connect(lambda: menus.follow(window))
    window.register.emptying.connect(lambda: deeds.empty(window))
    menus.follow(window)
    return window


def make(window: LedgerWindow) -> LedgerMenus:
    """Put the menus and the tools into the window."""
    bar = window.menuBar()
    files, edit, view, checks = (bar.addMenu(name) for name in ("文件(&F)", "编辑(&E)", "查看(&V)", "核对(&C)"))
    save = entry(window, files, "保存(&S)", window.save, _Keys.Save, picture="save")
    entry(window, files, "读入登记簿(&R)…", partial(_after, window, deeds.read_in), "Ctrl+O", picture="folder-open")
    files.addSeparator()
    entry(window, files, "历史版本(&H)…", lambda: CopiesWindow(window, window.file).exec())
    over = entry(window, files, "结转到下一年度(&N)…", partial(_after, window, deeds.carry_over))
    files.addSeparator()
    out = files.addMenu("输出(&X)")
    register = entry(
        window, out, "输出台账(&R)…", partial(_after, window, putting_out.register), "Ctrl+E", picture="file-output"
    )
    one = entry(window, out, "申请办理单(&A)…", partial(_after, window, putting_out.application))
    entry(window, out, "期限清单(&D)…", partial(_after, window, putting_out.dues))
    evidence = entry(window, out, "表三、表四计数依据(&E)…", partial(_after, window, putting_out.evidence))
    out.addSeparator()
    entry(window, out, "不含申请人信息的副本(&N)…", partial(_after, window, putting_out.anonymous_copy))
    files.addSeparator()
    entry(window, files, "台账信息(&I)…", partial(_after, window, deeds.about), "Ctrl+I")
    entry(window, files, "装入工作日历(&W)…", lambda: deeds.add_calendar(window))
    files.addSeparator()
    entry(window, files, "关闭(&C)", window.close, _Keys.Close)

    undo = entry(window, edit, "撤销", lambda: deeds.undo(window), _Keys.Undo, picture="undo-2")
    redo = entry(window, edit, "重做", lambda: deeds.redo(window), "Ctrl+Y", "Ctrl+Shift+Z", picture="redo-2")
    edit.addSeparator()
    entry(window, edit, "复制(&C)", lambda: deeds.copy(window), _Keys.Copy)
    entry(window, edit, "粘贴(&P)", lambda: deeds.paste(window), _Keys.Paste)
    edit.addSeparator()
    begin = entry(window, edit, "登记一件(&A)", lambda: deeds.begin(window), "Ctrl+N", picture="list-plus")
    asked = partial(_after, window, LedgerWindow.choose_result)
    choose = entry(window, edit, "逐问选择办理结果(&R)…", asked, "F4", picture="circle-help")
    gone = entry(window, edit, "删除申请(&D)…", lambda: deeds.remove(window), "Ctrl+Del")
    edit.addSeparator()
    find = entry(window, edit, "查找(&F)", lambda: deeds.find(window), _Keys.Find, picture="search")

    for number, (name, chip) in enumerate(window.tabs.items(), 1):
        entry(window, view, f"{chip.text()}(&{number})", partial(window.show_tab, name), f"Ctrl+{number}")
    view.addSeparator()
    entry(window, view, "另一窗格(&P)", window.step_pane, "F6")

    entry(window, checks, "下一个问题(&W)", lambda: deeds.step_wrong(window, 1), "F8")
    entry(window, checks, "上一个问题(&U)", lambda: deeds.step_wrong(window, -1), "Shift+F8")
    tools = CommandBar(window, ((save,), (undo, redo), (begin, choose), (find,), (register,)))
    return LedgerMenus(undo, redo, (choose, gone, one), (over, register, evidence), tools)
