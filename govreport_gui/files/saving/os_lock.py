"""A lock that the system takes back by itself when a program ends, however it ends."""

import errno
import sys
from enum import Enum
from typing import BinaryIO, Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR: Final = 1 << 30
"""Windows keeps everyone else from reading what is locked; nobody reads there, and nothing is ever written there."""
_TAKEN: Final = (errno.EAGAIN, errno.EACCES, errno.EDEADLK, 0)
"""0 is what Wine says."""


class Hold(Enum):
    """What came of asking for a lock. `UNKNOWN`: the file system knows no locks, so nobody is kept out."""

    OURS = "ours"
    TAKEN = "taken"
    UNKNOWN = "unknown"


def take(file: BinaryIO) -> Hold:
    """Lock that open file for this program, without waiting. Where it reads and writes stays as it was."""
    try:
        if sys.platform == "win32":
            at = file.tell()
            try:
                file.seek(_FAR)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            finally:
                file.seek(at)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return Hold.TAKEN if error.errno in _TAKEN else Hold.UNKNOWN
    return Hold.OURS
