"""The menus and the tools beside them. Each entry stands beside its deed in `actions`; here they are put in order."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from govreport_gui.ui.actions import (
    collecting,
    comparing,
    current_cell,
    editing,
    exporting,
    help_menu,
    importing,
    last_year,
    ledgers,
    navigation,
    new_report,
    open_save,
    previewing,
    settings_menu,
    writing,
)
from govreport_gui.ui.actions.state_menu import StateMenu
from govreport_gui.ui.widgets.command_bar import CommandBar
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Menus:
    """The entries whose looks follow the report."""

    undo: QAction
    redo: QAction
    show_last: QAction
    forget_last: QAction
    always: tuple[QAction, ...]
    """What can be done while no report is open."""
    bar: QMenuBar
    tools: CommandBar

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
        self.tools.setVisible(on)
        for menu in self.bar.findChildren(QMenu, "", Qt.FindChildOption.FindDirectChildrenOnly):
            for each in menu.actions():
                if each not in kept:
                    each.setEnabled(on)


def make(workspace: Workspace, state: StateMenu, find_words: Callable[..., None]) -> Menus:
    """Put the menus and the tool bar into the window; `find_words` opens the strip for words to find or replace."""
    window = workspace.window
    bar = window.menuBar()
    names = ("文件(&F)", "编辑(&E)", "查看(&V)", "核对(&C)", "帮助(&H)")
    files, edit, view, checks, about = (bar.addMenu(name) for name in names)
    bar.insertMenu(about.menuAction(), state)
    new = new_report.add_new(workspace, files)
    opened, recent = open_save.add_open(workspace, files)
    imports = importing.add(workspace, files)
    many, ledger = collecting.add(workspace, files), ledgers.add(workspace, files)
    save = open_save.add_save(workspace, files)
    files.addSeparator()
    output = exporting.add_output(workspace, files)
    files.addSeparator()
    empty_forms = previewing.add_output(workspace, files)
    files.addSeparator()
    leave = entry(window, files, "退出(&Q)", window.close, QKeySequence.StandardKey.Quit)
    undo, redo = editing.add_steps(workspace, edit)
    editing.add(workspace, edit)
    find = navigation.add_going(workspace, edit, find_words, lambda: find_words(replacing=True))
    writing.add(workspace, edit)
    own, set_up = new_report.add_unit(workspace, edit), settings_menu.add(workspace, edit)
    current_cell.add_marking(workspace, edit)
    navigation.fill_view(workspace, view)
    view.addSeparator()
    current_cell.add_pane(workspace, view)
    beside = last_year.add_numbers(workspace, view)
    current_cell.add_control_totals(workspace, view)
    last_year.add_window(workspace, view)
    navigation.add_checking(workspace, checks)
    previewing.add_reading(workspace, checks)
    comparing.add(workspace, checks)
    ledgers.add_taking(workspace, checks)
    checks.addSeparator()
    forget = last_year.add_comparing(workspace, checks)
    checks.addSeparator()
    inspection = previewing.add_papers(workspace, checks)
    tools = CommandBar(window, ((save,), (undo, redo), (find, beside, inspection), (output,)))
    begin = (*new, opened, recent.menuAction(), find, *imports)
    always = (*begin, many, ledger, empty_forms.menuAction(), leave, own, set_up, *help_menu.fill(workspace, about))
    return Menus(undo, redo, beside, forget, always, bar, tools)
