"""Scanned and photographed reports, made from printed ones: `benchmarks/scan_pages.py KIND FOLDER [--report NAME]`.

Writes NAME-KIND.pdf (or .png, .jpg, .tif) and NAME-KIND.truth.json beside it, with what each cell on these pages has.
The same kind, report and seed give the same pages. Without arguments it names the kinds and the reports.
"""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final, Literal

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import pypdfium2
import scan_damage as damage
import scan_papers
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from govreport_gui.files import resources

Which = Literal["all", "tables", "fullest"]
"""Pages that go into a file: all, the first and those with tables, or the one with the most cells."""
Form = Literal["text", "pdf", "rotate", "layer", "mixed", "png", "jpg", "exif", "tif"]
SUFFIXES: Final[dict[Form, str]] = {
    "text": "pdf",
    "pdf": "pdf",
    "rotate": "pdf",
    "layer": "pdf",
    "mixed": "pdf",
    "exif": "jpg",
}
SINGLE: Final = ("png", "jpg", "exif")
"""Forms that hold one page."""


@dataclass(frozen=True)
class Kind:
    """How pages are made into a file. Of two numbers the dice take one between them."""

    said: str
    dpi: int = 200
    colour: bool = False
    tilt: tuple[float, float] = (0, 0)
    """In degrees, to either side."""
    turned: tuple[int, ...] = (0,)
    """In degrees; one of them for each page."""
    blur: tuple[float, float] = (0.3, 0.6)
    """Radius in pixels."""
    noise: tuple[float, float] = (2, 5)
    """In grey levels."""
    jpeg: tuple[int, int] = (75, 90)
    stamp: str | None = None
    """A stamp on the tables, with that below the star."""
    steps: tuple[Literal["copy", "fax", "light", "fold", "bind"], ...] = ()
    bend: float = 0
    """Photographed: how far a corner may be out of place, as a part of the page."""
    darkest: float = 0.6
    shuffled: bool = False
    two: bool = False
    """Two pages on one sheet."""
    form: Form = "pdf"


KINDS: Final[dict[str, Kind]] = {
    "text": Kind("不是扫描：有文字的 PDF", form="text"),
    "clean-100": Kind("扫描，100 dpi", dpi=100),
    "clean-150": Kind("扫描，150 dpi", dpi=150),
    "clean-200": Kind("扫描，200 dpi", dpi=200),
    "clean-300": Kind("扫描，300 dpi", dpi=300),
    "clean-400": Kind("扫描，400 dpi", dpi=400),
    "mild": Kind("轻微，200 dpi：斜不到 1°", tilt=(0, 1)),
    "mild-150": Kind("轻微，150 dpi", dpi=150, tilt=(0, 1)),
    "mild-300": Kind("轻微，300 dpi", dpi=300, tilt=(0, 1)),
    "colour": Kind("彩色，斜不到 1°", colour=True, tilt=(0, 1)),
    "tilt": Kind("斜 2–5°", tilt=(2, 5)),
    "turned": Kind("转 90°、180°、270°，斜不到 1°", tilt=(0, 1), turned=(90, 180, 270)),
    "rotate": Kind("转着存的页，PDF 中记有方向", tilt=(0, 1), form="rotate"),
    "blur": Kind("模糊", tilt=(0, 1), blur=(1.2, 1.6)),
    "noise": Kind("噪点", tilt=(0, 1), noise=(18, 26)),
    "jpeg": Kind("JPEG 质量 40", tilt=(0, 1), jpeg=(40, 45)),
    "stamp": Kind("红章", colour=True, tilt=(0, 1), stamp=""),
    "stamp-date": Kind("红章，章中有日期", colour=True, tilt=(0, 1), stamp="2025.1.20"),
    "stamp-copy": Kind("盖章后复印", tilt=(0, 1), stamp="", steps=("copy",)),
    "fax": Kind("传真，黑白", tilt=(0, 1), steps=("fax",)),
    "bind": Kind("装订处有影、有折痕", tilt=(0, 1), steps=("fold", "bind")),
    "photo": Kind("拍照", dpi=230, colour=True, tilt=(0, 2), bend=0.02, steps=("light",), jpeg=(75, 90)),
    "photo-worst": Kind(
        "拍照，角度大、光线差",
        dpi=200,
        colour=True,
        tilt=(2, 5),
        bend=0.04,
        darkest=0.35,
        steps=("fold", "light"),
        blur=(0.8, 1.1),
        noise=(8, 12),
        jpeg=(50, 65),
    ),
    "shuffled": Kind("各页次序颠倒", tilt=(0, 1), shuffled=True),
    "two": Kind("两页一张（A3）", tilt=(0, 1), two=True),
    "two-bind": Kind("摊开的书，两页一张，中间有影", colour=True, tilt=(0, 2), two=True, steps=("bind",)),
    "tiff": Kind("多页 TIFF", tilt=(0, 1), form="tif"),
    "tiff-fax": Kind("传真的多页 TIFF", tilt=(0, 1), form="tif", steps=("fax",)),
    "png": Kind("一页 PNG", tilt=(0, 1), form="png"),
    "jpg": Kind("一页 JPEG", tilt=(0, 1), colour=True, form="jpg"),
    "exif": Kind("手机照片，方向另记", dpi=230, colour=True, tilt=(0, 2), bend=0.02, steps=("light",), form="exif"),
    "mixed": Kind("有的页是文字，有的页是图", tilt=(0, 1), form="mixed"),
    "layer": Kind("另有一层看不见的错字", tilt=(0, 1), form="layer"),
    "worst": Kind(
        "最差：150 dpi，斜 3–5°，模糊，噪点，JPEG 40，章，光线不匀",
        dpi=150,
        colour=True,
        tilt=(3, 5),
        blur=(0.7, 0.9),
        noise=(10, 14),
        jpeg=(40, 50),
        stamp="2025.1.20",
        steps=("light",),
    ),
}


def made(
    name: str,
    kind_name: str,
    folder: Path,
    seed: int = 1,
    which: Which | Sequence[int] = "all",
    changes: Sequence[tuple[str, str]] = (),
) -> Path:
    """The file of that kind, made of these pages of a report; what its cells have stands beside it."""
    kind = KINDS[kind_name]
    paper = scan_papers.paper(name, tuple(changes))
    dice = Random(f"{seed}/{kind_name}/{name}")
    numbers = _chosen(paper, "fullest" if kind.form in SINGLE and isinstance(which, str) else which)
    if kind.shuffled:
        dice.shuffle(numbers)
    document = pypdfium2.PdfDocument(paper.content)
    pictures = [_paper(document[number], kind, dice, left=at % 2 == 0) for at, number in enumerate(numbers)]
    if kind.two:
        blank = Image.new(pictures[0].mode, pictures[0].size, "white")
        pairs = zip(pictures[::2], [*pictures[1::2], blank], strict=False)
        pictures = [damage.on_one_sheet(*pair) for pair in pairs]
    pictures = [_taken(each, kind, dice) for each in pictures]
    path = folder / f"{paper.name}-{kind_name}.{SUFFIXES.get(kind.form, kind.form)}"
    path.write_bytes(_file(pictures, kind, dice, document, numbers))
    truth = json.dumps(paper.truth(numbers), ensure_ascii=False, indent=0)
    (folder / f"{path.stem}.truth.json").write_text(truth, encoding="utf-8")
    return path


def _chosen(paper: scan_papers.Paper, which: Which | Sequence[int]) -> list[int]:
    if not isinstance(which, str):
        return list(which)
    with_cells = sorted(set(paper.pages.values()))
    if which == "fullest":
        return [max(with_cells, key=list(paper.pages.values()).count)]
    return list(range(paper.count)) if which == "all" else sorted({0, *with_cells})


def _paper(page: pypdfium2.PdfPage, kind: Kind, dice: Random, *, left: bool) -> Image.Image:
    """A page as it lies there, with what was done to the paper."""
    scale = kind.dpi / 72
    picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    table = scan_papers.frame(page)
    if kind.stamp is not None and table is not None:
        height = page.get_height()
        box = (table[0] * scale, (height - table[3]) * scale, table[2] * scale, (height - table[1]) * scale)
        picture = damage.stamped(picture, box, kind.dpi, dice, kind.stamp)
    if "copy" in kind.steps:
        picture = damage.copied(picture, dice)
    if not kind.colour:
        picture = picture.convert("L")
    if "fold" in kind.steps:
        picture = damage.folded(picture, dice)
    if "bind" in kind.steps:
        picture = damage.bound(picture, dice, right=kind.two and left)
    return picture


def _taken(picture: Image.Image, kind: Kind, dice: Random) -> Image.Image:
    """What scanner, fax or camera make of it."""
    tilt = dice.uniform(*kind.tilt) * dice.choice((-1, 1))
    if kind.bend:
        picture = damage.photographed(picture, dice, kind.bend, tilt)
    elif tilt:
        picture = damage.tilted(picture, tilt)
    if "light" in kind.steps:
        picture = damage.lit(picture, dice, kind.darkest)
    picture = damage.blurred(picture, dice.uniform(*kind.blur))
    if "fax" in kind.steps:
        picture = damage.faxed(picture, dice)
    else:
        picture = damage.noisy(picture, dice.uniform(*kind.noise), dice)
    turned = dice.choice(kind.turned)
    return picture.rotate(turned, expand=True) if turned else picture


# ── files ────────────────────────────────────────────────────────────


def _file(
    pictures: Sequence[Image.Image],
    kind: Kind,
    dice: Random,
    document: pypdfium2.PdfDocument,
    numbers: Sequence[int],
) -> bytes:
    qualities = [dice.randint(*kind.jpeg) for _ in pictures]
    turns = [dice.choice((90, 180, 270)) for _ in pictures]
    if kind.form == "rotate":
        pictures = [each.rotate(turn, expand=True) for each, turn in zip(pictures, turns, strict=True)]
    file = io.BytesIO()
    if kind.form == "png":
        pictures[0].save(file, "PNG", dpi=(kind.dpi, kind.dpi))
    elif kind.form == "jpg":
        pictures[0].save(file, "JPEG", quality=qualities[0], dpi=(kind.dpi, kind.dpi))
    elif kind.form == "exif":
        lying = Image.Exif()
        lying[0x0112] = 6  # to be turned to the right by 90° before it is looked at
        pictures[0].rotate(90, expand=True).save(file, "JPEG", quality=qualities[0], exif=lying)
    elif kind.form == "tif":
        way = "group4" if pictures[0].mode == "1" else "tiff_lzw"
        rest = list(pictures[1:])
        pictures[0].save(file, "TIFF", save_all=True, append_images=rest, compression=way, dpi=(kind.dpi, kind.dpi))
    else:
        target = pypdfium2.PdfDocument.new()
        for at, (picture, quality) in enumerate(zip(pictures, qualities, strict=True)):
            if kind.form == "text" or (kind.form == "mixed" and at % 2):
                target.import_pages(document, [numbers[at]])
                continue
            if kind.form == "layer":
                page = _layered(picture, quality, document[numbers[at]], dice)
            else:
                page = _pdf(picture, quality, kind.dpi)
            target.import_pages(pypdfium2.PdfDocument(page))
            if kind.form == "rotate":
                target[at].set_rotation(turns[at])
        return scan_papers.saved(target)
    return file.getvalue()


def _pdf(picture: Image.Image, quality: int, dpi: int) -> bytes:
    file = io.BytesIO()
    way = {} if picture.mode == "1" else {"quality": quality}  # black and white is packed as faxes are
    picture.save(file, "PDF", resolution=dpi, **way)
    return file.getvalue()


def _layered(picture: Image.Image, quality: int, page: pypdfium2.PdfPage, dice: Random) -> bytes:
    """The picture, and below it text that is not seen, in which half of the digits are others."""
    if "layer" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("layer", str(resources.path("fonts/wqy-microhei.ttc"))))
    width, height = page.get_size()
    file, jpeg = io.BytesIO(), io.BytesIO()
    picture.save(jpeg, "JPEG", quality=quality)
    canvas = Canvas(file, pagesize=(width, height), invariant=1)
    canvas.drawImage(ImageReader(io.BytesIO(jpeg.getvalue())), 0, 0, width, height)
    text = page.get_textpage()
    for at in range(text.count_chars()):
        sign = text.get_text_range(at, 1)
        if not sign.strip():
            continue
        left, bottom, _, top = text.get_charbox(at, loose=True)
        if sign.isdigit() and dice.random() < 0.5:
            sign = dice.choice("0123456789")
        line = canvas.beginText(left, bottom + 0.2 * (top - bottom))
        line.setTextRenderMode(3)
        line.setFont("layer", max(1.0, 0.8 * (top - bottom)))
        line.textOut(sign)
        canvas.drawText(line)
    canvas.save()
    return file.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", nargs="?", help="one kind, several parted by commas, or all")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--report", default="suqian-2024", help="one report, several parted by commas, or all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", choices=("all", "tables", "fullest"), default="all")
    parser.add_argument("--change", action="append", default=[], metavar="CELL=NUMBER", help="another number in print")
    options = parser.parse_args()
    if options.kind is None or options.folder is None:
        print("\n".join(f"{name:12} {kind.said}" for name, kind in KINDS.items()))
        print("\n" + "\n".join(scan_papers.names()))
        return 0
    kinds = list(KINDS) if options.kind == "all" else options.kind.split(",")
    reports = scan_papers.names() if options.report == "all" else options.report.split(",")
    changes = [tuple(each.split("=", 1)) for each in options.change]
    options.folder.mkdir(parents=True, exist_ok=True)
    for kind in kinds:
        for name in reports:
            print(made(name, kind, options.folder, options.seed, options.pages, changes), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
