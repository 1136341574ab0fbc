"""Pictures that mean harm, are spoilt or strange, each read in a process of its own: `benchmarks/hostile_pictures.py`.

A line each: seconds of CPU, memory of the process in MB, what is said. It must be a sentence within 5 s of CPU, or a
reading of what can be read; never more than 1 GB, and never an end without a word. 200 of them follow from the seed.
"""

import argparse
import io
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import numpy as np
import pypdfium2
import scan_papers
from hostile import measured
from PIL import Image, ImageDraw, PngImagePlugin

from govreport_gui.files import resources

SECONDS, MEGABYTES = 5.0, 1000
READING: Final = 25.0
"""Seconds of CPU for what is a page after all: on two cores half of it."""
ENOUGH: Final = 200
Made = tuple[str, str, Callable[[], bytes]]
"""What it is, what it is called, and its content."""


# ── whole pictures ───────────────────────────────────────────────────


def page(dpi: int = 110) -> Image.Image:
    """A page that can be read: tables 二 or 四 of the sample."""
    paper = scan_papers.paper(scan_papers.SAMPLE)
    picture: Image.Image = pypdfium2.PdfDocument(paper.content)[3].render(scale=dpi / 72).to_pil()
    return picture.convert("RGB")


def saved(picture: Image.Image, form: str, **how: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **how)
    return file.getvalue()


def whole() -> dict[str, bytes]:
    """One file of each form, to be spoilt."""
    picture = page()
    return {
        "png": saved(picture, "PNG"),
        "jpg": saved(picture, "JPEG", quality=70),
        "tif": saved(picture, "TIFF", compression="tiff_lzw"),
        "fax.tif": saved(picture.convert("1"), "TIFF", compression="group4"),
        "bmp": saved(picture.convert("L"), "BMP"),
        "gif": saved(picture.convert("P"), "GIF"),
        "webp": saved(picture, "WEBP", quality=70),
        "pdf": saved(picture, "PDF", resolution=110),
        "fax.pdf": saved(picture.convert("1"), "PDF", resolution=110),
    }


def strange(picture: Image.Image) -> Iterator[Made]:
    """What is a page after all, in forms that are seldom met."""
    yield "jpg: CMYK", "cmyk.jpg", lambda: saved(picture.convert("CMYK"), "JPEG")
    yield "jpg: grey, progressive", "grey.jpg", lambda: saved(picture.convert("L"), "JPEG", progressive=True)
    for turn in range(1, 9):
        lying = Image.Exif()
        lying[0x0112] = turn
        yield f"jpg: turned, says {turn}", "t.jpg", partial(saved, picture, "JPEG", exif=lying)
    wrong = Image.Exif()
    wrong[0x0112] = 99
    yield "jpg: turned, says 99", "t99.jpg", lambda: saved(picture, "JPEG", exif=wrong)
    grey = np.asarray(picture.convert("L"), dtype=np.uint16)
    yield "png: 16 bit", "a.png", lambda: saved(Image.fromarray(grey * 257), "PNG")
    yield "png: 1 bit", "b.png", lambda: saved(picture.convert("1"), "PNG")
    yield "png: letters on nothing", "c.png", lambda: saved(on_nothing(picture), "PNG")
    yield (
        "png: palette with a colour that is nothing",
        "d.png",
        lambda: saved(picture.convert("P"), "PNG", transparency=0),
    )
    yield "png: grey with transparency", "e.png", lambda: saved(picture.convert("LA"), "PNG")
    yield "png: that moves", "f.png", lambda: saved(picture, "PNG", save_all=True, append_images=[picture] * 3)
    yield "gif: that moves", "a.gif", lambda: saved(picture, "GIF", save_all=True, append_images=[picture] * 20)
    yield "webp: that moves", "a.webp", lambda: saved(picture, "WEBP", save_all=True, append_images=[picture] * 3)
    yield "bmp: 1 bit", "a.bmp", lambda: saved(picture.convert("1"), "BMP")
    yield "bmp: palette", "b.bmp", lambda: saved(picture.convert("P"), "BMP")
    yield "tif: 16 bit", "a.tif", lambda: saved(Image.fromarray(grey * 257), "TIFF")
    yield "tif: floating", "b.tif", lambda: saved(Image.fromarray(grey.astype(np.float32)), "TIFF")
    yield "tif: CMYK", "c.tif", lambda: saved(picture.convert("CMYK"), "TIFF")
    yield "tif: JPEG within", "d.tif", lambda: saved(picture, "TIFF", compression="jpeg")
    yield "tif: big", "e.tif", lambda: saved(picture, "TIFF", big_tiff=True)
    yield "jp2", "a.jp2", lambda: saved(picture, "JPEG2000")
    yield "ppm", "a.ppm", lambda: saved(picture, "PPM")
    yield "tga", "a.tga", lambda: saved(picture, "TGA")
    yield "a JPEG called .pdf", "z.pdf", lambda: saved(picture, "JPEG")
    yield "a PDF called .jpg", "z.jpg", lambda: saved(picture, "PDF", resolution=110)
    yield "a PNG called .docx", "z.docx", lambda: saved(picture, "PNG")
    yield "a TIFF called .txt", "z.txt", lambda: saved(picture, "TIFF")
    yield "a PNG called .govreport", "z.govreport", lambda: saved(picture, "PNG")
    yield "pdf: its picture in 400 strips", "strips.pdf", lambda: stripes(picture, 400)
    yield "pdf: a picture within forms within each other", "forms.pdf", lambda: pdf_of(FORMS)


def on_nothing(picture: Image.Image) -> Image.Image:
    """Black letters on what is transparent black: pasted as it is, the page is all black."""
    clear = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    ink = picture.convert("L").point(lambda level: 255 - level)
    clear.putalpha(ink)
    return clear


def empty() -> Iterator[Made]:
    """Pictures with nothing on them that is a report."""
    dice = np.random.default_rng(1)
    noise = dice.integers(0, 256, (2339, 1654), dtype=np.uint8)
    yield "white page", "white.png", lambda: saved(Image.new("L", (2480, 3508), 255), "PNG")
    yield "black page", "black.png", lambda: saved(Image.new("L", (2480, 3508), 0), "PNG")
    yield "one pixel", "one.png", lambda: saved(Image.new("1", (1, 1)), "PNG")
    yield "8 × 30 000", "strip.png", lambda: saved(Image.new("L", (8, 30_000), 255), "PNG")
    yield "30 000 × 8", "band.png", lambda: saved(Image.new("L", (30_000, 8), 255), "PNG")
    yield "noise on a whole page", "noise.png", lambda: saved(Image.fromarray(noise), "PNG")
    yield "black and white noise", "fax.tif", lambda: saved(Image.fromarray(noise > 127), "TIFF", compression="group4")
    yield "a page full of lines", "lines.png", lambda: saved(lined(8), "PNG")
    yield "a page full of tiny cells", "cells.png", lambda: saved(lined(12, both=True), "PNG")
    yield "a page full of numbers", "numbers.png", lambda: saved(numbers(), "PNG")
    yield "numbers in 7 000 cells", "grid.png", lambda: saved(numbers(lines=True), "PNG")
    yield "20 white pages", "white.tif", lambda: tiff([Image.new("1", (1654, 2339), 1)] * 20)


def lined(step: int, *, both: bool = False) -> Image.Image:
    picture = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(picture)
    for at in range(0, 2339, step):
        draw.line((0, at, 1654, at), 0)
        if both:
            draw.line((at, 0, at, 2339), 0)
    return picture


def numbers(*, lines: bool = False) -> Image.Image:
    picture = lined(26, both=True) if lines else Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(picture)
    for row in range(90):
        for column in range(63):
            draw.text((column * 26 + 4, row * 26 + 6), str((row * column) % 97), 0)
    return picture


# ── pictures that mean harm ──────────────────────────────────────────


def png(*chunks: tuple[bytes, bytes], wrong: bytes = b"") -> bytes:
    """A PNG of these chunks; the check of those named `wrong` is wrong."""
    made = [b"\x89PNG\r\n\x1a\n"]
    for name, body in chunks:
        check = zlib.crc32(name + body) ^ (name == wrong)
        made.append(struct.pack(">I", len(body)) + name + body + struct.pack(">I", check))
    return b"".join(made)


def head(width: int, height: int, depth: int = 8, colour: int = 0, interlaced: int = 0) -> tuple[bytes, bytes]:
    return b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)


def zeros(count: int, level: int = 9) -> bytes:
    """That many zero bytes, packed."""
    packer = zlib.compressobj(level)
    piece = b"\0" * 10_000_000
    rest = [packer.compress(piece[: min(len(piece), count - at)]) for at in range(0, count, len(piece))]
    return b"".join(rest) + packer.flush()


END: Final = (b"IEND", b"")


def png_bombs(picture: Image.Image) -> Iterator[Made]:
    """Small files that become large, files that claim to, and such as are not what they should be."""
    side = 30_000
    rows = side * (side // 8 + 1)
    yield "png: 30 000 × 30 000, 1 bit", "a.png", lambda: png(head(side, side, 1), (b"IDAT", zeros(rows)), END)
    yield "png: 30 000 × 30 000, grey", "b.png", lambda: png(head(side, side), (b"IDAT", zeros(side * (side + 1))), END)
    yield (
        "png: 30 000 × 30 000, colour, interlaced",
        "c.png",
        lambda: png(head(side, side, 8, 2, 1), (b"IDAT", zeros(10_000_000)), END),
    )
    yield "png: 2 147 483 647 each way", "d.png", lambda: png(head(2**31 - 1, 2**31 - 1), (b"IDAT", zeros(100)), END)
    yield "png: 0 × 0", "e.png", lambda: png(head(0, 0), (b"IDAT", zeros(1)), END)
    yield "png: 100 × 0", "f.png", lambda: png(head(100, 0), (b"IDAT", zeros(1)), END)
    yield "png: 10 × 10 that becomes 1 GB", "g.png", lambda: png(head(10, 10), (b"IDAT", zeros(10**9, 1)), END)
    yield "png: 178 000 000 pixels", "h.png", lambda: png(head(13_340, 13_340), (b"IDAT", zeros(13_340 * 13_341)), END)
    text = (b"zTXt", b"a\0\0" + zeros(100_000_000))
    yield "png: a text of 100 MB", "i.png", lambda: png(head(10, 10), text, (b"IDAT", zeros(110)), END)
    yield (
        "png: 60 texts of 1 MB each",
        "j.png",
        lambda: png(head(10, 10), *[(b"zTXt", b"a\0\0" + zeros(1_000_000))] * 60, (b"IDAT", zeros(110)), END),
    )
    colours = (b"iCCP", b"a\0\0" + zeros(100_000_000))
    yield "png: a profile of 100 MB", "k.png", lambda: png(head(10, 10), colours, (b"IDAT", zeros(110)), END)
    yield "png: 30 MB of comment", "l.png", lambda: commented(picture)
    yield "png: wrong check of its head", "m.png", lambda: png(head(9, 9), (b"IDAT", zeros(90)), END, wrong=b"IHDR")
    yield "png: wrong check of its pixels", "n.png", lambda: broken_check(saved(picture, "PNG"))
    yield "png: a palette without colours", "o.png", lambda: png(head(9, 9, 8, 3), (b"IDAT", zeros(90)), END)
    yield "png: no pixels at all", "p.png", lambda: png(head(900, 900), END)
    yield "png: only its sign", "q.png", png
    yield "png: 100 000 empty chunks", "r.png", lambda: png(head(9, 9), *[(b"abCd", b"")] * 100_000, END)


def jpeg_bombs(picture: Image.Image) -> Iterator[Made]:
    large = saved(Image.new("L", (8, 8)), "JPEG")
    yield "jpg: claims 65 500 × 65 500", "a.jpg", lambda: claims(large, 65_500, 65_500)
    yield "jpg: claims 0 × 0", "b.jpg", lambda: claims(large, 0, 0)
    yield "jpg: claims 12 000 × 12 000", "c.jpg", lambda: claims(large, 12_000, 12_000)
    yield "jpg: only its sign", "d.jpg", lambda: b"\xff\xd8\xff\xe0"
    yield "jpg: 12 000 × 12 000, white", "e.jpg", lambda: saved(Image.new("L", (12_000, 12_000), 255), "JPEG")
    yield "jpg: 5 000 passes over it", "f.jpg", lambda: passes(5000)
    yield "jpg: 30 MB behind its end", "g.jpg", lambda: saved(picture, "JPEG") + b"\0" * 30_000_000
    yield (
        "jpg: EXIF of rubbish",
        "h.jpg",
        lambda: saved(picture, "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xf0" + b"\xff" * 999),
    )


def tiff_bombs(picture: Image.Image) -> Iterator[Made]:
    yield "tif: 1 000 pages", "a.tif", lambda: tiff([Image.new("1", (32, 32), 1)] * 1000)
    yield "tif: 200 pages of A4", "b.tif", lambda: tiff([Image.new("1", (1654, 2339), 1)] * 200)
    yield "tif: its pages in a circle", "c.tif", lambda: circle(saved(picture, "TIFF"))
    yield "tif: the next page beyond its end", "d.tif", lambda: next_page(saved(picture, "TIFF"), 2**31 - 1)
    yield "tif: claims 100 000 × 100 000", "e.tif", lambda: sized(saved(picture, "TIFF"), 100_000, 100_000)
    yield "tif: claims 0 × 0", "f.tif", lambda: sized(saved(picture, "TIFF"), 0, 0)
    yield "tif: fax of 60 000 × 60 000", "g.tif", lambda: sized(whole()["fax.tif"], 60_000, 60_000)
    yield (
        "tif: 13 000 × 13 000, packed",
        "h.tif",
        lambda: saved(Image.new("L", (13_000, 13_000), 255), "TIFF", compression="tiff_adobe_deflate"),
    )
    yield "tif: no page at all", "i.tif", lambda: b"II*\0\0\0\0\0"
    yield "tif: 65 535 entries", "j.tif", lambda: b"II*\0\x08\0\0\0\xff\xff" + b"\0" * 100
    yield "tif: entries of 4 GB each", "k.tif", lambda: entries(60)


def other_bombs(picture: Image.Image) -> Iterator[Made]:
    yield "bmp: claims 2 147 483 647 each way", "a.bmp", lambda: bmp(2**31 - 1, 2**31 - 1)
    yield "bmp: claims 20 000 × −20 000", "b.bmp", lambda: bmp(20_000, -20_000)
    yield "bmp: 0 × 0", "c.bmp", lambda: bmp(0, 0)
    yield "bmp: packed, jumps far", "d.bmp", lambda: bmp(60_000, 60_000, packed=True)
    yield (
        "gif: claims 65 535 × 65 535",
        "a.gif",
        lambda: b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0) + b";",
    )
    yield "gif: 1 000 pictures", "b.gif", lambda: gif(1000)
    yield "gif: 0 × 0", "c.gif", lambda: b"GIF89a" + bytes(7) + b";"
    yield "webp: 16 383 × 16 383", "a.webp", lambda: saved(Image.new("L", (16_383, 16_383), 255).convert("RGB"), "WEBP")
    yield "webp: only its sign", "b.webp", lambda: b"RIFF\xff\xff\xff\x7fWEBPVP8 " + b"\xff" * 40
    yield "ppm: claims 99 999 × 99 999", "a.ppm", lambda: b"P6 99999 99999 255\n"
    yield (
        "eps that would run a program",
        "a.eps",
        lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n",
    )
    yield "heic, as telephones write it", "a.heic", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 5000
    yield "avif", "a.avif", lambda: saved(picture, "AVIF")
    yield "psd", "a.psd", lambda: b"8BPS\0\x01" + bytes(6) + struct.pack(">HIIHH", 3, 30_000, 30_000, 8, 3) + bytes(99)
    yield "ico", "a.ico", lambda: saved(picture, "ICO")
    yield "51 MB", "z.png", lambda: png(head(9, 9), (b"abCd", b"\0" * 51_000_000), END)
    yield "svg", "a.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><text>1</text></svg>"


def commented(picture: Image.Image) -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("a", "x" * 900_000, zip=False)
    for at in range(32):
        said.add_text(f"b{at}", "x" * 900_000)
    return saved(picture, "PNG", pnginfo=said)


def broken_check(content: bytes) -> bytes:
    at = content.index(b"IDAT") + 4
    length = struct.unpack(">I", content[at - 8 : at - 4])[0]
    return content[: at + length] + b"\0\0\0\0" + content[at + length + 4 :]


def claims(content: bytes, width: int, height: int) -> bytes:
    """A JPEG that says it is that large."""
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


def passes(count: int) -> bytes:
    """A progressive JPEG that refines the same thing again and again."""
    content = saved(Image.new("L", (4000, 4000), 255), "JPEG", progressive=True)
    at = content.rindex(b"\xff\xda")
    return content[:at] + content[at:-2] * count + content[-2:]


def tiff(pictures: list[Image.Image]) -> bytes:
    return saved(pictures[0], "TIFF", save_all=True, append_images=pictures[1:], compression="group4")


def directory(content: bytes) -> int:
    """Where a TIFF says what is in it."""
    return int(struct.unpack_from("<I", content, 4)[0])


def next_page(content: bytes, where: int) -> bytes:
    start = directory(content)
    at = start + 2 + 12 * struct.unpack_from("<H", content, start)[0]
    return content[:at] + struct.pack("<I", where) + content[at + 4 :]


def circle(content: bytes) -> bytes:
    return next_page(content, directory(content))


def sized(content: bytes, width: int, height: int) -> bytes:
    """A TIFF that says it is that large."""
    made, start = bytearray(content), directory(content)
    for at in range(struct.unpack_from("<H", content, start)[0]):
        place = start + 2 + 12 * at
        tag = struct.unpack_from("<H", content, place)[0]
        if tag in {256, 257, 278}:
            value = width if tag == 256 else height
            made[place : place + 12] = struct.pack("<HHII", tag, 4, 1, value)
    return bytes(made)


def entries(count: int) -> bytes:
    """A TIFF each of whose entries says that it has 4 GB elsewhere."""
    body = b"".join(struct.pack("<HHII", 256 + at, 4, 2**30, 8) for at in range(count))
    return b"II*\0\x08\0\0\0" + struct.pack("<H", count) + body + bytes(4)


def bmp(width: int, height: int, *, packed: bool = False) -> bytes:
    pixels = b"\0\x02\xff\xff" * 1000 + b"\0\x01" if packed else bytes(100)
    form = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, 1 if packed else 0, len(pixels), 0, 0, 256, 0)
    start = 14 + 40 + 1024
    return b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start) + form + bytes(1024) + pixels


def gif(count: int) -> bytes:
    frames = [Image.new("L", (300, 300), at % 256) for at in range(count)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


# ── pictures within a PDF ────────────────────────────────────────────

Object = tuple[bytes, bytes]
"""A dictionary and what follows it as a stream; b"" for none."""


def pdf_of(objects: tuple[Object, ...], box: bytes = b"0 0 595 842", pages: int = 1, more: bytes = b"") -> bytes:
    """A PDF whose pages paint /A, which is the first of these objects; the others follow it by number."""
    content = b"q 595 0 0 842 0 0 cm /A Do Q"
    every: list[Object] = [
        (b"/Type/Catalog/Pages 2 0 R", b""),
        (b"/Type/Pages/Kids[%s]/Count %d" % (b"3 0 R " * pages, pages), b""),
        (b"/Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>%s" % (box, more), b""),
        (b"", content),
        *objects,
    ]
    made, places = io.BytesIO(b"%PDF-1.6\n"), []
    made.seek(0, io.SEEK_END)
    for at, (words, stream) in enumerate(every, 1):
        places.append(made.tell())
        body = b"<<%s/Length %d>>stream\n%s\nendstream" % (words, len(stream), stream) if stream else b"<<%s>>" % words
        made.write(b"%d 0 obj%s\nendobj\n" % (at, body))
    start = made.tell()
    lines = b"".join(b"%010d 00000 n \n" % place for place in places)
    made.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(every) + 1, lines))
    made.write(b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(every) + 1, start))
    return made.getvalue()


def image(width: int, height: int, stream: bytes, how: bytes = b"/Filter/FlateDecode", depth: int = 8) -> Object:
    words = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent %d" % depth
    return words + b"/Width %d/Height %d%s" % (width, height, how), stream


FORMS: Final[tuple[Object, ...]] = (
    *(
        (
            b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</A %d 0 R>>>>" % (at + 1),
            b"/A Do /A Do",
        )
        for at in range(5, 27)
    ),
    image(2, 2, zlib.compress(b"\0\xff\xff\0")),
)
"""Each paints the next one twice: 4 million pictures."""


def within_pdf(picture: Image.Image) -> Iterator[Made]:
    white = image(100, 100, zlib.compress(b"\xff" * 10_000))
    yield "pdf: a page of 1 000 000 000 points", "a.pdf", lambda: pdf_of((white,), b"0 0 1000000000 1000000000")
    yield "pdf: a page of 14 400 points", "b.pdf", lambda: pdf_of((white,), b"0 0 14400 14400")
    yield (
        "pdf: a page of 14 400 points, each 75 times as large",
        "c.pdf",
        lambda: pdf_of((white,), b"0 0 14400 14400", more=b"/UserUnit 75"),
    )
    yield "pdf: a page of no size", "d.pdf", lambda: pdf_of((white,), b"0 0 0 0")
    yield "pdf: a page below nothing", "e.pdf", lambda: pdf_of((white,), b"600 900 0 0")
    yield "pdf: a page of 1 × 14 400 points", "f.pdf", lambda: pdf_of((white,), b"0 0 1 14400")
    side = 60_000
    yield "pdf: a picture of 60 000 × 60 000", "g.pdf", lambda: pdf_of((image(side, side, zeros(side * side)),))
    yield "pdf: the same with 1 bit", "h.pdf", lambda: pdf_of((image(side, side, zeros(side * side // 8), depth=1),))
    fax = b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 100000/Rows 100000>>"
    yield "pdf: a fax of 100 000 × 100 000", "i.pdf", lambda: pdf_of((image(100_000, 100_000, b"\xff" * 200, fax, 1),))
    large = claims(saved(Image.new("L", (8, 8)), "JPEG"), 65_500, 65_500)
    yield (
        "pdf: a JPEG that claims 65 500 × 65 500",
        "j.pdf",
        lambda: pdf_of((image(65_500, 65_500, large, b"/Filter/DCTDecode"),)),
    )
    twelve = image(12_000, 12_000, saved(Image.new("L", (12_000, 12_000), 255), "JPEG"), b"/Filter/DCTDecode")
    yield "pdf: a JPEG of 12 000 × 12 000", "k.pdf", lambda: pdf_of((twelve,))
    yield "pdf: 151 scanned pages", "l.pdf", lambda: pdf_of((white,), pages=151)
    yield "pdf: 100 white scanned pages", "m.pdf", lambda: pdf_of((white,), pages=100)
    yield "pdf: a picture of rubbish", "n.pdf", lambda: pdf_of((image(100, 100, b"rubbish"),))
    yield "pdf: a picture that says its sizes wrong", "o.pdf", lambda: pdf_of((image(-5, 0, zeros(100)),))
    yield (
        "pdf: JPEG 2000 within",
        "p.pdf",
        lambda: pdf_of((image(*picture.size, saved(picture.convert("L"), "JPEG2000"), b"/Filter/JPXDecode"),)),
    )


def stripes(picture: Image.Image, count: int) -> bytes:
    """A page whose picture is in bands, as some scanners write it."""
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415  # only here
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    file, (width, height) = io.BytesIO(), picture.size
    canvas = Canvas(file, pagesize=(595, 842), invariant=1)
    for at in range(count):
        top, bottom = height * at // count, height * (at + 1) // count
        if bottom > top:
            band = ImageReader(picture.crop((0, top, width, bottom)))
            canvas.drawImage(band, 0, 842 * (1 - bottom / height), 595, 842 * (bottom - top) / height)
    canvas.save()
    return file.getvalue()


# ── spoilt ones ──────────────────────────────────────────────────────


def spoilt(seed: int) -> Iterator[Made]:
    """Files cut off at any byte, or with some bytes changed, without end."""
    every, at = whole(), 0
    while True:
        dice = Random(f"{seed}/{at}")
        suffix = list(every)[at % len(every)]
        content = every[suffix]
        if dice.random() < 0.5:
            cut = dice.randrange(len(content)) if dice.random() < 0.7 else dice.randrange(min(64, len(content)))
            yield f"{suffix}: cut at {cut} of {len(content)}", f"s.{suffix}", partial(bytes, content[:cut])
        else:
            changed = bytearray(content)
            for _ in range(dice.choice((1, 3, 20))):
                # Heads are where sizes stand.
                end = len(content) if dice.random() < 0.4 else min(400, len(content))
                changed[dice.randrange(end)] = dice.choice((0, 255, dice.randrange(256)))
            yield f"{suffix}: some bytes changed ({at})", f"s.{suffix}", partial(bytes, changed)
        at += 1


def files(seed: int, count: int) -> Iterator[Made]:
    """All that are named, then spoilt ones until there are so many."""
    picture, at = page(), 0
    bombs = (each(picture) for each in (png_bombs, jpeg_bombs, tiff_bombs, other_bombs, within_pdf))
    named = (strange(picture), empty(), *bombs)
    for made in (each for group in named for each in group):
        yield made
        at += 1
    yield from (made for made, _ in zip(spoilt(seed), range(max(0, count - at)), strict=False))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wanted", nargs="*", help="only those whose description has one of these words")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=ENOUGH)
    options = parser.parse_args()
    failed = done = 0
    with tempfile.TemporaryDirectory(prefix="govreport-hostile-") as name:
        folder = Path(name)
        usual = folder / "usual.txt"
        usual.write_bytes(resources.path("samples/pengshui-2021.txt").read_bytes())
        print(f"a text takes {measured(usual, folder)[1]:.0f} MB")
        for what, called, make in files(options.seed, options.count):
            if options.wanted and not any(each in what for each in options.wanted):
                continue
            path = folder / called
            path.write_bytes(make())
            seconds, memory, said = measured(path, folder)
            most = READING if said.startswith("read: ") else SECONDS
            bad = seconds > most or memory > MEGABYTES or said.startswith("ended")
            failed += bad
            done += 1
            print(f"{seconds:6.2f} s {memory:5.0f} MB  {'✕' if bad else '✓'} {what}: {said[:90]}", flush=True)
            path.unlink()
    print(f"{failed} of {done} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
