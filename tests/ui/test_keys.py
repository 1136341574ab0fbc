"""The keyboard table, line by line, with real keys on the window as it is shipped."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from govreport_gui.core.report.document import Document
from govreport_gui.ui.actions import cell_menu, current_cell
from govreport_gui.ui.preview.preview import Preview
from govreport_gui.ui.report.find_bar import FindBar
from govreport_gui.ui.report.row_box import RowBox
from govreport_gui.ui.table.cell_box import CellBox
from govreport_gui.ui.table.grid import Grid
from govreport_gui.ui.window.main_window import MainWindow

Key = Qt.Key
NONE, CTRL, SHIFT, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("No", "Control", "Shift", "Alt"))
CELL = "requests.granted.natural_person"


def table(window: MainWindow, cell: str) -> Grid:
    """The grid of that cell's table in sight, with the clerk in the cell."""
    window.workspace.view.go(window.workspace.editor.form.part_of(cell))
    window.workspace.view.page.setFocus()
    body = window.workspace.view.page.table.body
    body.go_to(cell)
    QCoreApplication.processEvents()
    return body


def box(body: Grid) -> CellBox | None:
    """The box that is open for typing."""
    return next((box for box in body.findChildren(CellBox) if box.isVisible()), None)


def press(body: Grid, key: Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the keyboard is: in the open box, else in the grid."""
    QTest.keyClick(box(body) or body, key, held)
    QCoreApplication.processEvents()


def type_text(body: Grid, text: str) -> None:
    for letter in text:
        QTest.keyClicks(box(body) or body, letter)


def value(window: MainWindow, cell: str) -> str:
    return window.workspace.editor.document.cells.get(cell, "")


def blank(window: MainWindow) -> None:
    """A report with nothing in it yet."""
    window.workspace.show_report(window.workspace.editor.form, Document(window.workspace.editor.form.id))


def where(window: MainWindow) -> str:
    """The area that the keyboard is in."""
    view = window.workspace.view
    areas = {"parts": view.parts, "page": view.stack, "problems": view.findings, "pane": window.workspace.cell_dock}
    focus = QApplication.focusWidget()
    return next((name for name, area in areas.items() if area.isAncestorOf(focus) or area is focus), "")


def test_f6_goes_round_the_areas(window: MainWindow) -> None:
    table(window, CELL)
    seen = []
    for pane in (False, True):
        if pane:
            current_cell.toggle_pane(window.workspace)
            window.workspace.view.page.setFocus()
        for held in (NONE, SHIFT):
            for _ in range(3 + pane):
                QTest.keyClick(QApplication.focusWidget(), Key.Key_F6, held)
                seen.append(where(window))
    assert seen[:3] == ["problems", "parts", "page"]
    assert seen[3:6] == ["parts", "problems", "page"]
    assert seen[6:10] == ["problems", "pane", "parts", "page"]
    assert seen[10:] == ["parts", "pane", "problems", "page"]
    assert window.workspace.view.cell == CELL


def test_f6_takes_what_is_being_typed(window: MainWindow) -> None:
    body = table(window, CELL)
    type_text(body, "12")
    press(body, Key.Key_F6)
    assert value(window, CELL) == "12"
    assert where(window) == "problems"
    assert window.workspace.view.findings.list.currentRow() == 0


# ── typing ───────────────────────────────────────────────────────────


def test_typing_overwrites(window: MainWindow) -> None:
    body = table(window, CELL)
    assert value(window, CELL) == "9"
    type_text(body, "12")
    press(body, Key.Key_Return)
    assert value(window, CELL) == "12"


def test_f2_edits_what_stands_there(window: MainWindow) -> None:
    body = table(window, CELL)
    press(body, Key.Key_F2)
    type_text(body, "3")
    press(body, Key.Key_Return)
    assert value(window, CELL) == "93"


def test_double_click_edits_what_stands_there(window: MainWindow) -> None:
    body = table(window, "requests.new.total")
    place = body.visualRect(body.table_model.index_of(CELL)).center()
    QTest.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    QTest.mouseDClick(body.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    type_text(body, "3")
    press(body, Key.Key_Return)
    assert value(window, CELL) == "93"


def test_escape_leaves_the_cell_as_it_was(window: MainWindow) -> None:
    body = table(window, CELL)
    type_text(body, "77")
    assert box(body).text() == "77"
    press(body, Key.Key_Escape)
    assert box(body) is None
    assert (value(window, CELL), body.current_cell(), window.workspace.editor.undo_label) == ("9", CELL, "")


def test_left_and_right_move_inside_the_text(window: MainWindow) -> None:
    body = table(window, CELL)
    type_text(body, "13")
    press(body, Key.Key_Left)
    type_text(body, "2")
    press(body, Key.Key_Home)
    type_text(body, "4")
    press(body, Key.Key_End)
    type_text(body, "5")
    press(body, Key.Key_Return)
    assert value(window, CELL) == "41235"


@pytest.mark.parametrize(
    ("key", "end"),
    [(Key.Key_Down, "requests.partial.natural_person"), (Key.Key_Up, "requests.carried_in.natural_person")],
)
def test_up_and_down_take_what_was_typed_over(window: MainWindow, key: Key, end: str) -> None:
    body = table(window, CELL)
    type_text(body, "12")
    press(body, key)
    assert (value(window, CELL), body.current_cell(), box(body)) == ("12", end, None)


def test_up_and_down_stay_inside_after_f2(window: MainWindow) -> None:
    body = table(window, CELL)
    press(body, Key.Key_F2)
    for key in (Key.Key_Down, Key.Key_Up):
        press(body, key)
        assert box(body) is not None
    type_text(body, "1")
    press(body, Key.Key_Return)
    assert value(window, CELL) == "91"
    # F2 in the midst of typing changes over
    body.go_to(CELL)
    type_text(body, "7")
    press(body, Key.Key_F2)
    press(body, Key.Key_Down)
    assert body.current_cell() == CELL
    press(body, Key.Key_Escape)


@pytest.mark.parametrize(
    ("key", "held"),
    [
        *((key, held) for key in (Key.Key_Left, Key.Key_Home) for held in (ALT, CTRL | ALT, ALT | SHIFT)),
        *((Key.Key_Backtab, held) for held in (CTRL, CTRL | SHIFT)),
    ],
)
@pytest.mark.parametrize("typed", ["", "12"])
def test_no_key_leads_to_words_where_nothing_can_be_typed(
    window: MainWindow, key: Key, held: Qt.KeyboardModifier, typed: str
) -> None:
    body = table(window, CELL)
    type_text(body, typed)
    press(body, key, held)
    assert body.current_cell()
    if box(body) is not None:
        press(body, Key.Key_Return)
    assert value(window, CELL) == (typed or "9")


def test_ctrl_home_and_end_take_what_was_typed_over_and_stay_inside_after_f2(window: MainWindow) -> None:
    body = table(window, CELL)
    for key, end in ((Key.Key_Home, body.rows[0][0]), (Key.Key_End, body.rows[-1][-1])):
        body.go_to(CELL)
        type_text(body, "12")
        press(body, key, CTRL)
        assert (value(window, CELL), body.current_cell(), box(body)) == ("12", end, None)
    body.go_to(CELL)
    press(body, Key.Key_F2)
    for key, held in ((Key.Key_Home, CTRL), (Key.Key_Up, SHIFT), (Key.Key_PageDown, SHIFT), (Key.Key_End, CTRL)):
        press(body, key, held)
        assert (body.current_cell(), box(body).text()) == (CELL, "12")


def test_enter_after_tabs_begins_the_next_row_where_this_one_was_begun(window: MainWindow) -> None:
    body = table(window, "requests.new.enterprise")
    type_text(body, "1")
    press(body, Key.Key_Tab)
    type_text(body, "2")
    press(body, Key.Key_Tab)
    assert body.current_cell() == "requests.new.public_welfare"
    type_text(body, "3")
    press(body, Key.Key_Return)
    assert body.current_cell() == "requests.carried_in.enterprise"
    press(body, Key.Key_Tab)
    body.go_to("requests.carried_in.research")
    press(body, Key.Key_Right)
    press(body, Key.Key_Return)
    assert body.current_cell() == "requests.granted.public_welfare", "after another move Enter goes straight down"


def test_a_click_elsewhere_takes_what_was_typed(window: MainWindow) -> None:
    body = table(window, CELL)
    type_text(body, "12")
    place = body.visualRect(body.table_model.index_of("requests.new.total")).center()
    QTest.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    QCoreApplication.processEvents()
    assert (value(window, CELL), body.current_cell()) == ("12", "requests.new.total")


# ── Enter and Tab ────────────────────────────────────────────────────


def walk(body: Grid, key: Key, held: Qt.KeyboardModifier = NONE) -> list[str]:
    """Where a key leads, pressed until it leads nowhere or the clerk has left the table."""
    seen = [body.current_cell()]
    while True:
        press(body, key, held)
        if body.current_cell() == seen[-1] or not body.hasFocus():
            return seen
        seen.append(body.current_cell())


@pytest.mark.parametrize("name", ["proactive", "requests", "disputes"])
def test_enter_and_tab_go_through_every_input_cell_once(window: MainWindow, name: str) -> None:
    cells = [
        cell for cell in window.workspace.editor.form.inputs if window.workspace.editor.form.cells[cell].table == name
    ]
    body = table(window, cells[0])
    down = walk(body, Key.Key_Return)
    assert sorted(down) == sorted(cells)
    assert walk(body, Key.Key_Return, SHIFT) == down[::-1]
    assert body.current_cell() == cells[0]
    across = walk(body, Key.Key_Tab)
    assert across == cells
    assert not body.hasFocus(), "in the last cell Tab leaves the table"
    body.setFocus()
    assert walk(body, Key.Key_Backtab, SHIFT) == cells[::-1]
    assert not body.hasFocus(), "in the first cell Shift+Tab leaves the table"


def test_enter_goes_down_and_then_to_the_top_of_the_next_column(window: MainWindow) -> None:
    body = table(window, "requests.otherwise_other.natural_person")
    press(body, Key.Key_Return)
    assert body.current_cell() == "requests.carried_out.natural_person", "the computed total is passed over"
    press(body, Key.Key_Return)
    assert body.current_cell() == "requests.new.enterprise"
    press(body, Key.Key_Return, SHIFT)
    assert body.current_cell() == "requests.carried_out.natural_person"


def test_enter_after_typing_goes_on_and_shift_enter_back(window: MainWindow) -> None:
    body = table(window, CELL)
    type_text(body, "1")
    press(body, Key.Key_Return)
    assert body.current_cell() == "requests.partial.natural_person"
    type_text(body, "2")
    press(body, Key.Key_Enter, SHIFT)
    assert body.current_cell() == CELL
    assert value(window, "requests.partial.natural_person") == "2"


def test_control_totals_are_typed_one_below_the_other(window: MainWindow) -> None:
    body = table(window, "requests.new.total")
    for number in "123":
        type_text(body, number)
        press(body, Key.Key_Return)
    assert [value(window, f"requests.{row}.total") for row in ("new", "carried_in", "granted")] == ["1", "2", "3"]


def test_tab_after_typing_goes_on_and_shift_tab_back(window: MainWindow) -> None:
    body = table(window, "requests.granted.other")
    type_text(body, "1")
    press(body, Key.Key_Tab)
    assert body.current_cell() == "requests.partial.natural_person", "the total of the row is passed over"
    type_text(body, "2")
    press(body, Key.Key_Backtab, SHIFT)
    assert body.current_cell() == "requests.granted.other"
    assert value(window, "requests.partial.natural_person") == "2"


def test_tab_after_typing_in_the_last_cell_leaves_the_table(window: MainWindow) -> None:
    body = table(window, "requests.carried_out.other")
    type_text(body, "5")
    press(body, Key.Key_Tab)
    assert value(window, "requests.carried_out.other") == "5"
    assert not body.hasFocus()
    assert isinstance(QApplication.focusWidget(), QWidget)


# ── arrows and their like ────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "key", "held", "end"),
    [
        ("new.natural_person", Key.Key_Right, NONE, "new.enterprise"),
        ("new.other", Key.Key_Right, NONE, "new.total"),
        ("new.total", Key.Key_Left, NONE, "new.other"),
        ("otherwise_other.other", Key.Key_Down, NONE, "results_total.other"),
        ("results_total.other", Key.Key_Up, NONE, "otherwise_other.other"),
        ("granted.research", Key.Key_Home, NONE, "granted.natural_person"),
        ("granted.research", Key.Key_End, NONE, "granted.total"),
        ("granted.research", Key.Key_Home, CTRL, "new.natural_person"),
        ("granted.research", Key.Key_End, CTRL, "carried_out.total"),
        # every cell is filled: to the edge
        ("granted.research", Key.Key_Down, CTRL, "carried_out.research"),
        ("granted.research", Key.Key_Up, CTRL, "new.research"),
        ("granted.research", Key.Key_Right, CTRL, "granted.total"),
        ("granted.research", Key.Key_Left, CTRL, "granted.natural_person"),
    ],
)
def test_arrows(window: MainWindow, start: str, key: Key, held: Qt.KeyboardModifier, end: str) -> None:
    body = table(window, f"requests.{start}")
    press(body, key, held)
    assert body.current_cell() == f"requests.{end}"
    assert body.selected_cells() == [f"requests.{end}"]


@pytest.mark.parametrize("name", ["proactive", "requests", "disputes"])
def test_arrows_reach_every_cell(window: MainWindow, name: str) -> None:
    form = window.workspace.editor.form
    cells = form.table(name).cells
    body = table(window, cells[0])
    seen, todo = {cells[0]}, [cells[0]]
    while todo:
        start = todo.pop()
        for key in (Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Up):
            body.go_to(start)
            QTest.keyClick(body, key)
            if body.current_cell() not in seen:
                seen.add(body.current_cell())
                todo.append(body.current_cell())
    assert seen == set(cells)


def test_ctrl_arrows_go_to_the_ends_of_filled_blocks(window: MainWindow) -> None:
    blank(window)
    filled = {f"requests.{row}.research": "1" for row in ("carried_in", "granted", "partial", "refused_third_party")}
    window.workspace.editor.apply("填写", window.workspace.editor.document.with_cells(filled))
    body = table(window, "requests.new.research")
    seen = []
    for _ in range(3):
        press(body, Key.Key_Down, CTRL)
        seen.append(body.current_cell().split(".")[1])
    assert seen == ["carried_in", "partial", "refused_third_party"]


def test_page_keys_go_a_page(window: MainWindow) -> None:
    body = table(window, "requests.new.other")
    window.resize(1366, 500)
    QCoreApplication.processEvents()
    lines = [line.cells[5] for line in body.table_model.table.lines if line.cells]
    press(body, Key.Key_PageDown)
    first = lines.index(body.current_cell())
    assert 3 < first < len(lines) - 1
    for _ in range(6):
        press(body, Key.Key_PageDown)
    assert body.current_cell() == lines[-1]
    press(body, Key.Key_PageUp)
    assert 0 < lines.index(body.current_cell()) < len(lines) - 3


# ── selecting ────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("keys", "rows", "columns"),
    [
        ([(Key.Key_Right, SHIFT), (Key.Key_Down, SHIFT)], 2, 2),
        ([(Key.Key_Right, SHIFT), (Key.Key_Right, SHIFT), (Key.Key_Left, SHIFT), (Key.Key_Up, SHIFT)], 2, 2),
        ([(Key.Key_End, SHIFT)], 1, 6),
        ([(Key.Key_Home, SHIFT)], 1, 2),
        ([(Key.Key_End, CTRL | SHIFT)], 23, 6),
        ([(Key.Key_Home, CTRL | SHIFT)], 3, 2),
        ([(Key.Key_Down, CTRL | SHIFT)], 23, 1),
        ([(Key.Key_Right, CTRL | SHIFT), (Key.Key_Up, CTRL | SHIFT)], 3, 6),
        ([(Key.Key_A, CTRL)], 25, 7),
        ([(Key.Key_Space, CTRL)], 25, 1),
        ([(Key.Key_Space, SHIFT)], 1, 7),
        ([(Key.Key_Down, SHIFT), (Key.Key_Space, SHIFT)], 2, 7),
        ([(Key.Key_Right, SHIFT), (Key.Key_Space, CTRL)], 25, 2),
    ],
)
def test_selecting(window: MainWindow, keys: list, rows: int, columns: int) -> None:
    body = table(window, "requests.granted.enterprise")
    for key, held in keys:
        press(body, key, held)
    parts = [cell.split(".") for cell in body.selected_cells()]
    assert len({row for _, row, _ in parts}) == rows
    assert len({column for _, _, column in parts}) == columns
    assert len(parts) == rows * columns
    assert body.current_cell() == "requests.granted.enterprise", "typing goes to where the selection began"


def test_shift_with_page_keys_selects_a_page(window: MainWindow) -> None:
    body = table(window, "requests.new.other")
    press(body, Key.Key_PageDown, SHIFT)
    assert len(body.selected_cells()) > 4
    press(body, Key.Key_PageUp, SHIFT)
    assert body.selected_cells() == ["requests.new.other"]


def test_the_mouse_selects_from_where_it_was_pressed(window: MainWindow) -> None:
    body = table(window, CELL)
    index = body.table_model.index_of
    start, end = (body.visualRect(index(f"requests.{cell}")).center() for cell in ("new.enterprise", "granted.other"))
    QTest.mousePress(body.viewport(), Qt.MouseButton.LeftButton, NONE, start)
    for step in range(1, 6):
        QTest.mouseMove(body.viewport(), start + (end - start) * step / 5)
    QTest.mouseRelease(body.viewport(), Qt.MouseButton.LeftButton, NONE, end)
    assert len(body.selected_cells()) == 15
    assert body.current_cell() == "requests.new.enterprise"
    QTest.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, SHIFT, start + QPoint(0, 1))
    assert body.selected_cells() == ["requests.new.enterprise"]
    QTest.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, SHIFT, end)
    press(body, Key.Key_Left, SHIFT)
    assert len(body.selected_cells()) == 12


def click_words(grid: Grid, line: int, position: int) -> None:
    place = grid.visualRect(grid.table_model.index(line, position)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, NONE, place)


def test_a_click_on_the_words_of_a_row_or_column_selects_it(window: MainWindow) -> None:
    body = table(window, CELL)
    model = body.table_model
    row = [f"requests.new.{column}" for column in model.table.columns]
    click_words(body, model.box_of[row[0]].line, 0)
    assert (body.current_cell(), body.selected_cells(), box(body)) == (row[0], row, None)
    press(body, Key.Key_Right, SHIFT)
    assert body.selected_cells() == row, "the block begins at its first cell and ends at its last"
    box_of = model.box_of["requests.new.enterprise"]
    click_words(window.workspace.view.page.table.head, model.table.header_lines - 1, box_of.position)
    assert body.selected_cells() == [cell for cell in model.table.cells if cell.endswith(".enterprise")]
    assert body.hasFocus()
    window.workspace.view.go("proactive_text")
    body = window.workspace.view.page.table.body
    click_words(body, 1, 1)
    assert body.selected_cells() == ["proactive.regulations.issued", "proactive.normative_documents.issued"]
    click_words(body, 0, 0)
    assert len(body.selected_cells()) == 2, "a band names no row and no column"


# ── emptying and filling ─────────────────────────────────────────────


def test_delete_empties_the_selection_as_one_step(window: MainWindow) -> None:
    body = table(window, CELL)
    press(body, Key.Key_Down, SHIFT)
    press(body, Key.Key_Delete)
    assert value(window, CELL) == value(window, "requests.partial.natural_person") == ""
    QTest.keyClick(window, Key.Key_Z, CTRL)
    assert len(window.workspace.editor.document.cells) == 200


def test_backspace_empties_and_begins_to_type(window: MainWindow) -> None:
    body = table(window, CELL)
    press(body, Key.Key_Backspace)
    assert box(body).text() == ""
    press(body, Key.Key_Escape)
    assert value(window, CELL) == "9", "Esc gives back what stood there"
    press(body, Key.Key_Backspace)
    type_text(body, "4")
    press(body, Key.Key_Return)
    assert value(window, CELL) == "4"
    body.go_to(CELL)
    press(body, Key.Key_Backspace)
    press(body, Key.Key_Down)
    assert value(window, CELL) == ""


def test_fill_down_is_one_step_and_passes_over_totals(window: MainWindow) -> None:
    body = table(window, CELL)
    press(body, Key.Key_Down, CTRL | SHIFT)
    press(body, Key.Key_D, CTRL)
    rows = [
        row
        for row in window.workspace.editor.form.table("requests").rows
        if row not in {"new", "carried_in", "results_total"}
    ]
    assert {value(window, f"requests.{row}.natural_person") for row in rows} == {"9"}
    assert value(window, "requests.results_total.natural_person") == "9"
    assert window.workspace.editor.undo_label == "向下填充"
    QTest.keyClick(window, Key.Key_Z, CTRL)
    assert value(window, "requests.partial.natural_person") == "0"


def test_fill_right_is_one_step_and_passes_over_totals(window: MainWindow) -> None:
    body = table(window, CELL)
    press(body, Key.Key_End, SHIFT)
    press(body, Key.Key_R, CTRL)
    columns = window.workspace.editor.form.table("requests").columns
    assert {value(window, f"requests.granted.{column}") for column in columns} == {"9"}
    assert value(window, "requests.granted.enterprise") == "9"
    QTest.keyClick(window, Key.Key_Z, CTRL)
    assert value(window, "requests.granted.enterprise") == "0"


def test_filling_one_cell_takes_from_the_one_before(window: MainWindow) -> None:
    body = table(window, "requests.partial.natural_person")
    press(body, Key.Key_D, CTRL)
    assert value(window, "requests.partial.natural_person") == "9"
    body.go_to("requests.granted.enterprise")
    press(body, Key.Key_R, CTRL)
    assert value(window, "requests.granted.enterprise") == "9"


def test_filling_is_in_the_menus_too(window: MainWindow) -> None:
    body = table(window, CELL)
    press(body, Key.Key_Right, SHIFT)
    actions = {each.shortcut().toString(): each for each in window.findChildren(QAction)}
    actions["Ctrl+R"].trigger()
    assert value(window, "requests.granted.enterprise") == "9"
    body.select_to("requests.partial.natural_person")
    cell_menu.menu(window.workspace, body).actions()[6].trigger()
    assert window.workspace.editor.undo_label == "向右填充", "one column has nothing to its right"
    cell_menu.menu(window.workspace, body).actions()[5].trigger()
    assert value(window, "requests.partial.natural_person") == "9"
    assert window.workspace.editor.undo_label == "向下填充"


@pytest.mark.parametrize("key", [Key.Key_D, Key.Key_R])
def test_the_keys_of_filling_do_nothing_in_text_boxes(window: MainWindow, key: Key) -> None:
    table(window, CELL)
    before = window.workspace.editor.document
    page = window.workspace.view.page
    for text in (page.text, window.workspace.view.pages["overview"].text):
        window.workspace.view.go("requests_text" if text is page.text else "overview")
        text.show()
        text.setFocus()
        text.moveCursor(QTextCursor.MoveOperation.Start)
        QTest.keyClick(text, key, CTRL)
        assert text.hasFocus()
    window.workspace.view.commit()
    assert window.workspace.editor.document == before


def test_ctrl_enter_fills_the_selection_with_what_was_typed(window: MainWindow) -> None:
    body = table(window, CELL)
    press(body, Key.Key_Right, SHIFT)
    press(body, Key.Key_Down, SHIFT)
    type_text(body, "7")
    press(body, Key.Key_Return, CTRL)
    filled = [
        f"requests.{row}.{column}" for row in ("granted", "partial") for column in ("natural_person", "enterprise")
    ]
    assert {value(window, cell) for cell in filled} == {"7"}
    assert (body.current_cell(), box(body), body.selected_cells()) == (CELL, None, filled[:2] + filled[2:])
    QTest.keyClick(window, Key.Key_Z, CTRL)
    assert [value(window, cell) for cell in filled] == ["9", "0", "0", "0"]


# ── the input method, the wheel ──────────────────────────────────────


def commit(widget: QWidget, text: str, composing: str = "") -> None:
    event = QInputMethodEvent(composing, [])
    if text:
        event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)
    QCoreApplication.processEvents()


def test_digits_of_a_chinese_input_method(window: MainWindow) -> None:
    body = table(window, CELL)
    assert body.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    commit(body, "１")
    assert box(body) is not None
    commit(box(body), "２")
    press(body, Key.Key_Return)
    assert value(window, CELL) == "12", "printed in half width, so kept in half width"
    assert body.current_cell() == "requests.partial.natural_person"
    # and with a composition before it
    commit(body, "", composing="3")
    commit(box(body) or body, "３")
    press(body, Key.Key_Return)
    assert value(window, "requests.partial.natural_person") == "3"


def test_a_chinese_full_stop_inside_a_number_is_its_point(window: MainWindow) -> None:
    body = table(window, "proactive.fees.amount")
    commit(body, "１２。５")
    press(body, Key.Key_Return)
    assert value(window, "proactive.fees.amount") == "12.5"


def wheel(widget: QWidget, by: int, held: Qt.KeyboardModifier = NONE) -> None:
    """Turn the wheel over a widget. Qt hands only a real wheel on to the parents, so that is done here."""
    accepted, over = False, widget
    while over is not None and not accepted:
        middle = over.rect().center()
        place, on_screen, buttons = QPointF(middle), QPointF(over.mapToGlobal(middle)), Qt.MouseButton.NoButton
        turn, phase = QPoint(0, by), Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, on_screen, QPoint(), turn, buttons, held, phase, False)
        event.ignore()
        QCoreApplication.sendEvent(over, event)
        accepted, over = event.isAccepted(), over.parentWidget()
    QCoreApplication.processEvents()


def test_the_wheel_changes_no_value(window: MainWindow) -> None:
    before = window.workspace.editor.document
    body = table(window, CELL)
    type_text(body, "9")
    opened = box(body)
    assert opened is not None
    wheel(opened, 120)
    wheel(body.viewport(), -120)
    press(body, Key.Key_Return)
    window.workspace.view.go("cover")
    page = window.workspace.view.page
    for choice in (page.level, page.kind, page.rulemaker, *page.powers.values()):
        choice.setFocus()
        wheel(choice, -120)
    for line in (page.unit, page.year, page.publish_on, page.catalogue):
        line.setFocus()
        wheel(line, 120)
    window.workspace.view.commit()
    assert window.workspace.editor.document == before
    window.resize(1366, 500)
    body = table(window, "requests.new.total")
    wheel(body.viewport(), -240)
    assert body.verticalScrollBar().value() > 0, "it scrolls"


# ── larger and smaller ───────────────────────────────────────────────


def test_zoom(window: MainWindow) -> None:
    body = table(window, CELL)
    line = body.table_model.box_of[CELL].line
    usual, height, sign = body.font().pointSizeF(), body.rowHeight(line), body.iconSize().width()
    QTest.keyClick(body, Key.Key_Equal, CTRL)
    QTest.keyClick(body, Key.Key_Equal, CTRL)
    wheel(body.viewport(), 120, CTRL)
    assert body.font().pointSizeF() == pytest.approx(usual * 1.3)
    assert (body.rowHeight(line) > height, body.iconSize().width() > sign) == (True, True)
    type_text(body, "1")
    assert box(body).font().pointSizeF() == pytest.approx(usual * 1.3)
    press(body, Key.Key_Escape)
    text = window.workspace.view.pages["problems"].text
    letters = text.font().pointSizeF()
    window.workspace.view.go("problems")
    assert text.font().pointSizeF() == pytest.approx(letters * 1.3)
    wheel(text.viewport(), -120, CTRL)
    QTest.keyClick(text, Key.Key_Minus, CTRL)
    assert text.font().pointSizeF() == pytest.approx(letters * 1.1)
    QTest.keyClick(text, Key.Key_0, CTRL)
    assert text.font().pointSizeF() == pytest.approx(letters)
    window.workspace.view.go("requests_text")
    assert (body.font().pointSizeF(), body.rowHeight(line)) == (pytest.approx(usual), height)


def test_zoom_has_bounds_and_is_kept_for_the_next_start(window: MainWindow, qtbot: QtBot) -> None:
    body = table(window, CELL)
    for key, bound in ((Key.Key_Minus, 50), (Key.Key_Equal, 200)):
        for _ in range(20):
            QTest.keyClick(body, key, CTRL)
        assert window.workspace.view.percent == bound
    window.workspace.editor.mark_saved()
    assert window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    assert again.workspace.view.percent == 200


def test_labels_and_heads_stay_in_sight_where_the_table_is_wider_than_the_window(window: MainWindow) -> None:
    body = table(window, "requests.new.natural_person")
    window.resize(900, 620)
    for _ in range(10):
        QTest.keyClick(body, Key.Key_Equal, CTRL)
    QCoreApplication.processEvents()
    official = window.workspace.view.page.table
    corner, labels = official._labels
    assert labels.isVisible()
    assert body.horizontalScrollBar().maximum() > 0
    QTest.keyClick(body, Key.Key_End, CTRL)
    QCoreApplication.processEvents()
    area = body.viewport().rect()
    assert area.contains(body.visualRect(body.currentIndex()).center())
    assert official.head.horizontalScrollBar().value() == body.horizontalScrollBar().value() > 0
    assert labels.verticalScrollBar().value() == body.verticalScrollBar().value() > 0
    last = body.currentIndex().row()
    assert labels.rowViewportPosition(last) == body.rowViewportPosition(last)
    assert (labels.height(), corner.height()) == (body.height(), official.head.height())
    QTest.keyClick(body, Key.Key_0, CTRL)
    window.resize(1366, 728)
    QCoreApplication.processEvents()
    assert not labels.isVisible()
    assert not body.isColumnHidden(0)
    assert body.horizontalScrollBar().maximum() == 0


# ── going about ──────────────────────────────────────────────────────


def test_alt_and_a_digit_go_to_the_numbered_parts(window: MainWindow) -> None:
    window.workspace.view.go("cover")
    seen = []
    for digit in "123456":
        QTest.keyClick(window, digit, ALT)
        seen.append(window.workspace.view.part)
        assert window.workspace.view.page.isAncestorOf(QApplication.focusWidget()), "the keyboard is in the part"
    assert seen == ["overview", "proactive_text", "requests_text", "disputes_text", "problems", "other_matters"]


def test_ctrl_page_keys_go_to_the_neighbouring_parts(window: MainWindow) -> None:
    parts = window.workspace.view.parts.parts
    window.workspace.view.go(parts[0])
    seen = [window.workspace.view.part]
    for _ in parts:
        QTest.keyClick(QApplication.focusWidget() or window, Key.Key_PageDown, CTRL)
        seen.append(window.workspace.view.part)
    assert seen == [*parts, parts[-1]]
    QTest.keyClick(QApplication.focusWidget(), Key.Key_PageUp, CTRL)
    assert window.workspace.view.part == parts[-2]


def test_ctrl_g_goes_to_a_row(window: MainWindow) -> None:
    body = table(window, "requests.new.enterprise")
    QTest.keyClick(body, Key.Key_G, CTRL)
    rows = window.findChild(RowBox)
    everything = rows.list.count()
    QTest.keyClicks(rows.line, "3")
    QTest.keyClick(rows.line, Key.Key_Backspace)
    assert rows.list.count() == everything == sum(len(each.rows) for each in window.workspace.editor.form.tables)
    rows.line.setText("重复")  # as an input method puts it in
    assert rows.list.count() == 1
    QTest.keyClick(rows.line, Key.Key_Return)
    assert not rows.isVisible()
    assert body.current_cell() == "requests.not_processed_duplicate.enterprise", "in the column where the clerk was"


@pytest.mark.parametrize(
    ("typed", "downs", "cell"),
    [
        ("许可", 0, "proactive.licensing.decisions"),
        ("三4", 0, "requests.refused_third_party.natural_person"),
        ("（三）4.", 0, "requests.refused_third_party.natural_person"),
        ("复议", 1, "disputes.litigation_direct.upheld"),
    ],
)
def test_ctrl_g_finds_rows_of_every_table(window: MainWindow, typed: str, downs: int, cell: str) -> None:
    window.workspace.view.go("problems")
    QTest.keyClick(window.workspace.view.page.text, Key.Key_G, CTRL)
    rows = window.findChild(RowBox)
    rows.line.setText(typed)
    for _ in range(downs):
        QTest.keyClick(rows.line, Key.Key_Down)
    QTest.keyClick(rows.line, Key.Key_Enter)
    assert window.workspace.view.page.table.current_cell() == cell
    assert window.workspace.view.page.table.body.hasFocus()


def test_ctrl_g_says_that_there_is_no_such_row_and_escape_leaves_all_as_it_was(window: MainWindow) -> None:
    body = table(window, CELL)
    QTest.keyClick(body, Key.Key_G, CTRL)
    rows = window.findChild(RowBox)
    rows.line.setText("火星")
    assert rows.list.item(0).text() == "没有这样的行"
    QTest.keyClick(rows.line, Key.Key_Return)
    assert rows.isVisible()
    QTest.keyClick(rows.line, Key.Key_Escape)
    assert not rows.isVisible()
    assert body.current_cell() == CELL


def test_ctrl_f_finds_words_in_texts_rows_and_cells(window: MainWindow) -> None:
    body = table(window, CELL)
    QTest.keyClick(body, Key.Key_F, CTRL)
    bar = window.findChild(FindBar)
    assert bar.line.hasFocus()
    bar.line.setText("行政许可")
    assert (window.workspace.view.part, window.workspace.view.page.table.current_cell()) == (
        "proactive_text",
        "proactive.licensing.decisions",
    )
    assert bar.count.text() == "第 1 处，共 1 处"
    bar.line.setText("按季度")
    assert window.workspace.view.part == "problems" or bar.count.text() == "没有找到"
    bar.line.setText("政策")
    places = []
    while not places or bar.count.text() not in [each[0] for each in places]:
        page = window.workspace.view.page
        places.append((bar.count.text(), window.workspace.view.part, page.text.textCursor().selectedText()))
        QTest.keyClick(bar.line, Key.Key_Return)
    assert len(places) > 1
    assert {words for _, _, words in places} == {"政策"}
    QTest.keyClick(bar.line, Key.Key_Return, SHIFT)
    assert bar.count.text() == places[-1][0]
    bar.line.setText("火星")
    assert bar.count.text() == "没有找到"
    QTest.keyClick(bar.line, Key.Key_Escape)
    assert not bar.isVisible()
    assert window.workspace.view.page.isAncestorOf(QApplication.focusWidget())


def test_ctrl_f_finds_what_is_still_being_typed(window: MainWindow) -> None:
    window.workspace.view.go("closing")
    text = window.workspace.view.page.text
    text.setFocus()
    QTest.keyClicks(text, "xyzzy")
    QTest.keyClick(text, Key.Key_F, CTRL)
    bar = window.findChild(FindBar)
    QTest.keyClicks(bar.line, "XYZZY")
    assert text.textCursor().selectedText() == "xyzzy"
    assert bar.line.hasFocus()


def test_f1_shows_the_help_of_the_row(window: MainWindow) -> None:
    body = table(window, CELL)
    QTest.keyClick(body, Key.Key_F1)
    assert window.workspace.cell_dock.isVisible()
    assert "予以公开" in window.workspace.view.cell_pane.help.text() + window.workspace.view.cell_pane._place.text()
    QTest.keyClick(body, Key.Key_F1)
    assert not window.workspace.cell_dock.isVisible()


def test_f8_goes_from_problem_to_problem(window: MainWindow) -> None:
    body = table(window, CELL)
    type_text(body, "8")
    press(body, Key.Key_Return)
    first, second = window.workspace.editor.checked.findings
    chosen = window.workspace.view.findings.list
    for modifier, finding in ((NONE, first), (NONE, second), (SHIFT, first)):
        body.go_to("requests.carried_out.other")
        QTest.keyClick(body, Key.Key_F8, modifier)
        assert finding.message in chosen.currentItem().text()
        # Of the cells concerned the one that is likely wrong.
        assert body.current_cell() == CELL


def test_f9_checks_what_is_being_typed_and_goes_to_the_first_problem(window: MainWindow) -> None:
    body = table(window, CELL)
    QTest.keyClick(body, Key.Key_F9)
    assert window.statusBar().currentMessage().startswith("已检查全部：未发现问题，")
    assert body.current_cell() == CELL
    type_text(body, "8")
    QTest.keyClick(box(body), Key.Key_F9)
    QCoreApplication.processEvents()
    assert value(window, CELL) == "8"
    assert window.statusBar().currentMessage() == "已检查全部：2 处必须改正。"
    assert body.current_cell() == CELL
    blank(window)
    window.workspace.view.go("cover")
    QTest.keyClick(window, Key.Key_F9)
    assert "还有" in window.statusBar().currentMessage()
    assert window.workspace.view.page.table.current_cell() == window.workspace.editor.checked.blank_inputs[0]


@pytest.mark.parametrize("keys", ["Ctrl+Y", "Ctrl+Shift+Z"])
def test_undo_and_redo(window: MainWindow, keys: str) -> None:
    body = table(window, CELL)
    type_text(body, "8")
    press(body, Key.Key_Return)
    QTest.keyClick(body, Key.Key_Z, CTRL)
    assert value(window, CELL) == "9"
    QTest.keyClick(body, Key.Key_Y if keys == "Ctrl+Y" else Key.Key_Z, CTRL if keys == "Ctrl+Y" else CTRL | SHIFT)
    assert value(window, CELL) == "8"


@pytest.mark.parametrize(
    ("key", "held", "asks"),
    [
        (Key.Key_S, CTRL, "另存为"),
        (Key.Key_F12, NONE, "另存为"),
        (Key.Key_O, CTRL, "打开年报"),
    ],
)
def test_the_usual_keys_for_files(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, key: Key, held: Qt.KeyboardModifier, asks: str
) -> None:
    asked = []
    monkeypatch.setattr(QFileDialog, "exec", lambda self: asked.append(self.windowTitle()))
    QTest.keyClick(window, key, held)
    assert asked == [asks]


def test_the_keys_for_a_new_report_and_for_printing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(QDialog, "exec", lambda self: asked.append(self.windowTitle()))
    monkeypatch.setattr(Preview, "print", lambda self: asked.append(f"打印{self.windowTitle()}"))
    QTest.keyClick(window, Key.Key_N, CTRL)
    QTest.keyClick(window, Key.Key_P, CTRL)
    assert asked[0] == "新建年报"
    assert asked[1].startswith("打印")


# ── what is said of cells ────────────────────────────────────────────


def test_the_status_bar_adds_up_the_selection(window: MainWindow) -> None:
    body = table(window, "proactive.licensing.decisions")
    texts = {"proactive.licensing.decisions": "12", "proactive.penalties.decisions": "", "proactive.fees.amount": "0.1"}
    window.workspace.editor.apply(
        "填写", window.workspace.editor.document.with_cells({**texts, "proactive.coercion.decisions": "0.2"})
    )
    assert window.words.cell.text() == ""
    for _ in range(3):
        press(body, Key.Key_Down, SHIFT)
    assert window.words.cell.text() == "已选 4 格（3 格有数），合计 12.3"
    press(body, Key.Key_Down)
    assert window.words.cell.text() == ""


def test_a_total_says_that_it_may_be_typed(window: MainWindow) -> None:
    total = "requests.new.total"
    window.workspace.editor.apply("清空", window.workspace.editor.document.with_cells({total: ""}))
    body = table(window, "requests.new.other")
    place = body.visualRect(body.table_model.index_of(total)).center()
    QTest.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    names = "自然人＋商业企业＋科研机构＋社会公益组织＋法律服务机构＋其他"
    assert window.words.cell.text() == f"这一格留空时由程序相加：{names}；输入数字就按输入的核对。"
    assert value(window, total) == ""
    assert body.currentIndex().data() == "9"
    type_text(body, "8")
    press(body, Key.Key_Up)
    assert value(window, total) == "8"
    assert window.words.cell.text() == f"这一格按输入的数核对；清空后由程序相加：{names}。"
    press(body, Key.Key_Delete)
    assert window.words.cell.text().startswith("这一格留空时由程序相加")
    window.workspace.view.go("problems")
    assert window.words.cell.text() == ""


def test_a_locked_report_says_why_nothing_can_be_typed(window: MainWindow) -> None:
    locked = replace(window.workspace.editor.document, state="in_review")
    window.workspace.show_report(window.workspace.editor.form, locked)
    body = table(window, CELL)
    assert "锁定" in window.words.cell.text()
    for key in (Key.Key_9, Key.Key_F2, Key.Key_Backspace, Key.Key_Delete):
        window.workspace.view.lock.say("")
        press(body, key)
        assert (box(body), body.current_cell()) == (None, CELL)
        assert "锁定" in window.workspace.view.lock.text.text()
    commit(body, "５")
    assert (box(body), window.workspace.editor.document) == (None, locked)
