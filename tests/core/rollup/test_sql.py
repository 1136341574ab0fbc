"""The relations as SQL find, row by row, what the live check finds broken."""

import random
import sqlite3
from collections.abc import Iterable

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.relations import judge
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import figures_of, with_totals
from govreport_gui.core.rollup.sql import DIALECTS, FIRST_COLUMNS, TABLE, judging

Row = tuple[str, str, str, int, int]


def documents(form: Format, dice: random.Random) -> list[Document]:
    """Reports of some units over two years with numbers and blanks at random, small enough that sums often hold."""
    found = []
    for unit in range(60):
        blank, large = dice.choice((0, 0.05, 0.5, 0.95)), dice.choice((1, 1, 3))
        for year in (2024, 2025)[dice.randrange(2) :]:
            cells = {cell: str(dice.randrange(large)) for cell in form.cells if dice.random() >= blank}
            found.append(Document(form.id, f"单位{unit}", year, cells=cells))
    return found


def judged(form: Format, reports: list[Document]) -> set[Row]:
    """What the program itself finds broken, last year's report loaded where there is one."""
    of = {(each.unit, each.year): each for each in reports}
    found = set()
    for each in reports:
        last = of.get((each.unit, each.year - 1))
        before = with_totals(figures_of(form, last)) if last else {}
        figures = figures_of(form, each, before)
        for bound in form.bound:
            if bound.compares_years and last is None:
                continue
            judgement = judge(bound.relation, figures)
            if judgement.state == "broken":
                name = f"{each.unit}-{each.year}"
                found.add((name, bound.rule.id, bound.each, int(judgement.left), int(judgement.right)))
    return found


def rows(form: Format, reports: Iterable[Document]) -> list[list[object]]:
    return [
        [f"{each.unit}-{each.year}", each.unit, each.year, each.format, each.kind, "pass"]
        + [int(each.cells[cell]) if cell in each.cells else None for cell in form.cells]
        for each in reports
    ]


def in_sqlite(form: Format, reports: list[Document]) -> set[Row]:
    connection = sqlite3.connect(":memory:")
    names = (*FIRST_COLUMNS, *form.cells)
    connection.execute(f"CREATE TABLE {TABLE} ({', '.join(f'{chr(34)}{name}{chr(34)}' for name in names)})")
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", rows(form, reports))  # noqa: S608
    return set(connection.execute(judging(form, "duckdb")))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("which", ["form", "old_form"])
def test_the_sql_gives_the_rows_that_the_program_gives(which: str, seed: int, request) -> None:
    form = request.getfixturevalue(which)
    reports = documents(form, random.Random(seed))  # noqa: S311  # dice for a test
    ours = judged(form, reports)
    assert len({rule for _, rule, _, _, _ in ours}) > 5, "there is something to find"
    assert in_sqlite(form, reports) == ours


def test_duckdb_gives_the_same_rows(form: Format) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is an extra that is not installed")
    reports = documents(form, random.Random(9))  # noqa: S311  # likewise
    connection = duckdb.connect()
    types = dict.fromkeys(FIRST_COLUMNS, "VARCHAR") | {"year": "INTEGER"} | dict.fromkeys(form.cells, "DECIMAL(18,0)")
    columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    connection.execute(f"CREATE TABLE {TABLE} ({columns})")
    marks = ", ".join("?" * len(types))
    connection.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", rows(form, reports))  # noqa: S608
    found = {(a, b, c, int(d), int(e)) for a, b, c, d, e in connection.execute(judging(form)).fetchall()}
    assert found == judged(form, reports)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_relation_is_in_it_once(form: Format, dialect) -> None:
    text = judging(form, dialect)
    for bound in form.bound:
        mark = "`" if dialect == "spark" else '"'
        assert text.count(f"'{bound.rule.id}' AS {mark}rule{mark}, '{bound.each}' AS {mark}each{mark}") == 1
    assert ('"' in text) is (dialect != "spark")
