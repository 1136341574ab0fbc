import os
import re
import subprocess
import sys
from collections.abc import Callable
from ctypes import c_float, c_int, c_uint
from dataclasses import replace

import pypdfium2
import pytest
from pypdfium2 import raw

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.purpose import Copy
from govreport_gui.core.report.document import Document
from govreport_gui.files import resources
from govreport_gui.files.pdf import writer
from govreport_gui.files.pdf.fonts import Fonts
from govreport_gui.files.pdf.page_layout import lay_out
from govreport_gui.files.pdf.profile import PAGE_HEIGHT
from govreport_gui.files.pdf.writer import Printed

HEADING = re.compile("[一二三四五六]、.*(情况|措施|事项)")


@pytest.fixture(scope="module")
def sample(form: Format) -> Document:
    """The sample's unit and paragraphs, with another number in every cell."""
    unit, _, *lines = resources.path("samples/pengshui-2021.txt").read_text(encoding="utf-8").split("\n")
    ids = iter([section.id for section in form.sections])
    section, sections = next(ids), dict[str, list[str]]()
    for line in lines:
        if HEADING.fullmatch(line):
            section = next(ids)
        elif len(line) > 40 and not line.startswith("\t"):
            sections.setdefault(section, []).append(line)
    assert set(sections) == {"preface", "overview", "problems", "other_matters"}
    cells = {cell: str(number) for number, cell in enumerate(form.cells, 3001)}
    assert len(cells) == 200
    texts = {section: "\n".join(texts) for section, texts in sections.items()}
    return Document("2021", unit=unit, year=2021, sections=texts, cells=cells)


@pytest.fixture(scope="module")
def whole(form: Format, sample: Document, fonts: Fonts) -> Printed:
    """The sample, printed once for all who only look at it."""
    return writer.write(content_of(form, sample), fonts=fonts)


@pytest.fixture(scope="module")
def printed(form: Format, fonts: Fonts) -> Callable[[str], Printed]:
    """Prints a report whose overview is that text."""

    def write(overview: str) -> Printed:
        document = Document("2021", unit="甲局", year=2021, sections={"overview": overview})
        return writer.write(content_of(form, document), fonts=fonts)

    return write


def pages_of(content: bytes) -> list[str]:
    """The text of every page without its number."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    for number, page in enumerate(pages, 1):
        assert page.endswith(f"\r\n— {number} —")
    return [page.rpartition("\r\n")[0] for page in pages]


def text_of(content: bytes) -> str:
    return "".join(pages_of(content)).replace("\r\n", "")


def test_every_paragraph_comes_back_exactly_once(form: Format, sample: Document, whole: Printed) -> None:
    text = text_of(whole.content)
    paragraphs = [line for section in sample.sections.values() for line in section.split("\n")]
    assert len(paragraphs) == 10
    for paragraph in paragraphs:
        # A no-break space is drawn, and read back, as a space.
        assert text.count(paragraph.strip().replace("\u00a0", " ")) == 1
    for section in form.sections:
        assert section.heading in text


def test_frames_shades_and_characters_are_drawn_where_the_layout_puts_them(
    form: Format, sample: Document, fonts: Fonts
) -> None:
    content = content_of(form, sample)
    pdf = pypdfium2.PdfDocument(writer.write(content, Copy(mark="未定稿"), fonts=fonts).content)
    try:
        frames = 0
        for page, laid in zip(pdf, lay_out(content, fonts, "未定稿").pages, strict=True):
            drawn = [each for each in page.get_objects() if each.type == raw.FPDF_PAGEOBJ_PATH]
            for path, frame in zip(drawn, laid.rectangles, strict=True):
                left, bottom, right, top = path.get_bounds()
                line = stroke_width(path)
                assert line == 0.5
                assert (left + line, right - line) == pytest.approx((frame.x, frame.x + frame.width), abs=0.01)
                top, bottom = PAGE_HEIGHT - top + line, PAGE_HEIGHT - bottom - line
                assert (top, bottom) == pytest.approx((frame.y, frame.y + frame.height), abs=0.01)
                assert colour(path, raw.FPDFPageObj_GetStrokeColor) == (0, 0, 0)
                assert is_filled(path) == frame.shaded
                assert not frame.shaded or colour(path, raw.FPDFPageObj_GetFillColor) == (198, 217, 241)
                frames += 1
            texts = [each for each in page.get_objects() if each.type == raw.FPDF_PAGEOBJ_TEXT]
            # A run of more characters than a part of a font has is drawn in several pieces.
            places = [(x, PAGE_HEIGHT - y) for *_, x, y in (text.get_matrix().get() for text in texts)]
            for run in laid.runs:
                assert any(abs(run.x - x) + abs(run.y - y) < 0.01 for x, y in places), run.text
            lines = {round(run.y, 1) for run in laid.runs}
            assert {round(y, 1) for _, y in places} == lines
        assert frames == sum(len(table.boxes) for table in form.tables)
    finally:
        pdf.close()


def stroke_width(path: pypdfium2.PdfObject) -> float:
    width = c_float()
    assert raw.FPDFPageObj_GetStrokeWidth(path, width)
    return width.value


def colour(path: pypdfium2.PdfObject, get: Callable[..., int]) -> tuple[int, ...]:
    red, green, blue, alpha = (c_uint() for _ in range(4))
    assert get(path, red, green, blue, alpha)
    return red.value, green.value, blue.value


def is_filled(path: pypdfium2.PdfObject) -> bool:
    fill, stroke = c_int(), c_int()
    assert raw.FPDFPath_GetDrawMode(path, fill, stroke)
    assert stroke.value
    return bool(fill.value)


def test_stretched_and_squeezed_lines_come_back_without_spaces(printed: Callable[[str], Printed]) -> None:
    words = "（以下简称“两条”）应公开、尽公开；申请1234567件，办结率99.99%，见http://www.psx.gov.cn/zwgk_228/。"
    typed = ["甲" + "国" * shift + words for shift in range(28)]
    text = text_of(printed("\n".join(typed)).content)
    for paragraph in typed:
        assert text.count(paragraph) == 1


def test_every_number_comes_back_in_order(whole: Printed) -> None:
    pages = pages_of(whole.content)
    numbers = [int(number) for page in pages for number in re.findall(r"\b3[012]\d\d\b", page)]
    assert numbers == list(range(3001, 3201))


def test_the_same_report_gives_the_same_bytes(form: Format, sample: Document, fonts: Fonts, whole: Printed) -> None:
    first = writer.write(content_of(form, sample), Copy(mark="未定稿"), fonts=fonts)
    assert writer.write(content_of(form, sample), Copy(mark="未定稿"), fonts=Fonts(bundled_only=True)) == first
    assert whole.content != first.content


def test_another_process_gives_the_same_bytes(printed: Callable[[str], Printed]) -> None:
    # Strings are hashed another way there, so that sets stand in another order.
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    program = (
        "import sys\n"
        "from govreport_gui.core.papers.content import content_of\n"
        "from govreport_gui.core.report.document import Document\n"
        "from govreport_gui.files import resources\n"
        "from govreport_gui.files.pdf import writer\n"
        "from govreport_gui.files.pdf.fonts import Fonts\n"
        "document = Document('2021', unit='甲局', year=2021, sections={'overview': '一二三ABC'})\n"
        "printed = writer.write(content_of(resources.form_of('2021'), document), fonts=Fonts(bundled_only=True))\n"
        "sys.stdout.buffer.write(printed.content)\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], capture_output=True, check=True, env=environment
    )
    assert done.stdout == printed("一二三ABC").content


def assert_only_carried_fonts(content: bytes) -> None:
    """Each font is a composite one on outlines that the file carries."""
    fonts = re.findall(rb"/Subtype /(\w+)(?=[^>]*/Type /Font\s)", content)
    assert set(fonts) <= {b"Type0", b"CIDFontType0", b"CIDFontType2"}
    assert len(fonts) == len(re.findall(rb"/Type /Font\s", content))
    assert not re.search(b"Helvetica|Times", content)


def test_all_fonts_are_embedded(whole: Printed) -> None:
    content = whole.content
    descriptors = content.count(b"/Type /FontDescriptor")
    assert descriptors > 0
    assert len(re.findall(rb"/FontFile[23] ", content)) == descriptors
    assert_only_carried_fonts(content)


def test_no_path_of_this_computer_is_in_the_file(printed: Callable[[str], Printed]) -> None:
    assert str(resources.path("fonts")).encode() not in printed("甲").content


def test_pages_are_counted(whole: Printed) -> None:
    assert whole.pages == len(pages_of(whole.content)) >= 6
    assert whole.missing == ""


def test_text_is_text(printed: Callable[[str], Printed]) -> None:
    typed = "<b>粗</b> & &amp; {unit} %s \\n ( [ (( ]] 100% </para> $1"
    assert typed in text_of(printed(typed).content)


def test_control_characters_do_not_break_the_file(printed: Callable[[str], Printed]) -> None:
    result = printed("甲\x00乙\x0b丙\x1b[0m丁\u200b戊\ud800己\r\n庚\r辛\x7f\tend")
    text = text_of(result.content)
    assert "甲乙丙[0m丁戊\ufffd己" in text
    assert "庚辛 end" in text
    assert result.missing == ""


def test_a_unit_with_odd_characters_is_no_trouble(form: Format, fonts: Fonts) -> None:
    document = Document("2021", unit="{0}<甲>\ud83d\x00(局\\)", year=2021)
    assert "{0}<甲>" in text_of(writer.write(content_of(form, document), fonts=fonts).content)


def test_characters_beyond_the_first_plane_come_back(printed: Callable[[str], Printed]) -> None:
    result = printed("字\U00010400与\U0001d30c")
    assert result.missing == ""
    assert "字\U00010400与\U0001d30c" in text_of(result.content)


def test_characters_that_no_font_has_are_listed(printed: Callable[[str], Printed]) -> None:
    result = printed("王\U00030000，李\U00030000\U0001f600")
    assert result.missing == "\U00030000\U0001f600"
    assert "王〓，李〓〓" in text_of(result.content)


def test_the_file_says_what_it_is(form: Format, whole: Printed) -> None:
    content = whole.content
    document = pypdfium2.PdfDocument(content)
    try:
        metadata = document.get_metadata_dict()
        outline = [(entry.level, entry.get_title()) for entry in document.get_toc()]
    finally:
        document.close()
    assert metadata["Title"] == "彭水苗族土家族自治县人民政府机关2021年政府信息公开工作年度报告"
    assert metadata["Author"] == "彭水苗族土家族自治县人民政府机关"
    assert outline == [(0, metadata["Title"])] + [(1, section.heading) for section in form.sections if section.heading]
    assert b"/Lang (zh-CN)" in content


def test_the_mark_is_on_every_page(form: Format, sample: Document, fonts: Fonts) -> None:
    pages = pages_of(writer.write(content_of(form, sample), Copy(mark="未定稿：未填完"), fonts=fonts).content)
    assert all(page.startswith("未定稿：未填完") for page in pages)


def test_a_computed_total_is_printed(form: Format, fonts: Fonts) -> None:
    cells = dict.fromkeys(form.inputs, "0") | {"requests.new.natural_person": "4711"}
    content = writer.write(content_of(form, replace(Document("2021"), cells=cells)), fonts=fonts).content
    assert text_of(content).count("4711") == 2


def test_this_computers_fonts_are_the_default(form: Format) -> None:
    assert writer.write(content_of(form, Document("2021"))).content.startswith(b"%PDF")
