"""Pictures that mean harm are one sentence. benchmarks/hostile_pictures.py has 200 of them, with time and memory."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from govreport_gui.files.errors import OutsideError
from govreport_gui.files.scans import pages
from govreport_gui.files.sources import reading, scanned

PICTURE = Image.linear_gradient("L").resize((620, 877))


@pytest.fixture(scope="module")
def bombs() -> Iterator[SimpleNamespace]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[3] / "benchmarks"))
        import picture_bombs  # noqa: PLC0415

        yield SimpleNamespace(**vars(picture_bombs))


MEAN: dict[str, Callable[[SimpleNamespace], bytes]] = {
    "png, huge": lambda of: of.png(of.head(30_000, 30_000, 1), (b"IDAT", of.zeros(1000)), of.END),
    "png, larger than any number": lambda of: of.png(of.head(2**31 - 1, 2**31 - 1), (b"IDAT", b""), of.END),
    "png, nothing": lambda of: of.png(of.head(0, 0), (b"IDAT", of.zeros(1)), of.END),
    "png, wrong check": lambda of: of.png(of.head(900, 900), (b"IDAT", b"x"), of.END, wrong=b"IHDR"),
    "png, wrong check of its pixels": lambda of: of.broken_check(of.saved(PICTURE, "PNG")),
    "png, a text of 100 MB": lambda of: of.png(of.head(900, 900), (b"zTXt", b"a\0\0" + of.zeros(10**8, 1)), of.END),
    "jpg, huge": lambda of: of.claims(of.saved(PICTURE, "JPEG"), 65_500, 65_500),
    "jpg, cut off": lambda of: of.saved(PICTURE, "JPEG")[:900],
    "jpg, 200 passes over it": lambda of: of.passes(200, 400),
    "tif, huge": lambda of: of.sized(of.saved(PICTURE, "TIFF"), 100_000, 100_000),
    "tif, pages in a circle": lambda of: of.circle(of.saved(PICTURE, "TIFF")) + b"x" * 100,
    "tif, the next page beyond its end": lambda of: of.next_page(of.saved(PICTURE, "TIFF"), 2**31 - 1),
    "tif, 100 pages": lambda of: of.tiff([Image.new("1", (400, 400), 1)] * 100),
    "tif, entries of 4 GB": lambda of: of.entries(60),
    "bmp, huge": lambda of: of.bmp(20_000, -20_000),
    "gif, without a picture": lambda _: b"GIF89a\xff\xff\xff\xff\0\0\0;",
    "gif, too long": lambda of: of.saved(PICTURE.resize((400, 4000)), "GIF"),
}
WHOLE = {"tif, pages in a circle", "png, wrong check of its pixels"}
"""What is a page after all."""


@pytest.mark.parametrize("name", MEAN)
def test_a_picture_that_means_harm_is_one_sentence_or_its_page(name: str, bombs: SimpleNamespace) -> None:
    content = MEAN[name](bombs)
    if name in WHOLE:
        assert [page.size for page in pages.of_picture(content)] == [PICTURE.size]
        return
    with pytest.raises(OutsideError, match="图片太大" if name.endswith("huge") else "请|不像是年报"):
        list(pages.of_picture(content))


def test_far_too_many_pages_are_counted_no_farther_than_needed(bombs: SimpleNamespace) -> None:
    for content in (bombs.tiff([Image.new("1", (400, 400), 1)] * 61), bombs.chain(20_000)):
        with pytest.raises(OutsideError, match="超过60页"):
            pages.count(content)
    assert pages.count(bombs.tiff([Image.new("1", (400, 400), 1)] * 3)) == 3
    assert pages.count(bombs.gif(3)) == 1
    assert pages.count(b"x") == 1


def test_a_page_of_a_pdf_that_is_a_mere_line_is_refused(bombs: SimpleNamespace) -> None:
    from picture_pdfs import image, pdf_of  # noqa: PLC0415  # of benchmarks, as the bombs

    content = pdf_of((image(100, 100, bombs.zeros(10_000)),), b"0 0 1 14400")
    with pytest.raises(OutsideError, match="图片太小"):
        list(scanned._drawn(content, [0]))


def test_a_picture_cut_off_or_changed_anywhere_is_a_sentence_or_pages(bombs: SimpleNamespace) -> None:
    dice = random.Random(1)  # noqa: S311  # dice
    refused = 0
    for form in ("PNG", "JPEG", "TIFF", "BMP", "GIF"):
        content = bombs.saved(PICTURE, form)
        for _ in range(12):
            spoilt = bytearray(content[: dice.randrange(8, len(content))] if dice.random() < 0.5 else content)
            for _ in range(3):
                spoilt[dice.randrange(4, min(len(spoilt), 300))] = dice.randrange(256)
            try:
                assert all(min(page.size) >= 100 for page in pages.of_picture(bytes(spoilt)))
            except OutsideError:
                refused += 1
    assert 20 < refused < 60


def test_pictures_of_telephones_that_cannot_be_read_are_named_with_what_to_do(tmp_path: Path) -> None:
    for kind, content in (("HEIC", b"\0\0\0\x18ftypheic"), ("WebP", b"RIFF\xff\xff\0\0WEBPVP8 ")):
        path = tmp_path / "照片.jpg"
        path.write_bytes(content + b"\0" * 100)
        with pytest.raises(OutsideError, match=f"“照片.jpg”是 {kind} 图片，.*另存为 JPEG"):
            reading.read(path)
