"""Published tables and ledgers that give them: all cells back, or the cells that no set of applications can give."""

import json
from dataclasses import replace
from pathlib import Path

from govreport_gui.core.forms.form import Format
from govreport_gui.core.ledger.counting import count
from govreport_gui.core.ledger.possible import impossible
from govreport_gui.core.report.document import Document
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.files import resources
from tests.core.ledger.made import ledger_of

TABLES = {"requests", "disputes"}
YEAR = 2025


def published(form: Format, cells: dict[str, str]) -> Document:
    return Document(form.id, "某局", YEAR, cells={cell: text for cell, text in cells.items() if cell in form.cells})


def astray(form: Format, document: Document) -> set[str]:
    """The cells that a ledger made after them does not give back; a blank cell is 0."""
    numbers = printed_numbers(form, document)
    counted = count(ledger_of(form, numbers, YEAR), form).cells
    assert len([cell for cell in counted if cell.startswith("requests.")]) in {161, 175}
    return {cell for cell, number in counted.items() if numbers.get(cell, 0) != number}


def test_each_published_table_comes_back_or_contradicts_itself(real_truth: Path) -> None:
    truth = json.loads(real_truth.read_text(encoding="utf-8"))
    form = resources.form_of(truth["forms"]["requests"])
    assert form is not None
    cells = {cell: str(number) for cell, number in truth["cells"].items() if number is not None}
    document = published(form, {cell: text for cell, text in cells.items() if cell.split(".")[0] in TABLES})
    lost, told = astray(form, document), impossible(form, document)
    broken = {
        tuple(each) for each in truth["broken"] if each[0] in {"T3-01", "T3-02", "T3-03", "T4-01", "T4-02", "T4-03"}
    }
    assert {(each.rule, each.each) for each in told} == broken
    if not told:
        assert lost == set()
        return
    assert lost, "what contradicts itself cannot come back whole"
    named = {cell for each in told for cell in each.cells}
    assert lost & named
    assert all("没有一组申请能得出这些数。" in each.message for each in told)


def test_the_cell_that_no_applications_give_is_named(form: Format, zeros: Document) -> None:
    whole = {"requests.new.natural_person": "9", "requests.granted.natural_person": "9"}
    sums = ("requests.new.total", "requests.granted.total", "requests.results_total.natural_person")
    document = replace(
        zeros, cells={**zeros.cells, **whole, **dict.fromkeys(sums, "9"), "requests.results_total.total": "9"}
    )
    assert impossible(form, document) == ()
    assert astray(form, document) == set()
    wrong = document.with_cells({"requests.results_total.natural_person": "8"})
    told = impossible(form, wrong)
    assert astray(form, wrong) == {"requests.results_total.natural_person"}
    assert all(each.suspects == ("requests.results_total.natural_person",) for each in told[:1])
    assert {each.rule for each in told} == {"T3-01", "T3-02", "T3-03"}
    moved = document.with_cells({"requests.granted.natural_person": "", "requests.partial.natural_person": "9"})
    assert {each.rule for each in impossible(form, moved)} == {"T3-03"}, (
        "a row alone tells of a number moved to another"
    )
