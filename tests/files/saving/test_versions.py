"""Dated copies of a report file."""

import errno
import os
import shutil
import stat
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from govreport_gui.files import settings
from govreport_gui.files.saving import versions
from govreport_gui.files.saving.stamp import stamp

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


def test_all_of_two_days_then_one_a_day_then_one_a_month(tmp_path: Path) -> None:
    report = tmp_path / "甲.govreport"
    times = [NOON - timedelta(hours=hours) for hours in range(0, 24 * 100, 6)]
    versions.keep(report, b"", times[-1])
    folder = versions.of(report)[0].path.parent
    for at in times[1:-1]:
        path = folder / f"{at:%Y%m%d-%H%M%S-%f}.govreport"
        path.write_bytes(b"")
        os.utime(path, (at.timestamp(), at.timestamp()))
    versions.keep(report, b"now", NOON)
    left = [each.at for each in versions.of(report)]
    yesterday = NOON - timedelta(days=1)
    assert [at.hour for at in left if at.date() == NOON.date()] == [12, 6, 0]
    assert [at.hour for at in left if at.date() == yesterday.date()] == [18, 12, 6, 0]
    since = yesterday.replace(hour=18)
    daily = [at for at in left if at.date() < yesterday.date() and since - at < timedelta(days=30)]
    assert len(daily) == len({at.date() for at in daily}) == 29
    assert all(at.hour == 18 for at in daily[:-1])
    older = [at for at in left if since - at >= timedelta(days=30)]
    assert len(older) == len({(at.year, at.month) for at in older}) == 3


def dated(report: Path) -> list[datetime]:
    return [each.at for each in versions.of(report)]


def test_a_copy_of_a_wrong_clock_takes_nothing_of_the_real_day_away(tmp_path: Path) -> None:
    report = tmp_path / "甲.govreport"
    ahead = NOON.replace(year=2031)
    assert versions.keep(report, b"ahead", ahead)
    days = [NOON - timedelta(days=day, hours=hour) for day in (2, 1) for hour in (2, 1)]
    today = [NOON + timedelta(minutes=minute) for minute in range(4)]
    for at in (*days, *today):
        assert versions.keep(report, f"{at}".encode(), at)
    assert dated(report) == [ahead, *reversed(today), days[3], days[2], days[1]]
    assert versions.keep(report, f"{today[-1]}".encode(), NOON + timedelta(hours=1))  # what was saved last
    assert len(versions.of(report)) == 8


@pytest.mark.parametrize("days", [64, 3000, -64, -3000])
def test_a_day_of_saves_with_a_wrong_clock_takes_no_copy_away(tmp_path: Path, days: int) -> None:
    report = tmp_path / "甲.govreport"
    for day in range(20, 0, -1):
        versions.keep(report, b"%d" % day, NOON - timedelta(days=day))
    for hour in range(4):
        versions.keep(report, b"today %d" % hour, NOON + timedelta(hours=hour))
    before = dated(report)
    assert len(before) == 24
    for minute in range(5):
        versions.keep(report, b"wrong %d" % minute, NOON + timedelta(days=days, minutes=minute))
    versions.keep(report, b"right again", NOON + timedelta(hours=5))
    assert set(before) <= set(dated(report))
    # What was dated into the past is old, as far as anyone here can tell; the last of it stays.
    assert len(dated(report)) == (30 if days > 0 else 26)


@pytest.mark.parametrize("days", [60, -60])
def test_a_date_that_the_disk_contradicts_is_no_day_to_count_from_and_takes_nothing_away(
    tmp_path: Path, days: int
) -> None:
    report = tmp_path / "甲.govreport"
    on_disk = [int((NOON + timedelta(hours=hour)).timestamp() * 1e9) for hour in range(10)]
    for hour in range(4):
        versions.keep(report, b"%d" % hour, NOON + timedelta(hours=hour), on_disk[hour])
    # The clock here is wrong for two days; the server's, which dates the report, is right.
    for hour in range(4, 8):
        at = NOON + timedelta(days=days + hour // 6, hours=hour)
        versions.keep(report, b"%d" % hour, at, on_disk[hour])
    for hour in range(8, 10):
        versions.keep(report, b"%d" % hour, NOON + timedelta(hours=hour), on_disk[hour])
    assert len(versions.of(report)) == 10


@pytest.mark.parametrize("name", ["x", "20260115-120000-000000", "20260231-120000-000000.govreport", ".govreport"])
def test_what_is_no_copy_is_left_alone(tmp_path: Path, name: str) -> None:
    report = tmp_path / "甲.govreport"
    versions.keep(report, b"1", NOON)
    other = versions.of(report)[0].path.with_name(name)
    other.write_bytes(b"?")
    versions.keep(report, b"2", NOON + timedelta(days=60))
    assert dated(report) == [NOON + timedelta(days=60), NOON]
    assert other.read_bytes() == b"?"


@pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes there, and there are no such modes")
def test_copies_are_the_users_alone_and_two_names_that_are_no_utf8_have_each_their_own(tmp_path: Path) -> None:
    first, second = (tmp_path / os.fsdecode(f"{name}.govreport".encode("gbk")) for name in ("甲局", "乙局"))
    versions.keep(first, b"1", NOON)
    versions.keep(second, b"2", NOON)
    (copy,) = versions.of(first)
    assert copy.path.read_bytes() == b"1"
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.path.parent.stat().st_mode) == 0o700


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
    assert (line(new), line(old), line(other)) == ([b"4", b"2", b"1"], [b"3", b"2", b"1"], [b"5"])


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
    link = os.link
    made: list[Path] = []

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
