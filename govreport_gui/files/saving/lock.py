"""The mark beside a report that says who has it open: `.~lock.NAME#`, as the offices write it.

It holds user, machine and time. On this machine it is believed only while the program that made it runs:
that program also holds a lock of the system on it, which ends with the program.
"""

import getpass
import json
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from govreport_gui.files.saving import os_lock


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the report open: names of user and machine, "" where they are not known; since when."""

    user: str
    machine: str
    since: datetime | None


class ReportLock:
    """This window's mark beside one report."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file = file

    def release(self) -> None:
        """Take the mark away."""
        if self._file.closed:
            return
        if os.name == "nt":
            self._file.close()  # Windows removes no open file
            ours = True
        else:
            ours = _same(_beside(self.path), self._file)
        if ours:
            with suppress(OSError):
                _beside(self.path).unlink()
        self._file.close()


def take(path: Path, now: datetime, *, over: bool = False) -> ReportLock | Holder | None:
    """Mark that report as open here. A Holder if somebody else has it; None where no mark can be written.

    `over`: the clerk knows of a mark from another machine and opens the report all the same.
    """
    beside = _beside(path)
    try:
        # Neither "r+" nor "w": made if it is not there, and whatever stands in it stays until the lock is ours.
        file = os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+b", 0)
    except OSError:
        return holder(path)
    ours = os_lock.take(file) and _same(beside, file)
    there = holder(path)
    elsewhere = there is not None and there.machine not in ("", _machine())
    if not ours or (elsewhere and not over):
        file.close()
        return there or Holder("", "", None)
    try:
        file.truncate(0)
        words = {"user": _user(), "machine": _machine(), "since": now.isoformat(timespec="seconds")}
        file.write(json.dumps(words, ensure_ascii=False).encode("utf-8", "replace"))
    except OSError:
        lock = ReportLock(path, file)
        lock.release()
        return None
    return ReportLock(path, file)


def holder(path: Path) -> Holder | None:
    """What the mark beside that report says; None if there is none."""
    try:
        text = _beside(path).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    if not text:
        return None
    try:
        content = json.loads(text)
        return Holder(str(content["user"]), str(content["machine"]), datetime.fromisoformat(content["since"]))
    except (ValueError, KeyError, TypeError):
        return Holder("", "", None)


def _beside(path: Path) -> Path:
    return path.with_name(f".~lock.{path.name}#")


def _same(path: Path, file: BinaryIO) -> bool:
    """Whether the file that was opened still is the one of that name: its owner may just have taken it away."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except OSError:
        return False


def _machine() -> str:
    return platform.node()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
