"""An open ledger: its file, its mark for others, its journal, its dated copies. Nothing but the last act is lost."""

from datetime import datetime
from pathlib import Path

from govreport_gui.core.ledger.ledger import Ledger
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger import ledger_file
from govreport_gui.files.names import is_there, readable, settled
from govreport_gui.files.saving import journal, lock, stamp, versions
from govreport_gui.files.saving.journal import Journal, Left, Origin
from govreport_gui.files.saving.lock import ReportLock
from govreport_gui.files.saving.stamp import Stamp
from govreport_gui.files.saving.versions import Version


class OpenLedger:
    """The file of an open ledger. `ledger` is how it stood last, in the file or in a journal left behind."""

    def __init__(self, path: Path, ledger: Ledger, seen: Stamp | None, mark: ReportLock | None) -> None:
        self.path = path
        self.ledger = ledger
        self.restored = False
        """Whether something came from a journal that the program's end had left behind."""
        self.apart = False
        """Whether what was not saved goes with another state of the file, and became a dated copy or lies there yet."""
        self._saved = ledger
        self._seen = seen
        self._place = settled(path)
        self._mark = mark
        self._journal = self._new_journal(seen)

    def _new_journal(self, seen: Stamp | None) -> Journal:
        return Journal(Origin(str(self.path), readable(self.path.name), seen), ledger_file.JOURNALS)

    @property
    def is_saved(self) -> bool:
        """Whether the file holds the ledger as it stands."""
        return self.ledger is self._saved

    @property
    def is_changed(self) -> bool:
        """Whether somebody else has written the file since it was read or written here."""
        return self._seen is not None and is_there(self.path) and stamp.changed(self.path, self._seen)

    def copies(self) -> tuple[Version, ...]:
        """The dated copies of the file, newest first."""
        return versions.of(self._place)

    def keep(self, ledger: Ledger, now: datetime) -> bool:
        """The ledger stands so now; whether that is safe from the program's end."""
        self.ledger = ledger
        if self._journal.path is None:
            if self.is_saved:
                return True
            versions.keep_replaced(self._place, now)  # the journal goes on from it, whatever becomes of the file
        kept = self._journal.keep(ledger_file.journaled(ledger, self._saved), now)
        self._journal.sync()
        return kept

    def save(self, now: datetime) -> bool:
        """Write the file, and a dated copy; whether the copy is kept. Raises OutsideError; the journal stays then.

        What somebody else has written there meanwhile is kept as a dated copy too.
        """
        kept = versions.keep_replaced(self._place, now)
        seen = ledger_file.write(self.path, self.ledger)
        self._saved, self._seen = self.ledger, seen
        self._journal.discard()
        self._journal = self._new_journal(seen)
        return (
            versions.keep(self._place, ledger_file.to_bytes(self.ledger), now, seen.written if seen else None) and kept
        )

    def put_apart(self, left: Left) -> None:
        """What a journal holds that goes with another state of the file becomes a dated copy; where that state is not
        known any more, the journal stays.
        """
        self.apart = True
        for copy in versions.of(self._place):
            if left.origin.seen is None or not _is_of(copy, left.origin.seen):
                continue
            for text, _ in left.states:
                try:
                    ledger = ledger_file.restored(text, ledger_file.read(copy.path)[0])
                except (ValueError, OutsideError):
                    continue
                if versions.keep(self._place, ledger_file.to_bytes(ledger), left.at):
                    journal.remove(left)
                return

    def close(self, now: datetime) -> None:
        """Save what is not, and let go of the file. Raises OutsideError; it stays open then."""
        if not self.is_saved:
            self.save(now)
        self._journal.discard()  # it holds no more than the file does
        self.leave()

    def leave(self) -> None:
        """Let go of the file; what is not saved is in the journal."""
        self._journal.leave()
        if self._mark is not None:
            self._mark.release()
            self._mark = None


def create(path: Path, ledger: Ledger, now: datetime) -> OpenLedger:
    """A new ledger in that file. Raises OutsideError."""
    mark = lock.taken(path, now)
    try:
        versions.keep_replaced(settled(path), now)
        seen = ledger_file.write(path, ledger)
    except OutsideError:
        if mark is not None:
            mark.release()
        raise
    return OpenLedger(path, ledger, seen, mark)


def open_(path: Path, now: datetime) -> OpenLedger:
    """The ledger in that file, with what a journal left behind knows of it. Raises OutsideError."""
    mark = lock.taken(path, now)
    try:
        ledger, seen = ledger_file.read(path)
    except OutsideError:
        if mark is not None:
            mark.release()
        raise
    opened = OpenLedger(path, ledger, seen, mark)
    for left in reversed(journal.left_behind(path, ledger_file.JOURNALS)):
        if left.origin.file != str(path):
            continue
        if not stamp.same(left.origin.seen, seen):
            # A save that was cut off behind the new file has left it: what it holds is in the file.
            if seen is not None and left.at <= datetime.fromtimestamp(seen.written / 1e9):  # noqa: DTZ006  # the clerk's own
                journal.remove(left)
            else:
                opened.put_apart(left)
            continue
        for text, _ in left.states:
            try:
                restored = ledger_file.restored(text, ledger)
            except ValueError:
                continue
            opened.ledger, opened.restored = restored, True
            opened.save(now)
            break
        journal.remove(left)
    return opened


def _is_of(copy: Version, seen: Stamp) -> bool:
    """Whether a dated copy holds what the file did then."""
    now = stamp.stamp(copy.path)
    return now is not None and now.content == seen.content
