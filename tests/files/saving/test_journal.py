"""The journal of what is not saved: whole, or as far as it was written."""

import errno
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from govreport_gui.files import atomic
from govreport_gui.files.saving import journal
from govreport_gui.files.saving.journal import Journal, Origin
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
    spoiled, other = Journal(ORIGIN), Journal(ORIGIN)
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
    file = book._file

    class Full:
        def write(self, line: bytes) -> int:
            return file.write(line[: len(line) // 2])

    monkeypatch.setattr(book, "_file", Full())
    assert not book.keep("二", NINE)
    monkeypatch.setattr(book, "_file", file)
    assert book.keep("三", NINE)
    book.leave()
    assert newest() == ["三"]


def test_a_disk_that_is_full_at_the_beginning_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Journal(ORIGIN)

    def full(_self: Journal, _line: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "_write", full)
        assert not book.keep("一", NINE)
    assert book.keep("二", NINE)
    book.leave()
    (left,) = journal.left_behind()
    assert (left.states, left.origin) == ((("二", NINE),), ORIGIN)


def test_a_journal_that_grows_begins_again_with_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_LARGEST", 2000)
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
        patched.setattr(journal, "_LARGEST", 10)
        patched.setattr(atomic, "_sync", full)
        if not appending:
            patched.setattr(Journal, "_write", full)
        for text in ("二", "三", "四"):
            assert book.keep(text, NINE) is appending
    assert book.keep("五", NINE)
    book.leave()
    (left,) = journal.left_behind()
    assert [text for text, _ in left.states] == ["五", *(("四", "三", "二") if appending else ()), "一"]


def test_a_journal_that_could_not_be_opened_again_is_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Journal(ORIGIN)
    assert book.keep("一", NINE)
    book._close_file()

    def full(_self: Journal, _line: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "_write", full)
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
    lock = journal._claim(left.path)
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
