"""Whatever stands in the program's own small files, it is read as something or nothing, and never raises."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rounds
from hypothesis import strategies as some

from govreport_gui.files import settings
from govreport_gui.files.known import reports as known
from govreport_gui.files.known.looker import Looker
from govreport_gui.files.saving import journal, lock
from govreport_gui.files.saving.journal import Journal, Origin
from govreport_gui.files.saving.lock import Holder, ReportLock
from govreport_gui.files.saving.stamp import changed

NINE = datetime(2026, 1, 15, 9, 0)  # noqa: DTZ001  # the clerk's own clock
TEXT = some.text(some.characters(codec=None), max_size=12)
SCALAR = some.none() | some.booleans() | some.integers() | some.floats() | TEXT
VALUE = some.recursive(SCALAR, lambda inner: some.lists(inner) | some.dictionaries(TEXT, inner), max_leaves=8)
LIGHT = rounds(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def like(*keys: str) -> some.SearchStrategy[dict[str, object]]:
    """What has some of these keys, with anything behind them."""
    return some.dictionaries(some.sampled_from(keys) | TEXT, VALUE, max_size=6)


UNIT = like("name", "level", "kind", "rulemaker", "powers")
OUTPUT = like("printer", "two_sided", "tray", "grey", "zoom", "charts")
PATHS = some.lists(TEXT)
KEPT = like("recent", "window", "zoom", "cell_pane", "show_last", "unit", "output")
ALL = some.builds(
    lambda kept, unit, output, recent: kept | {"unit": unit, "output": output, "recent": recent},
    *(KEPT, UNIT, OUTPUT, PATHS),
)


@LIGHT
@given(ALL | VALUE)
def test_settings_of_any_content_are_read_and_kept(content: object) -> None:
    settings._path().write_text(json.dumps(content), encoding="utf-8")
    before = settings.load()
    settings.save_changes(settings.with_recent(before, Path("甲")), before)
    assert settings.load() == settings.with_recent(before, Path("甲"))
    looks = Looker(before.recent, {})
    for thread in looks._threads:
        thread.join(10)
    assert looks.done
    before.window.encode("ascii")
    before.unit.name.encode("utf-8")


ABOUT = like("unit", "year", "state", "filled", "inputs", "sign", "result")
SEEN = some.builds(lambda seen, about: seen | {"about": about}, like("size", "changed", "why"), ABOUT | VALUE)


@LIGHT
@given(some.dictionaries(TEXT, SEEN | VALUE) | VALUE)
def test_what_is_remembered_of_reports_may_be_of_any_content(files: object) -> None:
    content = json.dumps({"by": known._by(), "files": files})
    (settings.data_folder() / "known.json").write_text(content, encoding="utf-8")
    for seen in known.remembered().values():
        assert seen.about is not None
        assert f"{seen.about.unit}{seen.about.result}".encode("utf-8", "surrogatepass")
        assert seen.about.filled + seen.size + seen.changed is not None


@LIGHT
@given(like("user", "machine", "since").map(json.dumps) | VALUE.map(json.dumps) | TEXT)
def test_a_mark_of_any_content_is_somebodys_or_nobodys(content: str) -> None:
    report = settings.data_folder() / "甲.govreport"
    beside = report.with_name(".~lock.甲.govreport#")
    beside.write_bytes(content.encode("utf-8", "surrogatepass"))
    there = lock.holder(report)
    assert there is None or (isinstance(there, Holder) and f"{there.user}{there.machine}".encode() is not None)
    mine = lock.take(report, NINE, over=True)
    assert isinstance(mine, ReportLock)
    assert isinstance(lock.take(report, NINE), Holder)
    mine.release()
    beside.unlink(missing_ok=True)


HEAD = like("kind", "version", "file", "name", "seen").map(lambda head: head | {"kind": "govreport-journal"})
STATE = like("at", "report")


@LIGHT
@given(some.lists(HEAD.map(json.dumps) | STATE.map(json.dumps) | VALUE.map(json.dumps) | TEXT, max_size=4))
def test_a_journal_of_any_content_is_left_by_somebody_or_swept(lines: list[str]) -> None:
    book = Journal(Origin("", "甲", None))
    assert book.keep("一", NINE)
    path = book.path
    assert path is not None
    book.leave()
    with path.open("ab") as file:
        file.write("\n".join(lines).encode("utf-8", "surrogatepass"))
    (left,) = journal.left_behind(settings.data_folder() / "乙.govreport")
    assert "一" in [text for text, _ in left.states]
    Path(left.origin.file).exists()
    if left.origin.seen is not None:
        changed(Path(left.origin.file or "x"), left.origin.seen)
    assert journal.remove(left)


@pytest.mark.parametrize("content", ["[" * 200_000, '{"a":' * 200_000, "9" * 100_000, "\0" * 5000, "\ufeff{}"])
def test_deep_and_long_content_is_no_content(content: str) -> None:
    settings._path().write_text(content, encoding="utf-8")
    assert settings.load() == settings.Settings()
    report = settings.data_folder() / "甲.govreport"
    report.with_name(".~lock.甲.govreport#").write_text(content, encoding="utf-8")
    assert lock.holder(report) in {None, Holder("", "", None)}
    journal.folder().mkdir()
    (journal.folder() / "x.journal").write_text(f"\n{content}\n", encoding="utf-8")
    assert [left.states for left in journal.left_behind()] in ([()], [])
