from dataclasses import replace

import pypdfium2
import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.part import Part
from govreport_gui.core.proofreading import reading_aloud
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import RULES, check
from govreport_gui.files.output import papers
from govreport_gui.files.sources.imported import Imported


def printed(title: str, parts: tuple[Part, ...]) -> tuple[int, str]:
    paper = papers.as_pdf(title, parts)
    assert not paper.missing
    document = pypdfium2.PdfDocument(paper.content)
    return len(document), "".join(page.get_textpage().get_text_range() for page in document)


def test_the_inspection_is_a_table_on_a_page(sample: Imported) -> None:
    checked = check(sample.form, sample.document)
    parts = papers.inspection(case_of(sample.form, sample.document), checked)
    pages, text = printed("报送前自查", parts)
    assert pages == 1
    plain = "".join(text.split())
    for words in (
        "项中",
        "项目",
        "结果",
        "依据",
        "总体情况五个方面齐全，不超过一千字",
        "✓",
        "未列入的6项",
        "没有载入上年年报：",
    ):
        assert words in plain


def rows(form: Format, document: Document) -> list[list[str]]:
    """The lines of the table."""
    _, part = papers.inspection(case_of(form, document), check(form, document))
    assert part.table is not None
    lines: dict[int, list[str]] = {}
    for box in part.table.boxes:
        lines.setdefault(box.line, []).append(box.text)
    return list(lines.values())


def test_what_is_to_be_put_right_comes_first_in_its_own_words(form: Format, zeros: Document) -> None:
    document = zeros.with_cells({cell: "1" for cell in form.sums if cell.endswith(".total")})
    checked = check(form, document)
    head, first, *_ = rows(form, document)
    assert head == ["项目", "结果", "依据"]
    assert first[0] == "表内数据勾稽一致"
    assert first[1].startswith(f"建议改：{checked.findings[0].message}")
    assert "另有" in first[1]
    assert papers.inspection(case_of(form, document), checked)[0].paragraphs[0].startswith("11项中，1项建议改。")


def test_what_does_not_come_into_question_is_told_in_one_line(form: Format, zeros: Document) -> None:
    *lines, (count, why) = rows(form, replace(zeros, kind="department"))
    assert "没有载入上年年报：与上年年报衔接、与上年相比变化合理、问题和改进具体，不照抄上年" in why
    assert "政府部门不涉及：政府的年报写了考核、评议和追责" in why
    names = [name for name, *_ in lines[1:]]
    assert count == f"未列入的{18 - len(names)}项"
    assert not any(name in why for name in names)


def test_the_proofreading_record_says_how_every_number_stands(form: Format, zeros: Document) -> None:
    first, second, total = "proactive.regulations.issued", "disputes.reconsideration.other", "requests.new.total"
    everything = dict.fromkeys(form.cells, "0") | {first: "5"}
    heard = {cell: text for cell, text in everything.items() if form.cells[cell].row != "partial" and cell != total}
    document = reading_aloud.marked_wrong(replace(zeros, read_aloud=heard), total).with_cells({second: ""})
    parts = papers.proofreading(form, document)
    pages, text = printed("校对记录", parts)
    plain = "".join(text.split())
    for words in (
        "测试市财政局2025年政府信息公开工作年度报告，三张表校对结果：已校对190/200格，有误1格，改动后未再校对2格。",
        "表三本年新收·总计：0（有误）。",
        "表二规章·本年制发：0（改动后未再校对，校对时为5）。",
        "表四行政复议·其他结果：空（改动后未再校对，校对时为0）。",
        "数后面的记号：✓已校对，×有误，▲改动后未再校对，无记号的未校对。",
        "规章0▲0✓0✓",
        "（一）予以公开0✓0✓0✓0✓0✓0✓0✓",
        "不计其他情形）0000000",
        "表四已校对14/15格，改动后未再校对1格",
        "读数人：",
        "校对人：",
        "日期：",
    ):
        assert words in plain, words
    assert pages <= 4, "a page for each table, one for what is to be read again"
    assert papers.as_pdf("校对记录", parts).content == papers.as_pdf("校对记录", parts).content


@pytest.mark.parametrize("which", ["form", "old_form"])
def test_the_rulebook_has_every_rule_with_level_and_source(which: str, request) -> None:
    form = request.getfixturevalue(which)
    _, text = printed("规则说明书", papers.rulebook(form))
    for rule in (*RULES, *form.rules):
        assert f"{rule.id}（" in text, rule.id
    assert text.count("依据：") == len(RULES) + len(form.rules)
