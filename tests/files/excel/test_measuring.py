"""How much room a text takes in a cell, and where names are cut."""

import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.files.excel import workbook
from govreport_gui.files.excel.measuring import by_sense, height_of, lines_of

WIDTH = (10 * 44 / 3 + 11) / 8
"""Of a column with room for ten characters of 11 pt."""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("国" * 10, 1),
        ("国" * 11, 2),
        ("国" * 20, 2),
        ("1" * 20, 1),
        ("国" * 5 + "1" * 10, 1),
        ("国" * 5 + "1" * 11, 2),
        ("国" * 10 + "。", 2),
        ("国" * 9 + "（国）", 2),
        ("word word word word", 1),
        ("word word word word word", 2),
        ("国\n国\n国", 3),
        ("1" * 21, 2),
        ("“" + "国" * 8 + "”", 1),
    ],
)
def test_a_text_takes_as_many_lines_as_its_characters_are_wide(text: str, lines: int) -> None:
    assert lines_of(text, WIDTH, 11) == lines


def test_larger_type_takes_more_lines_and_height() -> None:
    assert lines_of("国" * 10, WIDTH, 12) == 2
    assert height_of(2, 12) > height_of(2, 11) > height_of(1, 11)
    assert height_of(1000, 11) == 409


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("法律服务机构", 2, "法律\n服务\n机构"),
        ("法律服务机构", 3, "法律\n服务\n机构"),
        ("法律服务机构", 4, "法律服务\n机构"),
        ("法律服务机构", 6, "法律服务机构"),
        ("商业企业", 3, "商业\n企业"),
        ("自然人", 2, "自然人"),
        ("（四）无法提供", 4, "（四）\n无法提供"),
        ("（四）无法提供", 3, "（四）无法提供"),
        ("（四）无法提供", 7, "（四）无法提供"),
        ("本年处理决定数量（单位：万元）", 4, "本年处理决定数量（单位：万元）"),
        ("商业企业", 1, "商业企业"),
    ],
)
def test_names_are_cut_between_their_words(text: str, room: int, shown: str) -> None:
    width = (room * 44 / 3 + 12) / 8
    assert by_sense(text, width, 11) == shown


def test_rows_of_the_text_are_high_enough_and_not_twice_so(form: Format) -> None:
    """A character of 宋体 12 is 16 pixels wide, a line of it 14 to 16 pt high."""
    texts = ["国" * count for count in (1, 20, 60, 200, 400)]
    document = Document(form.id, "某局", 2025, sections={"overview": "\n".join(texts)})
    sheet = load_workbook(io.BytesIO(workbook.write(form, document)))[workbook.TEXT_SHEET]
    across = sheet.column_dimensions["A"].width * 8 / 16
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value in texts}
    assert len(rows) == len(texts)
    for text, row in rows.items():
        lines = -(-len(text) // (across - 1))
        assert lines * 14 <= sheet.row_dimensions[row].height <= lines * 16 + 6


def test_the_font_that_widths_are_counted_in_is_the_books_own(form: Format) -> None:
    with ZipFile(io.BytesIO(workbook.write(form, Document(form.id)))) as file:
        looks = file.read("xl/styles.xml").decode()
    assert looks.split("<font>")[1].startswith('<sz val="11"/>')
    assert '<name val="宋体"/>' in looks.split("<font>")[1]
    assert "<scheme" not in looks
