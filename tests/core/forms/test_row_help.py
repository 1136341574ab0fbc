import re
import tomllib

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.row_help import HelpError, load
from govreport_gui.files import resources

DEFINITION = tomllib.loads(resources.path("help/rows.toml").read_text(encoding="utf-8"))
FORMS = resources.formats()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_row_and_column_has_its_help(form: Format) -> None:
    help_ = load(DEFINITION, form)
    assert set(help_.rows) == {f"{table.id}.{row}" for table in form.tables for row in table.rows}
    assert set(help_.columns) == {f"{table.id}.{column}" for table in form.tables for column in table.columns}
    for cell in form.cells:
        row, column = help_.of(form, cell)
        assert row.law
        assert column.counts


def test_it_is_the_help_of_that_form(form: Format, old_form: Format) -> None:
    fees = [load(DEFINITION, each).rows["proactive.fees"] for each in (form, old_form)]
    assert "万元" in fees[0].counts
    assert "项目" in fees[1].counts


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_plain_short_sentences(form: Format) -> None:
    help_ = load(DEFINITION, form)
    for each in (*help_.rows.values(), *help_.columns.values()):
        for text in (each.counts, each.leaves_out):
            assert 1 <= text.count("。") <= 4, text
            assert len(text) <= 140, text
            assert not re.search("(?<!申)请(?![示求])", text), text
            # What is laid down nowhere is not said as if it were; what is usual is called usual.
            assert "没有明文" not in text or any(word in text for word in ("通常", "一致", "写")), text


def test_where_the_form_is_silent_the_help_says_so(form: Format) -> None:
    help_ = load(DEFINITION, form)
    unsure = [help_.rows["requests.new"].leaves_out, help_.columns["requests.natural_person"].leaves_out]
    unsure += [help_.columns[f"disputes.{column}"].counts for column in ("upheld", "corrected", "other")]
    unsure.append(help_.rows["disputes.reconsideration"].counts)
    assert all("统一格式没有明文" in text for text in unsure)


def test_the_reviewing_body_as_a_defendant_beside_another_does_not_count(form: Format) -> None:
    assert "共同被告" in load(DEFINITION, form).rows["disputes.litigation_after_reconsideration"].leaves_out


def changed(**parts: object) -> dict[str, object]:
    return DEFINITION | parts


@pytest.mark.parametrize(
    ("definition", "place"),
    [
        (changed(rows={}), "缺少 proactive.regulations"),
        (changed(columns={}), "缺少 proactive.decisions"),
        (changed(rows=DEFINITION["rows"] | {"requests": DEFINITION["rows"]["requests"] | {"newest": {}}}), "newest"),
        (changed(**{"2021": {"row": {}}}), "不认识 row"),
        (changed(**{"2021": {"rows": {"requests": {"new": {"counts": "一。"}}}}}), "2021.rows.requests.new：缺少"),
        (
            changed(**{"2021": {"rows": {"requests": {"new": dict.fromkeys(("counts", "leaves_out", "law"), "")}}}}),
            "应是一句话",
        ),
        (
            changed(
                **{
                    "2021": DEFINITION["2021"]
                    | {"columns": {"requests": {"sum": {"counts": "一。", "leaves_out": "二。"}}}}
                }
            ),
            "columns",
        ),
    ],
)
def test_what_is_missing_or_unknown_is_named(form: Format, definition: dict[str, object], place: str) -> None:
    with pytest.raises(HelpError, match=place):
        load(definition, form)


def test_only_shipped_forms_are_named() -> None:
    assert DEFINITION.keys() - {"rows", "columns"} == {form.id for form in FORMS}
