"""What a crash that Python cannot tell of leaves: where each thread was, as `faulthandler` writes it."""

import atexit
import faulthandler
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from govreport_gui.files import limits, settings

_FOLDER: Final = "traces"
_KEPT: Final = 5
_LARGEST: Final = 100_000
"""In bytes. A trace has some thousand."""


def begin() -> None:
    """From now on a crash of the program, or of a library in it, leaves a trace, where there is a place for it."""
    try:
        path = settings.own(_FOLDER) / f"{os.getpid()}.txt"
        for old in [*_there()][_KEPT:]:
            old.unlink(missing_ok=True)
        file = path.open("w", encoding="utf-8")
    except OSError:
        return
    faulthandler.enable(file)

    def end() -> None:
        faulthandler.disable()
        file.close()
        with suppress(OSError):
            if not path.stat().st_size:
                path.unlink()

    atexit.register(end)


def last() -> str:
    """The newest trace there is, "" where there is none."""
    for path in _there():
        with suppress(OSError):
            if text := limits.read(path, _LARGEST).decode("utf-8", "replace").strip():
                return text
    return ""


def _there() -> Iterator[Path]:
    """The newest first."""
    try:
        dated = [(path.stat().st_mtime_ns, path) for path in (settings.data_folder() / _FOLDER).glob("*.txt")]
    except OSError:
        return
    yield from (path for _, path in sorted(dated, reverse=True))
