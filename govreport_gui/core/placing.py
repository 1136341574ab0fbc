"""Where the texts of pasted tables belong: by the names of rows and columns, else by position."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from govreport_gui.core.clip_tables import Grid
from govreport_gui.core.formats import Box, Format, Table
from govreport_gui.core.official_tables import Found, carried, find, key, match
from govreport_gui.core.values import read

_HEADS: Final = 4
"""Most rows of heads above a block; the official tables have three."""
DASHES: Final = frozenset("—-－–―−/／无〇○") | {"——", "--", "－－", "———", "---"}
"""What stands for nothing in a cell; whether it is 0 or blank only the clerk knows."""

How = Literal["names", "heads", "position", "fill"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where the clerk is: the table, and the selected cells in the order of the form, or the current one."""

    table: str
    selected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A text that found no place, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Texts by cell of the report's form, blank ones included, and what did not fit."""

    how: How
    texts: Mapping[str, str]
    skipped: tuple[Skipped, ...] = ()
    doubts: tuple[str, ...] = ()
    exact: bool = False
    """As many cells as were selected."""


def place(form: Format, forms: Iterable[Format], grids: Sequence[Grid], target: Target) -> Placed | None:
    """Where everything goes; None where nothing is to be put in and no place is known."""
    forms = tuple(forms)
    named = _by_names(form, forms, grids, target)
    if named is not None:
        return named
    filled = [grid for grid in grids if any((text or "").strip() for row in grid for text in row)]
    if not filled or not target.selected:
        return None
    grid = max(filled, key=lambda grid: sum(_like_number(text) for row in grid for text in row))
    others = tuple(Skipped(_first_text(other), "另一张表，没有认出来") for other in filled if other is not grid)
    table = form.table(target.table)
    placed = _by_part_names(form, table, grid, target) or _by_heads(table, grid, target)
    placed = placed or _by_position(table, grid, target)
    words = sum(bool(text) and not _like_number(text) for text in placed.texts.values())
    if placed.how == "position" and words > max(1, len(placed.texts) - words):
        return None  # prose, or a table cut into lines
    return Placed(placed.how, placed.texts, (*placed.skipped, *others), placed.doubts, placed.exact)


# ── by the names of the rows ─────────────────────────────────────────


def _by_names(form: Format, forms: Sequence[Format], grids: Sequence[Grid], target: Target) -> Placed | None:
    texts: dict[str, str] = {}
    skipped: list[Skipped] = []
    doubts: list[str] = []
    seen: set[str] = set()
    for grid in grids:
        known: set[int] = set()
        tables = find(grid, forms)
        for table, candidates in tables.items():
            found = next((each for each in candidates if each.form.id == form.id), candidates[0])
            known |= found.rows
            if table in seen:
                skipped.append(Skipped(form.table(table).name, "粘贴的内容里有两张，只用了第一张"))
                continue
            seen.add(table)
            cells, left = _cells(form, found, grid)
            texts.update(cells)
            skipped.extend(left)
            if found.form.id != form.id:
                doubts.append(f"粘贴的{form.table(table).name}是{found.form.name}，这份报告是{form.name}。")
        if tables:
            skipped.extend(_unread(grid, known))
    if not seen:
        return None
    names = "、".join(table.name for table in form.tables if table.id in seen)
    if seen != {target.table}:
        current = form.table(target.table).name
        doubts.insert(0, f"认出来的是{names}，当前是{current}。会粘贴到{names}里。")
    return Placed("names", texts, tuple(skipped), tuple(doubts))


def _cells(form: Format, found: Found, grid: Grid) -> tuple[dict[str, str], list[Skipped]]:
    """The found texts as cells of the report's form, and what that form has no cell for."""
    own = found.form.table(found.table)
    ordered = _ordered_by_heads(found, own, grid)
    if ordered is not None:
        found = ordered
    cells = dict(carried(found, form))
    moved = {source for sources in form.carry.get(found.form.id, {}).values() for source in sources}
    left = [
        Skipped(f"{found.form.cells[cell].place}：{text}", "这份报告的格式没有这一格")
        for cell, text in found.cells.items()
        if text and found.form.id != form.id and cell not in form.cells and cell not in moved
    ]
    return cells, left


def _ordered_by_heads(found: Found, table: Table, grid: Grid) -> Found | None:
    """The same rows read by the heads of their columns, where these stand in another order than on the form."""
    cells: dict[str, str] = {}
    for at, (line, position) in found.named.items():
        own = table.lines[line].cells
        by_head = _row_by_heads(table, grid, at, position, own)
        if len(by_head) == len(own) and tuple(by_head) != own:
            cells.update(by_head)
    return Found(found.form, found.table, {**found.cells, **cells}, found.rows) if cells else None


def _unread(grid: Grid, known: set[int]) -> list[Skipped]:
    """Rows with numbers behind some name that no line of the form has."""
    return [
        Skipped(" ".join(text.strip() for text in row if text and text.strip()), "没有认出这一行")
        for at, row in enumerate(grid)
        if at not in known
        and any(_like_number(text) for text in row)
        and sum(bool((text or "").strip()) for text in row) > 1
    ]


def _by_part_names(form: Format, table: Table, grid: Grid, target: Target) -> Placed | None:
    """Rows whose names are known and that have only some of the columns."""
    found = match(grid, form, table)
    rows = {
        at: place for at, place in found.named.items() if any(_like_number(text) for text in grid[at][place[1] + 1 :])
    }
    if not rows:
        return None
    texts: dict[str, str] = {}
    skipped: list[Skipped] = []
    by_position = False
    columns = _columns(table)
    base = columns.index(_boxes(table)[target.selected[0]].position)
    for at, (line, position) in rows.items():
        by_head = _row_by_heads(table, grid, at, position, table.lines[line].cells)
        if not by_head:
            by_position = True
            row = tuple(text for text in grid[at][position + 1 :] if text is not None)
            while row and len(row) > 1 and not row[0].strip() and len(row) > len(columns) - base:
                row = row[1:]
            by_head = _into_line(table, line, base, row, skipped)
        texts.update(by_head)
    skipped.extend(_unread(grid, set(rows) | found.rows))
    doubts = ("行按名称对齐；没有认出列名，列从当前格起往右放。",) if by_position else ()
    return Placed("names", texts, tuple(skipped), doubts)


# ── by the heads of the columns ──────────────────────────────────────


def _row_by_heads(table: Table, grid: Grid, at: int, position: int, cells: Sequence[str]) -> dict[str, str]:
    """The texts of a row by the heads above them, in the order of the row; only those whose head is known."""
    result = {}
    for place in range(position + 1, len(grid[at])):
        cell = _under_head(table, grid, at, place, cells)
        text = grid[at][place]
        if cell and text is not None and cell not in result:
            result[cell] = text.strip()
    return result


def _under_head(table: Table, grid: Grid, at: int, place: int, cells: Sequence[str]) -> str:
    """Which of the cells stands under the same heads as that place of the grid; "" if none or several."""
    above = [row for row in range(at - 1, -1, -1) if (grid[row][place] or "").strip()]
    leaf = next((row for row in above if not _like_number(grid[row][place])), None)
    if leaf is None:
        return ""
    boxes = _boxes(table)
    fitting = []
    for cell in cells:
        heads = _heads_over(table, boxes[cell])
        if heads and heads[0] == key(grid[leaf][place] or ""):
            fitting.append((cell, heads))
    if len(fitting) > 1:
        upper = {key(_left_of(grid[row], place)) for row in range(leaf)}
        fitting = [(cell, heads) for cell, heads in fitting if upper & set(heads[1:])]
    return fitting[0][0] if len(fitting) == 1 else ""


def _heads_over(table: Table, box: Box) -> list[str]:
    """The heads above a number box as keys, the nearest first."""
    heads = [
        head
        for head in table.boxes
        if head.kind == "head"
        and head.line < box.line
        and head.position <= box.position < head.position + head.positions
    ]
    return [key(head.text) for head in sorted(heads, key=lambda head: -head.line)]


def _left_of(row: Sequence[str | None], place: int) -> str:
    return next((text for text in reversed(row[: place + 1]) if text and text.strip()), "")


def _by_heads(table: Table, grid: Grid, target: Target) -> Placed | None:
    """A block under known heads and without names: its rows from the current one down."""
    heads = 0
    while heads < len(grid) and not any(_like_number(text) for text in grid[heads]):
        heads += 1
    if heads > _HEADS:
        return None
    lines = _number_lines(table)
    start = lines.index(_boxes(table)[target.selected[0]].line)
    texts: dict[str, str] = {}
    skipped: list[Skipped] = []
    for step, at in enumerate(range(heads, len(grid)) if heads else ()):
        if start + step >= len(lines):
            skipped.extend(_beyond(grid[at], "下面没有行了"))
            continue
        by_head = _row_by_heads(table, grid, at, -1, table.lines[lines[start + step]].cells)
        numbers = sum(_like_number(text) for text in grid[at])
        if sum(_like_number(text) for text in by_head.values()) < numbers:
            return None
        texts.update(by_head)
    return Placed("heads", texts, tuple(skipped)) if texts else None


# ── by position ──────────────────────────────────────────────────────


def _by_position(table: Table, grid: Grid, target: Target) -> Placed:
    block, words = _numbers_only(table, grid)
    boxes = _boxes(table)
    lines, columns = _number_lines(table), _columns(table)
    chosen = [boxes[cell] for cell in target.selected]
    first = lines.index(min(box.line for box in chosen))
    base = columns.index(min(box.position for box in chosen))
    high = len({box.line for box in chosen})
    wide = len({box.position for box in chosen})
    size = (len(block), len(block[0]))
    exact = (high, wide) == size
    how: How = "position"
    if not exact and len(chosen) == high * wide and high % size[0] == 0 and wide % size[1] == 0:
        block = tuple(row * (wide // size[1]) for row in block) * (high // size[0])
        exact, how = True, "fill"
    texts: dict[str, str] = {}
    skipped: list[Skipped] = []
    for step, row in enumerate(block):
        if first + step < len(lines):
            texts.update(_into_line(table, lines[first + step], base, row, skipped))
        else:
            skipped.extend(_beyond(row, f"{table.name}下面没有行了"))
    doubts: tuple[str, ...] = ()
    if words:
        some = "、".join(f"“{word}”" for word in words[:3]) + ("等" if len(words) > 3 else "")
        doubts = (f"{some}不是这张表的行名、列名，没有粘贴；数字从当前格起按位置放。",)
    return Placed(how, texts, tuple(skipped), doubts, exact)


def _into_line(table: Table, line: int, base: int, row: Sequence[str | None], skipped: list[Skipped]) -> dict[str, str]:
    """The texts of a row into the number boxes of one line, as they stand on screen."""
    columns = _columns(table)
    boxes = [box for box in table.boxes if box.cell and box.line == line]
    texts: dict[str, str] = {}
    for step, text in enumerate(row):
        if text is None:
            continue
        at = columns[base + step] if base + step < len(columns) else None
        box = next((box for box in boxes if at is not None and box.position <= at < box.position + box.positions), None)
        if box is None:
            skipped.extend(_beyond((text,), f"{table.name}右边没有格了"))
        elif box.cell not in texts:
            texts[box.cell] = text.strip()
        elif text.strip():
            skipped.append(Skipped(text.strip(), "这一行没有这么多格"))
    return texts


def _numbers_only(table: Table, grid: Grid) -> tuple[Grid, list[str]]:
    """The block without the heads of this table, and without words above it and left of it, which are given too."""
    known = {key(label) for line in table.lines for label in line.labels}
    rows = [row for row in grid if not _all_in(row, known)]
    words: list[str] = []
    if not any(_like_number(text) for row in rows for text in row):
        return (tuple(rows) or grid), words
    while rows and not any(_like_number(text) for text in rows[0]) and any((text or "").strip() for text in rows[0]):
        words.extend(text.strip() for text in rows.pop(0) if text and text.strip())
    while not any(_like_number(row[0]) for row in rows) and any((row[0] or "").strip() for row in rows):
        words.extend(row[0].strip() for row in rows if row[0] and row[0].strip())
        rows = [row[1:] for row in rows]
    while len(rows) > 1 and not any((text or "").strip() for text in rows[-1]):
        rows.pop()
    while len(rows[0]) > 1 and not any((row[-1] or "").strip() for row in rows):
        rows = [row[:-1] for row in rows]
    return tuple(rows), words


def _all_in(row: Sequence[str | None], known: set[str]) -> bool:
    said = [key(text) for text in row if text and key(text)]
    return bool(said) and all(text in known for text in said)


def _boxes(table: Table) -> dict[str, Box]:
    return {box.cell: box for box in table.boxes if box.cell}


def _number_lines(table: Table) -> list[int]:
    return sorted({box.line for box in table.boxes if box.cell})


def _columns(table: Table) -> list[int]:
    """Where number boxes begin, left to right."""
    return sorted({box.position for box in table.boxes if box.cell})


def _beyond(row: Sequence[str | None], why: str) -> list[Skipped]:
    return [Skipped(text.strip(), why) for text in row if text and text.strip()]


def _first_text(grid: Grid) -> str:
    return next((text.strip() for row in grid for text in row if text and text.strip()), "")


def _like_number(text: str | None) -> bool:
    """Whether that is meant as an entry: a number, or a dash for none."""
    plain = (text or "").strip()
    return plain in DASHES or read(plain).number is not None
