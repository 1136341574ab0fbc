"""What a report of a given year must contain: parts, official tables, cells and rules.

A Format is read from resources/formats/*.toml by `reader`; nothing here knows any numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from govreport_gui.core.forms.laws import Law
from govreport_gui.core.forms.relations import PREVIOUS, Relation, Term
from govreport_gui.core.values import Kind

Level = Literal["must_fix", "explain", "notice"]
BoxKind = Literal["band", "head", "label", "number"]

UNIT_BLANK: Final = "〔单位名称〕"
"""What a title has in place of a unit that is not filled in."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report's text; the parts 二, 三, 四 also hold a table."""

    id: str
    name: str
    heading: str = ""
    table: str = ""
    hint: str = ""
    limit: int = 0
    """Most characters in principle; 0 is without limit."""
    recognise: tuple[str, ...] = ()
    """Words by which a drifted heading is known."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of an official table."""

    id: str
    table: str
    row: str
    column: str
    kind: Kind
    unit: str
    place: str
    """Where it stands, for a sentence: 表三（一）予以公开·自然人."""
    additive: bool = True
    """Whether the numbers of many units add up to that of all of them."""


@dataclass(frozen=True, slots=True)
class Box:
    """One drawn box of an official table: where it stands, what it spans, what it holds."""

    line: int
    position: int
    lines: int
    positions: int
    kind: BoxKind
    text: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an official table: its own label texts and the ids of its cells, left to right."""

    labels: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """An official table as it is printed."""

    id: str
    name: str
    widths: tuple[float, ...]
    header_lines: int
    """Lines at the top that are repeated where the table runs over a page."""
    entry_rule: str
    """The rule that a cell which is no proper number breaks."""
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    cells: tuple[str, ...]
    rows: Mapping[str, str]
    columns: Mapping[str, str]

    def number_boxes(self) -> dict[str, Box]:
        """The boxes that hold a number, by cell."""
        return {box.cell: box for box in self.boxes if box.cell}


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation that must hold, once for each row or column it names, and how to say that it does not."""

    id: str
    level: Level
    table: str
    relation: str
    says: str
    fix: str
    source: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A rule bound to one row or column of its table: `each` is its id, `name` its name on the form."""

    rule: Rule
    each: str
    name: str
    relation: Relation
    compares_years: bool
    """Whether last year's report is needed to judge it."""


@dataclass(frozen=True, slots=True)
class Format:
    """An official form. `sums` says which cells a blank total stands for."""

    id: str
    revision: int
    """Counts the issues of this form and its rules; a later one replaces an earlier one."""
    name: str
    source: str
    first_year: int
    last_year: int | None
    title: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    cells: Mapping[str, Cell]
    rules: tuple[Rule, ...]
    bound: tuple[Bound, ...]
    sums: Mapping[str, tuple[Term, ...]]
    inputs: tuple[str, ...]
    """The cells that have to be filled in: all but the totals."""
    signed: frozenset[str]
    carry: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By other form: cells of this form and the cells of the other that are added into them."""
    laws: tuple[Law, ...] = ()
    """What reports on it cite, with its number."""

    def __hash__(self) -> int:
        return hash((self.id, self.revision))

    def table(self, table: str) -> Table:
        """The table of that id."""
        return next(each for each in self.tables if each.id == table)

    def section(self, section: str) -> Section:
        """The section of that id."""
        return next(each for each in self.sections if each.id == section)

    def part_of(self, cell: str) -> str:
        """The id of the part whose table the cell stands in."""
        table = self.cells[cell].table
        return next(section.id for section in self.sections if section.table == table)

    def name_within(self, bound: Bound, cell: str) -> str:
        """A cell's name inside the row or column that a rule is bound to; last year's has the same."""
        of = self.cells[cell.removeprefix(PREVIOUS)]
        table = self.table(of.table)
        # A relation bound to a column runs over rows, and the other way round.
        return table.rows[of.row] if of.column == bound.each else table.columns[of.column]

    def title_of(self, unit: str, year: int | None) -> str:
        """The official title of a report; what is not known yet is left open visibly."""
        return self.title.format(unit=unit or UNIT_BLANK, year=year or "〔年度〕")

    def covers(self, year: int) -> bool:
        """Whether reports of that year are made on this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)
