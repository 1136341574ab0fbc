"""Rich text (`.rtf`) → blocks: tables by their marks for cells and rows."""

import re
from collections.abc import Iterator
from typing import Final

from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block, Paragraph, Table, squared
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.limits import TOO_LARGE

_TOKEN: Final = re.compile(
    rb"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<code>[0-9a-fA-F]{2})|\\(?P<sign>[^a-z])"
    rb"|(?P<brace>[{}])|[\r\n]+|(?P<plain>[^\\{}\r\n]+)"
)
_UNSEEN: Final = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata colorschememapping datastore latentstyles listtable "
    b"listoverridetable rsidtbl generator header headerl headerr headerf footer footerl footerr footerf footnote "
    b"annotation fldinst xmlnstbl mmathPr nonshppict listtext pntext".split()
)
_SIGNS: Final = {b"~": "\u00a0", b"-": "", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
_WORDS: Final = {
    b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•",
}  # fmt: skip
_MARKS: Final = {
    b"par": "paragraph", b"sect": "paragraph", b"page": "paragraph", b"trowd": "begin", b"intbl": "inside",
    b"pard": "outside", b"cell": "cell", b"nestcell": "cell", b"row": "row", b"nestrow": "row",
}  # fmt: skip
_PAGES: Final = {936: "gb18030", 54936: "gb18030", 950: "big5", 65001: "utf-8", 1252: "cp1252"}
_DEEPEST: Final = 500
_MOST_PIECES: Final = 300_000
_BROKEN: Final = "损坏了，读不出来。请用 Word 或 WPS 打开，另存为 .docx 再读入"
Piece = tuple[str, str | int]
"""What follows in the text: "text" with some, "edge" with a place, or one of the marks."""


def blocks(content: bytes) -> tuple[list[Block], tuple[Entry, ...]]:
    """The blocks of a document."""
    found = _Blocks()
    for number, (kind, value) in enumerate(_pieces(content)):
        if number > _MOST_PIECES:
            raise OutsideError(TOO_LARGE)
        found.add(kind, value)
    return found.finished(), ()


def _pieces(content: bytes) -> Iterator[Piece]:
    """Texts and marks in order; what does not show is left out."""
    stack: list[tuple[bool, int]] = []
    unseen, skip, left, fresh = False, 1, 0, False
    page = "gb18030"
    waiting = bytearray()
    for match in _TOKEN.finditer(content):
        word, code, plain, brace = match["word"], match["code"], match["plain"], match["brace"]
        if code is None and plain is None and waiting:
            yield "text", bytes(waiting).decode(page, "replace")
            waiting.clear()
        if brace == b"{":
            if len(stack) > _DEEPEST:
                raise OutsideError(_BROKEN)
            stack.append((unseen, skip))
        elif brace == b"}":
            unseen, skip = stack.pop() if stack else (False, 1)
        unseen = unseen or (fresh and (match["sign"] == b"*" or word in _UNSEEN))
        fresh = brace == b"{"
        if unseen or brace:
            continue
        number = int(match["number"] or 0)
        skip = number if word == b"uc" else skip
        page = _PAGES.get(number, "gb18030") if word == b"ansicpg" else page
        if word == b"u":
            yield "text", chr(number % 65536)
            left = skip
        elif word is not None or match["sign"] is not None:
            yield from _marks(word, number, match["sign"])
        else:
            # Signs that stand for the one before, for programs that do not know it.
            said = bytes([int(code, 16)]) if code is not None else plain or b""
            waiting.extend(said[left:])
            left = max(0, left - len(said))
    yield "text", bytes(waiting).decode(page, "replace")


def _marks(word: bytes | None, number: int, sign: bytes | None) -> Iterator[Piece]:
    if word in _WORDS:
        yield "text", _WORDS[word]
    elif word in _MARKS:
        yield _MARKS[word], ""
    elif word == b"cellx":
        yield "edge", number
    elif sign is not None:
        yield "text", _SIGNS.get(sign, "")


def _joined(pieces: list[str]) -> str:
    """These pieces in one. A rare character is written as two halves; half of one alone is none."""
    return "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Blocks:
    """Puts texts and marks together."""

    def __init__(self) -> None:
        self._found: list[Block] = []
        self._text: list[str] = []
        self._row: list[str] = []
        self._edges: list[int] = []
        self._rows: list[tuple[list[str], list[int]]] = []
        self._in_table = False

    def add(self, kind: str, value: str | int) -> None:
        """Take the next piece."""
        if kind == "text":
            self._text.append(str(value))
        elif kind == "edge":
            self._edges.append(int(value))
        elif kind == "paragraph":
            self._end_paragraph()
        elif kind in {"inside", "outside"}:
            self._in_table = kind == "inside"
        elif kind == "begin":
            self._edges = []
        elif kind == "cell":
            self._row.append(_joined(self._text).strip())
            self._text = []
        else:
            self._rows.append((self._row, self._edges))
            self._row, self._text = [], []

    def finished(self) -> list[Block]:
        """What was read, ended."""
        self._in_table = False
        self._end_paragraph()
        self._end_table()
        return self._found

    def _end_paragraph(self) -> None:
        if self._in_table:
            self._text.append("\n")
            return
        text = _joined(self._text)
        self._text = []
        if text.strip():
            self._end_table()
            self._found.append(Paragraph(text))

    def _end_table(self) -> None:
        edges = sorted({edge for _, own in self._rows for edge in own})
        rows: list[tuple[str | None, ...]] = []
        for cells, own in self._rows:
            row: list[str | None] = []
            told = len(own) == len(cells) and own == sorted(own)
            for at, cell in enumerate(cells):
                row.append(cell)
                row.extend([None] * (edges.index(own[at]) + 1 - len(row) if told else 0))
            rows.append(tuple(row))
        if rows:
            self._found.append(Table(squared(rows)))
        self._rows = []
