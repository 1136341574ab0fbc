"""Pages of a PDF as pictures."""

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.report.document import Document
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.output import papers
from govreport_gui.files.pdf import writer
from govreport_gui.files.pdf.fonts import Fonts
from govreport_gui.files.pdf.pictures import open_pages


@pytest.fixture(scope="module")
def content(form: Format, fonts: Fonts) -> bytes:
    return writer.write(content_of(form, Document("2021", unit="甲局", year=2021)), fonts=fonts).content


def test_the_pages_are_a4(content: bytes) -> None:
    pages = open_pages(content)
    assert len(pages.sizes) == 3
    for width, height in pages.sizes:
        assert (round(width, 1), round(height, 1)) == (595.3, 841.9)


def test_a_page_is_drawn_on_white_in_the_size_asked_for(content: bytes) -> None:
    picture = open_pages(content).picture(0, 420, 594)
    assert (picture.width, picture.height, len(picture.pixels)) == (420, 594, 420 * 594 * 4)
    assert picture.pixels[:3] == b"\xff\xff\xff"
    assert min(picture.pixels) < 40


def test_bands_are_the_page_cut_up(content: bytes) -> None:
    pages = open_pages(content)
    whole = pages.picture(1, 400, 566)
    bands = [pages.picture(1, 400, 566, top, 100) for top in range(0, 566, 100)]
    assert [band.height for band in bands] == [100, 100, 100, 100, 100, 66]
    assert b"".join(band.pixels for band in bands) == whole.pixels


def test_what_is_no_pdf_is_said(content: bytes) -> None:
    with pytest.raises(OutsideError, match="打不开"):
        open_pages(b"no pdf")


def test_an_empty_form_has_all_tables_and_lines_to_write_on(form: Format, old_form: Format) -> None:
    for each in (form, old_form):
        printed = papers.empty_form(each)
        assert printed.missing == ""
        import pypdfium2  # noqa: PLC0415

        document = pypdfium2.PdfDocument(printed.content)
        text = "".join(page.get_textpage().get_text_range() for page in document)
        assert "＿＿＿年政府信息公开工作年度报告" in text
        assert "未定稿" not in text
        for section in each.sections:
            assert section.heading in text
        # Nothing is filled in: the only digits are those of labels and page numbers.
        assert "0" not in text
