"""What writes that were cut off have left behind: temporary files, half-made folders of copies."""

import os
import re
import shutil
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from govreport_gui.files import atomic, settings
from govreport_gui.files.saving import versions

_NAME: Final = re.compile(rf"{re.escape(atomic.PREFIX)}[0-9a-z_]{{8}}{re.escape(atomic.SUFFIX)}")
_OLD: Final = 86_400
"""Seconds. No write takes so long, and no two clocks that are right are so far apart."""


def sweep(recent: Iterable[str], now: float) -> None:
    """Take away what is old and ours: where the program keeps what is the user's, and beside those report files.

    `now` is the time in seconds as disks have it. Nothing raises: what does not go stays for the next time.
    """
    for folder in dict.fromkeys((*_own(), *(Path(path).parent for path in recent))):
        for path in _in(folder):
            if _NAME.fullmatch(path.name) and _is_old(path, now, stat.S_ISREG):
                with suppress(OSError):
                    path.unlink()
    for path in _in(versions.folder()):
        if path.name.startswith(versions.MAKING) and _is_old(path, now, stat.S_ISDIR):
            shutil.rmtree(path, ignore_errors=True)


def sweep_beside(recent: Iterable[str], now: float) -> threading.Thread:
    """The same beside the program's own work: a share that is gone may take a minute to say so."""
    thread = threading.Thread(target=sweep, args=(tuple(recent), now), daemon=True)
    thread.start()
    return thread


def _own() -> Iterator[Path]:
    """The folders in which the program writes for the user."""
    yield settings.folder()
    yield settings.data_folder()
    yield from _in(settings.data_folder())
    yield from _in(versions.folder())


def _in(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except (OSError, ValueError):
        return []


def _is_old(path: Path, now: float, is_kind: Callable[[int], bool]) -> bool:
    """Whether that is of the kind, this user's, and was written long ago."""
    try:
        state = path.lstat()
    except OSError:
        return False
    is_ours = not hasattr(os, "getuid") or state.st_uid == os.getuid()
    return is_kind(state.st_mode) and is_ours and now - state.st_mtime > _OLD
