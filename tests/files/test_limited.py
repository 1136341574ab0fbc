import os
import sys
import threading
from pathlib import Path

import pytest

from govreport_gui.files import limited
from govreport_gui.files.errors import OutsideError


def test_no_more_is_read_than_allowed(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(b"1234")
    assert limited.read(path, 4) == b"1234"
    with pytest.raises(OutsideError, match="“甲.txt”太大"):
        limited.read(path, 3)


def test_what_is_no_file_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="没有找到“甲.txt”"):
        limited.read(tmp_path / "甲.txt", 4)
    with pytest.raises(OutsideError, match="是一个文件夹"):
        limited.read(tmp_path, 4)
    with pytest.raises(OutsideError):
        limited.read(Path("a\0b"), 4)


unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither /dev/zero nor pipes with a path")


@unix
def test_a_device_without_end_is_too_large() -> None:
    with pytest.raises(OutsideError, match="“zero”太大"):
        limited.read(Path("/dev/zero"), 1_000_000)


@unix
def test_a_pipe_is_read_and_one_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes("年报".encode()))
    writer.start()
    assert limited.read(pipe, 100) == "年报".encode()
    writer.join()
    monkeypatch.setattr(limited, "_PATIENCE", 0.1)
    with pytest.raises(OutsideError, match="没有读完"):
        limited.read(pipe, 100)
