"""The sum: what counts, who gave what, what has no place."""

from decimal import Decimal

import pytest

from govreport_gui.core.forms.form import Format
from govreport_gui.core.forms.reader import load
from govreport_gui.core.report.document import Document
from govreport_gui.core.rollup.adding import add_up
from govreport_gui.core.rollup.submission import Collection, Member, Submission
from govreport_gui.core.rules.check import check
from govreport_gui.files import resources
from govreport_gui.files.rollup.submitted import judged

NEW = "requests.new.natural_person"
FEES = "proactive.fees.amount"


def came(
    form: Format, unit: str, year: int | None = 2025, changed: int = 0, file: str = "", **cells: str
) -> Submission:
    document = Document(form.id, unit, year, cells={name.replace("__", "."): text for name, text in cells.items()})
    return judged(file or f"收件/{unit}.docx", form, document, changed=changed)


def collected(*submissions: Submission, **rest) -> Collection:
    return Collection(resources.formats(), submissions, **rest)


def with_cells(form: Format, unit: str, cells: dict[str, str], year: int = 2025) -> Submission:
    return judged(f"收件/{unit}.docx", form, Document(form.id, unit, year, cells=cells))


def test_every_cell_is_the_exact_sum_and_knows_who_gave_what(form: Format) -> None:
    units = [
        with_cells(form, f"县{name}局", {NEW: str(number), FEES: amount})
        for name, number, amount in (("甲", 3, "0.1"), ("乙", 12, "0.2"), ("丙", 0, "24252.311082"))
    ]
    rollup = add_up(collected(*units, unit="某县人民政府"))
    assert rollup.document.cells[FEES] == "24252.611082", "no binary fraction"
    assert rollup.totals[FEES] == Decimal("24252.611082")
    assert rollup.document.cells[NEW] == "15"
    assert [(rollup.name(file), number) for file, number in rollup.contributors[NEW]] == [("县乙局", 12), ("县甲局", 3)]
    assert rollup.contributors["requests.new.enterprise"] == ()
    assert rollup.document.cells["requests.new.enterprise"] == "0"
    document = rollup.document
    assert document.contributions[NEW] == (("县乙局", "12"), ("县甲局", "3"))
    assert (document.kind, document.unit, document.year, document.format) == ("rollup", "某县人民政府", 2025, "2021")
    assert document.cells.keys() == form.cells.keys()


def test_a_blank_total_stands_for_its_parts_and_a_typed_one_for_itself(form: Format) -> None:
    blank = with_cells(form, "县甲局", {NEW: "3", "requests.new.enterprise": "4"})
    typed = with_cells(form, "县乙局", {NEW: "1", "requests.new.total": "5"})
    assert add_up(collected(blank, typed)).totals["requests.new.total"] == 12


def test_only_the_commonest_year_counts_or_the_one_that_is_asked_for(form: Format) -> None:
    units = [came(form, "县甲局"), came(form, "县乙局"), came(form, "县丙局", 2024), came(form, "县丁局", None)]
    rollup = add_up(collected(*units))
    assert rollup.counted.year == 2025
    assert [each.document.unit for each in rollup.counted.counted] == ["县甲局", "县乙局"]
    assert rollup.counted.why == {
        "收件/县丙局.docx": "年度为2024年，不是2025年。",
        "收件/县丁局.docx": "未写明年度。",
    }
    assert [each.document.unit for each in add_up(collected(*units, year=2024)).counted.counted] == ["县丙局"]


def test_a_unit_that_came_twice_counts_once_the_newest_or_the_chosen_one(form: Format) -> None:
    old = came(form, "县甲局", changed=1, file="旧.docx")
    new = came(form, "县 甲局", changed=2, file="新.docx")
    rollup = add_up(collected(new, old))
    assert [each.file for each in rollup.counted.counted] == ["新.docx"]
    assert rollup.counted.double == {"县 甲局": ("新.docx", "旧.docx")}
    assert rollup.counted.why == {"旧.docx": "该单位已计入“新.docx”，不重复计入。"}
    chosen = add_up(collected(new, old, chosen=frozenset({"旧.docx"})))
    assert [each.file for each in chosen.counted.counted] == ["旧.docx"]


def test_what_the_office_takes_out_does_not_count(form: Format) -> None:
    units = (came(form, "县甲局"), came(form, "县乙局"))
    rollup = add_up(collected(*units, out=frozenset({"收件/县乙局.docx"})))
    assert [each.document.unit for each in rollup.counted.counted] == ["县甲局"]


def test_two_reports_without_a_unit_are_both_counted(form: Format) -> None:
    units = (came(form, "", file="a.docx"), came(form, "", file="b.docx"))
    assert len(add_up(collected(*units)).counted.counted) == 2


def test_the_roster_says_who_is_missing_and_who_is_unknown(form: Format) -> None:
    roster = (Member("某县教育局", short="教育局"), Member("某县公安局"), Member("某县民政局"))
    rollup = add_up(collected(came(form, "教育局"), came(form, "某县公安分局"), roster=roster))
    assert rollup.counted.missing == ("某县公安局", "某县民政局")
    assert rollup.counted.unknown == {"某县公安分局": "某县公安局"}
    assert rollup.name("收件/教育局.docx") == "某县教育局"


def test_a_short_name_of_two_units_is_none(form: Format) -> None:
    roster = (Member("甲县教育局", short="教育局"), Member("乙县教育局", short="教育局"))
    assert add_up(collected(came(form, "教育局"), roster=roster)).counted.missing == ("甲县教育局", "乙县教育局")


def test_a_report_on_the_other_form_is_added_row_by_row_and_what_has_no_place_is_known(
    form: Format, old_form: Format
) -> None:
    other = with_cells(
        old_form,
        "县甲局",
        {"requests.otherwise.total": "4", "proactive.procurement.items": "7", "proactive.licensing.decisions": "2"},
    )
    rollup = add_up(collected(other, came(form, "县乙局", requests__otherwise_other__total="1")))
    assert rollup.form is form
    assert rollup.totals["requests.otherwise_other.total"] == 5
    assert rollup.totals["proactive.licensing.decisions"] == 2
    assert rollup.unmapped == {"收件/县甲局.docx": ("proactive.procurement.items",)}


def test_several_rows_of_this_form_are_one_of_the_older(form: Format, old_form: Format) -> None:
    rows = ("not_corrected", "fee_unpaid", "other")
    new = with_cells(form, "县甲局", {f"requests.otherwise_{row}.total": "2" for row in rows}, year=2020)
    rollup = add_up(collected(new, came(old_form, "县乙局", 2020)))
    assert rollup.form is old_form
    assert rollup.totals["requests.otherwise.total"] == 6


def test_a_cell_that_does_not_add_up_stays_blank(form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    import tomllib  # noqa: PLC0415

    definition = tomllib.loads(resources.path("formats/2021.toml").read_text(encoding="utf-8"))
    (table,) = (each for each in definition["table"] if each["id"] == "proactive")
    table["kinds"]["regulations.in_force"] = {"additive": False}
    changed = load(definition)
    cell = "proactive.regulations.in_force"
    assert not changed.cells[cell].additive
    assert changed.cells[cell].kind == "integer"
    unit = with_cells(changed, "县甲局", {cell: "3", NEW: "1"})
    rollup = add_up(Collection((changed,), (unit,)))
    assert cell not in rollup.document.cells
    assert check(changed, rollup.document).blank_inputs == (cell,)


def test_nothing_is_the_sum_of_nothing() -> None:
    assert not add_up(collected()).document.cells


def test_the_report_of_the_sum_names_the_largest_and_the_others_together(form: Format) -> None:
    units = [with_cells(form, f"县{at}局", {NEW: str(at)}) for at in range(1, 31)]
    named = add_up(collected(*units)).document.contributions[NEW]
    assert named[0] == ("县30局", "30")
    assert named[20:] == (("其余10个单位", "55"),)
