import pytest
from PySide6.QtCore import QModelIndex, Qt

from govreport_gui.core.editing.editor import ReportEditor
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.ui.table.cell_box import TYPED
from govreport_gui.ui.table.table_model import TableModel

CELL = "requests.new.natural_person"
TOTAL = "requests.new.total"
Role = Qt.ItemDataRole


@pytest.fixture
def model(qapp, form: Format, zeros: Document) -> TableModel:
    model = TableModel(ReportEditor(form, zeros), form.table("requests"))
    model.editor.on_change = model.refresh
    return model


def test_qt_finds_no_fault(qtmodeltester, qapp, form: Format, zeros: Document) -> None:
    for table in form.tables:
        model = TableModel(ReportEditor(form, zeros), table)
        qtmodeltester.check(model)


def test_words_and_numbers_where_the_form_has_them(model: TableModel) -> None:
    assert model.index(3, 0).data() == "一、本年新收政府信息公开申请数量"
    assert model.index(0, 3).data() == "申请人情况"
    index = model.index_of(CELL)
    assert (index.row(), index.column()) == (3, 3)
    assert index.data() == "0"
    assert model.cell_at(index) == CELL
    assert not model.flags(model.index(3, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


def test_a_typed_number_goes_through_the_editor_as_one_step(model: TableModel) -> None:
    assert model.setData(model.index_of(CELL), " １２ ")
    assert model.editor.document.cells[CELL] == "12", "full width is for the input method, half width is printed"
    assert model.editor.undo_label == "填写表三本年新收·自然人"
    assert not model.setData(model.index(3, 0), "1")


def test_an_error_is_seen_by_colour_and_sign_and_heard(model: TableModel) -> None:
    index = model.index_of(CELL)
    calm = index.data(Role.BackgroundRole)
    assert CELL not in model.marks.marks
    model.setData(index, "1")
    assert model.marks.marks.get(CELL) is None, "which cell is wrong is looked for after the table is painted"
    assert model.editor.located
    model.refresh()
    assert model.marks.marks[CELL] == "suspect"
    assert index.data(Role.BackgroundRole) != calm
    assert "必须改正：表三“本年新收”的总计为0" in index.data(Role.ToolTipRole)
    assert index.data(Role.AccessibleTextRole).startswith("本年新收，自然人，1，必须改正：表三")
    model.editor.undo()
    assert CELL not in model.marks.marks
    assert index.data(Role.AccessibleTextRole) == "本年新收，自然人，0"


def test_only_what_looks_different_is_painted_again(model: TableModel) -> None:
    changed = []
    model.dataChanged.connect(lambda first, _: changed.append(model.cell_at(first)))
    model.setData(model.index_of("requests.new.other"), "0")
    assert changed == []
    model.setData(model.index_of("requests.carried_out.natural_person"), "3")
    column = {f"requests.{row}.natural_person" for row in ("new", "carried_in", "results_total", "carried_out")}
    row = {f"requests.carried_out.{column}" for column in model.table.columns}
    assert set(changed) == column | row


def test_a_blank_total_shows_the_sum_and_opens_empty(model: TableModel) -> None:
    model.editor.apply("清空", model.editor.document.with_cells({TOTAL: ""}))
    index = model.index_of(TOTAL)
    assert (index.data(), index.data(TYPED)) == ("0", "")
    assert index.data(Role.ForegroundRole) is not None
    model.setData(index, "5")
    assert (index.data(), index.data(TYPED)) == ("5", "5")
    assert index.data(Role.ForegroundRole) is None
    assert model.editor.document.cells[TOTAL] == "5"


def test_unreadable_text_stays_visible(model: TableModel) -> None:
    model.setData(model.index_of(CELL), "九件半")
    assert model.index_of(CELL).data() == "九件半"


def test_heads_break_between_words(model: TableModel) -> None:
    assert model.index(2, 6).data() == "社\u2060会公\u2060益组\u2060织"
    assert model.index(1, 3).data() == "自然人"
    assert model.index(2, 8).data() == "其\u2060他"


def test_blank_does_not_look_like_zero(qapp, form: Format) -> None:
    empty = TableModel(ReportEditor(form, Document(form.id)), form.table("requests"))
    empty.editor.on_change = empty.refresh
    index = empty.index_of(CELL)
    assert index.data(Role.BackgroundRole).style() == Qt.BrushStyle.BDiagPattern
    assert "未填；没有的填 0。" in index.data(Role.ToolTipRole)
    assert index.data(Role.AccessibleTextRole).endswith("，空")
    empty.setData(index, "0")
    assert index.data(Role.BackgroundRole) is None
    assert "未填" not in index.data(Role.ToolTipRole)


def test_a_typed_total_looks_typed_and_says_how_to_give_it_back(model: TableModel) -> None:
    index = model.index_of(TOTAL)
    assert index.data(Role.FontRole).bold()
    assert "按 Delete 改回自动总计。" in index.data(Role.ToolTipRole)
    assert index.data(Role.AccessibleTextRole) == "本年新收，总计，0，手工总计"
    model.setData(index, "")
    assert index.data(Role.FontRole) is None
    assert index.data(Role.ForegroundRole) is not None
    assert index.data(Role.AccessibleTextRole) == "本年新收，总计，0，自动总计"
