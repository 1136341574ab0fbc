"""What a file looked like when it was read, to notice that somebody else has written it since."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govreport_gui.files import limits

_LARGEST: Final = 64_000_000
"""In bytes. What is larger is no report any more."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Size in bytes, time of writing in nanoseconds, SHA-256 of what is in it."""

    size: int
    written: int
    content: str


def of(content: bytes, written: int) -> Stamp:
    """How a file looks that holds that and was written then."""
    return Stamp(len(content), written, hashlib.sha256(content).hexdigest())


def stamp(path: Path) -> Stamp | None:
    """How that file looks now; None if it is not there or cannot be read."""
    try:
        content, state = limits.look(path, _LARGEST)
    except (OSError, ValueError):
        return None
    return of(content, state.st_mtime_ns)


def changed(path: Path, seen: Stamp) -> bool:
    """Whether something else is in the file now, or it is gone; the same written again is no change."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return True
    if (state.st_size, state.st_mtime_ns) == (seen.size, seen.written):
        return False
    now = stamp(path)
    return now is None or now.content != seen.content


def same(seen: Stamp | None, now: Stamp | None) -> bool:
    """Whether the file is the one that a journal goes on from: the same written again is no change."""
    return seen == now or (seen is not None and now is not None and seen.content == now.content)
