"""Totals on paper to the clipboard and back: one row or one column of numbers, from box to box."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QApplication

from govreport_gui.core.clipboard.tables import LARGEST, rows_of
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.reading.words import DASHES
from govreport_gui.core.values import entered, read
from govreport_gui.ui.control_totals.panel import Strip

Say = Callable[[str], None]


def copy(strip: Strip, say: Say) -> bool:
    """Put the selected totals on the clipboard; whether there are any."""
    boxes, cells = strip.boxes, strip.selected_cells()
    if not cells:
        return False
    one_line = len({boxes.index_of(cell).row() for cell in cells}) == 1
    texts = [boxes.editor.document.paper_totals.get(cell, "") for cell in cells]
    QApplication.clipboard().setText(("\t" if one_line else "\r\n").join(texts))
    say(f"已复制台账合计 {len(cells)} 格。")
    return True


def cut(strip: Strip, say: Say) -> None:
    """Copy the selected totals and empty them, as one step."""
    editor, cells = strip.boxes.editor, strip.selected_cells()
    if editor.may_change() and copy(strip, lambda _: None):
        _put(editor, f"剪切台账合计 {len(cells)} 格", dict.fromkeys(cells, ""))
        say(f"已剪切台账合计 {len(cells)} 格。")


def paste(strip: Strip, say: Say) -> None:
    """Put the numbers on the clipboard into the boxes from the current one on, as one step.

    All of them or none: a row of totals that is shifted or cut off would be compared with the wrong numbers.
    Blanks, and what stands for nothing (无, —), leave their boxes as they are.
    """
    editor, cells = strip.boxes.editor, strip.cells_from_here()
    if not editor.may_change():
        return
    copied = QApplication.clipboard().text()
    rows = rows_of(copied) if len(copied) <= LARGEST else ()
    given = [entered(text or "") for row in rows for text in row]
    texts = ["" if text in DASHES else text for text in given]
    left_out = next((text for text in given if text in DASHES), "")
    wrong = next((text for text in texts if read(text).unreadable), "")
    if not any(texts) or wrong:
        say("剪贴板里没有可以粘贴的数。" if not wrong else f"“{wrong[:10]}”不是数，没有粘贴。")
    elif min(len(rows), len(rows[0])) > 1:
        say("台账合计一次粘贴一行或一列。先只复制合计，再粘贴。")
    elif len(texts) > len(cells):
        say(f"放不下，没有粘贴：剪贴板里有 {len(texts)} 个数，从这一格起只有 {len(cells)} 格。")
    else:
        put = {cell: text for cell, text in zip(cells, texts, strict=False) if text}
        before = editor.document.paper_totals
        replaced = sum(before.get(cell, text) != text for cell, text in put.items())
        _put(editor, f"粘贴台账合计 {len(put)} 格", put)
        also = f"，替换原来的 {replaced} 格" if replaced else ""
        also += f"；写着“{left_out}”的没有粘贴" if left_out else ""
        say(f"已粘贴台账合计 {len(put)} 格{also}。")


def _put(editor: ReportEditor, label: str, texts: Mapping[str, str]) -> None:
    document = editor.document
    for cell, text in texts.items():
        document = document.with_paper_total(cell, text)
    editor.apply(label, document)
