"""Traces of crashes that Python cannot tell of."""

import os
import subprocess
import sys

import pytest

from govreport_gui.files import settings, traces

BEGIN = "from govreport_gui.files import traces; traces.begin(); "


@pytest.fixture
def place():
    return settings.data_folder() / "traces"


@pytest.fixture
def run():
    def run(code: str) -> int:
        environment = {**os.environ, settings.ELSEWHERE: str(settings.data_folder())}
        return subprocess.run((sys.executable, "-c", BEGIN + code), env=environment, check=False).returncode

    return run


def test_a_crash_leaves_where_it_was(run):
    assert run("import faulthandler\ndef here(): faulthandler._sigsegv()\nhere()") != 0
    assert "in here" in traces.last()


def test_an_end_without_a_crash_leaves_nothing(run, place):
    assert run("") == 0
    assert not any(place.iterdir())
    assert not traces.last()


def test_only_the_last_few_are_kept(run, place):
    place.mkdir(parents=True)
    for number in range(9):
        path = place / f"{number}.txt"
        path.write_text(f"trace {number}", encoding="utf-8")
        os.utime(path, (number, number))
    assert traces.last() == "trace 8"
    run("")
    assert sorted(path.name for path in place.iterdir()) == [
        "4.txt",
        "5.txt",
        "6.txt",
        "7.txt",
        "8.txt",
    ]


def test_without_a_place_the_program_goes_on(run, place):
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("in the way", encoding="utf-8")
    assert run("") == 0
