"""Earlier reports in the folder of a report: found, left out and said, nothing written."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.check import check
from govreport_gui.files import resources
from govreport_gui.files.output import export
from govreport_gui.files.saving import store
from govreport_gui.files.sources import earlier
from govreport_gui.files.sources.earlier import Finding, Found, find

UNIT = "测试市财政局"


@pytest.fixture
def folder(tmp_path: Path, form: Format, zeros: Document) -> Path:
    """This year's report, and one of each of the two years before: beside it, and a folder below."""
    below = tmp_path / "旧"
    below.mkdir()
    store.write(tmp_path / "2025.govreport", zeros, form)
    store.write(tmp_path / "2024.govreport", replace(zeros, year=2024), form)
    store.write(below / "2023.govreport", replace(zeros, year=2023), form)
    return tmp_path


def files(found: Found) -> dict[str, int | None]:
    return {each.file: each.document.year for each in found.reports}


def looked(folder: Path) -> Found:
    return find(folder / "2025.govreport", UNIT, 2025)


def test_reports_beside_it_and_one_folder_below_are_found(folder: Path, form: Format, zeros: Document) -> None:
    deep = folder / "旧" / "更旧"
    deep.mkdir()
    store.write(deep / "2022.govreport", replace(zeros, year=2022), form)
    store.write(folder / "别局.govreport", replace(zeros, year=2022, unit="别局"), form)
    store.write(folder / "远.govreport", replace(zeros, year=2020), form)
    assert files(looked(folder)) == {"2024.govreport": 2024, "旧/2023.govreport": 2023}
    assert looked(folder).told == ()


def test_what_the_clerk_wrote_for_herself_does_not_come_along(folder: Path, form: Format, zeros: Document) -> None:
    store.write(folder / "2022.govreport", replace(zeros, year=2022, paper_totals={"requests.new.total": "1"}), form)
    (report,) = [each for each in looked(folder).reports if each.document.year == 2022]
    assert not report.document.paper_totals


def test_a_broken_file_is_left_out_and_said(folder: Path) -> None:
    (folder / "坏.govreport").write_text("{", encoding="utf-8")
    (folder / "乱.govreport").write_bytes(b"\xff\xfe\x00")
    found = looked(folder)
    assert files(found) == {"2024.govreport": 2024, "旧/2023.govreport": 2023}
    assert found.told == (
        "未采用：“乱.govreport”已损坏，读不出来。",
        "未采用：“坏.govreport”已损坏，读不出来。可以打开它的备份，或用导出的表格重新录入。",
    )


def test_a_pdf_of_this_program_serves_for_a_year_without_a_report_file(
    folder: Path, form: Format, zeros: Document
) -> None:
    document = replace(zeros, year=2022)
    content = export.as_pdf(form, document, check(form, document)).content
    (folder / "2022.pdf").write_bytes(content)
    (folder / "扫描.pdf").write_bytes(b"%PDF-1.4 nothing of ours")
    (folder / "说明.docx").write_bytes(b"PK")
    found = looked(folder)
    assert files(found) == {"2024.govreport": 2024, "旧/2023.govreport": 2023, "2022.pdf": 2022}
    assert found.told == ()


def test_a_pdf_whose_pages_say_something_else_is_left_out_and_said(folder: Path, form: Format, zeros: Document) -> None:
    document = replace(zeros, year=2022)
    content = export.as_pdf(form, document, check(form, document)).content
    (folder / "2022.pdf").write_bytes(content[: len(content) // 2] + b"report.govreport")
    found = looked(folder)
    assert 2022 not in files(found).values()
    assert found.told == ("未采用：“2022.pdf”的页面与所附数据不一致。",)


@pytest.mark.skipif(sys.platform == "win32", reason="links take rights there")
def test_a_circle_of_links_is_none_of_it(folder: Path) -> None:
    (folder / "圈.govreport").symlink_to(folder / "圈.govreport")
    (folder / "自己").symlink_to(folder)
    found = looked(folder)
    assert {each.document.year for each in found.reports} == {2023, 2024}
    assert found.told == ("未采用：“圈.govreport”读不出来。",)


def test_a_folder_with_too_many_files_is_said_to_be_looked_at_in_part(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "_MOST_FILES", 1)
    found = looked(folder)
    assert files(found) == {"2024.govreport": 2024}
    assert "只查看了一部分" in found.told[0]


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    found = find(tmp_path / "无" / "2025.govreport", UNIT, 2025)
    assert found.reports == ()
    assert "读不出来" in found.told[0]


def test_a_process_finds_the_same_and_writes_nothing(folder: Path) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    finding = Finding(folder / "2025.govreport", UNIT, 2025)
    finding.wait(30)
    assert finding.done
    found = finding.result()
    assert files(found) == {"2024.govreport": 2024, "旧/2023.govreport": 2023}
    assert found == looked(folder)
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*")) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_keeps_nobody_waiting(folder: Path) -> None:
    os.mkfifo(folder / "管.govreport")
    assert looked(folder).told == ("未采用：“管.govreport”读不出来。",)


def test_a_search_that_is_ended_is_over(folder: Path) -> None:
    finding = Finding(folder / "2025.govreport", UNIT, 2025)
    finding.end()
    assert finding.done
    assert finding.result().reports == ()


def test_a_search_that_hangs_is_over_in_time_and_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = (sys.executable, "-c", "import time; time.sleep(60)")
    monkeypatch.setattr(resources, "program", lambda: hanging)
    monkeypatch.setattr(earlier, "_PATIENCE", 0.0)
    finding = Finding(folder / "2025.govreport", UNIT, 2025)
    assert finding.done
    assert finding.result() == Found(told=("所在文件夹读不出来，未能查找历年年报。",))
