"""The report to be published, or one of its tables, for the clipboard: as a web page and as plain text."""

from collections.abc import Iterator

from govreport_gui.core.clipboard.copying import Copied, copied
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.part import Part, trimmed, visible
from govreport_gui.core.papers.purpose import Copy
from govreport_gui.files.web import writer


def whole(content: Content, copy: Copy) -> Copied:
    """All of that copy."""
    return Copied("\r\n".join(_lines(content, copy)), writer.fragment(content, copy))


def table(part: Part) -> Copied:
    """The table of a part alone."""
    return Copied(_rows(part), writer.table_alone(part))


def _lines(content: Content, copy: Copy) -> Iterator[str]:
    yield from (line for line in (copy.mark, visible(content.title)) if line)
    for part in content.parts:
        yield from trimmed((part.heading,))
        if part.table is not None:
            yield _rows(part)
        yield from trimmed(part.paragraphs)
    yield from trimmed(content.closing)


def _rows(part: Part) -> str:
    if part.table is None:
        return ""
    boxes = part.table.number_boxes()
    return copied(part.table, {cell: box.text for cell, box in boxes.items()}, boxes, with_names=True).text
