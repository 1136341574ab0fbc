"""Whether others find in our files all that a report says: `python benchmarks/readers.py [FOLDER]`.

Each shared report is put out as PDF (each way to set its pages), Word file, web page and workbook, and read again by
readers that know nothing of this program: pdfplumber, the plain XML of Word, an HTML parser, openpyxl, LibreOffice. All
cells and all paragraphs are compared. LibreOffice sets the Word file on its own pages, which are counted; a Word file
in which three cells were edited is read by our reader. What is not installed is named: `pip install --group peers`.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from openpyxl import load_workbook

from govreport_gui.core.forms.form import Table
from govreport_gui.core.papers.content import Content, content_of
from govreport_gui.core.papers.fingerprint import fingerprint
from govreport_gui.core.papers.part import trimmed, visible
from govreport_gui.core.papers.profiles import NAMES
from govreport_gui.core.rules.check import check
from govreport_gui.core.values import read, show
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.output import export
from govreport_gui.files.sources import reading
from govreport_gui.files.sources.imported import Imported
from govreport_gui.files.word.body import bookmark

SHARED = Path(__file__).resolve().parents[2] / "shared" / "reports"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Grid = list[list[str]]
"""A table as rows of texts; a merged cell says its text at its first place."""


@dataclass(frozen=True)
class Found:
    """What a reader found: the texts of paragraphs, and tables."""

    text: str
    tables: list[Grid]


def close(text: str | None) -> str:
    return "".join((text or "").split())


# ── the readers ──────────────────────────────────────────────────────


def by_pdfplumber(content: bytes) -> Found:
    import pdfplumber

    text, tables = "", []
    with pdfplumber.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            found = page.find_tables()
            # None is the rest of a merged cell.
            tables += [[[cell for cell in row if cell is not None] for row in each.extract()] for each in found]
            boxes = [each.bbox for each in found]

            def outside(sign: dict[str, float], boxes: Sequence[tuple[float, ...]] = tuple(boxes)) -> bool:
                if "x0" not in sign or "top" not in sign:
                    return True
                x, y = (sign["x0"] + sign["x1"]) / 2, (sign["top"] + sign["bottom"]) / 2
                return not any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in boxes)

            text += re.sub(r"—\d+—$", "", close(page.filter(outside).extract_text()).removeprefix("未定稿"))
    return Found(text, tables)


def by_xml(content: bytes) -> Found:
    with ZipFile(BytesIO(content)) as file:
        body = ET.fromstring(file.read("word/document.xml"))[0]  # noqa: S314  # our own
    texts, tables = [], []
    for block in body:
        if block.tag == f"{WORD}p":
            texts.append(said(block))
        elif block.tag == f"{WORD}tbl":
            tables.append([[said(cell) for cell in row.iter(f"{WORD}tc")] for row in block.iter(f"{WORD}tr")])
    return Found(close("".join(texts)), tables)


def said(element: ET.Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{WORD}t"))


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tables: list[Grid] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # as it is called
        if tag in ("title", "caption", "table", "td", "th"):
            self._inside.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.text += close(data)
        elif self._inside[-1] in ("td", "th"):
            self.tables[-1][-1][-1] += data


def by_html_parser(content: bytes) -> Found:
    page = Page()
    page.feed(content.decode())
    return Found(page.text.removeprefix("未定稿"), page.tables)


def by_openpyxl(content: bytes, imported: Imported) -> tuple[str, dict[str, str]]:
    """The texts of the last sheet, and the cells by their names."""
    book = load_workbook(BytesIO(content), data_only=True)
    cells = {}
    for cell in imported.form.cells:
        ((sheet, at),) = book.defined_names[cell].destinations
        value, comment = book[sheet][at].value, book[sheet][at].comment
        typed = comment.text.partition("原文：")[2] if comment else ""
        cells[cell] = typed or ("" if value is None else repr(value) if isinstance(value, float) else str(value))
    texts = [str(row[0]) for row in book["正文"].iter_rows(max_col=1, values_only=True) if row[0]]
    own = [text for at, text in enumerate(texts) if at != 1 and text != "未定稿" and not text.startswith("（见工作表“")]
    return close("".join(own)), cells


# ── what is compared ─────────────────────────────────────────────────


def wanted(content: Content) -> Iterator[str]:
    yield content.title
    for part in content.parts:
        yield from trimmed((part.heading, *part.paragraphs))
    yield from trimmed(content.closing)


def lacking_texts(text: str, content: Content) -> list[str]:
    """Paragraphs that do not follow each other in the text, and what is there besides."""
    lacking, at = [], 0
    for words in (close(visible(each)) for each in wanted(content)):
        here = text.find(words, at)
        if here != at:
            lacking.append(words[:20])
        at = max(at, here + len(words))
    return lacking + [f"多出“{text[at:][:20]}”"] * (at < len(text))


def lacking_cells(found: Found, content: Content) -> list[str]:
    """Cells that do not stand where the form has them: every row of numbers, in the order of the rows."""
    rows = [[close(text) for text in row] for grid in found.tables for row in grid]
    lacking, at = [], 0
    for table in (part.table for part in content.parts if part.table):
        for line in range(len(table.lines)):
            cells = [box for box in table.boxes if box.line == line and box.cell]
            if not cells:
                continue
            want = [close(box.text) for box in cells]
            here = next((n for n in range(at, len(rows)) if rows[n][-len(want) :] == want and rows[n]), None)
            if here is None:
                lacking += [box.cell for box in cells]
            else:
                at = here + 1
    return lacking


def same(text: str) -> str:
    value = read(text)
    return close(text) if value.number is None or value.remark else show(value.number)


def lacking_by_name(cells: dict[str, str], content: Content) -> list[str]:
    tables: list[Table] = [part.table for part in content.parts if part.table]
    boxes = {cell: box.text for table in tables for cell, box in table.number_boxes().items()}
    return [cell for cell, text in boxes.items() if same(cells.get(cell, "?")) != same(text)]


def edited(content: bytes, cells: Sequence[str]) -> bytes:
    """The Word file with numbers that no report has typed into these cells, as by somebody in Word."""
    with ZipFile(BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    body = ET.fromstring(parts["word/document.xml"])  # noqa: S314  # our own
    for number, cell in enumerate(cells, 90001):
        (paragraph,) = [
            each
            for each in body.iter(f"{WORD}p")
            if any(mark.get(f"{WORD}name") == bookmark(cell) for mark in each.iter(f"{WORD}bookmarkStart"))
        ]
        for old in list(paragraph.iter(f"{WORD}r")):
            paragraph.remove(old)
        ET.SubElement(ET.SubElement(paragraph, f"{WORD}r"), f"{WORD}t").text = str(number)
    parts["word/document.xml"] = ET.tostring(body)
    raw = BytesIO()
    with ZipFile(raw, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return raw.getvalue()


def by_libreoffice(folder: Path, to: str, names: Sequence[str], into: str) -> None:
    subprocess.run(
        [  # noqa: S607  # wherever it is
            "soffice",
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            *("--headless", "--convert-to", to, "--outdir", str(folder / into)),
            *(str(folder / name) for name in names),
        ],
        check=True,
        capture_output=True,
    )


def reports(folder: Path) -> dict[str, Imported]:
    """Every report that can be read, once for each content; blank forms say nothing."""
    found: dict[str, Imported] = {}
    for path in sorted([*folder.glob("*.*"), *folder.glob("layouts/*.txt"), *folder.glob("forms/*.*")]):
        if path.suffix in (".json", ".md"):
            continue
        try:
            imported = reading.read(path)
        except OutsideError:
            continue
        if imported.document.cells:
            found.setdefault(fingerprint(content_of(imported.form, imported.document)), imported)
    return found


def main() -> int:
    missing = [name for name in ("pdfplumber",) if find_spec(name) is None]
    missing += ["LibreOffice"] * (shutil.which("soffice") is None)
    if missing:
        print(f"没有做：缺少 {'、'.join(missing)}。")
        return 77
    every = reports(Path(sys.argv[1]) if sys.argv[1:] else SHARED)
    cells = texts = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        faults = [fault for code, imported in every.items() for fault in of_one(code, imported, folder)]
        by_libreoffice(folder, "xlsx:Calc MS Excel 2007 XML", [f"{code}.xlsx" for code in every], "calc")
        by_libreoffice(folder, "pdf", [f"{code}.docx" for code in every], "writer")
        for code, imported in every.items():
            faults += by_office(code, imported, folder)
            cells += len(imported.form.cells)
            texts += sum(1 for _ in wanted(content_of(imported.form, imported.document)))
    for fault in faults:
        print("✕", fault)
    print(f"{len(every)} 份年报，{cells} 格、{texts} 段，每种文件各一遍：{len(faults)} 处不符。")
    return bool(faults)


def of_one(code: str, imported: Imported, folder: Path) -> Iterator[str]:
    """What is amiss in the files of a report that are read here; those for LibreOffice are left in the folder."""
    form, document = imported.form, imported.document
    content, checked = content_of(form, document), check(form, document)
    found = {}
    for profile, name in NAMES.items():
        printed = export.as_pdf(form, document, checked, profile=profile)
        if printed.missing:
            yield f"{code} PDF：没有字形 {printed.missing}"
        found[f"PDF {name}"] = by_pdfplumber(printed.content)
    word = export.as_word(form, document, checked)
    found["Word"] = by_xml(word)
    found["网页"] = by_html_parser(export.as_page(form, document, checked))
    for name, each in found.items():
        yield from (f"{code} {name}：段 {text}" for text in lacking_texts(each.text, content))
        yield from (f"{code} {name}：格 {cell}" for cell in lacking_cells(each, content))
    (folder / f"{code}.xlsx").write_bytes(export.as_workbook(form, document, checked, purpose="public"))
    (folder / f"{code}.docx").write_bytes(word)
    three = [*form.cells][3:200:70]
    (folder / "edited.docx").write_bytes(edited(word, three))
    again = reading.read(folder / "edited.docx").document
    changed = {cell for cell in form.cells if same(again.cells.get(cell, "")) != same(text_of(content, cell))}
    if changed != set(three):
        yield f"{code} Word 改三格后：{sorted(changed)}"


def by_office(code: str, imported: Imported, folder: Path) -> Iterator[str]:
    """What is amiss in the workbook, as it is and through LibreOffice, and in the pages of the Word file."""
    content, checked = content_of(imported.form, imported.document), check(imported.form, imported.document)
    for name, where in (("openpyxl", folder), ("LibreOffice", folder / "calc")):
        text, cells = by_openpyxl((where / f"{code}.xlsx").read_bytes(), imported)
        yield from (f"{code} Excel {name}：段 {each}" for each in lacking_texts(text, content))
        yield from (f"{code} Excel {name}：格 {each}" for each in lacking_by_name(cells, content))
    ours = export.as_pdf(imported.form, imported.document, checked).pages
    theirs = pages_of(folder / "writer" / f"{code}.pdf")
    print(f"{code}　{content.unit}{content.year}　PDF {ours} 页　Word 在 Writer 中 {theirs} 页")
    if abs(theirs - ours) > 1:
        yield f"{code} Word：Writer {theirs} 页，PDF {ours} 页"


def text_of(content: Content, cell: str) -> str:
    return next(box.text for part in content.parts if part.table for box in part.table.boxes if box.cell == cell)


def pages_of(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return len(pdf.pages)


if __name__ == "__main__":
    sys.exit(main())
