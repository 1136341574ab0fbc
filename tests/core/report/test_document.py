import dataclasses

import pytest

from govreport_gui.core.report.document import Document


def test_an_edit_makes_a_new_document() -> None:
    before = Document("2021", cells={"a.b.c": "1"})
    after = before.with_cells({"a.b.c": " 2 ", "a.b.d": "3"})
    assert dict(before.cells) == {"a.b.c": "1"}
    assert dict(after.cells) == {"a.b.c": "2", "a.b.d": "3"}


def test_a_blank_text_empties_the_cell() -> None:
    assert Document("2021", cells={"a.b.c": "1"}).with_cells({"a.b.c": "  "}) == Document("2021")


def test_text_of_a_part_is_kept_to_the_letter() -> None:
    text = "  一\u00a0二 \n\n<b>&{}"
    assert Document("2021").with_section("overview", text).sections["overview"] == text


def test_nothing_can_be_changed_in_place() -> None:
    document = Document("2021", cells={"a.b.c": "1"})
    with pytest.raises(TypeError):
        document.cells["a.b.c"] = "2"  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.unit = "甲"  # type: ignore[misc]


def test_what_went_in_may_change_afterwards() -> None:
    cells = {"a.b.c": "1"}
    document = Document("2021", cells=cells)
    cells["a.b.c"] = "2"
    assert document.cells["a.b.c"] == "1"


def test_what_is_typed_can_be_saved() -> None:
    document = Document("2021").with_cells({"x": "1\ud800"}).with_section("overview", "\udc00")
    document = document.with_paper_total("y", "\ud800")
    assert (document.cells["x"], document.sections["overview"], document.paper_totals["y"]) == (
        "1\ufffd",
        "\ufffd",
        "\ufffd",
    )
