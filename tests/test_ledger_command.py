"""`govreport ledger`, as others call it; and that no name of an applicant comes out of a ledger anywhere."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from govreport_gui.__main__ import main
from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger.application import PRIVATE, Application, Dispute
from govreport_gui.core.ledger.counting import count
from govreport_gui.core.ledger.ledger import Ledger, added, changed
from govreport_gui.core.ledger.privacy import anonymous
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.rules.check import check
from govreport_gui.core.values import show
from govreport_gui.files.ledger import ledger_file
from govreport_gui.files.output import export
from govreport_gui.files.saving import store
from govreport_gui.files.sources import reading
from tests.files.ledger.registers import MAKERS

NAME, NUMBER, ADDRESS, PHONE = "欧阳震华", "500243199001011234", "东湖路88号3单元502室", "13912345678"
GOOD = Application(
    0, "2025-1", "2025-03-03", applicant=NAME, id_number=NUMBER, address=ADDRESS, phone=PHONE, content=NAME,
    remarks=f"{NAME}来电", applicant_class="natural_person", answered="2025-03-20", result="granted",
    disputes=(Dispute("reconsideration", "2025-05-06", "upheld", "2025-06-20"),), attachments=(f"{NAME}.pdf",),
)  # fmt: skip
BAD = replace(
    GOOD, number="2025-2", result=f"{NAME}撤回", applicant_class=NAME, articles=NAME, office=NAME,
    received=f"{NAME}来访", channel=NAME, disputes=(Dispute(NAME),),
)  # fmt: skip
LATE = replace(GOOD, number="", received="2025-04-01", answered="", result="", delivery="post")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.govledger"
    ledger_file.write(path, added(Ledger("某局", 2025), [GOOD, BAD, LATE]))
    return path


def said(capsys, *arguments: object) -> tuple[int, str, str]:
    code = main(["ledger", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_ledger_is_counted_into_a_report(ledger: Path, tmp_path: Path, form: Format, capsys) -> None:
    out = tmp_path / "年报.govreport"
    code, words, errors = said(capsys, ledger, "--to", out)
    assert code == 1, "one application cannot be counted"
    assert "2025年度：新收2件，上年结转0件，办结1件，结转下年度1件。" in words
    assert "〔LD-01〕" in words
    assert "期限：未编号的第3件申请，答复至2025年4月29日，已过期" in words
    assert errors == ""
    document = store.opened(out.read_text(encoding="utf-8"), out.name).document
    assert (document.unit, document.year, document.format) == ("某局", 2025, "2021")
    assert document.ledger is not None
    assert document.ledger.file == "台账.govledger"
    counted = count(ledger_file.read(ledger)[0], form)
    assert all(printed_numbers(form, document)[cell] == number for cell, number in counted.cells.items())
    code, _, errors = said(capsys, ledger, "--to", out)
    assert code == 3
    assert "--force" in errors
    assert said(capsys, ledger, "--to", out, "--force")[0] == 1


def test_json_has_numbers_cases_findings_and_reading(ledger: Path, form: Format, capsys) -> None:
    code, out, errors = said(capsys, ledger, "--json")
    content = json.loads(out)
    assert (code, errors) == (1, "")
    assert content.keys() == {"version", "year", "cells", "cases", "findings", "deadlines", "reading"}
    assert (content["version"], content["year"], content["reading"]) == (1, 2025, [])
    counted = count(ledger_file.read(ledger)[0], form)
    assert content["cells"] == {cell: show(number) for cell, number in counted.cells.items()}
    assert len(content["cells"]) == 190
    assert content["cases"]["requests.granted.natural_person"] == ["2025-1"]
    assert content["cases"]["disputes.reconsideration.upheld"] == ["2025-1", "未编号的第3件申请"]
    keys = {"rule", "each", "level", "cells", "left", "right", "message", "explanation", "section", "span", "suspects"}
    assert all(each.keys() == keys | {"caused_by", "repairs", "cases"} for each in content["findings"])
    assert "LD-04" in {each["rule"] for each in content["findings"]}


@pytest.mark.parametrize("name", MAKERS)
def test_an_old_register_is_counted_too(tmp_path: Path, name: str, capsys) -> None:
    path, out = tmp_path / name, tmp_path / "年报.govreport"
    content, truth = MAKERS[name](1)
    path.write_bytes(content)
    code, words, errors = said(capsys, path, "--json", "--to", out)
    result = json.loads(words)
    assert code == 1
    assert (result["year"], out.exists()) == (2025, True)
    assert any(each["what"] == "doubtful" for each in result["reading"])
    assert all(each["text"] in errors for each in result["reading"] if each["what"] == "doubtful")
    counted = {number for cell, of in result["cases"].items() if cell == "requests.new.total" for number in of}
    assert counted >= {each.number for each in truth if not each.error}
    assert not [each.applicant for each in truth if each.applicant in words + errors]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["无.govledger"], 3), (["台账.govledger", "--to", "a.pdf"], 2), (["台账.govledger", "--year", "25"], 2), ([], 2)],
)
def test_wrong_usage_and_bad_files_end_as_the_others_do(ledger: Path, arguments: list[str], code: int, capsys) -> None:
    try:
        ended = main(["ledger", *(str(ledger.parent / each) if "gov" in each else each for each in arguments)])
    except SystemExit as end:
        ended = int(str(end.code))
    assert ended == code
    assert "Traceback" not in capsys.readouterr().err


def test_a_ledger_without_a_year_asks_for_it(tmp_path: Path, capsys) -> None:
    path = tmp_path / "台账.govledger"
    ledger_file.write(path, added(Ledger("某局"), [GOOD]))
    code, _, errors = said(capsys, path)
    assert code == 3
    assert "--year" in errors
    assert said(capsys, path, "--year", "2025")[0] == 0


def secrets_in(content: bytes) -> list[str]:
    """The planted words in a file, its members unzipped."""
    pieces = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            pieces += [archive.read(name) for name in archive.namelist()]
            pieces += [name.encode() for name in archive.namelist()]
    ways = [
        way
        for secret in (NAME, NUMBER, ADDRESS, PHONE)
        for way in (secret.encode(), secret.encode("gb18030"), json.dumps(secret)[1:-1].encode())
    ]
    return [way.decode("utf-8", "replace") for way in ways if any(way in piece for piece in pieces)]


def test_a_planted_name_is_in_no_file_but_the_ledger(ledger: Path, tmp_path: Path, form: Format, capsys) -> None:
    out = tmp_path / "出" / "年报.govreport"
    out.parent.mkdir()
    printed = said(capsys, ledger, "--to", out)
    as_json = said(capsys, ledger, "--json", "--to", out, "--force")
    assert not secrets_in("".join((*printed[1:], *as_json[1:])).encode())
    imported = reading.read(out)
    for suffix in (".xlsx", ".docx", ".html"):
        export.write(out.with_suffix(suffix), form, imported.document, check(form, imported.document))
    ledger_file.write(out.with_name("匿名.govledger"), anonymous(ledger_file.read(ledger)[0]))
    files = sorted(out.parent.iterdir())
    assert len(files) == 5
    assert {path.name: found for path in files if (found := secrets_in(path.read_bytes()))} == {}
    assert secrets_in(ledger.read_bytes()), "the search finds what is there"


def test_an_anonymous_copy_counts_and_is_judged_alike(form: Format) -> None:
    whole = added(Ledger("某局", 2025), [GOOD, replace(GOOD, number="2025-3"), LATE])
    copy = anonymous(whole)
    assert count(copy, form) == count(whole, form)
    assert [each.applicant for each in copy.applications] == ["申请人1"] * 3
    assert len({each.content for each in copy.applications}) == 1
    assert not [field for each in copy.applications for field in PRIVATE if NAME in getattr(each, field)]


def test_the_ledger_beside_a_report_lets_check_know_who_must_not_be_named(ledger: Path, form: Format, capsys) -> None:
    out = ledger.with_name("年报.govreport")
    said(capsys, ledger, "--to", out)
    opened = store.opened(out.read_text(encoding="utf-8"), out.name)
    store.write(out, opened.document.with_section("overview", f"{NAME}申请公开。"), form)

    def told() -> list[str]:
        main(["check", str(out), "--json"])
        (report,) = json.loads(capsys.readouterr().out)["reports"]
        return [each["message"] for each in report["findings"] if each["rule"] == "PB-01"]

    assert len(told()) == 1
    assert NAME not in told()[0]
    ledger.write_text("{", encoding="utf-8")
    assert told() == []


def test_a_ledger_changed_since_it_was_counted_is_told_by_check(ledger: Path, form: Format, capsys) -> None:
    out = ledger.with_name("年报.govreport")
    said(capsys, ledger, "--to", out)

    def told() -> dict[str, list[str]]:
        main(["check", str(out), "--json"])
        (report,) = json.loads(capsys.readouterr().out)["reports"]
        found = [each for each in report["findings"] if each["rule"] == "LD-03"]
        return {each["cells"][0]: [each["left"], each["right"]] for each in found}

    assert told() == {}
    before = ledger_file.read(ledger)[0]
    ledger_file.write(ledger, changed(before, [replace(before.of(1), result="partial")]))
    assert told() == {"requests.granted.natural_person": ["1", "0"], "requests.partial.natural_person": ["0", "1"]}
    ledger.unlink()
    assert told() == {}, "what it gave when it was counted stands in the report"
