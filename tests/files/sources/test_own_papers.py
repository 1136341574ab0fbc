"""Papers of this program, read as anybody's: without data attached, whatever is printed beside the report."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from govreport_gui.core.papers.purpose import Purpose
from govreport_gui.core.reading.account import TOLD
from govreport_gui.core.report.document import LastYear, Sent, Step
from govreport_gui.core.rules.check import check
from govreport_gui.files import resources
from govreport_gui.files.output import export
from govreport_gui.files.sources import attached, reading
from govreport_gui.files.sources.imported import Imported


def paragraphs(sections: Mapping[str, str]) -> dict[str, list[str]]:
    """The lines of each part, without blanks within them."""
    return {part: ["".join(line.split()) for line in text.splitlines()] for part, text in sections.items() if text}


@pytest.mark.parametrize("purpose", ["public", "review", "archive"])
@pytest.mark.parametrize("suffix", export.SUFFIXES)
def test_marks_captions_and_annexes_are_no_part_of_the_report(
    suffix: str, purpose: Purpose, sample: Imported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attached, "report_in", lambda *_: None)
    before = LastYear(sample.form, replace(sample.document, year=2020).with_cells({"requests.new.total": "8"}))
    sent = Sent("2022-01-10T09:00", sample.form, sample.document.with_cells({"requests.new.total": "8"}))
    document = replace(sample.document, last=before, sent=(sent,), steps=(Step("returned", "2022-01-11T09:00", "改"),))
    path = tmp_path / f"甲{suffix}"
    checked = check(sample.form, document)
    assert checked.verdict != "pass", "so that each page is marked"
    export.write(path, sample.form, document, checked, purpose=purpose)
    read = reading.read(path)
    assert dict(read.document.cells) == dict(document.cells)
    assert paragraphs(read.document.sections) == paragraphs(document.sections)
    assert (read.document.unit, read.document.year) == (document.unit, document.year)
    assert [entry.text for entry in read.account if entry.what in TOLD] == []


def test_words_of_annexes_in_a_report_without_fingerprint_stay(sample: Imported, tmp_path: Path) -> None:
    text = resources.path("samples/pengshui-2021.txt").read_text(encoding="utf-8")
    path = tmp_path / "甲.txt"
    path.write_text(f"{text}\n审签单\n本机关另行编制审签单。\n", encoding="utf-8")
    assert "另行编制审签单" in reading.read(path).document.sections["other_matters"]
