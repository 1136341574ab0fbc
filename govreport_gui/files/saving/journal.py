"""What was typed and not yet saved, kept in the user's data folder, one line for each state of the report.

A journal belongs to one open report of one window. Its first line says which file the report is and how
that looked when it was opened; every other line holds a whole state, as text of a report file, with its
time. A line is complete or it does not count, so whatever ends the program, the newest complete line is the
report. Beside the journal lies a file that the running program holds locked: a journal whose lock is free
has been left behind.
"""

import errno
import json
import os
import threading
from codecs import getincrementaldecoder
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from govreport_gui.files import atomic, settings
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import os_lock
from govreport_gui.files.saving.os_lock import Hold
from govreport_gui.files.saving.stamp import Stamp

_SUFFIX: Final = ".journal"
_LOCK: Final = ".lock"
_KIND: Final = "govreport-journal"
_VERSION: Final = 1
_HEAD: Final = json.dumps({"kind": _KIND})[:-1].encode()
"""How the first line begins."""
_LARGEST: Final = 8_000_000
"""In bytes, some six hundred states; then the journal begins again with the newest."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The report that a journal belongs to: its file ("" if it has none), its name for people, the file as read."""

    file: str
    name: str
    seen: Stamp | None


@dataclass(frozen=True, slots=True)
class Left:
    """A journal that its program did not put away: its states, as text of a report file with its time, newest first.

    `at` is the time of the newest. None can be read: no states, and the time when the file was written.
    """

    path: Path
    origin: Origin
    states: tuple[tuple[str, datetime], ...]
    at: datetime


def folder() -> Path:
    """Where the journals are."""
    return settings.data_folder() / "journals"


class Journal:
    """The journal of one open report. Nothing is on disk before the first state; no failure raises."""

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self.path: Path | None = None
        self._file: BinaryIO | None = None
        self._lock: BinaryIO | None = None
        self._size = 0
        self._syncing: threading.Thread | None = None
        self._synced = 0

    def keep(self, text: str, at: datetime) -> bool:
        """Write that state; whether it could be written. It is then safe from the program's end, not yet
        from a power cut: see `sync`.
        """
        line = _line({"at": at.isoformat(), "report": text})
        try:
            if self._file is None:
                self._begin()
            elif self._size > _LARGEST and self._begin_again(line):
                return True
            self._write(line)
        except (OSError, OutsideError):
            return False
        return True

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
        """Put the journal away: what it held is saved, or given up by the clerk's own word."""
        path = self.path
        self._close_file()
        if path is not None:
            _remove(path)
        self.leave()

    def leave(self) -> None:
        """Let go of the journal and leave it for the next start."""
        self._close_file()
        if self._lock is not None:
            self._lock.close()
        if self.path is not None and not self.path.exists():
            _remove(self.path.with_suffix(_LOCK))
        self._lock = self.path = None

    def _begin(self) -> None:
        if self.path is None:
            folder().mkdir(parents=True, exist_ok=True)
            path = folder() / f"{os.urandom(8).hex()}{_SUFFIX}"
            # The lock comes first: a journal is never seen without its owner.
            self._lock = path.with_suffix(_LOCK).open("xb", buffering=0)
            if os_lock.take(self._lock) is Hold.TAKEN:
                self._lock.close()
                raise OSError(errno.EAGAIN, "another window is just looking at it")
            self.path = path
        there = self.path.exists()
        self._open(self.path)
        try:
            self._write(self._head())
        except OSError:
            self._close_file()
            # One that was there already holds the newest state that could be written.
            if not there:
                _remove(self.path)
            raise

    def _begin_again(self, line: bytes) -> bool:
        """Let the journal hold that state alone; whether it does, else it is as it was and goes on."""
        if self.path is None:
            return False
        # Windows replaces no file that is open.
        self._close_file()
        try:
            atomic.write(self.path, self._head() + line)
        except OutsideError:
            self._open(self.path)
            return False
        self._open(self.path)
        self._synced = self._size
        return True

    def _open(self, path: Path) -> None:
        self._file = path.open("ab", buffering=0)
        self._size, self._synced = self._file.tell(), 0

    def _head(self) -> bytes:
        return _line({"kind": _KIND, "version": _VERSION, **asdict(self.origin)})

    def _write(self, line: bytes) -> None:
        file = self._file
        if file is None or file.write(line) < len(line):
            raise OSError(errno.ENOSPC, "not written whole")
        self._size += len(line)

    def _close_file(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None


def left_behind() -> tuple[Left, ...]:
    """The journals of programs that no longer run, newest first. Those that hold no more than their head are swept."""
    found = []
    # A program can end between making the lock and the journal.
    names = {path.with_suffix(_SUFFIX) for ending in (_SUFFIX, _LOCK) for path in folder().glob(f"*{ending}")}
    for path in sorted(names):
        lock = _claim(path)
        if lock is None:
            continue
        with lock:
            left = _read(path)
            if left is not None:
                found.append(left)
            elif not _unreadable(path):
                _remove(path)
        if not path.exists():
            _remove(path.with_suffix(_LOCK))
    return tuple(sorted(found, key=lambda left: left.at, reverse=True))


def remove(left: Left) -> bool:
    """Delete a journal that was left behind; False if another window has taken it on meanwhile."""
    lock = _claim(left.path)
    if lock is None:
        return False
    with lock:
        _remove(left.path)
    _remove(left.path.with_suffix(_LOCK))
    return True


def _claim(path: Path) -> BinaryIO | None:
    """The journal's lock, taken; None if a running program has it."""
    try:
        lock = path.with_suffix(_LOCK).open("ab", buffering=0)
    except OSError:
        return None
    if os_lock.take(lock) is Hold.TAKEN:
        lock.close()
        return None
    return lock


def _read(path: Path) -> Left | None:
    """What is in a journal; None if nothing is."""
    origin = Origin("", "", None)
    states: list[tuple[str, datetime]] = []
    lines = _lines(path)
    for content in lines:
        try:
            if content.get("kind") == _KIND:
                seen = content["seen"]
                origin = Origin(_file(content["file"]), str(content["name"]), Stamp(**seen) if seen else None)
            elif isinstance(content["report"], str):
                states.append((content["report"], _time(content["at"])))
        except (KeyError, TypeError, ValueError):
            continue
    if states:
        return Left(path, origin, tuple(reversed(states)), states[-1][1])
    return None if all(content.get("kind") == _KIND for content in lines) else Left(path, origin, (), _written(path))


def _file(name: object) -> str:
    """The file in a head. Raises ValueError where no file can be called that."""
    if b"\0" in os.fsencode(str(name)):
        raise ValueError(name)
    return str(name)


def _time(text: str) -> datetime:
    """The time in a line, by the clerk's own clock. Raises ValueError or TypeError where it is none."""
    at = datetime.fromisoformat(text)
    try:
        return at if at.tzinfo is None else at.astimezone().replace(tzinfo=None)
    except (OSError, OverflowError):
        return at.replace(tzinfo=None)


def _written(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006  # the clerk's own clock
    except (OSError, ValueError, OverflowError):
        return datetime.min  # noqa: DTZ901


def _lines(path: Path) -> list[dict[str, Any]]:
    """The lines in the journal; each that cannot be read is {}, for there may have been something in it."""
    try:
        raw = path.read_bytes()
    except OSError:
        return []
    if _is_begun_head(raw[1:]):
        return []
    found = []
    for line in filter(None, raw.split(b"\n")):
        content: object = None
        with suppress(ValueError, RecursionError):
            content = json.loads(line)
        found.append(content if isinstance(content, dict) else {})
    return found


def _is_begun_head(content: bytes) -> bool:
    """Whether that is a head that was never finished, with no state behind it and no damage in it."""
    try:
        getincrementaldecoder("utf-8")().decode(content)  # which lets the last letter be cut off
    except ValueError:
        return False
    return _HEAD.startswith(content[: len(_HEAD)]) and min(content, default=32) >= ord(" ")


def _unreadable(path: Path) -> bool:
    """Whether there may be something in it that just cannot be read now."""
    try:
        path.read_bytes()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _line(content: dict[str, object]) -> bytes:
    # A newline before it too: what an earlier write left torn must not spoil this one.
    return f"\n{json.dumps(content, ensure_ascii=False)}\n".encode("utf-8", "replace")


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _sync(handle: int) -> None:
    with suppress(OSError):
        os.fsync(handle)
    os.close(handle)
