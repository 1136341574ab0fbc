"""Papers of a ledger as PDF or workbook."""

from io import BytesIO
from pathlib import Path
from typing import Final

from govreport_gui.core.ledger.papers import COUNT, Listing, Paper
from govreport_gui.core.papers.part import Part, grid
from govreport_gui.core.papers.purpose import Copy
from govreport_gui.files import atomic
from govreport_gui.files.errors import OutsideError

SUFFIXES: Final = (".pdf", ".xlsx")
_SHEET: Final = 110
"""Half-width characters that the columns of a sheet have together."""


def write(path: Path, paper: Paper) -> tuple[str, ...]:
    """The paper in a file, by its suffix; what should be known of it. Raises OutsideError."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        from govreport_gui.files.output import export  # noqa: PLC0415  # the window starts without it
        from govreport_gui.files.pdf import writer  # noqa: PLC0415  # likewise

        printed = writer.write_text(paper.title, parts(paper))
        atomic.write(path, printed.content)
        return export.notes(printed)
    if suffix == ".xlsx":
        atomic.write(path, workbook(paper))
        return ()
    raise OutsideError(f"不能输出“{path.name}”，文件名应以 {'、'.join(SUFFIXES)} 结尾。")


def parts(paper: Paper) -> tuple[Part, ...]:
    """The paper as parts of a printed text."""
    return (Part("", paper.words), *(_part(each, has_name=len(paper.lists) > 1) for each in paper.lists))


def _part(listing: Listing, *, has_name: bool) -> Part:
    if not listing.rows:
        return Part("", (f"{listing.name}：没有。",))
    return Part(
        listing.name if has_name else "",
        table=grid(listing.widths, [listing.heads, *listing.rows]),
        caption=listing.name,
    )


def workbook(paper: Paper) -> bytes:
    """The paper as the bytes of an .xlsx file: a sheet for each list, and one for what is said above them."""
    from govreport_gui.files.excel.list_sheet import fill_list  # noqa: PLC0415  # takes 0.1 s
    from govreport_gui.files.excel.styles import Styles  # noqa: PLC0415  # likewise
    from govreport_gui.files.excel.workbook import finished, new_book, set_up_print  # noqa: PLC0415  # likewise

    raw = BytesIO()
    book = new_book(raw)
    styles = Styles(book)
    for each in paper.lists:
        widths = [_SHEET * width / sum(each.widths) for width in each.widths]
        numbers = {each.heads.index(COUNT)} if COUNT in each.heads else set()
        fill_list(book.add_worksheet(each.name), styles, widths, (each.heads, *each.rows), numbers)
    fill_list(book.add_worksheet("说明"), styles, (_SHEET,), ((paper.title,), *((text,) for text in paper.words)))
    for sheet in book.worksheets():
        set_up_print(sheet, paper.title, Copy("archive"))
    book.set_properties({"title": paper.title})
    book.close()
    return finished(raw)
