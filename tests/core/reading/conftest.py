"""Reports with seeded numbers whose sums hold, as blocks and as texts in every layout."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.reading.blocks import Block, Grid, Paragraph, Table
from govreport_gui.core.reading.report import Reading, report_in
from govreport_gui.core.values import read

TITLE = "甲县财政局2025年政府信息公开工作年度报告"


@dataclass(frozen=True)
class Report:
    """A report as it is written: its numbers by cell, its tables as rows, its forms."""

    form: Format
    forms: tuple[Format, ...]
    cells: dict[str, str]
    grids: dict[str, Grid] = field(default_factory=dict)

    def blocks(self, grids: dict[str, list[Grid]] | None = None) -> list[Block]:
        """The whole report; the tables in pieces where other ones are given."""
        found: list[Block] = [Paragraph(TITLE), Paragraph("按照要求编制本报告。")]
        for section in self.form.sections:
            if section.heading:
                found.append(Paragraph(section.heading))
                pieces = (grids or {}).get(section.table) or ([self.grids[section.table]] if section.table else [])
                found.extend(Table(grid) for grid in pieces)
                found.append(Paragraph("这一部分的文字。"))
        return found

    def text(self, layout: Callable[[Grid], str], grids: dict[str, Grid] | None = None) -> str:
        """The whole report as a text in that layout."""
        lines = [TITLE, "按照要求编制本报告。"]
        for section in self.form.sections:
            if section.heading:
                lines.append(section.heading)
                if section.table:
                    lines.append(layout((grids or self.grids)[section.table]))
                else:
                    lines.append("这一部分的文字。")
        return "\n".join(lines) + "\n"

    def read(self, blocks: list[Block]) -> Reading:
        reading = report_in(blocks, self.forms)
        assert reading is not None
        return reading

    def wrong(self, reading: Reading) -> dict[str, tuple[str, str]]:
        """Cells that hold another number than was written and that nothing is said of."""
        doubtful = {cell for entry in reading.account if entry.what == "doubtful" for cell in entry.cells}
        return {
            cell: (text, reading.document.cells[cell])
            for cell, text in self.cells.items()
            if cell in reading.document.cells
            and read(reading.document.cells[cell]).number != read(text).number
            and cell not in doubtful
        }

    def missing(self, reading: Reading) -> set[str]:
        return {cell for cell in self.cells if cell not in reading.document.cells}


def lost(source: list[str], reading: Reading) -> list[str]:
    """The numbers of a source that are neither in a cell nor in what is said to be doubtful or left over."""
    said = "  ".join(entry.text for entry in reading.account if entry.what in {"doubtful", "left_over"})
    kept = [*reading.document.cells.values(), *(piece for piece in _pieces(said))]
    rest = list(kept)
    gone = []
    for number in source:
        if number in rest:
            rest.remove(number)
        else:
            gone.append(number)
    return gone


def _pieces(text: str) -> list[str]:
    for sign in "：、。，“”（）()":
        text = text.replace(sign, " ")
    return text.split()


def numbers(grids: dict[str, Grid] | list[Grid]) -> list[str]:
    """All numbers in some rows."""
    rows = [row for grid in (grids.values() if isinstance(grids, dict) else grids) for row in grid]
    return [text for row in rows for text in row if text and read(text).number is not None]


def seeded(form: Format, seed: int) -> dict[str, str]:
    """Numbers for every cell, such that every equation of the form holds."""
    dice = random.Random(seed)  # noqa: S311 -- no secret
    cells = {cell: dice.choice((0, 0, 0, 1, 2, 3, 7, 12, 35, 108)) for cell in form.cells}
    cells["requests.new.natural_person"] = 900
    columns = list(form.table("requests").columns)
    rows = list(form.table("requests").rows)
    for column in columns[:-1]:
        done = sum(cells[f"requests.{row}.{column}"] for row in rows[2:-2])
        cells[f"requests.results_total.{column}"] = done
        cells[f"requests.carried_out.{column}"] = 3
        cells[f"requests.carried_in.{column}"] = 1
        cells[f"requests.new.{column}"] = done + 2
    for row in rows:
        cells[f"requests.{row}.total"] = sum(cells[f"requests.{row}.{column}"] for column in columns[:-1])
    for row in form.table("disputes").rows:
        parts = ("upheld", "corrected", "other", "pending")
        cells[f"disputes.{row}.total"] = sum(cells[f"disputes.{row}.{part}"] for part in parts)
    return {cell: str(number) for cell, number in cells.items()}


def grid_of(form: Format, table: str, cells: dict[str, str]) -> Grid:
    """An official table as rows; merged cells told."""
    official = form.table(table)
    rows: list[list[str | None]] = [[None] * len(official.widths) for _ in official.lines]
    for box in official.boxes:
        rows[box.line][box.position] = cells[box.cell] if box.cell else box.text
    return tuple(map(tuple, rows))


def _report(form: Format, forms: tuple[Format, ...], seed: int) -> Report:
    cells = seeded(form, seed)
    return Report(form, forms, cells, {table.id: grid_of(form, table.id, cells) for table in form.tables})


@pytest.fixture(scope="session", params=["2021", "2019"])
def written(request: pytest.FixtureRequest, form: Format, old_form: Format) -> Report:
    """A whole report on each form."""
    return _report(form if request.param == "2021" else old_form, (old_form, form), 7)


# ── layouts of text ──────────────────────────────────────────────────


def by_tabs(grid: Grid) -> str:
    return "\n".join("\t".join(text or "" for text in row) for row in grid)


def by_bars(grid: Grid) -> str:
    return "\n".join(f"| {' | '.join(text or '' for text in row)} |" for row in grid)


def collapsed(grid: Grid) -> str:
    """What crawlers make of merged cells: nothing."""
    return "\n".join(" | ".join(text for text in row if text is not None) + " |" for row in grid)


def one_a_line(grid: Grid) -> str:
    return "\n".join(text for row in grid for text in row if text is not None)


def with_blank_lines(grid: Grid) -> str:
    return "\n\n".join(text for row in grid for text in row if text is not None)


def indented(grid: Grid) -> str:
    return "\n\n".join("\n".join(f"\t{text or ''}" for text in row) for row in grid) + "\n\n"


LAYOUTS = {
    "tabs": by_tabs,
    "bars": by_bars,
    "collapsed": collapsed,
    "one a line": one_a_line,
    "blank lines": with_blank_lines,
    "indented": indented,
}


@pytest.fixture(params=list(LAYOUTS))
def layout(request: pytest.FixtureRequest) -> Callable[[Grid], str]:
    """Each layout of text."""
    return LAYOUTS[request.param]


@pytest.fixture(scope="session")
def helpers():
    """What the tests of mutations measure with."""
    return lost, numbers
