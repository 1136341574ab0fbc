import json
from dataclasses import replace

import pytest

from govreport_gui.core.drafting.bound_numbers import bindable, followed
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.binding import Binding, as_json, bind, follow, from_json, moved, release, written_like
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.values import Number

TEXT = "全年收到政府信息公开申请9件，办结9件。"
NEW = Binding("overview", 12, "9", ("requests.new.total",))
CLOSED = Binding("overview", 17, "9", ("requests.results_total.total",))


def sections(text: str) -> dict[str, str]:
    return {"overview": text}


@pytest.fixture
def nine(zeros: Document) -> Document:
    rows = ("new", "granted", "results_total")
    cells = {f"requests.{row}.{column}": "9" for row in rows for column in ("natural_person", "total")}
    return zeros.with_cells(cells).with_section("overview", TEXT)


def test_a_number_that_agrees_with_its_cell_is_offered(form: Format, nine: Document) -> None:
    first, second = bindable(case_of(form, nine))
    assert (first.binding, first.number, first.name) == (NEW, 9, "表三本年新收")
    assert (second.binding, second.name) == (CLOSED, "表三（七）总计")
    assert TEXT[first.binding.start : first.binding.end] == "9"


def test_what_is_bound_or_wrong_or_blank_or_in_numerals_is_not_offered(form: Format, nine: Document) -> None:
    assert [each.binding for each in bindable(case_of(form, replace(nine, bindings=(NEW,))))] == [CLOSED]
    for change in (
        nine.with_section("overview", "收到政府信息公开申请8件。"),
        nine.with_section("overview", "收到政府信息公开申请九件。"),
        nine.with_section("overview", "未收到政府信息公开申请，公开政府信息9条。"),
        nine.with_cells({"requests.new.total": "", "requests.new.other": ""}).with_section("overview", "收到申请9件。"),
    ):
        assert bindable(case_of(form, change)) == ()


def test_the_number_follows_its_cells(form: Format, nine: Document) -> None:
    cells = {f"requests.{row}.{c}": "120" for row in ("new", "results_total") for c in ("natural_person", "total")}
    bound = replace(nine, bindings=(NEW, CLOSED))
    after = followed(bound, case_of(form, bound.with_cells(cells)))
    assert after.sections["overview"] == "全年收到政府信息公开申请120件，办结120件。"
    assert [(each.start, each.written) for each in after.bindings] == [(12, "120"), (19, "120")]
    back = followed(after, case_of(form, after.with_cells({"requests.new.total": "9"})))
    assert back.sections["overview"] == "全年收到政府信息公开申请9件，办结120件。"
    assert [each.start for each in back.bindings] == [12, 17]


def test_it_stays_while_its_cells_are_blank_or_no_numbers(form: Format, nine: Document) -> None:
    for text in ("", "/"):
        cells = {"requests.new.total": text, "requests.new.natural_person": ""}
        bound = replace(nine, bindings=(NEW,))
        after = followed(bound, case_of(form, bound.with_cells(cells)))
        assert after.sections["overview"] == TEXT
        assert after.bindings == (NEW,)


def test_without_bindings_nothing_is_done(form: Format, nine: Document) -> None:
    assert followed(nine, case_of(form, nine)) is nine


def test_several_cells_make_one_number(form: Format, nine: Document) -> None:
    text = "因无法提供相关信息答复2件。"
    before = nine.with_section("overview", text)
    binding = Binding("overview", text.index("2"), "2", ("requests.unavailable_*.total",))
    cells = {"requests.unavailable_not_held.total": "3", "requests.unavailable_still_unclear.total": "1"}
    before = replace(before, bindings=(binding,))
    after = followed(before, case_of(form, before.with_cells(cells)))
    assert after.sections["overview"] == "因无法提供相关信息答复4件。"


EDITS = [
    ("2025年，" + TEXT, [18, 23]),
    (TEXT.replace("全年", "本年度我局共"), [16, 21]),
    (TEXT + "做得很好。", [12, 17]),
    (TEXT.replace("申请9件", "申请共9件"), [13, 18]),
    (TEXT.replace("9件，办结9件", "9件，全部办结9件"), [12, 19]),
    ("今年，" + TEXT.replace("，办结", "，均已依法办结") + "没有结转。", [15, 24]),
]


@pytest.mark.parametrize(("text", "starts"), EDITS)
def test_the_words_around_may_be_edited(text: str, starts: list[int]) -> None:
    kept = moved((NEW, CLOSED), sections(TEXT), sections(text))
    assert [each.start for each in kept] == starts
    assert [text[each.start : each.end] for each in kept] == ["9"] * len(starts)


@pytest.mark.parametrize(
    "text",
    [
        "全年收到政府信息公开申请8件，办结9件。",
        "全年收到政府信息公开申请19件，办结9件。",
        "全年收到政府信息公开申请9.5件，办结9件。",
        "全年收到政府信息公开申请若干件，办结9件。",
        "办结9件。",
    ],
)
def test_a_number_typed_over_or_deleted_is_released(text: str) -> None:
    kept = moved((NEW, CLOSED), sections(TEXT), sections(text))
    assert [each.cells for each in kept] == [("requests.results_total.total",)]


def test_a_text_written_anew_releases_all() -> None:
    assert moved((NEW, CLOSED), sections(TEXT), sections("培训9次，会议9次，公众号9个。")) == ()
    assert moved((NEW, CLOSED), sections(TEXT), {}) == ()


def test_the_number_may_move_with_its_sentence() -> None:
    before = "主动公开信息395条。\n收到申请9件，依法办理。\n举办培训9次。"
    after = "举办培训9次。\n主动公开政府信息395条。\n本年收到申请9件，依法及时办理。"
    binding = Binding("overview", before.index("9件"), "9", ("requests.new.total",))
    (kept,) = moved((binding,), sections(before), sections(after))
    assert kept.start == after.index("9件")


def test_binding_and_releasing() -> None:
    both = bind((CLOSED,), NEW)
    assert both == (NEW, CLOSED)
    assert bind(both, Binding("overview", 12, "9", ("requests.granted.total",)))[0].cells == ("requests.granted.total",)
    assert release(both, "overview", 12) == (CLOSED,)
    assert release(both, "problems", 12) == both


@pytest.mark.parametrize(
    ("number", "example", "expected"),
    [
        (12, "9", "12"),
        (1234, "1,000", "1,234"),
        (12, "９", "１２"),
        (1709608, "1,234", "1,709,608"),
        (9, "1,234", "9"),
        (1234, "999", "1234"),
        (1234, "1,234", "1,234"),
    ],
)
def test_the_manner_of_writing_stays(number: Number, example: str, expected: str) -> None:
    assert written_like(number, example) == expected


def test_bindings_in_a_report_file() -> None:
    content = json.loads(json.dumps(as_json((NEW, CLOSED))))
    assert content[0] == {"section": "overview", "at": 12, "written": "9", "cells": ["requests.new.total"]}
    assert from_json(content, sections(TEXT)) == (NEW, CLOSED)
    # A text edited by another program: what is off its number is dropped.
    assert from_json(content, sections("全年收到申请9件。")) == ()


@pytest.mark.parametrize(
    "content",
    [
        None,
        {},
        [1],
        [{"section": "overview"}],
        [{"section": "overview", "at": "1", "written": "9", "cells": ["x"]}],
        [{"section": "overview", "at": 1, "written": "9", "cells": [1]}],
        [{"section": "overview", "at": 1, "written": "9", "cells": ["x"], "colour": "red"}],
    ],
)
def test_bad_bindings_are_refused(content: object) -> None:
    with pytest.raises(ValueError, match="bindings"):
        from_json(content, sections(TEXT))


def test_follow_leaves_other_parts_alone() -> None:
    texts = {"overview": TEXT, "problems": "问题9个。"}
    after, _ = follow((NEW,), texts, texts, lambda _: 10)
    assert after == {"overview": "全年收到政府信息公开申请10件，办结9件。", "problems": "问题9个。"}


def test_cells_that_the_form_does_not_have_change_nothing(form: Format, nine: Document) -> None:
    for cells in (("requests.gone.total",), ("nothing*",), ("a.b.c", "*")):
        bound = replace(nine, bindings=(Binding("overview", 12, "9", cells),))
        assert followed(bound, case_of(form, bound.with_cells({"requests.new.total": "8"}))).sections == nine.sections
