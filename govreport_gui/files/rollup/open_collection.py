"""An open collection: its file, its mark for others, its journal. Nothing but the last act is lost."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from govreport_gui.core.rollup.desk import Desk
from govreport_gui.files import atomic
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.rollup import collection_file
from govreport_gui.files.rollup.collection_file import Lines
from govreport_gui.files.saving import journal, lock, stamp
from govreport_gui.files.saving.journal import Journal, Left, Origin
from govreport_gui.files.saving.lock import ReportLock
from govreport_gui.files.saving.stamp import Stamp


class Save:
    """One save. Its `work` takes long and may be done in a thread; nothing of the collection changes by it."""

    def __init__(self, path: Path, desk: Desk, lines: Lines) -> None:
        self.desk = desk
        self._path, self._lines = path, lines
        self.written: atomic.Written | None = None
        self.seen: Stamp | None = None
        self.error: OutsideError | None = None

    def work(self) -> None:
        """Make the content and lay it beside the file."""
        content = collection_file.to_bytes(self.desk, self._lines)
        try:
            self.written = atomic.beside(self._path, content)
        except OutsideError as error:
            self.error = error
            return
        self.seen = stamp.of(content, self.written.at or 0)


class OpenCollection:
    """The file of an open collection. `desk` is how it stood last, in the file or in a journal left behind."""

    def __init__(
        self, path: Path, desk: Desk, seen: Stamp | None, mark: ReportLock | None, lines: Lines, now: datetime
    ) -> None:
        self.path = path
        self.desk = desk
        self.restored = False
        """Whether something came from a journal that the program's end had left behind."""
        self._saved = desk
        self._mark = mark
        self._lines = lines
        self._at = now
        self._journal = self._new_journal(seen)

    def _new_journal(self, seen: Stamp | None) -> Journal:
        return Journal(Origin(str(self.path), readable(self.path.name), seen), collection_file.JOURNALS)

    @property
    def is_saved(self) -> bool:
        """Whether the file holds the collection as it stands."""
        return self.desk == self._saved

    def holds(self, desk: Desk, save: Save | None = None) -> bool:
        """Whether the file has all that a journal has no room for: the reports, and last year's collection. With
        `save`, whether it has that before and after it.
        """
        return all(_holds(each, desk) for each in (self._saved, *([save.desk] if save is not None else ())))

    def keep(self, desk: Desk, now: datetime) -> bool:
        """The collection stands so now; whether that is safe from the program's end.

        What the file does not hold is saved at once. Raises OutsideError.
        """
        self.desk, self._at = desk, now
        if not self.holds(desk):
            self.save()
            return True
        kept = self._journal.keep(collection_file.state(desk), now)
        self._journal.sync()
        return kept

    def begin_save(self, desk: Desk | None = None) -> Save:
        """A save of the collection as it stands, or as it shall be. One at a time; `end_save` ends it."""
        return Save(self.path, desk or self.desk, self._lines)

    def end_save(self, save: Save, desk: Desk | None = None) -> None:
        """Put in its place what was written; the collection stands as `desk` then, else as it did. Raises OutsideError;
        the journal stays then.
        """
        if save.error is not None or save.written is None:
            raise save.error or OutsideError(f"“{self.path.name}”没有保存。")
        desk = desk or self.desk
        since = desk if desk is not save.desk else None
        if since is not None and save.seen is not None:
            # What was done meanwhile goes on from the old content and from the new.
            self._journal.keep(collection_file.state(since, save.seen.content), self._at)
        save.written.put()
        before, self._saved, self.desk = self._journal, save.desk, desk
        self._journal = self._new_journal(save.seen if save.written.at is not None else None)
        if since is None or self._journal.keep(collection_file.state(since), self._at):
            before.discard()
        else:
            before.leave()

    def save(self) -> None:
        """Write the file. Raises OutsideError; the journal stays then."""
        save = self.begin_save()
        save.work()
        self.end_save(save)

    def close(self) -> None:
        """Save what is not, and let go of the file. Raises OutsideError; it stays open then."""
        if not self.is_saved:
            self.save()
        self._journal.discard()
        self.leave()

    def leave(self) -> None:
        """Let go of the file; what is not saved is in the journal."""
        self._journal.leave()
        if self._mark is not None:
            self._mark.release()
            self._mark = None

    def saved_as(self, path: Path, now: datetime) -> "OpenCollection":
        """The same collection in another file; this one is let go of as it was saved last. Raises OutsideError; it
        stays open then.
        """
        new = create(path, self.desk, now, self._lines)
        self._journal.discard()
        self.leave()
        return new


def create(path: Path, desk: Desk, now: datetime, known: Lines | None = None) -> OpenCollection:
    """A new collection in that file. Raises OutsideError."""
    lines = dict(known or {})

    def begin() -> OpenCollection:
        save = Save(path, desk, lines)
        save.work()
        if save.written is None:
            raise save.error or OutsideError(f"“{path.name}”没有保存。")
        save.written.put()
        return OpenCollection(path, desk, save.seen, mark, lines, now)

    mark = lock.taken(path, now)
    return _or_released(mark, begin)


def open_(path: Path, now: datetime) -> OpenCollection:
    """The collection in that file, with what a journal left behind knows of it. Raises OutsideError."""
    lines: Lines = {}

    def begin() -> OpenCollection:
        desk, seen = collection_file.read(path, lines)
        opened = OpenCollection(path, desk, seen, mark, lines, now)
        for left in reversed(journal.left_behind(path, collection_file.JOURNALS)):
            if left.origin.file == str(path):
                _take_up(opened, left, seen)
        return opened

    mark = lock.taken(path, now)
    return _or_released(mark, begin)


def _take_up(opened: OpenCollection, left: Left, seen: Stamp | None) -> None:
    """Take up what that journal holds, if it goes on from the file as it is."""
    goes_on = stamp.same(left.origin.seen, seen)
    over = None if goes_on or seen is None else seen.content
    for text, _ in left.states if goes_on or over else ():
        try:
            restored = collection_file.restored(text, opened.desk, over)
        except ValueError:
            continue
        if restored is not None:
            opened.desk, opened.restored = restored, True
            opened.save()
            journal.remove(left)
            return
        break
    # A save that was cut off behind the new file has left it: what it holds is in the file.
    if goes_on or (seen is not None and left.at <= datetime.fromtimestamp(seen.written / 1e9)):  # noqa: DTZ006  # the clerk's own
        journal.remove(left)


def _holds(saved: Desk, desk: Desk) -> bool:
    there = {id(each) for each in saved.collection.submissions}
    return desk.collection.last is saved.collection.last and there.issuperset(map(id, desk.collection.submissions))


def _or_released(mark: ReportLock | None, begin: Callable[[], OpenCollection]) -> OpenCollection:
    try:
        return begin()
    except OutsideError:
        if mark is not None:
            mark.release()
        raise
