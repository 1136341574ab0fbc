"""The numbers of a table to the clipboard and back: Excel, WPS, Word and web pages."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QTableView

from govreport_gui.core.clipboard.copying import copied
from govreport_gui.core.clipboard.pasting import Plan, plan
from govreport_gui.core.clipboard.placement import Target
from govreport_gui.core.clipboard.tables import LARGEST, fits, rows_of, tables
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.files import resources
from govreport_gui.ui.table import paste_preview
from govreport_gui.ui.table.table_model import TableModel

Say = Callable[[str], None]
_TOO_MUCH = "剪贴板里的内容太多，没有粘贴。只复制表格，再粘贴。"
_NOTHING = "剪贴板里没有可以粘贴的表格或数。先在 Excel、WPS、Word 或网页里复制表格，再粘贴。"


def copy(grid: QTableView, cells: tuple[str, ...], say: Say, *, with_names: bool = False) -> bool:
    """Put these cells on the clipboard as they are shown; whether there are any."""
    model = _model(grid)
    if not cells:
        return False
    shown = shown_texts(model.editor.form, model.editor.document)
    made = copied(model.table, shown, cells, with_names=with_names)
    data = QMimeData()
    data.setText(made.text)
    data.setHtml(made.html)
    QApplication.clipboard().setMimeData(data)
    say(f"已复制 {len(cells)} 格" + ("，连同表头。" if with_names else "。"))
    return True


def cut(grid: QTableView, cells: tuple[str, ...], say: Say) -> None:
    """Copy these cells and empty them, as one step."""
    editor = _model(grid).editor
    if editor.may_change() and copy(grid, cells, lambda _: None):
        emptied = sum(cell in editor.document.cells for cell in cells)
        editor.apply(f"剪切 {len(cells)} 格", editor.document.with_cells(dict.fromkeys(cells, "")))
        say(f"已剪切 {len(cells)} 格，清空 {emptied} 格。")


def paste(grid: QTableView, cells: tuple[str, ...], say: Say, go: Callable[[str], None]) -> None:
    """Put what is on the clipboard into the report, as one step; asks where anything is doubtful.

    What has no names goes into these cells, or from the first of them on.
    `go` shows the part of that id, where the numbers went to another table than the one on screen.
    """
    model = _model(grid)
    editor = model.editor
    data = QApplication.clipboard().mimeData() or QMimeData()  # None where the system has no clipboard yet
    html, text = data.html() if data.hasHtml() else "", data.text() if data.hasText() else ""
    if not editor.may_change():
        return
    if len(html) > LARGEST or len(text) > LARGEST:
        say(_TOO_MUCH)
        return
    grids = tables(html)
    if not grids and not fits(text):
        say(_TOO_MUCH)
        return
    grids = grids or [grid for grid in (rows_of(text),) if grid]
    target = Target(model.table.id, cells)
    forms = resources.formats()

    def made(dash: Literal["0", ""]) -> Plan | None:
        return plan(editor.form, editor.document, forms, grids, target, dash)

    offered = made("0")
    if offered is None or not (offered.puts or offered.skipped):
        say(_NOTHING)
        return
    if offered.doubts or offered.dashes:
        offered = paste_preview.ask(grid.window(), editor.form, offered, made("") or offered)
    if offered is None or not offered.puts:
        return
    editor.apply(f"粘贴 {len(offered.puts)} 格", editor.document.with_cells(offered.texts))
    if all(put.cell not in model.box_of for put in offered.puts):
        go(editor.form.part_of(offered.puts[0].cell))
    say(offered.message)


def _model(grid: QTableView) -> TableModel:
    model = grid.model()
    assert isinstance(model, TableModel)  # noqa: S101  # a grid has no other
    return model
