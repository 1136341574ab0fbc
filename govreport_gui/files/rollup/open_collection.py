"""An open collection: its file, its mark for others, its journal. Nothing but the last act is lost."""

from datetime import datetime
from pathlib import Path

from govreport_gui.core.rollup.desk import Desk
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.rollup import collection_file
from govreport_gui.files.saving import journal, lock
from govreport_gui.files.saving.journal import Journal, Origin
from govreport_gui.files.saving.lock import ReportLock
from govreport_gui.files.saving.stamp import Stamp


class OpenCollection:
    """The file of an open collection. `desk` is how it stood last, in the file or in a journal left behind."""

    def __init__(self, path: Path, desk: Desk, seen: Stamp | None, mark: ReportLock | None) -> None:
        self.path = path
        self.desk = desk
        self.restored = False
        """Whether something came from a journal that the program's end had left behind."""
        self._saved = desk
        self._mark = mark
        self._journal = self._new_journal(seen)

    def _new_journal(self, seen: Stamp | None) -> Journal:
        return Journal(Origin(str(self.path), readable(self.path.name), seen), collection_file.JOURNALS)

    @property
    def is_saved(self) -> bool:
        """Whether the file holds the collection as it stands."""
        return self.desk is self._saved

    def keep(self, desk: Desk, now: datetime) -> bool:
        """The collection stands so now; whether that is safe from the program's end.

        Reports are too large for a journal: when they come or go the file is saved. Raises OutsideError.
        """
        before, self.desk = self.desk, desk
        if (
            desk.collection.submissions != before.collection.submissions
            or desk.collection.last is not before.collection.last
        ):
            self.save()
            return True
        kept = self._journal.keep(collection_file.to_text(desk, copies=False), now)
        self._journal.sync()
        return kept

    def save(self) -> None:
        """Write the file. Raises OutsideError; the journal stays then."""
        seen = collection_file.write(self.path, self.desk)
        self._saved = self.desk
        self._journal.discard()
        self._journal = self._new_journal(seen)

    def close(self) -> None:
        """Save what is not, and let go of the file. Raises OutsideError; it stays open then."""
        if not self.is_saved:
            self.save()
        self.leave()

    def leave(self) -> None:
        """Let go of the file; what is not saved is in the journal."""
        self._journal.leave()
        if self._mark is not None:
            self._mark.release()
            self._mark = None


def create(path: Path, desk: Desk, now: datetime) -> OpenCollection:
    """A new collection in that file. Raises OutsideError."""
    mark = _marked(path, now)
    try:
        seen = collection_file.write(path, desk)
    except OutsideError:
        if mark is not None:
            mark.release()
        raise
    return OpenCollection(path, desk, seen, mark)


def open_(path: Path, now: datetime) -> OpenCollection:
    """The collection in that file, with what a journal left behind knows of it. Raises OutsideError."""
    mark = _marked(path, now)
    try:
        desk, seen = collection_file.read(path)
    except OutsideError:
        if mark is not None:
            mark.release()
        raise
    opened = OpenCollection(path, desk, seen, mark)
    for left in reversed(journal.left_behind(path, collection_file.JOURNALS)):
        if left.origin.file != str(path):
            continue
        if not _same(left.origin.seen, seen):
            # A save that was cut off behind the new file has left it: what it holds is in the file.
            if seen is not None and left.at <= datetime.fromtimestamp(seen.written / 1e9):  # noqa: DTZ006  # the clerk's own
                journal.remove(left)
            continue
        for text, _ in left.states:
            try:
                restored = collection_file.restored(text, desk)
            except ValueError:
                continue
            opened.desk, opened.restored = restored, True
            opened.save()
            break
        journal.remove(left)
    return opened


def _same(seen: Stamp | None, now: Stamp | None) -> bool:
    """Whether the file is the one that a journal goes on from: the same written again is no change."""
    return seen == now or (seen is not None and now is not None and seen.content == now.content)


def _marked(path: Path, now: datetime) -> ReportLock | None:
    """The mark beside that file. Raises OutsideError where somebody else has it open."""
    taken = lock.take(path, now)
    if isinstance(taken, lock.Holder):
        who = "、".join(word for word in (taken.user, taken.machine) if word) or "别的窗口"
        raise OutsideError(f"“{path.name}”正由{who}打开，不能同时修改。请等对方关闭后再打开。")
    return taken
