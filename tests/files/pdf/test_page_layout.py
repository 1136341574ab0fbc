import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from govreport_gui.core.forms.form import Format, Table
from govreport_gui.core.papers.content import Content, content_of
from govreport_gui.core.papers.part import filled
from govreport_gui.core.report.document import Document
from govreport_gui.files import resources
from govreport_gui.files.pdf import block_setting
from govreport_gui.files.pdf.fonts import Fonts
from govreport_gui.files.pdf.line_breaking import Glyph, Run
from govreport_gui.files.pdf.page_layout import Layout, lay_out
from govreport_gui.files.pdf.profile import OFFICIAL, PAGE_WIDTH
from govreport_gui.files.pdf.table_layout import LaidTable, Piece, lay_out_table

LEFT, TOP, WIDTH, HEIGHT = OFFICIAL.area.left, OFFICIAL.area.top, OFFICIAL.area.width, OFFICIAL.area.height
PITCH, LEADING = OFFICIAL.pitch, OFFICIAL.leading
left_of = OFFICIAL.area.left_of


@pytest.fixture(autouse=True, scope="module")
def tables_laid_once() -> Iterator[None]:
    """Pages are filled many times with the same tables, which are laid out once."""
    laid = {}

    def lay(table: Table, *room: Any, across: bool = False) -> LaidTable:
        key = table.boxes, room, across
        if key not in laid:
            laid[key] = lay_out_table(table, *room, across=across)
        return laid[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block_setting, "lay_out_table", lay)
        yield


SENTENCE = "全年收到政府信息公开申请，均按规定办结，没有发生举报、投诉的情况。"


def report(**sections: str) -> Document:
    return Document("2021", unit="某某县人民政府", year=2021, sections=sections)


def lines_of(runs: tuple[Run, ...]) -> list[tuple[float, float, str]]:
    """x, y and text of every line, from top to bottom."""
    rows: dict[float, list[Run]] = {}
    for run in runs:
        rows.setdefault(round(run.y, 1), []).append(run)
    return [(row[0].x, y, "".join(run.text for run in row)) for y, row in sorted(rows.items())]


def texts_of(layout: Layout) -> list[list[str]]:
    return [[text for _, _, text in lines_of(page.runs)] for page in layout.pages]


def test_a_page_has_22_lines_of_28_characters(form: Format, fonts: Fonts) -> None:
    layout = lay_out(content_of(form, report(preface="国" * 28 * 60)), fonts)
    (*lines, number) = lines_of(layout.pages[1].runs)
    assert [text for _, _, text in lines] == ["国" * 28] * 22
    assert all(two[1] - one[1] == pytest.approx(LEADING, abs=0.2) for one, two in pairwise(lines))
    assert number[2].startswith("— ")
    run = layout.pages[1].runs[0]
    assert run.x == pytest.approx(left_of(2))
    assert run.size == 16
    assert run.spacing == pytest.approx(PITCH - 16, abs=0.001)


def test_the_order_is_title_preface_sections_with_tables_and_closing(form: Format, fonts: Fonts) -> None:
    document = report(
        preface="说明。", overview="总体。", requests_text="表三旁的话。", problems="问题。", closing="某某县人民政府"
    )
    document = replace(document, headings={"overview": "一、另一个标题"})
    text = "".join(run.text for page in lay_out(content_of(form, document), fonts).pages for run in page.runs)
    order = ["2021年政府信息公开工作年度报告", "说明。", "一、总体情况", "总体。", "二、主动公开政府信息情况"]
    order += ["第二十条第（一）项", "三、收到和处理政府信息公开申请情况", "四、结转下年度继续办理", "表三旁的话。"]
    order += ["四、政府信息公开行政复议", "五、存在的主要问题及改进情况", "问题。", "六、其他需要报告的事项"]
    places = [text.index(each) for each in order]
    assert places == sorted(places)
    assert text.rindex("某某县人民政府") > places[-1]


def test_a_long_title_breaks_by_sense(form: Format, fonts: Fonts) -> None:
    document = Document("2021", unit="彭水苗族土家族自治县人民政府机关", year=2021)
    layout = lay_out(content_of(form, document), fonts)
    assert texts_of(layout)[0][:2] == ["彭水苗族土家族自治县人民政府机关", "2021年政府信息公开工作年度报告"]
    for x, _, text in lines_of(layout.pages[0].runs)[:2]:
        width = sum(glyph.width for glyph in fonts.glyphs("title", text)) * 22
        assert x + width / 2 == pytest.approx(LEFT + WIDTH / 2)
    short = lay_out(content_of(form, replace(document, unit="甲局")), fonts)
    assert texts_of(short)[0][0] == "甲局2021年政府信息公开工作年度报告"


def test_what_is_not_filled_in_shows(form: Format, fonts: Fonts) -> None:
    first, second, *_ = texts_of(lay_out(content_of(form, Document("2021")), fonts))[0]
    assert (first, second) == ("〔单位名称〕", "〔年度〕年政府信息公开工作年度报告")


def test_a_lead_is_set_in_the_face_of_second_headings(
    form: Format, fonts: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    glyphs = fonts.glyphs

    def note(role: str, text: str) -> list[Glyph]:
        asked.append((role, text))
        return glyphs("body", text)

    monkeypatch.setattr(fonts, "glyphs", note)
    long = "（二）" + "很" * 30 + "。后面。"
    lay_out(content_of(form, report(overview=f"（一）主动公开。后面的话。\n{long}\n（三）只有标题")), fonts)
    assert ("h2", "（一）主动公开。") in asked
    assert ("body", "后面的话。") in asked
    assert ("body", long) in asked
    assert ("h2", "（三）只有标题") in asked


@pytest.mark.parametrize("lines", range(26, 48))
def test_headings_are_not_alone_and_no_line_is(form: Format, fonts: Fonts, lines: int) -> None:
    overview = "（一）主动公开\n" + "甲" * 28 * 5 + "\n" + "乙" * 28 * 4
    document = report(preface="鹅" * 28 * lines, overview=overview, problems=SENTENCE, other_matters=SENTENCE)
    layout = lay_out(content_of(form, document), fonts)
    headings = {section.heading for section in form.sections} | {"（一）主动公开"}
    for lines_there in texts_of(layout):
        body = lines_there[:-1]
        assert body[-1] not in headings
        for char in "鹅甲乙":
            here = sum(char in line for line in body)
            assert here != 1
    for page in layout.pages:
        assert all(y < TOP + HEIGHT for _, y, _ in lines_of(page.runs)[:-1])
        assert all(each.y + each.height <= TOP + HEIGHT + 0.1 for each in page.rectangles)


def test_page_numbers_stand_outside(form: Format, fonts: Fonts) -> None:
    layout = lay_out(content_of(form, report()), fonts)
    for number, page in enumerate(layout.pages, 1):
        x, y, text = lines_of(page.runs)[-1]
        assert text == f"— {number} —"
        assert y > TOP + HEIGHT + 19
        assert (x > LEFT + WIDTH / 2) == (number % 2 == 1)
        assert page.runs[-1].size == 14


def test_the_mark_stands_on_every_page(form: Format, fonts: Fonts) -> None:
    layout = lay_out(content_of(form, report()), fonts, "未定稿：有必须改正的问题")
    for page in layout.pages:
        x, y, text = lines_of(page.runs)[0]
        assert text == "未定稿：有必须改正的问题"
        assert y < TOP - 20
        assert x > LEFT + WIDTH / 2
    assert not any("未定稿" in line for page in texts_of(lay_out(content_of(form, report()), fonts)) for line in page)


@pytest.mark.parametrize("unit", ["甲局", "某某县人民政府办公室和机关事务服务中心"])
def test_who_signs_stands_centred_over_the_date(unit: str, form: Format, fonts: Fonts) -> None:
    document = report(closing=f"{unit}\n2022年11月20日\n联系电话：0591-23161234")
    *_, name, date, contact, _ = lines_of(lay_out(content_of(form, document), fonts).pages[-1].runs)
    assert (name[2], date[2]) == (unit, "2022年11月20日")
    glyphs = fonts.glyphs("body", date[2])
    wide = sum(PITCH if glyph.width == 1 else glyph.width * 16 for glyph in glyphs)
    assert name[0] + len(unit) * PITCH / 2 == pytest.approx(date[0] + wide / 2, abs=0.5)
    edge = max(name[0] + len(unit) * PITCH, date[0] + wide)
    assert edge == pytest.approx(LEFT + WIDTH - (4 if unit == "甲局" else 2) * PITCH, abs=0.5)
    assert contact[0] == pytest.approx(LEFT + 2 * PITCH)
    assert contact[2].startswith("联系电话")


def test_closing_lines_stand_right_and_together(form: Format, fonts: Fonts) -> None:
    for lines in range(1, 24):
        document = report(other_matters="国" * 28 * lines, closing="某某县人民政府办公室\n2022年1月20日")
        page = lay_out(content_of(form, document), fonts).pages[-1]
        *_, unit, date, _ = lines_of(page.runs)
        assert (unit[2], date[2]) == ("某某县人民政府办公室", "2022年1月20日")
        assert date[1] - unit[1] == pytest.approx(LEADING, abs=0.2)
        assert unit[0] + 10 * PITCH <= LEFT + WIDTH - 2 * PITCH + 0.01


def test_bookmarks_lead_to_title_and_headings(form: Format, fonts: Fonts) -> None:
    layout = lay_out(content_of(form, report()), fonts)
    headings = [section.heading for section in form.sections if section.heading]
    assert [each.title for each in layout.bookmarks] == [layout.title, *headings]
    assert [each.level for each in layout.bookmarks] == [0] + [1] * 6
    for each in layout.bookmarks[1:]:
        line = [run for run in layout.pages[each.page].runs if each.y < run.y < each.y + LEADING]
        assert "".join(run.text for run in line) == each.title


def test_missing_characters_are_listed(form: Format, fonts: Fonts) -> None:
    layout = lay_out(content_of(form, report(overview="\U00030000和\U0001f600")), fonts)
    assert layout.missing == "\U00030000\U0001f600"
    assert any("〓和〓" in line for page in texts_of(layout) for line in page)


def test_the_wider_margin_is_at_the_binding_edge(form: Format, fonts: Fonts) -> None:
    first, second, *_ = lay_out(content_of(form, report(preface="国" * 28 * 60)), fonts).pages
    foot = TOP + HEIGHT
    ends = [
        (min(run.x for run in page.runs if run.y < foot), 28 * 72 / 25.4 if page is first else 26 * 72 / 25.4)
        for page in (first, second)
    ]
    assert all(x == pytest.approx(margin, abs=0.01) for x, margin in ends)
    assert left_of(2) + WIDTH == pytest.approx(PAGE_WIDTH - LEFT)


def test_who_seals_has_two_lines_of_the_text_on_the_page(form: Format, fonts: Fonts) -> None:
    for lines in range(1, 50):
        document = report(other_matters="国" * (28 * lines - 2), closing="某某县人民政府办公室\n2022年1月20日")
        *above, _, date, _ = lines_of(lay_out(content_of(form, document), fonts).pages[-1].runs)
        assert date[2] == "2022年1月20日"
        assert [text[:1] for _, _, text in above][-2:] == (["国"] * 2 if lines > 1 else ["六", "国"])


def test_a_last_page_of_a_few_lines_is_taken_in(form: Format, fonts: Fonts) -> None:
    """Lines stand closer then, and only then; no page has more than 23 of them."""
    closer = 0
    for lines in range(20, 120):
        laid = lay_out(content_of(form, report(other_matters="国" * (28 * lines - 2))), fonts).pages
        pages = [page for page in laid if not page.rectangles]
        steps = {round(two[1] - one[1], 1) for page in pages for one, two in pairwise(lines_of(page.runs)[:-1])}
        if round(HEIGHT / 23, 1) in steps:
            closer += 1
            assert round(LEADING, 1) not in steps
        assert max(len(lines_of(page.runs)) for page in pages) <= 24
    assert 0 < closer < 50


# ── tables ───────────────────────────────────────────────────────────


def boxes_hold_their_text(piece: Piece) -> bool:
    return all(
        any(
            each.x <= run.x <= each.x + each.width
            and each.y <= run.y - 0.8 * run.size
            and run.y <= each.y + each.height
            for each in piece.rectangles
        )
        for run in piece.runs
    )


@pytest.mark.parametrize("year", ["2019", "2021"])
def test_boxes_fill_the_table_without_overlap(year: str, fonts: Fonts) -> None:
    form = resources.form_of(year)
    assert form is not None
    for table in form.tables:
        laid = lay_out_table(table, fonts, WIDTH, HEIGHT - LEADING)
        (piece,) = laid.pieces(HEIGHT, HEIGHT)
        assert piece.height <= HEIGHT - LEADING
        assert len(piece.rectangles) == len(table.boxes)
        area = sum(each.width * each.height for each in piece.rectangles)
        assert area == pytest.approx(WIDTH * piece.height)
        bands = [each for each in piece.rectangles if each.shaded]
        assert len(bands) == sum(box.kind == "band" for box in table.boxes)
        assert boxes_hold_their_text(piece)


@pytest.mark.parametrize("year", ["2019", "2021"])
def test_every_box_stands_at_its_columns_and_lines_with_its_text_in_the_middle(year: str, fonts: Fonts) -> None:
    form = resources.form_of(year)
    assert form is not None
    for table in form.tables:
        table = filled(table, {cell: str(number) for number, cell in enumerate(table.cells, 100)})  # noqa: PLW2901
        (piece,) = lay_out_table(table, fonts, WIDTH, HEIGHT).pieces(HEIGHT, HEIGHT)
        edges = [sum(table.widths[:at]) / sum(table.widths) * WIDTH for at in range(len(table.widths) + 1)]
        tops: dict[int, float] = {0: 0, len(table.lines): piece.height}
        for box, drawn in zip(table.boxes, piece.rectangles, strict=True):
            right, bottom = drawn.x + drawn.width, drawn.y + drawn.height
            assert (drawn.x, right) == pytest.approx((edges[box.position], edges[box.position + box.positions]))
            # All boxes that begin or end at one line of the form do so at one height.
            assert drawn.y == pytest.approx(tops.setdefault(box.line, drawn.y))
            assert bottom == pytest.approx(tops.setdefault(box.line + box.lines, bottom))
            runs = [run for run in piece.runs if drawn.x <= run.x < right and drawn.y <= run.y < bottom]
            lines = lines_of(tuple(runs))
            assert "".join(text for _, _, text in lines) == box.text
            size = runs[0].size
            assert sum(y - 0.36 * size for _, y, _ in lines) / len(lines) == pytest.approx((drawn.y + bottom) / 2, 0.01)
            for x, _, text in lines:
                width = sum(glyph.width for glyph in fonts.glyphs("table", text)) * size
                if x + width / 2 != pytest.approx((drawn.x + right) / 2, abs=0.1):
                    # A squeezed line that begins with a bracket begins within the bracket's blank half.
                    assert box.kind != "number"
                    assert x - drawn.x == pytest.approx(2.5, abs=0.5 if width > drawn.width - 5 else 0.01)
        assert sorted(tops.values()) == [tops[line] for line in sorted(tops)]


def test_tables_stand_below_their_headings_across_the_page(form: Format, fonts: Fonts) -> None:
    cells = {cell: str(number) for number, cell in enumerate(form.cells, 3001)}
    tables = 0
    for at, page in enumerate(lay_out(content_of(form, Document("2021", cells=cells)), fonts).pages, 1):
        numbers = [run for run in page.runs if run.text in cells.values()]
        assert bool(numbers) == bool(page.rectangles)
        if not numbers:
            continue
        tables += 1
        piece = Piece(0, tuple(numbers), page.rectangles)
        assert boxes_hold_their_text(piece)
        assert min(each.x for each in page.rectangles) == pytest.approx(left_of(at))
        assert max(each.x + each.width for each in page.rectangles) == pytest.approx(left_of(at) + WIDTH)
        top = min(each.y for each in page.rectangles)
        heading = max((line for line in lines_of(page.runs) if line[1] < top), key=lambda line: line[1])
        assert heading[2] in {section.heading for section in form.sections if section.table}
        # The base line of 16 pt in a line of the text, then the rest of that line and 4 pt.
        assert top - heading[1] == pytest.approx(LEADING - (LEADING - 16) / 2 - 0.86 * 16 + 4, abs=0.06)
    assert tables == 3


def test_table_three_is_not_cut_when_a_page_holds_it(form: Format, fonts: Fonts) -> None:
    for paragraphs in range(1, 15):
        layout = lay_out(content_of(form, report(overview="\n".join([SENTENCE * 2] * paragraphs))), fonts)
        pages = [page for page in texts_of(layout) if any("1.属于国家秘密" in line for line in page)]
        assert len(pages) == 1
        assert pages[0][0] == "三、收到和处理政府信息公开申请情况"
        assert any("四、结转下年度继续办理" in line for line in pages[0])


@pytest.mark.parametrize("text", ["", "0", "1234567"])
def test_head_words_break_in_the_middle(form: Format, fonts: Fonts, text: str) -> None:
    texts = dict.fromkeys(form.cells, text)
    (piece,) = lay_out_table(filled(form.table("disputes"), texts), fonts, WIDTH, HEIGHT).pieces(HEIGHT, HEIGHT)
    words = [run.text for run in piece.runs]
    assert words.count("结果") == 9
    assert words.count("其他") == words.count("维持") == words.count("审结") == 3


@pytest.mark.parametrize("digits", range(1, 9))
def test_numbers_stay_in_one_line_inside_their_box(form: Format, fonts: Fonts, digits: int) -> None:
    texts = dict.fromkeys(form.cells, "8" * digits)
    for table in form.tables:
        (piece,) = lay_out_table(filled(table, texts), fonts, WIDTH, HEIGHT - LEADING).pieces(HEIGHT, HEIGHT)
        numbers = [run for run in piece.runs if run.text == "8" * digits]
        assert len(numbers) == len(table.cells)
        assert len({run.size for run in numbers}) == 1
        for run in numbers:
            width = sum(glyph.width for glyph in fonts.glyphs("table", run.text)) * run.size
            assert any(
                each.x <= run.x and run.x + width <= each.x + each.width and each.y < run.y < each.y + each.height
                for each in piece.rectangles
            )


def test_words_in_a_cell_do_not_shrink_the_table(form: Format, fonts: Fonts) -> None:
    texts = {"requests.new.natural_person": "12（其中网上申请3件）", "requests.new.enterprise": "7"}
    (piece,) = lay_out_table(filled(form.table("requests"), texts), fonts, WIDTH, HEIGHT).pieces(HEIGHT, HEIGHT)
    assert next(run for run in piece.runs if run.text == "7").size == 10.5
    assert "12（其中网上申请3件）" in "".join(run.text for run in piece.runs)


@pytest.mark.parametrize("rest", [150.0, 200.0, 333.0, 450.0])
def test_a_cut_table_repeats_its_head_and_the_labels_that_reach_over(form: Format, fonts: Fonts, rest: float) -> None:
    texts = {cell: str(number) for number, cell in enumerate(form.cells, 1000)}
    pieces = list(lay_out_table(filled(form.table("requests"), texts), fonts, WIDTH, HEIGHT).pieces(140.0, rest))
    assert len(pieces) > 1
    drawn = ["".join(run.text for run in piece.runs) for piece in pieces]
    assert all("申请人情况" in text and "法律服务机构" in text for text in drawn)
    assert all("（三）不予公开" in text for text in drawn if re.search(r"[1-8]\.(属于|保护|危及|其他法律)", text))
    assert all("三、本年度办理结果" in text for text in drawn if re.search(r"\d\.\D", text))
    numbers = [int(run.text) for piece in pieces for run in piece.runs if run.text.isdecimal()]
    assert numbers == list(range(1010, 1185))
    assert all(piece.height <= rest for piece in pieces[1:])
    for piece in pieces:
        area = sum(each.width * each.height for each in piece.rectangles)
        assert area == pytest.approx(WIDTH * piece.height)
        assert boxes_hold_their_text(piece)


def test_a_table_longer_than_a_page_runs_over_pages(form: Format, fonts: Fonts) -> None:
    low = replace(OFFICIAL, area=replace(OFFICIAL.area, height=12 * LEADING))
    layout = lay_out(content_of(form, report(preface=SENTENCE)), fonts, profile=low)
    pages = [page for page in texts_of(layout) if any("法人或其他组织" in line for line in page)]
    assert len(pages) >= 2
    assert any("三、收到和处理政府信息公开申请情况" in line for line in pages[0])
    assert all(y < TOP + 12 * LEADING for page in layout.pages for _, y, _ in lines_of(page.runs)[:-1])


def test_lines_of_tables_are_lower_only_where_that_saves_a_page(form: Format, fonts: Fonts, zeros: Document) -> None:
    """However long the text before the tables is: never more pages than with the roomiest lines, sometimes fewer."""
    saved = []
    for lines in range(1, 40, 3):
        document = zeros.with_section("overview", "国" * 28 * lines)
        content = content_of(form, document)
        roomiest = pages_with_roomiest_lines(content, fonts)
        layout = lay_out(content, fonts)
        saved.append(roomiest - len(layout.pages))
        # Table 二 has 14 lines, of 24 pt unless that costs a page.
        heights = [each.height for page in layout.pages for each in page.rectangles if each.shaded]
        assert saved[-1] or min(heights) == pytest.approx(24.0)
    assert min(saved) == 0
    assert max(saved) > 0


def pages_with_roomiest_lines(content: Content, fonts: Fonts) -> int:
    return len(lay_out(content, fonts, profile=replace(OFFICIAL, table_lines=(24.0,))).pages)


def test_real_reports_get_no_longer_and_some_shorter(real_texts: tuple[Path, ...], fonts: Fonts, read_once) -> None:
    counts = []
    for path in real_texts:
        imported = read_once(path)
        content = content_of(imported.form, imported.document)
        counts.append((len(lay_out(content, fonts).pages), pages_with_roomiest_lines(content, fonts)))
    assert all(now <= before for now, before in counts)
    assert sum(now for now, _ in counts) <= 0.96 * sum(before for _, before in counts)


# ── links ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("详见https://www.gov.cn/a/b.htm。", ["https://www.gov.cn/a/b.htm"]),
        ("（www.psx.gov.cn/zwgk/）下载", ["http://www.psx.gov.cn/zwgk/"]),
        ("电子邮箱zwgk@psx.gov.cn，电话023-78492255。", []),
        ("http://a.cn/b; 又http://c.cn/d.", ["http://a.cn/b", "http://c.cn/d"]),
    ],
)
def test_addresses_lead_there(form: Format, fonts: Fonts, text: str, addresses: list[str]) -> None:
    links = lay_out(content_of(form, report(overview=text)), fonts).links
    assert [link.address for link in links] == addresses


def test_an_address_over_two_lines_leads_there_from_both(form: Format, fonts: Fonts) -> None:
    address = "https://www.gov.cn/zhengce/content/2019-04/15/content_5382991.htm"
    layout = lay_out(content_of(form, report(preface="国" * 500 + f"详见{address}。")), fonts)
    assert {link.address for link in layout.links} == {address}
    assert len(layout.links) > 1
    for link in layout.links:
        runs = [
            run
            for run in layout.pages[link.page].runs
            if link.top < run.y < link.bottom and link.left - 0.1 <= run.x < link.right
        ]
        assert "".join(run.text for run in runs).strip("。") in address
        assert left_of(link.page + 1) <= link.left < link.right <= left_of(link.page + 1) + WIDTH + 1
