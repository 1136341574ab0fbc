"""The relations as SQL find, row by row, what the live check finds broken."""

import random
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.report.figures import figures_of, with_totals
from govreport_gui.core.rollup.sql import DIALECTS, FIRST_COLUMNS, TABLE, adding, judging
from govreport_gui.core.rules.check import check

Row = tuple[str, str, str, int, int]


def documents(form: Format, dice: random.Random) -> list[Document]:
    """Reports of some units over two years with numbers and blanks at random, small enough that sums often hold."""
    found = []
    for unit in range(30):
        blank, large = dice.choice((0, 0.05, 0.5, 0.95)), dice.choice((1, 1, 3))
        for year in (2024, 2025)[dice.randrange(2) :]:
            cells = {cell: str(dice.randrange(large)) for cell in form.cells if dice.random() >= blank}
            found.append(Document(form.id, f"单位{unit}", year, cells=cells))
    return found


def judged(form: Format, reports: list[Document], forms: Sequence[Format] = ()) -> set[Row]:
    """What the program itself finds broken, last year's report loaded where there is one."""
    of = {(each.unit, each.year): each for each in reports}
    form_of = {each.id: each for each in (form, *forms)}
    found = set()
    for each in reports:
        if each.format != form.id:
            continue
        last = of.get((each.unit, each.year - 1))
        document = replace(each, last=LastYear(form_of[last.format], last) if last else None)
        relations = {(bound.rule.id, bound.each) for bound in form.bound}
        for finding in check(form, document).findings:
            if (finding.rule, finding.each) in relations:
                name = f"{each.unit}-{each.year}"
                found.add((name, finding.rule, finding.each, int(finding.left), int(finding.right)))
    return found


def columns(forms: Sequence[Format]) -> list[str]:
    return list(dict.fromkeys(cell for form in forms for cell in form.cells))


def rows(forms: Sequence[Format], reports: Iterable[Document]) -> list[list[object]]:
    return [
        [f"{each.unit}-{each.year}", each.unit, each.year, each.format, each.kind, "pass"]
        + [int(each.cells[cell]) if cell in each.cells else None for cell in columns(forms)]
        for each in reports
    ]


def in_sqlite(forms: Sequence[Format], reports: list[Document]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    names = (*FIRST_COLUMNS, *columns(forms))
    connection.execute(f"CREATE TABLE {TABLE} ({', '.join(f'{chr(34)}{name}{chr(34)}' for name in names)})")
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", rows(forms, reports))  # noqa: S608
    return connection


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("which", ["form", "old_form"])
def test_the_sql_gives_the_rows_that_the_program_gives(which: str, seed: int, request) -> None:
    form = request.getfixturevalue(which)
    reports = documents(form, random.Random(seed))  # noqa: S311  # dice for a test
    ours = judged(form, reports)
    assert len({rule for _, rule, _, _, _ in ours}) > 5, "there is something to find"
    assert set(in_sqlite([form], reports).execute(judging(form))) == ours


def test_nothing_is_compared_with_cells_that_the_form_of_last_year_has_not(form: Format, old_form: Format) -> None:
    dice, forms = random.Random(4), (form, old_form)  # noqa: S311  # likewise
    reports = [each for each in documents(form, dice) if each.year == 2025]
    reports += [each for each in documents(old_form, dice) if each.year == 2024]
    ours = judged(form, reports, forms)
    rules = {rule for _, rule, _, _, _ in ours}
    assert "XY-01" in rules, "what both forms have is compared"
    assert "XY-02" not in rules
    assert set(in_sqlite(forms, reports).execute(judging(form, forms))) == ours
    assert not [row for row in in_sqlite(forms, reports).execute(judging(form)) if row[1].startswith("XY")]


def test_the_sums_are_those_of_the_program(form: Format, old_form: Format) -> None:
    dice, forms = random.Random(5), (form, old_form)  # noqa: S311  # likewise
    reports = documents(form, dice) + [each for each in documents(old_form, dice) if each.year == 2024]
    numbers = [with_totals(figures_of(form, each)) for each in reports if each.format == form.id and each.year == 2024]
    cursor = in_sqlite(forms, reports).execute(adding(form))
    heads = [column[0] for column in cursor.description]
    of_year = {row["year"]: row for row in (dict(zip(heads, values, strict=True)) for values in cursor)}
    assert of_year[2024]["reports"] == len(numbers)
    assert of_year[2024]["others"] > 0
    assert of_year[2025]["others"] == 0
    for cell in form.cells:
        assert of_year[2024][cell] == sum(each.get(cell, 0) for each in numbers), cell


def test_duckdb_gives_the_same_rows(form: Format) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is an extra that is not installed")
    reports = documents(form, random.Random(9))  # noqa: S311  # likewise
    connection = duckdb.connect()
    types = dict.fromkeys(FIRST_COLUMNS, "VARCHAR") | {"year": "INTEGER"} | dict.fromkeys(form.cells, "DECIMAL(18,0)")
    typed = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    connection.execute(f"CREATE TABLE {TABLE} ({typed})")
    marks = ", ".join("?" * len(types))
    connection.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", rows([form], reports))  # noqa: S608
    found = {(a, b, c, int(d), int(e)) for a, b, c, d, e in connection.execute(judging(form)).fetchall()}
    assert found == judged(form, reports)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_relation_is_in_it_once(form: Format, dialect) -> None:
    text = judging(form, (), dialect)
    for bound in form.bound:
        mark = "`" if dialect == "spark" else '"'
        assert text.count(f"'{bound.rule.id}' AS {mark}rule{mark}, '{bound.each}' AS {mark}each{mark}") == 1


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("make", [lambda form, dialect: judging(form, (), dialect), adding])
def test_names_are_quoted_as_the_dialect_wants(form: Format, dialect, make) -> None:
    text = make(form, dialect)
    assert ('"' in text) is (dialect != "spark")
    assert ("`" in text) is (dialect == "spark")


@pytest.mark.parametrize("which", ["form", "old_form"])
def test_what_is_written_for_spark_says_the_same(which: str, request) -> None:
    form = request.getfixturevalue(which)
    reports = documents(form, random.Random(6))  # noqa: S311  # likewise
    # SQLite takes names in either marks.
    found = set(in_sqlite([form], reports).execute(judging(form, (), "spark")))
    assert found == judged(form, reports)


def test_reports_of_one_year_are_judged_in_one_pass_but_for_spark(form: Format) -> None:
    assert judging(form).count(f"FROM {TABLE} r WHERE") == 1
    assert judging(form, (), "spark").count(f"FROM {TABLE} r") == len(form.bound)
