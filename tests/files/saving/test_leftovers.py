"""What writes that were cut off have left behind."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govreport_gui.files import settings
from govreport_gui.files.saving import leftovers, versions

DAY = 86_400
OURS = ".govreport-0a1b2c3d.tmp"


def made(path: Path, *, hours: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"1")
    os.utime(path, (time.time() - hours * 3600,) * 2)
    return path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return made(tmp_path / "甲.govreport", hours=100)


def test_what_is_old_and_ours_goes_wherever_the_program_writes(report: Path) -> None:
    copies = versions.folder() / "甲-0123"
    folders = (report.parent, settings.folder(), settings.data_folder() / "journals", copies)
    old = [made(folder / OURS, hours=25) for folder in folders]
    old.append(made(report.parent / ".govreport-x_9abcde.tmp", hours=25))
    leftovers.sweep_beside([str(report), str(report.with_name("乙")), "\0", "/没有/丙"], time.time()).join(20)
    assert [path for path in old if path.exists()] == []
    assert report.exists()
    assert copies.exists()


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        (OURS, 1),  # some window may just be writing it
        (OURS, -30),
        (".govreport-0a1b2c3d4.tmp", 99),
        (".govreport-年报.tmp", 99),
        ("govreport-0a1b2c3d.tmp", 99),
        (".govreport-0a1b2c3d.tmp.govreport", 99),
    ],
)
def test_what_is_young_or_not_ours_stays(report: Path, name: str, hours: int) -> None:
    path = made(report.with_name(name), hours=hours)
    leftovers.sweep([str(report)], time.time())
    assert path.exists()


def test_neither_a_link_nor_a_folder_of_that_name_goes(report: Path) -> None:
    (report.parent / OURS).mkdir()
    link = report.parent / OURS.replace("0a", "0b")
    try:
        link.symlink_to(report)
    except OSError:
        pytest.skip("no links may be made here")
    leftovers.sweep([str(report)], time.time() + 100 * DAY)
    assert link.is_symlink()
    assert report.exists()
    assert (report.parent / OURS).is_dir()


def test_a_folder_of_copies_that_was_never_finished_goes(report: Path) -> None:
    half, whole = versions.folder() / ".abcd", versions.folder() / "甲-0123"
    for folder in (half, whole):
        made(folder / "20260115-120000-000000.govreport", hours=99)
        os.utime(folder, (time.time() - 99 * 3600,) * 2)
    leftovers.sweep([], time.time())
    assert not half.exists()
    assert len(list(whole.iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="it kills with signals")
def test_what_a_killed_save_leaves_is_known_again(tmp_path: Path) -> None:
    code = """
import os, sys
from pathlib import Path
from govreport_gui.files import atomic
atomic._sync = lambda _: os.kill(os.getpid(), 9)
atomic.write(Path(sys.argv[1]), b"1")
"""
    report = tmp_path / "甲.govreport"
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", code, str(report)], check=False, cwd=root).returncode == -9
    assert len(list(tmp_path.iterdir())) == 1
    leftovers.sweep([str(report)], time.time() + 2 * DAY)
    assert list(tmp_path.iterdir()) == []
