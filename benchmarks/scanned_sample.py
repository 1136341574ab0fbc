"""The sample as a scan that was read, for windows that show one: its PDF as pictures of paper with a stamp on it, and
some doubts. Nothing is recognised here: what was read is the text of the PDF, so that no add-on is wanted.
"""

import io
import math
from dataclasses import replace
from functools import cache
from random import Random
from typing import Final

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.rules.check import check
from govreport_gui.files import resources
from govreport_gui.files.output import export
from govreport_gui.files.pdf.pictures import Pages, open_pages
from govreport_gui.files.sources import pdf, reading
from govreport_gui.files.sources.assembly import assemble
from govreport_gui.files.sources.imported import Imported

MISREAD: Final = "requests.granted.natural_person"
"""On paper 27, read as 21: one change makes all sums hold."""
STAMPED: Final = "requests.granted.total"
EMPTY: Final = "requests.refused_security_stability.research"
"""Nothing stands there on paper."""
_PRINTED: Final = {
    "requests.new.natural_person": "64",
    "requests.new.total": "64",
    MISREAD: "27",
    STAMPED: "27",
    "requests.unavailable_not_held.natural_person": "37",
    "requests.unavailable_not_held.total": "37",
    "requests.results_total.natural_person": "64",
    "requests.results_total.total": "64",
    EMPTY: "",
}
_DOUBTS: Final = (
    ("第二次识别与第一次不同", MISREAD, "27"),
    ("数字上盖有印章", STAMPED, ""),
    ("格内未见数字，按空白读入", EMPTY, ""),
)
_DPI: Final = 150
_STAMPED_PAGE: Final = 4
"""From 0: that with the beginning of table 三."""
_PAPER: Final = (243, 241, 234)
_STAMP: Final = (214, 84, 84)


@cache
def imported() -> Imported:
    """What its reading gave."""
    sample = reading.read(resources.path("samples/pengshui-2021.txt"))
    document = sample.document.with_cells(_PRINTED)
    printed = export.as_pdf(sample.form, document, check(sample.form, document)).content
    pages = open_pages(printed)
    blocks, notes = pdf.blocks(printed)
    read = assemble(blocks, resources.formats(), notes)
    assert read.reading is not None
    assert read.document.cells[MISREAD] == "27"
    places = {cell: place.place for cell, place in sample.form.cells.items()}
    beside = read.reading.spots[EMPTY.replace("research", "enterprise")][0]
    spots = {EMPTY: (replace(beside, position=beside.position + 1),)}
    account = tuple(
        Entry("doubtful", f"{places[cell]}：{why}，核对。", (cell,), spots.get(cell, ()), second)
        for why, cell, second in _DOUBTS
    )
    account = (*account, *read.account)
    wrong = read.document.with_cells({MISREAD: "21"})
    found = replace(read.reading, document=wrong, account=account)
    return replace(read, document=wrong, account=account, reading=found, paper=_paper(pages))


def _paper(pages: Pages) -> bytes:
    """These pages as a scanner gives them."""
    document = pypdfium2.PdfDocument.new()
    dice = Random(19)
    for number, (width, height) in enumerate(pages.sizes):
        size = (round(width * _DPI / 72), round(height * _DPI / 72))
        drawn = pages.picture(number, *size)
        picture = Image.frombuffer("RGB", size, drawn.pixels, "raw", "BGRX", 0, 1)
        picture = _scanned(_stamped(picture) if number == _STAMPED_PAGE else picture, dice)
        content = io.BytesIO()
        picture.save(content, "JPEG", quality=70)
        content.seek(0)
        page = document.new_page(width, height)
        image = pypdfium2.PdfImage.new(document)
        image.load_jpeg(content, inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page.insert_obj(image)
        page.gen_content()
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _stamped(page: Image.Image) -> Image.Image:
    """With a ring and a star on its right half."""
    wide, high = page.size
    stamp = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(stamp)
    x, y, far = wide * 0.78, high * 0.36, wide * 0.1
    draw.ellipse((x - far, y - far, x + far, y + far), outline=_STAMP, width=round(far * 0.08))
    star = [
        (x + long * math.sin(math.pi * at / 5), y - long * math.cos(math.pi * at / 5))
        for at, long in enumerate((far * 0.4, far * 0.16) * 5)
    ]
    draw.polygon(star, fill=_STAMP)
    return ImageChops.multiply(page, stamp)


def _scanned(page: Image.Image, dice: Random) -> Image.Image:
    """Grey paper, letters a little blurred, specks."""
    paper = Image.new("RGB", page.size, _PAPER)
    made = ImageChops.multiply(page, paper).filter(ImageFilter.GaussianBlur(0.7))
    draw = ImageDraw.Draw(made)
    for _ in range(60):
        draw.point((dice.randrange(page.width), dice.randrange(page.height)), fill=(90, 88, 80))
    return made
