"""The structure of a PDF: which of what is on its pages is title, heading, paragraph, and cell of which table.

A screen reader goes by it, and so does whoever takes the text out again.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from govreport_gui.files.pdf.page_filling import Tag

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def put(
    canvas: "Canvas", tags: Sequence[Tag], marked: Sequence[Sequence[int]], links: Sequence[tuple[int, int, Any]] = ()
) -> None:
    """Put the structure into a file whose pages are drawn; `marked` are the tags of what is marked, page by page.

    `links` are the tags of links, each with its page, from 0, and reportlab's reference to its box; the number of the
    first one among what has a parent is that of the pages.
    """
    from reportlab.pdfbase import pdfdoc  # noqa: PLC0415 - slow to import

    structure = _Structure(canvas._doc, tags, marked, links)  # noqa: SLF001  # it has no other way
    catalog = structure.document.Catalog
    catalog.StructTreeRoot = structure.root()
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    for at, page in enumerate(structure.document.Pages.pages):
        page.StructParents, page.Tabs = at, pdfdoc.PDFName("S")
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]


class _Structure:
    """Makes the elements one after the other; each knows its parent, and each page which elements its marks are of."""

    def __init__(
        self,
        document: Any,  # noqa: ANN401
        tags: Sequence[Tag],
        marked: Sequence[Sequence[int]],
        links: Sequence[tuple[int, int, Any]],
    ) -> None:
        self.document = document
        self._tags, self._marked = tags, marked
        self._pages = [self._number(page) for page in document.Pages.pages]
        self._places: dict[int, list[tuple[int, int]]] = {}
        """By tag the page, as an object of the file, and the number of the mark on it."""
        self._at: dict[int, tuple[int, int]] = {}
        """By tag where it begins: the page, from 0, and the number of the mark on it."""
        for page, of in enumerate(marked):
            for at, tag in enumerate(of):
                self._places.setdefault(tag, []).append((self._pages[page], at))
                self._at.setdefault(tag, (page, at))
        self._elements: dict[int, int] = {}
        self._boxes: dict[int, list[tuple[int, int]]] = {}
        """By the tag of a link its boxes: the page and the box, as objects of the file."""
        for tag, page, box in links:
            number = document.idToObjectNumberAndVersion[box.name][0]
            self._boxes.setdefault(tag, []).append((self._pages[page], number))
        self._links = [tag for tag, _, _ in links]
        self._inside: dict[int, list[int]] = {}
        """By tag of a paragraph those of its links."""
        for tag in self._boxes:
            self._inside.setdefault(tags[tag].inside, []).append(tag)

    def root(self) -> Any:  # noqa: ANN401  # reportlab has no types
        """The root of the tree, with everything below it."""
        root, number = self._new()
        whole, whole_number = self._new()
        whole.text = _group("Document", number, self._kids(whole_number))
        parents = " ".join(
            f"{page} [{_references(self._elements[tag] for tag in of)}]" for page, of in enumerate(self._marked)
        )
        count = len(self._marked)
        parents += "".join(f" {at} {self._elements[tag]} 0 R" for at, tag in enumerate(self._links, count))
        root.text = (
            f"<</Type /StructTreeRoot /K {whole_number} 0 R /ParentTree <</Nums [{parents}]>> "
            f"/ParentTreeNextKey {count + len(self._links)}>>"
        )
        return root

    def _kids(self, parent: int) -> Iterator[int]:
        """What stands below each other: titles, paragraphs, tables, figures."""
        tags = self._tags
        found: list[tuple[int, int, int]] = []
        for table, group in groupby(range(len(tags)), lambda at: tags[at].table):
            if table >= 0:
                cells = list(group)
                begins = next((self._at[tag] for tag in cells if tag in self._at), None)
                found += [(*begins, self._table(parent, cells))] if begins else []
                continue
            own = (tag for tag in group if tag in self._places and tags[tag].inside < 0)
            found += [(*self._at[tag], self._element(tag, parent)) for tag in own]
        return (number for _, _, number in sorted(found))

    def _table(self, parent: int, cells: Sequence[int]) -> int:
        table, number = self._new()
        rows = []
        for _, line in groupby(sorted(cells, key=lambda at: (self._tags[at].line, at)), lambda at: self._tags[at].line):
            row, row_number = self._new()
            row.text = _group("TR", number, [self._element(tag, row_number) for tag in line])
            rows.append(row_number)
        table.text = _group("Table", parent, rows)
        return number

    def _element(self, tag: int, parent: int) -> int:
        """One that holds what is marked on the pages."""
        made, number = self._new()
        places = self._places.get(tag, [])
        here = places[0][0] if places else 0
        kids = [_mark(page, at, here) for page, at in places]
        if links := self._inside.get(tag):
            inside = [(self._places[link][0], f"{self._element(link, number)} 0 R") for link in links]
            kids = [kid for _, kid in sorted((*zip(places, kids, strict=True), *inside))]
        kids += [f"<</Type /OBJR /Pg {page} 0 R /Obj {box} 0 R>>" for page, box in self._boxes.get(tag, ())]
        made.text = _leaf(self._tags[tag], parent, here, kids)
        self._elements[tag] = number
        return number

    def _new(self) -> tuple[Any, int]:
        made = _object()
        return made, self._number(made)

    def _number(self, made: Any) -> int:  # noqa: ANN401
        return int(self.document.idToObjectNumberAndVersion[self.document.Reference(made).name][0])


def _object() -> Any:  # noqa: ANN401
    """An object that is written as its text stands: reportlab's dictionaries would take as long as all pages."""
    from reportlab.pdfbase.pdfdoc import PDFObject  # noqa: PLC0415 - slow to import

    made = PDFObject()
    made.__RefOnly__ = 1
    made.format = lambda _: made.text.encode("ascii")
    return made


def _references(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _group(kind: str, parent: int, kids: Iterable[int]) -> str:
    return f"<</S /{kind} /P {parent} 0 R /K [{_references(kids)}]>>"


def _mark(page: int, at: int, own: int) -> str:
    """What is marked on a page, where `own` is the page of the element."""
    return str(at) if page == own else f"<</Type /MCR /Pg {page} 0 R /MCID {at}>>"


def _leaf(tag: Tag, parent: int, page: int, kids: Iterable[str]) -> str:
    spans = f" /RowSpan {tag.lines}" * (tag.lines > 1) + f" /ColSpan {tag.positions}" * (tag.positions > 1)
    scope = f" /Scope /{tag.scope}" if tag.scope else ""
    about = f" /A <</O /Table{scope}{spans}>>" if scope or spans else ""
    here = f" /Pg {page} 0 R" if page else ""
    if tag.said:
        here += f" /Alt <FEFF{tag.said.encode('utf-16-be').hex().upper()}>"
    return f"<</S /{tag.kind} /P {parent} 0 R{here}{about} /K [{' '.join(kids)}]>>"
