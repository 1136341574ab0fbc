"""scan.py PICTURE NUMBERS: the page with table 三 of the sample as a scanner gives it, and the sample as a report.
scan.py --compare REPORT NUMBERS: whether what was read from the picture is the sample's table 三; if not, what differs.

200 dpi, turned by 0.7°, a little blurred and noisy, as JPEG of quality 70: the same bytes each time.
"""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image, ImageFilter
from pypdfium2 import PdfDocument

_SAMPLE: Final = Path(__file__).parents[2] / "resources" / "samples" / "pengshui-2021.txt"
_TABLE: Final = "requests."
_HEADING: Final = "收到和处理政府信息公开申请情况"
_DPI: Final = 200


def main() -> None:
    """Make it, or compare."""
    if sys.argv[1] == "--compare":
        compare(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    picture, numbers = Path(sys.argv[1]), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "paper.pdf"
        _govreport("export", _SAMPLE, "--to", paper)
        _govreport("convert", _SAMPLE, "--to", numbers, "--force")
        pages = PdfDocument(paper)
        (page,) = (
            each for each in pages if "收到和处理政府信息公开申请情况" in each.get_textpage().get_text_range()[:40]
        )
        scanned(page.render(scale=_DPI / 72).to_pil()).save(picture, quality=70, dpi=(_DPI, _DPI))


def _govreport(*arguments: str | Path) -> None:
    command = (sys.executable, "-m", "govreport_gui", *map(str, arguments))
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def scanned(page: Image.Image) -> Image.Image:
    """That page as paper that lay a little askew."""
    grey = page.convert("L").rotate(0.7, Image.Resampling.BICUBIC, fillcolor=255)
    speckles = random.Random(1).randbytes(grey.width * grey.height)  # noqa: S311  # dust, no secret
    noise = Image.frombytes("L", grey.size, speckles)
    return Image.blend(grey.filter(ImageFilter.GaussianBlur(0.7)), noise, 0.06)


def compare(report: Path, numbers: Path) -> None:
    """Every number of the table, and no other."""
    read, printed = (json.loads(each.read_text(encoding="utf-8"))["cells"] for each in (report, numbers))
    cells = [cell for cell in printed if cell.startswith(_TABLE)]
    wrong = [f"{cell}：{read.get(cell)}，应为{printed[cell]}" for cell in cells if read.get(cell) != printed[cell]]
    print(f"{len(cells) - len(wrong)}/{len(cells)}", *wrong, sep="\n")
    sys.exit(bool(wrong) or not cells)


main()
