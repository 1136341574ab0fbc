"""A text → paragraphs and tables in any layout: tabs, bars, commas, columns by spaces, one cell a line, glued."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from govreport_gui.core.forms.form import Format, Section
from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.blocks import Block, Paragraph, Place, Table
from govreport_gui.core.reading.glued import cells_of
from govreport_gui.core.reading.headings import opens_part
from govreport_gui.core.reading.runs import spaced_tables
from govreport_gui.core.reading.words import in_place_of_number, key, like_number

_BREAKS: Final = pattern(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HASHES: Final = pattern(r"^#{1,6}[ \t]+")
_STARS: Final = pattern(r"^\*\*([^*]+)\*\*$")
_RULE: Final = pattern(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-*:?\s*)*")
_GAP: Final = pattern(r"\S[ \u3000]{2,}\S")
_SHORT: Final = 40
_PIECES: Final = 24
"""Most lines that one name is cut into."""
_LONG: Final = 200


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: its number from 1, its cells, and whether they were parted by a sign."""

    number: int
    text: str
    cells: tuple[str, ...]
    parted: bool = False


def blocks(text: str, forms: Sequence[Format]) -> list[Block]:
    """The paragraphs and tables of a text, in order."""
    lines = [_unmarked(line) for line in _BREAKS.sub("\n", text).split("\n")]
    words = frozenset(key(box.text) for form in forms for table in form.tables for box in table.boxes if box.text) - {
        ""
    }
    if (rows := _commas(lines)) is not None and sum(key(cell) in words for row in rows for cell in row) > 1:
        return [Table(tuple(rows), tuple(Place(line=at) for at in range(1, len(rows) + 1)))]
    if _indented(lines):
        return _sample_layout(lines)
    if spaced := _spaced(lines, forms):
        return spaced
    return list(_regions(lines, forms, words))


def _unmarked(line: str) -> str:
    """A line without the marks that make it a heading in Markdown: # at its beginning, ** around it."""
    return _STARS.sub(r"\1", _HASHES.sub("", line)) if line[:1] in "#*" else line


def _commas(lines: Sequence[str]) -> list[tuple[str, ...]] | None:
    """The rows of comma-separated values; None if the text is none."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < 4 or sum(line.count(",") >= 2 for line in filled) * 2 < len(filled):
        return None
    try:
        rows = [tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO("\n".join(lines)), strict=True)]
    except csv.Error:
        return None
    widths = [len(row) for row in rows if row]
    usual = max(set(widths), key=widths.count)
    return rows if widths.count(usual) * 2 >= len(widths) and usual > 2 else None


# ── tab-indented, one cell a line, blank lines between the rows ──────


def _indented(lines: Sequence[str]) -> bool:
    tabbed = [line for line in lines if "\t" in line]
    begun = [line for line in tabbed if line.startswith("\t") and line.count("\t") == 1]
    return len(begun) > 5 and len(begun) * 10 >= len(tabbed) * 6


def _sample_layout(lines: Sequence[str]) -> list[Block]:
    """A line without a tab right below a cell continues it (商业⏎企业); after a blank line it is a
    paragraph, and the table before it has ended.
    """
    result: list[Block] = []
    rows: list[tuple[str, ...]] = []
    places: list[Place] = []
    row: list[str] = []

    def close_row(number: int) -> None:
        if row:
            rows.append(tuple(row))
            places.append(Place(line=number - len(row)))
            row.clear()

    def close_table() -> None:
        if rows:
            # Every cell has its line, blank ones too: a row that lacks some may lack any.
            loose = frozenset(range(len(rows)))
            result.append(Table(tuple(rows), tuple(places), loose=loose))
            rows.clear()
            places.clear()

    for number, line in enumerate(lines, 1):
        if line.startswith("\t"):
            row.extend(cell.strip() for cell in line[1:].split("\t"))
        elif not line.strip():
            close_row(number)
        elif row and len(line.strip()) < _SHORT and "。" not in line:
            row[-1] += line.strip()
        else:
            close_row(number)
            close_table()
            result.append(Paragraph(line, Place(line=number)))
    close_row(len(lines) + 1)
    close_table()
    return result


# ── columns by spaces ────────────────────────────────────────────────


def _spaced(lines: Sequence[str], forms: Sequence[Format]) -> list[Block] | None:
    """A text whose columns are parted by spaces only; None if it is none."""
    gaps = [line for line in lines if _GAP.search(line.strip()) and "\t" not in line and "|" not in line]
    if len(gaps) < 8 or sum("\t" in line or "|" in line for line in lines) > len(gaps):
        return None
    return spaced_tables(lines, forms)


# ── everything else ──────────────────────────────────────────────────


def _regions(lines: Sequence[str], forms: Sequence[Format], words: frozenset[str]) -> Iterator[Block]:
    """Paragraphs, and tables where lines are cells or rows of cells."""
    sections = forms[0].sections
    read = [
        _cells(number, line)
        for number, line in enumerate(lines, 1)
        if _RULE.fullmatch(line) is None or not line.strip()
    ]
    at = none_until = 0
    while at < len(read):
        line = read[at]
        if not line.text.strip():
            at += 1
            continue
        end = at
        if at >= none_until and _is_cell(line, words):
            end, none_until = _end_of_table(read, at, words, sections)
        if end > at:
            yield _table(read[at:end], words)
            at = end
            continue
        glued = cells_of(line.text, forms) if len(line.text) > _LONG else None
        if glued:
            yield from (
                Paragraph(each, Place(line=line.number)) if isinstance(each, str) else Table(each) for each in glued
            )
        else:
            yield Paragraph(line.text.strip(), Place(line=line.number))
        at += 1


def _cells(number: int, line: str) -> _Line:
    if "|" in line and line.count("|") < 200:
        text = line.strip().removeprefix("|").removesuffix("|")
        return _Line(number, line, tuple(cell.strip() for cell in text.split("|")), parted=True)
    if "\t" in line.rstrip():
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if sum(bool(cell) for cell in cells) > 1 or len(cells) > 2:
            return _Line(number, line, cells, parted=True)
    return _Line(number, line, (line.strip(),))


def _is_cell(line: _Line, words: frozenset[str]) -> bool:
    filled = [cell for cell in line.cells if cell]
    if not filled:
        return line.parted
    if line.parted and (len(filled) > 1 or "|" in line.text) and max(map(len, filled)) < 3 * _SHORT:
        return True
    return all(key(cell) in words or (in_place_of_number(cell) and len(cell) < _SHORT) for cell in filled)


def _end_of_table(
    read: Sequence[_Line], start: int, words: frozenset[str], sections: Sequence[Section]
) -> tuple[int, int]:
    """Behind which line a table that begins there ends; `start` if none begins there or up to the second line."""
    end = start
    strange = 0
    official = numbers = parted = 0
    for at in range(start, len(read)):
        line = read[at]
        if not line.text.strip():
            continue
        cells = [cell for cell in line.cells if cell]
        known = sum(key(cell) in words for cell in cells)
        if _is_cell(line, words):
            end, strange = at + 1, 0
            official += known
            numbers += sum(in_place_of_number(cell) for cell in cells)
            parted += line.parted
            continue
        text = line.text.strip()
        strange += 1
        if (
            strange > 12
            or len(text) > _SHORT
            or "。" in text
            or (opens_part(text, sections) and not _piece(text, words))
        ):
            break
    while end < len(read) and not read[end].text.strip():
        end += 1  # blank cells at the end, and blank lines, which mean nothing
    found = (official >= 2 and numbers) or parted >= 2 or official >= 4
    return (end, end) if found else (start, end)


def _piece(text: str, words: frozenset[str]) -> bool:
    """Whether a line may be the beginning of a name that goes on below."""
    word = key(text)
    return bool(word) and any(name.startswith(word) for name in words)


def _table(read: Sequence[_Line], words: frozenset[str]) -> Table:
    """The lines as one table; one cell a line makes one column."""
    parted = [line for line in read if line.parted]
    single = sum(sum(bool(cell) for cell in line.cells) <= 1 for line in read if line.text.strip())
    filled = [line for line in read if line.text.strip()]
    if parted and single * 10 < len(filled) * 8:
        rows = [line for line in filled if any(line.cells)]
        return Table(tuple(line.cells for line in rows), tuple(Place(line=line.number) for line in rows))
    if parted:
        rows = [_Line(line.number, line.text, (next((cell for cell in line.cells if cell), ""),)) for line in filled]
        return _joined([line for line in rows if line.cells[0]], words)
    return _joined(_one_column(read), words)


def _one_column(read: Sequence[_Line]) -> Sequence[_Line]:
    """One cell a line; blank lines are blank cells, unless one stands behind every cell."""
    followed = sum(bool(line.text.strip()) and not after.text.strip() for line, after in pairwise(read))
    if followed * 10 >= sum(bool(line.text.strip()) for line in read) * 8:
        return [line for before, line in zip([None, *read], read, strict=False) if line.text.strip() or _second(before)]
    return read


def _second(before: _Line | None) -> bool:
    """Whether a blank line stands behind another one: then it is a blank cell."""
    return before is not None and not before.text.strip()


def _joined(read: Sequence[_Line], words: frozenset[str]) -> Table:
    """One column, in which names that were cut over several lines are whole again."""
    rows: list[tuple[str]] = []
    places: list[Place] = []
    at = 0
    while at < len(read):
        many = _cut_over(read, at, words)
        rows.append(("".join(line.cells[0] for line in read[at : at + many]),))
        places.append(Place(line=read[at].number))
        at += many
    return Table(tuple(rows), tuple(places))


def _cut_over(read: Sequence[_Line], at: int, words: frozenset[str]) -> int:
    """Over how many lines, from this one on, a name was cut; 1 if it was not."""
    text, best, word = read[at].cells[0], 1, ""
    if not text or in_place_of_number(text):
        return 1
    for more in range(at, min(at + _PIECES, len(read))):
        piece = read[more].cells[0]
        if not piece or (more > at and like_number(piece)):
            break
        word += key(piece)
        if word in words:
            best = more - at + 1
        if not any(name.startswith(word) for name in words):
            break
    return best
