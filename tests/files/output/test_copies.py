"""What a report is put out for, and that nothing but the report is in a file to be published."""

import io
import re
import zlib
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pypdfium2
import pytest
from openpyxl import load_workbook

from govreport_gui.core.findings import explanations
from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers import purpose
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.fingerprint import fingerprint
from govreport_gui.core.papers.purpose import Purpose
from govreport_gui.core.report.document import Document, Explanation, LastYear, Note, Sent, Step
from govreport_gui.core.rules.check import check
from govreport_gui.files.output import copies as copies_of
from govreport_gui.files.output import export, reading_back
from govreport_gui.files.output.copies import carried, copy_of
from govreport_gui.files.output.export import Order
from govreport_gui.files.pdf import writer
from govreport_gui.files.sources.imported import Imported

PLANTED = "机密"
WHY = f"{PLANTED}：总体情况确需写全，经领导同意。"


@pytest.fixture(scope="module")
def told(sample: Imported) -> Document:
    """The sample with the secret word wherever something can be written that is no part of the report."""
    form, document = sample.form, sample.document
    cell = "requests.new.total"
    document = replace(
        document,
        title=PLANTED,
        headings={"overview": PLANTED},
        office={"catalogue": PLANTED},
        notes={cell: Note(PLANTED)},
        paper_totals={cell: f"9（{PLANTED}）"},
        read_aloud={cell: f"9（{PLANTED}）"},
        state="returned",
        steps=(Step("returned", "2022-01-12T10:40", PLANTED),),
        sent=(Sent("2022-01-10T10:40", form, replace(document.with_cells({cell: PLANTED}), unit=PLANTED)),),
        last=LastYear(form, replace(document.with_cells({cell: "4"}), year=2020, unit=PLANTED)),
    )
    for _ in range(3):  # what was written of one finding may call up another
        for finding in check(form, document).findings:
            document = explanations.explain(document, finding, WHY)
    return replace(document, explanations={**document.explanations, "别的/规则/": Explanation(PLANTED, PLANTED)})


@pytest.fixture(scope="module")
def checked(sample: Imported, told: Document) -> Checked:
    checked = check(sample.form, told)
    assert any(finding.explanation == WHY for finding in checked.findings)
    return checked


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def everything(content: bytes) -> bytes:
    """All bytes of a file with all that is packed in it unpacked."""
    if content.startswith(b"%PDF"):
        return content + b"".join(map(unpacked, re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)))
    if not is_zipfile(io.BytesIO(content)):
        return content
    with ZipFile(io.BytesIO(content)) as file:
        return b"".join(everything(file.read(name)) for name in file.namelist()) + file.comment


def unpacked(stream: bytes) -> bytes:
    return zlib.decompress(stream) if stream.startswith(b"x\x9c") else stream


@pytest.mark.parametrize("suffix", export.SUFFIXES)
def test_a_public_file_holds_no_word_that_is_not_of_the_report(
    sample: Imported, told: Document, checked: Checked, tmp_path: Path, suffix: str
) -> None:
    found = {}
    for kind in ("public", "review"):
        path = tmp_path / f"{kind}{suffix}"
        export.write(path, sample.form, told, checked, purpose=kind)
        content = path.read_bytes()
        words = everything(content)
        said = text_of(content) if suffix == ".pdf" else ""
        forms = [PLANTED.encode(each) for each in ("utf-8", "utf-16-be", "utf-16-le", "gb18030")]
        forms += [each.hex().encode() for each in forms] + [PLANTED.encode("ascii", "xmlcharrefreplace")]
        found[kind] = PLANTED in said or any(each in words for each in forms)
    assert found == {"public": False, "review": True}


@pytest.mark.parametrize("suffix", export.SUFFIXES)
def test_a_public_file_is_the_same_whatever_is_beside_the_report(
    sample: Imported, told: Document, tmp_path: Path, suffix: str
) -> None:
    form, alone = sample.form, sample.document
    only = Document(form.id, alone.unit, alone.year, sections=alone.sections, cells=alone.cells)
    for name, document in (("甲", only), ("乙", replace(told, explanations={}))):
        export.write(tmp_path / f"{name}{suffix}", form, document, check(form, document), purpose="public")
    assert (tmp_path / f"甲{suffix}").read_bytes() == (tmp_path / f"乙{suffix}").read_bytes()


def test_a_public_paper_of_an_explained_report_has_no_annex_and_no_mark(
    sample: Imported, told: Document, checked: Checked
) -> None:
    text = text_of(export.as_pdf(sample.form, told, checked).content)
    assert "附：" not in text
    assert ("未定稿" in text) == (checked.verdict != "pass")
    assert fingerprint(content_of(sample.form, told)) not in text


@pytest.mark.parametrize(
    ("kind", "passed", "mark"),
    [
        ("public", True, ""),
        ("public", False, "未定稿"),
        ("review", True, "送审稿"),
        ("review", False, "送审稿　未定稿"),
        ("archive", True, ""),
        ("archive", False, "未定稿"),
    ],
)
def test_the_mark_of_every_page(kind: Purpose, passed: bool, mark: str, calm: Document, form: Format) -> None:
    document = calm if passed else calm.with_cells({form.inputs[0]: ""})
    checked = check(form, document)
    assert (checked.verdict == "pass") == passed
    assert copy_of(form, document, content_of(form, document), checked, kind).mark == mark
    pdf = pypdfium2.PdfDocument(export.as_pdf(form, document, checked, (), kind).content)
    for page in pdf:
        assert page.get_textpage().get_text_range().startswith(mark)


def test_a_paper_to_be_signed_has_fingerprint_sheet_explanations_and_last_year(
    sample: Imported, told: Document, checked: Checked
) -> None:
    code = fingerprint(content_of(sample.form, told))
    alone = len(pypdfium2.PdfDocument(export.as_pdf(sample.form, told, checked).content))
    pdf = pypdfium2.PdfDocument(export.as_pdf(sample.form, told, checked, (), "review").content)
    pages = [page.get_textpage().get_text_range() for page in pdf]
    assert all(f"内容指纹 {code}" in page for page in pages)
    signing, explained, changes, since = pages[alone:]
    for words in ("审签单", "拟稿", "核稿", "审核", "签发", code, f"正文和表共{alone}页", "条规则"):
        assert words in signing
    assert WHY in explained.replace("\r\n", "")
    assert "表三本年新收·总计" in changes
    assert "增加 5（125%）" in changes
    assert PLANTED in since
    headings = ["审签单", "附：有关情况的说明", "附：与上年对照", "附：与送审稿的差异"]
    assert [entry.get_title() for entry in pdf.get_toc()][-4:] == headings


def test_what_is_kept_has_the_checks_and_the_reading_too(sample: Imported, told: Document, checked: Checked) -> None:
    content = content_of(sample.form, told)
    kept, review = (copy_of(sample.form, told, content, checked, kind) for kind in ("archive", "review"))
    assert kept.annex[: len(review.annex)] == review.annex
    record, way, reading, *tables, _ = kept.annex[len(review.annex) :]
    assert [part.heading for part in (record, way, reading)] == ["附：核对记录", "附：状态记录", "附：校对记录"]
    assert way.table is not None
    assert [box.text for box in way.table.boxes[-3:]] == ["2022年1月12日 10:40", "退回修改", PLANTED]
    told_of = "".join(record.paragraphs)
    assert all(finding.message in told_of for finding in checked.findings)
    assert all(each.reason in told_of for each in checked.not_checked)
    assert sum(part.table is not None for part in tables) == len(sample.form.tables)
    untouched = replace(told, read_aloud={}, notes={}, steps=())
    *_, way, reading = copy_of(sample.form, untouched, content, checked, "archive").annex
    assert (way.paragraphs, reading.paragraphs) == (("该年报无状态记录。",), ("该年报无校对记录。",))


def test_a_workbook_by_purpose(sample: Imported, told: Document, checked: Checked) -> None:
    names = {}
    for kind in ("public", "review", "archive"):
        book = load_workbook(io.BytesIO(export.as_workbook(sample.form, told, checked, (), kind)))
        names[kind] = book.sheetnames
    tables = ["表二 主动公开", "表三 依申请公开", "表四 复议诉讼"]
    assert names["public"] == [*tables, "正文"]
    assert names["review"] == [*tables, "核对", "正文", "审签单", "与上年对照", "与送审稿的差异", "图表"]
    reading = [f"校对 {table.name}" for table in sample.form.tables]
    annex = ["审签单", "与上年对照", "与送审稿的差异", "状态记录", *reading]
    assert names["archive"] == [*tables, "核对", "正文", *annex, "图表"]


def test_the_first_sheet_says_what_report_it_is(sample: Imported, told: Document, checked: Checked) -> None:
    unit, title = sample.document.unit, sample.form.title_of(sample.document.unit, 2021)
    verdicts: dict[Purpose, str] = {"public": "", "review": f"　核对结果：{checked.verdict_words}"}
    for kind, verdict in verdicts.items():
        book = load_workbook(io.BytesIO(export.as_workbook(sample.form, told, checked, (), kind)))
        rows = [row[0] for row in book.worksheets[0].iter_rows(max_row=4, max_col=1, values_only=True)]
        mark = purpose.mark(kind, passed=checked.verdict == "pass") or None
        assert rows == [title, f"单位：{unit}　年度：2021年{verdict}", mark, "二、主动公开政府信息情况"]


def test_last_year_is_compared_by_totals_and_where_nothing_changed_that_is_said(form: Format, zeros: Document) -> None:
    def annex(**cells: str) -> list[str]:
        last = replace(zeros.with_cells({name.replace("__", "."): text for name, text in cells.items()}), year=2024)
        document = replace(zeros, last=LastYear(form, last))
        found = copy_of(form, document, content_of(form, document), check(form, document), "review").annex[-1]
        assert found.heading == "附：与上年对照"
        return [box.text for box in found.table.boxes] if found.table else list(found.paragraphs)

    assert annex() == ["各项数与上年相同。"]
    cells = annex(requests__granted__other="3", requests__granted__total="3", proactive__regulations__issued="2")
    assert cells[:4] == ["位置", "2024年", "2025年", "变化"]
    assert cells[4:] == [
        "表二规章·本年制发", "2", "0", "减少 2（100%）", "表三（一）予以公开·总计", "3", "0", "减少 3（100%）",
    ]  # fmt: skip


def test_the_usual_purpose_goes_by_the_state() -> None:
    assert [purpose.usual(state) for state in ("draft", "checked", "in_review", "returned")] == ["review"] * 4
    assert [purpose.usual(state) for state in ("final", "published", "submitted")] == ["public"] * 3


def test_the_name_of_a_copy_to_be_signed_tells_its_content(sample: Imported, told: Document, checked: Checked) -> None:
    content = content_of(sample.form, told)
    review = copy_of(sample.form, told, content, checked, "review")
    plain, signed = (export.file_name(told, ".pdf", each) for each in (purpose.PUBLIC, review))
    assert signed == plain.replace(".pdf", f"-送审稿-{review.code.replace('-', '')}.pdf")


@pytest.mark.parametrize("kind", purpose.NAMES)
@pytest.mark.parametrize("suffix", export.SUFFIXES)
def test_every_copy_says_what_the_report_says(
    sample: Imported, told: Document, checked: Checked, kind: Purpose, suffix: str
) -> None:
    form, document = sample.form, replace(told, read_aloud=dict(sample.document.cells))
    content = content_of(form, document)
    copy = copy_of(form, document, content, checked, kind)
    made, _ = export.made(suffix, Order(form, document, checked, kind))
    assert reading_back.differences(suffix, made, form, content, copy) == []
    if kind != "public":  # an annex that is lost is found out
        assert suffix == ".pdf" or reading_back.differences(
            suffix, export.made(suffix, Order(form, document, checked, "public"))[0], form, content, copy
        )


def test_the_record_of_proofreading_names_no_cell_of_the_report(sample: Imported, checked: Checked) -> None:
    form, document = sample.form, replace(sample.document, read_aloud=dict(sample.document.cells))
    page, _ = export.made(".html", Order(form, document, checked, "archive"))
    assert page.count(b'data-cell="requests.new.total"') == 1


def test_what_the_copies_carry_is_told_as_it_is(sample: Imported, told: Document, checked: Checked) -> None:
    form = sample.form
    content = content_of(form, told)
    copies = {kind: copy_of(form, told, content, checked, kind) for kind in purpose.NAMES}
    rows = {row.what: row.by for row in carried(copies)}
    both = {"review", "archive"}
    assert rows["年报正文和三张表"] == set(purpose.NAMES)
    assert rows["“送审稿”字样（每页右上角）"] == {"review"}
    assert rows["内容指纹（每页页脚）"] == rows["审签单（拟稿、核稿、审核、签发）"] == both
    assert rows["有关情况的说明"] == rows["与上年对照表"] == rows["与送审稿的差异"] == both
    assert rows["校对记录"] == rows["年报数据（含备注）"] == {"archive"}
    for copy in copies.values():  # nothing is behind the report that is not told
        told_of = {first for first, _ in copies_of.ANNEXES}
        assert {part.heading for part in copy.annex if not part.heading.startswith("表")} <= told_of | {
            "签字",
            "改动后未再校对",
        }
    alone = {kind: copy_of(form, sample.document, content, check(form, sample.document), kind) for kind in copies}
    assert {row.what: row.by for row in carried(alone)}["与上年对照表"] == frozenset()


def test_the_parts_of_the_reading_record_follow_each_other(sample: Imported, checked: Checked) -> None:
    form, document = sample.form, replace(sample.document, read_aloud=dict(sample.document.cells))
    content = content_of(form, document)
    copy = copy_of(form, document, content, checked, "archive")
    apart = replace(copy, annex=tuple(replace(part, follows=False) for part in copy.annex))
    closer, wider = (len(pypdfium2.PdfDocument(writer.write(content, each).content)) for each in (copy, apart))
    assert closer < wider
