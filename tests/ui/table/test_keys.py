"""The keyboard table, line by line, with real keys and a mouse on a grid: typing, going about, selecting, filling."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.ui.table.grid import Grid
from govreport_gui.ui.table.table_view import OfficialTable
from tests.ui.on_screen import ALT, CTRL, NONE, SHIFT, Key, box, compose, press, type_text

GridOf = Callable[..., Grid]
CELL = "requests.granted.natural_person"


def editor(body: Grid) -> ReportEditor:
    return body.table_model.editor


def official(body: Grid) -> OfficialTable:
    table = body.parentWidget()
    assert isinstance(table, OfficialTable)
    return table


def value(body: Grid, cell: str) -> str:
    return editor(body).document.cells.get(cell, "")


# ── typing ─────────────────────────────────────────────────────────────


def test_typing_overwrites(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    assert value(body, CELL) == "9"
    type_text(body, "12")
    press(body, Key.Key_Return)
    assert value(body, CELL) == "12"


def test_f2_edits_what_stands_there(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    press(body, Key.Key_F2)
    type_text(body, "3")
    press(body, Key.Key_Return)
    assert value(body, CELL) == "93"


def test_double_click_edits_what_stands_there(grid_of: GridOf) -> None:
    body = grid_of("requests.new.total")
    place = body.visualRect(body.table_model.index_of(CELL)).center()
    QTest.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    QTest.mouseDClick(body.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    type_text(body, "3")
    press(body, Key.Key_Return)
    assert value(body, CELL) == "93"


def test_escape_leaves_the_cell_as_it_was(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    type_text(body, "77")
    assert box(body).text() == "77"
    press(body, Key.Key_Escape)
    assert box(body) is None
    assert (value(body, CELL), body.current_cell(), editor(body).undo_label) == ("9", CELL, "")


def test_left_and_right_move_inside_the_text(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    type_text(body, "13")
    press(body, Key.Key_Left)
    type_text(body, "2")
    press(body, Key.Key_Home)
    type_text(body, "4")
    press(body, Key.Key_End)
    type_text(body, "5")
    press(body, Key.Key_Return)
    assert value(body, CELL) == "41235"


@pytest.mark.parametrize(
    ("key", "end"),
    [(Key.Key_Down, "requests.partial.natural_person"), (Key.Key_Up, "requests.carried_in.natural_person")],
)
def test_up_and_down_take_what_was_typed_over(grid_of: GridOf, key: Key, end: str) -> None:
    body = grid_of(CELL)
    type_text(body, "12")
    press(body, key)
    assert (value(body, CELL), body.current_cell(), box(body)) == ("12", end, None)


def test_up_and_down_stay_inside_after_f2(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    press(body, Key.Key_F2)
    for key in (Key.Key_Down, Key.Key_Up):
        press(body, key)
        assert box(body) is not None
    type_text(body, "1")
    press(body, Key.Key_Return)
    assert value(body, CELL) == "91"
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
    grid_of: GridOf, key: Key, held: Qt.KeyboardModifier, typed: str
) -> None:
    body = grid_of(CELL)
    type_text(body, typed)
    press(body, key, held)
    assert body.current_cell()
    if box(body) is not None:
        press(body, Key.Key_Return)
    assert value(body, CELL) == (typed or "9")


def test_ctrl_home_and_end_take_what_was_typed_over_and_stay_inside_after_f2(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    for key, end in ((Key.Key_Home, body.rows[0][0]), (Key.Key_End, body.rows[-1][-1])):
        body.go_to(CELL)
        type_text(body, "12")
        press(body, key, CTRL)
        assert (value(body, CELL), body.current_cell(), box(body)) == ("12", end, None)
    body.go_to(CELL)
    press(body, Key.Key_F2)
    for key, held in ((Key.Key_Home, CTRL), (Key.Key_Up, SHIFT), (Key.Key_PageDown, SHIFT), (Key.Key_End, CTRL)):
        press(body, key, held)
        assert (body.current_cell(), box(body).text()) == (CELL, "12")


def test_enter_after_tabs_begins_the_next_row_where_this_one_was_begun(grid_of: GridOf) -> None:
    body = grid_of("requests.new.enterprise")
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


def test_a_click_elsewhere_takes_what_was_typed(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    type_text(body, "12")
    place = body.visualRect(body.table_model.index_of("requests.new.total")).center()
    QTest.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    QCoreApplication.processEvents()
    assert (value(body, CELL), body.current_cell()) == ("12", "requests.new.total")


# ── Enter and Tab ──────────────────────────────────────────────────────


def walk(body: Grid, key: Key, held: Qt.KeyboardModifier = NONE) -> list[str]:
    """Where a key leads, pressed until it leads nowhere or the clerk has left the table."""
    seen = [body.current_cell()]
    while True:
        press(body, key, held)
        if body.current_cell() == seen[-1] or not body.hasFocus():
            return seen
        seen.append(body.current_cell())


@pytest.mark.parametrize("name", ["proactive", "requests", "disputes"])
def test_enter_and_tab_go_through_every_input_cell_once(grid_of: GridOf, form: Format, name: str) -> None:
    cells = [cell for cell in form.inputs if form.cells[cell].table == name]
    body = grid_of(cells[0])
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


def test_enter_goes_down_and_then_to_the_top_of_the_next_column(grid_of: GridOf) -> None:
    body = grid_of("requests.otherwise_other.natural_person")
    press(body, Key.Key_Return)
    assert body.current_cell() == "requests.carried_out.natural_person", "the computed total is passed over"
    press(body, Key.Key_Return)
    assert body.current_cell() == "requests.new.enterprise"
    press(body, Key.Key_Return, SHIFT)
    assert body.current_cell() == "requests.carried_out.natural_person"


def test_enter_after_typing_goes_on_and_shift_enter_back(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    type_text(body, "1")
    press(body, Key.Key_Return)
    assert body.current_cell() == "requests.partial.natural_person"
    type_text(body, "2")
    press(body, Key.Key_Enter, SHIFT)
    assert body.current_cell() == CELL
    assert value(body, "requests.partial.natural_person") == "2"


def test_control_totals_are_typed_one_below_the_other(grid_of: GridOf) -> None:
    body = grid_of("requests.new.total")
    for number in "123":
        type_text(body, number)
        press(body, Key.Key_Return)
    assert [value(body, f"requests.{row}.total") for row in ("new", "carried_in", "granted")] == ["1", "2", "3"]


def test_tab_after_typing_goes_on_and_shift_tab_back(grid_of: GridOf) -> None:
    body = grid_of("requests.granted.other")
    type_text(body, "1")
    press(body, Key.Key_Tab)
    assert body.current_cell() == "requests.partial.natural_person", "the total of the row is passed over"
    type_text(body, "2")
    press(body, Key.Key_Backtab, SHIFT)
    assert body.current_cell() == "requests.granted.other"
    assert value(body, "requests.partial.natural_person") == "2"


def test_tab_after_typing_in_the_last_cell_leaves_the_table(grid_of: GridOf) -> None:
    body = grid_of("requests.carried_out.other")
    type_text(body, "5")
    press(body, Key.Key_Tab)
    assert value(body, "requests.carried_out.other") == "5"
    assert not body.hasFocus()
    assert isinstance(QApplication.focusWidget(), QLineEdit), "in what comes after it"


# ── arrows and their like ──────────────────────────────────────────────


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
def test_arrows(grid_of: GridOf, start: str, key: Key, held: Qt.KeyboardModifier, end: str) -> None:
    body = grid_of(f"requests.{start}")
    press(body, key, held)
    assert body.current_cell() == f"requests.{end}"
    assert body.selected_cells() == [f"requests.{end}"]


@pytest.mark.parametrize("name", ["proactive", "requests", "disputes"])
def test_arrows_reach_every_cell(grid_of: GridOf, form: Format, name: str) -> None:
    cells = form.table(name).cells
    body = grid_of(cells[0])
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


def test_ctrl_arrows_go_to_the_ends_of_filled_blocks(grid_of: GridOf, form: Format) -> None:
    filled = {f"requests.{row}.research": "1" for row in ("carried_in", "granted", "partial", "refused_third_party")}
    body = grid_of("requests.new.research", Document(form.id, cells=filled))
    seen = []
    for _ in range(3):
        press(body, Key.Key_Down, CTRL)
        seen.append(body.current_cell().split(".")[1])
    assert seen == ["carried_in", "partial", "refused_third_party"]


def test_page_keys_go_a_page(grid_of: GridOf) -> None:
    body = grid_of("requests.new.other")
    body.window().resize(1180, 330)
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


# ── selecting ──────────────────────────────────────────────────────────


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
def test_selecting(grid_of: GridOf, keys: list, rows: int, columns: int) -> None:
    body = grid_of("requests.granted.enterprise")
    for key, held in keys:
        press(body, key, held)
    parts = [cell.split(".") for cell in body.selected_cells()]
    assert len({row for _, row, _ in parts}) == rows
    assert len({column for _, _, column in parts}) == columns
    assert len(parts) == rows * columns
    assert body.current_cell() == "requests.granted.enterprise", "typing goes to where the selection began"


def test_shift_with_page_keys_selects_a_page(grid_of: GridOf) -> None:
    body = grid_of("requests.new.other")
    press(body, Key.Key_PageDown, SHIFT)
    assert len(body.selected_cells()) > 4
    press(body, Key.Key_PageUp, SHIFT)
    assert body.selected_cells() == ["requests.new.other"]


def test_the_mouse_selects_from_where_it_was_pressed(grid_of: GridOf) -> None:
    body = grid_of(CELL)
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


def test_a_click_on_the_words_of_a_row_or_column_selects_it(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    model = body.table_model
    row = [f"requests.new.{column}" for column in model.table.columns]
    click_words(body, model.box_of[row[0]].line, 0)
    assert (body.current_cell(), body.selected_cells(), box(body)) == (row[0], row, None)
    press(body, Key.Key_Right, SHIFT)
    assert body.selected_cells() == row, "the block begins at its first cell and ends at its last"
    box_of = model.box_of["requests.new.enterprise"]
    click_words(official(body).head, model.table.header_lines - 1, box_of.position)
    assert body.selected_cells() == [cell for cell in model.table.cells if cell.endswith(".enterprise")]
    assert body.hasFocus()
    body = grid_of("proactive.licensing.decisions")
    click_words(body, 1, 1)
    assert body.selected_cells() == ["proactive.regulations.issued", "proactive.normative_documents.issued"]
    click_words(body, 0, 0)
    assert len(body.selected_cells()) == 2, "a band names no row and no column"


# ── emptying and filling ───────────────────────────────────────────────


def test_delete_empties_the_selection_as_one_step(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    press(body, Key.Key_Down, SHIFT)
    press(body, Key.Key_Delete)
    assert value(body, CELL) == value(body, "requests.partial.natural_person") == ""
    editor(body).undo()
    assert len(editor(body).document.cells) == 200


def test_backspace_empties_and_begins_to_type(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    press(body, Key.Key_Backspace)
    assert box(body).text() == ""
    press(body, Key.Key_Escape)
    assert value(body, CELL) == "9", "Esc gives back what stood there"
    press(body, Key.Key_Backspace)
    type_text(body, "4")
    press(body, Key.Key_Return)
    assert value(body, CELL) == "4"
    body.go_to(CELL)
    press(body, Key.Key_Backspace)
    press(body, Key.Key_Down)
    assert value(body, CELL) == ""


def test_fill_down_is_one_step_and_passes_over_totals(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    press(body, Key.Key_Down, CTRL | SHIFT)
    press(body, Key.Key_D, CTRL)
    rows = [
        row for row in editor(body).form.table("requests").rows if row not in {"new", "carried_in", "results_total"}
    ]
    assert {value(body, f"requests.{row}.natural_person") for row in rows} == {"9"}
    assert value(body, "requests.results_total.natural_person") == "9"
    assert editor(body).undo_label == "向下填充"
    editor(body).undo()
    assert value(body, "requests.partial.natural_person") == "0"


def test_fill_right_is_one_step_and_passes_over_totals(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    press(body, Key.Key_End, SHIFT)
    press(body, Key.Key_R, CTRL)
    columns = editor(body).form.table("requests").columns
    assert {value(body, f"requests.granted.{column}") for column in columns} == {"9"}
    assert value(body, "requests.granted.enterprise") == "9"
    editor(body).undo()
    assert value(body, "requests.granted.enterprise") == "0"


def test_filling_one_cell_takes_from_the_one_before(grid_of: GridOf) -> None:
    body = grid_of("requests.partial.natural_person")
    press(body, Key.Key_D, CTRL)
    assert value(body, "requests.partial.natural_person") == "9"
    body.go_to("requests.granted.enterprise")
    press(body, Key.Key_R, CTRL)
    assert value(body, "requests.granted.enterprise") == "9"


def test_ctrl_enter_fills_the_selection_with_what_was_typed(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    press(body, Key.Key_Right, SHIFT)
    press(body, Key.Key_Down, SHIFT)
    type_text(body, "7")
    press(body, Key.Key_Return, CTRL)
    filled = [
        f"requests.{row}.{column}" for row in ("granted", "partial") for column in ("natural_person", "enterprise")
    ]
    assert {value(body, cell) for cell in filled} == {"7"}
    assert (body.current_cell(), box(body), body.selected_cells()) == (CELL, None, filled[:2] + filled[2:])
    editor(body).undo()
    assert [value(body, cell) for cell in filled] == ["9", "0", "0", "0"]


# ── the input method ───────────────────────────────────────────────────


def test_digits_of_a_chinese_input_method(grid_of: GridOf) -> None:
    body = grid_of(CELL)
    assert body.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose(body, "１")
    assert box(body) is not None
    compose(box(body), "２")
    press(body, Key.Key_Return)
    assert value(body, CELL) == "12", "printed in half width, so kept in half width"
    assert body.current_cell() == "requests.partial.natural_person"
    # and with a composition before it
    compose(body, "", composing="3")
    compose(box(body) or body, "３")
    press(body, Key.Key_Return)
    assert value(body, "requests.partial.natural_person") == "3"


def test_a_chinese_full_stop_inside_a_number_is_its_point(grid_of: GridOf) -> None:
    body = grid_of("proactive.fees.amount")
    compose(body, "１２。５")
    press(body, Key.Key_Return)
    assert value(body, "proactive.fees.amount") == "12.5"


# ── larger than its place ──────────────────────────────────────────────


def test_labels_and_heads_stay_in_sight_where_the_table_is_wider_than_the_window(grid_of: GridOf) -> None:
    body = grid_of("requests.new.natural_person")
    table, around = official(body), body.window()
    usual = around.size()
    around.resize(700, 400)
    table.zoom(200)
    QCoreApplication.processEvents()
    corner, labels = (grid for grid in table.findChildren(Grid) if grid not in {table.head, body})
    assert labels.isVisible()
    assert body.horizontalScrollBar().maximum() > 0
    QTest.keyClick(body, Key.Key_End, CTRL)
    QCoreApplication.processEvents()
    area = body.viewport().rect()
    assert area.contains(body.visualRect(body.currentIndex()).center())
    assert table.head.horizontalScrollBar().value() == body.horizontalScrollBar().value() > 0
    assert labels.verticalScrollBar().value() == body.verticalScrollBar().value() > 0
    last = body.currentIndex().row()
    assert labels.rowViewportPosition(last) == body.rowViewportPosition(last)
    assert (labels.height(), corner.height()) == (body.height(), table.head.height())
    table.zoom(100)
    around.resize(usual)
    QCoreApplication.processEvents()
    assert not labels.isVisible()
    assert not body.isColumnHidden(0)
    assert body.horizontalScrollBar().maximum() == 0
