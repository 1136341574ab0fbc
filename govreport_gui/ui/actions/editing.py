"""The entries of 编辑 for the numbers of a table. In a text box the usual ones do what they always do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMenu, QPlainTextEdit, QTextEdit

from govreport_gui.ui.widgets.entries import entry
from govreport_gui.ui.workspace import Workspace

if TYPE_CHECKING:
    from govreport_gui.ui.control_totals.panel import Strip
    from govreport_gui.ui.table.grid import Grid

_Keys = QKeySequence.StandardKey
_SHOWN_FOR = 15_000
"""How long the status line says what was done, in milliseconds."""


def add_steps(workspace: Workspace, menu: QMenu) -> tuple[QAction, QAction]:
    """Undo and redo; gives the two entries."""
    window = workspace.window
    undone = entry(window, menu, "撤销(&U)", lambda: undo(workspace), _Keys.Undo, picture="undo-2")
    redone = entry(window, menu, "重做(&R)", lambda: redo(workspace), picture="redo-2")
    redone.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
    return undone, redone


def undo(workspace: Workspace) -> None:
    """Take the last step back."""
    workspace.window.statusBar().clearMessage()  # it may speak of just that step
    workspace.view.undo()


def redo(workspace: Workspace) -> None:
    """Do again what was taken back."""
    workspace.view.redo()


def add(workspace: Workspace, menu: QMenu) -> None:
    """Put the entries into the menu."""
    window = workspace.window
    menu.addSeparator()
    entry(window, menu, "剪切(&T)", lambda: _cut(workspace), *QKeySequence.keyBindings(_Keys.Cut))
    entry(window, menu, "复制(&C)", lambda: _copy(workspace), *QKeySequence.keyBindings(_Keys.Copy))
    names = entry(window, menu, "连同表头复制(&H)", lambda: _copy(workspace, with_names=True), "Ctrl+Shift+C")
    entry(window, menu, "粘贴(&P)", lambda: _paste(workspace), *QKeySequence.keyBindings(_Keys.Paste))
    menu.addSeparator()
    fills = (
        entry(window, menu, "向下填充(&N)", lambda: _fill(workspace, "down"), "Ctrl+D"),
        entry(window, menu, "向右填充(&E)", lambda: _fill(workspace, "right"), "Ctrl+R"),
    )
    zeros = entry(window, menu, "空格填 0(&Z)", lambda: _fill_zeros(workspace), "Ctrl+Alt+0")
    back = entry(window, menu, "改回自动总计(&A)", lambda: _give_back(workspace, everything=False), "Alt+=")
    back_all = entry(
        window, menu, "本表全部改回自动总计(&W)", lambda: _give_back(workspace, everything=True), "Ctrl+Alt+="
    )

    def follow() -> None:
        from govreport_gui.core.report.figures import blank_inputs  # noqa: PLC0415  # the start page does without it

        """Offer what there is to do, with how many cells it is about."""
        if workspace.at_start:
            return
        page = workspace.view.table_page
        on_table = page is not None
        form, document = workspace.editor.form, workspace.editor.document
        for each in (names, *fills):
            each.setEnabled(on_table)
        blank = len(blank_inputs(form, document, page.model.table.id)) if page is not None else 0
        zeros.setText(f"空格填 0（{blank} 格）(&Z)" if blank else "空格填 0(&Z)")
        zeros.setEnabled(blank > 0)
        for each, everything in ((back, False), (back_all, True)):
            each.setEnabled(bool(_typed(workspace, everything=everything)))

    def free() -> None:
        # Keys work while the menu is shut, whatever it showed last.
        for each in () if workspace.at_start else (names, *fills, zeros, back, back_all):
            each.setEnabled(True)

    menu.aboutToShow.connect(follow)
    menu.aboutToHide.connect(free)


def _grid(workspace: Workspace) -> Grid | None:
    """The table in sight if the clerk is in it: from elsewhere nothing is cut or pasted there."""
    page = workspace.view.table_page
    return page.table.body if page is not None and page.table.body.hasFocus() else None


def _totals() -> Strip | None:
    """The boxes for totals on paper that the keyboard is in."""
    from govreport_gui.ui.control_totals.panel import Strip  # noqa: PLC0415  # the start page does without it

    focus = QApplication.focusWidget()
    return focus if isinstance(focus, Strip) else None


def _selected(workspace: Workspace) -> tuple[str, ...]:
    """The selected cells of the table in sight in the order of the form, or the current one where none is."""
    page = workspace.view.table_page
    if page is None:
        return ()
    grid = page.table.body
    return tuple(grid.selected_cells()) or (grid.current_cell() or grid.rows[0][0],)


def _say(workspace: Workspace) -> Callable[[str], None]:
    return lambda text: workspace.say(text, _SHOWN_FOR)


def _text_box() -> QPlainTextEdit | QTextEdit | QLineEdit | None:
    box = QApplication.focusWidget()
    return box if isinstance(box, QPlainTextEdit | QTextEdit | QLineEdit) else None


def _copy(workspace: Workspace, *, with_names: bool = False) -> None:
    from govreport_gui.ui.control_totals import totals_clipboard  # noqa: PLC0415  # the window starts without them
    from govreport_gui.ui.table import clipboard  # noqa: PLC0415  # the window starts without them

    box, grid, totals = _text_box(), _grid(workspace), _totals()
    listed = QApplication.focusWidget()
    if box is not None:
        box.copy()
    elif isinstance(listed, QListView):
        QApplication.clipboard().setText(str(listed.currentIndex().data() or ""))
    elif totals is not None:
        totals_clipboard.copy(totals, _say(workspace))
    elif grid is not None:
        clipboard.copy(grid, _selected(workspace), _say(workspace), with_names=with_names)
    else:
        _point(workspace, "复制")


def _cut(workspace: Workspace) -> None:
    from govreport_gui.ui.control_totals import totals_clipboard  # noqa: PLC0415  # the window starts without them
    from govreport_gui.ui.table import clipboard  # noqa: PLC0415  # the window starts without them

    box, grid, totals = _text_box(), _grid(workspace), _totals()
    if box is not None:
        if not box.isReadOnly() or workspace.editor.may_change():
            box.cut()
    elif totals is not None:
        totals_clipboard.cut(totals, _say(workspace))
    elif grid is not None:
        clipboard.cut(grid, _selected(workspace), _say(workspace))
    else:
        _point(workspace, "剪切")


def _paste(workspace: Workspace) -> None:
    from govreport_gui.ui.control_totals import totals_clipboard  # noqa: PLC0415  # the window starts without them
    from govreport_gui.ui.table import clipboard  # noqa: PLC0415  # the window starts without them
    from govreport_gui.ui.table.cell_box import CellBox, holds_block  # noqa: PLC0415  # likewise

    if isinstance(_text_box(), CellBox) and holds_block():
        # A block of cells goes into the table, not into the one number that is being typed.
        workspace.view.commit()
    box, grid, totals = _text_box(), _grid(workspace), _totals()
    if box is not None:
        if not box.isReadOnly() or workspace.editor.may_change():
            box.paste()
    elif totals is not None:
        totals_clipboard.paste(totals, _say(workspace))
    elif grid is not None:
        clipboard.paste(grid, _selected(workspace), _say(workspace), workspace.view.go)
    else:
        _point(workspace, "粘贴")


def _fill(workspace: Workspace, way: Literal["down", "right"]) -> None:
    grid = _grid(workspace)
    if grid is not None:
        grid.fill(way)
    elif _text_box() is None:
        _point(workspace, "填充")


def _point(workspace: Workspace, deed: str) -> None:
    """Say where to go first, where there is a table."""
    if workspace.view.table_page is not None:
        _say(workspace)(f"先点表里的格，再{deed}。")


def _fill_zeros(workspace: Workspace) -> None:
    page = workspace.view.table_page
    if page is not None:
        _say(workspace)(page.fill_zeros())


def _typed(workspace: Workspace, *, everything: bool) -> tuple[str, ...]:
    page = workspace.view.table_page
    if page is None:
        return ()
    cells = page.model.table.cells if everything else _selected(workspace)
    from govreport_gui.core.report.figures import typed_totals  # noqa: PLC0415  # likewise

    return typed_totals(workspace.editor.form, workspace.editor.document, cells)


def _give_back(workspace: Workspace, *, everything: bool) -> None:
    """Let the program add up totals again that were typed."""
    workspace.view.commit()
    cells = _typed(workspace, everything=everything)
    if not cells:
        _say(workspace)("无手工总计，均为自动总计。" if everything else "所选格中无手工总计。")
        return
    editor = workspace.editor
    editor.apply(f"总计 {len(cells)} 格改回自动总计", editor.document.with_cells(dict.fromkeys(cells, "")))
    if not any(cell in editor.document.cells for cell in cells):
        _say(workspace)(f"总计 {len(cells)} 格已改回自动总计。")
