"""One report, one window: what is opened once more comes to the window that has it."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from govreport_gui.files import handover, settings


@pytest.fixture
def here():
    return settings.data_folder() / "windows"


def anything(_path):
    return True


def nothing(_path):
    return False


@pytest.fixture(autouse=True)
def time_enough(monkeypatch):
    monkeypatch.setattr(handover, "_PATIENCE", 20)


@pytest.fixture
def attending():
    made = handover.attend()
    yield made
    made.leave()


def later(attending: handover.Attendance, wants: Callable[[Path], bool], answered: list[Path]) -> threading.Thread:
    """Answers as a window does: soon, and from elsewhere than the caller."""

    def answer() -> None:
        for _ in range(100):
            if (path := attending.answer(wants)) is not None:
                answered.append(path)
                return
            time.sleep(0.01)

    thread = threading.Thread(target=answer)
    thread.start()
    return thread


def test_where_no_window_runs_nobody_waits(tmp_path, here):
    assert not handover.call(tmp_path / "甲.govreport")
    assert not here.exists()


def test_the_window_that_wants_it_takes_it(tmp_path, here, attending):
    answered: list[Path] = []
    thread = later(attending, lambda path: path.name == "甲.govreport", answered)
    assert handover.call(tmp_path / "甲.govreport")
    thread.join()
    assert answered == [tmp_path / "甲.govreport"]
    assert [each.suffix for each in here.iterdir()] == [".window"]


def test_what_no_window_wants_the_caller_opens(tmp_path, here, attending, monkeypatch):
    monkeypatch.setattr(handover, "_PATIENCE", 0.1)
    answered: list[Path] = []
    thread = later(attending, nothing, answered)
    assert not handover.call(tmp_path / "乙.govreport")
    assert [each.suffix for each in here.iterdir()] == [".window"]
    thread.join()
    assert answered == []


def test_of_two_windows_only_one_takes_a_call(here, attending):
    (here / "1.call").write_text(json.dumps({"open": "/甲"}), encoding="ascii")
    assert attending.answer(anything) is not None
    assert attending.answer(anything) is None


def test_a_call_that_nobody_waits_for_is_swept(here, attending):
    (here / "1.call").write_text(json.dumps({"open": "/甲"}), encoding="ascii")
    os.utime(here / "1.call", (1, 1))
    assert attending.answer(anything) is None
    assert not (here / "1.call").exists()


def test_a_name_that_is_no_utf_8_comes_over_whole(tmp_path, attending):
    odd = tmp_path / os.fsdecode(b"\xb9\xab.govreport")
    answered: list[Path] = []
    thread = later(attending, anything, answered)
    assert handover.call(odd)
    thread.join()
    assert answered == [odd]


def test_what_is_no_call_is_left_alone(here, attending):
    (here / "1.call").write_text("[" * 10_000, encoding="ascii")
    (here / "2.call").write_text('{"open": 7}', encoding="ascii")
    assert attending.answer(anything) is None


def test_a_window_that_was_killed_is_none(tmp_path, here):
    code = "from govreport_gui.files import handover; import os; handover.attend(); os._exit(9)"
    environment = {**os.environ, settings.ELSEWHERE: str(settings.data_folder())}
    subprocess.run((sys.executable, "-c", code), env=environment, check=False)
    assert len(list(here.iterdir())) == 1
    assert not handover.call(tmp_path / "甲.govreport")
    assert list(here.iterdir()) == []
