"""The structure of a PDF, as pdfium reads it: what is a title, a paragraph, a cell, and what it says."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.charts import charts
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.part import trimmed
from govreport_gui.core.papers.purpose import Purpose
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check
from govreport_gui.files.output import export

Element = tuple[str, str, int]
"""Its kind, what is marked as its own on the page, and how far down it is."""


def plain(text: str) -> str:
    return "".join(text.split())


def said(function, *given) -> str:
    """A text of pdfium, which says first how long it is."""
    length = function(*given, None, 0)
    buffer = ctypes.create_string_buffer(length)
    function(*given, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if function in _WIDE else buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


_WIDE = (pdfium.FPDFTextObj_GetText,)


def texts(page: pypdfium2.PdfPage) -> dict[int, str]:
    """What is drawn, by the number of its mark; -1 for what has none."""
    found: dict[int, str] = {}
    textpage = page.get_textpage()
    for each in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT]):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(each.raw)
        found[mark] = found.get(mark, "") + said(pdfium.FPDFTextObj_GetText, each.raw, textpage.raw)
    return found


def elements(page: pypdfium2.PdfPage) -> Iterator[Element]:
    """The elements that the page has a part of, from the root down."""
    marks = texts(page)

    def below(element, depth: int) -> Iterator[Element]:
        count = pdfium.FPDF_StructElement_GetMarkedContentIdCount(element)
        own = {pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at) for at in range(max(0, count))} - {-1}
        yield (
            said(pdfium.FPDF_StructElement_GetType, element),
            plain("".join(marks.get(each, "") for each in own)),
            depth,
        )
        for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
            if child:
                yield from below(child, depth + 1)

    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        yield from below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at), 0)
    pdfium.FPDF_StructTree_Close(tree)


@pytest.fixture(scope="module")
def numbered(form: Format) -> Document:
    """A report with another number in every cell."""
    cells = {cell: str(number) for number, cell in enumerate(form.cells, 101)}
    texts = {"overview": "甲段。\n" + "乙段很长。" * 200, "closing": "某某局\n2026年1月20日"}
    return Document(form.id, "某某局", 2025, sections=texts, cells=cells)


@pytest.fixture(scope="module")
def read(form: Format, numbered: Document) -> tuple[list[list[Element]], list[dict[int, str]]]:
    pdf = pypdfium2.PdfDocument(export.as_pdf(form, numbered, check(form, numbered), (), "review").content)
    return [list(elements(page)) for page in pdf], [texts(page) for page in pdf]


def test_titles_and_paragraphs_are_marked_as_such(form: Format, numbered: Document, read) -> None:
    found = [each for page in read[0] for each in page]
    content = content_of(form, numbered)
    assert [plain(text) for kind, text, _ in found if kind == "H1" and text] == [plain(content.title)]
    headings = [plain(text) for kind, text, _ in found if kind == "H2" and text]
    assert headings[: len(content.parts) - 1] == [plain(part.heading) for part in content.parts if part.heading]
    paragraphs = "".join(plain(text) for kind, text, _ in found if kind == "P")
    for part in content.parts:
        assert all(plain(text) in paragraphs for text in trimmed(part.paragraphs))


def test_every_number_is_in_a_cell_of_a_row_of_a_table(form: Format, numbered: Document, read) -> None:
    cells = [text for page in read[0] for kind, text, depth in page if kind == "TD" and depth == 3]
    assert [text for text in cells if text in numbered.cells.values()] == [numbered.cells[cell] for cell in form.cells]
    kinds = {kind for page in read[0] for kind, _, depth in page if depth == 2}
    assert kinds == {"TR"}
    heads = {plain(text) for page in read[0] for kind, text, _ in page if kind == "TH"}
    words = {plain(box.text) for table in form.tables for box in table.boxes if not box.cell and box.text}
    assert words <= heads


def test_marks_fingerprint_and_page_numbers_are_no_part_of_it(read) -> None:
    for number, page in enumerate(read[1], 1):
        outside = plain(page[-1])
        assert f"—{number}—" in outside
        assert "内容指纹" in outside
        assert "送审稿" in outside


def test_the_reading_order_is_that_of_the_report(read) -> None:
    kinds = [kind for page in read[0] for kind, text, depth in page if depth == 1 and (text or kind == "Table")]
    assert kinds[:3] == ["H1", "H2", "P"]
    assert kinds.count("Table") >= 3


def test_an_address_is_a_link_of_the_page(form: Format) -> None:
    document = Document(form.id, "某某局", 2025, sections={"overview": "详见https://www.gov.cn/a。"})
    pdf = pypdfium2.PdfDocument(export.as_pdf(form, document, check(form, document)).content)
    page = pdf[0]
    start, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    assert pdfium.FPDFLink_Enumerate(page.raw, ctypes.byref(start), ctypes.byref(link))
    action = pdfium.FPDFLink_GetAction(link)
    length = pdfium.FPDFAction_GetURIPath(pdf.raw, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(pdf.raw, action, buffer, length)
    assert buffer.value == b"https://www.gov.cn/a"


@pytest.fixture(scope="module")
def addressed(form: Format) -> bytes:
    """A report with an address that goes over two lines, and one behind a whole page of text."""
    long = (
        "一" * 24 + "详见https://www.gov.cn/zhengce/content/2019-04/15/content_5382991.htm。又见www.example.gov.cn/a。"
    )
    text = f"{long}\n（一）甲\n（一）乙。乙段。\n{'丙' * 700}见https://www.gov.cn/a。"
    document = Document(form.id, "某某局", 2025, sections={"overview": text})
    return export.as_pdf(form, document, check(form, document)).content


def test_an_address_is_a_link_inside_its_paragraph(addressed: bytes) -> None:
    found = [each for page in pypdfium2.PdfDocument(addressed) for each in elements(page)]
    links = [at for at, (kind, text, _) in enumerate(found) if kind == "Link" and text]
    assert [found[at][1] for at in links] == [
        "https://www.gov.cn/zhengce/content/2019-04/15/content_5382991.htm",
        "www.example.gov.cn/a",
        "https://www.gov.cn/a",
    ]
    assert {found[at][2] for at in links} == {2}
    (words,) = [text for kind, text, _ in found if kind == "P" and "又见" in text]
    assert words == "一" * 24 + "详见。又见。"


def test_every_box_of_a_link_knows_its_element_and_the_element_its_boxes(addressed: bytes) -> None:
    objects = {int(at): text for at, text in re.findall(rb"\n(\d+) 0 obj\r?\n(.*?)endobj", addressed, re.DOTALL)}
    boxes = {at: text for at, text in objects.items() if b"/Subtype /Link" in text}
    assert len(boxes) == 4  # one address stands on two lines
    (nums,) = re.findall(rb"/Nums \[(.*?)\]>>", addressed, re.DOTALL)
    parents = dict(re.findall(rb" (\d+) (\d+) 0 R(?= |$)", re.sub(rb"\[.*?\]", b"", nums)))
    for at, text in boxes.items():
        (key,) = re.findall(rb"/StructParent (\d+)", text)
        assert b"/Contents" in text
        element = objects[int(parents[key])]
        assert b"/S /Link" in element
        assert b"/Obj %d 0 R" % at in element


def test_a_lead_of_its_own_is_a_heading_of_the_third_rank_and_none_comes_before_a_higher_one(addressed: bytes) -> None:
    found = [each for page in pypdfium2.PdfDocument(addressed) for each in elements(page)]
    assert [text for kind, text, _ in found if kind == "H3"] == ["（一）甲"]
    ranks = [int(kind[1]) for kind, text, _ in found if re.fullmatch(r"H\d", kind) and text]
    assert ranks[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(ranks))


def test_charts_are_figures_below_their_headings_that_say_their_numbers(form: Format, numbered: Document) -> None:
    drawn = charts(case_of(form, numbered))
    other = tuple(replace(chart, heading="附：另一页") for chart in drawn)
    content = export.as_pdf(form, numbered, check(form, numbered), (*drawn, *other), "review").content
    *_, first, second = pypdfium2.PdfDocument(content)
    for page, heading in ((first, "附：图表"), (second, "附：另一页")):
        found = list(elements(page))
        assert [(kind, text) for kind, text, depth in found if depth == 1 and text][:1] == [("H2", heading)]
        assert [kind for kind, text, _ in found if kind == "Figure"] == ["Figure"]
    whole = b"".join(re.findall(rb"/S /Figure .*?>>", content))
    heard = [bytes.fromhex(each.decode()).decode("utf-16-be") for each in re.findall(rb"/Alt <FEFF([0-9A-F]+)>", whole)]
    assert len(heard) == 2
    for chart in drawn:
        assert all(
            f"{name} {bar.label}" in heard[0] for name, bar in zip(chart.names, chart.series[0].bars, strict=True)
        )


@pytest.mark.parametrize("purpose", ["public", "review", "archive"])
def test_all_that_is_drawn_belongs_to_an_element_or_is_an_artifact(
    form: Format, numbered: Document, purpose: Purpose
) -> None:
    pdf = pypdfium2.PdfDocument(export.as_pdf(form, numbered, check(form, numbered), (), purpose).content)
    for page in pdf:
        for each in page.get_objects():
            assert pdfium.FPDFPageObj_CountMarks(each.raw)
            if pdfium.FPDFPageObj_GetMarkedContentID(each.raw) < 0:
                assert name_of(pdfium.FPDFPageObj_GetMark(each.raw, 0)) == "Artifact"


def name_of(mark) -> str:
    length = ctypes.c_ulong(0)
    buffer = (ctypes.c_ushort * 40)()
    assert pdfium.FPDFPageObjMark_GetName(mark, buffer, 80, ctypes.byref(length))
    return bytes(buffer)[: length.value].decode("utf-16-le").rstrip("\0")


def test_every_head_of_a_table_says_what_it_is_over(form: Format, numbered: Document) -> None:
    content = export.as_pdf(form, numbered, check(form, numbered)).content
    heads = re.findall(rb"<</S /TH .*?>> /K", content)
    assert len(heads) > 50
    assert all(re.search(rb"/Scope /(Column|Row)", head) for head in heads)


def test_no_claim_is_made_that_nobody_has_checked(addressed: bytes) -> None:
    assert b"/OutputIntents" in addressed
    assert b"<dc:title>" in addressed
    assert b"pdfaid" not in addressed
    assert b"pdfuaid" not in addressed
