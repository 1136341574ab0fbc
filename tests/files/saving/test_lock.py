"""Who has a report open."""

import ctypes
import errno
import getpass
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from govreport_gui.files.saving import lock, os_lock
from govreport_gui.files.saving.lock import Holder, ReportLock
from govreport_gui.files.saving.os_lock import Hold

NINE = datetime(2026, 1, 15, 9, 0)  # noqa: DTZ001  # the clerk's own clock


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "甲局 年报.govreport"


def beside(report: Path) -> Path:
    return report.parent / ".~lock.甲局 年报.govreport#"


def test_the_second_window_hears_who_was_first(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_user", lambda: "王芳")
    first = lock.take(report, NINE)
    assert isinstance(first, ReportLock)
    assert lock.take(report, NINE) == Holder("王芳", lock._machine(), NINE)
    first.release()
    assert not beside(report).exists()
    second = lock.take(report, NINE)
    assert isinstance(second, ReportLock)
    first.release()  # twice does no harm to the next one
    assert beside(report).exists()
    second.release()


def test_the_mark_of_a_killed_program_is_not_believed(report: Path) -> None:
    code = """
import sys, time
from datetime import datetime
from pathlib import Path
from govreport_gui.files.saving import lock
mark = lock.take(Path(sys.argv[1]), datetime.now())
print("taken", flush=True)
time.sleep(60)
"""
    command = [sys.executable, "-c", code, str(report)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"taken\n"
        assert isinstance(lock.take(report, NINE), Holder)
        other.kill()
    assert beside(report).exists()
    mine = lock.take(report, NINE)
    assert isinstance(mine, ReportLock)
    mine.release()


def test_a_mark_from_another_machine_stands_until_the_clerk_says_otherwise(report: Path) -> None:
    words = {"user": "李明", "machine": "PC-7", "since": "2026-01-15T08:30:00"}
    beside(report).write_text(json.dumps(words), encoding="utf-8")
    assert lock.take(report, NINE) == Holder("李明", "PC-7", NINE.replace(hour=8, minute=30))
    over = lock.take(report, NINE, over=True)
    assert isinstance(over, ReportLock)
    assert lock.holder(report).machine == lock._machine()
    over.release()


EMPTY_OR_TORN = ["", "{", '{"user": "王', '{"user": 1}', "\0" * 90]
NO_MARK = ["[]", ",LibreOffice,PC,;", "[" * 3000, '{"a":' * 800, "年报" * 3000, '{"user": "' + "x" * 5000 + '"}']


@pytest.mark.parametrize("content", EMPTY_OR_TORN)
def test_a_mark_that_says_nothing_is_taken_over_when_nobody_holds_it(report: Path, content: str) -> None:
    beside(report).write_text(content, encoding="utf-8")
    mine = lock.take(report, NINE)
    assert isinstance(mine, ReportLock)
    assert lock.holder(report) == Holder(lock._user(), lock._machine(), NINE)
    mine.release()
    assert not beside(report).exists()


@pytest.mark.parametrize("content", NO_MARK)
def test_what_is_no_mark_is_held_and_stays_as_it_was(report: Path, content: str) -> None:
    beside(report).write_text(content, encoding="utf-8")
    assert lock.holder(report) == Holder("", "", None)
    mine = lock.take(report, NINE)
    assert isinstance(mine, ReportLock)
    assert lock.take(report, NINE) == Holder("", "", None)  # a second start asks
    mine.release()
    assert beside(report).read_text(encoding="utf-8") == content


@pytest.mark.parametrize("link", ["symbolic", "hard", "symbolic, leading nowhere"])
def test_a_mark_that_leads_to_another_document_is_not_written(report: Path, tmp_path: Path, link: str) -> None:
    other = tmp_path / "别的年报.govreport"
    if link != "symbolic, leading nowhere":
        other.write_bytes(b"")  # even an empty one
    try:
        beside(report).symlink_to(other) if link.startswith("symbolic") else os.link(other, beside(report))
    except OSError:
        pytest.skip("no links may be made here")
    for over in (False, True):
        assert lock.take(report, NINE, over=over) is None
    assert lock.holder(report) is None
    assert link == "symbolic, leading nowhere" or other.read_bytes() == b""
    assert beside(report).is_symlink() or beside(report).exists()
    assert other.exists() is (link != "symbolic, leading nowhere")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_in_place_of_a_mark_keeps_nobody_waiting(report: Path) -> None:
    os.mkfifo(beside(report))
    assert lock.take(report, NINE) is None
    assert lock.holder(report) is None


def test_where_no_mark_can_be_written_there_is_none(tmp_path: Path) -> None:
    assert lock.take(tmp_path / "没有" / "甲.govreport", NINE) is None


def test_a_disk_without_room_gets_no_torn_mark(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_written", lambda *_: False)
    assert lock.take(report, NINE) is None
    assert not beside(report).exists()


def test_names_of_any_length_and_letters_make_a_mark_that_can_be_read(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "王\ud800" + "芳" * 5000)
    mine = lock.take(report, NINE)
    assert isinstance(mine, ReportLock)
    there = lock.take(report, NINE)
    assert isinstance(there, Holder)
    assert there.user == "王?" + "芳" * 58
    mine.release()


def on_windows(monkeypatch: pytest.MonkeyPatch, refusal: OSError | None) -> list[int]:
    """The lock as Windows asks for it: refused so, or given to whoever asks first. Where it was asked for."""
    asked: list[int] = []

    def locking(handle: int, _how: int, count: int) -> None:
        asked.append(os.lseek(handle, 0, os.SEEK_CUR))
        assert count == 1
        if refusal is not None:
            raise refusal

    monkeypatch.setattr(os_lock, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2), raising=False)
    monkeypatch.setattr(os_lock, "sys", SimpleNamespace(platform="win32"))
    return asked


@pytest.mark.parametrize(
    ("refusal", "hold"),
    [
        (None, Hold.OURS),
        *((OSError(what, "refused"), Hold.TAKEN) for what in (errno.EACCES, errno.EDEADLK, 0)),
        *((OSError(what, "refused"), Hold.UNKNOWN) for what in (errno.EINVAL, errno.ENOLCK, errno.EIO)),
    ],
)
def test_a_lock_is_asked_for_far_behind_and_nothing_is_written_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: OSError | None, hold: Hold
) -> None:
    asked = on_windows(monkeypatch, refusal)
    with (tmp_path / "x").open("w+b", buffering=0) as file:
        file.write(b"ab")
        assert os_lock.take(file) is hold
        file.write(b"c")
    assert (tmp_path / "x").read_bytes() == b"abc"
    assert asked == [1 << 30]


def test_where_the_disk_knows_no_locks_the_mark_stays_small_and_a_second_start_asks(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_windows(monkeypatch, OSError(errno.EINVAL, "no locks here"))
    monkeypatch.setattr(lock, "_user", lambda: "王芳")
    first = lock.take(report, NINE)
    assert isinstance(first, ReportLock)
    assert beside(report).stat().st_size < 200
    assert lock.take(report, NINE) == Holder("王芳", lock._machine(), NINE)
    assert beside(report).stat().st_size < 200
    over = lock.take(report, NINE, over=True)
    assert isinstance(over, ReportLock)
    over.release()
    first.release()
    again = lock.take(report, NINE)
    assert isinstance(again, ReportLock)
    again.release()


def test_errno_0_is_somebody_who_has_it(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_windows(monkeypatch, OSError(0, "as under Wine"))
    beside(report).write_text('{"user": "王芳", "machine": "PC-3", "since": "2026-01-15T09:00:00"}', encoding="utf-8")
    for over in (False, True):
        assert lock.take(report, NINE, over=over) == Holder("王芳", "PC-3", NINE)
    assert beside(report).stat().st_size < 200


def test_on_windows_the_mark_is_hidden(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden: list[tuple[str, int]] = []
    kernel = SimpleNamespace(SetFileAttributesW=lambda *given: hidden.append(given))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    mine = lock.take(report, NINE)
    assert isinstance(mine, ReportLock)
    mine.release()
    beside(report).write_text("[]", encoding="utf-8")
    other = lock.take(report, NINE)
    assert isinstance(other, ReportLock)
    other.release()
    assert hidden == [(str(beside(report)), 2)]  # what is no mark stays as it was
