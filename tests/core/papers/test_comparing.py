"""Two states of a report beside each other: just what differs, and nothing where the fingerprint is the same."""

from dataclasses import replace

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers import page_check, since_sent
from govreport_gui.core.papers.comparing import Changed, differences
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.fingerprint import fingerprint
from govreport_gui.core.report import states
from govreport_gui.core.report.document import Document, Note, Step

CELL = "requests.new.natural_person"
SENT = Step("in_review", "2026-01-12T10:40")
BACK = Step("returned", "2026-01-13T09:00", "领导退回")


def found(form: Format, before: Document, after: Document) -> tuple[Changed, ...]:
    return differences((form, content_of(form, before)), (form, content_of(form, after)))


def sent(form: Format, document: Document, step: Step = SENT) -> Document:
    return states.moved(form, states.moved(form, document, step), BACK)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: replace(document, unit="乙局"),
        lambda document: replace(document, year=2024),
        lambda document: document.with_cells({CELL: "7"}),
        lambda document: document.with_cells({CELL: ""}),
        lambda document: document.with_section("problems", "别的。"),
        lambda document: document.with_section("closing", "乙局"),
        lambda document: document.with_section("requests_text", "表后一段。"),
    ],
)
def test_one_change_is_one_difference_and_another_fingerprint(form: Format, zeros: Document, change) -> None:
    after = change(zeros)
    assert len(found(form, zeros, after)) == 1
    assert fingerprint(content_of(form, zeros)) != fingerprint(content_of(form, after))


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.with_cells({CELL: "０"}),
        lambda document: document.with_cells({CELL: "0件"}),
        lambda document: document.with_section("problems", f"\n　　{document.sections['problems']}\n"),
        lambda document: replace(document, notes={CELL: Note("问科室")}, state="checked"),
    ],
)
def test_what_paper_does_not_show_is_no_difference(form: Format, zeros: Document, change) -> None:
    after = change(zeros)
    assert found(form, zeros, after) == ()
    assert fingerprint(content_of(form, zeros)) == fingerprint(content_of(form, after))


def test_paragraphs_are_told_one_by_one(form: Format, zeros: Document) -> None:
    before = zeros.with_section("problems", "甲。\n乙。\n丙。\n丁。")
    after = zeros.with_section("problems", "甲。\n新的。\n乙。\n丙改。")
    assert [(each.place, each.before, each.after) for each in found(form, before, after)] == [
        ("五、问题及改进第2段", "", "新的。"),
        ("五、问题及改进第4段", "丙。", "丙改。"),
        ("五、问题及改进原第4段", "丁。", ""),
    ]


def test_reports_on_two_forms_are_compared_by_cell(form: Format, old_form: Format, zeros: Document) -> None:
    old = Document(
        old_form.id, zeros.unit, zeros.year, sections=zeros.sections, cells=dict.fromkeys(old_form.cells, "0")
    )
    places = [
        each.place for each in differences((old_form, content_of(old_form, old)), (form, content_of(form, zeros)))
    ]
    assert places[0] == "表格格式"
    assert len(places) == 1 + len(form.cells.keys() ^ old_form.cells.keys())


def test_a_report_that_was_never_sent_has_nothing_to_be_compared_with(form: Format, zeros: Document) -> None:
    assert since_sent.since_sent(form, zeros) is None
    assert since_sent.parts(form, zeros) == ()
    checked = states.moved(form, zeros, Step("checked", "2026-01-10T09:00"))
    assert since_sent.since_sent(form, checked) is None


def test_one_changed_cell_after_it_was_sent_is_one_row_to_be_signed(form: Format, zeros: Document) -> None:
    now = sent(form, zeros).with_cells({CELL: "7"})
    since = since_sent.since_sent(form, now)
    assert [(each.place, each.before, each.after) for each in since.changed] == [(form.cells[CELL].place, "0", "7")]
    assert since.totals == ()
    assert (since.at, since.before) == ("2026年1月12日 10:40", fingerprint(content_of(form, zeros)))
    part = since_sent.paper(since)
    assert part.paragraphs[0].endswith("共1处不同，逐处签字。")
    assert [box.text for box in part.table.boxes] == [
        *("位置", "送审稿", "现在", "签字"),
        *(form.cells[CELL].place, "0", "7", ""),
    ]


def test_totals_that_follow_are_told_apart(form: Format, zeros: Document) -> None:
    blank = zeros.with_cells(dict.fromkeys(form.sums, ""))
    since = since_sent.since_sent(form, sent(form, blank).with_cells({CELL: "7"}))
    assert [each.cell for each in since.changed] == [CELL]
    assert "requests.new.total" in {each.cell for each in since.totals}
    assert f"{form.cells['requests.new.total'].place}由0变为7" in since_sent.paper(since).paragraphs[1]


def test_a_report_that_is_sent_again_is_compared_with_the_time_before(form: Format, zeros: Document) -> None:
    second = sent(form, zeros).with_cells({CELL: "7"})
    again = states.moved(form, second, Step("in_review", "2026-01-14T09:00"))
    assert since_sent.since_sent(form, again).at == "2026年1月12日 10:40"
    third = states.moved(form, again, BACK).with_cells({CELL: "8"})
    since = since_sent.since_sent(form, third)
    assert (since.at, since.changed[0].before) == ("2026年1月14日 9:00", "7")


def test_what_was_sent_twice_alike_is_kept_once_and_no_more_than_two(form: Format, zeros: Document) -> None:
    document = zeros
    for day, number in ((10, "1"), (11, "2"), (12, "2"), (13, "3")):
        document = sent(form, document.with_cells({CELL: number}), Step("in_review", f"2026-01-{day}T09:00"))
    assert [(each.at[8:10], each.document.cells[CELL]) for each in document.sent] == [("12", "2"), ("13", "3")]
    assert {each.document.state for each in document.sent} == {"draft"}


def test_a_report_that_is_as_it_was_sent_is_the_same(form: Format, zeros: Document) -> None:
    since = since_sent.since_sent(form, sent(form, zeros))
    assert since.same
    assert since.before == since.now
    assert since_sent.paper(since).paragraphs[0].endswith("内容相同。")


def test_of_a_long_paragraph_what_has_changed_is_shown_with_its_surroundings(form: Format, zeros: Document) -> None:
    long = "这是很长的一段文字，" * 40
    (change,) = found(
        form,
        zeros.with_section("problems", f"{long}收到64件。{long}"),
        zeros.with_section("problems", f"{long}收到46件。{long}"),
    )
    since = since_sent.Since("", "", "", (change,))
    _, one, other, _ = [box.text for box in since_sent.paper(since).table.boxes][4:]
    assert (one, other) == (
        "…这是很长的一段文字，收到64件。这是很长的一段文字，…",
        "…这是很长的一段文字，收到46件。这是很长的一段文字，…",
    )
    whole = since_sent.Since("", "", "", (Changed("五", "", "字" * 1000),))
    assert [box.text for box in since_sent.paper(whole).table.boxes][5:7] == ["（无）", f"{'字' * 300}…（另有700字）"]


def test_the_paper_on_a_web_page_names_it_and_what_was_compared(form: Format, zeros: Document) -> None:
    content = content_of(form, zeros)
    (same,) = page_check.parts("年报.html", (form, content), (form, content), ())
    assert same.paragraphs == (
        "“年报.html”与测试市财政局2025年政府信息公开工作年度报告相比，已逐格、逐段比较200个数和12段文字，均一致。",
    )
    other = content_of(form, zeros.with_cells({CELL: "7"}))
    first, doubts = page_check.parts("年报.html", (form, content), (form, other), ("一处存疑。",))
    assert first.paragraphs[0].endswith("共1处不同。")
    assert [box.text for box in first.table.boxes][3:] == [form.cells[CELL].place, "0", "7"]
    assert doubts.paragraphs == ("一处存疑。",)


def test_lines_of_the_website_around_the_report_are_told_apart(form: Format, zeros: Document) -> None:
    page = zeros.with_section("preface", "首页 > 年报").with_section("closing", "扫一扫在手机打开")
    first, around = page_check.parts("a", (form, content_of(form, zeros)), (form, content_of(form, page)), ())
    assert first.paragraphs[0].endswith("均一致。")
    assert around.paragraphs == ("编制说明第1段：首页 > 年报", "落款第1段：扫一扫在手机打开")
