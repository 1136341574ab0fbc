"""What helps whoever types into the workbook."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.purpose import PUBLIC
from govreport_gui.core.report.document import Document
from govreport_gui.files.excel import check_sheet, workbook
from govreport_gui.files.excel.check_sheet import Place


@pytest.fixture
def book(form: Format, zeros: Document) -> Workbook:
    document = zeros.with_cells({"requests.new.total": ""})
    return load_workbook(io.BytesIO(workbook.write(form, document)))


@pytest.fixture
def places(form: Format, zeros: Document) -> dict[str, Place]:
    return dict(workbook.places_of(content_of(form, zeros)))


def test_every_cell_has_its_id_for_a_name(form: Format, book: Workbook, places: dict[str, Place]) -> None:
    assert set(book.defined_names) == set(form.cells)
    for cell, place in places.items():
        ((sheet, at),) = book.defined_names[cell].destinations
        assert book[sheet][at].coordinate == book[place.sheet].cell(place.row, place.column).coordinate


def test_only_numbers_may_be_typed_where_numbers_belong(form: Format, book: Workbook, places) -> None:
    for cell, place in places.items():
        at = book[place.sheet].cell(place.row, place.column)
        rules = [rule for rule in book[place.sheet].data_validations.dataValidation if at.coordinate in rule.cells]
        if cell == "requests.new.total":  # the workbook adds it up
            assert (rules, at.protection.locked, at.font.i) == ([], True, True)
            continue
        (rule,) = rules
        assert rule.type == ("decimal" if form.cells[cell].kind == "decimal" else "whole")
        assert "没有发生的填0" in rule.error
        assert (at.protection.locked, at.font.i) == (False, False)


def test_labels_are_locked_without_a_password_and_stay_in_sight(book: Workbook) -> None:
    for name, freeze in (("表二 主动公开", "B1"), ("表三 依申请公开", "D5"), ("表四 复议诉讼", "A5")):
        sheet = book[name]
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert sheet["A2"].protection.locked
        assert sheet.freeze_panes == freeze


def test_the_checks_are_kept_from_being_typed_over_and_the_text_is_not(book: Workbook) -> None:
    checks = book[check_sheet.NAME].protection
    assert checks.sheet
    assert checks.password is None
    assert not book[workbook.TEXT_SHEET].protection.sheet


def test_a_row_of_the_checks_leads_to_its_first_cell(form: Format, book: Workbook, places: dict[str, Place]) -> None:
    sheet = book[check_sheet.NAME]
    judged = [bound for bound in form.bound if not bound.compares_years]
    for row, bound in enumerate(judged, check_sheet.HEADER_ROW + 1):
        place = places[bound.relation.cells[0]]
        there = book[place.sheet].cell(place.row, place.column).coordinate
        assert sheet[f"C{row}"].hyperlink.location == f"'{place.sheet}'!{there}"


def test_a_workbook_to_be_published_is_guarded_too(form: Format, zeros: Document) -> None:
    book = load_workbook(io.BytesIO(workbook.write(form, zeros, PUBLIC)))
    assert set(book.defined_names) == set(form.cells)
    assert check_sheet.NAME not in book.sheetnames
