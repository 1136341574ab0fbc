import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear, LedgerCount, Note, Sent, Step
from govreport_gui.core.rules.check import check
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import store
from govreport_gui.files.sources.imported import Imported


@pytest.fixture
def full(form: Format, old_form: Format) -> Document:
    """Something in every field."""
    return Document(
        form.id,
        "甲县财政局",
        2025,
        level="county",
        kind="department",
        rulemaker=False,
        title="甲县财政局2025年度报告",
        headings={"problems": "五、问题"},
        forms={"requests": "2019"},
        sections={"overview": "第一段\u00a0。\n<b>&{}“”\n\t缩进", "closing": "甲"},
        cells={"requests.new.other": "十二", "proactive.fees.amount": "1.50", "proactive.regulations.issued": "１"},
        notes={"requests.new.other": Note("等科室回话", follow_up=True), "proactive.fees.amount": Note("见台账")},
        paper_totals={"requests.new.total": "12"},
        read_aloud={"proactive.fees.amount": "1.50"},
        state="returned",
        steps=(Step("in_review", "2026-01-10T09:00"), Step("returned", "2026-01-12T15:30", "表三有误")),
        last=LastYear(old_form, Document(old_form.id, "甲县财政局", 2024, cells={"requests.carried_out.total": "3"})),
        sent=(
            Sent("2026-01-08T09:00", old_form, Document(old_form.id, "甲县", 2025, sections={"overview": "甲\n乙"})),
            Sent("2026-01-10T09:00", form, Document(form.id, "甲县财政局", 2025, cells={"requests.new.other": "11"})),
        ),
    )


def test_save_then_load_is_equal(form: Format, full: Document, tmp_path: Path) -> None:
    path = tmp_path / "年报 1.govreport"
    store.write(path, full, form)
    assert store.from_text(path.read_text(encoding="utf-8"), path.name) == (form, full)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_the_file_is_text_with_one_cell_a_line(form: Format, full: Document) -> None:
    lines = store.to_text(full, form).split("\n")
    assert lines[:3] == ["{", ' "kind": "govreport",', ' "version": 6,']
    cells = lines[lines.index(' "cells": {') + 1 :]
    cells = cells[: cells.index(" },")]
    assert [line.strip() for line in cells] == [
        '"proactive.regulations.issued": "１",',
        '"proactive.fees.amount": "1.50",',
        '"requests.new.other": "十二"',
    ]
    assert lines[-1] == ""


def test_a_real_file_of_every_version_still_opens() -> None:
    for path in sorted((Path(__file__).parents[2] / "data").glob("version-*.govreport")):
        form, document = store.from_text(path.read_text(encoding="utf-8"), path.name)
        assert len(document.cells) == 200, path.name
        assert document.unit == "彭水苗族土家族自治县人民政府机关"
        # the newest version is what is written
        assert json.loads(store.to_text(document, form))["version"] == 6


def test_who_gave_a_sum_is_kept(form: Format) -> None:
    document = Document(form.id, contributions={"requests.new.total": (("县甲局", "3"), ("其余2个单位", "4"))})
    assert store.from_text(store.to_text(document, form), "汇总.govreport")[1] == document


def test_what_a_ledger_gave_is_kept(form: Format) -> None:
    count = LedgerCount("台账.govledger", "2026-01-15T10:32", ("requests",), {"requests.new.other": "3"}, "110.5", 2, 1)
    document = Document(form.id, ledger=count)
    assert store.from_text(store.to_text(document, form), "年报.govreport")[1] == document


def damaged(change: dict, form: Format, full: Document) -> str:
    return json.dumps(json.loads(store.to_text(full, form)) | change, ensure_ascii=False)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "other"}, "不是公开年报的文件"),
        ({"version": 7}, "更新的程序保存的"),
        ({"contributions": {"requests.new.nobody": []}}, "requests.new.nobody"),
        ({"contributions": {"requests.new.other": [["县甲局", 3]]}}, "contributions"),
        ({"contributions": {"requests.new.other": "县甲局"}}, "contributions"),
        ({"version": "1"}, "没有写明版本"),
        ({"format": "2030"}, "用的格式（2030）本程序尚不支持"),
        ({"cells": {"requests.new.nobody": "1"}}, "requests.new.nobody"),
        ({"cells": {"requests.new.other": 1}}, "cells"),
        ({"cells": []}, "cells"),
        ({"sections": {"seven": "七"}}, "seven"),
        ({"year": "2025"}, "year"),
        ({"year": True}, "year"),
        ({"unit": None}, "unit"),
        ({"level": "galaxy"}, "level"),
        ({"rulemaker": 1}, "rulemaker"),
        ({"year": 2025.0}, "year"),
        ({"level": []}, "level"),
        ({"state": {}}, "state"),
        ({"explanations": {"T3-08//": {"text": "x", "basis": "", "colour": "red"}}}, "explanations colour"),
        ({"explanations": {"T3-08//": {"text": 1, "basis": ""}}}, "explanations"),
        ({"explanations": {"T3-08//": "x"}}, "explanations"),
        ({"notes": {"requests.new.other": {"text": "", "follow_up": True, "colour": ""}}}, "notes colour"),
        ({"notes": {"requests.new.other": 1}}, "notes"),
        ({"steps": [{"state": "draft", "at": 1, "reason": ""}]}, "steps"),
        ({"steps": [{"state": "draft", "at": "", "reason": "", "colour": ""}]}, "steps colour"),
        ({"steps": ["draft"]}, "steps"),
        ({"bindings": [{"section": "overview", "at": 0, "written": "1", "cells": ["x"], "colour": ""}]}, "bindings"),
        ({"forms": {"nosuch": "2019"}}, "nosuch"),
        ({"headings": {"nosuch": "x"}}, "nosuch"),
        ({"format": 2021}, "用的格式（2021）"),
        ({"office": {"phone": "1"}}, "phone"),
        ({"explanations": {"T3-08//": {"text": "x"}}}, "basis"),
        ({"colour": "red"}, "colour"),
        ({"state": "lost"}, "state"),
        ({"steps": [{"state": "lost", "at": "", "reason": ""}]}, "steps"),
        ({"steps": {}}, "steps"),
        ({"notes": {"requests.new.nobody": {"text": "", "follow_up": True}}}, "requests.new.nobody"),
        ({"notes": {"requests.new.other": {"text": "", "follow_up": "yes"}}}, "notes"),
        ({"paper_totals": {"requests.new.other": "1"}}, "requests.new.other"),
        ({"read_aloud": {"requests.new.other": 1}}, "read_aloud"),
        ({"last": []}, "last"),
        ({"last": {"format": "2030"}}, "用的格式（2030）"),
        ({"last": {"format": "2021"}}, "unit_kind"),
        ({"sent": {}}, "sent"),
        ({"sent": [{"at": "2026-01-10T09:00"}]}, "sent"),
        ({"sent": [{"at": 1, "format": "2021", "unit": "", "year": None, "sections": {}, "cells": {}}]}, "sent"),
        ({"sent": [{"at": "", "format": "2021", "unit": 1, "year": None, "sections": {}, "cells": {}}]}, "unit"),
        ({"sent": [{"at": "", "format": "2021", "unit": "", "year": None, "sections": {}, "cells": {"a": ""}}]}, "a"),
    ],
)
def test_a_file_that_does_not_fit_gets_one_sentence(form: Format, full: Document, change: dict, sentence: str) -> None:
    with pytest.raises(OutsideError) as caught:
        store.from_text(damaged(change, form, full), "甲.govreport")
    assert sentence in str(caught.value)
    assert str(caught.value).startswith("“甲.govreport”")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "12", '{"kind": "govreport"}', "[" * 100_000])
def test_no_report_file_at_all(text: str) -> None:
    with pytest.raises(OutsideError, match="“甲.govreport”"):
        store.from_text(text, "甲.govreport")


def told(change: dict, form: Format, full: Document) -> store.Opened:
    return store.opened(damaged(change, form, full), "甲.govreport")


@pytest.mark.parametrize("year", [9999, 2101, 1999, 25, 0, -5, 10**30])
def test_a_year_that_no_report_is_for_is_left_out_and_told(form: Format, full: Document, year: int) -> None:
    found = told({"year": year}, form, full)
    assert found.document == replace(full, year=None)
    assert len(found.told) == 1
    assert "不在 2000 到 2100 之间" in found.told[0]
    assert found.told[0].startswith(f"年度“{year}”")
    assert check(form, found.document).verdict


def test_a_whole_file_tells_nothing(form: Format, full: Document) -> None:
    assert told({"year": 2100}, form, full) == store.Opened(form, replace(full, year=2100))


@pytest.mark.parametrize("key", ["T3-01", "", "T3-01/total"])
def test_an_explanation_of_no_problem_is_told_whole(form: Format, full: Document, key: str) -> None:
    kept = {"T3-01/total/": {"text": "这一条留下", "basis": "x"}}
    found = told({"explanations": kept | {key: {"text": "说明文字", "basis": "x"}}}, form, full)
    assert list(found.document.explanations) == ["T3-01/total/"]
    assert found.told == ("有一条说明认不出写的是哪个问题，没有带入：“说明文字”。",)
    assert check(form, found.document).verdict


def test_bindings_that_cannot_be_followed_are_told(form: Format, full: Document) -> None:
    def bound(at: int, written: str, section: str = "overview") -> dict:
        return {"section": section, "at": at, "written": written, "cells": ["requests.new.total"]}

    change = {
        "sections": {"overview": "收到申请12件。"},
        "bindings": [bound(4, "12"), bound(4, "12"), bound(0, "收到"), bound(-3, "12"), bound(4, "12", "nowhere")],
    }
    found = told(change, form, full)
    assert [each.start for each in found.document.bindings] == [4]
    assert "有4个数设了跟随表格" in found.told[0]


def test_halves_of_characters_become_visible(form: Format, full: Document, tmp_path: Path) -> None:
    text = damaged({"unit": "甲\ud800局", "sections": {"overview": "😀\udc00"}}, form, full)
    ascii_only = json.dumps(json.loads(text))
    assert "\\ud83d\\ude00" in ascii_only
    found = store.opened(ascii_only, "甲.govreport")
    assert (found.document.unit, found.document.sections["overview"]) == ("甲\ufffd局", "😀\ufffd")
    assert "有2处残缺的字符" in found.told[0]
    store.write(tmp_path / "甲.govreport", found.document, form)
    assert store.from_text((tmp_path / "甲.govreport").read_text("utf-8"), "x") == (form, found.document)
    whole = json.dumps(json.loads(store.to_text(replace(full, unit="😀"), form)))
    assert store.opened(whole, "x").told == ()


def test_a_name_that_stands_twice_is_refused(form: Format, full: Document) -> None:
    text = store.to_text(full, form)
    line = '"requests.new.other": "十二"'
    assert line in text
    with pytest.raises(OutsideError, match="requests.new.other 写了两次"):
        store.from_text(text.replace(line, f'{line}, "requests.new.other": "13"'), "甲.govreport")


def test_the_year_before_last_is_told(form: Format, full: Document) -> None:
    content = json.loads(store.to_text(full, form))
    content["last"] |= {"last": content["last"] | {"last": None}, "year": 9999}
    found = store.opened(json.dumps(content), "甲.govreport")
    assert found.told[0] == "文件里的上年年报还带着更早一年的年报，没有带入。"
    assert found.told[1].startswith("上年年报：年度“9999”")
    assert found.document.last is not None
    assert found.document.last.document.year is None


def test_what_an_old_version_should_not_have_is_not_emptied(form: Format, full: Document) -> None:
    content = json.loads(store.to_text(replace(full, last=None), form)) | {"version": 1}
    assert store.from_text(json.dumps(content), "x")[1] == replace(full, last=None)


def test_a_sentence_repeats_only_a_little_of_a_file(form: Format, full: Document) -> None:
    for change in ({"x" * 10_000: 1}, {"format": "x" * 10_000}, {"cells": {"x\n" * 10_000: "1"}}):
        with pytest.raises(OutsideError) as caught:
            store.from_text(damaged(change, form, full), "甲.govreport")
        assert len(str(caught.value)) < 150
        assert "\n" not in str(caught.value)


def test_a_missing_key_is_named(form: Format, full: Document) -> None:
    content = json.loads(store.to_text(full, form))
    del content["sections"]
    with pytest.raises(OutsideError, match="sections"):
        store.from_text(json.dumps(content), "甲.govreport")


def test_a_failing_disk_keeps_the_old_file_whole(
    form: Format, full: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "甲.govreport"
    store.write(path, full, form)
    before = path.read_bytes()

    def fail(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutsideError, match="“甲.govreport”没有保存：磁盘已满"):
        store.write(path, full.with_cells({"requests.new.other": "3"}), form)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_folder_that_is_not_there(form: Format, full: Document, tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="文件夹不存在"):
        store.write(tmp_path / "没有" / "甲.govreport", full, form)


def test_a_folder_in_the_way(form: Format, full: Document, tmp_path: Path) -> None:
    path = tmp_path / "甲.govreport"
    path.mkdir()
    with pytest.raises(OutsideError, match="“甲.govreport”没有保存"):
        store.write(path, full, form)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_the_sample_survives(sample: Imported) -> None:
    text = store.to_text(sample.document, sample.form)
    assert store.from_text(text, "x") == (sample.form, sample.document)


def test_what_was_sent_on_a_form_that_is_not_known_is_told_and_left_out(form: Format, full: Document) -> None:
    content = json.loads(store.to_text(full, form))
    content["sent"][0]["format"] = "2030"
    opened = store.opened(json.dumps(content), "甲.govreport")
    assert opened.document == replace(full, sent=full.sent[1:])
    assert opened.told == ("文件里有送审时的内容用的是本程序尚不支持的格式，没有带入。",)


def test_what_last_year_sent_stays_in_its_own_file(form: Format, full: Document) -> None:
    last = LastYear(form, replace(full, last=None, year=2024))
    _, again = store.from_text(store.to_text(replace(full, last=last), form), "甲.govreport")
    assert again.last == replace(last, document=replace(last.document, sent=()))
