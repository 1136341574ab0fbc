"""The report as plain parts."""

from dataclasses import replace

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.part import filled
from govreport_gui.core.report.document import Document, Explanation, LastYear, Note, Step
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.files.sources.imported import Imported


def test_the_sample_in_the_order_of_the_form(sample: Imported) -> None:
    content = content_of(sample.form, sample.document)
    assert (content.form, content.unit, content.year) == ("2021", "彭水苗族土家族自治县人民政府机关", 2021)
    assert content.title == "彭水苗族土家族自治县人民政府机关2021年政府信息公开工作年度报告"
    assert [(part.section, part.heading, part.caption) for part in content.parts] == [
        ("preface", "", ""),
        ("overview", "一、总体情况", ""),
        ("proactive_text", "二、主动公开政府信息情况", "表二 主动公开"),
        ("requests_text", "三、收到和处理政府信息公开申请情况", "表三 依申请公开"),
        ("disputes_text", "四、政府信息公开行政复议、行政诉讼情况", "表四 复议诉讼"),
        ("problems", "五、存在的主要问题及改进情况", ""),
        ("other_matters", "六、其他需要报告的事项", ""),
    ]
    for part in content.parts:
        assert "\n".join(part.paragraphs) == sample.document.sections.get(part.section, "")
    assert "\n".join(content.closing) == sample.document.sections.get("closing", "")


@pytest.mark.parametrize("which", ["form", "old_form"])
def test_every_box_of_a_table_says_what_is_printed_in_it_and_which_cell_it_is(which: str, request) -> None:
    form = request.getfixturevalue(which)
    cells = {cell: str(number) for number, cell in enumerate(form.inputs, 1)}
    document = Document(form.id, cells=cells)
    tables = [part.table for part in content_of(form, document).parts if part.table]
    assert [table.id for table in tables] == ["proactive", "requests", "disputes"]
    assert {box.cell: box.text for table in tables for box in table.boxes if box.cell} == shown_texts(form, document)
    for table in tables:
        official = form.table(table.id)
        assert filled(table, {}) == official
        assert [replace(box, text="") for box in table.boxes] == [replace(box, text="") for box in official.boxes]


def test_boxes_stand_line_by_line_from_left_to_right(form: Format) -> None:
    for part in content_of(form, Document(form.id)).parts:
        places = [(box.line, box.position) for box in part.table.boxes] if part.table else []
        assert places == sorted(places)


def test_paragraphs_are_as_typed_without_blank_lines(form: Format) -> None:
    texts = {"overview": "　　甲。\r\n\n \u3000\n乙\x0b丙\u2028丁\r戊 ", "closing": "甲局\n\n2026年1月5日\n"}
    content = content_of(form, Document(form.id, unit=" 甲局 ", sections=texts))
    assert content.parts[1].paragraphs == ("　　甲。", "乙\x0b丙\u2028丁", "戊 ")
    assert content.closing == ("甲局", "2026年1月5日")
    assert (content.unit, content.title) == ("甲局", "甲局〔年度〕年政府信息公开工作年度报告")


def test_a_blank_cell_is_not_zero_and_a_text_stays_a_text(form: Format) -> None:
    cells = {"requests.new.other": "无", "requests.new.enterprise": "0"}
    (table,) = (part.table for part in content_of(form, Document(form.id, cells=cells)).parts if "依" in part.caption)
    texts = {cell: box.text for cell, box in table.number_boxes().items()}
    new = {cell.rpartition(".")[2]: text for cell, text in texts.items() if cell.startswith("requests.new.")}
    assert (new["other"], new["enterprise"], new["natural_person"]) == ("无", "0", "")


def test_nothing_but_the_report_is_in_it(form: Format, zeros: Document) -> None:
    other = "别处写的"
    cell = form.inputs[0]
    told = replace(
        zeros,
        level="county",
        kind="office",
        rulemaker=True,
        title=other,
        headings={"overview": other},
        forms={"requests": "2019"},
        office={"publish_on": other},
        explanations={"T3-01/new/": Explanation(other, other)},
        notes={cell: Note(other, follow_up=True)},
        paper_totals={cell: other},
        read_aloud={cell: other},
        state="submitted",
        steps=(Step("submitted", "2026-01-15T10:32", other),),
        last=LastYear(form, replace(zeros, unit=other)),
    )
    assert content_of(form, told) == content_of(form, zeros)
    assert other not in repr(content_of(form, told))
