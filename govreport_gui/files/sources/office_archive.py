"""Zip archives of office programs → blocks, told by what lies within."""

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.sources import excel, open_document, word
from govreport_gui.files.sources.zipped import Archive


def blocks(content: bytes, most_rows: int = excel.MOST_ROWS) -> tuple[list[Block], tuple[Entry, ...]]:
    """The blocks of a document or workbook; of a sheet so many rows."""
    names = Archive(content).names
    if "word/document.xml" in names:
        return word.blocks(content)
    if "xl/workbook.xml" in names:
        return excel.blocks(content, most_rows)
    if "content.xml" in names:
        return open_document.blocks(content, most_rows)
    if "xl/workbook.bin" in names:
        raise OutsideError("是 .xlsb 工作簿，请用 Excel 另存为 .xlsx 再读入")
    if any(name.startswith("ppt/") for name in names):
        raise OutsideError("是演示文稿，不是年报")
    raise OutsideError("是压缩包，请先解开，再读入里面的年报")
