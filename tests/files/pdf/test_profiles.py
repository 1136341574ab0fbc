"""普通版, upright and with wide tables lying on their side: what holds for pages of 公文版 holds for these."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.on_pages import missing
from govreport_gui.core.papers.profiles import ProfileName, known
from govreport_gui.core.report.document import Document
from govreport_gui.core.rules.check import check
from govreport_gui.files.output import export, reading_back
from govreport_gui.files.output.copies import copy_of
from govreport_gui.files.pdf import pictures, writer
from govreport_gui.files.pdf.fonts import Fonts
from govreport_gui.files.pdf.line_breaking import Run
from govreport_gui.files.pdf.page_layout import Layout, Page, lay_out
from govreport_gui.files.pdf.profile import LANDSCAPE, OFFICIAL, PLAIN, PROFILES, WIDE, Profile

CLOSER: tuple[ProfileName, ...] = ("plain", "landscape")


@pytest.fixture(params=CLOSER)
def profile(request: pytest.FixtureRequest) -> Profile:
    return PROFILES[request.param]


def report(**sections: str) -> Document:
    return Document("2021", unit="某某县人民政府", year=2021, sections=sections)


def lines_of(page: Page) -> list[tuple[float, str]]:
    """y and text of every line, from top to bottom."""
    rows: dict[float, list[Run]] = {}
    for run in page.runs:
        rows.setdefault(round(run.y, 1), []).append(run)
    return [(y, "".join(run.text for run in row)) for y, row in sorted(rows.items())]


def tables_of(layout: Layout) -> Iterator[tuple[Page, str]]:
    """Every page with a wide table, and which one it is."""
    for page in layout.pages:
        text = "".join(run.text for run in page.runs)
        if "法人或其他组织" in text:
            yield page, "三"
        if "未经复议直接起诉" in text:
            yield page, "四"


def test_a_page_has_39_lines_of_38_characters(form: Format, fonts: Fonts) -> None:
    layout = lay_out(content_of(form, report(preface="国" * 38 * 100)), fonts, profile=PLAIN)
    *lines, number = lines_of(layout.pages[1])
    assert [text for _, text in lines] == ["国" * 38] * 39
    assert all(two[0] - one[0] == pytest.approx(18, abs=0.2) for one, two in pairwise(lines))
    assert number[1] == "— 2 —"
    run = layout.pages[1].runs[0]
    assert (run.size, run.spacing) == (12, 0)


def test_a_name_that_is_none_counts_as_the_official_one() -> None:
    assert [known(name) for name in ("", "A3", *PROFILES)] == ["official", "official", *PROFILES]


@pytest.mark.parametrize("lines", range(70, 84))
def test_headings_are_not_alone_and_no_line_is(form: Format, fonts: Fonts, profile: Profile, lines: int) -> None:
    overview = "（一）主动公开\n" + "甲" * 38 * 5 + "\n" + "乙" * 38 * 4
    texts = report(preface="鹅" * 38 * lines, overview=overview, problems="没有。", closing="某某局\n2022年1月20日")
    layout = lay_out(content_of(form, texts), fonts, profile=profile)
    headings = {section.heading for section in form.sections} | {"（一）主动公开"}
    for page in layout.pages:
        *body, number = lines_of(page)
        assert body[-1][1] not in headings
        assert all(sum(char in line for _, line in body) != 1 for char in "鹅甲乙")
        assert all(page.area.top < y < page.area.foot for y, _ in body)
        assert number[0] > page.area.foot
        for each in page.rectangles:
            assert page.area.top <= each.y
            assert each.y + each.height <= page.area.foot + 0.1
            assert page.area.left - 0.1 <= each.x
            assert each.x + each.width <= page.area.left + page.area.width + 0.1


def test_wide_tables_lie_on_their_side_whole_and_everything_else_is_upright(form: Format, fonts: Fonts) -> None:
    numbers = {cell: str(number) for number, cell in enumerate(form.cells, 10101)}
    document = Document(form.id, "某某局", 2025, sections={"requests_text": "表三旁的话。"}, cells=numbers)
    layout = lay_out(content_of(form, document), fonts, profile=LANDSCAPE)
    wide = list(tables_of(layout))
    assert [which for _, which in wide] == ["三", "四"]
    for page, _ in wide:
        assert page.area.page_width > page.area.page_height
    for page in layout.pages:
        text = "".join(run.text for run in page.runs)
        if "第二十条第（一）项" in text or "某某局" in text:
            assert page.area == PLAIN.area
        if "表三旁的话" in text:  # on no page of its own between the tables
            assert "未经复议直接起诉" in text
    assert all(len(table.widths) > WIDE for table in form.tables[1:])
    upright = lay_out(content_of(form, document), fonts, profile=PLAIN)
    assert all(page.area == PLAIN.area for page in upright.pages)


def test_the_pages_of_the_file_lie_as_they_are_laid_out(form: Format, fonts: Fonts) -> None:
    content = content_of(form, report(overview="详见https://www.gov.cn/a。", requests_text="见https://www.gov.cn/b。"))
    layout = lay_out(content, fonts, profile=LANDSCAPE)
    pdf = pypdfium2.PdfDocument(writer.write(content, profile=LANDSCAPE, fonts=fonts).content)
    sizes = [(page.area.page_width, page.area.page_height) for page in layout.pages]
    assert [page.get_size() for page in pdf] == [pytest.approx(size, abs=0.1) for size in sizes]
    for entry in pdf.get_toc():
        place = entry.get_dest()
        _, at = place.get_view()
        high = pdf[place.get_index()].get_height()
        assert 0 < at[1] <= high


@pytest.mark.parametrize("name", CLOSER)
@pytest.mark.parametrize("purpose", ["public", "review", "archive"])
def test_all_that_the_report_says_is_read_back_from_every_copy(sample, name: ProfileName, purpose) -> None:
    form, document = sample.form, sample.document
    checked = check(form, document)
    printed = export.as_pdf(form, document, checked, (), purpose, (), name)
    content = content_of(form, document)
    copy = copy_of(form, document, content, checked, purpose)
    assert reading_back.differences(".pdf", printed.content, form, content, copy) == []
    texts = pictures.texts_of(printed.content)
    assert len(texts) == printed.pages
    for number, text in enumerate(texts, 1):
        assert f"— {number} —" in text
        assert (f"内容指纹 {copy.code}" in text) == bool(copy.code)
        assert copy.mark in text
    if purpose != "public":
        own = len(pictures.texts_of(export.as_pdf(form, document, checked, (), "public", (), name).content))
        assert any(f"正文和表共{own}页" in text for text in texts)
    assert export.as_pdf(form, document, checked, (), purpose, (), name) == printed


def test_real_reports_are_whole_and_have_fewer_pages(real_texts: tuple[Path, ...], fonts: Fonts, read_once) -> None:
    counts = []
    for path in real_texts:
        imported = read_once(path)
        content = content_of(imported.form, imported.document)
        pages = {profile: lay_out(content, fonts, profile=profile).pages for profile in (OFFICIAL, PLAIN, LANDSCAPE)}
        for profile in (PLAIN, LANDSCAPE):
            texts = tuple("".join(run.text for run in page.runs) for page in pages[profile])
            assert missing(texts, imported.form, content) == ()
        counts.append((len(pages[PLAIN]), len(pages[OFFICIAL])))
        assert len(list(tables_of(Layout("", "", pages[LANDSCAPE], (), "")))) == 2
    assert all(plain <= official for plain, official in counts)
    assert sum(plain for plain, _ in counts) < sum(official for _, official in counts)


def test_a_table_on_its_side_is_set_smaller_rather_than_cut_and_never_below_nine_points(
    form: Format, fonts: Fonts
) -> None:
    layout = lay_out(content_of(form, Document(form.id, "某某局", 2025)), fonts, profile=LANDSCAPE)
    (page,) = [page for page, which in tables_of(layout) if which == "三"]
    sizes = {run.size for run in page.runs if run.tag >= 0 and not re.match("三、收到", run.text)} - {12}
    assert sizes <= {10.5, 10.0, 9.5, 9.0}
