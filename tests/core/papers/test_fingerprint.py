"""The fingerprint of a report's content."""

from dataclasses import replace

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.papers.content import content_of
from govreport_gui.core.papers.fingerprint import canonical, fingerprint, typed
from govreport_gui.core.report.document import Document, Explanation, LastYear, Note, Step
from govreport_gui.files.sources.imported import Imported

CELL = "requests.new.natural_person"


def of(form: Format, document: Document) -> str:
    return fingerprint(content_of(form, document))


def test_it_is_eight_signs_and_the_same_for_ever(sample: Imported) -> None:
    """Papers that were signed bear it: it must not change with the program."""
    assert of(sample.form, sample.document) == "460Z-QPP0"


@pytest.mark.parametrize("text", ["1234", "1,234", "１２３４", "1 234", "1234件", " 1234 "])
def test_how_a_number_is_written_does_not_count(form: Format, text: str) -> None:
    report = Document("2021", "甲局", 2025)
    assert of(form, replace(report, cells={CELL: text})) == of(form, replace(report, cells={CELL: "1234"}))


def test_what_is_printed_counts_each_by_itself(form: Format, zeros: Document) -> None:
    others = [
        zeros,
        replace(zeros, unit="乙局"),
        replace(zeros, year=2024),
        zeros.with_cells({CELL: "1"}),
        zeros.with_cells({CELL: ""}),
        zeros.with_cells({CELL: "无"}),
        zeros.with_cells({CELL: "0（注）"}),
        *(zeros.with_section(section.id, "另一句。") for section in form.sections),
        zeros.with_section("overview", "另一\n句。"),
        zeros.with_section("problems", "另一句。").with_section("other_matters", ""),
    ]
    assert len({of(form, each) for each in others}) == len(others)


def test_the_form_counts(form: Format, old_form: Format) -> None:
    assert of(form, Document(form.id)) != of(old_form, Document(old_form.id))


def test_blanks_that_paper_does_not_show_do_not_count(form: Format, zeros: Document) -> None:
    apart = zeros.with_section("problems", "　　甲  乙\u200b。\n\n丙\u00a0丁")
    assert of(form, apart) == of(form, zeros.with_section("problems", "甲 乙。\n丙 丁"))


def test_a_total_added_up_is_the_total_typed_in(form: Format, zeros: Document) -> None:
    blank = zeros.with_cells(dict.fromkeys(form.sums, ""))
    assert blank.cells != zeros.cells
    assert of(form, blank) == of(form, zeros)


def test_nothing_beside_the_report_counts(form: Format, zeros: Document) -> None:
    beside = replace(
        zeros,
        level="county",
        kind="office",
        rulemaker=True,
        title="别的题目",
        office={"catalogue": "3"},
        explanations={"T3-07//": Explanation("说明", "")},
        notes={CELL: Note("备注")},
        paper_totals={"requests.new.total": "9"},
        read_aloud={CELL: "0"},
        state="final",
        steps=(Step("final", "2026-01-12T09:00"),),
        last=LastYear(form, zeros),
    )
    assert canonical(content_of(form, beside)) == canonical(content_of(form, zeros))


@pytest.mark.parametrize("text", ["7K3M-Q9TD", "7k3mq9td", " 7K3M Q9TD ", "７Ｋ３Ｍ－Ｑ９ＴＤ", "7K3M—Q9TD"])
def test_as_people_type_it(text: str) -> None:
    assert typed(text) == "7K3M-Q9TD"


def test_letters_that_look_like_figures_are_these_figures() -> None:
    assert typed("ilO0-1l2I") == "1100-1121"


@pytest.mark.parametrize("text", ["", "7K3M", "7K3M-Q9TU", "7K3M-Q9TDD", "甲乙丙丁-Q9TD"])
def test_what_is_no_fingerprint(text: str) -> None:
    assert typed(text) == ""
