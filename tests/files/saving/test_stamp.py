"""Has somebody else written the file?"""

import os
from pathlib import Path

from govreport_gui.files.saving.stamp import changed, stamp


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
