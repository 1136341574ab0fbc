from pathlib import Path

import pypdfium2
import pytest

from govreport_gui.core.checks import RULES, check
from govreport_gui.core.document import Document
from govreport_gui.core.formats import Format
from govreport_gui.files import papers
from govreport_gui.files.report_in import Imported


def written(path: Path) -> tuple[int, str]:
    document = pypdfium2.PdfDocument(path)
    return len(document), "".join(page.get_textpage().get_text_range() for page in document)


def test_the_inspection_fits_a_page(sample: Imported, tmp_path: Path) -> None:
    checked = check(sample.form, sample.document)
    assert papers.write(tmp_path / "甲.pdf", "上级会怎么看", papers.inspection(checked)) == ()
    pages, text = written(tmp_path / "甲.pdf")
    assert pages == 1
    for words in ("18项中", "总体情况五个方面齐全，不超过一千字", "没有问题", "没有核对", "没有载入上年年报"):
        assert words in text.replace("\r\n", "")


def test_what_is_to_be_put_right_comes_first_in_its_own_words(form: Format, zeros: Document) -> None:
    checked = check(form, zeros.with_cells({cell: "1" for cell in form.sums if cell.endswith(".total")}))
    first, second, *_ = papers.inspection(checked)
    assert "建议改" in first.paragraphs[0]
    assert second.heading == "1．表内数据勾稽一致　建议改"
    assert second.paragraphs[0] == checked.findings[0].message
    assert second.paragraphs[-1].startswith("另有")


@pytest.mark.parametrize("which", ["form", "old_form"])
def test_the_rulebook_has_every_rule_with_level_and_source(which: str, request, tmp_path: Path) -> None:
    form = request.getfixturevalue(which)
    papers.write(tmp_path / "乙.pdf", "规则说明书", papers.rulebook(form))
    text = written(tmp_path / "乙.pdf")[1]
    for rule in (*RULES, *form.rules):
        assert f"{rule.id}（" in text, rule.id
    assert text.count("依据：") == len(RULES) + len(form.rules)
