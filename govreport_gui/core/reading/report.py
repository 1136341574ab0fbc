"""Blocks of a source (paragraphs and tables, in order) → a report. All readers end here.

Every line that is no official table lands in some part of the text; every number of a table lands in a cell or in
the account.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from govreport_gui.core.forms.form import Format, Section
from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.reading.blocks import Block, Paragraph, Spot, Table
from govreport_gui.core.reading.headings import Heading, headings, opens_part
from govreport_gui.core.reading.layouts import find_alike
from govreport_gui.core.reading.mending import mended
from govreport_gui.core.reading.own_marks import without_own
from govreport_gui.core.reading.proof import prove
from govreport_gui.core.reading.table_account import of_table
from govreport_gui.core.reading.tables import Found, carried, moved_to, unread
from govreport_gui.core.reading.title import Title, title_of
from govreport_gui.core.reading.words import digits, key, like_number
from govreport_gui.core.report.document import Document

_DATE: Final = pattern(r"(20\d\d|二[〇○零]\S\S)年\s?\S{1,3}月\s?\S{1,3}日")
_CONTROL: Final = pattern(r"[\x00-\x08\x0e-\x1f\x7f\ufeff]")
_BREAKS: Final = pattern(r"[\x0b\x0c\x85\u2028\u2029]")
_LINE: Final = 40


_PIECE: Final = pattern(r"\d+(?:[,.]\d+)*")
"""A number as it is written."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A report that was read from blocks, and the account of it."""

    form: Format
    document: Document
    account: tuple[Entry, ...]
    blocks: tuple[Block, ...] = ()
    """The source as it was read."""
    spots: Mapping[str, tuple[Spot, ...]] = field(default_factory=dict)
    """By cell where its text stands there; several where rows of another form were added."""


def report_in(blocks: Sequence[Block], forms: Sequence[Format], onto: Format | None = None) -> Reading | None:
    """The report in these blocks; None where there is none. `onto` is the form that it is wanted on, whatever fits."""
    sections = forms[0].sections
    words = frozenset(key(box.text) for form in forms for table in form.tables for box in table.boxes if box.text)
    blocks, own = without_own(blocks, forms[0])
    blocks = [each for block in mended(blocks, words) for each in _parted(block, words, sections)]
    tables = [block for block in blocks if isinstance(block, Table)]
    numbers = [at for at, block in enumerate(blocks) if isinstance(block, Table)]
    lines = [(at, block.text) for at, block in enumerate(blocks) if isinstance(block, Paragraph)]
    first = next((at for at, text in lines if opens_part(text, sections)), len(blocks))
    year = title_of([text for at, text in lines if at < first], [text for _, text in lines[:12]]).year
    candidates = find_alike(tables, forms, year)
    parts = {section.table: section.id for section in sections if section.table}
    places = sorted((numbers[min(found[0].parts)], parts[table]) for table, found in candidates.items())
    heads = headings(lines, sections, places)
    if not candidates and len(heads) < (1 if year else 2):
        return None
    form = onto or _form(candidates, year, forms)
    return _assembled(blocks, heads, dict(places), candidates, form, forms, own)


def _parted(block: Block, words: frozenset[str], sections: Sequence[Section]) -> Iterator[Block]:
    """A paragraph line by line; a table without the rows that are paragraphs, as in a sheet that holds all."""
    if isinstance(block, Paragraph):
        for line in _BREAKS.sub("\n", block.text).split("\n"):
            text = _CONTROL.sub("", line).strip()
            if text:
                yield Paragraph(text, block.place)
        return
    rows: list[tuple[str | None, ...]] = []
    start = 0
    wide = block.width > 1
    for at, row in enumerate(block.rows):
        clean = tuple(None if text is None else _CONTROL.sub("", text) for text in row)
        filled = [text for text in clean if text and text.strip()]
        if len(filled) == 1 and _is_prose(filled[0], words, sections, sure=not wide):
            if rows:
                yield _cut(block, rows, start)
            yield from (Paragraph(line.strip(), block.place(at)) for line in filled[0].split("\n") if line.strip())
            rows, start = [], at + 1
        else:
            rows.append(clean)
    if rows:
        yield _cut(block, rows, start)


def _cut(block: Table, rows: Sequence[tuple[str | None, ...]], start: int) -> Table:
    """That many rows of a table from one on."""
    end = start + len(rows)
    unsure = {(at - start, place): why for (at, place), why in block.unsure.items() if start <= at < end}
    loose = frozenset(at - start for at in block.loose if start <= at < end)
    return Table(tuple(rows), block.places[start:end], unsure, loose, edges=block.edges)


def _is_prose(text: str, words: frozenset[str], sections: Sequence[Section], *, sure: bool) -> bool:
    """Whether the only text of a row is a paragraph; `sure`: where every row has one text, as a list of cells has."""
    if key(text) in words or any(key(text) in word for word in words):
        return False
    if sure and like_number(text):
        return False
    prose = len(text) > _LINE or "。" in text or opens_part(text, sections) or "报告" in text
    return prose or (not sure and not digits(text))


def _assembled(
    blocks: Sequence[Block],
    heads: Sequence[Heading],
    places: Mapping[int, str],
    candidates: Mapping[str, list[Found]],
    form: Format,
    forms: Sequence[Format],
    said: Sequence[Entry],
) -> Reading:
    sections = forms[0].sections
    used = {table: _on(form, found) for table, found in candidates.items()}
    texts, entries = _texts(blocks, heads, places, used, form)
    entries.extend(said)
    preface = texts[sections[0].id]
    title = title_of(preface, [*preface, *texts[sections[1].id][:3]], texts[sections[-2].id][-3:])
    entries.extend(_take_title(title, preface))
    entries.extend(Entry("assumed", text) for text in title.assumed)
    _take_closing(texts, sections, title.unit)
    tables = [block for block in blocks if isinstance(block, Table)]
    numbers = [at for at, block in enumerate(blocks) if isinstance(block, Table)]
    cells: dict[str, str] = {}
    for table in form.tables:
        if table.id in used:
            cells.update((cell, text) for cell, text in carried(used[table.id], form) if text)
            entries.extend(of_table(used[table.id], form, tables, numbers))
        else:
            entries.append(Entry("not_found", f"没有找到{table.name}，这张表还空着。"))
    entries.extend(_missing(form, texts, heads))
    drifted = [each for each in heads if key(each.text) != key(form.section(each.section).heading)]
    document = Document(
        format=form.id,
        unit=title.unit,
        year=title.year,
        title=title.text if key(title.text) != key(form.title_of(title.unit, title.year)) else "",
        headings={each.section: each.text for each in drifted},
        forms={table: found.form.id for table, found in used.items() if found.form.id != form.id},
        sections={part: "\n".join(lines) for part, lines in texts.items() if lines},
        cells=cells,
    )
    if not document.forms:  # rows of another form may have been added up
        entries.extend(_unaccounted(tables, document, entries))
    entries.extend(_restyled(form, document))
    entries.append(Entry("proof", prove(form, document).said))
    return Reading(form, document, tuple(dict.fromkeys(entries)), tuple(blocks), _spots(used, form, numbers))


def _spots(used: Mapping[str, Found], form: Format, numbers: Sequence[int]) -> dict[str, tuple[Spot, ...]]:
    """By cell of `form` where its text stands."""
    spots: dict[str, tuple[Spot, ...]] = {}
    for found in used.values():
        for cell, (table, row, position) in found.source.items():
            if moved := moved_to(cell, found, form):
                spots[moved] = (*spots.get(moved, ()), Spot(numbers[table], row, position))
    return spots


def _unaccounted(tables: Sequence[Table], document: Document, entries: Sequence[Entry]) -> Iterator[Entry]:
    """The last net: numbers in tables that are in no cell, in no text and told of nowhere. None vanishes in silence."""
    texts = (*document.cells.values(), *document.sections.values(), *(entry.text for entry in entries))
    kept = Counter(piece for text in texts for piece in _PIECE.findall(text))
    source = [text.strip() for table in tables for row in table.rows for text in row if text]
    numbers = Counter(text for text in source if _PIECE.fullmatch(text))
    if lost := numbers - kept:
        words = f"来源的表格里另有{lost.total()}个数没有找到位置：{'、'.join(lost.elements())}。请对照原文补填。"
        yield Entry("left_over", words)


def _texts(
    blocks: Sequence[Block],
    heads: Sequence[Heading],
    places: Mapping[int, str],
    used: Mapping[str, Found],
    form: Format,
) -> tuple[dict[str, list[str]], list[Entry]]:
    """The lines of each part, rows of tables that nobody understood among them, and what is to be said of these."""
    order = [section.id for section in form.sections]
    texts: dict[str, list[str]] = {part: [] for part in order}
    entries: list[Entry] = []
    by_place = {each.at: each.section for each in heads}
    strange = _strange(blocks, used, form)
    current = order[0]
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            current = by_place.get(at, current)
            if at not in by_place and not _repeats(blocks, at, heads, form):
                texts[current].append(block.text)
            continue
        part = places.get(at, current)
        current = max(current, part, key=order.index)
        for text, official, row in strange.get(at, ()):
            texts[current].append(text)
            if official and digits(text):
                plain, name = text.replace("\t", " "), form.section(current).name
                told = f"表格里有一行没有读懂：“{plain}”。已放进“{name}”的文字里，核对后补填。"
                entries.append(Entry("left_over", told, spots=(Spot(at, row),)))
    return texts, entries


def _strange(
    blocks: Sequence[Block], used: Mapping[str, Found], form: Format
) -> dict[int, list[tuple[str, bool, int]]]:
    """By block the rows that nobody understood, whether the table is an official one, and which row it is.

    Pieces of names, as page breaks leave them, say nothing.
    """
    numbers = [at for at, block in enumerate(blocks) if isinstance(block, Table)]
    tables = [block for block in blocks if isinstance(block, Table)]
    words = {key(box.text) for table in form.tables for box in table.boxes}
    known = frozenset().union(*(found.known for found in used.values()))
    parts = frozenset().union(*(found.parts for found in used.values()))
    result: dict[int, list[tuple[str, bool, int]]] = {}
    for number, row, values in unread(tables, known):
        official = number in parts
        pieces = [value for value in values if digits(value.text) or not (official and _is_piece(value.text, words))]
        text = "\t".join(" ".join(value.text.split()) for value in (pieces and values))
        if text:
            result.setdefault(numbers[number], []).append((text, official, row))
    return result


def _is_piece(text: str, words: Iterable[str]) -> bool:
    return any(key(text) in word for word in words)


def _repeats(blocks: Sequence[Block], at: int, heads: Iterable[Heading], form: Format) -> bool:
    """Whether a line above a table only says once more the heading of a part: each sheet of a workbook has its own."""
    block = blocks[at]
    if not isinstance(block, Paragraph) or at + 1 == len(blocks) or isinstance(blocks[at + 1], Paragraph):
        return False
    return any(key(block.text) == key(form.section(each.section).heading) for each in heads)


def _take_title(title: Title, preface: list[str]) -> Iterator[Entry]:
    """Take the title out of the preface; what stands above it is told."""
    gone = {*title.lines, *title.repeated}
    above = [line for at, line in enumerate(preface) if title.lines and at < min(title.lines) and at not in gone]
    preface[:] = [line for at, line in enumerate(preface) if at not in gone]
    if above:
        some = above[0][:20] + "…" * (len(above[0]) > 20)
        yield Entry("left_over", f"标题上面有{len(above)}行（“{some}”）不像年报的内容，放在编制说明开头，核对后删去。")
    if title.repeated:
        yield Entry("restyled", "标题在开头出现两次，留下一次。")


def _missing(form: Format, texts: Mapping[str, Sequence[str]], heads: Sequence[Heading]) -> Iterator[Entry]:
    named = {each.section for each in heads}
    for section in form.sections:
        if section.heading and section.id not in named and not texts[section.id]:
            yield Entry("not_found", f"没有找到“{section.heading}”这一部分。")


def _restyled(form: Format, document: Document) -> Iterator[Entry]:
    if document.title:
        title = document.title.replace("\n", "")
        yield Entry("restyled", f"标题写作“{title}”，输出时用统一格式的标题。")
    for part, text in document.headings.items():
        yield Entry("restyled", f"标题写作“{text}”，统一格式是“{form.section(part).heading}”。")


def _form(candidates: Mapping[str, list[Found]], year: int | None, forms: Sequence[Format]) -> Format:
    """The form that table 二 fits decides, then the other tables; where they fit several, the year."""
    of_year = next((form for form in forms if year is not None and form.covers(year)), forms[0])
    for table in forms[0].tables:
        fitting = [found.form for found in candidates.get(table.id, [])]
        if len(fitting) == 1 or (fitting and of_year not in fitting):
            return fitting[0]
    return of_year


def _on(form: Format, candidates: list[Found]) -> Found:
    """The candidate on that form if there is one, for tables that are the same on several forms."""
    return next((found for found in candidates if found.form is form), candidates[0])


def _take_closing(texts: dict[str, list[str]], sections: Sequence[Section], unit: str) -> None:
    """Move signature and date, where they stand on lines of their own, from part 六 to the closing."""
    last, closing = sections[-2], sections[-1]
    lines = texts[last.id]
    while lines and (lines[-1] == unit or _DATE.fullmatch(lines[-1])):
        texts[closing.id].insert(0, lines.pop())
