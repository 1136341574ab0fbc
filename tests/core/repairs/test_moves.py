"""Moves and exchanges: told once, with the repair that undoes them; and that no offer changes a right number."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govreport_gui.core.findings.finding import Finding
from govreport_gui.core.findings.located import Located
from govreport_gui.core.forms.form import Format
from govreport_gui.core.repairs.located import locate
from govreport_gui.core.repairs.proposals import apply
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.report.figures import printed_numbers
from govreport_gui.core.rules.case import case_of
from govreport_gui.core.rules.check import check_case
from govreport_gui.files import resources

FORM = next(form for form in resources.formats() if form.id == "2021")
LINES = [line.cells for line in FORM.table("requests").lines if line.cells]
ROWS = {cells[0].split(".")[1]: cells for cells in LINES}
COLUMNS = list(zip(*LINES, strict=True))
T3 = "requests.{}.{}".format
T4 = "disputes.{}.{}".format


@pytest.fixture
def right(form: Format, zeros: Document) -> Document:
    """A report as they are: most is 自然人, some 商业企业 and 其他, all totals written."""
    cells = {
        T3("new", "natural_person"): 140, T3("carried_in", "natural_person"): 7,
        T3("granted", "natural_person"): 61, T3("partial", "natural_person"): 14,
        T3("refused_third_party", "natural_person"): 2, T3("unavailable_not_held", "natural_person"): 44,
        T3("otherwise_not_corrected", "natural_person"): 17, T3("carried_out", "natural_person"): 9,
        T3("new", "enterprise"): 25, T3("granted", "enterprise"): 21, T3("unavailable_not_held", "enterprise"): 4,
        T3("new", "other"): 3, T3("granted", "other"): 3,
        T4("reconsideration", "upheld"): 3, T4("reconsideration", "corrected"): 1, T4("reconsideration", "other"): 5,
    }  # fmt: skip
    document = zeros.with_cells({cell: str(number) for cell, number in cells.items()} | dict.fromkeys(form.sums, ""))
    return document.with_cells({cell: str(number) for cell, number in printed_numbers(form, document).items()})


def moved(document: Document, cells: tuple[str, ...], by: int) -> dict[str, str]:
    """These cells with their texts one place on or back; the first place is 0, the last is lost."""
    texts = [document.cells[cell] for cell in cells]
    return dict(zip(cells, ["0", *texts[:-1]] if by > 0 else [*texts[1:], "0"], strict=True))


def exchanged(document: Document, one: tuple[str, ...], other: tuple[str, ...]) -> dict[str, str]:
    pairs = list(zip(one, other, strict=True))
    return {a: document.cells[b] for a, b in pairs} | {b: document.cells[a] for a, b in pairs}


def located(document: Document) -> Located:
    case = case_of(FORM, document)
    return locate(case, check_case(case))


def sums(found: Located) -> list[Finding]:
    """The findings about sums that are told."""
    ids = {rule.id for rule in FORM.rules if rule.level == "must_fix"}
    return [finding for finding in found.told if finding.rule in ids]


def assert_undone(right: Document, texts: Mapping[str, str], words: str) -> None:
    wrong = right.with_cells(texts)
    found = located(wrong)
    (problem,) = sums(found)
    assert problem.message.startswith(words)
    (offer,) = found.repairs[found.checked.findings.index(problem)]
    assert set(problem.cells) == {change.cell for change in offer.repair}
    assert printed_numbers(FORM, apply(wrong, offer.repair)) == printed_numbers(FORM, right)
    relations = {rule.id for rule in FORM.rules if rule.level == "must_fix"}
    others = [each for each in found.checked.findings if each.rule in relations and each.message != problem.message]
    assert others
    assert {finding.caused_by for finding in others} == {(problem.rule, problem.each)}
    # The first of the broken sums in the order of the report tells it.
    first = next(finding for finding in check_case(case_of(FORM, wrong)).findings if finding.rule in relations)
    assert (problem.rule, problem.each, problem.level) == (first.rule, first.each, first.level)


@pytest.mark.parametrize("by", [1, -1])
def test_a_row_moved_by_a_column(right: Document, by: int) -> None:
    word = "右" if by > 0 else "左"
    for name, cells in ROWS.items():
        if right.cells[cells[0]] != "0":
            row = FORM.table("requests").rows[name]
            assert_undone(right, moved(right, cells, by), f"表三“{row}”一行疑整体{word}移一列，移回后全部相符。")


@pytest.mark.parametrize("by", [1, -1])
def test_a_column_moved_by_a_row(right: Document, by: int) -> None:
    assert_undone(right, moved(right, COLUMNS[0], by), "表三“自然人”列")


@pytest.mark.parametrize("by", [1, -1])
def test_the_whole_table_moved(right: Document, by: int) -> None:
    across = {cell: text for cells in LINES for cell, text in moved(right, cells, by).items()}
    assert_undone(right, across, f"表三疑整体{'右' if by > 0 else '左'}移一列")
    down = {cell: text for cells in COLUMNS for cell, text in moved(right, cells, by).items()}
    assert_undone(right, down, f"表三疑整体{'下' if by > 0 else '上'}移一行")


def test_part_of_a_column_moved(right: Document) -> None:
    start = [cells[0] for cells in LINES].index(T3("unavailable_not_held", "natural_person"))
    words = "表三“自然人”列自“（四）1.本机关不掌握相关政府信息”至“（四）2.没有现成信息需要另行制作”疑下移一行"
    assert_undone(
        right,
        moved(right, COLUMNS[0][start : start + 3], 1),
        words,
    )


def test_table_four_moved(right: Document) -> None:
    (cells,) = [line.cells for line in FORM.table("disputes").lines if line.cells]
    texts = {T4("reconsideration", "pending"): "4", T4("reconsideration", "total"): "13"}
    texts |= {T4("litigation_direct", column): "2" for column in ("upheld", "total")}
    assert_undone(right.with_cells(texts), moved(right.with_cells(texts), cells, 1), "表四疑整体右移一格")


def test_rows_exchanged_with_their_totals(right: Document) -> None:
    texts = exchanged(right, ROWS["carried_in"], ROWS["granted"])
    assert_undone(right, texts, "表三“上年结转”与“（一）予以公开”两行疑填反，互换后全部相符。")


def test_totals_left_nought_are_emptied(right: Document) -> None:
    for cells, words in ((COLUMNS[-1], "表三“总计”列全为0"), (ROWS["results_total"], "表三“（七）总计”行全为0")):
        wrong = right.with_cells(dict.fromkeys(cells, "0"))
        found = located(wrong)
        (problem,) = sums(found)
        assert problem.message.startswith(words)
        (offer,) = found.repairs[found.checked.findings.index(problem)]
        assert offer.texts == dict.fromkeys(cells, "")
        assert printed_numbers(FORM, apply(wrong, offer.repair)) == printed_numbers(FORM, right)


def test_a_total_left_nought_beside_a_word_stays(form: Format, zeros: Document) -> None:
    document = zeros.with_cells(
        {
            "disputes.reconsideration.corrected": "32",
            "disputes.litigation_direct.pending": "无",
            "disputes.litigation_after_reconsideration.other": "1234",
        }
    )
    found = located(document)
    texts = [offer.texts for offers in found.repairs.values() for offer in offers]
    totals = {f"disputes.{row}.total": "" for row in ("reconsideration", "litigation_after_reconsideration")}
    assert totals in texts
    assert not any("disputes.litigation_direct.total" in each for each in texts)


def test_what_explains_as_much_is_told_once_without_an_offer(right: Document) -> None:
    """自然人 one row down, or 总计 one row up: both settle everything."""
    only = [cell for cell in FORM.table("requests").cells if ".natural_person" not in cell and ".total" not in cell]
    start = [cells[0] for cells in LINES].index(T3("unavailable_not_held", "natural_person"))
    alone = right.with_cells(dict.fromkeys(only, "0") | dict.fromkeys(FORM.sums, ""))
    alone = alone.with_cells({cell: str(number) for cell, number in printed_numbers(FORM, alone).items()})
    wrong = alone.with_cells(moved(alone, COLUMNS[0][start : start + 2], 1))
    found = located(wrong)
    (problem,) = sums(found)
    assert found.repairs == {}
    assert set(COLUMNS[0][start : start + 2]) | set(COLUMNS[-1][start : start + 2]) == set(problem.suspects)
    assert problem.message.count("疑") == 2


def test_a_case_both_done_and_carried_over_has_suspects_and_no_offer(right: Document) -> None:
    texts = {T3("carried_out", "natural_person"): "10", T3("carried_out", "total"): "10"}
    found = located(right.with_cells(texts))
    (problem,) = sums(found)
    assert (problem.rule, problem.each, found.repairs) == ("T3-01", "natural_person", {})
    assert {T3("carried_out", "natural_person"), T3("granted", "natural_person")} <= set(problem.suspects)
    assert "请核对有无既计办结又计结转的" in problem.message


def test_an_input_and_its_totals_wrong_alike_are_told_once(right: Document) -> None:
    texts = {T3("new", "natural_person"): "410", T3("new", "total"): "438"}
    wrong = right.with_cells(texts)
    found = located(wrong)
    (problem,) = sums(found)
    assert problem.message.endswith("疑“表三本年新收·自然人”的410应为140，总计随之更正。")
    (offer,) = found.repairs[found.checked.findings.index(problem)]
    assert apply(wrong, offer.repair) == right


def test_carried_in_is_raised_only_with_last_years_report(right: Document) -> None:
    texts = {T3("carried_in", "natural_person"): "3", T3("carried_in", "total"): "3"}
    wrong = right.with_cells(texts)
    assert located(wrong).repairs == {}
    last = Document(
        FORM.id, year=2024, cells={cell.replace("_in", "_out"): right.cells[cell] for cell in ROWS["carried_in"]}
    )
    found = located(replace(wrong, last=LastYear(FORM, last)))
    (problem,) = sums(found)
    (offer,) = found.repairs[found.checked.findings.index(problem)]
    assert apply(wrong, offer.repair) == right


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_first_offer_changes_a_right_number(right: Document, data: st.DataObject) -> None:
    """Any part of a column or any row moved, any two rows exchanged, their totals being right."""
    start = data.draw(st.integers(0, len(LINES) - 3))
    stop = data.draw(st.integers(start + 2, len(LINES)))
    by = data.draw(st.sampled_from([1, -1]))
    kinds = [
        moved(right, data.draw(st.sampled_from(COLUMNS))[start:stop], by),
        moved(right, LINES[start], by),
        exchanged(right, LINES[start][:-1], LINES[stop - 1][:-1]),
    ]
    wrong = right.with_cells(data.draw(st.sampled_from(kinds)))
    true = printed_numbers(FORM, right)
    for offers in located(wrong).repairs.values():
        after = printed_numbers(FORM, apply(wrong, offers[0].repair))
        assert all(after[cell] == true[cell] for cell in offers[0].texts)
