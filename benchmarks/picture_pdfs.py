"""Pictures within a PDF that are too large, too many, or not there; and pages of any size."""

import io
import zlib
from collections.abc import Iterator
from typing import Final

from picture_bombs import Made, claims, saved, zeros
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

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
    grey = image(side, side, zeros(side * side))
    yield "pdf: 100 pages, each with a picture of 60 000 × 60 000", "q.pdf", lambda: pdf_of((grey,), pages=100)
    yield "pdf: a picture of rubbish", "n.pdf", lambda: pdf_of((image(100, 100, b"rubbish"),))
    yield "pdf: a picture that says its sizes wrong", "o.pdf", lambda: pdf_of((image(-5, 0, zeros(100)),))
    yield (
        "pdf: JPEG 2000 within",
        "p.pdf",
        lambda: pdf_of((image(*picture.size, saved(picture.convert("L"), "JPEG2000"), b"/Filter/JPXDecode"),)),
    )


def stripes(picture: Image.Image, count: int) -> bytes:
    """A page whose picture is in bands, as some scanners write it."""
    file, (width, height) = io.BytesIO(), picture.size
    canvas = Canvas(file, pagesize=(595, 842), invariant=1)
    for at in range(count):
        top, bottom = height * at // count, height * (at + 1) // count
        if bottom > top:
            band = ImageReader(picture.crop((0, top, width, bottom)))
            canvas.drawImage(band, 0, 842 * (1 - bottom / height), 595, 842 * (bottom - top) / height)
    canvas.save()
    return file.getvalue()
