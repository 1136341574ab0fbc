"""Forms that are put in and taken out again, from the menu."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from govreport_gui.core.report.document import Document
from govreport_gui.files import added_forms, resources, settings
from govreport_gui.ui.actions import help_menu
from govreport_gui.ui.widgets import dialogs
from govreport_gui.ui.window.main_window import MainWindow


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # How long a trial may take is for the clerk's sake; the machine of the tests may be busy.
    monkeypatch.setattr(added_forms, "_PATIENCE", 120)
    resources.look_again()
    yield
    resources.look_again()


@pytest.fixture
def later(tmp_path: Path) -> Path:
    path = tmp_path / "新格式.toml"
    text = resources.path("formats/2021.toml").read_text(encoding="utf-8")
    path.write_text(text.replace("revision = 1", "revision = 2"), encoding="utf-8")
    return path


def put_there(text: str) -> None:
    folder = settings.data_folder() / "formats"
    folder.mkdir()
    (folder / "2021.toml").write_text(text, encoding="utf-8")
    resources.look_again()


def test_a_form_is_put_in_and_taken_out(window: MainWindow, later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = window.workspace
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: later)
    help_menu.add_form(workspace)
    assert workspace.message_bar.text.text().startswith("已装入2021年格式第2版")
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask", lambda _parent, text, *_, **__: asked.append(text) or "")
    help_menu.remove_forms(workspace)
    assert asked == ["要移除装入的格式（2021年格式第2版）吗？"]
    assert len(resources.added()) == 1
    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: "remove")
    help_menu.remove_forms(workspace)
    assert resources.added() == ()
    assert workspace.message_bar.text.text().startswith("已移除装入的格式")
    help_menu.remove_forms(workspace)
    assert workspace.message_bar.text.text().startswith("没有装入过格式文件")


def test_a_form_that_does_not_do_is_said(window: MainWindow, later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later.write_text("?", encoding="utf-8")
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: later)
    said: list[str] = []
    monkeypatch.setattr(dialogs, "say_error", lambda _parent, sentence: said.append(sentence))
    help_menu.add_form(window.workspace)
    assert said == ["“新格式.toml”不能用：不是格式文件，或已损坏。没有改动现在的格式。"]


def test_the_form_of_the_open_report_stays(window: MainWindow, later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = later.read_text("utf-8").replace('id = "2021"', 'id = "2030"', 1)
    text = text.replace("first_year = 2021", "first_year = 2030")
    put_there(text)
    form = resources.form_of("2030")
    assert form is not None
    window.workspace.show_report(form, Document("2030"))
    said: list[str] = []
    monkeypatch.setattr(dialogs, "say_error", lambda _parent, sentence: said.append(sentence))
    help_menu.remove_forms(window.workspace)
    assert said == ["没有移除：打开着的年报用的是装入的格式，移除后打不开。先打开别的年报。"]
    assert len(resources.added()) == 1


def test_at_the_start_it_is_said_which_form_is_left_out(
    window: MainWindow, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = window.workspace
    help_menu.say_left_out(workspace)
    assert workspace.message_bar.text.text() == ""
    put_there(later.read_text("utf-8").replace("[25, 25, 25, 25]", "[nan, nan, nan, nan]"))
    help_menu.say_left_out(workspace)
    said = workspace.message_bar.text.text()
    assert said.startswith("装入的格式有的不能用，已改用程序自带的：2021.toml（表 proactive：widths")
    assert "“帮助”" in said
    workspace.message_bar.say("没有找到表四，这张表还空着。")
    help_menu.say_left_out(workspace)
    assert workspace.message_bar.text.text() == said
    workspace.message_bar.put_away()
    assert workspace.message_bar.text.text() == "没有找到表四，这张表还空着。"
    help_menu.say_left_out(workspace)
    workspace.show_none()
    assert workspace.message_bar.text.text() == said, "it is true of the program, not of the report that was open"
    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: "remove")
    help_menu.remove_forms(workspace)
    assert workspace.message_bar.text.text().startswith("已移除装入的格式"), "and true no longer"
    workspace.message_bar.put_away()
    assert workspace.message_bar.isHidden()
