"""Last year's report beside this one: its numbers in the tables, itself in a window, loaded and given up."""

from dataclasses import replace
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu

from govreport_gui.core.report.document import LastYear
from govreport_gui.ui.actions import open_save
from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

_WINDOW: Final = "last year"
"""By which Qt finds that window again."""


def add_numbers(workspace: Workspace, menu: QMenu) -> QAction:
    """Into 查看: last year's numbers in the tables; gives that entry."""
    window = workspace.window

    def show() -> None:
        show_last(workspace, on=shown.isChecked())
        follow_last(workspace, shown)

    shown = entry(window, menu, "与上年比较(&L)", show, "Ctrl+L", picture="columns-2")
    shown.setIconText("与上年比较")
    shown.setCheckable(True)
    return shown


def follow_last(workspace: Workspace, shown: QAction) -> None:
    """Whether last year's numbers are shown: wanted, and there."""
    there = not workspace.at_start and workspace.editor.document.last is not None
    shown.setChecked(there and workspace.settings.show_last)


def add_window(workspace: Workspace, menu: QMenu) -> None:
    """Into 查看: last year's report in a window."""
    entry(workspace.window, menu, "上年年报(&Y)", lambda: see_last_year(workspace), "Ctrl+Shift+L")


def add_comparing(workspace: Workspace, menu: QMenu) -> QAction:
    """Into 核对: load last year's report, give it up; gives the entry for the latter."""
    window = workspace.window
    entry(window, menu, "载入上年年报(&L)…", lambda: load_last_year(workspace))
    return entry(window, menu, "移除上年年报(&F)", lambda: forget_last_year(workspace))


def show_last(workspace: Workspace, *, on: bool) -> None:
    """Show last year's numbers beside this year's, or do not any more."""
    workspace.view.commit()
    workspace.keep(replace(workspace.settings, show_last=on))
    workspace.view.show_last(on=on)
    if on and workspace.editor.document.last is None:
        load = ("载入上年年报(&A)…", lambda: load_last_year(workspace))
        workspace.message_bar.say("尚未载入上年年报，载入后每格右边显示上年数。", "no last year", (load,))


def see_last_year(workspace: Workspace) -> None:
    """Open the window that shows last year's report."""
    from govreport_gui.ui.report.last_year_window import LastYearWindow  # noqa: PLC0415  # the window starts without it

    workspace.view.commit()
    close_window(workspace)
    shown = LastYearWindow(workspace.window, workspace.editor, workspace.view.part, lambda: load_last_year(workspace))
    shown.setObjectName(_WINDOW)
    shown.show()


def close_window(workspace: Workspace) -> None:
    """Close that window; its report is no longer open, or it is to be shown anew."""
    for shown in workspace.window.findChildren(QDialog, _WINDOW):
        shown.close()


def load_last_year(workspace: Workspace) -> None:
    """Ask for last year's report and compare with it from now on."""
    from govreport_gui.core.years import last_year  # noqa: PLC0415  # the start page does without it

    workspace.view.commit()
    editor = workspace.editor
    if not editor.may_change():
        return
    found = open_save.last_year_in(workspace, "载入上年年报", lambda: load_last_year(workspace))
    if found is None:
        return
    _, imported = found
    editor.apply("载入上年年报", last_year.with_last(editor.document, LastYear(imported.form, imported.document)))
    name = f"{imported.document.unit}{imported.document.year or ''}年"
    # Whether it is another unit's, or of another year, is said at once.
    doubts = [finding.message for finding in editor.checked.findings if finding.rule == "XY-10"]
    loaded = f"已载入{name}年报，正在与它比较；上年的数和文字随本年报一并保存。"
    if doubts or imported.problems:
        workspace.message_bar.say("\n".join((loaded, *doubts, *imported.problems)), "last year")
    else:
        workspace.message_bar.confirm(loaded, "last year")


def forget_last_year(workspace: Workspace) -> None:
    """Compare with no last year's report any more."""
    workspace.view.commit()
    workspace.editor.apply("移除上年年报", replace(workspace.editor.document, last=None))
    if workspace.editor.document.last is None:
        workspace.say("已移除上年年报，不再比较。", 5000)
