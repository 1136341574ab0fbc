"""Writing a file whole or not at all."""

import errno
import os
import stat
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from govreport_gui.files import atomic
from govreport_gui.files.errors import OutsideError


def linked(link: Path, to: Path) -> None:
    try:
        link.symlink_to(to)
    except OSError:
        pytest.skip("no links may be made here")


@pytest.mark.parametrize("there", [True, False])
def test_where_a_link_leads_is_written(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "共享" / "甲.govreport"
    target.parent.mkdir()
    if there:
        target.write_bytes(b"1")
    second, first = target.with_name("乙.govreport"), tmp_path / "丙.govreport"
    linked(second, Path(target.name))
    linked(first, second)
    atomic.write(first, b"2")
    assert first.is_symlink()
    assert second.is_symlink()
    assert target.read_bytes() == b"2"
    assert len(list(tmp_path.rglob("*"))) == 4  # nothing is left beside them


def test_a_link_that_leads_nowhere_is_told_by_its_own_name(tmp_path: Path) -> None:
    link = tmp_path / "甲.govreport"
    linked(link, tmp_path / "没有" / "乙.govreport")
    with pytest.raises(OutsideError, match="“甲.govreport”没有保存：文件夹不存在。"):
        atomic.write(link, b"1")
    assert link.is_symlink()


def test_what_can_be_written_is_told_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there, link = tmp_path / "甲.govreport", tmp_path / "乙.govreport"
    assert atomic.may_write(there)
    assert not atomic.may_write(tmp_path / "没有" / "甲.govreport")
    there.write_bytes(b"1")
    linked(link, there)
    assert atomic.may_write(link)
    there.chmod(0o444)
    assert not atomic.may_write(there)
    assert not atomic.may_write(link)
    there.chmod(0o644)
    monkeypatch.setattr(os, "access", lambda path, _: path != tmp_path)
    assert not atomic.may_write(there)
    assert there.read_bytes() == b"1"


def refusing(error: OSError, times: int | None = None):
    """A call of the system that refuses: so many times, or always."""
    left = [times]

    def refuse(*given: Any, **named: Any) -> Any:
        if left[0] is None or left[0] > 0:
            left[0] = None if left[0] is None else left[0] - 1
            raise error
        return REPLACE(*given, **named)

    return refuse


REPLACE = Path.replace


@pytest.mark.parametrize("there", [True, False])
def test_a_share_that_knows_no_modes_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    path = tmp_path / "甲.govreport"
    if there:
        path.write_bytes(b"1")
    monkeypatch.setattr(Path, "chmod", refusing(PermissionError(errno.EPERM, "no modes")))
    atomic.write(path, b"2")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"2"]


@pytest.mark.parametrize("what", [errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EROFS])
def test_a_disk_that_knows_no_fsync_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: int) -> None:
    monkeypatch.setattr(os, "fsync", refusing(OSError(what, "no fsync")))
    atomic.write(tmp_path / "甲.govreport", b"2")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"2"]


@pytest.mark.parametrize("what", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
def test_an_fsync_that_could_not_write_is_no_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: int) -> None:
    path = tmp_path / "甲.govreport"
    path.write_bytes(b"1")
    monkeypatch.setattr(os, "fsync", refusing(OSError(what, "not written")))
    with pytest.raises(OutsideError):
        atomic.write(path, b"2")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"1"]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that went by in waiting."""
    passed = [0.0]

    def sleep(seconds: float) -> None:
        passed[0] += seconds

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(time, "monotonic", lambda: passed[0])
    return passed


@pytest.mark.parametrize("error", [PermissionError(errno.EACCES, "a scanner has it"), OSError(errno.EBUSY, "busy")])
def test_a_scanner_that_holds_the_file_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: list[float], error: OSError
) -> None:
    path = tmp_path / "甲.govreport"
    path.write_bytes(b"1")
    monkeypatch.setattr(Path, "replace", refusing(error, 20))
    atomic.write(path, b"2")
    assert path.read_bytes() == b"2"
    assert 0.9 < clock[0] < 1.1


def test_one_that_holds_it_on_is_told_after_two_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    path = tmp_path / "甲.govreport"
    path.write_bytes(b"1")
    monkeypatch.setattr(Path, "replace", refusing(PermissionError(errno.EACCES, "held")))
    with pytest.raises(OutsideError, match="文件正被别的程序打开"):
        atomic.write(path, b"2")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"1"]
    assert 1.9 < clock[0] < 2.1


def test_what_cannot_be_waited_out_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    monkeypatch.setattr(Path, "replace", refusing(OSError(errno.EIO, "gone")))
    with pytest.raises(OutsideError, match="磁盘写不进去"):
        atomic.write(tmp_path / "甲.govreport", b"2")
    assert clock[0] == 0


def test_a_temporary_file_that_does_not_go_changes_nothing_of_the_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", refusing(OSError(errno.ENOSPC, "full")))
    monkeypatch.setattr(Path, "unlink", refusing(PermissionError(errno.EACCES, "a scanner has it")))
    with pytest.raises(OutsideError, match="磁盘已满"):
        atomic.write(tmp_path / "甲.govreport", b"2")


@pytest.mark.parametrize(
    ("name", "sentence"), [("甲\0乙", "不能用的字符"), ("甲" * 300, "太长"), ("\ud800", "不能用的字符")]
)
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(OutsideError, match=sentence):
        atomic.write(tmp_path / name, b"1")
    assert not atomic.may_write(tmp_path / "甲\0乙")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such modes")
def test_who_may_read_a_file_stays_and_a_private_one_is_the_users_alone(tmp_path: Path) -> None:
    path = tmp_path / "甲.govreport"
    before = os.umask(0o027)
    try:
        atomic.write(path, b"1")
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        path.chmod(0o664)
        atomic.write(path, b"2")
        assert stat.S_IMODE(path.stat().st_mode) == 0o664
        atomic.write(path, b"3", private=True)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_the_time_of_writing_is_that_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "甲.govreport"
    assert atomic.write(path, b"1") == path.stat().st_mtime_ns


def test_a_slow_share_is_asked_twice(tmp_path: Path, asked: list[str]) -> None:
    path = tmp_path / "甲.govreport"
    for content in (b"1", b"2"):
        asked.clear()
        atomic.write(path, content)
        assert len(asked) <= 2
