"""Slips and reminders as PDF or Word."""

from collections.abc import Sequence
from pathlib import Path

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.part import Part
from govreport_gui.core.rollup import slips
from govreport_gui.core.rollup.desk import Desk
from govreport_gui.files import atomic
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.output import export

SUFFIXES = (".pdf", ".docx")


def write(path: Path, form: Format, desk: Desk, year: int | None, title: str, parts: Sequence[Part]) -> tuple[str, ...]:
    """All those pages in one file, by its suffix; what should be known of it. Raises OutsideError."""
    content, copy = slips.paper(form, desk, year, title, parts)
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        from govreport_gui.files.pdf import writer  # noqa: PLC0415  # the window starts without it

        printed = writer.write(content, copy)
        atomic.write(path, printed.content)
        return export.notes(printed)
    if suffix == ".docx":
        from govreport_gui.files.word import writer as word  # noqa: PLC0415  # likewise

        atomic.write(path, word.write(content, copy))
        return ()
    raise OutsideError(f"不能输出“{path.name}”，文件名应以 {'、'.join(SUFFIXES)} 结尾。")
