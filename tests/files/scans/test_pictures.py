"""Several pictures that are one report: their pages one after the other; what is wrong with one is said of that one."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from govreport_gui.files.errors import OutsideError, PaperError
from govreport_gui.files.scans import addon
from govreport_gui.files.sources import reading, scanned
from govreport_gui.files.sources.imported import Tell

HEARD: Tell = lambda *_: None  # noqa: E731  # somebody hears how far it is, so paper is read


def picture(wide: int, kind: str = "PNG", frames: int = 1) -> bytes:
    made = io.BytesIO()
    pages = [Image.new("L", (wide + at, 400), "white") for at in range(frames)]
    if frames > 1:
        pages[0].save(made, kind, save_all=True, append_images=pages[1:])
    else:
        pages[0].save(made, kind)
    return made.getvalue()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[int], int]]:
    """How wide the pages are that would be recognised, and how many were announced. Nothing is."""
    found: list[tuple[list[int], int]] = []

    def look(pictures: Iterator[Image.Image], count: int, *_: object) -> scanned.Scanned:
        found.append(([each.width for each in pictures], count))
        return scanned.Scanned([], (), (), b"")

    monkeypatch.setattr(addon, "wanted", lambda _: None)
    monkeypatch.setattr(addon, "load", lambda _: None)
    monkeypatch.setattr(scanned, "_scanned", look)
    return found


def put(folder: Path, **contents: bytes) -> list[Path]:
    paths = []
    for name, content in contents.items():
        paths.append(folder / f"{name}.jpg")
        paths[-1].write_bytes(content)
    return paths


def test_their_pages_follow_each_other(tmp_path: Path, seen: list[tuple[list[int], int]]) -> None:
    first, *more = put(tmp_path, 一=picture(501), 二=picture(600, "TIFF", frames=3), 三=picture(503, "JPEG"))
    with pytest.raises(OutsideError, match="^“一.jpg”里没有找到年报"):
        reading.read(first, HEARD, more)
    assert seen == [([501, 600, 601, 602, 503], 5)]


@pytest.mark.usefixtures("seen")
def test_what_is_wrong_is_said_of_the_one_it_is_wrong_with(tmp_path: Path) -> None:
    good, small, broken, text = put(
        tmp_path, 好=picture(500), 小=picture(20), 坏=picture(500)[:60], 文字="三、收到申请".encode()
    )
    for bad, why in ((small, "的图片太小"), (broken, "损坏了"), (text, "不是图片，不能与其他图片合为一份年报")):
        with pytest.raises(OutsideError, match=f"^“{bad.name}”{why}[^“]*。$"):
            reading.read(good, HEARD, [bad])


def test_paper_is_read_only_where_somebody_hears_how_far_it_is(
    tmp_path: Path, seen: list[tuple[list[int], int]]
) -> None:
    first, *more = put(tmp_path, 一=picture(501), 二=picture(502))
    for others in ((), more):
        with pytest.raises(PaperError, match="^“一.jpg”为图片"):
            reading.read(first, more=others)
    assert seen == []


def test_one_alone_is_named_once(tmp_path: Path, seen: list[tuple[list[int], int]]) -> None:
    (small,) = put(tmp_path, 小=picture(20))
    with pytest.raises(OutsideError, match="^“小.jpg”的图片太小[^“]*。$"):
        reading.read(small, HEARD)
    assert seen == []


def test_too_many_bytes_are_refused_before_any_is_looked_at(
    tmp_path: Path, seen: list[tuple[list[int], int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *more = put(tmp_path, 一=picture(501), 二=picture(502))
    monkeypatch.setattr(reading, "_LARGEST_TOGETHER", len(picture(501)) + 10)
    with pytest.raises(OutsideError, match="^“二.jpg”和排在前面的图片合起来太大"):
        reading.read(first, HEARD, more)
    assert seen == []


def test_without_the_add_on_the_offer_names_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addon, "found", lambda: None)
    first, *more = put(tmp_path, 一=picture(501), 二=picture(502))
    with pytest.raises(OutsideError, match="^“一.jpg”为图片，安装“识别组件”后可读入。"):
        reading.read(first, HEARD, more)
