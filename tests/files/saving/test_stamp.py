"""Has somebody else written the file?"""

import os
import sys
from pathlib import Path

import pytest

from govreport_gui.files.saving.stamp import Stamp, changed, stamp


def test_other_content_is_a_change_and_the_same_written_again_is_none(tmp_path: Path) -> None:
    path = tmp_path / "甲.govreport"
    assert stamp(path) is None
    path.write_text("一", encoding="utf-8")
    seen = stamp(path)
    assert seen is not None
    os.utime(path, (1, 1))
    assert not changed(path, seen)
    path.write_text("二", encoding="utf-8")
    assert changed(path, seen)
    path.unlink()
    assert changed(path, seen)


def test_what_no_file_can_be_called_is_not_there() -> None:
    assert stamp(Path("\0")) is None
    assert changed(Path("\0"), Stamp(0, 0, ""))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_what_never_ends_keeps_nobody_waiting(tmp_path: Path) -> None:
    path = tmp_path / "甲.govreport"
    path.symlink_to("/dev/zero")
    assert stamp(path) is None
    assert changed(path, Stamp(0, 1, ""))
