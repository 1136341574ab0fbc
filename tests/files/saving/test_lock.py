"""Who has a report open."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from govreport_gui.files.saving import lock
from govreport_gui.files.saving.lock import Holder, ReportLock

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


@pytest.mark.parametrize("content", ["", "{", "[]", '{"user": 1}', ",LibreOffice,PC,;"])
def test_a_mark_that_says_nothing_is_taken_over_when_nobody_holds_it(report: Path, content: str) -> None:
    beside(report).write_text(content, encoding="utf-8")
    mine = lock.take(report, NINE)
    assert isinstance(mine, ReportLock)
    mine.release()


def test_where_no_mark_can_be_written_there_is_none(tmp_path: Path) -> None:
    assert lock.take(tmp_path / "没有" / "甲.govreport", NINE) is None
