"""Reading many files in several processes: each told, none stops the rest."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, Explanation, Note, Sent
from govreport_gui.core.rollup.submission import Submission, Unreadable
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.rollup import gathering, submitted
from govreport_gui.files.saving import store
from govreport_gui.files.scans import addon
from govreport_gui.files.sources import apart
from govreport_gui.files.sources.imported import Imported

MANY = 11
"""More than are read without a process of their own."""
FRAIL = """
import os, sys
from pathlib import Path
from govreport_gui.files.rollup import gathering, submitted
read = submitted.read
submitted.read = lambda path, file: os._exit(1) if path.name.startswith("倒") else read(path, file)
gathering.serve()
"""


ON_PAPER = """
from govreport_gui.files.rollup import gathering, submitted
read = submitted.read
submitted.read = lambda path, file: submitted.Paper(file) if path.suffix == ".png" else read(path, file)
gathering.serve()
"""


class OnPaper:
    """Stands for a file that is being read in a process of its own; those that were ended without a result."""

    given_up: ClassVar[list[Path]] = []
    imported: ClassVar[Imported]

    def __init__(self, path: Path) -> None:
        self._path = path

    def wait(self, seconds: float) -> bool:
        del seconds
        return "慢" not in self._path.name

    def result(self) -> Imported:
        if "糊" in self._path.name:
            raise OutsideError(f"“{self._path.name}”看不清。")
        return self.imported

    def end(self) -> None:
        if not self.wait(0):
            self.given_up.append(self._path)


@pytest.fixture
def paper(sample: Imported, monkeypatch: pytest.MonkeyPatch) -> None:
    """The add-on is there, and reads the same from every picture; what comes in many is told apart by its name."""
    OnPaper.imported = replace(sample, problems=("表三：核对。",))
    OnPaper.given_up.clear()
    monkeypatch.setattr(apart, "Apart", OnPaper)
    monkeypatch.setattr(addon, "wanted", lambda _: None)
    monkeypatch.setattr(resources, "program", lambda: (sys.executable, "-c", ON_PAPER))


@pytest.fixture
def folder(form: Format, tmp_path: Path) -> Path:
    for number in range(MANY):
        document = Document(form.id, f"县{number}局", 2025, cells={"requests.new.total": str(number)})
        store.write(tmp_path / f"{number:02}.govreport", document, form)
    return tmp_path


def test_every_file_comes_once_from_several_processes(folder: Path) -> None:
    (folder / "坏.txt").write_text("这不是年报", encoding="utf-8")
    paths = gathering.files_in([folder])
    found = list(gathering.gather(paths))
    assert sorted(each.file for each in found) == sorted(map(str, paths))
    (bad,) = (each for each in found if isinstance(each, Unreadable))
    assert "坏.txt" in bad.error
    good = {each.document.unit: each for each in found if isinstance(each, Submission)}
    assert {unit: each.document.cells["requests.new.total"] for unit, each in good.items()} == {
        f"县{number}局": str(number) for number in range(MANY)
    }


def test_a_process_that_falls_over_takes_one_file_with_it(folder: Path, monkeypatch) -> None:
    for name in ("倒1.govreport", "倒2.govreport"):
        (folder / name).write_bytes((folder / "00.govreport").read_bytes())
    monkeypatch.setattr(resources, "program", lambda: (sys.executable, "-c", FRAIL))
    found = list(gathering.gather(gathering.files_in([folder])))
    bad = sorted(each.error for each in found if isinstance(each, Unreadable))
    assert bad == [f"“倒{number}.govreport”读不出来：读取时程序出错，或超过90秒。" for number in (1, 2)]
    assert len(found) == MANY + 2


def test_a_process_that_cannot_be_started_is_told_for_each_file(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(resources, "program", lambda: (str(folder / "没有"),))
    found = list(gathering.gather(gathering.files_in([folder])))
    assert len(found) == MANY
    assert all(isinstance(each, Unreadable) for each in found)


def test_a_bug_over_one_of_few_files_is_told_too(form: Format, tmp_path: Path, monkeypatch) -> None:
    store.write(tmp_path / "a.govreport", Document(form.id, "县甲局", 2025), form)
    monkeypatch.setattr(submitted, "judged", lambda *_: 1 / 0)
    (bad,) = gathering.gather([tmp_path / "a.govreport"])
    assert isinstance(bad, Unreadable)


@pytest.mark.parametrize("few", [True, False])
def test_cancelled_it_gives_nothing_more(folder: Path, few: bool) -> None:
    paths = gathering.files_in([folder])[: 4 if few else MANY]
    seen: list = []
    for each in gathering.gather(paths, lambda: len(seen) >= 2):
        seen.append(each)  # noqa: PERF402  # it is looked at in between
    assert len(seen) == 2


def test_what_goes_between_processes_comes_out_the_same(sample: Imported) -> None:
    document = sample.document.with_cells({"requests.new.natural_person": "8", "requests.new.total": "8"})
    document = Document(
        **{
            **{name: getattr(document, name) for name in document.__slots__},
            "notes": {"requests.new.total": Note("问过", follow_up=True)},
            "explanations": {"T2-04/x/": Explanation("属实", "1")},
        }
    )
    document = replace(document, sent=(Sent("2026-01-12T09:00", sample.form, document),))
    made = submitted.judged("a/样例.docx", sample.form, document, ("提示",), 7)
    assert made.findings
    assert submitted.unpacked(submitted.packed(made)) == made


def test_only_files_that_may_be_reports_are_taken_from_a_folder_and_each_once(folder: Path) -> None:
    for name in ("~$00.docx", ".~lock.00.docx#", "Thumbs.db", "desktop.ini", "汇总.govrollup"):
        (folder / name).write_bytes(b"x")
    (folder / "下级").mkdir()
    (folder / "下级" / "a.txt").write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "b.txt").write_text("x")
    found = gathering.files_in([folder, folder / "00.govreport"], but=folder / "01.govreport")
    assert [path.name for path in found] == [f"{number:02}.govreport" for number in range(MANY) if number != 1] + [
        "a.txt"
    ]
    with pytest.raises(OutsideError, match="没有找到“没有”"):
        gathering.files_in([folder / "没有"])


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize("few", [True, False])
def test_what_is_on_paper_is_read_last_in_a_process_of_its_own(folder: Path, few: bool) -> None:
    pictures = [folder / name for name in ("甲.png", "糊.png")]
    for picture in pictures:
        picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    paths = [*pictures, *gathering.files_in([folder])[: 3 if few else MANY]]
    found = list(gathering.gather(paths))
    assert len(found) == len(paths)
    read, blurred = found[-2:]
    assert isinstance(read, Submission)
    assert (read.file, read.told) == (str(pictures[0]), ("表三：核对。",))
    assert read.changed == pictures[0].stat().st_mtime_ns
    assert blurred == Unreadable(str(pictures[1]), "“糊.png”看不清。")


@pytest.mark.usefixtures("paper")
def test_paper_is_given_up_at_once(folder: Path) -> None:
    pictures = [folder / name for name in ("甲.png", "慢.png", "乙.png")]
    for picture in pictures:
        picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    seen: list = []
    for each in gathering.gather(pictures, lambda: len(seen) >= 1):
        seen.append(each)  # noqa: PERF402  # it is looked at in between
    assert [Path(each.file).name for each in seen] == ["甲.png"]
    assert OnPaper.given_up == [pictures[1]]
