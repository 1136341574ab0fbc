"""Compound files (OLE 2): old Word, old Excel, WPS → blocks. And the encrypted ones of the new programs."""

import io

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.sources import excel_old, word_old
from govreport_gui.files.sources.excel import MOST_ROWS

_BROKEN = "损坏了，读不出来。请重新复制一份，或从原来的程序里另存"
_FOREIGN = "不是 Word 97、Excel 97 以后的文件，读不出来。请用原来的程序打开，另存为 .docx 或 .xlsx 再读入"


def blocks(content: bytes, most_rows: int = MOST_ROWS) -> tuple[list[Block], tuple[Entry, ...]]:
    """The blocks of a document or workbook, told by the streams within; of a sheet so many rows."""
    import olefile  # noqa: PLC0415 - only where such a file is read

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            names = {entry[0]: entry for entry in file.listdir() if len(entry) == 1}
            if "EncryptedPackage" in names:
                raise OutsideError("设了密码，请用原来的程序打开，取消密码后再读入")
            wanted = ("WordDocument", "0Table", "1Table", "Data", "Workbook", "Book")
            streams = {name: file.openstream(name).read() for name in wanted if name in names}
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise OutsideError(_BROKEN) from None
    if "WordDocument" in streams:
        return word_old.blocks(streams["WordDocument"], streams)
    for name in ("Workbook", "Book"):
        if name in streams:
            return excel_old.blocks(content, streams[name], most_rows)
    raise OutsideError(_FOREIGN)
