"""Writing a file whole or not at all."""

import os
from pathlib import Path

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
