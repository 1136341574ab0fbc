"""The web page, read back with a parser of web pages."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.fingerprint import fingerprint
from govreport_gui.core.papers.part import Part, grid, visible
from govreport_gui.core.papers.purpose import Copy
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.files.resources import formats
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported
from govreport_gui.files.web import writer

EMPTY = {"meta", "hr", "wbr"}


class Page(HTMLParser):
    """What stands on the page: `lines` are tag and text of headings and paragraphs, `tables` rows of cells."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.lines: list[tuple[str, str]] = []
        self.tables: list[list[list[tuple[dict[str, str | None], str]]]] = []
        self.feed(content.decode("utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in EMPTY:
            return
        self.open.append(tag)
        if tag in {"h1", "h2", "p", "caption", "title"}:
            self.lines.append((tag, ""))
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append((dict(attrs) | {"tag": tag}, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"td", "th"}:
            attributes, text = self.tables[-1][-1][-1]
            self.tables[-1][-1][-1] = (attributes, text + data)
        elif data.strip():
            tag, text = self.lines[-1]
            self.lines[-1] = (tag, text + data)

    def cells(self) -> dict[str | None, str]:
        boxes = [box for table in self.tables for row in table for box in row]
        return {attributes["data-cell"]: text for attributes, text in boxes if "data-cell" in attributes}


def boxes_of(rows: list[list[tuple[dict[str, str | None], str]]]) -> list[tuple[int, int, int, int, str]]:
    """Line, position, lines, positions, text, as a browser lays the cells out."""
    taken: set[tuple[int, int]] = set()
    found = []
    for line, row in enumerate(rows):
        position = 0
        for attributes, text in row:
            while (line, position) in taken:
                position += 1
            down, across = (int(attributes.get(name) or 1) for name in ("rowspan", "colspan"))
            taken |= {(line + y, position + x) for y in range(down) for x in range(across)}
            found.append((line, position, down, across, text))
    assert len({sum(1 for y, _ in taken if y == line) for line in range(len(rows))}) == 1
    return found


@pytest.mark.parametrize("form", formats(), ids=lambda form: form.id)
def test_tables_have_the_boxes_of_the_form(form: Format) -> None:
    content = content_of(form, Document(form.id, cells={cell: str(at) for at, cell in enumerate(form.cells, 3001)}))
    page = Page(writer.write(content))
    tables = [part.table for part in content.parts if part.table]
    for rows, table in zip(page.tables, tables, strict=True):
        assert boxes_of(rows) == [(box.line, box.position, box.lines, box.positions, box.text) for box in table.boxes]
        for row in rows:
            for attributes, text in row:
                assert (attributes["tag"] == "td") == ("data-cell" in attributes), text
                assert attributes["tag"] == "td" or attributes["scope"] in {"col", "row", "colgroup", "rowgroup"}
    captions = [text for tag, text in page.lines if tag == "caption"]
    assert captions == ["表二 主动公开", "表三 依申请公开", "表四 复议诉讼"]


def test_a_desk_that_takes_classes_scripts_and_widths_away_has_nothing_to_take(sample: Imported) -> None:
    page = Page(writer.write(content_of(sample.form, sample.document)))
    for tag, attributes in page.tags:
        assert tag not in {"script", "style", "font", "link", "iframe", "img"}
        assert attributes.keys().isdisjoint({"class", "id", "width", "height", "onclick"})
        style = attributes.get("style") or ""
        assert not re.search(r"width:\d+(px|pt)|font-family|font-size|position|url", style), style
    assert ("article", {"lang": "zh-CN"}) in page.tags
    assert ("html", {"lang": "zh-CN"}) in page.tags


def test_the_fragment_is_the_article_alone(sample: Imported) -> None:
    content = content_of(sample.form, sample.document)
    fragment = writer.fragment(content)
    assert fragment.startswith("<article")
    assert fragment.endswith("</article>\n")
    assert fragment.encode() in writer.write(content)


def test_whatever_is_typed_is_no_markup(form: Format) -> None:
    text = '<script>alert("甲")</script>&amp;\u2028\x00'
    content = content_of(form, Document(form.id, text, sections={"overview": text}, cells={form.inputs[0]: text}))
    page = Page(writer.write(content, Copy("review", text, "7K3M-Q9TD", (Part(text, (text,)),))))
    assert not any(tag == "script" for tag, _ in page.tags)
    plain = visible(text)
    assert page.cells()[form.inputs[0]] == plain
    assert page.lines.count(("p", plain)) == 3


def test_mark_annex_and_fingerprint_of_a_copy_to_be_signed(sample: Imported) -> None:
    content = content_of(sample.form, sample.document)
    page = Page(writer.write(content, Copy("review", "送审稿", "7K3M-Q9TD", (Part("附", ("一段。",)),))))
    assert page.lines[1] == ("p", "送审稿")
    assert page.lines[-3:] == [("h2", "附"), ("p", "一段。"), ("p", "内容指纹 7K3M-Q9TD")]
    plain = writer.write(content).decode()
    assert f'<meta name="fingerprint" content="{fingerprint(content)}">' in plain
    assert "送审稿" not in plain


def test_all_of_every_real_report_is_on_it(real_text: Path) -> None:
    imported = reading.read(real_text)
    content = content_of(imported.form, imported.document)
    page = Page(writer.write(content))
    shown = shown_texts(imported.form, imported.document)
    assert page.cells() == {cell: visible(shown.get(cell, "")) for cell in imported.form.cells}
    said = [text for tag, text in page.lines if tag in {"h1", "h2", "p"}]
    expected = [each for part in content.parts for each in (part.heading, *part.paragraphs) if each]
    assert said == [visible(text).strip() for text in (content.title, *expected, *content.closing)]


def test_the_same_report_gives_the_same_bytes(sample: Imported) -> None:
    content = content_of(sample.form, sample.document)
    assert writer.write(content) == writer.write(content)


def test_a_wide_table_is_scrolled_on_a_narrow_screen_and_not_squeezed(sample: Imported) -> None:
    page = writer.write(content_of(sample.form, sample.document)).decode()
    tables = re.findall(r"<table style=\"([^\"]*)\"", page)
    assert [("min-width" in style) for style in tables] == [False, True, True]
    assert page.count('<div style="overflow-x:auto">') == 2


def test_a_caption_says_no_heading_twice(sample: Imported) -> None:
    signing = Part("审签单", table=grid((1, 1), [["年报", ""]], 0), caption="审签单")
    page = writer.write(content_of(sample.form, sample.document), Copy(annex=(signing,))).decode()
    assert page.count("<caption>") == 3
    assert page.count("审签单") == 1


def test_names_are_cut_between_their_words(sample: Imported) -> None:
    page = writer.write(content_of(sample.form, sample.document)).decode()
    for words in (["法律", "服务", "机构"], ["（四）", "无法提供"], ["自然人"], ["其他"], ["尚未", "审结"]):
        assert f'word-break:keep-all">{"<wbr>".join(words)}</th>' in page
    assert "keep-all" not in page.partition("（本列数据")[0].rpartition("<th")[2]
