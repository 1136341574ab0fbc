"""A cell beside last year's report, on the same form and over the change of forms."""

from collections.abc import Mapping

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.years.last_year import ABSENT, beside, last_texts, matching, with_last

NEW, TOTAL = "requests.new.natural_person", "requests.new.total"
OTHERWISE = "requests.otherwise.natural_person"
THREE = tuple(f"requests.otherwise_{row}.natural_person" for row in ("not_corrected", "fee_unpaid", "other"))


def words(form: Format, now: Mapping[str, str], last: Format, before: Mapping[str, str], cell: str = NEW) -> str:
    document = Document(form.id, cells=now, last=LastYear(last, Document(last.id, cells=before)))
    return beside(case_of(form, document), cell)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("15", "12", "上年 12，增加 3（25%）"),
        ("9", "12", "上年 12，减少 3（25%）"),
        ("12", "12", "上年 12，没有变化"),
        ("3", "0", "上年 0，增加 3"),
        ("0", "3", "上年 3，减少 3（100%）"),
        ("4", "3", "上年 3，增加 1（33.3%）"),
        ("1001", "10000000", "上年 10000000，减少 9998999（100%）"),
        ("10001", "10000", "上年 10000，增加 1"),
        ("2001", "2000", "上年 2000，增加 1（0.1%）"),
        ("401", "400", "上年 400，增加 1（0.3%）"),
        ("399", "400", "上年 400，减少 1（0.3%）"),
        ("10024", "10000", "上年 10000，增加 24（0.2%）"),
        ("", "12", "上年 12"),
        ("十二", "12", "上年 12"),
        ("12", "", "上年未填"),
        ("12", "/", "上年写的是“/”"),
        ("1,500", "1 200件", "上年 1200，增加 300（25%）"),
    ],
)
def test_the_value_and_the_change(form: Format, now: str, before: str, said: str) -> None:
    empty = Document(form.id)
    assert words(form, empty.with_cells({NEW: now}).cells, form, empty.with_cells({NEW: before}).cells) == said


def test_computed_totals_are_compared_too(form: Format) -> None:
    assert words(form, {NEW: "3"}, form, {NEW: "2"}, TOTAL) == "上年 2，增加 1（50%）"


def test_nothing_is_said_without_last_year(form: Format) -> None:
    assert not beside(case_of(form, Document(form.id)), NEW)


def test_last_year_may_go_up_from_below_nothing(form: Format, old_form: Format) -> None:
    cell = "proactive.licensing.change"
    assert words(old_form, {cell: "2"}, old_form, {cell: "-4"}, cell) == "上年 -4，增加 6"


def test_what_the_other_form_has_not_is_said(form: Format, old_form: Format) -> None:
    assert words(form, {}, old_form, {}, "proactive.regulations.issued") == ABSENT
    assert words(old_form, {}, form, {}, "proactive.procurement.items") == ABSENT
    assert (
        words(form, {}, old_form, {"proactive.licensing.decisions": "4"}, "proactive.licensing.decisions") == "上年 4"
    )


@pytest.mark.parametrize("cell", THREE)
def test_three_rows_that_were_one_are_compared_as_a_whole(form: Format, old_form: Format, cell: str) -> None:
    now = dict(zip(THREE, ("1", "2", "3"), strict=True))
    said = words(form, now, old_form, {OTHERWISE: "4"}, cell)
    assert said == "上年没有分列，“（六）其他处理”共 4；今年这 3 行共 6，增加 2（50%）"
    assert words(form, now | {THREE[0]: "/"}, old_form, {OTHERWISE: "4"}, cell).endswith("共 4")
    assert words(form, now, old_form, {}, cell) == "上年没有分列，“（六）其他处理”未填"


def test_one_row_that_was_three_is_compared_with_their_sum(form: Format, old_form: Format) -> None:
    before = dict(zip(THREE, ("1", "2", "3"), strict=True))
    assert words(old_form, {OTHERWISE: "9"}, form, before, OTHERWISE) == "上年 6（3 行合计），增加 3（50%）"
    assert matching(old_form, form, OTHERWISE) == ((OTHERWISE,), THREE)


def test_the_texts_for_the_grid_leave_out_what_is_not_compared_cell_by_cell(form: Format, old_form: Format) -> None:
    before = {OTHERWISE: "4", NEW: "２", "requests.carried_in.other": "/"}
    texts = last_texts(form, LastYear(old_form, Document(old_form.id, cells=before)))
    assert texts[NEW] == "２"
    assert texts["requests.carried_in.other"] == "/"
    assert texts[TOTAL] == "2"
    assert not texts.keys() & set(THREE)
    back = last_texts(old_form, LastYear(form, Document(form.id, cells=dict.fromkeys(THREE, "2"))))
    assert back[OTHERWISE] == "6"


def test_a_report_brings_no_last_year_of_its_own(form: Format, zeros: Document) -> None:
    older = with_last(zeros, LastYear(form, zeros))
    document = with_last(zeros, LastYear(form, older))
    assert document.last is not None
    assert document.last.document.last is None
