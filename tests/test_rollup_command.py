"""`govreport rollup` and `govreport sql`, as others call them."""

import csv
import io
import json
import shutil
import sqlite3
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from pytestqt.qtbot import QtBot
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from govreport_gui.__main__ import main
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.rollup.adding import mapped
from govreport_gui.core.rollup.desk import Desk
from govreport_gui.core.rollup.submission import Collection
from govreport_gui.core.rules.check import check
from govreport_gui.core.values import read, show
from govreport_gui.files import clock, resources
from govreport_gui.files.output import export
from govreport_gui.files.rollup import open_collection, table
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading
from govreport_gui.ui import app
from govreport_gui.ui.rollup import deeds, desk_menu
from govreport_gui.ui.rollup.work import Work

PASSWORD = Path(__file__).parent / "data" / "password.docx"
FEES = "proactive.fees.amount"
NEW = "requests.new.natural_person"
OFFICES = (
    "财政",
    "公安",
    "教育",
    "民政",
    "司法",
    "交通运输",
    "水利",
    "农业农村",
    "商务",
    "审计",
    "统计",
    "林业",
    "医疗保障",
    "信访",
)
MADE = (".docx", ".xlsx", ".html", ".govreport")


def put(folder: Path, form: Format, unit: str, cells: dict[str, str], year: int = 2025, name: str = "") -> Path:
    path = folder / f"{name or unit}.govreport"
    path.parent.mkdir(parents=True, exist_ok=True)
    store.write(path, Document(form.id, unit, year, cells=cells), form)
    return path


@pytest.fixture
def inbox(form: Format, tmp_path: Path) -> Path:
    """Two units, a report of another year in a folder inside, and junk."""
    folder = tmp_path / "收件"
    put(folder, form, "县甲局", {NEW: "3"})
    put(folder, form, "县乙局", {NEW: "4"})
    put(folder / "旧", form, "县丙局", {NEW: "100"}, 2024)
    (folder / "读我.bin").write_bytes(bytes(range(256)) * 20)
    (folder / "~$县甲局.docx").write_bytes(b"mark of an open file")
    (folder / "Thumbs.db").write_bytes(b"of the system")
    return folder


def rolled(capsys, *arguments: object) -> tuple[int, dict, str]:
    code = main(["rollup", *map(str, arguments), "--json"])
    captured = capsys.readouterr()
    return code, json.loads(captured.out) if captured.out else {}, captured.err


def test_the_sum_is_a_report_of_its_kind_that_opens(inbox: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "汇总.govreport"
    code, said, errors = rolled(capsys, inbox, "--to", out, "--unit", "某县人民政府")
    assert code == 3, "one file could not be read; the others are done"
    assert errors.count("读我.bin") == 1
    opened = reading.read(out)
    assert (opened.document.kind, opened.document.unit, opened.document.year) == ("rollup", "某县人民政府", 2025)
    assert opened.document.cells[NEW] == said["totals"][NEW] == "7"
    assert (said["version"], said["year"], said["format"], said["missing"]) == (1, 2025, "2021", [])
    assert said["totals"].keys() == said["contributors"].keys() == opened.form.cells.keys()
    assert said["contributors"][NEW] == [["县乙局", "4"], ["县甲局", "3"]]
    units = {Path(each["file"]).name: each for each in said["units"]}
    assert units.keys() == {"县甲局.govreport", "县乙局.govreport", "县丙局.govreport", "读我.bin"}
    assert units["县甲局.govreport"] == {
        "file": str(inbox / "县甲局.govreport"),
        "unit": "县甲局",
        "year": 2025,
        "format": "2021",
        "verdict": "unfinished",
        "counted": True,
        "why": None,
        "error": None,
    }
    assert units["县丙局.govreport"]["why"] == "年度为2024年，不是2025年。"
    bad = units["读我.bin"]
    assert (bad["counted"], bad["unit"], bad["why"]) == (False, None, None)
    assert "读我.bin" in bad["error"]


def test_exit_codes(form: Format, tmp_path: Path, capsys) -> None:
    put(tmp_path / "好", form, "县甲局", {NEW: "3"})
    assert rolled(capsys, tmp_path / "好", "--to", tmp_path / "a.csv")[0] == 0
    put(tmp_path / "错", form, "县乙局", {NEW: "3", "requests.new.total": "1"})
    code, said, _ = rolled(capsys, tmp_path / "好", tmp_path / "错", "--to", tmp_path / "b.csv")
    assert (code, said["totals"]["requests.new.total"]) == (1, "4"), "counted whatever its verdict, blanks as their sum"
    assert {each["rule"] for each in said["problems"]} == {"RU-04"}
    for wrong in (["--to", "a.docx"], ["--to", "a.csv", "--year", "20x5"], []):
        with pytest.raises(SystemExit) as left:
            main(["rollup", str(tmp_path), *wrong])
        assert left.value.code == 2
    capsys.readouterr()
    assert main(["rollup", str(tmp_path / "没有"), "--to", str(tmp_path / "c.csv")]) == 3
    assert capsys.readouterr().err == "没有找到“没有”，核对文件名和位置。\n"


def test_nothing_to_add_up_writes_nothing(tmp_path: Path, capsys) -> None:
    (tmp_path / "空").mkdir()
    assert main(["rollup", str(tmp_path / "空"), "--to", str(tmp_path / "a.govreport")]) == 3
    assert "没有可以汇总的年报" in capsys.readouterr().err
    assert not (tmp_path / "a.govreport").exists()


def test_an_existing_file_is_replaced_only_with_force(inbox: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "a.csv"
    out.write_text("旧")
    assert main(["rollup", str(inbox), "--to", str(out)]) == 3
    assert out.read_text() == "旧"
    assert "--force" in capsys.readouterr().err
    assert main(["rollup", str(inbox), "--to", str(out), "--force"]) == 3, "for the junk"
    assert out.read_text(encoding="utf-8").startswith("file,")


def test_the_output_itself_is_never_added(inbox: Path, capsys) -> None:
    out = inbox / "汇总.govreport"
    for _ in range(2):
        _, said, _ = rolled(capsys, inbox, "--to", out, "--force")
        assert said["totals"][NEW] == "7"


def test_the_roster_says_who_is_missing(inbox: Path, tmp_path: Path, capsys) -> None:
    names = tmp_path / "名单.csv"
    names.write_bytes("单位,简称,类型,电话\n县甲局,甲局,部门,1\n县丁局,,,\n".encode("gb18030"))
    _, said, _ = rolled(capsys, inbox, "--to", tmp_path / "a.xlsx", "--roster", names)
    assert said["missing"] == ["县丁局"]
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book["未报单位"]["A2"].value == "县丁局"


def test_what_is_said_for_people(inbox: Path, tmp_path: Path, capsys) -> None:
    assert main(["rollup", str(inbox), "--to", str(tmp_path / "a.govreport")]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert "“县甲局.govreport”：县甲局，2025年度，未填完，已计入" in lines
    assert "“县丙局.govreport”：县丙局，2024年度，未填完，未计入：年度为2024年，不是2025年。" in lines
    assert lines[-2:] == [
        "2025年度，按2021年格式汇总，计入2个单位，另有1份未计入，1个文件读不出来。",
        "已保存“a.govreport”。",
    ]


def test_the_workbook_adds_up_by_itself(inbox: Path, tmp_path: Path, form: Format) -> None:
    out = tmp_path / "汇总.xlsx"
    main(["rollup", str(inbox), "--to", str(out)])
    book, stored = openpyxl.load_workbook(out), openpyxl.load_workbook(out, data_only=True)
    (name,) = (each for each in book.sheetnames if each.startswith("表三"))
    formulas = {at.coordinate: at.value for row in book[name] for at in row if str(at.value).startswith("=SUM")}
    assert len(formulas) == len(form.table("requests").cells)
    units = stored["各单位"]
    column = next(c for c in range(4, units.max_column + 1) if units.cell(1, c).value == "表三")
    letter = get_column_letter(column)
    place = next(at for at, formula in formulas.items() if formula == f"=SUM('各单位'!{letter}4:{letter}5)")
    assert stored[name][place].value == 7, "本年新收·自然人, with its result stored"
    assert {units.cell(row, 1).value: units.cell(row, column).value for row in (4, 5)} == {"县甲局": 3, "县乙局": 4}


def test_the_table_has_a_row_a_report_and_a_column_a_cell(inbox: Path, tmp_path: Path, form: Format) -> None:
    out = tmp_path / "a.csv"
    main(["rollup", str(inbox), "--to", str(out)])
    head, *rows = csv.reader(io.StringIO(out.read_text(encoding="utf-8")))
    assert head == ["file", "unit", "year", "format", "kind", "verdict", *form.cells]
    assert sorted(row[1] for row in rows) == ["县乙局", "县甲局"]
    row = next(dict(zip(head, row, strict=True)) for row in rows if row[1] == "县甲局")
    assert (row["year"], row["format"], row["verdict"], row[NEW]) == ("2025", "2021", "unfinished", "3")
    assert row["requests.new.enterprise"] == row["requests.new.total"] == "", "blank is no 0, and no sum"


def test_parquet_asks_for_the_extra_where_it_is_not(inbox: Path, tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    out = tmp_path / "a.parquet"
    assert main(["rollup", str(inbox), "--to", str(out)]) == 3
    assert table.NO_DUCKDB in capsys.readouterr().err
    assert not out.exists()


def test_parquet_holds_the_same_rows(inbox: Path, tmp_path: Path, form: Format) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is an extra that is not installed")
    put(inbox, form, "县丁局", {"proactive.fees.amount": "24252.311082", NEW: "4.5"})
    main(["rollup", str(inbox), "--to", str(tmp_path / "a.parquet")])
    main(["rollup", str(inbox), "--to", str(tmp_path / "a.csv")])
    rows = duckdb.connect().execute(f"SELECT * FROM '{tmp_path / 'a.parquet'}' ORDER BY file").fetchall()  # noqa: S608
    head, *texts = csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8")))
    assert len(head) == 206
    same = [["" if value is None else value for value in row] for row in rows]
    assert [[Decimal(text) if text and at > 5 else text for at, text in enumerate(row)] for row in sorted(texts)] == [
        [str(value) if at == 2 else value for at, value in enumerate(row)] for row in same
    ]


def test_tables_of_several_offices_are_read_as_one_without_rounding(form: Format, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is an extra that is not installed")
    amounts = ("12", "1.5", "0.00000001", "24252.311082")
    for number, amount in enumerate(amounts):
        put(tmp_path / str(number), form, f"县{number}局", {"proactive.fees.amount": amount})
        main(["rollup", str(tmp_path / str(number)), "--to", str(tmp_path / f"{number}.parquet")])
    files = f"read_parquet('{tmp_path}/*.parquet', union_by_name = true)"
    (total,) = duckdb.connect().execute(f'SELECT SUM("proactive.fees.amount") FROM {files}').fetchone()  # noqa: S608
    assert total == sum(map(Decimal, amounts))


@pytest.fixture
def redated(reports: Path, tmp_path: Path) -> tuple[Path, dict[str, Document]]:
    """Every real report that has true values, as one of several units' in one year, in four forms, among junk."""
    folder = tmp_path / "邮件"
    folder.mkdir()
    made = {}
    for at, truth in enumerate(sorted(reports.glob("*.truth.json"))):
        content = json.loads(truth.read_text(encoding="utf-8"), parse_float=Decimal)
        form = resources.form_of(content["forms"]["proactive"])
        cells = {cell: str(number) for cell, number in content["cells"].items() if number is not None}
        if content["forms"]["requests"] != form.id:
            other = resources.form_of(content["forms"]["requests"])
            numbers = mapped({cell: read(text).number for cell, text in cells.items()}, other, form)
            cells = {cell: str(number) for cell, number in numbers.items()} | {
                cell: text for cell, text in cells.items() if cell in form.cells
            }
        document = Document(form.id, f"测试市{OFFICES[at]}局", 2025, cells=cells, sections={"overview": "概况" * 30})
        path = folder / f"{at + 1}{MADE[at % len(MADE)]}"
        if path.suffix == store.SUFFIX:
            store.write(path, document, form)
        else:
            export.write(path, form, document, check(form, document))
        made[document.unit] = document
    first = made["测试市财政局"]
    store.write(folder / "重复.govreport", first, resources.form_of(first.format))
    store.write(folder / "去年.govreport", replace(first, year=2024), resources.form_of(first.format))
    (folder / "垃圾.docx").write_bytes(b"PK\x03\x04" + bytes(500))
    shutil.copy(PASSWORD, folder / "加密.docx")
    paper = canvas.Canvas(str(folder / "加密.pdf"), encrypt=StandardEncryption("123456"))
    paper.drawString(72, 720, "2025")
    paper.save()
    return folder, made


def test_real_reports_in_mixed_forms_add_up_exactly(redated, tmp_path: Path, capsys) -> None:
    folder, made = redated
    code, said, errors = rolled(capsys, folder, "--to", tmp_path / "和.govreport", "--year", "2025")
    assert code == 3
    bad = {Path(each["file"]).name: each["error"] for each in said["units"] if each["error"]}
    assert bad.keys() == {"垃圾.docx", "加密.docx", "加密.pdf"}
    assert all(sentence in errors for sentence in bad.values())
    assert "密码" in bad["加密.docx"]
    assert "密码" in bad["加密.pdf"]
    left_out = {Path(each["file"]).name: each["why"] for each in said["units"] if each["why"]}
    assert left_out == {
        "1.docx": "该单位已计入“重复.govreport”，不重复计入。",
        "去年.govreport": "年度为2024年，不是2025年。",
    }
    counted = [each for each in said["units"] if each["counted"]]
    assert sorted(each["unit"] for each in counted) == sorted(made), "each once"
    form = resources.form_of(said["format"])
    totals: dict[str, Decimal] = defaultdict(Decimal)
    givers = defaultdict(set)
    for unit, document in made.items():
        of = resources.form_of(document.format)
        numbers = printed_numbers(of, document)
        for cell, number in (numbers if of is form else mapped(numbers, of, form)).items():
            totals[cell] += number
            if number:
                givers[cell].add((unit, str(number)))
    assert {cell: Decimal(total) for cell, total in said["totals"].items()} == {
        cell: totals[cell] for cell in form.cells
    }
    for cell, of in said["contributors"].items():
        assert {tuple(each) for each in of} == givers[cell]
        assert [Decimal(number) for _, number in of] == sorted((Decimal(number) for _, number in of), reverse=True)


def test_the_desk_gives_the_same(redated, tmp_path: Path, capsys, qtbot: QtBot) -> None:
    folder, made = redated
    _, said, _ = rolled(capsys, folder, "--to", tmp_path / "和.govreport", "--year", "2025")
    app.application()
    desk = Desk(Collection(resources.formats(), year=2025))
    file = open_collection.create(tmp_path / "汇总.govrollup", desk, clock.now())
    window = desk_menu.new_desk(Work(desk, file), lambda *_: None)
    deeds.read(window, [folder])
    qtbot.waitUntil(lambda: not window.reading.is_reading, timeout=60_000)
    window.work.wait()
    rollup = window.work.rollup
    shown = {
        cell: table.body.table_model.text_of(cell)
        for name, table in window.totals.tables.items()
        for cell in rollup.form.table(name).cells
    }
    assert shown == said["totals"]
    givers = {
        cell: [[rollup.name(each), show(number)] for each, number in of] for cell, of in rollup.contributors.items()
    }
    assert {cell: sorted(of) for cell, of in givers.items()} == {
        cell: sorted(of) for cell, of in said["contributors"].items()
    }
    told = {(row.unit, row.why) for row in window.work.lines if row.why}
    assert {name for name, why in told if "密码" in why} == {"加密.docx", "加密.pdf"}
    assert sorted(row.unit for row in window.work.lines if not row.why) == sorted(made)
    window.close()


def test_sql_over_the_table_gives_the_sum(redated, tmp_path: Path, capsys) -> None:
    folder, _ = redated
    _, said, _ = rolled(capsys, folder, "--to", tmp_path / "a.csv", "--year", "2025")
    head, *rows = csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8")))
    form, other = resources.form_of("2021"), resources.form_of("2019")
    whole = [cell for cell in form.inputs if cell != FEES]
    # SQLite has no exact decimals.
    fees = [Decimal(row[head.index(FEES)] or 0) for row in rows]
    assert sum(fees) == Decimal(said["totals"][FEES])
    assert sum(fees) % 1, "there are amounts with fractions"
    connection = sqlite3.connect(":memory:")
    names = ", ".join(f'"{name}"' for name in head)
    connection.execute(f"CREATE TABLE reports ({names})")
    filled = [[text or None for text in row] for row in rows]
    connection.executemany(f"INSERT INTO reports VALUES ({', '.join('?' * len(head))})", filled)  # noqa: S608
    for cell in whole:
        sources = other.carry["2021"].get(cell, ()) if cell not in head else ()
        sums = [cell, *(form.carry["2019"].get(cell, ())), *sources]
        expression = " + ".join(f'COALESCE(SUM(CAST("{name}" AS INTEGER)), 0)' for name in sums if name in head)
        (total,) = connection.execute(f"SELECT {expression} FROM reports").fetchone()  # noqa: S608
        assert str(total) == said["totals"][cell], cell


def test_as_they_are_the_year_2021_counts_four_and_names_the_others(reports: Path, tmp_path: Path, capsys) -> None:
    texts = [path for path in sorted(reports.glob("*.txt")) if "crawled" not in path.name]
    _, said, _ = rolled(capsys, *texts, "--year", "2021", "--to", tmp_path / "a.govreport")
    counted = [each for each in said["units"] if each["counted"]]
    assert len(counted) == 4
    assert [each["format"] for each in counted].count("2019") == 1
    years = {each["year"] for each in said["units"]} - {2021}
    assert all(any(f"{year}年度" in problem["message"] for problem in said["problems"]) for year in years)


def test_sql_is_printed_by_form_and_dialect(capsys) -> None:
    assert main(["sql", "--format", "2021"]) == 0
    assert '"requests.new.total"' in capsys.readouterr().out
    assert main(["sql", "--format", "2019", "--dialect", "spark"]) == 0
    assert "`requests.otherwise.total`" in capsys.readouterr().out
    assert main(["sql", "--format", "2021", "--sums"]) == 0
    assert 'AS "requests.new.total"' in capsys.readouterr().out
    assert main(["sql", "--format", "2030"]) == 3
    assert capsys.readouterr().err == "没有“2030”这种格式，可用的有：2021、2019。\n"
    with pytest.raises(SystemExit) as left:
        main(["sql", "--format", "2021", "--dialect", "oracle"])
    assert left.value.code == 2
