"""Pictures that mean harm, are spoilt or strange, each read in a process of its own: `benchmarks/hostile_pictures.py`.

A line each: seconds of CPU, memory of the process in MB, what is said. It must be a sentence within 5 s of CPU, or a
reading of what can be read; never more than 1 GB. 200 of them follow from the seed.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import numpy as np
import picture_bombs
import picture_pdfs
import pypdfium2
import scan_papers
from hostile import measured
from picture_bombs import Made, saved
from PIL import Image, ImageDraw

from govreport_gui.files import resources

SECONDS, MEGABYTES = 5.0, 1000
READING: Final = 25.0
"""Seconds of CPU for what is a page or a few after all: on two cores half of it."""
NO_REPORT: Final = "没有找到年报"
ENOUGH: Final = 200
BOMBS: Final = (
    picture_bombs.png_bombs,
    picture_bombs.jpeg_bombs,
    picture_bombs.tiff_bombs,
    picture_bombs.other_bombs,
    picture_pdfs.within_pdf,
)


# ── whole pictures ───────────────────────────────────────────────────


def page(dpi: int = 110) -> Image.Image:
    """A page that can be read: tables 二 or 四 of the sample."""
    paper = scan_papers.paper(scan_papers.SAMPLE)
    picture: Image.Image = pypdfium2.PdfDocument(paper.content)[3].render(scale=dpi / 72).to_pil()
    return picture.convert("RGB")


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
    yield "pdf: its picture in 400 strips", "strips.pdf", lambda: picture_pdfs.stripes(picture, 400)
    yield "pdf: a picture within forms within each other", "forms.pdf", lambda: picture_pdfs.pdf_of(picture_pdfs.FORMS)


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
    yield "5 white pages", "white.tif", lambda: picture_bombs.tiff([Image.new("1", (1654, 2339), 1)] * 5)


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
    named = (strange(picture), empty(), *(each(picture) for each in BOMBS))
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
    failed = fell = done = 0
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
            # It was looked at all the same where it turns out to be no report.
            most = READING if said.startswith("read: ") or NO_REPORT in said else SECONDS
            bad = seconds > most or memory > MEGABYTES
            fell += said.startswith("ended")
            failed += bad
            done += 1
            print(f"{seconds:6.2f} s {memory:5.0f} MB  {'✕' if bad else '✓'} {what}: {said[:90]}", flush=True)
            path.unlink()
    print(f"{failed} of {done} failed, {fell} made the process fall over, which the window tells")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
