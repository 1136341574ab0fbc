"""A collection on disk: whole, whatever ends the program; one window at a time; slips and reminders."""

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup import desk as desks
from govreport_gui.core.rollup import slips
from govreport_gui.core.rollup.adding import add_up, last_sum
from govreport_gui.core.rollup.desk import Desk
from govreport_gui.core.rollup.submission import Collection, Member, Unreadable
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.rollup import collection_file, open_collection, papers
from govreport_gui.files.rollup.open_collection import OpenCollection
from govreport_gui.files.rollup.submitted import judged
from govreport_gui.files.saving import journal

NOW = datetime(2026, 1, 20, 9, 0)  # noqa: DTZ001  # the clerk's own clock
NEW = "requests.new.natural_person"


def full(form: Format) -> Desk:
    wrong = Document(
        form.id, "县甲局", 2025, cells={NEW: "3", "requests.new.total": "1", "proactive.fees.amount": "0.1"}
    )
    good = Document(form.id, "县乙局", 2025, cells={NEW: "4"}, sections={"overview": "概况"})
    reports = (judged("收/甲.docx", form, wrong, ("存疑",), 5), judged("收/乙.docx", form, good))
    roster = (Member("县甲局", "甲局", "部门", "1"), Member("县丙局"))
    collection = Collection(
        resources.formats(), reports, (Unreadable("收/坏.bin", "读不出来。"),), roster, "某县人民政府", 2025,
        frozenset({"收/乙.docx"}), frozenset({"收/甲.docx"}),
    )  # fmt: skip
    last = last_sum(collection, add_up(collection))
    desk = Desk(replace(collection, last=last), deadline="1月24日", contact="政务公开科", report=good)
    return desks.noted(desks.marked(desk, ["县甲局"], "returned"), "县甲局", "电话里说过")


def test_what_is_saved_is_what_is_read(form: Format, tmp_path: Path) -> None:
    desk = full(form)
    path = tmp_path / "汇总.govrollup"
    collection_file.write(path, desk)
    read, _ = collection_file.read(path)
    assert read == desk
    text = path.read_text(encoding="utf-8")
    assert json.loads(text)["kind"] == "govrollup"
    assert sum(line.startswith('{"file"') for line in text.splitlines()) == 2, "a line for each report"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda text: text[:-30], "已损坏"),
        (lambda text: text.replace('"govrollup"', '"govreport"', 1), "不是年报汇总的文件"),
        (lambda text: text.replace('"version": 1', '"version": 2', 1), "升级本程序"),
        (lambda text: text.replace('"version": 1', '"version": true', 1), "没有写明版本"),
        (lambda text: text.replace('"returned"', '"lost"', 1), "被改动过"),
        (lambda text: text.replace('"must_fix"', '"bad"', 1), "被改动过"),
        (lambda text: text.replace('"requests.new.total": "1"', '"no.such.cell": "1"'), "有一份年报读不出来"),
        (lambda text: text.replace('"year": 2025', '"year": 20250', 1), "被改动过"),
    ],
)
def test_a_spoilt_file_is_refused_in_a_sentence(form: Format, tmp_path: Path, spoil, sentence: str) -> None:
    path = tmp_path / "汇总.govrollup"
    path.write_text(spoil(collection_file.to_text(full(form))), encoding="utf-8")
    with pytest.raises(OutsideError, match=sentence):
        collection_file.read(path)


def test_a_journal_left_behind_brings_back_the_last_acts(form: Format, tmp_path: Path) -> None:
    path = tmp_path / "汇总.govrollup"
    first = open_collection.create(path, full(form), NOW)
    changed = desks.noted(desks.marked(first.desk, ["县乙局"], "accepted"), "县乙局", "已核")
    assert first.keep(changed, NOW)
    assert not first.is_saved
    first.leave()
    second = open_collection.open_(path, NOW)
    assert second.restored
    assert second.desk.mark("县乙局") == desks.Mark("accepted", "已核")
    assert second.desk.collection == changed.collection
    second.close()
    third = open_collection.open_(path, NOW)
    assert not third.restored
    assert third.desk == second.desk
    third.close()


def test_what_a_save_that_was_cut_off_has_left_goes(form: Format, tmp_path: Path) -> None:
    path = tmp_path / "汇总.govrollup"
    first = open_collection.create(path, full(form), NOW)
    first.keep(desks.noted(first.desk, "县甲局", "旧"), NOW)
    collection_file.write(path, desks.noted(first.desk, "县甲局", "新"))  # and then the program is killed
    first.leave()
    second = open_collection.open_(path, NOW)
    assert not second.restored
    assert second.desk.mark("县甲局").note == "新"
    assert journal.left_behind(path, collection_file.JOURNALS) == ()
    second.close()


def test_reports_that_come_in_are_saved_at_once(form: Format, tmp_path: Path) -> None:
    opened = open_collection.create(tmp_path / "汇总.govrollup", full(form), NOW)
    new = judged("收/丙.docx", form, Document(form.id, "县丙局", 2025))
    opened.keep(desks.came(opened.desk, [new]), NOW)
    assert opened.is_saved
    assert len(collection_file.read(opened.path)[0].collection.submissions) == 3
    opened.close()


def test_lines_are_made_once_and_read_as_they_stand(form: Format, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "汇总.govrollup"
    collection_file.write(path, full(form))
    opened = open_collection.open_(path, NOW)
    made = []
    line = collection_file._line
    monkeypatch.setattr(collection_file, "_line", lambda each: made.append(each.file) or line(each))
    opened.save()
    assert made == []
    assert path.read_text(encoding="utf-8") == collection_file.to_text(opened.desk)
    made.clear()
    other = judged("收/乙.docx", form, Document(form.id, "县乙局", 2025, cells={NEW: "40"}))
    opened.keep(desks.came(opened.desk, [other]), NOW)
    assert made == ["收/乙.docx"]
    assert collection_file.read(path)[0] == opened.desk
    opened.close()


def test_reports_in_another_layout_are_read_and_written_in_lines(form: Format, tmp_path: Path) -> None:
    path = tmp_path / "汇总.govrollup"
    desk = full(form)
    path.write_text(json.dumps(json.loads(collection_file.to_text(desk)), indent=1), encoding="utf-8")
    opened = open_collection.open_(path, NOW)
    assert opened.desk == desk
    opened.save()
    opened.close()
    assert path.read_text(encoding="utf-8") == collection_file.to_text(desk)


@pytest.mark.parametrize("killed", ["before the new file", "behind the new file", "with both journals"])
def test_what_is_done_while_it_is_saved_is_kept(form: Format, tmp_path: Path, monkeypatch, killed: str) -> None:
    path = tmp_path / "汇总.govrollup"
    opened = open_collection.create(path, full(form), NOW)
    opened.keep(desks.noted(opened.desk, "县甲局", "前"), NOW)
    new = judged("收/丙.docx", form, Document(form.id, "县丙局", 2025))
    save = opened.begin_save(desks.came(opened.desk, [new]))
    save.work()
    opened.keep(desks.noted(opened.desk, "县乙局", "其间"), datetime(2099, 1, 1))  # noqa: DTZ001  # later than the file

    def kill(*_) -> None:
        raise KeyboardInterrupt

    where = {
        "before the new file": (type(save.written), "put"),
        "behind the new file": (OpenCollection, "_new_journal"),
        "with both journals": (journal.Journal, "discard"),
    }[killed]
    before = opened._journal
    with monkeypatch.context() as patch:
        patch.setattr(*where, kill)
        with pytest.raises(KeyboardInterrupt):
            opened.end_save(save, desks.came(opened.desk, [new]))
    before.leave()
    opened.leave()
    again = open_collection.open_(path, NOW)
    assert (again.desk.mark("县甲局").note, again.desk.mark("县乙局").note) == ("前", "其间")
    assert len(again.desk.collection.submissions) == (2 if killed == "before the new file" else 3)
    again.close()
    assert journal.left_behind(path, collection_file.JOURNALS) == ()


def test_a_second_window_is_refused(form: Format, tmp_path: Path) -> None:
    opened = open_collection.create(tmp_path / "汇总.govrollup", full(form), NOW)
    with pytest.raises(OutsideError, match="不能同时修改"):
        open_collection.open_(opened.path, NOW)
    opened.close()
    open_collection.open_(opened.path, NOW).close()


WORK = """
import sys
from datetime import datetime
from pathlib import Path
from govreport_gui.core.rollup import desk as desks
from govreport_gui.files import settings
settings.data_folder = lambda: Path(sys.argv[2])
from govreport_gui.files.rollup import open_collection
opened = open_collection.open_(Path(sys.argv[1]), datetime.now())
print("open", flush=True)
for act in range(1, 100000):
    desk = desks.noted(desks.noted(opened.desk, "县乙局", sys.argv[3]), "县甲局", str(act))
    if act % 7 == 0:
        opened.desk = desk
        opened.save()
    else:
        assert opened.keep(desk, datetime.now())
    print(act, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_killed_at_any_moment_only_the_last_act_is_lost(form: Format, tmp_path: Path) -> None:
    path, data = tmp_path / "汇总.govrollup", tmp_path / "data"
    collection_file.write(path, full(form))
    dice = random.Random(3)  # noqa: S311  # dice for a test
    environment = os.environ | {"PYTHONPATH": str(resources.home())}
    for turn in range(3):
        command = [sys.executable, "-c", WORK, str(path), str(data), str(turn)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as work:
            last, moment = 0, dice.randrange(3, 60)
            for line in work.stdout:
                last = int(line) if line.strip().isdecimal() else 0
                if last >= moment:
                    break
            work.kill()
            rest = [int(line) for line in work.stdout.read().split() if line.isdecimal()]
        done = max([last, *rest])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("govreport_gui.files.settings.data_folder", lambda: data)
            opened = open_collection.open_(path, NOW)
            assert int(opened.desk.mark("县甲局").note) in (done, done + 1)
            opened.close()


def rows(desk: Desk) -> dict[str, desks.Row]:
    return {row.unit: row for row in desks.rows(desk, add_up(desk.collection))}


def test_a_new_report_is_received_anew_and_the_note_stays(form: Format) -> None:
    desk = full(form)
    desk = replace(desk, collection=replace(desk.collection, chosen=frozenset()))
    assert rows(desk)["县甲局"].state == "returned"
    same = desks.came(desk, [desk.collection.submissions[0]])
    assert rows(same)["县甲局"].state == "returned", "the same report is nothing new"
    again = judged("收/甲2.docx", form, Document(form.id, "县甲局", 2025), changed=9)
    came = desks.came(desk, [again])
    renewed = desks.rows(came, add_up(came.collection))[0]
    assert renewed.file == "收/甲2.docx"
    assert (renewed.state, renewed.note) == ("received", "电话里说过")


def test_the_desk_has_a_line_for_everything(form: Format) -> None:
    lines = desks.rows(full(form), add_up(full(form).collection))
    assert [(row.unit, row.state, bool(row.why), row.expected) for row in lines] == [
        ("县甲局", "returned", False, True),
        ("县丙局", "missing", False, True),
        ("县乙局", "received", True, False),
        ("坏.bin", "received", True, False),
    ]
    assert desks.counts(lines) == {
        "all": 4, "missing": 1, "received": 0, "wrong": 1, "explain": 0, "doubtful": 1, "good": 0, "out": 2,
    }  # fmt: skip


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_slips_are_one_page_a_unit(form: Format, tmp_path: Path, suffix: str) -> None:
    desk = full(form)
    messages = [f"表三第{number}行合计为{number}，各格相加为{number + 1}，请核对该行各数。" for number in range(60)]
    row = rows(desk)["县甲局"]
    many = replace(row.submission.findings[0])
    crowded = replace(
        row, submission=replace(row.submission, findings=tuple(replace(many, message=each) for each in messages))
    )
    parts = [slips.slip(desk, each) for each in (row, crowded, replace(row, unit="县丁局"))]
    path = tmp_path / f"退回{suffix}"
    papers.write(path, form, desk, 2025, slips.SLIPS, parts)
    if suffix == ".docx":
        assert path.read_bytes().startswith(b"PK")
        return
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(path)]
    assert len(pages) == 1 + len(parts), "a list, then a page a unit"
    assert "县甲局" in pages[1]
    assert "1月24日前改正后重新报送" in pages[1].replace("\r\n", "")
    assert "另有" in pages[2]


def test_a_slip_names_the_year_of_the_report_not_of_the_sum(form: Format) -> None:
    desk = full(form)
    row = rows(desk)["县甲局"]
    document = replace(row.submission.document, year=2023)
    earlier = replace(row, submission=replace(row.submission, document=document))
    assert "你单位报送的2023年度政府信息公开工作年度报告" in slips.slip(desk, earlier).paragraphs[0]
    nameless = replace(row, submission=replace(row.submission, document=replace(document, year=None)))
    assert "你单位报送的政府信息公开工作年度报告" in slips.slip(desk, nameless).paragraphs[0]


def test_one_slip_alone_has_no_list(form: Format, tmp_path: Path) -> None:
    desk = full(form)
    path = tmp_path / "催报.pdf"
    papers.write(path, form, desk, 2025, slips.REMINDERS, [slips.reminder(desk, "县丙局", 2025)])
    (page,) = [page.get_textpage().get_text_range() for page in PdfDocument(path)]
    assert "尚未收到你单位2025年度政府信息公开工作年度报告" in page.replace("\r\n", "")
