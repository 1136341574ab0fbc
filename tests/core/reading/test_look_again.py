"""Doubts about what was seen on paper: whose cell it is, what alone would make the sums hold, what may be missing."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Paragraph, Place, Spot, Table
from govreport_gui.core.reading.look_again import Look, blanks, looked_again, second_readings
from govreport_gui.core.reading.report import Reading
from govreport_gui.core.report.document import Document

ROW = ("natural_person", "enterprise", "research", "public_welfare", "legal_service", "other", "total")


def cell(row: str, column: str) -> str:
    return f"requests.{row}.{column}"


@pytest.fixture
def document(form: Format) -> Document:
    """A report of one row that holds: 12 + 3 + 0 + 0 + 5 + 0 = 20."""
    return Document(
        form.id,
        cells=dict(zip((cell("new", each) for each in ROW), ["12", "3", "0", "0", "5", "0", "20"], strict=True)),
    )


def read_from_paper(form: Format, document: Document, *entries: Entry) -> Reading:
    """That row as a table on page 2, each cell 50 pt wide, and a paragraph above it."""
    cells = [cell("new", each) for each in ROW]
    table = Table(
        (tuple(document.cells.get(each, "") for each in cells),),
        (Place(2, box=(0, 100, 350, 120)),),
        edges=tuple(50.0 * at for at in range(8)),
    )
    text = Paragraph("本年共收到申请20件。", Place(2, box=(0, 200, 350, 220)))
    spots = {each: (Spot(1, 0, at),) for at, each in enumerate(cells) if each in document.cells}
    return Reading(form, document, entries, (text, table), spots)


def look(at: int, text: str, *others: str, page: int = 2) -> Look:
    return Look(Place(page, box=(50 * at + 20, 105, 50 * at + 30, 115)), text, "字迹不清", others)


def told(reading: Reading, looks: Sequence[Look]) -> list[Entry]:
    """The account but for the rows that this report of one row has not."""
    return [entry for entry in looked_again(reading, looks).account if "未读到这一行" not in entry.text]


def test_a_doubt_is_told_of_the_cell_that_it_stands_in(form: Format, document: Document) -> None:
    found = told(read_from_paper(form, document), [look(1, "3"), look(1, "3", page=1)])
    assert [entry.cells for entry in found] == [(cell("new", "enterprise"),)]
    assert found[0].text == "表三本年新收·商业企业：字迹不清，识别为“3”，核对。"
    assert found[0].second == ""


def test_the_one_change_that_makes_the_sums_hold_is_a_second_reading(form: Format, document: Document) -> None:
    misread = document.with_cells({cell("new", "legal_service"): "6"})
    looks = [look(4, "6", "8", "5"), look(1, "3", "8")]
    found = {entry.cells[0]: entry.second for entry in told(read_from_paper(form, misread), looks)}
    assert found == {cell("new", "legal_service"): "5", cell("new", "enterprise"): ""}


def test_of_two_changes_that_would_do_none_is_offered(form: Format, document: Document) -> None:
    misread = document.with_cells({cell("new", "total"): "21"})
    others = {cell("new", "total"): ["20"], cell("new", "enterprise"): ["4"]}
    assert second_readings(form, misread, others) == {}
    assert second_readings(form, misread, {cell("new", "total"): ["20"]}) == {cell("new", "total"): "20"}


def test_numbers_whose_sums_hold_have_no_second_reading(form: Format, document: Document) -> None:
    assert second_readings(form, document, {cell("new", "enterprise"): ["8", "5"]}) == {}


def test_a_wrong_sum_in_clear_print_has_no_second_reading(form: Format, document: Document) -> None:
    printed = document.with_cells({cell("new", "total"): "25"})
    assert told(read_from_paper(form, printed), []) == []


def test_an_empty_place_in_a_row_of_zeros_is_doubtful(form: Format, document: Document) -> None:
    gap = replace(
        document, cells={each: text for each, text in document.cells.items() if each != cell("new", "research")}
    )
    reading = read_from_paper(form, gap)
    assert blanks(reading) == [cell("new", "research")]
    assert [entry.cells for entry in told(reading, [])] == [(cell("new", "research"),)]


def test_a_row_that_leaves_out_every_zero_has_no_doubt(form: Format, document: Document) -> None:
    bare = replace(document, cells={each: text for each, text in document.cells.items() if text != "0"})
    assert blanks(read_from_paper(form, bare)) == []


def test_a_doubtful_digit_of_the_text_is_told_with_its_paragraph(form: Format, document: Document) -> None:
    seen = Look(Place(2, box=(10, 205, 100, 215)), "本年共收到申请20件。", "字迹不清")
    (entry,) = told(read_from_paper(form, document), [seen])
    assert entry.spots == (Spot(0),)
    assert entry.text.startswith("第2页“本年共收到申请20件。”一段中")


def test_what_other_readers_doubt_stays_and_is_told_once(form: Format, document: Document) -> None:
    own = Entry("doubtful", "别的疑点。", (cell("new", "total"),))
    same = Entry("doubtful", "同一格。", (cell("new", "enterprise"),))
    found = told(read_from_paper(form, document, own, same), [look(1, "3")])
    assert [entry.cells for entry in found] == [(cell("new", "enterprise"),), (cell("new", "total"),)]


def test_a_row_without_a_number_is_told_where_the_table_prints_its_zeros(form: Format, document: Document) -> None:
    rows = {form.cells[each].row for each in form.cells if each.startswith("requests.")}
    account = looked_again(read_from_paper(form, document), []).account
    assert {form.cells[entry.cells[0]].row for entry in account} == rows - {"new"}
    assert account[0].text == "表三上年结转：纸面上未读到这一行的数，核对。"
    assert account[0].cells == tuple(cell("carried_in", each) for each in ROW)
    blank_zeros = replace(document, cells={each: text for each, text in document.cells.items() if text != "0"})
    assert looked_again(read_from_paper(form, blank_zeros), []).account == ()
    assert not told(read_from_paper(form, replace(document, forms={"requests": "2019"})), [])


def test_beside_a_doubtful_number_those_are_doubtful_that_are_in_no_sum(form: Format, document: Document) -> None:
    row = [f"proactive.normative_documents.{each}" for each in ("issued", "repealed", "in_force")]
    moved = document.with_cells(dict(zip(row, ("26", "66", "2025.1.20"), strict=True)))
    own = Entry("doubtful", "不是数字，核对后改。", (row[2],))
    found = told(read_from_paper(form, moved, own), [look(1, "3")])
    assert [entry.cells[0] for entry in found] == [cell("new", "enterprise"), row[0], row[1], row[2]]
    assert found[1].text == "表二行政规范性文件·本年制发：同一行有数存疑，此数可能错位，核对。"
