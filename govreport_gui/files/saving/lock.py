"""The mark beside a report that says who has it open: `.~lock.NAME#`, as the offices write it.

It holds user, machine and time. On this machine it is believed only while the program that made it runs:
that program also holds a lock of the system on it, which ends with the program. Where the disk knows no such
locks, nobody can tell, and the mark is believed. What is no mark is never written to, whatever its name.
"""

import errno
import getpass
import json
import os
import platform
import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from govreport_gui.files.errors import OutsideError
from govreport_gui.files.names import readable
from govreport_gui.files.saving import os_lock
from govreport_gui.files.saving.os_lock import Hold

_LARGEST: Final = 4096
"""In bytes. A mark has a hundred."""
_LONGEST: Final = 60
"""Letters of the name of a user or a machine."""
_BEGINNING: Final = b'{"user": '
_NO_FOLLOW: Final[int] = getattr(os, "O_NOFOLLOW", 0)
_PLAIN: Final[int] = _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_HIDDEN: Final = 2
"""FILE_ATTRIBUTE_HIDDEN"""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the report open: names of user and machine, "" where they are not known; since when."""

    user: str
    machine: str
    since: datetime | None


_SOMEBODY: Final = Holder("", "", None)


class ReportLock:
    """This window's mark beside one report. `ours`: what stands in it is, else only the system's lock on it is."""

    def __init__(self, path: Path, file: BinaryIO, *, ours: bool) -> None:
        self.path = path
        self._file = file
        self._ours = ours

    def release(self) -> None:
        """Take the mark away."""
        if self._file.closed:
            return
        beside = _beside(self.path)
        there = self._ours and _same(beside, self._file)
        if os.name == "nt":
            self._file.close()  # Windows removes no open file
        if there:
            with suppress(OSError):
                beside.unlink()
        self._file.close()


def take(path: Path, now: datetime, *, over: bool = False) -> ReportLock | Holder | None:
    """Mark that report as open here. A Holder if somebody else has it; None where no mark can be written.

    `over`: the clerk knows of a mark that nobody can tell the truth of and opens the report all the same.
    """
    beside = _beside(path)
    try:
        # Nothing is cut off: whatever stands in it stays until the lock is ours.
        file = _opened(beside, os.O_RDWR | os.O_CREAT)
    except OSError:
        return holder(path)
    hold = os_lock.take(file)
    content = file.read(_LARGEST + 1)
    there = _said(content)
    if hold is Hold.TAKEN or not _same(beside, file) or (_is_believed(there, hold) and not over):
        file.close()
        return there or _SOMEBODY
    lock = ReportLock(path, file, ours=_may_be_written(content))
    if not _may_be_written(content):
        return lock
    if not _written(file, now):
        lock.release()
        return None
    _hide(beside)
    return lock


def holder(path: Path) -> Holder | None:
    """What the mark beside that report says; None if there is none."""
    try:
        with _opened(_beside(path), os.O_RDONLY) as file:
            return _said(file.read(_LARGEST + 1))
    except OSError:
        return None


def _opened(beside: Path, how: int) -> BinaryIO:
    """The mark's file. Raises OSError where its name leads to something else: a link, a pipe, another's file."""
    if not _NO_FOLLOW and beside.is_symlink():
        raise OSError(errno.ELOOP, "a link")
    file = os.fdopen(os.open(beside, how | _PLAIN, 0o666), "r+b" if how & os.O_RDWR else "rb", 0)
    state = os.fstat(file.fileno())
    if not stat.S_ISREG(state.st_mode) or state.st_nlink > 1:
        file.close()
        raise OSError(errno.ELOOP, "no file of its own")
    return file


def _is_believed(there: Holder | None, hold: Hold) -> bool:
    """Whether that mark stands although the system has given us its lock, or knows none."""
    if there is None or not there.machine:
        return False
    return there.machine != _machine() or hold is Hold.UNKNOWN


def _may_be_written(content: bytes) -> bool:
    """Whether that is a mark, whole or torn or never filled, and not somebody's document."""
    torn = content.startswith(_BEGINNING) or _BEGINNING.startswith(content)
    return len(content) <= _LARGEST and (torn or _said(content) != _SOMEBODY)


def _written(file: BinaryIO, now: datetime) -> bool:
    words = {"user": _user()[:_LONGEST], "machine": _machine(), "since": now.isoformat(timespec="seconds")}
    line = json.dumps(words, ensure_ascii=False).encode("utf-8", "replace")
    with suppress(OSError):
        file.seek(0)
        file.truncate(0)
        return file.write(line) == len(line)
    return False


def _said(content: bytes) -> Holder | None:
    """What a mark says; None if nothing stands in it."""
    if not content.strip(b"\0"):
        return None
    try:
        said = json.loads(content) if len(content) <= _LARGEST else {}
        user, machine, since = (said[key] for key in ("user", "machine", "since"))
        return Holder(readable(user), readable(machine), datetime.fromisoformat(since))
    except (ValueError, KeyError, TypeError, RecursionError):
        return _SOMEBODY


def _hide(beside: Path) -> None:
    """Windows shows files whose name begins with a dot; on a share of another system it may not hide them."""
    import ctypes  # noqa: PLC0415  # the window starts without it

    system = getattr(ctypes, "windll", None)
    if system is not None:
        system.kernel32.SetFileAttributesW(str(beside), _HIDDEN)


def _beside(path: Path) -> Path:
    return path.with_name(f".~lock.{path.name}#")


def _same(path: Path, file: BinaryIO) -> bool:
    """Whether the file that was opened still is the one of that name: its owner may just have taken it away."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(file.fileno()))
    except OSError:
        return False


def _machine() -> str:
    return readable(platform.node())[:_LONGEST]


def _user() -> str:
    try:
        return readable(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return ""


def taken(path: Path, now: datetime) -> ReportLock | None:
    """The mark beside that file. Raises OutsideError where somebody else has it open."""
    mark = take(path, now)
    if isinstance(mark, Holder):
        who = "、".join(word for word in (mark.user, mark.machine) if word) or "别的窗口"
        raise OutsideError(f"“{path.name}”正由{who}打开，不能同时修改。请等对方关闭后再打开。")
    return mark
