"""Documents of Word 97 to 2003 and WPS (`.doc`, `.wps`) → blocks, as [MS-DOC] lays them down."""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block, Paragraph, Table, squared
from govreport_gui.files.errors import OutsideError

_BROKEN: Final = "损坏了，读不出来。请用 Word 或 WPS 打开，另存为 .docx 再读入"
_MOST: Final = 5_000_000
"""In characters."""
_FIELD: Final = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_LEFT: Final = re.compile(r"[\x01-\x08\x0c\x0e-\x1f]")
_ENDS_ROW, _DEFINES_ROW = 0x2417, 0xD608
_ELSEWHERE: Final = frozenset({0x6645, 0x6646})
"""Properties that are too long for their page lie in the stream `Data`."""
_SIZES: Final = (1, 1, 2, 4, 2, 2, -1, 3)
"""Of what follows a property, in bytes, by its kind; -1: the next byte says."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of characters: the first and how many, where in the stream, how many bytes each has."""

    start: int
    signs: int
    offset: int
    wide: int

    def place(self, at: int) -> int:
        return self.offset + (at - self.start) * self.wide


def blocks(main: bytes, tables: Mapping[str, bytes]) -> tuple[list[Block], tuple[Entry, ...]]:
    """The blocks in the stream `WordDocument` and its tables `0Table` and `1Table`."""
    if main[:2] not in {b"\xec\xa5", b"\xdc\xa5"} or len(main) < 0x200:
        raise OutsideError("不是 Word 97 以后的文档，读不出来。请用 Word 或 WPS 打开，另存为 .docx 再读入")
    flags = struct.unpack_from("<H", main, 0x0A)[0]
    if flags & 0x100:
        raise OutsideError("设了密码，请用 Word 或 WPS 打开，取消密码后再读入")
    table = tables.get("1Table" if flags & 0x200 else "0Table", b"")
    try:
        pieces = _pieces(main, table)
        text = "".join(_signs(main, piece) for piece in pieces)[: struct.unpack_from("<I", main, 0x4C)[0] or None]
        return list(_blocks(text, _rows(main, table, tables.get("Data", b""), pieces, text))), ()
    except (struct.error, IndexError, ValueError):
        raise OutsideError(_BROKEN) from None


def _pieces(main: bytes, table: bytes) -> list[_Piece]:
    start, size = struct.unpack_from("<II", main, 0x01A2)
    clx = table[start : start + size]
    at = 0
    while clx[at : at + 1] == b"\x01":
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at : at + 1] != b"\x02":
        raise ValueError
    span = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + span]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
    found = []
    for number in range(count):
        offset = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        narrow = bool(offset & 0x40000000)
        begin = (offset & 0x3FFFFFFF) // 2 if narrow else offset
        signs = ends[number + 1] - ends[number]
        if signs < 0 or ends[number + 1] > _MOST:
            raise ValueError
        found.append(_Piece(ends[number], signs, begin, 1 if narrow else 2))
    return found


def _signs(main: bytes, piece: _Piece) -> str:
    content = main[piece.offset : piece.offset + piece.signs * piece.wide]
    # One that is cut short keeps its length, so that the places of all others stay true.
    return content.decode("cp1252" if piece.wide == 1 else "utf-16-le", "replace").ljust(piece.signs)[: piece.signs]


# ── which marks end rows, and where their cells stand ────────────────


def _rows(main: bytes, table: bytes, data: bytes, pieces: list[_Piece], text: str) -> dict[int, tuple[int, ...]]:
    """By place of the mark that ends a row the edges of the row's cells, left to right; () where not told."""
    starts, properties = _paragraphs(main, table)
    found: dict[int, tuple[int, ...]] = {}
    number = 0
    for match in re.finditer("\x07", text):
        at = match.start()
        while number + 1 < len(pieces) and pieces[number + 1].start <= at:
            number += 1
        run = bisect_right(starts, pieces[number].place(at)) - 1
        said = dict(_properties(properties[run], data)) if run >= 0 else {}
        if said.get(_ENDS_ROW, b"\0") != b"\0":
            found[at] = _edges(said.get(_DEFINES_ROW, b""))
    return found


def _paragraphs(main: bytes, table: bytes) -> tuple[list[int], list[bytes]]:
    """Where paragraphs begin in the stream, ascending, and the properties of each."""
    start, size = struct.unpack_from("<II", main, 0x0102)
    plc = table[start : start + size]
    count = max(0, (len(plc) - 4) // 8)
    runs: dict[int, bytes] = {}
    for number in range(count):
        page = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * number)[0] & 0x3FFFFF
        content = main[page * 512 : page * 512 + 512]
        if len(content) < 512:
            continue
        many = min(content[511], 29)
        begins = struct.unpack_from(f"<{many}I", content, 0)
        for at, begin in enumerate(begins):
            place = content[4 * (many + 1) + 13 * at] * 2
            runs[begin] = _papx(content, place) if place else b""
    starts = sorted(runs)
    return starts, [runs[begin] for begin in starts]


def _papx(content: bytes, place: int) -> bytes:
    """The properties of a paragraph, behind the number of its style."""
    size = content[place] * 2 - 1
    if content[place] == 0:
        place, size = place + 1, content[place + 1] * 2
    return content[place + 1 : place + 1 + size][2:]


def _properties(content: bytes, data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 3 <= len(content):
        name = struct.unpack_from("<H", content, at)[0]
        at += 2
        size = _SIZES[name >> 13]
        if name == _DEFINES_ROW:
            size, at = struct.unpack_from("<H", content, at)[0] - 1, at + 2
        elif size < 0:
            size, at = content[at], at + 1
        if name in _ELSEWHERE and at + 4 <= len(content):
            begin = struct.unpack_from("<I", content, at)[0]
            long = struct.unpack_from("<H", data, begin)[0] if begin + 2 <= len(data) else 0
            yield from _properties(data[begin + 2 : begin + 2 + long], b"")
        yield name, content[at : at + max(size, 0)]
        at += max(size, 0)


def _edges(definition: bytes) -> tuple[int, ...]:
    count = definition[0] if definition else 0
    if not count or len(definition) < 1 + 2 * (count + 1):
        return ()
    edges = struct.unpack_from(f"<{count + 1}h", definition, 1)
    return edges if list(edges) == sorted(edges) else ()


# ── blocks ───────────────────────────────────────────────────────────


def _blocks(text: str, row_ends: Mapping[int, tuple[int, ...]]) -> Iterator[Block]:
    """U+0007 ends a cell or a row; what stands between two of them, paragraphs too, is one cell."""
    cells: list[str] = []
    rows: list[tuple[list[str], tuple[int, ...]]] = []
    start = 0
    for match in re.finditer("\x07", text):
        piece = text[start : match.start()]
        if not cells and "\r" in piece:
            # The first cell of a table stands right behind the paragraphs before it.
            before, _, piece = piece.rpartition("\r")
            if _plain(before).strip():
                yield from _table(rows)
                rows = []
                yield from _paragraphs_of(before)
        start = match.end()
        if match.start() in row_ends:
            rows.append((cells, row_ends[match.start()]))
            cells = []
        elif not row_ends and not piece and cells:
            rows.append((cells, ()))
            cells = []
        else:
            cells.append(_plain(piece).strip())
    if cells:
        rows.append((cells, ()))
    yield from _table(rows)
    yield from _paragraphs_of(text[start:])


def _paragraphs_of(text: str) -> Iterator[Block]:
    for line in re.split(r"[\r\x0c]", text):
        if _plain(line).strip():
            yield Paragraph(_plain(line))


def _table(rows: list[tuple[list[str], tuple[int, ...]]]) -> Iterator[Block]:
    """The rows as a grid: cells over several columns cover these, where the rows tell their edges."""
    if not rows:
        return
    edges = sorted({edge for _, own in rows for edge in own})
    places: dict[int, int] = {}
    for edge in edges:
        near = next((other for other in reversed(places) if edge - other < 20), None)
        places[edge] = places[near] if near is not None else len(set(places.values()))
    told = all(len(own) == len(cells) + 1 for cells, own in rows)
    grid: list[tuple[str | None, ...]] = []
    for cells, own in rows:
        if not told:
            grid.append(tuple(cells))
            continue
        row: list[str | None] = [""] * places[own[0]]
        for at, cell in enumerate(cells):
            row.append(cell)
            row.extend([None] * (places[own[at + 1]] - places[own[at]] - 1))
        grid.append(tuple(row))
    yield Table(squared(grid))


def _plain(text: str) -> str:
    while (plain := _FIELD.sub(lambda match: match[1] or "", text)) != text:
        text = plain
    return _LEFT.sub("", text.replace("\x0b", "\n").replace("\r", "\n").replace("\x1e", "-").replace("\x1f", ""))
