"""Writing a file whole or not at all."""

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from govreport_gui.files.errors import OutsideError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write(path: Path, content: bytes) -> None:
    """A temporary file beside it, on disk, then put in its place. Raises OutsideError; the old file stays then.

    Where `path` is a link, the file that it leads to is written.
    """
    name = path.name
    temporary = ""
    try:
        path = _led_to(path)
        if path.exists() and not path.stat().st_mode & stat.S_IWRITE:
            raise OSError(errno.EROFS, "read-only")  # noqa: TRY301  # one way out for all that can go wrong
        handle, temporary = tempfile.mkstemp(prefix=".govreport-", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        Path(temporary).replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutsideError(f"“{name}”没有保存：{_why(error)}。换一个位置另存。") from error


def may_write(path: Path) -> bool:
    """Whether a file can be written there, as far as that can be told without doing it."""
    try:
        path = _led_to(path)
        if path.exists():
            if not path.stat().st_mode & stat.S_IWRITE:
                return False
            with path.open("r+b"):
                pass
        return os.access(path.parent, os.W_OK)
    except OSError:
        return False


def _led_to(path: Path) -> Path:
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有写入这个文件夹的权限，或文件正被别的程序打开"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "文件夹不存在"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹"
    if error.errno == errno.EROFS:
        return "文件或磁盘是只读的"
    return "磁盘已满" if error.errno in _FULL else "磁盘写不进去"


def _sync_folder(folder: Path) -> None:
    """The new name is on disk too. Windows does this by itself and opens no folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
