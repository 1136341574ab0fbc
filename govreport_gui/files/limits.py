"""Reading a file of unknown making: only a regular one, and only if it is not too large."""

import errno
import os
import stat
from pathlib import Path


def read(path: Path, most: int) -> bytes:
    """All that is in that file. Raises OSError; EFBIG where it holds more than so many bytes.

    A pipe or a device, which might never end, is not read at all.
    """
    return look(path, most)[0]


def look(path: Path, most: int) -> tuple[bytes, os.stat_result]:
    """As `read`, with what the disk says of the file."""
    with os.fdopen(
        os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)), "rb"
    ) as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise OSError(errno.EINVAL, "no regular file")
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, "too large")
    return content, state
