"""Beyond one machine: simulated reports of six years, judged and added up by SQL; seconds as a table.

`python benchmarks/scale.py [REPORTS…] [--engines duckdb,chdb,spark]`. For each size: reports with seeded errors are
written as Parquet, a folder a year; every relation of both forms and all sums run in DuckDB on two threads, straight
from these files. A random sample, and some of what was found broken, is judged by `check`: it must find the same rules
broken, with the same two sides, report by report. The same statements, in their dialects, run in chDB (ClickHouse) and
in a local Spark and must give the same rows.

Needs the extra `scale`; chDB and Spark are in the dependency group `engines`, Spark wants Java. What is not there is
left out, and said to be.
"""

import argparse
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.rollup.sql import TABLE, Dialect, adding, judging
from govreport_gui.core.rules.check import check
from govreport_gui.core.values import show
from govreport_gui.files import resources

YEARS: Final = (2020, 2021, 2022, 2023, 2024, 2025)
THREADS: Final = 2
SAMPLE: Final = 2_000
MORE_BROKEN: Final = 500
"""So many of the reports that the SQL finds broken are judged by `check` too."""
COUNT, AMOUNT = "DECIMAL(18,0)", "DECIMAL(38,12)"

CAME: Final = ("new", "carried_in", "carried_out")
"""The rows of table 三 that are no results."""

Run = Callable[[str], list[tuple[Any, ...]]]
"""A statement → its rows."""
Row = tuple[str, str, str, Decimal, Decimal]
"""File, rule, each, left, right."""


def dice(salt: str, below: int, year: str = "year") -> str:
    """An expression: a number from 0 on, always the same for that unit, year and salt."""
    return f"CAST(hash(unit_number, {year}, '{salt}') % {below} AS INTEGER)"


def small(salt: str, year: str = "year") -> str:
    """As numbers in reports are: most are 0, some small, few large."""
    many, few = dice(salt, 97, year), dice(salt, 9, year)
    return f"(CASE {dice(salt + '?', 10, year)} WHEN 0 THEN {many} WHEN 1 THEN {few} WHEN 2 THEN {few} ELSE 0 END)"


def true_inputs(form: Format) -> dict[str, str]:
    """By input cell an expression, so that all relations hold, those over two years too."""
    found = {}
    results = [cell for cell in form.inputs if cell.startswith("requests.") and cell.split(".")[1] not in CAME]
    for cell in form.inputs:
        table, row, column = cell.split(".")
        before = small(f"carried_out.{column}", "year - 1")
        grows = dice(row, 3, "0")
        if table == "requests" and row == "carried_out":
            found[cell] = small(f"carried_out.{column}")
        elif table == "requests" and row == "carried_in":
            found[cell] = before
        elif table == "requests" and row == "granted":
            found[cell] = f"({small(cell)} + {before})"
        elif table == "requests" and row == "new":
            done = [small(each) for each in results if each.endswith(f".{column}")]
            found[cell] = f"({' + '.join((small(f'carried_out.{column}'), *done))})"
        elif column == "issued":
            found[cell] = f"({small(row)} + {grows})"
        elif column == "repealed":
            found[cell] = small(row)
        elif column == "in_force":
            found[cell] = f"({dice(row + '+', 60, '0')} + {grows} * (year - {YEARS[0] - 1}))"
        elif form.cells[cell].kind == "decimal":
            found[cell] = f"CAST({dice(cell, 9_999_999)} AS {AMOUNT}) / 100"
        else:
            found[cell] = small(cell)
    return found


def with_totals(form: Format) -> dict[str, str]:
    """By total an expression over columns of inputs."""

    def summed(cell: str) -> str:
        parts = form.sums.get(cell)
        if parts is None:
            return f'"{cell}"'
        return "(" + " ".join(f"{'-' if factor < 0 else '+'} {summed(part)}" for factor, part in parts) + ")"

    return {cell: summed(cell) for cell in form.sums}


def spoilt(form: Format) -> dict[str, str]:
    """By cell an expression: in four of a hundred reports one cell is wrong or blank, in three a quarter of all cells
    is blank, in every fifth the totals are left to the program.
    """
    found = {}
    for at, cell in enumerate(form.cells):
        kind = AMOUNT if form.cells[cell].kind == "decimal" else COUNT
        wrong = f'CASE WHEN error = 0 THEN NULL ELSE greatest("{cell}" + {dice("by", 19)} - 9, 0) END'
        blank = f"error IN (4, 5, 6) AND {dice('blank' + cell, 4)} = 0"
        left = " OR totals_blank" if cell in form.sums else ""
        found[cell] = (
            f"CAST(CASE WHEN error < 4 AND wrong_cell = {at} THEN {wrong}"
            f' WHEN {blank}{left} THEN NULL ELSE "{cell}" END AS {kind})'
        )
    return found


def simulated(form: Format, units: int) -> str:
    """A statement that gives the reports on that form of so many units; one in a hundred is missing."""
    years = ", ".join(f"({year})" for year in YEARS if form.covers(year))
    given = ",\n".join(f'{of} AS "{cell}"' for cell, of in true_inputs(form).items())
    totals = ",\n".join(f'{of} AS "{cell}"' for cell, of in with_totals(form).items())
    cells = ",\n".join(f'{of} AS "{cell}"' for cell, of in spoilt(form).items())
    own = f"{dice('error', 100)} AS error, {dice('cell', len(form.cells))} AS wrong_cell"
    return f"""
SELECT printf('%06d-%d.govreport', unit_number, year) AS file, printf('第%06d单位', unit_number) AS unit, year,
  '{form.id}' AS format, 'department' AS kind, CAST(NULL AS VARCHAR) AS verdict,
  {cells}
FROM (SELECT *, {totals}
  FROM (SELECT *, {own}, {dice("totals", 5)} = 0 AS totals_blank,
  {given}
    FROM range({units}) AS units(unit_number), (VALUES {years}) AS years(year)
    WHERE {dice("missing", 100)} > 0))
"""  # noqa: S608


def forms() -> tuple[Format, ...]:
    """The forms that reports of these years are made on."""
    return tuple(form for form in resources.formats() if any(form.covers(year) for year in YEARS))


def write(folder: Path, reports: int) -> int:
    """About so many reports as Parquet; how many they are."""
    units = round(reports / len(YEARS) / 0.99)
    connection = connected()
    connection.execute("SET preserve_insertion_order = false")
    each = " UNION ALL BY NAME ".join(f"({simulated(form, units)})" for form in forms())
    connection.execute(f"COPY ({each}) TO '{folder}' (FORMAT parquet, PARTITION_BY (year), COMPRESSION zstd)")
    return int(in_duckdb(folder)(f"SELECT COUNT(*) FROM {TABLE}")[0][0])  # noqa: S608


def connected() -> Any:  # noqa: ANN401  # DuckDB has no types
    import duckdb  # noqa: PLC0415  # an extra

    return duckdb.connect(config={"threads": THREADS})


def in_duckdb(folder: Path) -> Run:
    connection = connected()
    files = f"read_parquet('{folder}/*/*.parquet', hive_partitioning = true, union_by_name = true)"
    connection.execute(f"CREATE VIEW {TABLE} AS SELECT * FROM {files}")  # noqa: S608
    return lambda statement: connection.execute(statement).fetchall()


def in_chdb(folder: Path) -> Run:
    import chdb.dbapi  # noqa: PLC0415  # for development

    cursor = chdb.dbapi.connect().cursor()
    cursor.execute(f"SET max_threads = {THREADS}")
    cursor.execute(f"CREATE OR REPLACE VIEW {TABLE} AS SELECT * FROM file('{folder}/*/*.parquet')")  # noqa: S608

    def run(statement: str) -> list[tuple[Any, ...]]:
        cursor.execute(statement)
        return list(cursor.fetchall())

    return run


def in_spark(folder: Path) -> Run:
    from pyspark.sql import SparkSession  # noqa: PLC0415  # for development

    builder: Any = SparkSession.builder
    builder = builder.master(f"local[{THREADS}]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", THREADS).config("spark.log.level", "ERROR")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    # A hundred short statements: putting each into bytecode takes longer than running it.
    builder = builder.config("spark.sql.codegen.wholeStage", "false")
    session = builder.config("spark.sql.codegen.factoryMode", "NO_CODEGEN").getOrCreate()
    session.read.parquet(str(folder)).createOrReplaceTempView(TABLE)
    return lambda statement: [tuple(row) for row in session.sql(statement.rstrip(";\n")).collect()]


ENGINES: Final[dict[str, tuple[Dialect, Callable[[Path], Run], str]]] = {
    "duckdb": ("duckdb", in_duckdb, ""),
    "chdb": ("clickhouse", in_chdb, ""),
    "spark": ("spark", in_spark, "java"),
}
"""By package: the dialect, how it begins, and the program that it wants."""


def lacking(engine: str) -> str:
    """Why an engine cannot be measured; "" if it can."""
    of_python = {"duckdb": "duckdb", "chdb": "chdb", "spark": "pyspark"}[engine]
    program = ENGINES[engine][2]
    if find_spec(of_python) is None:
        return f"没有装 {of_python}"
    return f"没有 {program}" if program and shutil.which(program) is None else ""


def broken(run: Run, dialect: Dialect) -> list[Row]:
    """Every broken relation of every report, in order."""
    found = [row for form in forms() for row in run(judging(form, forms(), dialect))]
    return sorted((file, rule, each, Decimal(left), Decimal(right)) for file, rule, each, left, right in found)


def sums(run: Run, dialect: Dialect) -> list[tuple[Decimal | None, ...]]:
    """By form and year all sums."""
    found = [row for form in forms() for row in run(adding(form, dialect))]
    return [tuple(None if each is None else Decimal(each) for each in row) for row in found]


def judged(run: Run, files: Iterable[str]) -> list[Row]:
    """What `check` finds of relations in these reports, beside last year's of the unit, which are in the table too."""
    of_form = {form.id: form for form in resources.formats()}
    cells = list(dict.fromkeys(cell for form in forms() for cell in form.cells))
    columns = ", ".join(f'"{cell}"' for cell in cells)
    chosen = ", ".join(f"'{file}'" for file in files)
    wanted = f"SELECT DISTINCT unit FROM {TABLE} WHERE file IN ({chosen})"  # noqa: S608  # simulated
    rows = run(f"SELECT file, unit, year, format, {columns} FROM {TABLE} WHERE unit IN ({wanted})")  # noqa: S608
    documents = {}
    for file, unit, year, form, *numbers in rows:
        texts = {cell: show(number) for cell, number in zip(cells, numbers, strict=True) if number is not None}
        documents[unit, year] = (file, Document(form, unit, year, cells=texts))
    found: list[Row] = []
    asked = set(files)
    for (unit, year), (file, document) in documents.items():
        if file not in asked:
            continue
        form = of_form[document.format]
        _, last = documents.get((unit, year - 1), ("", None))
        compared = document if last is None else replace(document, last=LastYear(of_form[last.format], last))
        relations = {(bound.rule.id, bound.each) for bound in form.bound}
        for each in check(form, compared).findings:
            if (each.rule, each.each) in relations:
                assert each.left is not None
                assert each.right is not None
                found.append((file, each.rule, each.each or "", Decimal(each.left), Decimal(each.right)))
    return sorted(found)


def measure(reports: int, engines: list[str], folder: Path) -> None:
    start, busy = time.perf_counter(), time.process_time()
    count = write(folder, reports)
    size = sum(path.stat().st_size for path in folder.rglob("*.parquet")) / 1e6
    print(f"\n{count} 份年报，{size:.1f} MB{'秒':>40}{'CPU 秒':>12}")
    row("模拟，写成 Parquet", start, busy)
    expected: list[Row] = []
    expected_sums: list[tuple[Decimal | None, ...]] = []
    for engine in engines:
        dialect, begin, _ = ENGINES[engine]
        run = begin(folder)
        start, busy = time.perf_counter(), time.process_time()
        found = broken(run, dialect)
        row(f"{engine}　全部勾稽关系", start, busy, f"{len(found)} 条不平，{len({each[0] for each in found})} 份")
        start, busy = time.perf_counter(), time.process_time()
        added = sums(run, dialect)
        row(f"{engine}　全部合计", start, busy)
        if engine == engines[0]:
            expected, expected_sums = found, added
            compare(run, found)
        else:
            assert found == expected, f"{engine} gives other rows"
            assert added == expected_sums, f"{engine} gives other sums"
            print(f"    与 {engines[0]} 逐行相同")


def compare(run: Run, found: list[Row]) -> None:
    """A random sample, and some of the broken: what the SQL finds is what `check` finds."""
    files = sorted(file for (file,) in run(f"SELECT file FROM {TABLE}"))  # noqa: S608  # a constant
    chance = random.Random(1)
    sample = set(chance.sample(files, min(SAMPLE, len(files))))
    wrong = sorted({row[0] for row in found})
    sample.update(chance.sample(wrong, min(MORE_BROKEN, len(wrong))))
    start, busy = time.perf_counter(), time.process_time()
    ours = judged(run, sample)
    theirs = [each for each in found if each[0] in sample]
    assert theirs == ours, f"not the same: {sorted(set(ours) ^ set(theirs))[:5]}"
    row(
        f"check　随机 {min(SAMPLE, len(files))} 份、不平的 {MORE_BROKEN} 份",
        start,
        busy,
        f"{len(ours)} 条不平，逐条相同",
    )


def row(name: str, start: float, busy: float, remark: str = "") -> None:
    """A line of the table; `start` and `busy` are the clock and the processor time of this process before."""
    seconds, used = time.perf_counter() - start, time.process_time() - busy
    space = " " * max(1, 44 - sum(2 if ord(letter) > 255 else 1 for letter in name))
    print(f"{name}{space}{seconds:>9.2f}{used:>12.2f}   {remark}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", type=int, nargs="*", default=[10_000])
    parser.add_argument("--engines", default=",".join(ENGINES))
    options = parser.parse_args()
    engines = []
    for engine in options.engines.split(","):
        if reason := lacking(engine):
            print(f"{engine} 没有量：{reason}。")
        else:
            engines.append(engine)
    if "duckdb" not in engines:
        return
    for reports in options.reports:
        with tempfile.TemporaryDirectory(prefix="govreport-") as folder:
            measure(reports, engines, Path(folder))
    print(f"本进程的内存最多 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
