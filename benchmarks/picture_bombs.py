"""Small pictures that become large, such as claim to, and such as are not what they should be: by format."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Final

from PIL import Image, PngImagePlugin

Made = tuple[str, str, Callable[[], bytes]]
"""What it is, what it is called, and its content."""


def saved(picture: Image.Image, form: str, **how: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **how)
    return file.getvalue()


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
    yield "tif: fax of 60 000 × 60 000", "g.tif", lambda: sized(tiff([picture.convert("1")]), 60_000, 60_000)
    yield (
        "tif: 13 000 × 13 000, packed",
        "h.tif",
        lambda: saved(Image.new("L", (13_000, 13_000), 255), "TIFF", compression="tiff_adobe_deflate"),
    )
    yield "tif: no page at all", "i.tif", lambda: b"II*\0\0\0\0\0"
    yield "tif: 65 535 entries", "j.tif", lambda: b"II*\0\x08\0\0\0\xff\xff" + b"\0" * 100
    yield "tif: 250 000 times the same page", "l.tif", lambda: chain(250_000)
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


def passes(count: int, side: int = 4000) -> bytes:
    """A progressive JPEG that refines the same thing again and again."""
    content = saved(Image.new("L", (side, side), 255), "JPEG", progressive=True)
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


def chain(count: int) -> bytes:
    """A TIFF of that many pages that are all the same one, each with a directory of its own."""
    content = saved(Image.new("L", (400, 400), 255), "TIFF")
    start = directory(content)
    size = 2 + 12 * struct.unpack_from("<H", content, start)[0]
    body, end = content[start : start + size], len(content)
    places = [end + at * (size + 4) for at in range(count)]
    rest = b"".join(body + struct.pack("<I", following) for following in (*places[1:], 0))
    return next_page(content, end) + rest


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
