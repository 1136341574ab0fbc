"""A ledger on disk: whole, whatever ends the program; one window at a time; words and calendar that ship or come."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger.application import TEXTS, Application, Dispute, with_text
from govreport_gui.core.ledger.counting import CLASSES, KINDS, OUTCOMES, RESULTS, count
from govreport_gui.core.ledger.ledger import Layout, Ledger, added, changed, removed
from govreport_gui.core.values import sound
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.ledger import calendar_file, ledger_file, open_ledger
from govreport_gui.files.ledger.vocabulary_file import vocabulary
from govreport_gui.files.saving import journal, versions

NOW = datetime(2026, 1, 20, 9, 0)  # noqa: DTZ001  # the clerk's own clock
CALENDAR = """
[[year]]
year = 2027
source = "通知"
off = ["01-01"]
work = ["01-09"]
"""


def full() -> Ledger:
    one = Application(0, "2025-1", "2025-03-03", applicant="张三", applicant_class="natural_person")
    two = Application(
        0,
        **{field: f"{field}的字" for field in TEXTS},
        disputes=(Dispute("reconsideration", "2025-05-06", "upheld", "2025-07-01", "original"),),
        attachments=("申请书.pdf",),
    )
    layout = Layout(MappingProxyType({"收文号": "number"}), MappingProxyType({("result", "不公开"): "granted"}))
    return added(Ledger("某局", 2025, layout=layout), [one, two])


def test_what_is_saved_is_what_is_read_a_line_an_application(tmp_path: Path) -> None:
    path = tmp_path / "台账.govledger"
    ledger_file.write(path, full())
    assert ledger_file.read(path)[0] == full()
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.startswith('{"key": ') for line in lines] == [False, False, True, True, False]
    assert lines[2].rstrip(",") == (
        '{"key": 1, "number": "2025-1", "received": "2025-03-03", "applicant": "张三", "applicant_class": '
        '"natural_person"}'
    )


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda text: text[:-10], "已损坏"),
        (lambda text: text.replace('"govledger"', '"govreport"', 1), "不是台账的文件"),
        (lambda text: text.replace('"version": 1', '"version": 2', 1), "升级本程序"),
        (lambda text: text.replace('"version": 1', '"version": true', 1), "没有写明版本"),
        (lambda text: text.replace('"key": 2', '"key": 1', 1), "被改动过"),
        (lambda text: text.replace('"key": 2', '"key": "2"', 1), "被改动过"),
        (lambda text: text.replace('"received"', '"recieved"', 1), "被改动过"),
        (lambda text: text.replace('"year": 2025', '"year": 20250', 1), "被改动过"),
        (lambda text: text.replace('"张三"', "3", 1), "被改动过"),
        (lambda text: text.replace('"upheld"', "null", 1), "被改动过"),
    ],
)
def test_a_spoilt_file_is_refused_in_a_sentence(tmp_path: Path, spoil: Callable[[str], str], sentence: str) -> None:
    path = tmp_path / "台账.govledger"
    path.write_text(spoil(ledger_file.to_text(full())), encoding="utf-8")
    with pytest.raises(OutsideError, match=sentence):
        ledger_file.read(path)


def test_a_journal_left_behind_brings_back_the_last_acts(tmp_path: Path) -> None:
    path = tmp_path / "台账.govledger"
    first = open_ledger.create(path, full(), NOW)
    now = changed(first.ledger, [with_text(first.ledger.of(1), "number", "2025-01")])
    now = removed(added(now, [Application(0, "2025-3")]), [2])
    assert first.keep(now, NOW)
    assert not first.is_saved
    first.leave()
    second = open_ledger.open_(path, NOW)
    assert second.restored
    assert second.ledger == now
    second.close(NOW)
    third = open_ledger.open_(path, NOW)
    assert not third.restored
    assert third.ledger == now
    third.close(NOW)


def test_a_ledger_that_was_saved_and_closed_leaves_no_journal(tmp_path: Path) -> None:
    path = tmp_path / "台账.govledger"
    first = open_ledger.create(path, full(), NOW)
    first.keep(replace(first.ledger, unit="某局"), NOW)
    first.save(NOW)
    first.keep(first.ledger, NOW)  # as the window does when the day changes
    first.close(NOW)
    second = open_ledger.open_(path, NOW)
    assert not second.restored
    saved = second.ledger
    second.keep(replace(saved, unit="又一局"), NOW)
    second.keep(saved, NOW)  # taken back
    second.close(NOW)
    assert journal.left_behind(path, ledger_file.JOURNALS) == ()
    assert ledger_file.read(path)[0] == saved


def test_the_journal_of_a_large_ledger_holds_only_what_changed(tmp_path: Path) -> None:
    large = added(Ledger("某局", 2025), [Application(0, str(at), content="内容" * 50) for at in range(1000)])
    now = changed(large, [with_text(large.of(500), "office", "办公室")])
    text = ledger_file.journaled(now, large)
    assert len(text) < 1000
    assert ledger_file.restored(text, large) == now


def test_what_a_save_that_was_cut_off_has_left_goes(tmp_path: Path) -> None:
    path = tmp_path / "台账.govledger"
    first = open_ledger.create(path, full(), NOW)
    first.keep(replace(first.ledger, unit="旧"), NOW)
    ledger_file.write(path, replace(first.ledger, unit="新"))  # and then the program is killed
    first.leave()
    second = open_ledger.open_(path, NOW)
    assert not second.restored
    assert second.ledger.unit == "新"
    assert journal.left_behind(path, ledger_file.JOURNALS) == ()
    second.close(NOW)


def test_a_save_keeps_a_dated_copy_and_what_somebody_else_wrote(tmp_path: Path) -> None:
    path = tmp_path / "台账.govledger"
    opened = open_ledger.create(path, full(), NOW)
    opened.keep(replace(opened.ledger, unit="甲"), NOW)
    ledger_file.write(path, replace(full(), unit="别人"))
    assert opened.save(NOW)
    copies = [ledger_file.opened(each.path.read_text(encoding="utf-8"), "").unit for each in versions.of(path)]
    assert sorted(copies) == ["别人", "甲"]
    assert {each.path.suffix for each in versions.of(path)} == {".govledger"}
    opened.close(NOW)


def test_a_second_window_is_refused(tmp_path: Path) -> None:
    opened = open_ledger.create(tmp_path / "台账.govledger", full(), NOW)
    with pytest.raises(OutsideError, match="不能同时修改"):
        open_ledger.open_(opened.path, NOW)
    opened.close(NOW)
    open_ledger.open_(opened.path, NOW).close(NOW)


WORK = """
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from govreport_gui.core.ledger.application import Application, with_text
from govreport_gui.core.ledger.ledger import added, changed
from govreport_gui.files import settings
settings.data_folder = lambda: Path(sys.argv[2])
from govreport_gui.files.ledger import open_ledger
opened = open_ledger.open_(Path(sys.argv[1]), datetime.now())
print("open", flush=True)
for act in range(1, 100000):
    ledger = changed(opened.ledger, [with_text(opened.ledger.of(1), "number", str(act))])
    if act % 5 == 0:
        ledger = added(ledger, [Application(0, sys.argv[3])])
    assert opened.keep(ledger, datetime.now())
    if act % 7 == 0:
        opened.save(datetime.now())
    print(act, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_killed_at_any_moment_only_the_last_act_is_lost(tmp_path: Path) -> None:
    path, data = tmp_path / "台账.govledger", tmp_path / "data"
    ledger_file.write(path, full())
    dice = random.Random(3)  # noqa: S311  # dice for a test
    environment = os.environ | {"PYTHONPATH": str(resources.home())}
    rows = 2
    for turn in range(3):
        command = [sys.executable, "-c", WORK, str(path), str(data), str(turn)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as work:
            assert work.stdout is not None
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
            opened = open_ledger.open_(path, NOW)
            stands = int(opened.ledger.of(1).number)
            assert stands in (done, done + 1)
            rows += stands // 5
            assert len(opened.ledger.applications) == rows
            opened.close(NOW)


def test_the_words_fit_the_ledger_and_the_form() -> None:
    words = vocabulary()
    assert {column.id for column in words.columns} == {*TEXTS, "disputes", "attachments"}
    assert set(words.names["class"]) == CLASSES
    assert set(words.names["result"]) == RESULTS == set(words.articles)
    assert set(words.names["dispute"]) == KINDS
    assert set(words.names["outcome"]) - {""} == OUTCOMES
    assert all(set(of) <= RESULTS for of in words.unsure["result"].values())
    assert all(set(of) <= CLASSES for of in words.unsure["class"].values())
    assert {to for _, to in words.endings} <= CLASSES
    assert not words.open_words & (words.words["result"].keys() | words.unsure["result"].keys())
    assert [column.id for column in words.columns if column.private] == [
        "applicant", "id_number", "address", "phone", "content", "remarks",
    ]  # fmt: skip


def test_the_questions_lead_to_every_result_once() -> None:
    words, ways = vocabulary(), ["start"]
    found: list[str] = []
    while ways:
        for answer in words.questions[ways.pop()].answers:
            (ways if answer.to else found).append(answer.to or answer.result)
    assert sorted(found) == sorted(RESULTS)


def test_a_calendar_is_put_in_from_a_file_and_taken_out(tmp_path: Path) -> None:
    source = tmp_path / "2027.toml"
    source.write_text(CALENDAR, encoding="utf-8")
    try:
        assert calendar_file.calendar().unknown(date(2027, 1, 1), date(2027, 1, 9)) == (2027,)
        assert set(calendar_file.add(source).years) == {2027}
        assert calendar_file.calendar().works(date(2027, 1, 9))
        assert 2025 in calendar_file.calendar().years
        source.write_text(CALENDAR.replace("01-09", "01-08"), encoding="utf-8")
        with pytest.raises(OutsideError, match="没有改动现在的工作日历"):
            calendar_file.add(source)
        source.write_bytes(b"\xff\xfe")
        with pytest.raises(OutsideError, match="已损坏"):
            calendar_file.add(source)
        assert calendar_file.calendar().works(date(2027, 1, 9))
    finally:
        calendar_file.remove()
    assert 2027 not in calendar_file.calendar().years


@given(
    texts=st.lists(
        st.tuples(*(st.text(max_size=12) for _ in range(3)), st.dates(date(2024, 1, 1), date(2026, 1, 1)).map(str)),
        max_size=20,
    )
)
@settings(max_examples=25, deadline=None)
def test_counted_again_after_save_and_load_it_is_the_same(texts: list[tuple[str, str, str, str]], form: Format) -> None:
    classes = sorted(CLASSES)
    made = [
        Application(
            0,
            sound(number),
            day,
            applicant=sound(name),
            applicant_class=classes[at % 6],
            remarks=sound(remarks),
            answered=day if at % 3 else "",
            result="granted" if at % 3 else "",
        )
        for at, (number, name, remarks, day) in enumerate(texts)
    ]
    ledger = added(Ledger("某局", 2025), made)
    again = ledger_file.opened(ledger_file.to_bytes(ledger).decode("utf-8"), "")
    assert again == ledger
    assert count(again, form) == count(ledger, form)
