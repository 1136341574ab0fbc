"""Reading a file of unknown making: no more of it than makes sense, and no longer than anyone waits."""

import errno
import os
import stat
import threading
from pathlib import Path
from typing import Final

from govreport_gui.files.errors import OutsideError

TOO_LARGE: Final = "太大，不像是年报"
_PATIENCE: Final = 5.0
"""Seconds for what is no file on a disk: a pipe or a device may never end, or never begin."""


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


def given(path: Path, most: int, what: str = "年报") -> bytes:
    """The content of that file, which should be a `what`: at most that many bytes. Raises OutsideError."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                content: bytes | None = file.read(most + 1)
        elif path.is_dir():
            raise OutsideError(f"“{path.name}”是一个文件夹，选里面的文件。")
        else:
            content = _in_time(path, most + 1)
    except FileNotFoundError:
        raise OutsideError(f"没有找到“{path.name}”，核对文件名和位置。") from None
    except (OSError, ValueError):
        raise OutsideError(f"“{path.name}”读不出来，核对是否有读取权限、U盘是否还插着。") from None
    if content is None:
        raise OutsideError(f"“{path.name}”等了 {_PATIENCE:.0f} 秒也没有读完，先存成文件再打开。")
    if len(content) > most:
        raise OutsideError(f"“{path.name}”太大，不像是{what}。")
    return content


def _in_time(path: Path, most: int) -> bytes | None:
    """The first `most` bytes of a pipe or a device; None if they have not come in time."""
    found: list[bytes | Exception] = []

    def collect() -> None:
        pieces = bytearray()
        try:
            with path.open("rb", buffering=0) as file:
                while len(pieces) < most and (piece := file.read(min(most - len(pieces), 1 << 20))):
                    pieces += piece
            found.append(bytes(pieces))
        except (OSError, ValueError) as error:  # a name with NUL in it is a ValueError
            found.append(error)

    # A thread, because on Windows nothing else can give up waiting; one that still waits ends with the program.
    waiting = threading.Thread(target=collect, daemon=True)
    waiting.start()
    waiting.join(_PATIENCE)
    if found and isinstance(found[0], Exception):
        raise found[0]
    return found[0] if found and isinstance(found[0], bytes) else None
