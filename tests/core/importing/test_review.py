"""What of a reading is to be looked at, and what of it goes into a report."""

from dataclasses import replace

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.importing.review import corrected, review, written_at
from govreport_gui.core.importing.taking import Parts, cells_said, into, only, texts_said
from govreport_gui.core.reading import lines
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Spot
from govreport_gui.core.reading.report import Reading, report_in
from govreport_gui.core.report.document import Document
from govreport_gui.files import resources

CELL = "requests.new.natural_person"
TOTAL = "requests.new.total"


def reading_of(text: str) -> Reading:
    forms = resources.formats()
    found = report_in(lines.blocks(text, forms), forms)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def sample_text() -> str:
    return resources.path("samples/pengshui-2021.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sample_reading(sample_text: str) -> Reading:
    return reading_of(sample_text)


def test_a_certain_reading_has_nothing_to_confirm_and_every_cell(sample_reading: Reading) -> None:
    found = review(sample_reading, {})
    assert found.matters == ()
    assert not found.proof.broken
    assert [item.cell for item in found.cells] == list(sample_reading.form.cells)
    for item in found.cells:
        assert item.text == sample_reading.document.cells.get(item.cell, "")


def test_each_cell_has_its_place_in_the_source(sample_reading: Reading) -> None:
    for cell, text in sample_reading.document.cells.items():
        assert written_at(sample_reading.blocks, sample_reading.spots[cell]) == " ".join(text.split()), cell


def test_letters_for_digits_are_doubtful_with_the_number_as_second_reading(sample_text: str) -> None:
    read = reading_of(sample_text.replace("\t73\n", "\t7O\n", 1))
    (item,) = [each for each in review(read, {}).doubtful if each.second]
    assert (item.written, item.text, item.second) == ("7O", "7O", "70")
    after = review(read, {item.cell: item.second})
    assert next(each for each in after.cells if each.cell == item.cell).text == "70"


def test_cells_of_an_equation_that_does_not_hold_join_the_doubtful_ones(sample_reading: Reading) -> None:
    right = sample_reading.document.cells[CELL]
    wrong = replace(sample_reading, document=sample_reading.document.with_cells({CELL: right + "7"}))
    found = review(wrong, {})
    assert found.proof.broken
    assert CELL in {item.cell for item in found.doubtful}
    assert all(item.why for item in found.doubtful)
    mended = review(wrong, {CELL: right})
    assert mended.matters == ()
    assert not mended.proof.broken


def test_totals_that_nobody_filled_in_are_doubtful_with_each_wrong_one(sample_reading: Reading) -> None:
    """Of a column of zeros those are shown whose sums do not hold, not one that is right."""
    form, cells = sample_reading.form, sample_reading.document.cells
    totals = {cell: "0" for cell in form.table("requests").cells if cell.endswith(".total")}
    found = review(replace(sample_reading, document=sample_reading.document.with_cells(totals)), {})
    wrong = {cell for cell in totals if cells[cell] not in {"", "0"}}
    assert len(wrong) > 2
    assert {item.cell for item in found.doubtful} == wrong
    assert all("“总计”列全为0，与各项相加不符，疑未填写" in item.why for item in found.doubtful)
    assert len(found.matters) == len(wrong), "each is confirmed by itself"


@pytest.mark.parametrize("cells", [{TOTAL: "8"}, {CELL: "777"}, {TOTAL: "8", "requests.results_total.total": "1"}])
def test_of_each_broken_sum_a_cell_is_doubtful(sample_reading: Reading, cells: dict[str, str]) -> None:
    found = review(replace(sample_reading, document=sample_reading.document.with_cells(cells)), {})
    doubtful = {item.cell for item in found.doubtful}
    assert found.proof.broken
    for bound in found.proof.broken:
        assert doubtful & set(bound.relation.cells), bound.name


def test_a_right_sum_of_the_source_gets_no_second_reading(sample_reading: Reading) -> None:
    """What is printed wrong stays as printed: only a doubtful reading may be read otherwise."""
    wrong = replace(sample_reading, document=sample_reading.document.with_cells({CELL: "777"}))
    assert [item.second for item in review(wrong, {}).doubtful if item.cell == CELL] == [""]


def test_what_the_open_report_has_otherwise_is_to_be_confirmed(sample_reading: Reading) -> None:
    own = sample_reading.document.cells[CELL]
    present = Document(sample_reading.form.id, cells={CELL: "4000", TOTAL: sample_reading.document.cells[TOTAL]})
    found = review(sample_reading, {}, present=present)
    (item,) = found.doubtful
    assert (item.cell, item.text) == (CELL, own)
    assert "4000" in item.why


def test_numbers_left_over_stand_in_the_list_without_a_cell(sample_text: str) -> None:
    lines_ = sample_text.split("\n")
    at = next(number for number, line in enumerate(lines_) if "商业" in line)
    assert at
    read = reading_of(sample_text.replace("\t总计\n", "\t总计\n\t上级来文数\n", 1))
    told = {entry.text for entry in read.account if entry.what in {"left_over", "doubtful", "not_found", "assumed"}}
    assert told == set(review(read, {}).matters)


def test_only_the_wanted_parts_are_taken(sample_reading: Reading) -> None:
    document = sample_reading.document
    tables = only(document, Parts(texts=False, cover=False))
    assert (dict(tables.cells), dict(tables.sections), tables.unit, tables.year) == (dict(document.cells), {}, "", None)
    words = only(document, Parts(cells=False))
    assert (dict(words.cells), dict(words.sections), words.unit) == ({}, dict(document.sections), document.unit)


def test_into_an_open_report_only_what_was_read_is_put(sample_reading: Reading, form: Format) -> None:
    read = sample_reading.document
    there = Document(form.id, "测试市财政局", 2025, sections={"preface": "编者按。"}, cells={CELL: "3"})
    made = into(there, read, Parts(cover=False))
    assert (made.unit, made.year, made.cells[CELL]) == ("测试市财政局", 2025, read.cells[CELL])
    assert made.sections["preface"] == read.sections.get("preface", "编者按。")
    assert made.sections["overview"] == read.sections["overview"]
    assert into(there, read, Parts(cells=False, texts=False, cover=False)) == there


def test_how_much_is_said_in_words(sample_reading: Reading) -> None:
    form, document = sample_reading.form, sample_reading.document
    assert cells_said(form, document) == "表二 10 格、表三 175 格、表四 15 格"
    assert texts_said(form, document).endswith("字")
    assert texts_said(form, Document(form.id)) == ""


def test_a_spot_in_a_paragraph_gives_its_text(sample_reading: Reading) -> None:
    first = sample_reading.blocks[0]
    assert written_at(sample_reading.blocks, (Spot(0),)) == " ".join(first.text.split())  # type: ignore[union-attr]


def test_what_is_typed_counts_as_read(sample_reading: Reading) -> None:
    assert corrected(sample_reading.document, {CELL: "5"}).cells[CELL] == "5"


def test_a_sum_that_breaks_otherwise_is_another_matter(sample_reading: Reading) -> None:
    wrong = replace(sample_reading, document=sample_reading.document.with_cells({TOTAL: "77"}))
    first = set(review(wrong, {}).matters)
    assert first
    assert first.isdisjoint(review(wrong, {TOTAL: "78"}).matters)


def test_what_is_doubtful_beside_a_broken_sum_comes_first(sample_reading: Reading) -> None:
    calm, wrong = "proactive.normative_documents.issued", "requests.granted.natural_person"
    doubts = tuple(Entry("doubtful", f"{cell}：看不清，核对。", (cell,)) for cell in (calm, wrong))
    read = replace(sample_reading, account=(*doubts, *sample_reading.account))
    assert [item.cell for item in review(read, {}).doubtful] == [calm, wrong]
    broken = review(read, {wrong: "6"}).doubtful
    assert (broken[0].cell, broken[-1].cell) == (wrong, calm)
