"""Every form of file gives the same report. The files are made here, or with an office program (tests/data/forms)."""

import contextlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.report.document import Document
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.excel import workbook
from govreport_gui.files.pdf import writer
from govreport_gui.files.scans import addon
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DATA = Path(__file__).parents[2] / "data" / "forms"
UNIT, YEAR = "甲县财政局", 2025
TEXTS = {"overview": "总体情况的文字。", "problems": "问题的文字。", "other_matters": "其他的文字。"}


@pytest.fixture(scope="module")
def cells(form: Format) -> dict[str, str]:
    """A different number in every cell."""
    return {cell: str(100 + at) for at, cell in enumerate(form.cells)}


@pytest.fixture(scope="module")
def rows(form: Format, cells: dict[str, str]) -> dict[str, list[list[tuple[str, int, int]]]]:
    """By table its rows of texts with how many lines and positions each covers."""
    found = {}
    for table in form.tables:
        lines: list[list[tuple[str, int, int]]] = [[] for _ in table.lines]
        for box in sorted(table.boxes, key=lambda box: (box.line, box.position)):
            lines[box.line].append((cells[box.cell] if box.cell else box.text, box.lines, box.positions))
        found[table.id] = lines
    return found


def paragraphs(form: Format) -> list[tuple[str, str]]:
    """The report in order: a kind and a text, or a table."""
    found = [("p", f"{UNIT}{YEAR}年政府信息公开工作年度报告")]
    for section in form.sections:
        if section.heading:
            found.append(("p", section.heading))
            found += [("table", section.table)] if section.table else []
            found += [("p", TEXTS[section.id])] if section.id in TEXTS else []
    return found


def word(form: Format, rows, change: Callable[[str], str] = str) -> bytes:
    """A `.docx` with nothing but its document."""
    body = []
    for kind, text in paragraphs(form):
        if kind == "p":
            body.append(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>")
            continue
        table = form.table(text)
        body.append("<w:tbl>")
        for line in range(len(table.lines)):
            body.append("<w:tr>")
            for box in sorted(table.boxes, key=lambda box: box.position):
                if not box.line <= line < box.line + box.lines:
                    continue
                merge = "" if box.lines == 1 else f'<w:vMerge w:val="{"restart" if box.line == line else "continue"}"/>'
                said = next(t for t, *_ in [rows[text][box.line][_index(table, box)]]) if box.line == line else ""
                body.append(
                    f'<w:tc><w:tcPr><w:gridSpan w:val="{box.positions}"/>{merge}</w:tcPr>'
                    f"<w:p><w:r><w:t>{escape(said)}</w:t></w:r></w:p></w:tc>"
                )
            body.append("</w:tr>")
        body.append("</w:tbl>")
    content = f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
    return archive({"word/document.xml": change(content)})


def _index(table, box) -> int:
    return sorted(each.position for each in table.boxes if each.line == box.line).index(box.position)


def page(form: Format, rows) -> str:
    pieces = ["<html><head><meta charset='{}'></head><body><div>"]
    for kind, text in paragraphs(form):
        if kind == "p":
            pieces.append(f"<p>{escape(text)}</p>")
            continue
        lines = (
            "".join(f"<td rowspan={high} colspan={wide}><p>{escape(said)}</p></td>" for said, high, wide in line)
            for line in rows[text]
        )
        pieces.append(f"<table><tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>")
    return "".join(pieces) + "</div></body></html>"


def archive(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return stream.getvalue()


def read(tmp_path: Path, content: bytes | str, name: str = "年报.bin") -> Imported:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return reading.read(path)


def same(imported: Imported, cells: dict[str, str]) -> None:
    document = imported.document
    assert dict(document.cells) == cells
    assert (document.unit, document.year) == (UNIT, YEAR)
    assert {part: document.sections[part] for part in TEXTS} == TEXTS
    assert not [entry for entry in imported.account if entry.what in {"doubtful", "left_over", "not_found", "assumed"}]


def test_word(form: Format, rows, cells, tmp_path: Path) -> None:
    same(read(tmp_path, word(form, rows)), cells)


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_web_page(form: Format, rows, cells, tmp_path: Path, charset: str) -> None:
    same(read(tmp_path, page(form, rows).replace("{}", charset).encode(charset)), cells)


def test_web_archive(form: Format, rows, cells, tmp_path: Path) -> None:
    import base64  # noqa: PLC0415

    body = base64.encodebytes(page(form, rows).replace("{}", "utf-8").encode()).decode()
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
    same(read(tmp_path, f"{head}Content-Transfer-Encoding: base64\n\n{body}\n--b--\n"), cells)


def test_a_page_within_frames_of_tables(form: Format, rows, cells, tmp_path: Path) -> None:
    inner = page(form, rows).partition("<div>")[2].replace("</div></body></html>", "")
    framed = f"<html><body><table><tr><td>首页 > 政务公开</td></tr><tr><td><table><tr><td>{inner}</table></table>"
    document = read(tmp_path, framed).document
    assert dict(document.cells) == cells
    assert document.unit == UNIT


@pytest.mark.parametrize("one_sheet", [True, False])
def test_excel(form: Format, rows, cells, tmp_path: Path, *, one_sheet: bool) -> None:
    book = Workbook()
    sheet = book.active
    line = 1
    for kind, text in paragraphs(form):
        if kind == "p":
            sheet.cell(line, 1, text)
            line += 1
            continue
        if not one_sheet:
            sheet = book.create_sheet(text)
            line = 1
        for box in form.table(text).boxes:
            sheet.cell(line + box.line, box.position + 1, int(cells[box.cell]) if box.cell else box.text)
            if box.lines * box.positions > 1:
                top, left = line + box.line, box.position + 1
                bottom, right = top + box.lines - 1, left + box.positions - 1
                sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        line += len(rows[text])
    path = tmp_path / "年报.xlsx"
    book.save(path)
    same(reading.read(path), cells)


def test_our_own_workbook_and_paper_come_back(form: Format, cells, tmp_path: Path) -> None:
    document = Document(form.id, UNIT, YEAR, sections=TEXTS, cells=cells)
    for content in (workbook.write(form, document), writer.write(content_of(form, document)).content):
        imported = read(tmp_path, content)
        assert dict(imported.document.cells) == cells
        assert (imported.document.unit, imported.document.year) == (UNIT, YEAR)


OFFICE = sorted(path for path in DATA.glob("report.*"))


@pytest.mark.parametrize("path", OFFICE, ids=[path.suffix for path in OFFICE])
def test_files_of_office_programs(path: Path, cells: dict[str, str]) -> None:
    imported = reading.read(path)
    assert dict(imported.document.cells) == cells
    assert (imported.document.unit, imported.document.year) == (UNIT, YEAR)
    assert not [entry for entry in imported.account if entry.what in {"left_over", "not_found", "assumed"}]


def test_there_is_a_file_of_every_form_that_is_not_made_here() -> None:
    assert {path.suffix for path in OFFICE} >= {".doc", ".xls", ".odt", ".ods", ".rtf", ".pdf"}


# ── what Word has besides ────────────────────────────────────────────


def test_tracked_changes_are_taken_as_accepted_and_said(form: Format, rows, cells, tmp_path: Path) -> None:
    number = cells["requests.new.natural_person"]
    old = f"<w:r><w:t>{number}</w:t></w:r>"
    new = f"<w:del><w:r><w:delText>777</w:delText></w:r></w:del><w:ins>{old}</w:ins>"
    imported = read(tmp_path, word(form, rows, lambda content: content.replace(old, new)))
    assert dict(imported.document.cells) == cells
    assert "原文有没有接受的修订，按修订后的内容读入。" in imported.problems


def test_numbers_that_word_writes_before_headings(form: Format, rows, cells, tmp_path: Path) -> None:
    def numbered(content: str) -> str:
        for section in form.sections:
            if section.heading:
                text = f"<w:p><w:r><w:t>{section.heading}</w:t>"
                numbering = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
                content = content.replace(text, f"<w:p>{numbering}<w:r><w:t>{section.heading[2:]}</w:t>")
        return content

    kinds = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt '
        'w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    document = zipfile.ZipFile(io.BytesIO(word(form, rows, numbered))).read("word/document.xml")
    imported = read(tmp_path, archive({"word/document.xml": document, "word/numbering.xml": kinds}))
    same(imported, cells)
    assert dict(imported.document.headings) == {}


def test_a_table_within_a_text_box_and_soft_breaks_in_heads(form: Format, rows, cells, tmp_path: Path) -> None:
    def boxed(content: str) -> str:
        start, end = content.index("<w:tbl>"), content.index("</w:tbl>") + len("</w:tbl>")
        box = f"<w:p><w:r><w:pict><w:txbxContent>{content[start:end]}</w:txbxContent></w:pict></w:r></w:p>"
        return (content[:start] + box + content[end:]).replace("商业企业", "商业</w:t><w:br/><w:t>企业")

    same(read(tmp_path, word(form, rows, boxed)), cells)


# ── what Excel has besides ───────────────────────────────────────────


def sheet_of(cells: str, *, name: str = "表") -> bytes:
    return archive(
        {
            "xl/workbook.xml": f'<workbook xmlns:r="r"><sheets><sheet name="{name}" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Target="s.xml"/></Relationships>',
            "xl/s.xml": f"<worksheet><sheetData>{cells}</sheetData></worksheet>",
        }
    )


def test_a_workbook_that_was_never_calculated_says_so(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="有公式没有算过，读不到结果"):
        read(tmp_path, sheet_of('<row r="1"><c r="A1"><f>1+1</f></c></row>'))


def test_numbers_are_as_typed_and_cells_far_out_are_said(tmp_path: Path) -> None:
    head = "".join(
        f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("信息内容", "本年收费金额（单位：万元）")
    )
    fee = '<c t="inlineStr"><is><t>行政事业性收费</t></is></c><c><v>59237.244899999998</v></c>'
    far = '<row r="1048576"><c r="XFD1048576"><v>42</v></c></row>'
    imported = read(tmp_path, sheet_of(f'<row r="1">{head}</row><row r="2">{fee}</row>{far}'))
    assert imported.document.cells["proactive.fees.amount"] == "59237.2449"
    [told] = [entry.text for entry in imported.account if "离得太远" in entry.text]
    assert "42" in told


# ── what is refused ──────────────────────────────────────────────────


def document_xml(body: str) -> bytes:
    return archive({"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'})


def entity(system: str) -> bytes:
    return archive({"word/document.xml": f'<?xml version="1.0"?><!DOCTYPE a {system}><a>&b;</a>'})


REFUSED = {
    "a member that unpacks to 100 MB": (lambda: archive({"word/document.xml": b" " * 100_000_000}), "太大，不像是年报"),
    "entities": (lambda: entity('[<!ENTITY b "cc">]'), "外部引用"),
    "a DTD elsewhere": (lambda: entity('SYSTEM "file:///etc/passwd"'), "外部引用"),
    "elements within each other": (lambda: document_xml("<w:tbl><w:tr><w:tc>" * 5000), "损坏了"),
    "XML cut off": (lambda: document_xml("<w:p>")[:-1], "损坏了"),
    "a zip cut off": (lambda: document_xml("<w:p/>")[:60], "损坏了"),
    "too many paragraphs": (lambda: document_xml("<w:p><w:r><w:t>字</w:t></w:r></w:p>" * 11_000), "太大"),
    "another zip": (lambda: archive({"a.txt": "a"}), "是压缩包"),
    "slides": (lambda: archive({"ppt/presentation.xml": "<a/>"}), "是演示文稿"),
    "10 000 sheets": (
        lambda: archive(
            {
                "xl/workbook.xml": f"<workbook><sheets>{'<sheet/>' * 10_000}</sheets></workbook>",
                "xl/_rels/workbook.xml.rels": "<Relationships/>",
            }
        ),
        "工作表太多",
    ),
    "RTF braces": (lambda: b"{\\rtf1" + b"{" * 100_000, "损坏了"),
    "a PDF cut off": (lambda: b"%PDF-1.7\n1 0 obj", "损坏了"),
    "Big5": (lambda: "甲縣政府資訊公開年度報告".encode("big5"), "Big5"),
    "a page of open comments": (lambda: b"<html>" + b"<!--" * 200_000, "没有找到年报"),
    "a page of open tags": (lambda: b"<html>" + b"<a x='" * 100_000, "没有找到年报"),
    "spans of millions": (
        lambda: b"<html><table>" + b"<tr><td rowspan=9999999 colspan=9999999>1</td></tr>" * 600,
        "太大",
    ),
}


@pytest.mark.parametrize(("make", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_harms_or_is_none_is_refused_in_one_sentence(tmp_path: Path, make, sentence: str) -> None:
    with pytest.raises(OutsideError, match=sentence) as caught:
        read(tmp_path, make())
    assert str(caught.value).startswith("“年报.bin”")
    assert str(caught.value).endswith("。")


def test_pdfs_without_text_or_with_thousands_of_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2  # noqa: PLC0415

    monkeypatch.setattr(addon, "found", lambda: None)
    for count, sentence in ((1, "为扫描件，安装“识别组件”后可读入"), (300, "有300页")):
        paper = pypdfium2.PdfDocument.new()
        for _ in range(count):
            paper.new_page(595, 842)
        stream = io.BytesIO()
        paper.save(stream)
        paper.close()
        with pytest.raises(OutsideError, match=sentence):
            read(tmp_path, stream.getvalue())


@pytest.mark.parametrize("path", OFFICE, ids=[path.suffix for path in OFFICE])
def test_a_file_cut_off_anywhere_is_read_or_refused(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    for part in range(1, 12):
        with contextlib.suppress(OutsideError):
            read(tmp_path, content[: len(content) * part // 12])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "gb18030", "utf-8-sig"])
def test_encodings_with_and_without_a_mark(form: Format, rows, cells, tmp_path: Path, encoding: str) -> None:
    lines = []
    for kind, text in paragraphs(form):
        lines += [text] if kind == "p" else ["\t".join(said for said, *_ in line) for line in rows[text]]
    same(read(tmp_path, "\n".join(lines).encode(encoding)), cells)


def test_a_rare_character_of_rtf_is_one_and_half_of_it_none(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(
        rb"{\rtf1\ansi \u-10174?\u-8265?\u21439?2025\u24180?\u25919?\u24220?\u20449?\u24687?\u20844?\u24320?"
        rb"\u24180?\u24230?\u25253?\u21578?\par \u19968?\u12289?\u24635?\u20307?\u24773?\u20917?\par \u-10177?A.\par }"
    )
    document = reading.read(path).document
    assert document.unit == "𠮷县"
    assert "\ufffdA." in document.sections["overview"]
