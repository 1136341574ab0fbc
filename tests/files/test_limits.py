"""Reading a file of unknown making."""

import errno
import os
import sys
import threading
from pathlib import Path

import pytest

from govreport_gui.files import limits
from govreport_gui.files.errors import OutsideError


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


def test_no_more_is_taken_than_allowed(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(b"1234")
    assert limits.given(path, 4) == b"1234"
    with pytest.raises(OutsideError, match="“甲.txt”太大"):
        limits.given(path, 3)


def test_what_is_no_file_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="没有找到“甲.txt”"):
        limits.given(tmp_path / "甲.txt", 4)
    with pytest.raises(OutsideError, match="是一个文件夹"):
        limits.given(tmp_path, 4)
    with pytest.raises(OutsideError):
        limits.given(Path("a\0b"), 4)


unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither /dev/zero nor pipes with a path")


@unix
def test_a_device_without_end_is_too_large() -> None:
    with pytest.raises(OutsideError, match="“zero”太大"):
        limits.given(Path("/dev/zero"), 1_000_000)


@unix
def test_a_pipe_is_read_and_one_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes("年报".encode()))
    writer.start()
    assert limits.given(pipe, 100) == "年报".encode()
    writer.join()
    monkeypatch.setattr(limits, "_PATIENCE", 0.1)
    with pytest.raises(OutsideError, match="没有读完"):
        limits.given(pipe, 100)
