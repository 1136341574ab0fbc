"""The pack that is published: every file is read back, and one that says something else is never written."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from govreport_gui.__main__ import main
from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.report.document import Document, Note
from govreport_gui.core.rules.check import check
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.output import export, pack, reading_back
from govreport_gui.files.pdf import writer
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported

MAKERS: dict[str, Callable[[Format, Document], bytes]] = {
    ".pdf": lambda form, document: export.as_pdf(form, document, check(form, document)).content,
    ".docx": lambda form, document: export.as_word(form, document, check(form, document)),
    ".html": lambda form, document: export.as_page(form, document, check(form, document)),
    ".xlsx": lambda form, document: export.as_workbook(form, document, check(form, document), (), "public"),
}
EACH = pytest.mark.parametrize("suffix", MAKERS)


def test_the_pack_is_four_public_files_and_the_report_file_to_keep(sample: Imported, tmp_path: Path) -> None:
    document = replace(sample.document, notes={"requests.new.total": Note("问科室")})
    done = pack.write(tmp_path / "发布", sample.form, document, check(sample.form, document))
    name = "彭水苗族土家族自治县人民政府机关2021年政府信息公开工作年度报告"
    files = sorted(path.relative_to(tmp_path / "发布").as_posix() for path in (tmp_path / "发布").rglob("*.*"))
    assert files == sorted([f"{name}{suffix}" for suffix in MAKERS] + [f"留存/{name}.govreport"])
    assert {tmp_path / "发布" / file for file in files} == set(done.files)
    assert done.cells == 200
    assert reading.read(done.files[-1]).document == document
    for path in done.files[:-1]:
        assert "问科室".encode() not in path.read_bytes()


def test_nothing_is_written_over_without_a_word(sample: Imported, tmp_path: Path) -> None:
    form, document, checked = sample.form, sample.document, check(sample.form, sample.document)
    page = tmp_path / export.file_name(document, ".html")
    page.write_text("别的", encoding="utf-8")
    with pytest.raises(OutsideError, match="已经存在"):
        pack.write(tmp_path, form, document, checked)
    assert [path.name for path in tmp_path.iterdir()] == [page.name]
    assert page.read_text(encoding="utf-8") == "别的"
    pack.write(tmp_path, form, document, checked, force=True)
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE")


def test_where_no_folder_can_be_made_one_sentence_says_so(sample: Imported, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    with pytest.raises(OutsideError, match="不能建立文件夹"):
        pack.write(tmp_path / "文件", sample.form, sample.document, check(sample.form, sample.document))


@EACH
@pytest.mark.parametrize(
    "text", ["9", "1,234", "251000元", "22（其中修订16件）", "无", "=1+1", "12345678901234567890", ""]
)
def test_whatever_a_cell_says_comes_back(form: Format, zeros: Document, suffix: str, text: str) -> None:
    document = zeros.with_cells({"requests.new.other": text})
    made = MAKERS[suffix](form, document)
    assert reading_back.differences(suffix, made, form, content_of(form, document)) == []


@EACH
def test_blank_totals_and_long_texts_come_back(form: Format, zeros: Document, suffix: str) -> None:
    long = "（一）很长。" + "这是一个很长的段落，有“引号”、《书名》和https://www.gov.cn/a/b?c=d&e=f。" * 80
    document = zeros.with_cells(dict.fromkeys(form.sums, "")).with_section("overview", f"{long}\n{long}\n短。")
    document = document.with_cells({"proactive.fees.amount": "0.000001"})
    made = MAKERS[suffix](form, document)
    assert reading_back.differences(suffix, made, form, content_of(form, document)) == []


@EACH
@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda document: document.with_cells({"requests.granted.other": "7"}), "表三（一）予以公开"),
        (lambda document: document.with_section("problems", "别的一段。"), "第"),
        (lambda document: document.with_section("closing", "乙局"), ""),
        (lambda document: document.with_section("problems", document.sections["problems"] + "\n又一段。"), ""),
        (lambda document: replace(document, unit="乙局"), "第1段"),
    ],
)
def test_a_file_that_says_something_else_is_found_out(
    form: Format, zeros: Document, suffix: str, change: Callable[[Document], Document], where: str
) -> None:
    other = MAKERS[suffix](form, change(zeros))
    found = reading_back.differences(suffix, other, form, content_of(form, zeros))
    assert found
    assert where in found[0]


def test_a_pack_with_a_file_that_says_something_else_is_not_written(
    sample: Imported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form, document = sample.form, sample.document
    wrong = MAKERS[".docx"](form, document.with_cells({"requests.granted.other": "7"}))
    monkeypatch.setattr(export, "as_word", lambda *_: wrong)
    with pytest.raises(OutsideError, match="读回来与年报不一致：表三（一）予以公开·"):
        pack.write(tmp_path, form, document, check(form, document))
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_opens_again_as_the_report_it_was_made_of(sample: Imported, tmp_path: Path) -> None:
    document = sample.document.with_cells({"requests.new.total": "", "requests.new.other": "１,000件"})
    (tmp_path / "a.pdf").write_bytes(MAKERS[".pdf"](sample.form, document))
    again = reading.read(tmp_path / "a.pdf").document
    assert (again.cells, again.sections, again.unit, again.year) == (
        document.cells,
        document.sections,
        document.unit,
        document.year,
    )


def test_a_pdf_whose_pages_say_something_else_than_its_data_is_not_believed(
    form: Format, zeros: Document, tmp_path: Path
) -> None:
    other = zeros.with_cells({"requests.granted.other": "7"})
    (tmp_path / "a.pdf").write_bytes(writer.write(content_of(form, zeros), report=store.to_bytes(other, form)).content)
    imported = reading.read(tmp_path / "a.pdf")
    assert imported.account  # read from its pages as any other PDF
    assert imported.document.cells["requests.granted.other"] == "0"


def test_the_pack_on_the_console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = str(resources.path("samples/pengshui-2021.txt"))
    assert main(["export", sample, "--pack", str(tmp_path / "发布")]) == 0
    *said, last = capsys.readouterr().out.splitlines()
    files = [line for line in said if line.startswith("已输出")]  # which fonts there are depends on the computer
    assert len(files) == 5
    assert files[-1].startswith(f"已输出“留存{os.sep}")
    assert last == "已逐份读回，200个数和17段文字均一致。核对结果：有需要说明的问题。"
    assert main(["export", sample, "--pack", str(tmp_path / "发布")]) == 3
    assert "已经存在" in capsys.readouterr().err
    for wrong in (["--pack", "a", "--to", "b.pdf"], ["--pack", "a", "--for", "review"], []):
        with pytest.raises(SystemExit) as left:
            main(["export", sample, *wrong])
        assert left.value.code == 2


def test_all_files_of_real_reports_say_what_the_report_says(real_text: Path) -> None:
    imported = reading.read(real_text)
    content = content_of(imported.form, imported.document)
    for suffix, make in MAKERS.items():
        made = make(imported.form, imported.document)
        assert reading_back.differences(suffix, made, imported.form, content) == [], suffix


def test_a_pdf_with_characters_that_no_font_has_is_still_the_report(
    form: Format, zeros: Document, tmp_path: Path
) -> None:
    rare = "\U000f0000"  # of private use: no font has it
    document = replace(zeros, unit=f"{rare}县局").with_section("problems", f"{rare}乡[a-z]的问题。")
    made = MAKERS[".pdf"](form, document)
    content = content_of(form, document)
    assert reading_back.differences(".pdf", made, form, content) == []
    (tmp_path / "a.pdf").write_bytes(made)
    assert reading.read(tmp_path / "a.pdf").document.unit == f"{rare}县局"
    other = content_of(form, document.with_section("problems", f"{rare}镇[a-z]的问题。"))
    assert reading_back.differences(".pdf", made, form, other)


@EACH
@pytest.mark.parametrize(
    "name",
    ["𬱖𬬭县𠮷局", "西藏自治区 བོད་རང་སྐྱོང་ལྗོངས་", "新疆维吾尔自治区 شىنجاڭ ئۇيغۇر ئاپتونوم رايونى", "内蒙古 ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ"],
)
def test_names_in_other_scripts_and_rare_characters_come_back(
    form: Format, zeros: Document, suffix: str, name: str
) -> None:
    texts = {"overview": f"{name}2025年全年公开12条，{name}和{name}联合制发3件。\n{name}"}
    document = replace(zeros, unit=name, sections=texts)
    made = MAKERS[suffix](form, document)
    content = content_of(form, document)
    assert reading_back.differences(suffix, made, form, content) == []
    other = content_of(form, replace(document, sections={"overview": texts["overview"].replace("12条", "13条")}))
    assert reading_back.differences(suffix, made, form, other)
