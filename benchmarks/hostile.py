"""Files that mean harm, or are far too large, each read in a process of its own: `python benchmarks/hostile.py`.

A line each: seconds of CPU, memory beyond what the program has by itself, what is said. More than 5 s or 300 MB counts
as failed.
"""

import io
import os
import struct
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import fuzz_sources
import read_apart
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from govreport_gui.files import resources
from govreport_gui.files.sources import reading

SECONDS, MEGABYTES = 5.0, 300
MANY: Final = 2_000_000_000
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def files(folder: Path) -> Iterator[tuple[str, str, Callable[[], bytes]]]:  # noqa: PLR0915
    """What it is, what it is called, and its content."""
    sample = reading.read(resources.path("samples/pengshui-2021.txt"))
    whole = fuzz_sources.seeds(sample.form, sample.document, folder)
    word, book = whole["docx"][0], whole["xlsx"][0]
    head = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>'
    laughs = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    yield "docx: 2 GB of blanks in 2 MB", "a.docx", lambda: bomb(word, "word/document.xml", MANY)
    yield "docx: claims 100 bytes, has 2 GB", "b.docx", lambda: lying(bomb(word, "word/document.xml", MANY))
    yield (
        "docx: entities of entities",
        "c.docx",
        lambda: changed(word, "word/document.xml", f'<!DOCTYPE a [<!ENTITY a0 "x">{laughs}]><a>&a11;</a>'.encode()),
    )
    yield (
        "docx: entity from a file",
        "d.docx",
        lambda: changed(word, "word/document.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
    )
    yield (
        "docx: 100 000 elements within each other",
        "e.docx",
        lambda: changed(word, "word/document.xml", (head + "<w:p>" * 100_000).encode()),
    )
    yield (
        "docx: 8 MB of rows without end",
        "f.docx",
        lambda: changed(word, "word/document.xml", (head + "<w:tbl>" + "<w:tr><w:tc/></w:tr>" * 390_000).encode()),
    )
    yield (
        "docx: spans of 99 999, merged in circles",
        "g.docx",
        lambda: changed(
            word, "word/document.xml", (head + "<w:tbl>" + SPANS * 4000 + "</w:tbl></w:body></w:document>").encode()
        ),
    )
    yield "docx: 60 000 parts", "h.docx", lambda: many_parts(word, 60_000)
    yield "docx: a macro", "i.docx", lambda: changed(word, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"x" * 10_000)
    yield "xlsx: 10 000 sheets", "a.xlsx", lambda: many_sheets(book, 10_000)
    yield "xlsx: 2 GB of words", "b.xlsx", lambda: bomb(book, "xl/sharedStrings.xml", MANY)
    yield "xlsx: merged from A1 to XFD1048576", "c.xlsx", lambda: in_sheet(book, MERGED)
    yield "xlsx: one cell at the far end", "d.xlsx", lambda: in_sheet(book, FAR)
    yield (
        "ods: rows and columns repeated a million times",
        "a.ods",
        lambda: changed(whole["ods"][0], "content.xml", SHEET.encode()),
    )
    yield "odt: cut in the middle", "b.odt", lambda: whole["odt"][0][: len(whole["odt"][0]) // 2]
    yield "doc: cut in the middle", "a.doc", lambda: whole["doc"][0][: len(whole["doc"][0]) // 2]
    yield "doc: its pieces claim 2 GB", "b.doc", lambda: claims(whole["doc"][0])
    yield "doc: folders of the container in a circle", "c.doc", lambda: circle(whole["doc"][0])
    yield "xls: cut in the middle", "a.xls", lambda: whole["xls"][0][: len(whole["xls"][0]) // 2]
    yield "rtf: claims 2 GB of a picture", "a.rtf", lambda: whole["rtf"][0].replace(b"\\par", b"\\bin2000000000 ", 3)
    yield "rtf: 5 million braces", "b.rtf", lambda: b"{\\rtf1 " + b"{" * 5_000_000
    yield "rtf: 200 000 rows", "c.rtf", lambda: b"{\\rtf1 " + b"\\trowd\\cellx9\\intbl 1\\cell\\row\n" * 200_000 + b"}"
    yield "html: 500 000 elements within each other", "a.html", lambda: b"<html><body>" + b"<div><del>" * 190_000
    yield "html: hidden ones that open and close", "b.html", lambda: b"<html><del>" + b"<s></i></b>" * 180_000
    yield (
        "html: spans of 9999 by 9999",
        "c.html",
        lambda: b"<table>" + b"<tr><td rowspan=9999 colspan=9999>1</td>" * 40_000,
    )
    yield "html: 100 000 tables", "d.html", lambda: b"<html>" + b"<table><tr><td>1</table>" * 80_000
    yield "html: tables within tables", "e.html", lambda: b"<html>" + b"<table><tr><td>1" * 120_000
    yield "mht: 20 000 parts", "a.mht", lambda: MIME + b"--b\r\nContent-Type: text/html\r\n\r\nx\r\n" * 20_000
    yield "pdf: 5 000 pages", "a.pdf", lambda: pages(5000)
    yield "pdf: 150 pages full of signs", "b.pdf", lambda: pages(150, "1234567890 " * 40, 60)
    yield "pdf: 100 000 lines on a page", "c.pdf", lambda: ruled(100_000)
    yield (
        "pdf: its pages in a circle",
        "d.pdf",
        lambda: circular(whole["pdf"][1]),
    )
    yield "pdf: 2 GB of blanks on a page", "e.pdf", lambda: packed(MANY)
    yield "pdf: a password", "f.pdf", lambda: pages(1, "x", 1, password="x")  # noqa: S106
    yield "pdf: cut in the middle", "g.pdf", lambda: whole["pdf"][0][: len(whole["pdf"][0]) // 2]
    yield "txt: 49 MB of one line", "a.txt", lambda: b"1 " * 24_500_000
    yield "txt: 2 MB of blanks and numbers", "b.txt", lambda: b"1  2  3  4  5  6  7\n" * 7900
    yield "txt: 2 MB in one line", "c.txt", lambda: "一、总体情况".encode() + b"1   " * 490_000
    yield "txt: 8 000 headings", "d.txt", ("一、总体情况\n二、主动公开政府信息情况\n" * 3900).encode
    yield "csv: 8 000 rows of quotes", "a.csv", lambda: b'"1,2,""3",4,5\n' * 7900
    yield "md: 8 000 rows of bars", "a.md", lambda: b"|1|2|3|4|5|6|7|8|9|\n" * 7900
    yield "wrong suffix: a PDF called .docx", "z.docx", lambda: whole["pdf"][1]
    yield "wrong suffix: a picture called .pdf", "z.pdf", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 1000
    yield "a zip of zips", "z.zip", lambda: archive({"a.zip": archive({"b.zip": archive({"c": b"x" * 10_000})})})
    yield "51 MB of chance", "z.bin", lambda: os.urandom(51_000_000)
    yield "nothing at all", "z.txt", lambda: b""


SPANS: Final = (
    "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999'/><w:vMerge/></w:tcPr>"
    "<w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>"
)
MERGED: Final = (
    b'<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A1:A1"/><mergeCell ref="B2:A1"/></mergeCells>'
)
FAR: Final = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
SHEET: Final = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table>'
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384">'
    "<text:p>1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
    "</office:document-content>"
)
MIME: Final = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"


def archive(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def changed(content: bytes, name: str, part: bytes) -> bytes:
    return archive(parts_of(content) | {name: part})


def bomb(content: bytes, name: str, size: int) -> bytes:
    """One part is that many blanks."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for each, part in parts_of(content).items():
            if each != name:
                made.writestr(each, part)
        with made.open(name, "w", force_zip64=True) as blank:
            piece = b" " * 10_000_000
            for _ in range(size // len(piece)):
                blank.write(piece)
    return file.getvalue()


def lying(content: bytes) -> bytes:
    """The size that the part of 2 GB has, in the directory, is 100."""
    return content.replace(struct.pack("<I", MANY), struct.pack("<I", 100))


def many_parts(content: bytes, count: int) -> bytes:
    return archive(parts_of(content) | {f"word/media/{at}.png": b"" for at in range(count)})


def many_sheets(content: bytes, count: int) -> bytes:
    parts = parts_of(content)
    name = "xl/workbook.xml"
    more = "".join(f'<sheet name="s{at}" sheetId="{at + 100}" r:id="rId1"/>' for at in range(count)).encode()
    return changed(content, name, parts[name].replace(b"</sheets>", more + b"</sheets>"))


def in_sheet(content: bytes, more: bytes) -> bytes:
    parts = parts_of(content)
    name = "xl/worksheets/sheet1.xml"
    end = b"</sheetData>"
    behind = more + end if more.startswith(b"<row") else end + more
    return changed(content, name, parts[name].replace(end, behind))


def claims(content: bytes) -> bytes:
    """The places of characters in the piece table are near 2³¹."""
    at = content.find(b"\x02", 0x8000)
    return content[:at] + content[at:].replace(b"\x00\x00\x00\x00", b"\xff\xff\xff\x7f", 40)


def circle(content: bytes) -> bytes:
    """Each sector of the container's table leads to the first."""
    table = struct.unpack_from("<I", content, 0x4C)[0]
    start = 512 * (table + 1)
    return content[:start] + struct.pack("<I", 0) * 128 + content[start + 512 :]


def pages(count: int, text: str = "1", lines: int = 1, password: str = "") -> bytes:
    file = io.BytesIO()
    lock = pdfencrypt.StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(file, invariant=1, encrypt=lock)
    for _ in range(count):
        for line in range(lines):
            canvas.drawString(10, 800 - 12 * line, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def ruled(count: int) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawString(100, 100, "1" * 40)
    for at in range(count):
        canvas.line(10, at / 200, 500, at / 200)
    canvas.save()
    return file.getvalue()


def circular(content: bytes) -> bytes:
    """A PDF whose pages have each other."""
    return content.replace(b"/Kids [", b"/Kids [ 1 0 R 2 0 R 3 0 R ")


def packed(size: int) -> bytes:
    """A page whose content becomes that many blanks."""
    packer = zlib.compressobj(1)
    piece = b" " * 10_000_000
    stream = b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % (at, each) for at, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


def measured(path: Path, folder: Path) -> tuple[float, float, str]:
    """Seconds and megabytes that a process took to read that file, and what it said."""
    found = read_apart.read(path, folder)
    if found.status:
        return found.seconds, found.megabytes, f"ended with {found.status}"
    return found.seconds, found.megabytes, found.told.refused or f"read: {len(found.told.report)} signs"


def main() -> int:
    failed = 0
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="govreport-hostile-") as name:
        folder = Path(name)
        usual = folder / "usual.txt"
        usual.write_bytes(resources.path("samples/pengshui-2021.txt").read_bytes())
        by_itself = measured(usual, folder)[1]
        for what, called, make in files(folder):
            if wanted and not any(each in what for each in wanted):
                continue
            path = folder / called
            path.write_bytes(make())
            seconds, memory, said = measured(path, folder)
            bad = seconds > SECONDS or memory - by_itself > MEGABYTES or said.startswith("ended")
            failed += bad
            print(
                f"{seconds:6.2f} s {memory - by_itself:6.0f} MB  {'✕' if bad else '✓'} {what}: {said[:70]}", flush=True
            )
            path.unlink()
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
