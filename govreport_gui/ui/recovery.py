"""After a crash, a kill or a power cut: what was not saved is offered, in words, and nobody has to answer now."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from govreport_gui.core.differences import differences, summary
from govreport_gui.core.document import Document
from govreport_gui.core.formats import Format
from govreport_gui.files import journal, reading, store
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.journal import Left
from govreport_gui.files.stamp import changed
from govreport_gui.ui import file_questions
from govreport_gui.ui.file_questions import when
from govreport_gui.ui.offer import Offer


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A report as it was when the program ended: its file, None if it had none, and what to say about it."""

    left: Left
    path: Path | None
    form: Format
    document: Document
    words: str


def offer_all(parent: QWidget, offer: Offer, restore: Callable[[Unsaved], bool], only: Path | None = None) -> None:
    """Offer every report that was left unsaved, or only that file's. `restore` opens one; whether it did."""
    for left in journal.left_behind():
        if only is not None and left.origin.file != str(only.resolve()):
            continue
        found = unsaved(left)
        if found is None:
            continue
        _offer(parent, offer, restore, found)


def unsaved(left: Left) -> Unsaved | None:
    """What to offer of a journal; None if it cannot be read, or holds nothing that its file lacks (it then goes)."""
    name = left.origin.name or "没有名字的报告"
    try:
        form, document = store.from_text(left.text, name)
    except OutsideError:
        return None
    path = Path(left.origin.file) if left.origin.file else None
    before = Document(document.format)
    why = ""
    if path is not None:
        try:
            before = reading.read(path).document
        except OutsideError:
            why = "它的文件现在打不开，恢复以后可以另存。"
    if before == document:
        journal.remove(left)
        return None
    if path is not None and not why and left.origin.seen is not None and changed(path, left.origin.seen):
        why = "它的文件在这以后又有改动，恢复不会动文件。"
    return Unsaved(left, path, form, document, _words(name, left, before, document, form, why, path))


def _words(
    name: str, left: Left, before: Document, document: Document, form: Format, why: str, path: Path | None
) -> str:
    changes = differences(form, before, document)
    what = summary(form, changes)
    if path is None:
        said = f"“{name}”还没有存成文件（{what}）"
    else:
        said = f"“{name}”有 {len(changes)} 处修改没有保存（{what}）"
    return f"上次没有正常关闭。{said}，最后一次改动在{when(left.at)}。{why}"


def _offer(parent: QWidget, offer: Offer, restore: Callable[[Unsaved], bool], found: Unsaved) -> None:
    def take() -> None:
        # The journal goes only when the report is open again and kept in a journal of its own.
        if restore(found):
            journal.remove(found.left)

    def drop() -> None:
        if file_questions.ask_drop(parent, found.left.origin.name):
            journal.remove(found.left)

    answers = (("恢复(&R)", take), ("先不恢复，留着(&L)", lambda: None), ("不要了(&D)…", drop))
    offer.ask(f"left {found.left.path.name}", found.words, answers)
