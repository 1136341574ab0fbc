"""Tables as units have them: other columns, other order, other names, words in the place of numbers."""

from itertools import pairwise

import pytest

from govreport_gui.core.reading.blocks import Grid, Paragraph, Table, exchanged
from govreport_gui.core.values import read


def read_with(written, table: str, grid: Grid, *more: Grid):
    return written.read(written.blocks({table: [grid, *more]}))


def told(reading, what: str) -> list[str]:
    return [entry.text for entry in reading.account if entry.what == what]


def filled(grid: Grid) -> list[list[str]]:
    """Rows without merged cells: each place has the text that covers it."""
    rows: list[list[str]] = []
    for at, row in enumerate(grid):
        rows.append([])
        for place, text in enumerate(row):
            rows[-1].append(text if text is not None else (rows[at][place - 1] if place else rows[at - 1][place]))
    return rows


def flat(written) -> list[list[str]]:
    """表三 with one row of heads and one column of names, as departments keep it."""
    form = written.form
    table = form.table("requests")
    rows = [["项目", *table.columns.values()]]
    for row, name in table.rows.items():
        rows.append([name, *(written.cells[f"requests.{row}.{column}"] for column in table.columns)])
    return rows


def as_grid(rows: list[list[str]]) -> Grid:
    return tuple(map(tuple, rows))


def test_short_names_in_a_plain_list(written) -> None:
    reading = read_with(written, "requests", as_grid(flat(written)))
    assert written.wrong(reading) == {}
    assert written.missing(reading) == set()


def test_rows_and_columns_exchanged(written) -> None:
    reading = read_with(written, "requests", exchanged(as_grid(flat(written))))
    assert written.wrong(reading) == {}
    assert written.missing(reading) == set()


def test_columns_in_another_order_go_to_their_heads(written) -> None:
    rows = [[row[0], *reversed(row[1:])] for row in flat(written)]
    reading = read_with(written, "requests", as_grid(rows))
    assert written.wrong(reading) == {}
    assert written.missing(reading) == set()


def test_a_column_that_numbers_the_rows_is_said_and_shifts_nothing(written) -> None:
    rows = [[str(7000 + at) if at else "序号", *row] for at, row in enumerate(flat(written))]
    reading = read_with(written, "requests", as_grid(rows))
    assert written.wrong(reading) == {}
    assert written.missing(reading) == set()
    assert all(any(str(7000 + at) in text for text in told(reading, "left_over")) for at in range(1, len(rows)))


def test_two_years_side_by_side_the_year_of_the_report_is_taken(written) -> None:
    columns = list(written.form.table("requests").columns.values())
    heads = [["项目"], [""]]
    for name in columns:
        heads[0] += [name, ""]
        heads[1] += ["2024年", "2025年"]
    rows = [[row[0], *(text for number in row[1:] for text in (f"9{number}9", number))] for row in flat(written)[1:]]
    reading = read_with(written, "requests", as_grid([*heads, *rows]))
    assert written.wrong(reading) == {}
    assert written.missing(reading) == set()
    assert any("2024年" in text for text in told(reading, "left_over"))


@pytest.mark.parametrize("word", ["#N/A", "###", "待定", "保密", "1O", "约3", "=A1"])
def test_a_word_in_the_place_of_a_number_shifts_nothing_and_is_said(written, layout, word: str) -> None:
    from govreport_gui.core.reading.lines import blocks  # noqa: PLC0415

    cell = "requests.granted.research"
    grid = tuple(
        tuple(word if text is not None and (at, place) == spot else text for place, text in enumerate(row))
        for at, row in enumerate(written.grids["requests"])
        for spot in [(5, 5)]
    )
    assert written.grids["requests"][5][5] == written.cells[cell]
    text = written.text(layout, {**written.grids, "requests": grid})
    reading = written.read(blocks(text, written.forms))
    rest = {name: said for name, said in written.wrong(reading).items() if name != cell}
    assert rest == {}
    assert reading.document.cells.get(cell, word) == word
    assert any(word in said for said in (*told(reading, "doubtful"), *told(reading, "left_over")))


def test_a_letter_for_a_digit_is_said_with_the_number_it_may_be(written) -> None:
    grid = [list(row) for row in written.grids["requests"]]
    grid[5][5] = "1O"
    [text] = told(read_with(written, "requests", as_grid(grid)), "doubtful")
    assert "可能是10" in text


@pytest.mark.parametrize("text", ["251000元", "22（其中修订 16 件）", "１２", "1,234", " 7 ", "3件"])
def test_numbers_with_unit_remark_or_width_are_kept_as_written(written, text: str) -> None:
    grid = [list(row) for row in written.grids["requests"]]
    grid[5][5] = text
    reading = read_with(written, "requests", as_grid(grid))
    assert reading.document.cells["requests.granted.research"] == text.strip()
    assert read(text).number is not None
    assert told(reading, "doubtful") == []


def test_traditional_script(written) -> None:
    script = str.maketrans(
        "开请数总计结转处无业机构组织关行规罚强费单万内诉讼审复议维纠类举报访过属国务执",
        "開請數總計結轉處無業機構組織關行規罰強費單萬內訴訟審復議維糾類舉報訪過屬國務執",
    )
    grids = {
        table: [tuple(tuple(text and text.translate(script) for text in row) for row in grid)]
        for table, grid in written.grids.items()
    }
    reading = written.read(written.blocks(grids))
    assert written.wrong(reading) == {}
    assert written.missing(reading) == set()


def test_pieces_that_overlap_are_two_tables_and_the_first_is_taken(written) -> None:
    other = tuple(
        tuple(str(int(text) + 1000) if text and text.isdigit() else text for text in row)
        for row in written.grids["requests"]
    )
    reading = read_with(written, "requests", written.grids["requests"], other)
    assert written.wrong(reading) == {}
    assert written.missing(reading) == set()
    assert any("重复出现，数不同，用了前面的" in text for text in told(reading, "left_over"))


def test_a_page_number_and_a_heading_between_pieces(written) -> None:
    grid = written.grids["requests"]
    blocks = []
    for block in written.blocks():
        if isinstance(block, Table) and block.rows == grid:
            blocks += [Table(grid[:12]), Paragraph("- 3 -"), Paragraph("（续表）"), Table(grid[12:])]
        else:
            blocks.append(block)
    reading = written.read(blocks)
    assert written.missing(reading) == set()
    assert any("分成2段" in text for text in told(reading, "joined"))


def test_table_two_as_tables_of_their_own(written) -> None:
    grid = written.grids["proactive"]
    cuts = [at for at, row in enumerate(grid) if row[0] and row[0].startswith("第二十条")] + [len(grid)]
    pieces = [grid[start:end] for start, end in pairwise(cuts)]
    reading = read_with(written, "proactive", *pieces)
    assert written.wrong(reading) == {}
    assert written.missing(reading) == set()


def test_merged_names_repeated_in_every_row(written) -> None:
    grids = {table: [as_grid(filled(grid))] for table, grid in written.grids.items()}
    reading = written.read(written.blocks(grids))
    assert written.wrong(reading) == {}
    assert {cell for cell in written.missing(reading) if cell.startswith("requests")} == set()


def test_broken_sums_are_kept_as_printed_and_counted(written) -> None:
    grid = [list(row) for row in written.grids["requests"]]
    grid[5][9] = "77777"
    reading = read_with(written, "requests", as_grid(grid))
    assert reading.document.cells["requests.granted.total"] == "77777"
    assert "个不成立，数照原文录入" in told(reading, "proof")[0]
    assert told(reading, "doubtful") == []


def test_another_table_in_part_six_stays_as_text(written) -> None:
    fees = (("通知收取件数", "通知收取金额（元）"), ("1", "800"))
    reading = written.read([*written.blocks(), Table(fees)])
    assert written.missing(reading) == set()
    assert "1\t800" in reading.document.sections["other_matters"]


def test_what_stands_below_a_name_is_no_number_of_its_row(written) -> None:
    """As where a line between columns was not seen, and a stamp's date stands in the row below."""
    table: Grid = (
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "1", "0", "11"),
        ("行政规范性文件", None, "26", "66"),
        ("2025.1.20\n第二十条第（五）项", None, None, None),
        ("信息内容", "本年处理决定数量", None, None),
        ("行政许可", "447228", None, None),
    )
    reading = written.read([Paragraph("二、主动公开政府信息情况"), Table(table)])
    row = [
        reading.document.cells.get(f"proactive.normative_documents.{each}")
        for each in ("issued", "repealed", "in_force")
    ]
    assert row == [None, "26", "66"]
    assert any("2025.1.20" in text for text in told(reading, "left_over"))
