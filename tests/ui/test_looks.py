"""Colours, pictures, keys and names: what holds for every part of the window."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAction, QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from govreport_gui.files import resources
from govreport_gui.ui import written
from govreport_gui.ui.actions import current_cell
from govreport_gui.ui.control_totals.panel import Strip
from govreport_gui.ui.report.last_year_window import LastYearWindow
from govreport_gui.ui.widgets import dialogs, theme
from govreport_gui.ui.widgets.icons import icon
from govreport_gui.ui.window.main_window import MainWindow
from tests.ui.on_screen import menu_of, start_page, table_page

LEAST = 4.5
"""Contrast of words on their ground that WCAG 2 asks for."""
LEAST_EDGE = 3.0
"""Contrast of edges with what is on both sides."""


def luminance(colour: QColor) -> float:
    shares = (colour.redF(), colour.greenF(), colour.blueF())
    parts = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in shares]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (high + 0.05) / (low + 0.05)


CELLS = {"base", "total", "locked", "wash", "soft", "must_fix fill", "suspect", "explain fill"}
"""Grounds on which a number may stand."""
GROUNDS_OF = {
    "ink": CELLS | {"window", "head", "label", "band"},
    "ink2": CELLS | {"window", "head", "label"},
    "ink3": {"base", "total", "window", "wash", "soft", "label", "head"},
    "accent": {"base", "window", "wash", "soft", "suspect"},
    "must_fix": CELLS | {"window", "head"},
    "explain": {"base", "window", "soft", "explain fill", "total", "wash", "head"},
    "notice": {"base", "window", "soft", "total", "wash", "head"},
    "done": {"base", "window", "soft", "total", "wash"},
    "on accent": {"accent"},
    "within sign": {"must_fix", "explain", "notice"},
}
"""By ink: every ground it stands on."""


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("ink", sorted(GROUNDS_OF))
def test_every_ink_can_be_read_on_its_grounds(is_dark: bool, ink: str) -> None:
    colours = theme.COLOURS[is_dark]
    found = {ground: round(contrast(colours[ink], colours[ground]), 2) for ground in GROUNDS_OF[ink]}
    assert {ground: ratio for ground, ratio in found.items() if ratio < LEAST} == {}


@pytest.mark.parametrize("is_dark", [False, True])
def test_edges_of_fields_and_buttons_and_frames_of_the_focus_are_seen(is_dark: bool) -> None:
    colours = theme.COLOURS[is_dark]
    pairs = {
        (line, ground): contrast(colours[line], colours[ground])
        for line in ("edge", "accent")
        for ground in ("base", "window")
    }
    assert {pair: ratio for pair, ratio in pairs.items() if ratio < LEAST_EDGE} == {}


def test_every_ink_and_ground_of_the_theme_is_under_test() -> None:
    lines = {"line", "frame", "edge"}
    tested = set(GROUNDS_OF) | set().union(*GROUNDS_OF.values()) | lines
    for colours in theme.COLOURS.values():
        assert set(colours) == tested


def test_all_roles_of_the_palette_come_from_the_theme(qapp: QApplication) -> None:
    for is_dark in (False, True):
        made = theme.palette(is_dark=is_dark)
        known = set(theme.COLOURS[is_dark].values())
        roles = set(QPalette.ColorRole) - {QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles}
        assert {role for role in roles if made.color(role).name() not in known} == set()


def test_what_is_chosen_keeps_the_colours_of_signs_and_words(qapp: QApplication) -> None:
    made = theme.palette(is_dark=False)
    assert made.color(QPalette.ColorRole.HighlightedText) == made.color(QPalette.ColorRole.Text)


def test_no_colour_and_no_size_of_text_is_named_outside_the_theme() -> None:
    named = {
        f"{source.name}: {line.strip()}"
        for source in (resources._PACKAGE / "ui").rglob("*.py")
        if source.name != "theme.py"
        for line in source.read_text(encoding="utf-8").splitlines()
        if re.search(r"#[0-9a-fA-F]{6}\b|setPointSizeF?\(.*\d\.\d", line)
    }
    assert named == set()


CONTRAST_THEMES = {
    "black": ("#000000", "#ffffff", "#1aebff", "#000000"),
    "white": ("#ffffff", "#000000", "#37006e", "#ffffff"),
}
"""Ground, ink, selection and ink on it of themes for high contrast as Windows has them."""


@pytest.fixture(params=list(CONTRAST_THEMES))
def contrast_theme(
    qapp: QApplication, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, str, str, str]]:
    ground, ink, selection, within = CONTRAST_THEMES[request.param]
    system, roles = QPalette(), QPalette.ColorRole
    for role in (roles.Window, roles.Base, roles.AlternateBase, roles.Button):
        system.setColor(role, QColor(ground))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.BrightText, roles.Dark, roles.Mid):
        system.setColor(role, QColor(ink))
    system.setColor(roles.Highlight, QColor(selection))
    system.setColor(roles.HighlightedText, QColor(within))
    monkeypatch.setattr(theme, "_contrasting", lambda: True)
    in_contrast = theme.in_contrast
    monkeypatch.setattr(theme, "in_contrast", lambda _: in_contrast(system))
    theme.take_palette(qapp, is_dark=False)
    yield ground, ink, selection, within
    monkeypatch.undo()
    theme.take_palette(qapp, is_dark=False)


def colours_of(widget: QWidget, inset: int = 0) -> set[str]:
    picture = widget.grab().toImage()
    wide, high = picture.width() - inset, picture.height() - inset
    return {picture.pixelColor(x, y).name() for x in range(inset, wide) for y in range(inset, high)}


def test_in_high_contrast_the_colours_of_the_system_stay_and_can_be_told_apart(
    contrast_theme: tuple[str, str, str, str], qtbot: QtBot
) -> None:
    ground, ink, selection, within = contrast_theme
    shown = QWidget()
    qtbot.addWidget(shown)
    row = QHBoxLayout(shown)
    filled, plain, tick, chip = QPushButton("改为 9"), QPushButton("关闭"), QCheckBox(""), QToolButton()
    filled.setProperty("main", True)
    chip.setProperty("chip", True)
    chip.setCheckable(True)
    chip.setChecked(True)
    chip.setText("全部 3")
    for each in (filled, plain, tick, chip):
        row.addWidget(each)
    theme.dress(shown)
    shown.show()
    for each in (filled, chip):
        inside = colours_of(each, 6)
        assert selection in inside
        assert min(contrast(within, colour) for colour in inside) < 1.1, "its words, smoothed at the edges"
    assert ground in colours_of(plain)
    assert selection not in colours_of(plain)
    edge = max(contrast(each, ground) for each in colours_of(tick))
    assert edge >= LEAST_EDGE, "the box to tick is seen"
    assert {theme.colour(name).name() for name in ("must_fix", "ink3", "line", "accent")} == {ink}
    assert {theme.colour(name).name() for name in ("must_fix fill", "soft", "head")} == {ground}


@pytest.fixture
def dark_desktop(qapp: QApplication) -> Iterator[None]:
    theme.take_palette(qapp, is_dark=True)
    yield
    theme.take_palette(qapp, is_dark=False)


def test_a_desktop_that_turns_dark_is_followed_at_once(window: MainWindow, request: pytest.FixtureRequest) -> None:
    window.workspace.view.go("requests_text")
    model = window.workspace.view.table_page.model
    index = model.index_of("requests.new.natural_person")
    model.setData(index, "1")
    assert window.workspace.view.findings.list.causes(), "the cell that is wrong has been looked for"
    QApplication.processEvents()
    ground, sign = index.data(Qt.ItemDataRole.BackgroundRole), window.workspace.view.parts.item(4).icon().cacheKey()
    label = model.index(model.table.header_lines, 0)
    words = label.data(Qt.ItemDataRole.BackgroundRole)
    request.getfixturevalue("dark_desktop")
    QApplication.processEvents()
    assert index.data(Qt.ItemDataRole.BackgroundRole).color() == QColor(theme.COLOURS[True]["suspect"])
    assert index.data(Qt.ItemDataRole.BackgroundRole) != ground
    assert label.data(Qt.ItemDataRole.BackgroundRole) != words
    assert window.workspace.view.parts.item(4).icon().cacheKey() != sign
    window.workspace.editor.mark_saved()


def ink_of(name: str) -> QColor:
    image = icon(name).pixmap(QSize(48, 48), 1.0).toImage()
    points = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    return next(each for each in points if each.alpha() == 255)


def test_pictures_take_the_colour_of_the_words(qapp: QApplication, request: pytest.FixtureRequest) -> None:
    assert ink_of("save").lightness() < 100
    request.getfixturevalue("dark_desktop")
    assert ink_of("save").lightness() > 150


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_pictures_are_drawn_for_the_scale_of_the_screen(qapp: QApplication, scale: float) -> None:
    drawn = icon("save").pixmap(QSize(20, 20), scale)
    assert (drawn.width(), drawn.devicePixelRatio()) == (round(20 * scale), scale)


def test_every_picture_can_be_drawn_and_has_its_licence(qapp: QApplication) -> None:
    folder = resources.path("icons")
    names = {each.stem for each in folder.glob("*.svg")} - {"govreport", "govrollup", "govledger"}  # those of files
    for name in names:
        assert ink_of(name).isValid(), name  # something is drawn
    assert "ISC License" in (folder / "lucide-licence.txt").read_text(encoding="utf-8")
    used = set()
    for source in (resources._PACKAGE / "ui").rglob("*.py"):
        used |= names & set(re.findall(r'"([a-z0-9-]+)"', source.read_text(encoding="utf-8")))
    assert used == names


# ── keys ─────────────────────────────────────────────────────────────


def entries(menu: QMenu) -> Iterator[tuple[QMenu, QAction]]:
    for action in menu.actions():
        if not action.isSeparator():
            yield menu, action
            if action.menu() is not None:
                yield from entries(menu_of(action))


def mnemonic(text: str) -> str:
    found = re.search(r"&(\w)", text.replace("&&", ""))
    return found[1].upper() if found else ""


def menus(window: MainWindow) -> list[QMenu]:
    return [menu for action in window.menuBar().actions() if isinstance(menu := action.menu(), QMenu)]


def test_every_entry_has_a_key(window: MainWindow) -> None:
    found = list(chain.from_iterable(entries(menu) for menu in menus(window)))
    assert len(found) > 20
    assert [action.text() for _, action in found if not mnemonic(action.text()) and action.shortcut().isEmpty()] == []
    for menu in {id(menu): menu for menu, _ in found}.values():
        keys = [key for action in menu.actions() if (key := mnemonic(action.text()))]
        assert sorted(keys) == sorted(set(keys)), menu.title()
    titles = [mnemonic(menu.title()) for menu in menus(window)]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_no_key_means_two_things(window: MainWindow) -> None:
    actions = [*window.findChildren(QAction), *window.actions()]
    keys = [key.toString() for action in {id(each): each for each in actions}.values() for key in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


def stops(window: MainWindow, key: Qt.Key, times: int) -> list[QWidget]:
    """Where the focus goes when the key is pressed again and again."""
    passed = []
    for _ in range(times):
        focused = window.focusWidget()
        assert focused is not None
        passed.append(focused)
        QTest.keyClick(focused, key)
    return passed


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
@pytest.mark.parametrize("part", ["cover", "overview", "disputes_text", "requests_text"])
def test_tab_goes_round_through_page_and_problems_and_back(
    window: MainWindow, qtbot: QtBot, part: str, key: Qt.Key
) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    window.workspace.view.go(part)
    window.workspace.view.page.setFocus()
    start = window.focusWidget()
    passed = stops(window, key, 320)
    wanted = [
        window.workspace.view.findings.list,
        window.workspace.view.parts,
        window.workspace.view.findings.filters[""],
    ]
    assert all(each in passed for each in wanted if each is not wanted[2] or each.isVisible())
    assert start in passed[passed.index(window.workspace.view.findings.list) :]


def test_tab_goes_round_the_start_page(qtbot: QtBot) -> None:
    window = MainWindow(remembering=False)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = start_page(window)
    assert window.focusWidget() is page.ways[0]
    passed = stops(window, Qt.Key.Key_Tab, 8)
    assert passed == [*page.ways, page.own, page.see_sample, page.ways[0]]


# ── what a screen reader hears ───────────────────────────────────────


def named(widget: QWidget) -> bool:
    """Whether Qt tells a screen reader a name: its own, its words, or those of the label beside it."""
    text = getattr(widget, "text", None)
    written = not hasattr(widget, "setReadOnly") and callable(text) and text()
    return bool(widget.accessibleName() or written or buddy(widget))


def buddy(widget: QWidget) -> bool:
    labels = widget.window().findChildren(QLabel)
    if any(label.buddy() is widget and label.text() for label in labels):
        return True
    forms = widget.window().findChildren(QFormLayout)
    return any(form.indexOf(widget) >= 0 and form.labelForField(widget) is not None for form in forms)


def focusable(top: QWidget) -> list[QWidget]:
    return [
        each
        for each in top.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not each.objectName().startswith("qt_")
        and each.window() is top.window()  # not the list that a choice drops down
    ]


def test_everything_that_takes_the_focus_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    assert len(focusable(window.workspace.view)) > 20
    assert [each for each in focusable(window) if not named(each)] == []
    fresh = MainWindow(remembering=False)
    qtbot.addWidget(fresh)
    assert [each for each in focusable(fresh) if not named(each)] == []


def test_numbers_are_heard_with_row_column_and_trouble(window: MainWindow) -> None:
    window.workspace.view.go("requests_text")
    model = window.workspace.view.table_page.model
    model.setData(model.index_of("requests.granted.natural_person"), "8")
    heard = QAccessible.queryAccessibleInterface(window.workspace.view.table_page.table.body)
    names = [child.text(QAccessible.Text.Name) for at in range(heard.childCount()) if (child := heard.child(at))]
    assert "本年新收，商业企业，0" in names
    (wrong,) = [name for name in names if name.startswith("（一）予以公开，自然人，8，必须改正：")]
    assert "相差1件" in wrong
    assert "商业企业" in names  # without the marks that forbid a break within words
    window.workspace.editor.mark_saved()


def test_the_questions_are_answered_by_letters(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box) or QMessageBox.StandardButton.Cancel.value)
    dialogs.ask_save(window, "年报", never_saved=False)
    dialogs.ask_replace(window, "年报.pdf")
    dialogs.ask_export(window, "有必须改正的问题")
    dialogs.ask_lacking(window, "𬱖", "打印")
    dialogs.ask_give_up(window, "说明")
    for box in boxes:
        letters = [mnemonic(each.text()) for each in box.buttons()]
        assert all(letters), [each.text() for each in box.buttons()]
        assert len(set(letters)) == len(letters)


def test_the_letters_of_the_notice_are_its_own(window: MainWindow, tmp_path: Path) -> None:
    written.say_written(window.workspace, (tmp_path / "年报.pdf",))
    current_cell.toggle_pane(window.workspace)
    window.workspace.view.go("requests_text")
    texts = [each.text() for each in window.findChildren(QAbstractButton) if each.isVisible()]
    letters = [found for text in (*texts, *(menu.title() for menu in menus(window))) if (found := mnemonic(text))]
    assert {"O", "P"} < set(letters)
    assert len(set(letters)) == len(letters)


def test_the_box_that_is_typed_in_says_where_it_is(window: MainWindow) -> None:
    window.workspace.view.go("requests_text")
    page = table_page(window)
    page.table.body.go_to("requests.new.natural_person")
    page.table.body.begin()
    assert page.table.body.indexWidget(page.table.body.currentIndex()).accessibleName() == "表三本年新收·自然人"
    page.commit()
    page.paper.unfold(on=True)
    page.paper.go_to("requests.new.total")
    (strip,) = [each for each in page.findChildren(Strip) if each.currentIndex().isValid()]
    strip.edit(strip.currentIndex())
    assert strip.indexWidget(strip.currentIndex()).accessibleName() == "台账合计，表三本年新收·总计"


def test_the_tabs_of_last_years_window_have_a_name(window: MainWindow) -> None:
    shown = LastYearWindow(window, window.workspace.editor, "requests_text", lambda: None)
    assert shown.tabs.tabBar().accessibleName() == "上年年报的各表和正文"
    shown.close()


def test_links_can_be_read_on_a_dark_desktop(window: MainWindow, request: pytest.FixtureRequest) -> None:
    window.workspace.editor.apply(
        "改", window.workspace.editor.document.with_cells({"requests.new.natural_person": ""})
    )
    links = window.words.todo
    assert theme.COLOURS[False]["accent"] in links.text()
    request.getfixturevalue("dark_desktop")
    QApplication.processEvents()
    assert theme.COLOURS[True]["accent"] in links.text()


def test_the_head_of_a_table_goes_on_above_its_scroll_bar(window: MainWindow) -> None:
    window.workspace.view.go("requests_text")
    table = window.workspace.view.table_page.table
    window.resize(1000, 600)
    QApplication.processEvents()
    bar = table.body.verticalScrollBar()
    assert bar.isVisible()
    beyond = table._beyond_head
    assert beyond.width() == bar.sizeHint().width()
    assert table.head.viewport().width() == table.body.viewport().width()
    corner = table.grab(QRect(beyond.geometry().center(), QSize(1, 1))).toImage().pixelColor(0, 0)
    assert corner == QColor(theme.COLOURS[False]["head"])
