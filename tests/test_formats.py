"""The shipped forms: the data itself is under test, not only its reader."""

import csv
from pathlib import Path

import pytest

from govreport_gui.core.forms.form import Format, Table
from govreport_gui.files import resources

DATA = Path(__file__).parent / "data"
FORMS = resources.formats()


def listed(form: Format) -> list[dict[str, str]]:
    with (DATA / f"cells-{form.id}.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def label_path(form: Format, table: Table, cell: str) -> tuple[str, str]:
    """The words left of a cell and above it, as they stand in the boxes of the form."""
    grid = {
        (line, position): box.text
        for box in table.boxes
        for line in range(box.line, box.line + box.lines)
        for position in range(box.position, box.position + box.positions)
    }
    box = next(box for box in table.boxes if box.cell == cell)
    left = [grid[box.line, position] for position in range(box.position)]
    above = [grid[line, box.position] for line in range(box.line)]
    return "/".join(dict.fromkeys(text for text in left if text)), "/".join(dict.fromkeys(t for t in above if t))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_cell_of_the_contract_in_its_order(form: Format) -> None:
    rows = listed(form)
    assert [row["cell"] for row in rows] == list(form.cells)
    for row in rows:
        cell = form.cells[row["cell"]]
        assert f"{cell.kind} {cell.unit}" == row["kind"], cell.id


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_cell_stands_under_its_official_words(form: Format) -> None:
    for row in listed(form):
        cell = form.cells[row["cell"]]
        left, above = label_path(form, form.table(cell.table), cell.id)
        if cell.table == "disputes":
            assert (left, above) == ("", f"{row['row']}/{row['column']}"), cell.id
        elif cell.table == "requests":
            assert (left, above.removeprefix("申请人情况/")) == (row["row"], row["column"]), cell.id
        else:
            band, name = row["row"].split("/")
            assert left == name, cell.id
            assert above.split("/")[0] == "第二十条第（一）项", cell.id
            assert band in above, cell.id
            assert row["column"] in above.replace("本年增/减", "本年增/减"), cell.id


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_the_boxes_cover_each_table_exactly_once(form: Format) -> None:
    for table in form.tables:
        covered = [
            (line, position)
            for box in table.boxes
            for line in range(box.line, box.line + box.lines)
            for position in range(box.position, box.position + box.positions)
        ]
        assert len(covered) == len(set(covered)) == len(table.lines) * len(table.widths)


def test_forms_and_years() -> None:
    covering = {year: [form.id for form in FORMS if form.covers(year)] for year in range(2018, 2028)}
    assert covering.pop(2018) == []
    assert covering == {year: ["2019" if year < 2021 else "2021"] for year in range(2019, 2028)}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_what_is_typed_and_what_is_computed(form: Format) -> None:
    assert len(form.inputs) == 166
    for cell in form.sums:
        assert cell.endswith(".total") or ".results_total." in cell
    # each total adds up just the cells it stands for: 6 classes, or all results of a column, or 4 outcomes
    lengths = {cell: len(parts) for cell, parts in form.sums.items()}
    assert lengths["requests.new.total"] == lengths["requests.results_total.total"] == 6
    assert lengths["requests.results_total.other"] == {"2021": 21, "2019": 19}[form.id]
    assert lengths["disputes.reconsideration.total"] == 4


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_rule_ids_levels_and_sources(form: Format) -> None:
    must_fix = {rule.id for rule in form.rules if rule.level == "must_fix"}
    assert must_fix == {"T3-01", "T3-02", "T3-03", "T4-01", "T4-02", "T4-03"} | ({"T2-02"} & {r.id for r in form.rules})
    for rule in form.rules:
        assert rule.source, rule.id
        assert "核对" in rule.fix or "写明" in rule.fix, rule.id
        assert rule.says.endswith("。"), rule.id
        assert rule.fix.endswith("。"), rule.id
    counts = {rule.id: sum(bound.rule is rule for bound in form.bound) for rule in form.rules}
    rows = {"2021": 25, "2019": 23}[form.id]
    assert counts["T3-01"] == counts["T3-02"] == 7
    assert counts["T3-03"] == rows
    assert counts["T4-01"] == counts["T4-02"] == counts["T4-03"] == 1


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_six_parts_with_their_headings(form: Format) -> None:
    headings = [section.heading for section in form.sections if section.heading]
    assert headings == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    assert [section.id for section in form.sections] == [
        "preface",
        "overview",
        "proactive_text",
        "requests_text",
        "disputes_text",
        "problems",
        "other_matters",
        "closing",
    ]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_official_words_have_no_stray_spaces(form: Format) -> None:
    for table in form.tables:
        for box in table.boxes:
            assert box.text == "".join(box.text.split())


def test_a_form_that_ships_is_found_by_the_name_of_its_file() -> None:
    assert {file.stem for file in resources.path("formats").glob("*.toml")} == set(resources.shipped())
    assert all(resources.form_of(name) is form for name, form in resources.shipped().items())
    assert resources.form_of("../formats/2021") is None
