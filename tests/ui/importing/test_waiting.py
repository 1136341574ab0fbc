"""Reading in a process of its own: the window lives on, and what hangs is ended."""

import os
import re
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.sources import apart, reading
from govreport_gui.files.sources.apart import Apart
from govreport_gui.ui.importing import waiting
from tests.ui.on_screen import Key

SAMPLE = resources.path("samples/pengshui-2021.txt")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_reads_the_same_as_in_this_process() -> None:
    here, there = reading.read(SAMPLE), apart.read(SAMPLE)
    assert (there.form, there.document, there.problems, there.account) == (
        here.form,
        here.document,
        here.problems,
        here.account,
    )
    assert there.reading == here.reading


def test_what_cannot_be_read_is_the_same_sentence(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(b"PK\x03\x04")
    said = []
    for read in (reading.read, apart.read):
        with pytest.raises(OutsideError) as error:
            read(path)
        said.append(str(error.value))
    assert said[0] == said[1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of Unix")
def test_the_clerk_gives_up_what_takes_too_long(parent: QWidget, tmp_path: Path) -> None:
    pipe = tmp_path / "年报.txt"
    os.mkfifo(pipe)  # it never begins: five seconds of waiting
    seen: list[str] = []

    def give_up() -> None:
        (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, waiting.Waiting)]
        assert isinstance(dialog, waiting.Waiting)
        seen.append(dialog.words.text())
        QTest.keyClick(dialog, Key.Key_Escape)

    QTimer.singleShot(1200, give_up)
    begun = time.monotonic()
    assert waiting.read(parent, pipe) is None
    assert time.monotonic() - begun < 4
    assert "年报.txt" in seen[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of Unix")
def test_the_window_lives_while_it_waits(parent: QWidget, tmp_path: Path) -> None:
    pipe = tmp_path / "年报.txt"
    os.mkfifo(pipe)
    beats: list[float] = []
    beat = QTimer(parent, interval=50)
    beat.timeout.connect(lambda: beats.append(time.monotonic()))
    beat.start()
    with pytest.raises(OutsideError, match="没有读完"):
        waiting.read(parent, pipe)
    beat.stop()
    assert len(beats) > 20


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of Unix")
def test_what_is_ended_leaves_no_process_and_no_folder(tmp_path: Path) -> None:
    pipe = tmp_path / "年报.txt"
    os.mkfifo(pipe)
    begun = Apart(pipe)
    folder = Path(begun._folder.name)
    assert folder.exists()
    assert not begun.wait(0.2)
    begun.end()
    assert begun.done
    assert not folder.exists()


def test_of_paper_the_page_is_said_and_it_can_be_given_up_at_any_time(
    parent: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(resources, "program", lambda: (sys.executable, "-c", "import time; time.sleep(60)"))
    begun = Apart(tmp_path / "去年.pdf")
    folder, process = Path(begun._folder.name), begun._process
    shown = waiting.Waiting(parent, begun, "去年.pdf")
    assert "识别" not in shown.words.text()
    seen: list[str] = []

    def turn_and_give_up() -> None:
        (folder / "page").write_text("3 8", encoding="ascii")
        QTest.qWait(700)
        seen.append(shown.words.text())
        QTest.keyClick(shown, Key.Key_Escape)

    QTimer.singleShot(50, turn_and_give_up)
    assert not shown.wait()
    assert re.fullmatch("正在读入“去年.pdf”，原文件不会被改动。\n正在识别第 3 页，共 8 页，已用 [01] 秒。", seen[0])
    assert process.poll() is not None, "ended, whatever it was doing"
    assert not folder.exists()


def test_a_process_that_falls_over_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "program", lambda: (sys.executable, "-c", "import os; os.abort()"))
    with pytest.raises(OutsideError, match="读到一半出了错"):
        apart.read(SAMPLE)
    code = "import os, pathlib, sys; pathlib.Path(sys.argv[3], 'page').write_text('3 8'); os.abort()"
    monkeypatch.setattr(resources, "program", lambda: (sys.executable, "-c", code))
    with pytest.raises(OutsideError, match="：识别第3页时出了错，或超过120秒。请重新扫描"):
        apart.read(SAMPLE)
