"""A report that is opened once more comes to the window that has it, or to one that has none yet.

Each window holds a lock of the system on a file of its own, so that it is known whether any runs. Who starts with a
report leaves a call beside these; whoever renames it first answers. What nobody answers, the caller opens.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from govreport_gui.files import limits, settings
from govreport_gui.files.saving import os_lock
from govreport_gui.files.saving.os_lock import Hold

_FOLDER: Final = "windows"
_WINDOW: Final = ".window"
_CALL: Final = ".call"
_LARGEST: Final = 20_000
"""In bytes: a path, as JSON."""
_STALE: Final = 10.0
"""Seconds after which nobody waits for an answer: who called was killed."""
_PATIENCE: Final = 0.6
"""Seconds until nobody answers any more: so much later comes a report that has to have a window of its own."""


class Attendance:
    """This window's sign that it runs, and the calls that it may answer. `folder`: where they come."""

    def __init__(self, folder: Path, file: BinaryIO) -> None:
        self.folder = folder
        self._file = file

    def answer(self, wants: Callable[[Path], bool]) -> Path | None:
        """The first report called for that this window wants; from then on it is this window's."""
        for call in sorted(self.folder.glob(f"*{_CALL}")):
            with suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
                if time.time() - call.stat().st_mtime > _STALE:
                    call.unlink()
                    continue
                path = Path(json.loads(limits.read(call, _LARGEST))["open"])
                if wants(path):
                    taken = call.with_suffix(".taken")
                    call.rename(taken)  # fails for all but one
                    taken.unlink()
                    return path
        return None

    def leave(self) -> None:
        """No window any more."""
        self._file.close()
        with suppress(OSError):
            Path(self._file.name).unlink()


def attend() -> Attendance | None:
    """Say that a window runs; None where that cannot be said, and no call comes."""
    try:
        folder = settings.own(_FOLDER)
        file = (folder / f"{os.getpid()}{_WINDOW}").open("wb")
    except OSError:
        return None
    if os_lock.take(file) is not Hold.OURS:
        file.close()
        return None
    return Attendance(folder, file)


def call(path: Path) -> bool:
    """Call for that report; whether a window has taken it."""
    folder = settings.data_folder() / _FOLDER
    try:
        running = [each for each in folder.glob(f"*{_WINDOW}") if _runs(each)]
        if not running:
            return False
        _may_come_forward()
        name = os.urandom(8).hex()
        waiting = folder / f"{name}{_CALL}"
        part = folder / f"{name}.part"
        part.write_text(json.dumps({"open": os.fspath(path.absolute())}), encoding="ascii")
        part.rename(waiting)
    except OSError:
        return False
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if not waiting.exists():
            return True
        time.sleep(0.02)
    try:
        waiting.unlink()
    except OSError:
        return True  # just now
    return False


def _runs(window: Path) -> bool:
    """Whether the program that made this sign still runs; the sign of one that does not goes."""
    with suppress(OSError):
        with window.open("r+b") as file:
            runs = os_lock.take(file) is Hold.TAKEN
        if not runs:
            window.unlink()
        return runs
    return False


def _may_come_forward() -> None:
    """Windows lets a program before the others only if the one that the clerk has just started agrees."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # only here

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
