"""What counts as a table for SQL, one row a report, a column a cell: as .csv, and as .parquet where DuckDB is there."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any, Final

from govreport_gui.core.forms.form import Format
from govreport_gui.core.rollup.adding import Rollup
from govreport_gui.core.rollup.sql import FIRST_COLUMNS
from govreport_gui.core.rollup.submission import Submission
from govreport_gui.core.values import Number, read, show
from govreport_gui.files.errors import OutsideError

_COUNT, _AMOUNT = (18, 0), (38, 12)
"""DECIMAL(width, scale) of a count, and of an amount or a column in which some number is no count.

No third one: tables of several offices are read as one, and the type that holds both of (38, 6) and (38, 12) rounds.
"""
NO_DUCKDB: Final = "没有装 DuckDB，不能写 .parquet。装上附加部分：pip install govreport-gui[scale]，或改为输出 .csv。"


def columns(rollup: Rollup, forms: Sequence[Format]) -> tuple[str, ...]:
    """The cells that have a column: those of the sum's form, then those that only another form in it has."""
    used = {each.document.format for each in rollup.counted.counted}
    others = (form for form in forms if form.id in used and form is not rollup.form)
    return tuple(dict.fromkeys((*rollup.form.cells, *(cell for form in others for cell in form.cells))))


def rows(submissions: Sequence[Submission], cells: Sequence[str]) -> Iterator[list[str]]:
    """The reports as they stand, row by row; "" where a cell is blank or no number."""
    for each in submissions:
        document = each.document
        kind, year = document.kind, "" if document.year is None else str(document.year)
        numbers = ((read(document.cells[cell]).number if cell in document.cells else None) for cell in cells)
        texts = ("" if number is None else show(number) for number in numbers)
        yield [each.file, document.unit, year, document.format, kind, each.verdict, *texts]


def as_csv(rollup: Rollup, forms: Sequence[Format]) -> bytes:
    """The table as .csv in UTF-8, heads first."""
    cells = columns(rollup, forms)
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*FIRST_COLUMNS, *cells))
    writer.writerows(rows(rollup.counted.counted, cells))
    return text.getvalue().encode("utf-8", "backslashreplace")


def as_parquet(rollup: Rollup, forms: Sequence[Format]) -> bytes:
    """The table as .parquet. Raises OutsideError where DuckDB is not installed."""
    try:
        import duckdb  # noqa: PLC0415  # an extra, heavy
    except ImportError:
        raise OutsideError(NO_DUCKDB) from None
    cells = columns(rollup, forms)
    kinds = dict.fromkeys(FIRST_COLUMNS, "VARCHAR") | {"year": "INTEGER"} | _kinds(rollup, forms, cells)
    # DuckDB reads and writes files: what goes in is the very table of .csv.
    with tempfile.TemporaryDirectory(prefix="govreport-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder) / "reports.csv", Path(folder) / "reports.parquet"
        source.write_bytes(as_csv(rollup, forms))
        connection: Any = duckdb.connect()
        try:
            table = connection.read_csv(str(source), header=True, dtype=kinds, delimiter=",", quotechar='"')
            table.write_parquet(str(target), compression="zstd")
        finally:
            connection.close()
        return target.read_bytes()


def _kinds(rollup: Rollup, forms: Sequence[Format], cells: Sequence[str]) -> dict[str, str]:
    """By cell the type of its column: the usual one of its kind, or the wide one where a number would not fit."""
    usual = {cell: _AMOUNT if of.kind == "decimal" else _COUNT for form in forms for cell, of in form.cells.items()}
    found = {}
    for cell in cells:
        numbers = {read(each.document.cells.get(cell, "")).number for each in rollup.counted.counted} - {None}
        known = [number for number in numbers if number is not None]
        fitting = next((size for size in (usual[cell], _AMOUNT) if all(_fits(n, size) for n in known)), None)
        if fitting is None:
            raise OutsideError(f"{_place(forms, cell)}有位数太多的数，.parquet 存不下，请核对该格，或改为输出 .csv。")
        found[cell] = "DECIMAL({},{})".format(*fitting)
    return found


def _fits(number: Number, size: tuple[int, int]) -> bool:
    width, scale = size
    exact = Decimal(number).as_tuple()
    exponent = int(exact.exponent)
    return -exponent <= scale and len(exact.digits) + exponent <= width - scale


def _place(forms: Sequence[Format], cell: str) -> str:
    return next(form.cells[cell].place for form in forms if cell in form.cells)
