"""What the program remembers."""

import json
import os
from pathlib import Path

import pytest

from govreport_gui.core.unit import Unit
from govreport_gui.files import settings
from govreport_gui.files.recent import Looked

OWN = Unit("甲市财政局", "municipal", "department", rulemaker=False, powers={"licensing_power": "yes"})


def test_what_is_kept_comes_back() -> None:
    kept = settings.Settings(("甲.govreport",), "AAAA", unit=OWN)
    settings.save(kept)
    assert settings.load() == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"recent": 1}',
        '{"recent": [], "window": "", "unit": 3}',
        '{"recent": [], "window": "", "unit": {"powers": []}}',
    ],
)
def test_spoilt_settings_are_defaults(text: str) -> None:
    settings._path().write_text(text, encoding="utf-8")
    assert settings.load() == settings.Settings()


def test_answers_there_are_not_count_as_not_given_and_old_settings_have_no_unit() -> None:
    unit = {
        "name": "甲局",
        "level": "宇宙",
        "kind": 7,
        "rulemaker": "yes",
        "powers": {"penalties_power": "?", "x": "yes"},
    }
    settings._path().write_text(json.dumps({"recent": ["a"], "window": "", "unit": unit}), encoding="utf-8")
    assert settings.load() == settings.Settings(("a",), "", unit=Unit("甲局"))
    settings._path().write_text(json.dumps({"recent": ["a"], "window": ""}), encoding="utf-8")
    assert settings.load() == settings.Settings(("a",))


def test_recent_files_newest_first_and_taken_off() -> None:
    kept = settings.with_recent(settings.with_recent(settings.Settings(), Path("甲")), Path("乙"))
    assert settings.with_recent(kept, Path("甲")).recent == ("甲", "乙")
    assert settings.without_recent(kept, "乙").recent == ("甲",)


def test_recent_files_are_looked_for(tmp_path: Path) -> None:
    there = tmp_path / "在.govreport"
    there.write_text("", encoding="utf-8")
    os.utime(there, (0, 1_700_000_000))
    looked = Looked((str(there), str(tmp_path / "不在"), "\0"))
    looked._thread.join(10)
    assert looked.done
    assert looked.changed[str(there)].timestamp() == 1_700_000_000
    assert looked.changed[str(tmp_path / "不在")] is None
    assert looked.changed["\0"] is None
