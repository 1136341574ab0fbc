"""A file to the clerk's own yes: read apart, looked through where it is no report file, taken or not."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from govreport_gui.core.forms.form import Format
from govreport_gui.core.importing.taking import Parts
from govreport_gui.core.reading.blocks import Paragraph
from govreport_gui.core.reading.report import Reading, report_in
from govreport_gui.files import limits, resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.pdf.pictures import Pages, open_pages
from govreport_gui.files.scans import addon
from govreport_gui.files.sources.imported import Imported
from govreport_gui.files.sources.reading import LARGEST
from govreport_gui.ui.importing import waiting
from govreport_gui.ui.importing.cutouts import Cutouts
from govreport_gui.ui.importing.import_window import ImportWindow
from govreport_gui.ui.importing.part_boxes import Purpose
from govreport_gui.ui.importing.source_pages import SourcePages
from govreport_gui.ui.importing.source_text import SourceText
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.widgets.message_bars import MessageBar

_ADD_ON: Final = "add-on"


@dataclass(frozen=True, slots=True)
class Offer:
    """Where it is said that a file wants the add-on, and what reads it once more when that is there."""

    bar: MessageBar
    again: Callable[[], object]


def ask(
    parent: QWidget,
    path: Path,
    purpose: Purpose,
    *,
    name: str = "",
    more: Sequence[Path] = (),
    onto: Format | None = None,
    offer: Offer | None = None,
) -> tuple[Imported, Parts] | None:
    """What the clerk takes of a file, and which parts; None where there is nothing, or she thinks better of it.

    `name`: what it is called on screen, if not as the file. `more`: pictures of the pages that follow.
    `onto`: the form that it is wanted on.
    A report of this program, attached to its PDF say, was not read by guessing and is taken as it is.
    """
    name = name or called(path, more)
    try:
        imported = waiting.read(parent, path, more, name)
    except OutsideError as error:
        _refuse(parent, str(error), offer)
        return None
    if imported is None:
        return None
    if offer is not None:
        offer.bar.forget(_ADD_ON)
    if imported.reading is None:
        return imported, Parts()
    read = imported.reading
    if onto is not None and onto.id != read.form.id:
        read = _onto(read, onto)
    shown = window_for(parent, path, read, purpose, name=name, paper=imported.paper)
    shown.exec()
    taken = shown.taken
    shown.deleteLater()
    if taken is None:
        return None
    # What there was to know has been looked at.
    return replace(imported, form=read.form, document=taken.document, problems=()), taken.parts


def called(path: Path, more: Sequence[Path] = ()) -> str:
    """What is said of a file, or of several pictures that are one report: 第1页.jpg 等 5 张图片."""
    name = readable(path.name)
    return f"{name} 等 {len(more) + 1} 张图片" if more else name


def _refuse(parent: QWidget, sentence: str, offer: Offer | None) -> None:
    """Say why nothing could be read. What only wants the add-on is no trouble: it is said in the strip, and stays.
    Where that says so already, nothing would be seen to happen.
    """
    if offer is None or addon.NAME not in sentence or offer.bar.text.text() == sentence:
        dialogs.say_error(parent, sentence)
        return
    offer.bar.say(sentence, _ADD_ON, (("安装后重新读入(&G)", offer.again),))


def _onto(read: Reading, form: Format) -> Reading:
    """The same source read onto that form. What was doubtful in it stays so, whoever said it."""
    again = report_in(read.blocks, resources.formats(), form)
    if again is None:
        return read
    said = {entry.text for entry in again.account}
    doubts = tuple(entry for entry in read.account if entry.what == "doubtful" and entry.text not in said)
    return replace(again, account=(*doubts, *again.account))


def window_for(
    parent: QWidget, path: Path, read: Reading, purpose: Purpose, *, name: str = "", paper: bytes = b""
) -> ImportWindow:
    """The window for what was read of that file, with pages where there are some; `paper` as Imported has it."""
    name = name or readable(path.name)
    pages = _pages(path, read, paper)
    if pages is None:
        return ImportWindow(parent, name, read, SourceText(read.blocks), purpose)
    cutouts = Cutouts(pages, read) if paper else None
    return ImportWindow(parent, name, read, SourcePages(pages, read.blocks), purpose, cutouts)


def _pages(path: Path, read: Reading, paper: bytes) -> Pages | None:
    """The pages of a PDF, or of a scan as they were recognised; None of everything else."""
    places = (each.place if isinstance(each, Paragraph) else each.place(0) for each in read.blocks)
    if any(place.page for place in places):
        # Where it is gone meanwhile, what was read of it is still there.
        with suppress(OutsideError):
            return open_pages(paper or limits.given(path, LARGEST))
    return None
