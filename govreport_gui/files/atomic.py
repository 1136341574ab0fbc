"""Writing a file whole or not at all."""

import errno
import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govreport_gui.files.errors import OutsideError

PREFIX: Final = ".govreport-"
SUFFIX: Final = ".tmp"
"""How the temporary file is called, with eight signs between."""
_REASONS: Final = {
    errno.EROFS: "文件或磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "磁盘已满"),
}
_NO_SYNC: Final = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EROFS)
"""What file systems say that know no fsync, such as those of gvfs."""
_PATIENCE: Final = 2.0
"""Seconds: for so long a scanner or an indexer may hold the old file."""
_PAUSE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Written:
    """New content that lies on disk beside the file that it is for; that one is still as it was.

    `at` is the time of writing as the disk has it, in nanoseconds; None where the disk does not say.
    """

    name: str
    path: Path
    temporary: Path
    at: int | None

    def put(self) -> None:
        """Put it in the file's place. Raises OutsideError; the old file stays then."""
        try:
            _replace(self.temporary, self.path)
        except (OSError, ValueError) as error:
            self.drop()
            raise _unwritten(self.name, error) from error
        _sync_folder(self.path.parent)

    def drop(self) -> None:
        """It is not wanted after all."""
        _remove(self.temporary)


def write(path: Path, content: bytes, *, private: bool = False) -> int | None:
    """A temporary file beside it, on disk, then put in its place. Raises OutsideError; the old file stays then.

    Where `path` is a link, the file that it leads to is written. `private`: nobody else may read it. Gives the time
    of writing as the disk has it, in nanoseconds; None where the disk does not say.
    """
    written = beside(path, content, private=private)
    written.put()
    return written.at


def beside(path: Path, content: bytes, *, private: bool = False) -> Written:
    """The first half of `write`: all that takes time. Raises OutsideError."""
    name = path.name
    temporary: Path | None = None
    try:
        path, old = _led_to(path)
        if old is not None and not old & stat.S_IWRITE:
            raise OSError(errno.EROFS, "read-only")  # noqa: TRY301  # one way out for all that can go wrong
        mode = 0o600 if private else 0o666 if old is None else stat.S_IMODE(old)
        temporary = path.with_name(f"{PREFIX}{os.urandom(4).hex()}{SUFFIX}")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            _sync(handle)
        if old is not None:
            # The user's mask may have taken something away. Shares and sticks know no modes.
            with suppress(OSError):
                temporary.chmod(mode)
        return Written(name, path, temporary, _written(temporary))
    except (OSError, ValueError) as error:
        if temporary is not None:
            _remove(temporary)
        raise _unwritten(name, error) from error


def _unwritten(name: str, error: OSError | ValueError) -> OutsideError:
    return OutsideError(f"“{name}”没有保存：{_why(error)}。换一个位置另存。")


def _remove(temporary: Path) -> None:
    with suppress(OSError, ValueError):
        temporary.unlink(missing_ok=True)


def may_write(path: Path) -> bool:
    """Whether a file can be written there, as far as that can be told without doing it."""
    try:
        path, mode = _led_to(path)
        if mode is not None:
            if not mode & stat.S_IWRITE:
                return False
            with path.open("r+b"):
                pass
        return os.access(path.parent, os.W_OK)
    except (OSError, ValueError):
        return False


def _led_to(path: Path) -> tuple[Path, int | None]:
    """The file that is written, and its mode; None where it is not there yet. The disk is asked once."""
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode):
            return path, mode
        path = Path(os.path.realpath(path))
        return path, path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return path, None


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _written(path: Path) -> int | None:
    """When that was written. Asked by name and after closing: before, servers have not settled on it."""
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return None


def _replace(temporary: Path, path: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            temporary.replace(path)
        except OSError as error:
            blocked = isinstance(error, PermissionError) or error.errno == errno.EBUSY
            if not blocked or time.monotonic() >= until:
                raise
        else:
            return
        time.sleep(_PAUSE)


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):
        return "文件名里有不能用的字符"
    if isinstance(error, PermissionError):
        return "没有写入这个文件夹的权限，或文件正被别的程序打开"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "文件夹不存在"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹"
    return _REASONS.get(error.errno or 0, "磁盘写不进去")


def _sync_folder(folder: Path) -> None:
    """The new name is on disk too. Windows does this by itself and opens no folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
