"""The guide opens from the menu, with all its pictures."""

import re

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from govreport_gui.core.rollup.desk import Desk
from govreport_gui.core.rollup.submission import Collection
from govreport_gui.files import resources
from govreport_gui.ui.actions.guide import Guide
from govreport_gui.ui.rollup import desk_menu
from govreport_gui.ui.rollup.work import Work
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import entry, menu_of

TEXT = (resources.guide() / "guide.md").read_text(encoding="utf-8")


def test_every_picture_is_in_the_guide_and_every_picture_named_is_there() -> None:
    named = re.findall(r"!\[[^]]+\]\(([a-z]+\.png)\)", TEXT)
    assert sorted(named) == sorted(each.name for each in resources.guide().glob("*.png"))


def test_it_opens_from_the_menu_with_pictures_that_fit(window: MainWindow) -> None:
    entry(window, "使用说明").trigger()
    (guide,) = window.findChildren(Guide)
    assert "校对" in guide.toPlainText()
    picture = guide.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("type.png"))
    assert isinstance(picture, QImage)
    assert 300 < picture.width() <= guide.viewport().width()
    guide.close()


def test_every_shortcut_it_names_is_one(window: MainWindow, qtbot: QtBot) -> None:
    desk = desk_menu.new_desk(Work(Desk(Collection(resources.formats()))), lambda *_: None)
    qtbot.addWidget(desk)
    known = {
        key.toString()
        for bar in (window.menuBar(), desk.menuBar())
        for menu in bar.actions()
        for each in menu_of(menu).actions()
        for key in each.shortcuts()
    }
    named = set(re.findall(r"(?:Ctrl|Alt)\+(?:Alt\+|Shift\+)?(?:[A-Z0-9](?![a-z])|F\d)", TEXT)) | {
        "F1",
        "F6",
        "F8",
        "F9",
        "F11",
        "F12",
    }
    in_the_grid = {"Ctrl+A"}
    assert named - known - in_the_grid == set()
