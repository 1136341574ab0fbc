"""Paper, scanned or photographed → blocks, as any PDF; with a PDF of the pages as read, and what is doubtful."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from govreport_gui.core.reading.account import TOLD, Entry
from govreport_gui.core.reading.blocks import Block, Place
from govreport_gui.core.reading.look_again import Look, looked_again
from govreport_gui.core.reading.placed import Sign
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.scans import addon, pages
from govreport_gui.files.sources.imported import Imported, Tell
from govreport_gui.files.sources.paged import Page, blocks_of
from govreport_gui.files.sources.pdf_rules import Rule

if TYPE_CHECKING:
    from PIL import Image

    from govreport_gui.files.scans.digits import Piece
    from govreport_gui.files.scans.paper import Leaf
    from govreport_gui.files.scans.sheet import Sheet

_HIGH: Final = 842.0
"""Points of the longer side of every page that was read: A4."""
_DPI: Final = (150, 300)
"""Pages of a PDF are drawn as fine as their pictures are, within that."""
_UNSURE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was read of paper. `paper` is a PDF of the pages as they were read."""

    blocks: list[Block]
    notes: tuple[Entry, ...]
    looks: tuple[Look, ...]
    paper: bytes

    def judged(self, imported: Imported) -> Imported:
        """The report in these blocks with what is doubtful about it."""
        assert imported.reading is not None  # noqa: S101  # it was read from blocks
        reading = looked_again(imported.reading, self.looks)
        problems = tuple(entry.text for entry in reading.account if entry.what in TOLD)
        return replace(imported, problems=problems, account=reading.account, reading=reading, paper=self.paper)


def of_pictures(files: Sequence[tuple[str, bytes]], tell: Tell) -> Scanned:
    """What stands in picture files, given by name, one after the other; one may have several pages.

    Raises OutsideError; of several files it names the one.
    """
    found = addon.wanted("图片")
    addon.load(found)
    named = [(name if len(files) > 1 else "", content) for name, content in files]
    count = 0
    for name, content in named:
        with _said_of(name):
            count += pages.count(content)
    return _scanned(chain.from_iterable(_pages(name, content) for name, content in named), count, {}, b"", tell, found)


def _pages(name: str, content: bytes) -> Iterator["Image.Image"]:
    with _said_of(name):
        yield from pages.of_picture(content)


@contextmanager
def _said_of(name: str) -> Iterator[None]:
    """Of several files what is wrong is said of the one."""
    try:
        yield
    except OutsideError as error:
        raise OutsideError(f"“{name}”{error}。" if name else str(error)) from None


def of_pdf(content: bytes, texts: Sequence[Page], tell: Tell) -> Scanned:
    """What stands in a PDF whose pages are pictures, or some of them. Raises OutsideError."""
    found = addon.wanted("扫描件")
    addon.load(found)
    kept = {number: page for number, page in enumerate(texts) if not page.bare}
    bare = [number for number in range(len(texts)) if number not in kept]
    if len(bare) > pages.MOST_PAGES:
        raise OutsideError(pages.TOO_MANY)
    return _scanned(_drawn(content, bare), len(texts), kept, content, tell, found)


def _drawn(content: bytes, numbers: Sequence[int]) -> Iterator["Image.Image"]:
    import pypdfium2  # noqa: PLC0415  # only where such a file is read

    document = pypdfium2.PdfDocument(content)
    try:
        for number in numbers:
            page = document[number]
            wide, high = page.get_size()
            scale = min(_finest(page), pages.LONGEST / max(wide, high) * 72) / 72
            pages.bounded(round(wide * scale), round(high * scale))
            yield pages.plain(page.render(scale=scale, may_draw_forms=False).to_pil())
            page.close()
    finally:
        document.close()


def _finest(page: Any) -> float:  # noqa: ANN401 - pypdfium2 has no types
    """How many pixels an inch of that page's pictures has."""
    from pypdfium2 import raw  # noqa: PLC0415

    found = [float(_DPI[0])]
    for each in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = each.get_bounds()
        wide, high = each.get_px_size()
        if right - left > 72:
            found.append(max(wide, high) / max(right - left, top - bottom) * 72)
    return min(max(found), float(_DPI[1]))


def _scanned(
    pictures: Iterator["Image.Image"], count: int, kept: dict[int, Page], content: bytes, tell: Tell, found: addon.Addon
) -> Scanned:
    from govreport_gui.files.scans import page_order, paper, sheet  # noqa: PLC0415  # what they import is in the add-on
    from govreport_gui.files.scans.letters import Recogniser  # noqa: PLC0415

    tell(1, count)
    recogniser = Recogniser(found.models)
    read: Leaves = []
    turn = 0
    for number in range(count):
        tell(number + 1, count)
        if number in kept:
            read.append((None, kept[number]))
            continue
        picture = next(pictures, None)
        if picture is None:
            break
        sheets = sheet.read_page(picture, recogniser, turn)
        turn = sheets[0].turn
        read.extend((each, None) for each in sheets)
    notes: tuple[Entry, ...] = ()
    if not kept:
        sheets, told = page_order.in_order([one for one, _ in read if one is not None])
        read = [(one, None) for one in sheets]
        notes = (Entry("assumed", told),) * bool(told)
    placed: list[Page] = []
    looks: list[Look] = []
    drawn: list[paper.Leaf] = []
    texts = iter(sorted(kept))
    before: paper.Edges | None = None
    for at, (one, page) in enumerate(read):
        if one is None:
            assert page is not None  # noqa: S101  # one of them is there
            placed.append(page)
            drawn.append(paper.Leaf(None, next(texts), 1.0, 0.0))
            before = None
            continue
        leaf = paper.aligned(one, before, _HIGH)
        before = paper.last_edges(one, leaf)
        placed.append(_page(one, leaf))
        looks.extend(_looks(one, leaf, at + 1))
        drawn.append(leaf)
    return Scanned(blocks_of(placed), notes, tuple(looks), paper.made(drawn, content, _HIGH))


Leaves = list[tuple["Sheet | None", Page | None]]


def _page(one: "Sheet", leaf: "Leaf") -> Page:
    high = leaf.high(_HIGH)
    rules = [
        Rule(True, high - leaf.y(each.at), leaf.x(each.start), leaf.x(each.end))
        if each.lies
        else Rule(False, leaf.x(each.at), high - leaf.y(each.end), high - leaf.y(each.start))
        for each in one.lines
    ]
    return Page([sign for piece in one.pieces for sign in _signs(piece, leaf, high)], rules, high)


def _signs(piece: "Piece", leaf: "Leaf", high: float) -> Iterator[Sign]:
    """The characters of a piece at their places; none is wider than it is high."""
    left, top, right, bottom = piece.box
    middles = [left + letter.at * (right - left) for letter in piece.letters]
    most = (bottom - top) * 0.5
    for at, letter in enumerate(piece.letters):
        if not letter.text.strip():
            continue
        start = max((middles[at - 1] + middles[at]) / 2 if at else left, middles[at] - most)
        end = min((middles[at] + middles[at + 1]) / 2 if at + 1 < len(middles) else right, middles[at] + most)
        yield Sign(letter.text, leaf.x(start), high - leaf.y(bottom), leaf.x(max(end, start + 1)), high - leaf.y(top))


def _looks(one: "Sheet", leaf: "Leaf", page: int) -> Iterator[Look]:
    """What of a page is doubtful: numbers that were judged so, digits of a text that are not sure."""
    high = leaf.high(_HIGH)
    for piece in one.pieces:
        left, top, right, bottom = piece.box
        place = Place(page, box=(leaf.x(left), high - leaf.y(bottom), leaf.x(right), high - leaf.y(top)))
        if piece.why:
            yield Look(place, piece.text, piece.why, piece.others)
        elif any(letter.text.isdigit() and letter.sure < _UNSURE for letter in piece.letters):
            yield Look(place, piece.text, "字迹不清")
