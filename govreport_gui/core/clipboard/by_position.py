"""Pasted numbers placed by position: over the number boxes as they stand on screen."""

from collections.abc import Sequence

from govreport_gui.core.clipboard.placement import (
    How,
    Placed,
    Skipped,
    Target,
    beyond,
    number_columns,
    number_lines,
)
from govreport_gui.core.clipboard.tables import Grid
from govreport_gui.core.forms.form import Table
from govreport_gui.core.reading.words import in_place_of_number, key, like_number


def by_position(table: Table, grid: Grid, target: Target) -> Placed:
    """The block from the first selected cell on; a smaller one as often as it fits into the selection."""
    block, words = _numbers_only(table, grid)
    boxes = table.number_boxes()
    lines, columns = number_lines(table), number_columns(table)
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
            texts.update(into_line(table, lines[first + step], base, row, skipped))
        else:
            skipped.extend(beyond(row, f"{table.name}下面没有行了"))
    doubts: tuple[str, ...] = ()
    if words:
        some = "、".join(f"“{word}”" for word in words[:3]) + ("等" if len(words) > 3 else "")
        doubts = (f"{some}不是这张表的行名、列名，没有粘贴；数字从当前格起按位置放。",)
    return Placed(how, texts, tuple(skipped), doubts, exact)


def into_line(table: Table, line: int, base: int, row: Sequence[str | None], skipped: list[Skipped]) -> dict[str, str]:
    """The texts of a row into the number boxes of one line, as they stand on screen."""
    columns = number_columns(table)
    boxes = [box for box in table.boxes if box.cell and box.line == line]
    texts: dict[str, str] = {}
    for step, text in enumerate(row):
        if text is None:
            continue
        at = columns[base + step] if base + step < len(columns) else None
        box = next((box for box in boxes if at is not None and box.position <= at < box.position + box.positions), None)
        if box is None:
            skipped.extend(beyond((text,), f"{table.name}右边没有格了"))
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
    if not any(like_number(text) for row in rows for text in row):
        return (tuple(rows) or grid), words
    while rows and not any(map(in_place_of_number, rows[0])) and any((text or "").strip() for text in rows[0]):
        words.extend(text.strip() for text in rows.pop(0) if text and text.strip())
    while not any(in_place_of_number(row[0]) for row in rows) and any((row[0] or "").strip() for row in rows):
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
