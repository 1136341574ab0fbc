"""Dated copies of a report file."""

import errno
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from govreport_gui.files import settings
from govreport_gui.files.saving import versions
from govreport_gui.files.saving.stamp import stamp
from govreport_gui.files.saving.versions import Version

NOON = datetime(2026, 1, 15, 12, 0)  # noqa: DTZ001  # the clerk's own clock


def test_each_save_leaves_a_copy_and_the_same_twice_is_one(tmp_path: Path) -> None:
    report = tmp_path / "甲局 2025?.govreport"
    for minute, content in enumerate((b"1", b"2", b"2", b"3")):
        assert versions.keep(report, content, NOON + timedelta(minutes=minute))
    assert [(each.at.minute, each.path.read_bytes()) for each in versions.of(report)] == [
        (3, b"3"),
        (1, b"2"),
        (0, b"1"),
    ]
    assert versions.of(tmp_path / "乙局.govreport") == ()
    (folder,) = (settings.data_folder() / "versions").iterdir()
    assert folder.name.startswith("甲局_2025_-")


def test_what_somebody_else_wrote_is_kept_before_it_is_replaced(tmp_path: Path) -> None:
    report = tmp_path / "甲.govreport"
    assert versions.keep_replaced(report, NOON)
    assert versions.of(report) == ()
    report.write_bytes(b"foreign")
    now = datetime.now() + timedelta(seconds=1)  # noqa: DTZ005
    assert versions.keep_replaced(report, now)
    assert versions.keep(report, b"ours", now)
    report.write_bytes(b"ours")
    assert versions.keep_replaced(report, now + timedelta(seconds=1))
    assert [each.path.read_bytes() for each in versions.of(report)] == [b"ours", b"foreign"]


def test_all_of_the_day_then_one_a_day_then_one_a_month() -> None:
    times = [NOON - timedelta(hours=hours) for hours in range(0, 24 * 100, 6)]
    copies = [Version(Path(str(at)), at) for at in times]
    gone = versions.superfluous(copies, NOON)
    left = [each.at for each in copies if each not in gone]
    assert [at for at in left if at.date() == NOON.date()] == [NOON, NOON.replace(hour=6), NOON.replace(hour=0)]
    daily = [at for at in left if at.date() != NOON.date() and NOON - at < timedelta(days=30)]
    assert len(daily) == len({at.date() for at in daily}) == 30
    assert all(at.hour == 18 for at in daily[:-1])
    older = [at for at in left if NOON - at >= timedelta(days=30)]
    assert len(older) == len({(at.year, at.month) for at in older}) == 3
    assert versions.superfluous((), NOON) == ()


def test_a_copy_of_a_wrong_clock_takes_nothing_of_the_real_day_away(tmp_path: Path) -> None:
    report = tmp_path / "甲.govreport"
    ahead = NOON.replace(year=2031)
    assert versions.keep(report, b"ahead", ahead)
    yesterday = [NOON - timedelta(days=1, hours=hour) for hour in (2, 1)]
    today = [NOON + timedelta(minutes=minute) for minute in range(4)]
    for at in (*yesterday, *today):
        assert versions.keep(report, f"{at}".encode(), at)
    assert [each.at for each in versions.of(report)] == [ahead, *reversed(today), yesterday[1]]
    assert versions.keep(report, f"{today[-1]}".encode(), NOON + timedelta(hours=1))  # what was saved last
    assert len(versions.of(report)) == 6


def test_a_file_dated_in_the_future_is_kept_as_a_copy_of_now(tmp_path: Path) -> None:
    report = tmp_path / "甲.govreport"
    report.write_bytes(b"1")
    os.utime(report, (4102444800, 4102444800))
    now = datetime.now()  # noqa: DTZ005
    assert versions.keep_replaced(report, now)
    assert [each.at < now for each in versions.of(report)] == [True]


def line(report: Path) -> list[bytes]:
    return [each.path.read_bytes() for each in versions.of(report)]


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_was_renamed_takes_on_its_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    if not links:
        monkeypatch.setattr(os, "link", none)
    old, other, new = (tmp_path / f"{name}.govreport" for name in "甲乙丙")
    for minute, content in enumerate((b"1", b"2", b"3")):
        versions.keep(old, content, NOON + timedelta(minutes=minute))
    versions.keep(other, b"5", NOON + timedelta(hours=1))
    new.write_bytes(b"2")  # the old one has gone on by itself
    seen = stamp(new)
    assert seen is not None
    versions.adopt(new, seen)
    assert line(new) == [b"2", b"1"]
    versions.keep(new, b"4", NOON + timedelta(days=1))
    versions.adopt(new, seen)
    assert (line(new), line(old), line(other)) == ([b"4", b"2"], [b"3", b"2", b"1"], [b"5"])


def test_a_file_that_nobody_has_seen_takes_on_nothing(tmp_path: Path) -> None:
    versions.keep(tmp_path / "甲.govreport", b"1", NOON)
    new = tmp_path / "乙.govreport"
    new.write_bytes(b"2")
    seen = stamp(new)
    assert seen is not None
    versions.adopt(new, seen)
    assert line(new) == []


def test_copies_are_taken_on_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = tmp_path / "甲.govreport", tmp_path / "乙.govreport"
    for minute in range(3):
        versions.keep(old, b"%d" % minute, NOON + timedelta(minutes=minute))
    link, made = os.link, []

    def full(path: Path, there: Path) -> None:
        if made:
            raise OSError(errno.ENOSPC, "full")
        made.append(there)
        link(path, there)

    with monkeypatch.context() as patched:
        patched.setattr(os, "link", full)
        patched.setattr(shutil, "copy2", full)
        versions.carry_on(old, new)
    assert line(new) == []
    assert len(list((settings.data_folder() / "versions").iterdir())) == 1
    versions.carry_on(old, new)
    assert line(new) == line(old) == [b"2", b"1", b"0"]


def test_no_room_for_copies_is_told_and_does_not_raise(tmp_path: Path) -> None:
    (settings.data_folder() / "versions").write_text("in the way")
    assert not versions.keep(tmp_path / "甲.govreport", b"1", NOON)
