"""The report as a PDF file. Drawing only: page_layout decides what stands where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from govreport_gui.core.papers.charts import TITLE, Chart
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.part import Part
from govreport_gui.core.papers.purpose import PUBLIC, Copy
from govreport_gui.files.pdf import chart_drawing, colour, embedding, structure
from govreport_gui.files.pdf import inside as file_parts
from govreport_gui.files.pdf.fonts import Fonts, standard
from govreport_gui.files.pdf.page_filling import Tag
from govreport_gui.files.pdf.page_layout import Layout, Page, lay_out, lay_out_text
from govreport_gui.files.pdf.profile import OFFICIAL, Profile

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_SHADE: Final = (0.776, 0.851, 0.945)
"""The blue of the bands on the official form."""
_LINE_WIDTH: Final = 0.5
"""Of frames, and of the outline (pt) that makes a character look bold."""
_FILL, _FILL_AND_STROKE = 0, 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF; `missing` are the distinct characters that no font has, drawn as 〓.

    `stand_ins` are the official fonts that this computer lacks, each with what stands in for it; `borrowed` and `lying`
    are those of the layout.
    """

    content: bytes
    pages: int
    missing: str
    stand_ins: tuple[tuple[str, str], ...] = ()
    title: str = ""
    borrowed: tuple[tuple[str, str], ...] = ()
    lying: bool = False


def write(
    content: Content,
    copy: Copy = PUBLIC,
    charts: Sequence[Chart] = (),
    report: bytes = b"",
    *,
    profile: Profile = OFFICIAL,
    fonts: Fonts | None = None,
) -> Printed:
    """That copy of the report as a PDF, with `report` attached: a file from which it opens again as data. The same
    content gives the same bytes.

    Charts stand on last pages of their own, those of one heading on one. `fonts` are those of this computer unless
    given. Raises OutsideError if there are none.
    """
    fonts = fonts or standard()
    pages = _by_heading(charts)
    layout = lay_out(content, fonts, copy.mark, (*copy.annex, *map(Part, pages)), copy.code, profile)
    return _printed(layout, _last(layout, tuple(pages.values())), fonts, (content, report))


def outlook(
    content: Content, copy: Copy = PUBLIC, profile: Profile = OFFICIAL, *, fonts: Fonts | None = None
) -> Printed:
    """How that copy comes out, before it is drawn: without bytes."""
    fonts = fonts or standard()
    layout = lay_out(content, fonts, copy.mark, copy.annex, copy.code, profile)
    return _of(layout, b"", fonts)


def write_charts(
    charts: Sequence[Chart], unit: str, year: str, beside: Sequence[Part] = (), *, fonts: Fonts | None = None
) -> Printed:
    """The charts alone, the first heading's below the title; `year` is "" or 2025年. Then what stands `beside` them,
    and the charts of each further heading, on pages of their own.
    """
    fonts = fonts or standard()
    first, *others = _by_heading(charts).items() or [("", [])]
    title = f"{unit}{year}政府信息公开申请{TITLE}"
    layout = lay_out_text(title, (), fonts, unit, (*beside, *(Part(heading) for heading, _ in others)))
    drawn = {0: first[1], **_last(layout, [each for _, each in others])}
    return _printed(layout, {page: each for page, each in drawn.items() if each}, fonts)


def write_text(title: str, parts: Sequence[Part], *, fonts: Fonts | None = None) -> Printed:
    """A paper that is no report as a PDF: a title, and parts one after the other."""
    fonts = fonts or standard()
    return _printed(lay_out_text(title, parts, fonts), {}, fonts)


def _by_heading(charts: Sequence[Chart]) -> dict[str, list[Chart]]:
    pages: dict[str, list[Chart]] = {}
    for chart in charts:
        pages.setdefault(chart.heading, []).append(chart)
    return pages


def _last(layout: Layout, pages: Sequence[Sequence[Chart]]) -> dict[int, Sequence[Chart]]:
    """By page of the layout, from 0: these are the last ones."""
    return dict(enumerate(pages, len(layout.pages) - len(pages)))


def _printed(
    layout: Layout, charts: Mapping[int, Sequence[Chart]], fonts: Fonts, inside: tuple[Content, bytes] | None = None
) -> Printed:
    return _of(layout, _draw(layout, charts, fonts, inside), fonts)


def _of(layout: Layout, content: bytes, fonts: Fonts) -> Printed:
    told = (layout.title, layout.borrowed, layout.lying)
    return Printed(content, len(layout.pages), layout.missing, fonts.stand_ins(), *told)


def _draw(
    layout: Layout,
    charts: Mapping[int, Sequence[Chart]],
    fonts: Fonts,
    inside: tuple[Content, bytes] | None,
) -> bytes:
    from reportlab import rl_config  # noqa: PLC0415 - slow to import
    from reportlab.pdfbase.pdfdoc import PDFString  # noqa: PLC0415 - likewise
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - likewise

    rl_config.useA85 = 0  # bytes as they are: a quarter smaller, and quicker
    texts = _texts(layout.pages)
    if charts:
        face = chart_drawing.face_of(fonts)
        texts.setdefault(face, set()).update(*map(chart_drawing.letters, charts.values()))
    first = layout.pages[0].runs[0].face
    embedding.font(first)
    # Without a first face of ours reportlab refers to Helvetica, which is not embedded.
    canvas = Canvas(
        "",
        pagesize=_size(layout.pages[0]),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),  # what is put into it came with 1.3 to 1.7
        lang="zh-CN",
        initialFontName=first,
    )
    embedding.begin(canvas, texts)
    file_parts.describe(canvas, file_parts.date_of(inside[0]) if inside else "")
    canvas.setTitle(layout.title)
    canvas.setAuthor(layout.author)
    if inside:
        file_parts.carry(canvas, *inside)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    colour.put(canvas)
    marked: list[list[int]] = []
    tags = list(layout.tags)
    links: list[tuple[int, int, Any]] = []
    for number, page in enumerate(layout.pages):
        area = page.area
        canvas.setPageSize(_size(page))
        for key, bookmark in enumerate(layout.bookmarks):
            if bookmark.page == number:
                canvas.bookmarkPage(f"b{key}", fit="XYZ", left=area.left, top=area.page_height - bookmark.y)
                canvas.addOutlineEntry(bookmark.title, f"b{key}", bookmark.level)
        for link in layout.links:
            if link.page == number:
                box = (link.left, area.page_height - link.bottom, link.right, area.page_height - link.top)
                parent = len(layout.pages) + len(links)
                canvas.linkURL(link.address, box, thickness=0, Contents=PDFString(link.address), StructParent=parent)
                links.append((link.tag, number, canvas._annotationrefs[-1]))  # noqa: SLF001  # it has no other way
        marked.append(_draw_page(canvas, page, layout.tags))
        if number in charts:
            tags.append(Tag("Figure", said=chart_drawing.said(charts[number])))
            canvas._code.append(f"/Figure <</MCID {len(marked[-1])}>> BDC")  # noqa: SLF001  # it has no other way
            marked[-1].append(len(tags) - 1)
            chart_drawing.draw(canvas, charts[number], fonts, _box_below(page, number + 1))
            canvas._code.append("EMC")  # noqa: SLF001  # likewise
        canvas.showPage()
    structure.put(canvas, tags, marked, links)
    return bytes(canvas.getpdfdata())


def _texts(pages: Sequence[Page]) -> dict[str, set[str]]:
    """All that is drawn, by face: characters, and words that are drawn as one."""
    texts: dict[str, set[str]] = {}
    for page in pages:
        for run in page.runs:
            texts.setdefault(run.face, set()).update((run.text,) if run.whole else run.text)
    return texts


def _box_below(page: Page, number: int) -> tuple[float, float, float, float]:
    """What the heading leaves of the text area: left, bottom, width and height in pt, y upwards."""
    area = page.area
    top = max(run.y for run in page.runs if run.y < area.foot) + OFFICIAL.leading
    return area.left_of(number), area.page_height - area.foot, area.width, area.foot - top


def _size(page: Page) -> tuple[float, float]:
    return page.area.page_width, page.area.page_height


def _draw_page(canvas: "Canvas", page: Page, tags: Sequence[Tag]) -> list[int]:
    """The operators of a page at one go: reportlab's own way, call by call, takes three times as long.

    Gives the tags of what is marked on it, in order.
    """
    high = page.area.page_height
    shade = " ".join(f"{part:g}" for part in _SHADE)
    code = ["/Artifact BMC", f"{_LINE_WIDTH} w {shade} rg"]
    for each in page.rectangles:
        y = high - each.y - each.height
        how = "B" if each.shaded else "S"
        code.append(f"{each.x:.3f} {y:.3f} {each.width:.3f} {each.height:.3f} re {how}")
    code.append("EMC 0 0 0 rg BT")
    font: tuple[str, float] = ("", 0.0)
    spacing, bold = 0.0, False
    document = canvas._doc  # noqa: SLF001  # it has no other way
    marked: list[int] = []
    now_of: int | None = None
    for run in page.runs:
        if run.tag != now_of:
            ends = "EMC " if now_of is not None else ""
            begins = f"/{tags[run.tag].kind} <</MCID {len(marked)}>> BDC" if run.tag >= 0 else "/Artifact BMC"
            code.append(ends + begins)
            marked += [run.tag] * (run.tag >= 0)
            now_of = run.tag
        if run.spacing != spacing:
            spacing = run.spacing
            code.append(f"{spacing:.3f} Tc")
        if run.bold != bold:
            bold = run.bold
            code.append(f"{_FILL_AND_STROKE if bold else _FILL} Tr")
        code.append(f"1 0 0 1 {run.x:.3f} {high - run.y:.3f} Tm")
        face = embedding.font(run.face)
        for layer, codes in [(0, "")] if run.whole else face.pieces(document, run.text):
            now = (face.getSubsetInternalName(layer, document), run.size)
            if now != font:
                font = now
                code.append(f"{font[0]} {run.size:g} Tf")
            code.append(face.word(document, run.text) if run.whole else f"<{codes}> Tj")
    code.append("EMC ET" if page.runs else "ET")
    canvas._code.append("\n".join(code))  # noqa: SLF001  # likewise
    return marked
