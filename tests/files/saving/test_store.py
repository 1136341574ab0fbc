import errno
import json
import os
from pathlib import Path

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document, LastYear, Note, Step
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.saving import store
from govreport_gui.files.sources.assembly import Imported


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
    )


def test_save_then_load_is_equal(form: Format, full: Document, tmp_path: Path) -> None:
    path = tmp_path / "年报 1.govreport"
    store.write(path, full, form)
    assert store.from_text(path.read_text(encoding="utf-8"), path.name) == (form, full)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_the_file_is_text_with_one_cell_a_line(form: Format, full: Document) -> None:
    lines = store.to_text(full, form).split("\n")
    assert lines[:3] == ["{", ' "kind": "govreport",', ' "version": 3,']
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
        assert json.loads(store.to_text(document, form))["version"] == 3


def damaged(change: dict, form: Format, full: Document) -> str:
    return json.dumps(json.loads(store.to_text(full, form)) | change, ensure_ascii=False)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "other"}, "不是公开年报的文件"),
        ({"version": 4}, "更新的程序保存的"),
        ({"version": "1"}, "没有写明版本"),
        ({"format": "2030"}, "用的格式（2030）本程序还没有"),
        ({"cells": {"requests.new.nobody": "1"}}, "requests.new.nobody"),
        ({"cells": {"requests.new.other": 1}}, "cells"),
        ({"cells": []}, "cells"),
        ({"sections": {"seven": "七"}}, "seven"),
        ({"year": "2025"}, "year"),
        ({"year": True}, "year"),
        ({"unit": None}, "unit"),
        ({"level": "galaxy"}, "level"),
        ({"rulemaker": 1}, "rulemaker"),
        ({"year": -5}, "year"),
        ({"year": 10**30}, "year"),
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
