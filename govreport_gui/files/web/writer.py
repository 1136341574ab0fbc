"""Report → web page, for the desk of a website.

Such desks take classes, scripts, fonts and fixed widths away: there are none. Every look stands beside its element.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from govreport_gui.core.forms.form import Box, Table
from govreport_gui.core.papers.content import Content
from govreport_gui.core.papers.fingerprint import fingerprint
from govreport_gui.core.papers.part import Part, lead_end, signed, trimmed, visible
from govreport_gui.core.papers.purpose import PUBLIC, Copy
from govreport_gui.core.patterns import pattern

_WIDE: Final = 8
"""A table of more columns scrolls sideways on a small screen."""
_CELL: Final = "border:1px solid #000;padding:4px 6px"
_TABLE: Final = "border-collapse:collapse;width:100%"
_AT_LEAST: Final = ";min-width:44em"
"""Of a wide table: on a narrow screen it is scrolled, its names are not squeezed."""
_NAME: Final = pattern("[\u4e00-\u9fff]{2,8}")
_NUMBERED: Final = pattern("(（[一二三四五六七八九十]+）)([\u4e00-\u9fff]{2,4})")
_TEXT: Final = "text-indent:2em"
_BAND: Final = "background:#c6d9f1;"


def write(content: Content, copy: Copy = PUBLIC) -> bytes:
    """That copy of the report as the bytes of an .html file."""
    title = _words(content.title)
    page = (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="author" content="{_words(content.unit)}">\n'
        f'<meta name="fingerprint" content="{fingerprint(content)}">\n'
        f"</head>\n<body>\n{fragment(content, copy)}</body>\n</html>\n"
    )
    return page.encode()


def fragment(content: Content, copy: Copy = PUBLIC) -> str:
    """The article alone, to be pasted into the desk of a website."""
    return "".join(f"{line}\n" for line in _article(content, copy))


def table_alone(part: Part) -> str:
    """The table of a part, without its heading and texts."""
    return "" if part.table is None else "".join(f"{line}\n" for line in _table(part.table, part.caption))


def _article(content: Content, copy: Copy) -> Iterator[str]:
    yield '<article lang="zh-CN">'
    if copy.mark:
        yield f'<p style="text-align:right"><strong>{_words(copy.mark)}</strong></p>'
    yield f'<h1 style="text-align:center">{_words(content.title)}</h1>'
    for part in content.parts:
        yield from _part(part)
    right, left = signed(trimmed(content.closing))
    yield from (f'<p style="text-align:right">{_words(text)}</p>' for text in right)
    yield from (f'<p style="{_TEXT}">{_words(text)}</p>' for text in left)
    for part in copy.annex:
        yield "<hr>"
        yield from _part(part)
    if copy.code:
        yield f"<p>内容指纹 {copy.code}</p>"
    yield "</article>"


def _part(part: Part) -> Iterator[str]:
    if part.heading:
        yield f"<h2>{_words(part.heading)}</h2>"
    if part.table is not None:
        yield from _table(part.table, part.caption if part.caption != part.heading else "")
    for text in trimmed(part.paragraphs):
        end = lead_end(text)
        lead = f"<strong>{_words(text[:end])}</strong>" if end else ""
        yield f'<p style="{_TEXT}">{lead}{_words(text[end:])}</p>'


def _table(table: Table, caption: str) -> Iterator[str]:
    wide = len(table.widths) > _WIDE
    if wide:
        yield '<div style="overflow-x:auto">'
    yield f'<table style="{_TABLE}{_AT_LEAST * wide}">'
    if caption:
        yield f"<caption>{_words(caption)}</caption>"
    for line in range(len(table.lines)):
        if line == 0:
            yield "<thead>" if table.header_lines else "<tbody>"
        yield "<tr>" + "".join(_cell(box, table) for box in table.boxes if box.line == line) + "</tr>"
        if line + 1 == table.header_lines:
            yield "</thead>\n<tbody>"
    yield "</tbody>\n</table>"
    if wide:
        yield "</div>"


def _cell(box: Box, table: Table) -> str:
    spans = f' rowspan="{box.lines}"' * (box.lines > 1) + f' colspan="{box.positions}"' * (box.positions > 1)
    text = _words(box.text)
    if box.kind == "number":
        name = f' data-cell="{box.cell}"' if box.cell else ""
        return f'<td{spans}{name} style="{_CELL};text-align:center">{text}</td>'
    if box.kind == "label" and not table.cells:  # of a table that is no official one
        return f'<td{spans} style="{_CELL}">{text}</td>'
    scope = {
        "band": "colgroup",
        "head": "colgroup" if box.positions > 1 else "col",
        "label": "rowgroup" if box.lines > 1 else "row",
    }[box.kind]
    aside = "center" if box.kind == "head" and not text.startswith("（") else "left"
    shade = _BAND if box.kind == "band" else ""
    look = f"{shade}{_CELL};text-align:{aside};font-weight:normal"
    words = _words_of(text, box)
    if words:
        look, text = f"{look};word-break:keep-all", "<wbr>".join(words)
    return f'<th{spans} scope="{scope}" style="{look}">{text}</th>'


def _words_of(text: str, box: Box) -> Sequence[str]:
    """The words of a name, between which it is cut where it must: those of heads have two characters; a number （四）
    stands before the others. Nothing for other texts.
    """
    if box.kind == "head" and _NAME.fullmatch(text):
        return [text] if len(text) % 2 else [text[at : at + 2] for at in range(0, len(text), 2)]
    numbered = _NUMBERED.fullmatch(text) if box.kind == "label" else None
    return numbered.groups() if numbered else ()


def _words(text: str) -> str:
    return escape(visible(text))
