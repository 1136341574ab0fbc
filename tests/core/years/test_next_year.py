"""A report begun from last year's: what is taken over, what is determined, what is left out."""

from dataclasses import replace

from govreport_gui.core.forms.form import Format
from govreport_gui.core.report import unit
from govreport_gui.core.report.document import Document, LastYear
from govreport_gui.core.report.unit import Unit
from govreport_gui.core.rules.check import check
from govreport_gui.core.years import next_year

OUT = "requests.carried_out."
IN = "requests.carried_in."


def last(zeros: Document, form: Format) -> LastYear:
    office = {"licensing_power": "yes", "publish_on": "2026-01-20", "catalogue": "7"}
    document = replace(zeros, level="municipal", kind="department", rulemaker=False, office=office)
    return LastYear(form, document.with_cells({f"{OUT}natural_person": "2", f"{OUT}enterprise": "", f"{OUT}total": ""}))


def test_what_is_carried_over_is_last_years_carried_out(form: Format, zeros: Document) -> None:
    begun = next_year.begun(form, last(zeros, form), 2026, texts=False)
    assert begun.cells[f"{IN}natural_person"] == "2"
    assert begun.cells[f"{IN}other"] == "0"
    # A blank of last year determines nothing, and a total adds itself up.
    assert f"{IN}enterprise" not in begun.cells
    assert f"{IN}total" not in begun.cells
    # In force this year takes what is issued and repealed this year too.
    assert all(cell.startswith(IN) for cell in begun.cells)


def test_the_unit_is_taken_over_and_what_changes_each_year_is_not(form: Format, zeros: Document) -> None:
    begun = next_year.begun(form, last(zeros, form), 2026, texts=False)
    assert (begun.unit, begun.year) == ("测试市财政局", 2026)
    assert (begun.level, begun.kind, begun.rulemaker) == ("municipal", "department", False)
    assert dict(begun.office) == {"licensing_power": "yes"}
    assert not begun.sections
    assert begun.last is not None
    assert begun.last.document.year == 2025


def test_last_years_text_comes_only_when_asked_for_and_is_marked_as_stale(form: Format, zeros: Document) -> None:
    old = zeros.with_section("overview", zeros.sections["overview"] + "2025年，新建专栏1个，发布信息12条。" * 3)
    begun = next_year.begun(form, last(old, form), 2026, texts=True)
    assert begun.sections == old.sections
    assert "XY-07" in {finding.rule for finding in check(form, begun).findings}


def test_a_year_that_was_put_on_one_at_the_beginning_of_a_paragraph_is_marked(form: Format, zeros: Document) -> None:
    old = zeros.with_section("other_matters", "2025年，本机关未收取信息处理费。")
    begun = next_year.begun(form, last(old, form), 2026, texts=True)
    assert begun.sections["other_matters"] == "2026年，本机关未收取信息处理费。"
    marked = [each for each in check(form, begun).findings if each.section == "other_matters"]
    assert any(each.each == "first_year" and each.span is not None for each in marked)


def test_last_year_on_the_other_form(form: Format, old_form: Format) -> None:
    before = Document(old_form.id, "甲局", 2020, cells={f"{OUT}other": "3"})
    begun = next_year.begun(form, LastYear(old_form, before), 2021, texts=False)
    assert dict(begun.cells) == {f"{IN}other": "3"}


def test_what_cannot_be_right_is_not_taken_over(form: Format, zeros: Document) -> None:
    wrong = zeros.with_cells({f"{OUT}other": "-1", f"{OUT}research": "约3"})
    begun = next_year.begun(form, LastYear(form, wrong), 2026, texts=False)
    assert f"{IN}other" not in begun.cells
    assert f"{IN}research" not in begun.cells


def test_last_years_last_year_is_not_dragged_along(form: Format, zeros: Document) -> None:
    older = LastYear(form, Document(form.id, "测试市财政局", 2024))
    begun = next_year.begun(form, LastYear(form, replace(zeros, last=older)), 2026, texts=False)
    assert begun.last is not None
    assert begun.last.document.last is None


def test_the_kept_unit_fills_only_what_is_open_and_only_its_own_report() -> None:
    own = Unit("甲市 财政局", "municipal", "department", rulemaker=True, powers={"penalties_power": "no"})
    filled = unit.completed(Document("2021", "甲市财政局", level="county", office={"catalogue": "1"}), own)
    assert (filled.unit, filled.level, filled.kind, filled.rulemaker) == ("甲市财政局", "county", "department", True)
    assert dict(filled.office) == {"penalties_power": "no", "catalogue": "1"}
    other = Document("2021", "乙镇人民政府")
    assert unit.completed(other, own) == other
    assert unit.completed(Document("2021"), own).unit == "甲市 财政局"
    assert unit.of(unit.completed(Document("2021"), own)) == own
