"""What a file is called."""

import os
import sys
from pathlib import Path

import pytest

from govreport_gui.files import names
from govreport_gui.files.errors import OutsideError

posix = pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes there")


def test_one_name_wherever_links_lead(tmp_path: Path) -> None:
    file, link = tmp_path / "甲", tmp_path / "乙"
    file.touch()
    try:
        link.symlink_to(file)
    except OSError:
        pytest.skip("no links may be made here")
    assert names.settled(link) == file
    assert names.same(link, file)
    assert not names.same(link, tmp_path / "丙")
    assert not names.same(link, None)


@pytest.mark.parametrize("error", [OSError(1, "Incorrect function"), RuntimeError("Symlink loop")])
def test_a_disk_that_does_not_say_where_links_lead_is_taken_at_its_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(_: Path) -> Path:
        raise error

    monkeypatch.setattr(Path, "resolve", refuse)
    monkeypatch.chdir(tmp_path)
    assert names.settled(Path("甲")) == tmp_path / "甲"
    assert names.same(tmp_path / "甲", Path("甲"))
    assert not names.same(tmp_path / "甲", tmp_path / "乙")


@posix
def test_a_name_that_is_not_utf8_is_shown_as_it_was_meant() -> None:
    name = os.fsdecode("年报昞.govreport".encode("gbk"))  # three bytes in the midst of it would be UTF-8
    assert names.readable(name) == "年报昞.govreport"
    assert names.readable(f"/media/张/{name}") == "/media/张/年报昞.govreport"
    assert names.readable(f"“{name}”没有保存：磁盘已满。") == "“年报昞.govreport”没有保存：磁盘已满。"
    assert str(OutsideError(f"“{name}”读不出来。")) == "“年报昞.govreport”读不出来。"


@pytest.mark.parametrize("name", ["", "年报.govreport", "“甲”/乙", "\0"])
def test_other_names_are_shown_as_they_are(name: str) -> None:
    assert names.readable(name) == name


@pytest.mark.parametrize("name", ["\ud800", "甲\udfff", "\udcff\ud800"])
def test_whatever_the_name_it_can_be_written(name: str) -> None:
    names.readable(name).encode("utf-8")


def test_what_the_disk_will_not_tell_of_a_name_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert names.is_there(tmp_path)
    for path in (tmp_path / "没有", tmp_path / ("长" * 300), Path("\0")):
        assert not names.is_there(path)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "stat", refuse)
    assert not names.is_there(tmp_path)


def test_pages_come_in_the_order_of_their_numbers() -> None:
    pages = [Path(name) for name in ("第10页.jpg", "第9页.jpg", "第2页b.jpg", "第2页a.jpg", "封面.png", "1.png")]
    assert [path.name for path in names.in_order(pages)] == [
        "1.png", "封面.png", "第2页a.jpg", "第2页b.jpg", "第9页.jpg", "第10页.jpg",
    ]  # fmt: skip
    assert names.is_picture(Path("去年.JPEG"))
    assert not names.is_picture(Path("去年.pdf"))
