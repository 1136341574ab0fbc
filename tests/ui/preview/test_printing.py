"""To a printer: a PDF printer of Qt's stands in for one, and what comes out is compared with what was shown."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QProgressDialog
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from govreport_gui.core.papers.content import content_of
from govreport_gui.files import settings
from govreport_gui.files.pdf import outlines, pictures, writer
from govreport_gui.files.pdf.fonts import Fonts
from govreport_gui.files.pdf.pictures import Pages
from govreport_gui.files.settings import Output
from govreport_gui.files.sources.imported import Imported
from govreport_gui.ui.actions import previewing
from govreport_gui.ui.preview import printing
from govreport_gui.ui.preview.preview import Preview
from govreport_gui.ui.window.main_window import MainWindow

MM = 72 / 25.4


@pytest.fixture(scope="module")
def pages(sample: Imported, fonts_of_the_program: None) -> Pages:
    return pictures.open_pages(
        writer.write(content_of(sample.form, sample.document), fonts=Fonts(bundled_only=True)).content
    )


@pytest.fixture(scope="module")
def fonts_of_the_program() -> None:
    """The pages are the same on every machine."""


@pytest.fixture
def printer(qapp, tmp_path: Path) -> Callable[..., QPrinter]:
    """Makes a printer that writes out.pdf."""

    def make(resolution: int = 300) -> QPrinter:
        made = printing.printer_of(Output())
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(tmp_path / "out.pdf"))
        made.setResolution(resolution)
        return made

    return make


Ink = tuple[list[list[int]], tuple[float, float, float, float]]


def ink(pages: Pages, page: int) -> Ink:
    """How dark each square of 3 mm is (0–255), and the box around all ink: left, top, right, bottom in mm."""
    width, height, square = 840, 1188, 12  # 4 pixels a mm
    green = pages.picture(page, width, height).pixels[1::4]
    rows = [green[start : start + width] for start in range(0, len(green), width)]
    means = [
        [
            255 - ceil(sum(sum(row[left : left + square]) for row in rows[top : top + square]) / square**2)
            for left in range(0, width, square)
        ]
        for top in range(0, height, square)
    ]
    inked_rows = [at for at, row in enumerate(rows) if min(row) < 155]
    columns = [at for at in range(width) if min(green[at::width]) < 155]
    box = (columns[0] / 4, inked_rows[0] / 4, (columns[-1] + 1) / 4, (inked_rows[-1] + 1) / 4)
    return means, box


@pytest.fixture(scope="module")
def shown_ink(pages: Pages) -> dict[int, Ink]:
    """The ink of a page of text and of one with a table, as they are shown."""
    return {page: ink(pages, page) for page in (0, 4)}


@pytest.fixture
def only_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with pages that have more than letters and lines."""
    monkeypatch.setattr(Pages, "outlines", lambda *_: None)


@pytest.mark.parametrize(("resolution", "as_picture"), [(203, False), (600, False), (203, True), (1200, True)])
def test_paper_is_what_was_shown_at_its_own_size(
    printer: Callable[..., QPrinter],
    pages: Pages,
    shown_ink: dict[int, Ink],
    tmp_path: Path,
    resolution: int,
    as_picture: bool,
    request: pytest.FixtureRequest,
) -> None:
    if as_picture:
        request.getfixturevalue("only_pictures")
    assert printing.send(printer(resolution), pages, [0, 4])
    printed = pictures.open_pages((tmp_path / "out.pdf").read_bytes())
    assert len(printed.sizes) == 2
    for at, page in enumerate((0, 4)):
        assert printed.sizes[at] == pytest.approx(pages.sizes[page], abs=0.5)
        (means, box), (shown_means, shown_box) = ink(printed, at), shown_ink[page]
        # Half a millimetre, at the very edge of the ink.
        assert box == pytest.approx(shown_box, abs=0.5)
        differences = [
            abs(one - other)
            for row, shown in zip(means, shown_means, strict=True)
            for one, other in zip(row, shown, strict=True)
        ]
        assert max(differences) < 45
        # A millimetre aside gives 5 and more, a hundredth smaller 9 and more.
        assert sum(differences) / len(differences) < 5


def test_the_margins_of_the_official_letter_come_out_true(
    printer: Callable[..., QPrinter], pages: Pages, tmp_path: Path
) -> None:
    """28 mm at the left, 26 at the right, the table of the fifth page between them; 37 mm above the first title."""
    assert printing.send(printer(), pages, [0, 4])
    printed = pictures.open_pages((tmp_path / "out.pdf").read_bytes())
    _, (left, _, right, _) = ink(printed, 1)
    assert (left, right) == pytest.approx((28, 210 - 26), abs=0.4)
    _, (_, top, _, _) = ink(printed, 0)
    assert 37 < top < 41


def test_a_page_across_turns_the_paper(printer: Callable[..., QPrinter], tmp_path: Path) -> None:
    path = tmp_path / "across.pdf"
    canvas = Canvas(str(path), pagesize=(297 * MM, 210 * MM))
    canvas.rect(20 * MM, 20 * MM, 257 * MM, 170 * MM, fill=1)
    canvas.showPage()
    canvas.setPageSize((210 * MM, 297 * MM))
    canvas.rect(20 * MM, 20 * MM, 10 * MM, 10 * MM, fill=1)
    canvas.save()
    assert printing.send(printer(), pictures.open_pages(path.read_bytes()), [0, 1])
    printed = pictures.open_pages((tmp_path / "out.pdf").read_bytes())
    sizes = [(round(width / MM), round(height / MM)) for width, height in printed.sizes]
    assert sizes == [(297, 210), (210, 297)]


@pytest.mark.parametrize(
    ("how", "sent"),
    [
        (lambda _: None, [0, 1, 2, 3, 4]),
        (lambda printer: printer.setPrintRange(QPrinter.PrintRange.CurrentPage), [3]),
        (lambda printer: chosen_pages(printer, "2-3,5"), [1, 2, 4]),
        (lambda printer: chosen_pages(printer, "4-9"), [3, 4]),
        (lambda printer: printer.setPageOrder(QPrinter.PageOrder.LastPageFirst), [4, 3, 2, 1, 0]),
        (lambda printer: copies(printer, collated=True), [0, 1, 2, 3, 4, 0, 1, 2, 3, 4]),
        (lambda printer: copies(printer, collated=False), [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]),
    ],
    ids=["all", "current", "some", "beyond the end", "last first", "two sets", "each twice"],
)
def test_pages_and_copies(printer: Callable[..., QPrinter], how: Callable[[QPrinter], None], sent: list[int]) -> None:
    made = printer()
    how(made)
    assert printing.numbers(made, 5, current=3) == sent


def chosen_pages(printer: QPrinter, ranges: str) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString(ranges))


def copies(printer: QPrinter, *, collated: bool) -> None:
    printer.setCopyCount(2)
    printer.setCollateCopies(collated)


def test_from_and_to_of_the_dialog_are_a_range(printer: Callable[..., QPrinter]) -> None:
    made = printer()
    made.setPrintRange(QPrinter.PrintRange.PageRange)
    made.setFromTo(2, 3)
    assert printing.numbers(made, 5, current=0) == [1, 2]


def test_the_paper_is_a4_whatever_it_was_before(printer: Callable[..., QPrinter]) -> None:
    made = printer()
    made.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    kept = printing.chosen_on(made, Output())
    again = printing.printer_of(kept)
    assert again.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    assert again.pageLayout().fullRectPoints().size().toTuple() == (595, 842)
    assert again.fullPage()


def test_what_was_chosen_is_there_the_next_time(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["三楼"])
    kept = Output(printer="三楼", two_sided="DuplexLongSide", tray="Lower", grey=True)
    set_up = []
    for name in ("setPrinterName", "setDuplex", "setPaperSource", "setColorMode"):
        monkeypatch.setattr(QPrinter, name, lambda _, value, name=name: set_up.append((name, value)))
    printing.printer_of(kept)
    assert set_up == [
        ("setPrinterName", "三楼"),
        ("setDuplex", QPrinter.DuplexMode.DuplexLongSide),
        ("setPaperSource", QPrinter.PaperSource.Lower),
        ("setColorMode", QPrinter.ColorMode.GrayScale),
    ]
    set_up.clear()
    printing.printer_of(replace(kept, printer="已经拆走"))
    assert set_up == []


def test_what_the_dialog_left_is_kept(printer: Callable[..., QPrinter], monkeypatch: pytest.MonkeyPatch) -> None:
    made = printer()
    # A printer into a file has one side only.
    monkeypatch.setattr(QPrinter, "duplex", lambda _: QPrinter.DuplexMode.DuplexShortSide)
    made.setColorMode(QPrinter.ColorMode.GrayScale)
    made.setCopyCount(7)
    kept = printing.chosen_on(made, Output(zoom="130", charts=True))
    assert (kept.two_sided, kept.grey, kept.zoom, kept.charts) == ("DuplexShortSide", True, "130", True)
    assert printing.printer_of(kept).copyCount() == 1


@pytest.fixture
def asked(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[QPrintDialog]:
    """The print dialogs that were shown; each is answered with 打印, into a file."""
    dialogs: list[QPrintDialog] = []

    def accept(dialog: QPrintDialog) -> int:
        dialogs.append(dialog)
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(tmp_path / "out.pdf"))
        dialog.printer().setResolution(150)
        dialog.printer().setColorMode(QPrinter.ColorMode.GrayScale)
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(printing, "any_printer", lambda: True)
    monkeypatch.setattr(QPrintDialog, "exec", accept)
    return dialogs


def test_print_from_the_menu_and_remember(window: MainWindow, asked: list[QPrintDialog], tmp_path: Path) -> None:
    previewing.print_report(window.workspace)
    (dialog,) = asked
    assert dialog.windowTitle() == "打印"
    printed = pictures.open_pages((tmp_path / "out.pdf").read_bytes())
    assert (dialog.minPage(), dialog.maxPage()) == (1, len(printed.sizes))
    assert "已送到打印机" in window.workspace.message_bar.text.text()
    assert settings.load().output.grey
    assert not [each for each in window.findChildren(Preview) if each.isVisible()]


def test_thinking_better_of_it_keeps_the_preview_and_the_settings(
    window: MainWindow, asked: list[QPrintDialog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: QPrintDialog.DialogCode.Rejected)
    previewing.print_report(window.workspace)
    (preview,) = [each for each in window.findChildren(Preview) if each.isVisible()]
    assert not (tmp_path / "out.pdf").exists()
    assert window.workspace.settings.output == Output()
    assert preview.isVisible()


def test_what_was_sent_stays_written_in_the_preview(window: MainWindow, asked: list[QPrintDialog]) -> None:
    preview = previewing.report(window.workspace)
    window.activateWindow()
    assert preview.print()
    preview.activateWindow()
    QApplication.processEvents()
    assert "已送到打印机" in preview.remark.text()


def test_stopping_half_way_is_said(
    window: MainWindow, asked: list[QPrintDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QProgressDialog, "wasCanceled", lambda dialog: dialog.value() >= 2)
    preview = previewing.report(window.workspace)
    assert not preview.print()
    assert "没有打印" in preview.remark.text()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_begin_is_said(
    window: MainWindow, asked: list[QPrintDialog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd
) -> None:
    made = printing.printer_of(Output())
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "没有的文件夹" / "out.pdf"))
    assert not printing.send(made, pictures.open_pages(previewing.report(window.workspace).paper.content), [0])


def write_settings(text: str) -> None:
    (settings.data_folder() / "settings.json").write_text(text, encoding="utf-8")


def test_settings_of_an_older_program_are_read(own_settings: None) -> None:
    write_settings('{"recent": ["/a.govreport"], "window": ""}')
    assert settings.load().recent == ("/a.govreport",)
    assert settings.load().output == Output()


@pytest.mark.parametrize("output", ["[]", '"x"', '{"printer": 5, "charts": "yes", "zoom": null}'])
def test_settings_that_make_no_sense_are_defaults(own_settings: None, output: str) -> None:
    write_settings(f'{{"recent": [], "window": "", "output": {output}}}')
    assert settings.load().output == Output()


def test_paper_smaller_than_a4_is_not_scaled(printer: Callable[..., QPrinter], pages: Pages, tmp_path: Path) -> None:
    """Actual size: what does not fit is cut off, not shrunk."""
    made = printer()
    made.setPageSize(QPageSize(QSizeF(184, 260), QPageSize.Unit.Millimeter))
    assert printing.send(made, pages, [4])
    printed = pictures.open_pages((tmp_path / "out.pdf").read_bytes())
    assert round(printed.sizes[0][0] / MM) == 184


def test_letters_and_lines_are_sent_as_such(printer: Callable[..., QPrinter], pages: Pages, tmp_path: Path) -> None:
    every = range(len(pages.sizes))
    assert printing.send(printer(600), pages, every)
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert not [each for page in document for each in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
    document.close()
    # 310 KB in 仿宋, of more strokes than 黑体; each measure written with nine places it would be 570.
    assert (tmp_path / "out.pdf").stat().st_size < 350_000 * len(every), "a picture of a page has 500 KB and more"


def turned(canvas: Canvas) -> None:
    canvas.rotate(10)
    canvas.rect(20 * MM, 20 * MM, 50 * MM, 50 * MM, fill=1)


def cut(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(20 * MM, 20 * MM, 10 * MM, 10 * MM)
    canvas.clipPath(path, stroke=0)
    canvas.rect(0, 0, 50 * MM, 50 * MM, fill=1)


def shaded(canvas: Canvas) -> None:
    canvas.linearGradient(0, 0, 100, 100, (Color(0, 0, 0), Color(1, 0, 0)))


def light(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.5)
    canvas.rect(20 * MM, 20 * MM, 50 * MM, 50 * MM, fill=1)


def dashed(canvas: Canvas) -> None:
    canvas.setDash(3, 3)
    canvas.line(20 * MM, 20 * MM, 90 * MM, 90 * MM)


def with_picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (4, 4), 0)), 20 * MM, 20 * MM, 50 * MM, 50 * MM)


def broken_word(canvas: Canvas) -> None:
    canvas.drawString(30 * MM, 230 * MM, "inter-")
    canvas.drawString(30 * MM, 226 * MM, "national")


@pytest.mark.parametrize("draw", [cut, shaded, light, dashed, with_picture, broken_word])
def test_a_page_with_anything_else_is_sent_as_a_picture(
    printer: Callable[..., QPrinter], tmp_path: Path, draw: Callable[[Canvas], None]
) -> None:
    path = tmp_path / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=(210 * MM, 297 * MM))
    canvas.drawString(30 * MM, 250 * MM, "letters")
    draw(canvas)
    canvas.save()
    drawn = pictures.open_pages(path.read_bytes())
    assert drawn.outlines(0) is None
    assert printing.send(printer(), drawn, [0])
    means, box = ink(pictures.open_pages((tmp_path / "out.pdf").read_bytes()), 0)
    shown_means, shown_box = ink(drawn, 0)
    assert box == pytest.approx(shown_box, abs=0.5)
    assert sum(map(sum, means)) == pytest.approx(sum(map(sum, shown_means)), rel=0.05)


def test_what_is_turned_and_what_no_one_sees_stay_so(printer: Callable[..., QPrinter], tmp_path: Path) -> None:
    path = tmp_path / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=(210 * MM, 297 * MM))
    canvas.drawString(30 * MM, 250 * MM, "letters")
    hidden = canvas.beginText(30 * MM, 200 * MM)
    hidden.setTextRenderMode(3)
    hidden.textLine("hidden")
    canvas.drawText(hidden)
    canvas.setFillColorRGB(1, 0, 0)
    turned(canvas)
    canvas.save()
    drawn = pictures.open_pages(path.read_bytes())
    assert printing.send(printer(), drawn, [0])
    means, box = ink(pictures.open_pages((tmp_path / "out.pdf").read_bytes()), 0)
    shown_means, shown_box = ink(drawn, 0)
    assert box == pytest.approx(shown_box, abs=0.5)
    assert sum(map(sum, means)) == pytest.approx(sum(map(sum, shown_means)), rel=0.05)


def test_a_letter_that_pdfium_may_take_for_another_makes_a_picture(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = range(len(pages.sizes))
    assert all(pages.outlines(page) is not None for page in every)
    monkeypatch.setattr(outlines, "_LARGEST", ord("\u4e00") - 1)  # as U+FFFF is for the rarest names
    assert all(pages.outlines(page) is None for page in every)


@pytest.mark.parametrize(("resolution", "plain"), [(300, False), (600, True)])
@pytest.mark.usefixtures("only_pictures")
def test_pictures_are_sent_without_what_is_white_and_without_grey_edges_where_dots_are_fine(
    printer: Callable[..., QPrinter], pages: Pages, tmp_path: Path, resolution: int, plain: bool
) -> None:
    last = len(pages.sizes) - 1
    assert printing.send(printer(resolution), pages, [0, last])
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    bands = ceil(pages.sizes[0][1] / 72 * resolution / printing._BAND)
    counts = []
    for page in document:
        images = list(page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
        counts.append(len(images))
        shades = {shade for each in images for _, shade in each.get_bitmap().to_pil().convert("L").getcolors()}
        assert (shades == {0, 255}) is plain
    assert max(counts) < bands if plain else max(counts) <= bands, "the margin above is white"
    document.close()
