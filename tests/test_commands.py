"""The console program, as others call it."""

import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from govreport_gui import __version__
from govreport_gui.__main__ import main
from govreport_gui.core.findings import explanations
from govreport_gui.core.forms.form import Format
from govreport_gui.core.reading.account import Entry
from govreport_gui.core.report.document import Document, Note, Step
from govreport_gui.core.report.states import moved
from govreport_gui.core.rules import entries
from govreport_gui.core.rules.check import check
from govreport_gui.files import resources
from govreport_gui.files.output import export
from govreport_gui.files.saving import store
from govreport_gui.files.scans import addon
from govreport_gui.files.sources import apart, reading
from govreport_gui.files.sources.imported import Imported

SAMPLE = resources.path("samples/pengshui-2021.txt")


@pytest.fixture
def wrong(sample: Imported, tmp_path: Path) -> Path:
    """The sample with one number changed."""
    path = tmp_path / "错.govreport"
    document = sample.document.with_cells({"requests.new.natural_person": "8", "requests.new.total": "8"})
    store.write(path, document, sample.form)
    return path


def test_check_of_a_good_report(calm: Document, form: Format, tmp_path: Path, capsys) -> None:
    path = tmp_path / "好.govreport"
    store.write(path, calm, form)
    assert main(["check", str(path)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[-1] == "好.govreport：通过"
    assert any(line.startswith("- 未核对：没有载入上年年报。〔XY-02、XY-01") for line in out)
    assert all(line.startswith("- 未核对：") for line in out[:-1])


def test_check_of_the_sample(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SAMPLE)]) == 0
    out = capsys.readouterr().out
    assert "! 需要说明：“一、总体情况”有1294字，统一格式要求原则上不超过1000字，超出294字。" in out
    assert out.splitlines()[-1] == "pengshui-2021.txt：有需要说明的问题"


def test_check_of_a_wrong_one(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SAMPLE), str(wrong)]) == 1
    out = capsys.readouterr().out
    assert "✕ 必须改正：表三“自然人”列不平：本年新收8＋上年结转0＝8，（七）总计9＋结转下年度0＝9，相差1件。" in out
    assert out.splitlines()[-1] == "错.govreport：有必须改正的问题"


def test_a_total_on_paper_is_checked_too(calm: Document, form: Format, tmp_path: Path, capsys) -> None:
    path = tmp_path / "纸.govreport"
    store.write(path, calm.with_paper_total("requests.new.total", "10"), form)
    assert main(["check", str(path), "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    (finding,) = report["findings"]
    assert (finding["rule"], finding["each"], finding["level"]) == ("KZ-01", "requests.new.total", "explain")
    assert (finding["left"], finding["right"], finding["cells"]) == ("10", "9", ["requests.new.total"])
    assert report["verdict"] == "explain"


def test_check_as_json(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(wrong), str(SAMPLE), "没有.txt", "--json"]) == 3
    captured = capsys.readouterr()
    content = json.loads(captured.out)
    assert content["version"] == 1
    bad, good, missing = content["reports"]
    assert good["cells"]["requests.new.total"] == "9"
    assert len(good["cells"]) == 200
    assert (good["format"], good["year"], good["verdict"], good["error"]) == ("2021", 2021, "explain", None)
    assert (bad["state"], good["state"]) == ("draft", "draft")
    assert good["unit"] == "彭水苗族土家族自治县人民政府机关"
    assert [finding["level"] for finding in good["findings"]].count("must_fix") == 0
    assert {"rule": "XY-01", "each": None, "reason": "没有载入上年年报"} in good["not_checked"]
    finding = bad["findings"][0]
    assert set(finding) == {
        "rule", "each", "level", "cells", "left", "right", "message", "explanation", "repairs", "section", "span",
        "suspects", "caused_by",
    }  # fmt: skip
    assert (finding["rule"], finding["each"], finding["level"]) == ("T3-01", "natural_person", "must_fix")
    assert (finding["left"], finding["right"]) == ("8", "9")
    assert finding["explanation"] is None
    assert (finding["repairs"], finding["caused_by"]) == ([], None)
    assert "requests.new.natural_person" in finding["suspects"]
    assert bad["findings"][1]["caused_by"] == ["T3-01", "natural_person"]
    assert missing == {
        "file": "没有.txt",
        "error": "没有找到“没有.txt”，核对文件名和位置。",
        "format": None,
        "unit": None,
        "year": None,
        "verdict": None,
        "state": None,
        "cells": {},
        "findings": [],
        "not_checked": [],
        "reading": [],
    }
    assert captured.err == "没有找到“没有.txt”，核对文件名和位置。\n"


def test_check_as_json_tells_the_state_and_the_printed_line_does_not(
    sample: Imported, form: Format, tmp_path: Path, capsys
) -> None:
    path = tmp_path / "送审.govreport"
    store.write(path, moved(form, sample.document, Step("in_review", "2022-01-12T09:00")), form)
    assert main(["check", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["reports"][0]["state"] == "in_review"
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "送审.govreport：有需要说明的问题"


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_the_state_and_what_is_beside_a_report_change_nothing_in_what_is_put_out(
    sample: Imported, form: Format, tmp_path: Path, suffix: str
) -> None:
    beside = replace(
        sample.document, notes={"requests.new.total": Note("问科室")}, read_aloud={"requests.new.total": "9"}
    )
    for name, document in (("稿", sample.document), ("定", moved(form, beside, Step("final", "2022-01-12T09:00")))):
        store.write(tmp_path / f"{name}.govreport", document, form)
        way = ["--to", str(tmp_path / f"{name}{suffix}"), "--for", "public"]
        assert main(["export", str(tmp_path / f"{name}.govreport"), *way]) == 0
    assert (tmp_path / f"稿{suffix}").read_bytes() == (tmp_path / f"定{suffix}").read_bytes()


def test_pages_are_set_after_the_profile_that_is_asked_for(tmp_path: Path) -> None:
    counts = {}
    for name in ("official", "plain", "landscape"):
        assert main(["export", str(SAMPLE), "--to", str(tmp_path / f"{name}.pdf"), "--profile", name]) == 0
        pdf = pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")
        counts[name] = [page.get_width() > page.get_height() for page in pdf]
    assert main(["export", str(SAMPLE), "--to", str(tmp_path / "没写.pdf")]) == 0
    assert (tmp_path / "没写.pdf").read_bytes() == (tmp_path / "official.pdf").read_bytes()
    assert len(counts["plain"]) < len(counts["official"])
    assert not any(counts["plain"])
    assert any(counts["landscape"])
    assert main(["export", str(SAMPLE), "--pack", str(tmp_path / "发布"), "--profile", "plain"]) == 0
    (packed,) = (tmp_path / "发布").glob("*.pdf")
    assert packed.read_bytes() == (tmp_path / "plain.pdf").read_bytes()


def test_the_fingerprint_of_a_file_and_whether_it_is_that_one(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fingerprint", str(SAMPLE)]) == 0
    code = capsys.readouterr().out.strip()
    assert len(code) == 9
    assert main(["fingerprint", str(SAMPLE), "--is", code.lower().replace("-", "")]) == 0
    assert main(["fingerprint", str(wrong), "--is", code]) == 1
    assert capsys.readouterr().err == f"“错.govreport”的内容指纹不是 {code}。\n"
    assert main(["fingerprint", "没有.txt"]) == 3
    with pytest.raises(SystemExit) as left:
        main(["fingerprint", str(SAMPLE), "--is", "1234"])
    assert left.value.code == 2
    assert "--is后面应为8位内容指纹。" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes there")
def test_a_file_whose_name_is_no_utf8_is_checked_converted_and_put_out(
    calm: Document, form: Format, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / os.fsdecode("年报".encode("gbk"))
    folder.mkdir()
    path, gone = (folder / os.fsdecode(f"{name}局.govreport".encode("gbk")) for name in "甲乙")
    store.write(path, calm, form)
    assert main(["check", str(path), str(gone), "--json"]) == 3
    printed = capsys.readouterr()
    there, missing = json.loads(printed.out)["reports"]
    assert (Path(there["file"]), there["error"]) == (path, None)
    assert missing["error"].startswith("没有找到“乙局.govreport”")
    assert "“乙局.govreport”" in printed.err
    main(["check", str(path)])
    assert capsys.readouterr().out.splitlines()[-1].startswith("甲局.govreport：")
    assert main(["convert", str(path), "--to", str(gone)]) == 0
    assert capsys.readouterr().out == "已保存“乙局.govreport”。\n"
    assert main(["export", str(gone), "--to", str(gone.with_suffix(".xlsx"))]) == 0
    assert len(list(folder.iterdir())) == 3


def test_check_against_last_year(sample: Imported, form: Format, tmp_path: Path, capsys) -> None:
    last = tmp_path / "去年.govreport"
    store.write(last, sample.document.with_cells({"requests.carried_out.other": "2"}), form)
    assert main(["check", str(SAMPLE), "--previous", str(last)]) == 0
    out = capsys.readouterr().out
    assert "! 需要说明：表三“其他”列上年结转0件，上年年报结转下年度2件，相差2件。" in out
    assert out.splitlines()[-1] == "pengshui-2021.txt：有需要说明的问题"
    assert main(["check", str(SAMPLE), "--previous", str(tmp_path / "没有.txt")]) == 3


def test_check_is_told_what_a_source_does_not_say(tmp_path: Path, sample: Imported, capsys) -> None:
    """--kind and --level fill in what the cover leaves open; what it says itself goes before."""
    report = tmp_path / "甲.govreport"
    unknown = replace(sample.document, unit="彭水经济区", level="", kind="")
    unknown = unknown.with_cells({"proactive.regulations.issued": "1", "proactive.regulations.in_force": "1"})
    for document, told, found in (
        (unknown, [], False),
        (unknown, ["--kind", "department", "--level", "county"], True),
        (replace(unknown, level="municipal", kind="rollup"), ["--kind", "department", "--level", "county"], False),
    ):
        store.write(report, document, sample.form)
        main(["check", str(report), *told])
        assert ("表二规章填了" in capsys.readouterr().out) == found
    assert main(["check", str(report), "--level", "county"]) == 0
    with pytest.raises(SystemExit):
        main(["check", str(report), "--kind", "village"])


def test_what_is_explained_is_printed_as_explained(tmp_path: Path, sample: Imported, capsys) -> None:
    report = tmp_path / "甲.govreport"
    (finding,) = [each for each in check(sample.form, sample.document).findings if each.level == "explain"]
    store.write(report, explanations.explain(sample.document, finding, "本年工作内容较多，逐项写明"), sample.form)
    assert main(["check", str(report)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("! 需要说明（已说明）：") and "说明：本年工作内容较多" in line for line in lines)
    assert lines[-1] == "甲.govreport：通过（附说明）"


def test_convert(tmp_path: Path, sample: Imported, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "甲.govreport"
    assert main(["convert", str(SAMPLE), "--to", str(out)]) == 0
    assert reading.read(out).document == sample.document
    out.write_text("旧", encoding="utf-8")
    assert main(["convert", str(SAMPLE), "--to", str(out)]) == 3
    assert out.read_text(encoding="utf-8") == "旧"
    assert "--force" in capsys.readouterr().err
    assert main(["convert", str(SAMPLE), "--to", str(out), "--force"]) == 0
    assert reading.read(out).document == sample.document


@pytest.mark.parametrize(("suffix", "start"), [(".pdf", b"%PDF"), (".xlsx", b"PK"), (".PDF", b"%PDF")])
def test_export(tmp_path: Path, suffix: str, start: bytes) -> None:
    out = tmp_path / f"年报 一{suffix}"
    assert main(["export", str(SAMPLE), "--to", str(out)]) == 0
    assert out.read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_export_to_nowhere_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(SAMPLE), "--to", str(tmp_path / "没有" / "甲.pdf")]) == 3
    assert "文件夹不存在" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_bad_input_is_one_sentence_and_the_file_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "坏.govreport"
    bad.write_text('{"kind": "govreport", "version": 1', encoding="utf-8")
    for arguments in (["check", str(bad)], ["export", str(bad), "--to", str(tmp_path / "甲.pdf")]):
        assert main(arguments) == 3
        assert capsys.readouterr().err.count("\n") == 1
    assert bad.read_text(encoding="utf-8") == '{"kind": "govreport", "version": 1'


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["chek", "a.txt"],
        ["check", "--nonsense", "a.txt"],
        ["check", "a.txt", "b.txt", "--previous", "c.txt"],
        ["convert", "a.txt"],
        ["convert", "a.txt", "--to", "a.pdf"],
        ["export", "a.txt", "--to", "a.doc"],
        ["export", "a.txt", "--to", "a.docx", "--profile", "plain"],
        ["export", "a.txt", "--to", "a.pdf", "--profile", "A3"],
        ["a.txt", "b.txt"],
        ["--nonsense"],
        ["chekc"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("用法不对")


def test_a_name_that_is_too_long_is_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    long = str(tmp_path / ("长" * 300))
    assert main(["check", long]) == 3
    assert main(["convert", str(SAMPLE), "--to", f"{long}.govreport"]) == 3
    assert "没有保存：文件名太长" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([long])


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"公开年报 {__version__}\n"


def test_selftest(tmp_path: Path, qapp, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "自检 一"
    assert main(["selftest", str(folder)]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[-1] == "自检通过。"
    assert ("：由图片读出“彭水" if addon.at_hand() else addon.state()) in out
    assert {path.suffix for path in folder.iterdir()} == {*export.SUFFIXES, ".govledger", ".govreport"}


def test_selftest_fails_where_something_is_missing(tmp_path: Path, monkeypatch, capsys) -> None:
    broken = tmp_path / "resources"
    shutil.copytree(resources.path("formats"), broken / "formats")
    monkeypatch.setattr(resources, "path", lambda name: broken / name)
    assert main(["selftest", str(tmp_path / "x")]) == 3
    assert "自检没有通过" in capsys.readouterr().err


def test_what_a_report_file_could_not_take_over_is_told(
    tmp_path: Path, sample: Imported, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "年报.govreport"
    path.write_text(store.to_text(sample.document, sample.form).replace('"year": 2021', '"year": 9999'), "utf-8")
    assert main(["check", str(path), "--json"]) == 0
    captured = capsys.readouterr()
    (report,) = json.loads(captured.out)["reports"]
    assert (report["year"], report["reading"]) == (None, [])
    assert "年度“9999”不在 2000 到 2100 之间" in captured.err
    assert main(["check", str(path)]) == 0
    assert "年度“9999”不在 2000 到 2100 之间" in capsys.readouterr().out


def test_the_account_of_a_reading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "年报.txt"
    path.write_text(SAMPLE.read_text("utf-8").replace("\t规章\n\t0", "\t规章\n\t0\n\t0\n\t0\n\t7", 1), "utf-8")
    assert main(["check", str(path), "--json"]) in {0, 1}
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    told = [entry["text"] for entry in report["reading"] if entry["what"] in {"doubtful", "left_over"}]
    assert any("7" in text for text in told)
    assert main(["convert", str(path), "--to", str(tmp_path / "a.govreport")]) == 0
    on_error = capsys.readouterr().err
    assert all(text in on_error for text in told)


@pytest.mark.parametrize("to", ["--to OUT.pdf", "--to OUT.xlsx", "--to OUT.pdf --for archive", "--pack OUT"])
def test_an_export_judges_the_rules_once(to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = []
    first, *others = entries.RULES
    counted = replace(first, judge=lambda case: judged.append(case) or first.judge(case))
    monkeypatch.setattr(entries, "RULES", (counted, *others))
    assert main(["export", str(SAMPLE), *to.replace("OUT", str(tmp_path / "out")).split(" ")]) == 0
    assert len(judged) == 1


def test_what_is_doubtful_in_a_reading_is_said_beside_the_verdict(
    calm: Document, form: Format, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    doubts = tuple(Entry("doubtful", f"表三第{number}处：看不清，核对。") for number in (1, 2))
    problems = tuple(entry.text for entry in doubts)
    read = Imported(form, calm, problems, doubts)
    monkeypatch.setattr(reading, "read", lambda _: read)
    assert main(["check", "去年.pdf"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == ["读入：表三第1处：看不清，核对。", "读入：表三第2处：看不清，核对。"]
    assert out[-1] == "去年.pdf：通过（读入存疑 2 处，须对照原件确认）"
    assert main(["convert", "去年.pdf", "--to", str(tmp_path / "去年.govreport")]) == 0
    assert capsys.readouterr().out == "已保存“去年.govreport”。读入存疑 2 处，须对照原件确认，其中不再标出。\n"


@pytest.mark.parametrize("verb", ["check", "convert", "export", "fingerprint"])
def test_paper_is_read_by_a_process_of_its_own_and_told_on_standard_error(
    verb: str, sample: Imported, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "去年.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    doubt = Entry("doubtful", "表三：看不清，核对。", ("requests.new.total",))
    monkeypatch.setattr(addon, "wanted", lambda _: None)
    monkeypatch.setattr(apart, "read", lambda _: replace(sample, problems=(doubt.text,), account=(doubt,)))
    more = {"convert": ["--to", str(tmp_path / "a.govreport")], "export": ["--to", str(tmp_path / "a.xlsx")]}
    assert main([verb, str(picture), *more.get(verb, ())]) == 0
    captured = capsys.readouterr()
    told = captured.out if verb == "check" else captured.err
    assert "表三：看不清，核对。" in told


def test_without_the_add_on_paper_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "去年.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    monkeypatch.setattr(addon, "found", lambda: None)
    for arguments in (["check"], ["convert", "--to", str(tmp_path / "a.govreport")]):
        assert main([*arguments, str(picture)]) == 3
        said = capsys.readouterr().err
        assert said.startswith("“去年.png”为图片，安装“识别组件”后可读入。")
        assert said.count("\n") == 1
