"""By which names the rows and columns of an official table are known, official and drifted ones."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from govreport_gui.core.forms.form import Box, Format, Table
from govreport_gui.core.patterns import pattern
from govreport_gui.core.reading.words import key, nearest, variants

_LONGEST: Final = 60
"""In signs: a longer text is no name."""
_REMEMBERED: Final = 4000
"""Answers that are kept of each kind; a report asks some hundred."""
_YEAR: Final = pattern(r"(20\d\d)(年|年度|年数)?")
_LAST: Final = frozenset({"上年", "上年数", "上年度", "去年", "去年数", "上年同期", "上年同期数", "同期"})
_THIS: Final = frozenset({"本年", "本年数", "本年度", "今年", "今年数"})
_NUMBERS: Final = frozenset({"序号", "编号", "行次", "栏次"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line with numbers as it is looked for: its names, its cells, and how far behind the name these stand."""

    at: int
    names: tuple[str, ...]
    cells: tuple[str, ...]
    steps: tuple[int, ...]
    heads: tuple[tuple[str, ...], ...]
    """For each cell the heads above it as keys, the nearest first."""
    shorts: tuple[str, ...]
    """For each cell the name of its column as it is said: 本年制发 for 本年制发件数."""
    reach: int = 0
    """How far behind the name the last cell ends."""


@dataclass(frozen=True, slots=True)
class Names:
    """What an official table is known by."""

    form: Format
    table: Table
    lines: tuple[Line, ...]
    bare: Line | None
    """The line that has numbers and no name."""
    by_name: Mapping[str, Line]
    heads: frozenset[str]
    words: frozenset[str]
    """All labels of the table."""
    _lines: dict[str, tuple[Line | None, bool]] = field(default_factory=dict)
    _known: dict[str, bool] = field(default_factory=dict)
    _under: dict[tuple[int, tuple[str, ...]], str] = field(default_factory=dict)
    """What was asked before: the same texts come many times."""

    def forget(self) -> None:
        """Forget what was asked, where that has become much: the names serve for many reports."""
        for memo in (self._lines, self._known, self._under):
            if len(memo) > _REMEMBERED:
                memo.clear()

    def line(self, text: str) -> tuple[Line | None, bool]:
        """The line of that name, and whether the name is misspelt."""
        if text not in self._lines:
            self._lines[text] = self._line(text)
        return self._lines[text]

    def _line(self, text: str) -> tuple[Line | None, bool]:
        word = key(text)
        if word in self.by_name:
            return self.by_name[word], False
        for variant in variants(text):
            if variant in self.by_name and variant not in self.heads:
                return self.by_name[variant], False
        if len(word) < 3 or word in self.words or len(word) > _LONGEST:
            return None, False
        near = nearest(word, (*self.by_name, *self.words))
        if near or len(word) < 4:
            return self.by_name.get(near), True
        within = {
            line.at: line for name, line in self.by_name.items() if word in name or (len(name) > 5 and name in word)
        }
        return (next(iter(within.values())), True) if len(within) == 1 else (None, False)

    def knows(self, text: str) -> bool:
        """Whether that is a label of the table, or nothing but a mark; misspelt ones too."""
        if text not in self._known:
            word = key(text)
            near = 2 < len(word) <= _LONGEST and bool(nearest(word, self.words))
            self._known[text] = not word or word in self.words or near
        return self._known[text]

    def under(self, line: Line, above: Sequence[str]) -> str:
        """The cell of that line that stands under these heads, the nearest first; "" if none or several."""
        asked = line.at, tuple(above)
        if asked not in self._under:
            self._under[asked] = self._cell_under(line, above)
        return self._under[asked]

    def _cell_under(self, line: Line, above: Sequence[str]) -> str:
        stack = [key(text) for text in above if key(text)]
        if not stack:
            return ""
        leaf = stack[0]
        fitting = [at for at in range(len(line.cells)) if leaf in {line.heads[at][0], line.shorts[at]}]
        if not fitting and len(leaf) >= 2 and leaf not in self.words:
            fitting = [at for at, heads in enumerate(line.heads) if leaf in heads[0] or heads[0] in leaf]
            if not fitting and (near := nearest(leaf, {heads[0] for heads in line.heads})):
                fitting = [at for at, heads in enumerate(line.heads) if heads[0] == near]
        if len(fitting) > 1:
            shared = {at: len(set(stack[1:]).intersection(line.heads[at][1:])) for at in fitting}
            most = max(shared.values())
            fitting = [at for at in fitting if shared[at] == most > 0]
        return line.cells[fitting[0]] if len(fitting) == 1 else ""


def names_of(form: Format, table: Table) -> Names:
    """The names of a table: by every name, official or drifted, that could be no other line's.

    Of a form's own table they are made once: whoever reads thousands of reports asks the same of each.
    """
    if table is not form.table(table.id):
        return _made(form, table)
    names = _kept(form, table.id)
    names.forget()
    return names


@lru_cache(maxsize=16)
def _kept(form: Format, table: str) -> Names:
    return _made(form, form.table(table))


def _made(form: Format, table: Table) -> Names:
    labels = frozenset(key(label) for line in table.lines for label in line.labels) - {""}
    heads = frozenset(key(box.text) for box in table.boxes if box.kind in {"head", "band"})
    own = {line.labels[-1] for line in table.lines if line.cells and line.labels}
    groups = frozenset(
        name for box in table.boxes if box.kind == "label" and box.text not in own for name in variants(box.text)
    )
    lines = tuple(_lines(form, table))
    named = [line for line in lines if line.names]
    whole = {name: line for line in named for name in line.names}
    parts = {name: part for part in _parts(table, lines) for name in part.names if name not in whole}
    return Names(
        form,
        table,
        lines,
        next((line for line in lines if not line.names), None),
        {**parts, **whole},
        heads,
        labels | heads | groups | frozenset(key(text) for text in table.columns.values()),
    )


def year_said(text: str) -> str:
    """Of a head that only says a year: that year, 上年 or 本年; "" for any other."""
    word = key(text)
    said = _YEAR.fullmatch(word)
    return said[1] if said else "上年" if word in _LAST else "本年" if word in _THIS else ""


def numbers_rows(text: str) -> bool:
    """Whether that is the head of a column that only numbers the rows."""
    return key(text) in _NUMBERS


def _lines(form: Format, table: Table) -> list[Line]:
    official = {key(line.labels[-1]) for line in table.lines if line.cells and line.labels}
    boxes = table.number_boxes()
    said: list[set[str]] = []
    for at, line in enumerate(table.lines):
        path = [box.text for box in table.boxes if box.kind == "label" and box.line <= at < box.line + box.lines]
        texts = [line.labels[-1], "".join(path), "".join(path[-2:])] if line.cells and line.labels else []
        texts += [table.rows[form.cells[line.cells[0]].row]] if texts else []
        said.append({variant for text in texts for variant in variants(text)})
    often = Counter(name for names in said for name in names)
    result = []
    for at, (line, names) in enumerate(zip(table.lines, said, strict=True)):
        if line.cells:
            own = key(line.labels[-1]) if line.labels else ""
            label = max((box.position for box in table.boxes if box.kind == "label" and box.line == at), default=-1)
            result.append(
                Line(
                    at,
                    tuple(name for name in names if name == own or (often[name] == 1 and name not in official)),
                    line.cells,
                    tuple(boxes[cell].position - label for cell in line.cells),
                    tuple(_heads_over(table, boxes[cell]) for cell in line.cells),
                    tuple(key(table.columns[cell.rpartition(".")[2]]) for cell in line.cells),
                    max(boxes[cell].position + boxes[cell].positions for cell in line.cells) - 1 - label,
                )
            )
    return result


def _parts(table: Table, lines: Sequence[Line]) -> list[Line]:
    """The parts of a line without a name, which other layouts give lines of their own: 行政复议, 复议后起诉."""
    result = []
    for line in lines:
        for row, name in table.rows.items() if not line.names else ():
            own = [at for at, cell in enumerate(line.cells) if cell.split(".")[1] == row]
            result.append(
                Line(
                    line.at,
                    (key(name),),
                    tuple(line.cells[at] for at in own),
                    tuple(step + 1 for step in range(len(own))),
                    tuple(line.heads[at] for at in own),
                    tuple(line.shorts[at] for at in own),
                )
            )
    return result


def heads_over(table: Table, box: Box) -> list[Box]:
    """The heads above a number box, the nearest first."""
    heads = [
        head
        for head in table.boxes
        if head.kind == "head"
        and head.line < box.line
        and head.position <= box.position < head.position + head.positions
    ]
    return sorted(heads, key=lambda head: -head.line)


def _heads_over(table: Table, box: Box) -> tuple[str, ...]:
    """Those heads as keys; the heads of an earlier part of the table are none of this box's."""
    bands = [band.line for band in table.boxes if band.kind == "band" and band.line < box.line]
    return tuple(key(head.text) for head in heads_over(table, box) if head.line > max(bands, default=-1))
