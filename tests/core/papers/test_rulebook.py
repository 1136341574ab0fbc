import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.rulebook import Rulebook, as_text, rulebook
from govreport_gui.core.rules.check import RULES
from govreport_gui.files import resources


@pytest.fixture
def book(form: Format) -> Rulebook:
    return rulebook(form, RULES)


def entry(book: Rulebook, rule: str):
    return next(entry for chapter in book.chapters for entry in chapter.entries if entry.id == rule)


@pytest.mark.parametrize("form", resources.formats(), ids=lambda form: form.id)
def test_every_rule_stands_in_it_once_with_level_formula_and_source(form: Format) -> None:
    entries = [entry for chapter in rulebook(form, RULES).chapters for entry in chapter.entries]
    assert sorted(entry.id for entry in entries) == sorted(
        [*(rule.id for rule in form.rules), *(rule.id for rule in RULES)]
    )
    for each in entries:
        assert each.level in {"必须改正", "需要说明", "提醒"}
        assert each.formula.endswith("。")
        assert each.source
        assert "{" not in each.formula + each.sentence


def test_the_chapters(book: Rulebook) -> None:
    names = [chapter.name for chapter in book.chapters]
    assert names[:5] == ["表二", "表三", "表四", "跨表", "上年"]
    assert [entry.id for entry in book.chapters[4].entries][:3] == ["XY-01", "XY-02", "XY-04"]
    assert book.basis == "2021年格式（国办公开办函〔2021〕30号）"


@pytest.mark.parametrize(
    ("rule", "formula"),
    [
        ("T2-02", "表二“规章”、“行政规范性文件”：现行有效≥本年制发－本年废止。"),
        ("T3-01", "表三每一列：本年新收＋上年结转＝（七）总计＋结转下年度。"),
        (
            "T3-02",
            "表三每一列：（七）总计＝（一）予以公开＋（二）部分公开＋（三）各项＋（四）各项＋（五）各项＋（六）各项。",
        ),
        ("T3-03", "表三每一行：总计＝自然人＋商业企业＋科研机构＋社会公益组织＋法律服务机构＋其他。"),
        ("T4-03", "表四“复议后起诉”：总计＝结果维持＋结果纠正＋其他结果＋尚未审结。"),
        ("XY-01", "表三每一列：上年结转＝上年年报的结转下年度。"),
        ("XY-02", "表二“规章”、“行政规范性文件”：现行有效＝上年年报的现行有效＋本年制发－本年废止。"),
    ],
)
def test_relations_in_words(book: Rulebook, rule: str, formula: str) -> None:
    assert entry(book, rule).formula == formula


def test_the_sentence_with_its_numbers_left_open(book: Rulebook) -> None:
    assert entry(book, "T3-08").sentence.startswith("表三“〔列名〕”列结转下年度〔左边的数〕件，")
    assert entry(book, "T4-01").sentence.startswith("表四“行政复议”的总计为〔左边的数〕，")


def test_as_plain_text(book: Rulebook) -> None:
    lines = as_text(book).split("\n")
    assert lines[:2] == ["政府信息公开工作年度报告核对规则说明书", "适用：2021年格式（国办公开办函〔2021〕30号）"]
    at = lines.index("T3-07　需要说明")
    assert lines[at + 1] == "规则：结转下年度总计少于10件，或不超过本年新收＋上年结转的40%。"
    assert lines[at + 2].startswith("依据：《政府信息公开条例》第三十三条")
