"""A file to the clerk's own yes: read apart, looked through where it is no report file, taken or not."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from govreport_gui.core.forms.form import Format
from govreport_gui.core.importing.taking import Parts
from govreport_gui.core.reading.blocks import Paragraph
from govreport_gui.core.reading.report import Reading, report_in
from govreport_gui.files import limits, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.pdf.pictures import open_pages
from govreport_gui.files.sources.imported import Imported
from govreport_gui.files.sources.reading import LARGEST
from govreport_gui.ui.importing import waiting
from govreport_gui.ui.importing.import_window import ImportWindow
from govreport_gui.ui.importing.part_boxes import Purpose
from govreport_gui.ui.importing.source_pages import SourcePages
from govreport_gui.ui.importing.source_text import SourceText
from govreport_gui.ui.widgets import dialogs


def ask(
    parent: QWidget, path: Path, purpose: Purpose, *, name: str = "", onto: Format | None = None
) -> tuple[Imported, Parts] | None:
    """What the clerk takes of a file, and which parts; None where there is nothing, or she thinks better of it.

    `name`: what it is called on screen, if not as the file. `onto`: the form that it is wanted on.
    A report of this program, attached to its PDF say, was not read by guessing and is taken as it is.
    """
    try:
        imported = waiting.read(parent, path)
    except OutsideError as error:
        dialogs.say_error(parent, str(error))
        return None
    if imported is None:
        return None
    if imported.reading is None:
        return imported, Parts()
    read = imported.reading
    if onto is not None and onto.id != read.form.id:
        read = report_in(read.blocks, resources.formats(), onto) or read
    shown = ImportWindow(parent, name or readable(path.name), read, source_of(path, read), purpose)
    shown.exec()
    taken = shown.taken
    shown.deleteLater()
    if taken is None:
        return None
    # What there was to know has been looked at.
    return replace(imported, form=read.form, document=taken.document, problems=()), taken.parts


def source_of(path: Path, read: Reading) -> QWidget:
    """The pages of a PDF; of everything else what was read of it."""
    places = (each.place if isinstance(each, Paragraph) else each.place(0) for each in read.blocks)
    if any(place.page for place in places):
        # Where it is gone meanwhile, what was read of it is still there.
        with suppress(OutsideError):
            return SourcePages(open_pages(limits.given(path, LARGEST)), read.blocks)
    return SourceText(read.blocks)
