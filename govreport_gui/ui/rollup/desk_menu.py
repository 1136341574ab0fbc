"""The menus of the desk, each entry with its key."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from govreport_gui.ui.rollup import deeds, putting_out
from govreport_gui.ui.rollup.desk_window import DeskWindow, OpenReport
from govreport_gui.ui.rollup.work import Work
from govreport_gui.ui.widgets.command_bar import CommandBar
from govreport_gui.ui.widgets.entries import entry

_Keys = QKeySequence.StandardKey
_STEPS: Final = ("撤销{}(&U)", "重做{}(&R)")


@dataclass(frozen=True, slots=True)
class DeskMenus:
    """The entries whose looks follow the current unit."""

    of_report: tuple[QAction, ...]
    of_state: tuple[QAction, ...]
    """Where reports are only checked there are no states."""
    out: QAction
    steps: tuple[QAction, QAction]
    last: QAction
    tools: CommandBar

    def follow(self, window: DeskWindow) -> None:
        """What can be done with the current unit."""
        row = window.units.current
        there = row is not None and row.submission is not None
        for each in self.of_report:
            each.setEnabled(there)
        for each in self.of_state:
            each.setEnabled(there and not window.work.alone)
        out = there and row is not None and row.file in window.work.desk.collection.out
        self.out.setText("重新计入汇总(&T)" if out else "移出汇总(&T)")
        work = window.work
        self.last.setEnabled(work.desk.collection.last is not None)
        for each, words, step in zip(self.steps, _STEPS, (work.undo_label, work.redo_label), strict=True):
            each.setEnabled(bool(step))
            each.setText(words.format(step and f" {step.replace('&', '&&')}"))


def new_desk(work: Work, open_report: OpenReport) -> DeskWindow:
    """The window of a collection, with its menus."""
    window = DeskWindow(work, open_report)
    window.menus = menus = make(window)
    window.unit_shown.connect(lambda: menus.follow(window))
    window.opened.connect(lambda: deeds.look_at(window))
    window.dropped.connect(lambda paths: deeds.read(window, paths))
    window.slip.wanted.connect(lambda: putting_out.put_out_current(window))
    ways = (("保存(&P)", lambda: putting_out.save(window)),)
    work.unkept.connect(lambda words: window.message_bar.warn(words, "unkept", ways))
    menus.follow(window)
    return window


def make(window: DeskWindow) -> DeskMenus:
    """Put the menus and the tools into the window."""
    bar = window.menuBar()
    names = ("文件(&F)", "编辑(&E)", "单位(&U)", "查看(&V)", "核对(&C)")
    files, edit, unit, view, checks = (bar.addMenu(name) for name in names)
    folder, put_out, slips, remind = _fill_files(window, files)
    undo = entry(window, edit, "撤销(&U)", lambda: window.step(back=True), _Keys.Undo)
    redo = entry(window, edit, "重做(&R)", lambda: window.step(back=False), "Ctrl+Y", "Ctrl+Shift+Z")
    opened = entry(window, unit, "打开年报(&O)　Enter", lambda: deeds.look_at(window))
    looked = entry(window, unit, "核对读入结果(&I)…", lambda: deeds.look_through(window), "F3")
    unit.addSeparator()
    accept = entry(window, unit, "接收(&A)", lambda: deeds.mark(window, "accepted"), "F4")
    give_back = entry(window, unit, "退回(&B)", lambda: deeds.mark(window, "returned"), "Shift+F4")
    received = entry(window, unit, "改回已收到(&R)", lambda: deeds.mark(window, ""))
    entry(window, unit, "备注(&N)…", lambda: deeds.note(window), "Shift+F2")
    unit.addSeparator()
    out = entry(window, unit, "移出汇总(&T)", lambda: deeds.take_out(window), "Ctrl+D")
    this = entry(window, unit, "以这一份为准(&K)", lambda: deeds.choose(window))
    entry(window, unit, "归入应报单位(&J)…", lambda: deeds.join(window))
    entry(window, unit, "移除(&M)…", lambda: deeds.remove(window), "Ctrl+Del")

    for number, (name, chip) in enumerate(window.tabs.items(), 1):
        entry(window, view, f"{chip.text()}(&{number})", partial(_go, window, name), f"Ctrl+{number}")
    view.addSeparator()
    last = entry(window, view, "与上年比较(&L)", lambda: window.show_last(on=last.isChecked()))
    last.setCheckable(True)
    entry(window, view, "查找单位(&F)", window.search.setFocus, _Keys.Find)
    entry(window, view, "下一个有错的单位(&W)", lambda: window.step_wrong(1), "F8")
    entry(window, view, "上一个有错的单位(&P)", lambda: window.step_wrong(-1), "Shift+F8")
    entry(window, view, "下一窗格(&N)", lambda: window.step_pane(1), "F6")
    entry(window, view, "上一窗格(&B)", lambda: window.step_pane(-1), "Shift+F6")
    entry(window, view, "汇总年报(&S)", lambda: putting_out.show_sum(window), "F11")

    again = entry(window, checks, "全部核对(&A)", lambda: deeds.read_again(window), "F9", picture="list-checks")
    checks.addSeparator()
    entry(window, checks, "应报单位(&R)…", lambda: deeds.edit_roster(window), "Ctrl+R")
    entry(window, checks, "从文件读入应报单位(&F)…", lambda: deeds.read_roster(window))
    entry(window, checks, "存应报单位名单(&S)…", lambda: deeds.save_roster(window))
    checks.addSeparator()
    entry(window, checks, "汇总信息(&I)…", lambda: deeds.about(window), "Ctrl+I")
    entry(window, checks, "载入上年汇总(&L)…", lambda: deeds.load_last(window), "Ctrl+L")
    entry(window, checks, "比对本级年报(&C)…", lambda: deeds.compare_own(window))
    tools = CommandBar(window, ((folder, again), (slips, remind), (put_out,)))
    states = (accept, give_back, received, this)
    return DeskMenus((opened, looked, out), states, out, (undo, redo), last, tools)


def _fill_files(window: DeskWindow, files: QMenu) -> tuple[QAction, QAction, QAction, QAction]:
    """What comes in and goes out; gives the entries that are tools too."""
    folder = entry(
        window, files, "添加文件夹(&D)…", lambda: deeds.add_folder(window), _Keys.Open, picture="folder-open"
    )
    entry(window, files, "添加文件(&A)…", lambda: deeds.add_files(window), "Ctrl+Shift+O")
    files.addSeparator()
    entry(window, files, "保存(&S)", lambda: putting_out.save(window), _Keys.Save)
    entry(window, files, "另存为(&V)…", lambda: putting_out.save_as(window), "F12")
    files.addSeparator()
    put_out = entry(
        window, files, "输出汇总年报(&R)…", lambda: putting_out.put_out_report(window), "Ctrl+E", picture="file-output"
    )
    entry(window, files, "输出汇总表(&X)…", lambda: putting_out.put_out_workbook(window), "Ctrl+Shift+E")
    entry(window, files, "输出数据表(&T)…", lambda: putting_out.put_out_table(window))
    files.addSeparator()
    slips = entry(
        window, files, "退回修改单(&B)…", lambda: putting_out.put_out_slips(window), "Ctrl+B", picture="undo-2"
    )
    remind = entry(
        window, files, "催报通知(&N)…", lambda: putting_out.put_out_reminders(window), "Ctrl+J", picture="send"
    )
    files.addSeparator()
    entry(window, files, "关闭(&C)", window.close, _Keys.Close)
    return folder, put_out, slips, remind


def _go(window: DeskWindow, name: str) -> None:
    window.show_tab(name)
    window.middle_pane.setFocus()
