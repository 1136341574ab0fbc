"""What is in the report files of lately: read once, remembered, and nobody waits for a disk that says nothing."""

import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup.desk import Desk
from govreport_gui.core.rollup.submission import Collection, Member
from govreport_gui.files import resources
from govreport_gui.files.known import looker, looking, reports
from govreport_gui.files.known.looker import Looker
from govreport_gui.files.known.looking import Looking
from govreport_gui.files.known.reports import About, Seen
from govreport_gui.files.rollup import collection_file
from govreport_gui.files.rollup.submitted import judged
from govreport_gui.files.saving import store


def ended(looks: Looker) -> bool:
    for thread in looks._threads:
        thread.join(20)
    return looks.done


def looked(*paths: Path) -> dict[str, Seen]:
    looks = Looker([str(path) for path in paths], reports.remembered())
    assert ended(looks)
    looks.remember()
    return looks.found


@pytest.fixture
def report(tmp_path: Path, form: Format, zeros: Document) -> Path:
    path = tmp_path / "甲.govreport"
    store.write(path, zeros, form)
    return path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read through."""
    found: list[str] = []
    about = looker._about
    monkeypatch.setattr(looker, "_about", lambda content, name: found.append(name) or about(content, name))
    return found


def test_a_report_is_known_by_unit_year_state_progress_and_result(
    tmp_path: Path, form: Format, zeros: Document, report: Path
) -> None:
    begun, wrong, none = tmp_path / "begun", tmp_path / "wrong", tmp_path / "none"
    store.write(begun, Document(form.id, "乙局", 2024, cells={"requests.new.other": "1"}), form)
    cells = {"requests.new.other": "9", "requests.new.total": "8"}
    store.write(wrong, replace(zeros.with_cells(cells), state="returned"), form)
    store.write(none, replace(zeros, unit="", year=None), form)
    found = looked(report, begun, wrong, none)
    inputs = len(form.inputs)
    about = {path: seen.about for path, seen in found.items()}
    assert about[str(begun)] == About("乙局", 2024, "draft", 1, inputs, "unfinished", f"尚有 {inputs - 1} 格未填")
    assert about[str(none)].result == "未填单位名称、年度"
    assert (about[str(none)].year, about[str(none)].sign) == (None, "unfinished")
    assert about[str(report)].unit == "测试市财政局"
    assert (about[str(wrong)].state, about[str(wrong)].sign) == ("returned", "must_fix")
    assert about[str(wrong)].result.endswith("处必须改正")


def test_a_report_that_passes_says_so(tmp_path: Path, sample, calm: Document) -> None:
    path = tmp_path / "好.govreport"
    store.write(path, calm, sample.form)
    about = looked(path)[str(path)].about
    assert (about.sign, about.result) == ("done", "通过")


def test_a_file_that_is_as_it_was_is_not_read_again(report: Path, form: Format, zeros: Document, reads) -> None:
    first = looked(report)
    assert looked(report) == first
    assert reads == ["甲.govreport"]
    store.write(report, replace(zeros, year=2024), form)
    assert looked(report)[str(report)].about.year == 2024
    assert len(reads) == 2
    os.utime(report, (0, 1_700_000_000))
    assert looked(report)[str(report)].changed == 1_700_000_000 * 10**9
    assert len(reads) == 3


def test_another_issue_of_the_program_judges_anew(report: Path, reads, monkeypatch: pytest.MonkeyPatch) -> None:
    looked(report)
    monkeypatch.setattr(reports, "__version__", "0.0")
    assert reports.remembered() == {}
    looked(report)
    assert len(reads) == 2


def test_what_is_gone_or_cannot_be_read_is_told_and_what_was_known_of_it_stays(tmp_path: Path, report: Path) -> None:
    bad, large, folder = tmp_path / "坏.govreport", tmp_path / "大.govreport", tmp_path / "夹.govreport"
    bad.write_bytes(b"\xff\xfe{")
    large.write_bytes(b" " * (looker._LARGEST + 1))
    folder.mkdir()
    before = looked(report)
    report.unlink()
    found = looked(report, bad, large, folder, Path("\0"))
    assert found[str(report)] == Seen()
    assert found[str(bad)].why.startswith("“坏.govreport”已损坏")
    for path in (large, folder, Path("\0")):
        assert "读不出来" in found[str(path)].why
    assert reports.remembered() == before, "the stick may come back"
    looked(bad)
    assert reports.remembered() == before, "what was not asked about is not forgotten"


def test_a_place_that_does_not_answer_keeps_no_other_waiting(
    tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead, answer = tmp_path / "断开的.govreport", threading.Event()
    stat = Path.stat

    def hanging(path: Path, **named):
        if path == dead:
            answer.wait(20)
        return stat(path, **named)

    monkeypatch.setattr(Path, "stat", hanging)
    monkeypatch.setattr(looker, "_place", lambda path: path)
    monkeypatch.setattr(looker, "_SILENCE", 0.05)
    looks = Looker([str(dead), str(report)], {})
    looks._threads[1].join(20)
    assert looks.found[str(report)].about is not None
    time.sleep(0.1)
    told = looks.told()
    assert (told["answered"], told["silent"]) == ([str(report)], [str(dead)])
    assert looks.quiet
    assert not looks.done
    looks.remember()
    assert str(report) in reports.remembered(), "kept although another place is silent"
    monkeypatch.setattr(looking, "_PATIENCE", 0.05)
    monkeypatch.setattr(Path, "exists", lambda path: bool(path.stat()))
    assert not looking.is_there(str(dead))
    assert looking.is_there(str(report))
    answer.set()
    assert ended(looks)
    assert looks.found[str(dead)] == Seen()
    assert looks.told()["silent"] == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/mnt/share/a/x.govreport", "/mnt/share/b/y.govreport", True),
        ("/mnt/share/x.govreport", "/mnt/stick/x.govreport", False),
        ("/home/a/x.govreport", "/home/a/deep/er/y.govreport", True),
    ],
)
def test_files_of_one_share_wait_for_each_other_and_no_others(one: str, other: str, same: bool) -> None:
    assert (looker._place(one) == looker._place(other)) is same


def about(unit: str, year: int | None, changed: int = 0) -> Seen:
    return Seen(1, changed, About(unit, year, "draft", 0, 1, "unfinished", ""))


def test_the_newest_earlier_report_of_the_unit_is_proposed() -> None:
    seen = {
        "a": about("甲局", 2023),
        "b": about("甲 局", 2024, 5),
        "c": about("甲局", 2024, 9),
        "d": about("甲局", 2025),
        "e": about("乙局", 2024, 99),
        "f": about("甲局", None),
        "g": Seen(),
    }
    assert reports.newest_earlier(seen, "甲局", 2025) == "c"
    assert reports.newest_earlier(seen, "甲局", 2024) == "a"
    assert reports.newest_earlier(seen, "甲局", 2023) is None
    assert reports.newest_earlier(seen, "丙局", 2025) is None
    assert reports.newest_earlier(seen, "", 2025) is None, "whose report it is to be nobody has said"
    assert reports.newest_earlier({"a": seen["a"], "g": seen["g"]}, "", 2025) == "a"


# ── the process ──────────────────────────────────────────────────────


def test_a_process_looks_and_what_it_found_is_remembered(tmp_path: Path, report: Path) -> None:
    gone = tmp_path / "不在\udcff.govreport"
    looks = Looking([str(report), str(gone)], {})
    looks.wait(30)
    assert looks.done
    assert looks.found[str(report)].about is not None
    assert looks.found[str(gone)] == Seen()
    assert looks.answers(str(report))
    assert not looks.silent(str(gone))
    assert reports.remembered() == {str(report): looks.found[str(report)]}
    assert not Path(looks._folder.name).exists()


def test_a_process_that_cannot_be_or_falls_over_says_nothing_and_keeps_nobody_waiting(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in (("/nirgends",), (sys.executable, "-c", "import os; os.abort()")):
        monkeypatch.setattr(resources, "program", lambda program=program: program)
        looks = Looking([str(report)], {})
        looks.wait(20)
        assert looks.done
        assert looks.found == {}
        assert looks.answers(str(report)), "opening it will tell"


def test_nothing_outlives_the_window(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "program", lambda: (sys.executable, "-c", "import time; time.sleep(60)"))
    looks = Looking([str(report)], {})
    process = looks._process
    assert process is not None
    assert not looks.answers(str(report), 0.1)
    looks.stop()
    assert process.wait(10) != 0
    assert looks.done


def test_looking_ends_by_itself_when_its_folder_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    (tmp_path / looking.ASKED).write_text('{"paths": [], "before": {}}', encoding="ascii")
    monkeypatch.setattr(looker, "_LONGEST", 0.0)
    run: Callable[[Path], object] = looker.run
    run(tmp_path)
    assert ended == [0]


def test_a_collection_is_known_by_the_units_that_have_reported(tmp_path: Path, form: Format, zeros: Document) -> None:
    found = [judged(f"{unit}.docx", form, replace(zeros, unit=unit)) for unit in ("县甲局", "县乙局")]
    roster = tuple(Member(unit) for unit in ("县甲局", "县乙局", "县丙局"))
    collection = Collection(resources.formats(), tuple(found), roster=roster, unit="某县人民政府")
    path = tmp_path / "汇总.govrollup"
    collection_file.write(path, Desk(collection))
    seen = looked(path)[str(path)].about
    assert seen == About("某县人民政府", 2025, reports.COLLECTION, 2, 3, "unfinished", "1 个单位未报")
    path.write_text("{", encoding="utf-8")
    assert "已损坏" in looked(path)[str(path)].why
    of_year_before = {"a": Seen(1, 1, replace(seen, year=2024))}
    assert reports.newest_earlier(of_year_before, "某县人民政府", 2026) is None, "no report begins from it"
