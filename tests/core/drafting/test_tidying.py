"""整理格式: what it mends, and that no number and no word is ever changed."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_gui.core.drafting.tidying import tidy
from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format, Section
from govreport_gui.core.report import binding
from govreport_gui.core.report.binding import Binding
from govreport_gui.core.report.document import Document

OVERVIEW = Section("overview", "一、总体情况", "一、总体情况")


@pytest.mark.parametrize(
    ("text", "tidied", "changes"),
    [
        ("公开信息,共3件;其中", "公开信息，共3件；其中", {"半角标点": 2}),
        ("全部公开.\n已办结.", "全部公开。\n已办结。", {"半角标点": 2}),
        ("率为99.5%，共1,234件", "率为99.5%，共1,234件", {}),
        ("网址:http://www.a.gov.cn/x?y=1,2查阅", "网址：http://www.a.gov.cn/x?y=1,2查阅", {"半角标点": 1}),
        ("（以下简称《条例》)", "（以下简称《条例》)", {}),
        ("本局(以下简称我局)", "本局（以下简称我局）", {"半角括号、引号": 2}),
        ("共3件(2)", "共3件(2)", {}),
        ('推行"应公开尽公开"和"一站式"', "推行“应公开尽公开”和“一站式”", {"半角括号、引号": 4}),
        ('推行"应公开尽公开', '推行"应公开尽公开', {}),
        ("　　（一）主动公开\n  （二）依申请", "（一）主动公开\n（二）依申请", {"段首空格": 2}),
        ("2025 年 共 3 件 ，已 办结 ", "2025年共3件，已办结", {"多余空格": 7}),
        ("收到 1 234 件，12 34", "收到1 234件，12 34", {"多余空格": 2}),
        ("Windows 10 和 LED 屏", "Windows 10和 LED 屏", {"多余空格": 1}),
        ("\n\n一\n\n\n二\n", "一\n二", {"空行": 4}),
        ("政府\u200b信息\ufeff", "政府信息", {"看不见的字符": 2}),
        ("1\u200b2件", "1\u200b2件", {}),
        ("（一）、主动公开\n1、网站\n2、报纸", "（一）主动公开\n1.网站\n2.报纸", {"序号标点": 3}),
        ("国办函[2021]30号", "国办函〔2021〕30号", {"文号括号": 2}),
        ("一、总体情况\n2025年", "2025年", {"重复的标题": 1}),
        ("一、总体情况", "一、总体情况", {}),
        ("", "", {}),
    ],
)
def test_what_is_put_in_order(text: str, tidied: str, changes: dict[str, int]) -> None:
    found = tidy(OVERVIEW, text)
    assert found.text == tidied
    assert {name: number for name, number in found.changes if number} == changes


_SIGNS = '公开，。,.;:?!()（）[]〔〕"“” \u3000\u00a0\u200b\n一二1203年号件第%ab/、—'
_TEXTS = st.text(st.sampled_from(_SIGNS), max_size=60)


@given(_TEXTS)
def test_no_number_and_no_word_is_changed(text: str) -> None:
    found = tidy(replace(OVERVIEW, heading=""), text)
    numbers = re.compile(r"[0-9]+(?:[., \u00a0\u3000\u200b\n]+[0-9]+)*")
    assert [re.sub(r"\n+", "\n", each) for each in numbers.findall(found.text)] == [
        re.sub(r"[ \u3000\u00a0]*\n[ \u3000\u00a0\n]*", "\n", each) for each in numbers.findall(text)
    ]
    assert [letter for letter in found.text if letter.isalnum()] == [letter for letter in text if letter.isalnum()]


@given(_TEXTS)
def test_what_is_in_order_stays_as_it_is(text: str) -> None:
    once = tidy(OVERVIEW, text).text
    assert tidy(OVERVIEW, once).text == once


@given(_TEXTS)
def test_every_place_is_found_again(text: str) -> None:
    found = tidy(replace(OVERVIEW, heading=""), text)
    assert len(found.places) == len(text) + 1
    for at, letter in enumerate(text):
        if letter.isalnum():
            assert found.text[found.places[at]] == letter


def test_bound_numbers_stay_bound(form: Format, zeros: Document) -> None:
    text = " 共 0 件,又 0 件.\n\n 还有 0 件。"
    cells = ("requests.new.total",)
    document = zeros.with_section("overview", text)
    bindings = tuple(Binding("overview", found.start(), "0", cells) for found in re.finditer("0", text))
    editor = ReportEditor(form, replace(document, bindings=bindings))
    tidied = tidy(OVERVIEW, text)
    moved = tidied.moved(editor.document.bindings, "overview")
    editor.apply("整理格式", editor.document.with_section("overview", tidied.text), moved)
    assert editor.document.sections["overview"] == "共0件，又0件。\n还有0件。"
    assert len(editor.document.bindings) == 3
    assert binding.standing(editor.document.bindings, editor.document.sections) == editor.document.bindings
    editor.undo()
    assert editor.document.sections["overview"] == text
    assert len(editor.document.bindings) == 3
