import io
import json
import random
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet as ReadSheet
from xlsxwriter.worksheet import Worksheet

from govreport_gui.core.findings.finding import Checked
from govreport_gui.core.forms.form import Format, Table
from govreport_gui.core.papers.part import Part
from govreport_gui.core.papers.purpose import Copy
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import shown_texts
from govreport_gui.core.rules.check import check
from govreport_gui.core.values import Number, read, show
from govreport_gui.files.excel import check_sheet, table_sheets, workbook
from govreport_gui.files.excel.plain_sheet import PlainSheet
from govreport_gui.files.resources import form_of, formats

MARK = "未定稿：有必须改正的问题"
FORMS = pytest.mark.parametrize("form", formats(), ids=lambda form: form.id)


def report(form: Format, *, totals: bool = True, **cells: str) -> Document:
    """A report whose sums all hold, each input cell with a number of its own."""
    inputs = {cell: str(number) for number, cell in enumerate(form.inputs, 1)}
    balanced = Document(form.id, "某某局", 2023, cells=inputs)
    for column in form.table("requests").columns:
        new, carried, out = (f"requests.{row}.{column}" for row in ("new", "carried_in", "carried_out"))
        if new in inputs:
            results = int(shown_texts(form, balanced)[f"requests.results_total.{column}"])
            inputs |= {new: str(results + 5), carried: "4", out: "9"}
    for row in ("regulations", "normative_documents"):
        if f"proactive.{row}.in_force" in inputs:
            inputs[f"proactive.{row}.in_force"] = "500"
    document = Document(form.id, "某某局", 2023, cells=inputs)
    if totals:
        document = document.with_cells(shown_texts(form, document))
    return document.with_cells({cell.replace("__", "."): text for cell, text in cells.items()})


def opened(content: bytes, *, results: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(content), data_only=results)


def read_back(form: Format, document: Document, mark: str = "") -> Workbook:
    return opened(workbook.write(form, document, Copy("archive", mark)))


@cache
def written(form_id: str, *, totals: bool) -> bytes:
    form = form_of(form_id)
    return workbook.write(form, report(form, totals=totals), Copy("archive", MARK))


@cache
def shared(form: str, *, totals: bool = True, results: bool = False) -> Workbook:
    """The workbook of the whole report, which many tests look at and none changes."""
    return opened(written(form, totals=totals), results=results)


class Shown:
    """What a spreadsheet program shows that does not calculate: by cell, and on the sheet 核对."""

    def __init__(self, form: Format, document: Document) -> None:
        # Read-only books are read sheet by sheet and without looks, in a third of the time.
        book = load_workbook(io.BytesIO(workbook.write(form, document)), data_only=True, read_only=True)
        rows: dict[str, Any] = {sheet.title: list(sheet.iter_rows()) for sheet in book.worksheets}
        self.cells = {
            cell: rows[book.sheetnames[at]][row - 1][column - 1]
            for at, table in enumerate(form.tables)
            for cell, (row, column) in table_sheets.cell_positions(table, above(form, table)).items()
        }
        bound = [each for each in form.bound if not each.compares_years]
        checks = rows[check_sheet.NAME]
        self.count = checks[1][0].value
        self.results = {(each.rule.id, each.each): row[7].value for each, row in zip(bound, checks[4:], strict=False)}
        book.close()


def at(book: Workbook, form: Format, cell: str) -> Any:
    table = form.table(form.cells[cell].table)
    return sheet_of(book, form, table).cell(*table_sheets.cell_positions(table, above(form, table))[cell])


def above(form: Format, table: Table) -> int:
    """The rows of the cover, which the first sheet has."""
    return 0 if form.tables.index(table) else table_sheets.COVER


def value(book: Workbook, form: Format, cell: str) -> Any:
    return at(book, form, cell).value


def sheet_of(book: Workbook, form: Format, table: Table) -> ReadSheet:
    return book.worksheets[form.tables.index(table)]


def broken_in(checked: Checked) -> set[tuple[str, str | None]]:
    return {(each.rule, each.each) for each in checked.findings if each.left is not None}


@FORMS
def test_sheets_are_named_after_the_official_tables(form: Format) -> None:
    assert shared(form.id).sheetnames == ["表二 主动公开", "表三 依申请公开", "表四 复议诉讼", "核对", "正文"]


@FORMS
@pytest.mark.parametrize("results", [False, True])
@pytest.mark.parametrize("typed", [True, False], ids=["totals typed", "totals blank"])
def test_every_cell_has_its_number(form: Format, *, typed: bool, results: bool) -> None:
    document = report(form, totals=typed)
    book = shared(form.id, totals=typed, results=results)
    expected = shown_texts(form, document)
    assert len(expected) == {"2021": 200, "2019": 198}[form.id]
    for cell, text in expected.items():
        found = value(book, form, cell)
        if cell in document.cells or results:
            assert found == int(text)
            assert type(found) is int
        else:
            assert isinstance(found, str)
            assert found.startswith("=IF(")


@FORMS
def test_boxes_labels_and_borders_are_the_forms(form: Format) -> None:
    book = shared(form.id)
    for table in form.tables:
        sheet = sheet_of(book, form, table)
        top = table_sheets.TOP + above(form, table)
        assert {each.bounds for each in sheet.merged_cells.ranges} == {
            (1 + box.position, top + box.line, box.position + box.positions, top + box.line + box.lines - 1)
            for box in table.boxes
            if box.lines * box.positions > 1
        }
        for box in table.boxes:
            cell = sheet.cell(top + box.line, 1 + box.position)
            assert box.cell or str(cell.value or "").replace("\n", "") == box.text
            assert (cell.fill.fgColor.rgb == "FFC6D9F1") == (box.kind == "band")
            assert cell.alignment.horizontal == ("left" if box.kind in ("band", "label") else "center")
            right, bottom = box.position + box.positions, top + box.line + box.lines - 1
            # openpyxl reads the frames of merged boxes, and leaves out the lines inside that do not show.
            for row in range(top + box.line, bottom + 1):
                assert sheet.cell(row, 1 + box.position).border.left.style == "thin"
                assert sheet.cell(row, right).border.right.style == "thin"
            for column in range(1 + box.position, right + 1):
                assert sheet.cell(top + box.line, column).border.top.style == "thin"
                assert sheet.cell(bottom, column).border.bottom.style == "thin"
        heading = sheet.cell(top - 1, 1).value
        assert heading == next(each.heading for each in form.sections if each.table == table.id)


@FORMS
def test_every_sheet_prints_on_a4(form: Format) -> None:
    book = shared(form.id)
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_options.horizontalCentered
        assert sheet.oddFooter.center.text == "— &P —"
        assert sheet.oddHeader.right.text == MARK
    requests = book["表三 依申请公开"]
    assert (requests.print_title_rows, requests.freeze_panes) == ("$2:$4", "D5")
    assert requests.page_setup.orientation == "portrait"
    assert book["表四 复议诉讼"].page_setup.orientation == "landscape"


REMARKED = "22（其中修订16件）"
NUMBERS = (
    ("96171.6", Decimal("96171.6"), "0.0"),
    ("24252.311082", Decimal("24252.311082"), "0.000000"),
    ("12.50", Decimal("12.5"), "0.00"),
    ("3.00", 3, "0.00"),
    ("0", 0, "0"),
    ("-5", -5, "0"),
    ("1,234", 1234, "0"),
    ("１２３", 123, "0"),
    ("999999999999999", 999999999999999, "0"),
    ("251000元", 251000, '0"元"'),
    ("2.5万元", Decimal("2.5"), '0.0"万元"'),
    (REMARKED, 22, "0"),
)


@pytest.fixture(scope="module")
def numbers() -> bytes:
    """The workbook of a report with those numbers, one in each of the first cells."""
    form = form_of("2021")
    return workbook.write(
        form, Document(form.id, cells=dict(zip(form.inputs, [text for text, *_ in NUMBERS], strict=False)))
    )


@pytest.fixture(scope="module")
def numbers_book(numbers: bytes) -> Workbook:
    return opened(numbers)


@pytest.mark.parametrize(("text", "number", "number_format"), NUMBERS)
def test_numbers_lose_nothing(numbers_book: Workbook, text: str, number: Number, number_format: str) -> None:
    form = form_of("2021")
    found = at(numbers_book, form, form.inputs[[each for each, *_ in NUMBERS].index(text)])
    assert found.data_type == "n"
    assert Decimal(repr(found.value)) == number
    assert found.number_format == number_format


def test_fifteen_digits_read_back_equal() -> None:
    form = form_of("2021")
    numbers = random.Random(1)  # noqa: S311 -- no secret
    inputs = form.inputs
    texts = {cell: f"{numbers.randrange(10**8)}.{numbers.randrange(10**7):07d}" for cell in inputs}
    shown = Shown(form, Document("2021", cells=texts))
    for cell, text in texts.items():
        assert Decimal(repr(shown.cells[cell].value)) == Decimal(text)


def test_a_number_with_too_many_digits_is_text_and_not_compared() -> None:
    form = form_of("2021")
    texts = {"research": "1234567890123456", "legal_service": "9" * 400, "other": "0.1234567890123456"}
    shown = Shown(form, report(form).with_cells({f"requests.new.{column}": text for column, text in texts.items()}))
    for column, text in texts.items():
        found = shown.cells[f"requests.new.{column}"]
        assert (found.value, found.data_type) == (text, "s")
        assert shown.results["T3-01", column] == "不是数字，未核对"
    assert shown.results["T3-01", "enterprise"] == "✓ 一致"


def test_numbers_are_stored_with_the_digits_typed(numbers: bytes) -> None:
    with ZipFile(io.BytesIO(numbers)) as file:
        assert b"<v>96171.6</v>" in file.read("xl/worksheets/sheet1.xml")


def test_a_number_with_a_remark_stays_a_number_and_keeps_its_text(numbers_book: Workbook) -> None:
    form = form_of("2021")
    found = at(numbers_book, form, form.inputs[len(NUMBERS) - 1])
    assert found.value == 22
    assert found.comment.text == "原文：22（其中修订16件）"
    assert found.comment.author == "原文"


FORMULA_LIKE = ("=1+1", "+cmd|' /C calc'!A0", "-a", "@SUM(A1)", " =1+1", "\t=1+1", "#N/A", "无", "/")


def test_text_typed_into_a_cell_never_becomes_a_formula() -> None:
    form = form_of("2021")
    cells = dict(zip(form.inputs, FORMULA_LIKE, strict=False))
    assert len(cells) == len(FORMULA_LIKE)
    # As a file may hold it: with the blanks around it.
    book = read_back(form, Document("2021", cells=cells))
    for cell, text in cells.items():
        found = at(book, form, cell)
        assert (found.value, found.data_type) == (text, "s")
        assert bool(found.quotePrefix) == (text.strip()[0] in "=+-@")


@pytest.fixture(scope="module")
def wordy() -> Format:
    """The form with 表四 for its only table, for what concerns the text alone."""
    form, table = form_of("2021"), "disputes"
    cells = {cell: each for cell, each in form.cells.items() if each.table == table}
    return replace(
        form,
        sections=tuple(replace(each, table="" if each.table != table else table) for each in form.sections),
        tables=(form.table(table),),
        cells=cells,
        rules=tuple(each for each in form.rules if each.table == table),
        bound=tuple(each for each in form.bound if each.rule.table == table),
        sums={cell: parts for cell, parts in form.sums.items() if cell in cells},
        inputs=tuple(cell for cell in form.inputs if cell in cells),
    )


@pytest.mark.parametrize("text", FORMULA_LIKE)
def test_typed_text_never_becomes_a_formula(wordy: Format, text: str) -> None:
    document = Document("2021", unit=text, sections={"overview": f"{text}\n第二段", "problems": text})
    sheet = read_back(wordy, document, text)["正文"]
    texts: list[Any] = [row[0] for row in sheet.iter_rows(max_col=1)]
    assert [each.value for each in texts].count(text) == 3
    assert {each.data_type for each in texts} == {"s"}
    for each in (each for each in texts if each.value.startswith(text)):
        assert bool(each.quotePrefix) == (text.strip()[0] in "=+-@")


def test_characters_that_no_workbook_holds_show_as_replaced() -> None:
    form = form_of("2021")
    odd = "前\x00\x0b\x1f\ud800\uffff后"
    document = Document(
        "2021", unit=odd, sections={"overview": odd}, cells={"requests.new.other": odd, "x.y": odd}
    ).with_cells({"requests.new.total": f"5（{odd}）"})
    book = read_back(form, document, odd)
    assert value(book, form, "requests.new.other") == "前\ufffd\ufffd\ufffd\ufffd\ufffd后"
    assert book["正文"]["A1"].value.startswith("前\ufffd\ufffd\ufffd\ufffd\ufffd后\n〔年度〕年")
    assert "\ufffd" in at(book, form, "requests.new.total").comment.text


@FORMS
def test_an_empty_report_invents_nothing(form: Format) -> None:
    shown = Shown(form, Document(form.id))
    assert shown.cells.keys() == form.cells.keys()
    assert {cell.value for cell in shown.cells.values()} == {None}
    assert "✕ 不一致 0 处" in shown.count


def test_a_total_left_blank_is_a_live_sum() -> None:
    form = form_of("2021")
    book = shared(form.id, totals=False)
    assert (
        value(book, form, "requests.new.total")
        == '=IF(OR(COUNT(D5:I5)=0,COUNT(D5:I5)+COUNTBLANK(D5:I5)<6),"",SUM(D5:I5))'
    )
    assert value(book, form, "disputes.reconsideration.total").endswith('"",SUM(A5:D5))')
    assert value(book, form, "requests.results_total.total").endswith('COUNTBLANK(D7:I27)<126),"",SUM(D28:I28))')


def test_a_total_over_a_text_stays_open() -> None:
    form = form_of("2021")
    document = report(form, totals=False, requests__new__other="无")
    shown = Shown(form, document)
    assert shown.cells["requests.new.total"].value is None
    assert shown.results["T3-01", "other"] == "不是数字，未核对"


def test_a_typed_total_is_kept_and_compared() -> None:
    form = form_of("2021")
    document = report(form, requests__new__total="7")
    content = workbook.write(form, document)
    results = opened(content, results=True)
    assert value(results, form, "requests.new.total") == 7
    row = next(row for row in results["核对"].iter_rows(min_row=5, values_only=True) if row[2] == "表三·本年新收")
    parts = sum(int(document.cells[f"requests.new.{column}"]) for column in list(form.table("requests").columns)[:-1])
    assert row[0] == "T3-03　总计 ＝ 自然人＋商业企业＋…＋其他（6格相加）"
    assert row[1:] == ("必须改正", "表三·本年新收", 7, "＝", parts, 7 - parts, "✕ 不一致")
    formulas = opened(content)["核对"]
    assert formulas["D7"].value == "=SUM('表三 依申请公开'!J5)"
    assert formulas["F7"].value == "=SUM('表三 依申请公开'!D5:I5)"
    assert formulas["G7"].value == "=ROUND(D7-F7,9)"
    assert formulas["H7"].value == (
        "=IF(COUNT('表三 依申请公开'!D5:J5)+COUNTBLANK('表三 依申请公开'!D5:J5)<7,\"不是数字，未核对\","
        "IF(OR(AND(G7>0,COUNTBLANK('表三 依申请公开'!D5:I5)=0),AND(G7<0,COUNTBLANK('表三 依申请公开'!J5)=0)),"
        "\"✕ 不一致\",IF(AND(G7=0,COUNTBLANK('表三 依申请公开'!J5)=0,COUNTBLANK('表三 依申请公开'!D5:I5)=0),"
        '"✓ 一致","有空格，未核对")))'
    )


@FORMS
def test_last_years_rule_is_named_as_not_checked(form: Format) -> None:
    sheet = shared(form.id, results=True)["核对"]
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert last[0] == "XY-01　上年结转 ＝ 上年年报的结转下年度"
    assert last[7] == "没有上年的数，未核对"


@FORMS
def test_stored_results_are_those_of_the_check(form: Format) -> None:
    dice = random.Random(form.id)  # noqa: S311 -- no secret
    whole = report(form)
    for share in (0, 0.03, 0.3, 0.9):
        for spoiled in (0, 0.02):
            cells = dict(whole.cells)
            for cell in form.cells:
                if dice.random() < share:
                    del cells[cell]
                elif dice.random() < 0.05:
                    cells[cell] = str(dice.randrange(900))
                elif dice.random() < spoiled:
                    cells[cell] = dice.choice(["无", "=1+1", "5（其中2件）", "-3", "1.5", "１２"])
            document = Document(form.id, cells=cells)
            shown, checked = Shown(form, document), check(form, document)
            broken = broken_in(checked)
            assert {each for each, result in shown.results.items() if result == "✕ 不一致"} == broken
            open_ = {(each.rule, each.each) for each in checked.not_checked if each.each}
            assert {each for each, result in shown.results.items() if result.endswith("未核对")} == open_
            assert f"✕ 不一致 {len(broken)} 处" in shown.count


def test_no_formula_is_left_without_a_result() -> None:
    form = form_of("2021")
    with ZipFile(io.BytesIO(workbook.write(form, Document("2021")))) as file:
        for name in file.namelist():
            if name.startswith("xl/worksheets/sheet"):
                text = file.read(name).decode()
                assert text.count("<f>") == text.count("</f><v>")


def test_the_text_stands_in_order(wordy: Format) -> None:
    document = Document(
        "2021",
        unit="某某局",
        year=2023,
        sections={
            "preface": "编制说明。",
            "overview": "　　第一段。\n\n　　第二段。",
            "closing": "某某局\n2024年1月10日",
        },
    )
    texts = [row[0] for row in read_back(wordy, document, "未定稿")["正文"].iter_rows(values_only=True)]
    assert texts[:7] == [
        "某某局2023年政府信息公开工作年度报告",
        "单位：某某局　年度：2023年",
        "未定稿",
        "编制说明。",
        "一、总体情况",
        "　　第一段。",
        "　　第二段。",
    ]
    assert texts[-3:] == ["六、其他需要报告的事项", "某某局", "2024年1月10日"]


def test_headings_of_the_text_stand_out(wordy: Format) -> None:
    form = wordy
    document = Document(form.id, "某某局", 2023, sections=dict.fromkeys([each.id for each in form.sections], "一段。"))
    content = workbook.write(form, document, Copy("review", "未定稿", annex=(Part("附：说明", ("一段。",)),)))
    looks: dict[Any, set[tuple[str, float, bool]]] = {}
    for (cell,) in load_workbook(io.BytesIO(content))["正文"].iter_rows():
        looks.setdefault(cell.value, set()).add((cell.font.name, cell.font.sz, bool(cell.font.b)))
    headings = [section.heading for section in form.sections if section.heading] + ["附：说明"]
    title = form.title_of("某某局", 2023)
    assert len(headings) == 7
    for text, look in looks.items():
        if text == title:
            assert look == {("黑体", 18, False)}
        elif text in headings:
            assert look == {("黑体", 14, False)}
        elif text.startswith("（见工作表"):
            assert look == {("宋体", 11, False)}
        else:
            assert look == {("宋体", 12, text == "未定稿")}
    assert {title, "未定稿", "一段。", "（见工作表“表四 复议诉讼”）", *headings} <= looks.keys()


def test_a_long_paragraph_goes_on_in_the_next_row(wordy: Format) -> None:
    text = "　　这是一个很长的段落。" * 900
    sheet = read_back(wordy, Document("2021", sections={"overview": text}))["正文"]
    pieces = [text for (text, *_) in sheet.iter_rows(min_row=4, values_only=True) if "很长" in str(text)]
    assert "".join(map(str, pieces)) == text
    assert len(pieces) > 10
    assert all(str(piece).endswith("。") for piece in pieces)
    assert all(each.height <= 409 for each in sheet.row_dimensions.values())


def test_the_same_report_gives_the_same_bytes_and_no_time_or_name() -> None:
    form = form_of("2021")
    document = report(form, requests__new__other="22（其中修订16件）", totals=False)
    data = workbook.write(form, document, Copy("archive", "未定稿"))
    assert data == workbook.write(form, document, Copy("archive", "未定稿"))
    with ZipFile(io.BytesIO(data)) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = file.read("docProps/core.xml").decode()
    assert "<dc:creator>某某局</dc:creator>" in core
    assert "<dc:title>某某局2023年政府信息公开工作年度报告</dc:title>" in core
    assert "dcterms" not in core.partition(">")[2].partition(">")[2]
    assert "openpyxl" not in core


def test_published_reports_show_their_broken_sums(real_truth: Path) -> None:
    truth = json.loads(real_truth.read_text(encoding="utf-8"), parse_float=Decimal)
    form = form_of(truth["forms"]["proactive"])
    cells = {
        cell: number if isinstance(number, str) else show(number)
        for cell, number in truth["cells"].items()
        if number is not None and cell in form.cells
    }
    document = Document(form.id, truth["unit"], truth["year"], cells=cells)
    shown, broken = Shown(form, document), broken_in(check(form, document))
    assert {each for each, result in shown.results.items() if result == "✕ 不一致"} == broken
    assert {tuple(each) for each in truth["broken"]} <= broken
    for cell, text in cells.items():
        assert Decimal(repr(shown.cells[cell].value)) == read(text).number


def test_formulas_are_written_as_they_are() -> None:
    # Where the first line fails the library looks formulas through elsewhere by now, and PlainSheet is of no use.
    assert Worksheet()._prepare_formula("=SORT(A1:A9)") == "_xlfn._xlws.SORT(A1:A9)"
    assert PlainSheet()._prepare_formula("=SORT(A1:A9)") == "SORT(A1:A9)"
