"""Files that mean harm are one sentence. How long and how much each takes: benchmarks/hostile.py."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from govreport_gui.core.reading import html
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.sources import excel_old, pdf_streams, reading, zipped

DATA = Path(__file__).parents[2] / "data" / "forms"


def refused(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(OutsideError) as error:
        reading.read(path)
    return str(error.value)


def pdf_with(stream: bytes, said: bytes) -> bytes:
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), said, stream),
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % (at, each) for at, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


def test_a_page_that_becomes_gigabytes_is_never_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_streams, "_LARGEST", 3_000_000)
    monkeypatch.setattr(pdf_streams, "_SMALL", 100)
    content = pdf_with(zlib.compress(b" " * 5_000_000), b"/Filter/FlateDecode")
    assert "太大" in refused(tmp_path / "甲.pdf", content)
    pdf_streams.bounded(pdf_with(zlib.compress(b" " * 2_000_000), b"/Filter/FlateDecode"))
    pdf_streams.bounded(pdf_with(zlib.compress(b" " * 5_000_000), b"/Subtype/Image/Filter/FlateDecode"))


def test_a_page_that_is_packed_twice_is_refused(tmp_path: Path) -> None:
    content = pdf_with(zlib.compress(zlib.compress(b" " * 5_000_000)), b"/Filter[/FlateDecode/FlateDecode]")
    assert "太大" in refused(tmp_path / "甲.pdf", content)


def test_real_papers_are_not_taken_for_that(reports: Path) -> None:
    for path in (*reports.glob("*.pdf"), *(reports / "forms").glob("*.pdf")):
        pdf_streams.bounded(path.read_bytes())


def test_a_workbook_that_makes_its_library_fall_over_is_one_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its container says that a directory goes on where the file has ended."""
    whole = (DATA / "report.xls").read_bytes()
    said = {refused(tmp_path / "甲.xls", whole[: len(whole) - cut]) for cut in (28, 100, 484) if _falls(whole, cut)}
    assert all("损坏了" in sentence for sentence in said)
    assert "panicked" not in capfd.readouterr().err


def _falls(whole: bytes, cut: int) -> bool:
    try:
        excel_old.blocks(whole[: len(whole) - cut], b"")
    except OutsideError:
        return True
    return False


def test_far_too_many_elements_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "_MOST_ELEMENTS", 1000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", f"<document>{'<p/>' * 2000}</document>")
    assert "太大" in refused(tmp_path / "甲.docx", file.getvalue())


def test_what_is_hidden_within_what_is_hidden_ends_where_it_ends() -> None:
    page = "<p>甲</p><del>乙<s>丙</s><b><del>丁</del></b>戊</del><p>己</p>"
    assert [block.text for block in html.blocks(page)] == ["甲", "己"]  # type: ignore[union-attr]
    assert html.blocks("<del>" * 50_000 + "甲" + "</i></b>" * 50_000) == []


def test_the_sample_called_by_any_other_name_is_told_by_its_content(tmp_path: Path) -> None:
    content = resources.path("samples/pengshui-2021.txt").read_bytes()
    for suffix in (".docx", ".pdf", ".xls", ".jpg", ""):
        path = tmp_path / f"甲{suffix}"
        path.write_bytes(content)
        assert len(reading.read(path).document.cells) == 200
