"""Any readable form of a report → Imported. What a file is, is told by its content, not its name."""

from pathlib import Path
from typing import Final

from govreport_gui.files import limits, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import store
from govreport_gui.files.sources import attached, plain_text
from govreport_gui.files.sources.assembly import Imported, assemble

_LARGEST: Final = 20_000_000
"""In bytes. A report is 15 kB; whatever is larger than this is something else."""
_OTHERS: Final = {b"%PDF": "PDF", b"PK\x03\x04": "Word 或 Excel", b"\xd0\xcf\x11\xe0": "旧版 Word 或 Excel"}


def read(path: Path) -> Imported:
    """The report in a file. Raises OutsideError with one sentence; the file is never touched."""
    content = limits.given(path, _LARGEST)
    if content.startswith(b"%PDF") and (carried := attached.report_in(content, path.name)):
        return Imported(carried.form, carried.document, carried.told)
    text = _text(content, path.name)
    if path.suffix == store.SUFFIX or text.lstrip().startswith("{"):
        found = store.opened(text, path.name)
        return Imported(found.form, found.document, found.told)
    try:
        return assemble(plain_text.blocks(text), resources.formats())
    except OutsideError as error:
        raise OutsideError(f"“{path.name}”里{error}。") from None


def is_report_file(path: Path) -> bool:
    """Whether saving may go to this file; other sources are read and saved under a new name."""
    return path.suffix == store.SUFFIX


def _text(content: bytes, name: str) -> str:
    for start, kind in _OTHERS.items():
        if content.startswith(start):
            raise OutsideError(f"“{name}”是 {kind} 文件，现在还读不了，另存为纯文本后再打开。")
    if content[:100].lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise OutsideError(f"“{name}”是网页，现在还读不了，另存为纯文本后再打开。")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise OutsideError(f"“{name}”不是文字文件，读不出来。")
