import pytest

from govreport_gui.core.clipboard.copying import copied
from govreport_gui.core.clipboard.pasting import plan
from govreport_gui.core.clipboard.placement import Target
from govreport_gui.core.clipboard.tables import rows_of, tables
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import blank_inputs, shown_texts, typed_totals
from govreport_gui.files.sources.imported import Imported


@pytest.fixture
def texts(sample: Imported) -> dict[str, str]:
    return shown_texts(sample.form, sample.document)


@pytest.mark.parametrize("table", ["proactive", "requests", "disputes"])
@pytest.mark.parametrize("old", [False, True])
def test_a_whole_table_with_its_heads_is_the_official_one(
    table: str, old: bool, form: Format, old_form: Format
) -> None:
    form = old_form if old else form
    of = form.table(table)
    texts = {cell: str(at) for at, cell in enumerate(of.cells)}
    made = copied(of, texts, of.cells, with_names=True)
    (grid,) = tables(made.html)
    official = [[""] * len(of.widths) for _ in of.lines]
    covered = [[False] * len(of.widths) for _ in of.lines]
    for box in of.boxes:
        for line in range(box.line, box.line + box.lines):
            for position in range(box.position, box.position + box.positions):
                covered[line][position] = (line, position) != (box.line, box.position)
        official[box.line][box.position] = texts[box.cell] if box.cell else box.text
    assert [[text or "" for text in row] for row in grid] == official
    assert [[text is None for text in row] for row in grid] == covered
    assert [list(row) for row in rows_of(made.text)] == official


@pytest.mark.parametrize("table", ["proactive", "requests", "disputes"])
@pytest.mark.parametrize("with_names", [True, False])
@pytest.mark.parametrize("kind", ["html", "text"])
def test_what_was_copied_pastes_back_to_the_same_cells(
    table: str, with_names: bool, kind: str, sample: Imported, texts: dict[str, str]
) -> None:
    form = sample.form
    of = form.table(table)
    made = copied(of, texts, of.cells, with_names=with_names)
    grids = tables(made.html) if kind == "html" else [rows_of(made.text)]
    again = plan(form, Document(form.id), [form], grids, Target(table, of.cells[:1]))
    assert again.doubts == ()
    shown = shown_texts(form, Document(form.id).with_cells(again.texts))
    assert shown == {cell: text for cell, text in texts.items() if cell in of.cells}


def test_lines_end_as_excel_wants_it_and_none_behind_the_last(form: Format, texts: dict[str, str]) -> None:
    cells = ["requests.new.natural_person", "requests.new.enterprise", "requests.carried_in.natural_person"]
    shown = {cells[0]: "7", cells[1]: "0", cells[2]: "1"}
    assert copied(form.table("requests"), shown, cells, with_names=False).text == "7\t0\r\n1\t"


def test_part_of_a_table_takes_along_the_heads_and_names_that_belong_to_it(form: Format) -> None:
    cells = ["requests.refused_other_law.enterprise", "requests.refused_other_law.research"]
    made = copied(form.table("requests"), dict.fromkeys(cells, "3"), cells, with_names=True)
    assert made.text.split("\r\n") == [
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t\t\t申请人情况\t",
        "\t\t\t法人或其他组织\t",
        "\t\t\t商业企业\t科研机构",
        "三、本年度办理结果\t（三）不予公开\t2.其他法律行政法规禁止公开\t3\t3",
    ]
    made = copied(
        form.table("proactive"),
        {"proactive.coercion.decisions": "4"},
        ["proactive.coercion.decisions"],
        with_names=True,
    )
    assert made.text.split("\r\n") == ["第二十条第（六）项\t\t\t", "信息内容\t本年处理决定数量\t\t", "行政强制\t4\t\t"]


@pytest.mark.parametrize("text", ["=1+1", "+A1", "1-2", "<b>9</b>", "无"])
def test_what_is_no_number_goes_out_as_text(text: str, form: Format) -> None:
    cell = "requests.new.natural_person"
    made = copied(form.table("requests"), {cell: text}, [cell], with_names=False)
    assert tables(made.html) == [((text,),)]
    assert "mso-number-format:'\\@'" in made.html
    assert made.text == text


def test_numbers_go_out_as_numbers(form: Format) -> None:
    cell = "requests.new.natural_person"
    assert "mso-number-format" not in copied(form.table("requests"), {cell: "12"}, [cell], with_names=False).html


def test_blank_inputs_and_typed_totals(form: Format) -> None:
    total, cell = "disputes.reconsideration.total", "disputes.reconsideration.upheld"
    document = Document(form.id, cells={total: "5", cell: "0"})
    blank = blank_inputs(form, document, "disputes")
    assert len(blank) == 11
    assert cell not in blank
    assert not set(blank) & set(form.sums)
    assert typed_totals(form, document, form.table("disputes").cells) == (total,)
