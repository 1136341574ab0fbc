import pytest

from govreport_gui.core.editing import grid_navigation
from govreport_gui.core.forms.form import Format


@pytest.mark.parametrize("name", ["form", "old_form"])
def test_rows_and_columns_hold_every_cell_once(name: str, request: pytest.FixtureRequest) -> None:
    form: Format = request.getfixturevalue(name)
    for table in form.tables:
        for lines in (grid_navigation.rows(table), grid_navigation.columns(table)):
            cells = [cell for line in lines for cell in line]
            assert sorted(cells) == sorted(table.cells)


def test_columns_stand_under_one_head(form: Format) -> None:
    columns = grid_navigation.columns(form.table("proactive"))
    assert [len(column) for column in columns] == [2, 2, 2, 4]
    assert columns[3] == (
        "proactive.licensing.decisions",
        "proactive.penalties.decisions",
        "proactive.coercion.decisions",
        "proactive.fees.amount",
    )


def test_a_step_beyond_the_ends_leads_nowhere(form: Format) -> None:
    table = form.table("requests")
    columns, rows = grid_navigation.columns(table), grid_navigation.rows(table)
    assert grid_navigation.stop(columns, "requests.carried_out.other", form.inputs, 1) == ""
    assert grid_navigation.stop(rows, "requests.new.natural_person", form.inputs, -1) == ""
    # from a total to what is to be filled in after it
    assert grid_navigation.stop(rows, "requests.new.total", form.inputs, 1) == "requests.carried_in.natural_person"
    assert grid_navigation.stop(columns, "requests.results_total.other", form.inputs, 1) == "requests.carried_out.other"
    # in a line of totals only, from total to total
    assert grid_navigation.stop(rows, "requests.results_total.other", form.inputs, 1) == "requests.results_total.total"
    assert (
        grid_navigation.stop(rows, "requests.results_total.total", form.inputs, 1)
        == "requests.carried_out.natural_person"
    )


def test_a_wide_box_is_met_from_each_column_above_it(form: Format) -> None:
    table = form.table("proactive")
    for column in ("issued", "repealed", "in_force"):
        above = f"proactive.normative_documents.{column}"
        assert grid_navigation.beside(table, above, "down") == "proactive.licensing.decisions"
    assert grid_navigation.beside(table, "proactive.licensing.decisions", "right") == "proactive.licensing.decisions"


def test_a_rectangle_cuts_no_box(form: Format) -> None:
    table = form.table("proactive")
    assert grid_navigation.bounds(
        table, ["proactive.regulations.repealed", "proactive.normative_documents.repealed"]
    ) == (
        2,
        2,
        3,
        2,
    )
    top, left, bottom, right = grid_navigation.bounds(
        table, ["proactive.regulations.repealed", "proactive.licensing.decisions"]
    )
    assert (top, left, bottom, right) == (2, 1, 6, 3)


def test_an_edge_as_in_excel(form: Format) -> None:
    table = form.table("requests")
    start = "requests.new.other"
    filled = {f"requests.{row}.other" for row in ("granted", "partial")}
    seen = [start]
    while (following := grid_navigation.edge(table, seen[-1], "down", filled)) != seen[-1]:
        seen.append(following)
    assert [cell.split(".")[1] for cell in seen] == ["new", "granted", "partial", "carried_out"]


def test_filling_takes_totals_only_where_nothing_else_is_selected(form: Format) -> None:
    table = form.table("requests")
    texts = {"requests.new.natural_person": "3", "requests.new.total": "5"}
    row = [f"requests.new.{column}" for column in table.columns]
    filled = grid_navigation.fill(table, "right", row, form.inputs, texts)
    assert set(filled) == set(row[1:-1])
    assert set(filled.values()) == {"3"}
    totals = ["requests.new.total", "requests.carried_in.total"]
    assert grid_navigation.fill(table, "down", totals, form.inputs, texts) == {"requests.carried_in.total": "5"}
    # at the edge there is nothing before it
    assert grid_navigation.fill(table, "down", ["requests.new.total"], form.inputs, texts) == {}
