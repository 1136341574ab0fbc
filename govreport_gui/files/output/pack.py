"""发布: everything that is published of a report, in a folder, each file read back before success is said."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers import on_pages
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.report.document import Document
from govreport_gui.files import atomic
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import is_there
from govreport_gui.files.output import export, reading_back
from govreport_gui.files.saving import store

KEPT: Final = "留存"
"""The folder for what is not published."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written, and how much was compared in each file. `notes` are what the clerk should know."""

    files: tuple[Path, ...]
    cells: int
    paragraphs: int
    notes: tuple[str, ...]


def write(folder: Path, form: Format, document: Document, checked: Checked, *, force: bool = False) -> Packed:
    """Write PDF, Word file, web page and workbook to be published, and the report file to be kept.

    Every file is read back first; if one says anything else than the report, or is there already and `force` is not
    given, none is written. Raises OutsideError.
    """
    content = content_of(form, document)
    printed = export.as_pdf(form, document, checked)
    makers: dict[str, Callable[[], bytes]] = {
        ".pdf": lambda: printed.content,
        ".docx": lambda: export.as_word(form, document, checked),
        ".html": lambda: export.as_page(form, document, checked),
        ".xlsx": lambda: export.as_workbook(form, document, checked, (), "public"),
    }
    files = {folder / export.file_name(document, suffix): make() for suffix, make in makers.items()}
    kept = folder / KEPT / export.file_name(document, store.SUFFIX)
    for path in (*files, kept):
        if is_there(path) and not force:
            raise OutsideError(f"“{path.name}”已经存在，没有改动它；要替换的，加上 --force。")
    for path, made in files.items():
        _compare(path.name, reading_back.differences(path.suffix, made, form, content))
    own = store.to_bytes(document, form)
    if store.from_text(own.decode("utf-8"), kept.name) != (form, document):
        _compare(kept.name, ["数据"])
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutsideError(f"不能建立文件夹“{kept.parent.name}”，换一个位置输出。") from error
    for path, made in (*files.items(), (kept, own)):
        atomic.write(path, made)
        _compare(path.name, [] if _on_disk(path) == made else ["磁盘上的内容"])
    return Packed((*files, kept), len(form.cells), sum(1 for _ in on_pages.lines(content)), export.notes(printed))


def _compare(name: str, differences: list[str]) -> None:
    if differences:
        more = f"等{len(differences)}处" if len(differences) > 3 else ""
        raise OutsideError(
            f"“{name}”读回来与年报不一致：{'、'.join(differences[:3])}{more}。请不要使用，报告给软件维护人员。"
        )


def _on_disk(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutsideError(f"“{path.name}”写好以后读不出来，换一个位置输出。") from error
