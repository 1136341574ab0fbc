"""Old registers in three layouts and wordings: columns found, words mapped, doubts marked, nothing lost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from govreport_gui.core.ledger.ledger import Layout
from govreport_gui.core.ledger.register import Register, Row, read_register, with_column, with_word
from govreport_gui.core.ledger.words import class_of, result_of
from govreport_gui.core.reading.blocks import Table
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger import register_file
from govreport_gui.files.ledger.vocabulary_file import vocabulary
from tests.files.ledger.registers import MAKERS, ROWS, Truth, rows

SEEDS = (1,)
SAMPLES = Path(__file__).parents[2] / "data" / "registers"
Made = Callable[[int], tuple[bytes, list[Truth]]]


def of(path: Path, layout: Layout | None = None) -> Register:
    tables, notes = register_file.read(path)
    assert notes == ()
    return read_register(tables, vocabulary(), layout)


def unmarked_wrong(row: Row, truth: Truth) -> list[str]:
    """The fields that were read wrong and neither marked nor asked about."""
    read = row.application
    assert read is not None
    right = {
        "received": truth.received,
        "answered": truth.answered,
        "applicant_class": truth.klass,
        "result": truth.result,
    }
    told = {mark.field for mark in row.marks} | {field for field, _ in row.asked}
    wrong = [field for field, text in right.items() if getattr(read, field) != text and field not in told]
    if truth.error == "class" and read.applicant_class == "":
        wrong.remove("applicant_class")  # nothing stands there: LD-12 says so
    return wrong


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("seed", SEEDS)
def test_rows_are_mapped_without_a_question_and_none_wrong_without_a_mark(tmp_path: Path, name: str, seed: int) -> None:
    content, truth = MAKERS[name](seed)
    path = tmp_path / name
    path.write_bytes(content)
    register = of(path)
    assert register.year == 2025
    taken = [row for row in register.rows if row.state == "taken"]
    assert len(taken) == ROWS
    assert [row.application.number for row in taken if row.application] == [each.number for each in truth]
    wrong = [
        (each.number, fields) for row, each in zip(taken, truth, strict=True) if (fields := unmarked_wrong(row, each))
    ]
    assert wrong == []
    without = sum(not row.asked for row in taken)
    assert without >= ROWS * 0.95, [question.word for question in register.questions]
    asked = [(question.field, question.word) for question in register.questions]
    assert len(set(asked)) == len(asked)
    assert sum(register.counts.values()) == len(register.rows)


def page(truth: list[Truth], *, above: str = "") -> str:
    """A web page as workbooks are saved as one, with two rows of heads."""
    heads = ("编号", "收件日期", "类别", "申请内容")
    lines = (
        f"<td>{row.number}<td>{row.received}<td>{row.words[0]}<td>规划<td>{row.answered}<td>{row.words[1]}<td>{row.words[2]}"
        for row in truth
    )
    return (
        f"{above}<html><meta charset=gb2312><body><table border=1><tr>"
        + "".join(f"<td rowspan=2>{each}" for each in heads)
        + "<td colspan=3>答复<tr><td>日期<td>结果<td>依据<tr>"
        + "<tr>".join(lines)
        + "</table></body></html>"
    )


def rich(truth: list[Truth]) -> str:
    """A rich text with a table."""
    heads = ("编号", "收件日期", "申请人类别", "答复日期", "办理结果", "依据条款")
    rows = [heads, *((each.number, each.received, each.words[0], each.answered, *each.words[1:]) for each in truth)]
    edges = "".join(f"\\cellx{1000 * at}" for at in range(1, len(heads) + 1))
    lines = (f"\\trowd{edges}" + "".join(f"\\intbl {text}\\cell " for text in row) + "\\row\n" for row in rows)
    text = "".join(lines)
    return "{\\rtf1\\ansi " + "".join(each if ord(each) < 128 else f"\\u{ord(each)}?" for each in text) + "}"


def old_forms() -> dict[str, tuple[bytes, list[Truth]]]:
    """By name: the file and what is in it."""
    with_errors = rows(7)[:50]
    truth = [replace(each, error="") for each in with_errors]
    archive = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=gb2312\r\n\r\n"
    made = {
        "登记簿.html": page(truth).encode("gb18030"),
        "系统导出.xls": page(truth, above="\n").encode("utf-8-sig").replace(b"gb2312", b"utf-8"),
        "登记簿.mht": archive + page(truth).encode("gb18030"),
        "登记簿.rtf": rich(truth).encode("ascii"),
    }
    names: dict[str, tuple[str, ...]] = {"workbook.ods": ("登记簿.ods",), "document.odt": ("登记簿.odt",)}
    names |= {"workbook.xls": ("登记簿.xls", "登记簿.et"), "document.doc": ("登记簿.doc", "登记簿.wps")}
    found = {name: (content, truth) for name, content in made.items()}
    for kept, as_ in names.items():
        found |= dict.fromkeys(as_, ((SAMPLES / kept).read_bytes(), with_errors))
    return found


@pytest.mark.parametrize("name", old_forms())
def test_old_forms_go_in_like_the_usual_ones(tmp_path: Path, name: str) -> None:
    content, truth = old_forms()[name]
    path = tmp_path / name
    path.write_bytes(content)
    register = of(path)
    taken = [row for row in register.rows if row.state == "taken"]
    assert [row.application.number for row in taken if row.application] == [each.number for each in truth]
    assert [fields for row, each in zip(taken, truth, strict=True) if (fields := unmarked_wrong(row, each))] == []
    assert sum(not row.asked for row in taken) >= len(truth) * 0.95
    assert not register.counts["left_over"] or path.suffix in {".xls", ".et", ".ods"}  # 填表人
    assert register.year == 2025


@pytest.mark.parametrize("name", MAKERS)
def test_every_text_of_the_register_stands_somewhere(tmp_path: Path, name: str) -> None:
    content, _ = MAKERS[name](4)
    path = tmp_path / name
    path.write_bytes(content)
    tables, _ = register_file.read(path)
    register = of(path)
    assert len(register.rows) == sum(len(table.rows) for table in tables)
    assert all(row.application is not None for row in register.rows if row.state == "taken")
    assert [row.texts[0] for row in register.rows if row.state == "sum"] == ["合计"] * name.endswith("xlsx")
    left = [row.texts[0] for row in register.rows if row.state == "left_over"]
    assert left == ["填表人：孙某"] * name.endswith("xlsx")


def test_a_word_is_asked_once_and_the_answer_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = ["编号,收到日期,申请人类别,答复日期,办理结果"]
    lines += [f"{at},2025-03-0{at},自然人,2025-03-2{at},不予公开" for at in range(1, 6)]
    path.write_text("\n".join(lines), encoding="utf-8")
    register = of(path)
    (question,) = register.questions
    assert (question.field, question.word, question.rows) == ("result", "不予公开", 5)
    assert len(question.of) == 8
    assert {each.result for each in register.applications} == {"不予公开"}
    answered = of(path, with_word(Layout(), question, "refused_third_party"))
    assert answered.questions == ()
    assert {each.result for each in answered.applications} == {"refused_third_party"}


def test_a_strange_column_goes_where_the_clerk_says_or_into_the_remarks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,收到日期,申请人类别,来文口径,备注\n1,2025-03-03,自然人,甲乙,急\n", encoding="utf-8")
    (one,) = of(path).applications
    assert one.remarks == "急；来文口径：甲乙"
    register = of(path, with_column(Layout(), "来文口径", "office"))
    assert register.heads[0].columns[3].how == "kept"
    (one,) = register.applications
    assert (one.office, one.remarks) == ("甲乙", "急")
    (one,) = of(path, with_column(Layout(), "来文口径", "")).applications
    assert one.remarks == "急"


def test_days_without_a_year_are_marked_and_run_over_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "编号,收到日期,申请人类别,答复日期,办理结果\n1,2025-12-22,公民,1月9日,公开\n2,12月3日,公民,12.20,公开\n",
        encoding="utf-8",
    )
    first, second = of(path).rows[1:]
    assert first.application is not None and second.application is not None  # noqa: PT018  # both for the checker
    assert (first.application.answered, second.application.received, second.application.answered) == (
        "2026-01-09", "2025-12-03", "2025-12-20",
    )  # fmt: skip
    assert {mark.field for mark in (*first.marks, *second.marks)} == {"received", "answered"}


def test_disputes_come_out_of_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "编号,收到日期,申请人类别,复议日期,复议结果,诉讼类型,诉讼日期,诉讼结果\n"
        "1,2025-03-03,公民,2025-05-06,维持,复议后,2025-08-01,审理中\n"
        "2,2025-03-03,公民,,否,,2025-08-01,驳回起诉\n"
        "3,2025-03-03,公民,,是,,,\n"
        "4,2025-03-03,公民,,待定,,,\n",
        encoding="utf-8",
    )
    register = of(path)
    words = [vocabulary().disputes_shown(each) for each in register.applications]
    assert words == [
        "行政复议2025-05-06，结果维持；复议后起诉2025-08-01，尚未审结",
        "未经复议直接起诉2025-08-01，其他结果",
        "行政复议，尚未审结",
        "行政复议，待定",
    ]
    assert [bool(row.marks) for row in register.rows[1:]] == [False, True, True, False]
    assert [question.word for question in register.questions] == ["待定"]
    shown = vocabulary().disputes_in("；".join(words[:2]))
    assert [each.kind for each in shown] == ["reconsideration", "litigation_after_reconsideration", "litigation_direct"]


def two_lines(path: Path, heads: list[tuple[str, ...]], *rows: tuple[object, ...]) -> Register:
    """A register whose heads stand in two lines below a title, as offices merge them: a head alone reaches down."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["某局2026年依申请公开办理台账"])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(heads))
    for column, (above, *below) in enumerate(heads, 1):
        sheet.cell(2, column, above)
        if below:
            sheet.cell(3, column, below[0])
    first = 1
    for column, (above, *below) in enumerate(heads, 1):
        if not below:
            sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
        elif column == len(heads) or heads[column][0] != above or len(heads[column]) == 1:
            sheet.merge_cells(start_row=2, end_row=2, start_column=first, end_column=column)
        if column < len(heads) and heads[column][0] != above:
            first = column + 1
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return of(path)


def test_heads_in_two_lines_say_of_each_column_what_both_lines_mean(tmp_path: Path) -> None:
    groups: dict[str, tuple[str, ...]] = {
        "序号": (),
        "申请信息": ("收件日期", "收件编号", "申请人性质"),
        "补正情况": ("发出通知", "收到材料"),
        "征求第三方意见": ("发函日期", "答复日期"),
        "征求其他机关意见": ("去函", "复函"),
        "延期告知日期": (),
        "答复情况": ("日期", "答复书文号", "结果"),
        "行政复议": ("是否复议", "结果", "决定日期"),
        "行政诉讼": ("结果",),
        "承办股室": (),
        "备注": (),
    }
    heads: list[tuple[str, ...]] = []
    for above, under in groups.items():
        heads += [(above, each) for each in under] or [(above,)]
    days = [f"2026-03-{at:02}" for at in range(1, 10)]
    row = (1, days[0], "依申〔2026〕1号", "公民", *days[1:], "文1号", "信息不存在", "是", "维持", "2026-05-06")
    register = two_lines(tmp_path / "a.xlsx", heads, (*row, "驳回诉讼请求", "房管股", "电话告知"))
    case = register.applications[0]
    assert (case.received, case.number, case.applicant_class) == (days[0], "依申〔2026〕1号", "natural_person")
    assert [
        case.correction_notified,
        case.corrected,
        case.third_party_asked,
        case.third_party_answered,
        case.organ_asked,
        case.organ_answered,
        case.extended,
        case.answered,
    ] == days[1:]
    assert case.result == "unavailable_not_held"
    words = vocabulary().disputes_shown(case)
    assert words == "行政复议，结果维持2026-05-06；复议后起诉，结果维持"
    assert (case.office, case.remarks) == ("房管股", "电话告知；答复情况 答复书文号：文1号")


def test_a_line_break_in_a_head_is_no_second_head(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        '编号,"收到\n日期",申请人类别,"补正通知\n书日期","答复\n日期","办理\n结果"\n'
        "1,2025-03-03,公民,2025-03-05,2025-03-20,同意公开\n",
        encoding="utf-8",
    )
    case = of(path).applications[0]
    days = (case.received, case.correction_notified, case.answered)
    assert days == ("2025-03-03", "2025-03-05", "2025-03-20")
    assert case.result == "granted"


def test_what_two_lines_leave_open_is_not_guessed(tmp_path: Path) -> None:
    heads: list[tuple[str, ...]] = [
        ("编号",), ("申请", "收到日期"), ("申请", "申请人类别"), ("补正情况", "日期"), ("补正情况", "是否补正"),
        ("复议诉讼", "结果"), ("办理结果",),
    ]  # fmt: skip
    row = ("1", "2026-03-02", "公民", "2026-03-09", "是", "维持", "予以公开")
    case = two_lines(tmp_path / "a.xlsx", heads, row).applications[0]
    assert (case.correction_notified, case.corrected, case.answered, case.disputes) == ("", "", "", ())
    assert case.result == "granted"
    for told in ("2026-03-09", "是否补正：是", "结果：维持"):
        assert told in case.remarks


@pytest.mark.parametrize(
    ("asked", "outcome", "shown", "remarks"),
    [
        ("是", "维持", "行政复议，结果维持", ""),
        ("是", "", "行政复议，尚未审结", ""),
        ("撤销", "", "行政复议，结果纠正", ""),
        ("否", "", "", ""),
        ("否", "维持", "行政复议，结果维持", "是否复议：否"),
    ],
)
def test_whether_and_how_are_read_together(tmp_path: Path, asked: str, outcome: str, shown: str, remarks: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f"编号,收到日期,申请人类别,是否复议,复议结果\n1,2025-03-03,公民,{asked},{outcome}\n", encoding="utf-8"
    )
    case = of(path).applications[0]
    assert (vocabulary().disputes_shown(case), case.remarks) == (shown, remarks)


def test_rows_that_add_up_are_no_applications(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = (
        "1,2025-03-03,公民,同意公开",
        "上半年小计,,48,",
        "二季度合计,,,5",
        "合计,,1,",
        "区间小计,2025-03-04,公民,不存在",
    )
    path.write_text("\n".join(("编号,收到日期,申请人类别,办理结果", *rows)), encoding="utf-8")
    assert [row.state for row in of(path).rows] == ["head", "taken", "sum", "sum", "sum", "taken"]


def test_serial_numbers_stand_for_register_numbers_where_they_are_one_row_of_numbers(tmp_path: Path) -> None:
    heads = ["序号", "收到日期", "申请人类别", "办理结果"]
    months = {"1月": ["1", "2026-01-05", "公民", "咨询"], "2月": ["2", "2026-02-05", "公民", "咨询"]}
    for last, numbers in (("2", ["1", "2"]), ("1", ["", ""])):
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, row in months.items():
            sheet = book.create_sheet(name)
            sheet.append(heads)
            sheet.append(row if name == "1月" else [last, *row[1:]])
        book.save(tmp_path / "a.xlsx")
        register = of(tmp_path / "a.xlsx")
        assert [each.number for each in register.applications] == numbers
    assert register.heads[0].columns[0].field == ""


@pytest.mark.parametrize(
    ("text", "day", "marked"),
    [
        ("2026.03.05.", "2026-03-05", False),
        ("2026 - 3 - 5", "2026-03-05", False),
        ("2026\\3\\5", "2026-03-05", False),
        ("二〇二六年三月二十五日", "2026-03-25", False),
        ("十二月十日", "2026-12-10", True),
        ("26.3.5", "2026-03-05", True),
        ("26年3月5日", "2026-03-05", True),
        ("2026.3.5-3.7", "2026.3.5-3.7", True),
        ("同上", "同上", True),
    ],
)
def test_days_are_read_however_an_office_writes_them(tmp_path: Path, text: str, day: str, marked: bool) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f"编号,收到日期,申请人类别,办理结果\n1,{text},公民,同意公开\n2,2026-01-05,公民,\n", encoding="utf-8"
    )
    row = of(path).rows[1]
    assert row.application is not None
    assert (row.application.received, bool(row.marks)) == (day, marked)


def test_what_is_pasted_is_read_like_a_file() -> None:
    text = "登记编号\t收到日期\t申请人类别\n1\t2025-3-3\t个人\n"
    html = "<table><tr><td>登记编号<td>收到日期<td>申请人类别<tr><td>1<td>2025-3-3<td>企业</table>"
    (one,) = read_register(register_file.pasted(text), vocabulary()).applications
    assert (one.number, one.received, one.applicant_class) == ("1", "2025-03-03", "natural_person")
    (one,) = read_register(register_file.pasted(text, html), vocabulary()).applications
    assert one.applicant_class == "enterprise"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n", "没有找到|不是文字"),
        (b"%PDF-1.4", "另存为"),
        ("只有一句话".encode(), "没有找到登记簿的表格"),
        (b"PK\x03\x04", "“a.bin”"),
    ],
)
def test_what_is_no_register_is_refused_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    with pytest.raises(OutsideError, match=sentence):
        register_file.read(path)


def test_a_long_register_is_read_to_its_end(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["编号", "收到日期", "申请人类别"])
    for at in range(2400, 2500):
        for column, text in zip((1, 2, 3), (str(at), "2025-03-03", "公民"), strict=True):
            book.worksheets[0].cell(at, column, text)
    book.save(tmp_path / "a.xlsx")
    assert len(of(tmp_path / "a.xlsx").applications) == 100


def test_a_long_sheet_of_the_open_form_is_read_to_its_end_and_says_where(tmp_path: Path) -> None:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    lines = [("编号", "收到日期", "申请人类别"), *((str(at), "2025-03-03", "公民") for at in range(2400))]
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    rows_ = "".join(f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines)
    body = f'<office:spreadsheet><table:table table:name="登记">{rows_}</table:table></office:spreadsheet>'
    with ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr(
            "content.xml", f"<office:document {spaces}><office:body>{body}</office:body></office:document>"
        )
    register = of(tmp_path / "a.ods")
    assert len(register.applications) == 2400
    assert register.rows[-1].place == "工作表“登记”第2401行"


def test_a_sheet_that_is_no_table_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["编号", "收到日期", "申请人类别"])
    book.worksheets[0].append(["1", "2025-03-03", "公民"])
    book.create_sheet("填写说明").append(["收到日期按收到申请之日填写。"])
    book.save(tmp_path / "a.xlsx")
    tables, notes = register_file.read(tmp_path / "a.xlsx")
    assert len(read_register(tables, vocabulary()).applications) == 1
    assert [each.text for each in notes] == ["工作表“填写说明”只有一栏，没有读入。"]


def test_old_workbooks_and_texts_of_every_kind_give_their_tables(reports: Path) -> None:
    for suffix in (".xls", ".csv", ".ods"):
        tables, _ = register_file.read(reports / "forms" / f"pingtan-zrz-2021{suffix}")
        assert sum(len(table.rows) for table in tables) > 30, suffix
        assert read_register(tables, vocabulary()).applications == (), "a report is no register"


def test_the_workbook_of_a_roll_up_is_no_register() -> None:
    heads = ("行政许可", "行政事业性收费", "行政复议", "<", "<", "<", "未经复议直接起诉", "<")
    below = ("本年处理决定数量", "本年收费金额", "结果维持", "结果纠正", "其他结果", "尚未审结", "结果维持", "总计")
    rows = (tuple(None if text == "<" else text for text in heads), below, tuple("01230000"))
    assert read_register([Table(rows)], vocabulary()).applications == ()


def test_outcomes_in_columns_to_be_ticked_are_not_guessed(tmp_path: Path) -> None:
    heads: list[tuple[str, ...]] = [
        ("编号",),
        ("收到日期",),
        ("申请人类别",),
        ("行政复议", "结果维持"),
        ("行政复议", "其他结果"),
    ]
    case = two_lines(tmp_path / "a.xlsx", heads, ("1", "2026-03-02", "公民", "√", "")).applications[0]
    assert case.disputes == ()
    assert case.remarks == "行政复议 结果维持：√"


def test_columns_that_are_ticked_say_class_and_result() -> None:
    rows = (
        ("编号", "收到日期", "申请人类别", None, None, "答复日期", "办理结果", None, None),
        (None, None, "自然人", "商业企业", "其他", None, "予以公开", "信息不存在", "其他处理"),
        ("1", "2025-03-03", "√", "", "", "2025-03-20", "1", "", ""),
        ("2", "2025-03-04", "", "√", "", "2025-03-21", "", "1", ""),
        ("3", "2025-03-05", "", "", "√", "", "", "", ""),
        ("4", "2025-03-06", "√", "√", "", "2025-03-22", "", "", "1"),
    )
    register = read_register([Table(rows)], vocabulary())
    assert [head.how for head in register.heads[0].columns].count("tick") == 6
    assert [(each.applicant_class, each.result) for each in register.applications] == [
        ("natural_person", "granted"),
        ("enterprise", "unavailable_not_held"),
        ("other", ""),
        ("自然人、商业企业", "otherwise_other"),
    ]
    assert [question.word for question in register.questions] == ["自然人、商业企业"]
    assert not any(each.remarks for each in register.applications)


@pytest.mark.parametrize(
    ("text", "articles", "is_", "asked"),
    [
        ("不予公开", "第十五条", "refused_third_party", ""),
        ("不予公开", "第十六条第二款", "不予公开", "不予公开（依据第16条第2款）"),
        ("不予公开", "", "不予公开", "不予公开"),
        ("不予公开（商业秘密）", "", "refused_third_party", ""),
        ("部分公开，部分信息不存在", "", "partial", ""),
        ("予以公开、信息不存在", "", "予以公开、信息不存在", "予以公开、信息不存在"),
        ("部分不予公开", "", "部分不予公开", "部分不予公开"),
        ("告知向其他机关申请", "36(5)", "告知向其他机关申请", "告知向其他机关申请"),
        ("3.其他", "", "3.其他", "3.其他"),
        ("结转下年度", "", "", ""),
    ],
)
def test_a_word_is_certain_or_decided_by_its_article_or_asked(text: str, articles: str, is_: str, asked: str) -> None:
    meaning = result_of(text, articles, ("", ""), vocabulary(), {})
    assert (meaning.is_, meaning.word) == (is_, asked)
    if asked:
        assert result_of(text, articles, ("", ""), vocabulary(), {("result", asked): "granted"}).is_ == "granted"


@pytest.mark.parametrize(
    ("text", "applicant", "is_", "asked"),
    [
        ("法人或其他组织（商业企业）", "", "enterprise", False),
        ("法人", "甲市某某公司", "enterprise", False),
        ("法人", "甲市某某协会", "法人", True),
        ("其他组织", "甲市某某律师事务所", "legal_service", False),
        ("其他组织", "业主委员会", "其他组织", True),
        ("律师", "张三", "律师", True),
        ("公民", "张三", "natural_person", False),
    ],
)
def test_a_class_is_certain_or_decided_by_the_name_or_asked(text: str, applicant: str, is_: str, asked: bool) -> None:
    meaning = class_of(text, applicant, vocabulary(), {})
    assert (meaning.is_, bool(meaning.word)) == (is_, asked)
    assert bool(meaning.why) == (applicant != "" and not asked and text != "公民"), "decided by the name, and said"
