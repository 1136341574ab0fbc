"""One journal on disk: a file that only grows, and beside it one that the running program holds locked."""

import errno
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from govreport_gui.files import atomic
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import os_lock
from govreport_gui.files.saving.os_lock import Hold

SUFFIX: Final = ".journal"
LOCK: Final = ".lock"
_LARGEST: Final = 8_000_000
"""In bytes, some six hundred states; then the journal begins again with the newest."""


class JournalFile:
    """A journal named `path` that begins with the line `head`. Nothing is on disk before the first line."""

    def __init__(self, path: Path, head: bytes) -> None:
        self.path = path
        self._head = head
        self._file: BinaryIO | None = None
        self._lock: BinaryIO | None = None
        self._size = 0
        self._syncing: threading.Thread | None = None
        self._synced = 0

    def write(self, line: bytes) -> bool:
        """Write that line, after the head if there is none yet; whether it is written whole."""
        try:
            if self._file is None:
                self._begin()
            elif self._size > _LARGEST and self._begin_again(line):
                return True
            self._append(line)
        except OSError:
            return False
        return True

    @property
    def is_gone(self) -> bool:
        """Whether somebody has taken away what was written."""
        try:
            return self._file is not None and not self.path.exists()
        except OSError:
            return False

    def sync(self, *, wait: bool = False) -> None:
        """See that what was written is on the disk itself: beside the program's own work, or waiting for it."""
        if self._syncing is not None and self._syncing.is_alive():
            if not wait:
                return
            self._syncing.join()
        if self._file is None or self._synced == self._size:
            return
        with suppress(OSError):
            self._syncing = threading.Thread(target=_sync, args=(os.dup(self._file.fileno()),), daemon=True)
            self._synced = self._size
            self._syncing.start()
            if wait:
                self._syncing.join()

    def discard(self) -> None:
        """Take the journal away."""
        self._close()
        if self._lock is not None:
            remove(self.path)
        self.leave()

    def leave(self) -> None:
        """Let go of the journal and leave it for the next start."""
        self._close()
        if self._lock is not None:
            self._lock.close()
            with suppress(OSError):
                if not self.path.exists():
                    remove(self.path.with_suffix(LOCK))
        self._lock = None

    def _begin(self) -> None:
        if self._lock is None:
            # The lock comes first: a journal is never seen without its owner.
            self._lock = opened(self.path.with_suffix(LOCK), os.O_EXCL)
            if os_lock.take(self._lock) is Hold.TAKEN:
                self._lock.close()
                self._lock = None
                raise OSError(errno.EAGAIN, "another window is just looking at it")
        there = self.path.exists()
        try:
            self._open()
            self._append(self._head)
        except OSError:
            self._close()
            # One that was there already holds the newest state that could be written.
            if not there:
                self.discard()
            raise

    def _begin_again(self, line: bytes) -> bool:
        """Let the journal hold that state alone; whether it does, else it is as it was and goes on."""
        # Windows replaces no file that is open.
        self._close()
        try:
            atomic.write(self.path, self._head + line, private=True)
        except OutsideError:
            self._open()
            return False
        self._open()
        self._synced = self._size
        return True

    def _open(self) -> None:
        self._file = opened(self.path, os.O_APPEND)
        self._size, self._synced = self._file.seek(0, os.SEEK_END), 0

    def _append(self, line: bytes) -> None:
        file = self._file
        if file is None or file.write(line) < len(line):
            raise OSError(errno.ENOSPC, "not written whole")
        self._size += len(line)

    def _close(self) -> None:
        if self._file is not None:
            # A disk that is gone may say so only now.
            with suppress(OSError):
                self._file.close()
        self._file = None


def claim(path: Path) -> BinaryIO | None:
    """The lock of the journal in that file, taken; None if a running program has it."""
    try:
        lock = opened(path.with_suffix(LOCK), os.O_APPEND)
    except OSError:
        return None
    if os_lock.take(lock) is Hold.TAKEN:
        lock.close()
        return None
    return lock


def opened(path: Path, how: int) -> BinaryIO:
    """That file to read and write, made if it is not there, the user's alone. Raises OSError."""
    handle = os.open(
        path, os.O_RDWR | os.O_CREAT | how | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0), 0o600
    )
    return os.fdopen(handle, "ab" if how & os.O_APPEND else "r+b", 0)


def remove(path: Path) -> None:
    """Delete that file, if that can be done."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _sync(handle: int) -> None:
    with suppress(OSError):
        os.fsync(handle)
    os.close(handle)
