"""What the program remembers."""

import json
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from govreport_gui.core.report.unit import Unit
from govreport_gui.files import settings

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
        "[" * 100_000,
        '{"unit": ' * 100_000,
        '{"recent": ["' + "x" * 2_000_000 + '"]}',
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


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("recent", 1),
        ("recent", {"a": 1}),
        ("recent", [1, None, "x" * 5000]),
        ("window", 5),
        ("window", "\ud800"),
        ("window", "A" * 5000),
        ("zoom", "big"),
        ("zoom", 0),
        ("zoom", None),
        ("zoom", 10**400),
        ("unit", 3),
        ("unit", {"level": ["county"], "powers": []}),
        ("output", []),
        ("output", {"zoom": 5}),
        ("output", {"zoom": "9" * 5000, "printer": ["a"], "grey": 1}),
        ("output", {"profile": 3, "charts": 1}),
        ("show_last", "yes"),
    ],
)
def test_a_bad_key_spoils_no_other(name: str, bad: object) -> None:
    chosen = settings.Output(printer="二楼", charts=True)
    kept = settings.Settings(("甲.govreport",), "AAAA", 140, OWN, chosen, cell_pane=True, show_last=True)
    settings.save(kept)
    content = json.loads(settings._path().read_text(encoding="utf-8")) | {name: bad}
    settings._path().write_text(json.dumps(content), encoding="utf-8")
    assert settings.load() == replace(kept, **{name: getattr(settings.Settings(), name)})


def test_two_windows_keep_what_each_has_changed() -> None:
    first = settings.load()
    second = settings.load()
    second_now = settings.with_recent(second, Path("乙"))
    second_now = replace(second_now, unit=OWN, output=replace(second.output, printer="二楼"))
    second_now = settings.save_changes(second_now, second)
    first_now = settings.with_recent(first, Path("甲"))
    first_now = replace(first_now, zoom=140, window="AAAA", output=replace(first.output, charts=True))
    first_now = settings.save_changes(first_now, first)
    assert settings.load() == settings.Settings(
        ("甲", "乙"), "AAAA", 140, OWN, settings.Output(printer="二楼", charts=True)
    )
    # Recent files and the unit are everybody's; how a window looks is its own.
    assert (first_now.recent, first_now.unit, first_now.zoom) == (("甲", "乙"), OWN, 140)
    assert second_now.zoom == 100
    settings.save_changes(settings.without_recent(second_now, "乙"), second_now)
    assert settings.load().recent == ("甲",)
    again = settings.save_changes(settings.with_recent(first_now, Path("乙")), first_now)
    assert again.recent == settings.load().recent == ("乙", "甲")


@pytest.mark.parametrize("spoilt", ["", "{", None])
def test_settings_that_cannot_be_read_any_more_are_made_good(spoilt: str | None) -> None:
    kept = settings.Settings(("甲",), "AAAA", unit=OWN)
    settings.save(kept)
    if spoilt is None:
        settings._path().unlink()
    else:
        settings._path().write_text(spoilt, encoding="utf-8")
    settings.save_changes(replace(kept, zoom=120), kept)
    assert settings.load() == replace(kept, zoom=120)


def test_recent_files_newest_first_and_taken_off() -> None:
    kept = settings.with_recent(settings.with_recent(settings.Settings(), Path("甲")), Path("乙"))
    assert settings.with_recent(kept, Path("甲")).recent == ("甲", "乙")
    assert settings.without_recent(kept, "乙").recent == ("甲",)


def test_names_of_any_letters_are_kept(tmp_path: Path) -> None:
    paths = (os.fsdecode("年报.govreport".encode("gbk")), "/home/x/\ud800.govreport", "\0", "/年报")
    kept = settings.Settings()
    for path in reversed(paths):
        kept = settings.with_recent(kept, Path(path))
    settings.save(kept)
    assert settings.load().recent == paths
    settings._path().read_bytes().decode("utf-8")


def test_a_units_name_that_cannot_be_written_is_made_one_that_can() -> None:
    settings._path().write_text('{"unit": {"name": "甲\\ud800局"}}', encoding="utf-8")
    assert settings.load().unit.name == "甲?局"


def test_many_report_files_and_the_same_twice_are_no_more_than_can_be_known() -> None:
    settings._path().write_text(json.dumps({"recent": ["a", "a", *(str(k) for k in range(500))]}), encoding="utf-8")
    before = settings.load()
    assert before.recent == ("a", *(str(k) for k in range(199)))
    settings.save_changes(settings.with_recent(before, Path("5")), before)
    assert settings.load().recent == ("5", "a", *(str(k) for k in range(199) if k != 5))


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such modes")
def test_what_the_program_keeps_is_the_users_alone() -> None:
    settings.data_folder().chmod(0o755)
    settings._path().write_text("{}", encoding="utf-8")
    settings._path().chmod(0o644)
    settings.save(settings.Settings())
    assert settings.own("journals").is_dir()
    paths = (settings._path().parent, settings._path(), settings.data_folder(), settings.data_folder() / "journals")
    assert [stat.S_IMODE(path.stat().st_mode) for path in paths] == [0o700, 0o600, 0o700, 0o700]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_in_place_of_settings_keeps_nobody_waiting() -> None:
    os.mkfifo(settings._path())
    assert settings.load() == settings.Settings()
