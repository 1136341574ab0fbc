"""A lock that the system takes back by itself when a program ends, however it ends."""

import errno
import sys
from typing import BinaryIO, Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR: Final = 1 << 30
"""Windows keeps everyone else from reading what is locked; nobody reads there."""
_TAKEN: Final = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


def take(file: BinaryIO) -> bool:
    """Lock that open file for this program; False if another one has it.

    Where the file system knows no locks there is nobody to be kept out: True.
    """
    try:
        if sys.platform == "win32":
            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True
