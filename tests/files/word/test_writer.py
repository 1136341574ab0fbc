"""The Word file, read back as XML by its own names."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import Content, content_of
from govreport_gui.core.papers.fingerprint import canonical, fingerprint
from govreport_gui.core.papers.part import Part, grid, visible
from govreport_gui.core.papers.purpose import Copy
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.files.resources import formats
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported
from govreport_gui.files.word import writer
from govreport_gui.files.word.body import bookmark

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = ET.Element


def xml(part: bytes) -> Element:
    return ET.fromstring(part)  # noqa: S314  # written by the program itself


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def body_of(content: bytes) -> Element:
    found = xml(parts_of(content)["word/document.xml"]).find(f"{W}body")
    assert found is not None
    return found


def text_of(element: Element) -> str:
    return "".join("\n" if each.tag == f"{W}br" else each.text or "" for each in element.iter() if each.tag in TEXTS)


TEXTS = (f"{W}t", f"{W}br")


def style_of(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def paragraphs_of(content: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph outside of tables that says something."""
    found = [(style_of(each), text_of(each)) for each in body_of(content) if each.tag == f"{W}p"]
    return [(style, text) for style, text in found if text]


def boxes_of(table: Element) -> Iterator[tuple[int, int, int, int, str]]:
    """Line, position, lines, positions and text of every box, from spans and merges as Word understands them."""
    rows = [list(cells_of(row)) for row in table.iter(f"{W}tr")]
    for line, row in enumerate(rows):
        for position, positions, merge, text in row:
            if merge == "continue":
                assert text == ""
                continue
            below = 1
            while merge == "restart" and line + below < len(rows):
                under = next((each for each in rows[line + below] if each[0] == position), None)
                if under is None or under[2] != "continue":
                    break
                below += 1
            yield line, position, below, positions, text


def cells_of(row: Element) -> Iterator[tuple[int, int, str, str]]:
    position = 0
    for cell in row.findall(f"{W}tc"):
        span, merge = (cell.find(f"{W}tcPr/{W}{name}") for name in ("gridSpan", "vMerge"))
        positions = 1 if span is None else int(span.get(f"{W}val", ""))
        yield position, positions, "" if merge is None else merge.get(f"{W}val", "continue"), text_of(cell)
        position += positions


def bookmarks_of(content: bytes) -> dict[str, str]:
    found, open_ = {}, {}
    for each in body_of(content).iter():
        if each.tag == f"{W}bookmarkStart":
            open_[each.get(f"{W}id")] = each.get(f"{W}name")
            found[each.get(f"{W}name")] = ""
        elif each.tag == f"{W}bookmarkEnd":
            del open_[each.get(f"{W}id")]
        elif each.tag == f"{W}t":
            for name in open_.values():
                found[name] += each.text or ""
    assert not open_
    return found


@pytest.fixture(scope="module", params=[form.id for form in formats()])
def full(request: pytest.FixtureRequest) -> tuple[Format, Document]:
    """A report with another number in every cell and a text in every part."""
    form = next(form for form in formats() if form.id == request.param)
    texts = {section.id: f"{section.name}的话。\n（一）小标题。后面的话。" for section in form.sections}
    texts["closing"] = "甲局\n2026年1月20日"
    cells = {cell: str(number) for number, cell in enumerate(form.cells, 3001)}
    return form, Document(form.id, "甲局", 2025, sections=texts, cells=cells)


def test_every_part_stands_in_its_place_with_its_style(full: tuple[Format, Document]) -> None:
    form, document = full
    content = content_of(form, document)
    expected = [("Title", content.title)]
    for part in content.parts:
        expected += [("Heading1", part.heading)] if part.heading else []
        expected += [("Normal", text) for text in part.paragraphs]
    expected += [("Closing", "甲局"), ("Closing", "2026年1月20日")]
    assert paragraphs_of(writer.write(content)) == expected


def test_tables_have_the_boxes_of_the_form(full: tuple[Format, Document]) -> None:
    form, document = full
    content = content_of(form, document)
    drawn = list(body_of(writer.write(content)).iter(f"{W}tbl"))
    tables = [part.table for part in content.parts if part.table]
    assert len(drawn) == len(tables) == 3
    for element, table in zip(drawn, tables, strict=True):
        assert list(boxes_of(element)) == [
            (box.line, box.position, box.lines, box.positions, box.text) for box in table.boxes
        ]
        grid = [int(each.get(f"{W}w", "")) for each in element.findall(f"{W}tblGrid/{W}gridCol")]
        assert sum(grid) == pytest.approx(8844, abs=len(grid))
        for got, width in zip(grid, table.widths, strict=True):
            assert got / sum(grid) == pytest.approx(width / sum(table.widths), abs=0.001)
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in element.iter(f"{W}tr")]
        assert heads == [line < table.header_lines for line in range(len(table.lines))]


def test_every_number_has_a_bookmark_of_its_own(full: tuple[Format, Document]) -> None:
    form, document = full
    found = bookmarks_of(writer.write(content_of(form, document)))
    assert found == {bookmark(cell): text for cell, text in document.cells.items()}
    assert len(found) == len(form.cells)
    assert all(len(name) <= 40 and name.isidentifier() for name in found)
    assert found["c_requests_new_total"] == document.cells["requests.new.total"]


def test_table_rows_are_kept_on_a_page(form: Format, zeros: Document) -> None:
    for table in body_of(writer.write(content_of(form, zeros))).iter(f"{W}tbl"):
        *rows, last = table.iter(f"{W}tr")
        assert all(each.find(f"{W}pPr/{W}keepNext") is not None for row in rows for each in row.iter(f"{W}p"))
        assert not any(each.find(f"{W}pPr/{W}keepNext") is not None for each in last.iter(f"{W}p"))


def test_the_content_of_the_fingerprint_is_inside_and_no_more(sample: Imported) -> None:
    content = content_of(sample.form, sample.document)
    parts = parts_of(writer.write(content))
    assert xml(parts[writer.CONTENT]).text == canonical(content)
    assert fingerprint(content).encode() in parts["docProps/core.xml"]
    assert json.loads(canonical(content))["cells"]["requests.new.total"] == "9"


def test_whatever_is_typed_gives_a_file_that_can_be_read(form: Format) -> None:
    text = "".join(map(chr, range(0x250))) + '\u2028\ufffe\uffff\ud800\U0001f600𠮷<a & b="c">]]>'
    content = content_of(form, Document(form.id, text, sections={"overview": text}, cells={form.inputs[0]: text}))
    file = writer.write(content, Copy("review", text, text, (Part(text, (text,)),)))
    for name, part in parts_of(file).items():
        assert xml(part).tag, name
    shown = visible("\n".join(content.parts[1].paragraphs)).strip()
    assert '𠮷<a & b="c">]]>' in shown
    assert any('𠮷<a & b="c">]]>' in said for _, said in paragraphs_of(file))


def test_an_empty_report_can_be_written(form: Format) -> None:
    said = [text for _, text in paragraphs_of(writer.write(content_of(form, Document(form.id))))]
    assert said[0] == "〔单位名称〕\n〔年度〕年政府信息公开工作年度报告"
    assert said[1:] == [section.heading for section in form.sections if section.heading]


def test_mark_and_fingerprint_are_on_every_page_of_a_copy_to_be_signed(sample: Imported) -> None:
    content = content_of(sample.form, sample.document)
    plain = parts_of(writer.write(content))
    marked = parts_of(writer.write(content, Copy("review", "送审稿", "7K3M-Q9TD", (Part("审签单", ("签字",)),))))
    for name, words in (("header1", "送审稿"), ("footer1", "7K3M-Q9TD"), ("footer2", "7K3M-Q9TD")):
        assert words in text_of(xml(marked[f"word/{name}.xml"]))
        assert words.encode() not in plain[f"word/{name}.xml"]
    assert paragraphs_of(writer.write(content, Copy(annex=(Part("审签单", ("签字",)),))))[-2:] == [
        ("Heading1", "审签单"),
        ("Normal", "签字"),
    ]


def test_every_relation_leads_to_a_part_and_every_part_has_a_type(sample: Imported) -> None:
    parts = parts_of(writer.write(content_of(sample.form, sample.document)))
    types = xml(parts["[Content_Types].xml"])
    named = {each.get("PartName", "").lstrip("/") for each in types if each.tag.endswith("Override")}
    assert named <= parts.keys()
    reached = set()
    for name in (name for name in parts if name.endswith(".rels")):
        folder = Path(name).parent.parent
        for each in xml(parts[name]):
            target = (folder / each.get("Target", "")).as_posix().replace("word/../", "")
            assert target in parts
            reached.add(target)
    assert reached == {name for name in parts if not name.endswith(".rels") and name != "[Content_Types].xml"}


def test_every_style_that_is_used_is_there(sample: Imported) -> None:
    content = content_of(sample.form, sample.document)
    parts = parts_of(writer.write(content, Copy("review", "送审稿", "7K3M-Q9TD", (Part("附", ("（一）小标题",)),))))
    known = {each.get(f"{W}styleId") for each in xml(parts["word/styles.xml"]).iter(f"{W}style")}
    used = {
        each.get(f"{W}val")
        for name, part in parts.items()
        if name.startswith("word/") and name.endswith(".xml")
        for each in xml(part).iter()
        if each.tag in {f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}basedOn"}
    }
    assert used <= known


def test_the_same_report_gives_the_same_bytes_without_a_time(sample: Imported) -> None:
    content = content_of(sample.form, sample.document)
    file = writer.write(content)
    assert file == writer.write(content)
    with ZipFile(io.BytesIO(file)) as zipped:
        assert {each.date_time for each in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"dcterms" not in parts_of(file)["docProps/core.xml"]


def test_all_of_every_real_report_is_in_it(real_text: Path) -> None:
    imported = reading.read(real_text)
    content = content_of(imported.form, imported.document)
    file = writer.write(content)
    shown = shown_texts(imported.form, imported.document)
    assert bookmarks_of(file) == {bookmark(cell): visible(shown.get(cell, "")) for cell in imported.form.cells}
    said = [text for _, text in paragraphs_of(file)]
    expected = [each for part in content.parts for each in (part.heading, *part.paragraphs) if each]
    assert [text.replace("\n", "") for text in said] == [
        visible(text).strip() for text in (content.title, *expected, *content.closing)
    ]


def test_a_title_that_is_long_breaks_behind_the_unit(form: Format) -> None:
    def title(unit: str) -> str:
        return paragraphs_of(writer.write(content_of(form, Document(form.id, unit, 2025))))[0][1]

    assert title("甲局") == "甲局2025年政府信息公开工作年度报告"
    assert title("甲乙丙丁市财政局") == "甲乙丙丁市财政局\n2025年政府信息公开工作年度报告"


def test_a_long_annex_table_goes_over_pages(sample: Imported) -> None:
    content: Content = content_of(sample.form, replace(sample.document, cells={}))
    table = grid((1.0, 2.0), [["甲", "乙"], *([str(row), ""] for row in range(60))])
    drawn = list(body_of(writer.write(content, Copy(annex=(Part("附", table=table),)))).iter(f"{W}tbl"))[-1]
    kept = [row.find(f".//{W}keepNext") is not None for row in drawn.iter(f"{W}tr")]
    assert kept == [True] + [False] * 60
