"""What the menus do about the current cell and about last year's numbers beside it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu

from govreport_gui.core.report import notes
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.years import last_year
from govreport_gui.ui.actions import open_save
from govreport_gui.ui.report.pages import TablePage
from govreport_gui.ui.widgets.entries import entry

if TYPE_CHECKING:
    from govreport_gui.ui.window.main_window import MainWindow

FOLLOW_UP = "follow_up"
"""What a link to the cells to come back to is called."""

_LAST_YEAR: Final = "last year"
"""By which Qt finds that window again."""


def fill_menus(window: "MainWindow", edit: QMenu, look: QMenu) -> QAction:
    """Put what there is to do with cells into the menus; gives the entry that shows last year's numbers."""
    edit.addSeparator()
    entry(window, edit, "写备注(&B)", lambda: to_remark(window), "Shift+F2")
    entry(window, edit, "回头看(&K)", lambda: toggle_mark(window), "Ctrl+M")
    entry(window, edit, "下一个回头看的格(&J)", lambda: step_marks(window, 1), "Ctrl+F8")
    entry(window, edit, "上一个回头看的格(&L)", lambda: step_marks(window, -1), "Ctrl+Shift+F8")
    look.addSeparator()
    entry(window, look, "当前格(&C)", window.toggle_help, "F1", picture="circle-help")
    shows_last = entry(window, look, "显示上年数(&L)", lambda: show_last(window), "Ctrl+L")
    shows_last.setCheckable(True)
    shows_last.setChecked(window.settings.show_last)
    entry(window, look, "纸上合计(&T)", lambda: toggle_paper(window), "Ctrl+T")
    entry(window, look, "上年年报(&Y)", lambda: see_last_year(window), "Ctrl+Shift+L")
    return shows_last


def show_cell(window: "MainWindow") -> None:
    """Show what there is about the current cell in the pane, while it is open."""
    if window.cell_dock.isVisible() and not window.at_start:
        view = window.view
        window.cell_dock.hold(view.cell_pane)
        view.cell_pane.show_cell(view.cell, view.part)


def toggle_pane(window: "MainWindow") -> None:
    """Show the pane of the current cell, or put it away."""
    _open_pane(window, open_=not window.settings.cell_pane)
    if not window.settings.cell_pane:
        window.view.page.setFocus()


def to_help(window: "MainWindow") -> None:
    """Show what counts in the current cell, in the pane."""
    if not window.cell_dock.isVisible():
        _open_pane(window, open_=True)
    show_cell(window)
    pane = window.view.cell_pane
    pane.show_now()
    pane.ensureWidgetVisible(pane.help)


def _open_pane(window: "MainWindow", *, open_: bool) -> None:
    """Show the pane or not, from now on."""
    window.cell_dock.setVisible(open_)
    window.keep(replace(window.settings, cell_pane=open_))


def to_remark(window: "MainWindow") -> None:
    """From the cell to its remark, from the remark back to the cell."""
    view = window.view
    if not view.cell:
        return
    if window.cell_dock.isVisible() and view.cell_pane.remark.hasFocus():
        view.page.setFocus()
        return
    if not window.cell_dock.isVisible():
        _open_pane(window, open_=True)
    to_pane(window)


def to_pane(window: "MainWindow") -> None:
    """From wherever the clerk is to the pane that is shown: to the remark of the cell, where there is one."""
    show_cell(window)
    pane = window.view.cell_pane
    pane.show_now()
    if window.view.cell:
        pane.ensureWidgetVisible(pane.remark)
        pane.remark.setFocus()
    else:
        pane.setFocus()


def toggle_mark(window: "MainWindow") -> None:
    """Mark the current cell as one to come back to, or take the mark away."""
    view = window.view
    view.commit()
    if view.cell:
        editor = view.editor
        old = notes.note(editor.document, view.cell)
        place = editor.form.cells[view.cell].place
        marked = notes.with_note(editor.document, view.cell, replace(old, follow_up=not old.follow_up))
        editor.apply(f"{'取消' if old.follow_up else '记下'}{place}回头看", marked)


def step_marks(window: "MainWindow", by: int) -> None:
    """Go to the next cell to come back to (1), or to the one before (-1)."""
    view = window.view
    view.commit()
    cell = notes.next_follow_up(view.editor.form, view.editor.document, view.cell, by)
    if cell:
        view.go_to_cell(cell)
    else:
        window.statusBar().showMessage("没有要回头看的格。按 Ctrl+M 给当前格做记号。", 5000)


def marks_link(document: Document) -> str:
    """回头看 3 格, leading there; "" if there are none."""
    count = sum(note.follow_up for note in document.notes.values())
    return f"。<a href='{FOLLOW_UP}'>回头看 {count} 格</a>" if count else ""


def show_last(window: "MainWindow") -> None:
    """Show last year's numbers below this year's as the entry of the menu is set."""
    on = window.menus.show_last.isChecked()
    window.view.commit()
    window.keep(replace(window.settings, show_last=on))
    window.view.show_last(on=on)
    if on and window.editor.document.last is None:
        window.notice.say("还没有载入上年年报。在“核对”里选“载入上年年报”，每格下面就显示上年数。", "no last year")


def toggle_paper(window: "MainWindow") -> None:
    """Unfold the boxes for totals on paper, or fold them away."""
    page = window.view.page
    if isinstance(page, TablePage):
        page.unfold_paper.click()
    else:
        window.statusBar().showMessage("纸上合计在表三、表四旁边。", 5000)


def see_last_year(window: "MainWindow") -> None:
    """Open the window that shows last year's report."""
    from govreport_gui.ui.report.last_year_window import LastYearWindow  # noqa: PLC0415  # the window starts without it

    window.view.commit()
    close_last_year(window)
    shown = LastYearWindow(window, window.editor, window.view.part, lambda: load_last_year(window))
    shown.setObjectName(_LAST_YEAR)
    shown.show()


def close_last_year(window: "MainWindow") -> None:
    """Close that window; its report is no longer open, or it is to be shown anew."""
    for shown in window.findChildren(QDialog, _LAST_YEAR):
        shown.close()


def load_last_year(window: "MainWindow") -> None:
    """Ask for last year's report and compare with it from now on."""
    window.view.commit()
    editor = window.editor
    if not editor.may_change():
        return
    found = open_save.ask_report(window, "载入上年年报")
    if found is None:
        return
    _, imported = found
    editor.apply("载入上年年报", last_year.with_last(editor.document, LastYear(imported.form, imported.document)))
    name = f"{imported.document.unit}{imported.document.year or ''}年"
    # Whether it is another unit's, or of another year, is said at once.
    doubts = [finding.message for finding in editor.checked.findings if finding.rule == "XY-10"]
    window.notice.say("\n".join((f"已载入{name}年报，正在与它比较。", *doubts, *imported.problems)), "last year")


def forget_last_year(window: "MainWindow") -> None:
    """Compare with no last year's report any more."""
    window.view.commit()
    window.editor.apply("不再与上年比较", replace(window.editor.document, last=None))
    if window.editor.document.last is None:
        window.statusBar().showMessage("不再与上年比较了。", 5000)
