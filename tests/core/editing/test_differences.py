"""What is different between two states of a report."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from govreport_gui.core.editing.differences import differences, pieces, summary, taken_over
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.binding import Binding
from govreport_gui.core.report.document import Document, Note, Step


def edited(zeros: Document) -> Document:
    now = zeros.with_cells({"requests.new.natural_person": "9", "proactive.regulations.issued": ""})
    now = replace(now, unit="乙局", level="county", notes={"requests.new.total": Note("问张科", follow_up=True)})
    now = replace(now, office={"publish_on": "2026-01-20"}, paper_totals={"requests.new.total": "9"})
    return now.with_section("problems", "一段\n二段")


def test_every_place_is_named_in_the_order_of_the_form(form: Format, zeros: Document) -> None:
    found = [(change.place, change.before, change.after) for change in differences(form, zeros, edited(zeros))]
    assert found == [
        ("单位名称", "测试市财政局", "乙局"),
        ("单位级别", "", "县"),
        ("计划公布日期", "", "2026-01-20"),
        ("表二规章·本年制发", "0", ""),
        ("表三本年新收·自然人", "0", "9"),
        ("表三本年新收·总计，台账合计", "", "9"),
        ("表三本年新收·总计，备注", "", "待复核：问张科"),
        ("五、问题及改进", zeros.sections["problems"], "一段\n二段"),
    ]
    assert differences(form, zeros, zeros) == ()


def test_how_much_is_different_is_said_by_part(form: Format, zeros: Document) -> None:
    now = zeros.with_cells(
        {"requests.new.natural_person": "9", "requests.new.total": "9", "disputes.litigation_direct.other": "1"}
    )
    changes = differences(form, zeros, now.with_section("problems", "改"))
    assert summary(form, changes) == summary(form, changes, most=3) == "表三 2 格，表四 1 格，五、问题及改进"
    assert summary(form, changes, most=2) == "表三 2 格，表四 1 格等"
    assert summary(form, ()) == ""


def test_what_is_beside_the_cells_is_counted_too(form: Format, zeros: Document) -> None:
    some = list(form.cells)[:12]
    now = replace(
        zeros.with_section("problems", "改"),
        notes={cell: Note("问") for cell in some[:2]},
        paper_totals={"requests.new.total": "9"},
        read_aloud=dict.fromkeys(some[:10], "0"),
    )
    before = replace(zeros, read_aloud=dict.fromkeys(some[8:], "0"))
    assert summary(form, differences(form, before, now)) == "五、问题及改进，备注 2 格，台账合计 1 格，校对 10 格"


def test_a_bound_number_that_moved_with_the_table_is_no_difference(form: Format, zeros: Document) -> None:
    bound = Binding("problems", 3, "9", ("requests.new.total",))
    before = replace(zeros, bindings=(bound, Binding("problems", 8, "1", ("requests.new.other",))))
    moved = (replace(bound, start=12, written="10"), replace(before.bindings[1], start=5))
    text = before.with_section("problems", "又写了些")
    assert [each.place for each in differences(form, before, replace(text, bindings=moved[::-1]))] == ["五、问题及改进"]
    others = (before.bindings[:1], (replace(bound, cells=("requests.new.other",)), before.bindings[1]), moved)
    for now in others:  # where the text is the same, another place is another number
        (change,) = differences(form, before, replace(before, bindings=now))
        assert change.place == "跟随表格的数字"


def test_all_places_taken_over_make_the_other_report(form: Format, zeros: Document) -> None:
    now = edited(zeros)
    changes = differences(form, zeros, now)
    assert taken_over(now, zeros, changes) == zeros
    assert taken_over(zeros, now, changes) == now


def test_a_single_place_is_taken_over_alone(form: Format, zeros: Document) -> None:
    now = edited(zeros)
    (change,) = [each for each in differences(form, zeros, now) if each.key == "proactive.regulations.issued"]
    back = taken_over(now, zeros, [change])
    assert back.cells["proactive.regulations.issued"] == "0"
    assert back.cells["requests.new.natural_person"] == "9"


def test_the_state_of_a_report_is_shown_and_not_taken_over(form: Format, zeros: Document) -> None:
    sent = replace(zeros, state="in_review", steps=(Step("in_review", "2026-01-15T10:32"),))
    changes = differences(form, zeros, sent)
    assert [(change.place, change.before, change.after, change.movable) for change in changes] == [
        ("报告状态", "草稿", "送审", False),
        ("办理过程", "", "", False),
    ]


TEXTS = st.text(alphabet="甲乙丙丁，。\n", max_size=60)


@given(TEXTS, TEXTS)
def test_the_pieces_of_two_texts_make_both(before: str, after: str) -> None:
    laid = pieces(before, after)
    assert "".join(text for kind, text in laid if kind != "new") == before
    assert "".join(text for kind, text in laid if kind != "gone") == after


def test_a_changed_number_stands_out_in_its_sentence() -> None:
    laid = pieces("第一段。\n全年收到申请9件，全部办结。", "第一段。\n全年收到申请12件，全部办结。")
    assert [piece for piece in laid if piece[0] != "same"] == [("gone", "9"), ("new", "12")]
