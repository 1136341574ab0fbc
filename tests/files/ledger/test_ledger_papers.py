"""What is printed of a ledger: every application and every cell in it, and nobody's name."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger import papers
from govreport_gui.core.ledger.application import DATES, PRIVATE, Application, Dispute
from govreport_gui.core.ledger.counting import count
from govreport_gui.core.ledger.ledger import Ledger, added
from govreport_gui.core.ledger.papers import Paper
from govreport_gui.core.ledger.rules import problems
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger import papers as out
from govreport_gui.files.ledger.calendar_file import calendar
from govreport_gui.files.ledger.vocabulary_file import vocabulary

NAME = "欧阳震华"
TODAY = date(2025, 12, 30)


@pytest.fixture
def ledger() -> Ledger:
    private: dict[str, Any] = dict.fromkeys(PRIVATE, NAME)
    done = [
        Application(0, f"2025-{at:03}", "2025-03-03", **private, applicant_class="natural_person",
                    answered="2025-03-20", result="granted", articles=NAME * (at == 1))
        for at in range(1, 41)
    ]  # fmt: skip
    odd = Application(
        0, f"{NAME}1", "2025-12-01", **private, applicant_class=NAME, office=NAME,
        disputes=(Dispute("reconsideration", "2025-12-20"),),
    )  # fmt: skip
    waiting = Application(0, "2025-042", "2025-12-01", **private, applicant_class="enterprise", channel="in_person")
    return added(Ledger("某局", 2025), [*done, odd, waiting])


@pytest.fixture
def all_papers(ledger: Ledger, form: Format) -> dict[str, Paper]:
    counted = count(ledger, form)
    found = problems(ledger, vocabulary(), calendar(), TODAY)
    return {
        "台账": papers.register(ledger, counted, vocabulary(), calendar()),
        "办理单": papers.application(ledger, 42, vocabulary(), calendar(), found),
        "期限": papers.due_list(ledger, calendar(), TODAY),
        "依据": papers.evidence(ledger, counted),
    }


def test_each_paper_says_what_the_ledger_says(all_papers: dict[str, Paper], ledger: Ledger, form: Format) -> None:
    (listing,) = all_papers["台账"].lists
    assert [row[0] for row in listing.rows[:2]] == ["2025-001", "2025-002"]
    assert len(listing.rows) == len(ledger.applications)
    assert listing.rows[0][4] == "2025-03-31"
    assert all_papers["台账"].words[0] == "共登记42件。本年新收41件，上年结转0件，办结40件，结转下年度1件。"
    assert all_papers["台账"].words[-1] == "未计入表三：1件申请人类别未填或认不出：〔申请人〕1。"
    steps = all_papers["办理单"].lists[1].rows
    assert steps[0][:2] == ("收到", "2025年12月1日")
    assert "答复期限至2025年12月29日" in steps[0][2]
    assert "至今未答复，超过1个工作日" in all_papers["办理单"].words[0]
    assert [row[1:5] for row in all_papers["期限"].lists[0].rows] == [
        ("答复", "2025-12-29", "已过期", "已过1个工作日")
    ] * 2
    requests, disputes = all_papers["依据"].lists
    counted = count(ledger, form)
    assert sum(int(row[2]) for row in requests.rows if row[2] != "（续）") == sum(
        int(number) for cell, number in counted.cells.items() if cell.startswith("requests.") and cell not in form.sums
    )
    granted = [row[3].split("、") for row in requests.rows if row[0] == "（一）予以公开"]
    assert [len(each) for each in granted] == [22, 18]
    assert disputes.rows == (("行政复议", "尚未审结", "1", "〔申请人〕1"),)


def test_one_application_is_told_of_itself_alone(form: Format) -> None:
    one = Application(0, "2025-1", "2025-03-03", channel="internet", applicant_class="other")
    alike = [replace(one, number=f"2025-{at}") for at in (1, 2, 3)]
    ledger = added(Ledger("某局", 2025), alike)
    found = problems(ledger, vocabulary(), calendar(), TODAY)
    paper = papers.application(ledger, 2, vocabulary(), calendar(), found)
    assert "未填确认日期，按收到日期计算期限。与申请人另行确认的，请补填确认日期。" in paper.words
    assert not [words for words in paper.words if "3件" in words]


def test_one_application_shows_every_day_and_nobody(form: Format) -> None:
    private: dict[str, Any] = dict.fromkeys(PRIVATE, NAME)
    days: dict[str, Any] = {field: f"2025-{at + 1:02}-03" for at, field in enumerate(DATES)}
    disputed = (Dispute("reconsideration", "2025-12-20", "upheld", "2025-12-28"),)
    ledger = added(Ledger("某局", 2025), [Application(0, "2025-1", **days, **private, disputes=disputed)])
    paper = papers.application(ledger, 1, vocabulary(), calendar())
    shown = {text for each in paper.lists for row in each.rows for text in row}
    assert set(days.values()) | {"行政复议2025-12-20，结果维持2025-12-28"} <= shown
    assert not [text for text in shown if NAME in text]


def test_days_and_counts_are_whole_on_paper_and_numbers_in_the_workbook(tmp_path: Path, form: Format) -> None:
    many = [
        Application(
            0, f"住建依申〔2025〕{at}号", f"2025-{3 + at // 28:02}-{at % 28 + 1:02}", channel="registered_post",
            applicant_class="public_welfare", answered="2025-12-23", result="unavailable_not_held", articles="36（4）",
        )
        for at in range(60)
    ]  # fmt: skip
    ledger = added(Ledger("某局", 2025), many)
    counted = count(ledger, form)
    out.write(tmp_path / "台账.pdf", papers.register(ledger, counted, vocabulary(), calendar()))
    with PdfDocument(tmp_path / "台账.pdf") as document:
        lines = [line for page in document for line in page.get_textpage().get_text_range().splitlines()]
    assert not [line for line in lines if re.search(r"\d-$|^\d\d?-", line)], "no day is cut in two"
    paper = papers.evidence(ledger, counted)
    out.write(tmp_path / "依据.xlsx", paper)
    sheet = load_workbook(tmp_path / "依据.xlsx").worksheets[0]
    numbers = [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [each for each in numbers if each != "（续）"] == [60, 60]
    assert all(len(row[3]) <= 200 for row in paper.lists[0].rows)
    assert sum(len(row[3].split("、")) for row in paper.lists[0].rows) == 120


@pytest.mark.parametrize("suffix", out.SUFFIXES)
def test_a_paper_as_a_file_holds_every_row_and_no_name(
    all_papers: dict[str, Paper], tmp_path: Path, suffix: str
) -> None:
    for name, paper in all_papers.items():
        path = tmp_path / f"{name}{suffix}"
        out.write(path, paper)
        text = _text(path)
        assert NAME not in text
        wanted = {cell for each in paper.lists for row in each.rows for cell in row if cell and "、" not in cell}
        assert not {cell for cell in wanted if _tight(cell) not in _tight(text)}
        before = path.read_bytes()
        out.write(path, paper)
        assert path.read_bytes() == before, "the same bytes each time"


def _text(path: Path) -> str:
    if path.suffix == ".pdf":
        with PdfDocument(path) as document:
            return "".join(page.get_textpage().get_text_range() for page in document)
    with ZipFile(path) as archive:
        raw = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    book = load_workbook(BytesIO(path.read_bytes()))
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    cells = [str(cell) for row in rows for cell in row if cell]
    return raw + "\n".join(cells)


def _tight(text: str) -> str:
    return "".join(text.split())


def test_another_kind_of_file_is_refused(all_papers: dict[str, Paper], tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match=r"\.pdf、\.xlsx"):
        out.write(tmp_path / "a.docx", all_papers["台账"])
    assert not list(tmp_path.iterdir())


def test_an_empty_ledger_has_papers_too(form: Format, tmp_path: Path) -> None:
    empty = Ledger("某局", 2025)
    counted = count(empty, form)
    two = papers.register(empty, counted, vocabulary(), calendar()), papers.due_list(empty, calendar(), TODAY)
    for paper in two:
        for suffix in out.SUFFIXES:
            out.write(tmp_path / f"空{suffix}", paper)
            assert "没有" in _text(tmp_path / "空.pdf")
