"""Reading a file of unknown making."""

import errno
import os
import sys
from pathlib import Path

import pytest

from govreport_gui.files import limits


def test_no_more_is_read_than_may_be(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"a\r\nb")
    assert limits.read(path, 4) == b"a\r\nb"
    with pytest.raises(OSError, match="too large") as found:
        limits.read(path, 3)
    assert found.value.errno == errno.EFBIG
    with pytest.raises(FileNotFoundError):
        limits.read(tmp_path / "y", 3)
    with pytest.raises(OSError, match=r"."):
        limits.read(tmp_path, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "zero"):
        with pytest.raises(OSError, match="no regular file"):
            limits.read(tmp_path / name, 3)
