"""The journal of what is not saved: whole, or as far as it was written."""

import errno
import json
import os
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from govreport_gui.files import atomic
from govreport_gui.files.saving import journal, journal_file
from govreport_gui.files.saving.journal import Journal, Origin
from govreport_gui.files.saving.journal_file import JournalFile
from govreport_gui.files.saving.stamp import Stamp

NINE = datetime(2026, 1, 15, 9, 0)  # noqa: DTZ001  # the clerk's own clock
ORIGIN = Origin("/年报/甲局.govreport", "甲局", Stamp(3, 4, "ab"))


def newest() -> list[str]:
    """The newest state of each journal that was left behind and can be read."""
    return [left.states[0][0] for left in journal.left_behind() if left.states]


def test_the_newest_state_is_left_behind_with_its_report() -> None:
    book = Journal(ORIGIN)
    assert book.keep("一", NINE)
    assert book.keep("二\n行", NINE.replace(minute=5))
    assert journal.left_behind() == ()  # its window is still open
    book.leave()
    (left,) = journal.left_behind()
    assert (left.origin, left.states[0]) == (ORIGIN, ("二\n行", NINE.replace(minute=5)))
    assert journal.remove(left)
    assert list(journal.folder().iterdir()) == []


def test_a_journal_that_is_put_away_leaves_nothing() -> None:
    book = Journal(ORIGIN)
    book.keep("一", NINE)
    book.discard()
    assert list(journal.folder().iterdir()) == []
    assert journal.left_behind() == ()


def test_nothing_is_on_disk_before_the_first_state() -> None:
    Journal(ORIGIN).discard()
    assert not journal.folder().exists()


def test_wherever_the_journal_is_cut_off_a_state_that_was_written_whole_comes_back() -> None:
    book = Journal(ORIGIN)
    book.keep("一", NINE)
    book.keep("二", NINE)
    path = book.path
    book.leave()
    assert path is not None
    whole = path.read_bytes()
    first = whole.index("一".encode())
    second = whole.index("二".encode())
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        found = newest()
        assert found == (["二"] if length > second + 4 else ["一"] if length > first + 4 else []), length
        if not found:
            path.write_bytes(whole)


def test_a_journal_with_no_more_than_its_head_is_swept() -> None:
    book = Journal(ORIGIN)
    book.keep("一", NINE)
    path = book.path
    book.leave()
    whole = path.read_bytes()
    for length in range(whole.index(b"\n", 1) + 2):
        path.write_bytes(whole[:length])
        assert journal.left_behind() == (), length
        assert list(journal.folder().iterdir()) == [], length


@pytest.mark.parametrize("damage", [b"\0", b"\x9c\xff{", b"\n\x07"])
@pytest.mark.parametrize("start", [0, 1, 60, 200])
def test_a_damaged_journal_is_kept_and_told(damage: bytes, start: int) -> None:
    book = Journal(ORIGIN)
    book.keep("一" * 50, NINE)
    path = book.path
    book.leave()
    whole = path.read_bytes()
    spoiled = whole[:start] + (damage * len(whole))[: len(whole) - start]
    path.write_bytes(spoiled)
    for _ in range(2):
        (left,) = journal.left_behind()
        assert (left.path, left.states) == (path, ())
        assert abs((datetime.now() - left.at).total_seconds()) < 60  # noqa: DTZ005
        assert path.read_bytes() == spoiled
    assert journal.remove(left)
    assert journal.left_behind() == ()


@pytest.mark.parametrize(
    "odd",
    [
        b"[" * 200_000,
        b'{"at": "2026-01-15T01:00:00+00:00", "report": "x"}',
        b'{"at": "0001-01-01T00:00:00+14:00", "report": "x"}',
        b'{"at": 5, "report": "x"}',
        b'{"kind": "govreport-journal", "file": 5, "name": null, "seen": {"odd": 1}}',
    ],
)
def test_an_odd_line_stands_in_nobodys_way(odd: bytes) -> None:
    spoiled, other = Journal(ORIGIN), Journal(Origin("", "乙局", None))
    for book in (spoiled, other):
        book.keep("一", NINE)
    with spoiled.path.open("ab") as file:
        file.write(b"\n" + odd + b"\n")
    for book in (spoiled, other):
        book.leave()
    left = journal.left_behind()
    assert len(left) == 2
    assert all("一" in [text for text, _ in each.states] for each in left)


def test_a_state_after_a_torn_one_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Journal(ORIGIN)
    book.keep("一", NINE)
    file = book._file._file

    class Full:
        def write(self, line: bytes) -> int:
            return file.write(line[: len(line) // 2])

    monkeypatch.setattr(book._file, "_file", Full())
    assert not book.keep("二", NINE)
    monkeypatch.setattr(book._file, "_file", file)
    assert book.keep("三", NINE)
    book.leave()
    assert newest() == ["三"]


def test_a_disk_that_is_full_at_the_beginning_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Journal(ORIGIN)

    def full(_self: JournalFile, _line: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(JournalFile, "_append", full)
        assert not book.keep("一", NINE)
    assert book.keep("二", NINE)
    book.leave()
    (left,) = journal.left_behind()
    assert (left.states, left.origin) == ((("二", NINE),), ORIGIN)


def test_a_journal_that_grows_begins_again_with_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_file, "_LARGEST", 2000)
    book = Journal(ORIGIN)
    for number in range(200):
        assert book.keep(f"{number} {'字' * 50}", NINE)
        assert book.path is not None
        assert book.path.stat().st_size < 2600
    book.sync(wait=True)
    book.leave()
    (left,) = journal.left_behind()
    assert left.states[0][0].startswith("199 ")
    assert left.origin == ORIGIN


@pytest.mark.parametrize("appending", [True, False])
def test_a_disk_that_is_full_when_it_begins_again_takes_nothing_away(
    monkeypatch: pytest.MonkeyPatch, appending: bool
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    book = Journal(ORIGIN)
    assert book.keep("一", NINE)
    with monkeypatch.context() as patched:
        patched.setattr(journal_file, "_LARGEST", 10)
        patched.setattr(atomic, "_sync", full)
        if not appending:
            patched.setattr(JournalFile, "_append", full)
        for text in ("二", "三", "四"):
            assert book.keep(text, NINE) is appending
    assert book.keep("五", NINE)
    book.leave()
    (left,) = journal.left_behind()
    assert [text for text, _ in left.states] == ["五", *(("四", "三", "二") if appending else ()), "一"]


def test_a_journal_that_could_not_be_opened_again_is_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Journal(ORIGIN)
    assert book.keep("一", NINE)
    book._file._close()

    def full(_self: JournalFile, _line: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(JournalFile, "_append", full)
        assert not book.keep("二", NINE)
    assert book.path is not None
    assert "一" in book.path.read_text(encoding="utf-8")
    assert book.keep("三", NINE)
    book.leave()
    assert [[text for text, _ in left.states] for left in journal.left_behind()] == [["三", "一"]]


def test_a_killed_program_has_left_its_journal_and_a_running_one_has_not() -> None:
    code = f"""
import sys, time
from pathlib import Path
from datetime import datetime
from govreport_gui.files import settings
settings.data_folder = lambda: Path({str(journal.folder().parent)!r})
from govreport_gui.files.saving.journal import Journal, Origin
book = Journal(Origin("", "乙局", None))
book.keep("三", datetime.now())
print("kept", flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"kept\n"
        assert journal.left_behind() == ()
        other.kill()
    assert newest() == ["三"]


def test_what_another_window_has_taken_on_is_not_removed() -> None:
    book = Journal(ORIGIN)
    book.keep("一", NINE)
    path = book.path
    book.leave()
    (left,) = journal.left_behind()
    lock = journal_file.claim(left.path)
    assert not journal.remove(left)
    lock.close()
    assert path.exists()
    assert journal.remove(left)


def test_a_line_is_read_by_other_programs_too() -> None:
    book = Journal(ORIGIN)
    book.keep("一", NINE)
    head, line = (json.loads(each) for each in book.path.read_text(encoding="utf-8").split("\n") if each)
    book.discard()
    assert head == {
        "kind": "govreport-journal",
        "version": 1,
        "file": "/年报/甲局.govreport",
        "name": "甲局",
        "seen": {"size": 3, "written": 4, "content": "ab"},
    }
    assert line == {"at": "2026-01-15T09:00:00", "report": "一"}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "甲局.govreport"
    path.touch()
    return path


def full_home(monkeypatch: pytest.MonkeyPatch, *, also: Path | None = None) -> None:
    """No room in the user's data folder from now on, nor in that other one."""
    append = JournalFile._append

    def none_there(self: JournalFile, line: bytes) -> None:
        if self.path.parent in (journal.folder(), also):
            raise OSError(errno.ENOSPC, "full")
        append(self, line)

    monkeypatch.setattr(JournalFile, "_append", none_there)


@pytest.mark.parametrize("already", [True, False])
def test_where_the_data_folder_is_full_the_journal_goes_beside_the_report(
    report: Path, monkeypatch: pytest.MonkeyPatch, already: bool
) -> None:
    book = Journal(Origin(str(report), "甲局", None))
    if already:
        assert book.keep("一", NINE)
    with monkeypatch.context() as patched:
        full_home(patched)
        assert book.keep("二", NINE)
        assert book.path.parent == report.parent
        assert list(journal.folder().iterdir()) == []
        assert journal.left_behind(report) == ()  # its window is still open
    assert book.keep("三", NINE)
    book.leave()
    assert journal.left_behind() == ()
    (left,) = journal.left_behind(report)
    assert left.origin == Origin(str(report), "甲局", None)
    assert [text for text, _ in left.states] == ["三", "二"]
    assert journal.remove(left)
    assert list(report.parent.iterdir()) == [report]


def test_a_journal_beside_a_report_goes_when_the_report_is_saved(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full_home(monkeypatch)
    book = Journal(Origin(str(report), "甲局", None))
    assert book.keep("一", NINE)
    book.discard()
    assert list(report.parent.iterdir()) == [report]


@pytest.mark.parametrize("already", [True, False])
def test_where_nothing_can_be_written_nothing_is_left_lying_about(
    report: Path, monkeypatch: pytest.MonkeyPatch, already: bool
) -> None:
    book = Journal(Origin(str(report), "甲局", None))
    if already:
        assert book.keep("一", NINE)
    with monkeypatch.context() as patched:
        full_home(patched, also=report.parent)
        for _ in range(3):
            assert not book.keep("二", NINE)
    assert list(report.parent.iterdir()) == [report]
    assert len(list(journal.folder().iterdir())) == (2 if already else 0)
    assert book.keep("三", NINE)
    book.leave()
    assert newest() == ["三"]


def test_a_journal_beside_comes_home_when_its_disk_is_gone(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Journal(Origin(str(report), "甲局", None))
    with monkeypatch.context() as patched:
        full_home(patched)
        assert book.keep("一", NINE)
    report.parent.rename(report.parent.with_name("拔出"))
    assert book.keep("二", NINE)
    assert book.path.parent == journal.folder()
    book.leave()
    assert newest() == ["二"]


def test_a_journal_beside_belongs_to_the_file_there_however_it_was_reached(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = report.with_name("乙局.govreport")
    with monkeypatch.context() as patched:
        full_home(patched)
        book = Journal(Origin(str(other), "乙局", None))
        assert book.keep("一", NINE)
        book.leave()
    (path,) = report.parent.glob("*.journal")
    path.write_bytes(path.read_bytes().replace(str(report.parent).encode(), "Z:\\\\年报".encode()))
    (left,) = journal.left_behind(report)
    assert left.origin.file == str(other)


def test_a_journal_that_was_taken_away_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Journal(ORIGIN)
    assert book.keep("一", NINE)
    for path in journal.folder().iterdir():
        path.unlink()
    journal.folder().rmdir()
    assert book.keep("二", NINE)
    assert journal.left_behind() == ()  # its lock is there again too
    book.leave()
    assert newest() == ["二"]


def left_by(origin: Origin, *texts: str, minute: int = 0) -> None:
    book = Journal(origin)
    for at, text in enumerate(texts):
        assert book.keep(text, NINE.replace(minute=minute + at))
    book.leave()


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("一二三", "三", ["一二三"]),  # killed while it was restored
        ("一二三", "三四", ["三四"]),  # and after it was gone on with
        ("一二三", "三二", ["三二"]),  # or taken back
        ("一二三", "四", ["一二三", "四"]),
        ("一二三", "二", ["一二三", "二"]),
        ("三", "三", ["三"]),
    ],
)
def test_of_two_journals_of_a_report_the_one_that_the_other_contains_goes(
    first: str, second: str, kept: list[str]
) -> None:
    left_by(ORIGIN, *first)
    left_by(ORIGIN, *second, minute=30)
    for _ in range(2):
        found = ["".join(text for text, _ in reversed(left.states)) for left in journal.left_behind()]
        assert sorted(found) == sorted(kept)
    assert len(list(journal.folder().iterdir())) == 2 * len(kept)


def test_two_reports_that_hold_the_same_are_two() -> None:
    left_by(ORIGIN, "一")
    left_by(Origin("/年报/乙局.govreport", "乙局", None), "一")
    assert len(journal.left_behind()) == 2


def test_names_and_texts_of_any_letters_come_back() -> None:
    origin = Origin(os.fsdecode("/年报/甲局.govreport".encode("gbk")), "甲\udcff局", None)
    left_by(origin, "一\ud800")
    (left,) = journal.left_behind()
    assert (left.origin, left.states[0][0]) == (origin, "一\ud800")


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such modes")
def test_journals_are_the_users_alone(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Journal(ORIGIN)
    home.keep("一", NINE)
    full_home(monkeypatch)
    beside = Journal(Origin(str(report), "甲局", None))
    beside.keep("一", NINE)
    paths = [home.path, home.path.with_suffix(".lock"), beside.path, beside.path.with_suffix(".lock")]
    assert [stat.S_IMODE(path.stat().st_mode) for path in paths] == [0o600] * 4
    assert stat.S_IMODE(journal.folder().stat().st_mode) == 0o700
    home.leave()
    beside.leave()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_among_the_journals_keeps_nobody_waiting() -> None:
    left_by(ORIGIN, "一")
    os.mkfifo(journal.folder() / "x.journal")
    assert newest() == ["一"]
