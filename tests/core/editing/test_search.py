import pytest

from govreport_gui.core.editing.search import matching, places, rows
from govreport_gui.core.forms.form import Format
from govreport_gui.core.report.document import Document


@pytest.mark.parametrize("name", ["form", "old_form"])
def test_every_row_of_every_table_is_there(name: str, request: pytest.FixtureRequest) -> None:
    form: Format = request.getfixturevalue(name)
    found = rows(form)
    assert sorted(cell for row in found for cell in row.cells) == sorted(form.cells)
    assert matching(found, "  ") == found


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("三4", ["表三　（三）4.保护第三方合法权益"]),
        ("（三）4.", ["表三　（三）4.保护第三方合法权益"]),
        ("(三)４", ["表三　（三）4.保护第三方合法权益"]),
        ("三安全", ["表三　（三）3.危及“三安全一稳定”"]),
        ("表四", ["表四　行政复议", "表四　未经复议直接起诉", "表四　复议后起诉"]),
        ("区分处理", ["表三　（二）部分公开"]),
        ("火星", []),
    ],
)
def test_rows_are_known_by_part_of_their_name_or_number(form: Format, typed: str, names: list[str]) -> None:
    assert [row.name for row in matching(rows(form), typed)] == names


def test_words_are_found_in_the_order_of_the_report(form: Format) -> None:
    document = Document(form.id, cells={"requests.new.other": "251", "proactive.fees.amount": "25.1"})
    document = document.with_section("overview", "全年25件。").with_section("problems", "PDF 和 pdf，共25件")
    found = places(form, document, "25")
    assert [(place.part, place.cell, place.span) for place in found] == [
        ("overview", "", (2, 4)),
        ("proactive_text", "proactive.fees.amount", (0, 0)),
        ("requests_text", "requests.new.other", (0, 0)),
        ("problems", "", (11, 13)),
    ]
    assert [place.span for place in places(form, document, "pdf")] == [(0, 3), (6, 9)]
    assert [place.cell for place in places(form, document, "行政处罚")] == ["proactive.penalties.decisions"]
    assert places(form, document, " ") == ()
    assert places(form, document, "（") == ()
