import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from govreport_gui import selftest
from govreport_gui.files import added_forms, resources, settings
from govreport_gui.files.errors import OutsideError


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # How long a trial may take is for the clerk's sake; the machine of the tests may be busy.
    monkeypatch.setattr(added_forms, "_PATIENCE", 120)
    resources.look_again()
    yield
    resources.look_again()


@pytest.fixture
def text() -> str:
    return resources.path("formats/2021.toml").read_text(encoding="utf-8")


def on_stick(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "新格式.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_later_issue_replaces_the_earlier(tmp_path: Path, text: str) -> None:
    later = text.replace("revision = 1", "revision = 2").replace('level = "explain"', 'level = "notice"', 1)
    assert added_forms.add(on_stick(tmp_path, later)).revision == 2
    form = resources.form_of("2021")
    assert form is not None
    assert form.revision == 2
    assert len(resources.formats()) == 2


def test_a_new_form_is_one_more(tmp_path: Path, text: str) -> None:
    new = text.replace('id = "2021"', 'id = "2030"', 1).replace("first_year = 2021", "first_year = 2030")
    added_forms.add(on_stick(tmp_path, new))
    assert [form.id for form in resources.formats()] == ["2030", "2021", "2019"]
    assert resources.newest().id == "2030"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: text, "不比现在用的2021年格式（第1版）新"),
        (lambda text: text.replace("revision = 1", "revision = 2\ncolour = 1"), "不认识 colour"),
        (lambda _: "revision = ", "不能用"),
        (
            lambda text: text.replace("revision = 1", "revision = 2").replace("coercion", "coercive"),
            "表二的格与现在的2021年格式不同",
        ),
    ],
)
def test_a_file_that_does_not_do_changes_nothing(tmp_path: Path, text: str, change, sentence: str) -> None:
    with pytest.raises(OutsideError, match=sentence):
        added_forms.add(on_stick(tmp_path, change(text)))
    assert not (settings.data_folder() / "formats").exists()


def later(text: str) -> str:
    return text.replace("revision = 1", "revision = 2")


def without(text: str, start: str) -> str:
    """The text without the group that begins so."""
    before, _, rest = text.partition(start)
    return before + rest[rest.index("\n[[") + 1 :]


def as_2030(text: str) -> str:
    return text.replace('id = "2021"', 'id = "2030"', 1).replace("first_year = 2021", "first_year = 2030")


EMPTY = 'id="x"\nsection=[]\ntable=[]\nrule=[]\nrevision=1\nname="n"\nsource="s"\nfirst_year=2030\ntitle="t"\n'
REFUSED: dict[str, tuple[Callable[[str], str], str]] = {
    "a part is missing": (lambda t: without(later(t), '[[section]]\nid = "problems"'), "缺少 problems"),
    "empty": (lambda _: EMPTY, "缺少 preface"),
    "an unknown field in the title": (lambda t: later(t).replace('title = "', 'title = "{x}'), "title 不认识 x"),
    "a title with a width": (lambda t: later(t).replace("{unit}{year}", "{unit:>999999999}{year}"), "只写名字"),
    "a title that looks inside": (lambda t: later(t).replace("{unit}", "{unit.__class__}{unit}"), "title 不认识"),
    "a title without year": (lambda t: later(t).replace("{unit}{year}", "{unit}"), "title 里没有 year"),
    "an open brace": (lambda t: later(t).replace("{unit}{year}", "{unit}{year}{"), "花括号不成对"),
    "nan widths": (lambda t: later(t).replace("[25, 25, 25, 25]", "[nan, nan, nan, nan]"), "widths"),
    "zero widths": (lambda t: later(t).replace("[25, 25, 25, 25]", "[0, 0, 0, 0]"), "widths"),
    "endless widths": (lambda t: later(t).replace("[25, 25, 25, 25]", "[inf, 25, 25, 25]"), "widths"),
    "widths as text": (lambda t: later(t).replace("[25, 25, 25, 25]", '["25", 25, 25, 25]'), "widths"),
    "a row name that is a number": (lambda t: later(t).replace('new = "本年新收"', "new = 5"), "rows 应是文字"),
    "a part that is a number": (lambda _: EMPTY.replace("section=[]", "section=[1]"), "应是一组"),
    "a deep array": (lambda _: "x = " + "[" * 2000 + "]" * 2000, "不是格式文件"),
    "an endless number": (lambda t: later(t).replace("limit = 1000", f"limit = {'9' * 5000}"), "不是格式文件"),
    "a deep name": (lambda _: "a." * 100_000 + "a = 1", "层次太多"),
    "too large": (lambda t: t + "#" * 1_000_000, "太大，不像是格式文件"),
    "an id that is a path": (lambda t: later(t).replace('"2021"', '"/tmp/outside"', 1), "只能用字母、数字"),
    "an id that leads upwards": (lambda t: later(t).replace('"2021"', '"../outside"', 1), "只能用字母、数字"),
    "an id that Windows keeps for itself": (lambda t: as_2030(t).replace('"2030"', '"CON"', 1), "只能用字母、数字"),
    "a total that is one no more": (lambda t: later(t).replace("\ncomputes = true", "", 1), "不再是合计"),
    "rows that are carried no more": (
        lambda t: later(t).replace('"requests.otherwise_other" = ["requests.otherwise"]', ""),
        "carry.2019 缺少 requests.otherwise_other",
    ),
    "carried from nowhere": (
        lambda t: later(t).replace('["requests.otherwise"]', '["requests.gone"]'),
        "requests.gone",
    ),
    "years that are covered no more": (lambda t: later(t).replace("first_year = 2021", "first_year = 2022"), "2021年"),
    "two rows of one name": (
        lambda t: (
            later(t)
            .replace('"2.申请人逾期未按收费通知', '"1.申请人逾期未按收费通知')
            .replace(
                "1.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            )
        ),
        "表三的行名分不清",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_form_that_would_break_the_program_is_refused(tmp_path: Path, text: str, case: str) -> None:
    change, sentence = REFUSED[case]
    changed = change(text)
    assert changed != text
    with pytest.raises(OutsideError) as caught:
        added_forms.add(on_stick(tmp_path, changed))
    assert sentence in str(caught.value)
    assert str(caught.value).startswith("“新格式.toml”")
    assert "\n" not in str(caught.value)
    assert not (settings.data_folder() / "formats").exists()


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        ("import os; os.abort()", "程序出了错"),
        ("raise SystemExit(97)", "程序出了错"),
        ("import time; time.sleep(100)", "1秒内未做完"),
    ],
)
def test_a_trial_that_ends_badly_is_a_refusal(
    tmp_path: Path, text: str, program: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(added_forms, "_PATIENCE", 1 if "sleep" in program else 120)
    monkeypatch.setattr(resources, "program", lambda: (sys.executable, "-c", program))
    with pytest.raises(OutsideError, match=sentence):
        added_forms.add(on_stick(tmp_path, later(text)))
    assert not (settings.data_folder() / "formats").exists()


def test_a_trial_leaves_no_trace(tmp_path: Path, text: str) -> None:
    added_forms.add(on_stick(tmp_path, later(text)))
    assert [path.name for path in settings.data_folder().rglob("*")] == ["formats", "2021.toml"]


def test_a_second_form_is_tried_beside_the_first(tmp_path: Path, text: str) -> None:
    added_forms.add(on_stick(tmp_path, later(text)))
    with pytest.raises(OutsideError, match=r"不比现在用的2021年格式（第2版）新"):
        added_forms.add(on_stick(tmp_path, later(text)))
    added_forms.add(on_stick(tmp_path, as_2030(text)))
    assert [(form.id, form.revision) for form in resources.formats()] == [("2030", 1), ("2021", 2), ("2019", 1)]


def put_there(text: str, name: str = "2021.toml") -> None:
    """As an earlier issue of the program may have taken it in."""
    folder = settings.data_folder() / "formats"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    resources.look_again()


@pytest.mark.parametrize("case", [case for case in REFUSED if case != "two rows of one name"])
def test_what_cannot_be_used_at_the_start_is_left_out_and_named(text: str, case: str) -> None:
    put_there(REFUSED[case][0](text))
    assert [form.id for form in resources.formats()] == ["2021", "2019"]
    assert resources.newest().revision == 1
    (left_out,) = resources.left_out()
    assert left_out.file == "2021.toml"
    assert REFUSED[case][1] in left_out.why


def test_forms_are_taken_out_again(tmp_path: Path, text: str) -> None:
    added_forms.add(on_stick(tmp_path, later(text)))
    put_there("?", "spoilt.toml")
    assert len(resources.added()) == 2
    added_forms.remove()
    assert (resources.added(), resources.left_out()) == ((), ())
    form = resources.form_of("2021")
    assert form is not None
    assert form.revision == 1


def test_selftest_names_what_is_left_out_and_goes_on(capsys: pytest.CaptureFixture[str], text: str) -> None:
    put_there(REFUSED["nan widths"][0](text))
    steps = selftest.forms()
    assert "2021年格式" in steps
    assert "2021.toml" in steps
    assert "widths" in steps


def test_the_frozen_program_is_started_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resources.program() == (sys.executable, "-m", "govreport_gui")
    for frozen in ("C:/公开年报/govreport-gui.exe", "/opt/govreport/govreport"):
        monkeypatch.setattr(sys, "executable", frozen)
        assert resources.program() == (frozen,)


def test_one_that_was_spoilt_later_is_left_out(tmp_path: Path, text: str) -> None:
    added_forms.add(on_stick(tmp_path, text.replace("revision = 1", "revision = 2")))
    (settings.data_folder() / "formats" / "2021.toml").write_text("?", encoding="utf-8")
    resources.look_again()
    form = resources.form_of("2021")
    assert form is not None
    assert form.revision == 1


def test_the_newest_form_is_the_first_of_all() -> None:
    assert resources.newest().id == resources.formats()[0].id == "2021"
