"""After a crash, a kill or a power cut: what was not saved is offered, in words, and nobody has to answer now."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from govreport_gui.core.editing.differences import differences, summary
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.saving import journal, store
from govreport_gui.files.saving.journal import Left
from govreport_gui.files.saving.stamp import changed
from govreport_gui.files.sources import reading
from govreport_gui.ui.filing import file_questions
from govreport_gui.ui.filing.file_questions import when
from govreport_gui.ui.widgets.message_bars import Answer, MessageBar

_NAMED: Final = 3
"""How many parts of a report are named as changed: on a small screen the offer must leave room for the report."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A report as it was when the program ended: its file, None if it had none, and what to say about it.

    `before` are the states that it can be held against to see where the clerk was: the one before the last
    change, if the journal still has it, and what is in the file.
    """

    left: Left
    path: Path | None
    form: Format
    document: Document
    before: tuple[Document, ...]
    words: str


def offer_all(
    parent: QWidget, questions: MessageBar, restore: Callable[[Unsaved], bool], only: Path | None = None
) -> None:
    """Offer every report that was left unsaved, or only that file's. `restore` opens one; whether it did.

    `only` is the file by its one name; what lies beside it is offered too.
    """
    for left in journal.left_behind(only):
        if only is not None and left.origin.file != str(only):
            continue
        found = unsaved(left)
        if isinstance(found, str):
            _tell(parent, questions, left, found)
        elif found is not None:
            _offer(parent, questions, restore, found)


def unsaved(left: Left) -> Unsaved | str | None:
    """What to offer of a journal; why there is nothing, if it cannot be read; None if it holds nothing that its
    file lacks (it then goes).
    """
    name = _name(left)
    form, document, at, passed, trouble = _newest(left, name)
    if form is None or document is None:
        return _unreadable(name, left, trouble)
    path = Path(left.origin.file) if left.origin.file else None
    offered = path
    before = Document(document.format)
    why = ""
    if path is not None:
        try:
            before = reading.read(path).document
        except OutsideError:
            why = "它的文件现在打不开，恢复以后可以另存。"
    if before == document:
        if passed:
            return _unreadable(name, left, trouble)
        journal.remove(left)
        return None
    if path is not None and not why:
        # The file is newer than what is offered, or may be: going on from here must not lead back over it.
        if left.origin.seen is None:
            why = "备份里没有记下它的文件当时的样子，文件可能更新：恢复出来的是另一份，两份可以对照着改。"
            offered = None
        elif changed(path, left.origin.seen):
            why = "它的文件在这以后又保存过：恢复出来的是另一份，两份可以对照着改。"
            offered = None
    if passed:
        why = f"在这以后的 {passed} 次备份读不出来。{why}"
    words = _words(name, at, before, document, form, why, path, newer=offered != path)
    return Unsaved(left, offered, form, document, (*_last(left, passed + 1, name), before), words)


def _last(left: Left, passed: int, name: str) -> tuple[Document, ...]:
    """The state before the newest, which is so many lines back, if it can be read."""
    with suppress(OutsideError):
        return tuple(store.from_text(text, name)[1] for text, _ in left.states[passed : passed + 1])
    return ()


def _name(left: Left) -> str:
    return readable(left.origin.name) or "没有名字的报告"


def _newest(left: Left, name: str) -> tuple[Format | None, Document | None, datetime, int, str]:
    """The newest state that can be read and its time, how many newer ones cannot, and why the newest cannot."""
    trouble = ""
    for passed, (text, at) in enumerate(left.states):
        try:
            form, document = store.from_text(text, name)
        except OutsideError as error:
            trouble = trouble or str(error)
            continue
        return form, document, at, passed, trouble
    return None, None, left.at, len(left.states), trouble or "文件已损坏。"


def _unreadable(name: str, left: Left, trouble: str) -> str:
    return (
        f"上次没有正常关闭。“{name}”在{when(left.at)}的自动备份还在，但读不出来：{trouble}"
        f"备份在文件“{readable(str(left.path))}”里。"
    )


def _words(
    name: str,
    at: datetime,
    before: Document,
    document: Document,
    form: Format,
    why: str,
    path: Path | None,
    *,
    newer: bool,
) -> str:
    changes = differences(form, before, document)
    what = summary(form, changes, most=_NAMED)
    if path is None:
        said = f"“{name}”尚未存成文件（{what}）"
    else:
        # Against a file that is newer they are no changes, only differences.
        said = f"“{name}”有 {len(changes)} 处{'与现在的文件不同' if newer else '修改没有保存'}（{what}）"
    return f"上次没有正常关闭。{said}，最后一次改动在{when(at)}。{why}"


def _offer(parent: QWidget, questions: MessageBar, restore: Callable[[Unsaved], bool], found: Unsaved) -> None:
    def take() -> bool:
        # The journal goes only when the report is open again and kept in a journal of its own.
        done = restore(found)
        if done:
            journal.remove(found.left)
        return done

    answers = (("恢复(&A)", take), ("暂不恢复(&W)", lambda: None), _dropping(parent, found.left))
    questions.ask(f"left {found.left.path.name}", found.words, answers)


def _tell(parent: QWidget, questions: MessageBar, left: Left, words: str) -> None:
    """Say what is left that cannot be brought back here; it stays until the clerk gives it up."""
    questions.ask(f"left {left.path.name}", words, (("留着(&W)", lambda: None), _dropping(parent, left)))


def _dropping(parent: QWidget, left: Left) -> Answer:
    # The letters of all these answers are others than those of the start page and the menus.
    def drop() -> bool:
        sure = file_questions.ask_drop(parent, _name(left))
        if sure:
            journal.remove(left)
        return sure

    return "放弃恢复(&Z)…", drop
