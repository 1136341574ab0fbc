from collections.abc import Iterator
from pathlib import Path

import pytest

from govreport_gui.files import resources, settings
from govreport_gui.files.errors import OutsideError


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    resources.formats.cache_clear()
    resources._read.cache_clear()
    yield
    resources.formats.cache_clear()
    resources._read.cache_clear()


@pytest.fixture
def text() -> str:
    return resources.path("formats/2021.toml").read_text(encoding="utf-8")


def on_stick(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "新格式.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_later_issue_replaces_the_earlier(tmp_path: Path, text: str) -> None:
    later = text.replace("revision = 1", "revision = 2").replace('level = "explain"', 'level = "notice"', 1)
    assert resources.add_form(on_stick(tmp_path, later)).revision == 2
    form = resources.form_of("2021")
    assert form is not None
    assert form.revision == 2
    assert len(resources.formats()) == 2


def test_a_new_form_is_one_more(tmp_path: Path, text: str) -> None:
    new = text.replace('id = "2021"', 'id = "2030"', 1).replace("first_year = 2021", "first_year = 2030")
    resources.add_form(on_stick(tmp_path, new))
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
            "表格与现在的2021年格式不同",
        ),
    ],
)
def test_a_file_that_does_not_do_changes_nothing(tmp_path: Path, text: str, change, sentence: str) -> None:
    with pytest.raises(OutsideError, match=sentence):
        resources.add_form(on_stick(tmp_path, change(text)))
    assert not (settings.data_folder() / "formats").exists()
    with pytest.raises(OutsideError, match="读不出来"):
        resources.add_form(tmp_path / "没有.toml")


def test_one_that_was_spoilt_later_is_left_out(tmp_path: Path, text: str) -> None:
    resources.add_form(on_stick(tmp_path, text.replace("revision = 1", "revision = 2")))
    (settings.data_folder() / "formats" / "2021.toml").write_text("?", encoding="utf-8")
    resources.formats.cache_clear()
    resources._read.cache_clear()
    form = resources.form_of("2021")
    assert form is not None
    assert form.revision == 1


def test_the_newest_form_is_the_first_of_all() -> None:
    assert resources.newest().id == resources.formats()[0].id == "2021"
