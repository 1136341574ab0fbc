"""Tables whose columns only spaces part, as text that was copied out of a PDF has them.

Names run down narrow columns beside and around their numbers. Rows are found by their numbers and told by what their
names share with the official ones, in the order of the form; columns by the places of the heads or of full rows.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.reading.blocks import Block, Paragraph, Place, Table
from govreport_gui.core.reading.headings import opens_part
from govreport_gui.core.reading.names import Line, Names, names_of
from govreport_gui.core.reading.words import DASHES, key
from govreport_gui.core.values import read

_PROSE: Final = 24
"""In signs: no piece of a name in a column is longer."""
_MOST_ROWS: Final = 100
_FOLDED: Final = "一个数折成几行，已接起来"
_PART: Final = "行名只认出一部分"
_BY_PLACE: Final = "空格左右的数按位置放"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line without wide spaces: where it begins and ends, and its text."""

    left: float
    right: float
    text: str

    @property
    def number(self) -> bool:
        """Whether that is an entry."""
        return self.text in DASHES or read(self.text).number is not None


Lines = Sequence[Sequence[Run]]


@dataclass(slots=True)
class _Row:
    """A row found by its numbers: its line, the numbers, and the pieces of names from there to the next row."""

    at: int
    numbers: list[Run]
    names: list[Run]
    own: list[Run]
    folded: bool = False


def spaced_tables(lines: Sequence[str], forms: Sequence[Format]) -> list[Block] | None:
    """The blocks of such a text; None if it has no table of that kind."""
    found = spaced_blocks([list(_runs(line)) for line in lines], forms)
    if found is None:
        return None
    blocks: list[Block] = []
    for at, block in found:
        if isinstance(block, Table):
            blocks.append(block)
        else:
            blocks.append(Paragraph(block.text, Place(line=at + 1)))
    return blocks


def _runs(line: str) -> list[Run]:
    """A line in runs: at wide spaces, and between numbers at every space."""
    found: list[Run] = []
    for match in re.finditer(r"\S+(?: \S+)*", line.replace("\u3000", "  ").replace("\x0c", "")):
        pieces = list(re.finditer(r"\S+", match[0]))
        parts = [Run(match.start() + each.start(), match.start() + each.end(), each[0]) for each in pieces]
        prose = len(parts) > 2 and len(match[0]) > _PROSE and sum(part.number for part in parts) * 2 < len(parts)
        if prose or (len(parts) > 1 and not any(part.number for part in parts[1:])):
            found.append(Run(match.start(), match.end(), match[0]))
        else:
            found.extend(parts)
    return found


def spaced_blocks(lines: Lines, forms: Sequence[Format]) -> list[tuple[int, Block]] | None:
    """Paragraphs and tables with the numbers of their lines; None where there is no such table."""
    sections = forms[0].sections
    starts = [at for at, line in enumerate(lines) if line and opens_part(_text(line), sections)]
    found: list[tuple[int, Block]] = []
    tables = 0
    for start, end in zip([-1, *starts], [*starts, len(lines)], strict=True):
        if start >= 0:
            found.append((start, Paragraph(_text(lines[start]))))
        table = _table(lines, start + 1, end, forms) if start >= 0 else None
        if table is None:
            found.extend(_paragraphs(lines, start + 1, end))
            continue
        first, last, block = table
        tables += 1
        found.extend(_paragraphs(lines, start + 1, first))
        found.append((first, block))
        found.extend(_paragraphs(lines, last, end))
    return found if tables else None


def _text(line: Sequence[Run]) -> str:
    return " ".join(run.text for run in line)


def _paragraphs(lines: Lines, start: int, end: int) -> list[tuple[int, Block]]:
    """Lines as paragraphs; one that fills the width goes on in the next."""
    width = max((line[-1].right for line in lines if line and len(line) < 3), default=0)
    found: list[tuple[int, str, float]] = []
    for at in range(start, end):
        if not lines[at]:
            continue
        text, right = _text(lines[at]), lines[at][-1].right
        if found and found[-1][2] > width * 0.88 and at and lines[at - 1]:
            found[-1] = (found[-1][0], found[-1][1] + text, right)
        else:
            found.append((at, text, right))
    return [(at, Paragraph(text)) for at, text, _ in found]


def _table(lines: Lines, start: int, end: int, forms: Sequence[Format]) -> tuple[int, int, Table] | None:
    """The table between two headings: its first line, the one behind its last, and its rows."""
    best: tuple[float, int, int, Table] | None = None
    for form in forms:
        for table in form.tables:
            made = _as(names_of(form, table), lines, start, end)
            if made is not None and (best is None or made[0] > best[0]):
                best = made
    return best[1:] if best is not None else None


def _as(names: Names, lines: Lines, start: int, end: int) -> tuple[float, int, int, Table] | None:
    """The lines read as that table, and how well they fit."""
    known = names.words | names.heads
    head = [
        at for at in range(start, end) if any(key(run.text) in known and len(key(run.text)) > 1 for run in lines[at])
    ]
    if not head:
        return None
    first = head[0]
    last = next((at for at in range(first, end) if _is_prose(lines[at], known)), end)
    rows = _rows(lines, first, last)
    if not 0 < len(rows) <= _MOST_ROWS:
        return None
    chosen, score = (_bare(names, rows)) if names.bare else _aligned(names, lines, rows, first, last)
    if score <= 0:
        return None
    heads = _heads(names, lines, first, rows[0].at)
    made = _Made(names)
    for row, line, sure in chosen:
        made.add(row, line, _placed(row, line, chosen, heads), sure=sure)
    stop = _behind(lines, rows[-1].at, last)
    return score, first, stop, Table(tuple(made.rows), tuple(made.places), made.unsure, frozenset(made.loose))


class _Made:
    """The table that is made of rows and lines, with the official heads and names."""

    def __init__(self, names: Names) -> None:
        self.rows: list[tuple[str, ...]] = []
        self.places: list[Place] = []
        self.unsure: dict[tuple[int, int], str] = {}
        self.loose: set[int] = set()
        self._names = names
        self._before: Line | None = None

    def add(self, row: _Row, line: Line | None, placed: tuple[list[str], bool], *, sure: bool) -> None:
        """Add a row, below the heads of its line where these are others than before."""
        place = Place(line=row.at + 1)
        if line is not None and not line.names:
            self._heads(_bare_heads(self._names), place)
        elif line is not None and (self._before is None or self._before.heads != line.heads):
            self._heads([("", *(_leaf(self._names, line, at) for at in range(len(line.cells))))], place)
        self._before = line
        label = "".join(run.text for run in row.own)
        if line is not None:
            label = _label(self._names, line) if line.names else ""
        values, told = placed
        at = len(self.rows)
        if not told:
            self.loose.add(at)
        why = _PART if not sure else _FOLDED if row.folded else _BY_PLACE if told and "" in values else ""
        if why:
            self.unsure.update({(at, column): why for column, value in enumerate(values, 1) if value})
        self.rows.append((label, *values))
        self.places.append(place)

    def _heads(self, rows: Sequence[tuple[str, ...]], place: Place) -> None:
        self.rows.extend(rows)
        self.places.extend(place for _ in rows)


def _is_prose(line: Sequence[Run], known: frozenset[str]) -> bool:
    return any(
        (len(run.text) > _PROSE or "。" in run.text) and not any(key(run.text) in word for word in known)
        for run in line
    )


def _rows(lines: Lines, first: int, last: int) -> list[_Row]:
    rows: list[_Row] = []
    for at in range(first, last):
        numbers = _trailing_numbers(lines[at])
        rest = [run for run in lines[at] if run not in numbers]
        if numbers and not rest and rows and at - rows[-1].at == 1 and _continues(rows[-1].numbers, numbers):
            _unfold(rows[-1], numbers)
        elif numbers:
            rows.append(_Row(at, numbers, list(rest), list(rest)))
        elif rows:
            rows[-1].names.extend(rest)
    return rows


def _trailing_numbers(line: Sequence[Run]) -> list[Run]:
    """The numbers at the end of a line."""
    found: list[Run] = []
    for run in reversed(line):
        if not run.number:
            break
        found.insert(0, run)
    return found


def _continues(numbers: Sequence[Run], more: Sequence[Run]) -> bool:
    """Whether these are the rest of numbers that narrow columns cut: each stands below one, and they are fewer."""
    return len(more) < len(numbers) and all(
        run.text.isdigit() and min(abs(run.left - each.left) for each in numbers) <= 1.5 for run in more
    )


def _unfold(row: _Row, more: Sequence[Run]) -> None:
    row.folded = True
    for run in more:
        at = min(range(len(row.numbers)), key=lambda each: abs(row.numbers[each].left - run.left))
        whole = row.numbers[at]
        row.numbers[at] = Run(whole.left, whole.right, whole.text + run.text)


def _bare(names: Names, rows: Sequence[_Row]) -> tuple[list[tuple[_Row, Line | None, bool]], float]:
    line = names.bare
    if line is None:
        return [], 0
    fitting = [row for row in rows if not row.own and 2 < len(row.numbers) <= len(line.cells)]
    if len(fitting) != 1:
        return [], 0
    return [(row, line if row is fitting[0] else None, True) for row in rows], float(len(line.cells))


def _aligned(
    names: Names, lines: Lines, rows: Sequence[_Row], first: int, last: int
) -> tuple[list[tuple[_Row, Line | None, bool]], float]:
    """Each row with its line of the form, in the order of both; names stand from the number down, or around it."""
    below = [row.names for row in rows]
    around = []
    for at, row in enumerate(rows):
        start = rows[at - 1].at + 1 if at else first
        end = rows[at + 1].at if at + 1 < len(rows) else last
        around.append([run for line in range(start, end) for run in lines[line] if run not in row.numbers])
    return max((_chain(names, rows, pieces) for pieces in (below, around)), key=lambda each: each[1])


def _chain(
    names: Names, rows: Sequence[_Row], pieces: Sequence[Sequence[Run]]
) -> tuple[list[tuple[_Row, Line | None, bool]], float]:
    order = [line for line in names.lines if line.names]
    fits = [[_fit(names, line, row, said) for line in order] for row, said in zip(rows, pieces, strict=True)]
    # total[i][j]: the best of the first i rows and j lines.
    total = [[0.0] * (len(order) + 1) for _ in range(len(rows) + 1)]
    for i in range(1, len(rows) + 1):
        total[i][0] = total[i - 1][0] - 0.3
        for j in range(1, len(order) + 1):
            total[i][j] = max(total[i - 1][j] - 0.3, total[i][j - 1], total[i - 1][j - 1] + fits[i - 1][j - 1])
    chosen: list[tuple[_Row, Line | None, bool]] = []
    i, j = len(rows), len(order)
    while i:
        if j and total[i][j] == total[i][j - 1]:
            j -= 1
        elif j and total[i][j] == total[i - 1][j - 1] + fits[i - 1][j - 1]:
            chosen.append((rows[i - 1], order[j - 1], fits[i - 1][j - 1] > 0.4))
            i, j = i - 1, j - 1
        else:
            chosen.append((rows[i - 1], None, False))
            i -= 1
    return chosen[::-1], total[-1][-1]


def _fit(names: Names, line: Line, row: _Row, said: Sequence[Run]) -> float:
    """How much of a line's name stands beside a row, less a half; more where the name begins there."""
    own = key(_label(names, line))
    signs = Counter(key("".join(run.text for run in said)))
    shared = sum((Counter(own) & signs).values()) / len(own)
    begins = max((len(key(run.text)) for run in row.own if key(run.text) and own.startswith(key(run.text))), default=0)
    fewer = len(row.numbers) > len(line.cells)
    exact = len(row.numbers) == len(line.cells)
    return shared - 0.6 + (0.4 if begins else 0) + min(begins, 4) * 0.05 + 0.2 * exact - 1.0 * fewer


def _label(names: Names, line: Line) -> str:
    labels = names.table.lines[line.at].labels
    return labels[-1] if labels and labels[-1] not in "<^" else names.table.rows[names.form.cells[line.cells[0]].row]


def _leaf(names: Names, line: Line, at: int) -> str:
    leaf = line.heads[at][0] if line.heads[at] else ""
    return next((box.text for box in names.table.boxes if box.kind == "head" and key(box.text) == leaf), leaf)


def _bare_heads(names: Names) -> list[tuple[str, ...]]:
    """The official heads as rows, with a place before them."""
    boxes = names.table.boxes
    last = max(box.line for box in boxes if box.kind == "head")
    rows = []
    for at in range(last + 1):
        row = [""] * len(names.table.widths)
        for box in boxes:
            if box.kind == "head" and box.line <= at < box.line + box.lines and (box.lines == 1 or at == box.line):
                row[box.position] = box.text
        rows.append(("", *row))
    return rows


def _heads(names: Names, lines: Lines, first: int, last: int) -> dict[str, tuple[float, float]]:
    """By key of a head where it stands: pieces below each other are one."""
    columns: list[list[Run]] = []
    for at in range(first, last + 1):
        for run in lines[at]:
            column = next(
                (each for each in columns if abs(each[-1].left - run.left) <= 1.5 and len(run.text) < 8), None
            )
            if column is None:
                columns.append([run])
            else:
                column.append(run)
    found: dict[str, tuple[float, float]] = {}
    for column in columns:
        for start in range(len(column)):
            for end in range(len(column), start, -1):
                word = key("".join(run.text for run in column[start:end]))
                if word in names.heads:
                    found.setdefault(word, (column[start].left, max(run.right for run in column[start:end])))
    return found


def _placed(
    row: _Row,
    line: Line | None,
    chosen: Sequence[tuple[_Row, Line | None, bool]],
    heads: dict[str, tuple[float, float]],
) -> tuple[list[str], bool]:
    """The numbers by column, and whether their columns are told."""
    texts = [run.text for run in row.numbers]
    if line is None or len(texts) >= len(line.cells):
        return texts, line is not None and len(texts) == len(line.cells)
    full = [each for each, other, _ in chosen if other is not None and len(each.numbers) == len(line.cells)]
    near = min(full, key=lambda each: abs(each.at - row.at), default=None)
    edges: list[tuple[float, float]] | None = None
    if near is not None and abs(near.at - row.at) < 40:
        edges = [(run.left, run.right) for run in near.numbers]
    elif all(each and each[0] in heads for each in line.heads):
        edges = [heads[each[0]] for each in line.heads]
        if sorted(set(edges)) != edges:
            edges = None
    if edges is None:
        return texts, False
    columns: list[int] = []
    for run in row.numbers:
        away = [min(abs(run.left - left), abs(run.right - right)) for left, right in edges]
        at = min(range(len(edges)), key=away.__getitem__)
        if away[at] > 1.5 or (columns and at <= columns[-1]):
            return texts, False
        columns.append(at)
    values = [""] * len(edges)
    for at, text in zip(columns, texts, strict=True):
        values[at] = text
    return values, True


def _behind(lines: Lines, at: int, last: int) -> int:
    """The line behind the table: its last row, and the pieces of its name below it."""
    at += 1
    while at < last and lines[at] and all(len(run.text) <= _PROSE and "。" not in run.text for run in lines[at]):
        at += 1
    return at
